//! What the forms say, as plain values: the return of a month (3-1 and 3-2), the list of enterprises
//! (附件2) and the selfcheck of one (附件1). How they look is told elsewhere.

mod filed;
mod list;
mod rows;
mod selfcheck;
mod standing;

pub use filed::FiledUnit;
pub use list::{EnterpriseList, EnterpriseRow, listed};
pub use rows::HazardRow;
pub use selfcheck::{SelfcheckRow, SelfcheckTable};
pub use standing::{Counted, Months, Standing, Uncounted};

use crate::check::Context;
use crate::figure::{Figures, Key, Value};
use crate::lang::Text;
use crate::plan::{Plan, UnitIndex};
use crate::record::Month;
use crate::tally::{self, Period, Scope};
use chrono::NaiveDate;
use std::fmt;

/// The return of a month: forms 3-1 and 3-2, and the figures by unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Return<'r> {
    /// The plan.
    pub plan: &'r Plan,
    /// The unit whose return it is.
    pub unit: UnitIndex,
    /// The month.
    pub month: Month,
    /// The first day that counts.
    pub from: NaiveDate,
    /// The last day that counts.
    pub cutoff: NaiveDate,
    /// How many records or files were left out because they cannot be read.
    pub left_out: usize,
    /// The figures of the unit and all units below it (3-1).
    pub figures: Figures,
    /// The figures of every unit below, in the order of the plan; none where there is no unit below.
    pub units: Vec<(UnitIndex, Figures)>,
    /// The rows of 3-2.
    pub hazards: Vec<HazardRow>,
    /// The units among them, and the unit itself, that are counted by what they have filed; in the order
    /// of the plan.
    pub filed: Vec<FiledUnit>,
}

impl<'r> Return<'r> {
    /// Counts the return of a unit, and holds 3-1 against 3-2. For units that are counted by what they have
    /// filed, that is what they have filed at any time.
    ///
    /// # Errors
    /// [`Mismatch`] if the rows of 3-2 are not as many as 3-1 says.
    pub fn new(
        context: &'r Context<'r>,
        unit: UnitIndex,
        month: Month,
        cutoff: NaiveDate,
        left_out: usize,
    ) -> Result<Self, Mismatch> {
        Self::of(context, unit, Period::new(month, cutoff), left_out)
    }

    /// The same with what had been filed by the period's [`filed_by`](Period::filed_by).
    ///
    /// # Errors
    /// As [`Return::new`].
    pub fn of(
        context: &'r Context<'r>,
        unit: UnitIndex,
        period: Period,
        left_out: usize,
    ) -> Result<Self, Mismatch> {
        let (plan, Period { month, cutoff, .. }) = (context.plan, period);
        let figures_of = |unit| tally::figures(&Scope::new(context, unit, period));
        let total = Scope::new(context, unit, period);
        let mut filed: Vec<FiledUnit> = total.filed().iter().map(FiledUnit::from).collect();
        filed.sort_by_key(|filed| filed.unit);
        let below = plan.within(unit).into_iter().filter(|below| *below != unit);
        let content = Self {
            plan,
            unit,
            month,
            from: plan.counting_from,
            cutoff,
            left_out,
            figures: tally::figures(&total),
            units: below.map(|unit| (unit, figures_of(unit))).collect(),
            hazards: rows::hazard_rows(context, unit, cutoff),
            filed,
        };
        content.compare()?;
        Ok(content)
    }

