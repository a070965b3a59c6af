//! `human`: each finding with the user's own line and the place marked, then a summary by unit.

use super::Report;
use super::short::{location, shown_path};
use crate::check::Counts;
use crate::finding::{Finding, Fix, Place, Severity};
use crate::lang::{Lang, Text};
use crate::text::{quote, visible_whole};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use comfy_table::{CellAlignment, Table, presets::NOTHING};
use std::fmt::Write;

/// How many characters of a long line are shown before and after the place.
const BEFORE: usize = 36;
const AFTER: usize = 44;

/// Writes all findings and the summary, coloured or not.
pub fn write(report: &Report<'_>, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in &report.listing.findings {
        let _ = writeln!(out, "{}\n", one(finding, &renderer, report.lang));
    }
    out + &summary(report)
}

fn one(finding: &Finding, renderer: &Renderer, lang: Lang) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let waived = Text::fixed("（已豁免）", " (waived)");
    let word = finding.severity.word();
    let name = format!("{}{}", word.in_lang(lang), if finding.waived { waived.in_lang(lang) } else { "" });
    let title = level.with_name(name).primary_title(finding.message.in_lang(lang)).id(finding.rule);
    let help = Level::HELP.with_name(Text::fixed("怎么办", "help").in_lang(lang).to_owned());
    let help = help.message(finding.help.in_lang(lang));
    let path = visible_whole(&finding.path);
    let excerpt = finding.place().filter(|place| !place.excerpt.is_empty()).map(Excerpt::of);
    let group = match (&excerpt, finding.place()) {
        (Some(excerpt), Some(place)) => {
            let mark = AnnotationKind::Primary.span(excerpt.marked.clone());
            let snippet = Snippet::source(&excerpt.text).line_start(place.line).path(&path).annotation(mark);
            Group::with_title(title).element(snippet)
        }
        (_, Some(place)) => {
            let origin = Origin::path(&path).line(place.line).char_column(place.column);
            Group::with_title(title).element(origin)
        }
        (_, None) => Group::with_title(title).element(Origin::path(&path)),
    };
    let group = if finding.help.is_empty() { group } else { group.element(help) };
    let group = match &finding.fix {
        Some(fix) => {
            let name = Text::fixed("可用 --fix 自动改正", "fixable with --fix");
            group.element(Level::NOTE.with_name(name.in_lang(lang).to_owned()).message(repaired(fix, lang)))
        }
        None => group,
    };
    let rendered = renderer.render(&[group]);
    match (&excerpt, finding.place()) {
        // The excerpt may be cut or escaped: the place is that in the file.
        (Some(excerpt), Some(place)) if excerpt.shifted => correct_place(&rendered, finding, place),
        _ => rendered,
    }
}

/// What a fix puts in place of what is wrong.
fn repaired(fix: &Fix, lang: Lang) -> String {
    let text = match fix.with.as_str() {
        "" => Text::fixed("删去该字符", "the character deleted"),
        lines if lines.contains('\n') => Text::fixed("改用空格缩进", "indented by blanks"),
        with => return quote(with),
    };
    text.in_lang(lang).to_owned()
}

/// Replaces the column that the renderer counted in the excerpt by that in the file.
fn correct_place(rendered: &str, finding: &Finding, place: &Place) -> String {
    let path = visible_whole(&finding.path);
    let counted = format!("{path}:{}:", place.line);
    let mut lines: Vec<String> = rendered.lines().map(str::to_owned).collect();
    if let Some(line) = lines.iter_mut().find(|line| line.contains("--> ") && line.contains(&counted))
        && let Some(at) = line.find(&counted)
    {
        let tail: String = line[at + counted.len()..].chars().skip_while(char::is_ascii_digit).collect();
        line.truncate(at);
        line.push_str(&location(finding));
        line.push_str(&tail);
    }
    lines.join("\n")
}

/// A line of the file, fit to be shown, and the bytes of it that are marked.
struct Excerpt {
    text: String,
    marked: std::ops::Range<usize>,
    /// Whether its columns are not those of the file.
    shifted: bool,
}

