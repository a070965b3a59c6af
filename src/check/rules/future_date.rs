//! V003: an event that has not happened yet.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::{Field, Severity};
use crate::lang::Text;
use crate::record::{Enterprise, Hazard, Selfcheck};
use crate::store::records::AnyRecord;
use chrono::NaiveDate;

pub(super) static RULE: Rule = Rule {
    code: "V003",
    name: "future-date",
    severity: Severity::Error,
    summary: Text::fixed(
        "事件日期晚于今天，或晚于行动结束日",
        "an event dated after today, or after the plan's end",
    ),
    help: Text::fixed(
        "改正日期；尚未发生的事不要登记",
        "correct the date; what has not happened yet is not recorded",
    ),
    explain: Text::fixed(
        "记录只记已发生的事。日期晚于今天，多是年、月写错；晚于方案的结束日（end），则不属于本次行动，永远不会被统计。今天以运行本工具的机器为准，--as-of 不影响。\
         检查各类记录的所有事件日期：列入、移出、事故、提交、带队检查、发现、报告、完成、验收、挂牌、摘牌、检查、处罚决定、工作、报送。\
         整改期限（due_on）和豁免的 until 本来就指向将来，不检查。",
        "Records hold what has happened. A date after today is mostly a wrong year or month; one after the plan's `end` is not of this campaign and would never be \
         counted. Today is the machine's; `--as-of` does not move it. All event dates of all kinds are looked at: listing, removal, accident, submission, leader's check, \
         finding, report, completion, acceptance, supervision and its release, inspection, decision, work and filing. A time limit (`due_on`) and the `until` of a waiver lie in the future by \
         their nature and are exempt.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 四：“专项行动分四个阶段，即日起至12月底”；附件3-1 注2：“如实填报”",
        "曲应急〔2023〕25号, part 4: \"专项行动分四个阶段，即日起至12月底\"; form 附件3-1, note 2: \"如实填报\"",
    ),
    wrong: Example {
        path: "jia/activities/v003.yaml",
        text: "\
id: v003
kind: 专题学习
date: 2032-06-09
",
    },
    right: Example {
        path: "jia/activities/v003.yaml",
        text: "\
id: v003
kind: 专题学习
date: 2023-06-09
",
    },
    examine: Examine::Any(examine),
};

/// A date of a record: its field, its name in both languages, the day.
type Event = (Field, &'static str, &'static str, NaiveDate);

fn examine(record: AnyRecord<'_>, context: &Context<'_>) -> Vec<Fault> {
    let (today, end) = (context.today, context.plan.end);
    let fault = |(field, zh, en, date): Event| {
        let message = if date > end {
            Text::made(
                format!("{zh} `{date}` 晚于行动结束日 {end}"),
                format!("{en}, `{date}`, is after the campaign's end, {end}"),
            )
        } else {
            Text::made(
                format!("{zh} `{date}` 晚于今天 {today}"),
                format!("{en}, `{date}`, is after today, {today}"),
            )
        };
        Fault::at(field, message)
    };
    events_after(today.min(end), record).into_iter().map(fault).collect()
}

/// The events of a record that are dated after a day.
fn events_after(limit: NaiveDate, record: AnyRecord<'_>) -> Vec<Event> {
    match record {
        AnyRecord::Enterprise(enterprise) => of_enterprise(limit, enterprise),
        AnyRecord::Selfcheck(selfcheck) => of_selfcheck(limit, selfcheck),
        AnyRecord::Hazard(hazard) => of_hazard(limit, hazard),
        AnyRecord::Inspection(inspection) => {
            after(limit, [("date", "检查日期", "the day of the inspection", Some(inspection.date))])
        }
        AnyRecord::Penalty(penalty) => after(
            limit,
            [("decided_on", "处罚决定日期", "the day of the decision", Some(penalty.decided_on))],
        ),
        AnyRecord::Activity(activity) => {
            after(limit, [("date", "工作日期", "the day of the work", Some(activity.date))])
        }
        AnyRecord::Filing(filing) => {
            after(limit, [("filed_on", "报送日期", "the day of filing", Some(filing.filed_on))])
        }
    }
}

/// Those of the dates that are after a day.
fn after<const N: usize>(
    limit: NaiveDate,
    dates: [(&'static str, &'static str, &'static str, Option<NaiveDate>); N],
) -> Vec<Event> {
    let late = dates.into_iter().filter(|(.., date)| date.is_some_and(|date| date > limit));
    late.filter_map(|(field, zh, en, date)| Some((field.into(), zh, en, date?))).collect()
}

fn of_enterprise(limit: NaiveDate, enterprise: &Enterprise) -> Vec<Event> {
    let removed = enterprise.removed.as_ref().map(|removal| removal.on);
    let mut events = after(
        limit,
        [
            ("listed_on", "列入清单日期", "the day of listing", Some(enterprise.listed_on)),
            ("removed.on", "移出清单日期", "the day of removal", removed),
        ],
    );
    let accidents = enterprise.accidents.iter().enumerate().filter(|(_, accident)| accident.on > limit);
    events.extend(accidents.map(|(index, accident)| {
        (format!("accidents[{index}].on").into(), "事故日期", "the day of the accident", accident.on)
    }));
    events
}

fn of_selfcheck(limit: NaiveDate, selfcheck: &Selfcheck) -> Vec<Event> {
    let submitted = Some(selfcheck.submitted_on);
    let mut events = after(limit, [("submitted_on", "报送日期", "the day of submission", submitted)]);
    let checks = selfcheck.leader_checks.iter().enumerate().filter(|(_, date)| **date > limit);
    events.extend(checks.map(|(index, date)| {
        (format!("leader_checks[{index}]").into(), "带队检查日期", "the day of the leader's check", *date)
    }));
    events
}

fn of_hazard(limit: NaiveDate, hazard: &Hazard) -> Vec<Event> {
    let (rectification, supervision) = (&hazard.rectification, hazard.supervision.as_ref());
    let listed = supervision.map(|supervision| supervision.listed_on);
    let released = supervision.and_then(|supervision| supervision.released_on);
    let (completed, verified) = (rectification.completed_on, rectification.verified_on);
    after(
        limit,
        [
            ("found_on", "发现日期", "the day of finding", Some(hazard.found_on)),
            ("reported_on", "报告日期", "the day of the report", hazard.reported_on),
            ("rectification.completed_on", "整改完成日期", "the day of completion", completed),
            ("rectification.verified_on", "验收日期", "the day of acceptance", verified),
            ("supervision.listed_on", "挂牌日期", "the day of the supervision order", listed),
            ("supervision.released_on", "摘牌日期", "the day of release", released),
        ],
    )
}
