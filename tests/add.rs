//! `add` on a copy of the base: what is given is what is read back, in bulk all or nothing, and of commands that
//! run at once none loses what another has written.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test of the program from outside")]

#[path = "support/base.rs"]
mod base;

use hazards::record::Draft;
use hazards::record::draft::Value;
use hazards::store::lock::LOCK_FILE;
use hazards::{add, store};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn command(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hazards"));
    command.arg("-C").arg(root).arg("add").env("LANG", "en_US.UTF-8").env_remove("LC_ALL");
    command
}

fn piped(root: &Path, words: &[&str], text: &str) -> Output {
    let mut child = command(root)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn inspections(root: &Path) -> usize {
    store::open(root).unwrap().records.inspections.len()
}

/// Any text that a record may have.
fn text() -> impl Strategy<Value = String> {
    "[ -~一-龥、：“”#\\-\\[\\]{}&*!|>'\"%@`éß]{0,20}[a-z一-龥]"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_given_is_read_back(
        description in text(),
        responsible in text(),
        funds in (0_u32..10_000, 0_u32..10_000),
        note in text(),
        day in 1_u32..29,
        by_json: bool,
    ) {
        let root = base::with(&[]);
        let (funds, day) = (format!("{}.{:04}", funds.0, funds.1), format!("2023-06-{day:02}"));
        let pairs = [
            ("enterprise", "jia-1"),
            ("clause", "GM-11-10"),
            ("description", &description),
            ("source", "企业自查"),
            ("found_on", &day),
            ("rectification.responsible", &responsible),
            ("rectification.funds", &funds),
            ("note", &note),
        ];
        let output = if by_json {
            let mut object = serde_json::Map::new();
            for (key, value) in pairs {
                match key.split_once('.') {
                    Some((above, key)) => object.entry(above).or_insert(serde_json::json!({}))[key] = value.into(),
                    None => { object.insert(key.into(), value.into()); }
                }
            }
            piped(root.path(), &["hazard", "--from", "-"], &serde_json::Value::from(object).to_string())
        } else {
            let words = pairs.map(|(key, value)| format!("{key}={value}"));
            command(root.path()).arg("hazard").args(words).output().unwrap()
        };
        prop_assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let repository = store::open(root.path()).unwrap();
        let hazard = repository.records.hazards.iter().find(|hazard| hazard.id.as_str() == "jia-h3").unwrap();
        prop_assert_eq!(repository.records.path(hazard.origin), "jia/hazards/jia-h3.yaml");
        prop_assert_eq!(&hazard.description, &description);
        prop_assert_eq!(hazard.rectification.responsible.as_ref(), Some(&responsible));
        prop_assert_eq!(hazard.rectification.funds, hazards::record::Amount::parse(&funds));
        prop_assert_eq!(hazard.extras.as_ref().unwrap().note.as_ref(), Some(&note));
        prop_assert_eq!(hazard.found_on.to_string(), day);
    }

    /// A draft of any texts, written and read as it is handed over.
    #[test]
    fn a_draft_is_read_back(
        keys in proptest::collection::vec(("[a-z_.0-9]{1,8}", text(), any::<bool>()), 0..8),
    ) {
        let mut draft = Draft::new();
        for (key, text, is_list) in &keys {
            if !draft.has(key) {
                let value = if *is_list { Value::List(vec![text.as_str().into()]) } else { text.as_str().into() };
                draft.put(key, value);
            }
        }
        if !draft.is_empty() {
            prop_assert_eq!(add::read::records(&draft.to_yaml()), Ok(vec![draft]));
        }
    }
}

#[test]
fn in_bulk_all_or_nothing() {
    let root = base::with(&[]);
    let before = inspections(root.path());
    let record = |id: &str, enterprise: &str, kind: &str| {
        format!(
            "- {{id: {id}, enterprise: {enterprise}, date: 2023-08-20, type: {kind}, inspectors: [甲某, 乙某]}}\n"
        )
    };
    let sound = [record("x-1", "jia-1", "专项"), record("x-2", "yi-1", "专项")].concat();
    for (bad, status, word) in [
        (record("x-3", "jia-2", "专向"), 1, "专项"),
        (record("x-1", "jia-2", "专项"), 1, "x-1"),
        (record("jia-i1", "jia-2", "专项"), 1, "jia/inspections/2023-07.yaml"),
        (record("x-3", "jia-9", "专项"), 2, "record 3"),
        (record("../x", "jia-2", "专项"), 2, "record 3"),
        (record("aux", "jia-2", "专项"), 2, "record 3"),
        (record("X-3", "jia-2", "专项"), 2, "record 3"),
        ("- x\n".to_owned(), 2, "record"),
    ] {
        let output = piped(root.path(), &["inspection", "--from", "-"], &format!("{sound}{bad}"));
        assert_eq!(output.status.code(), Some(status), "{bad}{}", said(&output));
        assert!(said(&output).contains(word), "{bad}{}", said(&output));
        assert_eq!(inspections(root.path()), before);
    }
    let output = piped(root.path(), &["inspection", "--from", "-"], &sound);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(root.path().join("jia/inspections/x-1.yaml").is_file());
    assert!(root.path().join("yi/inspections/x-2.yaml").is_file(), "in the folder of its enterprise's unit");
}

#[test]
fn a_twin_by_case_and_a_link_are_refused() {
    let root = base::with(&[("jia/activities/JIA-X.yaml", b"[]"), ("benji/Filings/a.txt", b"")]);
    let call = |unit: &str, words: &[&str]| {
        command(root.path()).args(["--unit", unit]).args(words).output().unwrap()
    };
    let study = ["activity", "kind=专题学习", "date=2023-08-02", "--id", "jia-x"];
    assert_eq!(call("jia", &study).status.code(), Some(1));
    let filing = ["filing", "document=实施方案", "filed_on=2023-05-24"];
    let output = call("benji", &filing);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    // By its very name: some systems find it by this one too.
    let mut folders = fs::read_dir(root.path().join("benji")).unwrap();
    assert!(folders.all(|folder| folder.unwrap().file_name() != "filings"));
    #[cfg(unix)]
    {
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join("yi/penalties")).unwrap();
        let penalty = ["penalty", "enterprise=yi-1", "decided_on=2023-08-24", "halt=是"];
        assert_ne!(call("yi", &penalty).status.code(), Some(0));
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}

#[test]
fn at_once_nothing_is_lost() {
    let root = base::with(&[]);
    let before = inspections(root.path());
    let rounds = 8;
    std::thread::scope(|scope| {
        for name in ["甲某", "乙某"] {
            let root = root.path();
            scope.spawn(move || {
                for day in 1..=rounds {
                    let words = format!(
                        "inspection enterprise=jia-1 type=专项 date=2023-08-0{day} inspectors={name}、丙某"
                    );
                    let output = command(root).args(words.split(' ')).output().unwrap();
                    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
                }
            });
        }
        let root = root.path();
        scope.spawn(move || {
            for day in 11..=10 + rounds {
                let on = format!("2023-08-{day}");
                let words = ["complete", "jia-h2", "--change", "--on", "2023-08-01"];
                let other = ["supervise", "jia-h2", "--change", "--released", on.as_str()];
                for words in [words, other] {
                    let mut command = Command::new(env!("CARGO_BIN_EXE_hazards"));
                    let output = command.arg("-C").arg(root).args(words).output().unwrap();
                    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
                }
            }
        });
    });
    let repository = store::open(root.path()).unwrap();
    let records = &repository.records;
    assert_eq!(records.inspections.len(), before + 2 * rounds);
    let ids: BTreeSet<&str> = records.inspections.iter().map(|inspection| inspection.id.as_str()).collect();
    assert_eq!(ids.len(), records.inspections.len(), "ids are unique");
    let of = |name: &str| {
        records
            .inspections
            .iter()
            .filter(|inspection| inspection.inspectors.iter().any(|one| one == name))
            .count()
    };
    assert_eq!((of("甲某"), of("乙某")), (rounds, rounds));
    assert!(records.findings.is_empty());
    let hazard = records.hazards.iter().find(|hazard| hazard.id.as_str() == "jia-h2").unwrap();
    assert_eq!(hazard.supervision.as_ref().unwrap().released_on.unwrap().to_string(), "2023-08-18");
}

#[test]
fn a_second_writer_waits_and_then_gives_up() {
    let root = base::with(&[]);
    let file = File::create(root.path().join(LOCK_FILE)).unwrap();
    file.lock().unwrap();
    let before = inspections(root.path());
    let words = ["activity", "--unit", "jia", "kind=专题学习", "date=2023-08-02"];
    assert_eq!(command(root.path()).args(words).arg("--dry-run").output().unwrap().status.code(), Some(0));
    let mut waiting =
        command(root.path()).args(words).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let output = command(root.path()).args(words).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("waiting for it to end"), "{}", said(&output));
    assert_eq!(waiting.wait().unwrap().code(), Some(2));
    assert_eq!(inspections(root.path()), before);
    drop(file);
    assert_eq!(command(root.path()).args(words).output().unwrap().status.code(), Some(0));
}
