//! From a figure to its records: which they are, by what fact and day each counts, and what it adds. They
//! are the very shares that the figure is the sum of.

use super::{Period, Scope, Share, indicator};
use crate::check::Context;
use crate::figure::{Key, Value};
use crate::plan::UnitIndex;
use crate::record::{Kind, Origin};
use crate::store::records::AnyRecord;
use chrono::NaiveDate;

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
    pub facts: Vec<(&'static str, NaiveDate)>,
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
        facts: facts(key, record),
        adds: share.adds,
    }
}

/// What made a record count for a figure: the day by which it is in the window, and those that the figure
/// asks for beyond it.
pub(super) fn facts(key: Key, record: AnyRecord<'_>) -> Vec<(&'static str, NaiveDate)> {
    match record {
        AnyRecord::Hazard(hazard) => {
            let supervised = hazard.supervision.as_ref().map(|supervision| supervision.listed_on);
            let completed = hazard.rectification.completed_on;
            let mut facts = vec![("found_on", hazard.found_on)];
            if matches!(key, Key::A5 | Key::A6) {
                facts.extend(supervised.map(|on| ("supervision.listed_on", on)));
            }
            if matches!(key, Key::A2 | Key::A4 | Key::A6) {
                facts.extend(completed.map(|on| ("rectification.completed_on", on)));
            }
            facts
        }
        AnyRecord::Inspection(inspection) => vec![("date", inspection.date)],
        AnyRecord::Penalty(penalty) => vec![("decided_on", penalty.decided_on)],
        AnyRecord::Activity(activity) => vec![("date", activity.date)],
        AnyRecord::Filing(filing) => vec![("filed_on", filing.filed_on)],
        // No figure counts these.
        AnyRecord::Enterprise(_) | AnyRecord::Selfcheck(_) => Vec::new(),
    }
}
