//! `short`: one line a finding, `path:line:column: severity[code] message`.

use super::Report;
use crate::finding::Finding;
use crate::lang::Lang;
use crate::text::visible_whole;
use std::fmt::Write;

/// Writes all findings.
pub fn write(report: &Report<'_>) -> String {
    let mut out = String::new();
    for finding in &report.listing.findings {
        let _ = writeln!(out, "{}", line(finding, report.lang));
    }
    out
}

/// One finding as a line.
pub fn line(finding: &Finding, lang: Lang) -> String {
    let severity = finding.severity.name();
    let waived = match (finding.waived, lang) {
        (false, _) => "",
        (true, Lang::Zh) => "（已豁免）",
        (true, Lang::En) => " (waived)",
    };
    format!("{}: {severity}[{}]{waived} {}", location(finding), finding.rule, finding.message.in_lang(lang))
}

/// `path:line:column`, or the path alone where there is no line.
pub fn location(finding: &Finding) -> String {
    let path = shown_path(&finding.path);
    match finding.place() {
        Some(place) => format!("{path}:{}:{}", place.line, place.column),
        None => path,
    }
}

/// A path as a line may begin with it: never as a command to the runner of a CI job.
pub fn shown_path(path: &str) -> String {
    let path = visible_whole(path);
    if path.trim_start().starts_with([':', '#', '/']) { format!("./{path}") } else { path }
}
