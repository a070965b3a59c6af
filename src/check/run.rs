//! The runner: walks the records, lets each rule look at what it looks at, and turns faults into findings.

use super::rule::{Examine, Fault, Rule};
use super::{Context, fingerprint, rules, waivers};
use crate::finding::{Finding, Severity, Spot};
use crate::plan::UnitIndex;
use crate::record::{Entry, Kind, Origin, Record};
use crate::settings::Settings;
use crate::store::records::AnyRecord;
use rayon::prelude::*;

/// How many records one thread looks at in one go.
const CHUNK: usize = 2_048;

/// All findings: those of reading and those of every rule, with overrides and waivers applied. Findings
/// about a field have no place yet: [`Repository::locate`](crate::store::Repository::locate) gives it.
pub fn check(context: &Context<'_>, settings: &Settings) -> Vec<Finding> {
    let mut findings = unwaived(context, settings);
    waivers::apply(context, settings, &mut findings);
    fingerprint::number(&mut findings, context.plan);
    findings
}

/// The findings of some rules: as among [`check`]'s, but without their numbers.
pub fn check_by(context: &Context<'_>, settings: &Settings, wanted: fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = found(context, settings, wanted);
    findings.retain(|finding| wanted(finding.rule));
    waivers::mark(context, settings, &mut findings);
    findings
}

/// All findings with overrides applied, none of them waived yet.
pub(super) fn unwaived(context: &Context<'_>, settings: &Settings) -> Vec<Finding> {
    found(context, settings, |_| true)
}

fn found(context: &Context<'_>, settings: &Settings, wanted: fn(&str) -> bool) -> Vec<Finding> {
    let is_on = |rule: &&&Rule| wanted(rule.code) && settings.rules.get(rule.code) != Some(&None);
    let mut findings = context.records.findings.clone();
    findings.extend(run(context, rules::ALL.iter().filter(is_on).copied()));
    for finding in &mut findings {
        if let Some(Some(severity)) = settings.rules.get(finding.rule) {
            finding.severity = *severity;
        }
    }
    findings
}

/// The findings that spoil figures: those of reading, and of references (R rules).
pub fn references(context: &Context<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        context.records.findings.iter().filter(|finding| finding.spoils).cloned().collect();
    findings.extend(run(context, rules::ALL.iter().filter(|rule| rule.code.starts_with('R')).copied()));
    findings
}

fn run<'a>(context: &Context<'_>, rules: impl Iterator<Item = &'static Rule> + 'a) -> Vec<Finding> {
    rules.flat_map(|rule| examine(rule, context)).collect()
}

fn examine(rule: &'static Rule, context: &Context<'_>) -> Vec<Finding> {
    let records = context.records;
    match rule.examine {
        Examine::Reading | Examine::Waivers => Vec::new(),
        Examine::Enterprise(look) => each(rule, context, &records.enterprises, look),
        Examine::Selfcheck(look) => each(rule, context, &records.selfchecks, look),
        Examine::Hazard(look) => each(rule, context, &records.hazards, look),
        Examine::Inspection(look) => each(rule, context, &records.inspections, look),
        Examine::Penalty(look) => each(rule, context, &records.penalties, look),
        Examine::Activity(look) => each(rule, context, &records.activities, look),
        Examine::Filing(look) => each(rule, context, &records.filings, look),
        Examine::Any(look) => {
            let mut findings = any(rule, context, &records.enterprises, AnyRecord::Enterprise, look);
            findings.extend(any(rule, context, &records.selfchecks, AnyRecord::Selfcheck, look));
            findings.extend(any(rule, context, &records.hazards, AnyRecord::Hazard, look));
            findings.extend(any(rule, context, &records.inspections, AnyRecord::Inspection, look));
            findings.extend(any(rule, context, &records.penalties, AnyRecord::Penalty, look));
            findings.extend(any(rule, context, &records.activities, AnyRecord::Activity, look));
            findings.extend(any(rule, context, &records.filings, AnyRecord::Filing, look));
            findings
        }
        Examine::Unit(look) => {
            let units: Vec<UnitIndex> = context.plan.units().map(|(unit, _)| unit).collect();
            let look = |unit: &UnitIndex| {
                look(*unit, context)
                    .into_iter()
                    .map(|fault| of_unit(rule, context, *unit, fault))
                    .collect::<Vec<_>>()
            };
            units.par_iter().map(look).collect::<Vec<_>>().concat()
        }
        Examine::Whole(look) => {
            look(context).into_iter().map(|(origin, fault)| of_origin(rule, context, origin, fault)).collect()
        }
    }
}

