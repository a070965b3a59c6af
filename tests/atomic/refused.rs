//! No room and no right to write: the command says so with status 2, and all is as it was.

use super::cases::CASES;
use super::{Tree, base, fresh, hazards, parts, prepared, said, tree};
use std::fs::{self, OpenOptions};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The calls that are refused: those of the cases, and a new repository beside the one that is there.
fn calls() -> Vec<&'static [&'static str]> {
    CASES.iter().map(|case| case.words).collect()
}

/// What a call in a shell comes to, `$@` being the program and its words.
fn in_shell(root: &Path, script: &str, words: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_hazards")]).args(words);
    prepared(command, root).output().unwrap()
}

fn assert_refused(output: &Output, words: &[&str], before: &Tree, now: &Tree) {
    assert_eq!(output.status.code(), Some(2), "{words:?}: {}", said(output));
    assert!(
        before == now,
        "{words:?} has written: {:?}",
        now.keys().filter(|path| !before.contains_key(*path)).collect::<Vec<_>>()
    );
}

#[test]
fn no_file_may_grow() {
    for words in calls() {
        let root = fresh();
        let before = tree(root.path());
        let output = in_shell(root.path(), "ulimit -f 0; exec \"$@\"", words);
        assert_refused(&output, words, &before, &tree(root.path()));
        assert!(
            said(&output).contains("larger than the system lets a file be"),
            "{words:?}: {}",
            said(&output)
        );
        assert!(parts(root.path()).is_empty(), "{words:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    let output = in_shell(folder.path(), "ulimit -f 0; exec \"$@\"", &["init", "a/b"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(tree(folder.path()).is_empty());
}

#[test]
fn many_new_files_need_not_be_open_at_once() {
    let root = fresh();
    let records = vec![serde_json::json!({"kind": "专题学习", "date": "2023-06-02"}); 200];
    fs::write(root.path().join("many.json"), serde_json::to_string(&records).unwrap()).unwrap();
    let words = ["add", "activity", "--unit", "benji", "--from", "many.json"];
    let output = in_shell(root.path(), "ulimit -n 64; exec \"$@\"", &words);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(fs::read_dir(root.path().join("benji/activities")).unwrap().count() > 200);
}

/// Runs a call in a file system of its own, laid out by a script of `mount`; what stands there afterwards is
/// copied. None where such file systems cannot be had.
#[cfg(target_os = "linux")]
fn in_own(mount: &str, root: &Path, words: &[&str]) -> Option<(Output, Tree)> {
    let copy = tempfile::tempdir().unwrap();
    let script = format!(
        "set -e; from=$1; root=$2; copy=$3; shift 3; {mount}; cd \"$root\"; set +e; \"$@\"; status=$?; \
         cp -R \"$root/.\" \"$copy\"; exit $status"
    );
    let mut command = Command::new("unshare");
    command.args(["-r", "-m", "sh", "-c", &script, "sh"]);
    let point = tempfile::tempdir().unwrap();
    command.arg(root).arg(point.path()).arg(copy.path()).arg(env!("CARGO_BIN_EXE_hazards")).args(words);
    let output = prepared(command, root).output().ok()?;
    let _ = fs::remove_file(copy.path().join(".filler"));
    assert!(parts(copy.path()).is_empty(), "{words:?}: {:?}", parts(copy.path()));
    Some((output, tree(copy.path())))
}

/// Whether file systems of one's own can be had here.
#[cfg(target_os = "linux")]
fn may_mount() -> bool {
    let may = |mount: &str| {
        let root = tempfile::tempdir().unwrap();
        in_own(mount, root.path(), &["--version"]).is_some_and(|(output, _)| output.status.code() == Some(0))
    };
    let may = may(FULL) && may(READ_ONLY);
    if !may {
        eprintln!("skipped: no file system can be mounted here");
    }
    may
}

#[cfg(target_os = "linux")]
const FULL: &str = "mount -t tmpfs -o size=512k none \"$root\"; cp -R \"$from/.\" \"$root\"; \
    dd if=/dev/zero of=\"$root/.filler\" bs=4096 2>/dev/null || true";

#[cfg(target_os = "linux")]
const READ_ONLY: &str =
    "cp -R \"$from/.\" \"$root\"; mount --bind \"$root\" \"$root\"; mount -o remount,ro,bind \"$root\"";

#[cfg(target_os = "linux")]
#[test]
fn the_disk_is_full_or_read_only() {
    if !may_mount() {
        return;
    }
    for (mount, why) in [(FULL, "the disk is full"), (READ_ONLY, "the file system is read-only")] {
        for words in calls() {
            let root = fresh();
            let before = tree(root.path());
            let Some((output, now)) = in_own(mount, root.path(), words) else { return };
            assert_refused(&output, words, &before, &now);
            assert!(said(&output).contains(why), "{words:?}: {}", said(&output));
        }
        let root = tempfile::tempdir().unwrap();
        let Some((output, now)) = in_own(mount, root.path(), &["init"]) else { return };
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(why), "{}", said(&output));
        assert!(now.is_empty(), "{:?}", now.keys().collect::<Vec<_>>());
    }
}

/// What is shown before it is written is written only where it could be shown.
#[cfg(target_os = "linux")]
#[test]
fn the_standard_output_takes_nothing() {
    for case in CASES.iter().filter(|case| ["add", "complete", "penalize"].contains(&case.words[0])) {
        let root = fresh();
        let before = tree(root.path());
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = hazards(root.path(), case.words);
        let output = command.stdout(full).stderr(Stdio::piped()).output().unwrap();
        assert_refused(&output, case.words, &before, &tree(root.path()));
        assert!(said(&output).contains("standard output"), "{}", said(&output));
    }
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = hazards(&base::folder(), &["report", "--month", "2023-08"]);
    let output = command.stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}
