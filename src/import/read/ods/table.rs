//! One sheet of an OpenDocument spreadsheet.

use super::super::collect::{COMMENT, Collector, NO_RESULT, PICTURE};
use super::super::date::{self, Shown};
use super::super::xml::{Xml, attribute, character};
use super::super::{MOST_COLUMNS, MOST_ROWS, refusal};
use crate::import::grid::{At, Value};
use crate::lang::Text;
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// The most blanks that one element stands for.
const MOST_BLANKS: usize = 10_000;

/// What stands in a cell, and how often it is repeated to the right.
struct Content {
    column: u32,
    repeated: u32,
    value: Found,
}

/// What a cell says of its value.
enum Found {
    Value(Value),
    Date(chrono::NaiveDate, bool),
    Time(f64),
}

/// Reads `<table:table>`, whose start was the last event.
pub(super) fn read<R: BufRead>(xml: &mut Xml<R>, out: &mut Collector) -> Result<(), Text> {
    let depth = xml.depth();
    let mut row = 0_u32;
    while xml.depth() >= depth {
        let Event::Start(element) = xml.next()? else { continue };
        match element.local_name().as_ref() {
            "table-row" => {
                let repeated = number(&element, "number-rows-repeated");
                let cells = cells(xml, row, out)?;
                put(&cells, row, repeated, out)?;
                row = row.saturating_add(repeated);
            }
            "shapes" => {
                out.note(None, PICTURE);
                xml.skip()?;
            }
            "table" => return Err(xml.damaged()),
            _ => {}
        }
    }
    Ok(())
}

/// Writes out the cells of a row as often as it is repeated.
fn put(cells: &[Content], row: u32, repeated: u32, out: &mut Collector) -> Result<(), Text> {
    if cells.is_empty() {
        return Ok(());
    }
    if row >= MOST_ROWS {
        return Err(refusal::far(out.name(), At { row, column: 0 }));
    }
    for row in (row..row.saturating_add(repeated)).take(MOST_ROWS as usize + 1) {
        for cell in cells {
            for column in cell.column..cell.column.saturating_add(cell.repeated) {
                let at = At { row, column };
                match &cell.value {
                    Found::Value(Value::Text(text)) => out.text(at, text)?,
                    Found::Value(Value::Error(what)) => out.error(at, what)?,
                    Found::Value(value) => out.put(at, value.clone())?,
                    Found::Date(day, midnight) => out.date(at, *day, *midnight)?,
                    Found::Time(part) => out.number(at, *part, Shown::Time, false)?,
                }
            }
        }
    }
    Ok(())
}

/// The cells of `<table:table-row>`, whose start was the last event, that are not empty.
fn cells<R: BufRead>(xml: &mut Xml<R>, row: u32, out: &mut Collector) -> Result<Vec<Content>, Text> {
    let depth = xml.depth();
    let mut all = Vec::new();
    let mut column = 0_u32;
    while xml.depth() >= depth {
        let Event::Start(element) = xml.next()? else { continue };
        if !matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell") {
            xml.skip()?;
            continue;
        }
        let repeated = number(&element, "number-columns-repeated");
        let (wide, high) =
            (number(&element, "number-columns-spanned"), number(&element, "number-rows-spanned"));
        let said = Said::of(&element);
        let at = At { row, column };
        let text = text(xml, at, out)?;
        if wide > 1 || high > 1 {
            let last = At { row: row.saturating_add(high - 1), column: column.saturating_add(wide - 1) };
            out.merge(at, last)?;
        }
        if let Some(value) = said.value(text) {
            if column >= MOST_COLUMNS {
                return Err(refusal::far(out.name(), at));
            }
            all.push(Content { column, repeated, value });
        }
        column = column.saturating_add(repeated);
    }
    Ok(all)
}

/// A count in an attribute, at least 1.
fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.trim().parse().ok()).unwrap_or(1).max(1)
}

/// What the attributes of a cell say.
#[derive(Default)]
struct Said {
    kind: String,
    is_error: bool,
    has_formula: bool,
    value: Option<String>,
}

