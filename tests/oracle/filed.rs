//! Units that are counted by what they have filed, laid over a repository made by chance; and the plainest
//! way to what they have filed.

use crate::made::Made;
use hazards::figure::{Key, Sort, Value};
use hazards::plan::{FigureSource, Plan, UnitIndex};
use hazards::record::term::Document;
use hazards::record::{Amount, Entry, FileIndex, Filing, Id, Origin};
use hazards::store::records::Records;
use hazards::tally::Period;
use proptest::collection::vec;
use proptest::prelude::*;

/// Whose filing, of which month, filed how many days after its first, and which figures: any numbers.
pub(crate) type Row = (usize, usize, u64, u64, u32);

pub(crate) fn filings() -> impl Strategy<Value = Vec<Row>> {
    vec((0..40_usize, 0..40_usize, 0..40_u64, any::<u64>(), 0..9_u32), 0..30)
}

/// The plan with some of its lowest units counted by what they have filed, and filings of any units.
pub(crate) fn with_filings(made: &Made, chosen: u16, rows: &[Row]) -> (Plan, Records) {
    let (mut plan, mut records) = (made.plan.clone(), made.records.clone());
    let lowest: Vec<UnitIndex> = made
        .plan
        .units()
        .map(|(unit, _)| unit)
        .filter(|unit| made.plan.units.iter().all(|below| below.parent != Some(*unit)))
        .collect();
    for (_, unit) in lowest.iter().enumerate().filter(|(nth, _)| chosen >> (nth % 16) & 1 == 1) {
        plan.units[usize::from(unit.0)].figures_from = FigureSource::Filings;
    }
    let months: Vec<_> = plan.months().collect();
    for (nth, (unit, month, day, keys, number)) in rows.iter().enumerate() {
        let unit = lowest[unit % lowest.len()];
        let month = months[month % months.len()];
        let given = Key::ALL.iter().enumerate().filter(|(at, _)| keys >> at & 1 == 1);
        let value = |key: Key| match key.sort() {
            Sort::Count => Value::Count((*number).into()),
            Sort::Amount => Value::Amount(Amount::parse(&format!("{number}.25")).unwrap()),
            Sort::YesNo => Value::YesNo(number.is_multiple_of(2)),
        };
        let filing = Filing {
            id: Id::parse(&format!("f{nth}")).unwrap(),
            document: if *number == 8 { Document::Summary } else { Document::Return },
            filed_on: month.first_day() + chrono::Days::new(*day),
            month: (*number != 8).then_some(month),
            figures: (*number != 7).then(|| given.map(|(_, key)| (*key, value(*key))).collect()),
            rows: None,
            corrects: None,
            reason: None,
            with_errors: None,
            sealed: None,
        };
        let file = FileIndex(u32::try_from(nth).unwrap());
        let origin = Origin { unit, file, nth: 0 };
        records.filings.push(Entry { record: filing, origin, extras: None });
    }
    (plan, records)
}

/// The records without those of units that are counted by what they have filed.
pub(crate) fn without_filed(plan: &Plan, records: &Records) -> Records {
    let mut kept = records.clone();
    let keeps = |unit: UnitIndex| plan.unit(unit).figures_from == FigureSource::Records;
    kept.hazards.retain(|entry| keeps(entry.unit()));
    kept.inspections.retain(|entry| keeps(entry.unit()));
    kept.penalties.retain(|entry| keeps(entry.unit()));
    kept.activities.retain(|entry| keeps(entry.unit()));
    kept
}

/// What each unit at or below another has filed last of a figure, as it is written.
pub(crate) fn filed(
    plan: &Plan,
    records: &Records,
    above: UnitIndex,
    period: Period,
    key: Key,
) -> Vec<String> {
    let mut values = Vec::new();
    for (unit, _) in plan.units().filter(|(unit, _)| plan.is_within(*unit, above)) {
        if plan.unit(unit).figures_from == FigureSource::Records {
            continue;
        }
        let mut last: Option<&Entry<Filing>> = None;
        for entry in records.filings.iter().filter(|entry| entry.unit() == unit) {
            let of_month = entry.document == Document::Return && entry.month == Some(period.month);
            let known = entry.filed_on <= period.filed_by;
            if of_month && known && last.is_none_or(|last| last.filed_on <= entry.filed_on) {
                last = Some(entry);
            }
        }
        let figures = last.and_then(|entry| entry.figures.as_ref());
        values.extend(figures.and_then(|figures| figures.get(&key)).map(Value::to_string));
    }
    values
}

/// An amount as it is written, in whole 元.
pub(crate) fn yuan(text: &str) -> i128 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    whole.parse::<i128>().unwrap() * 10_000 + format!("{part:0<4}").parse::<i128>().unwrap()
}
