//! What is shown of the word under the mouse: the clause, the record that is named, the meaning of the key, the
//! rule behind a diagnostic.

use super::cursor::Cursor;
use super::diagnose::{find, title};
use super::keys::{self, Values};
use crate::check::rules;
use crate::finding::Finding;
use crate::lang::Lang;
use crate::plan::Plan;
use crate::record::{Inspection, Kind};
use crate::store::Repository;
use crate::store::records::AnyRecord;
use crate::text::{printable, visible};
use chrono::NaiveDate;

/// What a hover is about.
pub(super) struct Asked<'a> {
    pub(super) repository: &'a Repository,
    pub(super) kind: Kind,
    pub(super) cursor: Option<&'a Cursor>,
    /// The findings under the mouse.
    pub(super) findings: &'a [&'a Finding],
    pub(super) lang: Lang,
    /// The state is shown as of the end of this day.
    pub(super) as_of: NaiveDate,
}

/// The text to show, in paragraphs.
pub(super) fn text(asked: &Asked<'_>) -> Option<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    if let Some(cursor) = asked.cursor {
        paragraphs.extend(said_of_value(asked, cursor));
        paragraphs.extend(said_of_key(asked, cursor));
    }
    for finding in asked.findings {
        paragraphs.extend(said_of_finding(finding, asked.lang));
    }
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

fn said_of_finding(finding: &Finding, lang: Lang) -> Option<String> {
    let rule = rules::find(finding.rule)?;
    let severity = finding.severity.word();
    Some(format!(
        "{} {} · {}\n{}\n{}\nhazards explain {}",
        rule.code,
        rule.name,
        severity.in_lang(lang),
        rule.summary.in_lang(lang),
        rule.help.in_lang(lang),
        rule.code
    ))
}

fn said_of_key(asked: &Asked<'_>, cursor: &Cursor) -> Option<String> {
    let path = cursor.path();
    let catalog = &asked.repository.catalog;
    match path.as_slice() {
        ["items", number] if asked.kind == Kind::Selfcheck => {
            let index = number.parse::<usize>().ok()?.checked_sub(1)?;
            let item = catalog.selfcheck.items.get(index)?;
            return Some(format!("{number} {}\n{}\n{}", item.category, item.content, item.evidence));
        }
        ["figures", name] if asked.kind == Kind::Filing => {
            let part = catalog.forms.parts().find(|part| part.key.name() == *name)?;
            return Some(format!("{name} {}", part.name));
        }
        _ => {}
    }
    let key = keys::find(asked.kind, &path)?;
    Some(format!("{}: {} · {}", key.path, key.label.zh, key.label.en))
}

fn said_of_value(asked: &Asked<'_>, cursor: &Cursor) -> Option<String> {
    let path = cursor.path();
    if cursor.on_key {
        return None;
    }
    if path.as_slice() == ["id"] {
        return said_of_record(asked, asked.kind, &cursor.text);
    }
    match keys::find(asked.kind, &path)?.values {
        Values::Clause => {
            let clause = asked.repository.catalog.standard.clause(&cursor.text)?;
            let scope = clause.scope.describe();
            Some(format!(
                "{} {}\n{}：\n{}\n（{}）",
                clause.code,
                clause.name,
                clause.heading,
                clause.text,
                scope.in_lang(asked.lang)
            ))
        }
        Values::Reference(kind) => said_of_record(asked, kind, &cursor.text),
        Values::Rule => {
            let rule = rules::find(&cursor.text)?;
            Some(format!("{} {}\n{}", rule.code, rule.name, rule.summary.in_lang(asked.lang)))
        }
        _ => None,
    }
}

fn said_of_record(asked: &Asked<'_>, kind: Kind, id: &str) -> Option<String> {
    let repository = asked.repository;
    let record = find(&repository.records, kind, id)?;
    let lang = asked.lang;
    let mut lines = vec![title(record).in_lang(lang).to_owned()];
    let unit = unit_name(&repository.plan, record);
    match record {
        AnyRecord::Enterprise(enterprise) => {
            let domains = enterprise.domains.iter().map(|domain| visible(domain)).collect::<Vec<_>>();
            lines.push(format!("{unit} · {} · {}", enterprise.industry, domains.join("、")));
            lines.push(format!("{} {}", visible(&enterprise.principal), visible(&enterprise.phone)));
            lines.push(counts(asked, id));
        }
        AnyRecord::Hazard(hazard) => {
            lines.push(format!(
                "{unit} · {} · {} · {}",
                visible(&hazard.clause),
                hazard.source,
                hazard.found_on
            ));
            lines.push(printable(&hazard.description).into_owned());
            lines.extend(hazard.rectification.due_on.map(|due| match lang {
                Lang::Zh => format!("整改期限 {due}"),
                Lang::En => format!("due on {due}"),
            }));
            lines.extend(hazard.rectification.completed_on.map(|on| match lang {
                Lang::Zh => format!("完成整改 {on}"),
                Lang::En => format!("completed on {on}"),
            }));
        }
        AnyRecord::Inspection(inspection) => {
            let Inspection { kind, date, inspectors, findings, .. } = &inspection.record;
            let names: Vec<String> = inspectors.iter().map(|name| visible(name)).collect();
            lines.push(format!("{unit} · {kind} · {date} · {}", names.join("、")));
            lines.extend(findings.iter().map(ToString::to_string));
        }
        _ => lines.push(unit),
    }
    if kind != Kind::Enterprise
        && let Some(enterprise) =
            record.enterprise().and_then(|id| find(&repository.records, Kind::Enterprise, id))
    {
        lines.push(title(enterprise).in_lang(lang).to_owned());
    }
    Some(lines.join("\n"))
}

fn unit_name(plan: &Plan, record: AnyRecord<'_>) -> String {
    visible(&plan.unit(record.origin().unit).name)
}

/// How many records an enterprise has.
fn counts(asked: &Asked<'_>, id: &str) -> String {
    let records = &asked.repository.records;
    let of = |kind: Kind| records.of_kind(kind).filter(|record| record.enterprise() == Some(id)).count();
    let (hazards, inspections, penalties) = (of(Kind::Hazard), of(Kind::Inspection), of(Kind::Penalty));
    let own = records.hazards.iter().filter(|hazard| hazard.enterprise.as_str() == id);
    let open =
        own.filter(|hazard| hazard.found_on <= asked.as_of && !hazard.is_completed(asked.as_of)).count();
    match asked.lang {
        Lang::Zh => {
            format!("隐患 {hazards} 个（未整改 {open} 个），检查 {inspections} 次，处罚 {penalties} 次")
        }
        Lang::En => {
            format!("hazards: {hazards} ({open} open), inspections: {inspections}, penalties: {penalties}")
        }
    }
}
