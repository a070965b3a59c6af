//! What an import would do, for people and for programs.

use crate::finding::Finding;
use crate::import::grid::At;
use crate::import::proposal::{Field, Note, Outcome, Proposal, Row};
use crate::import::read;
use crate::import::value::printed;
use crate::lang::{Lang, Text};
use crate::plan::Plan;
use crate::schema;
use crate::store::incoming::Incoming;
use crate::text::{json_safe, quote, visible};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// How many new and unchanged rows are told one by one.
const TOLD: usize = 20;
/// How many parts that are not read are told one by one.
const IGNORED: usize = 40;

/// What is told.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The name of the file that is imported, as it was given.
    pub source: &'a str,
    /// The plan, for the names of units.
    pub plan: &'a Plan,
    /// What would be done.
    pub proposal: &'a Proposal,
    /// The files that it comes to.
    pub incoming: &'a Incoming,
    /// What reading the file had to say.
    pub notes: &'a [read::Note],
    /// Whether every row is told.
    pub all: bool,
}

/// The plan of an import as text.
pub fn text(told: Told<'_>, lang: Lang) -> String {
    let mut out = String::new();
    let Told { proposal, plan, .. } = told;
    let unit = plan.unit(proposal.unit);
    let (source, title, name) = (visible(told.source), proposal.form.title(), &unit.name);
    line(
        &mut out,
        lang,
        format!("导入 {source} → {title}，{name}（{}）", unit.id),
        format!("import {source} -> {title}, {name} ({})", unit.id),
    );
    for (group, is) in groups() {
        let rows: Vec<&Row> = proposal.rows.iter().filter(|row| is(&row.outcome)).collect();
        if rows.is_empty() {
            continue;
        }
        let count = rows.len();
        line(&mut out, lang, format!("{} {count}", group.zh), format!("{} {count}", group.en));
        let brief = matches!(rows.first().map(|row| &row.outcome), Some(Outcome::New(_) | Outcome::Same(..)));
        let same = matches!(rows.first().map(|row| &row.outcome), Some(Outcome::Same(..)));
        let most = if told.all {
            usize::MAX
        } else if same {
            0
        } else if brief {
            TOLD
        } else {
            usize::MAX
        };
        // A row with something to say is told in any case.
        let (mut shown, mut left) = (0, 0);
        for row in rows {
            if row.notes.is_empty() && shown >= most {
                left += 1;
                continue;
            }
            shown += 1;
            out.push_str(&row_text(told, row, lang));
        }
        if left > 0 && !same {
            line(
                &mut out,
                lang,
                format!("  ……还有 {left} 行，加 --all 全部列出"),
                format!("  ... and {left} more rows; --all lists them"),
            );
        }
    }
    ignored(told, lang, &mut out);
    let Incoming { elsewhere, beside, .. } = told.incoming;
    if !elsewhere.is_empty() || !beside.is_empty() {
        line(&mut out, lang, "别处的记录将有新的问题".to_owned(), "what would be wrong elsewhere".to_owned());
    }
    for finding in elsewhere.iter().chain(beside) {
        let path = visible(&finding.path);
        let id = finding.id.as_deref().map(|id| format!("{} ", visible(id))).unwrap_or_default();
        let _ = writeln!(out, "  {} {id}{path} {}", finding.rule, finding.message.in_lang(lang));
    }
    out
}

type Is = fn(&Outcome) -> bool;

fn groups() -> [(Text, Is); 5] {
    [
        (Text::fixed("新增", "new"), |outcome| matches!(outcome, Outcome::New(_))),
        (Text::fixed("变更", "changed"), |outcome| matches!(outcome, Outcome::Changed(_))),
        (Text::fixed("相同", "same"), |outcome| matches!(outcome, Outcome::Same(..))),
        (Text::fixed("存疑（未导入，待答复）", "doubtful (not imported, a question)"), |outcome| {
            matches!(outcome, Outcome::Doubtful)
        }),
        (Text::fixed("拒绝（未导入）", "refused (not imported)"), |outcome| {
            matches!(outcome, Outcome::Refused)
        }),
    ]
}

