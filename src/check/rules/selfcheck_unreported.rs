//! P008: a hazard that the enterprise found itself was not reported to the local bureau.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::term::Source;
use crate::record::{Entry, Hazard};

pub(super) static RULE: Rule = Rule {
    code: "P008",
    name: "selfcheck-unreported",
    severity: Severity::Warning,
    summary: Text::fixed(
        "企业自查的隐患未当日整改完成，也未向属地应急局报告",
        "a hazard found by the enterprise, not completed on the day found, was not reported",
    ),
    help: Text::fixed(
        "督促企业向属地应急局报告，并填写 reported_on",
        "have the enterprise report it to the local bureau and fill in `reported_on`",
    ),
    explain: Text::fixed(
        "企业自查出的重大事故隐患，需要一定时间整改的，要按属地原则向属地应急局报告；报告了并在合理期限内整改的，依法不予处罚，不报告则无法跟踪，也不能免罚。\
         来源为“企业自查”、未在发现当日整改完成、截至判定日没有 reported_on 的隐患报出。\
         发现当日即整改完成的不报；部门检查发现的不报；判定日以后发现的不报。报告日期晚于判定日的视为尚未报告。",
        "A hazard that the enterprise found itself and that takes time to put right is reported to the local bureau; reported and put right in reasonable time it goes unpunished, unreported nobody can follow it up. \
         A hazard of source 企业自查, not completed on the day it was found, with no `reported_on` by the day judged is reported. Not reported: one completed on the day it was found; one of source 部门检查; \
         one found after the day judged. A report dated after the day judged has not happened yet.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 三（一）1：“需要一定时间整改的，要明确责任人、措施、资金、期限和应急预案，并按照属地原则及时向属地应急局和行业管理部门报备”；附件1第6项",
        "曲应急〔2023〕25号, part 3 (1) 1: \"并按照属地原则及时向属地应急局和行业管理部门报备\"; 附件1 item 6",
    ),
    wrong: Example {
        path: "jia/hazards/p008.yaml",
        text: "\
id: p008
enterprise: jia-1
clause: GM-13-02
description: 污水池清淤作业未履行审批手续
source: 企业自查
found_on: 2023-06-12
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
    right: Example {
        path: "jia/hazards/p008.yaml",
        text: "\
id: p008
enterprise: jia-1
clause: GM-13-02
description: 污水池清淤作业未履行审批手续
source: 企业自查
found_on: 2023-06-12
reported_on: 2023-06-13
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
    let (found, as_of) = (hazard.found_on, context.as_of);
    let reported = hazard.reported_on.is_some_and(|on| on <= as_of);
    if hazard.source != Source::Enterprise || found > as_of || hazard.is_completed_at_once(as_of) || reported
    {
        return Vec::new();
    }
    let message = Text::made(
        format!("企业 {found} 自查发现的隐患未当日整改完成，截至 {as_of} 未向属地应急局报告"),
        format!(
            "found by the enterprise on {found}, not completed that day and not reported to the local bureau by {as_of}"
        ),
    );
    vec![Fault::at("reported_on", message)]
}
