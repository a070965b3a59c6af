//! A plan: units, quotas, deadlines and returns of one campaign. Every number that a rule uses stands here.

mod deadlines;
pub mod new;
mod read;

pub use deadlines::{Deadline, Task};

use crate::config::{ConfigError, Source};
use crate::record::term::{Document, Word};
use crate::record::{Id, Month};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The built-in plans: id and text.
pub const BUILT_IN: [(&str, &str); 1] = [("qujing-2023", include_str!("../catalog/plans/qujing-2023.toml"))];

/// The deepest that units may be nested.
const DEPTH: usize = 8;

/// A campaign's plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The plan's id.
    pub id: String,
    /// The campaign's name.
    pub title: String,
    /// The number of the document that orders it.
    pub document: String,
    /// The first day whose facts count.
    pub counting_from: NaiveDate,
    /// The campaign's last day.
    pub end: NaiveDate,
    /// The first month in which each principal leads a check.
    pub leader_checks_from: Option<Month>,
    /// The years up to the day judged in which an accident singles an enterprise out (近3年).
    pub accident_years: Option<u32>,
    /// Numbers that must be reached.
    pub quota: Quota,
    /// The monthly returns.
    pub returns: Returns,
    /// Days by which documents are due, but the returns.
    pub documents: BTreeMap<Document, NaiveDate>,
    /// The day by which enterprises hand in their self-checks.
    pub self_check: Option<NaiveDate>,
    /// The day by which every listed enterprise is inspected.
    pub inspections: Option<NaiveDate>,
    /// The passages of the document that deadlines come from, by [`Task::key`].
    pub passages: BTreeMap<&'static str, String>,
    /// The units, in the order of the plan.
    pub units: Vec<Unit>,
}

/// Numbers that must be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// Listed enterprises a county (户).
    pub enterprises_per_county: u32,
    /// Different inspectors at one inspection (persons).
    pub inspectors_per_inspection: u32,
    /// Days within which a hazard found by inspection is penalized.
    pub penalty_days: u32,
}

/// The monthly returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returns {
    /// The first month that is reported.
    pub first_month: Month,
    /// The last month that is reported.
    pub last_month: Month,
    /// The day of the month by which the return is due, 1 to 28.
    pub due_day: u32,
}

/// Which unit of [`Plan::units`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitIndex(pub u16);

/// A reporting unit (填报单位).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The id, and the name of its folder.
    pub id: Id,
    /// The name on the forms.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The unit above.
    pub parent: Option<UnitIndex>,
    /// 行政区划代码 (GB/T 2260).
    pub code: Option<String>,
    /// Where its figures come from. A plan file does not say it: `hazards.toml` does.
    pub figures_from: FigureSource,
}

/// Where the figures of a unit come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FigureSource {
    /// They are counted from its records.
    #[default]
    Records,
    /// They are those of the returns that it has filed.
    Filings,
}

impl FigureSource {
    /// The words for them.
    pub(crate) const WORDS: [(&'static str, Self); 2] =
        [("records", Self::Records), ("filings", Self::Filings)];
}

/// The level of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// 省
    Province,
    /// 州市
    City,
    /// 县区
    County,
    /// 本级
    Own,
}

impl Level {
    /// The words for the levels.
    pub(crate) const WORDS: [(&'static str, Self); 4] =
        [("province", Self::Province), ("city", Self::City), ("county", Self::County), ("own", Self::Own)];

    /// The word for it in a plan file.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, level)| *level == self).map_or("", |(word, _)| word)
    }

    /// The level of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, level)| *level)
    }

    /// The words for the levels, the highest first.
    pub fn words() -> impl Iterator<Item = &'static str> {
        Self::WORDS.iter().map(|(word, _)| *word)
    }

    /// Whether units of this level may stand directly above units of another.
    pub fn is_above(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Province, Self::City | Self::County | Self::Own) | (Self::City, Self::County | Self::Own)
        )
    }

    /// Whether units of this level hold records of all kinds; others hold filings only.
    pub fn holds_records(self) -> bool {
        matches!(self, Self::County | Self::Own)
    }
}

impl Plan {
    /// Reads a plan file.
    ///
    /// # Errors
    /// All mistakes, each with its line.
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ConfigError>> {
        Source::new(path, text).read(read::read_plan)
    }

