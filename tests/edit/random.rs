//! Any record in any spelling (`spelling.rs`): what is asked is so afterwards, everything else and every comment is as it
//! was; what is so already changes no byte; and no text at all makes an edit panic.

use super::spelling::{Dice, Says, file};
use super::{map, order};
use hazards::record::draft::Value;
use hazards::store::edit::{Edit, Why, edit};
use hazards::store::yaml::{Kind, parse};
use proptest::prelude::*;

const WORDS: [&str; 18] = [
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
];

fn text(dice: &mut Dice) -> Says {
    Says::Text(dice.pick(&WORDS).to_owned())
}

fn keys(names: &[&str], dice: &mut Dice, mut value: impl FnMut(&mut Dice) -> Says) -> Says {
    let mut entries: Vec<(String, Says)> = Vec::new();
    for name in names {
        if dice.one_in(2) {
            let value = if dice.one_in(8) { Says::Nothing } else { value(dice) };
            entries.push(((*name).to_owned(), value));
        }
    }
    if dice.one_in(6) {
        entries.reverse();
    }
    Says::Map(entries)
}

fn list(dice: &mut Dice) -> Says {
    let count = dice.below(5);
    Says::List((0..count).map(|_| text(dice)).collect())
}

fn waivers(dice: &mut Dice) -> Says {
    let count = dice.below(4);
    let one = |dice: &mut Dice| {
        let map = keys(&["rule", "reason", "until"], dice, text);
        if map == Says::Map(Vec::new()) { text(dice) } else { map }
    };
    Says::List((0..count).map(|_| one(dice)).collect())
}

/// What may stand behind a key of the record.
fn value_of(key: &str, dice: &mut Dice) -> Says {
    match key {
        _ if dice.one_in(12) => text(dice),
        "products" | "domains" => list(dice),
        "waivers" => waivers(dice),
        "rectification" => keys(&order(key), dice, text),
        "items" => keys(&["1", "2", "7", "10"], dice, |dice| keys(&["status", "evidence"], dice, text)),
        _ => text(dice),
    }
}

fn record(dice: &mut Dice) -> Says {
    let mut entries = Vec::new();
    for key in order("").into_iter().chain(["zz"]) {
        if key == "id" || dice.one_in(2) {
            let value = if dice.one_in(8) { Says::Nothing } else { value_of(key, dice) };
            entries.push((key.to_owned(), value));
        }
    }
    if dice.one_in(5) {
        entries.reverse();
    }
    Says::Map(entries)
}

fn read(text: &str) -> Vec<Says> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = parse(text);
    assert!(tree.faults().is_empty(), "{text}\n{:?}", tree.faults());
    let roots = tree.documents().filter_map(|document| document.root);
    roots
        .flat_map(|root| {
            let alone = (root.kind() == Kind::Mapping).then_some(root);
            alone.into_iter().chain(root.items()).map(Says::of).collect::<Vec<_>>()
        })
        .collect()
}

/// The numbers of the comments of a text, in order.
fn marks(text: &str) -> Vec<usize> {
    let digits = |rest: &str| rest.chars().take_while(char::is_ascii_digit).collect::<String>();
    text.split("# c").skip(1).filter_map(|rest| digits(rest).parse().ok()).collect()
}

fn edits(records: &[Says], dice: &mut Dice) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for _ in 0..=dice.below(5) {
        let nth = dice.below(records.len());
        let key = dice.pick(&[order(""), vec!["zz", "yy"]].concat());
        let path = match key {
            "rectification" if dice.one_in(2) => format!("{key}.{}", dice.pick(&order(key))),
            "items" if dice.one_in(2) => {
                format!("{key}.{}.{}", dice.pick(&["1", "3", "10"]), dice.pick(&["status", "evidence"]))
            }
            key => key.to_owned(),
        };
        let inside = |one: &str, other: &str| {
            one.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if edits
            .iter()
            .any(|edit| edit.nth == nth && (inside(&edit.path, &path) || inside(&path, &edit.path)))
        {
            continue;
        }
        let value = match dice.one_in(3) {
            true => None,
            false if path.contains('.') => text(dice).value(),
            false => {
                let Says::Map(entries) = &records[nth] else { continue };
                // What is there with a piece changed, or something else.
                let old = entries.iter().find(|(name, _)| *name == path).map(|(_, value)| value.clone());
                let next = match old {
                    Some(Says::List(mut items)) if !items.is_empty() && !dice.one_in(4) => {
                        let at = dice.below(items.len());
                        match dice.below(3) {
                            0 => drop(items.remove(at)),
                            1 => items.insert(at, text(dice)),
                            _ => items[at] = text(dice),
                        }
                        Says::List(items)
                    }
                    _ => value_of(key, dice),
                };
                match next.value() {
                    Some(value) => Some(value),
                    None => continue,
                }
            }
        };
        edits.push(Edit { nth, path, value });
    }
    edits
}

