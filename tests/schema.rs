//! The JSON Schemas against the readers: what a reader accepts, an editor with the schema accepts; what
//! it refuses, the editor refuses, but for what an editor cannot see. And each key that a reader knows
//! stands in the table of its kind.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test: it reads fixtures and source"
)]

#[allow(dead_code, reason = "shared with other tests, which use all of it")]
#[path = "support/base.rs"]
mod base;
#[path = "schema/editor.rs"]
mod editor;
#[path = "schema/mutate.rs"]
mod mutate;
#[path = "schema/tables.rs"]
mod tables;

use editor::Seen;
use hazards::catalog::Catalog;
use hazards::config::ConfigError;
use hazards::plan::Plan;
use hazards::record::Kind;
use hazards::schema::Subject;
use hazards::schema::field::{Field, Shape};
use hazards::settings::Settings;
use hazards::store;
use hazards::store::yaml::{self, Node};
use jsonschema::Validator;
use mutate::{Raw, Style};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn validator(subject: Subject, catalog: &Catalog) -> Validator {
    jsonschema::draft7::new(&subject.schema(catalog)).unwrap()
}

#[test]
fn schemas_are_draft_7() {
    for subject in Subject::all() {
        let schema = subject.schema(&Catalog::built_in());
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{}", subject.name());
        assert_eq!(Subject::of_name(subject.name()), Some(subject));
    }
}

/// The YAML extension of Visual Studio Code takes the key `29` for a number and then finds it by pattern
/// only, not among the properties.
#[test]
fn item_numbers_are_found_by_pattern() {
    let schema = Subject::Records(Kind::Selfcheck).schema(&Catalog::built_in());
    let items = &schema["definitions"]["record"]["properties"]["items"];
    let mut by_pattern = items.clone();
    by_pattern.as_object_mut().unwrap().remove("properties");
    by_pattern["patternProperties"] = items["patternProperties"]
        .as_object()
        .unwrap()
        .keys()
        .map(|pattern| (pattern.clone(), Value::Bool(true)))
        .collect();
    let validator = jsonschema::draft7::new(&by_pattern).unwrap();
    for (number, known) in
        [("1", true), ("29", true), ("029", true), ("0", false), ("30", false), ("129", false)]
    {
        assert_eq!(validator.is_valid(&serde_json::json!({number: {}})), known, "{number}");
    }
}

/// Whether a document is refused only because its clause is not in the catalogue: R003, no fault of form.
fn has_unknown_clause(value: &Value, catalog: &Catalog) -> bool {
    let records = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let clauses = records.iter().filter_map(|record| record.get("clause"));
    clauses
        .into_iter()
        .any(|clause| clause.as_str().is_none_or(|code| catalog.standard.clause(code).is_none()))
}

/// Whether an id is a number with a fraction: `1e-3` is an id and `1.5` is none, but both are seen as numbers.
fn has_fraction_for_id(value: &Value) -> bool {
    let records = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let ids = records.iter().flat_map(|record| {
        ["id", "enterprise", "hazard", "inspection", "corrects"]
            .map(|key| record.get(key).and_then(Value::as_f64))
    });
    let lists = records.iter().flat_map(|record| {
        let sealed = record.get("sealed");
        ["units", "by_filings"].map(|key| sealed.and_then(|sealed| sealed.get(key)).and_then(Value::as_array))
    });
    let listed = lists.flatten().flatten().filter_map(Value::as_f64);
    ids.flatten().chain(listed).any(|number| number.fract() != 0.0)
}

/// Whether reader and schema agree on a file; else what to say of it.
fn disagreement(
    refused: bool,
    documents: &[Seen],
    validator: &Validator,
    catalog: &Catalog,
) -> Option<String> {
    let wrong = documents.iter().find_map(|seen| {
        let error = validator.iter_errors(&seen.value).next()?;
        Some((seen, format!("{} at {}", error, error.instance_path())))
    });
    match (refused, wrong) {
        (false, Some((seen, _))) if seen.strict || has_unknown_clause(&seen.value, catalog) => None,
        (false, Some((_, why))) => Some(format!("the reader accepts it, the schema does not: {why}")),
        (true, None) if documents.iter().any(|seen| seen.blurred || has_fraction_for_id(&seen.value)) => None,
        (true, None) => Some("the reader refuses it, the schema does not".to_owned()),
        _ => None,
    }
}

/// The record files of the repository at a folder on which reader and schema differ, and how many there are.
fn disagreements(folder: &Path) -> (Vec<String>, usize) {
    let repository = store::open(folder).unwrap();
    let catalog = &repository.catalog;
    let mut findings: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for finding in &repository.records.findings {
        findings.entry(&finding.path).or_default().insert(finding.rule);
    }
    let validators: BTreeMap<Kind, Validator> =
        Kind::ALL.into_iter().map(|kind| (kind, validator(Subject::Records(kind), catalog))).collect();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for file in &repository.records.files {
        let (Some(kind), Ok(text)) = (file.kind, fs::read_to_string(folder.join(&file.path))) else {
            continue;
        };
        let rules = findings.get(file.path.as_str()).cloned().unwrap_or_default();
        // What is no readable YAML, or has control characters, no schema is asked about; a key that is
        // there twice it cannot see.
        if rules.iter().any(|rule| ["F001", "F002", "F006", "F008", "F009", "F010"].contains(rule)) {
            continue;
        }
        let Some(documents) = editor::see(&text) else { continue };
        count += 1;
        let refused = rules.iter().any(|rule| ["F003", "F004", "F005"].contains(rule));
        if let Some(why) = disagreement(refused, &documents, &validators[&kind], catalog) {
            wrong.push(format!("{} {}: {why}", file.path, text.lines().next().unwrap_or_default()));
        }
    }
    (wrong, count)
}

