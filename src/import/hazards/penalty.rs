//! 是否处罚 and 处罚情况: the form prints them from penalty records. A row that says the same changes nothing;
//! one that says more becomes a case where the day of the decision is known.

use super::state::Flags;
use super::{State, column};
use crate::form::content::HazardRow;
use crate::import::fields::is_nothing;
use crate::import::grid::At;
use crate::import::proposal::{New, Note};
use crate::import::table::Row;
use crate::import::{Given, Request, value, words};
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::draft::Draft;
use crate::record::{Entry, Hazard, Kind, Penalty, date};
use crate::text::quote;

const DAY: &str = "decided_on";
const NAME: &str = "principal.name";
const HALT: &str = "责令停产整顿";

/// What a row says of penalties.
struct Said {
    principal: String,
    enterprise: String,
    at: Option<At>,
    day: Option<String>,
    /// What the row itself says of the case besides: the day, the person.
    own_day: Option<(String, At)>,
    own_name: Option<(String, At)>,
}

fn said(row: &Row<'_>, flags: &Flags, given: &Given) -> Result<Said, Note> {
    let text = |name: &str| {
        let cell = row.cell(column(name)).filter(|cell| !is_nothing(&cell.value));
        let text = cell.map(|cell| value::text(&cell.value).map_err(|doubt| Note::of(Some(cell.at), doubt)));
        let text = text.transpose().map(Option::unwrap_or_default)?;
        Ok::<_, Note>(if text == "无" { String::new() } else { text })
    };
    let (principal, enterprise) = (text("penalty_principal")?, text("penalty_enterprise")?);
    let cell = |name: &str| row.cell(column(name)).map(|cell| cell.at);
    let at = cell("penalty_principal").or(cell("penalty_enterprise")).or(flags.penalized.map(|(_, at)| at));
    let own_day = match row.cell(column(DAY)).filter(|cell| !is_nothing(&cell.value)) {
        Some(cell) => {
            let day = value::day(&cell.value).map_err(|doubt| Note::of(Some(cell.at), doubt))?;
            Some((day.to_string(), cell.at))
        }
        None => None,
    };
    let own_name = match row.cell(column(NAME)).filter(|cell| !is_nothing(&cell.value)) {
        Some(cell) => {
            let name = value::text(&cell.value).map_err(|doubt| Note::of(Some(cell.at), doubt))?;
            Some((name, cell.at))
        }
        None => None,
    };
    let day = own_day.as_ref().map(|(day, _)| day.clone()).or_else(|| given.defaults.get(DAY).cloned());
    Ok(Said { principal, enterprise, at, day, own_day, own_name })
}

/// A new case of a hazard that is there, where the row says more than the records.
pub(super) fn against<'r>(
    request: Request<'_, 'r>,
    row: &Row<'_>,
    hazard: &Entry<Hazard>,
    flags: &Flags,
    state: &mut State<'r>,
) -> Result<Option<New>, Note> {
    let now = HazardRow::new(request.context, hazard, request.context.as_of);
    let said = said(row, flags, request.given)?;
    let told = says(&said.principal, &now.penalty_principal, "on_principal")
        && says(&said.enterprise, &now.penalty_enterprise, "on_enterprise");
    let flag = flags.penalized.is_none_or(|(is, _)| is == now.penalized);
    if told && flag {
        return contradicted(&said, request.context.penalties(&hazard.id)).map_or(Ok(None), Err);
    }
    let context = request.context;
    if !context.penalties(&hazard.id).is_empty() || context.has_stub_penalty(&hazard.id) {
        return Err(Note::of(
            said.at,
            Text::fixed(
                "处罚情况与处罚记录不同：处罚由处罚记录得出，请更正处罚记录或这一行；表是另一天的，用 --as-of 说明是哪天",
                "the penalties are not those of the records, from which the form takes them: put the record or the row right, or say with --as-of which day the form is of",
            ),
        ));
    }
    of_new(row, flags, request.given, (&hazard.id, &hazard.enterprise, hazard.unit()), state)
}

/// Whether a cell says nothing else than the records, of which the form prints `now`.
fn says(said: &str, now: &str, party: &'static str) -> bool {
    let read = |text: &str| {
        let mut draft = Draft::new();
        sanction(text, party, &mut draft).map(|()| draft)
    };
    let same = || matches!((read(said), read(now)), (Ok(one), Ok(other)) if one == other);
    said.is_empty() || words::name(said) == words::name(now) || (!now.is_empty() && same())
}

/// A day or a person of a penalty that is not that of the records.
fn contradicted(said: &Said, cases: &[&Entry<Penalty>]) -> Option<Note> {
    let day = said
        .own_day
        .as_ref()
        .filter(|(day, _)| !cases.iter().any(|case| case.decided_on.to_string() == *day));
    let person = said.own_name.as_ref().filter(|(name, _)| {
        let is = |known: &String| words::name(known) == words::name(name);
        !cases
            .iter()
            .any(|case| case.on_principal.as_ref().and_then(|party| party.name.as_ref()).is_some_and(is))
    });
    let (_, at) = day.or(person)?;
    Some(Note::of(
        Some(*at),
        Text::fixed(
            "处罚记录中没有这一日期或受处罚人：请更正处罚记录或这一行",
            "no penalty of the records has this day or person: put the record or the row right",
        ),
    ))
}

