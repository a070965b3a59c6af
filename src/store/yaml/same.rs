//! Whether two trees say the same, whatever their places.

use super::{Kind, Node, Tree};

/// Whether two files have the same documents with the same values. Of a pair of nodes `judge` may say itself
/// whether it is the same; what is below it is then not looked at. A faulty document of the first is passed over.
pub fn same(
    first: &Tree<'_>,
    second: &Tree<'_>,
    judge: impl Fn(Node<'_, '_>, Node<'_, '_>) -> Option<bool>,
) -> bool {
    if first.documents().count() != second.documents().count() {
        return false;
    }
    let mut pairs = Vec::new();
    for (one, other) in first.documents().zip(second.documents()) {
        match (one.root, other.root) {
            _ if one.faulty => {}
            _ if other.faulty => return false,
            (None, None) => {}
            (Some(one), Some(other)) => pairs.push((one, other)),
            _ => return false,
        }
    }
    all_alike(pairs, judge)
}

/// Whether two nodes say the same in the same order.
pub fn alike(one: Node<'_, '_>, other: Node<'_, '_>) -> bool {
    all_alike(vec![(one, other)], |_, _| None)
}

fn all_alike<'a, 'b, 't, 'u>(
    mut pairs: Vec<(Node<'a, 't>, Node<'b, 'u>)>,
    judge: impl Fn(Node<'_, '_>, Node<'_, '_>) -> Option<bool>,
) -> bool {
    while let Some((one, other)) = pairs.pop() {
        match judge(one, other) {
            Some(true) => continue,
            Some(false) => return false,
            None => {}
        }
        let (kind, tag) = (one.kind(), one.tag());
        if kind != other.kind() || tag != other.tag() || one.text() != other.text() {
            return false;
        }
        let children = |node: Node<'_, '_>| match kind {
            Kind::Sequence => node.items().count(),
            Kind::Mapping => node.entries().count(),
            _ => 0,
        };
        if children(one) != children(other) {
            return false;
        }
        pairs.extend(one.items().zip(other.items()));
        for ((key, value), (other_key, other_value)) in one.entries().zip(other.entries()) {
            pairs.extend([(key, other_key), (value, other_value)]);
        }
    }
    true
}
