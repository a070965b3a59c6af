//! The calendar as a table on a terminal, as comma-separated values and as JSON.

use super::{Error, csv, table};
use crate::calendar::{Calendar, Date, Due, DueHazard, Filed};
use crate::check::Context;
use crate::lang::{Lang, Text};
use crate::plan::Task;
use crate::sheet::{Line, Page, Rows, Table, Value};
use crate::text::{json_safe, printable};
use serde_json::{Map, Value as Json, json};

const DAY: Text = Text::fixed("截止日", "due");
const WHAT: Text = Text::fixed("事项", "what");
const LEFT: Text = Text::fixed("剩余", "left");
const FILED: Text = Text::fixed("报送情况", "filing");
const FILED_ON: Text = Text::fixed("报送日期", "filed on");
const BASIS: Text = Text::fixed("依据", "passage");

/// What is due, in words: a task of the plan, or the hazard to be put right.
fn what(due: &Due<'_>) -> Text {
    match due {
        Due::Task(task, _) => task.text(),
        Due::Hazard(DueHazard { id, enterprise, .. }) => Text::made(
            format!("隐患整改：{enterprise}（{id}）"),
            format!("put right a hazard: {enterprise} ({id})"),
        ),
    }
}

/// How many days are left, in words; today is only said of today.
fn left(days: i64, is_today: bool) -> Text {
    match days {
        0 if is_today => Text::fixed("今天", "today"),
        0 => Text::fixed("当日", "that day"),
        1 => Text::fixed("还有 1 天", "1 day"),
        2.. => Text::made(format!("还有 {days} 天"), format!("{days} days")),
        -1 => Text::fixed("已过 1 天", "1 day past"),
        _ => Text::made(format!("已过 {} 天", -days), format!("{} days past", -days)),
    }
}

/// The same with the unit that is to do it, where there is one.
pub(super) fn whose(calendar: &Calendar<'_>, due: &Due<'_>) -> Text {
    let what = what(due);
    let unit = match due {
        Due::Task(..) => calendar.unit,
        Due::Hazard(hazard) => Some(hazard.origin.unit),
    };
    let Some(unit) = unit else { return what };
    let name = &calendar.plan.unit(unit).name;
    Text::made(format!("{name}：{}", what.zh), format!("{name}: {}", what.en))
}

/// The cells of a date: 截止日 事项 剩余, and of a unit's calendar 报送情况 报送日期.
fn cells(calendar: &Calendar<'_>, date: &Date<'_>, lang: Lang) -> Vec<Value> {
    let what = match &date.due {
        Due::Hazard(hazard) if calendar.unit != Some(hazard.origin.unit) => whose(calendar, &date.due),
        due => what(due),
    };
    let mut cells = vec![
        Value::from(date.day.to_string()),
        Value::from(what.in_lang(lang)),
        Value::from(left(calendar.days_left(date.day), calendar.is_today).in_lang(lang)),
    ];
    if calendar.unit.is_some() {
        let filed = match &date.due {
            Due::Task(_, filed) => *filed,
            Due::Hazard(_) => None,
        };
        let said = filed.map(|filed| filed.text(date.day)).unwrap_or_default();
        let day = filed.and_then(Filed::day).map(|day| day.to_string());
        cells.extend([Value::from(said.in_lang(lang)), Value::from(day.unwrap_or_default())]);
    }
    cells
}

fn headings(calendar: &Calendar<'_>, lang: Lang) -> Vec<String> {
    let mut headings = vec![DAY, WHAT, LEFT];
    if calendar.unit.is_some() {
        headings.extend([FILED, FILED_ON]);
    }
    headings.iter().map(|heading| heading.in_lang(lang).to_owned()).collect()
}