/// Whether a comment that stands at a path may go with an edit.
fn may_go(comment: &str, edit: &Edit) -> bool {
    let Some(path) = comment.strip_prefix(&format!("{}/", edit.nth)) else {
        return false;
    };
    let path = path.trim_start_matches('.');
    let top = edit.path.split('.').next().unwrap_or("");
    let below =
        |from: &str| path.strip_prefix(from).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    match &edit.value {
        // A mapping may go with its last key.
        None => below(top),
        // A value of lines becomes one of another kind.
        Some(_) => below(&edit.path),
    }
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
        prop_assert_eq!(&read(&before), &records, "{}", before);
        prop_assert_eq!(marks(&before), (0..comments.len()).collect::<Vec<_>>());

        // What is so already.
        let mut same = Vec::new();
        for (nth, record) in records.iter().enumerate() {
            let Says::Map(entries) = record else { continue };
            same.extend(entries.iter().filter_map(|(key, value)| Some(Edit::set(nth, key, value.value()?))));
            same.push(Edit::remove(nth, "no_such_key"));
        }
        let unchanged = edit(&before, &same, &order);
        prop_assert_eq!(unchanged.as_ref(), Ok(&before));

        let edits = edits(&records, &mut dice);
        let mut expected = records.clone();
        let can = edits.iter().all(|edit| expected[edit.nth].change(&edit.path, edit.value.as_ref()));
        let after = match edit(&before, &edits, &order) {
            Ok(after) => after,
            Err(refused) => {
                let empty = expected.iter().any(|record| *record == Says::Map(Vec::new()));
                let known = (refused.why == Why::NoMapping && !can) || (refused.why == Why::Empty && empty);
                prop_assert!(known, "{}\n{:?}\n{:?}", before, edits, refused);
                return Ok(());
            }
        };
        prop_assert!(can, "{}\n{:?}\n{}", before, edits, after);
        let sorted = |records: &[Says]| records.iter().map(Says::sorted).collect::<Vec<_>>();
        prop_assert_eq!(sorted(&read(&after)), sorted(&expected), "{}\n{:?}\n{}", before, edits, after);
        let left = marks(&after);
        prop_assert!(left.is_sorted());
        for (mark, path) in comments.iter().enumerate() {
            let goes = edits.iter().any(|edit| may_go(path, edit));
            prop_assert!(goes || left.contains(&mark), "# c{} at {}\n{}\n{:?}\n{}", mark, path, before, edits, after);
        }
        prop_assert_eq!(before.starts_with('\u{feff}'), after.starts_with('\u{feff}'));
        let bare_ends = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
        if before.contains("\r\n") {
            prop_assert_eq!(bare_ends(&after), 0, "{:?}", after);
        }
        // Once more changes nothing.
        prop_assert_eq!(edit(&after, &edits, &order), Ok(after));
    }

    #[test]
    fn no_text_makes_an_edit_panic(text in wild(), value in "[a-z: \\n#]{0,6}", seed in 1_u64..) {
        let mut dice = Dice(seed);
        hurt(&text, &value, &mut dice);
    }
}

fn wild() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("id: a\n"),
        Just("- id: a\n"),
        Just("- "),
        Just("a:"),
        Just("b: "),
        Just("\n"),
        Just("  "),
        Just("\r\n"),
        Just("? "),
        Just(": "),
        Just("&x "),
        Just("*x"),
        Just("!t "),
        Just("|\n"),
        Just(">+2\n"),
        Just("# c"),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(", "),
        Just("'"),
        Just("\""),
        Just("---\n"),
        Just("...\n"),
        Just("~"),
        Just("甲"),
        Just("\t"),
        Just("<<: "),
        Just("%YAML 1.2\n"),
        Just("\u{feff}"),
        Just("\\"),
        Just("\r"),
    ];
    prop_oneof![prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat()), "\\PC{0,40}",]
}

/// Edits whatever keys a text has. What can be done need not be done twice.
fn hurt(text: &str, value: &str, dice: &mut Dice) {
    let tree = parse(text);
    let mut paths = vec!["a".to_owned(), "b".to_owned(), "a.b".to_owned(), "id".to_owned()];
    paths.extend(tree.scalars().map(|node| node.text().to_owned()));
    let values = [
        None,
        Some(Value::from(value)),
        Some(Value::from(vec![value, "x"])),
        Some(map(&[("a", value), ("b", "x")])),
    ];
    for _ in 0..6 {
        let mut one = || Edit { nth: dice.below(3), path: dice.pick(&paths), value: dice.pick(&values) };
        let (one, other) = (one(), one());
        let _ = edit(text, &[one.clone(), other], &order);
        if let Ok(after) = edit(text, std::slice::from_ref(&one), &order) {
            assert_eq!(edit(&after, &[one], &order), Ok(after), "{text:?}");
        }
    }
}

#[test]
fn no_text_of_the_public_suite_makes_an_edit_panic() {
    let suite: serde_json::Value = serde_json::from_str(include_str!("../yaml/suite.json")).unwrap();
    let mut texts = Vec::new();
    let mut todo = vec![&suite];
    while let Some(value) = todo.pop() {
        match value {
            serde_json::Value::String(text) => texts.push(text.as_str()),
            serde_json::Value::Array(items) => todo.extend(items),
            serde_json::Value::Object(map) => todo.extend(map.values()),
            _ => {}
        }
    }
    assert!(texts.len() > 300);
    let mut dice = Dice(7);
    texts.iter().for_each(|text| (0..4).for_each(|_| hurt(text, "新 值", &mut dice)));
}
