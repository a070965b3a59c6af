//! What an indicator asks of records: conditions, from which come both the counting and what speaks against a
//! record, and what each record that fulfils them adds.

use super::Scope;
use super::activities::OfActivity;
use super::counting::{Adds, Counting};
use super::hazards::OfHazard;
use super::indicator::{Share, Shares};
use super::inspections::OfInspection;
use super::penalties::OfPenalty;
use super::reason::Reason;
use super::scope::Dated;
use crate::figure::Value;
use crate::record::{Activity, Entry, Hazard, Inspection, Penalty, Record};
use crate::store::records::AnyRecord;
use chrono::NaiveDate;
use std::collections::HashSet;

/// A key of a record and its day.
pub type Fact = (&'static str, NaiveDate);

/// What an indicator asks of a record beyond its unit and its day.
pub(super) trait Condition<T>: Sync {
    /// What of the record speaks against it at the end of a day; nothing where it fulfils the condition.
    fn against(&self, record: &T, cutoff: NaiveDate) -> Option<Reason<'static>>;

    /// The day on which a record came to fulfil it, where there is one.
    fn fact(&self, _record: &T) -> Option<Fact> {
        None
    }

    /// The same, asked of a row `r` of the kind's exported table: see [`Counting`].
    fn sql(&self) -> String;
}

/// Records of one kind that fulfil all of some conditions.
#[derive(Debug)]
pub(super) struct Counted<T: 'static, C: 'static> {
    such: &'static [C],
    adds: Adds<T>,
    /// Whether an enterprise counts but once (家).
    distinct: bool,
}

/// What an indicator counts.
#[derive(Debug)]
pub(super) enum Basis {
    /// Hazards found in the window.
    Hazards(Counted<Hazard, OfHazard>),
    /// Inspections in the window.
    Inspections(Counted<Inspection, OfInspection>),
    /// Penalties decided in the window.
    Penalties(Counted<Penalty, OfPenalty>),
    /// Activities in the window.
    Activities(Counted<Activity, OfActivity>),
    /// For each unit the activity that stands at the cutoff, also one from before the window.
    Standing(Counted<Activity, OfActivity>),
}

impl<T: Dated + Record, C: Condition<T>> Counted<T, C> {
    /// Each such record adds this.
    pub(super) const fn adding(such: &'static [C], adds: Adds<T>) -> Self {
        Self { such, adds, distinct: false }
    }

    /// Each such record counts 1.
    pub(super) const fn each(such: &'static [C]) -> Self {
        Self::adding(such, Adds::ONE)
    }

    /// Each enterprise with such a record counts 1 (家): of its records the first adds that, the others nothing.
    pub(super) const fn distinct(such: &'static [C]) -> Self {
        Self { such, adds: Adds::ONE, distinct: true }
    }

    fn shares<'s, 'r: 's>(
        &'static self,
        entries: impl Iterator<Item = &'r Entry<T>> + 's,
        any: fn(&'r Entry<T>) -> AnyRecord<'r>,
        cutoff: NaiveDate,
    ) -> Shares<'s, 'r> {
        let such = entries
            .filter(move |entry| self.such.iter().all(|it| it.against(&entry.record, cutoff).is_none()));
        if !self.distinct {
            return Box::new(
                such.map(move |entry| Share { record: any(entry), adds: (self.adds.of)(&entry.record) }),
            );
        }
        let mut seen = HashSet::new();
        Box::new(such.map(move |entry| {
            let first = seen.insert(entry.record.enterprise());
            let adds = if first { (self.adds.of)(&entry.record) } else { Value::Count(0) };
            Share { record: any(entry), adds }
        }))
    }

    fn asked<'r>(&self, record: &T, cutoff: NaiveDate) -> Vec<Reason<'r>> {
        self.such.iter().filter_map(|it| it.against(record, cutoff)).collect()
    }

    /// What speaks against a record: that its kind is another, else its unit or its day, else what it is.
    fn against<'r>(&self, scope: &Scope<'r>, entry: &'r Entry<T>) -> Vec<Reason<'r>> {
        let asked = self.asked(&entry.record, scope.cutoff());
        if asked.iter().any(|reason| matches!(reason, Reason::Kind(_))) {
            return asked;
        }
        let outside = scope.against(entry.unit()).or_else(|| scope.window().against(&entry.record));
        outside.map_or(asked, |reason| vec![reason])
    }

    /// What is counted, for other programs.
    fn counting(&self) -> Counting {
        Counting {
            kind: T::KIND,
            standing: false,
            such: self.such.iter().map(Condition::sql).collect(),
            adds: self.adds.sql,
            distinct: self.distinct,
        }
    }

    fn facts(&self, record: &T) -> Vec<Fact> {
        let asked = self.such.iter().filter_map(|it| it.fact(record));
        std::iter::once((T::DAY, record.day())).chain(asked).collect()
    }
}

impl Basis {
    /// The records of a scope and what each adds, in path order; without what units have filed.
    pub(super) fn shares<'s, 'r>(&'static self, scope: &'s Scope<'r>) -> Shares<'s, 'r> {
        let cutoff = scope.cutoff();
        match self {
            Self::Hazards(counted) => counted.shares(scope.hazards(), AnyRecord::Hazard, cutoff),
            Self::Inspections(counted) => counted.shares(scope.inspections(), AnyRecord::Inspection, cutoff),
            Self::Penalties(counted) => counted.shares(scope.penalties(), AnyRecord::Penalty, cutoff),
            Self::Activities(counted) => counted.shares(scope.activities(), AnyRecord::Activity, cutoff),
            Self::Standing(counted) => counted.shares(scope.headcounts(), AnyRecord::Activity, cutoff),
        }
    }

    /// What speaks against a record: nothing where it is among the shares.
    pub(super) fn against<'r>(&self, scope: &Scope<'r>, record: AnyRecord<'r>) -> Vec<Reason<'r>> {
        match (self, record) {
            (Self::Hazards(counted), AnyRecord::Hazard(entry)) => counted.against(scope, entry),
            (Self::Inspections(counted), AnyRecord::Inspection(entry)) => counted.against(scope, entry),
            (Self::Penalties(counted), AnyRecord::Penalty(entry)) => counted.against(scope, entry),
            (Self::Activities(counted), AnyRecord::Activity(entry)) => counted.against(scope, entry),
            (Self::Standing(counted), AnyRecord::Activity(entry)) => {
                let asked = counted.asked(&entry.record, scope.cutoff());
                if !asked.is_empty() {
                    return asked;
                }
                let against = scope.against(entry.unit()).or_else(|| scope.against_headcount(entry));
                against.into_iter().collect()
            }
            _ => vec![Reason::Kind(&[])],
        }
    }

    /// What made a record count: the day by which it is in the window, and those of the conditions.
    pub(super) fn facts(&self, record: AnyRecord<'_>) -> Vec<Fact> {
        match (self, record) {
            (Self::Hazards(counted), AnyRecord::Hazard(entry)) => counted.facts(&entry.record),
            (Self::Inspections(counted), AnyRecord::Inspection(entry)) => counted.facts(&entry.record),
            (Self::Penalties(counted), AnyRecord::Penalty(entry)) => counted.facts(&entry.record),
            (Self::Activities(counted) | Self::Standing(counted), AnyRecord::Activity(entry)) => {
                counted.facts(&entry.record)
            }
            (_, AnyRecord::Filing(entry)) => vec![("filed_on", entry.filed_on)],
            _ => Vec::new(),
        }
    }

    /// What is counted, for other programs.
    pub(super) fn counting(&self) -> Counting {
        match self {
            Self::Hazards(counted) => counted.counting(),
            Self::Inspections(counted) => counted.counting(),
            Self::Penalties(counted) => counted.counting(),
            Self::Activities(counted) => counted.counting(),
            Self::Standing(counted) => Counting { standing: true, ..counted.counting() },
        }
    }

    /// Whether an enterprise counts but once.
    pub(super) fn is_distinct(&self) -> bool {
        match self {
            Self::Hazards(counted) => counted.distinct,
            Self::Inspections(counted) => counted.distinct,
            Self::Penalties(counted) => counted.distinct,
            Self::Activities(counted) | Self::Standing(counted) => counted.distinct,
        }
    }
}
