//! Whether comments are lost: they are counted by their words, since they may move.

use std::collections::HashMap;

type Counts<'c> = HashMap<&'c str, usize>;

fn counts<'c>(comments: &[&'c str]) -> Counts<'c> {
    let mut counts = HashMap::with_capacity(comments.len());
    comments.iter().for_each(|comment| *counts.entry(*comment).or_default() += 1);
    counts
}

fn count(counts: &Counts<'_>, comment: &str) -> usize {
    counts.get(comment).copied().unwrap_or(0)
}

/// Whether there is each comment that a side has added, were it only once.
pub(super) fn any_kept(base: &[&str], sides: [&[&str]; 2], found: &[&str]) -> bool {
    let (base, found) = (counts(base), counts(found));
    sides.into_iter().all(|side| {
        let side = counts(side);
        side.iter().all(|(comment, times)| *times <= count(&base, comment) || found.contains_key(comment))
    })
}

/// Whether there is what the one side has added and also what the other has.
pub(super) fn all_kept(base: &[&str], [ours, theirs]: [&[&str]; 2], found: &[&str]) -> bool {
    let [base, ours, theirs, found] = [base, ours, theirs, found].map(counts);
    ours.keys().chain(theirs.keys()).all(|comment| {
        let [old, one, other] = [&base, &ours, &theirs].map(|counts| count(counts, comment));
        (one <= old && other <= old) || count(&found, comment) + old >= one + other
    })
}

/// Whether a version has what its own side has added, less what the other has removed.
pub(super) fn own_kept(base: &[&str], own: &[&str], other: &[&str], found: &[&str]) -> bool {
    let [base, own, other, found] = [base, own, other, found].map(counts);
    own.iter().all(|(comment, times)| {
        let old = count(&base, comment);
        *times <= old || count(&found, comment) + old.saturating_sub(count(&other, comment)) >= *times
    })
}

/// Whether the one side has all comments of the other.
pub(super) fn within(some: &[&str], all: &[&str]) -> bool {
    let all = counts(all);
    counts(some).iter().all(|(comment, times)| *times <= count(&all, comment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_that_is_there_once_is_not_there_twice() {
        let (none, one, two): (&[&str], &[&str], &[&str]) = (&[], &["# x"], &["# x", "# x"]);
        assert!(any_kept(one, [two, one], one));
        assert!(!any_kept(none, [one, none], none));
        assert!(!all_kept(none, [one, one], one) && all_kept(none, [one, one], two));
        assert!(!all_kept(one, [two, one], one) && all_kept(one, [two, one], two));
        assert!(all_kept(one, [none, one], none), "what a side has removed need not be there");
        assert!(!own_kept(one, two, one, one) && own_kept(one, two, none, one));
        assert!(within(one, two) && !within(two, one));
    }
}
