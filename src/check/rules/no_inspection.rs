//! P018: a hazard found by inspection names no inspection.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::term::Source;
use crate::record::{Entry, Hazard};

pub(super) static RULE: Rule = Rule {
    code: "P018",
    name: "no-inspection",
    severity: Severity::Warning,
    summary: Text::fixed(
        "部门检查发现的隐患没有注明是哪次检查",
        "a hazard found by inspection names no inspection",
    ),
    help: Text::fixed(
        "填写 inspection（检查记录的编号）；没有检查记录的，先在 inspections/ 下登记",
        "fill in `inspection` with the inspection's id; if it has no record yet, make one under inspections/ first",
    ),
    explain: Text::fixed(
        "“谁检查、谁签名、谁负责”：部门检查发现的隐患须能追溯到某次检查和检查人员，否则责任无法倒查，抽查检查的家数（B1）也会少计。\
         来源为“部门检查”而没有 inspection 的隐患报出，位置为记录首行。企业自查的隐患不报；判定日以后发现的不报；inspection 写了但查无此记录的由 R002 报出。",
        "Who inspects signs and answers for it: a hazard found by inspection must lead back to the inspection and its officers, or nobody can be held to account, and the number of enterprises inspected (B1) comes out too small. \
         A hazard of source 部门检查 without `inspection` is reported at the record's first line. Not reported: a hazard of source 企业自查; one found after the day judged; an `inspection` that names no record (see R002).",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 三（二）4：“建立安全监管执法责任倒查机制，严格执行‘谁检查、谁签名、谁负责’”",
        "曲应急〔2023〕25号, part 3 (2) 4: \"建立安全监管执法责任倒查机制，严格执行‘谁检查、谁签名、谁负责’\"",
    ),
    wrong: Example {
        path: "jia/hazards/jia-h2.yaml",
        text: "\
id: jia-h2
enterprise: jia-1
clause: GM-04-06
description: 高炉煤气区域休息室未安装固定式一氧化碳报警装置
source: 部门检查
found_on: 2023-07-10
rectification:
  responsible: 张某某
  measures: 安装报警装置，数据接入调度室
  funds: 3.2
  due_on: 2023-08-10
  contingency: 煤气中毒现场处置方案
  completed_on: 2023-08-01
  verified_on: 2023-08-02
",
    },
    right: Example {
        path: "jia/hazards/jia-h2.yaml",
        text: "\
id: jia-h2
enterprise: jia-1
clause: GM-04-06
description: 高炉煤气区域休息室未安装固定式一氧化碳报警装置
source: 部门检查
found_on: 2023-07-10
inspection: jia-i1
rectification:
  responsible: 张某某
  measures: 安装报警装置，数据接入调度室
  funds: 3.2
  due_on: 2023-08-10
  contingency: 煤气中毒现场处置方案
  completed_on: 2023-08-01
  verified_on: 2023-08-02
",
    },
    examine: Examine::Hazard(examine),
};

fn examine(hazard: &Entry<Hazard>, context: &Context<'_>) -> Vec<Fault> {
    let found = hazard.found_on;
    if hazard.source != Source::Department || found > context.as_of || hazard.inspection.is_some() {
        return Vec::new();
    }
    vec![Fault::of_record(Text::made(
        format!("{found} 部门检查发现的隐患没有注明是哪次检查"),
        format!("found by inspection on {found}, but names no `inspection`"),
    ))]
}
