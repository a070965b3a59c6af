//! `json`: the summary and all findings as one document.

use super::Report;
use crate::finding::Finding;
use crate::record::Kind;
use crate::text::json_safe;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'f> {
    version: u32,
    as_of: String,
    summary: Summary,
    findings: Vec<Item<'f>>,
}

/// The counts of a run.
#[derive(Serialize)]
pub(super) struct Summary {
    files: usize,
    records: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    waived: usize,
    /// Only where there is a baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    baselined: Option<usize>,
}

/// One finding.
#[derive(Serialize)]
pub(super) struct Item<'f> {
    rule: &'f str,
    name: &'f str,
    severity: &'f str,
    unit: Option<&'f str>,
    kind: Option<&'f str>,
    id: Option<&'f str>,
    path: &'f str,
    line: Option<usize>,
    column: Option<usize>,
    message: &'f str,
    help: &'f str,
    waived: bool,
}

/// Writes the document.
pub fn write(report: &Report<'_>) -> String {
    let document = Document {
        version: 1,
        as_of: report.as_of.to_string(),
        summary: summary(report),
        findings: report.listing.findings.iter().map(|finding| item(finding, report)).collect(),
    };
    // A value of plain structs always serialises.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    json_safe(text) + "\n"
}

/// The counts of the run.
pub(super) fn summary(report: &Report<'_>) -> Summary {
    let counts = report.listing.counts;
    Summary {
        files: report.files,
        records: report.records,
        errors: counts.errors,
        warnings: counts.warnings,
        infos: counts.infos,
        waived: counts.waived,
        baselined: report.baselined,
    }
}

/// One finding as the document shows it.
pub(super) fn item<'f>(finding: &'f Finding, report: &'f Report<'_>) -> Item<'f> {
    let place = finding.place();
    Item {
        rule: finding.rule,
        name: crate::check::rules::find(finding.rule).map_or("", |rule| rule.name),
        severity: finding.severity.name(),
        unit: finding.unit.map(|unit| report.plan.unit(unit).id.as_str()),
        kind: finding.kind.map(Kind::folder),
        id: finding.id.as_deref(),
        path: &finding.path,
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        message: finding.message.in_lang(report.lang),
        help: finding.help.in_lang(report.lang),
        waived: finding.waived,
    }
}
