//! Commands that write into one repository at once: none loses what another has written.

use super::{fresh, hazards, parts, run, said};
use hazards::store;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Output, Stdio};

/// Runs them at once. One that has waited for the others so long that it gives up is run again: that is what it
/// is told to do, on a machine that has too much to do.
fn at_once(root: &Path, calls: &[Vec<String>]) -> Vec<Output> {
    let words: Vec<Vec<&str>> =
        calls.iter().map(|words| words.iter().map(String::as_str).collect()).collect();
    let started: Vec<_> = words
        .iter()
        .map(|words| hazards(root, words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    let outputs = started.into_iter().zip(&words).map(|(child, words)| {
        let mut output = child.wait_with_output().unwrap();
        while said(&output).contains("another hazards command is writing and has not ended") {
            output = run(root, words);
        }
        output
    });
    outputs.collect()
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn hazards_of_one_list_are_completed() {
    let root = fresh();
    let days = [("h-1", "2023-06-11"), ("h-3", "2023-06-13"), ("h-4", "2023-06-14"), ("h-5", "2023-06-15")];
    let calls: Vec<_> = days.iter().map(|(id, day)| words(&format!("complete {id} --on {day}"))).collect();
    for output in at_once(root.path(), &calls) {
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    let records = store::open(root.path()).unwrap().records;
    for (id, day) in days {
        let hazard = records.hazards.iter().find(|hazard| hazard.id.as_str() == id).unwrap();
        let on = hazard.rectification.completed_on;
        assert_eq!(on.map(|on| on.to_string()).as_deref(), Some(day), "{id}");
    }
    assert!(parts(root.path()).is_empty());
}

#[test]
fn records_are_added_while_others_are_written() {
    let root = fresh();
    let before = store::open(root.path()).unwrap().records.activities.len();
    let mut calls: Vec<_> = (1..=5)
        .map(|day| words(&format!("add activity --unit jia kind=专题学习 date=2023-06-0{day}")))
        .collect();
    calls.insert(1, words("fmt"));
    calls.insert(3, words("file --unit shi --month 2023-08 --filed-on 2023-08-24 --with-errors 试"));
    calls.insert(5, words("check --fix jia/activities --as-of 2023-06-30"));
    for (output, call) in at_once(root.path(), &calls).iter().zip(&calls) {
        assert!(matches!(output.status.code(), Some(0 | 1)), "{call:?}: {}", said(output));
    }
    let repository = store::open(root.path()).unwrap();
    let records = &repository.records;
    // The one that could not be read before it was put right.
    assert_eq!(records.activities.len(), before + 5 + 1);
    let ids: BTreeSet<&str> = records.activities.iter().map(|activity| activity.id.as_str()).collect();
    assert_eq!(ids.len(), records.activities.len());
    assert!(records.findings.is_empty(), "{:?}", records.findings);
    assert!(records.filings.iter().any(|filing| filing.id.as_str() == "shi-2023-08"));
    assert!(parts(root.path()).is_empty());
}

#[test]
fn of_two_new_repositories_in_one_place_one_is_made() {
    let root = tempfile::tempdir().unwrap();
    let calls = [words("init d --filler 某某"), words("init d --filler 某某某")];
    let outputs = at_once(root.path(), &calls);
    let made = outputs.iter().filter(|output| output.status.code() == Some(0)).count();
    assert_eq!(made, 1, "{} {}", said(&outputs[0]), said(&outputs[1]));
    let checked = run(&root.path().join("d"), &["check", "--as-of", "2023-05-20"]);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
    assert!(parts(root.path()).is_empty());
}
