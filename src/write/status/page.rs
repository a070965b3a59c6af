//! A status on a terminal: one row a unit, the signs, the deadlines that want attention; of a single unit all its
//! deadlines, and the hazards that are overdue or soon due with their files.

use super::columns::{self, REASONS, SIGNS, UNIT, count, of, rate};
use crate::lang::{Lang, Text};
use crate::sheet::{Line, Page, Table, Value};
use crate::status::{DASH, Deadline, DueHazard, Share, State, Status, Tally, UnitStatus};

/// The page.
pub(super) fn page(status: &Status<'_>, lang: Lang) -> Page {
    let say = |text: &Text| text.in_lang(lang).to_owned();
    let name = &status.plan.unit(status.unit).name;
    let (title, day) = (super::sheet::title(status), status.as_of);
    let heading = Text::made(format!("{title}　{name}　截至 {day}"), format!("{title}, {name}, as of {day}"));
    let mut tables = vec![headline(status, lang)];
    tables.extend(signs(status, lang));
    if status.units.is_empty() {
        let of = &status.total;
        tables.extend(deadlines(status, &of.deadlines, lang));
        let soon = status.within;
        let heads = [
            Text::fixed("超期未整改的隐患", "hazards overdue"),
            Text::made(format!("{soon} 日内到期的隐患"), format!("hazards due within {soon} days")),
        ];
        tables.extend(hazards(status, &of.details.overdue, &heads[0], lang));
        tables.extend(hazards(status, &of.details.due_soon, &heads[1], lang));
    } else {
        tables.extend(attention(status, lang));
    }
    let mut notes = columns::said(status, lang);
    notes.push(say(&Text::made(
        format!("自查、检查为“已完成/清单企业”，整改为“已整改/发现”（{} 以来累计），“{DASH}”为无法计算。", status.plan.counting_from),
        format!("Checks (selfchecks), key (enterprises) and visits (inspections) are done/listed; done is completed/found since {}; {DASH} is not known.", status.plan.counting_from),
    )));
    Page { heading: vec![vec![say(&heading)]], tables, notes }
}

/// The headings of the headline numbers.
const HEADINGS: [Text; 13] = [
    Text::fixed("报送", "filed"),
    Text::fixed("自查", "checks"),
    Text::fixed("查重点", "key"),
    Text::fixed("检查", "visits"),
    Text::fixed("整改", "done"),
    Text::fixed("整改率", "rate"),
    Text::fixed("未改", "open"),
    Text::fixed("超期", "over"),
    Text::fixed("将到期", "soon"),
    Text::fixed("督办", "superv"),
    Text::fixed("未验收", "unver"),
    Text::fixed("处罚", "times"),
    Text::fixed("万元", "万元"),
];

fn headline(status: &Status<'_>, lang: Lang) -> Table {
    let mut headings = vec![UNIT.in_lang(lang).to_owned()];
    headings.extend(HEADINGS.iter().map(|heading| heading.in_lang(lang).to_owned()));
    let row = |unit: &UnitStatus<'_>| {
        let hazards = &unit.hazards;
        Line::Cells(vec![
            columns::name(status, unit, lang).into(),
            of(Some(Share::new(unit.filings.filed, unit.filings.due))),
            of(unit.selfchecks),
            of(unit.key_inspections),
            of(unit.inspections),
            of(hazards.completed()),
            rate(hazards.completed()),
            count(hazards.open),
            count(hazards.overdue),
            count(hazards.due_soon),
            count(hazards.supervised_open),
            count(hazards.unverified),
            count(unit.penalties.times),
            unit.penalties.fines.map_or_else(|| DASH.into(), Value::Amount),
        ])
    };
    Table { headings, lead: 0, lines: columns::all(status).map(row).collect() }
}

/// A table unless it is empty.
fn table(headings: &[Text], lines: Vec<Line>, lang: Lang) -> Option<Table> {
    let headings = headings.iter().map(|heading| heading.in_lang(lang).to_owned()).collect();
    (!lines.is_empty()).then_some(Table { headings, lead: 0, lines })
}

fn signs(status: &Status<'_>, lang: Lang) -> Option<Table> {
    let of_leaf = |leaf: &UnitStatus<'_>| {
        let name = status.plan.unit(leaf.unit).name.clone();
        let line = |sign: &crate::status::Sign| {
            let (word, text) = (sign.word(), sign.text());
            Line::Cells(vec![Value::from(&name), word.in_lang(lang).into(), text.in_lang(lang).into()])
        };
        leaf.signs.iter().map(line).collect::<Vec<_>>()
    };
    table(&[UNIT, SIGNS, REASONS], status.leaves().flat_map(of_leaf).collect(), lang)
}