fn line(out: &mut String, lang: Lang, zh: String, en: String) {
    out.push_str(Text::made(zh, en).in_lang(lang));
    out.push('\n');
}

fn row_text(told: Told<'_>, row: &Row, lang: Lang) -> String {
    let mut out = String::new();
    let sheet = sheet(told, row.name.sheet);
    let (number, about) = (row.name.row, visible(&row.about));
    let becomes = match &row.outcome {
        Outcome::New(new) => {
            told.incoming.places.get(&(new.kind, new.id.clone())).map(|path| format!("{} → {path}", new.id))
        }
        Outcome::Changed(changed) => Some(changed.id.clone()),
        Outcome::Same(_, id) => Some(id.clone()),
        Outcome::Doubtful | Outcome::Refused => None,
    };
    let becomes = becomes.map(|becomes| format!("  {becomes}")).unwrap_or_default();
    line(
        &mut out,
        lang,
        format!("  {}第 {number} 行 {about}{becomes}", sheet.zh),
        format!("  {}row {number} {about}{becomes}", sheet.en),
    );
    if let Outcome::Changed(changed) = &row.outcome {
        for field in &changed.fields {
            let (title, path) =
                (schema::field(changed.kind, field.path).map_or(field.path, |field| field.title), field.path);
            let at = place(field.at);
            for (before, after) in parts(field) {
                line(
                    &mut out,
                    lang,
                    format!("      {at}{title}：{before} → {after}"),
                    format!("      {at}{path}: {before} -> {after}"),
                );
            }
        }
    }
    for note in &row.notes {
        let at = place(note.at);
        let rule = note.rule.map(|rule| format!("{rule} ")).unwrap_or_default();
        let _ = writeln!(out, "      {at}{rule}{}", note.text.in_lang(lang));
    }
    out
}

/// What a key was and will be: of a mapping the entries that differ.
fn parts(field: &Field) -> Vec<(String, String)> {
    use crate::record::draft::Value;
    let shown =
        |value: Option<&Value>| value.map_or_else(|| "（无）".to_owned(), |value| quote(&printed(value)));
    match (&field.before, &field.after) {
        (before, Value::Map(after)) => {
            let before = before.as_ref();
            let of = |key: &str| match before {
                Some(Value::Map(before)) => before.get(key),
                _ => None,
            };
            let differing = after.iter().filter(|(key, value)| of(key) != Some(*value));
            differing.map(|(key, value)| (format!("{key} {}", shown(of(key))), shown(Some(value)))).collect()
        }
        (before, after) => vec![(shown(before.as_ref()), shown(Some(after)))],
    }
}

fn place(at: Option<At>) -> String {
    at.map(|at| format!("{at} ")).unwrap_or_default()
}

/// A sheet where there are several. A fixed word stands before its name, which is data.
fn sheet(told: Told<'_>, sheet: usize) -> Text {
    let sheets = &told.proposal.sheets;
    match sheets.get(sheet).filter(|name| sheets.len() > 1 && !name.is_empty()) {
        Some(name) => {
            let name = visible(name);
            Text::made(format!("工作表 {name} "), format!("sheet {name} "))
        }
        None => Text::none(),
    }
}

fn ignored(told: Told<'_>, lang: Lang, out: &mut String) {
    let Told { proposal, notes, .. } = told;
    if proposal.ignored.is_empty() && notes.is_empty() {
        return;
    }
    let cells: usize = proposal.ignored.iter().map(|(_, ignored)| ignored.cells).sum();
    line(out, lang, format!("未读入的单元格 {cells}"), format!("cells not read {cells}"));
    let most = if told.all { usize::MAX } else { IGNORED };
    for (of, ignored) in proposal.ignored.iter().take(most) {
        let first = ignored.first;
        let range =
            if first == ignored.last { first.to_string() } else { format!("{first}:{}", ignored.last) };
        let _ = writeln!(out, "  {}{range} {}", sheet(told, *of).in_lang(lang), ignored.what.in_lang(lang));
    }
    if let Some(left) = proposal.ignored.len().checked_sub(most).filter(|left| *left > 0) {
        line(
            out,
            lang,
            format!("  ……还有 {left} 处，加 --all 全部列出"),
            format!("  ... and {left} more; --all lists them"),
        );
    }
    for note in notes.iter().take(most) {
        let of = proposal.sheets.iter().position(|name| *name == note.sheet);
        let of = of.map_or_else(Text::none, |of| sheet(told, of));
        let _ = writeln!(out, "  {}{}{}", of.in_lang(lang), place(note.at), note.text.in_lang(lang));
    }
}

