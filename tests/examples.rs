//! The examples keep what they promise: the invented city is sound and its forms come out, each file of
//! the commonest mistakes has the one that its name says, and the generator gives the city as it stands.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that reads the examples")]

use chrono::NaiveDate;
use hazards::check::{self, Context, Gate};
use hazards::finding::{Finding, Severity};
use hazards::form::content::Return;
use hazards::record::date;
use hazards::store::{self, Repository};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

fn day(text: &str) -> NaiveDate {
    date::parse(text).unwrap()
}

fn context(repository: &Repository, as_of: NaiveDate) -> Context<'_> {
    let today = day("2024-01-15");
    Context::new(&repository.records, &repository.plan, &repository.catalog, as_of, today)
}

fn findings(name: &str) -> Vec<Finding> {
    let repository = store::open(&example(name)).unwrap();
    check::check(&context(&repository, day("2023-12-31")), &repository.settings)
}

#[test]
fn the_city_is_sound_at_the_end() {
    let findings = findings("qujing");
    let errors: Vec<&Finding> =
        findings.iter().filter(|finding| finding.severity == Severity::Error && !finding.waived).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(findings.iter().any(|finding| finding.waived), "a waiver is among its turns");
}

#[test]
fn every_form_of_the_city_comes_out() {
    let repository = store::open(&example("qujing")).unwrap();
    let plan = &repository.plan;
    for month in plan.months() {
        let cutoff = plan.due(month);
        let context = context(&repository, cutoff);
        for (unit, _) in plan.units() {
            let gate = Gate::new(&context, unit, Some(cutoff), check::references(&context));
            assert!(gate.findings.is_empty() && gate.left_out == 0);
            Return::new(&context, unit, month, cutoff, 0).unwrap();
        }
    }
}

#[test]
fn each_broken_file_has_the_mistake_of_its_name() {
    let mut of_file: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for finding in findings("broken") {
        of_file.entry(finding.path).or_default().push(finding.rule);
    }
    let named = |path: &str| path.rsplit('/').next().unwrap().split('-').next().unwrap().to_owned();
    for (path, rules) in &of_file {
        assert!(rules.iter().all(|rule| *rule == named(path)), "{path}: {rules:?}");
    }
    let promised = files(&example("broken")).into_keys();
    for path in promised.filter(|path| path.ends_with(".yaml") && named(path).len() == 4) {
        assert!(of_file.contains_key(&path), "{path} has no finding");
    }
}

/// The files below a folder with their bytes, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(below).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with(hazards::store::lock::LOCK_FILE) {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_generator_gives_the_city_as_it_stands() {
    let generator = Path::new(env!("CARGO_BIN_EXE_hazards")).parent().unwrap().join("examples");
    let generator = generator.join(format!("generate{}", std::env::consts::EXE_SUFFIX));
    let made = tempfile::tempdir().unwrap();
    let ran = Command::new(generator).arg("city").arg(made.path()).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let mut standing = files(&example("qujing"));
    standing.remove("README.md");
    assert!(files(made.path()) == standing, "run: cargo run --example generate -- city examples/qujing");
}