fn each<T: Record + Sync>(
    rule: &'static Rule,
    context: &Context<'_>,
    entries: &[Entry<T>],
    look: fn(&Entry<T>, &Context<'_>) -> Vec<Fault>,
) -> Vec<Finding> {
    walk(entries, |entry, findings| {
        for fault in look(entry, context) {
            findings.push(of_record(rule, context, entry.origin, T::KIND, entry.record.id(), fault));
        }
    })
}

fn any<'r, T: Record + Sync>(
    rule: &'static Rule,
    context: &Context<'_>,
    entries: &'r [Entry<T>],
    wrap: fn(&'r Entry<T>) -> AnyRecord<'r>,
    look: fn(AnyRecord<'_>, &Context<'_>) -> Vec<Fault>,
) -> Vec<Finding> {
    walk(entries, |entry, findings| {
        for fault in look(wrap(entry), context) {
            findings.push(of_record(rule, context, entry.origin, T::KIND, entry.record.id(), fault));
        }
    })
}

/// Looks at all entries in parallel; the findings come in the order of the entries.
fn walk<'r, T: Sync>(
    entries: &'r [Entry<T>],
    look: impl Fn(&'r Entry<T>, &mut Vec<Finding>) + Sync,
) -> Vec<Finding> {
    let look_at = |chunk: &'r [Entry<T>]| {
        let mut findings = Vec::new();
        for entry in chunk {
            look(entry, &mut findings);
        }
        findings
    };
    entries.par_chunks(CHUNK).map(look_at).collect::<Vec<_>>().into_iter().flatten().collect()
}

fn of_record(
    rule: &'static Rule,
    context: &Context<'_>,
    origin: Origin,
    kind: Kind,
    id: &str,
    fault: Fault,
) -> Finding {
    Finding {
        rule: rule.code,
        severity: fault.severity.unwrap_or(rule.severity),
        unit: Some(origin.unit),
        kind: Some(kind),
        id: Some(id.to_owned()),
        path: context.records.path(origin).to_owned(),
        spot: Spot::Field(origin, fault.field.clone()),
        field: fault.field,
        twin: 0,
        message: fault.message,
        help: fault.help.unwrap_or_else(|| rule.help.clone()),
        waived: false,
        spoils: rule.code.starts_with('R'),
        fix: None,
    }
}

/// A finding about a record that is known by its place only: it may be one that cannot be read.
fn of_origin(rule: &'static Rule, context: &Context<'_>, origin: Origin, fault: Fault) -> Finding {
    let records = context.records;
    let kind = records.file(origin.file).kind.unwrap_or(Kind::Enterprise);
    let sound = records.at(kind, origin).map(|record| record.id().to_owned());
    let stub = || records.stubs.iter().find(|stub| stub.origin == origin)?.id.clone();
    let id = sound.or_else(stub).unwrap_or_default();
    of_record(rule, context, origin, kind, &id, fault)
}

fn of_unit(rule: &'static Rule, context: &Context<'_>, unit: UnitIndex, fault: Fault) -> Finding {
    Finding {
        rule: rule.code,
        severity: fault.severity.unwrap_or(rule.severity),
        unit: Some(unit),
        kind: None,
        id: None,
        path: context.plan.unit(unit).id.as_str().to_owned(),
        spot: Spot::Nowhere,
        field: fault.field,
        twin: 0,
        message: fault.message,
        help: fault.help.unwrap_or_else(|| rule.help.clone()),
        waived: false,
        spoils: false,
        fix: None,
    }
}

/// How many findings there are of each severity, and how many are waived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Errors that are not waived.
    pub errors: usize,
    /// Warnings that are not waived.
    pub warnings: usize,
    /// Infos that are not waived.
    pub infos: usize,
    /// Findings of any severity that are waived.
    pub waived: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            counts.add(finding);
        }
        counts
    }

    /// Counts one more.
    pub fn add(&mut self, finding: &Finding) {
        *match (finding.waived, finding.severity) {
            (true, _) => &mut self.waived,
            (false, Severity::Error) => &mut self.errors,
            (false, Severity::Warning) => &mut self.warnings,
            (false, Severity::Info) => &mut self.infos,
        } += 1;
    }
}
