//! Where one record stands: in which figures of which returns it is, with what it adds, on which row of 3-2; and
//! what speaks against it in the other figures that count such records.

use super::rows;
use crate::check::Context;
use crate::figure::{Key, Value};
use crate::plan::UnitIndex;
use crate::record::Month;
use crate::store::records::AnyRecord;
use crate::tally::{Period, Reason, Scope, indicator};
use chrono::NaiveDate;

/// What becomes of a record in the returns of units.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing<'r> {
    /// By unit, then by month; months of the same outcome stand together.
    pub returns: Vec<Months<'r>>,
}

/// Months in which the same becomes of a record in the returns of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Months<'r> {
    /// The unit whose return it is.
    pub unit: UnitIndex,
    /// The months, one after the other.
    pub months: Vec<Month>,
    /// The cutoff of the last one.
    pub cutoff: NaiveDate,
    /// The rows of 3-2 that it is on, one a month; of a hazard only.
    pub rows: Vec<Option<usize>>,
    /// The figures that it is in.
    pub counted: Vec<Counted<'r>>,
    /// The others that count such records.
    pub uncounted: Vec<Uncounted<'r>>,
}

/// A figure that a record is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<'r> {
    /// The figure.
    pub key: Key,
    /// What it adds.
    pub adds: Value,
    /// The record, by id, that has counted the same enterprise already, so that this one adds nothing.
    pub counted_by: Option<&'r str>,
}

/// A figure that a record is not in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncounted<'r> {
    /// The figure.
    pub key: Key,
    /// What speaks against it; at least one thing.
    pub reasons: Vec<Reason<'r>>,
}

impl<'r> Standing<'r> {
    /// What becomes of a record in the returns of units, for each of these periods; of one figure only, if one is
    /// named.
    pub fn new(
        context: &'r Context<'r>,
        record: AnyRecord<'r>,
        units: &[UnitIndex],
        periods: &[Period],
        only: Option<Key>,
    ) -> Self {
        let mut returns: Vec<Months<'r>> = Vec::new();
        for unit in units {
            let first = returns.len();
            for period in periods {
                let next = outcome(context, record, *unit, *period, only);
                match returns.get_mut(first..).and_then(<[_]>::last_mut) {
                    Some(last) if last.counted == next.counted && last.uncounted == next.uncounted => {
                        last.months.extend(next.months);
                        last.rows.extend(next.rows);
                        last.cutoff = next.cutoff;
                    }
                    _ => returns.push(next),
                }
            }
        }
        Self { returns }
    }
}

fn outcome<'r>(
    context: &'r Context<'r>,
    record: AnyRecord<'r>,
    unit: UnitIndex,
    period: Period,
    only: Option<Key>,
) -> Months<'r> {
    let scope = Scope::new(context, unit, period);
    let row = match record {
        AnyRecord::Hazard(hazard) => rows::row_of(context, unit, period.cutoff, hazard),
        _ => None,
    };
    let (mut counted, mut uncounted) = (Vec::new(), Vec::new());
    for key in Key::ALL.iter().copied().filter(|key| only.is_none_or(|only| only == *key)) {
        let reasons = indicator(key).against(&scope, record);
        // A figure of other records is none to speak of, unless it is asked for.
        let concerns = only.is_some() || !reasons.iter().any(|reason| matches!(reason, Reason::Kind(_)));
        if !reasons.is_empty() {
            uncounted.extend(concerns.then_some(Uncounted { key, reasons }));
        } else if let Some(share) = share(&scope, key, record) {
            counted.push(share);
        }
    }
    let Period { month, cutoff, .. } = period;
    Months { unit, months: vec![month], cutoff, rows: vec![row], counted, uncounted }
}

/// What a record adds to a figure that it is in.
fn share<'r>(scope: &Scope<'r>, key: Key, record: AnyRecord<'r>) -> Option<Counted<'r>> {
    let indicator = indicator(key);
    let share = indicator.shares(scope).find(|share| share.record.origin() == record.origin())?;
    let mut counted_by = None;
    if indicator.is_distinct() && share.adds == Value::zero(key.sort()) {
        let first = indicator.shares(scope).find(|first| first.record.enterprise() == record.enterprise());
        counted_by = first.map(|first| first.record.id());
    }
    Some(Counted { key, adds: share.adds, counted_by })
}
