//! The columns of each kind of record, typed: what lists, tables and other programs read of a record. Names,
//! official terms and shapes come from the table of keys ([`crate::schema`]); the values from the records
//! themselves, never from text.
//!
//! The keys of a mapping are columns of their own (`rectification.due_on`), and so is whether the mapping is
//! there at all. A list is one column, of single values or of rows that have parts (`accidents`, `items`).

mod cell;
mod read;

pub use cell::Cell;

use crate::plan::Plan;
use crate::record::Kind;
use crate::schema::Subject;
use crate::schema::field::{Field, Shape};
use crate::store::records::{AnyRecord, Records};
use std::sync::LazyLock;

/// A record, and what there is to know of the place where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// The record.
    pub record: AnyRecord<'r>,
    /// All records, for the path.
    pub records: &'r Records,
    /// The plan, for the unit.
    pub plan: &'r Plan,
    /// The line, where that has been looked up.
    pub line: Option<usize>,
}

/// How a cell is read.
type Read = for<'r> fn(&Row<'r>) -> Cell<'r>;

/// A column.
#[derive(Debug)]
pub struct Column {
    /// The key, below mappings by its path: `rectification.due_on`.
    pub name: String,
    /// The official term.
    pub title: &'static str,
    /// The official term of the mapping that the key is in.
    pub group: Option<&'static str>,
    /// What its cells are.
    pub ty: Type,
    /// What it is about.
    pub role: Role,
    /// The key in the table of keys; none for the columns of the place.
    pub field: Option<&'static Field>,
    read: Read,
}

impl Column {
    /// The cell of a record; none where the record is of another kind.
    pub fn read<'r>(&self, row: &Row<'r>) -> Cell<'r> {
        (self.read)(row)
    }

    /// The official term, with that of the mapping before it where several columns of the kind have the same:
    /// `对企业的处罚：罚款`.
    pub fn heading(&self, kind: Kind) -> String {
        let is_same = |column: &&Self| column.title == self.title;
        match self.group {
            Some(group) if of(kind).iter().filter(is_same).count() > 1 => format!("{group}：{}", self.title),
            _ => self.title.to_owned(),
        }
    }
}

/// What a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Where the record stands: `unit`, `unit_name`, `path`, `line`.
    Place,
    /// A key of the record.
    Key,
    /// Whether a mapping is there (`supervision`, `on_enterprise`): a boolean. Most are there where any of
    /// their keys is; what the penalty on a party is may be left open.
    Mapping,
}

/// What the cells of a column are, where they are not [`Cell::None`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// [`Cell::Text`]
    Text,
    /// [`Cell::Text`]: an id.
    Id,
    /// [`Cell::Text`]: the code of a clause of the catalogue.
    Clause,
    /// [`Cell::Text`]: one of these words.
    Word(Vec<&'static str>),
    /// [`Cell::Date`]
    Date,
    /// [`Cell::Month`]
    Month,
    /// [`Cell::Bool`]
    Bool,
    /// [`Cell::Whole`]
    Whole,
    /// [`Cell::Amount`], in 万元.
    Amount,
    /// [`Cell::Whole`], [`Cell::Amount`] or [`Cell::Bool`]: a figure of form 3-1, by its key.
    Figure,
    /// [`Cell::List`] of single values.
    List(Box<Type>),
    /// [`Cell::Rows`]: rows of these parts.
    Rows(Vec<Part>),
}

/// A part of the rows of a column: a column of a child table.
#[derive(Debug, Clone)]
pub struct Part {
    /// The key.
    pub name: &'static str,
    /// The official term.
    pub title: &'static str,
    /// What its cells are.
    pub ty: Type,
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.ty == other.ty
    }
}

impl Eq for Part {}

/// The columns of a kind: unit, then the keys in the order of the contract, then path and line.
pub fn of(kind: Kind) -> &'static [Column] {
    static COLUMNS: LazyLock<Vec<Vec<Column>>> = LazyLock::new(|| Kind::ALL.map(all).into());
    COLUMNS.get(kind as usize).map_or(&[], Vec::as_slice)
}

