//! Rows as CSV for Excel: UTF-8 with a byte order mark, CR LF, and no cell that a spreadsheet takes
//! for a formula or a CI runner for a command.

use super::{Error, is_command};
use crate::lang::Text;
use crate::sheet::{Rows, Value};
use crate::text::printable;
use std::borrow::Cow;

/// Rows as CSV.
///
/// # Errors
/// Never in practice: rows that are not as long as the headings.
pub fn csv(rows: &Rows) -> Result<Vec<u8>, Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let written = write(&mut writer, rows);
    written.and_then(|()| writer.into_inner().map_err(|error| error.into_error().into())).map_err(failed)
}

fn write(writer: &mut csv::Writer<Vec<u8>>, rows: &Rows) -> Result<(), csv::Error> {
    writer.write_record(rows.headings.iter().map(|heading| cell(heading).into_owned()))?;
    for row in &rows.rows {
        for value in row {
            match value {
                Value::Text(text) => writer.write_field(cell(text).as_bytes())?,
                number => writer.write_field(number.to_string())?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(())
}

/// A text made harmless: a leading `'` where it, or a line of it, would be taken for something else.
fn cell(text: &str) -> Cow<'_, str> {
    let text = printable(text);
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if !formula && !text.split(['\n', '\r']).any(is_command) {
        return text;
    }
    let mut safe = String::with_capacity(text.len() + 2);
    if formula {
        safe.push('\'');
    }
    for line in text.split_inclusive(['\n', '\r']) {
        if is_command(line) {
            safe.push('\'');
        }
        safe.push_str(line);
    }
    safe.into()
}

fn failed(error: csv::Error) -> Error {
    Error(Text::made(format!("无法生成 csv：{error}"), format!("cannot make csv: {error}")))
}
