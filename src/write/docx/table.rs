//! The rows with borders as a table: merged cells over columns and rows, headings that repeat.

use super::body::{paragraph, run};
use super::layout::Layout;
use super::{Xml, element, empty, value};
use crate::sheet::{Cell, Style};
use std::io;

/// A cell that goes on from the row above.
#[derive(Clone, Copy)]
struct Open {
    columns: usize,
    style: Style,
    /// The first row that it does not reach.
    until: usize,
}

/// A table of rows, of which the first `head` are headings, in the sheet of a number.
pub(super) fn table(
    xml: &mut Xml,
    rows: &[Vec<Cell>],
    head: usize,
    layout: &Layout,
    number: usize,
) -> io::Result<()> {
    element(xml, "w:tbl", &[], |xml| {
        element(xml, "w:tblPr", &[], |xml| properties(xml, layout))?;
        element(xml, "w:tblGrid", &[], |xml| {
            let mut widths = layout.columns.iter();
            widths.try_for_each(|width| empty(xml, "w:gridCol", &[("w:w", &width.to_string())]))
        })?;
        // What reaches down into the next rows, by its first column.
        let mut open: Vec<Option<Open>> = vec![None; layout.columns.len()];
        for (row, cells) in rows.iter().enumerate() {
            element(xml, "w:tr", &[], |xml| {
                element(xml, "w:trPr", &[], |xml| {
                    empty(xml, "w:cantSplit", &[])?;
                    if row < head { empty(xml, "w:tblHeader", &[]) } else { Ok(()) }
                })?;
                let mut writing = Row { xml, layout, number, row, open: &mut open };
                writing.cells(cells)
            })?;
        }
        Ok(())
    })
}

fn properties(xml: &mut Xml, layout: &Layout) -> io::Result<()> {
    let width = layout.over(0, layout.columns.len()).to_string();
    empty(xml, "w:tblW", &[("w:w", &width), ("w:type", "dxa")])?;
    value(xml, "w:jc", "center")?;
    element(xml, "w:tblBorders", &[], |xml| {
        let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")];
        ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]
            .iter()
            .try_for_each(|side| empty(xml, side, &line))
    })?;
    empty(xml, "w:tblLayout", &[("w:type", "fixed")])?;
    element(xml, "w:tblCellMar", &[], |xml| {
        let padding = layout.padding().to_string();
        ["w:left", "w:right"]
            .iter()
            .try_for_each(|side| empty(xml, side, &[("w:w", &padding), ("w:type", "dxa")]))
    })
}

/// A row as it is written.
struct Row<'x> {
    xml: &'x mut Xml,
    layout: &'x Layout,
    number: usize,
    row: usize,
    open: &'x mut [Option<Open>],
}

impl Row<'_> {
    /// The cells from left to right, with those that go on from above and blank ones where there is none.
    fn cells(&mut self, cells: &[Cell]) -> io::Result<()> {
        let mut cells: Vec<&Cell> = cells.iter().collect();
        cells.sort_by_key(|cell| cell.column);
        let mut cells = cells.into_iter().peekable();
        let mut column = 0;
        while column < self.open.len() {
            let above = self.open.get(column).copied().flatten().filter(|open| self.row < open.until);
            if let Some(above) = above {
                let merged = Some("continue");
                self.cell(column, above.columns, above.style, merged, None)?;
                column += above.columns;
            } else if let Some(cell) = cells.next_if(|cell| cell.column == column) {
                let columns = cell.columns.max(1);
                if !self.is_free(column, columns) {
                    return Err(misplaced());
                }
                let merged = (cell.rows > 1).then_some("restart");
                self.cell(column, columns, cell.style, merged, Some(cell))?;
                if let Some(open) = self.open.get_mut(column) {
                    let until = self.row.saturating_add(cell.rows);
                    *open = merged.map(|_| Open { columns, style: cell.style, until });
                }
                column += columns;
            } else {
                self.cell(column, 1, Style::Label, None, None)?;
                column += 1;
            }
        }
        // One that was passed over begins within another, or beyond the columns.
        if cells.next().is_some() { Err(misplaced()) } else { Ok(()) }
    }

    /// Whether so many columns are there and none goes on from above.
    fn is_free(&self, column: usize, columns: usize) -> bool {
        let wanted = column.checked_add(columns).and_then(|end| self.open.get(column..end));
        wanted.is_some_and(|wanted| wanted.iter().flatten().all(|open| self.row >= open.until))
    }

    fn cell(
        &mut self,
        column: usize,
        columns: usize,
        style: Style,
        merged: Option<&str>,
        cell: Option<&Cell>,
    ) -> io::Result<()> {
        let width = self.layout.over(column, columns).to_string();
        let upright = if style == Style::Group { "top" } else { "center" };
        element(self.xml, "w:tc", &[], |xml| {
            element(xml, "w:tcPr", &[], |xml| {
                empty(xml, "w:tcW", &[("w:w", &width), ("w:type", "dxa")])?;
                if columns > 1 {
                    value(xml, "w:gridSpan", &columns.to_string())?;
                }
                if let Some(merged) = merged {
                    value(xml, "w:vMerge", merged)?;
                }
                value(xml, "w:vAlign", upright)
            })?;
            let inner = |xml: &mut Xml| cell.map_or(Ok(()), |cell| run(xml, &cell.value));
            paragraph(xml, style, self.number, |_| Ok(()), inner)
        })
    }
}

fn misplaced() -> io::Error {
    io::Error::other("cells overlap or reach beyond the columns")
}
