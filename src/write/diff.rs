//! A repair as a unified diff, to be read: what cannot be seen in a line is shown as `\u{200b}`.

use crate::store::repair::Repair;
use crate::text::visible_whole;
use similar::DiffOp;
use similar::udiff::UnifiedHunkHeader;
use std::fmt::Write;

/// How many lines are shown around a change.
const AROUND: usize = 3;

/// The diff of one file under a path that is fit to be shown.
///
/// A repair moves no line, so that lines of the same number are compared; that is quick whatever their number.
pub fn unified(path: &str, repair: &Repair) -> String {
    let before = String::from_utf8_lossy(&repair.before);
    let after = String::from_utf8_lossy(&repair.after);
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let mut ops: Vec<DiffOp> = Vec::new();
    let same = |(one, other): &(&&str, &&str)| one == other;
    let pairs: Vec<(&&str, &&str)> = old.iter().zip(&new).collect();
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
    // Line ends are shown only where they are what changes.
    let end = |line: &str| line.ends_with('\n').then(|| line.ends_with("\r\n"));
    let ends = pairs
        .iter()
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

fn line(out: &mut String, sign: char, text: &str, show_end: bool) {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let body = if show_end { body } else { body.strip_suffix('\r').unwrap_or(body) };
    let _ = writeln!(out, "{sign}{}", visible_whole(body));
    if !text.ends_with('\n') {
        out.push_str("\\ No newline at end of file\n");
    }
}
