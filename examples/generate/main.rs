//! Writes data repositories to look at and to measure with; the same arguments give the same bytes.
//!
//!     cargo run --release --example generate -- city DIR
//!     cargo run --release --example generate -- bulk DIR --records N [--shape files|lists] [--per-list 20000] [--seed S]
//!
//! `city` is the invented city of `examples/qujing`; `bulk` a repository of any size, valid against the rules.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program of its own: it reads arguments and writes files"
)]
#![allow(clippy::panic, reason = "a hole in its own tables is a bug")]
#![allow(unreachable_pub, reason = "a program has no readers outside")]

mod bulk;
mod city;
mod clauses;
mod date;
mod figures;
mod filings;
mod layout;
mod record;
mod rng;
mod turns;
mod words;
mod world;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: generate city DIR\n       generate bulk DIR --records N [--shape files|lists] [--per-list 20000] [--seed S]";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(done) => {
            println!("{done}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &[String]) -> Result<String, String> {
    let [job, dir, options @ ..] = args else { return Err(USAGE.to_owned()) };
    let dir = Path::new(dir);
    if dir.join("hazards.toml").exists() {
        return Err(format!("{} holds a data repository already: give an empty folder", dir.display()));
    }
    match job.as_str() {
        "city" if options.is_empty() => {
            let mut world = world::World::new(2023);
            for u in 1..words::UNITS.len() {
                city::county(&mut world, u);
            }
            city::own_level(&mut world);
            turns::all(&mut world);
            filings::all(&mut world);
            let (files, records) = layout::write(&mut world, dir).map_err(|e| e.to_string())?;
            Ok(format!("{files} files, {records} records"))
        }
        "bulk" => bulk::write(dir, &bulk_options(options)?).map_err(|e| e.to_string()),
        _ => Err(USAGE.to_owned()),
    }
}

fn bulk_options(args: &[String]) -> Result<bulk::Options, String> {
    let mut options = bulk::Options { records: 0, lists: false, per_list: 20_000, seed: 1 };
    for pair in args.chunks(2) {
        let [name, value] = pair else { return Err(USAGE.to_owned()) };
        let number = || {
            value.replace('_', "").parse::<usize>().map_err(|_| format!("{name} wants a number, not {value}"))
        };
        match (name.as_str(), value.as_str()) {
            ("--records", _) => options.records = number()?,
            ("--per-list", _) => options.per_list = number()?.max(1),
            ("--seed", _) => options.seed = number()? as u64,
            ("--shape", "files") => options.lists = false,
            ("--shape", "lists") => options.lists = true,
            _ => return Err(USAGE.to_owned()),
        }
    }
    if options.records == 0 { Err(USAGE.to_owned()) } else { Ok(options) }
}
