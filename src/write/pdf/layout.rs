//! A sheet as one long strip, before it is cut into pages: how wide the columns and how high the rows
//! are, and which lines stand in each cell.

use super::fonts::Fonts;
use super::look::Look;
use crate::sheet::{Cell, Sheet, Style};
use crate::write::wrap::wrap;
use std::ops::Range;

/// The lowest row.
const MIN_HEIGHT: f64 = 15.0;
/// The points at each side of a cell that its text cannot take.
pub(super) const PADDING: f64 = 3.0;
/// Columns wider than a workbook knows are as wide as its widest.
const WIDEST: f64 = 255.0;

/// A cell where it stands on the strip.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) lines: Vec<String>,
    pub(super) look: Look,
}

/// A sheet laid out.
#[derive(Debug)]
pub(super) struct Strip {
    pub(super) width: f64,
    /// Where each row begins, and where the last one ends.
    pub(super) tops: Vec<f64>,
    /// The cells, by the row that they begin in.
    pub(super) cells: Vec<Vec<Placed>>,
    /// Rows that merged cells hold together, each a range.
    pub(super) blocks: Vec<Range<usize>>,
    /// The cells that stand beside several blocks: their rows, and which of the row they are.
    pub(super) groups: Vec<(usize, usize)>,
}

impl Strip {
    pub(super) fn top(&self, row: usize) -> f64 {
        self.tops.get(row).or(self.tops.last()).copied().unwrap_or(0.0)
    }

    pub(super) fn height(&self) -> f64 {
        self.tops.last().copied().unwrap_or(0.0)
    }
}

/// Where each column begins, and where the last one ends, in points.
fn edges(sheet: &Sheet, stretch: f64) -> Vec<f64> {
    let mut edge = 0.0;
    let mut edges = vec![edge];
    edges.extend(sheet.columns.iter().map(|width| {
        let width = if width.is_finite() { width.clamp(0.0, WIDEST) } else { 0.0 };
        edge += (7.0 * width + 5.0) * 0.75 * stretch;
        edge
    }));
    edges
}

/// How wide a sheet is as it is, in points.
pub(super) fn natural_width(sheet: &Sheet) -> f64 {
    edges(sheet, 1.0).last().copied().unwrap_or(0.0).max(1.0)
}

/// Lays a sheet out, its columns by a factor wider than they say.
pub(super) fn strip(sheet: &Sheet, notes: &[Vec<Cell>], stretch: f64, fonts: &Fonts) -> Strip {
    let edges = edges(sheet, stretch);
    let edge = |column: usize| edges.get(column).or(edges.last()).copied().unwrap_or(0.0);
    let count = sheet.rows.len() + notes.len();
    let mut heights = vec![MIN_HEIGHT; count];
    let mut spanning: Vec<(Range<usize>, f64)> = Vec::new();
    let mut reach: Vec<usize> = (1..=count).collect();
    let mut groups = Vec::new();
    let mut cells: Vec<Vec<(Placed, usize)>> = Vec::with_capacity(count);
    for (row, source) in sheet.rows.iter().chain(notes).enumerate() {
        let mut placed_row = Vec::with_capacity(source.len());
        for cell in source {
            let end = row.saturating_add(cell.rows.max(1)).min(count);
            let look = Look::of(cell.style);
            let right = edge(cell.column.saturating_add(cell.columns.max(1)));
            let placed = Placed {
                left: edge(cell.column),
                right,
                top: 0.0,
                bottom: 0.0,
                lines: lines(cell, right - edge(cell.column), look, fonts),
                look,
            };
            let needed = placed.lines.len() as f64 * look.line() + look.air;
            if end == row + 1 {
                if let Some(height) = heights.get_mut(row) {
                    *height = height.max(needed);
                }
            } else {
                spanning.push((row..end, needed));
                // A group may go on over pages; what else is merged stays whole.
                match reach.get_mut(row) {
                    Some(_) if look.hangs => groups.push((row, placed_row.len())),
                    Some(far) => *far = (*far).max(end),
                    None => {}
                }
            }
            placed_row.push((placed, end));
        }
        cells.push(placed_row);
    }
    for (rows, needed) in spanning {
        let span = heights.get_mut(rows).unwrap_or_default();
        let lacking = needed - span.iter().sum::<f64>();
        let part = lacking.max(0.0) / span.len().max(1) as f64;
        span.iter_mut().for_each(|height| *height += part);
    }
    let mut at = 0.0;
    let mut tops = vec![at];
    tops.extend(heights.iter().map(|height| {
        at += height;
        at
    }));
    let top = |row: usize| tops.get(row).copied().unwrap_or(at);
    let cells = cells.into_iter().enumerate().map(|(row, cells)| {
        let place = |(cell, end)| Placed { top: top(row), bottom: top(end), ..cell };
        cells.into_iter().map(place).collect()
    });
    Strip {
        width: edge(sheet.columns.len()).max(1.0),
        cells: cells.collect(),
        groups,
        blocks: blocks(&reach),
        tops,
    }
}

/// Rows held together: from the row after the last block to the last one that a row of it reaches.
fn blocks(reach: &[usize]) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (row, far) in reach.iter().enumerate() {
        end = end.max(*far);
        if end == row + 1 {
            blocks.push(start..end);
            start = end;
        }
    }
    blocks
}

/// The lines of a cell of a width.
fn lines(cell: &Cell, width: f64, look: Look, fonts: &Fonts) -> Vec<String> {
    let text = fonts.drawable(&cell.value.to_string());
    let padding = if look.bordered { 2.0 * PADDING } else { 0.0 };
    let room = ((width - padding) / look.size * 1000.0).max(1000.0);
    wrap(&text, room as usize, |text| fonts.width(text, look.face)).into_iter().map(str::to_owned).collect()
}

/// What must be said of a sheet with characters that no font has.
pub(super) fn notes(sheet: &Sheet, fonts: &Fonts) -> Vec<Vec<Cell>> {
    let missing = super::substituted_with(std::slice::from_ref(sheet), fonts);
    if missing.is_empty() {
        return Vec::new();
    }
    let said = format!("注：有 {} 种字符字库中没有，以其统一码〔U+…〕代替。", missing.len());
    vec![vec![Cell::new(0, Style::Note, said).over(sheet.columns.len().max(1), 1)]]
}
