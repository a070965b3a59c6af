//! Returns and lists as JSON, for programs: the shapes of the contract.

mod annex1;

pub use annex1::annex1;

use super::Error;
use crate::figure::{Figures, Value, yes_no};
use crate::form::content::{EnterpriseList, HazardRow, Return};
use crate::lang::Text;
use crate::plan::{Plan, UnitIndex};
use crate::text::printable;

use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The version of the shapes.
const VERSION: u32 = 1;

/// A return: figures, those of the units below, and hazards.
///
/// # Errors
/// Never in practice.
pub fn report(content: &Return<'_>) -> Result<Vec<u8>, Error> {
    let below = content.units.iter().map(|(unit, figures)| {
        let Unit { id, name, filed } = told(content, *unit);
        UnitFigures { id, name, filed, figures: Numbers(figures) }
    });
    text(&Report {
        version: VERSION,
        plan: printable(&content.plan.id),
        unit: told(content, content.unit),
        month: content.month.to_string(),
        from: content.from.to_string(),
        cutoff: content.cutoff.to_string(),
        left_out: content.left_out,
        figures: Numbers(&content.figures),
        units: (!content.units.is_empty()).then(|| below.collect()),
        hazards: content.hazards.iter().map(hazard).collect(),
    })
}

/// An enterprise list.
///
/// # Errors
/// Never in practice.
pub fn annex2(content: &EnterpriseList<'_>) -> Result<Vec<u8>, Error> {
    let enterprises = content.rows.iter().map(|row| Enterprise {
        no: row.no,
        city: printable(&row.city),
        county: printable(&row.county),
        name: printable(&row.name),
        products: printable(&row.products),
        industry: printable(&row.industry),
        domains: printable(&row.domains),
        principal: printable(&row.principal),
        phone: printable(&row.phone),
        base_info_complete: yes_no(row.base_info_complete),
        code_check: yes_no(row.code_check),
    });
    text(&List {
        version: VERSION,
        unit: unit_of(content.plan, content.unit),
        as_of: content.as_of.to_string(),
        left_out: content.left_out,
        enterprises: enterprises.collect(),
    })
}

#[derive(Serialize)]
struct Report<'r> {
    version: u32,
    plan: Cow<'r, str>,
    unit: Unit<'r>,
    month: String,
    from: String,
    cutoff: String,
    left_out: usize,
    figures: Numbers<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    units: Option<Vec<UnitFigures<'r>>>,
    hazards: Vec<Hazard<'r>>,
}

#[derive(Serialize)]
struct List<'r> {
    version: u32,
    unit: Unit<'r>,
    as_of: String,
    left_out: usize,
    enterprises: Vec<Enterprise<'r>>,
}

#[derive(Serialize)]
struct Unit<'r> {
    id: &'r str,
    name: Cow<'r, str>,
    #[serde(flatten)]
    filed: Option<Filed>,
}

/// What is told of a unit that is counted by what it has filed.
#[derive(Serialize)]
struct Filed {
    source: &'static str,
    filed_on: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_given: Vec<&'static str>,
}

#[derive(Serialize)]
struct UnitFigures<'r> {
    id: &'r str,
    name: Cow<'r, str>,
    #[serde(flatten)]
    filed: Option<Filed>,
    figures: Numbers<'r>,
}

#[derive(Serialize)]
struct Hazard<'r> {
    id: &'r str,
    city: Cow<'r, str>,
    county: Cow<'r, str>,
    enterprise: Cow<'r, str>,
    hazard: Cow<'r, str>,
    supervised: &'static str,
    rectified: &'static str,
    penalized: &'static str,
    penalty_principal: Cow<'r, str>,
    penalty_enterprise: Cow<'r, str>,
}

#[derive(Serialize)]
struct Enterprise<'r> {
    no: usize,
    city: Cow<'r, str>,
    county: Cow<'r, str>,
    name: Cow<'r, str>,
    products: Cow<'r, str>,
    industry: Cow<'r, str>,
    domains: Cow<'r, str>,
    principal: Cow<'r, str>,
    phone: Cow<'r, str>,
    base_info_complete: &'static str,
    code_check: &'static str,
}

/// Figures by their keys; amounts are the decimal numbers that they are, not binary ones.
struct Numbers<'r>(&'r Figures);

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in self.0.iter() {
            match value {
                Value::Count(count) => map.serialize_entry(key.name(), &count)?,
                Value::YesNo(yes) => map.serialize_entry(key.name(), yes_no(yes))?,
                Value::Amount(amount) => {
                    let number = RawValue::from_string(amount.to_string()).map_err(S::Error::custom)?;
                    map.serialize_entry(key.name(), &number)?;
                }
            }
        }
        map.end()
    }
}

fn unit_of(plan: &Plan, index: UnitIndex) -> Unit<'_> {
    let unit = plan.unit(index);
    Unit { id: unit.id.as_str(), name: printable(&unit.name), filed: None }
}

/// A unit of a return.
fn told<'r>(content: &'r Return<'_>, index: UnitIndex) -> Unit<'r> {
    let filed = content.filed.iter().find(|filed| filed.unit == index).map(|filed| Filed {
        source: "filings",
        filed_on: filed.filed_on.map(|on| on.to_string()),
        not_given: filed.not_given.iter().map(|key| key.name()).collect(),
    });
    Unit { filed, ..unit_of(content.plan, index) }
}

fn hazard(row: &HazardRow) -> Hazard<'_> {
    Hazard {
        id: &row.id,
        city: printable(&row.city),
        county: printable(&row.county),
        enterprise: printable(&row.enterprise),
        hazard: printable(&row.hazard),
        supervised: yes_no(row.supervised),
        rectified: yes_no(row.rectified),
        penalized: yes_no(row.penalized),
        penalty_principal: printable(&row.penalty_principal),
        penalty_enterprise: printable(&row.penalty_enterprise),
    }
}

fn text(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| {
        Error(Text::made(format!("无法生成 json：{error}"), format!("cannot make json: {error}")))
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}
