//! A YAML or TOML file as an editor sees it: YAML 1.2's core schema for scalars, JSON for the rest.

use hazards::store::yaml::{self, Kind, Node, Tag};
use serde_json::{Map, Number, Value};

/// What an editor sees of a document, and whether that is less than what is written.
pub(crate) struct Seen {
    pub(crate) value: Value,
    /// A number, boolean or null in an unusual spelling, a tag, a key that is there twice: what is
    /// written cannot be told from the value.
    pub(crate) blurred: bool,
    /// A block scalar, whose final line end the editor keeps, or `Null`, which it takes for nothing.
    pub(crate) strict: bool,
}

/// The documents of a YAML file; `None` where it has faults of its own.
pub(crate) fn see(text: &str) -> Option<Vec<Seen>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = yaml::parse(text);
    if !tree.faults().is_empty() {
        return None;
    }
    let documents = tree.documents().map(|document| {
        let mut seen = Seen { value: Value::Null, blurred: false, strict: false };
        if let Some(root) = document.root {
            seen.value = value(root, &mut seen);
        }
        seen
    });
    Some(documents.collect())
}

fn value(node: Node<'_, '_>, seen: &mut Seen) -> Value {
    seen.blurred |= node.tag() == Tag::Other || (node.tag() == Tag::Str && is_collection(node));
    match node.kind() {
        Kind::Sequence => node.items().map(|item| value(item, seen)).collect(),
        Kind::Mapping => {
            let mut map = Map::new();
            for (key, below) in node.entries() {
                let below = value(below, seen);
                let key_is_odd = is_collection(key) || key.tag() == Tag::Other;
                let twice = map.insert(key_name(key), below).is_some();
                seen.blurred |= twice || key_is_odd;
            }
            map.into()
        }
        Kind::Block => {
            seen.strict = true;
            format!("{}\n", node.text()).into()
        }
        Kind::Plain if node.tag() == Tag::None => plain(node.text(), seen),
        Kind::Plain | Kind::Quoted => node.text().into(),
    }
}

fn is_collection(node: Node<'_, '_>) -> bool {
    matches!(node.kind(), Kind::Sequence | Kind::Mapping)
}

/// A key as the property's name: a number is written anew.
fn key_name(key: Node<'_, '_>) -> String {
    let text = key.text();
    match text.parse::<u64>() {
        Ok(number) if key.kind() == Kind::Plain && is_digits(text) => number.to_string(),
        _ => text.to_owned(),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A plain scalar by the core schema.
fn plain(text: &str, seen: &mut Seen) -> Value {
    match text {
        "" | "~" | "null" => return Value::Null,
        "Null" | "NULL" => {
            (seen.blurred, seen.strict) = (true, true);
            return Value::Null;
        }
        "true" | "false" => return (text == "true").into(),
        "True" | "TRUE" | "False" | "FALSE" => {
            seen.blurred = true;
            return text.eq_ignore_ascii_case("true").into();
        }
        _ => {}
    }
    let Some(number) = number(text) else {
        return text.into();
    };
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    // More digits than a number of an editor has, a fraction of nothing, a negative nothing.
    let exact = is_digits(whole) && is_digits(part) && whole.len() + part.len() <= 16;
    let ordinary = exact && (number.fract() != 0.0 || !text.contains('.')) && text != "-0";
    seen.blurred |= !ordinary;
    let integer = format!("{number:.0}").parse::<i64>().ok().filter(|_| number.fract() == 0.0);
    integer.map(Number::from).or_else(|| Number::from_f64(number)).map_or(1e300.into(), Value::from)
}

fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(if text.starts_with('-') { -1e300 } else { 1e300 }),
        _ => {}
    }
    let radix =
        |prefix, radix| text.strip_prefix(prefix).and_then(|rest| u64::from_str_radix(rest, radix).ok());
    if let Some(number) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Some(number as f64);
    }
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let empty_or_digits = |text: &str| text.is_empty() || is_digits(text);
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let formed = empty_or_digits(whole) && empty_or_digits(part) && is_digits(exponent);
    let some = is_digits(whole) || (is_digits(part) && mantissa.contains('.'));
    (formed && some).then(|| text.parse().ok()).flatten()
}

/// A TOML file as an editor's TOML extension gives it to a validator: days as text.
pub(crate) fn see_toml(text: &str) -> Option<Value> {
    let table: toml::Table = text.parse().ok()?;
    Some(json(toml::Value::Table(table)))
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => yes.into(),
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect())
        }
    }
}

#[test]
fn scalars_as_an_editor_sees_them() {
    let seen = |text: &str| see(text).unwrap().remove(0).value;
    assert_eq!(seen("id: 001"), serde_json::json!({"id": 1}));
    assert_eq!(seen("on: 2023-06-30"), serde_json::json!({"on": "2023-06-30"}));
    assert_eq!(seen("a: [yes, no, true, 1e3, 0x10, '1', !!str 1, ~, 1.50]").pointer("/a").unwrap(), &{
        serde_json::json!(["yes", "no", true, 1000, 16, "1", "1", null, 1.5])
    });
    assert_eq!(seen("02: {}"), serde_json::json!({"2": {}}));
}
