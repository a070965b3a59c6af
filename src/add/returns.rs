//! Ids of the returns of a month: `qilin-2023-08`, then `qilin-2023-08b`, `qilin-2023-08c`, ... Of two filings of
//! a day the later in path order counts, and a letter stands behind the dot of `.yaml`, where `-2` would not.

use crate::plan::{Plan, UnitIndex};
use crate::record::{Entry, Filing, Month};
use crate::store::Records;
use crate::text::one_name;
use chrono::NaiveDate;

/// Where the file of a filing stands.
pub fn path(plan: &Plan, unit: UnitIndex, id: &str) -> String {
    format!("{}/filings/{id}.yaml", plan.unit(unit).id)
}

/// A return of a month, behind which the next one is to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Its day.
    pub filed_on: NaiveDate,
    /// Its id.
    pub id: String,
    /// Its file.
    pub path: String,
}

impl Before {
    /// A filing as such.
    pub fn of(filing: &Entry<Filing>, records: &Records) -> Self {
        let path = records.path(filing.origin).to_owned();
        Self { filed_on: filing.filed_on, id: filing.id.to_string(), path }
    }
}

/// Whether a filing of this id would count after another: of one day the last in path order does.
pub fn is_behind(
    plan: &Plan,
    unit: UnitIndex,
    id: &str,
    filed_on: NaiveDate,
    before: Option<&Before>,
) -> bool {
    let before = before.filter(|before| before.filed_on == filed_on);
    before.is_none_or(|before| path(plan, unit, id) > before.path)
}

/// Whether a file stands where that of a filing would, to some system at least.
pub fn is_there(plan: &Plan, unit: UnitIndex, id: &str, records: &Records) -> bool {
    let path = one_name(&path(plan, unit, id));
    records.files.iter().any(|file| one_name(&file.path) == path)
}

/// The ids that the return of a month may have, the best first. What it comes after may stand anywhere: then
/// behind its id, or behind its file.
pub fn ids(
    plan: &Plan,
    unit: UnitIndex,
    month: Month,
    before: Option<&Before>,
) -> impl Iterator<Item = String> {
    let stem = format!("{}-{month}", plan.unit(unit).id);
    let file = before.and_then(|before| {
        let name = before.path.rsplit('/').next()?;
        Some(name.rsplit_once('.')?.0.to_ascii_lowercase())
    });
    let stems = [Some(stem.clone()), before.map(|before| before.id.clone()), file].into_iter().flatten();
    let lettered = stems.flat_map(|stem| ('b'..='z').map(move |letter| format!("{stem}{letter}")));
    std::iter::once(stem).chain(lettered)
}