impl Said {
    fn of(element: &BytesStart<'_>) -> Self {
        let mut said = Self::default();
        for attribute in element.attributes().with_checks(false).flatten() {
            let value = || {
                let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
                value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned)
            };
            match (attribute.key.prefix().as_ref().map(AsRef::as_ref), attribute.key.local_name().as_ref()) {
                (Some("calcext"), "value-type") => said.is_error = &*attribute.value == "error",
                (_, "value-type") => said.kind = value(),
                (_, "formula") => said.has_formula = true,
                (_, "value" | "date-value" | "time-value" | "boolean-value" | "string-value") => {
                    said.value = Some(value());
                }
                _ => {}
            }
        }
        said
    }

    /// The value; none where the cell is empty.
    fn value(self, text: String) -> Option<Found> {
        let error = |what: String| Some(Found::Value(Value::Error(what)));
        let failed = self.has_formula && (text.starts_with("Err:") || text == "#N/A" || is_error(&text));
        if self.is_error || failed {
            return error(if text.is_empty() { "#VALUE!".to_owned() } else { text });
        }
        let value = self.value.unwrap_or_default();
        match self.kind.as_str() {
            "float" | "percentage" | "currency" => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Some(Found::Value(Value::Number(number))),
                _ => error(if value.is_empty() { "#VALUE!".to_owned() } else { value }),
            },
            "date" => match date::from_iso(&value) {
                Some((day, midnight)) => Some(Found::Date(day, midnight)),
                None => error(if value.is_empty() { text } else { value }),
            },
            "time" => match date::part_of_day(&value) {
                Some(part) => Some(Found::Time(part)),
                None => error(if value.is_empty() { text } else { value }),
            },
            "boolean" => Some(Found::Value(Value::Bool(value == "true"))),
            "" if self.has_formula && text.is_empty() => error(NO_RESULT.to_owned()),
            _ => {
                let text = if value.is_empty() { text } else { value };
                (!text.trim().is_empty()).then_some(Found::Value(Value::Text(text)))
            }
        }
    }
}

/// Whether a text is an error as a spreadsheet shows it: `#REF!`.
fn is_error(text: &str) -> bool {
    let word = text.strip_prefix('#').and_then(|rest| rest.strip_suffix(['!', '?']));
    word.is_some_and(|word| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase() || b"/0".contains(&b))
    })
}

/// The text of a cell whose start was the last event: paragraphs one below the other, comments and
/// pictures left out.
fn text<R: BufRead>(xml: &mut Xml<R>, at: At, out: &mut Collector) -> Result<String, Text> {
    let depth = xml.depth();
    let mut text = String::new();
    let mut paragraphs = 0;
    // How deep the paragraph is; 0 outside of any.
    let mut within = 0;
    let mut broken = false;
    while xml.depth() >= depth {
        let now = xml.depth();
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "annotation" => {
                    out.note(Some(at), COMMENT);
                    xml.skip()?;
                }
                "frame" | "custom-shape" | "control" | "object" | "g" => {
                    out.note(Some(at), PICTURE);
                    xml.skip()?;
                }
                "table" => {
                    out.note(
                        Some(at),
                        Text::fixed("单元格里的表没有读入", "a table within a cell has not been read"),
                    );
                    xml.skip()?;
                }
                "ruby-text" => xml.skip()?,
                "p" | "h" if within == 0 => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                    within = now + 1;
                    broken = false;
                }
                "s" => {
                    let count = number(&element, "c") as usize;
                    text.extend(std::iter::repeat_n(' ', count.min(MOST_BLANKS)));
                }
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                _ => {}
            },
            Event::End(_) if now == within => within = 0,
            Event::Text(more) if within > 0 => {
                // A line break of the XML, with the indent behind it, is one blank. Other blanks stand as
                // they are: LibreOffice writes them so in cells of several paragraphs.
                for c in more.xml10_content().chars() {
                    let breaks = matches!(c, '\t' | '\n' | '\r');
                    if broken && (breaks || c == ' ') {
                        continue;
                    }
                    text.push(if breaks { ' ' } else { c });
                    broken = breaks;
                }
            }
            Event::CData(more) if within > 0 => text.push_str(&more),
            Event::GeneralRef(entity) if within > 0 => match character(&entity) {
                Some(c) => {
                    text.push(c);
                }
                None => return Err(xml.damaged()),
            },
            _ => {}
        }
        if text.len() > 8 << 20 {
            return Err(refusal::unpacked());
        }
    }
    Ok(text)
}
