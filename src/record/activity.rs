//! 工作记录: help, publicity, accountability, leadership.

use super::term::ActivityKind;
use super::{Amount, Id, Kind, Record};
use chrono::NaiveDate;

/// A piece of work that form 3-1 counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// `id`
    pub id: Id,
    /// `kind`
    pub kind: ActivityKind,
    /// The day
    pub date: NaiveDate,
    /// How many times (at least 1)
    pub count: u32,
    /// What its kind has beside
    pub detail: Detail,
}

/// What some kinds of work have beside day and count.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Nothing.
    Plain,
    /// 帮扶企业, 曝光企业, 约谈企业, 联合惩戒企业: the enterprise, by id.
    Enterprise(Id),
    /// 典型案例: whether it is one of 危险作业罪.
    Case {
        /// `dangerous_operation_crime`
        dangerous_operation_crime: bool,
    },
    /// 举报奖励.
    Reward {
        /// `amount` (万元)
        amount: Amount,
        /// `anonymous`
        anonymous: bool,
    },
    /// 技术检查员: how many there are (persons), until the next such record.
    Inspectors {
        /// `headcount`
        headcount: u32,
    },
}

impl Record for Activity {
    const KIND: Kind = Kind::Activity;
    fn id(&self) -> &str {
        &self.id
    }
    fn enterprise(&self) -> Option<&str> {
        match &self.detail {
            Detail::Enterprise(id) => Some(id),
            _ => None,
        }
    }
}
