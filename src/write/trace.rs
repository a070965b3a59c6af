//! The records behind a figure, for people and for programs.

use super::{Error, csv, table};
use crate::catalog::Forms;
use crate::check::Context;
use crate::finding::{Place, Spot};
use crate::lang::{Lang, Text};
use crate::sheet::{Line, Page, Rows, Table, Value};
use crate::store::git::{About, Changes};
use crate::tally;
use crate::tally::trace::{Trace, TraceRow};
use crate::text::{json_safe, printable, visible};
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
    /// Who entered each record and who changed it last, one a row, where that is asked for.
    pub changes: Option<&'a [Changes]>,
}

/// Who made a change, and when; nobody where it is in no commit yet.
pub(super) struct Author<'a>(pub(super) Option<&'a About>);

impl Author<'_> {
    /// `0123456789 2023-08-24 张某某`
    pub(super) fn text(&self, lang: Lang) -> String {
        match self.0 {
            Some(about) => format!("{} {} {}", about.short(), about.date, visible(&about.author)),
            None => Text::fixed("未提交", "not committed").in_lang(lang).to_owned(),
        }
    }

    /// The same in three cells.
    fn cells(&self, lang: Lang) -> [Value; 3] {
        match self.0 {
            Some(About { date, author, .. }) => {
                [self.0.map_or("", About::short).into(), date.to_string().into(), author.into()]
            }
            None => [Value::from(self.text(lang)), "".into(), "".into()],
        }
    }

    fn json(&self) -> Json {
        self.0.map_or(Json::Null, |about| {
            json!({
                "commit": about.commit,
                "date": about.date.to_string(),
                "author": printable(&about.author),
            })
        })
    }
}

/// Adds who entered a record and who changed it last.
pub(super) fn add_changes(record: &mut serde_json::Map<String, Json>, changes: &Changes) {
    record.insert("entered".to_owned(), Author(changes.entered.as_ref()).json());
    record.insert("changed".to_owned(), Author(changes.changed.as_ref()).json());
}

/// A figure's value.
pub(super) fn value(value: crate::figure::Value) -> Json {
    match value {
        crate::figure::Value::Count(count) => json!(count),
        crate::figure::Value::Amount(amount) => amount.to_string().parse::<Json>().unwrap_or(Json::Null),
        crate::figure::Value::YesNo(yes) => json!(crate::figure::yes_no(yes)),
    }
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

    /// The rows, each with what is to stand behind it of who entered it and who changed it last.
    fn rows<I: IntoIterator<Item = Value>>(
        &self,
        lang: Lang,
        told: impl Fn(Author<'_>) -> I,
    ) -> impl Iterator<Item = Vec<Value>> {
        self.trace.rows.iter().enumerate().map(move |(index, row)| {
            let mut cells = self.cells(index, row, lang);
            if let Some(changes) = self.changes.and_then(|changes| changes.get(index)) {
                cells.extend(told(Author(changes.entered.as_ref())));
                cells.extend(told(Author(changes.changed.as_ref())));
            }
            cells
        })
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

const AUTHORS: [Text; 2] = [Text::fixed("录入", "entered"), Text::fixed("最后改动", "changed")];

const AUTHOR_CELLS: [Text; 6] = [
    Text::fixed("录入提交", "entered: commit"),
    Text::fixed("录入日期", "entered: day"),
    Text::fixed("录入人", "entered: author"),
    Text::fixed("改动提交", "changed: commit"),
    Text::fixed("改动日期", "changed: day"),
    Text::fixed("改动人", "changed: author"),
];

fn headings(told: Told<'_, '_>, authors: &[Text], lang: Lang) -> Vec<String> {
    let authors = told.changes.map_or(&[][..], |_| authors);
    HEADINGS.iter().chain(authors).map(|heading| heading.in_lang(lang).to_owned()).collect()
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
    let lines = told.rows(lang, |author| [author.text(lang).into()]).map(Line::Cells).collect();
    let tables = if rows.is_empty() {
        vec![]
    } else {
        vec![Table { headings: headings(told, &AUTHORS, lang), lead: 0, lines }]
    };
    let definition = tally::indicator(*key).definition.in_lang(lang);
    let notes = vec![format!("{}{definition}", Text::fixed("口径：", "Definition: ").in_lang(lang))];
    table::page(&Page { heading: vec![vec![title.in_lang(lang).to_owned()]], tables, notes }, width)
}

/// The records as comma-separated values.
///
/// # Errors
/// Never in practice.
pub fn csv(told: Told<'_, '_>, lang: Lang) -> Result<Vec<u8>, Error> {
    let rows = told.rows(lang, |author| author.cells(lang)).collect();
    csv::csv(&Rows { headings: headings(told, &AUTHOR_CELLS, lang), rows })
}

/// The records as JSON.
pub fn json(told: Told<'_, '_>) -> String {
    let row = |(index, row): (usize, &TraceRow)| {
        let facts: serde_json::Map<String, Json> =
            row.facts.iter().map(|(key, day)| ((*key).to_owned(), json!(day.to_string()))).collect();
        let mut record = json!({
            "unit": told.context.plan.unit(row.origin.unit).id.as_str(),
            "kind": row.kind.folder(),
            "id": printable(&row.id),
            "path": told.path(row),
            "line": told.place(index).map(|place| place.line),
            "adds": value(row.adds),
            "facts": facts,
        });
        let changes = told.changes.and_then(|changes| changes.get(index));
        if let (Some(changes), Some(object)) = (changes, record.as_object_mut()) {
            add_changes(object, changes);
        }
        record
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
