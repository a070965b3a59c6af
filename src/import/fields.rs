//! The fields of a row: its cells read by the shape of their keys, held against a record, or made into one.

use super::Given;
use super::grid::{self, At};
use super::proposal::{Field, Note};
use super::table::{Column, Row};
use super::value;
use super::words::{kept, name};
use crate::catalog::Catalog;
use crate::lang::Text;
use crate::record::Kind;
use crate::record::draft::{Draft, Value};
use crate::schema::field::{self, Shape};
use crate::schema::{self, Subject};
use std::borrow::Cow;

/// What the cells of a row say for the keys of a record.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reading {
    /// The values, by path, each with its cell.
    pub(super) values: Vec<(&'static str, At, Value)>,
    /// What is doubtful.
    pub(super) doubts: Vec<Note>,
    /// The keys of lists of which the row says that there is nothing, by a dash or a stroke.
    pub(super) none: Vec<&'static str>,
}

impl Reading {
    /// Reads the cells whose columns are paths of keys.
    pub(super) fn of(row: &Row<'_>, form: &[Column], kind: Kind, catalog: &Catalog) -> Self {
        let mut reading = Self { values: Vec::with_capacity(row.cells().len()), ..Self::default() };
        for (of, cell) in row.cells() {
            let Some((column, field)) =
                form.get(of).and_then(|column| Some((column, schema::field(kind, column.name)?)))
            else {
                continue;
            };
            if is_nothing(&cell.value) {
                if matches!(field.shape, Shape::List(_, 0)) && field.required {
                    reading.none.push(column.name);
                }
                continue;
            }
            match value::read(field, &cell.value, catalog) {
                Ok(value) => reading.values.push((column.name, cell.at, value)),
                Err(doubt) => reading.doubts.push(Note::of(Some(cell.at), named(field, &doubt))),
            }
        }
        reading
    }

    /// The text of a key.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.values.iter().find(|(of, ..)| *of == path).and_then(|(.., value)| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Where the values stand.
    pub(super) fn cells(&self) -> Vec<(&'static str, At)> {
        self.values.iter().map(|(path, at, _)| (*path, *at)).collect()
    }

    /// What the row says otherwise than a record does; a key of which it says nothing stays as it is.
    pub(super) fn changes(&self, record: &Draft) -> Vec<Field> {
        let changed = self.values.iter().filter(|(path, _, value)| {
            *path != "id" && record.get(path).is_none_or(|before| !is_same(path, before, value))
        });
        let field = |(path, at, value): &(&'static str, At, Value)| Field {
            path,
            before: record.get(path).cloned(),
            after: value.clone(),
            at: Some(*at),
        };
        changed.map(field).collect()
    }

