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
