//! P016: a filed return no longer agrees with the records.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Entry, Filing};
use crate::tally::compare::{self, Difference};
use crate::tally::drift::Drift;
use std::fmt::{Display, Write};

pub(super) static RULE: Rule = Rule {
    code: "P016",
    name: "return-drift",
    severity: Severity::Error,
    summary: Text::fixed(
        "已报送的调度表与现有记录算出的数字不符",
        "a filed return differs from what the records give for the same cutoff",
    ),
    help: Text::fixed(
        "核对所列指标：报送有误的更正后重新报送并登记，记录有误的改正记录",
        "look at the figures named: file a corrected return and record it, or correct the records",
    ),
    explain: Text::fixed(
        "调度表应如实填报；报送之后记录又有补登、修改或删除的，报出的数字就不再有据可查。\
         对每个月的调度表，用现有记录按同一截止日（filed_on，晚于报送截止日的按报送截止日）重新计算，figures 中所给的各项和 rows（附件3-2 的行数，即 A1 与 A3 之和）有不同的，\
         在 figures 处（只有 rows 的在记录首行）一并报出，逐项写明报送数和现有数；figures 没有给出的项不比较，两者都没有的不报。用 hazards file 封存的报送，逐项写明原因和记录（补录、删除、改到其他单位、日期改动、内容改动、方案或口径改变），各原因之和就是差数；逐条见 hazards diff --from-filing。上级单位之下有按报送的调度表计的单位（hazards.toml 的 units）的，以它们在该报送日以前报送的数字计入；这些单位自己的调度表没有记录可比，不比较。\
         同一月份报送过几次的，只看最后一次（按 filed_on，同日的按文件顺序）；判定日以后的报送不看。",
        "A return must be true; when records are added, changed or deleted after it was filed, nothing stands behind its numbers any more. Each month's return is computed again from the records for the same cutoff (its filed_on, or the due day if it \
         was filed later); where a figure given in `figures`, or `rows` (the rows of 附件3-2, that is A1 + A3), differs, one finding at `figures` (with `rows` alone, at the record's first line) names each, as filed and as it is now. Keys that are not given are not compared. Of a return sealed by `hazards file` each difference is told by cause and record (entered since, deleted, moved, date changed, re-classified, plan or definition changed), which add up to it; `hazards diff --from-filing` lists them one by one. Units below that are counted by what they have filed (`units` in hazards.toml) add what they had filed by then; \
         a return of their own has no records to be held against and is not compared. \
         Of several filings of a month only the last counts (by filed_on, then path order); a filing after the day judged is not looked at.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件3-1 注1：“每月24日前报5月以来累计情况”，注2：“调度表内容应围绕专项排查整治工作并对照方案具体要求如实填报”；附件3-2 备注：“本表配合附件3-1使用并同时报送”",
        "曲应急〔2023〕25号, 附件3-1, note 1: \"每月24日前报5月以来累计情况\", note 2: \"调度表内容应围绕专项排查整治工作并对照方案具体要求如实填报\"; 附件3-2, note: \"本表配合附件3-1使用并同时报送\"",
    ),
    wrong: Example {
        path: "yi/filings/yi-f5.yaml",
        text: "\
id: yi-f5
document: 调度表
month: 2023-08
filed_on: 2023-08-24
figures: {A1: 1, B1: 1}   # 记录中乙县没有自查发现的隐患
rows: 1
",
    },
    right: Example {
        path: "yi/filings/yi-f5.yaml",
        text: "\
id: yi-f5
document: 调度表
month: 2023-08
filed_on: 2023-08-24
figures: {A1: 0, B1: 1}
rows: 0
",
    },
    examine: Examine::Filing(examine),
};

fn examine(filing: &Entry<Filing>, context: &Context<'_>) -> Vec<Fault> {
    let filings = context.filings(filing.unit(), filing.document, filing.month);
    if filings.last().is_none_or(|last| last.origin != filing.origin) {
        return Vec::new();
    }
    let Some(Drift { month, cutoff, figures, rows, .. }) =
        Drift::of(filing, context).filter(|drift| !drift.is_none())
    else {
        return Vec::new();
    };
    let mut drifts: Vec<(String, String)> = Vec::new();
    for Difference { key, before, after, changes } in figures {
        let (mut zh, mut en) = drift(&key, &key, &before, &after);
        let why = compare::told(&changes);
        if !why.is_empty() {
            let _ = (write!(zh, "：{}", why.zh), write!(en, ": {}", why.en));
        }
        drifts.push((zh, en));
    }
    if let Some((filed, rows)) = rows {
        drifts.push(drift(&"附件3-2行数", &"rows of 3-2", &filed, &rows));
    }
    let (zh, en): (Vec<_>, Vec<_>) = drifts.into_iter().unzip();
    let message = Text::made(
        format!("{month} 月份调度表（截至 {cutoff}）与现有记录不符：{}", zh.join("；")),
        format!("the return of {month} (cutoff {cutoff}) differs from the records: {}", en.join("; ")),
    );
    vec![Fault::at("figures", message)]
}

/// One difference, in both languages.
fn drift(zh: &dyn Display, en: &dyn Display, filed: &dyn Display, now: &dyn Display) -> (String, String) {
    (format!("{zh} 报送 {filed}，现为 {now}"), format!("{en} filed {filed}, now {now}"))
}
