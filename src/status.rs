//! Where the campaign stands at the end of a day, unit by unit: deadlines, coverage, hazards, penalties, and the
//! signs by which the plan document picks whom to supervise. Values only: who prints them is told elsewhere.
//!
//! What is counted is what [`check`](crate::check) and the figures count, by the very same tests; what cannot be
//! known of a unit that is counted by what it has filed is `None`, never 0.

mod count;
pub mod deadline;
pub mod gap;
mod given;
pub mod remind;
pub mod share;
pub mod sign;

pub use deadline::{Deadline, State, Tally, Task};
pub use gap::Gap;
pub use share::Share;
pub use sign::{Lag, Sign};

use crate::check::Context;
use crate::finding::Spot;
use crate::plan::{Plan, UnitIndex};
use crate::record::{Amount, Enterprise, Entry, Hazard, Month};
use chrono::{Days, NaiveDate};

/// What stands where nothing is known.
pub const DASH: &str = "—";

/// Where the campaign stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Status<'r> {
    /// The plan.
    pub plan: &'r Plan,
    /// The unit whose status it is.
    pub unit: UnitIndex,
    /// At the end of this day, never later than the plan's end.
    pub as_of: NaiveDate,
    /// How many days ahead count as soon.
    pub within: u32,
    /// How many records or files were left out because they cannot be read.
    pub left_out: usize,
    /// The units below, each after the one that it belongs to; none where there is no unit below.
    pub units: Vec<UnitStatus<'r>>,
    /// The unit itself, with all below it.
    pub total: UnitStatus<'r>,
}

/// How a unit stands; of one with units below it, they are counted in.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitStatus<'r> {
    /// The unit.
    pub unit: UnitIndex,
    /// How many units it lies below the one that was asked for.
    pub depth: usize,
    /// Of a unit that is counted by what it has filed: the return that stands for it. That is its last one that
    /// was filed by the day; none where the deadline of a later one is over and it is not there.
    pub standing: Option<Standing>,
    /// The units among them, itself too, that are counted by what they have filed and of which nothing is known.
    pub unknown: Vec<UnitIndex>,
    /// What the returns of the units among them leave open.
    pub gaps: Vec<Gap>,
    /// What is to be filed.
    pub filings: Filings,
    /// Enterprises listed (附件2).
    pub enterprises: Option<u64>,
    /// Of a county, the enterprises counted for the quota (P001), of those that it wants.
    pub quota: Option<Share>,
    /// Listed enterprises that have handed in a selfcheck (P003).
    pub selfchecks: Option<Share>,
    /// Listed enterprises that any unit has inspected (P002).
    pub inspections: Option<Share>,
    /// Those of them that are 重点企业.
    pub key_inspections: Option<Share>,
    /// Enterprises that the unit's own inspections went to, listed or not (B1).
    pub inspected: Option<u64>,
    /// Hazards.
    pub hazards: Hazards,
    /// Penalties.
    pub penalties: Penalties,
    /// The signs of a unit that has none below it and is no own level.
    pub signs: Vec<Sign>,
    /// The deadlines of a unit that has none below it, the earliest first; see [`Status::deadlines`].
    pub deadlines: Vec<Deadline>,
    /// Which records the numbers are about; of a unit that has none below it.
    pub details: Details<'r>,
}

/// A return that stands for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its month.
    pub month: Month,
    /// The day on which it was filed.
    pub filed_on: NaiveDate,
}

/// Documents and returns: 应报, 已报, 未报.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filings {
    /// 应报: those whose day has come.
    pub due: u64,
    /// 已报: those of them that are filed.
    pub filed: u64,
    /// Those not filed whose day is over (P014); on the day itself there is still time.
    pub missed: u64,
    /// Those whose first filing came after their day (P015).
    pub late: u64,
}

impl std::ops::Add for Filings {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            due: self.due + other.due,
            filed: self.filed + other.filed,
            missed: self.missed + other.missed,
            late: self.late + other.late,
        }
    }
}

impl Filings {
    /// 未报: due and not filed.
    pub const fn lacking(&self) -> u64 {
        self.due.saturating_sub(self.filed)
    }
}

/// Hazards: in the window of the figures (A1 to A6), and as they stand on the day, whenever they were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hazards {
    /// 企业自查: completed, of those found (A2 of A1).
    pub by_enterprise: Option<Share>,
    /// 部门检查: completed, of those found (A4 of A3).
    pub by_department: Option<Share>,
    completed: Option<Share>,
    /// 挂牌督办: completed, of those under supervision (A6 of A5).
    pub supervised: Option<Share>,
    /// Open on the day: those of the window, and [`open_before`](Self::open_before).
    pub open: Option<u64>,
    /// Open ones that were found before the window.
    pub open_before: Option<u64>,
    /// Open and past their time limit (P009).
    pub overdue: Option<u64>,
    /// Open with a time limit on the day or soon.
    pub due_soon: Option<u64>,
    /// Open without a time limit.
    pub no_limit: Option<u64>,
    /// Open and put under supervision (挂牌督办), released or not.
    pub supervised_open: Option<u64>,
    /// Completed and not verified (P012).
    pub unverified: Option<u64>,
}

