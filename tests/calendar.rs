//! The calendar file, read by another program's library: every deadline of the plan, whatever stands in the
//! records; lines of at most 75 octets of whole characters; the same bytes each time.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that may fail"
)]

use chrono::NaiveDate;
use hazards::calendar::{Calendar, Due, Filed};
use hazards::check::Context;
use hazards::lang::Lang;
use hazards::plan::Task;
use hazards::record::term::Document;
use hazards::store::{self, Repository};
use hazards::write::calendar;
use hazards::write::ics::ics;
use icalendar::Component;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn example() -> Repository {
    store::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing")).unwrap()
}

fn file(repository: &Repository, as_of: &str, unit: Option<&str>, hazards: bool, lang: Lang) -> Vec<u8> {
    let Repository { records, plan, catalog, .. } = repository;
    let context = Context::new(records, plan, catalog, day(as_of), day("2023-12-31"));
    let unit = unit.map(|unit| plan.find_unit(unit).unwrap());
    ics(&Calendar::new(&context, unit, hazards), lang).unwrap()
}

/// Reads a file as a calendar program does, after looking at its lines.
fn read(bytes: &[u8]) -> Vec<icalendar::Event> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//"));
    for line in text.trim_end().split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
        assert!(!line.trim_start().starts_with("::") && !line.trim_start().starts_with("##["), "{line}");
    }
    let calendar: icalendar::Calendar = text.parse().unwrap();
    let begun = text.split("\r\n").filter(|line| *line == "BEGIN:VEVENT").count();
    assert_eq!(begun, calendar.events().count());
    calendar.events().cloned().collect()
}

/// A value as its reader shows it; this library leaves some of them escaped.
fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
}

#[test]
fn every_deadline_is_a_whole_day_told_of_twice() {
    let repository = example();
    let events = read(&file(&repository, "2023-08-20", None, false, Lang::Zh));
    let deadlines = repository.plan.deadlines();
    assert_eq!(events.len(), deadlines.len());
    for (event, deadline) in events.iter().zip(&deadlines) {
        assert_eq!(event.get_start(), Some(deadline.day.into()));
        assert_eq!(event.get_end(), Some(deadline.day.succ_opt().unwrap().into()));
        assert_eq!(event.get_summary(), Some(&*deadline.task.text().zh));
        assert_eq!(event.property_value("DTSTAMP"), Some("20230501T000000Z"));
        let passage = repository.plan.passage(deadline.task).unwrap();
        assert!(unescaped(event.get_description().unwrap()).contains(passage));
        let triggers: Vec<_> =
            event.components().iter().map(|alarm| alarm.property_value("TRIGGER").unwrap()).collect();
        // Nine in the morning of the day a week before, and of the day before.
        assert_eq!(triggers, ["-P6DT15H", "-PT15H"]);
    }
    let ids: std::collections::BTreeSet<_> = events.iter().map(|event| event.get_uid().unwrap()).collect();
    assert_eq!(ids.len(), events.len());
    assert!(ids.contains("qujing-2023.return.2023-08@hazards"));
}

#[test]
fn the_same_repository_gives_the_same_bytes_and_ids_that_stay() {
    let repository = example();
    let august = file(&repository, "2023-08-20", Some("qilin"), true, Lang::Zh);
    assert_eq!(august, file(&example(), "2023-08-20", Some("qilin"), true, Lang::Zh));
    // No day goes by in it where nothing happened.
    assert_eq!(
        file(&repository, "2023-11-25", Some("qilin"), false, Lang::Zh),
        file(&repository, "2023-11-26", Some("qilin"), false, Lang::Zh)
    );
    let ids = |bytes: &[u8]| -> Vec<String> {
        let all = read(bytes).iter().map(|event| event.get_uid().unwrap().to_owned()).collect::<Vec<_>>();
        all.into_iter().filter(|id| !id.contains(".hazard.")).collect()
    };
    let english = file(&repository, "2023-10-01", Some("qilin"), true, Lang::En);
    assert_eq!(ids(&august), ids(&english));
    assert!(ids(&august).contains(&"qujing-2023.return.2023-08.qilin@hazards".to_owned()));
}

#[test]
fn open_hazards_of_the_unit_are_among_them() {
    let repository = example();
    let events = read(&file(&repository, "2023-08-20", Some("qilin"), true, Lang::Zh));
    let open: Vec<&str> = repository
        .records
        .hazards
        .iter()
        .filter(|hazard| repository.plan.unit(hazard.unit()).id.as_str() == "qilin")
        .filter(|hazard| hazard.found_on <= day("2023-08-20") && !hazard.is_completed(day("2023-08-20")))
        .filter(|hazard| hazard.rectification.due_on.is_some())
        .map(|hazard| hazard.id.as_str())
        .collect();
    assert_eq!(open.len(), 4);
    for id in open {
        let uid = format!("qujing-2023.hazard.qilin.{id}@hazards");
        assert!(events.iter().any(|event| event.get_uid() == Some(&uid)), "{id}");
    }
    assert_eq!(events.len(), 15 + 4);
}

