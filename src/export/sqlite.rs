//! All tables as one SQLite database. Days and months are text (`2023-08-24`), booleans 1 and 0. SQLite has no
//! exact decimal numbers: an amount stands as text, exact, and beside it in 元, as a whole number.

use super::{Error, Format, Table, Type};
use crate::columns::Cell;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ToSql};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The database.
pub(super) const FILE: &str = "records.sqlite";

/// What the name of an amount in 元 ends in.
pub(super) const YUAN: &str = "_yuan";

pub(super) fn database(tables: &[Table<'_>], rows: &AtomicUsize) -> Result<Vec<u8>, Error> {
    write(tables, rows).map_err(|error| Error::of(Format::Sqlite, &error))
}

fn write(tables: &[Table<'_>], rows: &AtomicUsize) -> Result<Vec<u8>, rusqlite::Error> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8';")?;
    let transaction = connection.transaction()?;
    for table in tables {
        transaction.execute_batch(&create(table))?;
        let marks: Vec<&str> = columns(table).map(|_| "?").collect();
        let mut insert =
            transaction.prepare(&format!("INSERT INTO \"{}\" VALUES ({})", table.name, marks.join(", ")))?;
        for row in table.rows() {
            let cells = table.columns.iter().zip(&row).flat_map(|(column, cell)| {
                let yuan = (column.ty == Type::Amount).then_some(Put::Yuan(cell));
                [Some(Put::Cell(cell)), yuan].into_iter().flatten()
            });
            insert.execute(rusqlite::params_from_iter(cells))?;
            rows.fetch_add(1, Ordering::Relaxed);
        }
    }
    transaction.commit()?;
    Ok(connection.serialize("main")?.to_vec())
}

/// The columns of a table with their types.
fn columns<'t>(table: &'t Table<'_>) -> impl Iterator<Item = (String, &'static str)> + 't {
    table.columns.iter().flat_map(|column| {
        let ty = match column.ty {
            Type::Text | Type::Date | Type::Amount => "TEXT",
            Type::Bool | Type::Whole => "INTEGER",
        };
        let yuan = (column.ty == Type::Amount).then(|| (format!("{}{YUAN}", column.name), "NUMERIC"));
        [Some((column.name.clone(), ty)), yuan].into_iter().flatten()
    })
}

fn create(table: &Table<'_>) -> String {
    let columns: Vec<String> = columns(table).map(|(name, ty)| format!("\"{name}\" {ty}")).collect();
    format!("CREATE TABLE \"{}\" (\n  {}\n);", table.name, columns.join(",\n  "))
}

/// What is put into a column.
enum Put<'c> {
    Cell(&'c Cell<'c>),
    Yuan(&'c Cell<'c>),
}

impl ToSql for Put<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Self::Cell(Cell::Text(text)) => {
                return Ok(ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())));
            }
            Self::Cell(Cell::None | Cell::List(_) | Cell::Rows(_)) => Value::Null,
            Self::Cell(Cell::Whole(number)) => i64::try_from(*number).map_or(Value::Null, Value::Integer),
            Self::Cell(Cell::Bool(is)) => Value::Integer((*is).into()),
            Self::Cell(cell) => Value::Text(super::csv::plain(cell).into_owned()),
            // An amount finer than 1 元 is a fault (V008); it stands as a number with a point.
            Self::Yuan(Cell::Amount(amount)) => {
                amount.yuan().map_or_else(|| Value::Real(amount.to_f64() * 10_000.0), Value::Integer)
            }
            Self::Yuan(_) => Value::Null,
        };
        Ok(ToSqlOutput::Owned(value))
    }
}
