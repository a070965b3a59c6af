//! The calendar as an iCalendar file (RFC 5545), to be taken into Outlook, WPS or a telephone: a whole-day event
//! a deadline, told of a week and a day before. The same calendar gives the same bytes: no clock, no random id.

use super::{Error, calendar, lined};
use crate::calendar::{Calendar, Date, Due};
use crate::lang::{Lang, Text};
use crate::plan::{Plan, Task};
use crate::record::term::Document;
use chrono::{Datelike, NaiveDate};
use ical::component::{IcalComponent, IcalComponentKind};
use ical::ical::Ical;
use ical::param::IcalParam;
use ical::prop::{IcalProp, IcalPropKind, IcalPropName};
use ical::tree::cst::IcalCst;
use ical::value::IcalValue;
use ical::value::datetime::{IcalDate, IcalDateTime};
use ical::value::duration::IcalDuration;
use ical::value::text::IcalText;
use ical::version::IcalVersion;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What made the file.
const PRODUCT: &str = "-//hazards//hazards calendar//ZH";
/// A week and a day before, each at nine in the morning: seen from the midnight on which the event begins.
const ALARMS: [&str; 2] = ["-P6DT15H", "-PT15H"];

/// The calendar as an iCalendar file.
///
/// # Errors
/// Never in practice: an event that RFC 5545 does not allow.
pub fn ics(calendar: &Calendar<'_>, lang: Lang) -> Result<Vec<u8>, Error> {
    let Calendar { plan, unit, .. } = calendar;
    let name =
        unit.map_or_else(|| plan.title.clone(), |unit| format!("{} {}", plan.unit(unit).name, plan.title));
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let events = calendar.dates.iter().map(|date| {
        let id = id(calendar, date);
        // Of several hazards of one id each is an event of its own.
        let times = taken.entry(id.clone()).or_default();
        *times += 1;
        let id = if *times == 1 { id } else { format!("{id}-{times}") };
        event(calendar, date, format!("{id}@hazards"), lang)
    });
    let file = Ical {
        version: IcalVersion::V2_0,
        components: events.collect(),
        props: vec![
            text(IcalPropKind::ProdId, PRODUCT),
            text(IcalPropKind::CalScale, "GREGORIAN"),
            text(IcalPropKind::Name, &name),
            IcalProp {
                name: IcalPropName::Unknown("X-WR-CALNAME".into()),
                ..text(IcalPropKind::Name, &name)
            },
        ],
    };
    match file.validate() {
        Ok(valid) => Ok(IcalCst::from(valid).to_string().into_bytes()),
        Err(errors) => {
            let why = errors.first().map(ToString::to_string).unwrap_or_default();
            Err(Error(Text::made(format!("无法生成日历：{why}"), format!("cannot make the calendar: {why}"))))
        }
    }
}

/// What tells an event from all others, on every day and in either language.
fn id(calendar: &Calendar<'_>, date: &Date<'_>) -> String {
    let plan: &Plan = calendar.plan;
    let mut parts = vec![plan.id.clone()];
    match &date.due {
        Due::Task(task, _) => {
            parts.push(slug(*task).to_owned());
            let month = task.document().and_then(|(_, month)| month);
            parts.extend(month.map(|month| month.to_string()));
            parts.extend(calendar.unit.map(|unit| plan.unit(unit).id.to_string()));
        }
        Due::Hazard(hazard) => {
            parts.extend(["hazard".to_owned(), plan.unit(hazard.origin.unit).id.to_string()]);
            parts.push(hazard.id.to_owned());
        }
    }
    parts.join(".")
}

const fn slug(task: Task) -> &'static str {
    match task {
        Task::File(Document::Scheme) => "scheme",
        Task::File(Document::EnterpriseList) => "enterprise-list",
        Task::File(Document::FourLists) => "four-lists",
        Task::File(Document::Summary) => "summary",
        Task::File(Document::Return) | Task::Return(_) => "return",
        Task::SelfCheck => "self-check",
        Task::Inspections => "inspections",
        Task::End => "end",
    }
}

fn event(calendar: &Calendar<'_>, date: &Date<'_>, id: String, lang: Lang) -> IcalComponent<'static> {
    let summary = calendar::whose(calendar, &date.due).in_lang(lang).to_owned();
    let alarm = |trigger: &'static str| IcalComponent {
        name: IcalComponentKind::VAlarm.into(),
        props: vec![
            text(IcalPropKind::Action, "DISPLAY"),
            property(IcalPropKind::Trigger, IcalValue::Duration(IcalDuration(trigger.into()))),
            text(IcalPropKind::Description, &summary),
        ],
        components: Vec::new(),
    };
    let stamp = format!("{}T000000Z", calendar.plan.counting_from.format("%Y%m%d"));
    // Without an end the event lasts one day (3.6.1); a year of five digits is no date.
    let after = date.day.succ_opt().filter(|day| day.year() <= 9999);
    let mut props = vec![
        text(IcalPropKind::Uid, &id),
        property(IcalPropKind::DtStamp, IcalValue::DateTime(IcalDateTime(stamp.into()))),
        whole_day(IcalPropKind::DtStart, date.day),
    ];
    props.extend(after.map(|day| whole_day(IcalPropKind::DtEnd, day)));
    props.extend([
        text(IcalPropKind::Summary, &summary),
        text(IcalPropKind::Description, &description(calendar, date, lang)),
        text(IcalPropKind::Transp, "TRANSPARENT"),
    ]);
    IcalComponent { name: IcalComponentKind::VEvent.into(), props, components: ALARMS.map(alarm).into() }
}

/// The day, the passage of the document or the hazard, and what has been filed: nothing that is another thing
/// tomorrow.
fn description(calendar: &Calendar<'_>, date: &Date<'_>, lang: Lang) -> String {
    let day = date.day;
    let mut lines =
        vec![Text::made(format!("截止日：{day}（含当日）"), format!("Due by {day}, that day included"))];
    match &date.due {
        Due::Task(task, filed) => {
            if let Some(passage) = calendar.plan.passage(*task) {
                let document = &calendar.plan.document;
                lines.push(Text::made(
                    format!("依据：{document} {passage}"),
                    format!("Passage: {document} {passage}"),
                ));
            }
            if let Some((filed, on)) = filed.and_then(|filed| Some((filed, filed.day()?))) {
                let filed = filed.text(day);
                lines.push(Text::made(
                    format!("报送情况：{on} {}", filed.zh),
                    format!("Filing: {on}, {}", filed.en),
                ));
            }
        }
        Due::Hazard(hazard) => {
            let (clause, found) = (hazard.clause, hazard.description);
            lines.push(Text::made(
                format!("隐患（{clause}）：{found}"),
                format!("Hazard ({clause}): {found}"),
            ));
        }
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.in_lang(lang)).collect();
    lines.join("\n")
}

fn property(kind: IcalPropKind, value: IcalValue<'static>) -> IcalProp<'static> {
    IcalProp { name: kind.into(), params: Vec::new(), value }
}

/// A property of words: what no CI runner takes for a command, wherever the line is folded.
fn text(kind: IcalPropKind, words: &str) -> IcalProp<'static> {
    let words = lined(words).replace("::", "：：").replace("##[", "＃＃[");
    property(kind, IcalValue::Text(IcalText(Cow::Owned(words))))
}

fn whole_day(kind: IcalPropKind, day: NaiveDate) -> IcalProp<'static> {
    let value = IcalValue::Date(IcalDate(day.format("%Y%m%d").to_string().into()));
    IcalProp { params: vec![IcalParam::Value("DATE".into())], ..property(kind, value) }
}
