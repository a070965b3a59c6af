//! Repairs: fixtures `tests/fix/<case>/{before,after}.yaml` (the kind's folder stands in `kind`), faults put
//! into generated records, the broken example, and files that must not be written.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that reads and writes files")]

#[path = "support/base.rs"]
mod base;
#[path = "fix/made.rs"]
mod made;

use hazards::store::rewrite::NotWritten;
use hazards::store::{self, Repository};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fix");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

/// What a file becomes by its repair.
fn repaired(repository: &Repository, path: &str) -> Vec<u8> {
    let repairs = repository.repairs(|file| file.path == path);
    repairs
        .into_iter()
        .next()
        .map_or_else(|| fs::read(repository.root.join(path)).unwrap(), |repair| repair.file.after)
}

#[test]
fn fixtures() {
    for case in cases() {
        let kind = fs::read_to_string(case.join("kind")).unwrap();
        let path = format!("jia/{}/fix.yaml", kind.trim());
        for file in ["before.yaml", "after.yaml"] {
            let bytes = fs::read(case.join(file)).unwrap();
            let (_root, repository) = base::open_with(&[(&path, &bytes)]);
            let made = String::from_utf8(repaired(&repository, &path)).unwrap();
            let wanted = fs::read_to_string(case.join("after.yaml")).unwrap();
            assert_eq!(made, wanted, "{} {file}", case.display());
        }
    }
}

#[test]
fn of_the_broken_example_just_these_findings_vanish() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/broken");
    let root = tempfile::tempdir().unwrap();
    base::copy(&example, root.path());
    let found = |repository: &Repository| -> BTreeSet<String> {
        let findings = repository.records.findings.iter();
        findings
            .map(|finding| format!("{} {:?} {}", finding.path, finding.place(), finding.message.zh))
            .collect()
    };
    let before = store::open(root.path()).unwrap();
    let repairs = before.repairs(|_| true);
    repairs.iter().for_each(|repair| before.rewrite(&repair.file).unwrap());
    let after = store::open(root.path()).unwrap();
    assert!(found(&after).is_subset(&found(&before)));
    let mut names: Vec<&str> =
        repairs.iter().map(|repair| repair.file.path.rsplit('/').next().unwrap()).collect();
    names.sort_unstable();
    let wanted = [
        "F002-tab-indentation.yaml",
        "F003-wrong-key.yaml",
        "F005-boolean-yes.yaml",
        "F005-date-dots.yaml",
        "F005-date-full-width.yaml",
        "F005-not-a-list.yaml",
        "F005-wrong-word.yaml",
        "F008-zero-width.yaml",
    ];
    assert_eq!(names, wanted);
    for path in repairs.iter().map(|repair| &repair.file.path) {
        assert!(!after.records.findings.iter().any(|finding| finding.path == *path), "{path}");
    }
    assert!(after.repairs(|_| true).is_empty());
}

const ACTIVITY: &[u8] =
    b"id: fix-1\nkind: \xe4\xb8\x93\xe9\xa2\x98\xe5\xad\xa6\xe4\xb9\xa0\ndate: 2023.6.9\n";
const PATH: &str = "jia/activities/fix.yaml";

#[test]
fn a_file_that_has_changed_is_left_alone() {
    let (root, repository) = base::open_with(&[(PATH, ACTIVITY)]);
    let repairs = repository.repairs(|file| file.path == PATH);
    fs::write(root.path().join(PATH), "id: other\n").unwrap();
    assert!(matches!(repository.rewrite(&repairs[0].file), Err(NotWritten::Changed)));
    assert_eq!(fs::read(root.path().join(PATH)).unwrap(), b"id: other\n");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;
    let (root, repository) = base::open_with(&[(PATH, ACTIVITY)]);
    let repairs = repository.repairs(|file| file.path == PATH);
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("fix.yaml");
    fs::rename(root.path().join(PATH), &target).unwrap();
    symlink(&target, root.path().join(PATH)).unwrap();
    assert!(matches!(repository.rewrite(&repairs[0].file), Err(NotWritten::NotAFile)));
    assert!(store::open(root.path()).unwrap().repairs(|file| file.path == PATH).is_empty());
    fs::remove_dir_all(root.path().join("jia/activities")).unwrap();
    symlink(outside.path(), root.path().join("jia/activities")).unwrap();
    assert!(matches!(repository.rewrite(&repairs[0].file), Err(NotWritten::NotAFile)));
    assert_eq!(fs::read(target).unwrap(), ACTIVITY);
}

/// Runs the program in a repository.
fn run(root: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hazards"));
    command.arg("-C").arg(root).args(arguments).env("LANG", "en_US.UTF-8").env_remove("LC_ALL");
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_writes_names_each_change_and_then_checks() {
    let (root, _) = base::open_with(&[(PATH, ACTIVITY)]);
    let (status, shown, _) = run(root.path(), &["check", "--diff"]);
    assert!(status == Some(1) && shown.contains("\n-date: 2023.6.9\n+date: 2023-06-09\n"), "{shown}");
    assert_eq!(fs::read(root.path().join(PATH)).unwrap(), ACTIVITY);
    let check = ["check", "--as-of", "2023-12-31", "--fix"];
    let (status, shown, said) = run(root.path(), &[&check[..], &["--unit", "yi"]].concat());
    assert!(status == Some(0) && said == "no file was changed\n", "{shown}{said}");
    let (status, shown, said) = run(root.path(), &check);
    assert!(status == Some(0) && shown.ends_with("nothing found\n"), "{shown}");
    assert_eq!(said, format!("{PATH}:3: `2023.6.9` → `2023-06-09`\nput right: 1 in files: 1\n"));
    assert_eq!(run(root.path(), &["check", "--diff"]).0, Some(0));
    assert_eq!(run(root.path(), &["check", "--diff", "--fix"]).0, Some(2));
}

#[cfg(unix)]
#[test]
fn a_folder_without_write_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let (root, _) = base::open_with(&[(PATH, ACTIVITY)]);
    let folder = root.path().join("jia/activities");
    let allow = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    // The system denies the superuser nothing.
    let denied = fs::write(folder.join("probe"), "").is_err();
    let (status, _, said) = run(root.path(), &["check", "--fix"]);
    allow(0o755);
    if denied {
        assert!(status == Some(2) && said.contains("permission denied"), "{said}");
        assert_eq!(fs::read(folder.join("fix.yaml")).unwrap(), ACTIVITY);
        assert_eq!(
            fs::read_dir(&folder)
                .unwrap()
                .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'))
                .count(),
            0
        );
    }
}
