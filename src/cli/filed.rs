//! What is said on standard error of units that are counted by what they have filed.

use super::terminal;
use crate::check::Context;
use crate::form::content::{FiledUnit, Return};
use crate::lang::{Lang, Text};
use crate::plan::{Plan, UnitIndex};
use crate::record::Month;
use crate::tally::{Period, Scope};
use crate::text::visible;

/// Says which units of a return are counted by what they have filed, and what that leaves out.
pub(super) fn tell(content: &Return<'_>, lang: Lang) {
    for said in lines(content) {
        terminal::note(said.in_lang(lang));
    }
}

/// The lines that say it.
pub(super) fn lines(content: &Return<'_>) -> Vec<Text> {
    let mut lines = Vec::new();
    for filed in &content.filed {
        let name = visible(&content.plan.unit(filed.unit).name);
        lines.push(standing(filed, &name, content.month));
        lines.extend(beside(&name, filed.records));
    }
    lines
}

/// Says which of the units wanted have records although they are counted by what they have filed.
pub(super) fn tell_beside(context: &Context<'_>, wanted: impl Fn(UnitIndex) -> bool, lang: Lang) {
    let plan: &Plan = context.plan;
    for (index, unit) in plan.units().filter(|(unit, _)| plan.is_by_filings(*unit) && wanted(*unit)) {
        let period = Period::new(Month::of(context.as_of), context.as_of);
        let scope = Scope::new(context, index, period);
        let records = scope.filed().iter().map(|filed| filed.beside.count()).sum();
        if let Some(said) = beside(&visible(&unit.name), records) {
            terminal::note(said.in_lang(lang));
        }
    }
}

fn standing(filed: &FiledUnit, name: &str, month: Month) -> Text {
    let rows = filed.rows;
    match (filed.filed_on, rows) {
        (None, _) if filed.unread => Text::made(
            format!("注意：{name}报送的 {month} 调度表无法读取，各项按 0 计"),
            format!("note: the return of {name} for {month} cannot be read; its figures count as 0"),
        ),
        (None, _) => Text::made(
            format!("注意：{name}未报 {month} 调度表，各项按 0 计"),
            format!("note: {name} has filed no return for {month}; its figures count as 0"),
        ),
        (Some(on), 0) => Text::made(
            format!("注意：{name}以报送数字计入（{on} 报送），其隐患未列入附件3-2"),
            format!("note: {name} is counted by what it filed on {on}; its hazards are not on form 3-2"),
        ),
        (Some(on), _) => Text::made(
            format!("注意：{name}以报送数字计入（{on} 报送），附件3-2只列其有记录的隐患 {rows} 条"),
            format!(
                "note: {name} is counted by what it filed on {on}; of its hazards those recorded are on form 3-2: {rows}"
            ),
        ),
    }
}

/// Says that records do not count, where there are any.
fn beside(name: &str, records: usize) -> Option<Text> {
    (records > 0).then(|| {
        Text::made(
            format!("注意：{name}按报送的调度表计，其统计期内的 {records} 条记录不计入附件3-1"),
            format!("note: {name} is counted by what it has filed; {records} records of its in the window do not count on form 3-1"),
        )
    })
}
