//! What has changed between two returns, figure by figure and record by record, for people and for programs.

use super::trace::value;
use super::{Error, csv, table};
use crate::catalog::Forms;
use crate::check::Context;
use crate::figure::Key;
use crate::finding::{Place, Spot};
use crate::lang::{Lang, Text};
use crate::record::Amount;
use crate::sheet::{Line, Page, Rows, Table, Value};
use crate::tally::compare::{self, Change, Delta, Difference, FieldChange, by_cause};
use crate::tally::drift::Why;
use crate::text::{json_safe, printable, visible, visible_whole};
use serde_json::{Value as Json, json};
use std::fmt::Write;

/// One of the two returns.
#[derive(Debug, Clone)]
pub struct Side {
    /// What it is, in words: the month and its cutoff, the commit, the filing.
    pub name: Text,
    /// The same for programs.
    pub json: Json,
}

/// A comparison, and where the records of the later state stand.
#[derive(Clone, Copy)]
pub struct Told<'a, 'r> {
    /// The records of the later state, the plan and the catalogue.
    pub context: &'a Context<'r>,
    /// The records of the earlier state.
    pub before: &'a Context<'r>,
    /// The unit's name.
    pub unit: &'a str,
    /// The unit's id.
    pub unit_id: &'a str,
    /// Whence.
    pub from: &'a Side,
    /// Whither.
    pub to: &'a Side,
    /// All figures that were compared, in the order of the form.
    pub differences: &'a [Difference],
    /// Where the records of the changes stand in the later state, one a change, in the same order.
    pub spots: &'a [Option<Spot>],
    /// Whether the causes are known.
    pub why: Why,
}

impl<'a> Told<'a, '_> {
    /// Every change with its figure and number.
    fn changes(&self) -> impl Iterator<Item = (usize, &'a Difference, &'a Change)> {
        let all = self.differences.iter();
        let all =
            all.flat_map(|difference| difference.changes.iter().map(move |change| (difference, change)));
        all.enumerate().map(|(index, (difference, change))| (index, difference, change))
    }

    fn differing(&self) -> impl Iterator<Item = &'a Difference> {
        self.differences.iter().filter(|difference| difference.before != difference.after)
    }

    fn place(&self, index: usize) -> Option<&Place> {
        match self.spots.get(index) {
            Some(Some(Spot::Place(place))) => Some(place),
            _ => None,
        }
    }

    fn enterprise(&self, change: &Change) -> String {
        let Some(id) = change.enterprise.as_deref() else { return String::new() };
        let known = self.context.enterprise(id).or_else(|| self.before.enterprise(id));
        known.map_or_else(|| id.to_owned(), |enterprise| enterprise.name.clone())
    }

    /// A change on three lines: what it adds, why and whose it is; what has changed or which days count;
    /// where it stands.
    fn write_change(&self, index: usize, change: &Change, lang: Lang, out: &mut String) {
        let (delta, cause) = (change.delta.to_string(), change.cause.word());
        let kind = change.kind.name();
        let (enterprise, basis) = (visible(&self.enterprise(change)), basis(change));
        let (cause, kind, id) = (cause.in_lang(lang), kind.in_lang(lang), visible(&change.id));
        let line = format!("  {delta:>4} {cause}　{kind} {id} {enterprise}");
        let _ = writeln!(out, "{}", line.trim_end());
        if !basis.is_empty() {
            let _ = writeln!(out, "       {}", visible_whole(&basis));
        }
        if !change.path.is_empty() {
            let line = self.place(index).map(|place| format!(":{}", place.line)).unwrap_or_default();
            let _ = writeln!(out, "       {}{line}", visible_whole(&change.path));
        }
    }

    /// The cells of a change: 指标 原为 现为 原因 变动 类别 编号 企业 依据 位置.
    fn cells(&self, index: usize, of: &Difference, change: &Change, lang: Lang) -> Vec<Value> {
        let line = self.place(index).map(|place| format!(":{}", place.line)).unwrap_or_default();
        vec![
            Value::from(of.key.name()),
            Value::from(of.before),
            Value::from(of.after),
            Value::from(change.cause.word().in_lang(lang)),
            cell(change.delta),
            Value::from(change.kind.name().in_lang(lang)),
            Value::from(&change.id),
            Value::from(self.enterprise(change)),
            Value::from(basis(change)),
            Value::from(format!("{}{line}", change.path)),
        ]
    }
}

