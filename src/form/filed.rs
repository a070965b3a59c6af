//! What the forms of a return say of units that are counted by what they have filed.

use super::content::{FiledUnit, Return};
use crate::catalog::Forms;
use crate::catalog::forms::Part;
use crate::figure::Key;
use crate::plan::UnitIndex;
use chrono::Datelike;

/// What stands behind the name of such a unit in the roll-up.
pub(super) const MARK: &str = "＊";

/// The notes of 3-1.
pub(super) fn of_figures(content: &Return<'_>, forms: &Forms) -> Vec<String> {
    let mut notes = Vec::new();
    for filed in &content.filed {
        let name = name(content, filed);
        match filed.filed_on {
            None => notes.push(not_filed(content, filed)),
            Some(on) if filed.unit == content.unit => {
                notes.push(format!("本表为{name}报送的数字（{on} 报送），不由记录统计。"));
            }
            Some(on) => {
                notes.push(format!("{name}以报送的调度表计入（{on} 报送），其家数为加总，未去重。"));
            }
        }
        notes.extend(not_given(content, filed, forms));
    }
    notes
}

/// The notes of 3-2.
pub(super) fn of_rows(content: &Return<'_>) -> Vec<String> {
    let note = |filed: &FiledUnit| {
        let name = name(content, filed);
        match filed.rows {
            0 => format!("{name}以报送数字计入附件3-1，其隐患未列入本表。"),
            rows => {
                format!("{name}以报送数字计入附件3-1，本表只列其有记录的隐患 {rows} 条，两表之数不必相等。")
            }
        }
    };
    content.filed.iter().map(note).collect()
}

/// The notes of the roll-up.
pub(super) fn of_units(content: &Return<'_>, forms: &Forms) -> Vec<String> {
    let mut notes = Vec::new();
    for filed in &content.filed {
        let name = name(content, filed);
        notes.push(match filed.filed_on {
            Some(on) => format!("{MARK} {name}按报送的调度表计（{on} 报送），家数为合计，未去重。"),
            None => format!("{MARK} {}", not_filed(content, filed)),
        });
        notes.extend(not_given(content, filed, forms));
    }
    notes
}

/// What stands behind a unit's name in the roll-up.
pub(super) fn mark(content: &Return<'_>, unit: UnitIndex) -> &'static str {
    if content.filed.iter().any(|filed| filed.unit == unit) { MARK } else { "" }
}

fn name<'r>(content: &'r Return<'_>, filed: &FiledUnit) -> &'r str {
    &content.plan.unit(filed.unit).name
}

fn not_filed(content: &Return<'_>, filed: &FiledUnit) -> String {
    let (name, month) = (name(content, filed), content.month.first_day().month());
    if filed.unread {
        format!("{name}报送的 {month} 月调度表无法读取，各项按 0（否）计。")
    } else {
        format!("{name}未报 {month} 月调度表，各项按 0（否）计。")
    }
}

/// Names the figures that a filing does not give.
fn not_given(content: &Return<'_>, filed: &FiledUnit, forms: &Forms) -> Option<String> {
    let name = name(content, filed);
    match filed.not_given.len() {
        0 => None,
        all if all == Key::ALL.len() => Some(format!("{name}报送的调度表没有给出数字，各项按 0（否）计。")),
        _ => {
            let lacking = forms.parts().filter(|part| filed.not_given.contains(&part.key));
            let lacking: Vec<String> = lacking.map(label).collect();
            Some(format!("{name}报送的调度表未给出以下指标，按 0（否）计：{}。", lacking.join("、")))
        }
    }
}

/// A figure's name and its unit.
pub(super) fn label(part: &Part) -> String {
    if part.unit.is_empty() { part.name.clone() } else { format!("{}({})", part.name, part.unit) }
}
