//! A form before any format: a [`Sheet`] for paper, a [`Page`] for the terminal, [`Rows`] for
//! programs, a [`ChartSheet`] for those that can draw. What a writer gets to see; which form it is, no writer
//! knows.

mod chart;

pub use chart::{Cells, Chart, ChartRow, ChartSheet, Number, Series};

use crate::figure;
use crate::record::Amount;
use chrono::NaiveDate;
use std::fmt;
use std::ops::Range;

/// What stands in a cell. Text is data as it was read: each writer makes it fit for its format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words, or nothing.
    Text(String),
    /// A whole number.
    Count(u64),
    /// 万元.
    Amount(Amount),
}

impl Value {
    /// Whether it is a number.
    pub const fn is_number(&self) -> bool {
        !matches!(self, Self::Text(_))
    }
}

impl From<figure::Value> for Value {
    fn from(value: figure::Value) -> Self {
        match value {
            figure::Value::Count(count) => Self::Count(count),
            figure::Value::Amount(amount) => Self::Amount(amount),
            figure::Value::YesNo(yes) => figure::yes_no(yes).into(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Count(count) => count.fmt(f),
            Self::Amount(amount) => amount.fmt(f),
        }
    }
}

/// A form laid out on paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The name of the sheet in a workbook: `3-1`.
    pub name: String,
    /// The title, for the properties of the file.
    pub title: String,
    /// The day of the form; a file made of it bears no other time.
    pub day: NaiveDate,
    /// How it lies on the paper.
    pub paper: Paper,
    /// The widths of the columns, in digits of the standard font.
    pub columns: Vec<f64>,
    /// The rows of headings that every page repeats; empty where none is.
    pub head: Range<usize>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// How a sheet lies on A4 paper. It is always one page wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Upright, all on one page.
    Portrait,
    /// Upright, as many pages as it needs, numbered.
    Upright,
    /// On its side, as many pages as it needs, numbered.
    Landscape,
}

/// A cell, and how far it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its first column.
    pub column: usize,
    /// How many columns it takes.
    pub columns: usize,
    /// How many rows it takes.
    pub rows: usize,
    /// What stands in it.
    pub value: Value,
    /// How it looks.
    pub style: Style,
}

impl Cell {
    /// A cell of one column and one row.
    pub fn new(column: usize, style: Style, value: impl Into<Value>) -> Self {
        let value = value.into();
        Self { column, columns: 1, rows: 1, value, style }
    }

    /// The same over so many columns and rows.
    #[must_use]
    pub fn over(self, columns: usize, rows: usize) -> Self {
        Self { columns, rows, ..self }
    }
}

/// How a cell looks. Those of the table have borders, the others have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// 附件 3-1, above the title.
    Attachment,
    /// The title.
    Title,
    /// The line under the title, at the left.
    Line,
    /// The line under the title, at the right.
    LineEnd,
    /// A heading of the table.
    Heading,
    /// The name of several rows, at the top: where these go on to another page, it stays whole.
    Group,
    /// Words in the table, at the left.
    Label,
    /// A word or a number in the table, in the middle.
    Centred,
    /// Digits that are no number, in the middle: a telephone number.
    Digits,
    /// A number or a word of a total.
    Total,
    /// A note below the table.
    Note,
}

impl Style {
    /// All styles.
    pub const ALL: [Self; 11] = [
        Self::Attachment,
        Self::Title,
        Self::Line,
        Self::LineEnd,
        Self::Heading,
        Self::Group,
        Self::Label,
        Self::Centred,
        Self::Digits,
        Self::Total,
        Self::Note,
    ];
}

/// A form as text to read on a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The lines above the tables, each of one or several parts that begin with a label.
    pub heading: Vec<Vec<String>>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The lines below.
    pub notes: Vec<String>,
}

/// A table of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The headings of the columns; empty where there is none.
    pub headings: Vec<String>,
    /// How many leading columns each part repeats when the table is cut into parts for its width;
    /// 0 for a table that is not cut but wrapped.
    pub lead: usize,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// One text over the whole width.
    Band(String),
    /// A cell for each column.
    Cells(Vec<Value>),
}

/// A form as rows for a program to read: one row of headings, then rows as long.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}
