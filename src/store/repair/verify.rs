//! Reading back: a repaired text has lost the findings that were repaired and gained none, and every value
//! but the repaired ones reads as before.

use super::super::decode::{Known, without_hidden};
use super::super::records::Records;
use super::super::yaml::{self, Kind, Node, Tree};
use crate::catalog::Catalog;
use crate::finding::{Finding, Fix};
use std::collections::HashMap;

/// A text whose repairs are tried out.
pub(super) struct Trial<'t> {
    text: &'t str,
    tree: Tree<'t>,
    before: &'t Records,
    known: Known<'t>,
    catalog: &'t Catalog,
}

/// By what a finding is known in two readings of a file. Repairs move no line.
type Mark<'f> = (&'f str, usize, &'f str);

fn mark(finding: &Finding) -> Mark<'_> {
    (finding.rule, finding.place().map_or(0, |place| place.line), &finding.message.zh)
}

impl<'t> Trial<'t> {
    pub(super) fn new(text: &'t str, before: &'t Records, known: Known<'t>, catalog: &'t Catalog) -> Self {
        Self { text, tree: yaml::parse(text), before, known, catalog }
    }

    /// Whether the text with these fixes, in order, reads as it should.
    pub(super) fn holds(&self, fixes: &[&Fix]) -> bool {
        let after_text = splice(self.text, fixes);
        let Some(after) = super::decode(&after_text, self.known, self.catalog) else {
            return false;
        };
        let fixed = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| is_among(fix, fixes));
        let mut left: HashMap<Mark<'_>, usize> = HashMap::new();
        for finding in self.before.findings.iter().filter(|finding| !fixed(finding)) {
            *left.entry(mark(finding)).or_default() += 1;
        }
        let expected = after.findings.iter().all(|finding| {
            left.get_mut(&mark(finding)).is_some_and(|count| {
                let there = *count > 0;
                *count = count.saturating_sub(1);
                there
            })
        });
        let places: HashMap<(usize, usize), &Fix> =
            fixes.iter().map(|fix| ((fix.start, fix.end), *fix)).collect();
        expected
            && yaml::same(&self.tree, &yaml::parse(&after_text), |one, other| {
                let content = one.content().map(|content| (content.start, content.end));
                let whole = (one.start(), one.end());
                let fix = content.and_then(|span| places.get(&span)).or_else(|| places.get(&whole))?;
                Some(is_repaired(one, other, fix))
            })
    }
}

/// Whether a node has become what its fix says: its new text, itself without hidden characters, or a list
/// of itself.
fn is_repaired(one: Node<'_, '_>, other: Node<'_, '_>, fix: &Fix) -> bool {
    let scalar = |node: Node<'_, '_>| !matches!(node.kind(), Kind::Sequence | Kind::Mapping);
    if scalar(one) && other.kind() == Kind::Sequence {
        let mut items = other.items();
        let item = items.next().filter(|_| items.next().is_none());
        return item.is_some_and(|item| scalar(item) && item.text() == one.text());
    }
    let unhidden = without_hidden(one.text());
    let unhidden = if one.kind() == Kind::Plain { unhidden.trim() } else { &unhidden };
    scalar(one)
        && one.kind() == other.kind()
        && one.tag() == other.tag()
        && (other.text() == fix.with || other.text() == unhidden)
}

/// The text with fixes, which are in order and apart, applied.
pub(super) fn splice(text: &str, fixes: &[&Fix]) -> String {
    let mut spliced = String::with_capacity(text.len() + 16 * fixes.len());
    let mut behind = 0;
    for fix in fixes {
        spliced.push_str(text.get(behind..fix.start).unwrap_or_default());
        spliced.push_str(&fix.with);
        behind = fix.end;
    }
    spliced + text.get(behind..).unwrap_or_default()
}

/// Whether a fix is among fixes that are in order.
fn is_among(fix: &Fix, fixes: &[&Fix]) -> bool {
    let at = fixes.binary_search_by_key(&(fix.start, fix.end), |fix| (fix.start, fix.end));
    at.is_ok_and(|at| fixes.get(at).is_some_and(|found| *found == fix))
}
