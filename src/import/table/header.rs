//! The headings of a table, in one row or in two.

use super::{Column, NoTable, words_of};
use crate::import::grid::{At, Cell, Grid, Merge};
use crate::import::words::{has_brackets, heading, without_brackets};
use hashbrown::HashMap;

/// How many rows that hold something are looked at for headings.
const LOOKED_AT: usize = 1_000;

/// How many of them below the first that has the needed ones.
const BELOW: usize = 20;

/// Headings that were found.
pub(super) struct Header {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) columns: Vec<(usize, u32)>,
}

/// Which columns of the form were found, and where.
type Found = Vec<(usize, At)>;

/// Finds the headings: of the rows, or pairs of rows, that have all needed ones the first of those with most
/// of the form's: a line above them may have one of their words.
pub(super) fn find(grid: &Grid, form: &[Column]) -> Result<Header, NoTable> {
    let lines: Vec<&[Cell]> = grid.top(LOOKED_AT + 1).chunk_by(|a, b| a.at.row == b.at.row).collect();
    let needed = |found: &[(usize, At)]| {
        let lacking = form.iter().enumerate().filter(|(_, column)| column.needed);
        let lacking = lacking.filter(|(index, _)| !found.iter().any(|(of, _)| of == index));
        lacking.map(|(_, column)| column.name).collect::<Vec<_>>()
    };
    let merges = Merges::of(grid);
    let mut best: Option<(usize, u32, Vec<&'static str>)> = None;
    let mut whole: Option<(Found, u32, u32)> = None;
    let mut until = LOOKED_AT;
    for (at, line) in lines.iter().enumerate().take(LOOKED_AT) {
        if at > until {
            break;
        }
        let Some(row) = line.first().map(|cell| cell.at.row) else {
            continue;
        };
        let below =
            lines.get(at + 1).filter(|below| below.first().is_some_and(|cell| cell.at.row == row + 1));
        let one = columns_of(line.iter().map(|cell| (cell.at, texts_alone(cell))), form);
        let two = below.map(|below| {
            let alone = columns_of(below.iter().map(|cell| (cell.at, texts_alone(cell))), form);
            (columns_of(pairs(&merges, line, below).into_iter(), form), alone.len())
        });
        let (found, last) = match two {
            // A title right above the headings is no part of them.
            Some((two, alone)) if two.len() > one.len().max(alone) => (two, row + 1),
            _ => (one, row),
        };
        let lacking = needed(&found);
        if lacking.is_empty() {
            if whole.as_ref().is_none_or(|(before, ..)| before.len() < found.len()) {
                whole = Some((found, row, last));
                until = until.min(at + BELOW);
            }
            continue;
        }
        if found.len() > best.as_ref().map_or(0, |(count, ..)| *count) {
            best = Some((found.len(), row, lacking));
        }
    }
    if let Some((found, first, last)) = whole {
        return header(found, first, last, form);
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
fn readings(text: &str) -> Vec<String> {
    let (whole, bare) = (heading(text), has_brackets(text).then(|| without_brackets(text)));
    std::iter::once(whole).chain(bare).collect()
}

fn texts_alone(cell: &Cell) -> Vec<String> {
    words_of(cell).map(readings).unwrap_or_default()
}

/// The merged ranges that may hold a heading over others, by row, then column.
struct Merges<'g>(HashMap<u32, Vec<&'g Merge>>, bool);

/// So many rows a heading that is merged covers at most.
const TALL: u32 = 8;

impl<'g> Merges<'g> {
    fn of(grid: &'g Grid) -> Self {
        let mut rows: HashMap<u32, Vec<&Merge>> = HashMap::new();
        for merge in grid.merges.iter().filter(|merge| merge.last.row - merge.first.row < TALL) {
            (merge.first.row..=merge.last.row).for_each(|row| rows.entry(row).or_default().push(merge));
        }
        rows.values_mut().for_each(|merges| merges.sort_by_key(|merge| merge.first.column));
        Self(rows, !grid.merges.is_empty())
    }

    /// The range that covers a place.
    fn over(&self, at: At) -> Option<&'g Merge> {
        let merges = self.0.get(&at.row)?;
        let behind = merges.partition_point(|merge| merge.first.column <= at.column);
        let merge = merges.get(behind.checked_sub(1)?)?;
        (at.column <= merge.last.column).then_some(*merge)
    }
}

/// The headings of two rows: the upper one stands over all that are below it, in a merged cell or, where
/// nothing is merged, up to the next one.
fn pairs(merges: &Merges<'_>, upper: &[Cell], lower: &[Cell]) -> Vec<(At, Vec<String>)> {
    let mut pairs = Vec::new();
    let in_upper = |at: At| upper.binary_search_by_key(&at, |cell| cell.at).ok().and_then(|at| upper.get(at));
    let over = |at: At| {
        let above = At { row: at.row.saturating_sub(1), ..at };
        let merged = || merges.over(above).and_then(|merge| in_upper(merge.first));
        let left = || upper.partition_point(|cell| cell.at.column < at.column).checked_sub(1);
        let left = || left().and_then(|at| upper.get(at)).filter(|_| !merges.1);
        in_upper(above).or_else(merged).or_else(left)
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
    let is_alone =
        |cell: &&Cell| lower.binary_search_by_key(&cell.at.column, |below| below.at.column).is_err();
    pairs.extend(upper.iter().filter(is_alone).map(|cell| (cell.at, texts_alone(cell))));
    pairs
}
