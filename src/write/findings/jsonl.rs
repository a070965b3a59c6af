//! `jsonl`: one finding a line as JSON, then a line with the summary. A reader may begin before the end.

use super::Report;
use super::json::{Item, Summary, item, summary};
use crate::check::fingerprint;
use crate::text::json_safe;
use serde::Serialize;

#[derive(Serialize)]
struct FindingLine<'f> {
    r#type: &'static str,
    #[serde(flatten)]
    item: Item<'f>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    field: &'f str,
    fingerprint: String,
}

#[derive(Serialize)]
struct SummaryLine {
    r#type: &'static str,
    version: u32,
    as_of: String,
    #[serde(flatten)]
    summary: Summary,
}

/// Writes all findings and the summary.
pub fn write(report: &Report<'_>) -> String {
    let mut out = String::new();
    for finding in &report.listing.findings {
        push(
            &mut out,
            &FindingLine {
                r#type: "finding",
                item: item(finding, report),
                end_line: finding.place().map(|place| place.end_line()),
                end_column: finding.place().map(|place| place.end_column()),
                field: &finding.field,
                fingerprint: fingerprint(finding, report.plan),
            },
        );
    }
    let (as_of, summary) = (report.as_of.to_string(), summary(report));
    push(&mut out, &SummaryLine { r#type: "summary", version: 1, as_of, summary });
    out
}

fn push(out: &mut String, line: &impl Serialize) {
    // A value of plain structs always serialises.
    out.push_str(&json_safe(serde_json::to_string(line).unwrap_or_default()));
    out.push('\n');
}
