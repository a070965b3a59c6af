//! Files as editors on Windows write them, with CRLF and a BOM: what is found in them stands where it does in
//! the same files with LF, and every command that writes leaves their line ends and their BOM as they are.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test of the program from outside")]

#[path = "support/base.rs"]
mod base;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const BOM: &str = "\u{feff}";

/// A hazard that is still open, with comments that have to stay, and another in the same file.
const OPEN: &str = "\
# 现场照片见档案
id: jia-h3
enterprise: jia-1
clause: GM-11-10
description: '除尘系统未规范清灰'   # 复查
source: 部门检查
found_on: 2023-08-01
inspection: jia-i1
rectification:
  responsible: 赵某某   # 车间主任
  measures: |
    停机清扫，
    修订制度
  funds: 1
  due_on: 2023-08-20
  contingency: 粉尘爆炸专项应急预案
---
id: jia-h4
enterprise: jia-2
clause: GM-11-10
description: 未清扫
source: 企业自查
found_on: 2023/8/2   # 可自动改正的写法
reported_on: 2023-08-02
";

/// As an editor on Windows writes it.
fn windows(text: &str) -> String {
    format!("{BOM}{}", text.replace('\n', "\r\n"))
}

/// All files below a folder but hidden ones, by their paths with `/`.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let inside = entry.path().strip_prefix(root).unwrap().to_owned();
            let inside = inside.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/");
            if inside.starts_with('.') {
            } else if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                found.insert(inside, fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

/// Writes every text file of a folder anew, as an editor on Windows would.
fn on_windows(root: &Path) {
    for (path, bytes) in files(root) {
        if path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".toml") {
            let Ok(text) = String::from_utf8(bytes) else { continue };
            assert!(!text.contains('\r') && !text.starts_with(BOM), "{path}");
            fs::write(root.join(path), windows(&text)).unwrap();
        }
    }
}

/// A repository with LF and the same with CRLF and BOM. Their folder has a Chinese name with a space.
fn both(fill: impl Fn(&Path)) -> [(TempDir, PathBuf); 2] {
    [false, true].map(|is_windows| {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("曲靖 数据");
        base::copy(&base::folder(), &root);
        fill(&root);
        if is_windows {
            on_windows(&root);
        }
        (folder, root)
    })
}

fn hazards(root: &Path, words: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hazards"));
    program.args(words).current_dir(root).env_remove("LC_ALL").env("LANG", "zh_CN.UTF-8");
    program.output().unwrap()
}

