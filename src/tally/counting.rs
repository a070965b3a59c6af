//! What a figure counts, said in SQL: each condition on a row, and what a row adds, stand beside what the program
//! itself does, so that other engines count by the same definitions.

use crate::figure::Value;
use crate::record::Kind;

/// What an indicator counts, for engines that count the exported tables. Conditions and additions speak of a row
/// `r` of the kind's table (`rectification.completed_on` is its column `rectification_completed_on`), and of:
///
/// - `r.for_cutoff`: the last day that counts;
/// - `r.found_1` …: of inspections, whether their findings have the first, second, … word of
///   [`Shortcoming`](crate::record::term::Shortcoming), 1 or 0;
/// - `[column]`: the amount of a column, nothing where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    /// The kind of records.
    pub kind: Kind,
    /// Whether for each unit the activity counts that stands at the cutoff, also one from before the window.
    pub standing: bool,
    /// What is asked of a row beside its unit and its day.
    pub such: Vec<String>,
    /// What a row adds.
    pub adds: &'static str,
    /// Whether an enterprise counts but once.
    pub distinct: bool,
}

/// What a record adds to a figure: by the record itself, and by its row.
#[derive(Debug)]
pub(super) struct Adds<T: 'static> {
    pub(super) of: fn(&T) -> Value,
    pub(super) sql: &'static str,
}

impl<T> Adds<T> {
    /// 1 each.
    pub(super) const ONE: Self = Self { of: |_| Value::Count(1), sql: "1" };

    pub(super) const fn new(of: fn(&T) -> Value, sql: &'static str) -> Self {
        Self { of, sql }
    }
}

/// That a column is one of some words.
pub(super) fn is_any<'w>(column: &str, words: impl Iterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.map(|word| format!("'{}'", word.replace('\'', "''"))).collect();
    match &words[..] {
        [word] => format!("{column} = {word}"),
        words => format!("{column} IN ({})", words.join(", ")),
    }
}
