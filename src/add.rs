//! A new record from what is said of it: keys by their names or official terms, values as they are typed, an
//! id that fits those of its unit. Whether it is sound, the rules say.

pub mod ids;
pub mod read;
pub mod returns;

use crate::lang::Text;
use crate::record::draft::{Draft, Value};
use crate::record::{Id, Kind};
use crate::schema::field::{Field, Shape, Table};
use crate::schema::name::{self, Name};
use crate::schema::{self, Subject};
use crate::text::{quote, several};

/// The keys of a kind whose values can be said in one line, by path, in the order of the contract.
pub fn keys(kind: Kind) -> Vec<(String, &'static Field)> {
    let subject = Subject::Records(kind);
    let mut keys = Vec::new();
    gather(subject.table().fields, "", &mut keys);
    gather(subject.extras(), "", &mut keys);
    keys
}

fn gather(fields: &'static [Field], above: &str, keys: &mut Vec<(String, &'static Field)>) {
    for field in fields {
        let path = format!("{above}{}", field.key);
        match field.shape {
            Shape::Mapping(table) => gather(table.fields, &format!("{path}."), keys),
            Shape::Items(_) | Shape::Figures | Shape::Overrides(_) => {}
            _ => keys.push((path, field)),
        }
    }
}

/// The key that a word names: a path (`rectification.due_on`, `items.3.status`, `figures.A1`) or, of the keys
/// of a record and of mappings in it, the official term (期限) where only one has it.
///
/// # Errors
/// There is no such key; the nearest one.
pub fn key(kind: Kind, word: &str) -> Result<(String, Option<&'static Field>), Text> {
    let keys = keys(kind);
    let names: Vec<Name<'_>> = keys.iter().map(|(path, field)| Name { path, title: field.title }).collect();
    let named: Vec<_> = name::named(word, &names).into_iter().filter_map(|at| keys.get(at)).collect();
    match named.as_slice() {
        [(path, field)] => return Ok((path.clone(), Some(field))),
        [] => {}
        several => return Err(name::several(word, several.iter().map(|(path, _)| path.as_str()))),
    }
    if let Some(found) = numbered(kind, word) {
        return Ok(found);
    }
    if let Some((first, Shape::Items(table))) =
        word.split_once('.').and_then(|(first, _)| Some((first, &schema::field(kind, first)?.shape)))
    {
        let word = quote(word);
        let keys: Vec<String> = table.fields.iter().map(|field| format!("{first}.3.{}", field.key)).collect();
        return Err(Text::made(
            format!("没有这个键：{word}，应写作 {}", keys.join(" 或 ")),
            format!("there is no key {word}; write {}", keys.join(" or ")),
        ));
    }
    let said = name::unknown(word, &names);
    Err(Text::made(format!("没有这个键：{}", said.zh), format!("there is no key {}", said.en)))
}

/// A key below a mapping whose keys are numbers or figures. Whether there is such an item or figure, the
/// reader says.
fn numbered(kind: Kind, word: &str) -> Option<(String, Option<&'static Field>)> {
    let (first, rest) = word.split_once('.')?;
    match schema::field(kind, first)?.shape {
        Shape::Items(table) => {
            let (number, key) = rest.split_once('.')?;
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            let field = table.fields.iter().find(|field| field.key == key)?;
            is_number.then(|| (word.to_owned(), Some(field)))
        }
        Shape::Figures if !rest.contains('.') => Some((word.to_owned(), None)),
        _ => None,
    }
}

/// Lists whose items are running text or paths, in which a comma parts nothing.
const WITH_COMMAS: [&str; 2] = ["other", "attachments"];

/// A value as it is typed: that of a list in parts, as in a workbook that is read in: `张某某，李某某` are two.
///
/// # Errors
/// Where a line cannot say it.
pub fn value(field: Option<&'static Field>, text: &str) -> Result<Value, Text> {
    match field.map(|field| &field.shape) {
        Some(Shape::List(Shape::Mapping(_), _)) => Err(Text::fixed(
            "每一项有几个键，一行写不下；请写在文件里（新增的可用 add --from 读取 YAML 或 JSON）",
            "each item has keys of its own, which a line cannot say; write it in the file (new records: add --from reads YAML or JSON)",
        )),
        Some(Shape::List(..)) => {
            let has_commas = field.is_some_and(|field| WITH_COMMAS.contains(&field.key));
            let parts: Vec<&str> =
                if has_commas { text.split('、').collect() } else { several(text).collect() };
            let parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
            Ok(Value::List(parts.map(Value::from).collect()))
        }
        _ => Ok(Value::from(text)),
    }
}

/// The keys that a record must have and this one has not, as far as its own words require them.
pub fn missing(kind: Kind, draft: &Draft) -> Vec<(String, &'static Field)> {
    let mut missing = Vec::new();
    lacking(Subject::Records(kind).table(), draft, "", &mut missing);
    missing
}

fn lacking(table: &'static Table, draft: &Draft, above: &str, missing: &mut Vec<(String, &'static Field)>) {
    let by = draft.text(table.by);
    for field in table.fields {
        let path = format!("{above}{}", field.key);
        let applies = field.when.is_empty() || by.is_some_and(|by| field.when.contains(&by));
        match (draft.get(field.key), &field.shape) {
            (Some(Value::Map(map)), Shape::Mapping(below)) => {
                lacking(below, map, &format!("{path}."), missing);
            }
            (None, _) if field.required && applies => missing.push((path, field)),
            _ => {}
        }
    }
}

