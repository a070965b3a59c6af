//! A table before any format: its name, what its columns are, and its rows, made one after the other.

use super::Format;
use crate::columns::Cell;
use crate::lang::Text;

/// A table.
pub struct Table<'r> {
    /// The name.
    pub name: String,
    /// What a row is.
    pub title: Text,
    /// The columns.
    pub columns: Vec<Column>,
    pub(super) rows: MakeRows<'r>,
}

/// Makes the rows of a table anew.
pub(super) type MakeRows<'r> = Box<dyn Fn() -> Rows<'r> + Send + Sync + 'r>;

/// Rows, each with a cell a column.
pub(super) type Rows<'r> = Box<dyn Iterator<Item = Vec<Cell<'r>>> + 'r>;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name: small letters, digits and `_`.
    pub name: String,
    /// The official term, or what it is.
    pub title: String,
    /// What its values are; none may be missing in any row.
    pub ty: Type,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text; a month is one too (`2023-08`).
    Text,
    /// A day.
    Date,
    /// True or false.
    Bool,
    /// A whole number.
    Whole,
    /// 万元, exact.
    Amount,
}

impl Column {
    pub(super) fn new(name: impl Into<String>, title: impl Into<String>, ty: Type) -> Self {
        Self { name: name.into(), title: title.into(), ty }
    }
}

impl<'r> Table<'r> {
    /// The rows.
    pub(super) fn rows(&self) -> Rows<'r> {
        (self.rows)()
    }

    /// The name of its file.
    pub(super) fn file(&self, format: Format) -> String {
        format!("{}.{}", self.name, format.name())
    }
}
