//! Sheets as a PDF to send and to keep: what the workbook shows, with its fonts in it, as PDF/A-2u. No
//! font of the machine, no clock and no random number has a part in it.

mod draw;
mod fonts;
mod layout;
mod look;
mod pages;

use super::Error;
use crate::lang::Text;
use crate::sheet::{Sheet, Value};
use crate::text::printable;
use chrono::Datelike;
use fonts::Fonts;
use krilla::SerializeSettings;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::document::Document;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use std::collections::BTreeSet;

/// The most characters of a title in the properties of the file.
const TITLE: usize = 200;

/// A PDF of these sheets, each on pages of its own.
///
/// # Errors
/// More than a PDF can hold.
pub fn pdf(sheets: &[Sheet]) -> Result<Vec<u8>, Error> {
    let fonts = Fonts::load().ok_or_else(|| failed("fonts"))?;
    let settings = ConfigurationBuilder::new().with_archival_validator(Archival::A2_U).finish();
    let mut document = Document::new_with(SerializeSettings {
        configuration: settings.map_err(|_| failed("PDF/A"))?,
        enable_tagging: false,
        ..SerializeSettings::default()
    });
    let mut outline = Outline::new();
    let mut first_page = 0;
    for sheet in sheets {
        let laid = pages::lay_out(sheet, &fonts);
        if sheets.len() > 1 {
            let place = XyzDestination::new(first_page, Point::from_xy(0.0, 0.0));
            outline.push_child(OutlineNode::new(title(sheet, &sheet.name), place));
        }
        first_page += laid.cuts.len();
        draw::draw(&mut document, &laid, &fonts).ok_or_else(|| failed("page"))?;
    }
    if sheets.len() > 1 {
        document.set_outline(outline);
    }
    if let Some(first) = sheets.first() {
        document.set_metadata(properties(first));
    }
    document.finish().map_err(|error| match error {
        KrillaError::Font(_, why) => failed(&why),
        KrillaError::Validation(faults) => {
            failed(faults.first().map_or("PDF/A", |(fault, _)| sort_of(fault)))
        }
        KrillaError::Limit(_) => failed("limit"),
        _ => failed("PDF"),
    })
}

/// The characters of these sheets that no embedded font has. The form shows their codes instead.
pub fn substituted(sheets: &[Sheet]) -> BTreeSet<char> {
    Fonts::load().map(|fonts| substituted_with(sheets, &fonts)).unwrap_or_default()
}

fn substituted_with(sheets: &[Sheet], fonts: &Fonts) -> BTreeSet<char> {
    let cells = sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten());
    let texts = cells.filter_map(|cell| match &cell.value {
        Value::Text(text) => Some(text),
        Value::Count(_) | Value::Amount(_) => None,
    });
    texts.flat_map(|text| fonts.missing(text)).collect()
}

/// What stands in the place of a character that no embedded font has.
pub fn substitute(c: char) -> String {
    format!("〔U+{:04X}〕", c as u32)
}

fn failed(why: &str) -> Error {
    Error(Text::made(format!("无法生成 PDF：{why}"), format!("cannot make the PDF: {why}")))
}

fn sort_of(fault: &krilla::configure::ValidationError) -> &'static str {
    use krilla::configure::ValidationError as Fault;
    match fault {
        Fault::TooLongString => "a string that is too long for PDF/A",
        Fault::TooManyIndirectObjects => "more pages than PDF/A allows",
        Fault::ContainsNotDefGlyph(..) => "a character without a glyph",
        Fault::UnicodePrivateArea(..) | Fault::InvalidCodepointMapping(..) => "a character without a meaning",
        _ => "PDF/A",
    }
}

/// A title as a line of the file's properties shows it.
fn title(sheet: &Sheet, short: &str) -> String {
    let words = if sheet.title.is_empty() { short.to_owned() } else { format!("{short}　{}", sheet.title) };
    let words = if short.is_empty() { sheet.title.clone() } else { words };
    printable(&words).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).take(TITLE).collect()
}

/// The title, and the form's day as the time of creation: the same form gives the same bytes.
fn properties(sheet: &Sheet) -> Metadata {
    let part = |part: u32| u8::try_from(part).unwrap_or(1);
    let day = DateTime::new(u16::try_from(sheet.day.year()).unwrap_or(1900))
        .month(part(sheet.day.month()))
        .day(part(sheet.day.day()))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(8)
        .utc_offset_minute(0);
    Metadata::new()
        .title(title(sheet, ""))
        .language("zh-CN".to_owned())
        .creator(concat!("hazards ", env!("CARGO_PKG_VERSION")).to_owned())
        .creation_date(day)
}
