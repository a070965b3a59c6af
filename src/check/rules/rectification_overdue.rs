//! P009: a hazard is not put right by its time limit.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Entry, Hazard};
use crate::text::quote;

pub(super) static RULE: Rule = Rule {
    code: "P009",
    name: "rectification-overdue",
    severity: Severity::Error,
    summary: Text::fixed("隐患超过整改期限仍未整改完成", "a hazard is past its time limit and not completed"),
    help: Text::fixed(
        "督促整改；已完成的填写 completed_on，经批准延期的修改 due_on",
        "have it put right; if it is, fill in `completed_on`, and if the limit was extended, correct `due_on`",
    ),
    explain: Text::fixed(
        "整改期限是企业的承诺，超期未改的重大事故隐患随时可能酿成事故，也是方案点名要精准监管的对象。\
         截至判定日未整改完成，且 due_on 早于判定日的隐患报出，位置为 due_on，并写明逾期天数。\
         期限当日不报；判定日及以前已整改完成的不报，即使完成日晚于期限；没有写期限的由 P007 报出；判定日以后发现的不报。",
        "The time limit is the enterprise's promise; a major hazard past it can become an accident any day, and the plan document singles such enterprises out. A hazard not completed as of the day judged whose `due_on` \
         is before that day is reported at `due_on`, with the days overdue. Not reported: on the day of the limit itself; a hazard completed by the day judged, even if after its limit; one without a limit (see P007); \
         one found after the day judged.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 三（一）1：“需要一定时间整改的，要明确责任人、措施、资金、期限和应急预案”；三（二）5：“隐患问题超期未改、多次发生事故的企业负责人和重点企业实施精准有效监管”",
        "曲应急〔2023〕25号, part 3 (1) 1: \"需要一定时间整改的，要明确责任人、措施、资金、期限和应急预案\"; part 3 (2) 5: \"隐患问题超期未改\"",
    ),
    wrong: Example {
        path: "jia/hazards/p009.yaml",
        text: "\
id: p009
enterprise: jia-1
clause: GM-13-02
description: 污水池清淤作业未履行审批手续
source: 企业自查
found_on: 2023-11-20
reported_on: 2023-11-20
rectification:
  responsible: 张某某
  measures: 停止作业，补办审批，重新培训
  funds: 0.8
  due_on: 2023-12-20
  contingency: 有限空间作业专项应急预案
",
    },
    right: Example {
        path: "jia/hazards/p009.yaml",
        text: "\
id: p009
enterprise: jia-1
clause: GM-13-02
description: 污水池清淤作业未履行审批手续
source: 企业自查
found_on: 2023-11-20
reported_on: 2023-11-20
rectification:
  responsible: 张某某
  measures: 停止作业，补办审批，重新培训
  funds: 0.8
  due_on: 2023-12-20
  contingency: 有限空间作业专项应急预案
  completed_on: 2023-12-18
  verified_on: 2023-12-19
  verified_by: 甲县应急管理局
",
    },
    examine: Examine::Hazard(examine),
};

fn examine(hazard: &Entry<Hazard>, context: &Context<'_>) -> Vec<Fault> {
    let as_of = context.as_of;
    let Some(due) = hazard.rectification.due_on.filter(|_| hazard.is_overdue(as_of)) else {
        return Vec::new();
    };
    let days = (as_of - due).num_days();
    let (zh, en) = match &hazard.rectification.responsible {
        Some(name) => (format!("，责任人 {}", quote(name)), format!("; responsible: {}", quote(name))),
        None => Default::default(),
    };
    let message = Text::made(
        format!("整改期限 {due} 已过，逾期 {days} 天仍未整改完成{zh}"),
        format!("not completed by its limit of {due}, days overdue: {days}{en}"),
    );
    vec![Fault::at("rectification.due_on", message)]
}
