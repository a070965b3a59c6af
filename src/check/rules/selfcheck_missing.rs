//! P003: a listed enterprise has handed in no self-check by the deadline.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Enterprise, Entry, Kind};
use crate::text::quote;

pub(super) static RULE: Rule = Rule {
    code: "P003",
    name: "selfcheck-missing",
    severity: Severity::Error,
    summary: Text::fixed(
        "自检自查截止日已过，清单内企业没有自检自查情况表",
        "the self-check deadline has passed and a listed enterprise has no selfcheck",
    ),
    help: Text::fixed(
        "督促企业报送附件1，并在 selfchecks/ 下登记",
        "have the enterprise hand in 附件1 and record it under selfchecks/",
    ),
    explain: Text::fixed(
        "企业须在截止日（方案的 self_check）前把《自检自查工作情况表》（附件1）报属地应急局，自查自改由此有据可查。\
         截止日之后，判定日在清单内的企业，没有判定日及以前报送的情况表，即在该企业处报出。\
         截止日当日及以前不报；已移出清单的不报；情况表内容有误但能看出企业的，视为已有；晚报的由 P004 提示；方案未定该截止日的不报；按报送的调度表计（hazards.toml 的 units）而没有自检自查记录的单位，其企业不报。",
        "Each enterprise hands its self-check (附件1) to the local bureau by the deadline (the plan's `self_check`): it is the proof that it looked for its own hazards. \
         After the deadline, an enterprise listed as of the day judged with no selfcheck handed in by then is reported, at the enterprise. Not reported: until the deadline, that day included; \
         an enterprise that has been removed; one whose selfcheck is there but cannot be read; a late one (see P004); a plan without the deadline; the enterprises of a unit that is counted by what it has filed (`units` in hazards.toml) and keeps no selfchecks here.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 四（二）1：“于6月底前将《××企业重大事故隐患排查治理自检自查工作情况表》（附件1）报属地应急局和行业管理部门”；五（七）",
        "曲应急〔2023〕25号, part 4 (2) 1: \"于6月底前将《××企业重大事故隐患排查治理自检自查工作情况表》（附件1）报属地应急局和行业管理部门\"; part 5 (7)",
    ),
    wrong: Example {
        path: "yi/selfchecks/yi-1.yaml",
        text: "\
# 还没有收到
[]
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
    examine: Examine::Enterprise(examine),
};

fn examine(enterprise: &Entry<Enterprise>, context: &Context<'_>) -> Vec<Fault> {
    let Some(deadline) = context.plan.self_check else {
        return Vec::new();
    };
    if context.as_of <= deadline
        || !enterprise.is_listed(context.as_of)
        || context.is_selfchecked(enterprise)
        || !context.keeps(enterprise.unit(), Kind::Selfcheck)
    {
        return Vec::new();
    }
    let name = quote(&enterprise.name);
    let days = (context.as_of - deadline).num_days();
    let message = Text::made(
        format!("{name} 尚未报送自检自查情况表，应于 {deadline} 前（含当日）报送，已逾期 {days} 天"),
        format!("{name} has handed in no selfcheck; it was due by {deadline}, days overdue: {days}"),
    );
    vec![Fault::of_record(message)]
}
