//! Records found by conditions, in every format: a table, CSV, JSON, JSON a line, a workbook.

mod json;
mod sheet;

use super::{Error, csv, table};
use crate::columns::{Cell, Type};
use crate::figure::yes_no;
use crate::list::{Field, Listing};
use crate::sheet::{Line, Page, Rows, Table, Value};
use std::borrow::Cow;

pub use json::{json, json_lines};
pub use sheet::xlsx;

/// How the columns are headed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    /// The official terms.
    Terms,
    /// The names of the keys.
    Keys,
}

impl Header {
    fn of(self, field: &Field) -> &str {
        match self {
            Self::Terms => &field.title,
            Self::Keys => &field.name,
        }
    }
}

/// The most columns of a table that is wrapped and not cut into parts.
const WRAPPED: usize = 12;

/// A table for the terminal, no wider than so many columns.
pub fn table(listing: &Listing<'_>, header: Header, width: usize) -> String {
    if listing.rows.is_empty() {
        return String::new();
    }
    let cells = |row: &Vec<Cell<'_>>| Line::Cells(row.iter().map(value).collect());
    // Each part shows what names the record.
    let id = listing.columns.iter().position(|field| field.name == "id").unwrap_or(0);
    let lead = if listing.columns.len() > WRAPPED { id.min(2) + 1 } else { 0 };
    let lines = listing.rows.iter().map(cells).collect();
    let table = Table { headings: headings(listing, header), lead, lines };
    table::page(&Page { tables: vec![table], ..Page::default() }, width)
}

/// CSV for Excel, a row a record.
///
/// # Errors
/// Never in practice.
pub fn csv(listing: &Listing<'_>, header: Header) -> Result<Vec<u8>, Error> {
    let rows = listing.rows.iter().map(|row| row.iter().map(value).collect());
    csv::csv(&Rows { headings: headings(listing, header), rows: rows.collect() })
}

fn headings(listing: &Listing<'_>, header: Header) -> Vec<String> {
    listing.columns.iter().map(|field| header.of(field).to_owned()).collect()
}

/// A cell as it is shown: a number as one, anything else as words.
fn value(cell: &Cell<'_>) -> Value {
    match cell {
        Cell::Whole(number) => Value::Count(*number),
        Cell::Amount(amount) => Value::Amount(*amount),
        cell => Value::Text(words(cell).into_owned()),
    }
}

/// A cell in words: lists joined by `、`, rows by `；` and their parts by blanks.
fn words<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    match cell {
        Cell::None => "".into(),
        Cell::Text(text) => text.as_ref().into(),
        Cell::Date(day) => day.to_string().into(),
        Cell::Month(month) => month.to_string().into(),
        Cell::Bool(is) => yes_no(*is).into(),
        Cell::Whole(number) => number.to_string().into(),
        Cell::Amount(amount) => amount.to_string().into(),
        Cell::List(items) => items.iter().map(words).collect::<Vec<_>>().join("、").into(),
        Cell::Rows(rows) => {
            let row = |row: &'c Vec<Cell<'_>>| {
                let parts: Vec<_> = row.iter().filter(|part| !part.is_none()).map(words).collect();
                parts.join(" ")
            };
            rows.iter().map(row).collect::<Vec<_>>().join("；").into()
        }
    }
}

/// What a type is called, and for a list what its items are.
fn name_of(ty: &Type) -> (&'static str, Option<&Type>) {
    match ty {
        Type::Text => ("text", None),
        Type::Id => ("id", None),
        Type::Clause => ("clause", None),
        Type::Word(_) => ("word", None),
        Type::Date => ("date", None),
        Type::Month => ("month", None),
        Type::Bool => ("boolean", None),
        Type::Whole => ("whole", None),
        Type::Amount => ("amount", None),
        Type::Figure => ("figure", None),
        Type::List(item) => ("list", Some(item)),
        Type::Rows(_) => ("rows", None),
    }
}
