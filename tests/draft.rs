//! What a draft writes is read back: any text at any place, and every record of the example.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use hazards::record::draft::{Draft, Value};
use hazards::store::records::AnyRecord;
use hazards::store::yaml::{Node, parse};
use hazards::store::{Records, Workspace};
use proptest::prelude::*;
use std::path::Path;

/// A value as the reader of YAML sees it.
fn read(node: Node<'_, '_>) -> Value {
    use hazards::store::yaml::Kind;
    match node.kind() {
        Kind::Sequence => Value::List(node.items().map(read).collect()),
        Kind::Mapping => {
            let mut draft = Draft::new();
            node.entries().for_each(|(key, value)| draft.set(key.text(), read(value)));
            Value::Map(draft)
        }
        Kind::Plain | Kind::Quoted | Kind::Block => {
            assert!(!node.is_null(), "{:?} says nothing", node.raw());
            Value::from(node.text())
        }
    }
}

fn read_back(text: &str) -> Value {
    let tree = parse(text);
    assert!(tree.faults().is_empty(), "{text}");
    read(tree.documents().next().unwrap().root.unwrap())
}

fn words() -> impl Strategy<Value = String> {
    let wild =
        "[-?:,\\[\\]{}#&*!|>'\"%@` \ta~\n\r一。\u{1}\u{85}\u{2028}\u{202e}\u{feff}\u{10ffff}\\\\]{0,8}";
    prop_oneof![wild, "\\PC{0,12}", Just("null".to_owned()), Just("---".to_owned()), "-?[0-9.]{1,6}"]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = words().prop_map(Value::Text);
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            prop::collection::vec(("[a-z0-9_]{1,6}", inner), 0..4).prop_map(|entries| {
                let mut draft = Draft::new();
                entries.into_iter().for_each(|(key, value)| draft.set(&key, value));
                Value::Map(draft)
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_value_is_read_back(one in value(), other in value()) {
        let mut draft = Draft::new();
        draft.set("one", one.clone());
        draft.set("other", other);
        let record = Value::Map(draft.clone());
        prop_assert_eq!(&read_back(&draft.to_yaml()), &record);
        prop_assert_eq!(&read_back(&[draft.to_yaml_item(), draft.to_yaml_item()].concat()), &Value::List(vec![record.clone(), record]));
        prop_assert_eq!(read_back(&format!("[{}]\n", one.to_yaml())), Value::List(vec![one]));
    }
}

/// The drafts of the records of a repository, kind by kind.
fn drafts(records: &Records) -> Vec<(String, Draft)> {
    let draft = |record: AnyRecord<'_>| {
        let draft = match record {
            AnyRecord::Enterprise(entry) => Draft::from(entry),
            AnyRecord::Selfcheck(entry) => Draft::from(entry),
            AnyRecord::Hazard(entry) => Draft::from(entry),
            AnyRecord::Penalty(entry) => Draft::from(entry),
            AnyRecord::Filing(entry) => Draft::from(entry),
            AnyRecord::Inspection(_) | AnyRecord::Activity(_) => return None,
        };
        Some((records.path(record.origin()).to_owned(), draft))
    };
    records.all().filter_map(draft).collect()
}

#[test]
fn every_record_of_the_example_is_read_back() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing");
    let mut workspace = Workspace::open(&example).unwrap();
    let before = drafts(&workspace.repository().records);
    assert!(before.len() > 300);
    let read = workspace.repository().records.clone();
    for group in before.chunk_by(|a, b| a.0 == b.0) {
        let text: String = group.iter().map(|(_, draft)| draft.to_yaml_item()).collect();
        workspace.set(&group[0].0, text);
    }
    let records = &workspace.repository().records;
    assert_eq!(records.findings, []);
    assert_eq!(records.enterprises, read.enterprises);
    assert_eq!(records.selfchecks, read.selfchecks);
    assert_eq!(records.hazards, read.hazards);
    assert_eq!(records.penalties, read.penalties);
    assert_eq!(records.filings, read.filings);
}
