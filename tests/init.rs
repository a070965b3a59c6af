//! A new repository is sound but for what is honestly missing, and nothing that is there is written over.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test of the program from outside, which says what it has to skip"
)]

#[cfg(target_os = "linux")]
#[path = "init/asked.rs"]
mod asked;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// What stands in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// What is said of a call that is refused with status 2.
fn refused(folder: &Path, words: &[&str]) -> String {
    let output = hazards(folder, &[words, &["--lang", "en"]].concat());
    assert_eq!(output.status.code(), Some(2), "{words:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// The rules of what `check` finds, with the units.
fn found(data: &Path, words: &[&str]) -> Vec<(String, String)> {
    let checked = hazards(data, &[&["check", "--format", "json"], words].concat());
    let found: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    let word = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or("").to_owned();
    let findings = found["findings"].as_array().unwrap();
    findings.iter().map(|finding| (word(finding, "rule"), word(finding, "unit"))).collect()
}

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

#[test]
fn some_units_only() {
    let folder = tempfile::tempdir().unwrap();
    let made = hazards(folder.path(), &["init", "d", "--units", "luliang，qilin"]);
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    let data = folder.path().join("d");
    let kept = [".gitattributes", ".github", ".gitignore", ".vscode", "README.md", "hazards.toml"];
    assert_eq!(names(&data), [&kept[..], &["luliang", "qilin"]].concat());
    let owners = fs::read_to_string(data.join(".github/CODEOWNERS")).unwrap();
    assert!(owners.contains("/qilin/") && !owners.contains("/xuanwei/"), "{owners}");
    // Of the counties that keep their records elsewhere nothing is found, but that a waiver waives nothing yet.
    let early = found(&data, &["--as-of", "2023-05-20"]);
    let early: Vec<_> = early.iter().filter(|(rule, _)| rule != "W001").collect();
    assert_eq!(early.len(), 2, "{early:?}");
    for (rule, unit) in found(&data, &[]) {
        assert!(["P001", "P014"].contains(&rule.as_str()), "{rule}");
        assert!(["qilin", "luliang"].contains(&unit.as_str()), "{rule} {unit}");
    }
    // A unit with all below it.
    assert_eq!(hazards(folder.path(), &["init", "e", "--units", "qujing"]).status.code(), Some(0));
    assert_eq!(names(&folder.path().join("e")).len(), 6 + 12);
    assert!(
        refused(folder.path(), &["init", "f", "--units", "qilin,luling"]).contains("did you mean `luliang`")
    );
    assert!(refused(folder.path(), &["init", "f", "--units", " ,"]).contains("--units"));
    let owner = ["init", "f", "--units", "qilin", "--owner", "luliang=@a"];
    assert!(refused(folder.path(), &owner).contains("luliang"));
    assert_eq!(names(folder.path()), ["d", "e"]);
}

#[test]
fn what_is_said_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    for (option, value, said) in [
        ("--phone", "874-0000000", "landline with its area code"),
        ("--phone", "1380000000", "11 digits"),
        ("--filler", "某\u{202e}某", "\\u{202e}"),
        ("--plan", "con.toml", "con.toml"),
        ("--owner=qilin=@a", "--owner=qilin=@b", "qilin twice"),
    ] {
        let complaint = refused(folder.path(), &["init", "d", option, value]);
        assert!(complaint.contains(said), "{complaint}");
    }
    let plan =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base/plan.toml")).unwrap();
    for (id, said) in
        [("con", "device name"), ("lpt1", "device name"), ("../x", "a-z 0-9"), ("Jia", "a-z 0-9")]
    {
        let text = plan.replace("id = \"jia\"", &format!("id = \"{id}\""));
        assert_ne!(text, plan);
        fs::write(folder.path().join("own.toml"), text).unwrap();
        let complaint = refused(folder.path(), &["init", "d", "--plan", "own.toml"]);
        assert!(complaint.starts_with("own.toml:") && complaint.contains(said), "{complaint}");
    }
    assert_eq!(names(folder.path()), ["own.toml"]);
}

#[test]
fn no_repository_in_another_or_over_one() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(hazards(folder.path(), &["init", "d"]).status.code(), Some(0));
    let data = folder.path().join("d");
    let settings = fs::read(data.join("hazards.toml")).unwrap();
    let before = names(&data);
    assert!(refused(folder.path(), &["init", "d"]).contains("is a data folder already"));
    assert!(refused(&data, &["init"]).contains("is a data folder already"));
    for inside in ["new", "qilin", "qilin/hazards/a/b"] {
        for force in [&[][..], &["--force"]] {
            let complaint = refused(&data, &[&["init", inside], force].concat());
            assert!(complaint.contains("lies in the data folder"), "{complaint}");
        }
    }
    assert!(refused(&data.join("qilin"), &["init", "../new"]).contains("lies in the data folder"));
    assert_eq!((names(&data), fs::read(data.join("hazards.toml")).unwrap()), (before, settings));
}

