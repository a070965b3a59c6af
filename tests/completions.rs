//! What a shell is told when somebody presses Tab, and the manual pages.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test of the program from outside")]

use std::path::Path;
use std::process::{Command, Output};

fn hazards(words: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hazards"));
    program.args(words).env("LANG", "zh_CN.UTF-8").env_remove("LC_ALL");
    program.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing/qilin"));
    program
}

/// What bash is told for the last of the words.
fn completed(words: &[&str]) -> Vec<String> {
    let all: Vec<&str> = [&["--"], words].concat();
    let index = words.len() - 1;
    let mut program = hazards(&all);
    let output: Output = program
        .env("HAZARDS_COMPLETE", "bash")
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_INDEX", index.to_string())
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "true")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn commands_options_and_live_ids() {
    assert_eq!(completed(&["hazards", "annex"]), ["annex1", "annex2"]);
    assert!(completed(&["hazards", "report", "--al"]).contains(&"--allow-errors".to_owned()));
    assert_eq!(completed(&["hazards", "report", "--unit", "lu"]), ["luliang", "luoping"]);
    assert_eq!(completed(&["hazards", "report", "--month", "2023-1"]), ["2023-10", "2023-11", "2023-12"]);
    assert_eq!(completed(&["hazards", "trace", "C3"]), ["C3_count", "C3_amount"]);
    assert_eq!(completed(&["hazards", "annex1", "ml-01"]), ["ml-01"]);
    assert_eq!(completed(&["hazards", "diff", "--from-filing", "hz-bs-2308"]), ["hz-bs-2308"]);
    assert_eq!(completed(&["hazards", "explain", "P019"]), ["P019"]);
    assert_eq!(completed(&["hazards", "add", "hazard", "--unit", "qil"]), ["qilin"]);
    assert_eq!(completed(&["hazards", "add", "haz"]), ["hazard"]);
    assert_eq!(completed(&["hazards", "set", "enterprise", "ml-01"]), ["ml-01"]);
    assert!(completed(&["hazards", "report", "--unit", "no-such"]).is_empty());
    assert_eq!(completed(&["hazards", "list", "haz"]), ["hazard"]);
    assert_eq!(
        completed(&["hazards", "list", "hazard", "supervision.l"]),
        ["supervision.level", "supervision.listed_on"]
    );
    assert_eq!(completed(&["hazards", "list", "企业", "--sort", "open"]), ["open_hazards"]);
}

#[test]
fn every_shell_has_a_script() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = hazards(&["completions", shell]).output().unwrap();
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && script.contains("HAZARDS_COMPLETE"), "{shell}: {script}");
    }
    let wrong = hazards(&["completions", "bsh"]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("bash"));
}

#[test]
fn every_command_has_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let made = hazards(&["man", "-o", folder.path().to_str().unwrap()]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let page = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(page("hazards.1").contains("report"));
    assert!(page("hazards-report.1").contains("附件3\\-1"));
    let again = hazards(&["man", "-o", folder.path().to_str().unwrap()]).output().unwrap();
    assert_eq!(again.status.code(), Some(2), "nothing is written over");
}
