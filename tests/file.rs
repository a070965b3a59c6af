//! `hazards file` as a clerk calls it: what is written, corrected and refused, and that it takes effect.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test of the program from outside")]

#[path = "support/base.rs"]
#[allow(dead_code, reason = "the program opens the repository here")]
mod base;

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// The base without 甲县's August return.
fn scene() -> TempDir {
    let folder = base::with(&[]);
    let filings = folder.path().join("jia/filings/2023.yaml");
    let text = fs::read_to_string(&filings).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains("month: 2023-08")).collect();
    fs::write(filings, kept.join("\n") + "\n").unwrap();
    folder
}

fn hazards(folder: &Path, words: &[&str]) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hazards"));
    program.arg("-C").arg(folder).args(words).env("LANG", "en_US.UTF-8").env_remove("LC_ALL");
    let output = program.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

const FILE: [&str; 7] = ["file", "--month", "2023-08", "--unit", "jia", "--filed-on", "2023-08-24"];

fn file(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    hazards(folder, &[&FILE[..], more].concat())
}

fn check(folder: &Path) -> String {
    hazards(folder, &["check", "--unit", "jia", "--as-of", "2023-08-25", "--format", "short"]).1
}

#[test]
fn a_correction_of_the_same_day_takes_effect() {
    let folder = scene();
    let root = folder.path();
    let (status, said) = file(root, &[]);
    assert_eq!(status, Some(0), "{said}");
    assert!(!check(root).contains("P016"));
    fs::write(root.join("jia/activities/n.yaml"), "id: jia-new\nkind: 专题研究\ndate: 2023-08-20\n").unwrap();
    assert!(check(root).contains("entered since +1 (jia-new)"), "{}", check(root));
    let (status, said) = file(root, &[]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("jia-2023-08") && said.contains("--reason"), "{said}");
    let (status, said) = file(root, &["--reason", "left out", "--id", "jia-2023-08-2"]);
    assert_eq!(status, Some(2), "it would stand before the one that it corrects: {said}");
    for letter in ["b", "c"] {
        let (status, said) = file(root, &["--reason", "left out"]);
        assert_eq!(status, Some(0), "{said}");
        assert!(said.contains(&format!("jia/filings/jia-2023-08{letter}.yaml")), "{said}");
        assert!(!check(root).contains("P016"), "{}", check(root));
    }
    let last = fs::read_to_string(root.join("jia/filings/jia-2023-08c.yaml")).unwrap();
    assert!(last.contains("corrects: jia-2023-08b\nreason: left out\n"), "{last}");
    assert!(!hazards(root, &["check", "--format", "short"]).1.contains("R005"));
}

#[test]
fn errors_refuse_it_and_a_reason_lets_it_pass() {
    let folder = scene();
    let root = folder.path();
    let hazard = root.join("jia/hazards/jia-h2.yaml");
    let text = fs::read_to_string(&hazard).unwrap();
    let open = text.lines().filter(|line| !line.contains("completed_on") && !line.contains("verified_"));
    fs::write(&hazard, open.collect::<Vec<_>>().join("\n")).unwrap();
    let (status, said) = file(root, &[]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("P009") && !root.join("jia/filings/jia-2023-08.yaml").exists(), "{said}");
    let (status, said) = file(root, &["--with-errors", "it is overdue"]);
    assert_eq!(status, Some(0), "{said}");
    let written = fs::read_to_string(root.join("jia/filings/jia-2023-08.yaml")).unwrap();
    assert!(written.contains("\nwith_errors: it is overdue\n"), "{written}");
}

#[test]
fn a_broken_seal_explains_nothing() {
    let folder = scene();
    let root = folder.path();
    assert_eq!(file(root, &[]).0, Some(0));
    let path = root.join("jia/filings/jia-2023-08.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen(" rectification.completed_on=2023-08-01", "", 1)).unwrap();
    let hazard = root.join("jia/hazards/jia-h2.yaml");
    let text = fs::read_to_string(&hazard).unwrap();
    fs::write(&hazard, text.replace("2023-08-01", "2023-08-29").replace("2023-08-02", "2023-08-30")).unwrap();
    let (status, said) = hazards(root, &["diff", "--from-filing", "jia-2023-08"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("P019") && !said.contains("definition"), "{said}");
    let (_, csv) = hazards(root, &["diff", "--from-filing", "jia-2023-08", "--format", "csv"]);
    assert!(csv.contains("A4,1,0,not known,-1,"), "{csv}");
    assert!(check(root).contains("P019"));
}

#[test]
fn what_is_too_much_is_named() {
    let folder = scene();
    let root = folder.path();
    for nth in 0..5 {
        let text = format!("id: n{nth}\nkind: 专题研究\ndate: 2023-08-20\ncount: 999999999\n");
        fs::write(root.join(format!("jia/activities/n{nth}.yaml")), text).unwrap();
    }
    let (status, said) = file(root, &[]);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("D2 is 4999999995"), "{said}");
    let (status, said) = file(root, &["--id", "con"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("device name"), "{said}");
}

#[test]
fn what_it_corrects_is_of_its_kind() {
    let folder = scene();
    let root = folder.path();
    let wrong = "id: jia-x\ndocument: 调度表\nmonth: 2023-08\nfiled_on: 2023-08-24\ncorrects: jia-f1\n";
    fs::write(root.join("jia/filings/jia-x.yaml"), wrong).unwrap();
    assert!(check(root).contains("jia/filings/jia-x.yaml:5:11: error[R005]"), "{}", check(root));
    fs::write(root.join("jia/filings/jia-x.yaml"), wrong.replace("jia-f1", "jia-f0")).unwrap();
    assert!(check(root).contains("jia/filings/jia-x.yaml:5:11: error[R002]"), "{}", check(root));
}