impl Hazards {
    /// Completed, of all found in the window: its rate is the 整改率. A unit of which only one of
    /// [`by_enterprise`](Self::by_enterprise) and [`by_department`](Self::by_department) is known is not in it.
    pub const fn completed(&self) -> Option<Share> {
        self.completed
    }
}

/// Penalties decided in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Penalties {
    /// 次 (C3_count)
    pub times: Option<u64>,
    /// 万元 (C3_amount)
    pub fines: Option<Amount>,
    /// Cases recorded, those that only refer persons to the courts too.
    pub cases: Option<u64>,
}

impl Penalties {
    /// The cases where they are recorded, else the times that were filed.
    fn times_or_cases(&self) -> Option<u64> {
        self.cases.or(self.times)
    }
}

/// The records behind the numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Details<'r> {
    /// Hazards past their time limit, the longest overdue first.
    pub overdue: Vec<DueHazard<'r>>,
    /// Open hazards with a time limit on the day or soon, the earliest first.
    pub due_soon: Vec<DueHazard<'r>>,
    /// Listed enterprises without a selfcheck, in path order.
    pub no_selfcheck: Vec<&'r Entry<Enterprise>>,
    /// Listed enterprises that nobody has inspected: 重点企业 first, then in path order.
    pub no_inspection: Vec<&'r Entry<Enterprise>>,
    /// Listed enterprises with accidents that count, in path order.
    pub accidents: Vec<&'r Entry<Enterprise>>,
}

/// An open hazard with a time limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DueHazard<'r> {
    /// The hazard.
    pub hazard: &'r Entry<Hazard>,
    /// Its enterprise, where that can be read.
    pub enterprise: Option<&'r Entry<Enterprise>>,
    /// The time limit.
    pub due_on: NaiveDate,
    /// The path of its file.
    pub path: &'r str,
    /// The line of the file on which it begins, once it is [found](Status::locate).
    pub line: Option<usize>,
}

impl<'r> DueHazard<'r> {
    /// The name of its enterprise; its id where the enterprise cannot be read.
    pub fn enterprise_name(&self) -> &'r str {
        self.enterprise.map_or(self.hazard.enterprise.as_str(), |enterprise| enterprise.name.as_str())
    }

    /// How many days are left on a day; less than nothing when it is overdue.
    pub fn days_left(&self, as_of: NaiveDate) -> i64 {
        (self.due_on - as_of).num_days()
    }
}

impl<'r> Status<'r> {
    /// Counts how a unit and all units below it stand at the end of the context's day; `within` days ahead
    /// count as soon.
    pub fn new(context: &'r Context<'r>, unit: UnitIndex, within: u32, left_out: usize) -> Self {
        let plan = context.plan;
        let (units, total) = count::count(context, unit, within);
        Self { plan, unit, as_of: context.as_of, within, left_out, units, total }
    }

    /// Gives the hazards with a time limit their lines, by what finds the places of spots.
    pub fn locate(&mut self, locate: impl FnOnce(Vec<&mut Spot>)) {
        let all = self.units.iter_mut().chain([&mut self.total]).map(|unit| &mut unit.details);
        let all = all.flat_map(|details| details.overdue.iter_mut().chain(&mut details.due_soon));
        let mut all: Vec<(&mut DueHazard<'r>, Spot)> = all
            .map(|due| {
                let spot = Spot::Field(due.hazard.origin, String::new().into());
                (due, spot)
            })
            .collect();
        locate(all.iter_mut().map(|(_, spot)| spot).collect());
        for (due, spot) in all {
            due.line = if let Spot::Place(place) = spot { Some(place.line) } else { None };
        }
    }

    /// The last day that counts as soon.
    pub fn soon(&self) -> NaiveDate {
        soon(self.as_of, self.within)
    }

    /// The units that count for themselves: those below, or the unit itself, that have none below them.
    pub fn leaves(&self) -> impl Iterator<Item = &UnitStatus<'r>> {
        let has_below = |of: UnitIndex| self.plan.units.iter().any(|unit| unit.parent == Some(of));
        self.units.iter().chain([&self.total]).filter(move |status| !has_below(status.unit))
    }

    /// The deadlines of all units, counted, the earliest first.
    pub fn deadlines(&self) -> Vec<Tally> {
        deadline::tally(self.units.iter().chain([&self.total]).flat_map(|status| &status.deadlines))
    }

    /// The next deadlines on or after the day that some unit has not met: all those of the earliest day.
    pub fn next(&self) -> Vec<Tally> {
        let mut next = self.deadlines();
        next.retain(|tally| tally.open > 0);
        let first = next.first().map(|tally| tally.due_on);
        next.retain(|tally| Some(tally.due_on) == first);
        next
    }
}

/// The last day that counts as soon.
fn soon(as_of: NaiveDate, within: u32) -> NaiveDate {
    as_of.checked_add_days(Days::new(within.into())).unwrap_or(NaiveDate::MAX)
}
