//! References to cells, in formulas and elsewhere, and how they move when rows are put in or taken out.

use crate::import::grid::{At, Merge};

/// Rows put in or taken out in a sheet; rows count from 0.
#[derive(Debug, Clone)]
pub(super) struct Shift {
    /// The name of the sheet.
    pub(super) sheet: String,
    /// The first of the sample rows.
    pub(super) first: u32,
    /// The last of the sample rows.
    pub(super) last: u32,
    /// How many rows follow the last one, where rows are put in.
    pub(super) more: u32,
    /// The rows taken out, the last of the sample rows: from here; none where it is behind `last`.
    pub(super) gone: u32,
}

impl Shift {
    /// Whether no row moves.
    pub(super) fn is_none(&self) -> bool {
        self.more == 0 && self.gone > self.last
    }

    const fn less(&self) -> u32 {
        (self.last + 1).saturating_sub(self.gone)
    }

    const fn is_gone(&self, row: u32) -> bool {
        row >= self.gone && row <= self.last
    }

    /// Where a row goes; nowhere if it is taken out.
    pub(super) fn row(&self, row: u32) -> Option<u32> {
        match row {
            row if self.is_gone(row) => None,
            row if row > self.last => Some(row + self.more - self.less()),
            row => Some(row),
        }
    }

    /// Where the first and the last row of a range go. One that ends with the sample rows is to reach over
    /// the new ones too, where it `grows`.
    pub(super) fn rows(&self, first: u32, last: u32, grows: bool) -> Option<(u32, u32)> {
        let start = self.row(first).unwrap_or(self.gone);
        let end = match last {
            last if last == self.last && grows && self.more > 0 => last + self.more,
            last if self.is_gone(last) => self.gone.checked_sub(1)?,
            last => self.row(last)?,
        };
        (start <= end).then_some((start, end))
    }

    /// Where a merged range goes: one of a sample row stays in its row.
    pub(super) fn merge(&self, merge: Merge) -> Option<Merge> {
        let grows = merge.first.row < self.first;
        let (first, last) = self.rows(merge.first.row, merge.last.row, grows)?;
        Some(Merge {
            first: At { row: first, column: merge.first.column },
            last: At { row: last, column: merge.last.column },
        })
    }

    /// A list of ranges, `A1:B2 C3`, each as it goes; empty where all are gone.
    pub(super) fn list(&self, list: &str, grows: bool) -> String {
        let moved = list.split_whitespace().filter_map(|range| match parse_range(range) {
            Some(merge) => {
                let (first, last) = self.rows(merge.first.row, merge.last.row, grows)?;
                Some(name(
                    At { row: first, column: merge.first.column },
                    At { row: last, column: merge.last.column },
                    range.contains(':'),
                ))
            }
            None => Some(range.to_owned()),
        });
        moved.collect::<Vec<_>>().join(" ")
    }

    /// A formula whose references to this sheet go with the rows. `here` says whether a reference without a
    /// sheet's name is to it, `row` in which row of it the formula stands.
    pub(super) fn formula(&self, formula: &str, here: bool, row: Option<u32>) -> String {
        let own = here && row.is_some_and(|row| row >= self.first && row <= self.last);
        rewrite(formula, |sheet, first, last| {
            let ours = sheet.map_or(here, |sheet| sheet.to_lowercase() == self.sheet.to_lowercase());
            if !ours {
                return Moved::Same;
            }
            let moved = match last {
                None => self.row(first).map(|row| (row, row)),
                Some(last) => self.rows(first, last, !own && (first < last || self.first == self.last)),
            };
            moved.map_or(Moved::Gone, |(first, last)| Moved::To(first, last))
        })
    }
}

/// A formula copied so many rows down.
pub(super) fn copied_down(formula: &str, down: u32) -> String {
    rewrite(formula, |_, _, _| Moved::Down(down))
}

enum Moved {
    Same,
    Gone,
    To(u32, u32),
    Down(u32),
}