#[test]
fn fixtures_and_examples() {
    for folder in ["tests/base", "examples/qujing", "examples/broken"] {
        let (wrong, count) = disagreements(&root().join(folder));
        assert!(wrong.is_empty() && count > 10, "{folder}, {count} files:\n{}", wrong.join("\n"));
    }
    for rule in fs::read_dir(root().join("tests/rules")).unwrap() {
        for case in fs::read_dir(rule.unwrap().path()).unwrap() {
            let case = case.unwrap().path();
            if case.is_dir() {
                let laid = base::with(&[]);
                base::copy(&case, laid.path());
                let (wrong, _) = disagreements(laid.path());
                assert!(wrong.is_empty(), "{}:\n{}", case.display(), wrong.join("\n"));
            }
        }
    }
}

/// A node as raw words, so that it can be written again as it was.
fn raw(node: Node<'_, '_>) -> Raw {
    let word = |node: Node<'_, '_>| match node.kind() {
        yaml::Kind::Plain => node.text().to_owned(),
        _ => format!("\"{}\"", node.text()),
    };
    match node.kind() {
        yaml::Kind::Sequence => Raw::List(node.items().map(raw).collect()),
        yaml::Kind::Mapping => Raw::Map(node.entries().map(|(key, value)| (word(key), raw(value))).collect()),
        _ => Raw::Word(word(node)),
    }
}

/// The seeds: a sound record and its kind.
fn seeds() -> Vec<(Subject, Raw)> {
    let text = fs::read_to_string(root().join("tests/schema/seeds.yaml")).unwrap().replace("\r\n", "\n");
    let tree = yaml::parse(&text);
    let list = tree.documents().next().unwrap().root.unwrap();
    let seeds = list.items().map(|item| {
        let Raw::Map(mut pairs) = raw(item) else { panic!("a seed is a record") };
        let (_, Raw::Word(kind)) = pairs.remove(0) else { panic!("the first key names the kind") };
        (Subject::of_name(&kind).unwrap(), Raw::Map(pairs))
    });
    seeds.collect()
}

/// All keys of a table and of the mappings in it; those of figures and items are data.
fn keys(fields: &'static [Field]) -> BTreeSet<&'static str> {
    let below = |shape: &'static Shape| match shape {
        Shape::Mapping(table) | Shape::Items(table) | Shape::List(Shape::Mapping(table), _) => {
            keys(table.fields)
        }
        _ => BTreeSet::new(),
    };
    fields.iter().flat_map(|field| below(&field.shape).into_iter().chain([field.key])).collect()
}

fn all_keys() -> Vec<&'static str> {
    let tables = Subject::all().filter(|subject| matches!(subject, Subject::Records(_)));
    let keys: BTreeSet<_> = tables
        .flat_map(|subject| keys(subject.table().fields).into_iter().chain(keys(subject.extras())))
        .collect();
    keys.into_iter().collect()
}

/// Reads record files in a repository of nothing else; gives those on which reader and schema differ.
fn compare(files: &[(Subject, String)]) -> (Vec<String>, usize) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["hazards.toml", "plan.toml"] {
        fs::copy(base::folder().join(name), folder.path().join(name)).unwrap();
    }
    for kind in Kind::ALL {
        fs::create_dir_all(folder.path().join("jia").join(kind.folder())).unwrap();
    }
    for (number, (subject, text)) in files.iter().enumerate() {
        let Subject::Records(kind) = subject else { panic!("a record") };
        let path = format!("jia/{}/{number}.yaml", kind.folder());
        fs::write(folder.path().join(path), text).unwrap();
    }
    disagreements(folder.path())
}

