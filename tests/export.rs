//! Exports: every format holds the same values, those of the records; and the queries give the figures of form 3-1
//! and the rows of form 3-2 that the program itself gives, in DuckDB and in SQLite.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on has failed")]

#[path = "support/base.rs"]
mod base;
#[path = "support/duckdb.rs"]
mod duckdb;
#[path = "oracle/filed.rs"]
#[allow(dead_code, reason = "made for another test")]
mod filed;
#[path = "export/hostile.rs"]
mod hostile;
#[path = "oracle/laid.rs"]
mod laid;
#[path = "oracle/made.rs"]
#[allow(dead_code, reason = "made for another test")]
mod made;
#[path = "export/queries.rs"]
mod queries;
#[path = "export/readers.rs"]
mod readers;
#[path = "export/refusals.rs"]
mod refusals;

use hazards::check::Context;
use hazards::export::{Export, File, Format};
use hazards::store::{self, Repository};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;

/// The files of an export of records in memory.
fn files(context: &Context<'_>, format: Format) -> Vec<File> {
    let export = Export { context, lines: Default::default(), left_out: 0 };
    let made = export.files(format, &AtomicUsize::new(0)).unwrap();
    let paths: Vec<&str> = made.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(export.paths(format), paths);
    made
}

fn lay_out(folder: &Path, files: &[File]) -> PathBuf {
    fs::create_dir_all(folder.join("sql")).unwrap();
    files.iter().for_each(|file| fs::write(folder.join(&file.path), &file.bytes).unwrap());
    folder.to_owned()
}

fn example(name: &str) -> Repository {
    store::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)).unwrap()
}

fn context(repository: &Repository) -> Context<'_> {
    let plan = &repository.plan;
    Context::new(&repository.records, plan, &repository.catalog, plan.end, plan.end)
}
