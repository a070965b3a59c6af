//! `-o`, `--write-baseline` and `--baseline` by the program itself.

use super::base;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const HAZARD: &str =
    "id: h-9\nenterprise: jia-1\nclause: GM-13-02\ndescription: x\nsource: 企业自查\nfound_on: 2023.7.1\n";

fn check(root: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_hazards"))
        .args(["-C", ".", "--lang", "en", "check", "--as-of", "2023-12-31"])
        .args(arguments)
        .current_dir(root)
        .output()
        .unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn a_file_holds_what_the_standard_output_would() {
    let root = base::with(&[("jia/hazards/h-9.yaml", HAZARD.as_bytes())]);
    for (file, format) in [
        ("r.sarif", "sarif"),
        ("r.xml", "junit"),
        ("r.jsonl", "jsonl"),
        ("r.json", "json"),
        ("r.txt", "human"),
    ] {
        let (status, stdout, stderr) = check(root.path(), &["-o", file]);
        assert_eq!((status, stdout.as_str()), (Some(1), ""), "{stderr}");
        assert!(stderr.contains("1 errors") && stderr.contains(&format!("written: {file}")), "{stderr}");
        let written = fs::read_to_string(root.path().join(file)).unwrap();
        assert_eq!(written, check(root.path(), &["--format", format]).1);
    }
    let (status, stdout, stderr) = check(root.path(), &["-o", "r.xml", "--format", "gitlab"]);
    assert_eq!((status, stdout.as_str()), (Some(2), ""));
    assert!(stderr.contains("--force"), "{stderr}");
    assert_eq!(check(root.path(), &["-o", "r.xml", "--format", "gitlab", "--force"]).0, Some(1));
    assert!(fs::read_to_string(root.path().join("r.xml")).unwrap().starts_with("[\n"));
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let root = base::with(&[("jia/hazards/h-9.yaml", HAZARD.as_bytes())]);
    let at = |path: &str| root.path().join(path);
    let (status, stdout, stderr) = check(root.path(), &["--write-baseline", "b.json"]);
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stdout.ends_with("nothing found, 1 more in the baseline\n"), "{stdout}");
    assert_eq!(check(root.path(), &["--write-baseline", "b.json"]).0, Some(2));
    let first = fs::read_to_string(at("b.json")).unwrap();
    assert_eq!(check(root.path(), &["--write-baseline", "b.json", "--force"]).0, Some(0));
    assert_eq!(fs::read_to_string(at("b.json")).unwrap(), first);

    // Moved and renamed it is the same; a second fault is new.
    fs::rename(at("jia/hazards/h-9.yaml"), at("jia/hazards/other.yaml")).unwrap();
    fs::write(at("jia/hazards/other.yaml"), format!("# a note\n{HAZARD}fundz: 1\n")).unwrap();
    let (status, stdout, stderr) = check(root.path(), &["--baseline", "b.json", "--format", "short"]);
    assert_eq!((status, stderr.as_str()), (Some(1), ""));
    assert_eq!(stdout, "jia/hazards/other.yaml:8:1: error[F003] unknown key `fundz`\n");
    let (_, stdout, _) = check(root.path(), &["--baseline", "b.json", "--format", "json"]);
    let summary = &serde_json::from_str::<serde_json::Value>(&stdout).unwrap()["summary"];
    assert_eq!((&summary["errors"], &summary["baselined"]), (&1.into(), &1.into()));
    assert_eq!(check(root.path(), &["--baseline", "b.json", "--unit", "yi"]).0, Some(0));

    // What is gone is named, and does no harm.
    fs::remove_file(at("jia/hazards/other.yaml")).unwrap();
    let (status, _, stderr) = check(root.path(), &["--baseline", "b.json"]);
    assert_eq!(status, Some(0));
    assert!(stderr.starts_with("the baseline b.json has 1 findings that no longer occur"), "{stderr}");
    assert!(stderr.contains("F005 jia/hazards/h-9.yaml `h-9` found_on"), "{stderr}");
}

#[test]
fn a_selection_writes_and_judges_its_part_only() {
    let root =
        base::with(&[("jia/hazards/h-9.yaml", HAZARD.as_bytes()), ("yi/hazards/h-8.yaml", b"id: h-8\n")]);
    assert_eq!(check(root.path(), &["--unit", "jia", "--write-baseline", "b.json"]).0, Some(0));
    let (status, stdout, stderr) = check(root.path(), &["--baseline", "b.json", "--format", "short"]);
    assert_eq!((status, stderr.as_str()), (Some(1), ""));
    assert!(stdout.lines().all(|line| line.starts_with("yi/")), "{stdout}");
    assert_eq!(check(root.path(), &["--rule", "F005,unknown-key", "--unit", "yi"]).0, Some(0));
    assert_eq!(check(root.path(), &["--rule", "missing-key"]).0, Some(1));
}

#[test]
fn a_file_of_too_many_findings_is_never_accepted() {
    let keys: String = (0..1_200).map(|n| format!("k{n}: 1\n")).collect();
    let root = base::with(&[("jia/hazards/h-9.yaml", format!("{HAZARD}{keys}").as_bytes())]);
    let (status, _, stderr) = check(root.path(), &["--write-baseline", "b.json"]);
    assert_eq!(status, Some(1));
    assert!(stderr.contains("note: jia/hazards/h-9.yaml has too many findings"), "{stderr}");
    let (status, stdout, _) =
        check(root.path(), &["--baseline", "b.json", "--statistics", "--format", "json"]);
    let counts: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let sum = |list: &str| {
        counts[list].as_array().unwrap().iter().map(|row| row["errors"].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!(status, Some(1));
    assert_eq!(counts["summary"]["errors"], 1_201);
    assert_eq!((sum("units"), sum("rules") + counts["unlisted"].as_u64().unwrap()), (1_201, 1_201));
    assert_eq!(check(root.path(), &["--rule", "P009"]).0, Some(0));
}

#[cfg(unix)]
#[test]
fn a_baseline_is_a_regular_file() {
    let root = base::with(&[]);
    check(root.path(), &["--write-baseline", "b.json"]);
    std::os::unix::fs::symlink("b.json", root.path().join("link.json")).unwrap();
    for path in ["link.json", "jia", "/dev/null/x", "/dev/zero", ".."] {
        let (status, stdout, stderr) = check(root.path(), &["--baseline", path]);
        assert_eq!((status, stdout.as_str()), (Some(2), ""), "{path}");
        assert!(stderr.starts_with("error: the baseline "), "{stderr}");
    }
}