/// `B7`, or `B7:C9`, as a range.
pub(super) fn parse_range(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some(Merge { first: parse_at(first)?, last: parse_at(last)? })
}

/// `B7`, dollar signs or not.
pub(super) fn parse_at(text: &str) -> Option<At> {
    let (row, column, rest) = cell(text)?;
    rest.is_empty().then_some(At { row: row?.0, column: column?.0 })
}

/// A range as a spreadsheet names it.
pub(super) fn name(first: At, last: At, as_range: bool) -> String {
    if first == last && !as_range { first.to_string() } else { format!("{first}:{last}") }
}

type Part = Option<(u32, bool)>;

/// A cell, a row or a column at the beginning of a text: row and column, each with whether it has a dollar
/// sign, and the rest.
fn cell(text: &str) -> Option<(Part, Part, &str)> {
    let (rest, dollar) = text.strip_prefix('$').map_or((text, false), |rest| (rest, true));
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = rest.split_at(letters);
    let (rest, row_dollar) = match (letters, rest.strip_prefix('$')) {
        (0, _) => (rest, dollar),
        (_, Some(rest)) => (rest, true),
        (_, None) => (rest, false),
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = rest.split_at(digits);
    if letters > 3 || digits > 7 || letters + digits == 0 {
        return None;
    }
    let column = word.bytes().fold(0, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let column = column.checked_sub(1).map(|column| (column, dollar));
    let row = match number.parse::<u32>() {
        Ok(number) => Some((number.checked_sub(1).filter(|row| *row < 1_048_576)?, row_dollar)),
        Err(_) => None,
    };
    column.is_none_or(|(column, _)| column < 16_384).then_some((row, column, rest))
}

/// Goes through a formula and asks for each reference with rows where it goes.
fn rewrite(formula: &str, place: impl Fn(Option<&str>, u32, Option<u32>) -> Moved) -> String {
    let mut out = String::with_capacity(formula.len());
    let mut rest = formula;
    let mut sheet: Option<String> = None;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '"' => quoted(rest, '"'),
            '\'' => {
                let length = quoted(rest, '\'');
                if rest.get(length..).is_some_and(|after| after.starts_with('!')) {
                    sheet = rest.get(1..length.saturating_sub(1)).map(|name| name.replace("''", "'"));
                    out.push_str(rest.get(..=length).unwrap_or_default());
                    rest = rest.get(length + 1..).unwrap_or_default();
                    continue;
                }
                length
            }
            '[' => bracketed(rest),
            '$' | 'A'..='Z' | 'a'..='z' | '0'..='9' => {
                if let Some((moved, length)) = reference(rest, sheet.as_deref(), &place) {
                    out.push_str(&moved);
                    sheet = None;
                    rest = rest.get(length..).unwrap_or_default();
                    continue;
                }
                word(rest)
            }
            c if is_word(c) => word(rest),
            c => c.len_utf8(),
        };
        let (copied, after) = rest.split_at(taken.max(1).min(rest.len()));
        out.push_str(copied);
        sheet = None;
        rest = after;
        if let Some(after) = rest.strip_prefix('!').filter(|_| copied.chars().all(is_word)) {
            sheet = Some(copied.to_owned());
            out.push('!');
            rest = after;
        }
    }
    out
}

