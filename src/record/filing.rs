//! 报送记录: what a unit has sent up, and when.

use super::term::Document;
use super::{Id, Kind, Month, Record};
use crate::figure::{Key, Value};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A document that was sent up.
#[derive(Debug, Clone, PartialEq)]
pub struct Filing {
    /// `id`
    pub id: Id,
    /// `document`
    pub document: Document,
    /// The day on which it was sent
    pub filed_on: NaiveDate,
    /// The month of a 调度表
    pub month: Option<Month>,
    /// The figures of a 调度表 as they were sent
    pub figures: Option<BTreeMap<Key, Value>>,
    /// The number of rows of its 3-2
    pub rows: Option<u32>,
    /// The filing of the same month that this one puts right
    pub corrects: Option<Id>,
    /// Why it was put right
    pub reason: Option<String>,
    /// Why it was sent although the records had errors
    pub with_errors: Option<String>,
    /// What was behind the figures of a 调度表 on the day
    pub sealed: Option<Box<Seal>>,
}

/// What a return was made from: the records as they stood, so that it can be explained later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The program that made the return, with its version
    pub made_by: String,
    /// The first day that counted
    pub from: NaiveDate,
    /// The last day that counted
    pub cutoff: NaiveDate,
    /// The units in scope, by id
    pub units: Vec<String>,
    /// Those of them that were counted by what they had filed
    pub by_filings: Vec<String>,
    /// How many records or files were left out because they could not be read
    pub left_out: u32,
    /// How many records there were in scope
    pub count: u32,
    /// SHA-256 over the return and its records, in hexadecimal: see
    /// [`fingerprint`](crate::tally::seal::fingerprint)
    pub fingerprint: String,
    /// The records in scope, a line each, with the fields that decide; none where there were too many
    pub records: Vec<String>,
}

impl Record for Filing {
    const KIND: Kind = Kind::Filing;
    fn id(&self) -> &str {
        &self.id
    }
    fn enterprise(&self) -> Option<&str> {
        None
    }
}
