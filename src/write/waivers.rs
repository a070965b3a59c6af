//! The waivers of a repository as a table, CSV or JSON.

use super::table;
use super::{Error, csv};
use crate::check::{State, Waiving};
use crate::finding::Spot;
use crate::lang::{Lang, Text};
use crate::plan::Plan;
use crate::record::Kind;
use crate::sheet::{Line, Page, Rows, Table, Value};
use crate::text::{json_safe, printable, visible_whole};
use chrono::NaiveDate;
use serde::Serialize;
use std::borrow::Cow;

/// What a writer of waivers is given.
#[derive(Debug, Clone, Copy)]
pub struct Waivers<'w> {
    /// The waivers.
    pub waivings: &'w [Waiving<'w>],
    /// The plan, for the names of units.
    pub plan: &'w Plan,
    /// The day whose end was judged.
    pub as_of: NaiveDate,
    /// The language of headings and states.
    pub lang: Lang,
}

/// The line of a waiver.
fn line(waiving: &Waiving<'_>) -> Option<usize> {
    match &waiving.spot {
        Spot::Place(place) => Some(place.line),
        Spot::Nowhere | Spot::Field(..) => None,
    }
}

/// A table for the terminal, no wider than so many columns.
pub fn table(waivers: &Waivers<'_>, width: usize) -> String {
    let Waivers { waivings, as_of, lang, .. } = *waivers;
    let count = |state: State| waivings.iter().filter(|waiving| waiving.state == state).count();
    let [active, expiring, unused, expired] = State::ALL.map(count);
    let total = waivings.len();
    let said = Text::made(
        format!(
            "截至 {as_of}：豁免 {total} 个，生效 {active} 个，即将到期 {expiring} 个，未用 {unused} 个，已到期 {expired} 个"
        ),
        format!(
            "as of {as_of}: {total} waivers, {active} active, {expiring} end soon, {unused} unused, {expired} ended"
        ),
    );
    let mut page = Page { heading: vec![vec![said.in_lang(lang).to_owned()]], ..Page::default() };
    if total > 0 {
        let headings = Text::fixed(
            "行 状态 问题 规则 单位 记录 理由 批准人 截止日",
            "line state findings rule unit record reason approved-by until",
        );
        let cells = |waiving: &Waiving<'_>| {
            Line::Cells(vec![
                line(waiving).map_or("".into(), |line| Value::Count(line as u64)),
                waiving.state.word().in_lang(lang).into(),
                Value::Count(waiving.findings as u64),
                (&waiving.waiver.rule).into(),
                (&waivers.plan.unit(waiving.unit).name).into(),
                waiving.record.map_or("", |record| record.id()).into(),
                (&waiving.waiver.reason).into(),
                waiving.waiver.approved_by.as_deref().unwrap_or_default().into(),
                waiving.waiver.until.map(|until| until.to_string()).unwrap_or_default().into(),
            ])
        };
        page.tables.push(Table {
            headings: headings.in_lang(lang).split(' ').map(str::to_owned).collect(),
            lead: 0,
            lines: waivings
                .chunk_by(|a, b| a.path == b.path)
                .flat_map(|of_file| {
                    let file = of_file.first().map(|waiving| Line::Band(visible_whole(waiving.path)));
                    file.into_iter().chain(of_file.iter().map(cells))
                })
                .collect(),
        });
    }
    table::page(&page, width)
}

/// CSV for Excel, a row a waiver.
///
/// # Errors
/// Never in practice.
pub fn csv(waivers: &Waivers<'_>) -> Result<Vec<u8>, Error> {
    let headings = Text::fixed(
        "规则 单位 种类 记录 文件 行 理由 批准人 截止日 状态 豁免问题数",
        "rule unit kind record path line reason approved_by until state findings",
    );
    let cells = |waiving: &Waiving<'_>| {
        let waiver = waiving.waiver;
        vec![
            (&waiver.rule).into(),
            (&waivers.plan.unit(waiving.unit).name).into(),
            waiving.record.map_or("", |record| record.kind().folder()).into(),
            waiving.record.map_or("", |record| record.id()).into(),
            waiving.path.into(),
            line(waiving).map_or("".into(), |line| Value::Count(line as u64)),
            (&waiver.reason).into(),
            waiver.approved_by.as_deref().unwrap_or_default().into(),
            waiver.until.map(|until| until.to_string()).unwrap_or_default().into(),
            waiving.state.word().in_lang(waivers.lang).into(),
            Value::Count(waiving.findings as u64),
        ]
    };
    csv::csv(&Rows {
        headings: headings.in_lang(waivers.lang).split(' ').map(str::to_owned).collect(),
        rows: waivers.waivings.iter().map(cells).collect(),
    })
}

#[derive(Serialize)]
struct Document<'w> {
    version: u32,
    as_of: String,
    waivers: Vec<Item<'w>>,
}

#[derive(Serialize)]
struct Item<'w> {
    rule: &'w str,
    unit: &'w str,
    kind: Option<&'w str>,
    id: Option<&'w str>,
    path: &'w str,
    line: Option<usize>,
    reason: Cow<'w, str>,
    approved_by: Option<Cow<'w, str>>,
    until: Option<String>,
    state: &'w str,
    findings: usize,
}

/// One JSON document.
pub fn json<'w>(waivers: &Waivers<'w>) -> String {
    let item = |waiving: &'w Waiving<'w>| Item {
        rule: &waiving.waiver.rule,
        unit: waivers.plan.unit(waiving.unit).id.as_str(),
        kind: waiving.record.map(|record| record.kind()).map(Kind::folder),
        id: waiving.record.map(|record| record.id()),
        path: waiving.path,
        line: line(waiving),
        reason: printable(&waiving.waiver.reason),
        approved_by: waiving.waiver.approved_by.as_deref().map(printable),
        until: waiving.waiver.until.map(|until| until.to_string()),
        state: waiving.state.name(),
        findings: waiving.findings,
    };
    let document = Document {
        version: 1,
        as_of: waivers.as_of.to_string(),
        waivers: waivers.waivings.iter().map(item).collect(),
    };
    // A value of plain structs always serialises.
    json_safe(serde_json::to_string_pretty(&document).unwrap_or_default()) + "\n"
}
