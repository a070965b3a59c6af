//! Separated values as spreadsheets and editors save them: UTF-8, UTF-16 or GB18030; comma, semicolon or
//! tab; RFC 4180 quotes. An own reading, for two things that it must tell: which row of the sheet a record
//! is (empty lines count), and that a quotation mark is never closed.

use super::{At, Collector, refusal};
use crate::lang::Text;
use crate::write::is_command;
use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How many cells are looked at for their separator.
const LOOKED_AT: u32 = 2_000;

/// The text of a file, where it is text.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let strict = |encoding: &'static encoding_rs::Encoding, bytes| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
    };
    let text = if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        strict(UTF_8, rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        strict(UTF_16LE, rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        strict(UTF_16BE, rest)
    } else {
        strict(UTF_8, bytes).or_else(|| strict(GB18030, bytes))
    };
    text.filter(|text| {
        !text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0b' | '\x0c'))
    })
}

/// The cells of a text.
pub(super) fn read(text: &str, out: &mut Collector) -> Result<(), Text> {
    out.begin(String::new(), false)?;
    let (text, separator) = match told(text) {
        Some((rest, separator)) => (rest, separator),
        None => (text, separator(text)),
    };
    let mut cells = Cells::new(text, separator);
    while let Some((at, cell)) = cells.next()? {
        out.text(at, &undo(&cell))?;
    }
    Ok(())
}

/// The separator that a first line `sep=;` tells, as Excel has it.
fn told(text: &str) -> Option<(&str, u8)> {
    let rest = text.strip_prefix("sep=")?;
    let separator = *rest.as_bytes().first()?;
    let rest = rest.get(1..)?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    Some((rest, separator))
}

/// The separator that the most records have, then the one that they have most often.
fn separator(text: &str) -> u8 {
    let (mut best, mut found) = ((0, 0), b',');
    for separator in *b",;\t" {
        let counted = counted(text, separator).unwrap_or_default();
        if counted > best {
            (best, found) = (counted, separator);
        }
    }
    found
}

/// How many records have this separator, and how often; none where it leaves a quotation mark open.
fn counted(text: &str, separator: u8) -> Option<(u32, u32)> {
    let mut cells = Cells::new(text, separator);
    let (mut records, mut count, mut before) = (0, 0, None);
    for _ in 0..LOOKED_AT {
        let Some((at, _)) = cells.next().ok()? else { break };
        if at.column > 0 {
            count += 1;
            records += u32::from(before != Some(at.row));
            before = Some(at.row);
        }
    }
    Some((records, count))
}

/// A cell without the `'` that our own export puts before what a spreadsheet would take for a formula, or
/// a CI runner for a command.
fn undo(cell: &str) -> Cow<'_, str> {
    let rest = cell.strip_prefix('\'');
    let cell = rest.filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])).unwrap_or(cell);
    let kept = |line: &str| line.strip_prefix('\'').is_some_and(is_command);
    if !cell.split(['\n', '\r']).any(kept) {
        return Cow::Borrowed(cell);
    }
    let lines = cell.split_inclusive(['\n', '\r']);
    lines.map(|line| if kept(line) { line.strip_prefix('\'').unwrap_or(line) } else { line }).collect()
}

/// The cells of a text, in their order.
struct Cells<'t> {
    rest: &'t str,
    separator: u8,
    at: At,
    line: usize,
    ended: bool,
}

impl<'t> Cells<'t> {
    const fn new(text: &'t str, separator: u8) -> Self {
        Self { rest: text, separator, at: At { row: 0, column: 0 }, line: 1, ended: text.is_empty() }
    }

    fn next(&mut self) -> Result<Option<(At, Cow<'t, str>)>, Text> {
        if self.ended {
            return Ok(None);
        }
        let quoted = if self.rest.starts_with('"') { Some(self.quoted()?) } else { None };
        let separator = self.separator;
        let end = self.rest.bytes().position(|byte| byte == separator || matches!(byte, b'\n' | b'\r'));
        let (plain, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let cell = match quoted {
            Some(quoted) if plain.is_empty() => quoted,
            Some(quoted) => Cow::Owned(quoted.into_owned() + plain),
            None => Cow::Borrowed(plain),
        };
        let at = self.at;
        if let Some(rest) = rest.strip_prefix(char::from(separator)) {
            self.rest = rest;
            self.at.column += 1;
        } else {
            self.rest = rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
            self.at = At { row: at.row + 1, column: 0 };
            self.line += 1;
            self.ended = self.rest.is_empty();
        }
        Ok(Some((at, cell)))
    }

    /// What stands between quotation marks, two of them being one.
    fn quoted(&mut self) -> Result<Cow<'t, str>, Text> {
        let line = self.line;
        let mut rest = self.rest.get(1..).unwrap_or_default();
        let mut text = Cow::Borrowed("");
        loop {
            let (piece, after) = rest.split_once('"').ok_or_else(|| refusal::open_quote(line))?;
            self.line += memchr::memchr_iter(b'\n', piece.as_bytes()).count();
            match &mut text {
                Cow::Borrowed("") => text = Cow::Borrowed(piece),
                text => text.to_mut().push_str(piece),
            }
            match after.strip_prefix('"') {
                Some(next) => {
                    text.to_mut().push('"');
                    rest = next;
                }
                None => {
                    self.rest = after;
                    return Ok(text);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(String, String)> {
        let mut cells = Cells::new(text, b',');
        let mut all = Vec::new();
        while let Some((at, cell)) = cells.next().unwrap() {
            all.push((at.to_string(), cell.into_owned()));
        }
        all
    }

    #[test]
    fn records_cells_and_quotes() {
        let is = |all: &[(&str, &str)]| {
            all.iter().map(|(a, c)| ((*a).to_owned(), (*c).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(
            cells("a,b\r\n\r\n\"c\"\"\nd\",\n"),
            is(&[("A1", "a"), ("B1", "b"), ("A2", ""), ("A3", "c\"\nd"), ("B3", "")])
        );
        assert_eq!(cells("a,"), is(&[("A1", "a"), ("B1", "")]));
        assert_eq!(cells("a\"b,\"c\"d"), is(&[("A1", "a\"b"), ("B1", "cd")]));
        assert_eq!(cells("\"\"\"\""), is(&[("A1", "\"")]));
        assert!(Cells::new("a\n\"b", b',').next().is_ok());
        assert_eq!(separator("标题\n甲;乙,丙;丁\n1;2;3\n"), b';');
        assert_eq!(separator("甲\t乙\n\"1,2,3\"\t4\n"), b'\t');
    }

    #[test]
    fn what_the_export_neutralised_is_undone() {
        for (cell, plain) in [
            ("'=1", "=1"),
            ("'-5", "-5"),
            ("'甲", "'甲"),
            ("'", "'"),
            ("''=1", "''=1"),
            ("甲\n'::x", "甲\n::x"),
        ] {
            assert_eq!(undo(cell), plain);
        }
    }
}
