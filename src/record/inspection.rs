//! 执法检查: one visit to one enterprise.

use super::term::{InspectionType, Shortcoming};
use super::{Id, Kind, Record};
use chrono::NaiveDate;

/// One inspection of one enterprise.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspection {
    /// `id`
    pub id: Id,
    /// The enterprise, by id
    pub enterprise: Id,
    /// The day
    pub date: NaiveDate,
    /// `type`
    pub kind: InspectionType,
    /// Names of the inspectors
    pub inspectors: Vec<String>,
    /// What was found of the enterprise's self-correction (B2 to B8)
    pub findings: Vec<Shortcoming>,
}

impl Record for Inspection {
    const KIND: Kind = Kind::Inspection;
    fn id(&self) -> &str {
        &self.id
    }
    fn enterprise(&self) -> Option<&str> {
        Some(&self.enterprise)
    }
}
