//! Figures and forms held against the contract, computed a second time in the plainest way, over
//! repositories made by chance: every month, every unit.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "oracle/contract.rs"]
mod contract;
#[path = "oracle/filed.rs"]
mod filed;
#[path = "oracle/laid.rs"]
mod laid;
#[path = "oracle/made.rs"]
mod made;

use chrono::NaiveDate;
use contract::DISTINCT;
use filed::filings;
use hazards::check::Context;
use hazards::figure::{Figures, Key, Sort, Value, yes_no};
use hazards::form::content::{EnterpriseList, HazardRow, Return};
use hazards::plan::{Plan, UnitIndex};
use hazards::record::{Amount, Kind, Month, Origin};
use hazards::store::AnyRecord;
use hazards::tally::{Period, Scope, figures, indicator};
use made::{CATALOG, Made, made};
use proptest::prelude::*;
use std::collections::HashSet;

impl Made {
    fn context(&self) -> Context<'_> {
        Context::new(&self.records, self.plan, &CATALOG, self.plan.end, self.plan.end)
    }
}

fn written(figures: &Figures) -> contract::Figures {
    figures.iter().map(|(key, value)| (key.name(), value.to_string())).collect()
}

fn written_row(row: &HazardRow) -> [String; 10] {
    let is = |yes| yes_no(yes).to_owned();
    [
        row.id.clone(),
        row.city.clone(),
        row.county.clone(),
        row.enterprise.clone(),
        row.hazard.clone(),
        is(row.supervised),
        is(row.rectified),
        is(row.penalized),
        row.penalty_principal.clone(),
        row.penalty_enterprise.clone(),
    ]
}

/// A record among all; its place is its own among those of its kind.
fn identity(record: AnyRecord<'_>) -> (Kind, Origin) {
    (record.kind(), record.origin())
}

fn children(plan: &Plan, unit: UnitIndex) -> Vec<UnitIndex> {
    plan.units().filter(|(_, child)| child.parent == Some(unit)).map(|(index, _)| index).collect()
}

