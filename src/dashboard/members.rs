//! Which records stand behind a figure, and from which point to which: those of [`Indicator::shares`], so that
//! a list can never tell of other records than the number.
//!
//! [`Indicator::shares`]: crate::tally::Indicator::shares

use crate::check::Context;
use crate::figure::Key;
use crate::plan::UnitIndex;
use crate::record::{Kind, Origin};
use crate::tally::{self, Period, Scope};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// A row behind a figure. It counts for every unit that its own lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Which of the page's rows.
    pub row: usize,
    /// The first point at which it counts.
    pub from: usize,
    /// The first point after it at which it counts no more.
    pub to: usize,
}

impl Member {
    /// Whether it counts at a point.
    pub fn counts_at(&self, point: usize) -> bool {
        (self.from..self.to).contains(&point)
    }
}

/// A record and the points at which it counts, one after the other.
struct Span {
    record: (Kind, Origin),
    from: usize,
    to: usize,
}

/// The records behind every figure of a unit.
pub(super) struct Behind {
    keys: Vec<(Key, Vec<Span>)>,
    points: usize,
}

impl Behind {
    /// At the points of these periods.
    pub(super) fn new(context: &Context<'_>, unit: UnitIndex, periods: &[Period]) -> Self {
        let scopes: Vec<Scope<'_>> =
            periods.iter().map(|period| Scope::new(context, unit, *period)).collect();
        let keys = Key::ALL.par_iter().map(|key| (*key, spans(*key, &scopes))).collect();
        Self { keys, points: periods.len() }
    }

    /// All of them, some more than once.
    pub(super) fn records(&self) -> impl Iterator<Item = (Kind, Origin)> {
        self.keys.iter().flat_map(|(_, spans)| spans).map(|span| span.record)
    }

    /// Those behind these figures at the last point.
    pub(super) fn latest(&self, keys: &[Key]) -> impl Iterator<Item = (Kind, Origin)> {
        let of = self.keys.iter().filter(|(key, _)| keys.contains(key));
        of.flat_map(|(_, spans)| spans).filter(|span| span.to == self.points).map(|span| span.record)
    }

    /// The same by row, in the order of the rows.
    pub(super) fn members(&self, at: &HashMap<(Kind, Origin), usize>) -> BTreeMap<Key, Vec<Member>> {
        self.keys.iter().map(|(key, spans)| (*key, of_spans(spans, at))).collect()
    }
}

fn spans(key: Key, scopes: &[Scope<'_>]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last: HashMap<(Kind, Origin), usize> = HashMap::new();
    for (point, scope) in scopes.iter().enumerate() {
        for share in tally::indicator(key).shares(scope) {
            let record = (share.record.kind(), share.record.origin());
            let known = last.get(&record).and_then(|at| spans.get_mut(*at));
            match known.filter(|span| span.to >= point) {
                Some(span) => span.to = point + 1,
                None => {
                    last.insert(record, spans.len());
                    spans.push(Span { record, from: point, to: point + 1 });
                }
            }
        }
    }
    spans
}

fn of_spans(spans: &[Span], at: &HashMap<(Kind, Origin), usize>) -> Vec<Member> {
    let member = |span: &Span| Some(Member { row: *at.get(&span.record)?, from: span.from, to: span.to });
    let mut members: Vec<Member> = spans.iter().filter_map(member).collect();
    members.sort_by_key(|member| (member.row, member.from));
    members
}