/// Whose calendar it is and of which day.
fn title(calendar: &Calendar<'_>) -> [Text; 2] {
    let Calendar { plan, unit, as_of, .. } = calendar;
    let (title, document) = (&plan.title, &plan.document);
    let (zh, en) = unit.map_or_else(Default::default, |unit| {
        let name = &plan.unit(unit).name;
        (format!("，{name}"), format!(", {name}"))
    });
    let (zh_end, en_end) =
        if *as_of == plan.end { ("（方案结束日）", " (the plan's end)") } else { ("", "") };
    [
        Text::made(format!("期限：{title}（{document}）"), format!("Deadlines: {title} ({document})")),
        Text::made(format!("截至 {as_of}{zh_end}{zh}"), format!("as of {as_of}{en_end}{en}")),
    ]
}

/// The calendar on a terminal, no wider than so many columns.
pub fn page(calendar: &Calendar<'_>, lang: Lang, width: usize) -> String {
    let lines = calendar.dates.iter().map(|date| Line::Cells(cells(calendar, date, lang))).collect();
    let tables = vec![Table { headings: headings(calendar, lang), lead: 0, lines }];
    let heading = vec![title(calendar).map(|part| part.in_lang(lang).to_owned()).to_vec()];
    table::page(&Page { heading, tables, notes: Vec::new() }, width)
}

/// The calendar as comma-separated values, with the passages of the document.
///
/// # Errors
/// Never in practice.
pub fn csv(calendar: &Calendar<'_>, lang: Lang) -> Result<Vec<u8>, Error> {
    let mut headings = headings(calendar, lang);
    headings.push(BASIS.in_lang(lang).to_owned());
    let row = |date: &Date<'_>| {
        let mut row = cells(calendar, date, lang);
        row.push(Value::from(match &date.due {
            Due::Task(task, _) => calendar.plan.passage(*task).unwrap_or_default(),
            Due::Hazard(hazard) => hazard.description,
        }));
        row
    };
    csv::csv(&Rows { headings, rows: calendar.dates.iter().map(row).collect() })
}

/// The calendar as JSON.
pub fn json(calendar: &Calendar<'_>, context: &Context<'_>) -> String {
    let Calendar { plan, unit, as_of, dates, .. } = calendar;
    let mut document = Map::new();
    document.insert("version".into(), json!(1));
    document.insert("plan".into(), json!(printable(&plan.id)));
    document.insert("as_of".into(), json!(as_of.to_string()));
    if let Some(unit) = unit {
        let unit = plan.unit(*unit);
        document.insert("unit".into(), json!({"id": unit.id.as_str(), "name": printable(&unit.name)}));
    }
    let dates: Vec<Json> = dates.iter().map(|date| entry(calendar, context, date)).collect();
    document.insert("deadlines".into(), Json::Array(dates));
    json_safe(format!("{:#}\n", Json::Object(document)))
}

fn entry(calendar: &Calendar<'_>, context: &Context<'_>, date: &Date<'_>) -> Json {
    let plan = calendar.plan;
    let (due, days) = (date.day.to_string(), calendar.days_left(date.day));
    match &date.due {
        Due::Task(task, filed) => {
            let (document, month) = task.document().unzip();
            let mut entry = json!({
                "kind": kind(*task),
                "due": due,
                "days_left": days,
                "document": document.map(|document| document.to_string()),
                "month": month.flatten().map(|month| month.to_string()),
                "passage": plan.passage(*task).map(printable),
            });
            if let (Some(_), Json::Object(entry)) = (calendar.unit, &mut entry) {
                entry.insert("filed".into(), json!(filed.map(|filed| filed.word())));
                let day = filed.and_then(|filed| filed.day());
                entry.insert("filed_on".into(), json!(day.map(|day| day.to_string())));
            }
            entry
        }
        Due::Hazard(hazard) => json!({
            "kind": "hazard",
            "due": due,
            "days_left": days,
            "unit": plan.unit(hazard.origin.unit).id.as_str(),
            "id": hazard.id,
            "enterprise": printable(hazard.enterprise),
            "clause": printable(hazard.clause),
            "hazard": printable(hazard.description),
            "path": context.records.path(hazard.origin),
        }),
    }
}

const fn kind(task: Task) -> &'static str {
    match task {
        Task::File(_) | Task::Return(_) => "document",
        Task::SelfCheck => "self_check",
        Task::Inspections => "inspections",
        Task::End => "end",
    }
}
