//! The signs by which the plan document picks whom to supervise (四（三）3: 查不出问题和隐患、工作进度较慢、
//! 零执法零处罚、近3年发生生产安全事故), each with the numbers that raise it. No sign has a threshold of its own.

use super::{Share, UnitStatus};
use crate::check::Context;
use crate::lang::Text;
use crate::plan::{Level, Plan};
use crate::record::{Accident, Enterprise, Entry};
use chrono::{Months, NaiveDate};

/// A sign that a unit is to be supervised.
#[derive(Debug, Clone, PartialEq)]
pub enum Sign {
    /// 查不出问题: it has inspected enterprises and found no major hazard at any of them.
    NothingFound {
        /// Enterprises inspected (B1).
        inspected: u64,
    },
    /// 进度较慢.
    Slow(Vec<Lag>),
    /// 零执法零处罚: no penalty, although it has inspected or found hazards by inspection (零处罚); or no
    /// inspection either, although it lists enterprises (零执法).
    NoEnforcement {
        /// Enterprises listed, where that is known.
        listed: Option<u64>,
        /// Enterprises inspected (B1).
        inspected: u64,
        /// Hazards found by inspection (A3).
        hazards: u64,
    },
    /// 近3年事故: listed enterprises that had accidents in the plan's years up to the day.
    Accidents {
        /// How many enterprises.
        enterprises: u64,
        /// How many accidents they had.
        accidents: u64,
        /// How many died in them.
        deaths: u64,
        /// The plan's years.
        years: u32,
    },
}

/// What a unit is slow with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lag {
    /// Fewer of the listed enterprises are inspected than of the days to the deadline are over.
    Inspections {
        /// Enterprises inspected of those listed.
        done: Share,
        /// Days over, of those to the deadline.
        elapsed: Share,
    },
    /// Fewer of the listed enterprises have handed in a selfcheck than of the days to the deadline are over.
    Selfchecks {
        /// Enterprises that have, of those listed.
        done: Share,
        /// Days over, of those to the deadline.
        elapsed: Share,
    },
    /// Hazards past their time limit (P009).
    Overdue(u64),
    /// Documents and returns that are not filed although their day is over (P014).
    Missed(u64),
    /// Documents and returns that were filed late (P015).
    Late(u64),
}

impl Sign {
    /// The words in JSON, in the order of the plan document.
    pub const NAMES: [&str; 4] = ["nothing-found", "slow", "no-enforcement", "accidents"];

    /// The word in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NothingFound { .. } => "nothing-found",
            Self::Slow(_) => "slow",
            Self::NoEnforcement { .. } => "no-enforcement",
            Self::Accidents { .. } => "accidents",
        }
    }

    /// The words of the plan document.
    pub fn word(&self) -> Text {
        match self {
            Self::NothingFound { .. } => Text::fixed("查不出问题", "查不出问题 (nothing found)"),
            Self::Slow(_) => Text::fixed("进度较慢", "进度较慢 (slow)"),
            Self::NoEnforcement { .. } => Text::fixed("零执法零处罚", "零执法零处罚 (no enforcement)"),
            Self::Accidents { years, .. } => {
                Text::made(format!("近{years}年事故"), format!("近{years}年事故 (accidents)"))
            }
        }
    }

    /// The numbers that raise it.
    pub fn text(&self) -> Text {
        match self {
            Self::NothingFound { inspected } => Text::made(
                format!("检查企业 {inspected} 家，部门检查发现重大事故隐患 0 条"),
                format!("{inspected} enterprises inspected, no major hazard found by inspection"),
            ),
            Self::Slow(lags) => {
                let lags: Vec<Text> = lags.iter().map(Lag::text).collect();
                let joined =
                    |said: fn(&Text) -> &str, by: &str| lags.iter().map(said).collect::<Vec<&str>>().join(by);
                Text::made(joined(|text| &text.zh, "；"), joined(|text| &text.en, "; "))
            }
            Self::NoEnforcement { listed, inspected: 0, hazards: 0 } => {
                let listed = listed.unwrap_or_default();
                Text::made(
                    format!("列入企业 {listed} 家，检查 0 家，处罚 0 件"),
                    format!("{listed} enterprises listed, none inspected, no penalty"),
                )
            }
            Self::NoEnforcement { inspected, hazards, .. } => Text::made(
                format!("检查企业 {inspected} 家，部门检查发现隐患 {hazards} 条，处罚 0 件"),
                format!(
                    "{inspected} enterprises inspected, {hazards} hazards found by inspection, no penalty"
                ),
            ),
            Self::Accidents { enterprises, accidents, deaths, years } => Text::made(
                format!("清单内 {enterprises} 家企业近{years}年发生事故 {accidents} 起，死亡 {deaths} 人"),
                format!(
                    "{enterprises} listed enterprises had {accidents} accidents in {years} years, {deaths} deaths"
                ),
            ),
        }
    }
}

