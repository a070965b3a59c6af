//! The rows of 3-2: hazards found in the window, with what became of them by the cutoff.

use crate::check::Context;
use crate::plan::UnitIndex;
use crate::record::{Entry, Hazard, Penalty, Sanction};
use chrono::NaiveDate;
use rayon::prelude::*;

/// A row of 3-2 (附件3-2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HazardRow {
    /// The hazard's id.
    pub id: String,
    /// The unit whose record the hazard is.
    pub unit: UnitIndex,
    /// 州市: the city above the unit that lists the enterprise; empty where there is none.
    pub city: String,
    /// 县区: the unit that lists the enterprise.
    pub county: String,
    /// 企业名称; the enterprise's id where the enterprise cannot be read.
    pub enterprise: String,
    /// 重大事故隐患
    pub hazard: String,
    /// 是否挂牌督办
    pub supervised: bool,
    /// 是否整改
    pub rectified: bool,
    /// 是否处罚
    pub penalized: bool,
    /// 处罚情况: 主要负责人
    pub penalty_principal: String,
    /// 处罚情况: 企业
    pub penalty_enterprise: String,
}

/// The rows of a unit and all units below it: by unit in the order of the plan, `found_on`, id.
///
/// They are picked out of all hazards, not out of a [`Scope`](crate::tally::Scope): so that their number
/// says something about the figures.
pub(super) fn hazard_rows(context: &Context<'_>, unit: UnitIndex, cutoff: NaiveDate) -> Vec<HazardRow> {
    rows(context, unit, cutoff).into_par_iter().map(|hazard| row(context, hazard, cutoff)).collect()
}

/// On which row a hazard is, from 1; `None` where it is on none.
pub(super) fn row_of(
    context: &Context<'_>,
    unit: UnitIndex,
    cutoff: NaiveDate,
    hazard: &Entry<Hazard>,
) -> Option<usize> {
    let rows = rows(context, unit, cutoff);
    rows.iter().position(|row| row.origin == hazard.origin).map(|position| position + 1)
}

/// The hazards that have a row, in order.
fn rows<'r>(context: &Context<'r>, unit: UnitIndex, cutoff: NaiveDate) -> Vec<&'r Entry<Hazard>> {
    let plan = context.plan;
    let in_scope: Vec<bool> = plan.units().map(|(below, _)| plan.is_within(below, unit)).collect();
    let counted = |hazard: &&Entry<Hazard>| {
        in_scope[usize::from(hazard.unit().0)]
            && plan.counting_from <= hazard.found_on
            && hazard.found_on <= cutoff
    };
    let mut hazards: Vec<&Entry<Hazard>> = context.records.hazards.iter().filter(counted).collect();
    hazards.sort_by(|a, b| (a.unit(), a.found_on, &a.id).cmp(&(b.unit(), b.found_on, &b.id)));
    hazards
}

impl HazardRow {
    /// The row of a hazard, with what became of it by the cutoff.
    pub fn new(context: &Context<'_>, hazard: &Entry<Hazard>, cutoff: NaiveDate) -> Self {
        row(context, hazard, cutoff)
    }
}

fn row(context: &Context<'_>, hazard: &Entry<Hazard>, cutoff: NaiveDate) -> HazardRow {
    let plan = context.plan;
    let enterprise = context.enterprise(&hazard.enterprise);
    let listed_by = enterprise.map_or(hazard.unit(), |enterprise| enterprise.unit());
    let mut cases: Vec<_> =
        context.penalties(&hazard.id).iter().copied().filter(|case| case.decided_on <= cutoff).collect();
    cases.sort_by(|a, b| (a.decided_on, &a.id).cmp(&(b.decided_on, &b.id)));
    HazardRow {
        id: hazard.id.to_string(),
        unit: hazard.unit(),
        city: plan.city_name(listed_by).to_owned(),
        county: plan.unit(listed_by).name.clone(),
        enterprise: enterprise
            .map_or_else(|| hazard.enterprise.to_string(), |enterprise| enterprise.name.clone()),
        hazard: hazard.description.clone(),
        supervised: hazard.is_supervised(cutoff),
        rectified: hazard.is_completed(cutoff),
        penalized: !cases.is_empty(),
        penalty_principal: told(&cases, |case| sanction(case.on_principal.as_ref(), false)),
        penalty_enterprise: told(&cases, |case| sanction(case.on_enterprise.as_ref(), case.halt)),
    }
}

/// What the cases say, joined by `；`; those that say nothing are left out.
fn told(cases: &[&Entry<Penalty>], say: impl Fn(&Penalty) -> String) -> String {
    let said: Vec<String> = cases.iter().map(|case| say(case)).filter(|said| !said.is_empty()).collect();
    said.join("；")
}

/// `罚款5万元、责令限期改正、责令停产整顿`
fn sanction(sanction: Option<&Sanction>, halt: bool) -> String {
    let fine = sanction.and_then(|sanction| sanction.fine).map(|fine| format!("罚款{fine}万元"));
    let other = sanction.map_or(&[][..], |sanction| &sanction.other).iter().cloned();
    let halt = halt.then(|| "责令停产整顿".to_owned());
    fine.into_iter().chain(other).chain(halt).collect::<Vec<_>>().join("、")
}
