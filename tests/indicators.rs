//! Small cases for every figure, with numbers worked out by hand: `tests/indicators/*.md`, read as they are
//! told in the README beside them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "cases are files, and are laid out in a folder of their own")]

use chrono::NaiveDate;
use hazards::check::{Context, references};
use hazards::figure::{Key, Value};
use hazards::form::content::Return;
use hazards::record::{Month, date};
use hazards::store;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A named case.
struct Case {
    name: String,
    /// Paths and texts of the record files.
    files: BTreeMap<String, String>,
    expected: Vec<Expected>,
}

/// One line of expected numbers.
struct Expected {
    line: String,
    month: Month,
    cutoff: Option<NaiveDate>,
    unit: String,
    figures: Vec<(Key, String)>,
}

fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/indicators");
    let mut texts: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    texts.sort();
    texts
}

/// The files of a piece of Markdown: code blocks that name a path.
fn files(text: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => files.extend(open.take()),
            (Some((_, text)), None) => text.extend([line, "\n"]),
            (None, Some(mark)) => open = Some((mark.split_once(' ').unwrap().1.to_owned(), String::new())),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a code block is not closed");
    files
}

/// `- 2023-06（截至2023-06-30）qilin：A1=2 A2=1`
fn expected(line: &str) -> Option<Expected> {
    let (head, figures) = line.strip_prefix("- ")?.split_once('：')?;
    let (month, unit) = head.split_at_checked(7)?;
    let (cutoff, unit) = match unit.strip_prefix("（截至") {
        Some(rest) => rest.split_once('）').map(|(day, unit)| (Some(date::parse(day).unwrap()), unit))?,
        None => (None, unit),
    };
    let figure = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap();
        (Key::parse(key).unwrap(), value.to_owned())
    };
    Some(Expected {
        line: line.to_owned(),
        month: Month::parse(month)?,
        cutoff,
        unit: unit.trim().to_owned(),
        figures: figures.split_whitespace().map(figure).collect(),
    })
}

fn cases() -> Vec<Case> {
    let texts = texts();
    let common = texts.iter().find(|(name, _)| name == "README.md").map(|(_, text)| files(text)).unwrap();
    let mut cases = Vec::new();
    for (_, text) in texts.iter().filter(|(name, _)| name != "README.md") {
        for part in text.replace("\r\n", "\n").split("\n## ").skip(1) {
            let (name, body) = part.split_once('\n').unwrap();
            let mut files = files(body);
            files.extend(common.clone());
            let listed = body.lines().filter(|line| line.starts_with("- 2"));
            let expected =
                listed.map(|line| expected(line).unwrap_or_else(|| panic!("{name}: {line}"))).collect();
            cases.push(Case { name: name.to_owned(), files, expected });
        }
    }
    cases
}

/// What a case comes to, where it is not what was expected.
fn differences(case: &Case) -> Vec<String> {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("hazards.toml"), "format = 1\nplan = \"qujing-2023\"\n").unwrap();
    for (path, text) in &case.files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let repository = store::open(root.path()).unwrap();
    let (plan, records) = (&repository.plan, &repository.records);
    let context = Context::new(records, plan, &repository.catalog, plan.end, plan.end);
    let spoilt = records.findings.iter().cloned().chain(references(&context));
    let mut differences: Vec<String> =
        spoilt.map(|finding| format!("{}: {}: {}", case.name, finding.path, finding.message.en)).collect();
    for Expected { line, month, cutoff, unit, figures } in &case.expected {
        let unit = plan.find_unit(unit).unwrap();
        let content = Return::new(&context, unit, *month, cutoff.unwrap_or(plan.due(*month)), 0).unwrap();
        for (key, value) in figures {
            let counted = content.figures[*key].to_string();
            if counted != *value {
                differences.push(format!("{}\n    {line}\n    {key} is counted as {counted}", case.name));
            }
        }
    }
    differences
}

#[test]
fn every_case_comes_to_its_numbers() {
    let differences: Vec<String> = cases().iter().flat_map(differences).collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn every_figure_has_a_case_of_its_name() {
    let cases = cases();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
    for key in Key::ALL {
        let nothing = Value::zero(key.sort()).to_string();
        let of_it = cases.iter().filter(|case| case.name.split(' ').any(|word| word == key.name()));
        let mut counted = of_it.flat_map(|case| &case.expected).flat_map(|expected| &expected.figures);
        assert!(
            counted.any(|(other, value)| other == key && *value != nothing),
            "{key} has no case where it counts something"
        );
    }
}