/// What has changed in the record, or by which days it counts.
fn basis(change: &Change) -> String {
    let field = |FieldChange { path, before, after }: &FieldChange| {
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
        format!("{path} {} → {}", text(before), text(after))
    };
    let parts: Vec<String> = match change.fields.as_slice() {
        [] => change.facts.iter().map(|(key, day)| format!("{key} {day}")).collect(),
        fields => fields.iter().map(field).collect(),
    };
    parts.join("，")
}

const FIGURES: [Text; 5] = [
    Text::fixed("指标", "figure"),
    Text::fixed("原为", "was"),
    Text::fixed("现为", "is"),
    Text::fixed("变动", "change"),
    Text::fixed("原因", "causes"),
];

const CHANGES: [Text; 10] = [
    Text::fixed("指标", "figure"),
    Text::fixed("原为", "was"),
    Text::fixed("现为", "is"),
    Text::fixed("原因", "cause"),
    Text::fixed("变动", "change"),
    Text::fixed("类别", "kind"),
    Text::fixed("编号", "id"),
    Text::fixed("企业", "enterprise"),
    Text::fixed("依据", "fact"),
    Text::fixed("位置", "place"),
];

fn headings(of: &[Text], lang: Lang) -> Vec<String> {
    of.iter().map(|heading| heading.in_lang(lang).to_owned()).collect()
}

/// The comparison on a terminal: the figures that differ in a table no wider than so many columns, then every
/// record by figure.
pub fn page(told: Told<'_, '_>, forms: &Forms, lang: Lang, width: usize) -> String {
    let (unit, from, to) = (told.unit, told.from.name.in_lang(lang), told.to.name.in_lang(lang));
    let title = Text::made(format!("{unit}：{from} → {to}"), format!("{unit}: {from} → {to}"))
        .in_lang(lang)
        .to_owned();
    let name = |key: Key| forms.parts().find(|part| part.key == key).map_or("", |part| part.name.as_str());
    let figures = told.differing().map(|difference| {
        let Difference { key, before, after, changes } = difference;
        let delta = Delta::of(*after) - Delta::of(*before);
        Line::Cells(vec![
            Value::from(format!("{key} {}", name(*key))),
            Value::from(*before),
            Value::from(*after),
            Value::from(delta.to_string()),
            Value::from(compare::told(changes).in_lang(lang)),
        ])
    });
    let lines: Vec<Line> = figures.collect();
    let mut notes = Vec::new();
    if lines.is_empty() {
        notes.push(Text::fixed("各项数字没有变动。", "No figure has changed.").in_lang(lang).to_owned());
    } else if let Some(note) = unexplained(told.why) {
        notes.push(note.in_lang(lang).to_owned());
    }
    let tables = match lines.is_empty() {
        true => Vec::new(),
        false => vec![Table { headings: headings(&FIGURES, lang), lead: 0, lines }],
    };
    let mut page = table::page(&Page { heading: vec![vec![title]], tables, notes }, width);
    let mut last = None;
    for (index, difference, change) in told.changes() {
        let Difference { key, before, after, .. } = difference;
        if last.replace(*key) != Some(*key) {
            let _ = writeln!(page, "\n{key} {}　{before} → {after}", name(*key));
        }
        told.write_change(index, change, lang, &mut page);
    }
    page
}

