//! The enterprise of a hazard: by code, or by name among those that the unit may refer to.

use super::column;
use crate::import::proposal::{Note, Outcome};
use crate::import::register::Register;
use crate::import::table::Row;
use crate::import::{Request, units, value};
use crate::lang::Text;
use crate::plan::{Level, UnitIndex};
use crate::record::{Enterprise, Entry};
use crate::text::quote;

/// The enterprise of a row.
///
/// # Errors
/// What becomes of the row, and why.
pub(super) fn enterprise<'r>(
    request: Request<'_, 'r>,
    row: &Row<'_>,
    register: &Register<'r>,
) -> Result<&'r Entry<Enterprise>, (Outcome, Note)> {
    let doubt = |note| (Outcome::Doubtful, note);
    let plan = request.context.plan;
    let county = county(request, row).map_err(doubt)?;
    let own = plan.unit(request.unit).level;
    // A workbook of a unit above others has the rows of those below it.
    let may = |listed_by: UnitIndex| {
        county.is_none_or(|county| county == listed_by)
            && (plan.may_refer(request.unit, listed_by)
                || (!own.holds_records() && plan.is_within(listed_by, request.unit)))
    };
    let cell = row.cell(column("enterprise.name"));
    let at = cell.map(|cell| cell.at);
    let name =
        cell.map(|cell| value::text(&cell.value)).transpose().map_err(|text| doubt(Note::of(at, text)))?;
    let name = name.unwrap_or_default();
    let uscc = row.cell(column("enterprise.uscc")).and_then(|cell| value::text(&cell.value).ok());
    let by_uscc = uscc.as_deref().map_or(&[][..], |uscc| register.of_uscc(uscc));
    let candidates = if by_uscc.is_empty() { register.of_name(&name) } else { by_uscc };
    let mut found: Vec<_> = candidates.iter().copied().filter(|entry| may(entry.unit())).collect();
    if found.len() > 1 {
        found.retain(|entry| entry.removed.is_none());
    }
    match found.as_slice() {
        [one] => Ok(one),
        [] if name.is_empty() => Err((
            Outcome::Refused,
            Note::of(at, Text::fixed("这一行没有企业名称", "the row has no name of an enterprise")),
        )),
        [] => Err(doubt(Note::of(at, unknown(request, &name, county, register)))),
        several => {
            let ids: Vec<&str> = several.iter().map(|entry| entry.id.as_str()).collect();
            let ids = ids.join("、");
            Err(doubt(Note::of(
                at,
                Text::made(
                    format!("有几家同名的企业（{ids}）：请补上县区或统一社会信用代码"),
                    format!("several enterprises have this name ({ids}): add 县区 or the code"),
                ),
            )))
        }
    }
}

/// The unit that lists the enterprise, where the row says it.
fn county(request: Request<'_, '_>, row: &Row<'_>) -> Result<Option<UnitIndex>, Note> {
    let plan = request.context.plan;
    let cell = row.cell(column("county"));
    let unit = plan.unit(request.unit);
    match (cell, unit.level, unit.parent) {
        (None, ..) => Ok(None),
        // The unit's own level checks enterprises that others list.
        (cell, Level::Own, Some(parent)) => {
            units::unit_of(Request { unit: parent, ..request }, cell).map(Some)
        }
        (cell, ..) => units::unit_of(request, cell).map(Some),
    }
}

fn unknown(request: Request<'_, '_>, name: &str, county: Option<UnitIndex>, register: &Register<'_>) -> Text {
    let plan = request.context.plan;
    let units = county.map_or_else(|| plan.within(request.unit), |county| vec![county]);
    let like = units.into_iter().find_map(|unit| register.like(unit, name, |_| false));
    let said = quote(name);
    match like {
        Some(entry) => {
            let (near, id) = (quote(&entry.name), entry.id.as_str());
            Text::made(
                format!("企业清单中没有 {said}；名称相近的有 {near}（{id}），是它就请改成一致的名称"),
                format!(
                    "no enterprise is called {said}; one with a like name is {near} ({id}): if it is that, write the same name"
                ),
            )
        }
        None => Text::made(
            format!("企业清单中没有 {said}；请先导入附件2，或更正名称"),
            format!("no enterprise is called {said}; import 附件2 first, or put the name right"),
        ),
    }
}
