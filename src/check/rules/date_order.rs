//! V005: dates in an order that cannot be.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::Hazard;
use crate::store::records::AnyRecord;
use chrono::NaiveDate;

pub(super) static RULE: Rule = Rule {
    code: "V005",
    name: "date-order",
    severity: Severity::Error,
    summary: Text::fixed("日期先后颠倒", "dates in an order that cannot be"),
    help: Text::fixed("核对两个日期，改正写错的一个", "compare the two dates and correct the wrong one"),
    explain: Text::fixed(
        "隐患的发现不晚于报告、整改期限、完成、挂牌督办；完成不晚于验收；挂牌不晚于摘牌；隐患的发现不晚于对它的处罚决定；企业列入清单不晚于移出。同一天不算颠倒。\
         报在应当较晚的那个日期，处罚报在 decided_on；缺其中一个日期的不比较。所引用的隐患读不全的，不比较。",
        "A hazard is found not later than it is reported, due, completed and put under supervision; completed not later than accepted; under supervision not later than \
         released; found not later than the penalty for it is decided; an enterprise is listed not later than it is removed. The same day is fine. The finding stands at the date that \
         should be the later, for a penalty at `decided_on`. Where one of the two is missing, or the hazard cannot be read, nothing is compared.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 三（一）1：“实行闭环管理”；附件3-1 注2：“如实填报”",
        "曲应急〔2023〕25号, part 3 (1) 1: \"实行闭环管理\"; form 附件3-1, note 2: \"如实填报\"",
    ),
    wrong: Example {
        path: "jia/hazards/v005.yaml",
        text: "\
id: v005
enterprise: jia-1
clause: GM-13-02
description: 清理污水池前未检测气体
source: 企业自查
found_on: 2023-06-12
rectification:
  completed_on: 2023-06-12
  verified_on: 2023-06-02
",
    },
    right: Example {
        path: "jia/hazards/v005.yaml",
        text: "\
id: v005
enterprise: jia-1
clause: GM-13-02
description: 清理污水池前未检测气体
source: 企业自查
found_on: 2023-06-12
rectification:
  completed_on: 2023-06-12
  verified_on: 2023-06-20
",
    },
    examine: Examine::Any(examine),
};

/// Two dates: the second may not be before the first.
struct Order {
    first: (&'static str, &'static str, Option<NaiveDate>),
    second: (&'static str, &'static str, Option<NaiveDate>),
    field: &'static str,
}

fn examine(record: AnyRecord<'_>, context: &Context<'_>) -> Vec<Fault> {
    match record {
        AnyRecord::Enterprise(enterprise) => {
            let removed = enterprise.removed.as_ref().map(|removal| removal.on);
            let order = Order {
                first: ("列入清单日期", "the day of listing", Some(enterprise.listed_on)),
                second: ("移出清单日期", "the day of removal", removed),
                field: "removed.on",
            };
            faults([order])
        }
        AnyRecord::Hazard(hazard) => of_hazard(hazard),
        AnyRecord::Penalty(penalty) => {
            let hazard = penalty.hazard.as_deref().and_then(|id| context.hazard(id));
            let order = Order {
                first: (
                    "隐患的发现日期",
                    "the day on which the hazard was found",
                    hazard.map(|hazard| hazard.found_on),
                ),
                second: ("处罚决定日期", "the day of the decision", Some(penalty.decided_on)),
                field: "decided_on",
            };
            faults([order])
        }
        AnyRecord::Selfcheck(_)
        | AnyRecord::Inspection(_)
        | AnyRecord::Activity(_)
        | AnyRecord::Filing(_) => Vec::new(),
    }
}

fn of_hazard(hazard: &Hazard) -> Vec<Fault> {
    let (rectification, supervision) = (&hazard.rectification, hazard.supervision.as_ref());
    let found = ("发现日期", "the day of finding", Some(hazard.found_on));
    let completed = ("整改完成日期", "the day of completion", rectification.completed_on);
    let listed = (
        "挂牌日期",
        "the day of the supervision order",
        supervision.map(|supervision| supervision.listed_on),
    );
    let released = supervision.and_then(|supervision| supervision.released_on);
    let order = |first, second, field| Order { first, second, field };
    faults([
        order(found, ("报告日期", "the day of the report", hazard.reported_on), "reported_on"),
        order(found, ("整改期限", "the time limit", rectification.due_on), "rectification.due_on"),
        order(found, completed, "rectification.completed_on"),
        order(found, listed, "supervision.listed_on"),
        order(
            completed,
            ("验收日期", "the day of acceptance", rectification.verified_on),
            "rectification.verified_on",
        ),
        order(listed, ("摘牌日期", "the day of release", released), "supervision.released_on"),
    ])
}

fn faults<const N: usize>(orders: [Order; N]) -> Vec<Fault> {
    let fault = |Order { first, second, field }: Order| {
        let ((zh, en, Some(early)), (later_zh, later_en, Some(late))) = (first, second) else {
            return None;
        };
        if late >= early {
            return None;
        }
        let message = Text::made(
            format!("{later_zh} `{late}` 早于{zh} `{early}`"),
            format!("{later_en}, `{late}`, is before {en}, `{early}`"),
        );
        Some(Fault::at(field, message))
    };
    orders.into_iter().filter_map(fault).collect()
}
