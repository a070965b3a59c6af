//! Killed at any point: at moments spread over a run, and as soon as a file is seen that is not in its place yet.

use super::cases::{CASES, Case};
use super::{Tree, fresh, hazards, parts, run, said, tree};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// So often each command is killed at a moment of its run, and while it writes.
const MOMENTS: u32 = 4;
const SIGHTS: u32 = 2;

/// Every file is as it was or as it will be, or is not there where it was not.
fn is_whole(now: &Tree, before: &Tree, after: &Tree, words: &[&str]) {
    for (path, bytes) in now {
        let known = [before, after].iter().any(|tree| tree.get(path) == Some(bytes));
        assert!(known, "{words:?}: {path} is neither the old nor the new one");
    }
    for path in before.keys() {
        assert!(now.contains_key(path), "{words:?}: {path} is gone");
    }
}

/// Starts it, waits until it is time to kill it, and kills it.
fn kill(root: &Path, words: &[&str], is_time: impl Fn() -> bool) {
    let mut command = hazards(root, words);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while child.try_wait().unwrap().is_none() {
        if is_time() {
            let _ = child.kill();
            break;
        }
    }
    child.wait().unwrap();
}

/// After a kill: all is whole, and the next run works.
fn look_after(root: &Path, case: &Case, before: &Tree, after: &Tree) {
    let words = case.words;
    let now = tree(root);
    is_whole(&now, before, after, words);
    // What is left behind is looked at by no command: nothing is found that would not be else.
    let checked = run(root, &["check", "--as-of", "2023-06-30"]);
    assert!(matches!(checked.status.code(), Some(0 | 1)), "{words:?}: {}", said(&checked));
    assert!(!said(&checked).contains(".part") && !String::from_utf8_lossy(&checked.stdout).contains(".part"));
    if now == *after {
        return;
    }
    let again = if case.records { words.to_vec() } else { with_force(words) };
    let again = run(root, &again);
    let done = tree(root);
    let partly = now != *before;
    if case.records && partly && done != *after {
        // Of many new files some were in their places: these are named, and nothing is written over.
        assert_eq!(again.status.code(), Some(1), "{words:?}: {}", said(&again));
        assert!(done == now, "{words:?}");
        return;
    }
    assert!(done == *after, "{words:?}: {}", said(&again));
}

/// The same call, writing over what is there.
fn with_force<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let mut words = words.to_vec();
    words.push("--force");
    words
}

fn check(case: &Case) {
    let words = case.words;
    let root = fresh();
    let before = tree(root.path());
    let begun = Instant::now();
    let output = run(root.path(), words);
    let time = begun.elapsed();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{words:?}: {}", said(&output));
    let after = tree(root.path());
    assert!(before != after, "{words:?} writes nothing: {}", said(&output));
    assert!(parts(root.path()).is_empty(), "{words:?}");
    for moment in 1..=MOMENTS {
        let root = fresh();
        // Mostly towards the end, where it writes.
        let delay = time.mul_f64(0.2 + 0.8 * f64::from(moment) / f64::from(MOMENTS));
        let begun = Instant::now();
        kill(root.path(), words, || begun.elapsed() >= delay);
        look_after(root.path(), case, &before, &after);
    }
    for sight in 0..SIGHTS {
        let root = fresh();
        kill(root.path(), words, || {
            let seen = !parts(root.path()).is_empty();
            if seen {
                std::thread::sleep(Duration::from_micros(u64::from(sight) * 150));
            }
            seen
        });
        look_after(root.path(), case, &before, &after);
    }
}

#[test]
fn a_command_that_writes_records() {
    CASES.iter().filter(|case| case.records).for_each(check);
}

#[test]
fn a_command_that_writes_what_is_made_of_them() {
    CASES.iter().filter(|case| !case.records).for_each(check);
}

#[test]
fn a_new_repository() {
    let words = ["init", "d", "--units", "qilin"];
    let whole = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    assert_eq!(run(whole.path(), &words).status.code(), Some(0));
    let time = begun.elapsed();
    let after = tree(whole.path());
    for moment in 1..=2 * MOMENTS {
        let root = tempfile::tempdir().unwrap();
        let begun = Instant::now();
        let delay = time.mul_f64(f64::from(moment) / f64::from(2 * MOMENTS));
        kill(root.path(), &words, || begun.elapsed() >= delay);
        let now = tree(root.path());
        is_whole(&now, &Tree::new(), &after, &words);
        if now.contains_key("d/hazards.toml") {
            assert!(now == after, "the settings come last");
        } else {
            let again = run(root.path(), &words);
            assert_eq!(again.status.code(), Some(0), "{}", said(&again));
            assert!(tree(root.path()) == after);
        }
        let checked = run(&root.path().join("d"), &["check", "--as-of", "2023-05-20"]);
        assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
    }
}