/// The states of a unit's filings, in a repository made for them.
#[test]
fn what_a_unit_has_filed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("hazards.toml"), "format = 1\nplan = \"qujing-2023\"\n").unwrap();
    fs::create_dir_all(root.join("qilin/filings")).unwrap();
    fs::write(
        root.join("qilin/filings/all.yaml"),
        "- {id: a, document: 实施方案, filed_on: 2023-05-25}\n\
         - {id: b, document: 调度表, month: 2023-05, filed_on: 2023-05-26}\n\
         - {id: c, document: 调度表, month: 2023-05, filed_on: 2023-06-01}\n\
         - {id: d, document: 企业清单}\n\
         - {id: e, document: 工作总结, filed_on: 2023-12-01}\n",
    )
    .unwrap();
    let repository = store::open(root).unwrap();
    let Repository { records, plan, catalog, .. } = &repository;
    let context = Context::new(records, plan, catalog, day("2023-07-24"), day("2023-12-31"));
    let states = |unit: &str| {
        let calendar = Calendar::new(&context, plan.find_unit(unit), false);
        move |task: Task| {
            let found = calendar.dates.iter().find_map(|date| match date.due {
                Due::Task(known, filed) if known == task => Some(filed),
                _ => None,
            });
            found.unwrap()
        }
    };
    let month = |text: &str| Task::Return(hazards::record::Month::parse(text).unwrap());
    let qilin = states("qilin");
    assert_eq!(qilin(Task::File(Document::Scheme)), Some(Filed::On(day("2023-05-25"))));
    assert_eq!(qilin(month("2023-05")), Some(Filed::Late(day("2023-05-26"))));
    assert_eq!(qilin(month("2023-06")), Some(Filed::Missing));
    // Due on the very day: there is time.
    assert_eq!(qilin(month("2023-07")), Some(Filed::NotYet));
    assert_eq!(qilin(Task::File(Document::EnterpriseList)), Some(Filed::Unread));
    // Filed later than the day looked at.
    assert_eq!(qilin(Task::File(Document::Summary)), Some(Filed::NotYet));
    assert_eq!(qilin(Task::SelfCheck), None);
    assert_eq!(states("benji")(month("2023-06")), Some(Filed::NotAsked));
}

/// A repository with one open hazard that says this.
fn with_hazard(description: &str) -> (tempfile::TempDir, Repository) {
    with_hazard_due(description, "2023-09-30")
}

/// The same, to be put right by this day.
fn with_hazard_due(description: &str, due_on: &str) -> (tempfile::TempDir, Repository) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("hazards.toml"), "format = 1\nplan = \"qujing-2023\"\n").unwrap();
    fs::create_dir_all(root.join("qilin/hazards")).unwrap();
    let hazard = serde_json::json!({
        "id": "h-1", "enterprise": "e-1", "clause": "GM-13-02", "description": description,
        "source": "企业自查", "found_on": "2023-06-01", "rectification": {"due_on": due_on},
    });
    fs::write(root.join("qilin/hazards/h-1.yaml"), hazard.to_string()).unwrap();
    let repository = store::open(root).unwrap();
    (folder, repository)
}

#[test]
fn there_is_no_day_after_the_last() {
    for (due_on, end) in [("9999-12-30", Some("99991231")), ("9999-12-31", None)] {
        let (_folder, repository) = with_hazard_due("某某", due_on);
        let events = read(&file(&repository, "2023-08-20", None, true, Lang::Zh));
        let last = events.last().unwrap();
        assert_eq!(last.property_value("DTSTART"), Some(due_on.replace('-', "").as_str()));
        assert_eq!(last.property_value("DTEND"), end);
    }
}

#[test]
fn today_is_said_of_today_only() {
    let repository = example();
    let Repository { records, plan, catalog, .. } = &repository;
    let said = |as_of: &str, today: &str, lang: Lang| {
        let context = Context::new(records, plan, catalog, day(as_of), day(today));
        calendar::page(&Calendar::new(&context, None, false), lang, 100)
    };
    let page = said("2023-12-31", "2023-12-31", Lang::Zh);
    assert!(page.contains("今天") && page.contains("截至 2023-12-31（方案结束日）"), "{page}");
    let page = said("2023-12-31", "2024-03-01", Lang::Zh);
    assert!(!page.contains("今天") && page.contains("当日"), "{page}");
    let page = said("2023-12-31", "2024-03-01", Lang::En);
    assert!(!page.contains("today") && page.contains("as of 2023-12-31 (the plan's end)"), "{page}");
    assert!(!said("2023-08-31", "2023-08-31", Lang::Zh).contains("结束日"));
}

#[test]
fn what_stands_in_records_does_no_harm() {
    for description in [
        "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:某某",
        "逗号,分号;反斜杠\\冒号:换行\n第二行\\n不是换行",
        &"长".repeat(3000),
        &format!("{}::error::某某 ##[error]某某", "某".repeat(17)),
        &"::".repeat(400),
    ] {
        let (_folder, repository) = with_hazard(description);
        assert_eq!(repository.records.hazards.len(), 1, "{description}");
        let bytes = file(&repository, "2023-08-20", None, true, Lang::Zh);
        assert_eq!(read(&bytes).len(), 16);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_comes_back_as_it_was(text in "[a-z,;:\\\\ 甲乙丙𠮷éß\\n\"]{1,400}") {
        prop_assume!(!text.trim().is_empty() && !text.contains("::"));
        let (_folder, repository) = with_hazard(&text);
        prop_assume!(repository.records.hazards.len() == 1);
        let kept = repository.records.hazards[0].description.clone();
        let bytes = file(&repository, "2023-08-20", None, true, Lang::Zh);
        read(&bytes);
        // By the rules of RFC 5545 alone: unfold, then take the escapes back.
        let unfolded = String::from_utf8(bytes).unwrap().replace("\r\n ", "");
        let line = unfolded.lines().find(|line| line.contains("隐患（GM-13-02）：")).unwrap();
        let mut plain = String::new();
        let mut characters = line.chars();
        while let Some(c) = characters.next() {
            match c {
                '\\' => plain.push(match characters.next().unwrap() { 'n' | 'N' => '\n', other => other }),
                ',' | ';' => panic!("not escaped: {line}"),
                c => plain.push(c),
            }
        }
        prop_assert_eq!(plain.split_once("隐患（GM-13-02）：").unwrap().1, kept);
    }
}
