//! `github`: workflow commands, which the runner of GitHub Actions shows at the line in a pull request. There
//! is no command for a finding that is waived: those are left out.

use super::Report;
use super::short::shown_path;
use crate::finding::{Finding, Severity};
use crate::text::visible_whole;
use std::fmt::Write;

/// Writes a command a finding.
pub fn write(report: &Report<'_>) -> String {
    let mut out = String::new();
    for finding in report.listing.findings.iter().filter(|finding| !finding.waived) {
        let _ = writeln!(out, "{}", command(finding, report));
    }
    out
}

fn command(finding: &Finding, report: &Report<'_>) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut command = format!("::{name} file={}", property(&shown_path(&finding.path)));
    if let Some(place) = finding.place() {
        let (end_line, end_column) = (place.end_line(), place.end_column());
        let _ = write!(
            command,
            ",line={},col={},endLine={end_line},endColumn={end_column}",
            place.line, place.column
        );
    }
    let rule = crate::check::rules::find(finding.rule).map_or("", |rule| rule.name);
    let _ = write!(command, ",title={}::", property(&format!("{} {rule}", finding.rule)));
    command.push_str(&message(&visible_whole(finding.message.in_lang(report.lang))));
    if !finding.help.is_empty() {
        // A line break, as the runner has it.
        command.push_str("%0A");
        command.push_str(&message(&visible_whole(finding.help.in_lang(report.lang))));
    }
    command
}

/// The value of a property, with the runner's escapes.
fn property(value: &str) -> String {
    message(value).replace(':', "%3A").replace(',', "%2C")
}

/// The message, with the runner's escapes.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
