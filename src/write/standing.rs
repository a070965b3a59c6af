//! Where one record stands, for people and for programs.

use super::trace::{self, Author};
use super::{Error, csv, table};
use crate::check::Context;
use crate::figure::Key;
use crate::finding::{Place, Spot};
use crate::form::content::{Counted, Months, Standing, Uncounted};
use crate::lang::{Lang, Text, list};
use crate::record::{Kind, Month, Origin};
use crate::sheet::{Line, Page, Rows, Table, Value};
use crate::store::git::Changes;
use crate::text::{json_safe, printable, visible};
use serde_json::{Value as Json, json};

/// A record, and what becomes of it.
#[derive(Clone, Copy)]
pub struct Told<'a, 'r> {
    /// The records, the plan and the catalogue.
    pub context: &'a Context<'r>,
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: &'a str,
    /// The enterprise that it is about, by id.
    pub enterprise: Option<&'a str>,
    /// Which record of which file it is.
    pub origin: Origin,
    /// Where it begins.
    pub spot: &'a Spot,
    /// What becomes of it; `None` of a record that cannot be read.
    pub standing: Option<&'a Standing<'r>>,
    /// Who entered it and who changed it last, where that is asked for.
    pub changes: Option<&'a Changes>,
}

impl Told<'_, '_> {
    fn place(&self) -> Option<&Place> {
        match self.spot {
            Spot::Place(place) => Some(place),
            _ => None,
        }
    }

    fn returns(&self) -> &[Months<'_>] {
        self.standing.map_or(&[], |standing| &standing.returns)
    }

    fn unit(&self, months: &Months<'_>) -> &str {
        &self.context.plan.unit(months.unit).name
    }

    fn reasons(&self, uncounted: &Uncounted<'_>, months: &Months<'_>, lang: Lang) -> String {
        let from = self.context.plan.counting_from;
        let said = uncounted.reasons.iter().map(|reason| reason.text(from, months.cutoff));
        let said: Vec<String> = said.map(|text| text.in_lang(lang).to_owned()).collect();
        said.join(match lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        })
    }

    /// Why it is in none of the figures, where that goes for all months and units.
    fn nowhere(&self) -> Option<Text> {
        if self.standing.is_none() {
            return Some(Text::fixed(
                "这条记录无法读取，不计入任何指标；hazards check 可查看原因",
                "the record cannot be read and is in no figure; hazards check says why",
            ));
        }
        matches!(self.kind, Kind::Enterprise | Kind::Selfcheck).then_some(Text::fixed(
            "附件3-1 的指标不统计这类记录",
            "no figure of form 3-1 counts such records",
        ))
    }
}

/// `2023-05 至 2023-08`
fn span(months: &[Month], lang: Lang) -> String {
    match (months.first(), months.last()) {
        (Some(first), Some(last)) if first != last => match lang {
            Lang::Zh => format!("{first} 至 {last}"),
            Lang::En => format!("{first} to {last}"),
        },
        (Some(month), _) => month.to_string(),
        _ => String::new(),
    }
}

/// Its rows on 3-2: one number where it is the same in all months, else one a month.
fn rows(months: &Months<'_>) -> String {
    let numbers = || months.rows.iter().flatten();
    match numbers().next() {
        Some(first) if numbers().all(|number| number == first) => first.to_string(),
        _ => numbers().map(usize::to_string).collect::<Vec<_>>().join("、"),
    }
}

fn counted(one: &Counted<'_>, lang: Lang) -> String {
    let Counted { key, adds, counted_by } = one;
    let by = counted_by.map(|id| by(id, lang)).unwrap_or_default();
    match lang {
        Lang::Zh => format!("{key} 计 {adds}{}", if by.is_empty() { by } else { format!("（{by}）") }),
        Lang::En => format!("{key} {adds}{}", if by.is_empty() { by } else { format!(" ({by})") }),
    }
}

