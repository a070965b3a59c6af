//! The files of an export read back, by readers that know nothing of how they were written.

use hazards::export::{File, Format};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use rusqlite::types::Value as Sql;
use std::collections::BTreeMap;
use std::io::Write;

/// A table: its columns, and its rows with every value as text.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Read {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Option<String>>>,
}

impl Read {
    /// The value of a column in the row of an id.
    pub(crate) fn value(&self, id: &str, column: &str) -> Option<&str> {
        let place = |name: &str| self.columns.iter().position(|column| column == name).unwrap();
        let row = self.rows.iter().find(|row| row[place("id")].as_deref() == Some(id)).unwrap();
        row[place(column)].as_deref()
    }
}

/// All tables of an export by name.
pub(crate) fn read(files: &[File], format: Format) -> BTreeMap<String, Read> {
    let tables = files.iter().filter_map(|file| {
        let (name, ending) = file.path.split_once('.')?;
        (ending == format.name()).then_some((name, &file.bytes))
    });
    match format {
        Format::Csv => tables.map(|(name, bytes)| (name.to_owned(), csv(bytes))).collect(),
        Format::Jsonl => tables.map(|(name, bytes)| (name.to_owned(), jsonl(bytes))).collect(),
        Format::Parquet => tables.map(|(name, bytes)| (name.to_owned(), parquet(bytes))).collect(),
        Format::Sqlite => sqlite(&files[0].bytes),
    }
}

fn csv(bytes: &[u8]) -> Read {
    let mut reader = csv::Reader::from_reader(bytes);
    let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let filled = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    let rows = reader.records().map(|row| row.unwrap().iter().map(filled).collect()).collect();
    Read { columns, rows }
}

fn jsonl(bytes: &[u8]) -> Read {
    let mut read = Read::default();
    for line in std::str::from_utf8(bytes).unwrap().lines() {
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
        read.columns = object.keys().cloned().collect();
        let text = |value: &serde_json::Value| match value {
            serde_json::Value::Null => None,
            serde_json::Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        read.rows.push(object.values().map(text).collect());
    }
    read
}

fn parquet(bytes: &[u8]) -> Read {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let schema = reader.metadata().file_metadata().schema().get_fields().to_vec();
    let columns = schema.iter().map(|field| field.name().to_owned()).collect();
    let text = |field: &Field| match field {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        Field::Bool(is) => Some(is.to_string()),
        Field::Long(number) => Some(number.to_string()),
        Field::Date(days) => {
            let day = chrono::NaiveDate::default() + chrono::Duration::days((*days).into());
            Some(day.to_string())
        }
        Field::Decimal(decimal) => {
            assert_eq!((decimal.precision(), decimal.scale()), (31, 18));
            Some(decimal_text(decimal.data()))
        }
        other => unreachable!("{other:?}"),
    };
    let rows = reader.get_row_iter(None).unwrap().map(|row| {
        let row = row.unwrap();
        row.get_column_iter().map(|(_, field)| text(field)).collect()
    });
    Read { columns, rows: rows.collect() }
}

/// The number of so many eighteenths of ten to the eighteenth, written out.
fn decimal_text(bytes: &[u8]) -> String {
    let sign = if bytes[0] >= 0x80 { 0xff } else { 0 };
    let whole: Vec<u8> = std::iter::repeat_n(sign, 16 - bytes.len()).chain(bytes.iter().copied()).collect();
    let number = i128::from_be_bytes(whole.try_into().unwrap());
    let digits = format!("{:019}", number.unsigned_abs());
    let (whole, part) = digits.split_at(digits.len() - 18);
    let text = format!("{whole}.{part}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if number < 0 { format!("-{text}") } else { text.to_owned() }
}

/// A database from its bytes.
pub(crate) fn database(bytes: &[u8]) -> rusqlite::Connection {
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.deserialize_read_exact("main", bytes, bytes.len(), true).unwrap();
    connection
}

fn sqlite(bytes: &[u8]) -> BTreeMap<String, Read> {
    let connection = database(bytes);
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    names
        .into_iter()
        .map(|name| (name.clone(), query(&connection, &format!("SELECT * FROM \"{name}\""))))
        .collect()
}

/// The result of a query, every value as text.
pub(crate) fn query(connection: &rusqlite::Connection, sql: &str) -> Read {
    let mut statement = connection.prepare(sql).unwrap();
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let text = |value: Sql| match value {
        Sql::Null => None,
        Sql::Integer(number) => Some(number.to_string()),
        Sql::Real(number) => Some(number.to_string()),
        Sql::Text(text) => Some(text),
        Sql::Blob(_) => unreachable!("no blobs"),
    };
    let row = |row: &rusqlite::Row<'_>| (0..columns.len()).map(|at| row.get(at).map(text)).collect();
    let rows = statement.query_map([], row).unwrap().map(Result::unwrap).collect();
    Read { columns, rows }
}
