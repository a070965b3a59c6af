//! Statistics: how many findings there are of each rule and in each unit.

use super::listing::{crowded, unlisted};
use super::{Counts, Rule, rules};
use crate::finding::Finding;
use crate::plan::UnitIndex;
use crate::store::records::Records;
use std::collections::BTreeMap;

/// Counts by rule and by unit.
#[derive(Debug, Clone)]
pub struct Statistics {
    /// The rules that found something, in the order of their codes.
    pub rules: Vec<(&'static Rule, Counts)>,
    /// The units that something was found in, in the order of the plan; at last what stands in no unit's folder.
    pub units: Vec<(Option<UnitIndex>, Counts)>,
    /// Errors of files of too many: counted with their units, of rules not known.
    pub unlisted: usize,
}

impl Statistics {
    /// Counts findings, sorted by path; each is counted, listed or not.
    pub fn new(findings: &[Finding], records: &Records) -> Self {
        let mut by_rule: BTreeMap<&str, Counts> = BTreeMap::new();
        let mut by_unit: BTreeMap<(bool, Option<UnitIndex>), Counts> = BTreeMap::new();
        let mut sum = 0;
        let crowded = crowded(records);
        for group in findings.chunk_by(|a, b| a.path == b.path) {
            for finding in group {
                by_rule.entry(finding.rule).or_default().add(finding);
                by_unit.entry((finding.unit.is_none(), finding.unit)).or_default().add(finding);
            }
            if let Some(first) = group.first() {
                let more = unlisted(group, crowded.get(first.path.as_str()).copied());
                by_unit.entry((first.unit.is_none(), first.unit)).or_default().errors += more;
                sum += more;
            }
        }
        let of_rule = |rule: &&'static Rule| Some((*rule, *by_rule.get(rule.code)?));
        Self {
            rules: rules::ALL.iter().filter_map(of_rule).collect(),
            units: by_unit.into_iter().map(|((_, unit), counts)| (unit, counts)).collect(),
            unlisted: sum,
        }
    }
}
