//! The gate before figures: which findings make the figures of a unit unsure, and how many records
//! are left out when they are made all the same.

use super::Context;
use crate::finding::Finding;
use crate::plan::UnitIndex;
use crate::record::{FileIndex, Kind};
use std::collections::HashSet;

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
    /// [`references`](super::references).
    pub fn new(context: &Context<'_>, unit: UnitIndex, findings: Vec<Finding>) -> Self {
        let plan = context.plan;
        // What stands in no unit's folder concerns the whole tree.
        let in_scope = |of: Option<UnitIndex>| of.map_or(unit == plan.root(), |of| plan.is_within(of, unit));
        let rests_on = Foundations::of(context, unit);
        let files = context.records.files.iter().filter(|file| in_scope(file.unit));
        let folders = findings.iter().filter(|finding| finding.rule == "F010" && in_scope(finding.unit));
        let folders =
            folders.filter(|finding| context.records.files.iter().all(|file| file.path != finding.path));
        let left_out = files.map(|file| file.unread).sum::<usize>() + folders.count();
        let concerns =
            |finding: &Finding| finding.spoils && (in_scope(finding.unit) || rests_on.include(finding));
        Self { findings: findings.into_iter().filter(concerns).collect(), left_out }
    }
}

/// Records outside of a unit that rows of its forms rest on: the enterprises of its hazards, and the
/// penalties on them.
struct Foundations<'r> {
    enterprises: HashSet<&'r str>,
    penalties: HashSet<&'r str>,
    /// Files with penalties that cannot be read but name one of its hazards.
    files: HashSet<&'r str>,
}

impl<'r> Foundations<'r> {
    fn of(context: &Context<'r>, unit: UnitIndex) -> Self {
        let records = context.records;
        let hazards = records.hazards.iter().filter(|hazard| context.plan.is_within(hazard.unit(), unit));
        let hazards: Vec<_> =
            hazards.map(|hazard| (hazard.id.as_str(), hazard.enterprise.as_str())).collect();
        let ids: HashSet<&str> = hazards.iter().map(|(id, _)| *id).collect();
        let penalizes = |hazard: Option<&str>| hazard.is_some_and(|hazard| ids.contains(hazard));
        let path = |file: FileIndex| records.file(file).path.as_str();
        let penalties = records.penalties.iter().filter(|penalty| penalizes(penalty.hazard.as_deref()));
        let stubs = records
            .stubs
            .iter()
            .filter(|stub| stub.kind == Kind::Penalty && penalizes(stub.hazard.as_deref()));
        Self {
            enterprises: hazards.iter().map(|(_, enterprise)| *enterprise).collect(),
            penalties: penalties.map(|penalty| penalty.id.as_str()).collect(),
            files: stubs.map(|stub| path(stub.origin.file)).collect(),
        }
    }

    fn include(&self, finding: &Finding) -> bool {
        let id = finding.id.as_deref();
        match finding.kind {
            Some(Kind::Enterprise) => id.is_some_and(|id| self.enterprises.contains(id)),
            Some(Kind::Penalty) => {
                id.is_some_and(|id| self.penalties.contains(id)) || self.files.contains(finding.path.as_str())
            }
            _ => false,
        }
    }
}
