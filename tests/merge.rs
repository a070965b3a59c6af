//! `hazards merge-driver`: three versions of a file by cases that can be read, any records in any spelling, and
//! branches merged by git itself.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    dead_code,
    reason = "a test that reads and writes files and runs the program; it uses a part of the generators"
)]

#[path = "support/base.rs"]
mod base;
#[path = "merge/cases.rs"]
mod cases;
#[path = "merge/git.rs"]
mod git;
#[path = "merge/random.rs"]
mod random;
#[path = "edit/spelling.rs"]
mod spelling;

use hazards::store::merge::{How, Merged, kind_of, merge};

/// Merges texts of a file at a path.
fn merged(path: &str, base: &str, ours: &str, theirs: &str) -> Merged {
    merge(base.as_bytes(), ours.as_bytes(), theirs.as_bytes(), &how(path))
}

fn how(path: &str) -> How<'_> {
    let labels = ("ours".to_owned(), "theirs".to_owned());
    How { path, kind: kind_of(path), marker_size: 7, labels }
}
