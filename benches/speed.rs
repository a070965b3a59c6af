//! How fast `check` and `report` are: each as a ratio to reading the same bytes without parsing, and for
//! list files to the events of the YAML parser alone, all in one run.
//!
//!     cargo bench --bench speed                       100,000 records
//!     cargo bench --bench speed -- --records 1000000
//!
//! Every measurement is a process of its own, so that its peak memory is its own; the ways take turns and
//! the median counts. The page cache is warm: the first round is not counted.

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

use hazards::check::{self, Context, Gate, Listing};
use hazards::form::content::Return;
use hazards::record::Month;
use hazards::store;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;

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
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [probe, name, dir] = arguments.as_slice()
        && probe == "--probe"
    {
        return run_probe(name, Path::new(dir));
    }
    let records = arguments.iter().position(|word| word == "--records").and_then(|at| arguments.get(at + 1));
    let records = records.map_or("100000", String::as_str);
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!("{records} records, {} threads, median of {ROUNDS}\n", rayon::current_num_threads());
    println!("| shape | what | time | ratio | peak memory |\n| --- | --- | ---: | ---: | ---: |");
    for (shape, ways) in [("files", FILES), ("lists", LISTS)] {
        let dir = folder.path().join(shape);
        generate(&dir, records, shape);
        measure(shape, &ways, &dir);
    }
}

/// Makes the data with the generator that stands among the examples.
fn generate(dir: &Path, records: &str, shape: &str) {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let made = Command::new(cargo)
        .args(["run", "--quiet", "--release", "--example", "generate", "--", "bulk"])
        .arg(dir)
        .args(["--records", records, "--shape", shape])
        .output()
        .expect("the generator runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

fn measure(shape: &str, ways: &[(&str, &str)], dir: &Path) {
    let mut times = vec![Vec::new(); ways.len()];
    let mut peaks = vec![0; ways.len()];
    for round in 0..=ROUNDS {
        for (way, (name, _)) in ways.iter().enumerate() {
            let (time, peak) = probe(name, dir);
            if round > 0 {
                times[way].push(time);
                peaks[way] = peaks[way].max(peak);
            }
        }
    }
    let medians: Vec<Duration> = times.iter_mut().map(|times| median(times)).collect();
    for (way, (_, what)) in ways.iter().enumerate() {
        let ratio = medians[way].as_secs_f64() / medians[0].as_secs_f64();
        println!(
            "| {shape} | {what} | {:.3} s | {ratio:.2} | {} MiB |",
            medians[way].as_secs_f64(),
            peaks[way]
        );
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Runs one way in a process of its own.
fn probe(name: &str, dir: &Path) -> (Duration, u64) {
    let this = std::env::current_exe().expect("this program");
    let run = Command::new(this).args(["--probe", name]).arg(dir).output().expect("a probe runs");
    assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
    let said = String::from_utf8_lossy(&run.stdout);
    let numbers: Vec<u64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    (Duration::from_micros(numbers[0]), numbers[1])
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
    let time = start.elapsed().as_micros();
    assert!(done > 0, "{name} did nothing");
    println!("{time} {}", peak_memory());
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

/// The peak of this process's memory in MiB, where the system tells.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).map_or(0, |kib| kib >> 10)
}
