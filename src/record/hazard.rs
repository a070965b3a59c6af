//! 重大事故隐患: one row of 附件3-2.

use super::term::{Source, SupervisionLevel};
use super::{Amount, Id, Kind, Record};
use chrono::NaiveDate;

/// A major accident hazard (附件3-2 one row).
#[derive(Debug, Clone, PartialEq)]
pub struct Hazard {
    /// `id`
    pub id: Id,
    /// The enterprise, by id
    pub enterprise: Id,
    /// The clause of the criteria, e.g. `GM-13-02`, as written
    pub clause: String,
    /// 重大事故隐患 as found
    pub description: String,
    /// Who found it
    pub source: Source,
    /// When
    pub found_on: NaiveDate,
    /// The inspection that found it, by id
    pub inspection: Option<Id>,
    /// The day on which the enterprise reported it to the local bureau
    pub reported_on: Option<NaiveDate>,
    /// How it is put right
    pub rectification: Rectification,
    /// 挂牌督办
    pub supervision: Option<Supervision>,
}

/// 整改: the five elements, completion and acceptance.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rectification {
    /// 责任人
    pub responsible: Option<String>,
    /// 措施
    pub measures: Option<String>,
    /// 资金 (万元)
    pub funds: Option<Amount>,
    /// 期限
    pub due_on: Option<NaiveDate>,
    /// 应急预案
    pub contingency: Option<String>,
    /// The day of completion
    pub completed_on: Option<NaiveDate>,
    /// The day of acceptance
    pub verified_on: Option<NaiveDate>,
    /// Who accepted it
    pub verified_by: Option<String>,
}

/// 挂牌督办.
#[derive(Debug, Clone, PartialEq)]
pub struct Supervision {
    /// By whom
    pub level: SupervisionLevel,
    /// Since when
    pub listed_on: NaiveDate,
    /// Until when
    pub released_on: Option<NaiveDate>,
}

impl Hazard {
    /// Whether rectification is completed at the end of a day.
    pub fn is_completed(&self, day: NaiveDate) -> bool {
        self.rectification.completed_on.is_some_and(|on| on <= day)
    }

    /// Whether the hazard was put right on the very day it was found, as known at the end of a day.
    pub fn is_completed_at_once(&self, day: NaiveDate) -> bool {
        self.rectification.completed_on == Some(self.found_on) && self.found_on <= day
    }

    /// Whether the hazard has been found by the end of a day and is not completed.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.found_on <= day && !self.is_completed(day)
    }

    /// Whether it is open at the end of a day that comes after its time limit.
    pub fn is_overdue(&self, day: NaiveDate) -> bool {
        self.is_open(day) && self.rectification.due_on.is_some_and(|due| due < day)
    }

    /// Whether it has been found and completed by the end of a day, and not verified.
    pub fn is_unverified(&self, day: NaiveDate) -> bool {
        let verified = self.rectification.verified_on.is_some_and(|on| on <= day);
        self.found_on <= day && self.is_completed(day) && !verified
    }

    /// Whether it has been put under supervision by the end of a day, released since or not.
    pub fn is_supervised(&self, day: NaiveDate) -> bool {
        self.supervision.as_ref().is_some_and(|supervision| supervision.listed_on <= day)
    }
}

impl Record for Hazard {
    const KIND: Kind = Kind::Hazard;
    fn id(&self) -> &str {
        &self.id
    }
    fn enterprise(&self) -> Option<&str> {
        Some(&self.enterprise)
    }
}