    /// A new record of what the row says, and of what has been said for all rows; its keys in order. The
    /// values go over into it.
    ///
    /// # Errors
    /// What is missing, as questions.
    pub(super) fn record(
        &mut self,
        kind: Kind,
        fixed: &[(&'static str, &str)],
        given: &Given,
    ) -> Result<Draft, Vec<Note>> {
        let (values, none) = (&mut self.values, &self.none);
        let mut say = |path: &str| {
            let own = values.iter_mut().find(|(of, ..)| *of == path);
            let own = own.map(|(.., value)| std::mem::replace(value, Value::List(Vec::new())));
            let fixed = || fixed.iter().find(|(of, _)| *of == path).map(|(_, text)| Value::from(*text));
            let default = || given.defaults.get(path).map(|text| spelled(kind, path, text));
            // A new record must have the list, be it an empty one.
            let none = || none.contains(&path).then(|| Value::List(Vec::new()));
            fixed().or(own).or_else(default).or_else(none)
        };
        let mut missing = Vec::new();
        let table = Subject::Records(kind).table();
        let record = compose(table, "", &mut say, &mut missing);
        if missing.is_empty() { Ok(record) } else { Err(missing) }
    }
}

/// A default as a value: for a list, its parts.
fn spelled(kind: Kind, path: &str, text: &str) -> Value {
    match schema::field(kind, path).map(|field| &field.shape) {
        Some(Shape::List(..)) => Value::from(value::split(text)),
        _ => Value::from(text),
    }
}

/// A mapping of what is said, in the order of its table; what must be said and is not, is missing.
fn compose(
    table: &field::Table,
    above: &str,
    say: &mut impl FnMut(&str) -> Option<Value>,
    missing: &mut Vec<Note>,
) -> Draft {
    let mut draft = Draft::with_capacity(if above.is_empty() { table.fields.len() } else { 0 });
    let mut lacking = Vec::new();
    let extras = if above.is_empty() { Subject::Records(Kind::Enterprise).extras() } else { &[] };
    for field in table.fields.iter().chain(extras) {
        let path =
            if above.is_empty() { Cow::Borrowed(field.key) } else { format!("{above}.{}", field.key).into() };
        let said = say(&path).or_else(|| match field.shape {
            Shape::Mapping(table) => {
                let map = compose(table, &path, say, missing);
                (!map.is_empty()).then_some(Value::Map(map))
            }
            _ => None,
        });
        match said {
            Some(value) => draft.add(field.key, value),
            None if field.required && field.when.is_empty() => lacking.push((path, field)),
            None => {}
        }
    }
    // A mapping of which nothing is said lacks nothing.
    if above.is_empty() || !draft.is_empty() {
        missing.extend(lacking.into_iter().map(|(path, field)| Note::of(None, lacks(&path, field))));
    }
    draft
}

fn lacks(path: &str, field: &field::Field) -> Text {
    let (title, example) = (field.title, example(field));
    Text::made(
        format!("缺“{title}”：请在表中补上这一栏，或用 --set {title}={example} 为各行一并说明"),
        format!(
            "{path} ({title}) is missing: add the column, or say it for all rows with --set {path}={example}"
        ),
    )
}

fn example(field: &field::Field) -> &'static str {
    match field.shape {
        Shape::Date => "2023-06-30",
        Shape::Boolean => "否",
        Shape::Clause => "GM-13-02",
        _ => field.examples.first().copied().unwrap_or("…"),
    }
}

/// Whether a cell says that there is nothing: a dash or a stroke.
pub(super) fn is_nothing(cell: &grid::Value) -> bool {
    let says_something = |c: char| c.is_alphanumeric();
    matches!(cell, grid::Value::Text(text) if !text.contains(says_something)
        && matches!(kept(text).as_str(), "" | "/" | "-" | "—" | "——" | "\\"))
}

/// Whether a value is what a cell says of it: the same, the same as printed and read again, the same amount,
/// or the same characters typed otherwise, as in `张　三`. In a code no blank is right.
fn is_same(path: &str, before: &Value, cell: &Value) -> bool {
    if before == cell {
        return true;
    }
    let (one, other) = (value::printed(before), value::printed(cell));
    let again = match cell {
        Value::List(_) => value::split(&one) == value::split(&other),
        _ => false,
    };
    one == other
        || again
        || match path {
            "uscc" => false,
            "phone" => value::phone(&kept(&one)) == other || lost_its_zero(&one, &other),
            "rectification.funds" => value::same_amount(&one, &other),
            _ => name(&one) == name(&other) || value::same_text(&one, &other),
        }
}

/// Whether a cell is a landline that was typed as a number: `8743123456` for `0874-3123456`.
fn lost_its_zero(phone: &str, cell: &str) -> bool {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    digits.strip_prefix('0').is_some_and(|rest| rest == cell)
}

/// A doubt with the name of the key that it is about.
fn named(field: &field::Field, doubt: &Text) -> Text {
    let title = field.title;
    Text::made(format!("{title}：{}", doubt.zh), format!("{title}: {}", doubt.en))
}
