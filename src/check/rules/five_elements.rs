//! P007: a hazard under rectification lacks one of the five elements.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::{Lang, Text, list};
use crate::record::{Entry, Hazard};

pub(super) static RULE: Rule = Rule {
    code: "P007",
    name: "five-elements",
    severity: Severity::Error,
    summary: Text::fixed(
        "未当日整改完成的隐患，缺少责任人、措施、资金、期限或应急预案",
        "a hazard not completed on the day it was found lacks one of the five elements",
    ),
    help: Text::fixed("在 rectification 下补齐所缺各项", "add what lacks under `rectification`"),
    explain: Text::fixed(
        "能立即整改的隐患要迅速整改；需要一定时间整改的，整改责任人、措施、资金、期限和应急预案必须齐全，否则无法跟踪，也无法判断是否逾期。\
         发现当日即整改完成的隐患不在此列。每条隐患只报一次，并列出所缺各项。",
        "A hazard that can be put right at once must be; for one that takes time, the person responsible, the measures, the funds, the time limit \
         and the contingency plan must all be written down, or nobody can follow it up. A hazard completed on the day it was found is exempt. \
         Each hazard is reported once, with all that it lacks.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 三（一）1：“需要一定时间整改的，要明确责任人、措施、资金、期限和应急预案”；附件1第6项",
        "曲应急〔2023〕25号, part 3 (1) 1: \"需要一定时间整改的，要明确责任人、措施、资金、期限和应急预案\"; 附件1 item 6",
    ),
    wrong: Example {
        path: "jia/hazards/p007.yaml",
        text: "\
id: p007
enterprise: jia-1
clause: GM-13-02
description: 污水池清淤作业未履行审批手续
source: 企业自查
found_on: 2023-06-12
reported_on: 2023-06-12
rectification:
  responsible: 张某某
  due_on: 2023-07-12
  completed_on: 2023-07-01
  verified_on: 2023-07-02
",
    },
    right: Example {
        path: "jia/hazards/p007.yaml",
        text: "\
id: p007
enterprise: jia-1
clause: GM-13-02
description: 污水池清淤作业未履行审批手续
source: 企业自查
found_on: 2023-06-12
reported_on: 2023-06-12
rectification:
  responsible: 张某某
  measures: 停止作业，补办审批，重新培训
  funds: 0.8
  due_on: 2023-07-12
  contingency: 有限空间作业专项应急预案
  completed_on: 2023-07-01
  verified_on: 2023-07-02
",
    },
    examine: Examine::Hazard(examine),
};

fn examine(hazard: &Entry<Hazard>, context: &Context<'_>) -> Vec<Fault> {
    if hazard.found_on > context.as_of || hazard.is_completed_at_once(context.as_of) {
        return Vec::new();
    }
    let rectification = &hazard.rectification;
    let elements = [
        ("责任人", "responsible", rectification.responsible.is_some()),
        ("措施", "measures", rectification.measures.is_some()),
        ("资金", "funds", rectification.funds.is_some()),
        ("期限", "due_on", rectification.due_on.is_some()),
        ("应急预案", "contingency", rectification.contingency.is_some()),
    ];
    let lacking = || elements.iter().filter(|(_, _, there)| !there);
    if lacking().next().is_none() {
        return Vec::new();
    }
    let names = list(lacking().map(|(name, ..)| name), Lang::Zh);
    let keys = list(lacking().map(|(_, key, _)| key), Lang::En);
    vec![Fault::at(
        "rectification",
        Text::made(
            format!("整改五要素不全，缺少：{names}"),
            format!("the five elements are not complete: {keys} lacking"),
        ),
    )]
}
