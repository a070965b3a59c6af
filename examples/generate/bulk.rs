//! A repository of any size. Every record is a pure function of seed, unit, kind and number, so references
//! hold without keeping anything in memory, and units are written side by side.

mod make;
mod out;

use crate::date::Date;
use crate::record::Hand;
use crate::words::UNITS;
use out::Out;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io, thread};

pub struct Options {
    pub records: usize,
    pub lists: bool,
    pub per_list: usize,
    pub seed: u64,
}

/// Returns of a county: four documents, and eight months of 调度表 (the plan's `[returns]`).
const FILINGS: usize = 12;

const KINDS: [&str; 7] =
    ["enterprises", "selfchecks", "hazards", "inspections", "penalties", "activities", "filings"];

/// How many records of each kind, by unit (0 is the own level).
struct Counts([[usize; 7]; UNITS.len()]);

struct Bulk {
    seed: u64,
    counts: Counts,
}

impl Counts {
    fn new(n: usize) -> Self {
        let of = |percent: usize| n * percent / 100;
        let enterprises = of(12).max(10);
        let filings = if n >= 2000 { 10 * FILINGS } else { 0 };
        let (hazards, inspections, penalties) = (of(25), of(40), of(6));
        let activities = n - 2 * enterprises - hazards - inspections - penalties - filings;
        let totals = [enterprises, enterprises, hazards, inspections, penalties, activities, filings];
        let own = [0, 0, penalties / 30, inspections / 30, penalties / 30, activities / 30, 0];
        let mut counts = [own; UNITS.len()];
        for (i, unit) in counts.iter_mut().enumerate().skip(1) {
            for kind in 0..7 {
                let rest = totals[kind] - own[kind];
                unit[kind] = rest / 10 + usize::from(i <= rest % 10);
            }
        }
        Self(counts)
    }
}

impl Bulk {
    /// Writes all records of a kind of a unit.
    fn task(&self, dir: &Path, options: &Options, u: usize, kind: usize) -> io::Result<u64> {
        let hand = Hand { chinese: u % 3 == 1, flow: u.is_multiple_of(2) };
        let mut out = Out::new(dir.join(UNITS[u].id).join(KINDS[kind]), options);
        let mut text = String::new();
        for i in 0..self.counts.0[u][kind] {
            text.clear();
            let mut put = |(on, write): (Date, &dyn Fn(&mut String))| {
                write(&mut text);
                on
            };
            let on = match kind {
                0 => {
                    let (on, r) = self.enterprise(u, i);
                    put((on, &|t| r.write(t, hand)))
                }
                1 => {
                    let (on, r) = self.selfcheck(u, i);
                    put((on, &|t| r.write(t, hand)))
                }
                2 => {
                    let (on, r) = self.hazard(u, i);
                    put((on, &|t| r.write(t, hand)))
                }
                3 => {
                    let (on, r) = self.inspection(u, i);
                    put((on, &|t| r.write(t, hand)))
                }
                4 => {
                    let (on, r) = self.penalty(u, i);
                    put((on, &|t| r.write(t, hand)))
                }
                5 => {
                    let (on, r) = self.activity(u, i);
                    put((on, &|t| r.write(t, hand)))
                }
                _ => {
                    let (on, r) = Self::filing(u, i);
                    put((on, &|t| r.write(t, hand)))
                }
            };
            out.put(&Self::id(u, kind, i), on, &text)?;
        }
        out.finish()
    }
}

pub fn write(dir: &Path, options: &Options) -> io::Result<String> {
    if options.records < 100 {
        return Err(io::Error::other("--records must be at least 100"));
    }
    let bulk = Bulk { seed: options.seed, counts: Counts::new(options.records) };
    fs::create_dir_all(dir)?;
    // Too few records for the plan's 15 enterprises a county and its filings: those two rules are off.
    let quota = if bulk.counts.0[10][0] < 15 { "P001 = \"off\"\n" } else { "" };
    let filings = if bulk.counts.0[10][6] == 0 { "P014 = \"off\"\n" } else { "" };
    let rules = if quota.is_empty() && filings.is_empty() {
        String::new()
    } else {
        format!("\n[rules]\n{quota}{filings}")
    };
    fs::write(dir.join("hazards.toml"), format!("format = 1\nplan = \"qujing-2023\"\n{rules}"))?;
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(2, usize::from);
    let total = thread::scope(|scope| {
        let work = || -> io::Result<u64> {
            let mut total = 0;
            loop {
                let task = next.fetch_add(1, Ordering::Relaxed);
                if task >= UNITS.len() * KINDS.len() {
                    return Ok(total);
                }
                total += bulk.task(dir, options, task / KINDS.len(), task % KINDS.len())?;
            }
        };
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|t| t.join().unwrap_or_else(|_| Err(io::Error::other("a worker failed"))))
            .sum::<io::Result<u64>>()
    })?;
    Ok(format!(
        "{} records, {total} bytes, {} bytes a record",
        options.records,
        total / options.records as u64
    ))
}
