//! P017: a cumulative figure of a return is below that of an earlier month.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::figure::{Key, Value};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Entry, Filing, Month};
use crate::tally::compare::{self, Difference};
use crate::tally::drift;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    code: "P017",
    name: "return-decreased",
    severity: Severity::Warning,
    summary: Text::fixed(
        "调度表的累计数比以前月份报送的少",
        "a cumulative figure of a return is below that of an earlier month",
    ),
    help: Text::fixed(
        "核对两个月的数字，更正有误的一个月并重新报送；确属更正以前多报的，重新报送以前的月份或写明豁免",
        "compare the two months and file a corrected return for the wrong one; if the earlier one was too high, file that month again or waive the finding",
    ),
    explain: Text::fixed(
        "调度表报的是5月以来的累计数，只会增加，不会减少；减少说明其中一个月报错了。\
         每个月的调度表中，某项数字小于此前最近一个报送了该项的月份的，在 figures 处一并报出，逐项写明两个月份和两个数字。\
         D6（是否播放专题栏目）和 D7（技术检查员人数，为现有数）不比较；某月 figures 没有给出该项的，与更早的月份比较。\
         同一月份报送过几次的，只看最后一次（按 filed_on，同日的按文件顺序）；判定日以后的报送不看；两个月的报送都经 hazards file 封存的，写明原因和记录，各原因之和就是差数。与现有记录是否相符由 P016 判断。",
        "A return gives totals since May, which grow and never shrink: a figure that falls means that one of the two months is wrong. Where a figure of a month's return is below that of the latest earlier month filed with that figure, one finding \
         at `figures` names each, with both months and both values. D6 (whether a column was broadcast) and D7 (inspectors in post, a level) are not compared. Of several filings of a month only the last counts (by filed_on, then path order); \
         a filing after the day judged is not looked at. Where both returns were sealed by `hazards file`, the causes and records are told, which add up to the difference. Whether a return agrees with the records is for P016.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件3-1 注1：“调度表自5月份开始报送，每月24日前报5月以来累计情况至市局基础科”",
        "曲应急〔2023〕25号, 附件3-1, note 1: \"调度表自5月份开始报送，每月24日前报5月以来累计情况至市局基础科\"",
    ),
    wrong: Example {
        path: "yi/filings/yi-f5.yaml",
        text: "\
- id: yi-f5
  document: 调度表
  month: 2023-07          # 更正报送
  filed_on: 2023-08-01
  figures: {C9: 1}
  waivers:
    - {rule: P016, reason: 当时报送1人，问责决定已撤销，记录已删除}
- id: yi-f5-8
  document: 调度表
  month: 2023-08
  filed_on: 2023-08-24
  figures: {C9: 0}
",
    },
    right: Example {
        path: "yi/filings/yi-f5.yaml",
        text: "\
- id: yi-f5
  document: 调度表
  month: 2023-07          # 更正报送
  filed_on: 2023-08-01
  figures: {C9: 0}
- id: yi-f5-8
  document: 调度表
  month: 2023-08
  filed_on: 2023-08-24
  figures: {C9: 0}
",
    },
    examine: Examine::Filing(examine),
};

fn examine(filing: &Entry<Filing>, context: &Context<'_>) -> Vec<Fault> {
    let Some((month, figures)) = filing.month.zip(filing.figures.as_ref()) else {
        return Vec::new();
    };
    let returns: BTreeMap<Month, _> = context.returns(filing.unit()).collect();
    if returns.get(&month).is_none_or(|last| last.origin != filing.origin) {
        return Vec::new();
    }
    let mut falls: Vec<Fall<'_>> = Vec::new();
    for (key, value) in figures.iter().filter(|(key, _)| !matches!(key, Key::D6 | Key::D7)) {
        let mut earlier = returns.range(..month).rev();
        let before = earlier.find_map(|(month, filing)| Some((month, filing.figures.as_ref()?.get(key)?)));
        if let Some((earlier, higher)) = before.filter(|(_, before)| value.is_below(**before)) {
            falls.push(Fall {
                key: *key,
                earlier: *earlier,
                filing: returns.get(earlier).copied(),
                higher: *higher,
                value: *value,
            });
        }
    }
    if falls.is_empty() {
        return Vec::new();
    }
    // Of each earlier return the causes of all its figures are asked for at once.
    let earlier: BTreeMap<Month, &Entry<Filing>> =
        falls.iter().filter_map(|fall| Some((fall.earlier, fall.filing?))).collect();
    let causes: BTreeMap<Month, Vec<Difference>> = earlier
        .into_iter()
        .map(|(month, earlier)| {
            let keys: Vec<Key> =
                falls.iter().filter(|fall| fall.earlier == month).map(|fall| fall.key).collect();
            (month, drift::between(earlier, filing, &keys, context))
        })
        .collect();
    let (zh, en): (Vec<_>, Vec<_>) = falls.iter().map(|fall| fall.told(month, &causes)).unzip();
    let message = Text::made(
        format!("累计数比以前月份少：{}", zh.join("；")),
        format!("cumulative figures have fallen: {}", en.join("; ")),
    );
    vec![Fault::at("figures", message)]
}

/// A figure that has fallen.
struct Fall<'r> {
    key: Key,
    earlier: Month,
    /// The return of the earlier month.
    filing: Option<&'r Entry<Filing>>,
    higher: Value,
    value: Value,
}

impl Fall<'_> {
    /// What fell and, where both returns are sealed, why.
    fn told(&self, month: Month, causes: &BTreeMap<Month, Vec<Difference>>) -> (String, String) {
        let Self { key, earlier, higher, value, .. } = self;
        let of_key = |all: &Vec<Difference>| {
            let found = all.iter().find(|difference| difference.key == *key);
            found.map(|difference| compare::told(&difference.changes))
        };
        let why = causes.get(earlier).and_then(of_key);
        let (zh, en) = why
            .filter(|why| !why.is_empty())
            .map_or_else(Default::default, |why| (format!("：{}", why.zh), format!(": {}", why.en)));
        (
            format!("{key} {earlier} 为 {higher}，{month} 为 {value}{zh}"),
            format!("{key} was {higher} in {earlier} and is {value} in {month}{en}"),
        )
    }
}
