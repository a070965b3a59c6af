//! What the records behind a figure add comes to the figure on the form: every figure, unit and month of the
//! example.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use chrono::NaiveDate;
use hazards::check::Context;
use hazards::figure::{Key, Value};
use hazards::form::content::{Return, Standing};
use hazards::plan::UnitIndex;
use hazards::record::{Amount, Month, Origin};
use hazards::store;
use hazards::tally::Period;
use hazards::tally::trace::Trace;
use std::collections::HashMap;
use std::path::Path;

/// What the rows of a trace add, added up here by hand.
fn sum(trace: &Trace) -> Value {
    let adds = trace.rows.iter().map(|row| row.adds);
    match trace.value {
        Value::Count(_) => {
            Value::Count(adds.map(|value| if let Value::Count(count) = value { count } else { 0 }).sum())
        }
        Value::Amount(_) => Value::Amount(
            adds.map(|value| if let Value::Amount(amount) = value { amount } else { Amount::ZERO }).sum(),
        ),
        Value::YesNo(_) => Value::YesNo(trace.rows.iter().any(|row| row.adds == Value::YesNo(true))),
    }
}

#[test]
fn every_figure_is_what_its_records_add() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing");
    let repository = store::open(&root).unwrap();
    let (plan, catalog) = (&repository.plan, &repository.catalog);
    let today = NaiveDate::from_ymd_opt(2023, 12, 31).unwrap();
    let (mut figures, mut records) = (0, 0);
    for month in plan.months() {
        let cutoff = plan.due(month).min(plan.end);
        let context = Context::new(&repository.records, plan, catalog, cutoff, today);
        for (unit, _) in plan.units() {
            let content = Return::new(&context, unit, month, cutoff, 0).unwrap();
            for key in Key::ALL {
                let trace = Trace::new(&context, *key, unit, Period::new(month, cutoff));
                assert_eq!(trace.value, content.figures[*key], "{key} {month}");
                assert_eq!(sum(&trace), trace.value, "{key} {month}");
                // Each record has its reason, and none counts twice.
                assert!(
                    trace.rows.iter().all(|row| row.facts.iter().all(|(_, day)| *day <= cutoff)),
                    "{key}"
                );
                assert!(trace.rows.is_sorted_by(|a, b| a.origin < b.origin), "{key}");
                figures += 1;
                records += trace.rows.len();
            }
        }
    }
    assert_eq!(figures, 8 * 12 * Key::ALL.len());
    assert!(records > 10_000, "{records}");
}

/// The figures that a record is said to be in are those whose records it is among, with what it adds; months told
/// together are all months, and the rows of 3-2 are its rows.
#[test]
fn a_record_stands_where_the_figures_have_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing");
    let repository = store::open(&root).unwrap();
    let (plan, records) = (&repository.plan, &repository.records);
    let today = NaiveDate::from_ymd_opt(2023, 12, 31).unwrap();
    let context = Context::new(records, plan, &repository.catalog, plan.end, today);
    let periods: Vec<Period> = plan.months().map(|month| Period::new(month, plan.due(month))).collect();
    let unit = plan.find_unit("qilin").unwrap();
    let mut expected: HashMap<(Origin, UnitIndex, Month), Vec<(Key, Value)>> = HashMap::new();
    let mut rows = HashMap::new();
    for (of, period) in [unit, plan.root()].into_iter().flat_map(|of| periods.iter().map(move |it| (of, it)))
    {
        for key in Key::ALL {
            for row in Trace::new(&context, *key, of, *period).rows {
                expected.entry((row.origin, of, period.month)).or_default().push((*key, row.adds));
            }
        }
        let content = Return::new(&context, of, period.month, period.cutoff, 0).unwrap();
        for (row, hazard) in (1..).zip(content.hazards) {
            rows.insert((hazard.id, of, period.month), row);
        }
    }
    let mut added_nothing = 0;
    for record in records.all().filter(|record| record.origin().unit == unit) {
        let standing = Standing::new(&context, record, &[unit, plan.root()], &periods, None);
        let months: Vec<Month> = standing.returns.iter().flat_map(|it| it.months.clone()).collect();
        assert_eq!(months, [plan.months().collect::<Vec<_>>(), plan.months().collect()].concat());
        for it in &standing.returns {
            let counted: Vec<_> = it.counted.iter().map(|one| (one.key, one.adds)).collect();
            for (month, row) in it.months.iter().zip(&it.rows) {
                let place = (record.origin(), it.unit, *month);
                assert_eq!(expected.get(&place).map_or(&[][..], Vec::as_slice), counted, "{}", record.id());
                assert_eq!(rows.get(&(record.id().to_owned(), it.unit, *month)), row.as_ref());
            }
            added_nothing += it.counted.iter().filter(|one| one.counted_by.is_some()).count();
            assert!(it.uncounted.iter().all(|one| !one.reasons.is_empty()));
        }
    }
    assert!(added_nothing > 0, "an enterprise that was inspected twice");
}
