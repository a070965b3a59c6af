//! The selfcheck of an enterprise as JSON.

use super::{Unit, VERSION, text, unit_of};
use crate::form::content::SelfcheckTable;
use crate::text::printable;
use crate::write::Error;
use serde::Serialize;
use std::borrow::Cow;

/// A selfcheck; `null` where nothing is known.
///
/// # Errors
/// Never in practice.
pub fn annex1(content: &SelfcheckTable<'_>) -> Result<Vec<u8>, Error> {
    let items = content.rows.iter().map(|row| Item {
        no: row.no,
        category: printable(row.category),
        item: printable(row.item),
        evidence_wanted: printable(row.evidence_wanted),
        status: row.status.map(|status| status.to_string()),
        evidence: row.evidence.as_deref().map(printable),
    });
    text(&Selfcheck {
        version: VERSION,
        unit: unit_of(content.plan, content.unit),
        as_of: content.as_of.to_string(),
        left_out: content.left_out,
        enterprise: Enterprise { id: &content.id, name: printable(&content.enterprise) },
        submitted_on: content.submitted_on.map(|day| day.to_string()),
        signed_by: content.signed_by.as_deref().map(printable),
        leader_checks: content.leader_checks.iter().map(ToString::to_string).collect(),
        items: items.collect(),
    })
}

#[derive(Serialize)]
struct Selfcheck<'r> {
    version: u32,
    unit: Unit<'r>,
    as_of: String,
    left_out: usize,
    enterprise: Enterprise<'r>,
    submitted_on: Option<String>,
    signed_by: Option<Cow<'r, str>>,
    leader_checks: Vec<String>,
    items: Vec<Item<'r>>,
}

#[derive(Serialize)]
struct Enterprise<'r> {
    id: &'r str,
    name: Cow<'r, str>,
}

#[derive(Serialize)]
struct Item<'r> {
    no: u32,
    category: Cow<'r, str>,
    item: Cow<'r, str>,
    evidence_wanted: Cow<'r, str>,
    status: Option<String>,
    evidence: Option<Cow<'r, str>>,
}
