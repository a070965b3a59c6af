//! Pages for the terminal: lines and tables drawn with box characters, no wider than asked for.
//! Every line begins with a border or with the form's own words, never with data.

use super::wrap::{widest_piece, wrap};
use super::{is_command, lined};
use crate::sheet::{Line, Page, Table, Value};
use crate::text::printable;
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// The least width that a page is drawn for.
const LEAST: usize = 40;
/// The widest word that a column is not made narrower for.
const WORD: usize = 24;
/// The widest column that is shown whole where another must be wrapped.
const WHOLE: usize = 14;
/// Where a column begins that shares the room with others.
const START: usize = 4;
/// The widest column of a table that is cut into parts.
const PART: usize = 20;

/// A page, no wider than so many columns.
pub fn page(page: &Page, width: usize) -> String {
    let width = width.max(LEAST);
    let mut out = String::new();
    for parts in &page.heading {
        let joined = parts.join("    ");
        if joined.width() <= width {
            words(&mut out, &joined, width);
        } else {
            parts.iter().for_each(|part| words(&mut out, part, width));
        }
    }
    for table in &page.tables {
        for part in parts(table, width) {
            draw(&mut out, &part, width, table.lead > 0);
        }
    }
    page.notes.iter().for_each(|note| words(&mut out, note, width));
    out
}

/// A line of words; what does not fit comes further in.
fn words(out: &mut String, text: &str, width: usize) {
    let text = printable(text).replace(['\n', '\r', '\t'], " ");
    for (number, line) in wrap(&text, width - 2, UnicodeWidthStr::width).into_iter().enumerate() {
        if is_command(line) {
            out.push_str("│ ");
        } else if number > 0 {
            out.push_str("  ");
        }
        out.push_str(line);
        out.push('\n');
    }
}

/// What a cell shows.
fn shown(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) if text.contains('\t') => lined(text).replace('\t', " ").into(),
        Value::Text(text) => lined(text),
        number => number.to_string().into(),
    }
}

/// How wide a column would be.
#[derive(Clone, Copy, Default)]
struct Wish {
    /// For its cells.
    cells: usize,
    /// For its heading.
    heading: usize,
    /// For the longest word of either.
    word: usize,
}

impl Wish {
    /// For all in one line.
    fn full(self) -> usize {
        self.cells.max(self.heading)
    }

    /// For cells in one line, the heading in two.
    fn fair(self) -> usize {
        self.cells.max(self.heading.div_ceil(4) * 2)
    }
}

/// How wide each column of a table would be.
fn wishes(table: &Table) -> Vec<Wish> {
    let mut wishes = vec![Wish::default(); columns(table)];
    let widest = |text: &str| text.split('\n').map(UnicodeWidthStr::width).max().unwrap_or(0);
    let word = |text: &str| widest_piece(text, UnicodeWidthStr::width);
    for (wish, heading) in wishes.iter_mut().zip(&table.headings) {
        let heading = printable(heading);
        *wish = Wish { cells: 0, heading: widest(&heading), word: word(&heading) };
    }
    for line in &table.lines {
        let Line::Cells(cells) = line else { continue };
        for (wish, cell) in wishes.iter_mut().zip(cells) {
            let text = shown(cell);
            wish.cells = wish.cells.max(widest(&text));
            wish.word = wish.word.max(word(&text));
        }
    }
    wishes
}

fn columns(table: &Table) -> usize {
    let cells = table.lines.iter().find_map(|line| match line {
        Line::Cells(cells) => Some(cells.len()),
        Line::Band(_) => None,
    });
    cells.unwrap_or(table.headings.len())
}

/// A table that may be cut, in parts that fit; any other as it is.
fn parts(table: &Table, width: usize) -> Vec<Cow<'_, Table>> {
    if table.lead == 0 {
        return vec![Cow::Borrowed(table)];
    }
    let wishes = wishes(table);
    let (lead, rest) = wishes.split_at(table.lead.min(wishes.len()));
    let framed = |natural: usize| natural.min(PART) + 3;
    let leading = lead.iter().map(|wish| wish.full().min(width / 3) + 3).sum::<usize>() + 1;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut used = width;
    for (column, wish) in (table.lead..).zip(rest) {
        match groups.last_mut() {
            Some(group) if used + framed(wish.full()) <= width => {
                group.push(column);
                used += framed(wish.full());
            }
            _ => {
                groups.push((0..table.lead).chain([column]).collect());
                used = leading + framed(wish.full());
            }
        }
    }
    let part = |group: Vec<usize>| {
        let lines = table.lines.iter().map(|line| match line {
            Line::Band(text) => Line::Band(text.clone()),
            Line::Cells(cells) => {
                Line::Cells(group.iter().filter_map(|column| cells.get(*column).cloned()).collect())
            }
        });
        Cow::Owned(Table {
            headings: group.iter().filter_map(|column| table.headings.get(*column).cloned()).collect(),
            lead: 0,
            lines: lines.collect(),
        })
    };
    groups.into_iter().map(part).collect()
}

