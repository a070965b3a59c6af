//! `gitlab`: a Code Quality report, which GitLab compares between the branches of a merge request by
//! fingerprint. It knows no waivers: findings that are waived are left out. Every finding must have a line
//! there: one about a file or unit has `lines.begin` 1.

use super::Report;
use crate::check::fingerprint;
use crate::finding::{Finding, Severity};
use crate::text::json_safe;
use serde_json::{Value, json};

/// Writes the report.
pub fn write(report: &Report<'_>) -> String {
    let findings = report.listing.findings.iter().filter(|finding| !finding.waived);
    let items: Vec<Value> = findings.map(|finding| item(finding, report)).collect();
    json_safe(serde_json::to_string_pretty(&items).unwrap_or_default()) + "\n"
}

fn item(finding: &Finding, report: &Report<'_>) -> Value {
    let severity = match finding.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    };
    let location = match finding.place() {
        Some(place) => json!({
            "path": finding.path,
            "positions": {
                "begin": {"line": place.line, "column": place.column},
                "end": {"line": place.end_line(), "column": place.end_column()},
            },
        }),
        None => json!({"path": finding.path, "lines": {"begin": 1}}),
    };
    json!({
        "description": finding.message.in_lang(report.lang),
        "check_name": finding.rule,
        "fingerprint": fingerprint(finding, report.plan),
        "severity": severity,
        "location": location,
    })
}
