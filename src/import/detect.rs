//! What a workbook says of itself: which form it is, and whose.

use super::grid::{Value, Workbook};
use super::table::Table;
use super::{Form, Request, enterprises, hazards, returns, selfcheck, words};
use crate::plan::{Plan, UnitIndex};

/// The forms that a workbook has, by the headings and labels of its sheets.
pub fn forms(workbook: &Workbook, request: Request<'_, '_>) -> Vec<Form> {
    let mut found = Vec::new();
    for grid in &workbook.sheets {
        // The headings of 附件2 are few, and others have them too.
        let form = if returns::is_return(request, grid) {
            Form::Return
        } else if Table::find(grid, &selfcheck::COLUMNS).is_ok() {
            Form::Selfcheck
        } else if Table::find(grid, &hazards::COLUMNS).is_ok() {
            Form::Hazards
        } else if Table::find(grid, &enterprises::COLUMNS).is_ok() {
            Form::Enterprises
        } else {
            continue;
        };
        if !found.contains(&form) {
            found.push(form);
        }
    }
    found
}

/// The unit that a workbook names as its own: `填报单位：麒麟区应急管理局`.
pub fn unit(workbook: &Workbook, plan: &Plan) -> Option<UnitIndex> {
    let text = |value: &Value| match value {
        Value::Text(text) => Some(words::name(text)),
        _ => None,
    };
    let cells =
        workbook.sheets.iter().flat_map(|grid| grid.cells.windows(2).map(|pair| (pair.first(), pair.get(1))));
    let mut units = cells.filter_map(|(cell, next)| {
        let said = text(&cell?.value)?;
        let behind = said.split("填报单位").nth(1)?.trim_start_matches(':').to_owned();
        let behind = behind
            .split("填报人")
            .next()
            .unwrap_or_default()
            .split("时间")
            .next()
            .unwrap_or_default()
            .to_owned();
        let name = if behind.is_empty() { text(&next?.value)? } else { behind };
        let is = |unit: &str| {
            let rest = name.strip_prefix(&words::name(unit));
            matches!(rest, Some("" | "应急管理局" | "应急局" | "安委办" | "安委会办公室"))
        };
        plan.units().find(|(_, unit)| is(&unit.name)).map(|(index, _)| index)
    });
    let first = units.next()?;
    units.all(|other| other == first).then_some(first)
}
