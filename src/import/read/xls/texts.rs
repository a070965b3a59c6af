//! Texts of a workbook of 97 to 2003: one or two bytes a character, and shared texts that run on from one
//! record into the next.

use super::super::refusal;
use super::super::strings::Strings;
use super::records::{Record, Records, long, short};
use crate::lang::Text;

/// A text with its length in two bytes before it.
pub(super) fn plain(data: &[u8]) -> Option<String> {
    characters(data.get(2..)?, usize::from(short(data, 0)?))
}

/// So many characters, behind the byte that says how wide they are.
pub(super) fn characters(data: &[u8], count: usize) -> Option<String> {
    let mut text = String::new();
    let (wide, data) = data.split_first()?;
    let size = if wide & 1 != 0 { 2 * count } else { count };
    decode(data.get(..size)?, wide & 1 != 0, &mut Vec::new(), &mut text);
    Some(text)
}

/// Appends characters. Half of a pair of surrogates waits in `high` for its other half.
fn decode(bytes: &[u8], wide: bool, high: &mut Vec<u16>, text: &mut String) {
    if !wide {
        text.extend(bytes.iter().map(|byte| char::from(*byte)));
        return;
    }
    for unit in bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)) {
        high.push(unit);
        if high.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            continue;
        }
        text.extend(char::decode_utf16(high.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
}

/// The shared texts: of a record SST and the CONTINUE records behind it.
pub(super) fn shared(data: &[u8], rest: &[u8], strings: &mut Strings) -> Result<(), Text> {
    let damaged = || refusal::damaged("Workbook");
    let mut pieces = Pieces { data: data.get(8..).unwrap_or_default(), more: Records::new(rest) };
    let unique = long(data, 4).ok_or_else(damaged)?;
    let mut text = String::new();
    for _ in 0..unique {
        // Some programs count more texts than they write.
        if pieces.data.is_empty() && !pieces.next() {
            break;
        }
        text.clear();
        pieces.text(&mut text).ok_or_else(damaged)?;
        strings.push(&text)?;
    }
    Ok(())
}

/// A record's data that goes on in the next.
struct Pieces<'s> {
    data: &'s [u8],
    more: Records<'s>,
}

impl<'s> Pieces<'s> {
    /// Goes on to the next record, if it continues this one.
    fn next(&mut self) -> bool {
        match self.more.next() {
            Some(Some(Record { kind: Record::CONTINUE, data, .. })) => {
                self.data = data;
                true
            }
            _ => false,
        }
    }

    /// So many bytes at once; a head is never divided between records.
    fn take(&mut self, count: usize) -> Option<&'s [u8]> {
        if self.data.is_empty() && !self.next() {
            return None;
        }
        let (taken, rest) = self.data.split_at_checked(count)?;
        self.data = rest;
        Some(taken)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.data.len() {
            count -= self.data.len();
            if !self.next() {
                return None;
            }
        }
        self.data = self.data.get(count..)?;
        Some(())
    }

    /// Appends the next text, without its fonts and its phonetic reading.
    fn text(&mut self, text: &mut String) -> Option<()> {
        let head = self.take(3)?;
        let mut left = usize::from(short(head, 0)?);
        let flags = *head.get(2)?;
        let mut wide = flags & 1 != 0;
        let runs = if flags & 8 != 0 { usize::from(short(self.take(2)?, 0)?) } else { 0 };
        let phonetic = if flags & 4 != 0 { long(self.take(4)?, 0)? as usize } else { 0 };
        let mut high = Vec::new();
        while left > 0 {
            if self.data.is_empty() {
                // Characters that go on in the next record say anew how wide they are.
                if !self.next() {
                    return None;
                }
                wide = *self.take(1)?.first()? & 1 != 0;
            }
            let fit = if wide { self.data.len() / 2 } else { self.data.len() };
            let count = fit.min(left);
            if count == 0 {
                return None;
            }
            let size = if wide { 2 * count } else { count };
            decode(self.take(size)?, wide, &mut high, text);
            left -= count;
        }
        self.skip(4 * runs)?;
        self.skip(phonetic)
    }
}

/// The text that is a formula's result: of a record STRING and the CONTINUE records behind it.
pub(super) fn long_result(data: &[u8], rest: &[u8]) -> Option<String> {
    let mut text = String::new();
    if data.len() == 2 {
        return Some(text);
    }
    let mut pieces = Pieces { data, more: Records::new(rest) };
    pieces.text(&mut text)?;
    Some(text)
}