fn all(kind: Kind) -> Vec<Column> {
    let subject = Subject::Records(kind);
    let place = |name: &str, title, ty| Column {
        name: name.to_owned(),
        title,
        group: None,
        ty,
        role: Role::Place,
        field: None,
        read: read::place(name),
    };
    let mut columns = vec![place("unit", "单位编号", Type::Id), place("unit_name", "填报单位", Type::Text)];
    gather(kind, subject.table().fields, "", None, &mut columns);
    gather(kind, subject.extras(), "", None, &mut columns);
    columns.extend([place("path", "文件", Type::Text), place("line", "行", Type::Whole)]);
    columns
}

/// Adds the columns of keys. One without a reader is left out; a test sees to it that there is none.
fn gather(
    kind: Kind,
    fields: &'static [Field],
    above: &str,
    group: Option<&'static str>,
    columns: &mut Vec<Column>,
) {
    for field in fields {
        let name = format!("{above}{}", field.key);
        let (ty, role) = match field.shape {
            Shape::Mapping(_) => (Type::Bool, Role::Mapping),
            _ => (type_of(&field.shape), Role::Key),
        };
        if let Some(read) = read::reader(kind, &name) {
            let name = name.clone();
            columns.push(Column { name, title: field.title, group, ty, role, field: Some(field), read });
        }
        if let Shape::Mapping(table) = field.shape {
            gather(kind, table.fields, &format!("{name}."), Some(field.title), columns);
        }
    }
}

fn type_of(shape: &Shape) -> Type {
    match shape {
        Shape::Id => Type::Id,
        Shape::Clause => Type::Clause,
        Shape::Words(words, _) => Type::Word(words()),
        Shape::Date => Type::Date,
        Shape::Month => Type::Month,
        Shape::Boolean => Type::Bool,
        Shape::Amount => Type::Amount,
        Shape::Whole(..) => Type::Whole,
        Shape::List(Shape::Mapping(table), _) => Type::Rows(parts(table.fields).collect()),
        Shape::List(item, _) => Type::List(Box::new(type_of(item))),
        Shape::Items(table) => {
            let number = Part { name: "item", title: "序号", ty: Type::Whole };
            Type::Rows([number].into_iter().chain(parts(table.fields)).collect())
        }
        Shape::Figures => Type::Rows(vec![
            Part { name: "key", title: "指标", ty: Type::Text },
            Part { name: "value", title: "数值", ty: Type::Figure },
        ]),
        Shape::Text
        | Shape::AnyText
        | Shape::Usually(_)
        | Shape::Rule
        | Shape::Mapping(_)
        | Shape::Overrides(_) => Type::Text,
    }
}

fn parts(fields: &'static [Field]) -> impl Iterator<Item = Part> {
    fields.iter().map(|field| Part { name: field.key, title: field.title, ty: type_of(&field.shape) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key of the table of keys, by path.
    fn keys(fields: &'static [Field], above: &str) -> Vec<String> {
        fields
            .iter()
            .flat_map(|field| {
                let path = format!("{above}{}", field.key);
                let below = match field.shape {
                    Shape::Mapping(table) => keys(table.fields, &format!("{path}.")),
                    _ => Vec::new(),
                };
                [path].into_iter().chain(below)
            })
            .collect()
    }

    #[test]
    fn every_key_is_a_column() {
        for kind in Kind::ALL {
            let subject = Subject::Records(kind);
            let mut wanted = vec!["unit".to_owned(), "unit_name".to_owned()];
            wanted.extend(keys(subject.table().fields, ""));
            wanted.extend(keys(subject.extras(), ""));
            wanted.extend(["path".to_owned(), "line".to_owned()]);
            let names: Vec<&str> = of(kind).iter().map(|column| column.name.as_str()).collect();
            assert_eq!(names, wanted, "{kind:?}");
            assert_eq!(read::known(kind), names.len() - 4, "{kind:?}: a reader of no key");
        }
    }

    #[test]
    fn headings_are_unique() {
        for kind in Kind::ALL {
            let mut headings: Vec<String> = of(kind).iter().map(|column| column.heading(kind)).collect();
            headings.sort();
            let count = headings.len();
            headings.dedup();
            assert_eq!(headings.len(), count, "{kind:?}: {headings:?}");
        }
    }
}
