//! The proof of an edit: both texts are read; what was asked is so, everything else is as it was, and no
//! comment is lost but those of what was removed.

use super::ask::{self, Ask, Asks, Order, join};
use super::change::Edited;
use super::lines::{Lines, comments};
use crate::store::yaml::{self, Kind, Node, Tree, alike};
use std::collections::HashMap;
use std::ops::Range;

/// What is known of the text before.
pub(super) struct Proof<'p, 't> {
    pub(super) tree: &'p Tree<'t>,
    pub(super) comments: &'p [Range<usize>],
    pub(super) order: Order<'p>,
}

impl Proof<'_, '_> {
    /// Whether an edit does what it should.
    pub(super) fn holds(&self, text: &str, edited: &Edited, asked: &[(Node<'_, '_>, &Asks<'_>)]) -> bool {
        let after = yaml::parse(&edited.text);
        let asked: HashMap<usize, &Asks<'_>> =
            asked.iter().map(|(node, asks)| (node.start(), *asks)).collect();
        let judge = |one: Node<'_, '_>, other: Node<'_, '_>| {
            let asks = asked.get(&one.start()).filter(|_| one.kind() == Kind::Mapping)?;
            Some(self.is_changed(one, other, asks, ""))
        };
        after.faults().is_empty()
            && yaml::same(self.tree, &after, judge)
            && self.comments_stay(text, edited, &comments(&edited.text, &after))
    }

    /// Whether a mapping has become what was asked.
    fn is_changed(&self, one: Node<'_, '_>, other: Node<'_, '_>, asks: &Asks<'_>, path: &str) -> bool {
        let asked =
            |key: Node<'_, '_>| ask::is_scalar(key) && asks.iter().any(|(name, _)| *name == key.text());
        let mut rest = other.entries().filter(|(key, _)| !asked(*key));
        let same_rest = one.entries().filter(|(key, _)| !asked(*key)).all(|(key, value)| {
            rest.next().is_some_and(|(its_key, its_value)| alike(key, its_key) && alike(value, its_value))
        });
        same_rest
            && rest.next().is_none()
            && one.kind() == other.kind()
            && one.tag() == other.tag()
            && asks.iter().all(|(name, ask)| {
                let (Some(before), Some(after)) = (ask::find(one, name), ask::find(other, name)) else {
                    return false;
                };
                self.is_as_asked(before, after, ask, &join(path, name))
            })
    }

    fn is_as_asked(
        &self,
        before: Option<Node<'_, '_>>,
        after: Option<Node<'_, '_>>,
        ask: &Ask<'_>,
        path: &str,
    ) -> bool {
        let Ask::Below(asks) = ask else {
            return ask.holds(after);
        };
        match (before, after) {
            (Some(before), Some(after))
                if before.kind() == Kind::Mapping && before.entries().next().is_some() =>
            {
                self.is_changed(before, after, asks, path)
            }
            (Some(before), None) => ask.removes(before),
            (None, None) => ask.holds(None),
            (before, Some(after)) => match ask::made(asks, path, self.order) {
                Some(value) => ask::is(after, &value),
                None => before.is_some_and(|before| alike(before, after)),
            },
        }
    }

    /// Whether every comment is there in its order, but those of what was removed.
    fn comments_stay(&self, text: &str, edited: &Edited, after: &[Range<usize>]) -> bool {
        let (before, now) = (Lines(text), Lines(&edited.text));
        let removed = edited.splices.iter().filter(|splice| splice.takes).map(|splice| &splice.range);
        let mut removed = removed.peekable();
        let mut after = after.iter();
        let stay = self.comments.iter().all(|comment| {
            while removed.next_if(|range| range.end <= comment.start).is_some() {}
            let is_removed =
                removed.peek().is_some_and(|range| range.start <= comment.start && comment.end <= range.end);
            is_removed
                || after.next().is_some_and(|other| now.piece(other.clone()) == before.piece(comment.clone()))
        });
        stay && after.next().is_none()
    }
}
