//! A table as CSV for engines: quoted as RFC 4180 has it, UTF-8 without a byte order mark, names in the first line,
//! nothing where there is no value. Values stand as they are, also where a spreadsheet would take them for a
//! formula. Lines end in LF: where they end in CR LF, Spark takes every CR LF in a value for LF.

use super::{Error, Format, Table};
use crate::columns::Cell;

pub(super) fn csv(table: &Table<'_>, count: impl Fn()) -> Result<Vec<u8>, Error> {
    let failed = |error: csv::Error| Error::of(Format::Csv, &error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| &column.name)).map_err(failed)?;
    for row in table.rows() {
        writer.write_record(row.iter().map(|cell| plain(cell).into_owned())).map_err(failed)?;
        count();
    }
    writer.into_inner().map_err(|error| Error::of(Format::Csv, &error))
}

/// A single value as text; nothing where there is none.
pub(super) fn plain<'c>(cell: &'c Cell<'_>) -> std::borrow::Cow<'c, str> {
    match cell {
        Cell::Text(text) => text.as_ref().into(),
        Cell::Date(day) => day.to_string().into(),
        Cell::Month(month) => month.to_string().into(),
        Cell::Bool(is) => is.to_string().into(),
        Cell::Whole(number) => number.to_string().into(),
        Cell::Amount(amount) => amount.to_string().into(),
        Cell::None | Cell::List(_) | Cell::Rows(_) => "".into(),
    }
}
