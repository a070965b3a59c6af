//! Counts by rule and by unit instead of the findings: as tables, or as JSON.

use super::json::{Summary, summary};
use super::{Report, human};
use crate::check::{Counts, Statistics};
use crate::lang::Text;
use crate::text::json_safe;
use comfy_table::{CellAlignment, Table, presets::NOTHING};
use serde::Serialize;

/// Writes two tables and the counts in all.
pub fn table(statistics: &Statistics, report: &Report<'_>) -> String {
    let lang = report.lang;
    let words = |text: &'static Text| text.in_lang(lang).split(' ');
    static RULES: Text =
        Text::fixed("规则 名称 错误 警告 提示 已豁免", "rule name errors warnings infos waived");
    static UNITS: Text =
        Text::fixed("编号 单位 错误 警告 提示 已豁免", "id unit errors warnings infos waived");
    let mut rules: Vec<_> =
        statistics.rules.iter().map(|(rule, counts)| row([rule.code, rule.name], counts)).collect();
    if statistics.unlisted > 0 {
        let unlisted = Text::fixed("未列出", "not listed");
        let counts = Counts { errors: statistics.unlisted, ..Counts::default() };
        rules.push(row(["", unlisted.in_lang(lang)], &counts));
    }
    let elsewhere = Text::fixed("其他文件", "other files");
    let units: Vec<_> = statistics
        .units
        .iter()
        .map(|(unit, counts)| match unit {
            Some(unit) => {
                let unit = report.plan.unit(*unit);
                row([unit.id.as_str(), unit.name.as_str()], counts)
            }
            None => row(["", elsewhere.in_lang(lang)], counts),
        })
        .collect();
    let mut out = String::new();
    for (heading, rows) in [(&RULES, rules), (&UNITS, units)] {
        if !rows.is_empty() {
            out.push_str(&drawn(words(heading), rows));
            out.push_str("\n\n");
        }
    }
    format!("{out}{}\n", human::in_all(report))
}

/// Two words and four counts.
type Row = [String; 6];

fn row(words: [&str; 2], counts: &Counts) -> Row {
    let [first, second] = words.map(str::to_owned);
    let [errors, warnings, infos, waived] =
        [counts.errors, counts.warnings, counts.infos, counts.waived].map(|count| count.to_string());
    [first, second, errors, warnings, infos, waived]
}

fn drawn<'w>(heading: impl Iterator<Item = &'w str>, rows: Vec<Row>) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    table.set_header(heading);
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

#[derive(Serialize)]
struct Document<'s> {
    version: u32,
    as_of: String,
    summary: Summary,
    /// Errors of files of too many, of rules not known.
    unlisted: usize,
    rules: Vec<RuleItem>,
    units: Vec<UnitItem<'s>>,
}

#[derive(Serialize)]
struct RuleItem {
    rule: &'static str,
    name: &'static str,
    errors: usize,
    warnings: usize,
    infos: usize,
    waived: usize,
}

#[derive(Serialize)]
struct UnitItem<'s> {
    unit: Option<&'s str>,
    name: Option<&'s str>,
    errors: usize,
    warnings: usize,
    infos: usize,
    waived: usize,
}

/// Writes one document.
pub fn json(statistics: &Statistics, report: &Report<'_>) -> String {
    let rules = statistics.rules.iter().map(|(rule, counts)| {
        let Counts { errors, warnings, infos, waived } = *counts;
        RuleItem { rule: rule.code, name: rule.name, errors, warnings, infos, waived }
    });
    let units = statistics.units.iter().map(|(unit, counts)| {
        let unit = unit.map(|unit| report.plan.unit(unit));
        let Counts { errors, warnings, infos, waived } = *counts;
        let (id, name) = (unit.map(|unit| unit.id.as_str()), unit.map(|unit| unit.name.as_str()));
        UnitItem { unit: id, name, errors, warnings, infos, waived }
    });
    let document = Document {
        version: 1,
        as_of: report.as_of.to_string(),
        summary: summary(report),
        unlisted: statistics.unlisted,
        rules: rules.collect(),
        units: units.collect(),
    };
    // A value of plain structs always serialises.
    json_safe(serde_json::to_string_pretty(&document).unwrap_or_default()) + "\n"
}
