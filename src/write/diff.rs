//! What is written anew as a unified diff, to be read: what cannot be seen in a line is shown as `\u{200b}`.

use crate::store::rewrite::Rewrite;
use crate::text::visible_whole;
use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, DiffOp};
use std::collections::HashMap;
use std::fmt::Write;

/// How many lines are shown around a change.
const AROUND: usize = 3;

/// The most steps, roughly, in which lines are compared to find those that are the same.
const MOST: usize = 1 << 28;

/// The diff of one file under a path that is fit to be shown.
pub fn unified(path: &str, file: &Rewrite) -> String {
    let before = String::from_utf8_lossy(&file.before);
    let after = String::from_utf8_lossy(&file.after);
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let ops = differences(&old, &new);
    // Line ends are shown only where they are what changes.
    let end = |line: &str| line.ends_with('\n').then(|| line.ends_with("\r\n"));
    let ends = old
        .iter()
        .zip(&new)
        .any(|(one, other)| end(one).is_some_and(|one| end(other).is_some_and(|other| one != other)));
    let mut out = format!("--- {path}\n+++ {path}\n");
    for group in similar::group_diff_ops(ops, AROUND) {
        let _ = writeln!(out, "{}", UnifiedHunkHeader::new(&group));
        for op in group {
            let (gone, come) = (old.get(op.old_range()), new.get(op.new_range()));
            let (gone, come) = (gone.unwrap_or_default(), come.unwrap_or_default());
            let is_same = matches!(op, DiffOp::Equal { .. });
            gone.iter().for_each(|text| line(&mut out, if is_same { ' ' } else { '-' }, text, ends));
            come.iter().filter(|_| !is_same).for_each(|text| line(&mut out, '+', text, ends));
        }
    }
    out
}

/// What becomes of which lines. Where very many change, lines of the same number are compared: what changes so
/// much is a repair, which moves no line.
fn differences(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut surplus: HashMap<&str, isize> = HashMap::new();
    old.iter().for_each(|line| *surplus.entry(line).or_default() += 1);
    new.iter().for_each(|line| *surplus.entry(line).or_default() -= 1);
    let changed: usize = surplus.values().map(|count| count.unsigned_abs()).sum();
    if changed.saturating_mul(old.len() + new.len()) <= MOST {
        return similar::capture_diff_slices(Algorithm::Myers, old, new);
    }
    let mut ops: Vec<DiffOp> = Vec::new();
    let same = |(one, other): &(&&str, &&str)| one == other;
    let pairs: Vec<(&&str, &&str)> = old.iter().zip(new).collect();
    let mut at = 0;
    for run in pairs.chunk_by(|one, other| same(one) == same(other)) {
        let len = run.len();
        ops.push(if run.first().is_some_and(same) {
            DiffOp::Equal { old_index: at, new_index: at, len }
        } else {
            DiffOp::Replace { old_index: at, old_len: len, new_index: at, new_len: len }
        });
        at += len;
    }
    if old.len() != new.len() {
        let (old_len, new_len) = (old.len() - at, new.len() - at);
        ops.push(DiffOp::Replace { old_index: at, old_len, new_index: at, new_len });
    }
    ops
}

fn line(out: &mut String, sign: char, text: &str, show_end: bool) {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let body = if show_end { body } else { body.strip_suffix('\r').unwrap_or(body) };
    let _ = writeln!(out, "{sign}{}", visible_whole(body));
    if !text.ends_with('\n') {
        out.push_str("\\ No newline at end of file\n");
    }
}
