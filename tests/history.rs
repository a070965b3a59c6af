//! `trace --git` in real git repositories: who entered a record and who changed it last.

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
use serde_json::Value;

/// The authors of the entry and of the last change of each record behind D1 (专题学习) of 甲县; `-` is none.
fn authors(scene: &Scene, more: &[&str]) -> Vec<String> {
    let words = ["trace", "D1", "--month", "2023-08", "--unit", "jia", "--git", "--format", "json"];
    let document: Value = serde_json::from_str(&scene.out(&[&words, more].concat())).unwrap();
    let records = document["records"].as_array().unwrap();
    let name = |change: &Value| change["author"].as_str().unwrap_or("-").to_owned();
    let line = |record: &Value| {
        format!(
            "{} {} {}",
            record["id"].as_str().unwrap(),
            name(&record["entered"]),
            name(&record["changed"])
        )
    };
    records.iter().filter(|record| record["id"].as_str().unwrap().starts_with("s-")).map(line).collect()
}

fn study(id: &str, date: &str) -> String {
    format!("- id: {id}\n  kind: 专题学习\n  date: {date}\n")
}

const LIST: &str = "jia/activities/studies.yaml";

/// 甲 enters two records, 乙 a third between them and changes the first.
fn scene() -> Scene {
    let scene = Scene::at("数据");
    scene.lay(LIST, &[study("s-1", "2023-07-01"), study("s-3", "2023-07-03")].concat());
    scene.commit("甲某某", "2023-08-02", "录入");
    scene.lay(
        LIST,
        &[study("s-1", "2023-07-11"), study("s-2", "2023-07-02"), study("s-3", "2023-07-03")].concat(),
    );
    scene.commit("乙某某", "2023-08-03", "补录");
    scene
}

const KNOWN: [&str; 3] = ["s-1 甲某某 乙某某", "s-2 乙某某 乙某某", "s-3 甲某某 甲某某"];

#[test]
fn of_a_list_each_record_has_its_own() {
    let scene = scene();
    assert_eq!(authors(&scene, &[]), KNOWN);
    assert_eq!(authors(&scene, &["--at", "HEAD"]), KNOWN);
    assert_eq!(authors(&scene, &["--at", "HEAD~1"]), ["s-1 甲某某 甲某某", "s-3 甲某某 甲某某"]);
    let hash = scene.git(&["rev-parse", "HEAD"]);
    let words = ["trace", "D1", "--month", "2023-08", "--unit", "jia", "--git"];
    let table = scene.out(&words);
    assert!(table.contains("录入") && table.contains(&hash[..10]) && !table.contains(&hash[..11]), "{table}");
    let csv = scene.out(&[&words[..], &["--format", "csv"]].concat());
    let line = csv.lines().find(|line| line.contains("s-2")).unwrap();
    assert!(line.ends_with(&format!("{0},2023-08-03,乙某某,{0},2023-08-03,乙某某", &hash[..10])), "{line}");
    let without = scene.out(&["trace", "D1", "--month", "2023-08", "--format", "json"]);
    assert!(!without.contains("entered"));
}

