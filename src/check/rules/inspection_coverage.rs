//! P002: a listed enterprise has not been inspected by the deadline.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Enterprise, Entry, Kind};
use crate::text::quote;

pub(super) static RULE: Rule = Rule {
    code: "P002",
    name: "inspection-coverage",
    severity: Severity::Error,
    summary: Text::fixed(
        "执法检查截止日已过，清单内企业尚未被检查",
        "the inspections deadline has passed and a listed enterprise has not been inspected",
    ),
    help: Text::fixed(
        "检查该企业，并在 inspections/ 下登记；不再列入清单的写明 removed",
        "inspect the enterprise and record it under inspections/; if it has left the list, say so with `removed`",
    ),
    explain: Text::fixed(
        "方案要求对重点企业全覆盖执法检查、对其他企业执法抽查，并在截止日（方案的 inspections）前完成所有应检查企业的检查，否则隐患无人查。\
         截止日之后，判定日仍在清单内、而任何单位都没有检查过的企业报出：重点企业（key）为错误，其他为警告。\
         截至判定日的检查都算，由谁检查、在统计起始日之前还是截止日之后都可以；检查记录内容有误、但能看出编号和企业的也算。\
         截止日当日及以前不报，已移出清单的企业不报，方案未定该截止日的不报；按报送的调度表计（hazards.toml 的 units）而没有检查记录的单位，其企业不报。",
        "Key enterprises are to be inspected without exception and the others by spot check, all of them by the deadline (the plan's `inspections`); otherwise nobody looks for \
         their hazards. After it, an enterprise that is listed as of the day judged and that no unit has inspected is reported: an error if it is `key`, else a warning. An inspection by any \
         unit counts, on whatever day up to the day judged, before the campaign or after the deadline too; one whose record cannot be read counts if its id and its enterprise can. Not reported: until the \
         deadline, that day included; an enterprise that has been removed; a plan without the deadline; the enterprises of a unit that is counted by what it has filed (`units` in hazards.toml) and keeps no inspections here.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 四（三）2：“须在8月底前完成本辖区内所有应检查工贸企业的执法检查”；二（四）：“必须对所有重点企业开展全覆盖执法检查并结合巡查预警工作对其他工贸企业开展‘双随机’执法抽查”",
        "曲应急〔2023〕25号, part 4 (3) 2: \"须在8月底前完成本辖区内所有应检查工贸企业的执法检查\"; part 2 (4): \"必须对所有重点企业开展全覆盖执法检查\"",
    ),
    wrong: Example {
        path: "jia/inspections/2023-07.yaml",
        text: "\
- id: jia-i1
  enterprise: jia-1
  date: 2023-07-10
  type: 全覆盖
  inspectors: [孙某某, 周某某]
",
    },
    right: Example {
        path: "jia/inspections/2023-07.yaml",
        text: "\
- id: jia-i1
  enterprise: jia-1
  date: 2023-07-10
  type: 全覆盖
  inspectors: [孙某某, 周某某]
- id: jia-i2
  enterprise: jia-2
  date: 2023-07-12
  type: 双随机
  inspectors: [孙某某, 吴某某]
",
    },
    examine: Examine::Enterprise(examine),
};

fn examine(enterprise: &Entry<Enterprise>, context: &Context<'_>) -> Vec<Fault> {
    let Some(deadline) = context.plan.inspections else {
        return Vec::new();
    };
    if context.as_of <= deadline
        || !enterprise.is_listed(context.as_of)
        || context.is_inspected(enterprise)
        || !context.keeps(enterprise.unit(), Kind::Inspection)
    {
        return Vec::new();
    }
    let (severity, zh, en) = if enterprise.key {
        (Severity::Error, "重点企业", "the key enterprise")
    } else {
        (Severity::Warning, "抽查企业", "the spot-check enterprise")
    };
    let name = quote(&enterprise.name);
    let days = (context.as_of - deadline).num_days();
    let message = Text::made(
        format!("{zh} {name} 尚未被检查，应于 {deadline} 前（含当日）检查，已逾期 {days} 天"),
        format!("{en} {name} has not been inspected; it was due by {deadline}, days overdue: {days}"),
    );
    vec![Fault::of_record(message).severity(severity)]
}
