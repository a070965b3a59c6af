//! Who has to do what by when: of each unit what is overdue, what is due soon and what is lacking, the most urgent
//! first. What is far off is left out; enterprises that have not done their part are always told. What is waived is
//! no reminder.

use super::{DueHazard, Share, Status, Task, UnitStatus};
use crate::plan::UnitIndex;
use crate::record::term::Document;
use crate::record::{Enterprise, Entry, Waiver};
use crate::settings::UnitWaiver;
use chrono::NaiveDate;

/// What a unit is to be reminded of.
#[derive(Debug, Clone, PartialEq)]
pub struct Reminder<'r> {
    /// The unit.
    pub unit: UnitIndex,
    /// What it has to do; empty where there is nothing.
    pub items: Vec<Item<'r>>,
}

/// Something that a unit has to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Item<'r> {
    /// A document or return that is to be filed.
    Filing {
        /// Which.
        task: Task,
        /// By which day.
        due_on: NaiveDate,
    },
    /// A hazard that is to be put right.
    Hazard(DueHazard<'r>),
    /// Enterprises that are to hand in a selfcheck, or to be inspected.
    Enterprises {
        /// [`Task::Selfchecks`] or [`Task::Inspections`].
        task: Task,
        /// By which day.
        due_on: NaiveDate,
        /// How many are done, of those listed.
        done: Share,
        /// Those that are not: of inspections 重点企业 first.
        lacking: Vec<&'r Entry<Enterprise>>,
    },
    /// Fewer enterprises are listed than the quota wants.
    Quota {
        /// How many are, of how many.
        listed: Share,
        /// By which day, where the plan says it.
        due_on: Option<NaiveDate>,
    },
}

impl Item<'_> {
    /// The word in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Filing { .. } => "filing",
            Self::Hazard(_) => "hazard",
            Self::Enterprises { task: Task::Selfchecks, .. } => "selfchecks",
            Self::Enterprises { .. } => "inspections",
            Self::Quota { .. } => "quota",
        }
    }

    /// The day by which it is due.
    pub const fn due_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Filing { due_on, .. } | Self::Enterprises { due_on, .. } => Some(*due_on),
            Self::Hazard(due) => Some(due.due_on),
            Self::Quota { due_on, .. } => *due_on,
        }
    }

    /// How many days are left on a day; less than nothing when it is overdue.
    pub fn days_left(&self, as_of: NaiveDate) -> Option<i64> {
        Some((self.due_on()? - as_of).num_days())
    }
}

/// What the units of a status that count for themselves are to be reminded of; those that have nothing to do are
/// left out. The waivers are those of units; a record's own stand in it.
pub fn reminders<'s>(status: &'s Status<'s>, waivers: &[UnitWaiver]) -> Vec<Reminder<'s>> {
    let reminder = |leaf: &'s UnitStatus<'s>| {
        let holds = |waiver: &&UnitWaiver| waiver.unit == leaf.unit && waiver.waiver.holds_on(status.as_of);
        let waived = |rule: &str| waivers.iter().filter(holds).any(|waiver| waiver.waiver.rule == rule);
        Reminder { unit: leaf.unit, items: items(status, leaf, waived) }
    };
    status.leaves().map(reminder).filter(|reminder| !reminder.items.is_empty()).collect()
}

fn items<'s>(status: &'s Status<'s>, of: &'s UnitStatus<'s>, waived: impl Fn(&str) -> bool) -> Vec<Item<'s>> {
    let (soon, as_of) = (status.soon(), status.as_of);
    let wanted = |record: &[Waiver], rule: &str| {
        !record.iter().any(|waiver| waiver.rule == rule && waiver.holds_on(as_of))
    };
    let mut items = Vec::new();
    for deadline in of.deadlines.iter().filter(|deadline| !deadline.is_done()) {
        let (task, due_on) = (deadline.task, deadline.due_on);
        let (all, rule) = match task {
            Task::Filing(..) => {
                if due_on <= soon && !waived("P014") {
                    items.push(Item::Filing { task, due_on });
                }
                continue;
            }
            Task::Selfchecks => (&of.details.no_selfcheck, "P003"),
            Task::Inspections => (&of.details.no_inspection, "P002"),
        };
        let lacking: Vec<_> = all.iter().copied().filter(|one| wanted(one.waivers(), rule)).collect();
        if let Some(done) = deadline.done.filter(|_| !lacking.is_empty()) {
            items.push(Item::Enterprises { task, due_on, done, lacking });
        }
    }
    let hazards = of.details.overdue.iter().chain(&of.details.due_soon);
    let hazards = hazards.filter(|due| wanted(due.hazard.waivers(), "P009"));
    items.extend(hazards.map(|due| Item::Hazard(*due)));
    let due_on = status.plan.deadline(Document::EnterpriseList, None);
    if let Some(listed) = of.quota.filter(|listed| listed.lacking() > 0 && !waived("P001")) {
        items.push(Item::Quota { listed, due_on });
    }
    // Days that are over come first, the longest over before the others.
    items.sort_by_key(|item| item.due_on().unwrap_or(NaiveDate::MAX));
    items
}