/// That an earlier record has counted the same enterprise.
fn by(id: &str, lang: Lang) -> String {
    let id = visible(id);
    let said =
        Text::made(format!("同一企业已由 {id} 计入"), format!("the enterprise is counted by {id} already"));
    said.in_lang(lang).to_owned()
}

const HEADINGS: [Text; 5] = [
    Text::fixed("单位", "unit"),
    Text::fixed("月份", "months"),
    Text::fixed("计入", "counts in"),
    Text::fixed("附件3-2 第几行", "row of 3-2"),
    Text::fixed("未计入及原因", "not in, and why"),
];

/// As a table on a terminal, no wider than so many columns.
pub fn page(told: Told<'_, '_>, lang: Lang, width: usize) -> String {
    let line = told.place().map(|place| format!(":{}", place.line)).unwrap_or_default();
    let path = told.context.records.path(told.origin);
    let enterprise = told.enterprise.map(|id| told.context.enterprise(id).map_or(id, |it| it.name.as_str()));
    let kind = told.kind.name();
    let mut heading = vec![vec![format!("{} {}", kind.in_lang(lang), visible(told.id))]];
    heading.first_mut().into_iter().for_each(|line| line.extend(enterprise.map(visible)));
    heading.push(vec![format!("{}{path}{line}", Text::fixed("位置：", "place: ").in_lang(lang))]);
    if let Some(changes) = told.changes {
        let author = |about| Author(about).text(lang);
        let (entered, changed) = (author(changes.entered.as_ref()), author(changes.changed.as_ref()));
        let said = Text::made(format!("录入：{entered}"), format!("entered: {entered}"));
        heading.push(vec![said.in_lang(lang).to_owned()]);
        let said = Text::made(format!("最后改动：{changed}"), format!("changed: {changed}"));
        heading.push(vec![said.in_lang(lang).to_owned()]);
    }
    if let Some(why) = told.nowhere() {
        return table::page(
            &Page { heading, tables: vec![], notes: vec![why.in_lang(lang).to_owned()] },
            width,
        );
    }
    let is_hazard = told.kind == Kind::Hazard;
    let columns = |mut all: Vec<Value>| {
        if !is_hazard {
            all.remove(3);
        }
        all
    };
    let cells = |months: &Months<'_>| {
        let counted: Vec<String> = months.counted.iter().map(|one| counted(one, lang)).collect();
        columns(vec![
            Value::from(told.unit(months)),
            Value::from(span(&months.months, lang)),
            Value::from(if counted.is_empty() { "—".to_owned() } else { counted.join("\n") }),
            Value::from(rows(months)),
            Value::from(grouped(told, months, lang).join("\n")),
        ])
    };
    let headings = columns(HEADINGS.iter().map(|heading| Value::from(heading.in_lang(lang))).collect());
    let lines = told.returns().iter().map(|months| Line::Cells(cells(months))).collect();
    let headings = headings.iter().map(Value::to_string).collect();
    table::page(&Page { heading, tables: vec![Table { headings, lead: 0, lines }], notes: vec![] }, width)
}

/// The figures that it is not in, those of the same reasons together.
fn grouped(told: Told<'_, '_>, months: &Months<'_>, lang: Lang) -> Vec<String> {
    let mut groups: Vec<(Vec<Key>, String)> = Vec::new();
    for uncounted in &months.uncounted {
        let reasons = told.reasons(uncounted, months, lang);
        match groups.iter_mut().find(|(_, known)| *known == reasons) {
            Some((keys, _)) => keys.push(uncounted.key),
            None => groups.push((vec![uncounted.key], reasons)),
        }
    }
    let said = |(keys, reasons): &(Vec<Key>, String)| match lang {
        Lang::Zh => format!("{}：{reasons}", list(stretches(keys), lang)),
        Lang::En => format!("{}: {reasons}", list(stretches(keys), lang)),
    };
    groups.iter().map(said).collect()
}