impl Excerpt {
    fn of(place: &Place) -> Self {
        let chars: Vec<char> = place.excerpt.chars().collect();
        let start = (place.column - 1).min(chars.len());
        let end = (start + place.length).min(chars.len()).min(start + AFTER);
        let first = if chars.len() > BEFORE + AFTER { start.saturating_sub(BEFORE) } else { 0 };
        let last = if chars.len() > BEFORE + AFTER { (start + AFTER).min(chars.len()) } else { chars.len() };
        let part = |range: std::ops::Range<usize>| {
            visible_whole(&chars.get(range).unwrap_or_default().iter().collect::<String>())
        };
        let (before, marked, after) = (part(first..start), part(start..end), part(end..last));
        let head = if first > 0 { "…" } else { "" };
        let tail = if last < chars.len() { "…" } else { "" };
        let from = head.len() + before.len();
        let shifted = first > 0 || before.chars().count() != start - first;
        Self {
            marked: from..from + marked.len(),
            text: format!("{head}{before}{marked}{after}{tail}"),
            shifted,
        }
    }
}

/// The counts by unit and in all.
fn summary(report: &Report<'_>) -> String {
    format!("{}{}\n", by_unit(report), in_all(report))
}

/// The counts in all, as one sentence.
pub fn in_all(report: &Report<'_>) -> String {
    let lang = report.lang;
    let (files, records) = (report.files, report.records);
    let as_of = report.as_of;
    let counts = report.listing.counts;
    let checked = Text::made(
        format!("截至 {as_of}：检查了 {files} 个文件、{records} 条记录"),
        format!("as of {as_of}: {files} files, {records} records checked"),
    );
    let found = if counts == Counts::default() {
        Text::fixed("，没有发现问题", ", nothing found")
    } else {
        Text::made(
            format!(
                "，{} 个错误，{} 个警告，{} 个提示，已豁免 {} 个",
                counts.errors, counts.warnings, counts.infos, counts.waived
            ),
            format!(
                ": {} errors, {} warnings, {} infos, {} waived",
                counts.errors, counts.warnings, counts.infos, counts.waived
            ),
        )
    };
    let baselined = report.baselined.map_or(Text::none(), |count| {
        Text::made(format!("，另有基线内 {count} 个"), format!(", {count} more in the baseline"))
    });
    let fixable = match report.listing.findings.iter().filter(|finding| finding.fix.is_some()).count() {
        0 => Text::none(),
        fixable => Text::made(
            format!("；其中 {fixable} 个可用 --fix 自动改正"),
            format!("; fixable with --fix: {fixable}"),
        ),
    };
    [checked, found, baselined, fixable].iter().map(|part| part.in_lang(lang)).collect()
}

fn by_unit(report: &Report<'_>) -> String {
    let findings = &report.listing.findings;
    let mut rows: Vec<(String, Counts)> = Vec::new();
    for (index, unit) in report.plan.units() {
        rows.push((
            shown_path(&unit.name),
            Counts::of(findings.iter().filter(|finding| finding.unit == Some(index))),
        ));
    }
    let elsewhere = Text::fixed("其他文件", "other files");
    rows.push((
        elsewhere.in_lang(report.lang).to_owned(),
        Counts::of(findings.iter().filter(|finding| finding.unit.is_none())),
    ));
    rows.retain(|(_, counts)| *counts != Counts::default());
    if rows.len() < 2 {
        return String::new();
    }
    let mut table = Table::new();
    table.load_style(NOTHING);
    let heading = Text::fixed("单位 错误 警告 提示 已豁免", "unit errors warnings infos waived");
    table.set_header(heading.in_lang(report.lang).split(' '));
    for (name, counts) in rows {
        let numbers =
            [counts.errors, counts.warnings, counts.infos, counts.waived].map(|count| count.to_string());
        table.add_row(std::iter::once(name).chain(numbers));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!("{}\n\n", table.trim_fmt())
}
