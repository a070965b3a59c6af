//! Charts before any format: which cells of which sheet they show, and a table of the numbers that stand on no
//! other sheet.

use std::ops::Range;

/// Charts on a sheet of their own, and below them its table.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartSheet {
    /// The name of the sheet in a workbook.
    pub name: String,
    /// The title above the charts.
    pub title: String,
    /// The line under the title.
    pub line: String,
    /// The charts.
    pub charts: Vec<Chart>,
    /// The headings of the table.
    pub headings: Vec<String>,
    /// The rows of the table.
    pub rows: Vec<ChartRow>,
    /// What is said below it.
    pub notes: Vec<String>,
}

/// A row of the table: a name, then numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartRow {
    /// The name.
    pub name: String,
    /// The numbers.
    pub numbers: Vec<Number>,
    /// Whether it is a total.
    pub total: bool,
}

/// A number of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// A whole number.
    Count(u64),
    /// So many of so many; nothing where there is nothing.
    Share(u64, u64),
}

impl Number {
    /// Its value; a share is one of 1.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Count(count) => Some(count as f64),
            Self::Share(_, 0) => None,
            Self::Share(part, whole) => Some(part as f64 / whole as f64),
        }
    }
}

/// Columns side by side, a group a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its title: fixed words, no data.
    pub title: &'static str,
    /// What stands below the names.
    pub names_axis: &'static str,
    /// What stands beside the values, with their unit.
    pub values_axis: &'static str,
    /// Whether the values are shares.
    pub shares: bool,
    /// Whether the values are whole numbers so small that the axis counts by one.
    pub by_one: bool,
    /// The cells that name the groups.
    pub names: Cells,
    /// What each group shows.
    pub series: Vec<Series>,
}

/// One column of every group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name in the legend: fixed words, no data.
    pub name: &'static str,
    /// The cells that it shows.
    pub values: Cells,
}

/// Cells of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// The sheet that they stand on, with rows and columns counted from its corner; none for the table below
    /// the charts, with rows counted from its first below the headings.
    pub sheet: Option<&'static str>,
    /// The rows.
    pub rows: Range<usize>,
    /// The column.
    pub column: usize,
}
