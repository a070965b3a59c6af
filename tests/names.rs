//! Names: none leaves the repository, none is kept by Windows for a device, none is one with another's to some
//! system, and the second return of a month stands behind the first.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test of the program from outside")]

#[path = "support/base.rs"]
#[allow(dead_code, reason = "the program opens the folder itself")]
mod base;

use hazards::store::{self, twins};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt9"];

fn hazards(root: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hazards"));
    command.arg("-C").arg(root).args(words).current_dir(root).env("LANG", "en_US.UTF-8").env_remove("LC_ALL");
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn no_id_is_a_device_or_a_path() {
    let root = base::with(&[]);
    let activity = ["add", "activity", "--unit", "jia", "kind=专题学习", "date=2023-06-02"];
    for id in DEVICES.into_iter().chain(["../x", "a/b", "A", "a.b", "é"]) {
        let output = hazards(root.path(), &[&activity[..], &["--id", id]].concat());
        assert_eq!(output.status.code(), Some(2), "{id}");
        assert!(said(&output).contains("device name"), "{}", said(&output));
        let filing = ["file", "--unit", "jia", "--month", "2023-08", "--reason", "x", "--id", id];
        assert_eq!(hazards(root.path(), &filing).status.code(), Some(2), "{id}");
    }
    let unit = |unit: &'static str| {
        let mut words =
            vec!["new-plan", "--id", "p", "--title", "某市行动", "--document", "某应急〔2024〕1号"];
        words.extend([
            "--from",
            "2024-03-01",
            "--end",
            "2024-11-30",
            "--unit",
            "city:shi=某市",
            "--unit",
            unit,
        ]);
        hazards(root.path(), &words)
    };
    assert_eq!(unit("county:jia=甲县").status.code(), Some(0));
    for wrong in
        ["county:con=甲县", "county:lpt1=甲县", "county:../x=甲县", "county:a/b=甲县", "county:A=甲县"]
    {
        let output = unit(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(output.stdout.is_empty());
        assert!(said(&output).contains("is no id") || said(&output).contains("is a device name"), "{wrong}");
    }
}

#[test]
fn names_that_are_one_to_some_systems() {
    let folder = tempfile::tempdir().unwrap();
    let composed = "caf\u{e9}";
    fs::create_dir_all(folder.path().join("Data/cafe\u{301}/x")).unwrap();
    let of = |path: &str| twins::of(folder.path(), std::iter::once(path)).map(|(_, there)| there);
    assert_eq!(of(&format!("Data/{composed}/y.yaml")).as_deref(), Some("Data/cafe\u{301}"));
    assert_eq!(of("data/a.yaml").as_deref(), Some("Data"));
    assert_eq!(of("Data/cafe\u{301}/X/a.yaml").as_deref(), Some("Data/cafe\u{301}/x"));
    assert_eq!(of("Data/cafe\u{301}/x/a.yaml"), None);
    assert_eq!(of("Data/cafe/x/a.yaml"), None);
}

/// A system that tells letters by case lets both stand there; the others find the folder that is meant.
#[cfg(target_os = "linux")]
#[test]
fn no_command_makes_a_twin() {
    let activity = ["add", "activity", "--unit", "benji", "kind=专题学习", "date=2023-06-02"];
    let filing = ["file", "--unit", "shi", "--month", "2023-08", "--with-errors", "x"];
    for (folder, twin, words) in
        [("benji/activities", "benji/Activities", &activity[..]), ("shi", "SHI", &filing[..])]
    {
        let root = base::with(&[]);
        let _ = fs::remove_dir_all(root.path().join(folder));
        fs::create_dir_all(root.path().join(twin)).unwrap();
        let output = hazards(root.path(), words);
        assert!(matches!(output.status.code(), Some(1 | 2)), "{words:?}: {}", said(&output));
        assert!(said(&output).contains(twin), "{}", said(&output));
        assert!(!root.path().join(folder).exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_attachment_that_is_spelled_otherwise_is_told() {
    let record = "\
id: a1
kind: 专题学习
date: 2023-06-09
attachments: [photos/A.JPG, 'caf\u{e9}.txt', ../activities/./PHOTOS/a.jpg, photos/none.jpg, photos]
";
    let root = base::with(&[
        ("jia/activities/a1.yaml", record.as_bytes()),
        ("jia/activities/photos/a.jpg", b"x"),
        ("jia/activities/cafe\u{301}.txt", b"x"),
    ]);
    let output =
        hazards(root.path(), &["check", "--as-of", "2023-06-30", "--format", "json", "jia/activities"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = found["findings"].as_array().unwrap();
    let of_rule: Vec<_> = found.iter().filter(|finding| finding["rule"] == "R007").collect();
    let help: Vec<&str> = of_rule.iter().map(|finding| finding["help"].as_str().unwrap()).collect();
    assert_eq!(help.len(), 5, "{help:?}");
    assert!(
        help[0].contains("`jia/activities/photos/a.jpg` is there, its letters in another case"),
        "{help:?}"
    );
    assert!(help[1].contains("NFD"), "{help:?}");
    assert!(help[2].contains("another case"), "{help:?}");
    assert!(help[3].contains("put the file there") && help[4].contains("put the file there"), "{help:?}");
}

#[test]
fn the_second_return_of_a_month_counts() {
    let root = base::with(&[]);
    let add = |words: &[&str]| {
        let filing = ["add", "filing", "--unit", "benji", "document=调度表", "month=2023-08"];
        let output = hazards(root.path(), &[&filing[..], words].concat());
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    };
    // Of a day the last in path order counts: each is to stand behind the one before.
    for rows in ["rows=1", "rows=2", "rows=3"] {
        add(&["filed_on=2023-08-24", rows]);
    }
    let rows = |root: &Path| -> Vec<(String, Option<u32>)> {
        let records = store::open(root).unwrap().records;
        let of_month = records
            .filings
            .iter()
            .filter(|filing| records.path(filing.origin).starts_with("benji/") && filing.month.is_some());
        of_month.map(|filing| (filing.id.to_string(), filing.rows)).collect()
    };
    let ids = ["benji-2023-08", "benji-2023-08b", "benji-2023-08c"].map(str::to_owned);
    assert_eq!(rows(root.path()), ids.clone().into_iter().zip([1, 2, 3].map(Some)).collect::<Vec<_>>());
    // Many at once go on where the last one ended, one that has an id of its own among them.
    let bulk = "[{document: 调度表, month: 2023-08, filed_on: 2023-08-25, id: benji-z, rows: 4},
        {document: 调度表, month: 2023-08, filed_on: 2023-08-25, rows: 5},
        {document: 调度表, month: 2023-07, filed_on: 2023-07-24, rows: 6}]";
    fs::write(root.path().join("bulk.json"), bulk).unwrap();
    let output = hazards(root.path(), &["add", "filing", "--unit", "benji", "--from", "bulk.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let all = rows(root.path());
    let of = |id: &str| all.iter().find(|(known, _)| known == id).map(|(_, rows)| *rows);
    assert_eq!(of("benji-zb"), Some(Some(5)), "{all:?}");
    assert_eq!(of("benji-2023-07"), Some(Some(6)), "{all:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_plan_file_that_is_spelled_otherwise_is_told() {
    for (named, there) in [("Plan.toml", "plan.toml"), ("caf\u{e9}.toml", "cafe\u{301}.toml")] {
        let root = base::with(&[("hazards.toml", format!("format = 1\nplan = \"{named}\"\n").as_bytes())]);
        if there != "plan.toml" {
            fs::rename(root.path().join("plan.toml"), root.path().join(there)).unwrap();
        }
        let output = hazards(root.path(), &["check"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(&format!("is not there; `{there}` is there")), "{}", said(&output));
    }
}
