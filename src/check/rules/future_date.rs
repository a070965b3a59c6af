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
    let limit = today.min(end);
    let late = events(record).into_iter().filter(|(.., date)| *date > limit);
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
    late.map(fault).collect()
}

/// The dates of all events of a record.
fn events(record: AnyRecord<'_>) -> Vec<Event> {
    match record {
        AnyRecord::Enterprise(enterprise) => of_enterprise(enterprise),
        AnyRecord::Selfcheck(selfcheck) => of_selfcheck(selfcheck),
        AnyRecord::Hazard(hazard) => of_hazard(hazard),
        AnyRecord::Inspection(inspection) => {
            vec![("date".into(), "检查日期", "the day of the inspection", inspection.date)]
        }
        AnyRecord::Penalty(penalty) => {
            vec![("decided_on".into(), "处罚决定日期", "the day of the decision", penalty.decided_on)]
        }
        AnyRecord::Activity(activity) => {
            vec![("date".into(), "工作日期", "the day of the work", activity.date)]
        }
        AnyRecord::Filing(filing) => {
            vec![("filed_on".into(), "报送日期", "the day of filing", filing.filed_on)]
        }
    }
}

fn of_enterprise(enterprise: &Enterprise) -> Vec<Event> {
    let mut events: Vec<Event> =
        vec![("listed_on".into(), "列入清单日期", "the day of listing", enterprise.listed_on)];
    let removal = enterprise.removed.iter();
    events.extend(
        removal.map(|removal| ("removed.on".into(), "移出清单日期", "the day of removal", removal.on)),
    );
    let accidents = enterprise.accidents.iter().enumerate();
    events.extend(accidents.map(|(index, accident)| {
        (format!("accidents[{index}].on").into(), "事故日期", "the day of the accident", accident.on)
    }));
    events
}

fn of_selfcheck(selfcheck: &Selfcheck) -> Vec<Event> {
    let mut events: Vec<Event> =
        vec![("submitted_on".into(), "报送日期", "the day of submission", selfcheck.submitted_on)];
    let checks = selfcheck.leader_checks.iter().enumerate();
    events.extend(checks.map(|(index, date)| {
        (format!("leader_checks[{index}]").into(), "带队检查日期", "the day of the leader's check", *date)
    }));
    events
}

fn of_hazard(hazard: &Hazard) -> Vec<Event> {
    let (rectification, supervision) = (&hazard.rectification, hazard.supervision.as_ref());
    let listed = supervision.map(|supervision| supervision.listed_on);
    let released = supervision.and_then(|supervision| supervision.released_on);
    let dates = [
        ("found_on", "发现日期", "the day of finding", Some(hazard.found_on)),
        ("reported_on", "报告日期", "the day of the report", hazard.reported_on),
        ("rectification.completed_on", "整改完成日期", "the day of completion", rectification.completed_on),
        ("rectification.verified_on", "验收日期", "the day of acceptance", rectification.verified_on),
        ("supervision.listed_on", "挂牌日期", "the day of the supervision order", listed),
        ("supervision.released_on", "摘牌日期", "the day of release", released),
    ];
    dates.into_iter().filter_map(|(field, zh, en, date)| Some((field.into(), zh, en, date?))).collect()
}
