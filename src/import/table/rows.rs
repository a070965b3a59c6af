//! The rows below the headings: which hold data, and what the others are.

use super::header::Header;
use super::{Column, Ignored, Row, words_of};
use crate::import::grid::{At, Cell, Grid};
use crate::import::words::heading;
use crate::lang::Text;
use hashbrown::HashMap;
use smallvec::SmallVec;

/// How many cells of merged ranges are filled with what their first cell holds.
const FILLED: u64 = 2_000_000;

/// How rows begin that are no data.
const NOTES: [&str; 14] = [
    "备注",
    "注",
    "说明",
    "填表",
    "填报",
    "合计",
    "总计",
    "小计",
    "共计",
    "制表",
    "审核",
    "审批",
    "单位负责人",
    "本表不完整",
];

/// How rows begin that count the others, whatever else stands in them.
const TOTALS: [&str; 5] = ["合计", "总计", "小计", "共计", "总数"];

const ABOVE: Text = Text::fixed("表头以上的标题、填报行", "title and lines above the headings");
const HEADING: Text = Text::fixed("表头", "headings");
const BELOW: Text = Text::fixed("备注、合计等", "notes, totals and the like");
const EMPTY: Text = Text::fixed("只有序号的空行", "an empty row with its number only");

/// Reads the rows, and names what is none.
pub(super) fn read<'g>(
    grid: &'g Grid,
    lines: &[&'g [Cell]],
    form: &[Column],
    header: &Header,
) -> (Vec<Row<'g>>, Vec<Ignored>) {
    let mut places: HashMap<u32, usize> = header.columns.iter().map(|(of, column)| (*column, *of)).collect();
    let fill = fill(grid, header, lines.last().and_then(|line| line.first()).map_or(0, |cell| cell.at.row));
    let heads = heads(lines, header);
    let mut unknown: HashMap<u32, Ignored> = HashMap::new();
    let (mut rows, mut ignored) = (Vec::with_capacity(lines.len()), Vec::new());
    let (mut behind_notes, mut after_data) = (false, false);
    places.shrink_to_fit();
    for line in lines {
        let Some(row) = line.first().map(|cell| cell.at.row) else { continue };
        if row < header.first {
            add(&mut ignored, line, &ABOVE, &mut after_data);
            continue;
        }
        if row <= header.last {
            add(&mut ignored, line, &HEADING, &mut after_data);
            continue;
        }
        let mut cells: SmallVec<[(usize, &'g Cell); 16]> =
            line.iter().filter_map(|cell| Some((*places.get(&cell.at.column)?, cell))).collect();
        match sort(line, &cells, form, &heads, behind_notes) {
            Sort::Data => {}
            Sort::Note => {
                behind_notes = true;
                add(&mut ignored, line, &BELOW, &mut after_data);
                continue;
            }
            Sort::Heading => {
                add(&mut ignored, line, &HEADING, &mut after_data);
                continue;
            }
            Sort::Empty => {
                add(&mut ignored, line, &EMPTY, &mut after_data);
                continue;
            }
        }
        if !fill.is_empty() {
            for (of, column) in &header.columns {
                if let Some(cell) = fill.get(&At { row, column: *column })
                    && !cells.iter().any(|(own, _)| own == of)
                {
                    cells.push((*of, *cell));
                }
            }
        }
        cells.sort_unstable_by_key(|(of, _)| *of);
        for cell in line.iter().filter(|cell| !places.contains_key(&cell.at.column)) {
            let seen = unknown.entry(cell.at.column).or_insert_with(|| Ignored {
                first: cell.at,
                last: cell.at,
                cells: 0,
                what: stray(grid, header, cell.at.column),
            });
            seen.last = cell.at;
            seen.cells += 1;
        }
        rows.push(Row { row, cells });
        after_data = true;
    }
    let mut columns: Vec<Ignored> = unknown.into_values().collect();
    columns.sort_unstable_by_key(|ignored| ignored.first.column);
    ignored.extend(columns);
    (rows, ignored)
}

/// What a row below the headings is.
enum Sort {
    Data,
    Note,
    Heading,
    Empty,
}

fn sort(
    line: &[Cell],
    known: &[(usize, &Cell)],
    form: &[Column],
    heads: &[Vec<String>],
    behind_notes: bool,
) -> Sort {
    let column = |of: &usize| form.get(*of);
    let essential = known.iter().any(|(of, _)| column(of).is_some_and(|column| column.needed));
    let first = line.first().and_then(words_of).map(heading);
    let is_note = first.as_deref().is_some_and(|first| NOTES.iter().any(|note| first.starts_with(note)));
    let others = known
        .iter()
        .filter(|(of, _)| !column(of).is_some_and(|column| matches!(column.name, "no" | "city" | "county")));
    let said = others.clone().filter(|(_, cell)| !is_dots(cell)).count();
    let is_total = first.as_deref().is_some_and(|first| TOTALS.contains(&first));
    if (is_note && said <= 1) || is_total {
        return Sort::Note;
    }
    if essential && said > 0 {
        let texts = || line.iter().filter_map(words_of).map(heading);
        let same = heads.iter().any(|head| !head.is_empty() && texts().eq(head.iter().cloned()));
        return if same { Sort::Heading } else { Sort::Data };
    }
    let numbered = |(of, cell): &(usize, &Cell)| {
        is_dots(cell) || (column(of).is_some_and(|column| column.name == "no") && is_number(cell))
    };
    match said {
        0 if known.iter().all(numbered) && line.len() == known.len() => Sort::Empty,
        0 | 1 if line.len() == 1 => Sort::Note,
        0 if behind_notes => Sort::Note,
        _ => Sort::Data,
    }
}

/// A number alone, as in the first column.
fn is_number(cell: &Cell) -> bool {
    words_of(cell).is_none_or(|text| heading(text).chars().all(|c| c.is_ascii_digit()))
}

/// `……` and the like, by which a form says that rows go on.
fn is_dots(cell: &Cell) -> bool {
    words_of(cell)
        .is_some_and(|text| text.chars().all(|c| matches!(c, '…' | '.' | '·' | '。' | '—' | '-' | ' ')))
}

/// The rows of headings as words, to know them again on a later page.
fn heads(lines: &[&[Cell]], header: &Header) -> Vec<Vec<String>> {
    let rows = lines
        .iter()
        .filter(|line| line.first().is_some_and(|cell| (header.first..=header.last).contains(&cell.at.row)));
    rows.map(|line| line.iter().filter_map(words_of).map(heading).collect()).collect()
}

/// The cells of merged ranges below the headings, each with the cell that holds its content.
fn fill<'g>(grid: &'g Grid, header: &Header, last_row: u32) -> HashMap<At, &'g Cell> {
    let mut fill = HashMap::new();
    let mut left = FILLED;
    for merge in &grid.merges {
        let last = merge.last.row.min(last_row);
        let tall = merge.first.row > header.last && merge.first.column == merge.last.column;
        if !tall || last <= merge.first.row {
            continue;
        }
        let Ok(at) = grid.cells.binary_search_by_key(&merge.first, |cell| cell.at) else { continue };
        let Some(rest) = left.checked_sub(u64::from(last - merge.first.row)) else { break };
        left = rest;
        if let Some(cell) = grid.cells.get(at) {
            fill.extend(
                (merge.first.row + 1..=last).map(|row| (At { row, column: merge.first.column }, cell)),
            );
        }
    }
    fill
}

/// What to say of a column that the form does not have.
fn stray(grid: &Grid, header: &Header, column: u32) -> Text {
    let at = |row| {
        let line = grid.row(row);
        line.binary_search_by_key(&column, |cell| cell.at.column).ok().and_then(|at| line.get(at))
    };
    match (header.first..=header.last).rev().find_map(at).and_then(words_of) {
        Some(text) => {
            let text = crate::text::quote(text);
            Text::made(format!("本表没有 {text} 这一栏"), format!("the form has no column {text}"))
        }
        None => Text::fixed("没有表头的一列", "a column without a heading"),
    }
}

/// Adds a row, joined to the one before it where that is of the same sort and no data stand between.
fn add(ignored: &mut Vec<Ignored>, line: &[Cell], what: &Text, after_data: &mut bool) {
    let after_data = std::mem::take(after_data);
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return };
    if let Some(before) = ignored.last_mut()
        && before.what == *what
        && !after_data
    {
        before.first.column = before.first.column.min(first.at.column);
        before.last = At { row: last.at.row, column: before.last.column.max(last.at.column) };
        before.cells += line.len();
        return;
    }
    ignored.push(Ignored { first: first.at, last: last.at, cells: line.len(), what: what.clone() });
}