/// A reference at the beginning of a text, as it goes, and how long it was.
fn reference(
    text: &str,
    sheet: Option<&str>,
    place: &impl Fn(Option<&str>, u32, Option<u32>) -> Moved,
) -> Option<(String, usize)> {
    let (row, column, rest) = cell(text)?;
    let second = rest.strip_prefix(':').and_then(cell);
    let second = second.filter(|(other, other_column, after)| {
        ends(after) && other.is_some() == row.is_some() && other_column.is_some() == column.is_some()
    });
    let ((first, dollar), rest) = match &second {
        Some((.., after)) => (row?, *after),
        None => (row.filter(|_| column.is_some())?, rest),
    };
    if !ends(rest) {
        return None;
    }
    let length = text.len() - rest.len();
    let other = second.and_then(|(row, column, _)| Some((row?, column)));
    let moved = place(sheet, first, other.map(|((row, _), _)| row));
    let down = |(row, dollar): (u32, bool), by: u32| if dollar { row } else { row + by };
    let (start, end) = match moved {
        Moved::Same => return Some((text.get(..length)?.to_owned(), length)),
        Moved::Gone => return Some(("#REF!".to_owned(), length)),
        Moved::To(start, end) => (start, end),
        Moved::Down(by) => (down((first, dollar), by), other.map_or(0, |(row, _)| down(row, by))),
    };
    let mut out = show(start, dollar, column);
    if let Some(((_, dollar), column)) = other {
        out.push(':');
        out.push_str(&show(end, dollar, column));
    }
    Some((out, length))
}

fn show(row: u32, dollar: bool, column: Part) -> String {
    let sign = |dollar| if dollar { "$" } else { "" };
    let number = u64::from(row) + 1;
    let at = column.map_or(String::new(), |(column, dollar)| {
        let name = At { row: 0, column }.to_string();
        format!("{}{}", sign(dollar), name.trim_end_matches('1'))
    });
    format!("{at}{}{number}", sign(dollar))
}

/// Whether a reference may end before this.
fn ends(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !is_word(c) && !matches!(c, '(' | '!' | '$' | '['))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | '?')
}

fn word(text: &str) -> usize {
    text.find(|c| !is_word(c) && c != '$').unwrap_or(text.len())
}

/// The length of a quoted piece with both its marks; a doubled mark is one of its characters.
fn quoted(text: &str, mark: char) -> usize {
    let mut inside = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = inside.next() {
        if c == mark && inside.next_if(|(_, next)| *next == mark).is_none() {
            return at + 1;
        }
    }
    text.len()
}

fn bracketed(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + c.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift(more: u32, gone: u32) -> Shift {
        // Sample rows 6 to 8, as a spreadsheet counts.
        Shift { sheet: "3-2".into(), first: 5, last: 7, more, gone }
    }

    #[test]
    fn references_go_with_the_rows() {
        let more = |formula| shift(10, 8).formula(formula, true, Some(20));
        assert_eq!(more("SUM(B6:B8)+B5+$B$9"), "SUM(B6:B18)+B5+$B$19");
        assert_eq!(more("'3-2'!B9&\"B9\"&其他!B9"), "'3-2'!B19&\"B9\"&其他!B9");
        assert_eq!(more("LOG10(A9)+表1[A9]+X_A9+SUM($9:$10)"), "LOG10(A19)+表1[A9]+X_A9+SUM($19:$20)");
        assert_eq!(more("'[1]3-2'!B9"), "'[1]3-2'!B9");
        assert_eq!(more("SUM(A:A)*A9%"), "SUM(A:A)*A19%");
        assert_eq!(shift(10, 8).formula("B9+'3-2'!B9", false, None), "B9+'3-2'!B19");
        // A formula of a sample row stays in its row.
        assert_eq!(shift(10, 8).formula("SUM(B8:E8)", true, Some(7)), "SUM(B8:E8)");
        assert_eq!(copied_down("A8+$B$8+C$8:C8", 2), "A10+$B$8+C$8:C10");
    }

    #[test]
    fn rows_taken_out() {
        let less = |formula| shift(0, 6).formula(formula, true, Some(20));
        assert_eq!(less("SUM(B6:B8)+B9+B8"), "SUM(B6:B6)+B7+#REF!");
        assert_eq!(shift(0, 6).list("I6:I8 J7 K9", true), "I6:I6 K7");
        assert_eq!(shift(3, 8).list("I8 J6:J8 K9", true), "I8:I11 J6:J11 K12");
    }
}
