//! From tables of keys to JSON Schema (draft-07), for YAML as an editor reads it and for TOML.

use super::field::{Field, Shape, Table};
use super::values;
use crate::catalog::Catalog;
use crate::check::rules;
use crate::figure::{Key, Sort};
use crate::text::printable;
use serde_json::{Map, Value, json};

/// Which files a schema is for: what may be written differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// Record files: scalars are taken as written, so that an editor may see numbers and booleans for
    /// text; an optional key may have nothing behind it.
    Yaml,
    /// Configuration files: texts are texts, days lie in 1900 to 2199.
    Toml,
}

/// What a schema is drawn with.
pub(super) struct Draw<'c> {
    catalog: &'c Catalog,
    language: Language,
    /// What the schema's `definitions` hold beside the record.
    pub(super) definitions: Map<String, Value>,
}

impl<'c> Draw<'c> {
    /// With the clauses, items and labels of a catalogue.
    pub(super) fn new(catalog: &'c Catalog, language: Language) -> Self {
        Self { catalog, language, definitions: Map::new() }
    }

    /// The schema of a mapping; `extras` are keys that its kind has in common with others.
    pub(super) fn table(&mut self, table: &Table, extras: &[Field]) -> Map<String, Value> {
        let all = || table.fields.iter().chain(extras);
        let properties: Map<String, Value> =
            all().map(|field| (field.key.to_owned(), self.field(field).into())).collect();
        let required: Vec<&str> =
            all().filter(|field| field.required && field.when.is_empty()).map(|field| field.key).collect();
        let mut schema = object(json!({
            "title": table.title,
            "description": table.about,
            "type": "object",
            "required": required,
            "properties": properties,
            "additionalProperties": false,
        }));
        let cases = cases(table);
        if !cases.is_empty() {
            schema.insert("allOf".into(), cases.into());
        }
        if !table.one_of.is_empty() {
            let says = |key: &&str| self.says(table, key);
            schema.insert("anyOf".into(), table.one_of.iter().map(says).collect());
        }
        schema
    }

    /// That a key says something: it is there, not empty, and a boolean is true.
    fn says(&self, table: &Table, key: &str) -> Value {
        let boolean =
            table.fields.iter().any(|field| field.key == key && matches!(field.shape, Shape::Boolean));
        let said =
            if boolean { json!({"enum": ["是", true, "true"]}) } else { json!({"not": {"type": "null"}}) };
        json!({"required": [key], "properties": {key: said}})
    }

    fn field(&mut self, field: &Field) -> Map<String, Value> {
        let mut schema = object(json!({"title": field.title}));
        if !field.about.is_empty() {
            schema.insert("description".into(), field.about.into());
        }
        let mut value = self.value(&field.shape);
        if !field.required && self.language == Language::Yaml {
            values::or_nothing(&mut value);
        }
        let scalar = !matches!(field.shape, Shape::List(..));
        let examples: Vec<Value> = field.examples.iter().map(|text| sample(&field.shape, text)).collect();
        if !examples.is_empty() {
            match value.get_mut("items").filter(|_| !scalar) {
                Some(Value::Object(items)) => items.insert("examples".into(), examples.into()),
                _ => value.insert("examples".into(), examples.into()),
            };
        }
        if !field.default.is_empty() {
            value.insert("default".into(), sample(&field.shape, field.default));
        }
        schema.extend(value);
        schema
    }

    /// What may stand behind a key.
    fn value(&mut self, shape: &Shape) -> Map<String, Value> {
        let language = self.language;
        match shape {
            Shape::Text => values::text(language),
            Shape::AnyText => values::any_text(),
            Shape::Usually(known) => {
                let mut text = values::text(language);
                text.insert("examples".into(), json!(known));
                text
            }
            Shape::Id => values::id(language),
            Shape::Date => values::date(language),
            Shape::Month => values::month(language),
            Shape::Boolean => values::boolean(),
            Shape::Amount => values::amount(),
            Shape::Whole(least, most) => values::whole(language, *least, *most),
            Shape::Words(words, about) => {
                let about = about.iter().map(|text| (*text).to_owned()).collect();
                values::words(words(), about)
            }
            Shape::Clause => self.clauses(),
            Shape::Rule => values::words(
                negotiable().map(|rule| rule.code).collect(),
                negotiable().map(|rule| rule.summary.zh.to_string()).collect(),
            ),
            Shape::List(shape, least) => {
                let mut list = object(json!({"type": "array", "items": self.value(shape)}));
                if *least > 0 {
                    list.insert("minItems".into(), (*least).into());
                }
                list
            }
            Shape::Mapping(table) => self.table(table, &[]),
            Shape::Items(answer) => self.items(answer),
            Shape::Figures => self.figures(),
            Shape::Overrides(severities) => overrides(&severities()),
        }
    }

