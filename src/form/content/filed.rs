//! The units of a return that are counted by what they have filed: what is to be said of them.

use crate::figure::Key;
use crate::plan::UnitIndex;
use crate::tally;
use chrono::NaiveDate;

/// A unit that is counted by what it has filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledUnit {
    /// The unit.
    pub unit: UnitIndex,
    /// The day of the filing that stands for it; `None` where it has filed nothing for the month.
    pub filed_on: Option<NaiveDate>,
    /// Whether it has filed something that cannot be read.
    pub unread: bool,
    /// The figures that the filing does not give; they count as nothing.
    pub not_given: Vec<Key>,
    /// How many of its records would have counted.
    pub records: usize,
    /// How many of these are hazards: the rows that it has in 3-2.
    pub rows: usize,
}

impl From<&tally::Filed<'_>> for FiledUnit {
    fn from(filed: &tally::Filed<'_>) -> Self {
        Self {
            unit: filed.unit,
            filed_on: filed.filing.map(|filing| filing.filed_on),
            unread: filed.unread,
            not_given: filed.not_given(),
            records: filed.beside.count(),
            rows: filed.beside.hazards(),
        }
    }
}
