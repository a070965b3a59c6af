//! A status as JSON, version 1: every number, with `null` where nothing is known.

use crate::lang::{Lang, Text};
use crate::plan::UnitIndex;
use crate::record::{Amount, Enterprise, Entry};
use crate::status::{Deadline, DueHazard, Gap, Lag, Penalties, Share, Sign, Status, Tally, UnitStatus};
use crate::text::{json_safe, printable};
use crate::write::Error;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

#[derive(Serialize)]
struct Document {
    #[serde(flatten)]
    head: Value,
    total: Unit,
    units: Vec<Unit>,
    deadlines: Vec<Value>,
}

/// A unit; its fines are no [`Value`], for those know no decimal number exactly.
#[derive(Serialize)]
struct Unit {
    #[serde(flatten)]
    numbers: Value,
    penalties: Punished,
    #[serde(flatten)]
    details: Value,
}

#[derive(Serialize)]
struct Punished {
    times: Option<u64>,
    fines: Option<Box<RawValue>>,
    cases: Option<u64>,
}

/// The document.
///
/// # Errors
/// Never in practice.
pub(super) fn status(status: &Status<'_>, lang: Lang) -> Result<String, Error> {
    let head = json!({
        "version": 1,
        "plan": printable(&status.plan.id),
        "unit": named(status, status.unit),
        "as_of": status.as_of.to_string(),
        "from": status.plan.counting_from.to_string(),
        "within": status.within,
        "left_out": status.left_out,
    });
    let document = Document {
        head,
        total: unit(status, &status.total, lang),
        units: status.units.iter().map(|of| unit(status, of, lang)).collect(),
        deadlines: status.deadlines().iter().map(tally).collect(),
    };
    match serde_json::to_string_pretty(&document) {
        Ok(text) => Ok(json_safe(text + "\n")),
        Err(error) => {
            Err(Error(Text::made(format!("无法生成 json：{error}"), format!("cannot make json: {error}"))))
        }
    }
}

/// A unit's id and name.
pub(super) fn named(status: &Status<'_>, unit: UnitIndex) -> Value {
    let unit = status.plan.unit(unit);
    json!({ "id": unit.id.as_str(), "name": printable(&unit.name) })
}

fn unit(status: &Status<'_>, of: &UnitStatus<'_>, lang: Lang) -> Unit {
    let unit = status.plan.unit(of.unit);
    let hazards = &of.hazards;
    let unknown = of.unknown.iter().map(|unit| status.plan.unit(*unit).id.as_str());
    let numbers = json!({
        "id": unit.id.as_str(),
        "name": printable(&unit.name),
        "source": if status.plan.is_by_filings(of.unit) { "filings" } else { "records" },
        "return": of.standing.map(|standing| json!({
            "month": standing.month.to_string(),
            "filed_on": standing.filed_on.to_string(),
        })),
        "unknown": unknown.collect::<Vec<_>>(),
        "gaps": of.gaps.iter().map(|of| gap(status, of)).collect::<Vec<_>>(),
        "filings": {
            "due": of.filings.due,
            "filed": of.filings.filed,
            "lacking": of.filings.lacking(),
            "missed": of.filings.missed,
            "late": of.filings.late,
        },
        "enterprises": of.enterprises,
        "quota": share(of.quota),
        "selfchecks": share(of.selfchecks),
        "inspections": share(of.inspections),
        "key_inspections": share(of.key_inspections),
        "inspected": of.inspected,
        "hazards": {
            "completed": share(hazards.completed()),
            "by_enterprise": share(hazards.by_enterprise),
            "by_department": share(hazards.by_department),
            "supervised": share(hazards.supervised),
            "open": hazards.open,
            "open_before": hazards.open_before,
            "overdue": hazards.overdue,
            "due_soon": hazards.due_soon,
            "no_limit": hazards.no_limit,
            "supervised_open": hazards.supervised_open,
            "unverified": hazards.unverified,
        },
    });
    let details = json!({
        "signs": of.signs.iter().map(|of| sign(of, lang)).collect::<Vec<_>>(),
        "deadlines": of.deadlines.iter().map(|of| deadline(status, of)).collect::<Vec<_>>(),
        "overdue": of.details.overdue.iter().map(|of| hazard(status, of)).collect::<Vec<_>>(),
        "due_soon": of.details.due_soon.iter().map(|of| hazard(status, of)).collect::<Vec<_>>(),
        "no_selfcheck": of.details.no_selfcheck.iter().map(|of| enterprise(of)).collect::<Vec<_>>(),
        "no_inspection": of.details.no_inspection.iter().map(|of| enterprise(of)).collect::<Vec<_>>(),
        "accidents": of.details.accidents.iter().map(|of| enterprise(of)).collect::<Vec<_>>(),
    });
    Unit { numbers, penalties: punished(of.penalties), details }
}

