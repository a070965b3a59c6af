//! Counting how units stand: one walk over each kind of record for what every unit has of its own, added up for
//! the units above; the figures are those of the returns.

use super::deadline::{Deadline, Progress, State, deadlines};
use super::gap::{BY_DEPARTMENT, BY_ENTERPRISE, Pair, SUPERVISED};
use super::given::Given;
use super::sign;
use super::{Details, DueHazard, Filings, Hazards, Share, UnitStatus, soon};
use crate::check::Context;
use crate::figure::Key;
use crate::plan::{Level, UnitIndex};
use crate::record::Kind;
use chrono::NaiveDate;
use std::ops::Add;

/// The units below one, and itself with all of them.
pub(super) fn count<'r>(
    context: &'r Context<'r>,
    unit: UnitIndex,
    within: u32,
) -> (Vec<UnitStatus<'r>>, UnitStatus<'r>) {
    let plan = context.plan;
    let parts = parts(context, unit, within);
    let path = |of: UnitIndex| {
        let mut path: Vec<UnitIndex> = plan.upwards(of).take_while(|above| *above != unit).collect();
        path.reverse();
        path
    };
    let mut order: Vec<(Vec<UnitIndex>, UnitIndex)> =
        plan.within(unit).into_iter().filter(|of| *of != unit).map(|of| (path(of), of)).collect();
    order.sort();
    let units = order.iter().map(|(path, of)| status(context, *of, path.len(), &parts));
    (units.collect(), status(context, unit, 0, &parts))
}

/// What a unit has of its own, without the units below it.
#[derive(Default)]
struct Part<'r> {
    filings: Filings,
    deadlines: Vec<Deadline>,
    enterprises: u64,
    selfchecks: Progress,
    inspections: Progress,
    key_inspections: Share,
    accidents: [u64; 2],
    open: u64,
    open_before: u64,
    no_limit: u64,
    supervised_open: u64,
    unverified: u64,
    details: Details<'r>,
}

/// What every unit of a scope has of its own, by its index in the plan.
fn parts<'r>(context: &Context<'r>, scope: UnitIndex, within: u32) -> Vec<Part<'r>> {
    let plan = context.plan;
    let mut parts: Vec<Part<'r>> = plan.units().map(|_| Part::default()).collect();
    enterprises(context, &mut parts);
    hazards(context, &mut parts, within);
    for (unit, _) in plan.units().filter(|(unit, _)| plan.is_within(*unit, scope)) {
        let Some(part) = parts.get_mut(usize::from(unit.0)) else { continue };
        let listed = context.keeps(unit, Kind::Enterprise);
        let kept = |kind: Kind, progress: Progress| (listed && context.keeps(unit, kind)).then_some(progress);
        part.deadlines = deadlines(
            context,
            unit,
            kept(Kind::Selfcheck, part.selfchecks),
            kept(Kind::Inspection, part.inspections),
        );
        part.filings = filings(&part.deadlines, context.as_of);
        part.details.overdue.sort_by_key(|due| (due.due_on, due.hazard.origin));
        part.details.due_soon.sort_by_key(|due| (due.due_on, due.hazard.origin));
        part.details.no_inspection.sort_by_key(|enterprise| (!enterprise.key, enterprise.origin));
    }
    parts
}

fn filings(deadlines: &[Deadline], as_of: NaiveDate) -> Filings {
    let mut filings = Filings::default();
    for deadline in deadlines.iter().filter(|deadline| deadline.task.is_filing()) {
        if deadline.due_on <= as_of {
            filings.due += 1;
            filings.filed += u64::from(deadline.is_done());
        }
        filings.missed += u64::from(deadline.state == State::Missed);
        filings.late += u64::from(matches!(deadline.state, State::Late(_)));
    }
    filings
}

fn enterprises<'r>(context: &Context<'r>, parts: &mut [Part<'r>]) {
    let as_of = context.as_of;
    for enterprise in context.records.enterprises.iter().filter(|one| one.is_listed(as_of)) {
        let Some(part) = parts.get_mut(usize::from(enterprise.unit().0)) else { continue };
        part.enterprises += 1;
        let by_now = |day: Option<NaiveDate>| day.filter(|day| *day <= as_of);
        let selfchecked = context.is_selfchecked(enterprise);
        part.selfchecks.count(selfchecked, by_now(context.first_selfcheck(&enterprise.id)));
        let inspected = context.is_inspected(enterprise);
        part.inspections.count(inspected, by_now(context.first_inspection(&enterprise.id)));
        if enterprise.key {
            part.key_inspections.count(inspected);
        }
        if !selfchecked {
            part.details.no_selfcheck.push(enterprise);
        }
        if !inspected {
            part.details.no_inspection.push(enterprise);
        }
        let mut accidents = context
            .plan
            .accident_years
            .into_iter()
            .flat_map(|years| sign::accidents(enterprise, years, as_of))
            .peekable();
        if accidents.peek().is_some() {
            part.details.accidents.push(enterprise);
        }
        for accident in accidents {
            part.accidents[0] += 1;
            part.accidents[1] += u64::from(accident.deaths);
        }
    }
}

