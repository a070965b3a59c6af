//! The canonical form: small texts before and after, what is left alone, and any record in any spelling with
//! its keys in any order: the same values, every comment, and once more nothing changes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    dead_code,
    reason = "a test that reads and writes files; it uses a part of the generators"
)]

#[path = "support/base.rs"]
mod base;
#[path = "canon/cases.rs"]
mod cases;
#[path = "canon/command.rs"]
mod command;
#[path = "edit/spelling.rs"]
mod spelling;

use hazards::record::Kind;
use hazards::record::draft::Draft;
use hazards::store::Workspace;
use hazards::store::canon::canonical;
use hazards::store::rewrite::Rewrite;
use hazards::store::yaml::{Kind as NodeKind, parse};
use proptest::prelude::*;
use spelling::{Dice, Says, file};
use std::path::Path;

const WORDS: [&str; 20] = [
    "甲",
    "2023-07-01",
    "1",
    "a: b",
    "it's",
    "",
    "null",
    "- x",
    "[y",
    "一\n二",
    " 前",
    "\"q\"",
    "x #y",
    "多 字",
    "{z}",
    "a, b",
    "一\n\n二\n",
    "~",
    "001",
    "D:\\照片",
];

const KEYS: [&str; 14] = [
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
    "found_on",
    "submitted_on",
    "无此键",
    "zz",
];

fn text(dice: &mut Dice) -> Says {
    Says::Text(dice.pick(&WORDS).to_owned())
}

fn keys(names: &[&str], dice: &mut Dice, mut value: impl FnMut(&mut Dice, &str) -> Says) -> Says {
    let mut entries: Vec<(String, Says)> = Vec::new();
    let mut names = names.to_vec();
    while !names.is_empty() {
        let name = names.remove(dice.below(names.len()));
        if dice.one_in(2) {
            let value = if dice.one_in(8) { Says::Nothing } else { value(dice, name) };
            entries.push((name.to_owned(), value));
        }
    }
    Says::Map(entries)
}

fn value_of(key: &str, dice: &mut Dice) -> Says {
    let answer = |dice: &mut Dice, _: &str| keys(&["status", "evidence"], dice, |dice, _| text(dice));
    match key {
        _ if dice.one_in(12) => text(dice),
        "products" | "domains" => {
            let count = dice.below(6) * dice.below(6);
            Says::List((0..count).map(|_| text(dice)).collect())
        }
        "waivers" => {
            let count = dice.below(4);
            let one = |dice: &mut Dice| keys(&["rule", "reason", "until"], dice, |dice, _| text(dice));
            Says::List((0..count).map(|_| one(dice)).collect())
        }
        "rectification" => {
            keys(&["responsible", "measures", "due_on", "completed_on"], dice, |dice, _| text(dice))
        }
        "items" => keys(&["1", "2", "7", "10"], dice, answer),
        _ => text(dice),
    }
}

fn record(dice: &mut Dice) -> Says {
    match keys(&KEYS, dice, |dice, key| value_of(key, dice)) {
        Says::Map(entries) if entries.is_empty() => Says::Map(vec![("id".to_owned(), text(dice))]),
        map => map,
    }
}

fn read(text: &str) -> Vec<Says> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = parse(text);
    assert!(tree.faults().is_empty(), "{text}\n{:?}", tree.faults());
    let roots = tree.documents().filter_map(|document| document.root);
    roots
        .flat_map(|root| {
            let alone = (root.kind() == NodeKind::Mapping).then_some(root);
            alone.into_iter().chain(root.items()).map(Says::of).collect::<Vec<_>>()
        })
        .collect()
}

