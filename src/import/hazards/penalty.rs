//! 是否处罚 and 处罚情况: the form prints them from penalty records. A row that says the same changes nothing;
//! one that says more becomes a case where the day of the decision is known.

use super::state::Flags;
use super::{State, column};
use crate::form::content::HazardRow;
use crate::import::grid::At;
use crate::import::proposal::{New, Note};
use crate::import::table::Row;
use crate::import::{Given, Request, value, words};
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::draft::Draft;
use crate::record::{Amount, Entry, Hazard, Kind, date};

const DAY: &str = "decided_on";
const HALT: &str = "责令停产整顿";

/// What a row says of penalties.
struct Said {
    principal: String,
    enterprise: String,
    at: Option<At>,
    day: Option<String>,
}

fn said(row: &Row<'_>, flags: &Flags, given: &Given) -> Result<Said, Note> {
    let text = |name: &str| {
        let cell = row.cell(column(name));
        let text = cell.map(|cell| value::text(&cell.value).map_err(|doubt| Note::of(Some(cell.at), doubt)));
        let text = text.transpose().map(Option::unwrap_or_default)?;
        Ok::<_, Note>(if matches!(text.as_str(), "/" | "-" | "—" | "无") { String::new() } else { text })
    };
    let (principal, enterprise) = (text("penalty_principal")?, text("penalty_enterprise")?);
    let cell = |name: &str| row.cell(column(name)).map(|cell| cell.at);
    let at = cell("penalty_principal").or(cell("penalty_enterprise")).or(flags.penalized.map(|(_, at)| at));
    let own = match row.cell(column(DAY)) {
        Some(cell) => {
            Some(value::day(&cell.value).map_err(|doubt| Note::of(Some(cell.at), doubt))?.to_string())
        }
        None => given.defaults.get(DAY).cloned(),
    };
    Ok(Said { principal, enterprise, at, day: own })
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
    let same = |one: &str, other: &str| one.is_empty() || words::name(one) == words::name(other);
    let told =
        same(&said.principal, &now.penalty_principal) && same(&said.enterprise, &now.penalty_enterprise);
    let flag = flags.penalized.is_none_or(|(is, _)| is == now.penalized);
    if told && flag {
        return Ok(None);
    }
    if now.penalized {
        return Err(Note::of(
            said.at,
            Text::fixed(
                "处罚情况与处罚记录不同：处罚由处罚记录得出，请更正处罚记录或这一行",
                "the penalties are not those of the records, from which the form takes them: put the record or the row right",
            ),
        ));
    }
    of_new(row, flags, request.given, (&hazard.id, &hazard.enterprise, hazard.unit()), state)
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
        None | Some((false, _)) if nothing => return Ok(None),
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
    sanction(&said.enterprise, "on_enterprise", &mut draft).map_err(|text| Note::of(said.at, text))?;
    sanction(&said.principal, "on_principal", &mut draft).map_err(|text| Note::of(said.at, text))?;
    if let Some(cell) = row.cell(column("principal.name")).filter(|_| !said.principal.is_empty()) {
        let name = value::text(&cell.value).map_err(|doubt| Note::of(Some(cell.at), doubt))?;
        draft.set("on_principal.name", name);
    }
    Ok(Some(New {
        kind: Kind::Penalty,
        id,
        unit,
        draft,
        cells: said.at.map(|at| (DAY, at)).into_iter().collect(),
    }))
}

/// `罚款5万元、警告、责令停产整顿` as the keys of a penalty.
fn sanction(said: &str, party: &'static str, draft: &mut Draft) -> Result<(), Text> {
    if said.contains(['；', ';']) {
        return Err(Text::fixed(
            "处罚情况有几个案件（；），每个案件须有自己的决定日期：请逐案录入处罚记录",
            "several cases are told, each with a day of its own: enter them as penalty records",
        ));
    }
    let mut other = Vec::new();
    for part in value::split(said) {
        let fine = part.strip_prefix("罚款").map(|rest| rest.trim_end_matches('元').trim_end_matches('万'));
        let whole = part.ends_with("万元");
        match fine.filter(|_| whole).and_then(Amount::parse) {
            Some(fine) if draft.get(&format!("{party}.fine")).is_none() => {
                draft.set(&format!("{party}.fine"), fine.to_string());
            }
            _ if part == HALT && party == "on_enterprise" => draft.set("halt", "是"),
            _ => other.push(part),
        }
    }
    if !other.is_empty() {
        draft.set(&format!("{party}.other"), other);
    }
    Ok(())
}
