//! Where in a record a cursor stands: by the nodes of sound YAML, else by lines and indentation, since what is
//! being typed is mostly no YAML yet.

use crate::store::records_of;
use crate::store::yaml::{self, Kind, Node};
use std::ops::Range;

/// A place in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The keys from the record down, the one at hand last; without it where a key is being typed.
    pub(super) keys: Vec<String>,
    /// Whether the cursor is on a key and not on a value.
    pub(super) on_key: bool,
    /// The word under the cursor.
    pub(super) span: Range<usize>,
    /// Its content.
    pub(super) text: String,
}

impl Cursor {
    /// The keys as [`super::keys::find`] wants them.
    pub(super) fn path(&self) -> Vec<&str> {
        self.keys.iter().map(String::as_str).collect()
    }
}

/// The word under the cursor, for looking things up.
pub(super) fn at(text: &str, offset: usize) -> Option<Cursor> {
    let tree = yaml::parse(text);
    if tree.faults().is_empty() {
        let mut records = records_of(&tree).filter_map(Result::ok);
        return in_record(records.find(|node| node.start() <= offset && offset <= node.end())?, offset);
    }
    drop(tree);
    let line = typed(text, offset)?;
    let mut found = line.cursor;
    if found.on_key {
        let end = text.get(found.span.start..)?.find([':', '\n', '\r']).unwrap_or(0);
        found.text = text.get(found.span.start..found.span.start + end)?.to_owned();
        found.keys.push(found.text.clone());
    } else {
        let rest = text.get(found.span.start..)?.lines().next().unwrap_or_default();
        let word = rest.split([',', ']', '}']).next().unwrap_or_default();
        let word = word.split(" #").next().unwrap_or_default().trim();
        found.span.end = found.span.start + word.len();
        found.text = word.trim_matches(['"', '\'']).to_owned();
    }
    Some(found)
}

fn in_record(record: Node<'_, '_>, offset: usize) -> Option<Cursor> {
    let within = |node: Node<'_, '_>| node.start() <= offset && offset <= node.end();
    let mut keys = Vec::new();
    let mut node = record;
    loop {
        match node.kind() {
            Kind::Mapping => {
                let (key, value) = node.entries().find(|(key, value)| within(*key) || within(*value))?;
                keys.push(key.text().to_owned());
                if within(key) {
                    return Some(word(keys, true, key));
                }
                node = value;
            }
            Kind::Sequence => node = node.items().find(|item| within(*item))?,
            _ => return Some(word(keys, false, node)),
        }
    }
}

fn word(keys: Vec<String>, on_key: bool, node: Node<'_, '_>) -> Cursor {
    Cursor { keys, on_key, span: node.start()..node.end(), text: node.text().to_owned() }
}

/// What is being typed.
#[derive(Debug)]
pub(super) struct Typed {
    /// Where; its span and text go from the word's beginning to the cursor.
    pub(super) cursor: Cursor,
    /// The keys that the mapping at hand has beside.
    pub(super) siblings: Vec<String>,
    /// The scalars of the record's own keys.
    fields: Vec<(String, String)>,
}

impl Typed {
    /// The value of one of the record's own keys.
    pub(super) fn field(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

/// A line, cut into indentation, dashes and content.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
    /// Where the content begins.
    indent: usize,
    /// Where the last dash stands.
    dash: Option<usize>,
}

impl<'t> Line<'t> {
    fn of(start: usize, text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let (mut indent, mut dash) = (0, None);
        while let Some(byte) = bytes.get(indent) {
            match byte {
                b' ' => {}
                b'-' if matches!(bytes.get(indent + 1), None | Some(b' ')) => dash = Some(indent),
                _ => break,
            }
            indent += 1;
        }
        Self { start, text, indent, dash }
    }

    fn content(self) -> &'t str {
        self.text.get(self.indent..).unwrap_or_default()
    }

    /// Whether there is nothing on the line, or a comment.
    fn is_empty(self) -> bool {
        self.dash.is_none() && (self.content().is_empty() || self.content().starts_with('#'))
    }

    fn ends_document(self) -> bool {
        self.text.starts_with("---") || self.text.starts_with("...")
    }

    /// The key and what stands behind it.
    fn entry(self) -> Option<(&'t str, &'t str)> {
        entry(self.content())
    }
}

