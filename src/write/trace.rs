//! The records behind a figure, for people and for programs.

use super::{Error, csv, table};
use crate::catalog::Forms;
use crate::check::Context;
use crate::finding::{Place, Spot};
use crate::lang::{Lang, Text};
use crate::sheet::{Line, Page, Rows, Table, Value};
use crate::tally;
use crate::tally::trace::{Trace, TraceRow};
use crate::text::{json_safe, printable};
use serde_json::{Value as Json, json};

/// A figure with its records, and where each of them stands.
#[derive(Clone, Copy)]
pub struct Told<'a, 'r> {
    /// The records, the plan and the catalogue.
    pub context: &'a Context<'r>,
    /// The figure.
    pub trace: &'a Trace,
    /// Where its records begin, one a row.
    pub spots: &'a [Spot],
}

impl Told<'_, '_> {
    fn place(&self, index: usize) -> Option<&Place> {
        match self.spots.get(index) {
            Some(Spot::Place(place)) => Some(place),
            _ => None,
        }
    }

    fn path(&self, row: &TraceRow) -> &str {
        self.context.records.path(row.origin)
    }

    fn facts(row: &TraceRow) -> String {
        let facts: Vec<String> = row.facts.iter().map(|(key, day)| format!("{key} {day}")).collect();
        facts.join("，")
    }

    fn enterprise(&self, row: &TraceRow) -> String {
        let id = row.enterprise.as_deref().unwrap_or_default();
        self.context.enterprise(id).map_or_else(|| id.to_owned(), |enterprise| enterprise.name.clone())
    }

    /// The cells of a row: 单位 类别 编号 企业 依据 计入 位置.
    fn cells(&self, index: usize, row: &TraceRow, lang: Lang) -> Vec<Value> {
        let line = self.place(index).map(|place| format!(":{}", place.line)).unwrap_or_default();
        vec![
            Value::from(&self.context.plan.unit(row.origin.unit).name),
            Value::from(row.kind.name().in_lang(lang)),
            Value::from(&row.id),
            Value::from(self.enterprise(row)),
            Value::from(Self::facts(row)),
            Value::from(row.adds),
            Value::from(format!("{}{line}", self.path(row))),
        ]
    }

    fn rows(&self, lang: Lang) -> impl Iterator<Item = Vec<Value>> {
        self.trace.rows.iter().enumerate().map(move |(index, row)| self.cells(index, row, lang))
    }
}

const HEADINGS: [Text; 7] = [
    Text::fixed("单位", "unit"),
    Text::fixed("类别", "kind"),
    Text::fixed("编号", "id"),
    Text::fixed("企业", "enterprise"),
    Text::fixed("依据", "fact"),
    Text::fixed("计入", "adds"),
    Text::fixed("位置", "place"),
];

fn headings(lang: Lang) -> Vec<String> {
    HEADINGS.iter().map(|heading| heading.in_lang(lang).to_owned()).collect()
}

/// The records as a table on a terminal, no wider than so many columns.
pub fn page(told: Told<'_, '_>, forms: &Forms, lang: Lang, width: usize) -> String {
    let Trace { key, unit, period, value, rows } = told.trace;
    let part = forms.parts().find(|part| part.key == *key);
    let (name, measure) = part.map_or(("", ""), |part| (part.name.as_str(), part.unit.as_str()));
    let (whose, cutoff, count) = (&told.context.plan.unit(*unit).name, period.cutoff, rows.len());
    let title = Text::made(
        format!("{key} {name}：{value}{measure}　{whose} {}，截至 {cutoff}，{count} 条记录", period.month),
        format!("{key} {name}: {value}{measure}, {whose} {}, as of {cutoff}, {count} records", period.month),
    );
    let lines = told.rows(lang).map(Line::Cells).collect();
    let tables =
        if rows.is_empty() { vec![] } else { vec![Table { headings: headings(lang), lead: 0, lines }] };
    let definition = tally::indicator(*key).definition.in_lang(lang);
    let notes = vec![format!("{}{definition}", Text::fixed("口径：", "Definition: ").in_lang(lang))];
    table::page(&Page { heading: vec![vec![title.in_lang(lang).to_owned()]], tables, notes }, width)
}

/// The records as comma-separated values.
///
/// # Errors
/// Never in practice.
pub fn csv(told: Told<'_, '_>, lang: Lang) -> Result<Vec<u8>, Error> {
    csv::csv(&Rows { headings: headings(lang), rows: told.rows(lang).collect() })
}

/// The records as JSON.
pub fn json(told: Told<'_, '_>) -> String {
    let value = |value: crate::figure::Value| match value {
        crate::figure::Value::Count(count) => json!(count),
        crate::figure::Value::Amount(amount) => amount.to_string().parse::<Json>().unwrap_or(Json::Null),
        crate::figure::Value::YesNo(yes) => json!(crate::figure::yes_no(yes)),
    };
    let row = |(index, row): (usize, &TraceRow)| {
        let facts: serde_json::Map<String, Json> =
            row.facts.iter().map(|(key, day)| ((*key).to_owned(), json!(day.to_string()))).collect();
        json!({
            "unit": told.context.plan.unit(row.origin.unit).id.as_str(),
            "kind": row.kind.folder(),
            "id": printable(&row.id),
            "path": told.path(row),
            "line": told.place(index).map(|place| place.line),
            "adds": value(row.adds),
            "facts": facts,
        })
    };
    let document = json!({
        "version": 1,
        "figure": told.trace.key.name(),
        "unit": told.context.plan.unit(told.trace.unit).id.as_str(),
        "month": told.trace.period.month.to_string(),
        "cutoff": told.trace.period.cutoff.to_string(),
        "value": value(told.trace.value),
        "records": told.trace.rows.iter().enumerate().map(row).collect::<Vec<_>>(),
    });
    json_safe(format!("{document:#}\n"))
}