#[test]
fn every_slip_of_the_hand() {
    let keys = all_keys();
    let mut files = Vec::new();
    for (subject, seed) in seeds() {
        files.push((subject, seed.file(Style::Yaml)));
        let mistakes = seed.mistakes(mutate::YAML, &keys);
        files.extend(mistakes.into_iter().map(|wrong| (subject, wrong.file(Style::Yaml))));
    }
    let (wrong, count) = compare(&files);
    assert!(count > 8_000, "only {count} files");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

#[test]
fn seeds_are_sound_and_have_every_key() {
    let mut met: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let catalog = Catalog::built_in();
    for (subject, seed) in seeds() {
        let text = seed.file(Style::Yaml);
        let seen = editor::see(&text).unwrap().remove(0).value;
        let errors: Vec<_> =
            validator(subject, &catalog).iter_errors(&seen).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{text}{errors:?}");
        let words = text.split(['{', '}', ',', '[', ']']).filter_map(|part| part.split_once(':'));
        met.entry(subject.name()).or_default().extend(words.map(|(key, _)| key.trim().to_owned()));
    }
    for subject in Subject::all().filter(|subject| matches!(subject, Subject::Records(_))) {
        for key in keys(subject.table().fields) {
            let there = met[subject.name()].contains(key);
            assert!(there, "add `{key}` to a record of {} in tests/schema/seeds.yaml", subject.name());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// Two mistakes at once.
    #[test]
    fn two_slips_of_the_hand(picks in prop::collection::vec((0..1_000_usize, any::<u32>(), any::<u32>()), 60)) {
        let (seeds, keys) = (seeds(), all_keys());
        let pick = |made: Vec<Raw>, at: u32| { let count = made.len(); made.into_iter().nth(at as usize % count).unwrap() };
        let files: Vec<_> = picks.into_iter().map(|(seed, first, second)| {
            let (subject, seed) = &seeds[seed % seeds.len()];
            let once = pick(seed.mistakes(mutate::YAML, &keys), first);
            (*subject, pick(once.mistakes(mutate::YAML, &keys), second).file(Style::Yaml))
        }).collect();
        let (wrong, _) = compare(&files);
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// A TOML value as raw words.
fn raw_toml(value: &toml::Value) -> Raw {
    match value {
        toml::Value::Array(items) => Raw::List(items.iter().map(raw_toml).collect()),
        toml::Value::Table(table) => {
            Raw::Map(table.iter().map(|(key, value)| (format!("\"{key}\""), raw_toml(value))).collect())
        }
        word => Raw::Word(word.to_string()),
    }
}

/// What a reader of a plan refuses that no schema can see: order, uniqueness, the tree.
const BEYOND: [&str; 6] =
    ["is before", "twice", "circle", "no `parent`", "levels deep", "unknown parent unit"];

/// Whether a day without quotes stands where a mistake is: an editor sees it as text.
fn is_day(text: &str, error: &ConfigError) -> bool {
    let line = text.lines().nth(error.line - 1).unwrap_or_default();
    let word: String = line.chars().skip(error.column - 1).take_while(|c| !",]}".contains(*c)).collect();
    word.parse::<toml::value::Datetime>().is_ok()
}

fn compare_toml(subject: Subject, text: &str) -> Vec<String> {
    let validator = validator(subject, &Catalog::built_in());
    let read = |text: &str| match subject {
        Subject::Settings => Settings::read(text, None).err(),
        _ => Plan::read("plan.toml", text).err(),
    };
    assert!(read(text).is_none(), "{:?}", read(text));
    let seed = raw_toml(&toml::Value::Table(text.parse().unwrap()));
    let files =
        seed.mistakes(mutate::TOML, &["\"format\"", "\"quota\"", "\"工作总结\"", "\"调度表\"", "\"P002\""]);
    let mut wrong = Vec::new();
    for text in files.iter().filter(|file| matches!(file, Raw::Map(_))).map(|file| file.file(Style::Toml)) {
        let errors = read(&text);
        let value = editor::see_toml(&text).unwrap();
        let said =
            validator.iter_errors(&value).next().map(|error| format!("{error} at {}", error.instance_path()));
        let unseen = |errors: &[ConfigError]| {
            let beyond = |error: &ConfigError| BEYOND.iter().any(|part| error.message.en.contains(part));
            errors.iter().all(|error| beyond(error) || is_day(&text, error))
        };
        match (errors, said) {
            (None, Some(why)) => wrong.push(format!("only the schema refuses: {why}\n{text}")),
            (Some(errors), None) if !unseen(&errors) => {
                wrong.push(format!("only the reader refuses: {errors:?}"))
            }
            _ => {}
        }
    }
    assert!(files.len() > 500, "only {} files", files.len());
    wrong
}

#[test]
fn settings_and_plans() {
    let settings = "format = 1\nplan = \"qujing-2023\"\nfiller = {name = \"\", phone = \"0874-0000000\"}\n\
        rules = {P006 = \"info\", V007 = \"off\"}\n\
        waivers = [{rule = \"P001\", unit = \"malong\", reason = \"批复\", until = 2023-12-31}]\n";
    let wrong = compare_toml(Subject::Settings, settings);
    assert!(wrong.is_empty(), "{}", wrong[..wrong.len().min(20)].join("\n"));
    let plan = fs::read_to_string(base::folder().join("plan.toml")).unwrap();
    let wrong = compare_toml(Subject::Plan, &plan);
    assert!(wrong.is_empty(), "{}", wrong[..wrong.len().min(20)].join("\n"));
    for folder in ["tests/base", "examples/qujing", "examples/broken"] {
        let text = fs::read_to_string(root().join(folder).join("hazards.toml")).unwrap();
        assert!(
            validator(Subject::Settings, &Catalog::built_in()).is_valid(&editor::see_toml(&text).unwrap())
        );
    }
}
