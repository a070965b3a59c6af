//! P012: a completed rectification has not been verified.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Entry, Hazard};

pub(super) static RULE: Rule = Rule {
    code: "P012",
    name: "unverified",
    severity: Severity::Warning,
    summary: Text::fixed("隐患已整改完成，尚未验收销号", "a hazard is completed and not verified"),
    help: Text::fixed(
        "组织验收，在 rectification 下填写 verified_on 和 verified_by",
        "have it accepted on site, then fill in `verified_on` and `verified_by` under `rectification`",
    ),
    explain: Text::fixed(
        "重大事故隐患实行闭环管理：整改完成后须经验收才算销号，严禁以罚代管、罚而不管。\
         截至判定日已整改完成（completed_on），而没有判定日及以前的验收日期（verified_on）的隐患报出，位置为 completed_on。\
         企业自查和部门检查发现的都报，当日即整改完成的也报；判定日尚未完成的不报；验收人（verified_by）没有写不在此列。",
        "Major hazards are handled in a closed loop: a rectification is done only when somebody has accepted it. A hazard completed (`completed_on`) by the day judged with no acceptance (`verified_on`) by then is reported at `completed_on`, \
         whoever found it, and even if it was completed on the day it was found. Not reported: a hazard not yet completed; a missing `verified_by`.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 三（二）3：“严格落实隐患整改闭环管理……督促企业整改落实到位，严禁以罚代管、罚而不管”；三（一）1：“建立本企业重大事故隐患台账清单并实行闭环管理”",
        "曲应急〔2023〕25号, part 3 (2) 3: \"严格落实隐患整改闭环管理\", \"督促企业整改落实到位，严禁以罚代管、罚而不管\"; part 3 (1) 1: \"实行闭环管理\"",
    ),
    wrong: Example {
        path: "jia/hazards/p012.yaml",
        text: "\
id: p012
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
",
    },
    right: Example {
        path: "jia/hazards/p012.yaml",
        text: "\
id: p012
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
  verified_by: 甲县应急管理局
",
    },
    examine: Examine::Hazard(examine),
};

fn examine(hazard: &Entry<Hazard>, context: &Context<'_>) -> Vec<Fault> {
    let as_of = context.as_of;
    let Some(completed) = hazard.rectification.completed_on.filter(|_| hazard.is_unverified(as_of)) else {
        return Vec::new();
    };
    let message = Text::made(
        format!("{completed} 已整改完成，截至 {as_of} 尚未验收"),
        format!("completed on {completed} and not verified by {as_of}"),
    );
    vec![Fault::at("rectification.completed_on", message)]
}
