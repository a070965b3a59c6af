//! A listing as JSON, typed: `true`, numbers (amounts exact), `null` where nothing is there, lists as arrays and
//! rows as objects.

use super::name_of;
use crate::columns::{Cell, Part, Type};
use crate::list::{Field, Listing};
use crate::text::{json_safe, printable};
use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

#[derive(Serialize)]
struct Document<'l> {
    version: u32,
    kind: &'static str,
    as_of: String,
    columns: Vec<Head<'l>>,
    records: Vec<Record<'l>>,
}

#[derive(Serialize)]
struct Head<'l> {
    name: &'l str,
    title: &'l str,
    #[serde(rename = "type")]
    ty: &'static str,
    /// Of a list what its items are.
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<&'static str>,
    /// Of rows their parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Self>,
}

fn head<'l>(name: &'l str, title: &'l str, ty: &'l Type) -> Head<'l> {
    let (type_name, item) = name_of(ty);
    let parts = if let Type::Rows(parts) = ty { parts.as_slice() } else { &[] };
    Head {
        name,
        title,
        ty: type_name,
        items: item.map(|item| name_of(item).0),
        parts: parts.iter().map(|part| head(part.name, part.title, &part.ty)).collect(),
    }
}

/// One document.
pub fn json(listing: &Listing<'_>) -> String {
    let document = Document {
        version: 1,
        kind: listing.kind.folder(),
        as_of: listing.as_of.to_string(),
        columns: listing.columns.iter().map(|field| head(&field.name, &field.title, &field.ty)).collect(),
        records: records(listing).collect(),
    };
    // A value of plain structs always serialises.
    json_safe(serde_json::to_string_pretty(&document).unwrap_or_default()) + "\n"
}

/// A record a line, each an object by the names of the columns.
pub fn json_lines(listing: &Listing<'_>) -> String {
    let line = |record: Record<'_>| serde_json::to_string(&record).unwrap_or_default() + "\n";
    json_safe(records(listing).map(line).collect())
}

fn records<'l>(listing: &'l Listing<'_>) -> impl Iterator<Item = Record<'l>> {
    listing.rows.iter().map(|cells| Record { columns: &listing.columns, cells })
}

struct Record<'l> {
    columns: &'l [Field],
    cells: &'l [Cell<'l>],
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (field, cell) in self.columns.iter().zip(self.cells) {
            map.serialize_entry(&field.name, &Typed { cell, ty: &field.ty })?;
        }
        map.end()
    }
}

/// A cell of a column of a type.
struct Typed<'c> {
    cell: &'c Cell<'c>,
    ty: &'c Type,
}

impl Serialize for Typed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.cell {
            Cell::None => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(&printable(text)),
            Cell::Date(day) => serializer.collect_str(day),
            Cell::Month(month) => serializer.collect_str(month),
            Cell::Bool(is) => serializer.serialize_bool(*is),
            Cell::Whole(number) => serializer.serialize_u64(*number),
            // The decimal number that it is, not a binary one.
            Cell::Amount(amount) => {
                RawValue::from_string(amount.to_string()).map_err(S::Error::custom)?.serialize(serializer)
            }
            Cell::List(items) => {
                let ty = if let Type::List(item) = self.ty { item } else { self.ty };
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for cell in items {
                    list.serialize_element(&Typed { cell, ty })?;
                }
                list.end()
            }
            Cell::Rows(rows) => {
                let parts = if let Type::Rows(parts) = self.ty { parts.as_slice() } else { &[] };
                let mut list = serializer.serialize_seq(Some(rows.len()))?;
                for cells in rows {
                    list.serialize_element(&Object { parts, cells })?;
                }
                list.end()
            }
        }
    }
}

/// A row of a cell.
struct Object<'c> {
    parts: &'c [Part],
    cells: &'c [Cell<'c>],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.parts.len()))?;
        for (part, cell) in self.parts.iter().zip(self.cells) {
            map.serialize_entry(part.name, &Typed { cell, ty: &part.ty })?;
        }
        map.end()
    }
}
