//! 行政处罚: one case.

use super::{Amount, Id, Kind, Record};
use chrono::NaiveDate;

/// A penalty: one case.
#[derive(Debug, Clone, PartialEq)]
pub struct Penalty {
    /// `id`
    pub id: Id,
    /// The enterprise, by id
    pub enterprise: Id,
    /// The hazard punished, by id
    pub hazard: Option<Id>,
    /// The inspection that it follows, by id
    pub inspection: Option<Id>,
    /// The day of the decision
    pub decided_on: NaiveDate,
    /// The penalty on the enterprise
    pub on_enterprise: Option<Sanction>,
    /// The penalty on the principal (主要负责人)
    pub on_principal: Option<Sanction>,
    /// 责令停产整顿
    pub halt: bool,
    /// 移送司法机关 (persons)
    pub referred: Option<u32>,
}

/// What one party was punished with.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sanction {
    /// The person's name (of the principal only)
    pub name: Option<String>,
    /// The fine (万元)
    pub fine: Option<Amount>,
    /// Penalties other than a fine
    pub other: Vec<String>,
}

impl Penalty {
    /// The fines of the case, added up (万元).
    pub fn fines(&self) -> Amount {
        [&self.on_enterprise, &self.on_principal]
            .into_iter()
            .flatten()
            .filter_map(|sanction| sanction.fine)
            .sum()
    }
}

impl Record for Penalty {
    const KIND: Kind = Kind::Penalty;
    fn id(&self) -> &str {
        &self.id
    }
    fn enterprise(&self) -> Option<&str> {
        Some(&self.enterprise)
    }
}
