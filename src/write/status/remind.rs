//! Reminders as text to paste into a message, as rows and as JSON. Telephone numbers only where they are asked for.

use super::json::named;
use crate::lang::{Lang, Text};
use crate::record::{Enterprise, Entry};
use crate::settings::UnitWaiver;
use crate::sheet::{Rows, Value};
use crate::status::remind::{Item, Reminder, reminders};
use crate::status::{DueHazard, Status, Task};
use crate::text::{json_safe, printable, visible};
use chrono::Datelike;
use serde_json::{Value as Json, json};

/// The most names that a message gives of those that lack something.
const NAMED: usize = 3;

/// What a message may say, and in which language.
#[derive(Debug, Clone, Copy)]
pub struct Manner<'a> {
    /// The waivers of units.
    pub waivers: &'a [UnitWaiver],
    /// The language.
    pub lang: Lang,
    /// Whether the telephone numbers of principals are told.
    pub phones: bool,
}

/// A message for each unit, short lines without a greeting, with a blank line between two.
pub fn text(status: &Status<'_>, manner: Manner<'_>) -> String {
    let mut out = String::new();
    for reminder in reminders(status, manner.waivers) {
        if !out.is_empty() {
            out.push('\n');
        }
        for line in message(status, &reminder, manner) {
            out.push_str(line.in_lang(manner.lang));
            out.push('\n');
        }
    }
    if out.is_empty() {
        let (day, within) = (status.as_of, status.within);
        let nothing = Text::made(
            format!("截至 {day}，没有逾期、{within} 日内到期或缺少的事项\n"),
            format!("as of {day} nothing is overdue, due within {within} days or lacking\n"),
        );
        out.push_str(nothing.in_lang(manner.lang));
    }
    out
}

fn message(status: &Status<'_>, reminder: &Reminder<'_>, manner: Manner<'_>) -> Vec<Text> {
    let name = visible(&status.plan.unit(reminder.unit).name);
    let day = status.as_of;
    let mut lines = vec![Text::made(format!("【{name}】截至 {day}"), format!("[{name}] as of {day}"))];
    let over = |item: &&Item<'_>| item.days_left(day).is_some_and(|days| days < 0);
    let (late, ahead): (Vec<&Item<'_>>, Vec<&Item<'_>>) = reminder.items.iter().partition(over);
    let heads = [Text::fixed("已逾期：", "Overdue:"), Text::fixed("待完成：", "To do:")];
    for (head, items) in heads.into_iter().zip([late, ahead]) {
        if !items.is_empty() {
            lines.push(head);
        }
        for (number, item) in (1..).zip(items) {
            let said = line(status, item, manner);
            lines.push(Text::made(format!("{number}. {}", said.zh), format!("{number}. {}", said.en)));
        }
    }
    lines
}

/// What is to be done, by when.
fn line(status: &Status<'_>, item: &Item<'_>, manner: Manner<'_>) -> Text {
    let when = when(status, item);
    match item {
        Item::Filing { task, .. } => {
            let task = task.name();
            Text::made(
                format!("未报{}，{}", spaced(&task.zh), when.zh),
                format!("file the {}, {}", task.en, when.en),
            )
        }
        Item::Hazard(due) => hazard(due, &when, manner),
        Item::Enterprises { task, done, lacking, .. } => {
            let names = |lang| names(lacking, lang, manner);
            let count = lacking.len();
            let (zh, en) = match task {
                Task::Selfchecks => ("未报自检自查表", "without a selfcheck"),
                _ => ("未检查", "not inspected"),
            };
            let key = lacking.iter().filter(|one| one.key && *task == Task::Inspections).count();
            let (zh_key, en_key) = if key > 0 {
                (format!("（重点 {key} 家）"), format!(" ({key} key)"))
            } else {
                Default::default()
            };
            Text::made(
                format!("{zh}企业 {count} 家{zh_key}：{}，已完成 {done}，{}", names(Lang::Zh), when.zh),
                format!("enterprises {en}: {count}{en_key}: {}; done {done}, {}", names(Lang::En), when.en),
            )
        }
        Item::Quota { listed, .. } => {
            let (part, whole, lacking) = (listed.part, listed.whole, listed.lacking());
            Text::made(
                format!("清单企业 {part} 户，少于 {whole} 户，差 {lacking} 户，{}", when.zh),
                format!("{part} of at least {whole} enterprises listed, {lacking} short, {}", when.en),
            )
        }
    }
}