    /// The rows are made from the records on a way of their own, so that this is a check. What units have
    /// filed has no rows, and rows of theirs are not what they have filed: these are left out of it.
    fn compare(&self) -> Result<(), Mismatch> {
        let is_filed = |unit: UnitIndex| self.filed.iter().any(|filed| filed.unit == unit);
        let rows = |such: fn(&HazardRow) -> bool| {
            self.hazards.iter().filter(|row| such(row) && !is_filed(row.unit)).count() as u64
        };
        let all = std::iter::once((self.unit, &self.figures))
            .chain(self.units.iter().map(|(unit, figures)| (*unit, figures)));
        let filed: Vec<&Figures> = all.filter(|(unit, _)| is_filed(*unit)).map(|(_, it)| it).collect();
        let sum = |figures: &Figures, keys: &[Key]| keys.iter().map(|key| figures.count(*key)).sum::<u64>();
        let filed = |keys: &[Key]| filed.iter().map(|figures| sum(figures, keys)).sum::<u64>();
        let pairs: [(&'static str, &[Key], u64); 3] = [
            ("A1+A3", &[Key::A1, Key::A3], rows(|_| true)),
            ("A2+A4", &[Key::A2, Key::A4], rows(|row| row.rectified)),
            ("A5", &[Key::A5], rows(|row| row.supervised)),
        ];
        for (name, keys, rows) in pairs {
            let (counted, filed) = (sum(&self.figures, keys), filed(keys));
            if counted != rows + filed {
                return Err(Mismatch { figures: name, counted, rows, filed });
            }
        }
        Ok(())
    }

    /// The figures that are less than the sum of the units directly below, because an enterprise that
    /// several of them counted is one 家 of the total: of the unit itself and of every unit below.
    pub fn differing(&self) -> Vec<(UnitIndex, Vec<Key>)> {
        let totals = std::iter::once((self.unit, &self.figures))
            .chain(self.units.iter().map(|(unit, figures)| (*unit, figures)));
        let differing = totals.map(|(unit, figures)| (unit, self.below_the_sum(unit, figures)));
        differing.filter(|(_, keys)| !keys.is_empty()).collect()
    }

    /// The figures of a unit that are less than the sum of the units directly below it.
    fn below_the_sum(&self, unit: UnitIndex, figures: &Figures) -> Vec<Key> {
        let parts = self.units.iter().filter(|(below, _)| self.plan.unit(*below).parent == Some(unit));
        let parts: Vec<&Figures> = parts.map(|(_, figures)| figures).collect();
        let sum = |key: Key| Value::Count(parts.iter().map(|part| part.count(key)).sum());
        Key::ALL.iter().copied().filter(|key| figures[*key].is_below(sum(*key))).collect()
    }
}

/// Form 3-1 and form 3-2 of one return do not agree: a fault of this program, never of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch {
    /// The figures of 3-1.
    pub figures: &'static str,
    /// What they come to.
    pub counted: u64,
    /// The rows of 3-2 that belong to it.
    pub rows: u64,
    /// How much of it units have filed; that has no rows. Together they should be as many.
    pub filed: u64,
}

impl Mismatch {
    /// The message.
    pub fn text(&self) -> Text {
        let Self { figures, counted, rows, filed } = self;
        let (zh, en) = match filed {
            0 => (String::new(), String::new()),
            _ => (format!("，报送数字为 {filed}"), format!(", {filed} were filed")),
        };
        Text::made(
            format!(
                "表3-1与表3-2不一致：{figures} 为 {counted}，表3-2相应为 {rows} 行{zh}；这是程序的错误，本表不予输出"
            ),
            format!(
                "forms 3-1 and 3-2 disagree: {figures} is {counted}, 3-2 has {rows} such rows{en}; this is a fault of the program, the form is not printed"
            ),
        )
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for Mismatch {}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, rectified: bool, supervised: bool) -> HazardRow {
        HazardRow {
            id: id.to_owned(),
            unit: UnitIndex(0),
            city: String::new(),
            county: String::new(),
            enterprise: String::new(),
            hazard: String::new(),
            supervised,
            rectified,
            penalized: false,
            penalty_principal: String::new(),
            penalty_enterprise: String::new(),
        }
    }

    #[test]
    fn rows_that_the_figures_do_not_know_are_a_mismatch() {
        let plan = Plan::read("plan", crate::plan::BUILT_IN[0].1).unwrap();
        let counted = |a1: u64, a3: u64, a4: u64, a5: u64, hazards: Vec<HazardRow>| {
            let figures = Figures::new(|key| match key {
                Key::A1 => Value::Count(a1),
                Key::A3 => Value::Count(a3),
                Key::A4 => Value::Count(a4),
                Key::A5 => Value::Count(a5),
                other => Value::zero(other.sort()),
            });
            let (unit, month) = (plan.root(), plan.returns.first_month);
            let (from, cutoff) = (plan.counting_from, plan.end);
            let units = Vec::new();
            let plan = &plan;
            let content = Return {
                plan,
                unit,
                month,
                from,
                cutoff,
                left_out: 0,
                figures,
                units,
                hazards,
                filed: Vec::new(),
            };
            content.compare().map_err(|mismatch| mismatch.figures)
        };
        let rows = || vec![row("h-1", true, false), row("h-2", false, true)];
        assert_eq!(counted(1, 1, 1, 1, rows()), Ok(()));
        assert_eq!(counted(1, 0, 1, 1, rows()), Err("A1+A3"));
        assert_eq!(counted(1, 1, 0, 1, rows()), Err("A2+A4"));
        assert_eq!(counted(1, 1, 1, 2, rows()), Err("A5"));
    }
}
