//! Any records in any spelling, changed on two sides: what only one side has changed is so afterwards, no record and
//! no new comment is lost, both sides are treated alike; in a conflict both versions stand there. No bytes make it
//! panic.

use super::spelling::{Dice, Says, file};
use super::{how, merged};
use hazards::store::edit::{Edit, edit};
use hazards::store::merge::{Merged, merge};
use hazards::store::yaml::{Kind, parse};
use proptest::prelude::*;
use std::collections::BTreeMap;

const PATH: &str = "qilin/hazards/2023.yaml";
const WORDS: [&str; 12] =
    ["甲", "2023-07-01", "1", "a: b", "it's", "null", "- x", "一\n二", "x #y", "a, b", "一\n\n二\n", "丁"];
const KEYS: [&str; 7] =
    ["description", "found_on", "source", "note", "attachments", "rectification", "unknown"];
const BELOW: [&str; 3] = ["responsible", "due_on", "measures"];

fn text(dice: &mut Dice) -> Says {
    Says::Text(dice.pick(&WORDS).to_owned())
}

fn value(key: &str, dice: &mut Dice) -> Says {
    match key {
        "attachments" => {
            let words: Vec<_> = WORDS.iter().filter(|_| dice.one_in(4)).collect();
            Says::List(words.iter().map(|word| Says::Text((**word).to_owned())).collect())
        }
        "rectification" => {
            let keys: Vec<_> = BELOW.iter().filter(|_| dice.one_in(2)).collect();
            match keys.is_empty() {
                true => Says::Nothing,
                false => Says::Map(keys.iter().map(|key| ((**key).to_owned(), text(dice))).collect()),
            }
        }
        _ => text(dice),
    }
}

fn record(id: &str, dice: &mut Dice) -> Says {
    let mut entries = vec![("id".to_owned(), Says::Text(id.to_owned()))];
    for key in KEYS {
        if dice.one_in(2) {
            entries.push((key.to_owned(), value(key, dice)));
        }
    }
    Says::Map(entries)
}

type Said = BTreeMap<String, Says>;

