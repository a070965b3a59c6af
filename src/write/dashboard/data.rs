//! What the page is told, as JSON: tables of numbers, and the records by columns. Every text of it is data as
//! [`clean`] leaves it; the page shows it as text and nothing else.

use crate::dashboard::{Dashboard, Mark, Point, Row, State, Tally};
use crate::figure::{Figures, Key, Value};
use crate::finding::Spot;
use crate::lang::Text;
use crate::plan::Plan;
use crate::record::term::Industry;
use crate::record::term::Word;
use crate::record::{Hazard, Kind};
use crate::status::{Share, Task, UnitStatus};
use crate::store::records::AnyRecord;
use crate::tally;
use crate::text::printable;
use crate::write::Error;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde_json::{Value as Json, json};
use std::collections::HashMap;

/// The most characters of one text that the page shows: a page of a hundred thousand records is still small.
const LONGEST: usize = 200;

/// The data of a page.
pub(super) fn json(dashboard: &Dashboard<'_>, spots: &[Spot]) -> Result<Vec<u8>, Error> {
    let context = dashboard.context;
    let plan = context.plan;
    let clauses: Vec<(&str, &str, &str)> = clauses(dashboard);
    let codes: HashMap<&str, usize> =
        clauses.iter().enumerate().map(|(at, (code, ..))| (*code, at)).collect();
    let document = json!({
        "version": 1,
        "title": clean(&plan.title),
        "document": clean(&plan.document),
        "from": plan.counting_from.to_string(),
        "day": dashboard.as_of().to_string(),
        "left_out": dashboard.left_out,
        "units": units(dashboard),
        "points": dashboard.points.iter().map(|point| of_point(dashboard, point)).collect::<Vec<_>>(),
        "sections": sections(dashboard),
        "states": states(dashboard, &codes),
        "deadlines": deadlines(dashboard),
        "signs": signs(dashboard),
        "industries": Industry::words().chain(["行业不明"]).collect::<Vec<_>>(),
        "clauses": clauses
            .iter()
            .map(|(code, name, text)| json!([clean(code), clean(name), clean(text)]))
            .collect::<Vec<_>>(),
        "kinds": Kind::ALL.map(|kind| kind.name().zh),
        "records": Records::of(dashboard, spots, &codes),
        "members": members(dashboard),
    });
    serde_json::to_vec(&document).map_err(|error| {
        Error(Text::made(format!("无法生成页面：{error}"), format!("cannot make the page: {error}")))
    })
}

/// Data as the page shows it: without control, bidi and invisible characters, cut where it is longer than a
/// list can show.
pub(super) fn clean(data: &str) -> String {
    let shown = printable(data);
    match shown.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown.into_owned(),
    }
}

fn units(dashboard: &Dashboard<'_>) -> Vec<Json> {
    let plan = dashboard.context.plan;
    let place = |unit| dashboard.units.iter().position(|one| *one == unit);
    let told = dashboard.units.iter().enumerate().map(|(at, index)| {
        let unit = plan.unit(*index);
        let above = unit.parent.and_then(place).filter(|_| at > 0);
        let filed =
            dashboard.points.last().and_then(|point| point.filed.iter().find(|filed| filed.unit == *index));
        let filed = filed.map(|filed| match filed.filed_on {
            Some(on) => format!("以报送数字计入（{on} 报送）"),
            None if filed.unread => "报送的调度表无法读取，按0计".to_owned(),
            None => "本月未报调度表，按0计".to_owned(),
        });
        json!({ "id": unit.id.as_str(), "name": clean(&unit.name), "above": above, "filed": filed })
    });
    told.collect()
}

fn of_point(dashboard: &Dashboard<'_>, point: &Point) -> Json {
    json!({
        "month": point.period.month.to_string(),
        "cutoff": point.period.cutoff.to_string(),
        "whole": point.whole,
        "values": point.figures.iter().map(values).collect::<Vec<_>>(),
        "sums": point.figures.iter().map(sums).collect::<Vec<_>>(),
        "units": dashboard.units.len(),
    })
}

