//! The table of a sheet: its headings found by their words wherever they stand, its rows, and everything
//! around them that is not read, with its place.

mod header;
mod rows;

use super::grid::{At, Cell, Grid};
use crate::lang::Text;
use smallvec::SmallVec;

/// A column that a form may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// What it is: the path of a key, or a word of the form's own.
    pub name: &'static str,
    /// Its headings, as [`heading`](super::words::heading) makes them.
    pub words: &'static [&'static str],
    /// What a table must have to be of this form.
    pub needed: bool,
}

impl Column {
    /// A column without which a table is not of the form.
    pub const fn need(name: &'static str, words: &'static [&'static str]) -> Self {
        Self { name, words, needed: true }
    }

    /// A column that may be there.
    pub const fn may(name: &'static str, words: &'static [&'static str]) -> Self {
        Self { name, words, needed: false }
    }
}

/// The table of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<'g> {
    /// The sheet.
    pub grid: &'g Grid,
    /// The first and the last row of headings.
    pub head: (u32, u32),
    /// The columns that were found: which of the form's, and its place in the sheet, in that order.
    pub columns: Vec<(usize, u32)>,
    /// The rows of data.
    pub rows: Vec<Row<'g>>,
    /// What is not read.
    pub ignored: Vec<Ignored>,
}

/// A row of data.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'g> {
    /// Its place in the sheet, from 0.
    pub row: u32,
    /// Its cells: of which column of the form, in order.
    cells: SmallVec<[(usize, &'g Cell); 16]>,
}

impl<'g> Row<'g> {
    /// The cell of a column of the form; for a merged cell the one that holds its content.
    pub fn cell(&self, column: usize) -> Option<&'g Cell> {
        self.cells.iter().find(|(of, _)| *of == column).map(|(_, cell)| *cell)
    }

    /// All cells: of which column of the form, in order.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = (usize, &'g Cell)> {
        self.cells.iter().copied()
    }
}

/// Cells that are not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The first of them.
    pub first: At,
    /// The last of them.
    pub last: At,
    /// How many hold something.
    pub cells: usize,
    /// What they are.
    pub what: Text,
}

/// Why a sheet has no table of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoTable {
    /// No row has the headings. Those that the likeliest row has, and those that it lacks.
    Missing {
        /// The likeliest row, from 0.
        row: Option<u32>,
        /// How many headings it has.
        found: usize,
        /// The needed columns that it lacks.
        lacking: Vec<&'static str>,
    },
    /// Two columns have the same heading.
    Twice {
        /// The column of the form.
        column: &'static str,
        /// Where the two headings stand.
        at: [At; 2],
    },
}

impl<'g> Table<'g> {
    /// The table of a form in a sheet.
    ///
    /// # Errors
    /// [`NoTable`]
    pub fn find(grid: &'g Grid, form: &[Column]) -> Result<Self, NoTable> {
        let header = header::find(grid, form)?;
        let lines: Vec<&'g [Cell]> = grid.cells.chunk_by(|a, b| a.at.row == b.at.row).collect();
        let (rows, ignored) = rows::read(grid, &lines, form, &header);
        Ok(Self { grid, head: (header.first, header.last), columns: header.columns, rows, ignored })
    }

    /// Whether a sheet has the table of a form.
    pub fn is_in(grid: &Grid, form: &[Column]) -> bool {
        header::find(grid, form).is_ok()
    }

    /// The cells above the headings.
    pub fn above(&self) -> impl Iterator<Item = &'g Cell> {
        let first = self.head.0;
        self.grid.cells.iter().take_while(move |cell| cell.at.row < first)
    }
}

