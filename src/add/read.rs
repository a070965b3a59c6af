//! Records as another program hands them over: YAML as in a record file, JSON, or JSON a line. Scalars are
//! kept character by character; nothing is said of what they mean.

use crate::lang::Text;
use crate::record::draft::{Draft, Value};
use crate::store::records_of;
use crate::store::yaml::{self, Kind, MAX_DEPTH, Node, Tag};
use crate::text::{is_control, quote};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The records of a text, in order.
///
/// # Errors
/// What is wrong with it, as a whole.
pub fn records(text: &str) -> Result<Vec<Draft>, Text> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let looks_like_json = text.trim_start().starts_with(['{', '[']);
    if looks_like_json && let Some(values) = of_json(text) {
        return values?.into_iter().try_fold(Vec::new(), |mut all, value| {
            match value {
                Value::Map(draft) => all.push(draft),
                Value::List(items) => {
                    for item in items {
                        let Value::Map(draft) = item else { return Err(NO_RECORD) };
                        all.push(draft);
                    }
                }
                Value::Text(_) => return Err(NO_RECORD),
            }
            Ok(all)
        });
    }
    of_yaml(text)
}

const NO_RECORD: Text =
    Text::fixed("应为记录（键: 值）或记录的列表", "must be a record (key: value) or a list of records");

const TWICE: (&str, &str) = ("重复出现", "stands there twice");

fn twice(key: &str) -> Text {
    let key = quote(key);
    Text::made(format!("键 {key} {}", TWICE.0), format!("the key {key} {}", TWICE.1))
}

fn of_yaml(text: &str) -> Result<Vec<Draft>, Text> {
    if text.contains(is_control) {
        return Err(Text::fixed("含有控制字符", "has control characters"));
    }
    let tree = yaml::parse(text);
    if let Some(fault) = tree.faults().first() {
        let line = text.get(..fault.offset).unwrap_or(text).matches('\n').count() + 1;
        let what = &fault.what;
        return Err(Text::made(
            format!("第 {line} 行：{}。{}", what.zh(), what.help_zh()),
            format!("line {line}: {}; {}", what.en(), what.help_en()),
        ));
    }
    let scalar = |root: Node<'_, '_>| !matches!(root.kind(), Kind::Mapping | Kind::Sequence);
    if tree.documents().filter_map(|document| document.root).any(scalar) {
        return Err(NO_RECORD);
    }
    records_of(&tree)
        .map(|node| match value(node.map_err(|_| NO_RECORD)?)? {
            Some(Value::Map(draft)) => Ok(draft),
            _ => Err(NO_RECORD),
        })
        .collect()
}

/// A node as a value; none where it says nothing.
fn value(node: Node<'_, '_>) -> Result<Option<Value>, Text> {
    if node.tag() == Tag::Other {
        return Err(Text::fixed("不能使用标签（!）", "tags (!) cannot be used"));
    }
    Ok(match node.kind() {
        _ if node.is_null() => None,
        Kind::Plain | Kind::Quoted | Kind::Block => Some(Value::from(node.text())),
        Kind::Sequence => {
            let items = node.items().map(|item| Ok(value(item)?.unwrap_or_else(|| Value::from(""))));
            Some(Value::List(items.collect::<Result<_, Text>>()?))
        }
        Kind::Mapping => {
            let mut draft = Draft::new();
            for (key, node) in node.entries() {
                if matches!(key.kind(), Kind::Sequence | Kind::Mapping) {
                    return Err(Text::fixed("键应为文字", "a key must be a text"));
                }
                if draft.has(key.text()) {
                    return Err(twice(key.text()));
                }
                if let Some(value) = value(node)? {
                    draft.put(key.text(), value);
                }
            }
            Some(Value::Map(draft))
        }
    })
}

/// The values of a text that is JSON, one behind the other; `None` where it is not.
fn of_json(text: &str) -> Option<Result<Vec<Value>, Text>> {
    let raw = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let raw: Vec<&RawValue> = raw.collect::<Result<_, _>>().ok()?;
    Some(raw.into_iter().filter_map(|raw| json(raw.get(), 0).transpose()).collect())
}

fn json(raw: &str, depth: usize) -> Result<Option<Value>, Text> {
    let wrong = |_| Text::fixed("不是 JSON", "is not JSON");
    if depth > MAX_DEPTH + 1 {
        return Err(Text::fixed("嵌套过深", "nested too deep"));
    }
    Ok(match raw.bytes().next() {
        Some(b'{') => {
            let Entries(entries) = serde_json::from_str(raw).map_err(wrong)?;
            let mut draft = Draft::new();
            for (key, raw) in entries {
                if draft.has(&key) {
                    return Err(twice(&key));
                }
                if let Some(value) = json(raw.get(), depth + 1)? {
                    draft.put(&key, value);
                }
            }
            Some(Value::Map(draft))
        }
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(raw).map_err(wrong)?;
            let items = items
                .into_iter()
                .map(|raw| Ok(json(raw.get(), depth + 1)?.unwrap_or_else(|| Value::from(""))));
            Some(Value::List(items.collect::<Result<_, Text>>()?))
        }
        Some(b'"') => Some(Value::Text(serde_json::from_str(raw).map_err(wrong)?)),
        _ if raw == "null" => None,
        // Numbers as they are spelled, `true` and `false`.
        _ => Some(Value::from(raw)),
    })
}

/// The members of an object in order, those of the same name included.
struct Entries<'j>(Vec<(String, &'j RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_json_say_the_same() {
        let yaml = "id: \"001\"\nphone: 08740000002\nkey: true\nnote: ~\nproducts: [甲, 乙]\nremoved: {on: 2023-07-01}\n";
        let json = r#"{"id":"001","phone":"08740000002","key":true,"note":null,"products":["甲","\u4e59"],"removed":{"on":"2023-07-01"}}"#;
        assert_eq!(records(yaml), records(json));
        assert_eq!(records(&format!("[{json},{json}]")).unwrap().len(), 2);
        assert_eq!(records(&format!("{json}\n{json}\n")).unwrap().len(), 2);
        let spelled = records(r#"{"fine": 1.50, "name": "\ud840\udc0b"}"#).unwrap();
        assert_eq!(spelled[0].text("fine"), Some("1.50"));
        assert_eq!(spelled[0].text("name"), Some("\u{2000b}"));
    }

    #[test]
    fn what_is_no_record() {
        let deep = "[".repeat(100_000);
        for wrong in [
            "5",
            "[1]",
            "- a",
            "{\"a\":1,\"a\":2}",
            "a: 1\na: 2",
            "{",
            "a: !x 1",
            "? [a]\n: 1",
            "a: \u{7}",
            &deep,
        ] {
            assert!(records(wrong).is_err(), "{wrong:.20}");
        }
        assert_eq!(records("").unwrap().len(), 0);
    }
}
