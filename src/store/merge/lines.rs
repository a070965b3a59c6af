//! The merge of lines, as git does it; conflict markers; and the ids that stand in the lines of a file.

use super::How;
use similar::{Algorithm, TextMergeConfig};
use std::collections::{BTreeMap, BTreeSet};

/// The most lines, those that all begin and end with left aside, that are merged: it may take the square.
const MOST: usize = 10_000;

/// What a merge of lines comes to.
pub(super) enum Lined {
    /// Nothing stood in the way.
    Clean(String),
    /// With conflict markers.
    Marked(String),
    /// Too much changes to be merged by lines.
    TooMuch,
}

/// Merges texts by their lines.
pub(super) fn merge(base: &str, ours: &str, theirs: &str, how: &How<'_>) -> Lined {
    if between(base, ours).saturating_add(between(base, theirs)) > MOST {
        return Lined::TooMuch;
    }
    let mut config = TextMergeConfig::new();
    let mut merged = config.algorithm(Algorithm::Myers).merge_lines(base, ours, theirs);
    merged.conflict_marker_size(how.marker_size).labels("base", &how.labels.0, &how.labels.1);
    match merged.is_conflicted() {
        false => Lined::Clean(merged.to_string()),
        true => Lined::Marked(merged.to_string()),
    }
}

/// What comes of texts merged by their lines if nothing stands in the way.
pub(super) fn clean(base: &str, ours: &str, theirs: &str, how: &How<'_>) -> Option<String> {
    match merge(base, ours, theirs, how) {
        Lined::Clean(text) => Some(text),
        Lined::Marked(_) | Lined::TooMuch => None,
    }
}

/// How many lines two texts have between the lines with which both begin and end.
fn between(one: &str, other: &str) -> usize {
    let mut ones = one.split_inclusive('\n');
    let mut others = other.split_inclusive('\n');
    let (mut rest, mut other_rest) = (Vec::new(), Vec::new());
    loop {
        match (ones.next(), others.next()) {
            (None, None) => break,
            (one, other) if one == other => {}
            (one, other) => {
                rest.extend(one.into_iter().chain(ones));
                other_rest.extend(other.into_iter().chain(others));
                break;
            }
        }
    }
    let same = rest.iter().rev().zip(other_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    rest.len() + other_rest.len() - 2 * same
}

/// Two versions between conflict markers, each on lines of its own.
pub(super) fn marked(ours: &str, theirs: &str, how: &How<'_>) -> String {
    let line = |sign: &str, label: &str| {
        let (signs, blank) = (sign.repeat(how.marker_size), if label.is_empty() { "" } else { " " });
        format!("{signs}{blank}{label}\n")
    };
    let end = |text: &str| if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    [
        &line("<", &how.labels.0),
        ours,
        end(ours),
        &line("=", ""),
        theirs,
        end(theirs),
        &line(">", &how.labels.1),
    ]
    .concat()
}

/// The ids that stand in the lines of a text which need not be readable, each with how often.
pub(super) fn ids(text: &str) -> BTreeMap<&str, usize> {
    let mut ids = BTreeMap::new();
    for line in text.lines() {
        let line = line.trim_start_matches(['\u{feff}', ' ', '\t', '-', '{']);
        let Some(id) = line.strip_prefix("id:") else { continue };
        let id = id.split(['#', ',', '}']).next().unwrap_or_default();
        let id = id.trim_matches([' ', '\t', '\r', '"', '\'']);
        if !id.is_empty() {
            *ids.entry(id).or_default() += 1;
        }
    }
    ids
}

/// An id that both sides have added.
pub(super) fn both_added<'t>(base: &str, ours: &'t str, theirs: &str) -> Option<&'t str> {
    let known: BTreeSet<&str> = ids(base).into_keys().collect();
    let theirs = ids(theirs);
    ids(ours).into_keys().find(|id| theirs.contains_key(id) && !known.contains(id))
}

/// An id that a merged text has more often than either side.
pub(super) fn doubled<'t>(merged: &'t str, ours: &str, theirs: &str) -> Option<&'t str> {
    let (ours, theirs) = (ids(ours), ids(theirs));
    let most = |id: &str| ours.get(id).max(theirs.get(id)).copied().unwrap_or(0);
    ids(merged).into_iter().find(|(id, count)| *count > most(id).max(1)).map(|(id, _)| id)
}