fn entry(content: &str) -> Option<(&str, &str)> {
    let colon = content.match_indices(':').map(|(at, _)| at).find(|at| {
        let next = content.as_bytes().get(at + 1);
        matches!(next, None | Some(b' '))
    })?;
    let (key, rest) = content.split_at(colon);
    let plain = !key.is_empty() && !key.starts_with(['{', '[', '#', '"', '\'', '&', '*', '!', '|', '>']);
    plain.then(|| (key.trim_end(), rest.get(1..).unwrap_or_default()))
}

/// A value without its comment and quotes.
fn scalar(value: &str) -> &str {
    let value = value.trim();
    let value = if value.starts_with('#') { "" } else { value.split(" #").next().unwrap_or_default() };
    value.trim().trim_matches(['"', '\''])
}

/// What is being typed at an offset, by lines and indentation.
pub(super) fn typed(text: &str, offset: usize) -> Option<Typed> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push(Line::of(start, line.trim_end_matches(['\n', '\r'])));
        start += line.len();
    }
    if text.is_empty() || text.ends_with('\n') {
        lines.push(Line::of(start, ""));
    }
    let at = lines.partition_point(|line| line.start <= offset).checked_sub(1)?;
    let line = *lines.get(at)?;
    let column = (offset - line.start).min(line.text.len());
    let before = line.text.get(..column)?;
    if before.trim_start().starts_with('#') || before.contains(" #") || line.ends_document() {
        return None;
    }
    let indent = if column < line.indent && !line.text.trim().is_empty() { return None } else { line.indent };
    let indent = indent.min(column);
    let mut keys = parents(&lines, at, indent, line.dash)?;
    let content = before.get(indent..)?;
    let (on_key, word) = within(content, &mut keys);
    let record = record_of(&lines, at);
    let siblings = siblings(lines.get(record.clone())?, at - record.start, indent, content);
    let fields = fields(lines.get(record)?);
    let start = offset.min(line.start + column) - word.len();
    let cursor = Cursor { keys, on_key, span: start..start + word.len(), text: word.to_owned() };
    Some(Typed { cursor, siblings, fields })
}

/// What of a line's content before the cursor is the word being typed; keys on the way are noted.
fn within<'c>(content: &'c str, keys: &mut Vec<String>) -> (bool, &'c str) {
    let mut rest = content;
    loop {
        if let Some(inside) = rest.trim_start().strip_prefix(['{', '[']) {
            rest = inside.rsplit([',', '{', '[']).next().unwrap_or_default().trim_start();
        } else if let Some((key, value)) = entry(rest) {
            keys.push(key.to_owned());
            rest = value.trim_start();
            if !rest.starts_with(['{', '[']) {
                return (false, rest.trim_start_matches(['"', '\'']));
            }
            if rest.starts_with('[') {
                let word = rest.rsplit(['[', ',']).next().unwrap_or_default().trim_start();
                return (false, word);
            }
        } else {
            return (true, rest);
        }
    }
}

