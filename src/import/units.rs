//! The unit whose record a row is: that of the workbook, or the 县区 that the row names.

use super::grid::Cell;
use super::proposal::Note;
use super::{Request, value, words};
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::text::quote;

/// The unit of a row: that of the workbook, or one below it that the row names as its 县区.
pub(super) fn unit_of(request: Request<'_, '_>, cell: Option<&Cell>) -> Result<UnitIndex, Note> {
    let plan = request.context.plan;
    let own = plan.unit(request.unit);
    let holds = own.level.holds_records();
    let Some(cell) = cell else {
        let lacks = || {
            let name = &own.name;
            Note::of(
                None,
                Text::made(
                    format!("没有写县区，而 {name} 之下有多个单位；请补上县区，或按县分别导入"),
                    format!(
                        "the row has no 县区, and {name} has several units below it: add it, or import county by county"
                    ),
                ),
            )
        };
        return if holds { Ok(request.unit) } else { Err(lacks()) };
    };
    let said = value::text(&cell.value).map_err(|doubt| Note::of(Some(cell.at), doubt))?;
    let stem = |name: &str| words::name(name).trim_end_matches(['市', '县', '区']).to_owned();
    let within = plan.within(request.unit).into_iter().filter(|unit| plan.unit(*unit).level.holds_records());
    let is = |unit: UnitIndex| words::is_same_name(&plan.unit(unit).name, &said);
    let is_nearly = |unit: UnitIndex| stem(&plan.unit(unit).name) == stem(&said);
    let within: Vec<UnitIndex> = within.collect();
    if let Some(unit) = within.iter().copied().find(|unit| is(*unit)) {
        return Ok(unit);
    }
    let mut nearly = within.iter().copied().filter(|unit| is_nearly(*unit));
    match (nearly.next(), nearly.next()) {
        (Some(unit), None) => Ok(unit),
        _ => {
            let (said, name) = (quote(&said), &own.name);
            Err(Note::of(
                Some(cell.at),
                Text::made(
                    format!("县区写的是 {said}，不是 {name} 或其下的单位"),
                    format!("县区 is {said}, which is not {name} or a unit below it"),
                ),
            ))
        }
    }
}
