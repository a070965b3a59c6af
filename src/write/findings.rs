//! Findings in each format: one file a format, all from the same list.

pub mod human;
pub mod json;
pub mod short;

use crate::check::Listing;
use crate::lang::Lang;
use crate::plan::Plan;
use chrono::NaiveDate;

/// What a writer of findings is given.
#[derive(Debug, Clone, Copy)]
pub struct Report<'r> {
    /// The findings and their counts.
    pub listing: &'r Listing,
    /// The plan, for the names of units.
    pub plan: &'r Plan,
    /// The day whose end was judged.
    pub as_of: NaiveDate,
    /// How many files were looked at.
    pub files: usize,
    /// How many records were met, sound or not.
    pub records: usize,
    /// The language of messages.
    pub lang: Lang,
}
