//! P006: months in which the principal of an enterprise led no check.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::{Lang, Text, list};
use crate::record::{Entry, Month, Selfcheck};
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    code: "P006",
    name: "leader-check-missing",
    severity: Severity::Warning,
    summary: Text::fixed(
        "有整月没有企业主要负责人带队检查",
        "a whole month without a check led by the enterprise's principal",
    ),
    help: Text::fixed(
        "在 leader_checks 下补登所缺月份的带队检查日期；确未开展的，督促企业主要负责人每月带队检查",
        "add the days of the checks that were led to `leader_checks`; where there were none, have the principal lead one each month",
    ),
    explain: Text::fixed(
        "专项行动期间，企业主要负责人每月至少带队检查一次。从方案的 leader_checks_from 起逐月核对：只看整月，即月初不早于企业的 listed_on、月末不晚于判定日的月份；\
         其中没有任何 leader_checks 日期的月份，在情况表处一并报出，每份情况表只报一次。\
         判定日不在清单内的企业不报；没有情况表的不报（由 P003 报出）；判定日以后才报送的情况表不看；企业列入当月（月中列入的）和尚未过完的月份不计。",
        "While the campaign runs, the principal leads at least one check a month: that is how the first person answerable stays in touch with the hazards. From the plan's leader_checks_from on, each whole \
         month is looked at, one that began on or after the enterprise's listed_on and ended by the day judged; the months with no date in `leader_checks` are reported in one finding a selfcheck. \
         Not reported: an enterprise not listed as of the day judged; one without a selfcheck (see P003); a selfcheck submitted after the day judged; the month in which the enterprise was listed, \
         unless on its first day, and a month not yet over.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 三（一）1：“专项行动期间，企业主要负责人每月要带队对本单位重大事故隐患排查整治情况至少开展1次检查”；附件1第2项",
        "曲应急〔2023〕25号, part 3 (1) 1: \"专项行动期间，企业主要负责人每月要带队对本单位重大事故隐患排查整治情况至少开展1次检查\"; 附件1 item 2",
    ),
    wrong: Example {
        path: "yi/selfchecks/yi-1.yaml",
        text: "\
enterprise: yi-1
submitted_on: 2023-06-25
signed_by: 王某某
items: {
  1: {status: 已落实}, 2: {status: 已落实}, 3: {status: 已落实}, 4: {status: 已落实}, 5: {status: 已落实},
  6: {status: 已落实}, 7: {status: 已落实}, 8: {status: 已落实}, 9: {status: 已落实}, 10: {status: 已落实},
  11: {status: 已落实}, 12: {status: 已落实}, 13: {status: 已落实}, 14: {status: 已落实}, 15: {status: 已落实},
  16: {status: 已落实}, 17: {status: 不适用}, 18: {status: 不适用}, 19: {status: 已落实}, 20: {status: 已落实},
  21: {status: 已落实}, 22: {status: 已落实}, 23: {status: 已落实}, 24: {status: 已落实}, 25: {status: 已落实},
  26: {status: 已落实}, 27: {status: 已落实}, 28: {status: 已落实}, 29: {status: 已落实}
  }
leader_checks: [2023-10-30, 2023-12-01]
",
    },
    right: Example {
        path: "yi/selfchecks/yi-1.yaml",
        text: "\
enterprise: yi-1
submitted_on: 2023-06-25
signed_by: 王某某
items: {
  1: {status: 已落实}, 2: {status: 已落实}, 3: {status: 已落实}, 4: {status: 已落实}, 5: {status: 已落实},
  6: {status: 已落实}, 7: {status: 已落实}, 8: {status: 已落实}, 9: {status: 已落实}, 10: {status: 已落实},
  11: {status: 已落实}, 12: {status: 已落实}, 13: {status: 已落实}, 14: {status: 已落实}, 15: {status: 已落实},
  16: {status: 已落实}, 17: {status: 不适用}, 18: {status: 不适用}, 19: {status: 已落实}, 20: {status: 已落实},
  21: {status: 已落实}, 22: {status: 已落实}, 23: {status: 已落实}, 24: {status: 已落实}, 25: {status: 已落实},
  26: {status: 已落实}, 27: {status: 已落实}, 28: {status: 已落实}, 29: {status: 已落实}
  }
leader_checks: [2023-10-30, 2023-11-30, 2023-12-01]
",
    },
    examine: Examine::Selfcheck(examine),
};

fn examine(selfcheck: &Entry<Selfcheck>, context: &Context<'_>) -> Vec<Fault> {
    let Some((first, enterprise)) =
        context.plan.leader_checks_from.zip(context.enterprise(&selfcheck.enterprise))
    else {
        return Vec::new();
    };
    if selfcheck.submitted_on > context.as_of || !enterprise.is_listed(context.as_of) {
        return Vec::new();
    }
    let led: HashSet<Month> = selfcheck.leader_checks.iter().copied().map(Month::of).collect();
    let months = first.until(Month::of(context.as_of));
    let whole =
        months.filter(|month| month.first_day() >= enterprise.listed_on && month.last_day() <= context.as_of);
    let missing: Vec<Month> = whole.filter(|month| !led.contains(month)).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let count = missing.len();
    let (zh, en) = (list(&missing, Lang::Zh), list(&missing, Lang::En));
    let message = Text::made(
        format!("主要负责人有 {count} 个月没有带队检查：{zh}"),
        format!("months without a check led by the principal: {en} ({count} in all)"),
    );
    vec![Fault::at("leader_checks", message)]
}