const TASK: Text = Text::fixed("事项", "task");
const DUE_ON: Text = Text::fixed("期限", "due");

fn deadlines(status: &Status<'_>, deadlines: &[Deadline], lang: Lang) -> Option<Table> {
    let line = |deadline: &Deadline| {
        let days = deadline.days_left(status.as_of);
        let days = match deadline.state {
            State::Open if days == 0 => Text::fixed("今天到期", "due today"),
            State::Open => Text::made(format!("还有 {days} 天"), format!("{days} days left")),
            State::Missed => Text::made(format!("逾期 {} 天", -days), format!("{} days overdue", -days)),
            State::Late(on) => {
                let late = (on - deadline.due_on).num_days();
                Text::made(format!("晚 {late} 天"), format!("{late} days late"))
            }
            State::Met(_) => Text::none(),
        };
        let done = deadline.done.map(|done| done.to_string()).unwrap_or_default();
        Line::Cells(vec![
            deadline.task.name().in_lang(lang).into(),
            deadline.due_on.to_string().into(),
            deadline.state.word().in_lang(lang).into(),
            deadline.state.done_on().map(|on| on.to_string()).unwrap_or_default().into(),
            days.in_lang(lang).into(),
            done.into(),
        ])
    };
    let headings = [
        TASK,
        DUE_ON,
        Text::fixed("状态", "state"),
        Text::fixed("完成日期", "done on"),
        Text::fixed("天数", "days"),
        Text::fixed("企业", "enterprises"),
    ];
    table(&headings, deadlines.iter().map(line).collect(), lang)
}

/// The deadlines that some unit has missed, and the next one.
fn attention(status: &Status<'_>, lang: Lang) -> Option<Table> {
    let next = status.next();
    let wanted = |tally: &Tally| tally.missed > 0 || next.contains(tally);
    let line = |tally: Tally| {
        let days = (tally.due_on - status.as_of).num_days();
        let days = if days == 0 {
            Text::fixed("今天到期", "due today")
        } else if days < 0 {
            Text::made(format!("已过 {} 天", -days), format!("{} days over", -days))
        } else {
            Text::made(format!("还有 {days} 天"), format!("{days} days left"))
        };
        let lacking = status.leaves().filter(|leaf| {
            let of = leaf.deadlines.iter().find(|deadline| deadline.task == tally.task);
            of.is_some_and(|deadline| !deadline.is_done())
        });
        let lacking = lacking.map(|leaf| status.plan.unit(leaf.unit).name.as_str());
        Line::Cells(vec![
            tally.task.name().in_lang(lang).into(),
            tally.due_on.to_string().into(),
            days.in_lang(lang).into(),
            Share::new(tally.met + tally.late, tally.units).to_string().into(),
            crate::lang::list(lacking, lang).into(),
        ])
    };
    let headings = [
        TASK,
        DUE_ON,
        Text::fixed("天数", "days"),
        Text::fixed("完成单位", "units done"),
        Text::fixed("未完成单位", "units lacking"),
    ];
    table(&headings, status.deadlines().into_iter().filter(wanted).map(line).collect(), lang)
}

/// `qilin/hazards/h-1.yaml:3`, without the line where it is not known.
fn place(due: &DueHazard<'_>) -> String {
    due.line.map_or_else(|| due.path.to_owned(), |line| format!("{}:{line}", due.path))
}

fn hazards(status: &Status<'_>, due: &[DueHazard<'_>], head: &Text, lang: Lang) -> Option<Table> {
    let line = |due: &DueHazard<'_>| {
        let days = due.days_left(status.as_of);
        let responsible = due.hazard.rectification.responsible.as_deref().unwrap_or_default();
        Line::Cells(vec![
            due.enterprise_name().into(),
            Value::from(&due.hazard.description),
            due.due_on.to_string().into(),
            Value::Count(days.unsigned_abs()),
            responsible.into(),
            place(due).into(),
        ])
    };
    let days = match due.first().map(|due| due.days_left(status.as_of)) {
        Some(..0) => Text::fixed("超期天数", "days over"),
        _ => Text::fixed("剩余天数", "days left"),
    };
    let headings = [
        Text::fixed("企业", "enterprise"),
        head.clone(),
        DUE_ON,
        days,
        Text::fixed("责任人", "responsible"),
        Text::fixed("位置", "place"),
    ];
    table(&headings, due.iter().map(line).collect(), lang)
}