/// The widths of columns in a room: what each would like where that fits. Else short columns stay
/// whole as far as that leaves room, and the long ones share it by their length.
fn fit(wishes: &[Wish], room: usize) -> Vec<usize> {
    if wishes.iter().map(|wish| wish.full().max(2)).sum::<usize>() <= room {
        return wishes.iter().map(|wish| wish.full().max(2)).collect();
    }
    let start = (room / wishes.len().max(1)).min(START);
    let base = |whole: usize, word: usize| {
        let width = |wish: &Wish| match wish.fair() {
            fair if fair <= whole => fair.max(2),
            fair => fair.min(start.max(wish.word.min(word))).max(2),
        };
        wishes.iter().map(width).collect::<Vec<usize>>()
    };
    let within = |widths: &Vec<usize>, room: usize| widths.iter().sum::<usize>() <= room;
    let word = (2..=WORD).rev().find(|word| within(&base(2, *word), room)).unwrap_or(2);
    let whole = (2..=WHOLE).rev().find(|whole| within(&base(*whole, word), room * 5 / 8)).unwrap_or(2);
    let mut widths = base(whole, word);
    for _ in widths.iter().sum::<usize>()..room {
        let lines = |column: &usize| wishes[*column].fair() * 1_000 / widths[*column];
        let Some(longest) = (0..widths.len()).rev().max_by_key(lines) else {
            break;
        };
        widths[longest] += 1;
    }
    widths
}

/// A table with its widths.
struct Frame {
    widths: Vec<usize>,
    /// Blanks at each side of a cell.
    pad: usize,
}

impl Frame {
    /// A line between two lines; whether the one above and the one below has columns.
    fn rule(&self, out: &mut String, ends: [char; 2], above: bool, below: bool) {
        let joint = match (above, below) {
            (true, true) => '┼',
            (true, false) => '┴',
            (false, true) => '┬',
            (false, false) => '─',
        };
        out.push(ends[0]);
        for (column, width) in self.widths.iter().enumerate() {
            if column > 0 {
                out.push(joint);
            }
            out.extend(std::iter::repeat_n('─', width + 2 * self.pad));
        }
        out.push(ends[1]);
        out.push('\n');
    }

    fn cells(&self, out: &mut String, cells: &[(Cow<'_, str>, bool)]) {
        let wrapped: Vec<Vec<&str>> = cells
            .iter()
            .zip(&self.widths)
            .map(|((text, _), width)| wrap(text, *width, UnicodeWidthStr::width))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(1);
        for number in 0..height {
            for ((lines, width), (_, right)) in wrapped.iter().zip(&self.widths).zip(cells) {
                let text = lines.get(number).copied().unwrap_or_default();
                let blanks = width.saturating_sub(text.width());
                let (before, after) = if *right { (blanks, 0) } else { (0, blanks) };
                out.push('│');
                out.extend(std::iter::repeat_n(' ', self.pad + before));
                out.push_str(text);
                out.extend(std::iter::repeat_n(' ', self.pad + after));
            }
            out.push_str("│\n");
        }
    }

    fn band(&self, out: &mut String, text: &str) {
        let inner = self.widths.iter().map(|width| width + 2 * self.pad).sum::<usize>()
            + self.widths.len().saturating_sub(1);
        let text = printable(text).replace(['\n', '\r', '\t'], " ");
        for line in wrap(&text, inner.saturating_sub(2).max(2), UnicodeWidthStr::width) {
            out.push_str("│ ");
            out.push_str(line);
            out.extend(std::iter::repeat_n(' ', inner.saturating_sub(1 + line.width())));
            out.push_str("│\n");
        }
    }
}

fn draw(out: &mut String, table: &Table, width: usize, cut: bool) {
    let mut wishes = wishes(table);
    if cut {
        wishes.iter_mut().for_each(|wish| wish.cells = wish.full());
    }
    let count = wishes.len();
    if count == 0 {
        return;
    }
    // Many columns get their borders without blanks; a table that was cut has room for them.
    let whole = wishes.iter().map(|wish| wish.full() + 3).sum::<usize>() < width;
    let pad = usize::from(cut || whole || 6 * count <= width / 2);
    let room = width.saturating_sub(count * (2 * pad + 1) + 1);
    let frame = Frame { widths: fit(&wishes, room), pad };
    let ruled = frame.widths.iter().zip(&wishes).any(|(width, wish)| *width < wish.cells);
    let mut above = None;
    if !table.headings.is_empty() {
        frame.rule(out, ['┌', '┐'], false, true);
        let headings: Vec<_> = table.headings.iter().map(|heading| (printable(heading), false)).collect();
        frame.cells(out, &headings);
        above = Some((true, true));
    }
    for line in &table.lines {
        let columns = matches!(line, Line::Cells(_));
        match above {
            None => frame.rule(out, ['┌', '┐'], false, columns),
            Some((had, head)) if head || ruled || !(had && columns) => {
                frame.rule(out, ['├', '┤'], had, columns)
            }
            Some(_) => {}
        }
        match line {
            Line::Band(text) => frame.band(out, text),
            Line::Cells(values) => {
                let cells: Vec<_> = values.iter().map(|value| (shown(value), value.is_number())).collect();
                frame.cells(out, &cells);
            }
        }
        above = Some((columns, false));
    }
    if let Some((had, _)) = above {
        frame.rule(out, ['└', '┘'], had, false);
    }
}
