//! 企业: one row of 附件2.

use super::term::Industry;
use super::{Id, Kind, Record};
use chrono::NaiveDate;

/// An enterprise of the list (附件2 one row).
#[derive(Debug, Clone, PartialEq)]
pub struct Enterprise {
    /// `id`
    pub id: Id,
    /// 企业名称
    pub name: String,
    /// 统一社会信用代码 (GB 32100-2015), as written
    pub uscc: Option<String>,
    /// 主要产品
    pub products: Vec<String>,
    /// 所属行业
    pub industry: Industry,
    /// 涉及领域, at least one
    pub domains: Vec<String>,
    /// 重点企业: full coverage (true) or spot check
    pub key: bool,
    /// 主要负责人
    pub principal: String,
    /// 联系电话, as written
    pub phone: String,
    /// 基础信息完善
    pub base_info_complete: bool,
    /// 码上查信息系统
    pub code_check: bool,
    /// Day of entry in the list
    pub listed_on: NaiveDate,
    /// Leaving the list
    pub removed: Option<Removal>,
    /// Production accidents (近3年发生生产安全事故)
    pub accidents: Vec<Accident>,
}

/// How an enterprise left the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Removal {
    /// The day
    pub on: NaiveDate,
    /// Why
    pub reason: String,
}

/// A production accident.
#[derive(Debug, Clone, PartialEq)]
pub struct Accident {
    /// The day
    pub on: NaiveDate,
    /// Deaths (persons)
    pub deaths: u32,
    /// What happened
    pub summary: String,
}

impl Enterprise {
    /// Whether the enterprise is in the list at the end of a day.
    pub fn is_listed(&self, day: NaiveDate) -> bool {
        self.listed_on <= day && self.removed.as_ref().is_none_or(|removal| removal.on > day)
    }
}

impl Record for Enterprise {
    const KIND: Kind = Kind::Enterprise;
    fn id(&self) -> &str {
        &self.id
    }
    fn enterprise(&self) -> Option<&str> {
        None
    }
}
