//! Records found by conditions and laid out in columns: `hazards list`.
//!
//! The records are taken as they are written, whatever their days; only the derived columns ([`Derived`]) are as
//! of a day, with the meaning that the forms and the status give them.

mod condition;
mod derived;
mod field;
mod hint;
mod order;
mod value;

pub use condition::{Condition, Operator};
pub use derived::{DERIVED, Derived, View};
pub use field::{Field, fields, groups, resolve};
pub use order::Sort;

use crate::catalog::Catalog;
use crate::columns::{Cell, Role};
use crate::finding::Spot;
use crate::lang::Text;
use crate::plan::{Plan, UnitIndex};
use crate::record::{Kind, Origin};
use crate::store::AnyRecord;
use chrono::NaiveDate;
use hashbrown::HashMap;

/// What is asked for.
#[derive(Debug)]
pub struct Query {
    /// Which kind of record.
    pub kind: Kind,
    /// What all hold of a record.
    pub conditions: Vec<Condition>,
    /// What is shown.
    pub columns: Vec<Field>,
    /// The order, before the usual one.
    pub sort: Vec<Sort>,
}

/// The words of a query.
#[derive(Debug, Default)]
pub struct Words<'w> {
    /// `key=value` and the like.
    pub conditions: Vec<&'w str>,
    /// Names of columns, as they are given: several in one, `all`, or the first with a `+`.
    pub columns: Vec<&'w str>,
    /// Names of columns, those with a `-` the other way round.
    pub sort: Vec<&'w str>,
}

impl Query {
    /// Understands the words of a query.
    ///
    /// # Errors
    /// The first word that stands for nothing, with the nearest right one.
    pub fn read(kind: Kind, words: &Words<'_>, plan: &Plan, catalog: &Catalog) -> Result<Self, Text> {
        let conditions = words.conditions.iter().map(|word| Condition::read(kind, word, plan, catalog));
        Ok(Self {
            kind,
            conditions: conditions.collect::<Result<_, _>>()?,
            columns: columns(kind, &words.columns, catalog)?,
            sort: parts(&words.sort).map(|word| Sort::read(kind, word, catalog)).collect::<Result<_, _>>()?,
        })
    }

    /// Whether the lines of the records must be known.
    fn asks_for_lines(&self) -> bool {
        let conditions = self.conditions.iter().map(|condition| &condition.field);
        let sort = self.sort.iter().map(|sort| &sort.field);
        conditions.chain(&self.columns).chain(sort).any(|field| field.name == "line")
    }
}

/// The names in words that may hold several each.
fn parts<'w>(words: &'w [&'w str]) -> impl Iterator<Item = &'w str> {
    words.iter().flat_map(|word| word.split([',', '，', '、'])).map(str::trim)
}

/// The columns that are asked for; the usual ones where none is.
fn columns(kind: Kind, words: &[&str], catalog: &Catalog) -> Result<Vec<Field>, Text> {
    let adds = words.first().is_some_and(|word| word.trim_start().starts_with(['+', '＋']));
    let mut columns = Vec::new();
    if adds || words.is_empty() {
        for name in order::usual(kind) {
            columns.push(resolve(kind, name, catalog)?);
        }
    }
    for word in parts(words) {
        let word = if adds { word.trim_start_matches(['+', '＋']) } else { word };
        let more = if word == "all" { whole(kind) } else { expanded(kind, resolve(kind, word, catalog)?) };
        for field in more {
            if !columns.iter().any(|known: &Field| known.name == field.name) {
                columns.push(field);
            }
        }
    }
    Ok(columns)
}

/// All columns of a kind and what is derived for it, without those of the enterprise that it names.
fn whole(kind: Kind) -> Vec<Field> {
    fields(kind).into_iter().filter(|field| field.role() != Some(Role::Mapping)).collect()
}

/// A mapping as the columns of its keys, any other column as it is.
fn expanded(kind: Kind, field: Field) -> Vec<Field> {
    if field.role() != Some(Role::Mapping) {
        return vec![field];
    }
    let inside = format!("{}.", field.own_name());
    let of = if field.is_of_enterprise() { Kind::Enterprise } else { kind };
    let below = whole(of).into_iter().filter(|below| below.name.starts_with(&inside));
    below.map(|below| if field.is_of_enterprise() { below.of_enterprise(kind) } else { below }).collect()
}

/// The records that were found, in columns.
#[derive(Debug)]
pub struct Listing<'r> {
    /// Which kind of record.
    pub kind: Kind,
    /// The columns.
    pub columns: Vec<Field>,
    /// The records in order, each with a cell a column.
    pub rows: Vec<Vec<Cell<'r>>>,
    /// Among how many they were found.
    pub total: usize,
    /// The day of what is derived.
    pub as_of: NaiveDate,
    /// Where none was found: a value that a condition may have meant.
    pub hint: Option<Text>,
}

impl<'r> Listing<'r> {
    /// The records of a unit and of all below it for which all conditions hold. `locate` finds the lines of
    /// places, where they are asked for.
    pub fn new(
        view: &mut View<'r>,
        unit: UnitIndex,
        query: Query,
        locate: impl FnOnce(Vec<&mut Spot>),
    ) -> Self {
        let plan = view.plan();
        let in_scope: Vec<bool> = plan.units().map(|(below, _)| plan.is_within(below, unit)).collect();
        let is_in = |record: &AnyRecord<'_>| {
            in_scope.get(usize::from(record.origin().unit.0)).copied().unwrap_or(false)
        };
        let all: Vec<AnyRecord<'r>> = view.records().of_kind(query.kind).filter(is_in).collect();
        if query.asks_for_lines() {
            view.set_lines(lines(&all, locate));
        }
        let view = &*view;
        let holds =
            |record: &AnyRecord<'r>| query.conditions.iter().all(|condition| condition.holds(view, *record));
        let mut found: Vec<AnyRecord<'r>> = all.iter().copied().filter(holds).collect();
        let hint = if found.is_empty() { hint::hint(view, &all, &query.conditions) } else { None };
        order::sort(view, &mut found, &query.sort);
        let row = |record: &AnyRecord<'r>| {
            query.columns.iter().map(|field| field.read(view, *record)).collect::<Vec<_>>()
        };
        Self {
            kind: query.kind,
            rows: found.iter().map(row).collect(),
            columns: query.columns,
            total: all.len(),
            as_of: view.as_of(),
            hint,
        }
    }
}

/// The first lines of records.
fn lines(records: &[AnyRecord<'_>], locate: impl FnOnce(Vec<&mut Spot>)) -> HashMap<Origin, usize> {
    let mut spots: Vec<(Origin, Spot)> = records
        .iter()
        .map(|record| (record.origin(), Spot::Field(record.origin(), Default::default())))
        .collect();
    locate(spots.iter_mut().map(|(_, spot)| spot).collect());
    let line = |(origin, spot): (Origin, Spot)| match spot {
        Spot::Place(place) => Some((origin, place.line)),
        Spot::Nowhere | Spot::Field(..) => None,
    };
    spots.into_iter().filter_map(line).collect()
}
