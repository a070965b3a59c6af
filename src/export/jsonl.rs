//! A table as JSON Lines: an object a row, every name in each, `null` where there is no value. Days are text, and
//! so are amounts: readers take a number with a point for a binary one, which `0.1` is not.

use super::{Column, Error, Format, Table};
use crate::columns::Cell;
use crate::text::json_safe;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

pub(super) fn jsonl(table: &Table<'_>, count: impl Fn()) -> Result<Vec<u8>, Error> {
    let mut lines = String::new();
    for row in table.rows() {
        let object = Object { columns: &table.columns, row: &row };
        lines.push_str(&serde_json::to_string(&object).map_err(|error| Error::of(Format::Jsonl, &error))?);
        lines.push('\n');
        count();
    }
    Ok(json_safe(lines).into_bytes())
}

struct Object<'o, 'r> {
    columns: &'o [Column],
    row: &'o [Cell<'r>],
}

impl Serialize for Object<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.row.len()))?;
        for (column, cell) in self.columns.iter().zip(self.row) {
            match cell {
                Cell::None | Cell::List(_) | Cell::Rows(_) => map.serialize_entry(&column.name, &())?,
                Cell::Bool(is) => map.serialize_entry(&column.name, is)?,
                Cell::Whole(number) => map.serialize_entry(&column.name, number)?,
                other => map.serialize_entry(&column.name, &super::csv::plain(other))?,
            }
        }
        map.end()
    }
}