#[test]
fn a_file_renamed_and_a_list_taken_apart_change_nothing() {
    let scene = scene();
    scene.git(&["mv", "数据/jia/activities/studies.yaml", "数据/jia/activities/学习 2023.yaml"]);
    scene.commit("丙某某", "2023-08-04", "改名");
    assert_eq!(authors(&scene, &[]), KNOWN);
    let text = ["s-3", "s-2"].map(|id| study(id, &format!("2023-07-0{}", &id[2..]))).concat();
    scene.lay("jia/activities/学习 2023.yaml", &format!("# 说明\r\n{}", text.replace('\n', "\r\n")));
    scene.lay("jia/activities/2023/s-1.yaml", "id: s-1\nkind: 专题学习\ndate: 2023-07-11\n");
    let mut expected = KNOWN.map(str::to_owned);
    expected.sort();
    scene.commit("丙某某", "2023-08-05", "拆开");
    let mut found = authors(&scene, &[]);
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn what_is_not_committed_is_told() {
    let scene = scene();
    scene.edit(LIST, "2023-07-02", "2023-07-22");
    scene.lay("jia/activities/new.yaml", "id: s-0\nkind: 专题学习\ndate: 2023-07-11\n");
    let now = authors(&scene, &[]);
    assert_eq!(now, ["s-0 - -", "s-1 甲某某 乙某某", "s-2 乙某某 -", "s-3 甲某某 甲某某"]);
    assert!(scene.out(&["trace", "--record", "s-0", "--git"]).contains("录入：未提交"));
    assert!(scene.out(&["trace", "--record", "s-2", "--git"]).contains("最后改动：未提交"));
    // What stood there before under that id is another record, once it has been taken out.
    scene.commit("丙某某", "2023-08-06", "改");
    scene.lay(LIST, &study("s-1", "2023-07-11"));
    scene.commit("丙某某", "2023-08-07", "删");
    scene.lay(LIST, &[study("s-1", "2023-07-11"), study("s-3", "2023-07-03")].concat());
    assert_eq!(authors(&scene, &[]), ["s-0 丙某某 丙某某", "s-1 甲某某 乙某某", "s-3 - -"]);
}

#[test]
fn a_merge_is_no_change_of_what_its_sides_have_changed() {
    let scene = scene();
    scene.git(&["checkout", "-q", "-b", "side"]);
    scene.edit(LIST, "2023-07-03", "2023-07-13");
    scene.commit("丁某某", "2023-08-08", "分支上改");
    scene.git(&["checkout", "-q", "main"]);
    scene.git(&["mv", "数据/jia/activities/studies.yaml", "数据/jia/activities/renamed.yaml"]);
    scene.commit("丙某某", "2023-08-09", "改名");
    scene.git(&["merge", "-q", "-m", "合并", "side"]);
    assert_eq!(authors(&scene, &[]), ["s-1 甲某某 乙某某", "s-2 乙某某 乙某某", "s-3 甲某某 丁某某"]);
}

#[test]
fn a_file_that_was_broken_for_a_while_keeps_its_history() {
    let scene = scene();
    let text = std::fs::read_to_string(scene.data.join(LIST)).unwrap();
    scene.lay(LIST, &format!("{text}<<<<<<< HEAD\n\t[\n"));
    scene.commit("丙某某", "2023-08-04", "坏");
    scene.lay(LIST, &text);
    scene.commit("丙某某", "2023-08-05", "好");
    let entered: Vec<String> = authors(&scene, &[]);
    assert!(entered.iter().zip(KNOWN).all(|(is, was)| is[..14] == was[..14]), "{entered:?}");
}

/// Which of them is meant nobody can tell (R001): the last one that came in stands for all.
#[test]
fn several_of_one_id_have_one_history() {
    let scene = scene();
    scene.lay("jia/activities/twice.yaml", &study("s-1", "2023-07-11"));
    scene.commit("丙某某", "2023-08-04", "重复");
    assert_eq!(authors(&scene, &[]), ["s-1 丙某某 丙某某", KNOWN[1], KNOWN[2], "s-1 丙某某 丙某某"]);
}

#[test]
fn a_shallow_clone_says_that_older_commits_are_missing() {
    let scene = scene();
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", scene.folder.path().display());
    scene.git(&["clone", "-q", "--depth", "1", &from, clone.path().to_str().unwrap()]);
    let data = clone.path().join("数据");
    let shallow = Scene { folder: clone, data, temporary: tempfile::tempdir().unwrap() };
    let ran = shallow.run(&["trace", "D1", "--month", "2023-08", "--git", "--format", "json"]);
    assert!(ran.status == Some(0) && ran.said.contains("浅克隆，缺少更早的提交"), "{}", ran.said);
    assert_eq!(authors(&shallow, &[])[2], "s-3 乙某某 乙某某");
}

#[test]
fn without_a_repository_it_says_so() {
    let scene = scene();
    std::fs::remove_dir_all(scene.folder.path().join(".git")).unwrap();
    let said = scene.refused(&["trace", "D1", "--month", "2023-08", "--git"]);
    assert!(said.contains("不在 git 仓库中"), "{said}");
}