#[test]
fn an_earlier_try_is_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(hazards(folder.path(), &["init", "d"]).status.code(), Some(0));
    let data = folder.path().join("d");
    let whole = fs::read(data.join("README.md")).unwrap();
    for path in ["hazards.toml", "README.md", "xuanwei/hazards/.gitkeep"] {
        fs::remove_file(data.join(path)).unwrap();
    }
    fs::write(data.join("qilin/.hazards-a1b2c3.part"), "id: ha").unwrap();
    // Another plan would leave a mixture behind: that is told.
    let complaint = refused(folder.path(), &["init", "d", "--filler", "某某", "--owner", "qilin=@other"]);
    assert!(complaint.contains("CODEOWNERS"), "{complaint}");
    assert!(!data.join("hazards.toml").exists());
    assert_eq!(hazards(folder.path(), &["init", "d"]).status.code(), Some(0));
    assert_eq!(fs::read(data.join("README.md")).unwrap(), whole);
    assert!(data.join("xuanwei/hazards/.gitkeep").exists());
    assert_eq!(found(&data, &["--as-of", "2023-05-20"]).len(), 10);
    let ignored = fs::read_to_string(data.join(".gitignore")).unwrap();
    assert_eq!(ignored, ".hazards.lock\n.hazards-*.part\n");
}

#[test]
fn what_stands_in_the_way_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), "mine").unwrap();
    fs::write(folder.path().join(".gitignore"), "mine").unwrap();
    let complaint = refused(folder.path(), &["init"]);
    assert!(complaint.contains(".gitignore, README.md") && complaint.contains("--force"), "{complaint}");
    assert_eq!(names(folder.path()), [".gitignore", "README.md"]);

    let other = tempfile::tempdir().unwrap();
    fs::write(other.path().join("luliang"), "a file").unwrap();
    assert!(refused(other.path(), &["init"]).contains("luliang"));
    assert_eq!(names(other.path()), ["luliang"]);
    assert!(refused(other.path(), &["init", "luliang/d"]).contains("is no folder"));
    assert!(refused(other.path(), &["init", "luliang"]).contains("is no folder"));

    // To Windows and macOS these are the same names.
    for twin in ["Qilin", "readme.md", "HAZARDS.toml"] {
        let third = tempfile::tempdir().unwrap();
        fs::create_dir(third.path().join(twin)).unwrap();
        let complaint = refused(third.path(), &["init"]);
        assert!(complaint.contains(twin), "{complaint}");
        assert_eq!(names(third.path()), [twin]);
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    for name in ["qilin", ".github"] {
        let data = folder.path().join(format!("data-{}", name.trim_start_matches('.')));
        fs::create_dir(&data).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), data.join(name)).unwrap();
        for force in [&["--yes"], &["--force"]] {
            let said = refused(&data, &[&["init"][..], force].concat());
            assert!(said.contains(&format!("{name} or what is above it is no folder")), "{said}");
        }
        assert_eq!(names(&data), [name]);
        assert_eq!(names(elsewhere.path()), Vec::<String>::new());
    }
}

#[test]
fn the_page_can_be_followed_to_the_first_return() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(hazards(folder.path(), &["init", "d", "--units", "luliang"]).status.code(), Some(0));
    let data = folder.path().join("d");
    let page = fs::read_to_string(data.join("README.md")).unwrap();
    assert!(!page.contains("{{") && page.contains("luliang-yh-001"), "{page}");
    let (_, part) = page.split_once("## 二、").unwrap();
    let (part, _) = part.split_once("## 三、").unwrap();
    let lines = part.lines().map(str::trim).filter_map(|line| line.strip_prefix("hazards "));
    let mut run = 0;
    for line in lines {
        // The list has one of fifteen enterprises; the page says what to do where errors are left.
        let reason =
            if line.starts_with("file ") { " --filed-on 2023-05-24 --with-errors 首次" } else { "" };
        let line = format!("{line}{reason}");
        let words: Vec<&str> = line.split_whitespace().collect();
        let output = hazards(&data, &words);
        let expected = if words[0] == "check" { 1 } else { 0 };
        assert_eq!(
            output.status.code(),
            Some(expected),
            "{line}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        run += 1;
    }
    assert!(run >= 14, "{run}");
    let left = found(&data, &[]);
    let expected = ["P001", "P003", "P014"];
    assert!(left.iter().all(|(rule, _)| expected.contains(&rule.as_str())), "{left:?}");
    assert!(
        data.join("luliang/filings/luliang-2023-05.yaml").is_file() && data.join("调度表.xlsx").is_file()
    );
}
