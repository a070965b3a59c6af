//! Whose records a return counts, and from when to when.

use super::filed::{Filed, Period};
use super::reason::Reason;
use crate::check::Context;
use crate::figure::Key;
use crate::plan::{Plan, UnitIndex};
use crate::record::term::ActivityKind;
use crate::record::{Activity, Entry, Filing, Hazard, Inspection, Penalty};
use chrono::NaiveDate;

/// The records that a unit's return speaks for: those of the unit and of every unit below it, dated
/// `counting_from` ≤ date ≤ cutoff. Each kind stands in path order. Of a unit whose figures are those that
/// it has filed none is among them: its filing of the month stands for it.
///
/// Making one takes a search for the units' blocks and one walk over their records, whatever else is
/// in the repository; counting then looks at nothing but what is in the window.
pub struct Scope<'r> {
    context: &'r Context<'r>,
    unit: UnitIndex,
    period: Period,
    recorded: Recorded<'r>,
    filed: Vec<Filed<'r>>,
}

/// Records in the window, by kind.
#[derive(Default)]
pub struct Recorded<'r> {
    hazards: Vec<&'r Entry<Hazard>>,
    inspections: Vec<&'r Entry<Inspection>>,
    penalties: Vec<&'r Entry<Penalty>>,
    activities: Vec<&'r Entry<Activity>>,
    headcounts: Vec<&'r Entry<Activity>>,
}

impl<'r> Recorded<'r> {
    /// Adds the records of one unit.
    fn add(&mut self, context: &Context<'r>, unit: UnitIndex, cutoff: NaiveDate) {
        let (plan, records) = (context.plan, context.records);
        let window = Window { from: plan.counting_from, cutoff };
        self.hazards.extend(window.of(block(&records.hazards, plan, unit)));
        self.inspections.extend(window.of(block(&records.inspections, plan, unit)));
        self.penalties.extend(window.of(block(&records.penalties, plan, unit)));
        let activities = block(&records.activities, plan, unit);
        self.activities.extend(window.of(activities));
        self.headcounts.extend(headcount(activities, window));
    }

    /// How many hazards there are.
    pub fn hazards(&self) -> usize {
        self.hazards.len()
    }

    /// How many records there are.
    pub fn count(&self) -> usize {
        // A headcount from before the window is no activity in it.
        let before =
            |record: &&&Entry<Activity>| !self.activities.iter().any(|one| one.origin == record.origin);
        self.hazards.len()
            + self.inspections.len()
            + self.penalties.len()
            + self.activities.len()
            + self.headcounts.iter().filter(before).count()
    }
}

impl<'r> Scope<'r> {
    /// The records of a unit and all below it, in the window that ends with the period's cutoff.
    pub fn new(context: &'r Context<'r>, unit: UnitIndex, period: Period) -> Self {
        let plan = context.plan;
        let mut units = plan.within(unit);
        units.sort_by(|a, b| folder(plan, *a).cmp(folder(plan, *b)));
        let (mut recorded, mut filed) = (Recorded::default(), Vec::new());
        for unit in units {
            if plan.is_by_filings(unit) {
                let mut beside = Recorded::default();
                beside.add(context, unit, period.cutoff);
                filed.push(Filed::new(context, unit, period, beside));
            } else {
                recorded.add(context, unit, period.cutoff);
            }
        }
        Self { context, unit, period, recorded, filed }
    }

    /// How many rows form 3-2 has: the hazards that are recorded, also those of units that are counted by
    /// what they have filed.
    pub fn rows(&self) -> usize {
        self.recorded.hazards() + self.filed.iter().map(|filed| filed.beside.hazards()).sum::<usize>()
    }

    /// The records, the plan and the catalogue behind.
    pub fn context(&self) -> &'r Context<'r> {
        self.context
    }

    /// The unit whose return it is.
    pub fn unit(&self) -> UnitIndex {
        self.unit
    }

    /// The month, its cutoff, and by when a return must have been filed to be known.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The first day that counts.
    pub fn from(&self) -> NaiveDate {
        self.context.plan.counting_from
    }

    /// The last day that counts.
    pub fn cutoff(&self) -> NaiveDate {
        self.period.cutoff
    }

    /// From when to when facts count.
    pub(super) fn window(&self) -> Window {
        Window { from: self.from(), cutoff: self.cutoff() }
    }

