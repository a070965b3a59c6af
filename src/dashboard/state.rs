//! The state of the hazards at the end of the day: how far each has come, and how many by unit, industry and
//! clause. A hazard counts for its own unit and for every unit above it.

use super::{Row, SOON};
use crate::check::Context;
use crate::plan::UnitIndex;
use crate::record::Hazard;
use crate::record::term::Industry;
use crate::store::records::AnyRecord;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// What a hazard is, at the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// One of those that the figures count as found
    Found,
    /// 五要素齐全, or put right on the day it was found
    Planned,
    /// 完成整改
    Completed,
    /// 验收销号: completed and verified
    Verified,
    /// 逾期未整改, whenever it was found
    Overdue,
    /// 7日内到期: not completed, and its limit is the day or one of the seven after it, whenever it was found
    DueSoon,
}

impl Mark {
    /// All marks.
    pub const ALL: [Self; 6] =
        [Self::Found, Self::Planned, Self::Completed, Self::Verified, Self::Overdue, Self::DueSoon];
}

/// How many hazards bear each mark.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    marked: BTreeMap<Mark, u64>,
}

impl Tally {
    /// How many bear a mark.
    pub fn marked(&self, mark: Mark) -> u64 {
        self.marked.get(&mark).copied().unwrap_or_default()
    }

    fn add(&mut self, marks: &BTreeSet<Mark>) {
        for mark in marks {
            *self.marked.entry(*mark).or_default() += 1;
        }
    }
}

/// The state of a unit and all below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// The hazards recorded.
    pub hazards: Tally,
    /// The same by the industry of the enterprise; nothing where the enterprise cannot be read.
    pub industries: BTreeMap<Option<Industry>, Tally>,
    /// The same by clause, as written.
    pub clauses: BTreeMap<String, Tally>,
}

/// What a hazard is at the end of a day; other records are nothing. `found` is whether the figures count it.
pub(super) fn marks(record: AnyRecord<'_>, found: bool, day: NaiveDate) -> BTreeSet<Mark> {
    let AnyRecord::Hazard(hazard) = record else {
        return BTreeSet::new();
    };
    Mark::ALL.into_iter().filter(|mark| bears(hazard, found, *mark, day)).collect()
}

fn bears(hazard: &Hazard, found: bool, mark: Mark, day: NaiveDate) -> bool {
    let completed = hazard.is_completed(day);
    let soon = day.checked_add_days(Days::new(SOON.into())).unwrap_or(NaiveDate::MAX);
    match mark {
        Mark::Found => found,
        Mark::Planned => found && (hazard.is_completed_at_once(day) || has_five_elements(hazard)),
        Mark::Completed => found && completed,
        Mark::Verified => found && completed && !hazard.is_unverified(day),
        Mark::Overdue => hazard.is_overdue(day),
        Mark::DueSoon => {
            hazard.is_open(day) && hazard.rectification.due_on.is_some_and(|due| (day..=soon).contains(&due))
        }
    }
}

/// 责任人、措施、资金、期限、应急预案 (P007)
fn has_five_elements(hazard: &Hazard) -> bool {
    let rectification = &hazard.rectification;
    rectification.responsible.is_some()
        && rectification.measures.is_some()
        && rectification.funds.is_some()
        && rectification.due_on.is_some()
        && rectification.contingency.is_some()
}

/// The states of units, given the rows of the page.
pub(super) fn states(context: &Context<'_>, units: &[UnitIndex], rows: &[Row<'_>]) -> Vec<State> {
    let mut states = vec![State::default(); units.len()];
    // The page's units that a unit lies in.
    let mut above: BTreeMap<UnitIndex, Vec<usize>> = BTreeMap::new();
    for unit in units {
        let at = |above: UnitIndex| units.iter().position(|unit| *unit == above);
        above.insert(*unit, context.plan.upwards(*unit).filter_map(at).collect());
    }
    for row in rows {
        let unit = row.record.origin().unit;
        for at in above.get(&unit).into_iter().flatten() {
            if let Some(state) = states.get_mut(*at) {
                state.add(context, row);
            }
        }
    }
    states
}

impl State {
    fn add(&mut self, context: &Context<'_>, row: &Row<'_>) {
        let AnyRecord::Hazard(hazard) = row.record else {
            return;
        };
        let industry = context.enterprise(&hazard.enterprise).map(|enterprise| enterprise.industry);
        self.hazards.add(&row.marks);
        self.industries.entry(industry).or_default().add(&row.marks);
        self.clauses.entry(hazard.clause.clone()).or_default().add(&row.marks);
    }
}
