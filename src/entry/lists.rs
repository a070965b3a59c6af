//! What is chosen from in a workbook: a sheet each, with its own first line, by which `import` knows that it
//! is no form.

use crate::catalog::Standard;
use crate::check::Context;
use crate::import::grid::{Grid, Value};
use crate::import::words::heading;
use crate::plan::UnitIndex;

/// A list to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The name of its sheet.
    pub name: &'static str,
    /// Its first line.
    pub title: &'static str,
    /// The headings of its columns.
    pub headings: Vec<&'static str>,
    /// Their widths, in digits of the standard font.
    pub widths: Vec<f64>,
    /// The column that is chosen from.
    pub column: usize,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// 条款
pub(super) const CLAUSES: &str = "条款";
/// 企业
pub(crate) const ENTERPRISES: &str = "企业";
/// The first lines of all lists.
const TITLES: [&str; 2] =
    ["条款：供填写“判定标准条款”时选用，本工作表不导入", "企业：供填写“企业名称”时选用，本工作表不导入"];

/// Whether a sheet is a list to choose from: by its first line.
pub fn is_list(grid: &Grid) -> bool {
    let Some(Value::Text(first)) = grid.cells.first().map(|cell| &cell.value) else { return false };
    let first = heading(first);
    TITLES.iter().any(|title| heading(title) == first)
}

/// The clauses of the standard.
pub(super) fn clauses(standard: &Standard) -> List {
    let clauses = standard.clauses.values();
    let rows = clauses.map(|clause| vec![clause.code.clone(), clause.name.clone(), clause.text.clone()]);
    List {
        name: CLAUSES,
        title: TITLES[0],
        headings: vec!["条款编号", "条款", "内容"],
        widths: vec![12.0, 22.0, 90.0],
        column: 0,
        rows: rows.collect(),
    }
}

/// The enterprises that a unit's hazards may be of: those in the list on the context's day, by unit and name.
pub(super) fn enterprises(context: &Context<'_>, unit: UnitIndex) -> List {
    let plan = context.plan;
    let may = |listed_by| plan.may_refer(unit, listed_by) || plan.is_within(listed_by, unit);
    let mut entries: Vec<_> = context
        .records
        .enterprises
        .iter()
        .filter(|entry| may(entry.unit()))
        .filter(|entry| entry.removed.as_ref().is_none_or(|removal| removal.on > context.as_of))
        .collect();
    entries.sort_by(|a, b| (a.unit(), &a.name, &a.id).cmp(&(b.unit(), &b.name, &b.id)));
    let rows = entries.into_iter().map(|entry| {
        let county = plan.unit(entry.unit()).name.clone();
        vec![entry.id.to_string(), entry.name.clone(), entry.uscc.clone().unwrap_or_default(), county]
    });
    List {
        name: ENTERPRISES,
        title: TITLES[1],
        headings: vec!["编号", "企业名称", "统一社会信用代码", "县区"],
        widths: vec![14.0, 40.0, 24.0, 14.0],
        column: 1,
        rows: rows.collect(),
    }
}
