//! Reading a plan file, and whether it is whole.

use super::{DEPTH, FigureSource, Level, Plan, Quota, Returns, Task, Unit, index_of};
use crate::config::{At, Table, unknown_word};
use crate::lang::Text;
use crate::record::Id;
use crate::record::term::{Document, Word};
use crate::text::quote;
use chrono::NaiveDate;
use std::collections::BTreeMap;

pub(super) fn read_plan(top: &mut Table<'_, '_>) -> Option<Plan> {
    let id = top.required("id", Table::text);
    let title = top.required("title", Table::text);
    let document = top.required("document", Table::text);
    let counting_from = top.required("counting_from", Table::date);
    let end = top.required("end", Table::date);
    let leader_checks_from = top.month("leader_checks_from").map(|month| month.value);
    let accident_years = top.whole("accident_years").map(|years| years.value);
    let quota = top.required("quota", |top, key| top.table(key, read_quota));
    let returns = top.required("returns", |top, key| top.table(key, read_returns));
    let deadlines = top.table("deadlines", read_deadlines).unwrap_or_default();
    let passages = top.table("passages", read_passages).unwrap_or_default();
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
        accident_years,
        quota: quota?,
        returns: returns?,
        documents: deadlines.documents,
        self_check: deadlines.self_check,
        inspections: deadlines.inspections,
        passages,
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

fn read_passages(table: &mut Table<'_, '_>) -> Option<BTreeMap<&'static str, String>> {
    Some(Task::KEYS.into_iter().filter_map(|key| Some((key, table.text(key)?.value))).collect())
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
                figures_from: FigureSource::default(),
            })
            .collect()
    })
}
