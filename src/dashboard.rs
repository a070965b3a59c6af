//! What the page for leaders says, as a plain value: the figures of every month up to a day by unit, the state
//! of the hazards at the end of that day, and the records behind each number. How it looks is told elsewhere.

mod members;
pub mod row;
pub mod state;

use members::Behind;
pub use members::Member;
pub use row::Row;
pub use state::{Mark, State, Tally};

use crate::check::Context;
use crate::figure::{Figures, Key};
use crate::form::content::{FiledUnit, Mismatch, Return};
use crate::plan::{Plan, UnitIndex};
use crate::record::{Kind, Month, Origin};
use crate::status::{Status, UnitStatus};
use crate::tally::Period;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// How many days ahead a time limit counts as near.
pub const SOON: u32 = 7;

/// The page.
pub struct Dashboard<'r> {
    /// The records, the plan and the catalogue. The page tells the world at the end of its `as_of`.
    pub context: &'r Context<'r>,
    /// How many records or files were left out because they cannot be read.
    pub left_out: usize,
    /// The unit that the page is of, then every unit below it in the order of the plan.
    pub units: Vec<UnitIndex>,
    /// The returns of the months up to the day, and the day itself as the last one.
    pub points: Vec<Point>,
    /// The records that any number rests on: kind by kind, each kind in path order.
    pub rows: Vec<Row<'r>>,
    /// The rows behind each figure of form 3-1, and from which point to which they count.
    pub members: BTreeMap<Key, Vec<Member>>,
    /// How the units stand at the end of the day: deadlines, coverage, signs.
    pub status: Status<'r>,
    /// The hazards at the end of the day, unit by unit as in `units`.
    pub states: Vec<State>,
}

/// The figures of all units for a month, as `report` gives them.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The month and its cutoff.
    pub period: Period,
    /// Whether it is the whole return of the month, up to its due day.
    pub whole: bool,
    /// The figures, unit by unit.
    pub figures: Vec<Figures>,
    /// The units that are counted by what they have filed.
    pub filed: Vec<FiledUnit>,
}

impl<'r> Dashboard<'r> {
    /// Counts all that the page of a unit says, at the end of the context's `as_of`.
    ///
    /// # Errors
    /// [`Mismatch`] if forms 3-1 and 3-2 of any month do not agree.
    pub fn new(context: &'r Context<'r>, unit: UnitIndex, left_out: usize) -> Result<Self, Mismatch> {
        let plan = context.plan;
        let below = plan.within(unit).into_iter().filter(|below| *below != unit);
        let units: Vec<UnitIndex> = std::iter::once(unit).chain(below).collect();
        let mut points = Vec::new();
        for (period, whole) in periods(plan, context.as_of) {
            let Return { figures, units: of_units, filed, .. } = Return::of(context, unit, period, left_out)?;
            let below = of_units.into_iter().map(|(_, figures)| figures);
            let figures = std::iter::once(figures).chain(below).collect();
            points.push(Point { period, whole, figures, filed });
        }
        let periods: Vec<Period> = points.iter().map(|point| point.period).collect();
        let behind = Behind::new(context, unit, &periods);
        let status = Status::new(context, unit, SOON, left_out);
        let rows = row::rows(context, unit, &behind, &status);
        let at: HashMap<(Kind, Origin), usize> =
            rows.iter().enumerate().map(|(at, row)| ((row.record.kind(), row.record.origin()), at)).collect();
        let members = behind.members(&at);
        let states = state::states(context, &units, &rows);
        Ok(Self { context, left_out, units, points, rows, members, status, states })
    }

    /// The day at the end of which all is told.
    pub fn as_of(&self) -> NaiveDate {
        self.context.as_of
    }

    /// The figures of a unit on the last point: those as of the day.
    pub fn latest(&self, unit: usize) -> Option<&Figures> {
        self.points.last()?.figures.get(unit)
    }

    /// How a unit stands, with all units below it.
    pub fn status_of(&self, unit: UnitIndex) -> &UnitStatus<'r> {
        self.status.units.iter().find(|of| of.unit == unit).unwrap_or(&self.status.total)
    }

    /// The rows behind a figure of a unit at a point, in path order.
    pub fn behind(&self, key: Key, unit: UnitIndex, point: usize) -> impl Iterator<Item = &Row<'r>> {
        let members = self.members.get(&key).into_iter().flatten();
        let rows = members
            .filter(move |member| member.counts_at(point))
            .filter_map(|member| self.rows.get(member.row));
        rows.filter(move |row| self.context.plan.is_within(row.record.origin().unit, unit))
    }
}

/// The returns of the months whose due day is over at the end of a day, each with what had been filed by then;
/// and the return of the day itself, where it is not one of them. Whether each is whole.
fn periods(plan: &Plan, as_of: NaiveDate) -> Vec<(Period, bool)> {
    let cutoff = |month| plan.due(month).min(plan.end);
    let due = plan.months().map(|month| Period::new(month, cutoff(month)));
    let mut periods: Vec<(Period, bool)> =
        due.filter(|period| period.cutoff <= as_of).map(|period| (period.filed_by(as_of), true)).collect();
    if periods.last().is_none_or(|(period, _)| period.cutoff != as_of) {
        let month = Month::of(as_of).clamp(plan.returns.first_month, plan.returns.last_month);
        periods.push((Period::new(month, as_of).filed_by(as_of), false));
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(day: (i32, u32, u32)) -> Vec<String> {
        let plan = Plan::read("plan", Plan::built_in("qujing-2023").unwrap()).unwrap();
        let day = NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap();
        let told = |(period, whole): (Period, bool)| format!("{} {} {whole}", period.month, period.cutoff);
        periods(&plan, day).into_iter().map(told).collect()
    }

    #[test]
    fn the_months_up_to_a_day_and_the_day() {
        assert_eq!(told((2023, 4, 20)), ["2023-05 2023-04-20 false"]);
        assert_eq!(told((2023, 5, 23)), ["2023-05 2023-05-23 false"]);
        assert_eq!(told((2023, 5, 24)), ["2023-05 2023-05-24 true"]);
        assert_eq!(told((2023, 6, 1)), ["2023-05 2023-05-24 true", "2023-06 2023-06-01 false"]);
        assert_eq!(told((2023, 6, 30))[1..], ["2023-06 2023-06-24 true", "2023-06 2023-06-30 false"]);
        assert_eq!(told((2023, 12, 31)).len(), 9);
        assert_eq!(told((2023, 12, 31))[8], "2023-12 2023-12-31 false");
    }
}
