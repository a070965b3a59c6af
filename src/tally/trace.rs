//! From a figure to its records: which they are, by what fact and day each counts, and what it adds. They
//! are the very shares that the figure is the sum of.

use super::{Fact, Period, Scope, Share, indicator};
use crate::check::Context;
use crate::figure::{Key, Value};
use crate::plan::UnitIndex;
use crate::record::{Kind, Origin};

/// A figure and the records behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// The figure.
    pub key: Key,
    /// The unit whose return it is in.
    pub unit: UnitIndex,
    /// Its month and cutoff.
    pub period: Period,
    /// The figure's value, as on the form.
    pub value: Value,
    /// The records, in path order.
    pub rows: Vec<TraceRow>,
}

/// A record behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct TraceRow {
    /// Where it stands.
    pub origin: Origin,
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The enterprise that it is about, by id.
    pub enterprise: Option<String>,
    /// The keys of the record that made it count, each with its day.
    pub facts: Vec<Fact>,
    /// What it adds: nothing where an earlier record has already counted the same enterprise.
    pub adds: Value,
}

impl Trace {
    /// The records behind a figure of a unit's return.
    pub fn new(context: &Context<'_>, key: Key, unit: UnitIndex, period: Period) -> Self {
        let scope = Scope::new(context, unit, period);
        let indicator = indicator(key);
        let rows = indicator.shares(&scope).map(|share| row(key, &share)).collect();
        Self { key, unit, period, value: indicator.value(&scope), rows }
    }
}

fn row(key: Key, share: &Share<'_>) -> TraceRow {
    let record = share.record;
    TraceRow {
        origin: record.origin(),
        kind: record.kind(),
        id: record.id().to_owned(),
        enterprise: record.enterprise().map(str::to_owned),
        facts: indicator(key).facts(record),
        adds: share.adds,
    }
}