/// What stands in a cell as text to compare; numbers and errors are none.
fn words_of(cell: &Cell) -> Option<&str> {
    match &cell.value {
        super::grid::Value::Text(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::grid::{Merge, Value};
    use super::*;

    const FORM: [Column; 5] = [
        Column::may("no", &["序号"]),
        Column::need("name", &["企业名称", "单位名称"]),
        Column::need("industry", &["所属行业"]),
        Column::may("principal", &["处罚情况主要负责人"]),
        Column::may("enterprise", &["处罚情况企业"]),
    ];

    /// A sheet of lines of cells parted by `|`; blank ones are none.
    fn sheet(lines: &[&str]) -> Grid {
        let cells = (0..).zip(lines).flat_map(|(row, line)| {
            (0..).zip(line.split('|')).filter(|(_, text)| !text.is_empty()).map(move |(column, text)| {
                let value = text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number);
                Cell { at: At { row, column }, value }
            })
        });
        Grid { name: "Sheet1".into(), cells: cells.collect(), ..Grid::default() }
    }

    fn names(grid: &Grid) -> Vec<String> {
        let table = Table::find(grid, &FORM).unwrap();
        let name = |row: &Row<'_>| row.cell(1).and_then(words_of).unwrap_or("?").to_owned();
        table.rows.iter().map(name).collect()
    }

    #[test]
    fn headings_are_found_by_their_words_wherever_they_stand() {
        let grid = sheet(&[
            "某某清单",
            "填报单位：某某区||时间",
            "",
            "联系人|所属 行业|企 业\n名称（全称）|序号",
            "王某|冶金|甲公司|1",
            "||乙公司|2",
            "|||3",
            "|||……",
            "联系人|所属 行业|企 业\n名称（全称）|序号",
            "|冶金|丙公司|4",
            "合计||3",
            "备注：一",
            "二",
        ]);
        let table = Table::find(&grid, &FORM).unwrap();
        assert_eq!((table.head, table.columns.clone()), ((3, 3), vec![(0, 3), (1, 2), (2, 1)]));
        assert_eq!(names(&grid), ["甲公司", "乙公司", "丙公司"]);
        let said: Vec<String> = table
            .ignored
            .iter()
            .map(|ignored| {
                format!("{}:{} {} {}", ignored.first, ignored.last, ignored.cells, ignored.what.zh)
            })
            .collect();
        assert_eq!(
            said,
            [
                "A1:C2 3 表头以上的标题、填报行",
                "A4:D4 4 表头",
                "D7:D8 2 只有序号的空行",
                "A9:D9 4 表头",
                "A11:C13 4 备注、合计等",
                "A5:A5 1 本表没有 `联系人` 这一栏"
            ]
        );
        // Every cell is read or named.
        let read: usize = table.rows.iter().map(|row| row.cells().count()).sum();
        let named: usize = table.ignored.iter().map(|ignored| ignored.cells).sum();
        assert_eq!(read + named, grid.cells.len());
    }

    #[test]
    fn two_rows_of_headings_with_merged_cells_and_without() {
        let lines = ["序号|单位名称|所属行业|处罚情况|", "|||主要负责人|企业", "1|甲公司|冶金|警告|罚款"];
        let mut grid = sheet(&lines);
        let expected = vec![(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)];
        assert_eq!(Table::find(&grid, &FORM).unwrap().columns, expected);
        let at = |row, column| At { row, column };
        grid.merges.push(Merge { first: at(0, 3), last: at(0, 4) });
        grid.merges.extend((0..3).map(|column| Merge { first: at(0, column), last: at(1, column) }));
        let table = Table::find(&grid, &FORM).unwrap();
        assert_eq!((table.columns, table.head), (expected, (0, 1)));
    }

    #[test]
    fn a_merged_cell_counts_for_every_row_that_it_covers() {
        let mut grid = sheet(&["企业名称|所属行业", "甲公司|冶金", "|有色", "|建材", "乙公司|冶金"]);
        let at = |row| At { row, column: 0 };
        grid.merges.push(Merge { first: at(1), last: at(1_048_575) });
        assert_eq!(names(&grid), ["甲公司", "甲公司", "甲公司", "乙公司"]);
    }

    #[test]
    fn a_sheet_without_the_headings_says_what_is_lacking() {
        let error = Table::find(&sheet(&["目录", "序号|企业名称"]), &FORM).unwrap_err();
        assert_eq!(error, NoTable::Missing { row: Some(1), found: 2, lacking: vec!["industry"] });
        let error = Table::find(&sheet(&["企业名称|所属行业|单位名称"]), &FORM).unwrap_err();
        let at = |column| At { row: 0, column };
        assert_eq!(error, NoTable::Twice { column: "name", at: [at(0), at(2)] });
    }
}
