//! A new repository is sound but for what is honestly missing, and nothing that is there is written over.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test of the program from outside")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn hazards(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hazards")).args(words).current_dir(folder).output().unwrap()
}

#[test]
fn a_new_repository_lacks_only_what_nobody_has_entered() {
    let folder = tempfile::tempdir().unwrap();
    let made = hazards(folder.path(), &["init", "data", "--lang", "en"]);
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let data = folder.path().join("data");
    let checked = hazards(&data, &["check", "--as-of", "2023-05-20", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    let rules: Vec<&str> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["P001"; 10], "before the first deadline: too few enterprises, a warning a county");
    assert_eq!(checked.status.code(), Some(0));
    let report = hazards(&data, &["report", "--month", "2023-05"]);
    assert_eq!(report.status.code(), Some(0));
    for path in ["README.md", ".gitattributes", ".github/workflows/hazards.yml", ".vscode/settings.json"] {
        assert!(data.join(path).is_file(), "{path}");
    }
}

#[test]
fn a_plan_of_ones_own_is_copied() {
    let folder = tempfile::tempdir().unwrap();
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base/plan.toml");
    fs::copy(base, folder.path().join("ours.toml")).unwrap();
    assert_eq!(hazards(folder.path(), &["init", "d", "--plan", "ours.toml"]).status.code(), Some(0));
    assert!(folder.path().join("d/jia/hazards/.gitkeep").is_file());
    assert_eq!(hazards(&folder.path().join("d"), &["check", "--as-of", "2023-05-20"]).status.code(), Some(0));
    let wrong = hazards(folder.path(), &["init", "e", "--plan", "qujing-2032", "--lang", "en"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("did you mean `qujing-2023`"));
    assert!(!folder.path().join("e").exists());
}

#[test]
fn what_is_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), "mine").unwrap();
    let refused = hazards(folder.path(), &["init"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join("README.md")).unwrap(), b"mine");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn fillers_and_owners_are_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let words = ["init", "d", "--filler", "某某\"某", "--phone", "0874-0000000", "--owner", "qilin=@a/b @c"];
    let made = hazards(folder.path(), &words);
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let data = folder.path().join("d");
    let owners = fs::read_to_string(data.join(".github/CODEOWNERS")).unwrap();
    assert!(
        owners.contains("\n/qilin/ @a/b @c\n") && owners.contains("\n# /luliang/ @luliang\n"),
        "{owners}"
    );
    let report = hazards(&data, &["report", "--month", "2023-05"]);
    let report = String::from_utf8(report.stdout).unwrap();
    assert!(report.contains("某某\"某 0874-0000000"), "{report}");
    for (wrong, said) in [("qilin", "UNIT=@WHO"), ("qiling=@a", "`qilin`"), ("qilin=@a\n/ @b", "UNIT=@WHO")] {
        let refused = hazards(folder.path(), &["init", "e", "--owner", wrong, "--lang", "en"]);
        assert_eq!(refused.status.code(), Some(2));
        let complaint = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(complaint.contains(said), "{complaint}");
        assert!(!folder.path().join("e").exists());
    }
}

#[test]
fn the_least_is_settings_and_folders() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(hazards(folder.path(), &["init", "d", "--minimal"]).status.code(), Some(0));
    let data = folder.path().join("d");
    let mut names: Vec<_> = fs::read_dir(&data)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| entry.file_name())
        .collect();
    names.sort();
    assert_eq!(names, [".gitattributes", ".gitignore", "hazards.toml"]);
    assert!(data.join("qilin/hazards").is_dir() && !data.join(".vscode").exists());
    assert_eq!(hazards(&data, &["check", "--as-of", "2023-05-20"]).status.code(), Some(0));
}
