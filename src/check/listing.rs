//! Listing: sorted findings, at most a thousand of one file, with exact counts of all of them.

use super::Counts;
use crate::finding::{Field, Finding, Severity};
use crate::lang::Text;
use crate::store::LISTED;
use crate::store::records::{File, Records};
use std::collections::HashMap;

/// What is shown of the findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// The findings that are listed, in order.
    pub findings: Vec<Finding>,
    /// How many there are, listed or not.
    pub counts: Counts,
}

impl Listing {
    /// Lists sorted findings; a file of too many ends in one that says how many more there are.
    pub fn new(findings: Vec<Finding>, records: &Records) -> Self {
        let crowded = crowded(records);
        let mut listing =
            Self { counts: Counts::of(&findings), findings: Vec::with_capacity(findings.len()) };
        for group in findings.chunk_by(|a, b| a.path == b.path) {
            let path = group.first().map_or("", |finding| finding.path.as_str());
            let unlisted = unlisted(group, crowded.get(path).copied());
            listing.counts.errors += unlisted;
            let more = group.len().saturating_sub(LISTED) + unlisted;
            if more == 0 {
                listing.findings.extend_from_slice(group);
                continue;
            }
            // The gravest are listed, so that warnings hide no error; in the order of their places again.
            let mut order: Vec<usize> = (0..group.len()).collect();
            order.sort_by_key(|index| group.get(*index).map(|finding| finding.severity));
            let cut = order.split_off(order.len().min(LISTED));
            order.sort_unstable();
            listing.findings.extend(order.iter().filter_map(|index| group.get(*index)).cloned());
            let gravest = cut.first().and_then(|index| group.get(*index));
            if let Some(model) = gravest.or(group.last()) {
                let severity = if unlisted > 0 { Severity::Error } else { model.severity };
                let last = order.last().and_then(|index| group.get(*index)).unwrap_or(model);
                listing.findings.push(closing(model, last, more, severity));
            }
        }
        listing
    }
}

/// The files of which not all findings of reading were kept, by path.
pub fn crowded(records: &Records) -> HashMap<&str, &File> {
    let crowded = records.files.iter().filter(|file| file.unlisted.errors > 0);
    crowded.map(|file| (file.path.as_str(), file)).collect()
}

/// How many findings of a file were not kept. They are findings of reading: where none of these is listed,
/// they were not asked for.
pub(super) fn unlisted(listed: &[Finding], file: Option<&File>) -> usize {
    let asked_for = listed.iter().any(|finding| finding.rule.starts_with('F'));
    file.filter(|_| asked_for).map_or(0, |file| file.unlisted.errors)
}

/// The last finding of a file of too many, with the code of the gravest that is not listed: it stands
/// where the listing stops.
fn closing(model: &Finding, last: &Finding, more: usize, severity: Severity) -> Finding {
    Finding {
        severity,
        id: None,
        field: Field::default(),
        twin: u32::MAX,
        message: Text::made(
            format!("该文件还有 {more} 条问题未列出"),
            format!("{more} more findings of this file are not listed"),
        ),
        fix: None,
        help: Text::fixed("先改正已列出的问题，再检查一次", "put the listed ones right and check again"),
        spot: last.spot.clone(),
        ..model.clone()
    }
}
