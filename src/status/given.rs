//! The figures of a unit's status: those of its returns, with what units have filed standing for those that are
//! counted by it.

use super::gap::{Gap, Pair};
use super::{Penalties, Share, Standing};
use crate::check::Context;
use crate::figure::{Key, Value};
use crate::plan::UnitIndex;
use crate::record::{Amount, Entry, Filing, Month};
use crate::tally::{Period, Scope, indicator};
use chrono::NaiveDate;
use std::ops::Add;

/// The figures of a unit and all below it at the end of the context's day.
pub(super) struct Given<'r> {
    /// The records alone.
    scope: Scope<'r>,
    /// Whether any of the units keeps records.
    recorded: bool,
    /// The units that are counted by what they have filed, with the return that stands.
    filed: Vec<(UnitIndex, Option<&'r Entry<Filing>>)>,
}

impl<'r> Given<'r> {
    pub(super) fn new(context: &'r Context<'r>, unit: UnitIndex, within: &[UnitIndex]) -> Self {
        let (plan, as_of) = (context.plan, context.as_of);
        // What has been filed is added here, whatever its month: the scope is to take none of it.
        let records_alone = Period::new(Month::of(as_of), as_of).filed_by(NaiveDate::MIN);
        let (filed, recorded): (Vec<UnitIndex>, Vec<UnitIndex>) =
            within.iter().partition(|of| plan.is_by_filings(**of));
        Self {
            scope: Scope::new(context, unit, records_alone),
            recorded: recorded.iter().any(|of| plan.unit(*of).level.holds_records()),
            filed: filed.into_iter().map(|of| (of, standing(context, of))).collect(),
        }
    }

    fn value(&self, key: Key) -> Option<Vec<Value>> {
        let recorded = self.recorded.then(|| indicator(key).value(&self.scope));
        let filed =
            self.filed.iter().filter_map(|(_, filing)| (*filing)?.figures.as_ref()?.get(&key).copied());
        let all: Vec<Value> = recorded.into_iter().chain(filed).collect();
        (!all.is_empty()).then_some(all)
    }

    /// A figure that counts.
    pub(super) fn count(&self, key: Key) -> Option<u64> {
        Some(self.value(key)?.into_iter().map(count).sum())
    }

    /// What a unit has filed for pairs of figures, added up; none where one of them is lacking, or a part is
    /// greater than its whole.
    pub(super) fn filed(&self, unit: UnitIndex, pairs: &[Pair]) -> Option<Share> {
        let (_, filing) = self.filed.iter().find(|(of, _)| *of == unit)?;
        let figures = (*filing)?.figures.as_ref()?;
        added(pairs, |key| figures.get(&key).map(|value| count(*value)))
    }

    /// Pairs of figures, added up: a unit that has filed is in it with all of them or with none.
    pub(super) fn share(&self, pairs: &[Pair]) -> Option<Share> {
        let recorded = || added(pairs, |key| Some(count(indicator(key).value(&self.scope))));
        let recorded = self.recorded.then(recorded).flatten();
        let filed = self.filed.iter().filter_map(|(unit, _)| self.filed(*unit, pairs));
        recorded.into_iter().chain(filed).reduce(Add::add)
    }

    /// What the returns that stand leave open.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let gap = |(unit, filing): &(UnitIndex, Option<&'r Entry<Filing>>)| {
            let figures = (*filing)?.figures.as_ref()?;
            Gap::of(*unit, |key| figures.get(&key).map(|value| count(*value)))
        };
        self.filed.iter().filter_map(gap).collect()
    }

    /// The penalties.
    pub(super) fn penalties(&self) -> Penalties {
        let amount = |value: Value| if let Value::Amount(amount) = value { amount } else { Amount::ZERO };
        Penalties {
            times: self.count(Key::C3_count),
            fines: self.value(Key::C3_amount).map(|fines| fines.into_iter().map(amount).sum()),
            cases: self.recorded.then(|| self.scope.penalties().count() as u64),
        }
    }

    /// The return that stands for a unit.
    pub(super) fn standing(&self, unit: UnitIndex) -> Option<Standing> {
        let (_, filing) = self.filed.iter().find(|(of, _)| *of == unit)?;
        let filing = (*filing)?;
        Some(Standing { month: filing.month?, filed_on: filing.filed_on })
    }

    /// The units that are counted by what they have filed and have filed no figure that stands.
    pub(super) fn unknown(&self) -> Vec<UnitIndex> {
        let figures = |filing: &Option<&Entry<Filing>>| filing.is_some_and(|filing| filing.figures.is_some());
        self.filed.iter().filter(|(_, filing)| !figures(filing)).map(|(of, _)| *of).collect()
    }
}

/// Pairs of figures, added up, where all are there and no part is greater than its whole.
fn added(pairs: &[Pair], figure: impl Fn(Key) -> Option<u64>) -> Option<Share> {
    let share = |(part, whole): &Pair| {
        Some(Share::new(figure(*part)?, figure(*whole)?)).filter(|share| share.is_possible())
    };
    pairs.iter().map(share).try_fold(Share::default(), |all, share| Some(all + share?))
}

fn count(value: Value) -> u64 {
    if let Value::Count(count) = value { count } else { 0 }
}

/// The return that stands for a unit: the last that it has filed by the end of the day; none where the deadline
/// of a later one is over, for no other month stands for one that was not filed. On the deadline itself there is
/// still time.
fn standing<'r>(context: &Context<'r>, unit: UnitIndex) -> Option<&'r Entry<Filing>> {
    let (plan, as_of) = (context.plan, context.as_of);
    let due = plan.months().take_while(|month| plan.due(*month) < as_of).last();
    let by_now = |month: &Month| *month <= Month::of(as_of) && due.is_none_or(|due| due <= *month);
    context.returns(unit).rfind(|(month, _)| by_now(month)).map(|(_, filing)| filing)
}