/// The figures in their order; amounts as they are written, to the last place.
fn values(figures: &Figures) -> Vec<Json> {
    let value = |(_, value): (Key, Value)| match value {
        Value::Count(count) => json!(count),
        Value::Amount(_) | Value::YesNo(_) => json!(value.to_string()),
    };
    figures.iter().map(value).collect()
}

/// 发现, 完成整改, 尚未整改 and 整改率 of both sources together.
fn sums(figures: &Figures) -> Json {
    let found = figures.count(Key::A1) + figures.count(Key::A3);
    let completed = figures.count(Key::A2) + figures.count(Key::A4);
    json!([found, completed, found.saturating_sub(completed), share(completed, found)])
}

/// A share in tenths of a percent, as the status tells it.
fn share(part: u64, whole: u64) -> Option<u64> {
    Share::new(part, whole).permille()
}

/// Form 3-1: its sections, each with the keys, names and units of its figures and what they count.
fn sections(dashboard: &Dashboard<'_>) -> Vec<Json> {
    let sections = dashboard.context.catalog.forms.form31.sections.iter().map(|section| {
        let parts = section.indicators.iter().flat_map(|indicator| &indicator.parts).map(|part| {
            let definition = tally::indicator(part.key).definition.zh.replace('`', "");
            json!([part.key.name(), clean(&part.name), clean(&part.unit), definition])
        });
        json!({ "name": clean(&section.name), "figures": parts.collect::<Vec<_>>() })
    });
    sections.collect()
}

/// The clauses of the standard in their order, then codes that it does not have: code, name, wording.
fn clauses<'d>(dashboard: &'d Dashboard<'_>) -> Vec<(&'d str, &'d str, &'d str)> {
    let standard = &dashboard.context.catalog.standard;
    let known = standard.clauses.values();
    let known = known.map(|clause| (clause.code.as_str(), clause.name.as_str(), clause.text.as_str()));
    let found = dashboard.states.first().map(|state| state.clauses.keys()).into_iter().flatten();
    let unknown = found.filter(|code| standard.clause(code).is_none());
    known.chain(unknown.map(|code| (code.as_str(), "", "判定标准中没有这一条款"))).collect()
}

fn states(dashboard: &Dashboard<'_>, codes: &HashMap<&str, usize>) -> Vec<Json> {
    let both = dashboard.units.iter().zip(&dashboard.states);
    both.map(|(unit, state)| of_state(dashboard.status_of(*unit), state, codes)).collect()
}

/// The deadlines, and per unit how it stands to each: the state, the day on which it was done, how many
/// enterprises are done.
fn deadlines(dashboard: &Dashboard<'_>) -> Json {
    let status = &dashboard.status;
    let (all, next) = (status.deadlines(), status.next());
    let told = all.iter().map(|tally| {
        json!({
            "name": short(status.plan, tally.task),
            "due": tally.due_on.to_string(),
            "next": next.contains(tally),
            "units": tally.units,
            "counts": [tally.met, tally.late, tally.missed, tally.open],
        })
    });
    let of = |leaf: &UnitStatus<'_>| {
        let cell = |task: Task| {
            let deadline = leaf.deadlines.iter().find(|deadline| deadline.task == task)?;
            let on = deadline.state.done_on().map(|on| on.to_string());
            let share = deadline.done.map(|share| share.to_string());
            Some(json!([deadline.state.name(), on, share]))
        };
        let cells: Vec<Option<Json>> = all.iter().map(|tally| cell(tally.task)).collect();
        let at = dashboard.units.iter().position(|unit| *unit == leaf.unit);
        cells.iter().any(Option::is_some).then(|| json!({ "unit": at, "cells": cells }))
    };
    json!({ "all": told.collect::<Vec<_>>(), "units": status.leaves().filter_map(of).collect::<Vec<_>>() })
}

