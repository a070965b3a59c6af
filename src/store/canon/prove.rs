//! The proof: what was written reads as the same values, records and comments.

use super::is_boolean;
use super::outline::is_scalar;
use crate::record::Kind;
use crate::store::edit::lines::comments;
use crate::store::records::Records;
use crate::store::yaml::{self, Kind as NodeKind, Node, Tree};
use std::ops::Range;

/// Whether a text has the documents and values of a tree, keys in whatever order, booleans in either words.
pub(super) fn holds(before: &Tree<'_>, after: &str, kind: Kind) -> bool {
    let after = yaml::parse(after);
    let roots = |tree: &Tree<'_>| tree.documents().count();
    after.faults().is_empty()
        && roots(before) == roots(&after)
        && before.documents().zip(after.documents()).all(|(one, other)| match (one.root, other.root) {
            (Some(one), Some(other)) if one.kind() == NodeKind::Sequence => {
                one.kind() == other.kind()
                    && one.items().count() == other.items().count()
                    && one.items().zip(other.items()).all(|(one, other)| same(one, other, Some(kind)))
            }
            (Some(one), Some(other)) => same(one, other, Some(kind)),
            (one, other) => one.is_none() && other.is_none(),
        })
}

/// Whether two nodes say the same; `record` is the kind of record that they are.
fn same(one: Node<'_, '_>, other: Node<'_, '_>, record: Option<Kind>) -> bool {
    if is_scalar(one) || is_scalar(other) {
        let both = is_scalar(one) && is_scalar(other) && one.tag() == other.tag();
        return both && one.is_null() == other.is_null() && (one.is_null() || one.text() == other.text());
    }
    if one.kind() != other.kind() || one.tag() != other.tag() {
        return false;
    }
    if one.kind() == NodeKind::Sequence {
        let mut others = other.items();
        return one.items().all(|one| others.next().is_some_and(|other| same(one, other, None)))
            && others.next().is_none();
    }
    let by_key = |node: Node<'_, '_>| {
        // Keys that are there twice stay in their order.
        let mut entries: Vec<usize> = (0..node.entries().count()).collect();
        let keys: Vec<String> = node.entries().map(|(key, _)| key.text().to_owned()).collect();
        entries.sort_by(|a, b| keys.get(*a).cmp(&keys.get(*b)));
        entries
    };
    let (ones, others): (Vec<_>, Vec<_>) = (one.entries().collect(), other.entries().collect());
    let (first, second) = (by_key(one), by_key(other));
    first.len() == second.len()
        && first.iter().zip(&second).all(|(a, b)| match (ones.get(*a), others.get(*b)) {
            (Some((key, value)), Some((other_key, other))) => {
                let boolean = record.is_some_and(|kind| is_boolean(kind, key.text()));
                let alike = boolean && truth(value.text()).is_some_and(|is| truth(other.text()) == Some(is));
                key.text() == other_key.text() && (alike || same(*value, *other, None))
            }
            _ => false,
        })
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "是" => Some(true),
        "false" | "否" => Some(false),
        _ => None,
    }
}

/// Whether a text has just these comments of another, in whatever order.
pub(super) fn comments_stay(text: &str, before: &[Range<usize>], after: &str) -> bool {
    let tree = yaml::parse(after);
    let sorted = |text: &str, found: &[Range<usize>]| {
        let words = |range: &Range<usize>| text.get(range.clone()).unwrap_or("").trim_end().to_owned();
        let mut found: Vec<String> = found.iter().map(words).collect();
        found.sort_unstable();
        found
    };
    sorted(text, before) == sorted(after, &comments(after, &tree))
}

/// Whether two readings of a file come to the same records and the same sorts of findings.
pub(super) fn same_records(mut before: Records, mut after: Records) -> bool {
    let rules = |records: &mut Records| {
        let mut rules: Vec<&str> =
            std::mem::take(&mut records.findings).iter().map(|finding| finding.rule).collect();
        rules.sort_unstable();
        rules
    };
    rules(&mut before) == rules(&mut after) && before == after
}
