//! One sheet of an Excel workbook: its cells, its merged ranges, and what else is on it.

use super::super::collect::{Collector, NO_RESULT, PICTURE};
use super::super::date::{self, Shown};
use super::super::strings::unescape;
use super::super::xml::{Xml, attribute};
use super::{Book, plain, texts};
use crate::import::grid::At;
use crate::lang::Text;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Of what type a cell says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Number,
    Shared,
    Inline,
    Result,
    Bool,
    Error,
    Date,
}

/// A cell while it is read; its memory serves for the next one.
#[derive(Default)]
struct Reading {
    value: Option<String>,
    formula: Option<String>,
    inline: String,
    raw: String,
    spare: String,
    spare_formula: String,
}

/// Reads a sheet.
pub(super) fn read<R: BufRead>(xml: &mut Xml<R>, book: &Book, out: &mut Collector) -> Result<(), Text> {
    let mut at = At { row: 0, column: 0 };
    let mut in_data = false;
    let mut reading = Reading::default();
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "c" if in_data => {
                    let (place, style, kind) = cell_attributes(&element);
                    let kind = kind.ok_or_else(|| xml.damaged())?;
                    if let Some(place) = place {
                        at = place.ok_or_else(|| xml.damaged())?;
                    }
                    reading.element(xml)?;
                    reading.put(at, kind, style, book, out)?;
                    at.column = at.column.saturating_add(1);
                    while let Some(cell) = plain::cell(xml.ahead()?) {
                        let Some(place) = parse(cell.address) else { break };
                        at = place;
                        put(at, cell.kind, cell.style, cell.value, book, out)?;
                        at.column = at.column.saturating_add(1);
                        let length = cell.length;
                        xml.pass(length);
                    }
                }
                "row" if in_data => {
                    if let Some(row) = attribute(&element, "r") {
                        let row: u32 = row.trim().parse().map_err(|_| xml.damaged())?;
                        at.row = row.checked_sub(1).ok_or_else(|| xml.damaged())?;
                    }
                    at.column = 0;
                }
                "sheetData" => in_data = true,
                "mergeCell" if !in_data => {
                    let range = attribute(&element, "ref").unwrap_or_default();
                    let (one, other) = range.split_once(':').unwrap_or((range.as_str(), range.as_str()));
                    let (Some(one), Some(other)) = (parse(one), parse(other)) else {
                        return Err(xml.damaged());
                    };
                    out.merge(one, other)?;
                }
                "drawing" | "picture" | "oleObject" | "control" if !in_data => out.note(None, PICTURE),
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "row" if in_data => at.row = at.row.saturating_add(1),
                "sheetData" => in_data = false,
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The address as far as it is written, the style, and the type of a cell; none inside where it is wrong.
fn cell_attributes(element: &BytesStart<'_>) -> (Option<Option<At>>, usize, Option<Type>) {
    let (mut place, mut style, mut kind) = (None, 0, Some(Type::Number));
    for attribute in element.attributes().with_checks(false).flatten() {
        let value = attribute.value.as_ref();
        match attribute.key.as_ref() {
            "r" => place = Some(parse(value)),
            "s" => style = value.parse().unwrap_or_default(),
            "t" => {
                kind = match value {
                    "n" => Some(Type::Number),
                    "s" => Some(Type::Shared),
                    "inlineStr" => Some(Type::Inline),
                    "str" => Some(Type::Result),
                    "b" => Some(Type::Bool),
                    "e" => Some(Type::Error),
                    "d" => Some(Type::Date),
                    _ => None,
                }
            }
            _ => {}
        }
    }
    (place, style, kind)
}

/// The place that an address such as `F12` or `$F$12` names.
fn parse(address: &str) -> Option<At> {
    let (mut column, mut row) = (0_u32, 0_u32);
    for byte in address.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    Some(At { row: row.checked_sub(1)?, column: column.checked_sub(1)? })
}

impl Reading {
    /// Reads what is in `<c>`, whose start was the last event.
    fn element<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), Text> {
        for (old, spare) in [(&mut self.value, &mut self.spare), (&mut self.formula, &mut self.spare_formula)]
        {
            if let Some(old) = old.take() {
                *spare = old;
            }
            spare.clear();
        }
        self.inline.clear();
        let depth = xml.depth();
        while xml.depth() >= depth {
            let Event::Start(element) = xml.next()? else { continue };
            match element.local_name().as_ref() {
                "v" => {
                    let mut value = std::mem::take(&mut self.spare);
                    xml.text(&mut value)?;
                    self.value = Some(value);
                }
                "f" => {
                    let mut formula = std::mem::take(&mut self.spare_formula);
                    xml.text(&mut formula)?;
                    self.formula = Some(formula);
                }
                "is" => texts::rich(xml, &mut self.inline, &mut self.raw)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Hands the cell on.
    fn put(
        &mut self,
        at: At,
        kind: Type,
        style: usize,
        book: &Book,
        out: &mut Collector,
    ) -> Result<(), Text> {
        if self.formula.as_ref().is_some_and(|formula| formula.contains("DISPIMG(")) {
            out.note(Some(at), PICTURE);
            return out.error(at, "图片");
        }
        if !self.inline.is_empty() {
            return out.text(at, &self.inline);
        }
        let value = match &self.value {
            Some(value) if matches!(kind, Type::Result | Type::Inline) => {
                self.raw.clear();
                unescape(value, &mut self.raw);
                return out.text(at, &self.raw);
            }
            Some(value) => value.trim(),
            None => "",
        };
        if value.is_empty() && self.formula.is_some() {
            return out.error(at, NO_RESULT);
        }
        put(at, kind, style, value, book, out)
    }
}

/// Hands on what stands in a cell; nothing where nothing does.
fn put(at: At, kind: Type, style: usize, value: &str, book: &Book, out: &mut Collector) -> Result<(), Text> {
    match kind {
        _ if value.is_empty() => Ok(()),
        Type::Shared => match value.parse().ok().and_then(|index| book.strings.get(index)) {
            Some(text) => out.text(at, text),
            None => out.error(at, "文字丢失"),
        },
        Type::Bool => match value {
            "1" | "true" | "TRUE" => out.put(at, crate::import::grid::Value::Bool(true)),
            "0" | "false" | "FALSE" => out.put(at, crate::import::grid::Value::Bool(false)),
            other => out.error(at, other),
        },
        Type::Date => match date::from_iso(value) {
            Some((day, midnight)) => out.date(at, day, midnight),
            None => match date::part_of_day(value) {
                Some(part) => out.number(at, part, Shown::Time, false),
                None => out.error(at, value),
            },
        },
        Type::Number => match value.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                let shown = book.styles.get(style).copied().unwrap_or_default();
                out.number(at, number, shown, book.is_1904)
            }
            _ => out.error(at, value),
        },
        Type::Error | Type::Result | Type::Inline => out.error(at, value),
    }
}

#[cfg(test)]
mod tests {
    use super::{At, parse};

    #[test]
    fn addresses() {
        assert_eq!(parse("F12"), Some(At { row: 11, column: 5 }));
        assert_eq!(parse("$AA$1"), Some(At { row: 0, column: 26 }));
        for wrong in ["", "F", "12", "F0", "1F", "F-1", "ABCDEFGHIJ1", "A99999999999"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