/// A new case of a hazard without one.
pub(super) fn of_new(
    row: &Row<'_>,
    flags: &Flags,
    given: &Given,
    (hazard, enterprise, unit): (&str, &str, UnitIndex),
    state: &mut State<'_>,
) -> Result<Option<New>, Note> {
    let said = said(row, flags, given)?;
    let nothing = said.principal.is_empty() && said.enterprise.is_empty();
    match flags.penalized {
        None | Some((false, _)) if nothing => {
            let told = said.own_day.map(|(_, at)| at).or(said.own_name.map(|(_, at)| at));
            return told.map_or(Ok(None), |at| {
                Err(Note::of(
                    Some(at),
                    Text::fixed(
                        "写了处罚日期或受处罚人，却没有写处罚情况",
                        "a day or a person is told, but no penalty",
                    ),
                ))
            });
        }
        Some((false, at)) => {
            return Err(Note::of(
                Some(at),
                Text::fixed("是否处罚 写“否”，却写了处罚情况", "是否处罚 is 否, and yet there are penalties"),
            ));
        }
        Some((true, at)) if nothing => {
            return Err(Note::of(
                Some(at),
                Text::fixed("是否处罚 写“是”，却没有写处罚情况", "是否处罚 is 是, but no penalty is told"),
            ));
        }
        _ => {}
    }
    let Some(day) = said.day.as_deref().and_then(date::parse) else {
        return Err(Note::of(
            said.at,
            Text::fixed(
                "处罚缺处罚决定日期：请补上这一栏，或用 --set 处罚决定日期=2023-08-20 一并说明",
                "the day of the decision is missing: add the column 处罚决定日期, or say it for all rows with --set decided_on=2023-08-20",
            ),
        ));
    };
    let mut draft = Draft::new();
    let id = state.penalty_ids.of_day(unit, day);
    draft.set("id", id.as_str());
    draft.set("enterprise", enterprise);
    draft.set("hazard", hazard);
    draft.set(DAY, day.to_string());
    let mut parties = Draft::new();
    sanction(&said.enterprise, "on_enterprise", &mut parties).map_err(|text| Note::of(said.at, text))?;
    sanction(&said.principal, "on_principal", &mut parties).map_err(|text| Note::of(said.at, text))?;
    // In the order in which a record is written.
    for key in ["on_enterprise", "on_principal", "halt"] {
        if let Some(value) = parties.get(key) {
            draft.set(key, value.clone());
        }
    }
    if let Some((name, at)) = said.own_name {
        if said.principal.is_empty() {
            return Err(Note::of(
                Some(at),
                Text::fixed(
                    "写了受处罚人，却没有写对主要负责人的处罚",
                    "a person is told, but no penalty on the principal",
                ),
            ));
        }
        draft.set("on_principal.name", name);
    }
    Ok(Some(New {
        kind: Kind::Penalty,
        id,
        unit,
        draft,
        cells: said.own_day.map(|(_, at)| at).or(said.at).map(|at| (DAY, at)).into_iter().collect(),
    }))
}

/// `罚款5万元、警告、责令停产整顿` as the keys of a penalty. A fine that is not counted as one would be lost
/// from the figures, so whatever speaks of one and is not read is a question.
fn sanction(said: &str, party: &'static str, draft: &mut Draft) -> Result<(), Text> {
    if said.contains(['；', ';']) {
        return Err(Text::fixed(
            "处罚情况有几个案件（；），每个案件须有自己的决定日期：请逐案录入处罚记录",
            "several cases are told, each with a day of its own: enter them as penalty records",
        ));
    }
    let mut other = Vec::new();
    for part in value::split(said) {
        let fine = part.strip_prefix("罚款").and_then(value::fine);
        match fine {
            Some(fine) if draft.get(&format!("{party}.fine")).is_none() => {
                draft.set(&format!("{party}.fine"), fine.to_string());
            }
            _ if part == HALT && party == "on_enterprise" => draft.set("halt", "是"),
            _ if part.contains('罚') || value::fine(&part).is_some() || value::is_number(&part) => {
                let part = quote(&part);
                return Err(Text::made(
                    format!(
                        "处罚情况 {part} 不能确定罚款数额：每人（每企业）一笔，写作 罚款5万元 或 罚款50000元，其他处罚用顿号隔开"
                    ),
                    format!(
                        "the fine is not certain from {part}: write one, as 罚款5万元 or 罚款50000元, and part other penalties with 、"
                    ),
                ));
            }
            _ => other.push(part),
        }
    }
    if !other.is_empty() {
        draft.set(&format!("{party}.other"), other);
    }
    Ok(())
}
