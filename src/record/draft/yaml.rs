//! Spelling: a draft as YAML. A text stands bare wherever it is read back as the same text.

use super::{Draft, Value};
use crate::text::{is_control, is_invisible};
use std::fmt::Write;

/// The longest list, in bytes, that stands in one line.
pub(crate) const LINE: usize = 100;

/// A mapping in block style, so far in.
pub(super) fn mapping(draft: &Draft, indent: usize, out: &mut String) {
    for (at, (key, value)) in draft.iter().enumerate() {
        if at > 0 {
            blanks(indent, out);
        }
        entry(key, value, indent, out);
    }
}

/// A mapping as an item of a list.
pub(super) fn item(draft: &Draft, out: &mut String) {
    out.push_str("- ");
    if draft.is_empty() {
        out.push_str("{}\n");
    }
    mapping(draft, 2, out);
}

/// A key so far in and its value, to the end of the line.
pub(crate) fn entry(key: &str, value: &Value, indent: usize, out: &mut String) {
    scalar(key, true, out);
    out.push(':');
    behind_key(value, indent, out);
}

/// A key and its value in one line, between brackets.
pub(crate) fn flow_entry(key: &str, value: &Value, out: &mut String) {
    scalar(key, true, out);
    out.push_str(": ");
    flow(value, out);
}

/// What stands behind the dash of an item so far in, to the end of the line.
pub(crate) fn behind_dash(value: &Value, indent: usize, out: &mut String) {
    out.push(' ');
    match value {
        Value::Map(map) if !map.is_empty() => return mapping(map, indent + 2, out),
        Value::Text(text) => scalar(text, false, out),
        Value::Map(_) | Value::List(_) => flow(value, out),
    }
    out.push('\n');
}

/// A text in the quotes of another, as far as it can stand in them.
pub(crate) fn quoted_like(old: &str, text: &str, in_flow: bool, out: &mut String) {
    let hidden = |c: char| is_control(c) || is_invisible(c) || matches!(c, '\n' | '\r' | '\t');
    if old.starts_with('"') {
        double_quoted(text, out);
    } else if old.starts_with('\'') && !text.contains(hidden) {
        out.push('\'');
        out.push_str(&text.replace('\'', "''"));
        out.push('\'');
    } else {
        scalar(text, in_flow, out);
    }
}

/// What stands behind the colon of a key so far in, to the end of the line.
pub(crate) fn behind_key(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Map(map) if !map.is_empty() => {
            out.push('\n');
            blanks(indent + 2, out);
            mapping(map, indent + 2, out);
        }
        Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
            out.push('\n');
            for item in items {
                blanks(indent + 2, out);
                out.push_str("- ");
                match item {
                    Value::Map(map) if !map.is_empty() => mapping(map, indent + 4, out),
                    other => {
                        flow(other, out);
                        out.push('\n');
                    }
                }
            }
        }
        Value::List(items) => {
            let before = out.len();
            out.push(' ');
            flow(value, out);
            out.push('\n');
            if out.len() - before > LINE && !items.is_empty() {
                out.truncate(before);
                out.push('\n');
                for item in items {
                    blanks(indent + 2, out);
                    out.push_str("- ");
                    flow(item, out);
                    out.push('\n');
                }
            }
        }
        Value::Text(text) => {
            out.push(' ');
            scalar(text, false, out);
            out.push('\n');
        }
        Value::Map(_) => out.push_str(" {}\n"),
    }
}

/// A value in one line.
pub(crate) fn flow(value: &Value, out: &mut String) {
    match value {
        Value::Text(text) => scalar(text, true, out),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                flow(item, out);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (at, (key, value)) in map.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                flow_entry(key, value, out);
            }
            out.push('}');
        }
    }
}

/// A scalar in one line, bare where that is safe; inside brackets less is.
pub(crate) fn scalar(text: &str, in_flow: bool, out: &mut String) {
    if is_bare(text, in_flow) {
        out.push_str(text);
    } else {
        double_quoted(text, out);
    }
}

/// A scalar in quotes that can hold anything.
fn double_quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_control(c) || is_invisible(c) => {
                let code = u32::from(c);
                let _ =
                    if code > 0xffff { write!(out, "\\U{code:08x}") } else { write!(out, "\\u{code:04x}") };
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Whether a text, bare, is read back as itself.
fn is_bare(text: &str, in_flow: bool) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    let indicator = b"-?:,[]{}#&*!|>'\"%@` \t";
    let says_nothing = matches!(text, "~" | "null");
    let document = text.starts_with("---") || text.starts_with("...");
    // A number below nothing and a dash in front of a word are plain all the same.
    let dash = *first == b'-' && bytes.get(1).is_some_and(|next| !b" \t,[]{}".contains(next)) && !document;
    if says_nothing || document || (indicator.contains(first) && !dash) || b" \t:".contains(last) {
        return false;
    }
    let has_blank = memchr::memchr2(b' ', b'\t', bytes).is_some();
    let pairs = has_blank && bytes.windows(2).any(|pair| matches!(pair, b": " | b":\t" | b" #" | b"\t#"));
    let brackets = in_flow && bytes.iter().any(|byte| b",[]{}:#".contains(byte));
    !pairs
        && !brackets
        && text.chars().all(|c| !is_control(c) && !is_invisible(c) && !matches!(c, '\n' | '\r' | '\t'))
}

fn blanks(count: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', count));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> String {
        let mut out = String::new();
        scalar(text, false, &mut out);
        out
    }

    #[test]
    fn bare_where_that_is_safe() {
        for bare in ["钢坯", "001", "13800000000", "2023-06-30", "-3", "是", "x#y", "a:b"] {
            assert_eq!(spelled(bare), bare);
        }
        for quoted in [
            "", "~", "null", "- a", "a: b", "a #b", " a", "a ", "a:", "[x", "\"", "a\nb", "---", "#1", "*x",
            "\u{202e}",
        ] {
            assert!(spelled(quoted).starts_with('"'), "{quoted}");
        }
    }

    #[test]
    fn a_record_is_a_line_a_key() {
        let mut draft = Draft::new();
        draft.set("id", "ql-01");
        draft.set("products", vec!["钢坯", "高速线材, 盘条"]);
        draft.set("rectification.funds", "2.2");
        draft.set("rectification.measures", "一\n二");
        let expected = "id: ql-01\nproducts: [钢坯, \"高速线材, 盘条\"]\nrectification:\n  funds: 2.2\n  measures: \"一\\n二\"\n";
        assert_eq!(draft.to_yaml(), expected);
        assert!(draft.to_yaml_item().starts_with("- id: ql-01\n  products: ["));
    }
}