/// What a column of the deadlines is called: `8月调度表`, with its year where the plan has more than one.
fn short(plan: &Plan, task: Task) -> String {
    match (task, task.month()) {
        (Task::Selfchecks, _) => "自检自查".to_owned(),
        (Task::Inspections, _) => "执法检查".to_owned(),
        (Task::Filing(document, _), Some(month)) => {
            let month = month.to_string();
            let (year, month) = month.split_once('-').unwrap_or(("", &month));
            let month = month.trim_start_matches('0');
            match plan.counting_from.year() == plan.end.year() {
                true => format!("{month}月{document}"),
                false => format!("{year}年{month}月{document}"),
            }
        }
        (Task::Filing(document, _), None) => document.to_string(),
    }
}

/// 督导情形: the unit, the words of the plan document, and the numbers that raise the sign.
fn signs(dashboard: &Dashboard<'_>) -> Vec<Json> {
    let of = |leaf: &UnitStatus<'_>| {
        let at = dashboard.units.iter().position(|unit| *unit == leaf.unit);
        leaf.signs.iter().map(|sign| json!([at, sign.word().zh, sign.text().zh])).collect::<Vec<_>>()
    };
    dashboard.status.leaves().flat_map(of).collect()
}

fn of_state(status: &UnitStatus<'_>, state: &State, codes: &HashMap<&str, usize>) -> Json {
    let industry = |(industry, tally): (&Option<Industry>, &Tally)| {
        let at = industry.and_then(|industry| Industry::ALL.iter().position(|one| *one == industry));
        json!([at.unwrap_or(Industry::ALL.len()), of_tally(tally)])
    };
    let clause = |(code, tally): (&String, &Tally)| json!([codes.get(code.as_str()), of_tally(tally)]);
    json!({
        "listed": status.enterprises,
        "covered": status.inspections.and_then(Share::permille),
        "selfchecked": status.selfchecks.and_then(Share::permille),
        "hazards": of_tally(&state.hazards),
        "industries": state.industries.iter().map(industry).collect::<Vec<_>>(),
        "clauses": state.clauses.iter().map(clause).collect::<Vec<_>>(),
    })
}

/// How many bear each mark, then how many of those found are still open; then the shares of those found.
fn of_tally(tally: &Tally) -> Json {
    let found = tally.marked(Mark::Found);
    let open = found.saturating_sub(tally.marked(Mark::Completed));
    let counts: Vec<u64> = Mark::ALL.iter().map(|mark| tally.marked(*mark)).chain([open]).collect();
    let shares: Vec<Option<u64>> = counts.iter().map(|count| share(*count, found)).collect();
    json!({ "counts": counts, "shares": shares })
}

/// The rows behind each figure: by how much each row lies behind the one before, and from which point to which
/// it counts.
fn members(dashboard: &Dashboard<'_>) -> Json {
    let mut all = serde_json::Map::new();
    for (key, members) in &dashboard.members {
        let mut before = 0;
        let steps = members.iter().map(|member| member.row - std::mem::replace(&mut before, member.row));
        let steps: Vec<usize> = steps.collect();
        let from: Vec<usize> = members.iter().map(|member| member.from).collect();
        let to: Vec<usize> = members.iter().map(|member| member.to).collect();
        all.insert(key.name().to_owned(), json!({ "steps": steps, "from": from, "to": to }));
    }
    Json::Object(all)
}

/// The records by columns: a text that several have is there once, a day is told by how far it lies from the
/// first day that counts.
#[derive(Serialize, Default)]
struct Records<'d> {
    kind: Vec<usize>,
    unit: Vec<usize>,
    id: Vec<&'d str>,
    enterprise: Vec<Option<usize>>,
    day: Vec<i64>,
    told: Vec<usize>,
    file: Vec<usize>,
    line: Vec<usize>,
    /// Of the hazards, which stand together.
    first_hazard: usize,
    clause: Vec<usize>,
    industry: Vec<usize>,
    marks: Vec<u32>,
    due: Vec<Option<i64>>,
    completed: Vec<Option<i64>>,
    enterprises: Vec<String>,
    texts: Vec<String>,
    files: Vec<String>,
}

/// Texts that are kept once each.
#[derive(Default)]
struct Once {
    at: HashMap<String, usize>,
    texts: Vec<String>,
}