/// The keys above a line, the outermost first; `None` within a text of several lines.
fn parents(lines: &[Line<'_>], at: usize, indent: usize, dash: Option<usize>) -> Option<Vec<String>> {
    let (mut indent, mut dash) = (indent, dash);
    let mut keys = Vec::new();
    for line in lines.get(..at)?.iter().rev().filter(|line| !line.is_empty()) {
        if line.ends_document() {
            break;
        }
        let is_parent = match dash {
            Some(dash) => line.indent <= dash,
            None => line.indent < indent,
        };
        if is_parent {
            let (key, value) = line.entry()?;
            if !scalar(value).is_empty() {
                return None;
            }
            keys.push(key.to_owned());
            (indent, dash) = (line.indent, line.dash);
        } else if dash.is_none() && line.indent == indent {
            dash = line.dash;
        }
    }
    keys.reverse();
    Some(keys)
}

/// The lines of the record that a line belongs to.
fn record_of(lines: &[Line<'_>], at: usize) -> Range<usize> {
    let begin = lines.iter().take(at).rposition(|line| line.ends_document()).map_or(0, |line| line + 1);
    let end = lines.iter().skip(at + 1).position(|line| line.ends_document());
    let end = end.map_or(lines.len(), |count| at + 1 + count);
    let first = lines.iter().take(end).skip(begin).find(|line| !line.is_empty());
    if first.is_none_or(|line| line.dash != Some(0)) {
        return begin..end;
    }
    let starts = |line: &Line<'_>| line.dash == Some(0);
    let first = lines.iter().take(at + 1).rposition(starts).unwrap_or(begin).max(begin);
    let next = lines.iter().skip(at + 1).position(starts).map_or(end, |count| at + 1 + count);
    first..next.min(end)
}

/// The other keys of the mapping at hand.
fn siblings(lines: &[Line<'_>], at: usize, indent: usize, content: &str) -> Vec<String> {
    if content.contains('{') {
        let parts = content.split(['{', ',']).skip(1);
        return parts.filter_map(|part| Some(entry(part.trim_start())?.0.to_owned())).collect();
    }
    let mut keys = Vec::new();
    let mut note = |line: &Line<'_>| {
        let entry = line.entry().filter(|_| line.indent == indent && !line.is_empty());
        keys.extend(entry.map(|(key, _)| key.to_owned()));
    };
    let leaves = |line: &Line<'_>| !line.is_empty() && line.indent < indent;
    let begins = |line: &Line<'_>| line.indent == indent && line.dash.is_some();
    if !lines.get(at).is_some_and(begins) {
        for line in lines.iter().take(at).rev().take_while(|line| !leaves(line)) {
            note(line);
            if begins(line) {
                break;
            }
        }
    }
    for line in lines.iter().skip(at + 1).take_while(|line| !leaves(line) && !begins(line)) {
        note(line);
    }
    keys
}

/// The scalars of the record's own keys.
fn fields(lines: &[Line<'_>]) -> Vec<(String, String)> {
    let Some(indent) = lines.iter().find(|line| !line.is_empty()).map(|line| line.indent) else {
        return Vec::new();
    };
    let own = lines.iter().filter(|line| line.indent == indent && !line.is_empty());
    let entries = own.filter_map(|line| line.entry());
    entries.map(|(key, value)| (key.to_owned(), scalar(value).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is being typed at the `|`: keys, on a key or not, word, siblings.
    fn shown(text: &str) -> Option<String> {
        let offset = text.find('|').unwrap();
        let found = typed(&text.replacen('|', "", 1), offset)?;
        let Cursor { keys, on_key, text, .. } = &found.cursor;
        let part = if *on_key { "key" } else { "value" };
        Some(format!("{} {part} {text:?} {}", keys.join("."), found.siblings.join(" ")))
    }

    #[test]
    fn what_is_being_typed() {
        for (text, wanted) in [
            ("id: a\nsou|", r#" key "sou" id"#),
            ("id: a\nsource: 企|\nclause: x\n", r#"source value "企" id clause"#),
            ("id: a\nrectification:\n  due_on: 1\n  |\nclause: x", r#"rectification key "" due_on"#),
            ("- id: a\n  enterprise: |\n- id: b\n  date: 1\n", r#"enterprise value "" id"#),
            ("- id: a\n- |", r#" key "" "#),
            ("findings:\n- 未|", r#"findings key "未" "#),
            ("findings: [甲, 未|]", r#"findings value "未" "#),
            ("supervision: {level: 县|", r#"supervision.level value "县" level"#),
            ("- {id: a, docu|", r#" key "docu" id"#),
            ("waivers:\n  - rule: P|\n    reason: x\n", r#"waivers.rule value "P" reason"#),
            ("items:\n  1:\n    sta|", r#"items.1 key "sta" "#),
            ("a: 1\n---\nid: b\n|", r#" key "" id"#),
        ] {
            assert_eq!(shown(text).as_deref(), Some(wanted), "{text:?}");
        }
        assert_eq!(shown("description: >\n  文|字"), None);
        assert_eq!(shown("id: a # 注|"), None);
    }

    #[test]
    fn no_place_is_beyond_it() {
        let text = "- id: 甲\r\n  rectification: {due_on: 2\n  - x:\n---\n\t- ['\n  :\n#\n";
        for offset in 0..=text.len() + 3 {
            let floor = text.floor_char_boundary(offset.min(text.len()));
            let _ = (at(text, floor), typed(text, floor));
        }
    }
}