/// What a text says, record by record, in one order of keys and without what says nothing.
fn read(text: &str) -> Option<BTreeMap<String, Said>> {
    fn sound(says: Says) -> Says {
        match says.sorted() {
            Says::Map(entries) => {
                let entries = entries.into_iter().map(|(key, value)| (key, sound(value)));
                let entries: Vec<_> = entries.filter(|(_, value)| *value != Says::Nothing).collect();
                if entries.is_empty() { Says::Nothing } else { Says::Map(entries) }
            }
            says => says,
        }
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tree = parse(text);
    if !tree.faults().is_empty() {
        return None;
    }
    let mut all = BTreeMap::new();
    for root in tree.documents().filter_map(|document| document.root) {
        let alone = (root.kind() == Kind::Mapping).then_some(root);
        for node in alone.into_iter().chain(root.items()) {
            let Says::Map(entries) = sound(Says::of(node)) else { return None };
            let said: Said = entries.into_iter().collect();
            let Some(Says::Text(id)) = said.get("id").cloned() else { return None };
            assert!(all.insert(id.clone(), said).is_none(), "{id} twice:\n{text}");
        }
    }
    Some(all)
}

/// What somebody makes of a file: fields changed, records added and removed, comments.
fn changed(base: &str, count: usize, name: &str, dice: &mut Dice) -> String {
    let mut text = base.to_owned();
    for _ in 0..dice.below(4) {
        let nth = dice.below(count);
        let key = dice.pick(&KEYS);
        let one = match key {
            "rectification" if dice.one_in(2) => {
                let path = format!("{key}.{}", dice.pick(&BELOW));
                Edit { nth, path, value: (!dice.one_in(3)).then(|| text_value(dice)) }
            }
            key => Edit {
                nth,
                path: key.to_owned(),
                value: if dice.one_in(5) { None } else { value(key, dice).value() },
            },
        };
        if let Ok(after) = edit(&text, &[one], &|_| KEYS.to_vec()) {
            text = after;
        }
    }
    if text.trim_start_matches('\u{feff}').lines().any(|line| line.starts_with("- ")) {
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let starts: Vec<usize> = (1..lines.len()).filter(|at| lines[*at].starts_with("- ")).collect();
        if dice.one_in(3) && !starts.is_empty() {
            let at = dice.pick(&starts);
            match dice.below(3) {
                0 => lines.insert(at, format!("# {name}{end}")),
                // A record of one line and all that follows up to the next.
                1 => lines.insert(at, format!("- {{id: {name}, note: {name}}}{end}")),
                _ => {
                    let stop = starts.iter().copied().find(|start| *start > at).unwrap_or(lines.len());
                    drop(lines.drain(at..stop));
                }
            }
        }
        text = lines.concat();
        if dice.one_in(3) && !text.contains("|+") {
            let id = if dice.one_in(2) { "both".to_owned() } else { format!("{name}-1") };
            if !text.ends_with('\n') {
                text.push_str(end);
            }
            text.push_str(&format!(
                "# {name} {id}{end}- id: {id}{end}  note: {}{end}",
                dice.pick(&["甲", "乙"])
            ));
        }
    }
    text
}

fn text_value(dice: &mut Dice) -> hazards::record::draft::Value {
    text(dice).value().unwrap()
}

fn as_set(value: Option<&Says>) -> Option<Says> {
    match value {
        Some(Says::List(items)) => {
            let mut items = items.clone();
            items.sort_by_key(|item| format!("{item:?}"));
            Some(Says::List(items))
        }
        value => value.cloned(),
    }
}

/// The text with one version of every conflict.
fn solved(text: &str, ours: bool) -> String {
    let mut out = String::new();
    let mut inside = None;
    for line in text.trim_start_matches('\u{feff}').split_inclusive('\n') {
        match line.trim_end() {
            "<<<<<<< ours" => inside = Some(true),
            "=======" if inside.is_some() => inside = Some(false),
            ">>>>>>> theirs" => inside = None,
            _ if inside.is_none_or(|side| side == ours) => out.push_str(line),
            _ => {}
        }
    }
    out
}

/// Checks a field of a clean merge.
fn check(base: Option<&Says>, ours: Option<&Says>, theirs: Option<&Says>, found: Option<&Says>) {
    if ours == theirs || theirs == base {
        assert_eq!(found, ours);
    } else if ours == base {
        assert_eq!(found, theirs);
    } else {
        let get = |says: Option<&Says>, key: &str| match says {
            Some(Says::Map(entries)) => {
                entries.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
            }
            _ => None,
        };
        match (ours, theirs) {
            (Some(Says::Map(_)), Some(Says::Map(_))) => {
                for key in BELOW {
                    let [base, ours, theirs, found] = [base, ours, theirs, found].map(|says| get(says, key));
                    check(base.as_ref(), ours.as_ref(), theirs.as_ref(), found.as_ref());
                }
            }
            (Some(Says::List(one)), Some(Says::List(other))) => {
                let Some(Says::List(found)) = found else { panic!("{found:?}") };
                assert!(one.iter().chain(other).all(|item| found.contains(item)));
            }
            _ => panic!("merged: {base:?} {ours:?} {theirs:?} {found:?}"),
        }
    }
}

fn clean(base: &str, ours: &str, theirs: &str, found: &Merged) {
    let text = std::str::from_utf8(&found.bytes).unwrap();
    let [b, o, t, m] = [base, ours, theirs, text].map(|text| read(text).unwrap());
    let none = Said::new();
    for id in b.keys().chain(o.keys()).chain(t.keys()) {
        let [old, mine, other, now] = [&b, &o, &t, &m].map(|all| all.get(id));
        match (old, mine, other) {
            (_, Some(mine), Some(other)) => {
                let old = old.unwrap_or(&none);
                let now = now.unwrap_or_else(|| panic!("{id} is lost"));
                for key in mine.keys().chain(other.keys()).chain(old.keys()) {
                    check(old.get(key), mine.get(key), other.get(key), now.get(key));
                }
            }
            (None, only, None) | (None, None, only) => assert_eq!(now, only, "{id}"),
            (Some(old), Some(kept), None) | (Some(old), None, Some(kept)) => {
                assert_eq!(old, kept, "removed though changed: {id}");
                assert_eq!(now, None, "{id}");
            }
            (Some(_), None, None) => assert_eq!(now, None, "{id}"),
        }
    }
    assert!(m.keys().all(|id| o.contains_key(id) || t.contains_key(id)));
    for side in [ours, theirs] {
        let words = ["# ours", "# theirs"];
        let lost = side.lines().filter(|line| words.iter().any(|word| line.starts_with(word)));
        lost.for_each(|line| assert!(text.contains(line.trim_end()), "{line} is lost:\n{text}"));
    }
}

fn in_conflict(base: &str, ours: &str, theirs: &str, found: &Merged) {
    let text = std::str::from_utf8(&found.bytes).unwrap();
    assert!(read(text).is_none() || text.contains("<<<<<<<"), "{text}");
    let b = read(base).unwrap();
    for (is_ours, side) in [(true, ours), (false, theirs)] {
        let one = solved(text, is_ours);
        let now = read(&one).unwrap_or_else(|| panic!("{one}"));
        for (id, record) in read(side).unwrap() {
            let old = b.get(&id);
            if old == Some(&record) {
                continue;
            }
            let now = now.get(&id).unwrap_or_else(|| panic!("{id} is lost:\n{text}"));
            for (key, value) in record {
                let is_new = old.and_then(|old| old.get(&key)) != Some(&value);
                let whole = !matches!(value, Says::Map(_) | Says::List(_));
                assert!(!is_new || !whole || now.get(&key) == Some(&value), "{id} {key}:\n{text}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_200) })]

    #[test]
    fn any_records_changed_on_two_sides(seed in 1_u64..) {
        let mut dice = Dice(seed);
        (0..8).for_each(|_| _ = dice.below(2));
        let count = 1 + dice.below(4);
        let records: Vec<Says> = (0..count).map(|at| record(&format!("r{at}"), &mut dice)).collect();
        let (base, _) = file(&records, &mut dice);
        let ours = changed(&base, count, "ours", &mut dice);
        let theirs = changed(&base, count, "theirs", &mut dice);
        prop_assume!(read(&base).is_some() && read(&ours).is_some() && read(&theirs).is_some());

        for side in [&ours, &theirs] {
            for found in [merged(PATH, &base, side, &base), merged(PATH, &base, &base, side), merged(PATH, &base, side, side)] {
                prop_assert!(found.conflicts.is_empty());
                prop_assert_eq!(std::str::from_utf8(&found.bytes).unwrap(), side.as_str());
            }
        }
        let (found, turned) = (merged(PATH, &base, &ours, &theirs), merged(PATH, &base, &theirs, &ours));
        prop_assert_eq!(found.conflicts.is_empty(), turned.conflicts.is_empty(), "{}\n---\n{}\n---\n{}", base, ours, theirs);
        if found.conflicts.is_empty() {
            clean(&base, &ours, &theirs, &found);
            let said = |merged: &Merged| {
                let all = read(std::str::from_utf8(&merged.bytes).unwrap()).unwrap();
                all.into_iter().map(|(id, said)| {
                    (id, said.keys().map(|key| (key.clone(), as_set(said.get(key)))).collect::<Vec<_>>())
                }).collect::<Vec<_>>()
            };
            prop_assert_eq!(said(&found), said(&turned));
        } else {
            in_conflict(&base, &ours, &theirs, &found);
        }
        prop_assert_eq!(&merged(PATH, &base, &ours, &theirs), &found);
    }

    #[test]
    fn no_bytes_make_it_panic(pieces in proptest::collection::vec(proptest::collection::vec(0_usize..30, 0..12), 3)) {
        const PIECES: [&[u8]; 30] = [
            b"id: a\n", b"- id: a\n", b"- ", b"id:", b"  b: 1\n", b"\n", b"  ", b"\r\n", b"? ", b": ", b"&x ", b"*x",
            b"!t ", b"|\n", b">+2\n", b"# c\n", b"{", b"}", b"[", b"]", b", ", b"'", b"---\n", b"...\n", b"\xff", b"\0",
            b"\xef\xbb\xbf", b"- id: b\n  note: x\n", b"<<<<<<< ours\n", b"\r",
        ];
        let texts: Vec<Vec<u8>> = pieces.iter().map(|at| at.iter().flat_map(|at| PIECES[*at].iter().copied()).collect()).collect();
        for path in [PATH, "qilin/selfchecks/x.yaml", "x.yaml", ""] {
            let found = merge(&texts[0], &texts[1], &texts[2], &how(path));
            if found.conflicts.is_empty() && texts[1] != texts[2] && texts[0] != texts[1] && texts[0] != texts[2] {
                // What both sides have as the same line is still there.
                prop_assert!(!found.bytes.is_empty() || texts[1].len() + texts[2].len() < 4 * texts[0].len() + 16);
            }
        }
    }
}

#[test]
fn ten_thousand_records_take_a_moment() {
    let list = |text: &str, step: usize, more: &str| {
        let one = |at: usize| {
            let word = if at.is_multiple_of(step) { text } else { "甲" };
            format!("- id: h-{at}\n  note: {word}\n  rectification: {{due_on: 2023-08-03}}\n")
        };
        (0..10_000).map(one).collect::<String>() + more
    };
    let base = list("甲", 1, "");
    let ours = list("乙", 2, "- id: n-1\n  note: 丙\n");
    let theirs = list("甲", 1, "- id: n-2\n  note: 丁\n").replace("2023-08-03", "2023-09-03");
    let begun = std::time::Instant::now();
    let found = merged(PATH, &base, &ours, &theirs);
    assert!(found.conflicts.is_empty());
    assert_eq!(String::from_utf8(found.bytes).unwrap().matches("2023-09-03").count(), 10_000);
    // Two long lines of nothing in common, and very many that have changed their places.
    let lines = |turned: bool| {
        let all: Vec<String> =
            (0..60_000).map(|at| format!("x{}: [\n", if turned { 60_000 - at } else { at })).collect();
        all.concat()
    };
    let found = merged(PATH, "", &lines(false), &lines(true));
    assert_eq!(found.conflicts.len(), 1);
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}