/// A record with its keys in the order of the contract, those that are not known behind them.
pub fn ordered(draft: &Draft, kind: Kind) -> Draft {
    order(draft, kind, "")
}

fn order(draft: &Draft, kind: Kind, path: &str) -> Draft {
    let keys = schema::key_order(kind, path);
    let mut entries: Vec<(&str, &Value)> = draft.iter().collect();
    let place = |key: &str| keys.iter().position(|known| *known == key).unwrap_or(keys.len());
    entries.sort_by_key(|(key, _)| (place(key), key.parse::<u32>().unwrap_or(0)));
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let mut ordered = Draft::new();
    for (key, value) in entries {
        let value = match value {
            Value::Map(map) => Value::Map(order(map, kind, &below(key))),
            Value::List(items) => Value::List(
                items
                    .iter()
                    .map(|item| match item {
                        Value::Map(map) => Value::Map(order(map, kind, &below(key))),
                        other => other.clone(),
                    })
                    .collect(),
            ),
            Value::Text(text) => Value::Text(text.clone()),
        };
        ordered.put(key, value);
    }
    ordered
}

/// What names the record: its id, a selfcheck's enterprise.
pub const fn naming_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Selfcheck => "enterprise",
        _ => "id",
    }
}

/// The day that an id of a record may be made of.
pub const fn day_key(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Hazard => Some("found_on"),
        Kind::Inspection | Kind::Activity => Some("date"),
        Kind::Penalty => Some("decided_on"),
        Kind::Enterprise | Kind::Selfcheck | Kind::Filing => None,
    }
}

/// An id that somebody gives.
///
/// # Errors
/// What an id is.
pub fn given_id(text: &str) -> Result<Id, Text> {
    Id::parse(text).map_err(|_| {
        let id = quote(text);
        Text::made(
            format!("{id} 不能作编号：应为 1 至 64 个小写字母、数字或连字符，以字母或数字开头，不能是 Windows 的保留名"),
            format!(
                "{id} cannot be an id: 1 to 64 of a-z, 0-9 and -, beginning with a letter or a digit, no device name of Windows"
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_by_path_and_by_term() {
        let path = |kind, word| key(kind, word).map(|(path, _)| path);
        assert_eq!(path(Kind::Hazard, "rectification.due_on").as_deref(), Ok("rectification.due_on"));
        assert_eq!(path(Kind::Hazard, "期限").as_deref(), Ok("rectification.due_on"));
        assert_eq!(path(Kind::Selfcheck, "items.3.status").as_deref(), Ok("items.3.status"));
        assert_eq!(path(Kind::Filing, "figures.A1").as_deref(), Ok("figures.A1"));
        assert!(path(Kind::Hazard, "due_no").unwrap_err().en.contains("rectification.due_on"));
        assert!(path(Kind::Penalty, "罚款").unwrap_err().en.contains("on_enterprise.fine"));
        for wrong in ["items.x.status", "items.3", "items.3.stauts", "rectification", "", "note.x"] {
            assert!(path(Kind::Selfcheck, wrong).is_err(), "{wrong}");
        }
        assert!(path(Kind::Selfcheck, "items.3").unwrap_err().en.contains("items.3.status"));
    }

    #[test]
    fn lists_are_parted_by_commas_of_any_kind() {
        let list = |kind, word, text| {
            let (_, field) = key(kind, word).unwrap();
            match value(field, text).unwrap() {
                Value::List(items) => items.iter().map(Value::to_yaml).collect::<Vec<_>>().join("|"),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(list(Kind::Enterprise, "domains", "有限空间，粉尘涉爆"), "有限空间|粉尘涉爆");
        assert_eq!(list(Kind::Inspection, "inspectors", "张某某, 李某某;王某某"), "张某某|李某某|王某某");
        assert_eq!(list(Kind::Enterprise, "products", "门，窗、轴"), "门，窗|轴");
        assert_eq!(list(Kind::Penalty, "on_enterprise.other", "警告，并公示"), "警告，并公示");
        assert_eq!(list(Kind::Hazard, "attachments", "a；b.jpg、c.jpg"), "a；b.jpg|c.jpg");
    }

    #[test]
    fn what_is_missing_depends_on_what_is_said() {
        let mut draft = Draft::new();
        draft.set("kind", "举报奖励");
        let names =
            |draft: &Draft| missing(Kind::Activity, draft).into_iter().map(|(path, _)| path).collect();
        let all: Vec<String> = names(&draft);
        assert_eq!(all, ["id", "date", "amount"]);
        draft.set("kind", "专题学习");
        let all: Vec<String> = names(&draft);
        assert_eq!(all, ["id", "date"]);
    }

    #[test]
    fn keys_in_order() {
        let mut draft = Draft::new();
        draft.set("supervision.listed_on", "2023-07-01");
        draft.set("note", "x");
        draft.set("supervision.level", "县级");
        draft.set("id", "a");
        draft.set("other", "y");
        let keys: Vec<String> = ordered(&draft, Kind::Hazard).iter().map(|(key, _)| key.to_owned()).collect();
        assert_eq!(keys, ["id", "supervision", "note", "other"]);
        assert_eq!(
            ordered(&draft, Kind::Hazard).to_yaml(),
            "id: a\nsupervision:\n  level: 县级\n  listed_on: 2023-07-01\nnote: x\nother: y\n"
        );
    }
}