/// A sum over units; of 是 and 否 there is none.
fn sum(values: impl IntoIterator<Item = Value>) -> Option<String> {
    let (mut count, mut amount) = (0, None::<Amount>);
    for value in values {
        match value {
            Value::Count(more) => count += more,
            Value::Amount(more) => amount = Some(amount.unwrap_or_default() + more),
            Value::YesNo(_) => return None,
        }
    }
    Some(amount.map_or(count.to_string(), |amount| amount.to_string()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every month at its due day, and the month of another day at that day.
    #[test]
    fn returns_are_what_the_contract_says(made in made()) {
        let (context, plan) = (made.context(), made.plan);
        let returns = plan.months().map(|month| (month, plan.due(month)));
        for (month, cutoff) in returns.chain([(Month::of(made.day), made.day)]) {
            let expected: Vec<_> = plan
                .units()
                .map(|(unit, _)| contract::figures(&made.records, plan, unit, cutoff))
                .collect();
            for (unit, _) in plan.units() {
                let content = Return::new(&context, unit, month, cutoff, 0).unwrap();
                prop_assert_eq!(written(&content.figures), &expected[unit.0 as usize][..]);
                let below: Vec<_> = plan
                    .units()
                    .map(|(below, _)| below)
                    .filter(|below| *below != unit && contract::speaks_for(plan, unit, *below))
                    .collect();
                prop_assert_eq!(content.units.iter().map(|(below, _)| *below).collect::<Vec<_>>(), below);
                for (below, figures) in &content.units {
                    prop_assert_eq!(written(figures), &expected[below.0 as usize][..]);
                }
                let rows: Vec<_> = content.hazards.iter().map(written_row).collect();
                prop_assert_eq!(rows, contract::rows32(&made.records, plan, unit, cutoff));
            }
        }
    }

    #[test]
    fn lists_are_what_the_contract_says(made in made()) {
        let (context, plan) = (made.context(), made.plan);
        for day in [made.day, plan.counting_from, plan.end].into_iter().chain(plan.months().map(|month| plan.due(month))) {
            for (unit, _) in plan.units() {
                let list = EnterpriseList::new(&context, unit, day, 0);
                let is = |yes| yes_no(yes).to_owned();
                let rows: Vec<_> = list.rows.into_iter().map(|row| [
                    row.no.to_string(), row.city, row.county, row.name, row.products, row.industry, row.domains,
                    row.principal, row.phone, is(row.base_info_complete), is(row.code_check),
                ]).collect();
                prop_assert_eq!(rows, contract::rows2(&made.records, plan, unit, day));
            }
        }
    }

    /// What the units directly below report comes to what the unit above them reports, but for 家, of which
    /// it is at most that, and the roll-up says so.
    #[test]
    fn parts_add_up(made in made()) {
        let (context, plan) = (made.context(), made.plan);
        for month in plan.months() {
            let all: Vec<Figures> = plan.units().map(|(unit, _)| figures(&Scope::new(&context, unit, Period::new(month, plan.due(month))))).collect();
            for (unit, _) in plan.units() {
                let content = Return::new(&context, unit, month, plan.due(month), 0).unwrap();
                let parts = children(plan, unit);
                let mut differing = Vec::new();
                for key in Key::ALL.iter().filter(|_| !parts.is_empty()) {
                    let total = all[unit.0 as usize][*key];
                    let parts: Vec<Value> = parts.iter().map(|part| all[part.0 as usize][*key]).collect();
                    match (total, sum(parts.iter().copied())) {
                        (Value::YesNo(any), _) => prop_assert_eq!(any, parts.contains(&Value::YesNo(true))),
                        (total, Some(sum)) if !DISTINCT.contains(&key.name()) => prop_assert_eq!(total.to_string(), sum),
                        (Value::Count(total), Some(sum)) => {
                            let sum: u64 = sum.parse().unwrap();
                            prop_assert!(total <= sum && !parts.iter().any(|part| Value::Count(total).is_below(*part)));
                            differing.extend((total < sum).then_some(*key));
                        }
                        _ => prop_assert!(false, "{key} is no count"),
                    }
                }
                let said = content.differing().into_iter().find(|(of, _)| *of == unit);
                prop_assert_eq!(said.map(|(_, keys)| keys).unwrap_or_default(), differing);
            }
        }
    }

    /// A figure is its records: what they add is the figure, each is there once, in path order, is of a unit
    /// in scope, and is there because it has to do with the figure.
    #[test]
    fn shares_add_up(made in made()) {
        let (context, plan) = (made.context(), made.plan);
        let (unit, cutoff) = (plan.root(), made.day);
        let expected = contract::figures(&made.records, plan, unit, cutoff);
        let scope = Scope::new(&context, unit, Period::new(Month::of(cutoff), cutoff));
        for (key, (_, expected)) in Key::ALL.iter().zip(expected) {
            let shares: Vec<_> = indicator(*key).shares(&scope).collect();
            let origins: Vec<Origin> = shares.iter().map(|share| share.record.origin()).collect();
            prop_assert!(origins.is_sorted_by(|a, b| a < b));
            prop_assert!(origins.iter().all(|origin| plan.is_within(origin.unit, unit)));
            if key.sort() == Sort::YesNo {
                prop_assert_eq!(yes_no(!shares.is_empty()), expected);
            } else {
                prop_assert_eq!(sum(shares.iter().map(|share| share.adds)), Some(expected));
            }
        }
    }

    /// Returns are cumulative: but for D6 and D7 no figure falls from one month to the next.
    #[test]
    fn figures_do_not_fall(made in made()) {
        let (context, plan) = (made.context(), made.plan);
        for (unit, _) in plan.units() {
            let months: Vec<Figures> = plan.months().map(|month| figures(&Scope::new(&context, unit, Period::new(month, plan.due(month))))).collect();
            for pair in months.windows(2) {
                for key in Key::ALL.iter().filter(|key| !matches!(key, Key::D6 | Key::D7)) {
                    prop_assert!(!pair[1][*key].is_below(pair[0][*key]), "{}", key);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// With units that are counted by what they have filed, each total is what the others have recorded, and
    /// what these have filed last for the month by the day asked for; and 3-2 still agrees with 3-1.
    #[test]
    fn totals_are_what_is_recorded_and_what_is_filed(made in made(), chosen in any::<u16>(), rows in filings()) {
        let (plan, records) = filed::with_filings(&made, chosen, &rows);
        let kept = filed::without_filed(&plan, &records);
        let context = Context::new(&records, &plan, &CATALOG, plan.end, plan.end);
        for month in plan.months() {
            let cutoff = plan.due(month);
            for filed_by in [NaiveDate::MAX, cutoff] {
                let period = Period::new(month, cutoff).filed_by(filed_by);
                for (unit, _) in plan.units() {
                    let content = Return::of(&context, unit, period, 0).unwrap();
                    let recorded = contract::figures(&kept, &plan, unit, cutoff);
                    for (key, (_, recorded)) in Key::ALL.iter().zip(recorded) {
                        let filed = filed::filed(&plan, &records, unit, period, *key);
                        let total = content.figures[*key].to_string();
                        let parts = [&recorded].into_iter().chain(&filed);
                        match key.sort() {
                            Sort::YesNo => prop_assert_eq!(total, yes_no(parts.into_iter().any(|part| part.as_str() == "是"))),
                            Sort::Count => prop_assert_eq!(total, parts.map(|part| part.parse::<u64>().unwrap()).sum::<u64>().to_string()),
                            Sort::Amount => prop_assert_eq!(filed::yuan(&total), parts.map(|part| filed::yuan(part)).sum::<i128>()),
                        }
                    }
                    let rows: Vec<_> = content.hazards.iter().map(written_row).collect();
                    prop_assert_eq!(rows, contract::rows32(&records, &plan, unit, cutoff));
                }
            }
        }
    }

    /// A record is among the shares of a figure exactly when nothing speaks against it: every figure, month and
    /// unit, records of every kind.
    #[test]
    fn what_is_not_counted_has_its_reason(made in made(), chosen in any::<u16>(), rows in filings()) {
        let (plan, records) = filed::with_filings(&made, chosen, &rows);
        let context = Context::new(&records, &plan, &CATALOG, plan.end, plan.end);
        let all: Vec<AnyRecord<'_>> = records.all().collect();
        for month in plan.months() {
            let period = Period::new(month, plan.due(month)).filed_by(made.day);
            for (unit, _) in plan.units() {
                let scope = Scope::new(&context, unit, period);
                for key in Key::ALL {
                    let shares: HashSet<_> =
                        indicator(*key).shares(&scope).map(|share| identity(share.record)).collect();
                    for record in &all {
                        let reasons = indicator(*key).against(&scope, *record);
                        prop_assert_eq!(
                            reasons.is_empty(), shares.contains(&identity(*record)),
                            "{} {} {:?} {:?}", key, month, record, reasons
                        );
                        let texts = reasons.iter().map(|reason| reason.text(plan.counting_from, period.cutoff));
                        prop_assert!(texts.into_iter().all(|text| !text.zh.is_empty() && !text.en.is_empty()));
                    }
                }
            }
        }
    }
}
