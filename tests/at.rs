//! `--at REV` in real git repositories: the records as they stood in a commit, and nothing left behind.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test of the program from outside"
)]

#[path = "support/base.rs"]
#[allow(dead_code, reason = "the program opens the repository here")]
mod base;
#[path = "support/scene.rs"]
#[allow(dead_code, reason = "several tests share it")]
mod scene;

use scene::Scene;
use std::fs;

const REPORT: [&str; 5] = ["report", "--month", "2023-08", "--format", "json"];
const HAZARD: &str = "jia/hazards/jia-h1.yaml";

fn with<'w>(words: &[&'w str], more: &[&'w str]) -> Vec<&'w str> {
    [words, more].concat()
}

/// The base, then a hazard of 企业自查 made one of 部门检查 on the 10th, with a name for it, then back on the 20th.
fn turned() -> Scene {
    let scene = Scene::at("数据/2023 年");
    scene.edit(HAZARD, "企业自查", "部门检查");
    scene.commit("李某某", "2023-08-10", "改来源");
    scene.git(&["tag", "filed"]);
    scene.edit(HAZARD, "部门检查", "企业自查");
    scene.commit("王某某", "2023-08-20", "改回");
    scene
}

#[test]
fn forms_are_those_of_the_records_as_they_stood() {
    let scene = turned();
    let now = scene.out(&REPORT);
    let then = scene.run(&with(&REPORT, &["--at", "filed"]));
    assert_eq!(then.status, Some(0), "{}", then.said);
    assert_ne!(then.out, now);
    let hash = scene.git(&["rev-parse", "filed"]);
    assert_eq!(then.said, format!("取自提交 {}（2023-08-10，李某某：改来源）\n", &hash[..10]));
    for same in ["HEAD~1", "main~1", hash.trim(), "2023-08-10", "2023-08-19"] {
        assert_eq!(scene.out(&with(&REPORT, &["--at", same])), then.out, "{same}");
    }
    for same in ["HEAD", "2023-08-20", "2099-01-01", "HEAD~2", "2023-08-01"] {
        assert_eq!(scene.out(&with(&REPORT, &["--at", same])), now, "{same}");
    }
    // What has not been committed is not looked at, and the other commands go the same way.
    scene.edit(HAZARD, "企业自查", "[");
    assert_eq!(scene.run(&REPORT).status, Some(1));
    assert_eq!(scene.out(&with(&REPORT, &["--at", "HEAD"])), now);
    assert_eq!(scene.run(&["check", "--as-of", "2023-12-31"]).status, Some(1));
    assert_eq!(scene.run(&["check", "--as-of", "2023-12-31", "--at", "HEAD"]).status, Some(0));
    let trace = ["trace", "A3", "--month", "2023-08", "--unit", "jia", "--format", "csv", "--at"];
    assert!(scene.out(&with(&trace, &["filed"])).contains("jia/hazards/jia-h1.yaml:1"));
    assert!(!scene.out(&with(&trace, &["HEAD"])).contains("jia-h1"));
    let list = ["list", "hazard", "id=jia-h1", "source=部门检查", "--count", "--at"];
    assert_eq!(["filed", "HEAD"].map(|commit| scene.out(&with(&list, &[commit]))), ["1\n", "0\n"]);
    assert!(scene.out(&["annex1", "jia-1", "--at", "HEAD"]).contains("附件"));
    assert!(scene.out(&["annex2", "--as-of", "2023-12-31", "--at", "HEAD"]).contains("附件"));
}

#[test]
fn an_enterprise_entered_later_is_not_in_the_list() {
    let scene = Scene::at(".");
    let text = fs::read_to_string(scene.data.join("jia/enterprises/jia-1.yaml")).unwrap();
    let text = text.lines().filter(|line| !line.starts_with("uscc")).collect::<Vec<_>>().join("\n");
    scene
        .lay("jia/enterprises/jia-9.yaml", &text.replace("id: jia-1", "id: jia-9").replace("某某", "某某九"));
    scene.commit("李某某", "2023-08-10", "增加企业");
    let list = ["annex2", "--as-of", "2023-12-31", "--format", "csv", "--at"];
    let (before, after) =
        (scene.out(&with(&list, &["2023-08-09"])), scene.out(&with(&list, &["2023-08-10"])));
    assert_eq!(before.lines().count() + 1, after.lines().count());
    let said = scene.refused(&["annex1", "jia-9", "--at", "2023-08-09"]);
    assert!(said.contains("没有这家企业：`jia-9`"), "{said}");
}

#[cfg(unix)] // elsewhere the zone of the machine is not that of the environment
#[test]
fn a_day_ends_in_the_zone_of_the_machine_and_goes_along_the_own_line() {
    let scene = Scene::at(".");
    scene.commit("李某某", "2023-08-24T20:00:00", "夜里");
    let said = |zone: &str, day: &str| {
        let ran = scene.run_with(&with(&REPORT, &["--at", day]), &[("TZ", zone)]);
        ran.said.split('：').next_back().unwrap().trim_end_matches("）\n").to_owned()
    };
    assert_eq!(said("UTC", "2023-08-24"), "夜里");
    // In Shanghai it is the 25th already.
    assert_eq!(said("Asia/Shanghai", "2023-08-24"), "首次录入");
    assert_eq!(said("Asia/Shanghai", "2023-08-25"), "夜里");
    // What another branch had by then was not here yet.
    scene.git(&["checkout", "-q", "-b", "side", "HEAD~1"]);
    scene.commit("王某某", "2023-08-26", "分支上");
    scene.git(&["checkout", "-q", "main"]);
    scene.git(&["merge", "-q", "--no-ff", "-m", "合并", "side"]);
    assert_eq!(said("UTC", "2023-08-26"), "合并", "the merge bears the day of the first commit here");
    scene.git(&["reset", "-q", "--hard", "HEAD~1"]);
    assert_eq!(said("UTC", "2023-08-26"), "夜里");
}

#[test]
fn what_is_no_commit_is_told() {
    let scene = turned();
    for revision in ["--output=x", "-x", "--git-dir", "", "mian", "HEAD:hazards.toml", "main..main", "0000"] {
        let said = scene.refused(&with(&REPORT, &[&format!("--at={revision}")]));
        assert!(said.contains("没有提交") && said.lines().count() == 1, "{revision}: {said}");
    }
    assert!(scene.refused(&with(&REPORT, &["--at", "flied"])).contains("是否为 `filed`"));
    assert!(scene.refused(&with(&REPORT, &["--at", "2023-8-24"])).contains("日期应写作 2023-08-24"));
    let said = scene.refused(&with(&REPORT, &["--at", "2023-07-31"]));
    assert!(said.contains("2023-07-31 及以前没有提交，最早的提交在 `2023-08-01`"), "{said}");
    assert!(!scene.folder.path().join("x").exists());
    // A commit without a data folder, and one whose settings cannot be used.
    scene.git(&["rm", "-q", "-r", "--cached", "."]);
    scene.git(&["commit", "-q", "-m", "none"]);
    assert!(scene.refused(&with(&REPORT, &["--at", "HEAD"])).contains("该提交中没有数据文件夹"));
    scene.lay("hazards.toml", "format = 9\n");
    scene.commit("李某某", "2023-08-27", "坏");
    let said = scene.refused(&with(&REPORT, &["--at", "HEAD"]));
    assert!(said.contains("\nhazards.toml:1:") && !said.contains("hazards-"), "{said}");
}

#[test]
fn without_a_repository_it_says_so() {
    let scene = Scene::at(".");
    fs::remove_dir_all(scene.folder.path().join(".git")).unwrap();
    let said = scene.refused(&with(&REPORT, &["--at", "HEAD"]));
    assert!(said.contains("不在 git 仓库中") && !said.contains("changed-since"), "{said}");
}

#[test]
fn check_takes_paths_of_the_commit_and_changes_nothing() {
    let scene = turned();
    for path in [HAZARD, "jia/inspections/2023-07.yaml"] {
        fs::remove_file(scene.data.join(path)).unwrap();
    }
    scene.commit("李某某", "2023-08-21", "删");
    let there = ["check", "--as-of", "2023-12-31", "--at", "HEAD~1", HAZARD];
    assert_eq!(scene.run(&there).status, Some(0));
    let said = scene.refused(&["check", "--at", "HEAD", HAZARD]);
    assert!(said.contains("没有路径") && said.contains("jia-h2"), "{said}");
    assert!(scene.refused(&["check", "--at", "HEAD~1", "../../../x"]).contains("不在数据文件夹之内"));
    for writing in ["--fix", "--diff"] {
        assert!(scene.refused(&["check", "--at", "HEAD", writing]).contains("不能与"));
    }
    // A baseline of what was wrong then.
    let baseline = scene.folder.path().join("baseline.json");
    let baseline = baseline.to_str().unwrap();
    let ran = scene.run(&["check", "--as-of", "2023-12-31", "--at", "HEAD", "--write-baseline", baseline]);
    assert_eq!(ran.status, Some(0), "{}", ran.said);
    assert_eq!(scene.run(&["check", "--as-of", "2023-12-31", "--baseline", baseline]).status, Some(0));
    // What a stretch of the history is answerable for.
    let since = ["check", "--as-of", "2023-12-31", "--format", "short", "--changed-since", "HEAD~2"];
    assert!(scene.run(&with(&since, &["--at", "HEAD~1"])).out.is_empty());
    assert!(scene.run(&with(&since, &["--at", "HEAD"])).out.contains("jia/hazards/jia-h2.yaml"));
    assert!(scene.git(&["status", "--short"]).lines().all(|line| line.ends_with("baseline.json")));
}

/// A repository's own settings can name programs for git to run; none is, and hooks' variables name no other.
#[cfg(unix)]
#[test]
fn nothing_of_the_repository_is_run() {
    use std::os::unix::fs::PermissionsExt;
    let scene = turned();
    let mark = scene.folder.path().join("mark");
    let program = scene.folder.path().join("program");
    fs::write(&program, format!("#!/bin/sh\ntouch '{}'\ncat\n", mark.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    scene.lay(".gitattributes", "* filter=x diff=x\n");
    scene.commit("李某某", "2023-08-22", "属性");
    let program = program.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "filter.x.clean",
        "filter.x.smudge",
        "core.pager",
        "gpg.program",
    ] {
        scene.git(&["config", key, program]);
    }
    scene.git(&["config", "log.showSignature", "true"]);
    let _ = fs::remove_file(&mark);
    let elsewhere = [("GIT_DIR", "/nowhere"), ("GIT_WORK_TREE", "/"), ("GIT_EXTERNAL_DIFF", program)];
    let trace = ["trace", "A1", "--month", "2023-08", "--git", "--format", "csv"];
    assert_eq!(scene.run_with(&with(&REPORT, &["--at", "2023-08-20"]), &elsewhere).status, Some(0));
    assert_eq!(scene.run_with(&with(&trace, &["--at", "HEAD"]), &elsewhere).status, Some(0));
    scene.edit(HAZARD, "企业自查", "部门检查");
    assert_eq!(scene.run_with(&trace, &elsewhere).status, Some(0));
    assert!(!mark.exists());
}

/// An interrupted command takes along what was laid out, whenever it comes.
#[cfg(unix)]
#[test]
fn what_is_interrupted_leaves_nothing() {
    use std::process::{Command, Stdio};
    use std::time::Duration;
    let scene = turned();
    for number in 0..400 {
        let id = format!("n{number}");
        scene.lay(
            &format!("jia/activities/{id}.yaml"),
            &format!("id: {id}\nkind: 专题学习\ndate: 2023-06-01\n"),
        );
    }
    scene.commit("王某某", "2023-08-21", "许多");
    for (number, signal) in (0..24_u64).zip(["-INT", "-TERM"].into_iter().cycle()) {
        let mut running = Command::new(env!("CARGO_BIN_EXE_hazards"))
            .arg("-C")
            .arg(&scene.data)
            .args(["check", "--at", "HEAD"])
            .env("TMPDIR", scene.temporary.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(number * 3));
        Command::new("kill").args([signal, &running.id().to_string()]).status().unwrap();
        running.wait().unwrap();
        let left: Vec<_> = fs::read_dir(scene.temporary.path()).unwrap().collect();
        assert!(left.is_empty(), "after {} ms: {left:?}", number * 3);
    }
}
