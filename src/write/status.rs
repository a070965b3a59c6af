//! Where the campaign stands, in every format, and the reminders that follow from it.

mod columns;
mod json;
mod page;
pub mod remind;
mod sheet;

use super::{Error, Format, Output, csv, docx, file_stem, pdf, table, xlsx};
use crate::lang::{Lang, Text};
use crate::status::Status;
use std::collections::BTreeSet;

/// A status in one output; a table is no wider than so many columns.
///
/// # Errors
/// A sheet that the format cannot hold.
pub fn status(status: &Status<'_>, format: Format, lang: Lang, width: usize) -> Result<Vec<u8>, Error> {
    match format {
        Format::Table => Ok(table::page(&page::page(status, lang), width).into_bytes()),
        Format::Csv => csv::csv(&sheet::rows(status, lang)),
        Format::Json => Ok(json::status(status, lang)?.into_bytes()),
        Format::Xlsx => xlsx::xlsx(&[sheet::sheet(status)]),
        Format::Pdf => pdf::pdf(&[sheet::sheet(status)]),
        Format::Docx => docx::docx(&[sheet::sheet(status)]),
    }
}

/// A status in a file: `曲靖市-2023-08-24-进展.xlsx`.
///
/// # Errors
/// A sheet that the format cannot hold.
pub fn file(of: &Status<'_>, format: Format, lang: Lang, width: usize) -> Result<Output, Error> {
    let unit = file_stem(of.plan.unit(of.unit));
    let name = format!("{unit}-{}-进展.{}", of.as_of, format.extension());
    Ok(Output { name, bytes: status(of, format, lang, width)? })
}

/// The reminders in one output: text, rows or JSON.
///
/// # Errors
/// Any other format.
pub fn reminders(status: &Status<'_>, format: Format, manner: remind::Manner<'_>) -> Result<Vec<u8>, Error> {
    match format {
        Format::Table => Ok(remind::text(status, manner).into_bytes()),
        Format::Csv => csv::csv(&remind::rows(status, manner)),
        Format::Json => Ok(remind::json(status, manner).into_bytes()),
        Format::Xlsx | Format::Pdf | Format::Docx => Err(Error(Text::fixed(
            "--remind 的格式应为 table、csv 或 json",
            "--remind comes as table, csv or json",
        ))),
    }
}

/// The reminders in a file: `曲靖市-2023-08-24-提醒.txt`.
///
/// # Errors
/// As [`reminders`].
pub fn reminders_file(of: &Status<'_>, format: Format, manner: remind::Manner<'_>) -> Result<Output, Error> {
    let unit = file_stem(of.plan.unit(of.unit));
    let name = format!("{unit}-{}-提醒.{}", of.as_of, format.extension());
    Ok(Output { name, bytes: reminders(of, format, manner)? })
}

/// The characters of a status that the format cannot show, and shows the codes of instead.
pub fn substituted(status: &Status<'_>, format: Format) -> BTreeSet<char> {
    match format {
        Format::Pdf => pdf::substituted(&[sheet::sheet(status)]),
        _ => BTreeSet::new(),
    }
}