    /// The text of a built-in plan.
    pub fn built_in(id: &str) -> Option<&'static str> {
        BUILT_IN.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
    }

    /// A unit.
    pub fn unit(&self, index: UnitIndex) -> &Unit {
        &self.units[usize::from(index.0)]
    }

    /// Whether the figures of a unit are those that it has filed.
    pub fn is_by_filings(&self, unit: UnitIndex) -> bool {
        self.unit(unit).figures_from == FigureSource::Filings
    }

    /// The unit of this id.
    pub fn find_unit(&self, id: &str) -> Option<UnitIndex> {
        self.units.iter().position(|unit| unit.id.as_str() == id).map(index_of)
    }

    /// All units with their indexes, in the order of the plan.
    pub fn units(&self) -> impl Iterator<Item = (UnitIndex, &Unit)> {
        self.units.iter().enumerate().map(|(position, unit)| (index_of(position), unit))
    }

    /// The unit above all others.
    pub fn root(&self) -> UnitIndex {
        self.units().find(|(_, unit)| unit.parent.is_none()).map_or(UnitIndex(0), |(index, _)| index)
    }

    /// The units from this one upwards, itself first.
    pub fn upwards(&self, unit: UnitIndex) -> impl Iterator<Item = UnitIndex> {
        std::iter::successors(Some(unit), |unit| self.unit(*unit).parent)
    }

    /// Whether a unit is another or lies below it.
    pub fn is_within(&self, unit: UnitIndex, other: UnitIndex) -> bool {
        self.upwards(unit).any(|above| above == other)
    }

    /// Whether what stands in a unit's folder, or in none, concerns another unit: what stands in none concerns
    /// the whole tree.
    pub fn concerns(&self, stands_in: Option<UnitIndex>, unit: UnitIndex) -> bool {
        stands_in.map_or(unit == self.root(), |of| self.is_within(of, unit))
    }

    /// A unit and all below it, in the order of the plan.
    pub fn within(&self, unit: UnitIndex) -> Vec<UnitIndex> {
        self.units().map(|(index, _)| index).filter(|index| self.is_within(*index, unit)).collect()
    }

    /// The name of the nearest city, at or above a unit: 州市 on a form. Empty where there is none.
    pub fn city_name(&self, unit: UnitIndex) -> &str {
        self.upwards(unit)
            .map(|unit| self.unit(unit))
            .find(|unit| unit.level == Level::City)
            .map_or("", |unit| &unit.name)
    }

    /// Whether records of a unit may refer to enterprises that another unit lists: its own, or for an
    /// `own` unit any below its parent.
    pub fn may_refer(&self, from: UnitIndex, listed_by: UnitIndex) -> bool {
        let unit = self.unit(from);
        from == listed_by
            || (unit.level == Level::Own
                && unit.parent.is_some_and(|parent| self.is_within(listed_by, parent)))
    }

    /// The months that are reported.
    pub fn months(&self) -> impl Iterator<Item = Month> {
        self.returns.first_month.until(self.returns.last_month)
    }

    /// Whether a month is one of those that are reported.
    pub fn reports(&self, month: Month) -> bool {
        (self.returns.first_month..=self.returns.last_month).contains(&month)
    }

    /// The day by which a month's return is due.
    pub fn due(&self, month: Month) -> NaiveDate {
        month.day(self.returns.due_day)
    }

    /// All that is to be filed, with the day by which it is due: documents in their order, a return a month.
    pub fn filings_due(&self) -> impl Iterator<Item = (Document, Option<Month>, NaiveDate)> {
        let months = |document: Document| -> Vec<Option<Month>> {
            if document == Document::Return { self.months().map(Some).collect() } else { vec![None] }
        };
        let all = Document::ALL
            .iter()
            .flat_map(move |document| months(*document).into_iter().map(move |month| (*document, month)));
        all.filter_map(|(document, month)| Some((document, month, self.deadline(document, month)?)))
    }

    /// The day by which a document is due; a return's depends on its month.
    pub fn deadline(&self, document: Document, month: Option<Month>) -> Option<NaiveDate> {
        match (document, month) {
            (Document::Return, month) => {
                month.filter(|month| self.reports(*month)).map(|month| self.due(month))
            }
            _ => self.documents.get(&document).copied(),
        }
    }
}

/// Plans have far fewer than 65,536 units: the reader sees to it.
fn index_of(position: usize) -> UnitIndex {
    UnitIndex(u16::try_from(position).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn qujing() -> Plan {
        Plan::read("plan", Plan::built_in("qujing-2023").unwrap()).unwrap()
    }

    #[test]
    fn the_plan_of_qujing() {
        let plan = qujing();
        assert_eq!(plan.units.len(), 12);
        assert_eq!(plan.months().count(), 8);
        assert_eq!(plan.quota.enterprises_per_county, 15);
        let (qilin, benji) = (plan.find_unit("qilin").unwrap(), plan.find_unit("benji").unwrap());
        assert!(plan.may_refer(benji, qilin) && !plan.may_refer(qilin, benji));
        assert_eq!(plan.city_name(qilin), "曲靖市");
        assert_eq!(plan.within(plan.root()).len(), 12);
    }

    #[test]
    fn a_plan_is_whole() {
        let text = Plan::built_in("qujing-2023").unwrap();
        for (from, to, said) in [
            ("id = \"qilin\"", "id = \"benji\"", "twice"),
            ("id = \"qujing\"\n", "id = \"qujing\"\nparent = \"qilin\"\n", "circle"),
            ("parent = \"qujing\"", "parent = \"qujin\"", "did you mean `qujing`"),
            ("due_day = 24", "due_day = 29", "1 to 28"),
            ("level = \"city\"", "level = \"town\"", "known are"),
            ("penalty_days = 90", "penalty_days = -1", "whole number"),
            ("penalty_days = 90", "penalty_day = 90", "did you mean"),
        ] {
            assert!(text.contains(from), "{from}");
            let errors = Plan::read("plan", &text.replacen(from, to, 1)).unwrap_err();
            assert!(errors.iter().any(|error| error.message.en.contains(said)), "{to}: {errors:?}");
        }
    }
}
