//! `complete`, `verify`, `supervise`, `penalize` on a copy of the base: what they write, that it is all they
//! write, and that what is refused writes nothing.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test of the program from outside")]

#[path = "support/base.rs"]
mod base;

use hazards::store;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const OPEN: &str = "\
# 现场照片见档案
id: jia-h3
enterprise: jia-1
clause: GM-11-10
description: '除尘系统未规范清灰'   # 复查
source: 部门检查
found_on: 2023-08-01
rectification:
  responsible: 赵某某   # 车间主任
  due_on: 2023-08-20
note: 待办
";

fn hazards(root: &Path, words: &str) -> Output {
    let words = words.split(' ');
    Command::new(env!("CARGO_BIN_EXE_hazards")).arg("-C").arg(root).args(words).output().unwrap()
}

#[track_caller]
fn ends(root: &Path, words: &str, status: i32) {
    let output = hazards(root, words);
    assert_eq!(output.status.code(), Some(status), "{words}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_life_of_a_hazard() {
    let path = "jia/hazards/jia-h3.yaml";
    for ends_with in ["\n", "\r\n"] {
        let before = OPEN.replace('\n', ends_with);
        let root = base::with(&[(path, before.as_bytes())]);
        let text = || fs::read_to_string(root.path().join(path)).unwrap();
        ends(root.path(), "complete jia-h3 --on 2023-08-15 --dry-run", 0);
        ends(root.path(), "complete jia-h3 --on 2023-07-15", 1);
        ends(root.path(), "complete jia-h3 --on 2099-07-15", 1);
        ends(root.path(), "verify jia-h3 --on 2023-08-15 --by 甲县应急管理局", 1);
        ends(root.path(), "supervise jia-h3 --released 2023-08-15", 1);
        ends(root.path(), "complete jia-h4 --on 2023-08-15", 2);
        assert_eq!(text(), before, "what is refused or only shown changes nothing");
        ends(root.path(), "supervise jia-h3 --level 县级 --on 2023-08-03", 0);
        ends(root.path(), "complete jia-h3 --on 2023-08-15", 0);
        ends(root.path(), "complete jia-h3 --on 2023-08-16", 1);
        ends(root.path(), "complete jia-h3 --on 2023-08-16 --change", 0);
        ends(root.path(), "verify jia-h3 --on 2023-08-17 --by 甲县应急管理局", 0);
        ends(root.path(), "supervise jia-h3 --released 2023-08-18", 0);
        let after = OPEN
            .replace(
                "  due_on: 2023-08-20\n",
                "  due_on: 2023-08-20\n  completed_on: 2023-08-16\n  verified_on: 2023-08-17\n  verified_by: 甲县应急管理局\nsupervision:\n  level: 县级\n  listed_on: 2023-08-03\n  released_on: 2023-08-18\n",
            )
            .replace('\n', ends_with);
        assert_eq!(text(), after);
        let last = fs::metadata(root.path().join(path)).unwrap().modified().unwrap();
        ends(root.path(), "complete jia-h3 --on 2023-08-16", 0);
        ends(root.path(), "complete jia-h3", 0);
        assert_eq!(
            fs::metadata(root.path().join(path)).unwrap().modified().unwrap(),
            last,
            "not even written anew"
        );
    }
}

#[test]
fn records_of_one_file_are_edited_alone() {
    let (one, other) = (OPEN.replace("jia-h3", "jia-h8"), OPEN.replace("jia-h3", "jia-h9"));
    let before = format!("{one}---\n{other}");
    let root = base::with(&[("jia/hazards/two.yaml", before.as_bytes())]);
    ends(root.path(), "complete jia-h9 jia-h8 jia-h9 --on 2023-08-15", 0);
    let text = fs::read_to_string(root.path().join("jia/hazards/two.yaml")).unwrap();
    let done = "  due_on: 2023-08-20\n  completed_on: 2023-08-15\n";
    assert_eq!(text, before.replace("  due_on: 2023-08-20\n", done));
}

#[test]
fn a_penalty_is_written_once() {
    let root = base::with(&[]);
    let call = "penalize jia-h2 --on 2023-08-24 --enterprise-fine 5.0 --enterprise-other 警告 --enterprise-other 责令改正 --principal 张某某 --principal-fine 1.5 --halt --referred 2";
    ends(root.path(), &format!("{call} --inspection jia-i9"), 1);
    ends(root.path(), &format!("{call} --id con"), 2);
    ends(root.path(), &format!("{call} --id jia-p1"), 1);
    for _ in 0..2 {
        ends(root.path(), call, 0);
    }
    let folder = root.path().join("jia/penalties");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "the same penalty once more writes nothing");
    assert_eq!(
        fs::read_to_string(folder.join("jia-p2.yaml")).unwrap(),
        "id: jia-p2\nenterprise: jia-1\nhazard: jia-h2\ndecided_on: 2023-08-24\non_enterprise:\n  fine: 5\n  other: [警告, 责令改正]\non_principal:\n  name: 张某某\n  fine: 1.5\nhalt: 是\nreferred: 2\n"
    );
    let repository = store::open(root.path()).unwrap();
    assert_eq!(repository.records.penalties.len(), 2);
    assert!(repository.records.findings.is_empty());
}

/// A record that only a person can edit is left alone, and so is a link.
#[test]
fn what_cannot_be_edited_is_left() {
    let anchored = OPEN.replace("rectification:\n", "rectification: &r\n");
    let root = base::with(&[("jia/hazards/jia-h3.yaml", anchored.as_bytes())]);
    ends(root.path(), "complete jia-h3 --on 2023-08-15", 2);
    assert_eq!(fs::read_to_string(root.path().join("jia/hazards/jia-h3.yaml")).unwrap(), anchored);
}