/// The plan of an import as JSON.
pub fn json(told: Told<'_>, written: bool, lang: Lang) -> String {
    let Told { proposal, plan, incoming, .. } = told;
    let unit = plan.unit(proposal.unit);
    let counts = proposal.counts();
    let note = |row: &Row, note: &Note| {
        json!({
            "cell": note.at.map(|at| proposal.address(row.name.sheet, at)),
            "rule": note.rule,
            "message": note.text.in_lang(lang),
        })
    };
    let row = |row: &Row| {
        let (outcome, kind, id, path) = match &row.outcome {
            Outcome::New(new) => {
                ("new", Some(new.kind), Some(&new.id), incoming.places.get(&(new.kind, new.id.clone())))
            }
            Outcome::Changed(changed) => ("changed", Some(changed.kind), Some(&changed.id), None),
            Outcome::Same(kind, id) => ("same", Some(*kind), Some(id), None),
            Outcome::Doubtful => ("doubtful", None, None, None),
            Outcome::Refused => ("refused", None, None, None),
        };
        let mut said = Map::new();
        said.insert("sheet".into(), json!(proposal.sheets.get(row.name.sheet)));
        said.insert("row".into(), json!(row.name.row));
        said.insert("about".into(), json!(row.about));
        said.insert("outcome".into(), json!(outcome));
        said.insert("kind".into(), json!(kind.map(|kind| kind.folder())));
        said.insert("id".into(), json!(id));
        said.insert("path".into(), json!(path));
        if let Outcome::Changed(changed) = &row.outcome {
            let change = |field: &Field| {
                json!({
                    "field": field.path,
                    "cell": field.at.map(|at| proposal.address(row.name.sheet, at)),
                    "before": field.before.as_ref().map(printed),
                    "after": printed(&field.after),
                })
            };
            said.insert("changes".into(), changed.fields.iter().map(change).collect());
        }
        said.insert("notes".into(), row.notes.iter().map(|said| note(row, said)).collect());
        Value::Object(said)
    };
    let ignored = proposal.ignored.iter().map(|(sheet, ignored)| {
        json!({
            "sheet": proposal.sheets.get(*sheet),
            "range": format!("{}:{}", ignored.first, ignored.last),
            "cells": ignored.cells,
            "what": ignored.what.in_lang(lang),
        })
    });
    let notes = told.notes.iter().map(|note| {
        json!({"sheet": note.sheet, "cell": note.at.map(|at| at.to_string()), "message": note.text.in_lang(lang)})
    });
    let elsewhere = |finding: &Finding| {
        json!({
            "rule": finding.rule,
            "path": finding.path,
            "id": finding.id,
            "message": finding.message.in_lang(lang),
        })
    };
    let document = json!({
        "version": 1,
        "file": told.source,
        "form": proposal.form.name(),
        "unit": {"id": unit.id.as_str(), "name": unit.name},
        "written": written,
        "summary": {
            "new": counts.new, "changed": counts.changed, "same": counts.same,
            "doubtful": counts.doubtful, "refused": counts.refused,
        },
        "rows": proposal.rows.iter().map(row).collect::<Vec<_>>(),
        "ignored": ignored.collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
        "elsewhere": incoming.elsewhere.iter().chain(&incoming.beside).map(elsewhere).collect::<Vec<_>>(),
    });
    json_safe(format!("{document:#}\n"))
}