    fn clauses(&self) -> Map<String, Value> {
        let clauses = &self.catalog.standard.clauses;
        let about = |clause: &crate::catalog::Clause| {
            let scope = clause.scope.describe().zh;
            format!("{}（{scope}）：{}", printable(&clause.name), printable(&clause.text))
        };
        values::words(clauses.keys().map(String::as_str).collect(), clauses.values().map(about).collect())
    }

    /// The items of 附件1 by number. A number may be written with zeros before it; and an editor that takes
    /// an unquoted key for a number finds it by pattern only.
    fn items(&mut self, answer: &Table) -> Map<String, Value> {
        let answer = self.table(answer, &[]);
        self.definitions.insert("answer".into(), answer.into());
        let numbered = (1..).zip(&self.catalog.selfcheck.items);
        let properties: Map<String, Value> = numbered
            .map(|(number, item)| {
                let schema = json!({
                    "title": format!("{number} {}", printable(&item.category)),
                    "description": printable(&item.content),
                    "allOf": [{"$ref": "#/definitions/answer"}],
                });
                (number.to_string(), schema)
            })
            .collect();
        let numbers: Vec<&str> = properties.keys().map(String::as_str).collect();
        let numbered = format!("^0*({})$", numbers.join("|"));
        object(json!({
            "type": "object",
            "propertyNames": {"maxLength": 9},
            "patternProperties": {numbered: {"$ref": "#/definitions/answer"}},
            "additionalProperties": false,
            "properties": properties,
        }))
    }

    fn figures(&mut self) -> Map<String, Value> {
        let property = |key: &Key| {
            let mut value = match key.sort() {
                Sort::Count => values::whole(self.language, 0, super::field::MOST),
                Sort::Amount => values::amount(),
                Sort::YesNo => values::boolean(),
            };
            values::or_nothing(&mut value);
            let part = self.catalog.forms.parts().find(|part| part.key == *key);
            if let Some(part) = part {
                value.insert("title".into(), printable(&part.name).into());
                if !part.unit.is_empty() {
                    value.insert("description".into(), format!("单位：{}", printable(&part.unit)).into());
                }
            }
            (key.name().to_owned(), value.into())
        };
        let properties: Map<String, Value> = Key::ALL.iter().map(property).collect();
        object(json!({"type": "object", "properties": properties, "additionalProperties": false}))
    }
}

/// The keys that go with some words of the deciding key only: required with these, refused with others.
fn cases(table: &Table) -> Vec<Value> {
    let deciding = table.fields.iter().find(|field| field.key == table.by);
    let words = match deciding.map(|field| &field.shape) {
        Some(Shape::Words(words, _)) => words(),
        _ => Vec::new(),
    };
    let mut sets: Vec<&[&str]> = Vec::new();
    for field in table.fields.iter().filter(|field| !field.when.is_empty()) {
        if !sets.contains(&field.when) {
            sets.push(field.when);
        }
    }
    let is = |words: &[&str]| json!({"properties": {table.by: {"enum": words}}, "required": [table.by]});
    let mut cases = Vec::new();
    for set in sets {
        let fields = || table.fields.iter().filter(|field| field.when == set);
        let required: Vec<&str> = fields().filter(|field| field.required).map(|field| field.key).collect();
        if !required.is_empty() {
            cases.push(json!({"if": is(set), "then": {"required": required}}));
        }
        let others: Vec<&str> = words.iter().copied().filter(|word| !set.contains(word)).collect();
        let refused: Map<String, Value> =
            fields().map(|field| (field.key.to_owned(), false.into())).collect();
        cases.push(json!({"if": is(&others), "then": {"properties": refused}}));
    }
    cases
}

fn negotiable() -> impl Iterator<Item = &'static crate::check::Rule> {
    rules::ALL.iter().copied().filter(|rule| rule.is_negotiable())
}

fn overrides(severities: &[&str]) -> Map<String, Value> {
    let property = |rule: &crate::check::Rule| {
        let severity = rule.severity;
        let schema = json!({
            "title": rule.name,
            "description": format!("{}（原为 {}）", rule.summary.zh, severity.name()),
            "enum": severities,
        });
        (rule.code.to_owned(), schema)
    };
    let properties: Map<String, Value> = negotiable().map(property).collect();
    object(json!({"type": "object", "properties": properties, "additionalProperties": false}))
}

/// A value as the table writes it: numbers as numbers where the shape has them.
fn sample(shape: &Shape, text: &str) -> Value {
    match shape {
        Shape::Amount | Shape::Whole(..) => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        _ => text.into(),
    }
}

/// The map of a JSON object.
pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
