//! In which order records stand, and which columns are shown where nobody says.

use super::derived::View;
use super::field::{Field, resolve};
use crate::catalog::Catalog;
use crate::columns::{Cell, Type};
use crate::lang::Text;
use crate::record::Kind;
use crate::store::AnyRecord;
use crate::text::quote;
use chrono::NaiveDate;
use std::cmp::Ordering;

/// A column to sort by.
#[derive(Debug, Clone)]
pub struct Sort {
    /// The column.
    pub field: Field,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl Sort {
    /// Reads `found_on` or `-found_on`.
    ///
    /// # Errors
    /// There is no such column, or it has no order.
    pub(super) fn read(kind: Kind, word: &str, catalog: &Catalog) -> Result<Self, Text> {
        let name = word.strip_prefix(['-', '－']);
        let field = resolve(kind, name.unwrap_or(word), catalog)?;
        if matches!(field.ty, Type::Rows(_)) {
            let name = quote(&field.name);
            return Err(Text::made(
                format!("{name} 的每一项有几个键，不能按它排序"),
                format!("the items of {name} have keys of their own; it cannot be sorted by"),
            ));
        }
        Ok(Self { field, descending: name.is_some() })
    }
}

/// The columns that are shown where nobody says which.
pub(super) const fn usual(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Enterprise => {
            &["unit_name", "id", "name", "industry", "domains", "key", "principal", "phone", "listed_on"]
        }
        Kind::Selfcheck => {
            &["unit_name", "enterprise", "enterprise.name", "submitted_on", "signed_by", "leader_checks"]
        }
        Kind::Hazard => &[
            "unit_name",
            "id",
            "enterprise.name",
            "description",
            "source",
            "found_on",
            "rectification.due_on",
            "rectification.completed_on",
        ],
        Kind::Inspection => &["unit_name", "id", "enterprise.name", "date", "type", "inspectors", "findings"],
        Kind::Penalty => &[
            "unit_name",
            "id",
            "enterprise.name",
            "hazard",
            "decided_on",
            "on_enterprise.fine",
            "on_principal.fine",
            "halt",
            "referred",
        ],
        Kind::Activity => {
            &["unit_name", "id", "kind", "date", "count", "enterprise.name", "amount", "headcount"]
        }
        Kind::Filing => &["unit_name", "id", "document", "month", "filed_on", "rows", "corrects", "reason"],
    }
}

/// The day by which records of a kind stand in order.
fn day(record: AnyRecord<'_>) -> NaiveDate {
    match record {
        AnyRecord::Enterprise(entry) => entry.listed_on,
        AnyRecord::Selfcheck(entry) => entry.submitted_on,
        AnyRecord::Hazard(entry) => entry.found_on,
        AnyRecord::Inspection(entry) => entry.date,
        AnyRecord::Penalty(entry) => entry.decided_on,
        AnyRecord::Activity(entry) => entry.date,
        AnyRecord::Filing(entry) => entry.filed_on,
    }
}

/// Sorts by columns; then, as on the forms, by unit in the order of the plan, day and id, and at last by path.
pub(super) fn sort<'r>(view: &View<'r>, records: &mut Vec<AnyRecord<'r>>, by: &[Sort]) {
    let usual = |record: AnyRecord<'r>| (record.origin().unit, day(record), record.id(), record.origin());
    records.sort_by(|one, other| usual(*one).cmp(&usual(*other)));
    if by.is_empty() {
        return;
    }
    let cells = |record: &AnyRecord<'r>| {
        by.iter().map(|sort| weight(view, *record, &sort.field)).collect::<Vec<Cell<'r>>>()
    };
    let mut keyed: Vec<(Vec<Cell<'r>>, AnyRecord<'r>)> =
        records.iter().map(|record| (cells(record), *record)).collect();
    keyed.sort_by(|(one, _), (other, _)| {
        let mut orders = one.iter().zip(other).zip(by).map(|((one, other), sort)| {
            match (one.is_none(), other.is_none()) {
                // What is not there comes last, either way.
                (false, false) if sort.descending => compare(other, one),
                (false, false) => compare(one, other),
                (one, other) => one.cmp(&other),
            }
        });
        orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    });
    records.clear();
    records.extend(keyed.into_iter().map(|(_, record)| record));
}

/// A cell as it is sorted: a unit and a word of a closed list by their place in the order of plan and forms.
fn weight<'r>(view: &View<'r>, record: AnyRecord<'r>, field: &Field) -> Cell<'r> {
    let cell = field.read(view, record);
    let place = match (&cell, &field.ty) {
        (Cell::Text(text), _) if field.is_unit() => {
            let units = &view.plan().units;
            units.iter().position(|unit| unit.id.as_str() == text || unit.name == *text)
        }
        (Cell::Text(text), Type::Word(words)) => words.iter().position(|word| word == text),
        _ => None,
    };
    place.map_or(cell, |place| Cell::Whole(place as u64))
}

/// The order of two cells of a column.
fn compare(one: &Cell<'_>, other: &Cell<'_>) -> Ordering {
    match (one, other) {
        (Cell::Text(one), Cell::Text(other)) => one.cmp(other),
        (Cell::Date(one), Cell::Date(other)) => one.cmp(other),
        (Cell::Month(one), Cell::Month(other)) => one.cmp(other),
        (Cell::Bool(one), Cell::Bool(other)) => one.cmp(other),
        (Cell::Whole(one), Cell::Whole(other)) => one.cmp(other),
        (Cell::Amount(one), Cell::Amount(other)) => one.cmp(other),
        (Cell::List(one), Cell::List(other)) => {
            let differs = one.iter().zip(other).map(|(one, other)| compare(one, other)).find(|o| o.is_ne());
            differs.unwrap_or_else(|| one.len().cmp(&other.len()))
        }
        _ => Ordering::Equal,
    }
}
