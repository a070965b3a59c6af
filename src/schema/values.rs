//! Single values as JSON Schema: what the readers of values accept, as an editor sees it.
//!
//! An editor reads `001`, `13800000000` and `1e3` as numbers and `true` as a boolean; the reader of
//! records takes them as they are written. Where it accepts them, so does the schema.

use super::draw::{Language, object};
use serde_json::{Map, Value, json};

/// Names that Windows keeps for devices.
const DEVICES: &str = "^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$";

/// What is said of a text that is empty.
const BLANK: &str = "应为文字，不能为空白";

/// Text that is not blank. Numbers and booleans are kept character by character as they are written;
/// they are allowed by `not`, so that no editor proposes them.
pub(super) fn text(language: Language) -> Map<String, Value> {
    let mut schema = match language {
        Language::Yaml => json!({"not": {"type": ["null", "array", "object"]}, "errorMessage": BLANK}),
        Language::Toml => json!({"type": "string"}),
    };
    schema["pattern"] = "\\S".into();
    schema["patternErrorMessage"] = BLANK.into();
    object(schema)
}

/// Text that may be blank.
pub(super) fn any_text() -> Map<String, Value> {
    object(json!({"type": "string"}))
}

/// An id.
pub(super) fn id(language: Language) -> Map<String, Value> {
    let wanted = "应为编号：1 至 64 个小写字母、数字或连字符，以字母或数字开头，不能是 Windows 的保留名";
    let mut refused = vec![json!({"type": "string", "pattern": DEVICES})];
    if language == Language::Yaml {
        refused.insert(0, json!({"type": ["null", "array", "object"]}));
    }
    let mut schema = json!({
        "pattern": "^[a-z0-9][a-z0-9-]{0,63}$",
        "patternErrorMessage": wanted,
        "minimum": 0,
        "not": {"anyOf": refused},
        "errorMessage": wanted,
    });
    if language == Language::Toml {
        schema["type"] = "string".into();
    }
    object(schema)
}

/// A day of the calendar, leap days included.
pub(super) fn date(language: Language) -> Map<String, Value> {
    let days = "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))";
    let fourth = "(?:0[48]|[2468][048]|[13579][26])";
    let (years, leap) = match language {
        Language::Yaml => ("[0-9]{4}", format!("(?:[0-9]{{2}}{fourth}|(?:00|{fourth})00)")),
        Language::Toml => ("(?:19|20|21)[0-9]{2}", format!("(?:(?:19|20|21){fourth}|2000)")),
    };
    object(json!({
        "type": "string",
        "pattern": format!("^(?:{years}-{days}|{leap}-02-29)$"),
        "patternErrorMessage": "应为日期，写作 2023-06-30",
        "examples": ["2023-06-30"],
    }))
}

/// A month.
pub(super) fn month(language: Language) -> Map<String, Value> {
    let years = match language {
        Language::Yaml => "[0-9]{4}",
        Language::Toml => "(?:19|20|21)[0-9]{2}",
    };
    object(json!({
        "type": "string",
        "pattern": format!("^{years}-(?:0[1-9]|1[0-2])$"),
        "patternErrorMessage": "应为月份，写作 2023-06",
        "examples": ["2023-06"],
    }))
}

/// 是 or 否, `true` or `false`, quoted or not.
pub(super) fn boolean() -> Map<String, Value> {
    object(json!({"enum": ["是", "否", true, false, "true", "false"]}))
}

/// 万元.
pub(super) fn amount() -> Map<String, Value> {
    object(json!({
        "type": ["number", "string"],
        "minimum": -1_000_000_000_000_i64,
        "maximum": 1_000_000_000_000_i64,
        "pattern": "^-?[0-9]{1,12}(?:\\.[0-9]+)?$",
        "patternErrorMessage": "应为以万元为单位的数，如 12.5；小数点前最多 12 位，不写单位和千分位",
    }))
}

/// A whole number from `least` (in a record 0 or 1) to `most`.
pub(super) fn whole(language: Language, least: u32, most: u32) -> Map<String, Value> {
    let mut schema = json!({"type": "integer", "minimum": least, "maximum": most});
    if language == Language::Yaml {
        let pattern = if least == 0 { "^[0-9]+$" } else { "^0*[1-9][0-9]*$" };
        schema["type"] = json!(["integer", "string"]);
        schema["pattern"] = pattern.into();
        schema["maxLength"] = 9.into();
        schema["patternErrorMessage"] = format!("应为不小于 {least} 的整数，最多 9 位").into();
    }
    object(schema)
}

/// One word of a closed list, with what each means.
pub(super) fn words(words: Vec<&str>, about: Vec<String>) -> Map<String, Value> {
    let mut schema = object(json!({"enum": words}));
    if !about.is_empty() {
        schema.insert("enumDescriptions".into(), about.into());
    }
    schema
}

/// Lets there be nothing behind the key.
pub(super) fn or_nothing(schema: &mut Map<String, Value>) {
    let null = || Value::from("null");
    match schema.get_mut("type") {
        Some(Value::Array(types)) => types.push(null()),
        Some(one) => *one = json!([one.take(), "null"]),
        None => {}
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
        if let Some(Value::Array(about)) = schema.get_mut("enumDescriptions") {
            about.push("同未填写".into());
        }
    }
    let refused = match schema.get_mut("not") {
        Some(Value::Object(not)) if not.contains_key("anyOf") => {
            not.get_mut("anyOf").and_then(|any| any.get_mut(0))
        }
        not => not,
    };
    if let Some(Value::Array(types)) = refused.and_then(|refused| refused.get_mut("type")) {
        types.retain(|name| name != "null");
    }
}