/// Why no causes are told.
const fn unexplained(why: Why) -> Option<Text> {
    match why {
        Why::Known => None,
        Why::NotSealed => Some(Text::fixed(
            "这次报送没有封存当时的记录（不是用 hazards file 登记的，或记录过多），无法逐条说明原因；有 git 的，用 hazards diff --from-rev 与当时的提交比较。",
            "The filing holds no records of its day (it was not made by hazards file, or they were too many), so that no causes can be told; with git, compare with the commit of that day by hazards diff --from-rev.",
        )),
        Why::Broken => Some(Text::fixed(
            "封存的内容与指纹不符（P019），所存记录不可信，不据以说明原因；请先用 git 恢复这条报送记录。",
            "The seal is not what its fingerprint says (P019): its records are not trusted and no causes are told; restore the filing with git first.",
        )),
    }
}

/// The records that made the difference as comma-separated values, a line a figure and record.
///
/// # Errors
/// Never in practice.
pub fn csv(told: Told<'_, '_>, lang: Lang) -> Result<Vec<u8>, Error> {
    // A difference without a cause has its line too.
    let bare = told.differing().filter(|of| of.changes.is_empty()).map(|of| {
        let delta = Delta::of(of.after) - Delta::of(of.before);
        let mut cells = vec![Value::from(of.key.name()), Value::from(of.before), Value::from(of.after)];
        cells.push(Value::from(Text::fixed("原因不明", "not known").in_lang(lang)));
        cells.push(cell(delta));
        cells.resize(CHANGES.len(), Value::from(""));
        (of.key, cells)
    });
    let rows = told.changes().map(|(index, of, change)| (of.key, told.cells(index, of, change, lang)));
    let mut rows: Vec<(Key, Vec<Value>)> = rows.chain(bare).collect();
    rows.sort_by_key(|(key, _)| *key);
    let rows = rows.into_iter().map(|(_, cells)| cells).collect();
    csv::csv(&Rows { headings: headings(&CHANGES, lang), rows })
}

/// The comparison as JSON: every figure, by cause and record.
pub fn json(told: Told<'_, '_>) -> String {
    let mut index = 0;
    let figures: Vec<Json> = told
        .differences
        .iter()
        .map(|difference| {
            let Difference { key, before, after, changes } = difference;
            let causes: serde_json::Map<String, Json> = by_cause(changes)
                .into_iter()
                .map(|of| (of.cause.name().to_owned(), number(of.delta)))
                .collect();
            let records: Vec<Json> = changes
                .iter()
                .map(|change| {
                    let line = told.place(index).map(|place| place.line);
                    index += 1;
                    record(change, line)
                })
                .collect();
            json!({
                "figure": key.name(),
                "before": value(*before),
                "after": value(*after),
                "change": number(Delta::of(*after) - Delta::of(*before)),
                "causes": causes,
                "records": records,
            })
        })
        .collect();
    let document = json!({
        "version": 1,
        "unit": told.unit_id,
        "from": told.from.json,
        "to": told.to.json,
        "explained": told.why == Why::Known,
        "figures": figures,
    });
    json_safe(format!("{document:#}\n"))
}

fn record(change: &Change, line: Option<usize>) -> Json {
    let facts: serde_json::Map<String, Json> =
        change.facts.iter().map(|(key, day)| ((*key).to_owned(), json!(day.to_string()))).collect();
    let fields: Vec<Json> = change
        .fields
        .iter()
        .map(|FieldChange { path, before, after }| json!({"field": path, "before": before, "after": after}))
        .collect();
    json!({
        "cause": change.cause.name(),
        "change": number(change.delta),
        "unit": change.unit,
        "kind": change.kind.folder(),
        "id": printable(&change.id),
        "path": change.path,
        "line": line,
        "facts": facts,
        "fields": fields,
    })
}

/// A change as a number of a table, which no spreadsheet takes for a formula.
fn cell(delta: Delta) -> Value {
    match delta {
        Delta::Count(count) => Amount::parse(&count.to_string()).map_or(Value::from(""), Value::Amount),
        Delta::Amount(amount) => Value::Amount(amount),
    }
}

fn number(delta: Delta) -> Json {
    match delta {
        Delta::Count(count) => json!(count),
        Delta::Amount(amount) => amount.to_string().parse::<Json>().unwrap_or(Json::Null),
    }
}
