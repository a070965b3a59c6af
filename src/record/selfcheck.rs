//! 自检自查工作情况表: 附件1, one an enterprise.

use super::term::Status;
use super::{Id, Kind, Record};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The self-check of one enterprise (附件1). It has no id of its own: the enterprise is its id.
#[derive(Debug, Clone, PartialEq)]
pub struct Selfcheck {
    /// The enterprise, by id
    pub enterprise: Id,
    /// The day on which it was handed in
    pub submitted_on: NaiveDate,
    /// 主要负责人签字
    pub signed_by: String,
    /// The answers by item number (1–29)
    pub items: BTreeMap<u32, Answer>,
    /// Days of the inspections led by the principal
    pub leader_checks: Vec<NaiveDate>,
}

/// The answer to one item.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// 落实情况
    pub status: Status,
    /// 佐证材料
    pub evidence: Option<String>,
}

impl Record for Selfcheck {
    const KIND: Kind = Kind::Selfcheck;
    fn id(&self) -> &str {
        &self.enterprise
    }
    fn enterprise(&self) -> Option<&str> {
        Some(&self.enterprise)
    }
}
