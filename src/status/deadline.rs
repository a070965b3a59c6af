//! The deadlines of a plan, and how a unit stands to each of them at the end of a day.

use super::Share;
use crate::check::Context;
use crate::lang::Text;
use crate::plan::{Level, UnitIndex};
use crate::record::Month;
use crate::record::term::Document;
use chrono::NaiveDate;

/// What has a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    /// Every listed enterprise hands in its selfcheck (附件1).
    Selfchecks,
    /// Every listed enterprise is inspected.
    Inspections,
    /// A document, and of a return the month, is filed.
    Filing(Document, Option<Month>),
}

impl Task {
    /// What it is called: `2023-08 调度表`.
    pub fn name(self) -> Text {
        match self {
            Self::Selfchecks => Text::fixed("企业自检自查（附件1）", "selfchecks (附件1)"),
            Self::Inspections => Text::fixed("清单企业执法检查", "inspections of the listed enterprises"),
            Self::Filing(document, Some(month)) => {
                Text::made(format!("{month} {document}"), format!("{document} of {month}"))
            }
            Self::Filing(document, None) => Text::made(document.to_string(), document.to_string()),
        }
    }

    /// The word for it in JSON, with its month beside it: the plan's key.
    pub fn key(self) -> String {
        match self {
            Self::Selfchecks => "self_check".to_owned(),
            Self::Inspections => "inspections".to_owned(),
            Self::Filing(document, _) => document.to_string(),
        }
    }

    /// The month of a return.
    pub const fn month(self) -> Option<Month> {
        match self {
            Self::Filing(_, month) => month,
            Self::Selfchecks | Self::Inspections => None,
        }
    }

    /// Whether it is something to be filed.
    pub const fn is_filing(self) -> bool {
        matches!(self, Self::Filing(..))
    }
}

/// A deadline of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// What is due.
    pub task: Task,
    /// By which day, that day included.
    pub due_on: NaiveDate,
    /// How the unit stands to it.
    pub state: State,
    /// Of selfchecks and inspections, how many enterprises are done.
    pub done: Option<Share>,
}

/// How a unit stands to a deadline at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Done in time: the day, where the record of it can be read.
    Met(Option<NaiveDate>),
    /// Done after the deadline: the day.
    Late(NaiveDate),
    /// Not done, and the deadline is over.
    Missed,
    /// Not done, and there is time until the end of the deadline.
    Open,
}

impl State {
    /// The word in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met(_) => "met",
            Self::Late(_) => "late",
            Self::Missed => "missed",
            Self::Open => "open",
        }
    }

    /// The word on a form.
    pub const fn word(self) -> Text {
        match self {
            Self::Met(_) => Text::fixed("按期完成", "met"),
            Self::Late(_) => Text::fixed("逾期完成", "late"),
            Self::Missed => Text::fixed("逾期未完成", "missed"),
            Self::Open => Text::fixed("未到期", "open"),
        }
    }

    /// The day on which it was done.
    pub const fn done_on(self) -> Option<NaiveDate> {
        match self {
            Self::Met(on) => on,
            Self::Late(on) => Some(on),
            Self::Missed | Self::Open => None,
        }
    }
}

impl Deadline {
    fn new(
        task: Task,
        due_on: NaiveDate,
        done: Option<Option<NaiveDate>>,
        as_of: NaiveDate,
        share: Option<Share>,
    ) -> Self {
        let state = match done {
            Some(Some(on)) if on > due_on => State::Late(on),
            Some(on) => State::Met(on),
            None if as_of > due_on => State::Missed,
            None => State::Open,
        };
        Self { task, due_on, state, done: share }
    }

    /// Whether it is done.
    pub const fn is_done(&self) -> bool {
        matches!(self.state, State::Met(_) | State::Late(_))
    }

    /// How many days are left on a day; less than nothing when it is over.
    pub fn days_left(&self, as_of: NaiveDate) -> i64 {
        (self.due_on - as_of).num_days()
    }
}

/// How far the enterprises of a unit are with what each of them has to do.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Progress {
    /// Enterprises done, of those listed.
    pub(super) share: Share,
    /// The day on which the last of them was done.
    last: Option<NaiveDate>,
    /// Whether of one of them the day cannot be read.
    unread: bool,
}

impl Progress {
    /// Counts an enterprise that is done or not, and the day of it.
    pub(super) fn count(&mut self, done: bool, on: Option<NaiveDate>) {
        self.share.count(done);
        if done {
            self.unread |= on.is_none();
            self.last = self.last.max(on);
        }
    }

    /// Whether all are done, and the day on which the last one was.
    fn done(&self) -> Option<Option<NaiveDate>> {
        (self.share.lacking() == 0).then_some(if self.unread { None } else { self.last })
    }
}

/// The deadlines of a unit, the earliest first: what a county files (P014), and what its listed enterprises
/// have to have done (P002, P003), where any is listed.
pub(super) fn deadlines(
    context: &Context<'_>,
    unit: UnitIndex,
    selfchecks: Option<Progress>,
    inspections: Option<Progress>,
) -> Vec<Deadline> {
    let (plan, as_of) = (context.plan, context.as_of);
    let mut all = Vec::new();
    if plan.unit(unit).level == Level::County {
        for (document, month, due_on) in plan.filings_due() {
            let first = context.filings(unit, document, month).first().map(|filing| filing.filed_on);
            let done = context.is_filed(unit, document, month).then_some(first);
            all.push(Deadline::new(Task::Filing(document, month), due_on, done, as_of, None));
        }
    }
    let by_enterprises =
        [(Task::Selfchecks, plan.self_check, selfchecks), (Task::Inspections, plan.inspections, inspections)];
    for (task, due_on, progress) in by_enterprises {
        let progress = progress.filter(|progress| progress.share.whole > 0);
        if let (Some(due_on), Some(progress)) = (due_on, progress) {
            all.push(Deadline::new(task, due_on, progress.done(), as_of, Some(progress.share)));
        }
    }
    all.sort_by_key(|deadline| (deadline.due_on, deadline.task));
    all
}

/// How the units stand to one deadline, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// What is due.
    pub task: Task,
    /// By which day.
    pub due_on: NaiveDate,
    /// How many units have it to do.
    pub units: u64,
    /// How many did it in time.
    pub met: u64,
    /// How many did it late.
    pub late: u64,
    /// How many have not done it although the day is over.
    pub missed: u64,
    /// How many still have time.
    pub open: u64,
}

/// The deadlines of several units together, the earliest first.
pub(super) fn tally<'d>(deadlines: impl IntoIterator<Item = &'d Deadline>) -> Vec<Tally> {
    let mut tallies = std::collections::BTreeMap::new();
    for deadline in deadlines {
        let Deadline { task, due_on, state, .. } = *deadline;
        let empty = Tally { task, due_on, units: 0, met: 0, late: 0, missed: 0, open: 0 };
        let tally = tallies.entry((due_on, task)).or_insert(empty);
        tally.units += 1;
        match state {
            State::Met(_) => tally.met += 1,
            State::Late(_) => tally.late += 1,
            State::Missed => tally.missed += 1,
            State::Open => tally.open += 1,
        }
    }
    tallies.into_values().collect()
}
