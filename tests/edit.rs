//! Edits of records in place: small texts before and after, refusals, any record in any spelling, and files
//! of a repository.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test that reads and writes files"
)]

#[path = "support/base.rs"]
mod base;
#[path = "edit/cases.rs"]
mod cases;
#[path = "edit/random.rs"]
mod random;
#[path = "edit/spelling.rs"]
mod spelling;

use hazards::record::draft::{Draft, Value};
use hazards::record::{Entry, Hazard};
use hazards::store::Workspace;
use hazards::store::edit::{Edit, Why, edit};
use hazards::store::rewrite::{NotWritten, Rewrite};
use hazards::write::diff;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Keys in order, as those of a hazard and some others.
fn order(path: &str) -> Vec<&'static str> {
    let keys: &[&str] = match path {
        "" => &[
            "id",
            "enterprise",
            "name",
            "products",
            "domains",
            "phone",
            "rectification",
            "items",
            "note",
            "waivers",
        ],
        "rectification" => &["responsible", "measures", "funds", "due_on", "completed_on", "verified_on"],
        "waivers" => &["rule", "reason", "until"],
        _ if path.starts_with("items.") => &["status", "evidence"],
        _ => &[],
    };
    keys.to_vec()
}

fn map(entries: &[(&str, &str)]) -> Value {
    let mut draft = Draft::new();
    entries.iter().for_each(|(key, value)| draft.set(key, *value));
    Value::Map(draft)
}

fn set(path: &str, value: impl Into<Value>) -> Edit {
    Edit::set(0, path, value)
}

fn remove(path: &str) -> Edit {
    Edit::remove(0, path)
}

#[track_caller]
fn becomes(before: &str, edits: &[Edit], after: &str) {
    let made = |text: &str| edit(text, edits, &order).unwrap_or_else(|why| panic!("{text:?}: {why:?}"));
    assert_eq!(made(before), after, "of {before:?}");
    assert_eq!(made(after), after, "once more, of {before:?}");
    let crlf = |text: &str| text.replace('\n', "\r\n");
    if before.contains('\n') {
        assert_eq!(made(&crlf(before)), crlf(after), "CRLF");
    }
    let marked = |text: &str| format!("\u{feff}{text}");
    assert_eq!(made(&marked(before)), marked(after));
    // Behind another document the record is the second one.
    let behind = |text: &str| {
        if text.starts_with("---") { None } else { Some(format!("# 一\nid: z # 二\n---\n{text}")) }
    };
    if let (Some(before), Some(after)) = (behind(before), behind(after)) {
        let edits: Vec<Edit> = edits.iter().map(|edit| Edit { nth: edit.nth + 1, ..edit.clone() }).collect();
        assert_eq!(edit(&before, &edits, &order), Ok(after));
    }
}

#[track_caller]
fn refuses(text: &str, edits: &[Edit], why: Why) {
    let refused = edit(text, edits, &order).unwrap_err();
    assert_eq!(refused.why, why, "{text:?}");
    let said = refused.message();
    assert!(said.en.is_ascii() && !said.zh.is_empty());
}

#[test]
fn what_is_better_done_by_hand() {
    let phone = [set("phone", "2")];
    for text in [
        "id: a\nphone: &p 1\n",
        "id: &p a\nphone: *p\n",
        "id: a\nphone: !!str 1\n",
        "id: a\nphone: ! 1\n",
        "id: a\n<<: {phone: 1}\n",
        "- &r\n  id: a\n  phone: 1\n",
        "- &r {id: a, phone: 1}\n",
        "[&r {id: a, phone: 1}]\n",
        "--- &r\nid: a\nphone: 1\n",
        "--- !x\nid: a\nphone: 1\n",
    ] {
        refuses(text, &phone, Why::Shared);
    }
    refuses("- &r\n  id: a\n- *r\n", &[Edit::set(1, "phone", "2")], Why::Shared);
    refuses("id: a\nrectification: &r\n  funds: 1\n", &[set("rectification.funds", "2")], Why::Shared);
    refuses("id: a\nrectification: &r\n  funds: 1\n", &[remove("rectification")], Why::Shared);
    refuses("id: a\nphone: 1\nphone: 1\n", &phone, Why::Twice);
    refuses("id: a\nphone: 1\nphone: 1\n", &[remove("phone")], Why::Twice);
    for text in ["id: a\nphone: [\n", "id: a\n\tphone: 1\n", "id: a\nphone: 1\u{7}\n", "id: a\n---\nb: *x\n"]
    {
        refuses(text, &phone, Why::Unreadable);
    }
    for text in ["", "# 无\n", "- a\n", "[]\n", "a\n"] {
        refuses(text, &phone, Why::NoRecord);
    }
    refuses("id: a\n", &[Edit::set(1, "phone", "2")], Why::NoRecord);
    refuses("id: a\nrectification: 无\n", &[set("rectification.funds", "2")], Why::NoMapping);
    refuses("id: a\nrectification: [a]\n", &[set("rectification.funds", "2")], Why::NoMapping);
    for text in ["id: a\n? phone\n: 1\n", "id: a\r? b\r", "{id: a, ? phone : 1}\n"] {
        refuses(text, &phone, Why::Form);
    }
    refuses("id: a\n", &[remove("id")], Why::Empty);
    refuses("- {id: a}\n", &[remove("id")], Why::Empty);
    refuses("id: a\n", &[set("", "1")], Why::Path);
    refuses("id: a\n", &[set("a..b", "1")], Why::Path);
    refuses("id: a\n", &[set("rectification.funds", "1"), set("rectification", "2")], Why::Path);
    refuses("id: a\n", &[set("rectification", "2"), set("rectification.funds", "1")], Why::Path);
    refuses("id: a\n", &[set(&"x.".repeat(40), "1")], Why::Path);
}