fn punished(Penalties { times, fines, cases }: Penalties) -> Punished {
    Punished { times, fines: fines.and_then(exactly), cases }
}

/// An amount, digit for digit.
fn exactly(amount: Amount) -> Option<Box<RawValue>> {
    RawValue::from_string(amount.to_string()).ok()
}

/// What a unit's return leaves open.
fn gap(status: &Status<'_>, of: &Gap) -> Value {
    let contradictions = of.contradictions.iter().map(|of| {
        json!({ "part": of.part.name(), "value": of.share.part, "whole": of.whole.name(), "of": of.share.whole })
    });
    json!({
        "unit": status.plan.unit(of.unit).id.as_str(),
        "missing": of.missing.iter().map(|key| key.name()).collect::<Vec<_>>(),
        "contradictions": contradictions.collect::<Vec<_>>(),
    })
}

/// So many of so many; the rate in percent, rounded to a tenth, null where it is of nothing.
fn share(share: Option<Share>) -> Value {
    share.map_or(Value::Null, |share| {
        let rate =
            share.permille().and_then(|permille| decimal(&format!("{}.{}", permille / 10, permille % 10)));
        json!({ "part": share.part, "whole": share.whole, "percent": rate })
    })
}

fn decimal(text: &str) -> Option<Value> {
    text.parse().ok()
}

fn sign(sign: &Sign, lang: Lang) -> Value {
    let lags = match sign {
        Sign::Slow(lags) => lags.iter().map(Lag::name).collect(),
        _ => Vec::new(),
    };
    let mut value = json!({
        "sign": sign.name(),
        "word": sign.word().in_lang(lang),
        "text": sign.text().in_lang(lang),
    });
    if let (false, Some(object)) = (lags.is_empty(), value.as_object_mut()) {
        object.insert("lags".to_owned(), json!(lags));
    }
    value
}

fn deadline(status: &Status<'_>, of: &Deadline) -> Value {
    json!({
        "task": of.task.key(),
        "month": of.task.month().map(|month| month.to_string()),
        "due_on": of.due_on.to_string(),
        "state": of.state.name(),
        "done_on": of.state.done_on().map(|on| on.to_string()),
        "days_left": of.days_left(status.as_of),
        "done": share(of.done),
    })
}

fn tally(of: &Tally) -> Value {
    json!({
        "task": of.task.key(),
        "month": of.task.month().map(|month| month.to_string()),
        "due_on": of.due_on.to_string(),
        "units": of.units,
        "met": of.met,
        "late": of.late,
        "missed": of.missed,
        "open": of.open,
    })
}

/// A hazard with a time limit.
fn hazard(status: &Status<'_>, of: &DueHazard<'_>) -> Value {
    json!({
        "id": of.hazard.id.as_str(),
        "enterprise": of.hazard.enterprise.as_str(),
        "name": printable(of.enterprise_name()),
        "hazard": printable(&of.hazard.description),
        "due_on": of.due_on.to_string(),
        "days_left": of.days_left(status.as_of),
        "path": of.path,
        "line": of.line,
    })
}

/// An enterprise, by id and name.
fn enterprise(of: &Entry<Enterprise>) -> Value {
    json!({ "id": of.id.as_str(), "name": printable(&of.name), "key": of.key })
}
