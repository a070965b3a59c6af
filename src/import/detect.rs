//! What a workbook says of itself: which form it is, and whose.

use super::grid::{Value, Workbook};
use super::table::Table;
use super::{Form, Request, enterprises, hazards, returns, selfcheck, words};
use crate::entry::lists::is_list;
use crate::plan::{Level, Plan, UnitIndex};
use memchr::memmem::Finder;

/// The forms that a workbook has, by the headings and labels of its sheets.
pub fn forms(workbook: &Workbook, request: Request<'_, '_>) -> Vec<Form> {
    let mut found = Vec::new();
    // What is hidden is no form unless nothing else is there.
    let all_hidden = workbook.sheets.iter().all(|grid| grid.hidden || grid.cells.is_empty());
    for grid in workbook.sheets.iter().filter(|grid| (all_hidden || !grid.hidden) && !is_list(grid)) {
        // The headings of 附件2 are few, and others have them too.
        let form = if returns::is_return(request, grid) {
            Form::Return
        } else if Table::is_in(grid, &selfcheck::COLUMNS) {
            Form::Selfcheck
        } else if Table::is_in(grid, &hazards::COLUMNS) {
            Form::Hazards
        } else if Table::is_in(grid, &enterprises::COLUMNS) {
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

/// What may stand behind the name of a unit.
const OFFICES: [&str; 5] = ["", "应急管理局", "应急局", "安委办", "安委会办公室"];

/// The unit that a workbook names as its own: `填报单位：麒麟区应急管理局`. None where it names several, or
/// one that is not known.
pub fn unit(workbook: &Workbook, plan: &Plan) -> Option<UnitIndex> {
    let label = Finder::new("填报单位");
    let mut units = workbook.sheets.iter().filter(|grid| !grid.hidden).flat_map(|grid| {
        grid.cells.iter().filter_map(|cell| {
            let Value::Text(text) = &cell.value else { return None };
            let behind = text.get(label.find(text.as_bytes())? + label.needle().len()..)?;
            let ends = ["填报人", "填表人", "联系电话", "填报时间", "填报日期", "时间", "日期"];
            let end = ends.iter().filter_map(|end| behind.find(end)).min();
            let own = behind.get(..end.unwrap_or(behind.len())).unwrap_or_default();
            let next = || match &grid.right_of(cell.at)?.value {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            };
            let named = if words::without_brackets(own).is_empty() { next()? } else { own };
            (!words::heading(named).is_empty()).then(|| of_name(named, plan))
        })
    });
    let first = units.next()??;
    units.all(|other| other == Some(first)).then_some(first)
}

/// The unit of a name, with the name of its office behind it or without.
fn of_name(name: &str, plan: &Plan) -> Option<UnitIndex> {
    let names = [words::heading(name), words::without_brackets(name)];
    let is = |unit: &str| {
        let unit = words::heading(unit);
        names.iter().filter_map(|name| name.strip_prefix(&unit)).any(|rest| OFFICES.contains(&rest))
    };
    plan.units().find(|(_, unit)| is(&unit.name)).map(|(index, _)| index)
}

/// Whether a workbook of one unit may be imported as that of another. A return is its unit's alone; the rows
/// of a list go to the units below, or are of one unit in the list of those above. A bureau sends the forms
/// of its own level as its own.
pub fn may_be_of(named: UnitIndex, said: UnitIndex, form: Form, plan: &Plan) -> bool {
    let unit = plan.unit(said);
    named == said
        || (unit.level == Level::Own && unit.parent == Some(named))
        || (form != Form::Return && (plan.is_within(named, said) || plan.is_within(said, named)))
}

#[cfg(test)]
mod tests {
    use super::super::grid::{At, Cell, Grid};
    use super::*;

    fn sheet(cells: &[&str]) -> Grid {
        let cells = (0..).zip(cells).filter(|(_, text)| !text.is_empty());
        let cell = |(column, text): (u32, &&str)| Cell {
            at: At { row: 1, column },
            value: Value::Text((*text).to_owned()),
        };
        Grid { cells: cells.map(cell).collect(), ..Grid::default() }
    }

    #[test]
    fn the_unit_that_a_form_names() {
        let plan = Plan::read("plan", Plan::built_in("qujing-2023").unwrap()).unwrap();
        let of = |sheets: &[&[&str]]| {
            let sheets = sheets.iter().map(|cells| sheet(cells)).collect();
            unit(&Workbook { sheets }, &plan).map(|unit| plan.unit(unit).id.to_string())
        };
        for cells in [
            &["填报单位：麒麟区应急管理局　填报人：某某某"][..],
            &["填报单位（盖章）：麒麟区"],
            &["填报单位", "麒麟区 应急管理局"],
            &["", "填报单位：", "麒麟区安委办（章）"],
            &["填报单位：麒麟区   时间：2023 年 8 月 24 日"],
        ] {
            assert_eq!(of(&[cells]).as_deref(), Some("qilin"), "{cells:?}");
        }
        assert_eq!(of(&[&["填报单位：麒麟区"], &["填报单位：   填报人："]]).as_deref(), Some("qilin"));
        for sheets in [
            &[&["填报单位：麒麟区"][..], &["填报单位：沾益区"]][..],
            &[&["填报单位：麒麟区"], &["填报单位：某某公司"]],
            &[&["填报单位：麒麟区某某公司"]],
            &[&["填报单位："]],
        ] {
            assert_eq!(of(sheets), None, "{sheets:?}");
        }
    }
}
