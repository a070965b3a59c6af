//! A workbook as it was read: what stands in every cell that is not empty, and where it stands.

use chrono::NaiveDate;
use std::fmt;

/// A workbook, or a file of comma-separated values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbook {
    /// Its sheets, in their order.
    pub sheets: Vec<Grid>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    /// Its name; empty for a CSV file, which has only one.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The cells that are not empty, by row, then column.
    pub cells: Vec<Cell>,
    /// The merged ranges; what they hold stands in their first cell.
    pub merges: Vec<Merge>,
}

impl Grid {
    /// The cells of a row, from 0, by column.
    pub fn row(&self, row: u32) -> &[Cell] {
        let first = self.cells.partition_point(|cell| cell.at.row < row);
        let rest = self.cells.get(first..).unwrap_or(&[]);
        rest.get(..rest.partition_point(|cell| cell.at.row == row)).unwrap_or(&[])
    }

    /// The cells of so many rows that hold something, from the first.
    pub fn top(&self, rows: usize) -> &[Cell] {
        let rows = self.cells.chunk_by(|a, b| a.at.row == b.at.row).take(rows);
        self.cells.get(..rows.map(<[Cell]>::len).sum()).unwrap_or_default()
    }

    /// The cell right of another in its row, blank ones left out.
    pub fn right_of(&self, at: At) -> Option<&Cell> {
        let next = self.cells.partition_point(|cell| cell.at <= at);
        self.cells.get(next).filter(|cell| cell.at.row == at.row)
    }
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub at: At,
    /// What stands in it.
    pub value: Value,
}

/// Where a cell stands in its sheet. Ordered by row, then column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Its row, from 0.
    pub row: u32,
    /// Its column, from 0.
    pub column: u32,
}

/// A merged range, its corners inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// The upper left corner.
    pub first: At,
    /// The lower right corner.
    pub last: At,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text as typed, never empty; line breaks are `\n`.
    Text(String),
    /// A number, shown as the shortest decimal that is the same number.
    Number(f64),
    /// A number that the workbook shows as a date.
    Date(NaiveDate),
    /// TRUE or FALSE.
    Bool(bool),
    /// What cannot be taken for a value: `#REF!`, a formula without a stored result.
    Error(String),
}

impl fmt::Display for At {
    /// As a spreadsheet names it: `F12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.column;
        loop {
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
            match (rest / 26).checked_sub(1) {
                Some(next) => rest = next,
                None => break,
            }
        }
        letters.iter().rev().try_for_each(|letter| write!(f, "{letter}"))?;
        write!(f, "{}", u64::from(self.row) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_as_a_spreadsheet_names_it() {
        let name = |row, column| At { row, column }.to_string();
        assert_eq!(name(11, 5), "F12");
        assert_eq!(name(0, 25), "Z1");
        assert_eq!(name(0, 26), "AA1");
        assert_eq!(name(1_048_575, 16_383), "XFD1048576");
    }
}