#[test]
fn several_records_of_a_file_at_once() {
    let text = "# 头\n- id: a\n  phone: 1 # 一\n\n# 乙\n- {id: b}\n- id: c\n  rectification:\n    funds: 3\n";
    let edits = [
        Edit::set(2, "rectification.completed_on", "2023-07-01"),
        Edit::set(0, "phone", "2"),
        Edit::set(1, "name", "乙厂"),
        Edit::set(2, "rectification.funds", "4"),
    ];
    let after = "# 头\n- id: a\n  phone: 2 # 一\n\n# 乙\n- {id: b, name: 乙厂}\n- id: c\n  rectification:\n    funds: 4\n    completed_on: 2023-07-01\n";
    assert_eq!(edit(text, &edits, &order).unwrap(), after);
    assert_eq!(edit(text, &[], &order).unwrap(), text);
    // A list item that is no record does not count.
    let text = "- 无\n- id: a\n---\nid: b\n";
    assert_eq!(edit(text, &[Edit::set(1, "id", "c")], &order).unwrap(), "- 无\n- id: a\n---\nid: c\n");
}

#[test]
fn of_the_same_path_the_later_counts() {
    let edits = [set("phone", "1"), remove("phone"), set("phone", "2")];
    assert_eq!(edit("id: a\n", &edits, &order).unwrap(), "id: a\nphone: 2\n");
}

#[test]
fn a_file_is_edited_shown_and_written() {
    let path = "jia/hazards/edit.yaml";
    let text = "# 隐患\r\nid: h-9\r\nenterprise: e-1 # 企业\r\nclause: \"GM-3.1-1\"\r\n";
    let (_root, repository) = base::open_with(&[(path, text.as_bytes())]);
    let edits = [set("rectification.completed_on", "2023-07-01"), set("description", "某处: 缺失")];
    // A record that cannot be read is known by its place all the same.
    let rewrite = repository.edited(path, &edits).unwrap();
    let after = "# 隐患\r\nid: h-9\r\nenterprise: e-1 # 企业\r\nclause: \"GM-3.1-1\"\r\ndescription: \"某处: 缺失\"\r\nrectification:\r\n  completed_on: 2023-07-01\r\n";
    assert_eq!(String::from_utf8(rewrite.after.clone()).unwrap(), after);
    let shown = "--- x\n+++ x\n@@ -2,3 +2,6 @@\n id: h-9\n enterprise: e-1 # 企业\n clause: \"GM-3.1-1\"\n+description: \"某处: 缺失\"\n+rectification:\n+  completed_on: 2023-07-01\n";
    assert_eq!(diff::unified("x", &rewrite), shown);
    repository.rewrite(&rewrite).unwrap();
    assert_eq!(fs::read_to_string(repository.root.join(path)).unwrap(), after);
    assert!(matches!(repository.rewrite(&rewrite), Err(NotWritten::Changed)));
    let refused = |path: &str| repository.edited(path, &edits).unwrap_err().why;
    assert_eq!(refused("jia/hazards/none.yaml"), Why::NoRecord);
    assert_eq!(refused("hazards.toml"), Why::NoRecord);
    fs::remove_file(repository.root.join(path)).unwrap();
    assert!(matches!(refused(path), Why::Refused(_)));
}

#[test]
fn a_file_whose_records_have_moved_is_not_edited() {
    let path = "jia/activities/edit.yaml";
    let record = |id: &str| format!("- id: {id}\n  kind: 现场督导\n  date: 2023-06-01\n");
    let text = [record("x-1"), record("x-2")].concat();
    let (_root, repository) = base::open_with(&[(path, text.as_bytes())]);
    let edits = [Edit::set(1, "note", "某事")];
    assert!(repository.edited(path, &edits).is_ok());
    fs::write(repository.root.join(path), [record("x-2"), record("x-1")].concat()).unwrap();
    assert_eq!(repository.edited(path, &edits).unwrap_err().why, Why::Changed);
    assert_eq!(repository.edited(path, &[Edit::set(2, "note", "某事")]).unwrap_err().why, Why::NoRecord);
}

#[test]
fn every_record_of_the_example_takes_a_note() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing");
    let mut workspace = Workspace::open(&example).unwrap();
    let repository = workspace.repository();
    let records: Vec<_> = repository.records.all().collect();
    let mut of_file: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    for record in &records {
        let origin = record.origin();
        let edits = of_file.entry(repository.records.path(origin)).or_default();
        edits.push(Edit::set(origin.nth as usize, "note", format!("某事: {}", record.id())));
    }
    let count = records.len();
    let made = of_file.into_iter().map(|(path, edits)| repository.edited(path, &edits).unwrap());
    let made: Vec<Rewrite> = made.collect();
    assert!(count > 300 && made.len() > 20);
    for rewrite in made {
        let (before, after) =
            (String::from_utf8(rewrite.before).unwrap(), String::from_utf8(rewrite.after).unwrap());
        let mut rest = after.lines();
        assert!(
            before.lines().all(|line| line.trim().starts_with("note:") || rest.any(|other| other == line))
        );
        workspace.set(&rewrite.path, after);
    }
    let records = &workspace.repository().records;
    assert_eq!((records.all().count(), records.findings.len()), (count, 0));
    let note = |entry: &Entry<Hazard>| entry.extras.as_ref().and_then(|extras| extras.note.clone());
    assert!(records.hazards.iter().all(|entry| note(entry) == Some(format!("某事: {}", entry.record.id))));
}
