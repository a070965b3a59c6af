//! The tables of keys against the sources of the readers: a key that a reader learns and its table does
//! not have, or the other way round, is named with the file to change.

use super::{all_keys, keys, root};
use hazards::record::Kind;
use hazards::schema::Subject;
use hazards::schema::field::{Field, Shape};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The keys that a reader's source asks for: the words after the calls that find a key.
fn asked_for(source: &str) -> BTreeSet<String> {
    let calls = [
        "required(",
        "optional(",
        "optional_mapping(",
        ".table(",
        ".tables(",
        "ext(",
        ".date(",
        ".month(",
        ".whole(",
    ];
    let mut keys = BTreeSet::new();
    for call in calls {
        for rest in source.split(call).skip(1) {
            let word = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
            keys.extend(word.map(str::to_owned));
        }
    }
    keys
}

/// The functions of a reader by name.
fn functions(source: &str) -> BTreeMap<&str, &str> {
    let parts = source.split("\nfn ").flat_map(|part| part.split("\npub(super) fn "));
    parts.skip(1).filter_map(|part| part.split_once('(')).collect()
}

#[test]
fn every_key_of_the_readers_is_in_the_tables() {
    let source =
        |path: &str| fs::read_to_string(root().join("src").join(path)).unwrap().replace("\r\n", "\n");
    let kinds = source("store/decode/kinds.rs") + &source("store/decode/filing.rs");
    let functions = functions(&kinds);
    let asked =
        |names: &[&str]| names.iter().flat_map(|name| asked_for(functions[name])).collect::<BTreeSet<_>>();
    let known = |keys: BTreeSet<&str>| keys.into_iter().map(str::to_owned).collect::<BTreeSet<String>>();
    let extras = keys(Subject::Records(Kind::Hazard).extras());
    assert_eq!(
        asked(&["extras", "waiver"]),
        known(extras),
        "EXTRAS of src/schema/records.rs is not what is read"
    );
    for (kind, names) in [
        (Kind::Enterprise, &["enterprise", "accident"][..]),
        (Kind::Selfcheck, &["selfcheck", "items"]),
        (Kind::Hazard, &["hazard"]),
        (Kind::Inspection, &["inspection"]),
        (Kind::Penalty, &["penalty", "sanction"]),
        (Kind::Activity, &["activity"]),
        (Kind::Filing, &["filing", "of_return", "seal"]),
    ] {
        let subject = Subject::Records(kind);
        let table = known(keys(subject.table().fields));
        assert_eq!(
            asked(names),
            table,
            "the table of {} in src/schema/records.rs is not what is read",
            subject.name()
        );
    }
    // The documents of a plan's deadlines are words of a vocabulary, not of the source.
    let words = |key: &str| key.is_ascii();
    for (subject, path) in [(Subject::Settings, "settings.rs"), (Subject::Plan, "plan/read.rs")] {
        let table = known(keys(subject.table().fields).into_iter().filter(|key| words(key)).collect());
        assert_eq!(
            asked_for(&source(path)),
            table,
            "the table of {} in src/schema/config.rs",
            subject.name()
        );
    }
}

#[test]
fn tables_are_complete() {
    fn check(fields: &'static [Field], by: &str) {
        for field in fields {
            assert!(!field.title.is_empty(), "{} has no term", field.key);
            assert!(field.when.is_empty() || !by.is_empty(), "{}: what decides?", field.key);
            match &field.shape {
                Shape::Words(words, about) | Shape::List(Shape::Words(words, about), _) => {
                    assert!(about.is_empty() || about.len() == words().len(), "the words of {}", field.key);
                }
                Shape::Mapping(table) | Shape::Items(table) | Shape::List(Shape::Mapping(table), _) => {
                    check(table.fields, table.by);
                }
                _ => {}
            }
        }
    }
    let known = all_keys();
    for subject in Subject::all() {
        let table = subject.table();
        check(table.fields, table.by);
        check(subject.extras(), "");
        let deciding = table.fields.iter().find(|field| field.key == table.by).map(|field| &field.shape);
        let words = deciding.map_or(Vec::new(), |shape| match shape {
            Shape::Words(words, _) => words(),
            _ => Vec::new(),
        });
        let when = table.fields.iter().flat_map(|field| field.when);
        assert!(when.clone().all(|word| words.contains(word)), "{}", subject.name());
        assert!(table.one_of.iter().all(|key| known.contains(key)));
    }
}