/// Figures of one section that follow each other, three or more of them, as `A1–A6`.
fn stretches(keys: &[Key]) -> Vec<String> {
    let place = |key: &Key| Key::ALL.iter().position(|known| known == key);
    let follows = |a: &Key, b: &Key| {
        a.name().get(..1) == b.name().get(..1) && place(a).map(|place| place + 1) == place(b)
    };
    let mut said = Vec::new();
    for stretch in keys.chunk_by(follows) {
        match stretch {
            [first, _, .., last] => said.push(format!("{first}–{last}")),
            few => said.extend(few.iter().map(Key::to_string)),
        }
    }
    said
}

/// As comma-separated values: a row for each unit, stretch of months and figure.
///
/// # Errors
/// Never in practice.
pub fn csv(told: Told<'_, '_>, lang: Lang) -> Result<Vec<u8>, Error> {
    let headings = [
        Text::fixed("单位", "unit"),
        Text::fixed("自", "from"),
        Text::fixed("至", "to"),
        Text::fixed("附件3-2 第几行", "row of 3-2"),
        Text::fixed("指标", "figure"),
        Text::fixed("计入", "adds"),
        Text::fixed("原因", "why"),
    ];
    let mut all = Vec::new();
    for months in told.returns() {
        let lead = || {
            let month = |month: Option<&Month>| Value::from(month.map(Month::to_string).unwrap_or_default());
            let ends = [month(months.months.first()), month(months.months.last())];
            [Value::from(told.unit(months))].into_iter().chain(ends).chain([Value::from(rows(months))])
        };
        let mut lines: Vec<(Key, Value, String)> = Vec::new();
        for one in &months.counted {
            let why = one.counted_by.map(|id| by(id, lang)).unwrap_or_default();
            lines.push((one.key, Value::from(one.adds), why));
        }
        for one in &months.uncounted {
            lines.push((one.key, Value::from(""), told.reasons(one, months, lang)));
        }
        lines.sort_by_key(|(key, ..)| *key);
        for (key, adds, why) in lines {
            all.push(lead().chain([Value::from(key.name()), adds, Value::from(why)]).collect());
        }
    }
    let headings = headings.iter().map(|heading| heading.in_lang(lang).to_owned()).collect();
    csv::csv(&Rows { headings, rows: all })
}

/// As JSON.
pub fn json(told: Told<'_, '_>, lang: Lang) -> String {
    let plan = told.context.plan;
    let counted = |one: &Counted<'_>| {
        let mut counted = json!({ "figure": one.key.name(), "adds": trace::value(one.adds) });
        if let (Some(id), Some(object)) = (one.counted_by, counted.as_object_mut()) {
            object.insert("counted_by".to_owned(), json!(id));
        }
        counted
    };
    let returns = told.returns().iter().map(|months| {
        let uncounted = |one: &Uncounted<'_>| {
            let reason = |reason: &crate::tally::Reason<'_>| {
                let message = reason.text(plan.counting_from, months.cutoff);
                json!({ "code": reason.code(), "message": message.in_lang(lang) })
            };
            json!({ "figure": one.key.name(), "reasons": one.reasons.iter().map(reason).collect::<Vec<_>>() })
        };
        json!({
            "unit": plan.unit(months.unit).id.as_str(),
            "months": months.months.iter().map(Month::to_string).collect::<Vec<_>>(),
            "rows": months.rows,
            "figures": months.counted.iter().map(counted).collect::<Vec<_>>(),
            "not_in": months.uncounted.iter().map(uncounted).collect::<Vec<_>>(),
        })
    });
    let mut record = json!({
        "unit": plan.unit(told.origin.unit).id.as_str(),
        "kind": told.kind.folder(),
        "id": printable(told.id),
        "path": told.context.records.path(told.origin),
        "line": told.place().map(|place| place.line),
        "readable": told.standing.is_some(),
    });
    if let (Some(changes), Some(object)) = (told.changes, record.as_object_mut()) {
        trace::add_changes(object, changes);
    }
    let document = json!({
        "version": 1,
        "record": record,
        "returns": returns.collect::<Vec<Json>>(),
    });
    json_safe(format!("{document:#}\n"))
}