impl Once {
    fn put(&mut self, text: String) -> usize {
        if let Some(at) = self.at.get(&text) {
            return *at;
        }
        let at = self.texts.len();
        self.at.insert(text.clone(), at);
        self.texts.push(text);
        at
    }
}

impl<'d> Records<'d> {
    fn of(dashboard: &'d Dashboard<'_>, spots: &[Spot], codes: &HashMap<&str, usize>) -> Self {
        let context = dashboard.context;
        let mut all = Self::default();
        let (mut enterprises, mut texts, mut files) = (Once::default(), Once::default(), Once::default());
        let unit_of =
            |row: &Row<'_>| dashboard.units.iter().position(|unit| *unit == row.record.origin().unit);
        for (at, row) in dashboard.rows.iter().enumerate() {
            let record = row.record;
            let id = match record {
                AnyRecord::Enterprise(enterprise) => Some(enterprise.id.as_str()),
                _ => record.enterprise(),
            };
            let name =
                |id: &str| clean(context.enterprise(id).map_or(id, |enterprise| enterprise.name.as_str()));
            all.kind.push(record.kind() as usize);
            all.unit.push(unit_of(row).unwrap_or_default());
            all.id.push(record.id());
            all.enterprise.push(id.map(|id| enterprises.put(name(id))));
            all.day.push(since(context.plan.counting_from, row.day()));
            all.told.push(texts.put(clean(&row.told())));
            all.file.push(files.put(clean_path(context.records.path(record.origin()))));
            all.line.push(match spots.get(at) {
                Some(Spot::Place(place)) => place.line,
                _ => 0,
            });
            if let AnyRecord::Hazard(hazard) = record {
                if all.clause.is_empty() {
                    all.first_hazard = at;
                }
                all.add_hazard(dashboard, row, hazard, codes);
            }
        }
        Self { enterprises: enterprises.texts, texts: texts.texts, files: files.texts, ..all }
    }

    fn add_hazard(
        &mut self,
        dashboard: &Dashboard<'_>,
        row: &Row<'_>,
        hazard: &Hazard,
        codes: &HashMap<&str, usize>,
    ) {
        let context = dashboard.context;
        let day = |on: NaiveDate| since(context.plan.counting_from, on);
        let industry = context.enterprise(&hazard.enterprise).map(|enterprise| enterprise.industry);
        let industry = industry.and_then(|industry| Industry::ALL.iter().position(|one| *one == industry));
        let bits = Mark::ALL.iter().enumerate().filter(|(_, mark)| row.marks.contains(mark));
        let completed = hazard.rectification.completed_on.filter(|on| *on <= dashboard.as_of());
        self.clause.push(codes.get(hazard.clause.as_str()).copied().unwrap_or_default());
        self.industry.push(industry.unwrap_or(Industry::ALL.len()));
        self.marks.push(bits.map(|(bit, _)| 1 << bit).sum());
        self.due.push(hazard.rectification.due_on.map(day));
        self.completed.push(completed.map(day));
    }
}

fn since(from: NaiveDate, day: NaiveDate) -> i64 {
    (day - from).num_days()
}

/// A path stands whole: it is where to look.
fn clean_path(path: &str) -> String {
    crate::text::visible_whole(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::term::Document;

    #[test]
    fn a_deadline_has_a_short_name() {
        let plan = Plan::read("plan", Plan::built_in("qujing-2023").unwrap()).unwrap();
        let august = crate::record::Month::of(NaiveDate::from_ymd_opt(2023, 8, 24).unwrap());
        assert_eq!(short(&plan, Task::Filing(Document::Return, Some(august))), "8月调度表");
        assert_eq!(short(&plan, Task::Selfchecks), "自检自查");
    }

    #[test]
    fn what_is_shown_hides_nothing_and_is_not_endless() {
        assert_eq!(clean("甲\u{202e}乙\u{2028}\u{0}丙"), "甲乙丙");
        assert_eq!(clean(&"长".repeat(5000)).chars().count(), LONGEST + 1);
        assert_eq!(clean("</script><img src=x>"), "</script><img src=x>");
    }
}