    /// What speaks against all records of a unit but its filings.
    pub(super) fn against(&self, unit: UnitIndex) -> Option<Reason<'r>> {
        let plan = self.context.plan;
        let name = plan.unit(unit).name.as_str();
        if !plan.is_within(unit, self.unit) {
            return Some(Reason::Elsewhere(name));
        }
        plan.is_by_filings(unit).then_some(Reason::ByFilings(name))
    }

    /// What speaks against a 技术检查员 of a unit in scope.
    pub(super) fn against_headcount(&self, entry: &Entry<Activity>) -> Option<Reason<'r>> {
        if let Some(reason) = self.window().after(&entry.record) {
            return Some(reason);
        }
        let standing = self.headcounts().find(|standing| standing.unit() == entry.unit())?;
        (standing.origin != entry.origin).then_some(Reason::Superseded(&standing.id, standing.date))
    }

    /// What speaks against a filing.
    pub(super) fn against_filing(&self, filing: &'r Entry<Filing>, key: Key) -> Option<Reason<'r>> {
        match self.against(filing.unit()) {
            Some(Reason::ByFilings(_)) => {}
            None => return Some(Reason::Recorded(&self.context.plan.unit(filing.unit()).name)),
            elsewhere => return elsewhere,
        }
        self.filed.iter().find(|filed| filed.unit == filing.unit())?.against(filing, self.period, key)
    }

    /// The units for which what they have filed stands, in path order.
    pub fn filed(&self) -> &[Filed<'r>] {
        &self.filed
    }

    /// The hazards found in the window.
    pub fn hazards(&self) -> impl Iterator<Item = &'r Entry<Hazard>> {
        self.recorded.hazards.iter().copied()
    }

    /// The inspections made in the window.
    pub fn inspections(&self) -> impl Iterator<Item = &'r Entry<Inspection>> {
        self.recorded.inspections.iter().copied()
    }

    /// The penalties decided in the window.
    pub fn penalties(&self) -> impl Iterator<Item = &'r Entry<Penalty>> {
        self.recorded.penalties.iter().copied()
    }

    /// The activities in the window.
    pub fn activities(&self) -> impl Iterator<Item = &'r Entry<Activity>> {
        self.recorded.activities.iter().copied()
    }

    /// For each unit the 技术检查员 record that stands at the cutoff, also one from before the window.
    pub fn headcounts(&self) -> impl Iterator<Item = &'r Entry<Activity>> {
        self.recorded.headcounts.iter().copied()
    }
}

/// What the order of units in paths goes by: the slash counts, so `ab-c/` stands before `ab/`.
pub(super) fn folder(plan: &Plan, unit: UnitIndex) -> impl Iterator<Item = u8> {
    plan.unit(unit).id.bytes().chain(*b"/")
}

/// A unit's records of one kind. In path order they stand together, behind those of the folders before.
pub(super) fn block<'r, T>(entries: &'r [Entry<T>], plan: &Plan, unit: UnitIndex) -> &'r [Entry<T>] {
    let start = entries.partition_point(|entry| folder(plan, entry.unit()).lt(folder(plan, unit)));
    let from = &entries[start..];
    &from[..from.partition_point(|entry| entry.unit() == unit)]
}

/// The latest 技术检查员 of one unit's activities; of several of a day the last in path order.
fn headcount(activities: &[Entry<Activity>], window: Window) -> Option<&Entry<Activity>> {
    let counted = activities.iter().filter(|activity| {
        activity.kind == ActivityKind::TechnicalInspectors && window.after(&activity.record).is_none()
    });
    counted.max_by_key(|activity| activity.date)
}

/// A record of a kind that has a day by which it is in the window or not.
pub(super) trait Dated {
    /// The key.
    const DAY: &'static str;
    /// The day.
    fn day(&self) -> NaiveDate;
}

impl Dated for Hazard {
    const DAY: &'static str = "found_on";
    fn day(&self) -> NaiveDate {
        self.found_on
    }
}

impl Dated for Inspection {
    const DAY: &'static str = "date";
    fn day(&self) -> NaiveDate {
        self.date
    }
}

impl Dated for Penalty {
    const DAY: &'static str = "decided_on";
    fn day(&self) -> NaiveDate {
        self.decided_on
    }
}

impl Dated for Activity {
    const DAY: &'static str = "date";
    fn day(&self) -> NaiveDate {
        self.date
    }
}

/// From when to when facts count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    from: NaiveDate,
    cutoff: NaiveDate,
}

impl Window {
    /// What of a record's day speaks against it.
    pub(super) fn against<T: Dated>(self, record: &T) -> Option<Reason<'static>> {
        let day = record.day();
        if day < self.from { Some(Reason::Early(T::DAY, day)) } else { self.after(record) }
    }

    /// That it is after the cutoff, if so.
    fn after<T: Dated>(self, record: &T) -> Option<Reason<'static>> {
        let day = record.day();
        (day > self.cutoff).then_some(Reason::Late(T::DAY, day))
    }

    /// The records in the window.
    fn of<T: Dated>(self, entries: &[Entry<T>]) -> impl Iterator<Item = &Entry<T>> {
        entries.iter().filter(move |entry| self.against(&entry.record).is_none())
    }
}
