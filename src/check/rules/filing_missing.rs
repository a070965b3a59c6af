//! P014: a county unit has not filed a document by its deadline.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::plan::{Level, UnitIndex};
use crate::record::Month;
use crate::record::term::{Document, Word};
use crate::text::quote;
use chrono::NaiveDate;

pub(super) static RULE: Rule = Rule {
    code: "P014",
    name: "filing-missing",
    severity: Severity::Error,
    summary: Text::fixed(
        "截止日已过，县级单位没有报送应报的材料",
        "a deadline has passed and a county unit has not filed the document",
    ),
    help: Text::fixed(
        "报送该材料，并在该单位的 filings/ 下登记；已报送的补登报送日期",
        "file the document and record it under the unit's filings/; if it was filed, record the day",
    ),
    explain: Text::fixed(
        "方案要求各县（市、区）按期报送实施方案、企业清单、四个清单、每月的调度表和工作总结，缺报则全市汇总不全。\
         截止日之后，方案中的县级单位，无论是否已有文件夹，没有判定日及以前报送的该项材料即报出：每项材料报一次，调度表每个月报一次，位置为单位的文件夹。\
         截止日当日及以前不报；晚报的由 P015 提示；报送记录内容有误、但能看出编号和材料（及月份）的视为已报；\
         市本级和市、省一级不要求；方案未定截止日的材料、first_month 之前和 last_month 之后的月份不要求。",
        "Counties send up their scheme, the list of enterprises, the four lists, a return each month and a summary, each by its deadline: without one of them the city's total is not whole. After a deadline, each county unit of the plan, with a \
         folder or not, that has filed nothing of the kind by the day judged is reported at the unit's folder: one finding a document, and for the return (调度表) one a month. Not reported: until the deadline, that day included; a late filing (see P015); \
         one of which no more can be read than its id and its document (and month); own, city and province units; documents for which the plan has no deadline, and months outside first_month to last_month.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 五（七）：“6月底前向市局基础科报送本地区排查整治企业清单（附件2）……须于每月24日前向市局基础科报送工贸行业专项行动进展情况调度表（附件3-1和3-2）；12月20日前报专项行动工作总结”；\
         四（一）1（实施方案）；四（二）2：“完善工贸企业重大安全风险四个清单（附件4）于7月底前报市局基础科”；附件3-1 注1",
        "曲应急〔2023〕25号, part 5 (7): \"须于每月24日前向市局基础科报送工贸行业专项行动进展情况调度表（附件3-1和3-2）；12月20日前报专项行动工作总结\"; \
         part 4 (1) 1 (the scheme); part 4 (2) 2: \"完善工贸企业重大安全风险四个清单（附件4）于7月底前报市局基础科\"; 附件3-1, note 1",
    ),
    wrong: Example {
        path: "yi/filings/yi-f4.yaml",
        text: "\
id: yi-f4
document: 调度表
month: 2023-08            # 本应为 2023-07
filed_on: 2023-07-21
",
    },
    right: Example {
        path: "yi/filings/yi-f4.yaml",
        text: "\
id: yi-f4
document: 调度表
month: 2023-07
filed_on: 2023-07-21
",
    },
    examine: Examine::Unit(examine),
};

fn examine(unit: UnitIndex, context: &Context<'_>) -> Vec<Fault> {
    let plan = context.plan;
    if plan.unit(unit).level != Level::County {
        return Vec::new();
    }
    let missing = |(document, month, deadline): &(Document, Option<Month>, NaiveDate)| {
        context.as_of > *deadline && !context.is_filed(unit, *document, *month)
    };
    let missing = plan.filings_due().filter(missing);
    missing.map(|(document, month, deadline)| fault(unit, document, month, deadline, context)).collect()
}

fn fault(
    unit: UnitIndex,
    document: Document,
    month: Option<Month>,
    deadline: NaiveDate,
    context: &Context<'_>,
) -> Fault {
    let name = quote(&context.plan.unit(unit).name);
    let days = (context.as_of - deadline).num_days();
    let (zh, en) = match month {
        Some(month) => (format!(" {month} 月份{document}"), format!("{document} of {month}")),
        None => (document.word().to_owned(), document.word().to_owned()),
    };
    let message = Text::made(
        format!("{name} 未报送{zh}，应于 {deadline} 前（含当日）报送，已逾期 {days} 天"),
        format!("{name} has not filed its {en}; it was due by {deadline}, days overdue: {days}"),
    );
    // A unit has no such field; it tells the finding of one document from that of another.
    match month {
        Some(month) => Fault::at(format!("{}.{month}", document.word()), message),
        None => Fault::at(document.word(), message),
    }
}