fn hazards<'r>(context: &Context<'r>, parts: &mut [Part<'r>], within: u32) {
    let (as_of, soon) = (context.as_of, soon(context.as_of, within));
    for hazard in &context.records.hazards {
        let Some(part) = parts.get_mut(usize::from(hazard.unit().0)) else { continue };
        part.unverified += u64::from(hazard.is_unverified(as_of));
        if !hazard.is_open(as_of) {
            continue;
        }
        part.open += 1;
        part.open_before += u64::from(hazard.found_on < context.plan.counting_from);
        part.supervised_open += u64::from(hazard.is_supervised(as_of));
        let Some(due_on) = hazard.rectification.due_on else {
            part.no_limit += 1;
            continue;
        };
        let due = || DueHazard {
            hazard,
            enterprise: context.enterprise(&hazard.enterprise),
            due_on,
            path: context.records.path(hazard.origin),
            line: None,
        };
        if hazard.is_overdue(as_of) {
            part.details.overdue.push(due());
        } else if due_on <= soon {
            part.details.due_soon.push(due());
        }
    }
}

/// Numbers of units, added up; of none where none is known.
fn total<T: Add<Output = T>>(numbers: impl Iterator<Item = T>) -> Option<T> {
    numbers.reduce(Add::add)
}

/// How a unit stands, with all units below it.
fn status<'r>(context: &'r Context<'r>, unit: UnitIndex, depth: usize, parts: &[Part<'r>]) -> UnitStatus<'r> {
    let within = context.plan.within(unit);
    let given = Given::new(context, unit, &within);
    let own = || within.iter().filter_map(|of| Some((*of, parts.get(usize::from(of.0))?)));
    // The numbers of those units that keep records of all these kinds.
    let keeping = |kinds: &'static [Kind]| {
        let keeps = |of: UnitIndex| {
            context.plan.unit(of).level.holds_records() && kinds.iter().all(|kind| context.keeps(of, *kind))
        };
        own().filter(move |(of, _)| keeps(*of)).map(|(_, part)| part)
    };
    let share = |kinds, share: fn(&Part<'r>) -> Share| total(keeping(kinds).map(share));
    let found = |count: fn(&Part<'r>) -> u64| total(keeping(&[Kind::Hazard]).map(count));
    // What is recorded, and of units that are counted by what they have filed what they say is left.
    let left = |pairs: &[Pair], recorded: fn(&Part<'r>) -> u64| {
        let left = |(of, part): (UnitIndex, &Part<'r>)| match context.plan.is_by_filings(of) {
            false => context.plan.unit(of).level.holds_records().then(|| recorded(part)),
            true => Some(given.filed(of, pairs)?.lacking()),
        };
        total(own().filter_map(left))
    };
    let hazards = Hazards {
        by_enterprise: given.share(&[BY_ENTERPRISE]),
        by_department: given.share(&[BY_DEPARTMENT]),
        completed: given.share(&[BY_ENTERPRISE, BY_DEPARTMENT]),
        supervised: given.share(&[SUPERVISED]),
        open: left(&[BY_ENTERPRISE, BY_DEPARTMENT], |part| part.open),
        open_before: found(|part| part.open_before),
        overdue: found(|part| part.details.overdue.len() as u64),
        due_soon: found(|part| part.details.due_soon.len() as u64),
        no_limit: found(|part| part.no_limit),
        supervised_open: left(&[SUPERVISED], |part| part.supervised_open),
        unverified: found(|part| part.unverified),
    };
    let mut status = UnitStatus {
        unit,
        depth,
        standing: given.standing(unit),
        unknown: given.unknown(),
        gaps: given.gaps(),
        filings: own().map(|(_, part)| part.filings).fold(Filings::default(), Add::add),
        enterprises: total(keeping(&[Kind::Enterprise]).map(|part| part.enterprises)),
        quota: quota(context, unit),
        selfchecks: share(&[Kind::Enterprise, Kind::Selfcheck], |part| part.selfchecks.share),
        inspections: share(&[Kind::Enterprise, Kind::Inspection], |part| part.inspections.share),
        key_inspections: share(&[Kind::Enterprise, Kind::Inspection], |part| part.key_inspections),
        inspected: given.count(Key::B1),
        hazards,
        penalties: given.penalties(),
        signs: Vec::new(),
        deadlines: Vec::new(),
        details: Details::default(),
    };
    if let ([_], Some((_, part))) = (within.as_slice(), own().next()) {
        status.deadlines.clone_from(&part.deadlines);
        status.details = part.details.clone();
        status.signs = sign::signs(context, &status, part.accidents);
    }
    status
}

/// Of a county that keeps its list here, the enterprises that count for the quota, of those that it wants.
fn quota(context: &Context<'_>, unit: UnitIndex) -> Option<Share> {
    let plan = context.plan;
    let has_quota = plan.unit(unit).level == Level::County && context.keeps(unit, Kind::Enterprise);
    let wanted = u64::from(plan.quota.enterprises_per_county);
    has_quota.then(|| Share::new(context.listed_count(unit) as u64, wanted))
}