/// The numbers of the comments of a text, sorted.
fn marks(text: &str) -> Vec<usize> {
    let digits = |rest: &str| rest.chars().take_while(char::is_ascii_digit).collect::<String>();
    let mut marks: Vec<usize> =
        text.split("# c").skip(1).filter_map(|rest| digits(rest).parse().ok()).collect();
    marks.sort_unstable();
    marks
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_500) })]

    #[test]
    fn any_record_in_any_spelling(seed in 1_u64..) {
        let mut dice = Dice(seed);
        (0..8).for_each(|_| _ = dice.below(2));
        let count = 1 + dice.below(3);
        let records: Vec<Says> = (0..count).map(|_| record(&mut dice)).collect();
        let (before, comments) = file(&records, &mut dice);
        let kind = dice.pick(&[Kind::Hazard, Kind::Selfcheck, Kind::Enterprise]);
        let after = canonical(&before, kind);
        prop_assert!(after.is_ok(), "{}\n{:?}", before, after);
        let after = after.unwrap();
        let sorted = |records: &[Says]| records.iter().map(Says::sorted).collect::<Vec<_>>();
        prop_assert_eq!(sorted(&read(&after)), sorted(&records), "{}\n{}", before, after);
        prop_assert_eq!(marks(&after), (0..comments.len()).collect::<Vec<_>>(), "{}\n{}", before, after);
        let clean = !after.contains('\r') && !after.starts_with('\u{feff}') && after.ends_with('\n');
        prop_assert!(clean, "{:?}", after);
        let again = canonical(&after, kind);
        prop_assert_eq!(again.as_ref(), Ok(&after), "{}\n{}", before, after);
    }
}

#[test]
fn no_text_of_the_public_suite_is_changed_in_what_it_says() {
    let suite: serde_json::Value = serde_json::from_str(include_str!("yaml/suite.json")).unwrap();
    let (mut todo, mut formatted) = (vec![&suite], 0);
    while let Some(value) = todo.pop() {
        match value {
            serde_json::Value::String(text) => {
                if let Ok(after) = canonical(text, Kind::Hazard) {
                    formatted += 1;
                    assert_eq!(canonical(&after, Kind::Hazard).as_ref(), Ok(&after), "{text:?}\n{after:?}");
                }
            }
            serde_json::Value::Array(items) => todo.extend(items),
            serde_json::Value::Object(map) => todo.extend(map.values()),
            _ => {}
        }
    }
    assert!(formatted > 80, "{formatted}");
}

#[test]
fn the_example_stays_what_it_is_and_what_the_tool_writes_is_canonical() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing");
    let mut workspace = Workspace::open(&example).unwrap();
    let repository = workspace.repository();
    let before = repository.records.clone();
    let made = before.files.iter().filter_map(|file| repository.formatted(file).unwrap());
    let made: Vec<Rewrite> = made.collect();
    // Some units write every list in lines.
    assert!(before.files.len() > 600 && (20..100).contains(&made.len()), "{}", made.len());
    for rewrite in made {
        workspace.set(&rewrite.path, String::from_utf8(rewrite.after).unwrap());
    }
    assert!(workspace.repository().records == before);
    for entry in &before.hazards {
        let draft = Draft::from(entry);
        assert_eq!(canonical(&draft.to_yaml(), Kind::Hazard), Ok(draft.to_yaml()));
        assert_eq!(canonical(&draft.to_yaml_item(), Kind::Hazard), Ok(draft.to_yaml_item()));
    }
    for entry in &before.selfchecks {
        let draft = Draft::from(entry);
        assert_eq!(canonical(&draft.to_yaml(), Kind::Selfcheck), Ok(draft.to_yaml()));
    }
}

#[test]
fn a_long_line_takes_no_long_time() {
    let text = format!("[{}] # 尾\n", vec!["{id: a, enterprise: b}"; 50_000].join(", "));
    let after = canonical(&text, Kind::Hazard).unwrap();
    assert!(after.starts_with("# 尾\n- id: a\n  enterprise: b\n- id: a\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn no_text_at_all_panics_or_is_changed_twice(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..24),
    ) {
        let text = pieces.concat();
        if let Ok(after) = canonical(&text, Kind::Selfcheck) {
            let again = canonical(&after, Kind::Selfcheck);
            prop_assert_eq!(again.as_ref(), Ok(&after), "{:?}\n{}", text, after);
        }
    }
}

const PIECES: [&str; 31] = [
    "id: a\n",
    "- id: b\n",
    "- ",
    "items:",
    "1: ",
    "\n",
    "  ",
    "    ",
    "\r\n",
    "? ",
    ": ",
    "&x ",
    "*x",
    "!t ",
    "|\n",
    ">+2\n",
    "# c\n",
    " # d\n",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "'",
    "\"",
    "---\n",
    "~",
    "甲",
    "\t",
    "\u{feff}",
    "  x\n",
];
