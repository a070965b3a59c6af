//! A table as Parquet: days as DATE, amounts as DECIMAL(31,18), which holds every amount to the last place, text
//! as STRING; compressed with Snappy, which every engine reads. The same table gives the same bytes.

use super::{Error, Format, Table, Type};
use crate::columns::Cell;
use crate::record::Amount;
use chrono::NaiveDate;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType};
use parquet::data_type::{DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// The most rows of a group: a whole column of a group is held at once.
const GROUP: usize = 100_000;
/// The bytes that 31 digits take.
const BYTES: usize = 13;
/// Digits of an amount, and how many of them stand behind the point.
pub(super) const DECIMAL: &str = "DECIMAL(31,18)";

pub(super) fn parquet(table: &Table<'_>, count: impl Fn()) -> Result<Vec<u8>, Error> {
    write(table, count).map_err(|error| Error::of(Format::Parquet, &error))
}

fn write(table: &Table<'_>, count: impl Fn()) -> Result<Vec<u8>, ParquetError> {
    let schema = Arc::new(parse_message_type(&schema(table))?);
    let program = concat!("hazards ", env!("CARGO_PKG_VERSION"));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(program.to_owned())
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;
    let mut rows = table.rows().peekable();
    while rows.peek().is_some() {
        let mut columns: Vec<Vec<Cell<'_>>> = table.columns.iter().map(|_| Vec::new()).collect();
        for row in rows.by_ref().take(GROUP) {
            columns.iter_mut().zip(row).for_each(|(column, cell)| column.push(cell));
            count();
        }
        let mut group = writer.next_row_group()?;
        for (column, cells) in table.columns.iter().zip(&columns) {
            match column.ty {
                Type::Text => put::<ByteArrayType>(&mut group, cells, text)?,
                Type::Date => put::<Int32Type>(&mut group, cells, day)?,
                Type::Bool => put::<BoolType>(&mut group, cells, is)?,
                Type::Whole => put::<Int64Type>(&mut group, cells, whole)?,
                Type::Amount => put::<FixedLenByteArrayType>(&mut group, cells, amount)?,
            }
        }
        group.close()?;
    }
    writer.into_inner()
}

fn schema(table: &Table<'_>) -> String {
    let fields = table.columns.iter().map(|column| {
        let name = &column.name;
        match column.ty {
            Type::Text => format!("optional binary {name} (STRING);"),
            Type::Date => format!("optional int32 {name} (DATE);"),
            Type::Bool => format!("optional boolean {name};"),
            Type::Whole => format!("optional int64 {name};"),
            Type::Amount => format!("optional fixed_len_byte_array({BYTES}) {name} ({DECIMAL});"),
        }
    });
    format!("message {} {{ {} }}", table.name, fields.collect::<String>())
}

fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    cells: &[Cell<'_>],
    value: fn(&Cell<'_>) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<Option<T::T>> = cells.iter().map(value).collect();
    let levels: Vec<i16> = values.iter().map(|value| value.is_some().into()).collect();
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(&values, Some(&levels), None)?;
    column.close()
}

fn text(cell: &Cell<'_>) -> Option<ByteArray> {
    match cell {
        Cell::Text(text) => Some(text.as_bytes().to_vec().into()),
        Cell::Month(month) => Some(month.to_string().into_bytes().into()),
        _ => None,
    }
}

fn day(cell: &Cell<'_>) -> Option<i32> {
    match cell {
        Cell::Date(day) => i32::try_from((*day - NaiveDate::default()).num_days()).ok(),
        _ => None,
    }
}

fn is(cell: &Cell<'_>) -> Option<bool> {
    match cell {
        Cell::Bool(is) => Some(*is),
        _ => None,
    }
}

fn whole(cell: &Cell<'_>) -> Option<i64> {
    match cell {
        Cell::Whole(number) => i64::try_from(*number).ok(),
        _ => None,
    }
}

fn amount(cell: &Cell<'_>) -> Option<FixedLenByteArray> {
    match cell {
        Cell::Amount(amount) => Some(bytes(*amount).into()),
        _ => None,
    }
}

/// The last bytes of the number, the first ones of which say nothing but its sign.
fn bytes(amount: Amount) -> Vec<u8> {
    amount.unscaled().to_be_bytes().into_iter().skip(size_of::<i128>() - BYTES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_amounts_fit() {
        for text in
            ["999999999999.9999999999999999999", "-999999999999.9999999999999999999", "0.1", "-0.0001"]
        {
            let amount = Amount::parse(text).unwrap();
            let bytes = bytes(amount);
            let sign = if amount.is_negative() { 0xff } else { 0 };
            let whole: Vec<u8> = [sign; size_of::<i128>() - BYTES].into_iter().chain(bytes).collect();
            assert_eq!(i128::from_be_bytes(whole.try_into().unwrap()), amount.unscaled(), "{text}");
        }
    }
}
