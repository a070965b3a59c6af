//! A plan: units, quotas, deadlines and returns of one campaign. Every number that a rule uses stands here.

use crate::config::{At, ConfigError, Source, Table, unknown_word};
use crate::lang::Text;
use crate::record::term::{Document, Word};
use crate::record::{Id, Month};
use crate::text::quote;
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
    const WORDS: [(&'static str, Self); 4] =
        [("province", Self::Province), ("city", Self::City), ("county", Self::County), ("own", Self::Own)];

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
        Source::new(path, text).read(read_plan)
    }

    /// The text of a built-in plan.
    pub fn built_in(id: &str) -> Option<&'static str> {
        BUILT_IN.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
    }

    /// A unit.
    pub fn unit(&self, index: UnitIndex) -> &Unit {
        &self.units[usize::from(index.0)]
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

    /// The day by which a month's return is due.
    pub fn due(&self, month: Month) -> NaiveDate {
        month.day(self.returns.due_day)
    }

    /// The day by which a document is due; a return's depends on its month.
    pub fn deadline(&self, document: Document, month: Option<Month>) -> Option<NaiveDate> {
        match (document, month) {
            (Document::Return, Some(month)) => Some(self.due(month)),
            (Document::Return, None) => None,
            _ => self.documents.get(&document).copied(),
        }
    }
}

/// Plans have far fewer than 65,536 units: the reader sees to it.
fn index_of(position: usize) -> UnitIndex {
    UnitIndex(u16::try_from(position).unwrap_or(u16::MAX))
}

fn read_plan(top: &mut Table<'_, '_>) -> Option<Plan> {
    let id = top.required("id", Table::text);
    let title = top.required("title", Table::text);
    let document = top.required("document", Table::text);
    let counting_from = top.required("counting_from", Table::date);
    let end = top.required("end", Table::date);
    let leader_checks_from = top.month("leader_checks_from").map(|month| month.value);
    let quota = top.required("quota", |top, key| top.table(key, read_quota));
    let returns = top.required("returns", |top, key| top.table(key, read_returns));
    let deadlines = top.table("deadlines", read_deadlines).unwrap_or_default();
    let units = top.required("units", |top, key| top.tables(key, read_unit));
    let units = units.and_then(|units| connect(top, units));
    let (counting_from, end) = (counting_from?, end?);
    if end.value < counting_from.value {
        top.error(
            end.span.clone(),
            Text::fixed("`end` 早于 `counting_from`", "`end` is before `counting_from`"),
        );
    }
    Some(Plan {
        id: id?.value,
        title: title?.value,
        document: document?.value,
        counting_from: counting_from.value,
        end: end.value,
        leader_checks_from,
        quota: quota?,
        returns: returns?,
        documents: deadlines.documents,
        self_check: deadlines.self_check,
        inspections: deadlines.inspections,
        units: units?,
    })
}

fn read_quota(table: &mut Table<'_, '_>) -> Option<Quota> {
    let enterprises = table.required("enterprises_per_county", Table::whole);
    let inspectors = table.required("inspectors_per_inspection", Table::whole);
    let days = table.required("penalty_days", Table::whole);
    Some(Quota {
        enterprises_per_county: enterprises?.value,
        inspectors_per_inspection: inspectors?.value,
        penalty_days: days?.value,
    })
}

fn read_returns(table: &mut Table<'_, '_>) -> Option<Returns> {
    let first = table.required("first_month", Table::month);
    let last = table.required("last_month", Table::month);
    let due = table.required("due_day", Table::whole);
    let (first, last, due) = (first?, last?, due?);
    if last.value < first.value {
        table.error(
            last.span,
            Text::fixed("`last_month` 早于 `first_month`", "`last_month` is before `first_month`"),
        );
    }
    if !(1..=28).contains(&due.value) {
        table.error(due.span, Text::fixed("`due_day` 应在 1 至 28 之间", "`due_day` must be 1 to 28"));
        return None;
    }
    Some(Returns { first_month: first.value, last_month: last.value, due_day: due.value })
}

