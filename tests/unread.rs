//! Records that cannot be read: they are reported themselves, and nothing else is because of them.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test: it lays files over the base")]

#[path = "support/base.rs"]
mod base;

use hazards::check::{self, Context};
use hazards::record;
use std::fs;

/// What is found when these files are laid over the base: `rule path:line:column id`.
fn found(files: &[(&str, &[u8])]) -> Vec<String> {
    let (_root, repository) = base::open_with(files);
    let day = |text| record::date::parse(text).unwrap();
    let (as_of, today) = (day("2023-12-31"), day("2024-01-15"));
    let context = Context::new(&repository.records, &repository.plan, &repository.catalog, as_of, today);
    let mut findings = check::check(&context, &repository.settings);
    repository.locate(&mut findings);
    let shown = findings.iter().map(|finding| {
        let place =
            finding.place().map_or(String::new(), |place| format!(":{}:{}", place.line, place.column));
        format!("{} {}{place} {}", finding.rule, finding.path, finding.id.as_deref().unwrap_or("-"))
    });
    shown.collect()
}

fn text_of(path: &str) -> String {
    fs::read_to_string(base::folder().join(path)).unwrap()
}

#[test]
fn an_unread_enterprise_is_reported_once_and_its_records_are_not() {
    let path = "jia/enterprises/jia-1.yaml";
    let text = text_of(path).replace("key: true", "key: True");
    assert_eq!(found(&[(path, text.as_bytes())]), ["F005 jia/enterprises/jia-1.yaml:7:6 jia-1"]);
}

#[test]
fn a_file_that_is_no_text_hides_no_id() {
    let path = "jia/enterprises/jia-1.yaml";
    let mut bytes = text_of(path).into_bytes();
    bytes.extend(b"# \xff\xff\n");
    assert_eq!(found(&[(path, &bytes)]), ["F001 jia/enterprises/jia-1.yaml:13:3 -"]);
}

#[test]
fn an_unread_hazard_and_inspection_may_be_referred_to() {
    let (hazard, inspections) = ("jia/hazards/jia-h2.yaml", "jia/inspections/2023-07.yaml");
    let hazard_text = text_of(hazard).replace("source: 部门检查\n", "");
    let inspections_text = text_of(inspections).replace("date: 2023-07-10", "date: 7月10日");
    let expected =
        ["F004 jia/hazards/jia-h2.yaml:1:1 jia-h2", "F005 jia/inspections/2023-07.yaml:3:9 jia-i1"];
    assert_eq!(
        found(&[(hazard, hazard_text.as_bytes()), (inspections, inspections_text.as_bytes())]),
        expected
    );
}

#[test]
fn an_unread_record_keeps_its_id_for_itself() {
    let work = "id: jia-a1\nkind: 专题学习\n".as_bytes();
    let expected = ["F004 jia/activities/z.yaml:1:1 jia-a1", "R001 jia/activities/z.yaml:1:5 jia-a1"];
    assert_eq!(found(&[("jia/activities/z.yaml", work)]), expected);

    let work = "date: 2023-06-09\nid: yi-a1\n".as_bytes();
    let expected = ["F004 jia/activities/z.yaml:1:1 yi-a1", "R001 yi/activities/inspectors.yaml:1:5 yi-a1"];
    assert_eq!(found(&[("jia/activities/z.yaml", work)]), expected);
}

#[test]
fn an_id_that_was_only_glimpsed_is_no_duplicate() {
    let work = "id: jia-a1\nkind: [专题学习\n".as_bytes();
    assert_eq!(found(&[("jia/activities/z.yaml", work)]), ["F002 jia/activities/z.yaml:2:7 -"]);
}

#[test]
fn an_unread_selfcheck_is_there_for_its_enterprise() {
    let path = "jia/selfchecks/jia-1.yaml";
    let text = text_of(path).replace("signed_by: 张某某\n", "");
    assert_eq!(found(&[(path, text.as_bytes())]), ["F004 jia/selfchecks/jia-1.yaml:1:1 jia-1"]);
}
