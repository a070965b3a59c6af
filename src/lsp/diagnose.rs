//! Findings as diagnostics, file by file.

use super::text::{Encoding, Lines, range_in_excerpt};
use super::uri::uri_of;
use crate::config::ConfigError;
use crate::finding::{Finding, Place, Severity, Spot};
use crate::lang::{Lang, Text};
use crate::record::Kind;
use crate::settings::FILE;
use crate::store::records::AnyRecord;
use crate::store::{Records, Workspace};
use crate::text::visible;
use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range,
};
use std::collections::BTreeMap;

/// The most findings of a repository that name other records: each costs a look at another file.
const RELATED: usize = 200;

/// What diagnostics depend on beside the findings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) encoding: Encoding,
    pub(super) lang: Lang,
    /// Whether the client shows places of other records.
    pub(super) related: bool,
}

/// The file at which a finding is shown: one about a unit at `hazards.toml`.
pub(super) fn file_of(finding: &Finding) -> &str {
    let of_unit = finding.spot == Spot::Nowhere && !finding.rule.starts_with('F');
    if of_unit { FILE } else { &finding.path }
}

/// The diagnostics of all files that have some.
pub(super) fn of_findings(
    workspace: &Workspace,
    findings: &[Finding],
    style: Style,
) -> BTreeMap<String, Vec<Diagnostic>> {
    let mut all: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    let mut related = 0;
    for group in findings.chunk_by(|a, b| a.path == b.path) {
        let path = group.first().map_or("", |finding| finding.path.as_str());
        let text = workspace.is_open(path).then(|| workspace.text(path));
        let lines = text.as_deref().map(|text| Lines::new(text, style.encoding));
        for finding in group {
            let range = match (finding.place(), &lines) {
                (None, _) => Range::default(),
                (Some(place), Some(lines)) => lines.range_of(place),
                (Some(place), None) => range_in_excerpt(place, style.encoding),
            };
            let mut diagnostic = diagnostic(finding, range, style.lang);
            if style.related && related < RELATED {
                diagnostic.related_information = others_named(workspace, finding, style);
                related += usize::from(diagnostic.related_information.is_some());
            }
            all.entry(file_of(finding).to_owned()).or_default().push(diagnostic);
        }
    }
    all
}

fn diagnostic(finding: &Finding, range: Range, lang: Lang) -> Diagnostic {
    let severity = match finding.severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    };
    let message = match finding.help.in_lang(lang) {
        "" => finding.message.in_lang(lang).to_owned(),
        help => format!("{}\n\n{help}", finding.message.in_lang(lang)),
    };
    Diagnostic {
        range,
        severity: Some(severity),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        source: Some("hazards".to_owned()),
        message,
        ..Diagnostic::default()
    }
}

/// Diagnostics of mistakes in configuration files.
pub(super) fn of_errors(errors: &[ConfigError], lang: Lang) -> BTreeMap<String, Vec<Diagnostic>> {
    let mut all: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    for error in errors {
        let (line, column) = (error.line, error.column);
        let place = Place { line, column, length: 1, excerpt: String::new() };
        all.entry(error.path.clone()).or_default().push(Diagnostic {
            range: range_in_excerpt(&place, Encoding::Utf16),
            severity: Some(DiagnosticSeverity::ERROR),
            source: Some("hazards".to_owned()),
            message: error.message.in_lang(lang).to_owned(),
            ..Diagnostic::default()
        });
    }
    all
}

/// The records that a finding speaks of beside its own.
fn others_named(
    workspace: &Workspace,
    finding: &Finding,
    style: Style,
) -> Option<Vec<DiagnosticRelatedInformation>> {
    let records = &workspace.repository().records;
    let (kind, id) = (finding.kind?, finding.id.as_deref()?);
    let mut others = Vec::new();
    if finding.rule == "R001" {
        others.extend(find(records, kind, id));
    } else if matches!(finding.rule, "R004" | "R005" | "V006") {
        let own = records
            .of_kind(kind)
            .find(|record| record.id() == id && records.path(record.origin()) == finding.path)?;
        let enterprise = own.enterprise().filter(|_| finding.rule != "R005");
        others.extend(enterprise.and_then(|id| find(records, Kind::Enterprise, id)));
        let (hazard, inspection) = match own {
            AnyRecord::Hazard(hazard) => (None, hazard.inspection.as_deref()),
            AnyRecord::Penalty(penalty) => (penalty.hazard.as_deref(), penalty.inspection.as_deref()),
            _ => (None, None),
        };
        if finding.rule == "R005" {
            others.extend(hazard.and_then(|id| find(records, Kind::Hazard, id)));
            others.extend(inspection.and_then(|id| find(records, Kind::Inspection, id)));
        }
    }
    let shown = others.into_iter().filter_map(|record| {
        let location = location(workspace, record, style.encoding)?;
        let message = title(record).in_lang(style.lang).to_owned();
        Some(DiagnosticRelatedInformation { location, message })
    });
    Some(shown.collect::<Vec<_>>()).filter(|shown| !shown.is_empty())
}

/// The first sound record of a kind and id.
pub(super) fn find<'r>(records: &'r Records, kind: Kind, id: &str) -> Option<AnyRecord<'r>> {
    records.of_kind(kind).find(|record| record.id() == id)
}

/// What a record is called: its kind, its id, an enterprise's name.
pub(super) fn title(record: AnyRecord<'_>) -> Text {
    let (kind, id) = (record.kind().name(), visible(record.id()));
    match record {
        AnyRecord::Enterprise(enterprise) => {
            let name = visible(&enterprise.name);
            Text::made(format!("{} {id} {name}", kind.zh), format!("{} {id} {name}", kind.en))
        }
        _ => Text::made(format!("{} {id}", kind.zh), format!("{} {id}", kind.en)),
    }
}

/// Where a record's id stands.
fn location(workspace: &Workspace, record: AnyRecord<'_>, encoding: Encoding) -> Option<Location> {
    let repository = workspace.repository();
    let path = repository.records.path(record.origin());
    let key = if record.kind() == Kind::Selfcheck { "enterprise" } else { "id" };
    let place = workspace.places(path, &[record.origin()], key).into_iter().next()?;
    Some(Location { uri: uri_of(&repository.root, path)?, range: range_in_excerpt(&place, encoding) })
}
