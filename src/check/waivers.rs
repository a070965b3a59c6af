//! Waivers: findings that the bureau accepts, in the record or, for a unit, in `hazards.toml`; and
//! W001 for those that waive nothing.

use super::{Context, rules};
use crate::finding::{Field, Finding, Severity, Spot};
use crate::lang::Text;
use crate::record::{Origin, Waiver};
use crate::settings::{FILE, Settings};
use crate::store::records::AnyRecord;
use crate::text::quote;
use std::collections::HashMap;

const CODE: &str = "W001";

/// How many findings each waiver waives.
pub(super) struct Marks<'r> {
    /// Those of records.
    pub(super) in_records: HashMap<Origin, (AnyRecord<'r>, Vec<usize>)>,
    /// Those of `hazards.toml`, in order.
    pub(super) in_settings: Vec<usize>,
}

/// Marks the findings that are waived.
pub(super) fn mark<'r>(context: &Context<'r>, settings: &Settings, findings: &mut [Finding]) -> Marks<'r> {
    let mut in_records = record_waivers(context);
    let mut in_settings = vec![0; settings.waivers.len()];
    for finding in findings.iter_mut() {
        match &finding.spot {
            Spot::Field(origin, _) => {
                if let Some((record, used)) = in_records.get_mut(origin) {
                    waive(context, finding, record.waivers().iter().zip(used));
                }
            }
            Spot::Nowhere => {
                let of_unit = settings
                    .waivers
                    .iter()
                    .zip(&mut in_settings)
                    .filter(|(waiver, _)| Some(waiver.unit) == finding.unit);
                let of_unit: Vec<_> = of_unit.map(|(waiver, used)| (&waiver.waiver, used)).collect();
                waive(context, finding, of_unit.into_iter());
            }
            Spot::Place(_) => {}
        }
    }
    Marks { in_records, in_settings }
}

/// Marks the findings that are waived, and reports the waivers that waive nothing.
pub(super) fn apply(context: &Context<'_>, settings: &Settings, findings: &mut Vec<Finding>) {
    let Marks { in_records, in_settings } = mark(context, settings, findings);
    let mut unused: Vec<(Origin, usize)> = in_records
        .iter()
        .flat_map(|(origin, (_, used))| {
            used.iter().enumerate().filter(|(_, used)| **used == 0).map(|(index, _)| (*origin, index))
        })
        .collect();
    unused.sort_unstable();
    for (origin, index) in unused {
        if let Some((record, _)) = in_records.get(&origin)
            && let Some(waiver) = record.waivers().get(index)
        {
            findings.push(unused_in_record(context, *record, index, waiver));
        }
    }
    for (waiver, _) in settings.waivers.iter().zip(in_settings).filter(|(_, used)| *used == 0) {
        let mut finding = unused_finding(context, &waiver.waiver);
        finding.unit = Some(waiver.unit);
        finding.path = FILE.to_owned();
        finding.spot = Spot::Place(waiver.place.clone());
        findings.push(finding);
    }
}

/// The records that have waivers, with a count for each waiver of what it waives.
fn record_waivers<'r>(context: &Context<'r>) -> HashMap<Origin, (AnyRecord<'r>, Vec<usize>)> {
    let with_waivers = context.records.all().filter(|record| !record.waivers().is_empty());
    with_waivers.map(|record| (record.origin(), (record, vec![0; record.waivers().len()]))).collect()
}

fn waive<'w>(
    context: &Context<'_>,
    finding: &mut Finding,
    waivers: impl Iterator<Item = (&'w Waiver, &'w mut usize)>,
) {
    for (waiver, used) in waivers {
        if waiver.rule == finding.rule && waiver.holds_on(context.as_of) {
            finding.waived = true;
            *used += 1;
        }
    }
}

fn unused_in_record(context: &Context<'_>, record: AnyRecord<'_>, index: usize, waiver: &Waiver) -> Finding {
    let mut finding = unused_finding(context, waiver);
    finding.unit = Some(record.origin().unit);
    finding.kind = Some(record.kind());
    finding.id = Some(record.id().to_owned());
    finding.path = context.records.path(record.origin()).to_owned();
    finding.field = format!("waivers[{index}]").into();
    finding.spot = Spot::Field(record.origin(), finding.field.clone());
    finding
}

fn unused_finding(context: &Context<'_>, waiver: &Waiver) -> Finding {
    let rule = quote(&waiver.rule);
    let message = match waiver.until.filter(|until| *until < context.as_of) {
        Some(until) => Text::made(
            format!("对 {rule} 的豁免已于 {until} 到期"),
            format!("the waiver of {rule} ended on {until}"),
        ),
        None => Text::made(
            format!("对 {rule} 的豁免没有对应的问题"),
            format!("the waiver of {rule} waives nothing"),
        ),
    };
    Finding {
        rule: CODE,
        severity: Severity::Info,
        unit: None,
        kind: None,
        id: None,
        path: String::new(),
        spot: Spot::Nowhere,
        field: Field::default(),
        twin: 0,
        message,
        help: rules::find(CODE).map(|rule| rule.help.clone()).unwrap_or_default(),
        waived: false,
        spoils: false,
        fix: None,
    }
}
