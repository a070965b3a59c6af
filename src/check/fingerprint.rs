//! The identity of a finding: the same while lines move, records change otherwise, and the file is renamed
//! within its kind. Stable over versions and systems.

use crate::finding::Finding;
use crate::plan::Plan;
use crate::record::Kind;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// What a fingerprint is made of: rule, unit, kind, record (where there is no id, the path), field.
type Parts<'f> = [&'f str; 5];

fn parts<'f>(finding: &'f Finding, plan: &'f Plan) -> Parts<'f> {
    [
        finding.rule,
        finding.unit.map_or("", |unit| plan.unit(unit).id.as_str()),
        finding.kind.map_or("", Kind::folder),
        finding.id.as_deref().unwrap_or(&finding.path),
        &finding.field,
    ]
}

/// Numbers the findings of the same rule, record and field, in path order and then as they are found in the
/// record, so that each has a fingerprint of its own.
pub(super) fn number(findings: &mut [Finding], plan: &Plan) {
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|index| findings.get(*index).map(|finding| finding.path.as_str()));
    let mut met: HashMap<Parts<'_>, u32> = HashMap::with_capacity(findings.len());
    let mut twins = vec![0; findings.len()];
    for index in order {
        if let (Some(finding), Some(twin)) = (findings.get(index), twins.get_mut(index)) {
            let count = met.entry(parts(finding, plan)).or_default();
            *twin = *count;
            *count += 1;
        }
    }
    for (finding, twin) in findings.iter_mut().zip(twins) {
        finding.twin = twin;
    }
}

/// The fingerprint of a finding: 128 bits of a SHA-256 in hexadecimal. SHA-256, since whoever writes a record
/// must not be able to make a new finding pass for one that was accepted.
pub fn fingerprint(finding: &Finding, plan: &Plan) -> String {
    let mut hash = Sha256::new();
    for part in parts(finding, plan) {
        // With its length, so that no part can pass for two.
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.update(finding.twin.to_be_bytes());
    hash.finalize().iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
