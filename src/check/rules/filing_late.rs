//! P015: a document was first filed after its deadline.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Entry, Filing};

pub(super) static RULE: Rule = Rule {
    code: "P015",
    name: "filing-late",
    severity: Severity::Warning,
    summary: Text::fixed("材料首次报送晚于截止日", "the first filing of a document came after its deadline"),
    help: Text::fixed(
        "核对报送日期；此前已报送过的补登，确属晚报的说明原因",
        "check the date; record an earlier filing if there was one, and say why if it really came late",
    ),
    explain: Text::fixed(
        "各项材料都有截止日，调度表每月 due_day 日前报送；晚报会耽误全市汇总。\
         同一单位的同一材料（调度表为同一月份）报送过几次的，看最早一次：其 filed_on 晚于截止日即报出，位置为该次的 filed_on。各级单位的报送记录都看。\
         截止日当日报送不报；以后的补报、更正不报；判定日以后的报送不看；方案未定截止日的材料不报。",
        "Each document has its deadline, the return (调度表) the due_day of its month; a late one holds up the city's total. Of several filings of a document (of a return: of the same month) by a unit the first is looked at: if its `filed_on` is \
         after the deadline it is reported there. Units of every level are looked at. Not reported: one filed on the day of the deadline; a later correction; a filing after the day judged; a document for which the plan has no deadline.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 五（七）：“须于每月24日前向市局基础科报送工贸行业专项行动进展情况调度表（附件3-1和3-2）；12月20日前报专项行动工作总结”；四（一）1；四（二）2；附件3-1 注1",
        "曲应急〔2023〕25号, part 5 (7): \"须于每月24日前向市局基础科报送工贸行业专项行动进展情况调度表（附件3-1和3-2）；12月20日前报专项行动工作总结\"; part 4 (1) 1; part 4 (2) 2; 附件3-1, note 1",
    ),
    wrong: Example {
        path: "yi/filings/yi-f4.yaml",
        text: "\
id: yi-f4
document: 调度表
month: 2023-07
filed_on: 2023-07-26
",
    },
    right: Example {
        path: "yi/filings/yi-f4.yaml",
        text: "\
id: yi-f4
document: 调度表
month: 2023-07
filed_on: 2023-07-24
",
    },
    examine: Examine::Filing(examine),
};

fn examine(filing: &Entry<Filing>, context: &Context<'_>) -> Vec<Fault> {
    let (document, month, filed) = (filing.document, filing.month, filing.filed_on);
    let Some(deadline) = context.plan.deadline(document, month).filter(|deadline| filed > *deadline) else {
        return Vec::new();
    };
    let filings = context.filings(filing.unit(), document, month);
    if filings.first().is_none_or(|first| first.origin != filing.origin) {
        return Vec::new();
    }
    let days = (filed - deadline).num_days();
    let (zh, en) = match month {
        Some(month) => (format!("{month} 月份{document}"), format!("{document} of {month} was")),
        None => (document.to_string(), format!("{document} was")),
    };
    let message = Text::made(
        format!("{zh}于 {filed} 首次报送，截止日为 {deadline}，晚 {days} 天"),
        format!("the {en} first filed on {filed}, after the deadline of {deadline}; days late: {days}"),
    );
    vec![Fault::at("filed_on", message)]
}
