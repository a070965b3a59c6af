//! JSON Schemas (draft-07) of record files, `hazards.toml` and plans, for editors: the keys with their
//! official terms, the words allowed, and what is wrong while one types. Drawn from one table of keys a
//! kind; the texts are Chinese, as those of the forms are.
//!
//! What the reader accepts a schema accepts. What it refuses the schema refuses too, but for what JSON
//! Schema cannot see: a key twice, the way in which a number, boolean or null is written (`1e3`, `True`,
//! `NULL`, an id `1.5`), tags, invisible characters, the limits of a file; in TOML a day without quotes
//! where text should be, units that a plan does not have, the order of its dates and its tree. Two things
//! it refuses that are no fault of form: a clause that the catalogue lacks (R003), and a single word
//! written as a block scalar (`|`) or as `Null`, which an editor takes for something else.

mod config;
mod draw;
pub mod editor;
pub mod field;
pub(crate) mod name;
mod order;
mod records;
mod values;

use crate::catalog::Catalog;
use crate::lang::Text;
use crate::record::Kind;
use draw::{Draw, Language, object};
use field::{Field, Table};
use serde_json::{Map, Value, json};

pub(crate) use order::{is_boolean, key_order};

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A file of records of this kind.
    Records(Kind),
    /// `hazards.toml`
    Settings,
    /// A plan file.
    Plan,
}

impl Subject {
    /// All subjects: the kinds in the order of the contract, then the configuration.
    pub fn all() -> impl Iterator<Item = Self> {
        Kind::ALL.into_iter().map(Self::Records).chain([Self::Settings, Self::Plan])
    }

    /// The word on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Records(Kind::Enterprise) => "enterprise",
            Self::Records(Kind::Selfcheck) => "selfcheck",
            Self::Records(Kind::Hazard) => "hazard",
            Self::Records(Kind::Inspection) => "inspection",
            Self::Records(Kind::Penalty) => "penalty",
            Self::Records(Kind::Activity) => "activity",
            Self::Records(Kind::Filing) => "filing",
            Self::Settings => "settings",
            Self::Plan => "plan",
        }
    }

    /// What it is called.
    pub const fn title(self) -> Text {
        match self {
            Self::Records(kind) => kind.name(),
            Self::Settings => Text::fixed("设置", "settings"),
            Self::Plan => Text::fixed("方案", "plan"),
        }
    }

    /// Which files it is for.
    pub fn files(self) -> String {
        match self {
            Self::Records(kind) => format!("*/{}/**/*.yaml", kind.folder()),
            Self::Settings => crate::settings::FILE.to_owned(),
            Self::Plan => "*.toml".to_owned(),
        }
    }

    /// The subject of a word: its name, or for a kind its folder's.
    pub fn of_name(word: &str) -> Option<Self> {
        let folder = |subject: &Self| matches!(subject, Self::Records(kind) if kind.folder() == word);
        Self::all().find(|subject| subject.name() == word || folder(subject))
    }

    /// The name of the file that holds the schema.
    pub fn file_name(self) -> String {
        format!("{}.schema.json", self.name())
    }

    /// The keys.
    pub const fn table(self) -> &'static Table {
        match self {
            Self::Records(kind) => records::table(kind),
            Self::Settings => &config::SETTINGS,
            Self::Plan => &config::PLAN,
        }
    }

    /// The keys that it has in common with others.
    pub const fn extras(self) -> &'static [Field] {
        match self {
            Self::Records(_) => records::EXTRAS,
            Self::Settings | Self::Plan => &[],
        }
    }

    /// The schema, with the clauses and items of a catalogue.
    pub fn schema(self, catalog: &Catalog) -> Value {
        let draft = json!({"$schema": "http://json-schema.org/draft-07/schema#"});
        let mut schema = object(draft);
        match self {
            Self::Records(_) => schema.extend(self.of_records(catalog)),
            Self::Settings | Self::Plan => {
                schema.extend(Draw::new(catalog, Language::Toml).table(self.table(), self.extras()));
            }
        }
        schema.into()
    }

    /// A file holds one record or a list of records. By `if` rather than `oneOf` an editor speaks of the
    /// key that is wrong and not of the file as a whole.
    fn of_records(self, catalog: &Catalog) -> Map<String, Value> {
        let mut draw = Draw::new(catalog, Language::Yaml);
        let record = draw.table(self.table(), self.extras());
        let mut definitions = object(json!({"record": record}));
        definitions.append(&mut draw.definitions);
        object(json!({
            "title": self.table().title,
            "description": self.table().about,
            "type": ["object", "array"],
            "if": {"type": "array"},
            "then": {"items": {"$ref": "#/definitions/record"}},
            "else": {"$ref": "#/definitions/record"},
            "definitions": definitions,
        }))
    }
}

/// The key of a kind of record at a path: `rectification.due_on`; `note` is one of every kind.
pub fn field(kind: Kind, path: &str) -> Option<&'static Field> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let all = records::table(kind).fields.iter().chain(records::EXTRAS);
    let mut field = all.into_iter().find(|field| field.key == first)?;
    for key in rest.into_iter().flat_map(|rest| rest.split('.')) {
        field = match field.shape {
            field::Shape::Mapping(table) => table.fields.iter().find(|field| field.key == key)?,
            _ => return None,
        };
    }
    Some(field)
}

/// A document of JSON as it is printed: indented, with a line end, no hidden character in it.
pub fn text(document: &Value) -> String {
    crate::text::json_safe(format!("{document:#}\n"))
}