/// A blank before what begins with a digit.
fn spaced(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { format!(" {text}") } else { text.to_owned() }
}

/// `7月24日到期，已超 31 天`; a day of another year with its year.
fn when(status: &Status<'_>, item: &Item<'_>) -> Text {
    let (Some(due), Some(days)) = (item.due_on(), item.days_left(status.as_of)) else {
        return Text::none();
    };
    let on = match (due.year(), due.month(), due.day()) {
        (year, month, day) if year == status.as_of.year() => format!("{month}月{day}日"),
        (year, month, day) => format!("{year}年{month}月{day}日"),
    };
    match days {
        ..0 => Text::made(
            format!("{on}到期，已超 {} 天", -days),
            format!("due on {due}, {} days overdue", -days),
        ),
        0 => Text::made(format!("今天（{on}）到期"), format!("due today, {due}")),
        _ => Text::made(format!("{on}到期，还有 {days} 天"), format!("due on {due}, {days} days left")),
    }
}

fn hazard(due: &DueHazard<'_>, when: &Text, manner: Manner<'_>) -> Text {
    let (name, what) = (visible(due.enterprise_name()), visible(&due.hazard.description));
    let responsible = due.hazard.rectification.responsible.as_deref().map(visible);
    let (zh, en) = responsible.map_or_else(Default::default, |responsible| {
        (format!("，责任人 {responsible}"), format!("; responsible: {responsible}"))
    });
    let phone = due.enterprise.filter(|_| manner.phones).map(phone).unwrap_or_default();
    Text::made(
        format!("隐患未整改：{name}，{what}，{}{zh}{}", when.zh, phone.zh),
        format!("hazard to put right: {name}, {what}, {}{en}{}", when.en, phone.en),
    )
}

fn phone(enterprise: &Entry<Enterprise>) -> Text {
    let (principal, phone) = (visible(&enterprise.principal), visible(&enterprise.phone));
    Text::made(format!("，主要负责人 {principal} {phone}"), format!("; principal: {principal} {phone}"))
}

/// The first of the enterprises by name.
fn names(of: &[&Entry<Enterprise>], lang: Lang, manner: Manner<'_>) -> String {
    let name = |one: &&Entry<Enterprise>| {
        let name = visible(&one.name);
        if manner.phones {
            format!("{name}（{} {}）", visible(&one.principal), visible(&one.phone))
        } else {
            name
        }
    };
    let named = crate::lang::list(of.iter().take(NAMED).map(name), lang);
    match (of.len() > NAMED, lang) {
        (false, _) => named,
        (true, Lang::Zh) => format!("{named} 等"),
        (true, Lang::En) => format!("{named} and others"),
    }
}

/// A row for each thing to do, and for each enterprise that has to do it.
pub fn rows(status: &Status<'_>, manner: Manner<'_>) -> Rows {
    let say = |text: Text| text.in_lang(manner.lang).to_owned();
    let mut headings: Vec<String> = HEADINGS.into_iter().map(say).collect();
    if manner.phones {
        headings.extend(PHONES.into_iter().map(say));
    }
    let mut rows = Vec::new();
    for reminder in reminders(status, manner.waivers) {
        for item in &reminder.items {
            let unit = &status.plan.unit(reminder.unit).name;
            let task = task(item).in_lang(manner.lang).to_owned();
            let row =
                |enterprise: Option<&Entry<Enterprise>>, named: &str, what: String, responsible: &str| {
                    let due = item.due_on().map(|on| on.to_string()).unwrap_or_default();
                    let days = when(status, item).in_lang(manner.lang).to_owned();
                    let mut row = [unit.as_str(), &task, named, &what, &due, &days, responsible]
                        .map(Value::from)
                        .to_vec();
                    if manner.phones {
                        let (principal, phone) =
                            enterprise.map_or(("", ""), |one| (one.principal.as_str(), one.phone.as_str()));
                        row.extend([principal, phone].map(Value::from));
                    }
                    row
                };
            match item {
                Item::Filing { .. } => rows.push(row(None, "", String::new(), "")),
                Item::Quota { listed, .. } => rows.push(row(None, "", listed.to_string(), "")),
                Item::Hazard(due) => {
                    let responsible = due.hazard.rectification.responsible.as_deref().unwrap_or_default();
                    let what = due.hazard.description.clone();
                    rows.push(row(due.enterprise, due.enterprise_name(), what, responsible));
                }
                Item::Enterprises { lacking, .. } => {
                    rows.extend(lacking.iter().map(|one| row(Some(one), &one.name, String::new(), "")));
                }
            }
        }
    }
    Rows { headings, rows }
}

