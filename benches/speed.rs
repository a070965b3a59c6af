//! How fast `check` and `report` are: each as a ratio to reading the same bytes without parsing, and for
//! list files to the events of the YAML parser alone, all in one run.
//!
//!     cargo bench --bench speed                       100,000 records
//!     cargo bench --bench speed -- --records 1000000
//!
//! How it is measured: [`measure`].

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a program of its own that measures the rest"
)]

#[path = "speed/floor.rs"]
mod floor;
#[path = "speed/measure.rs"]
mod measure;

use hazards::check::{self, Context, Gate, Listing};
use hazards::form::content::Return;
use hazards::record::Month;
use hazards::store;
use measure::{Asked, Measured, ROUNDS, answer, asked, generate, probe};
use std::path::Path;
use std::time::Instant;

/// What is measured, by name; the first is what the others are compared with.
const FILES: [(&str, &str); 4] = [
    ("floor", "walk and read, no parsing"),
    ("store", "read into records"),
    ("check", "check"),
    ("report", "report of the whole city"),
];
const LISTS: [(&str, &str); 4] = [
    ("events", "events of the YAML parser alone"),
    ("floor", "walk and read, no parsing"),
    ("check", "check"),
    ("report", "report of the whole city"),
];

fn main() {
    let records = match asked() {
        Asked::Probe(name, on) => return run_probe(&name, Path::new(&on[0])),
        Asked::Records(records) => records,
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!("{records} records, {} threads, median of {ROUNDS}\n", rayon::current_num_threads());
    println!("| shape | what | time | ratio | peak memory |\n| --- | --- | ---: | ---: | ---: |");
    for (shape, ways) in [("files", FILES), ("lists", LISTS)] {
        let dir = folder.path().join(shape);
        generate(&dir, records, shape);
        compare(shape, &ways, &dir);
    }
}

fn compare(shape: &str, ways: &[(&str, &str)], dir: &Path) {
    let mut measured: Vec<Measured> = ways.iter().map(|_| Measured::default()).collect();
    for round in 0..=ROUNDS {
        for ((name, _), measured) in ways.iter().zip(&mut measured) {
            let came_to = probe(name, &[dir.as_os_str()]);
            if round > 0 {
                measured.add(came_to);
            }
        }
    }
    for ((_, what), way) in ways.iter().zip(&measured) {
        way.tell(shape, what, &measured[0]);
    }
}

fn run_probe(name: &str, dir: &Path) {
    let start = Instant::now();
    let done = match name {
        "floor" => floor::read(dir),
        "events" => floor::events(dir),
        "store" => open(dir).records.met,
        "check" => check_all(dir),
        "report" => report(dir),
        _ => panic!("no such probe: {name}"),
    };
    let time = start.elapsed();
    assert!(done > 0, "{name} did nothing");
    answer(time);
}

/// The repository, never freed: like the program, which ends with it.
fn open(dir: &Path) -> &'static store::Repository {
    Box::leak(Box::new(store::open(dir).unwrap()))
}

fn check_all(dir: &Path) -> usize {
    let repository = open(dir);
    let day = repository.plan.end;
    let context = Context::new(&repository.records, &repository.plan, &repository.catalog, day, day);
    let mut findings = check::check(&context, &repository.settings);
    repository.locate(&mut findings);
    let listing = Listing::new(findings, &repository.records);
    repository.records.met + listing.findings.len()
}

fn report(dir: &Path) -> usize {
    let repository = open(dir);
    let plan = &repository.plan;
    let month = Month::parse("2023-12").unwrap();
    let cutoff = plan.due(month);
    let context = Context::new(&repository.records, plan, &repository.catalog, cutoff, cutoff);
    let gate = Gate::new(&context, plan.root(), Some(cutoff), check::references(&context));
    let content = Return::new(&context, plan.root(), month, cutoff, gate.left_out).unwrap();
    content.hazards.len() + content.units.len()
}
