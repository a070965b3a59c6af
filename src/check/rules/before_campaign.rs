//! V004: a fact from before the campaign, which will not be counted.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::term::ActivityKind;
use crate::store::records::AnyRecord;

pub(super) static RULE: Rule = Rule {
    code: "V004",
    name: "before-campaign",
    severity: Severity::Warning,
    summary: Text::fixed("早于行动统计起始日，不会计入", "from before the campaign: it will not be counted"),
    help: Text::fixed(
        "核对日期；确属行动之前的，不必登记",
        "look at the date; what is really from before need not be recorded",
    ),
    explain: Text::fixed(
        "调度表从方案的统计起始日（counting_from）起累计；发现、检查、处罚决定、工作、提交的日期更早的，任何报表都不会计入，多半是年份或月份写错。\
         技术检查员人数是存量，行动开始前已配备的照样计入，不报；报送记录也不报，如方案印发前后报送的实施方案。",
        "Returns add up from the plan's `counting_from` on. What was found, inspected, decided, done or submitted before is in no form; mostly the year or month is wrong. The \
         number of 技术检查员 is a stock and counts although it is from before, so it is exempt; so are filings.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件3-1 注1：“每月24日前报5月以来累计情况”",
        "曲应急〔2023〕25号, form 附件3-1, note 1: \"每月24日前报5月以来累计情况\"",
    ),
    wrong: Example {
        path: "jia/activities/v004.yaml",
        text: "\
id: v004
kind: 专题学习
date: 2022-06-09
",
    },
    right: Example {
        path: "jia/activities/v004.yaml",
        text: "\
id: v004
kind: 专题学习
date: 2023-06-09
",
    },
    examine: Examine::Any(examine),
};

fn examine(record: AnyRecord<'_>, context: &Context<'_>) -> Vec<Fault> {
    let (field, zh, en, date) = match record {
        AnyRecord::Selfcheck(selfcheck) => {
            ("submitted_on", "报送日期", "the day of submission", selfcheck.submitted_on)
        }
        AnyRecord::Hazard(hazard) => ("found_on", "发现日期", "the day of finding", hazard.found_on),
        AnyRecord::Inspection(inspection) => {
            ("date", "检查日期", "the day of the inspection", inspection.date)
        }
        AnyRecord::Penalty(penalty) => {
            ("decided_on", "处罚决定日期", "the day of the decision", penalty.decided_on)
        }
        AnyRecord::Activity(activity) if activity.kind != ActivityKind::TechnicalInspectors => {
            ("date", "工作日期", "the day of the work", activity.date)
        }
        AnyRecord::Enterprise(_) | AnyRecord::Activity(_) | AnyRecord::Filing(_) => return Vec::new(),
    };
    let from = context.plan.counting_from;
    if date >= from {
        return Vec::new();
    }
    let message = Text::made(
        format!("{zh} `{date}` 早于统计起始日 {from}，不会计入"),
        format!("{en}, `{date}`, is before {from}, from which the campaign counts: it will not be counted"),
    );
    vec![Fault::at(field, message)]
}