#[derive(Default)]
struct Deadlines {
    documents: BTreeMap<Document, NaiveDate>,
    self_check: Option<NaiveDate>,
    inspections: Option<NaiveDate>,
}

fn read_deadlines(table: &mut Table<'_, '_>) -> Option<Deadlines> {
    let mut documents = BTreeMap::new();
    for document in Document::ALL {
        if *document != Document::Return
            && let Some(day) = table.date(document.word())
        {
            documents.insert(*document, day.value);
        }
    }
    Some(Deadlines {
        documents,
        self_check: table.date("self_check").map(|day| day.value),
        inspections: table.date("inspections").map(|day| day.value),
    })
}

/// A unit before its parent is looked up.
struct Loose {
    id: At<Id>,
    name: At<String>,
    level: Level,
    parent: Option<At<String>>,
    code: Option<String>,
}

fn read_unit(table: &mut Table<'_, '_>) -> Option<Loose> {
    let id = table.required("id", Table::id);
    let name = table.required("name", Table::text);
    let level = table.required("level", |table, key| table.word(key, &Level::WORDS));
    let parent = table.text("parent");
    let code = table.text("code").map(|code| code.value);
    Some(Loose { id: id?, name: name?, level: level?.value, parent, code })
}

/// Ties the units into one tree: ids and names unique, one root, no circle, not too deep.
fn connect(top: &Table<'_, '_>, loose: Vec<Loose>) -> Option<Vec<Unit>> {
    let mut sound = loose.len() < usize::from(u16::MAX);
    let mut fail = |at: &std::ops::Range<usize>, zh: String, en: String| {
        top.error(at.clone(), Text::made(zh, en));
        sound = false;
    };
    let mut ids = BTreeMap::new();
    let mut names = BTreeMap::new();
    let mut roots = 0;
    for (position, unit) in loose.iter().enumerate() {
        if ids.insert(unit.id.value.as_str(), position).is_some() {
            let id = quote(&unit.id.value);
            fail(&unit.id.span, format!("单位 {id} 出现两次"), format!("the unit {id} is named twice"));
        }
        if names.insert(unit.name.value.as_str(), position).is_some() {
            let name = quote(&unit.name.value);
            fail(
                &unit.name.span,
                format!("单位名称 {name} 出现两次"),
                format!("the unit name {name} is there twice"),
            );
        }
        if unit.parent.is_none() {
            roots += 1;
            if roots == 2 {
                fail(
                    &unit.id.span,
                    "只能有一个没有上级（parent）的单位".into(),
                    "only one unit may have no `parent`".into(),
                );
            }
        }
    }
    if roots == 0 {
        fail(&top.span(), "应有一个没有上级（parent）的单位".into(), "one unit must have no `parent`".into());
    }
    let mut parents = Vec::new();
    for unit in &loose {
        let parent = unit.parent.as_ref().map(|parent| (parent, ids.get(parent.value.as_str())));
        if let Some((parent, None)) = parent {
            let said = unknown_word(&parent.value, ids.keys().copied());
            fail(
                &parent.span,
                format!("未知的上级单位：{}", said.zh),
                format!("unknown parent unit: {}", said.en),
            );
        }
        parents.push(parent.and_then(|(_, position)| position.copied()));
    }
    for (position, unit) in loose.iter().enumerate() {
        let above = std::iter::successors(Some(position), |unit| parents.get(*unit).copied().flatten());
        let height = above.take(loose.len() + 1).count();
        let id = quote(&unit.id.value);
        if height > loose.len() {
            fail(
                &unit.id.span,
                format!("单位 {id} 的上级成环"),
                format!("the parents of unit {id} form a circle"),
            );
        } else if height > DEPTH {
            fail(
                &unit.id.span,
                format!("单位 {id} 超过 {DEPTH} 层"),
                format!("unit {id} is more than {DEPTH} levels deep"),
            );
        }
    }
    sound.then(|| {
        let units = loose.into_iter().zip(parents);
        units
            .map(|(unit, parent)| Unit {
                id: unit.id.value,
                name: unit.name.value,
                level: unit.level,
                parent: parent.map(index_of),
                code: unit.code,
            })
            .collect()
    })
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
