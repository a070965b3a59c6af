//! Measuring: every measurement is a process of its own, so that its peak memory is its own; the ways take
//! turns and the median counts. The page cache is warm: the first round is not counted.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

pub(crate) const ROUNDS: usize = 5;

/// What is asked for: `--records 1000000`, or a probe and what it works on.
pub(crate) enum Asked {
    Probe(String, Vec<String>),
    Records(usize),
}

pub(crate) fn asked() -> Asked {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [first, name, rest @ ..] = arguments.as_slice()
        && first == "--probe"
    {
        return Asked::Probe(name.clone(), rest.to_vec());
    }
    let records = arguments.iter().position(|word| word == "--records").and_then(|at| arguments.get(at + 1));
    Asked::Records(records.map_or(100_000, |records| records.parse().expect("a number of records")))
}

/// Makes the data with the generator that stands among the examples.
pub(crate) fn generate(dir: &Path, records: usize, shape: &str) {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let made = Command::new(cargo)
        .args(["run", "--quiet", "--release", "--example", "generate", "--", "bulk"])
        .arg(dir)
        .args(["--records", &records.to_string(), "--shape", shape])
        .output()
        .expect("the generator runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

/// What a way came to.
#[derive(Default)]
pub(crate) struct Measured {
    times: Vec<Duration>,
    peak: u64,
}

impl Measured {
    pub(crate) fn add(&mut self, (time, peak): (Duration, u64)) {
        self.times.push(time);
        self.peak = self.peak.max(peak);
    }

    pub(crate) fn median(&self) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64()
    }

    /// A row of the table, as a ratio to another way.
    pub(crate) fn tell(&self, of: &str, what: &str, floor: &Self) {
        let (median, ratio) = (self.median(), self.median() / floor.median());
        println!("| {of} | {what} | {median:.3} s | {ratio:.2} | {} MiB |", self.peak);
    }
}

/// Runs one way in a process of its own.
pub(crate) fn probe(name: &str, on: &[&OsStr]) -> (Duration, u64) {
    let this = std::env::current_exe().expect("this program");
    let run = Command::new(this).args(["--probe", name]).args(on).output().expect("a probe runs");
    assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
    let said = String::from_utf8_lossy(&run.stdout);
    let last = said.lines().last().unwrap_or_default();
    let numbers: Vec<u64> = last.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    (Duration::from_micros(numbers[0]), numbers[1])
}

/// Says what a probe has measured.
pub(crate) fn answer(time: Duration) {
    println!("{} {}", time.as_micros(), peak_memory());
}

/// The peak of this process's memory in MiB, where the system tells.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).map_or(0, |kib| kib >> 10)
}
