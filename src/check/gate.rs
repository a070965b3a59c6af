//! The gate before figures: which findings make the figures of a unit unsure, and how many records
//! are left out when they are made all the same.

use super::Context;
use crate::finding::Finding;
use crate::plan::{Plan, UnitIndex};
use crate::record::{FileIndex, Kind};
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashSet};

/// What stands between a unit's records and its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// Findings of records and files in scope, or that a row of a form rests on, that cannot be read or
    /// refer to nothing.
    pub findings: Vec<Finding>,
    /// How many records or files in scope cannot be read.
    pub left_out: usize,
}

impl Gate {
    /// Judges the records of a unit and of all units below it, given the findings of
    /// [`references`](super::references). `until` is the cutoff of a return, whose rows rest on records of
    /// other units too; a list of enterprises rests on none.
    pub fn new(
        context: &Context<'_>,
        unit: UnitIndex,
        until: Option<NaiveDate>,
        findings: Vec<Finding>,
    ) -> Self {
        let plan = context.plan;
        let in_scope = |of: Option<UnitIndex>| plan.concerns(of, unit);
        let rests_on = until.map(|until| Foundations::of(context, unit, until)).unwrap_or_default();
        let concerns = |finding: &Finding| {
            finding.spoils && (in_scope(finding.unit) || rests_on.include(finding, context.plan))
        };
        let findings: Vec<Finding> = findings.into_iter().filter(concerns).collect();
        let unread_below =
            context.records.files.iter().filter(|file| in_scope(file.unit)).map(|file| file.unread);
        // Elsewhere each record, or file as a whole, that a row rests on; and here folders, which are no files.
        let others =
            findings.iter().filter(|finding| !finding.rule.starts_with('R') && !in_scope(finding.unit));
        let elsewhere: BTreeSet<_> = others.map(|finding| (&finding.path, &finding.id)).collect();
        let is_file = |path: &str| context.records.files.iter().any(|file| file.path == path);
        let folders = findings.iter().filter(|finding| finding.rule == "F010" && in_scope(finding.unit));
        let folders = folders.filter(|finding| !is_file(&finding.path)).count();
        let left_out = unread_below.sum::<usize>() + elsewhere.len() + folders;
        Self { findings, left_out }
    }
}

/// Records outside of a unit that rows of its forms rest on: the enterprises of its hazards, and the
/// penalties on them.
#[derive(Default)]
struct Foundations<'r> {
    enterprises: HashSet<&'r str>,
    penalties: HashSet<&'r str>,
    /// Files that are unreadable as a whole but show one of these.
    files: HashSet<&'r str>,
    /// The units that list the enterprises of the rows.
    listed_by: HashSet<UnitIndex>,
}

impl<'r> Foundations<'r> {
    fn of(context: &Context<'r>, unit: UnitIndex, until: NaiveDate) -> Self {
        let records = context.records;
        let rows = records.hazards.iter().filter(|hazard| {
            let in_window = context.plan.counting_from <= hazard.found_on && hazard.found_on <= until;
            in_window && context.plan.is_within(hazard.unit(), unit)
        });
        let rows: Vec<_> = rows.map(|hazard| (hazard.id.as_str(), hazard.enterprise.as_str())).collect();
        let hazards: HashSet<&str> = rows.iter().map(|(id, _)| *id).collect();
        let enterprises: HashSet<&str> = rows.iter().map(|(_, enterprise)| *enterprise).collect();
        let on_a_row = |hazard: Option<&str>| hazard.is_some_and(|hazard| hazards.contains(hazard));
        let penalties = records.penalties.iter().filter(|penalty| on_a_row(penalty.hazard.as_deref()));
        let stubs = records.stubs.iter().filter(|stub| match stub.kind {
            Kind::Enterprise => stub.id.as_deref().is_some_and(|id| enterprises.contains(id)),
            Kind::Penalty => on_a_row(stub.hazard.as_deref()),
            _ => false,
        });
        let path = |file: FileIndex| records.file(file).path.as_str();
        let listed = enterprises.iter().filter_map(|id| context.enterprise(id));
        Self {
            penalties: penalties.map(|penalty| penalty.id.as_str()).collect(),
            files: stubs.map(|stub| path(stub.origin.file)).collect(),
            listed_by: listed.map(|enterprise| enterprise.unit()).collect(),
            enterprises,
        }
    }

    fn include(&self, finding: &Finding, plan: &Plan) -> bool {
        let of_file = self.files.contains(finding.path.as_str());
        match (finding.kind, finding.id.as_deref()) {
            (Some(Kind::Enterprise), Some(id)) => self.enterprises.contains(id),
            (Some(Kind::Enterprise), None) => of_file,
            (Some(Kind::Penalty), Some(id)) => self.penalties.contains(id) || of_file,
            // Which hazards the penalties of such a file are about cannot be told for certain.
            (Some(Kind::Penalty), None) => {
                let may_be =
                    |listed_by: &UnitIndex| finding.unit.is_some_and(|unit| plan.may_refer(unit, *listed_by));
                of_file || self.listed_by.iter().any(may_be)
            }
            _ => false,
        }
    }
}
