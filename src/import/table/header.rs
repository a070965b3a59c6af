//! The headings of a table, in one row or in two.

use super::{Column, NoTable, words_of};
use crate::import::grid::{At, Cell, Grid};
use crate::import::words::{heading, without_brackets};

/// How many rows that hold something are looked at for headings.
const LOOKED_AT: usize = 1_000;

/// Headings that were found.
pub(super) struct Header {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) columns: Vec<(usize, u32)>,
}

/// Finds the headings: the first row, or pair of rows, that has all needed ones.
pub(super) fn find(grid: &Grid, lines: &[&[Cell]], form: &[Column]) -> Result<Header, NoTable> {
    let needed = |found: &[(usize, At)]| {
        let lacking = form.iter().enumerate().filter(|(_, column)| column.needed);
        let lacking = lacking.filter(|(index, _)| !found.iter().any(|(of, _)| of == index));
        lacking.map(|(_, column)| column.name).collect::<Vec<_>>()
    };
    let mut best: Option<(usize, u32, Vec<&'static str>)> = None;
    for (at, line) in lines.iter().enumerate().take(LOOKED_AT) {
        let Some(row) = line.first().map(|cell| cell.at.row) else {
            continue;
        };
        let below =
            lines.get(at + 1).filter(|below| below.first().is_some_and(|cell| cell.at.row == row + 1));
        let one = columns_of(line.iter().map(|cell| (cell.at, texts_alone(cell))), form);
        let two = below.map(|below| {
            let alone = columns_of(below.iter().map(|cell| (cell.at, texts_alone(cell))), form);
            (columns_of(pairs(grid, line, below).into_iter(), form), alone.len())
        });
        let (found, last) = match two {
            // A title right above the headings is no part of them.
            Some((two, alone)) if two.len() > one.len().max(alone) => (two, row + 1),
            _ => (one, row),
        };
        let lacking = needed(&found);
        if lacking.is_empty() {
            return header(found, row, last, form);
        }
        if found.len() > best.as_ref().map_or(0, |(count, ..)| *count) {
            best = Some((found.len(), row, lacking));
        }
    }
    let (found, row, lacking) =
        best.map_or((0, None, needed(&[])), |(found, row, lacking)| (found, Some(row), lacking));
    Err(NoTable::Missing { row, found, lacking })
}

fn header(found: Vec<(usize, At)>, first: u32, last: u32, form: &[Column]) -> Result<Header, NoTable> {
    for (index, (of, at)) in found.iter().enumerate() {
        let earlier = found.iter().take(index).find(|(other, _)| other == of);
        if let (Some((_, other)), Some(column)) = (earlier, form.get(*of)) {
            return Err(NoTable::Twice { column: column.name, at: [*other, *at] });
        }
    }
    let mut columns: Vec<(usize, u32)> = found.into_iter().map(|(of, at)| (of, at.column)).collect();
    columns.sort_unstable();
    // A row of headings that reach down is as deep as the deepest of them.
    Ok(Header { first, last, columns })
}

/// Which columns of the form stand at which places.
fn columns_of(headings: impl Iterator<Item = (At, Vec<String>)>, form: &[Column]) -> Vec<(usize, At)> {
    let of = |texts: &[String]| {
        texts.iter().find_map(|text| form.iter().position(|column| column.words.contains(&text.as_str())))
    };
    headings.filter_map(|(at, texts)| of(&texts).map(|column| (column, at))).collect()
}

/// What a heading may be read as: with what stands in its brackets, or without.
fn readings(text: &str) -> [String; 2] {
    [heading(text), without_brackets(text)]
}

fn texts_alone(cell: &Cell) -> Vec<String> {
    words_of(cell).map(|text| readings(text).to_vec()).unwrap_or_default()
}

/// The headings of two rows: the upper one stands over all that are below it, in a merged cell or, where
/// nothing is merged, up to the next one.
fn pairs(grid: &Grid, upper: &[Cell], lower: &[Cell]) -> Vec<(At, Vec<String>)> {
    let mut pairs = Vec::new();
    let over = |at: At| {
        let above = At { row: at.row.saturating_sub(1), ..at };
        let own = upper.iter().find(|cell| cell.at == above);
        let merged = grid.merges.iter().find(|merge| {
            (merge.first.row..=merge.last.row).contains(&above.row)
                && (merge.first.column..=merge.last.column).contains(&above.column)
        });
        let merged = merged.and_then(|merge| upper.iter().find(|cell| cell.at == merge.first));
        let left = || upper.iter().rev().find(|cell| cell.at.column < at.column);
        own.or(merged).or_else(|| if grid.merges.is_empty() { left() } else { None })
    };
    for cell in lower {
        let Some(text) = words_of(cell) else { continue };
        let mut texts = Vec::new();
        if let Some(group) = over(cell.at).and_then(words_of) {
            texts.extend(readings(&format!("{group}{text}")));
        }
        texts.extend(readings(text));
        pairs.push((cell.at, texts));
    }
    let single = upper.iter().filter(|cell| !lower.iter().any(|below| below.at.column == cell.at.column));
    pairs.extend(single.map(|cell| (cell.at, texts_alone(cell))));
    pairs
}
