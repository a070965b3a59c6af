//! The columns of a status: what each is called, and what stands in it for a unit.

use crate::lang::{Lang, Text};
use crate::sheet::Value;
use crate::status::{DASH, Share, Sign, Status, UnitStatus};

/// What stands behind the name of a unit that is counted by what it has filed.
pub(super) const MARK: &str = "＊";

/// A column: the group that its heading stands under, its heading, and what stands in it.
pub(super) struct Column {
    pub(super) group: Text,
    pub(super) name: Text,
    pub(super) value: fn(&UnitStatus<'_>) -> Value,
}

const fn column(
    group: (&'static str, &'static str),
    name: (&'static str, &'static str),
    value: fn(&UnitStatus<'_>) -> Value,
) -> Column {
    Column { group: Text::fixed(group.0, group.1), name: Text::fixed(name.0, name.1), value }
}

const FILINGS: (&str, &str) = ("材料报送", "filings");
const ENTERPRISES: (&str, &str) = ("清单企业", "enterprises");
const SELFCHECKS: (&str, &str) = ("自检自查", "selfchecks");
const KEY: (&str, &str) = ("重点企业检查", "key inspections");
const INSPECTIONS: (&str, &str) = ("清单企业检查", "inspections");
const HAZARDS: (&str, &str) = ("重大事故隐患", "hazards");
const PENALTIES: (&str, &str) = ("行政处罚", "penalties");

/// The columns with numbers, in order: groups stand together.
static COLUMNS: [Column; 22] = [
    column(FILINGS, ("应报", "due"), |of| Value::Count(of.filings.due)),
    column(FILINGS, ("已报", "filed"), |of| Value::Count(of.filings.filed)),
    column(FILINGS, ("未报", "lacking"), |of| Value::Count(of.filings.lacking())),
    column(FILINGS, ("晚报", "late"), |of| Value::Count(of.filings.late)),
    column(ENTERPRISES, ("列入", "listed"), |of| count(of.enterprises)),
    column(ENTERPRISES, ("重点", "key"), |of| count(of.key_inspections.map(|share| share.whole))),
    column(SELFCHECKS, ("已报", "done"), |of| part(of.selfchecks)),
    column(SELFCHECKS, ("率", "rate"), |of| rate(of.selfchecks)),
    column(KEY, ("已查", "done"), |of| part(of.key_inspections)),
    column(KEY, ("率", "rate"), |of| rate(of.key_inspections)),
    column(INSPECTIONS, ("已查", "done"), |of| part(of.inspections)),
    column(INSPECTIONS, ("率", "rate"), |of| rate(of.inspections)),
    column(HAZARDS, ("发现", "found"), |of| count(of.hazards.completed().map(|share| share.whole))),
    column(HAZARDS, ("已整改", "completed"), |of| part(of.hazards.completed())),
    column(HAZARDS, ("整改率", "rate"), |of| rate(of.hazards.completed())),
    column(HAZARDS, ("未整改", "open"), |of| count(of.hazards.open)),
    column(HAZARDS, ("超期", "overdue"), |of| count(of.hazards.overdue)),
    column(HAZARDS, ("将到期", "due soon"), |of| count(of.hazards.due_soon)),
    column(HAZARDS, ("督办未销", "supervised"), |of| count(of.hazards.supervised_open)),
    column(HAZARDS, ("未验收", "unverified"), |of| count(of.hazards.unverified)),
    column(PENALTIES, ("次", "times"), |of| count(of.penalties.times)),
    column(PENALTIES, ("万元", "万元"), |of| of.penalties.fines.map_or_else(dash, Value::Amount)),
];

/// All columns with numbers.
pub(super) fn numbers() -> impl Iterator<Item = &'static Column> {
    COLUMNS.iter()
}

/// The column of signs.
pub(super) const SIGNS: Text = Text::fixed("督导情形", "signs");
/// The numbers that raise them.
pub(super) const REASONS: Text = Text::fixed("依据", "reasons");
/// The column of units.
pub(super) const UNIT: Text = Text::fixed("单位", "unit");

/// What is not known.
pub(super) fn dash() -> Value {
    Value::from(DASH)
}

pub(super) fn count(count: Option<u64>) -> Value {
    count.map_or_else(dash, Value::Count)
}

fn part(share: Option<Share>) -> Value {
    count(share.map(|share| share.part))
}

pub(super) fn rate(share: Option<Share>) -> Value {
    share.map_or_else(dash, |share| Value::from(share.rate()))
}

/// `12/15`, and a dash where it is not known or of nothing.
pub(super) fn of(share: Option<Share>) -> Value {
    share.filter(|share| share.whole > 0).map_or_else(dash, |share| Value::from(share.to_string()))
}

/// The signs of a unit; of one with units below it, how many of these have each.
pub(super) fn signs(status: &Status<'_>, of: &UnitStatus<'_>, lang: Lang) -> String {
    let below = || status.leaves().filter(|leaf| status.plan.is_within(leaf.unit, of.unit));
    let signs = || below().flat_map(|leaf| &leaf.signs);
    let counted = Sign::NAMES.iter().filter_map(|name| {
        let sign = signs().find(|sign| sign.name() == *name)?;
        Some((sign.word(), signs().filter(|sign| sign.name() == *name).count()))
    });
    let is_leaf = status.leaves().any(|leaf| leaf.unit == of.unit);
    let said = counted.map(|(word, count)| match (is_leaf, lang) {
        (true, _) => word.in_lang(lang).to_owned(),
        (false, Lang::Zh) => format!("{}{count}个", word.zh),
        (false, Lang::En) => format!("{}: {count}", word.en),
    });
    crate::lang::list(said, lang)
}

/// The name of a unit, further in by its depth, marked where it is counted by what it has filed; the total's is
/// 合计 where there are units below.
pub(super) fn name(status: &Status<'_>, of: &UnitStatus<'_>, lang: Lang) -> String {
    if of.depth == 0 && !status.units.is_empty() {
        return Text::fixed("合计", "total").in_lang(lang).to_owned();
    }
    let mark = if status.plan.is_by_filings(of.unit) { MARK } else { "" };
    format!("{}{}{mark}", "　".repeat(of.depth.saturating_sub(1)), status.plan.unit(of.unit).name)
}

/// The rows: the units below, then the total.
pub(super) fn all<'s, 'r>(status: &'s Status<'r>) -> impl Iterator<Item = &'s UnitStatus<'r>> {
    status.units.iter().chain([&status.total])
}

/// What must be said of the numbers.
pub(super) fn said(status: &Status<'_>, lang: Lang) -> Vec<String> {
    let mut said = Vec::new();
    if status.left_out > 0 {
        let count = status.left_out;
        said.push(Text::made(
            format!("本表不完整：有 {count} 条记录无法读取，未列入、未计入。"),
            format!("Incomplete: {count} records cannot be read and are left out."),
        ));
    }
    for of in status.leaves().filter(|of| status.plan.is_by_filings(of.unit)) {
        let name = &status.plan.unit(of.unit).name;
        said.push(match of.standing {
            Some(standing) => {
                let (month, on) = (standing.month, standing.filed_on);
                Text::made(
                    format!("{MARK} {name}按报送的 {month} 调度表计（{on} 报送），不由记录统计的以“{DASH}”表示。"),
                    format!("{MARK} {name} is counted by its return of {month}, filed on {on}; what that does not tell is {DASH}."),
                )
            }
            None => Text::made(
                format!("{MARK} {name}按报送的调度表计，到期的调度表未报，以“{DASH}”表示，未计入合计。"),
                format!("{MARK} {name} is counted by what it has filed, and the return that was due is not there: {DASH}, and not in the total."),
            ),
        });
    }
    for gap in &status.total.gaps {
        let name = &status.plan.unit(gap.unit).name;
        let marked = |text: Text| Text::made(format!("{MARK} {}", text.zh), format!("{MARK} {}", text.en));
        said.extend(gap.texts(name).into_iter().map(marked));
    }
    if let Some(before @ 1..) = status.total.hazards.open_before {
        let from = status.plan.counting_from;
        said.push(Text::made(
            format!("未整改的隐患中有 {before} 条在统计起始日（{from}）以前发现，不在“发现”之内。"),
            format!("{before} of the open hazards were found before {from} and are not among those found."),
        ));
    }
    if let Some(none @ 1..) = status.total.hazards.no_limit {
        said.push(Text::made(
            format!("未整改的隐患中有 {none} 条没有写明整改期限，不会计为超期。"),
            format!("{none} of the open hazards have no time limit and never count as overdue."),
        ));
    }
    said.iter().map(|text| text.in_lang(lang).to_owned()).collect()
}
