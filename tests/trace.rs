//! What the records behind a figure add comes to the figure on the form: every figure, unit and month of the
//! example.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use chrono::NaiveDate;
use hazards::check::Context;
use hazards::figure::{Key, Value};
use hazards::form::content::Return;
use hazards::record::Amount;
use hazards::store;
use hazards::tally::Period;
use hazards::tally::trace::Trace;
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