const HEADINGS: [Text; 7] = [
    Text::fixed("单位", "unit"),
    Text::fixed("事项", "task"),
    Text::fixed("企业", "enterprise"),
    Text::fixed("内容", "what"),
    Text::fixed("期限", "due"),
    Text::fixed("情况", "when"),
    Text::fixed("责任人", "responsible"),
];
const PHONES: [Text; 2] = [Text::fixed("主要负责人", "principal"), Text::fixed("联系电话", "phone")];

/// What is to be done, in a word.
fn task(item: &Item<'_>) -> Text {
    match item {
        Item::Filing { task, .. } => {
            let name = task.name();
            Text::made(format!("报送 {}", name.zh), format!("file {}", name.en))
        }
        Item::Hazard(_) => Text::fixed("整改隐患", "put right a hazard"),
        Item::Enterprises { task: Task::Selfchecks, .. } => {
            Text::fixed("报送自检自查表", "hand in a selfcheck")
        }
        Item::Enterprises { .. } => Text::fixed("执法检查", "inspect"),
        Item::Quota { .. } => Text::fixed("补足企业清单", "list more enterprises"),
    }
}

/// The reminders as JSON, version 1.
pub fn json(status: &Status<'_>, manner: Manner<'_>) -> String {
    let enterprise = |of: &Entry<Enterprise>| {
        let mut value = json!({ "id": of.id.as_str(), "name": printable(&of.name), "key": of.key });
        if let (true, Some(object)) = (manner.phones, value.as_object_mut()) {
            object.insert("principal".to_owned(), json!(printable(&of.principal)));
            object.insert("phone".to_owned(), json!(printable(&of.phone)));
        }
        value
    };
    let item = |of: &Item<'_>| {
        let mut value = json!({
            "item": of.name(),
            "due_on": of.due_on().map(|on| on.to_string()),
            "days_left": of.days_left(status.as_of),
            "text": line(status, of, manner).in_lang(manner.lang),
        });
        let more: Vec<(&str, Json)> = match of {
            Item::Filing { task, .. } => vec![
                ("document", json!(task.key())),
                ("month", json!(task.month().map(|month| month.to_string()))),
            ],
            Item::Hazard(due) => vec![
                ("id", json!(due.hazard.id.as_str())),
                (
                    "enterprise",
                    due.enterprise
                        .map_or_else(|| json!({ "id": due.hazard.enterprise.as_str() }), enterprise),
                ),
                ("path", json!(due.path)),
                ("line", json!(due.line)),
            ],
            Item::Enterprises { lacking, .. } => {
                vec![("enterprises", lacking.iter().map(|one| enterprise(one)).collect())]
            }
            Item::Quota { listed, .. } => {
                vec![("listed", json!(listed.part)), ("quota", json!(listed.whole))]
            }
        };
        if let Some(object) = value.as_object_mut() {
            object.extend(more.into_iter().map(|(key, value)| (key.to_owned(), value)));
        }
        value
    };
    let reminders = reminders(status, manner.waivers);
    let unit = |of: &Reminder<'_>| json!({ "unit": named(status, of.unit), "items": of.items.iter().map(item).collect::<Vec<_>>() });
    let document = json!({
        "version": 1,
        "unit": named(status, status.unit),
        "as_of": status.as_of.to_string(),
        "within": status.within,
        "left_out": status.left_out,
        "units": reminders.iter().map(unit).collect::<Vec<_>>(),
    });
    json_safe(format!("{document:#}\n"))
}