#[test]
fn every_command_that_writes_keeps_line_ends() {
    let commands: &[&[&str]] = &[
        &["check", "--fix", "--as-of", "2023-12-31"],
        &["complete", "jia-h3", "--on", "2023-08-15"],
        &["verify", "jia-h3", "--on", "2023-08-16", "--by", "甲县应急管理局"],
        &["supervise", "jia-h3", "--level", "县级", "--on", "2023-08-03"],
        &["supervise", "jia-h3", "--released", "2023-08-18"],
        &["complete", "jia-h4", "--on", "2023-08-02", "--change"],
        &["penalize", "jia-h3", "--on", "2023-08-24", "--enterprise-fine", "5", "--principal-fine", "1"],
        &["add", "activity", "--unit", "jia", "kind=专题学习", "date=2023-08-02"],
        &["import", "清单.csv", "--unit", "jia", "--yes"],
        &[
            "file",
            "--month",
            "2023-08",
            "--unit",
            "yi",
            "--filed-on",
            "2023-08-24",
            "--reason",
            "漏计",
            "--with-errors",
            "待核",
        ],
    ];
    let [(_one, lf), (_other, crlf)] = both(|root| {
        assert_eq!(hazards(root, &["annex2", "--unit", "jia", "-o", "清单.csv"]).status.code(), Some(0));
        let list = fs::read_to_string(root.join("清单.csv")).unwrap();
        fs::write(root.join("清单.csv"), list.replace("13800000001", "13800000009")).unwrap();
        fs::write(root.join("jia/hazards/jia-h3.yaml"), OPEN).unwrap();
    });
    let begun = files(&lf);
    for command in commands {
        let before = files(&lf);
        let [plain, other] = [&lf, &crlf].map(|root| hazards(root, command));
        let said = String::from_utf8_lossy(&plain.stderr).into_owned();
        assert!(plain.status.success() || command[0] == "check", "{command:?}: {said}");
        assert_eq!(said, String::from_utf8_lossy(&other.stderr), "{command:?}");
        assert_eq!(plain.status, other.status, "{command:?}");
        let (after, there) = (files(&lf), files(&crlf));
        assert_ne!(before, after, "{command:?} writes something");
        assert_eq!(after.len(), there.len(), "{command:?}");
        let is_text = |path: &str| path.ends_with(".yaml") || path.ends_with(".toml");
        for (path, bytes) in after.iter().filter(|(path, _)| is_text(path)) {
            let text = String::from_utf8(bytes.clone()).unwrap();
            // A file that the tool has made anew has LF.
            let wanted = if begun.contains_key(path) { windows(&text) } else { text };
            assert_eq!(String::from_utf8_lossy(&there[path]), wanted, "{command:?}: {path}");
        }
    }
    let hazard = String::from_utf8(files(&crlf).remove("jia/hazards/jia-h3.yaml").unwrap()).unwrap();
    assert!(hazard.starts_with(BOM) && !hazard.replace("\r\n", "").contains('\n'), "{hazard:?}");
    for written in [
        "# 车间主任\r\n",
        "completed_on: 2023-08-15\r\n",
        "released_on: 2023-08-18\r\n",
        "found_on: 2023-08-02   # 可",
    ] {
        assert!(hazard.contains(written), "{hazard:?}");
    }
    let [one, other] = [&lf, &crlf].map(|root| {
        hazards(root, &["fmt"]);
        files(root)
    });
    for (path, bytes) in one.iter().filter(|(path, _)| path.ends_with(".yaml")) {
        assert_eq!(bytes, &other[path], "fmt writes LF and no BOM: {path}");
    }
}

#[test]
fn findings_stand_where_they_do_with_lf() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    // Their files are what is wrong with them: bytes that are no UTF-8, carriage returns.
    let left_out = ["encoding", "control-character"];
    let mut compared = 0;
    for rule in fs::read_dir(rules).unwrap().map(Result::unwrap) {
        let bad = rule.path().join("bad");
        let name = rule.file_name();
        if !bad.is_dir() || left_out.iter().any(|rule| *rule == name) {
            continue;
        }
        let [(_one, lf), (_other, crlf)] = both(|root| base::copy(&bad, root));
        for format in ["json", "human"] {
            let words = ["check", "--as-of", "2023-12-31", "--format", format];
            let [plain, other] = [&lf, &crlf].map(|root| hazards(root, &words));
            assert_ne!(plain.status.code(), Some(2), "{name:?}: {}", String::from_utf8_lossy(&plain.stderr));
            let [plain, other] = [plain, other].map(|output| String::from_utf8(output.stdout).unwrap());
            assert_eq!(plain, other, "{name:?}");
        }
        compared += 1;
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn mistakes_of_configuration_stand_where_they_do_with_lf() {
    for (path, text) in [
        ("hazards.toml", "format = 1\nplan = \"plan.toml\"\n[rulez]\nP001 = \"off\"\n"),
        ("catalog/clauses.toml", "[[clauses]]\ncode = 1\n"),
    ] {
        let [(_one, lf), (_other, crlf)] = both(|root| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        });
        let [plain, other] = [&lf, &crlf].map(|root| hazards(root, &["check"]));
        assert_eq!(plain.status.code(), Some(2), "{path}");
        let [plain, other] = [plain, other].map(|output| String::from_utf8(output.stderr).unwrap());
        assert!(plain.starts_with(path), "{plain}");
        assert_eq!(plain, other);
    }
}
