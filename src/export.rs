//! All records as tables for other tools: CSV, JSON Lines, Parquet or SQLite, with what the tables mean and the
//! figures of form 3-1 as SQL, so that an engine that holds the tables of a whole province counts by the same
//! definitions. Values stand as they are: nothing is neutralised for a spreadsheet, amounts are exact.

mod csv;
mod jsonl;
mod parquet;
mod readme;
mod sql;
mod sqlite;
mod table;
mod tables;

pub use table::{Column, Table, Type};

use crate::check::Context;
use crate::lang::Text;
use crate::record::Origin;
use hashbrown::HashMap;
use rayon::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What the tables are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A CSV file a table (UTF-8, quoted as in RFC 4180).
    Csv,
    /// A file of JSON objects a table, a row a line.
    Jsonl,
    /// A Parquet file a table.
    Parquet,
    /// One SQLite database.
    Sqlite,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Jsonl, Self::Parquet, Self::Sqlite];

    /// The word on the command line, and the ending of a file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
            Self::Sqlite => "sqlite",
        }
    }
}

/// What is exported.
pub struct Export<'r> {
    /// The records, the plan and the catalogue.
    pub context: &'r Context<'r>,
    /// The line on which each record begins, where that has been looked up.
    pub lines: HashMap<Origin, usize>,
    /// How many records or files were left out because they cannot be read.
    pub left_out: usize,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path in the folder of the export, with `/`.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// Why the tables cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(pub Text);

impl Error {
    fn of(format: Format, why: &dyn std::fmt::Display) -> Self {
        let format = format.name();
        Self(Text::made(format!("无法生成 {format}：{why}"), format!("cannot make {format}: {why}")))
    }
}

impl<'r> Export<'r> {
    /// The tables, in the order in which they are told of.
    pub fn tables(&'r self) -> Vec<Table<'r>> {
        tables::all(self)
    }

    /// The paths of all files of an export.
    pub fn paths(&'r self, format: Format) -> Vec<String> {
        let files = texts(&self.tables(), format).into_iter().map(|file| file.path);
        let data = match format {
            Format::Sqlite => vec![sqlite::FILE.to_owned()],
            _ => self.tables().iter().map(|table| table.file(format)).collect(),
        };
        data.into_iter().chain(files).collect()
    }

    /// The files of an export, counting the rows that have been written.
    ///
    /// # Errors
    /// Where the writer of a format refuses.
    pub fn files(&'r self, format: Format, rows: &AtomicUsize) -> Result<Vec<File>, Error> {
        let tables = self.tables();
        let data: Vec<File> = match format {
            Format::Sqlite => {
                vec![File { path: sqlite::FILE.to_owned(), bytes: sqlite::database(&tables, rows)? }]
            }
            _ => {
                let made: Result<Vec<_>, _> =
                    tables.par_iter().map(|table| file(table, format, rows)).collect();
                made?
            }
        };
        Ok(data.into_iter().chain(texts(&tables, format)).collect())
    }
}

fn file(table: &Table<'_>, format: Format, rows: &AtomicUsize) -> Result<File, Error> {
    let count = || {
        rows.fetch_add(1, Ordering::Relaxed);
    };
    let bytes = match format {
        Format::Csv => csv::csv(table, count)?,
        Format::Jsonl => jsonl::jsonl(table, count)?,
        Format::Parquet | Format::Sqlite => parquet::parquet(table, count)?,
    };
    Ok(File { path: table.file(format), bytes })
}

/// What the tables mean, and how engines count them.
fn texts(tables: &[Table<'_>], format: Format) -> Vec<File> {
    let text = |path: &str, text: String| File { path: path.to_owned(), bytes: text.into_bytes() };
    let mut files = vec![text("README.md", readme::readme(tables, format))];
    let views = sql::views(tables, format);
    files.extend(views.into_iter().map(|(name, sql)| text(&format!("sql/{name}.sql"), sql)));
    files.push(text("sql/figures.sql", sql::figures(format)));
    files.push(text("sql/rows32.sql", sql::rows(format)));
    files
}
