//! `sarif`: SARIF 2.1.0 for code scanning. Paths are relative to the root of the data folder, the base
//! `%SRCROOT%`; a result keeps its identity by `partialFingerprints`. Consumers take 5,000 results at most:
//! beyond that the gravest are given, and a notification says how many are not.

use super::Report;
use crate::check::{Rule, fingerprint, rules};
use crate::finding::{Finding, Severity};
use crate::lang::{Lang, Text};
use crate::record::Kind;
use crate::text::json_safe;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// The most results that are given.
pub const MOST_RESULTS: usize = 5_000;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The base of all paths.
const BASE: &str = "%SRCROOT%";

/// All but the unreserved characters of RFC 3986 and the slash between folders.
const RESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Writes the log.
pub fn write(report: &Report<'_>) -> String {
    let all: Vec<&Finding> = report.listing.findings.iter().collect();
    let shown = gravest(&all);
    let with_waivers = all.iter().any(|finding| finding.waived);
    let results: Vec<Value> = shown.iter().map(|finding| result(finding, with_waivers, report)).collect();
    let mut invocation = json!({"executionSuccessful": true});
    if shown.len() < all.len() {
        let left_out = all.len() - shown.len();
        let said = Text::made(
            format!("另有 {left_out} 个结果未列出，完整列表见 --format json"),
            format!("{left_out} more results are not listed; see --format json for all of them"),
        );
        invocation["toolExecutionNotifications"] =
            json!([{"level": "warning", "message": {"text": said.in_lang(report.lang)}}]);
    }
    let said = Text::fixed("数据文件夹（hazards.toml 所在）", "the data folder, where hazards.toml stands");
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "hazards",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": language(report.lang),
                "rules": rules::ALL.iter().map(|rule| descriptor(rule, report.lang)).collect::<Vec<_>>(),
            }},
            "language": language(report.lang),
            "invocations": [invocation],
            "originalUriBaseIds": {BASE: {"description": {"text": said.in_lang(report.lang)}}},
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": {
                "asOf": report.as_of.to_string(),
                "files": report.files,
                "records": report.records,
            },
        }],
    });
    json_safe(serde_json::to_string_pretty(&log).unwrap_or_default()) + "\n"
}

const fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en-US",
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The findings that are given, in their order: the gravest, where there are too many.
fn gravest<'f>(all: &[&'f Finding]) -> Vec<&'f Finding> {
    let mut ranked: Vec<(usize, &Finding)> = all.iter().copied().enumerate().collect();
    ranked.sort_by_key(|(_, finding)| (finding.waived, finding.severity));
    ranked.truncate(MOST_RESULTS);
    ranked.sort_by_key(|(index, _)| *index);
    ranked.into_iter().map(|(_, finding)| finding).collect()
}

fn descriptor(rule: &Rule, lang: Lang) -> Value {
    let what_to_do = Text::fixed("怎么办", "What to do");
    let basis = Text::fixed("依据", "Basis");
    let (explain, help) = (rule.explain.in_lang(lang), rule.help.in_lang(lang));
    let (what_to_do, basis_word, basis) =
        (what_to_do.in_lang(lang), basis.in_lang(lang), rule.basis.in_lang(lang));
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": said(rule.summary.in_lang(lang))},
        "fullDescription": {"text": said(explain)},
        "help": {
            "text": said(&format!("{explain}\n{what_to_do}: {help}\n{basis_word}: {basis}")),
            "markdown": said(&format!("{explain}\n\n**{what_to_do}**: {help}\n\n**{basis_word}**: {basis}"))
                .replace('<', "&lt;"),
        },
        "defaultConfiguration": {"level": level(rule.severity)},
    })
}

fn result(finding: &Finding, with_waivers: bool, report: &Report<'_>) -> Value {
    let lang = report.lang;
    let mut text = said(finding.message.in_lang(lang));
    if !finding.help.is_empty() {
        let help = Text::fixed("怎么办: ", "help: ");
        text = format!("{text}\n{}{}", help.in_lang(lang), said(finding.help.in_lang(lang)));
    }
    let mut physical = json!({"artifactLocation": {"uri": uri(&finding.path), "uriBaseId": BASE}});
    if let Some(place) = finding.place() {
        physical["region"] = json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line(),
            "endColumn": place.end_column(),
        });
    }
    let mut location = json!({"physicalLocation": physical});
    if let Some(id) = &finding.id {
        let unit = finding.unit.map_or("", |unit| report.plan.unit(unit).id.as_str());
        let folder = finding.kind.map_or("", Kind::folder);
        let mut whole = format!("{unit}/{folder}/{id}");
        if !finding.field.is_empty() {
            whole = format!("{whole}/{}", finding.field);
        }
        location["logicalLocations"] = json!([{"name": id, "fullyQualifiedName": whole}]);
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rules::ALL.iter().position(|rule| rule.code == finding.rule),
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": [location],
        "partialFingerprints": {"hazardsFinding/v1": fingerprint(finding, report.plan)},
    });
    if with_waivers {
        // Where one result says whether it is suppressed, all must.
        let in_record = if finding.place().is_some() { "inSource" } else { "external" };
        let waiver = finding.waived.then(|| json!({"kind": in_record, "status": "accepted"}));
        result["suppressions"] = waiver.into_iter().collect();
    }
    result
}

/// A path as a relative reference: nothing in it can pass for a scheme, a query or a folder above.
fn uri(path: &str) -> String {
    utf8_percent_encode(path, RESERVED).to_string()
}

/// A text as a message: braces, which would stand for arguments, are doubled (SARIF 2.1.0 § 3.11.5), and
/// nothing is a link.
fn said(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}
