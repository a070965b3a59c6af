//! Whose records a return counts, and from when to when.

use crate::check::Context;
use crate::plan::{Plan, UnitIndex};
use crate::record::term::ActivityKind;
use crate::record::{Activity, Entry, Hazard, Inspection, Penalty};
use chrono::NaiveDate;

/// The records that a unit's return speaks for: those of the unit and of every unit below it, dated
/// `counting_from` ≤ date ≤ cutoff. Each kind stands in path order.
///
/// Making one takes a search for the units' blocks and one walk over their records, whatever else is
/// in the repository; counting then looks at nothing but what is in the window.
pub struct Scope<'r> {
    context: &'r Context<'r>,
    unit: UnitIndex,
    cutoff: NaiveDate,
    hazards: Vec<&'r Entry<Hazard>>,
    inspections: Vec<&'r Entry<Inspection>>,
    penalties: Vec<&'r Entry<Penalty>>,
    activities: Vec<&'r Entry<Activity>>,
    headcounts: Vec<&'r Entry<Activity>>,
}

impl<'r> Scope<'r> {
    /// The records of a unit and all below it, in the window that ends with the cutoff.
    pub fn new(context: &'r Context<'r>, unit: UnitIndex, cutoff: NaiveDate) -> Self {
        let (plan, records) = (context.plan, context.records);
        let mut units = plan.within(unit);
        units.sort_by(|a, b| folder(plan, *a).cmp(folder(plan, *b)));
        let window = plan.counting_from..=cutoff;
        let mut scope = Self {
            context,
            unit,
            cutoff,
            hazards: Vec::new(),
            inspections: Vec::new(),
            penalties: Vec::new(),
            activities: Vec::new(),
            headcounts: Vec::new(),
        };
        for unit in units {
            let hazards = block(&records.hazards, plan, unit).iter();
            scope.hazards.extend(hazards.filter(|hazard| window.contains(&hazard.found_on)));
            let inspections = block(&records.inspections, plan, unit).iter();
            scope.inspections.extend(inspections.filter(|inspection| window.contains(&inspection.date)));
            let penalties = block(&records.penalties, plan, unit).iter();
            scope.penalties.extend(penalties.filter(|penalty| window.contains(&penalty.decided_on)));
            let activities = block(&records.activities, plan, unit);
            scope.activities.extend(activities.iter().filter(|activity| window.contains(&activity.date)));
            scope.headcounts.extend(headcount(activities, cutoff));
        }
        scope
    }

    /// The records, the plan and the catalogue behind.
    pub fn context(&self) -> &'r Context<'r> {
        self.context
    }

    /// The unit whose return it is.
    pub fn unit(&self) -> UnitIndex {
        self.unit
    }

    /// The first day that counts.
    pub fn from(&self) -> NaiveDate {
        self.context.plan.counting_from
    }

    /// The last day that counts.
    pub fn cutoff(&self) -> NaiveDate {
        self.cutoff
    }

    /// The hazards found in the window.
    pub fn hazards(&self) -> impl Iterator<Item = &'r Entry<Hazard>> {
        self.hazards.iter().copied()
    }

    /// The inspections made in the window.
    pub fn inspections(&self) -> impl Iterator<Item = &'r Entry<Inspection>> {
        self.inspections.iter().copied()
    }

    /// The penalties decided in the window.
    pub fn penalties(&self) -> impl Iterator<Item = &'r Entry<Penalty>> {
        self.penalties.iter().copied()
    }

    /// The activities in the window.
    pub fn activities(&self) -> impl Iterator<Item = &'r Entry<Activity>> {
        self.activities.iter().copied()
    }

    /// For each unit the 技术检查员 record that stands at the cutoff, also one from before the window.
    pub fn headcounts(&self) -> impl Iterator<Item = &'r Entry<Activity>> {
        self.headcounts.iter().copied()
    }
}

/// What the order of units in paths goes by: the slash counts, so `ab-c/` stands before `ab/`.
fn folder(plan: &Plan, unit: UnitIndex) -> impl Iterator<Item = u8> {
    plan.unit(unit).id.bytes().chain([b'/'])
}

/// A unit's records of one kind. In path order they stand together, behind those of the folders before.
fn block<'r, T>(entries: &'r [Entry<T>], plan: &Plan, unit: UnitIndex) -> &'r [Entry<T>] {
    let start = entries.partition_point(|entry| folder(plan, entry.unit()).lt(folder(plan, unit)));
    let from = &entries[start..];
    &from[..from.partition_point(|entry| entry.unit() == unit)]
}

/// The latest 技术检查员 of one unit's activities; of several of a day the last in path order.
fn headcount(activities: &[Entry<Activity>], cutoff: NaiveDate) -> Option<&Entry<Activity>> {
    let counted = activities
        .iter()
        .filter(|activity| activity.kind == ActivityKind::TechnicalInspectors && activity.date <= cutoff);
    counted.max_by_key(|activity| activity.date)
}