impl Lag {
    /// The word in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Inspections { .. } => "inspections",
            Self::Selfchecks { .. } => "selfchecks",
            Self::Overdue(_) => "overdue",
            Self::Missed(_) => "missed",
            Self::Late(_) => "late",
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::Inspections { done, elapsed } => {
                let (rate, over) = (done.rate(), elapsed.rate());
                Text::made(
                    format!("检查 {done} 家（{rate}），期限已过 {over}"),
                    format!("inspected {done} ({rate}), {over} of the time is over"),
                )
            }
            Self::Selfchecks { done, elapsed } => {
                let (rate, over) = (done.rate(), elapsed.rate());
                Text::made(
                    format!("自检自查 {done} 家（{rate}），期限已过 {over}"),
                    format!("selfchecks {done} ({rate}), {over} of the time is over"),
                )
            }
            Self::Overdue(count) => {
                Text::made(format!("隐患超期未整改 {count} 条"), format!("{count} hazards overdue"))
            }
            Self::Missed(count) => {
                Text::made(format!("材料逾期未报 {count} 项"), format!("{count} filings missing"))
            }
            Self::Late(count) => Text::made(format!("材料晚报 {count} 项"), format!("{count} filings late")),
        }
    }
}

/// The days from the first that counts to a deadline: those over at the end of a day, of all.
pub(super) fn elapsed(plan: &Plan, deadline: NaiveDate, as_of: NaiveDate) -> Share {
    let days = |to: NaiveDate| u64::try_from((to - plan.counting_from).num_days() + 1).unwrap_or_default();
    Share::new(days(as_of.min(deadline)), days(deadline))
}

/// The first day of the years up to a day in which accidents count.
pub(super) fn accidents_from(years: u32, as_of: NaiveDate) -> NaiveDate {
    let before = as_of.checked_sub_months(Months::new(years.saturating_mul(12)));
    before.and_then(|day| day.succ_opt()).unwrap_or(NaiveDate::MIN)
}

/// The accidents of an enterprise that count on a day.
pub(super) fn accidents(
    enterprise: &Entry<Enterprise>,
    years: u32,
    as_of: NaiveDate,
) -> impl Iterator<Item = &Accident> {
    let from = accidents_from(years, as_of);
    enterprise.accidents.iter().filter(move |accident| (from..=as_of).contains(&accident.on))
}

/// The signs of a unit that counts for itself. What is not known raises none, and an own level has none: it is
/// the one that supervises.
pub(super) fn signs(context: &Context<'_>, of: &UnitStatus<'_>, [accidents, deaths]: [u64; 2]) -> Vec<Sign> {
    let mut signs = Vec::new();
    // What the city's own level finds is for the county to punish (四（三）3).
    if context.plan.unit(of.unit).level == Level::Own {
        return signs;
    }
    let by_department = of.hazards.by_department.map(|hazards| hazards.whole);
    if let (Some(inspected @ 1..), Some(0)) = (of.inspected, by_department) {
        signs.push(Sign::NothingFound { inspected });
    }
    let lags = lags(context, of);
    if !lags.is_empty() {
        signs.push(Sign::Slow(lags));
    }
    if let (Some(0), Some(inspected), Some(hazards)) =
        (of.penalties.times_or_cases(), of.inspected, by_department)
        && (inspected > 0 || hazards > 0 || of.enterprises.is_some_and(|listed| listed > 0))
    {
        signs.push(Sign::NoEnforcement { listed: of.enterprises, inspected, hazards });
    }
    let enterprises = of.details.accidents.len() as u64;
    let years = context.plan.accident_years.filter(|_| enterprises > 0);
    signs.extend(years.map(|years| Sign::Accidents { enterprises, accidents, deaths, years }));
    signs
}

fn lags(context: &Context<'_>, of: &UnitStatus<'_>) -> Vec<Lag> {
    let (plan, as_of) = (context.plan, context.as_of);
    let behind = |done: Option<Share>, deadline: Option<NaiveDate>| {
        let (done, elapsed) = (done?, elapsed(plan, deadline?, as_of));
        done.is_behind(elapsed).then_some((done, elapsed))
    };
    let inspections = behind(of.inspections, plan.inspections);
    let selfchecks = behind(of.selfchecks, plan.self_check);
    let some = |count: u64| (count > 0).then_some(count);
    let lags = [
        inspections.map(|(done, elapsed)| Lag::Inspections { done, elapsed }),
        selfchecks.map(|(done, elapsed)| Lag::Selfchecks { done, elapsed }),
        of.hazards.overdue.and_then(some).map(Lag::Overdue),
        some(of.filings.missed).map(Lag::Missed),
        some(of.filings.late).map(Lag::Late),
    ];
    lags.into_iter().flatten().collect()
}
