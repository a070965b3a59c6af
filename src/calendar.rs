//! The calendar: the deadlines of the plan, whether a unit has filed what is due, and by when its open hazards
//! are to be put right.

use crate::check::Context;
use crate::lang::Text;
use crate::plan::{Level, Plan, Task, UnitIndex};
use crate::record::Origin;
use chrono::NaiveDate;

/// All deadlines, by day.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar<'r> {
    /// The plan.
    pub plan: &'r Plan,
    /// The unit that it is about, if it is about one.
    pub unit: Option<UnitIndex>,
    /// The state is that of the end of this day.
    pub as_of: NaiveDate,
    /// Whether that day is today.
    pub is_today: bool,
    /// The deadlines.
    pub dates: Vec<Date<'r>>,
}

/// A deadline.
#[derive(Debug, Clone, PartialEq)]
pub struct Date<'r> {
    /// The last day.
    pub day: NaiveDate,
    /// What is to be done.
    pub due: Due<'r>,
}

/// What is to be done by a day.
#[derive(Debug, Clone, PartialEq)]
pub enum Due<'r> {
    /// What the plan wants; where the calendar is about a unit and it is a document, whether it is filed.
    Task(Task, Option<Filed>),
    /// A hazard is to be put right.
    Hazard(DueHazard<'r>),
}

/// An open hazard with a day by which it is to be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueHazard<'r> {
    /// Where it stands.
    pub origin: Origin,
    /// Its id.
    pub id: &'r str,
    /// The name of its enterprise; its id where that cannot be read.
    pub enterprise: &'r str,
    /// The clause.
    pub clause: &'r str,
    /// What was found.
    pub description: &'r str,
}

/// Whether a unit has filed a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filed {
    /// It need not: only counties must.
    NotAsked,
    /// Not yet, and there is time.
    NotYet,
    /// Not by the deadline (P014).
    Missing,
    /// First on this day, in time.
    On(NaiveDate),
    /// First on this day, after the deadline (P015).
    Late(NaiveDate),
    /// It has, but the record cannot be read.
    Unread,
}

impl<'r> Calendar<'r> {
    /// The deadlines of the plan; with `hazards`, also those of the hazards that are open in the unit and those
    /// below it.
    pub fn new(context: &Context<'r>, unit: Option<UnitIndex>, hazards: bool) -> Self {
        let plan = context.plan;
        let tasks = plan.deadlines().into_iter().map(|deadline| {
            let filed = unit.and_then(|unit| filed(context, unit, deadline.task, deadline.day));
            Date { day: deadline.day, due: Due::Task(deadline.task, filed) }
        });
        let mut dates: Vec<Date<'r>> = tasks.collect();
        if hazards {
            let mut open = open_hazards(context, unit.unwrap_or(plan.root()));
            // In path order each unit's stand together; here the plan's order counts.
            open.sort_by_key(|(unit, _)| *unit);
            dates.extend(open.into_iter().map(|(_, date)| date));
        }
        dates.sort_by_key(|date| date.day);
        let as_of = context.as_of;
        Self { plan, unit, as_of, is_today: as_of == context.today, dates }
    }

    /// How many days are left until a day; negative when it is past.
    pub fn days_left(&self, day: NaiveDate) -> i64 {
        (day - self.as_of).num_days()
    }
}

/// Whether a unit has filed the document that a task is about; nothing of one that is about none.
fn filed(context: &Context<'_>, unit: UnitIndex, task: Task, deadline: NaiveDate) -> Option<Filed> {
    let (document, month) = task.document()?;
    let first = context.filings(unit, document, month).first().map(|filing| filing.filed_on);
    Some(match first {
        Some(on) if on > deadline => Filed::Late(on),
        Some(on) => Filed::On(on),
        None if context.has_stub_filing(unit, document, month) => Filed::Unread,
        None if context.plan.unit(unit).level != Level::County => Filed::NotAsked,
        None if context.as_of > deadline => Filed::Missing,
        None => Filed::NotYet,
    })
}

/// The hazards of a unit and those below it that are found and not put right, and should be by a day.
fn open_hazards<'r>(context: &Context<'r>, unit: UnitIndex) -> Vec<(UnitIndex, Date<'r>)> {
    let date = |hazard: &'r crate::record::Entry<crate::record::Hazard>| {
        let day = hazard.rectification.due_on?;
        let enterprise = hazard.enterprise.as_str();
        let due = DueHazard {
            origin: hazard.origin,
            id: hazard.id.as_str(),
            enterprise: context.enterprise(enterprise).map_or(enterprise, |entry| &entry.name),
            clause: &hazard.clause,
            description: &hazard.description,
        };
        Some((hazard.unit(), Date { day, due: Due::Hazard(due) }))
    };
    let as_of = context.as_of;
    let open = context.records.hazards.iter().filter(|hazard| {
        hazard.found_on <= as_of && !hazard.is_completed(as_of) && context.plan.is_within(hazard.unit(), unit)
    });
    open.filter_map(date).collect()
}

impl Filed {
    /// The word for it in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::NotYet => "not_yet",
            Self::Missing => "missing",
            Self::On(_) => "in_time",
            Self::Late(_) => "late",
            Self::Unread => "unread",
        }
    }

    /// The day of the first filing.
    pub const fn day(self) -> Option<NaiveDate> {
        match self {
            Self::On(day) | Self::Late(day) => Some(day),
            _ => None,
        }
    }

    /// It in words, of a document that is due on a day.
    pub fn text(self, due: NaiveDate) -> Text {
        match self {
            Self::NotAsked => Text::fixed("不要求", "not asked for"),
            Self::NotYet => Text::fixed("待报", "not yet"),
            Self::Missing => Text::fixed("逾期未报", "missing"),
            Self::On(_) => Text::fixed("已报", "filed"),
            Self::Late(on) => {
                let days = (on - due).num_days();
                Text::made(format!("已报，晚 {days} 天"), format!("filed, days late: {days}"))
            }
            Self::Unread => Text::fixed("已报，记录无法读取", "filed, the record cannot be read"),
        }
    }
}
