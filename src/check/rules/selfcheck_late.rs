//! P004: a self-check was handed in after the deadline.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Entry, Selfcheck};

pub(super) static RULE: Rule = Rule {
    code: "P004",
    name: "selfcheck-late",
    severity: Severity::Warning,
    summary: Text::fixed("自检自查情况表晚于截止日报送", "a selfcheck was submitted after the deadline"),
    help: Text::fixed(
        "核对报送日期；确属晚报的，说明原因，需要时在记录中写明豁免",
        "check the date; if it really came late, say why, and waive the finding in the record if that is accepted",
    ),
    explain: Text::fixed(
        "自检自查情况表应在截止日（方案的 self_check）前报送，晚报会压缩部门帮扶和检查的时间。\
         submitted_on 晚于截止日即报出，位置为 submitted_on。截止日当日报送不报；判定日以后才报送的尚未发生，不报（由 P003 判断是否缺报）；方案未定该截止日的不报。",
        "The self-check is due by the deadline (the plan's `self_check`); one that comes late takes away the time for help and inspection. A `submitted_on` after the deadline is reported, there. \
         Not reported: one handed in on the day of the deadline; one dated after the day judged, which has not happened yet (P003 says whether it is missing); a plan without the deadline.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 四（二）1：“于6月底前将《××企业重大事故隐患排查治理自检自查工作情况表》（附件1）报属地应急局和行业管理部门”；五（七）",
        "曲应急〔2023〕25号, part 4 (2) 1: \"于6月底前将《××企业重大事故隐患排查治理自检自查工作情况表》（附件1）报属地应急局和行业管理部门\"; part 5 (7)",
    ),
    wrong: Example {
        path: "yi/selfchecks/yi-1.yaml",
        text: "\
enterprise: yi-1
submitted_on: 2023-07-01
signed_by: 王某某
items: {
  1: {status: 已落实}, 2: {status: 已落实}, 3: {status: 已落实}, 4: {status: 已落实}, 5: {status: 已落实},
  6: {status: 已落实}, 7: {status: 已落实}, 8: {status: 已落实}, 9: {status: 已落实}, 10: {status: 已落实},
  11: {status: 已落实}, 12: {status: 已落实}, 13: {status: 已落实}, 14: {status: 已落实}, 15: {status: 已落实},
  16: {status: 已落实}, 17: {status: 不适用}, 18: {status: 不适用}, 19: {status: 已落实}, 20: {status: 已落实},
  21: {status: 已落实}, 22: {status: 已落实}, 23: {status: 已落实}, 24: {status: 已落实}, 25: {status: 已落实},
  26: {status: 已落实}, 27: {status: 已落实}, 28: {status: 已落实}, 29: {status: 已落实}
  }
leader_checks: [2023-11-30, 2023-12-01]
",
    },
    right: Example {
        path: "yi/selfchecks/yi-1.yaml",
        text: "\
enterprise: yi-1
submitted_on: 2023-06-30
signed_by: 王某某
items: {
  1: {status: 已落实}, 2: {status: 已落实}, 3: {status: 已落实}, 4: {status: 已落实}, 5: {status: 已落实},
  6: {status: 已落实}, 7: {status: 已落实}, 8: {status: 已落实}, 9: {status: 已落实}, 10: {status: 已落实},
  11: {status: 已落实}, 12: {status: 已落实}, 13: {status: 已落实}, 14: {status: 已落实}, 15: {status: 已落实},
  16: {status: 已落实}, 17: {status: 不适用}, 18: {status: 不适用}, 19: {status: 已落实}, 20: {status: 已落实},
  21: {status: 已落实}, 22: {status: 已落实}, 23: {status: 已落实}, 24: {status: 已落实}, 25: {status: 已落实},
  26: {status: 已落实}, 27: {status: 已落实}, 28: {status: 已落实}, 29: {status: 已落实}
  }
leader_checks: [2023-11-30, 2023-12-01]
",
    },
    examine: Examine::Selfcheck(examine),
};

fn examine(selfcheck: &Entry<Selfcheck>, context: &Context<'_>) -> Vec<Fault> {
    let Some(deadline) = context.plan.self_check else {
        return Vec::new();
    };
    let submitted = selfcheck.submitted_on;
    if submitted > context.as_of || submitted <= deadline {
        return Vec::new();
    }
    let days = (submitted - deadline).num_days();
    let message = Text::made(
        format!("自检自查情况表 {submitted} 报送，截止日为 {deadline}，晚 {days} 天"),
        format!(
            "the selfcheck was submitted on {submitted}, after the deadline of {deadline}; days late: {days}"
        ),
    );
    vec![Fault::at("submitted_on", message)]
}
