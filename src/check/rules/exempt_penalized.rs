//! P011: a hazard that the enterprise found, reported and put right in time was penalized all the same.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::term::Source;
use crate::record::{Entry, Penalty};
use crate::text::quote;

pub(super) static RULE: Rule = Rule {
    code: "P011",
    name: "exempt-penalized",
    severity: Severity::Warning,
    summary: Text::fixed(
        "企业自查、已报告并按期整改的隐患仍被处罚",
        "a hazard found and reported by the enterprise, rectified in time, was yet penalized",
    ),
    help: Text::fixed(
        "核对处罚所依据的隐患；符合免罚条件的依法不予处罚，确应处罚的在处罚记录中写明豁免和理由",
        "check which hazard the case is about; one that is exempt goes unpunished, and where the penalty is right, waive the finding in the penalty's record and say why",
    ),
    explain: Text::fixed(
        "有效自查自改免罚：企业自查查出、已按规定报告并在合理期限内消除的隐患，依法不予处罚，否则企业不敢真查真报。\
         处罚记录的 hazard 来源为“企业自查”，决定之日（含当日）前已报告，且决定时已整改完成或尚未超过 due_on 的报出，位置为处罚记录的 hazard，每案只报一次。\
         未报告、决定之后才报告、决定时已超期未改的不报；没有写 hazard 的处罚不报；判定日以后决定的不报。",
        "Good self-correction goes unpunished: a hazard that the enterprise found, reported and puts right in reasonable time is exempt by law, or no enterprise would dare to report. A penalty whose `hazard` is of source 企业自查, \
         reported by the decision date, and either completed by then or with a `due_on` not before it, is reported at the penalty's `hazard`, one a case. Not reported: a hazard never reported or reported after the decision; one past its \
         limit and not completed when decided; a penalty without `hazard`; a penalty decided after the day judged.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 三（二）3：“对企业主要负责人认真履责，自查查出的重大事故隐患，已按规定报告并正在采取有效措施在合理期限内消除的，依法不予行政处罚”，四（三）1",
        "曲应急〔2023〕25号, part 3 (2) 3: \"自查查出的重大事故隐患，已按规定报告并正在采取有效措施在合理期限内消除的，依法不予行政处罚\", part 4 (3) 1",
    ),
    wrong: Example {
        path: "jia/penalties/p011.yaml",
        text: "\
id: p011
enterprise: jia-1
hazard: jia-h1            # 企业自查，6月6日已报告，6月15日已整改完成
decided_on: 2023-07-28
on_enterprise: {fine: 1}
",
    },
    right: Example {
        path: "jia/penalties/p011.yaml",
        text: "\
id: p011
enterprise: jia-1
hazard: jia-h2            # 部门检查发现
decided_on: 2023-07-28
on_enterprise: {fine: 1}
",
    },
    examine: Examine::Penalty(examine),
};

fn examine(penalty: &Entry<Penalty>, context: &Context<'_>) -> Vec<Fault> {
    let decided = penalty.decided_on;
    let hazard = penalty.hazard.as_deref().and_then(|id| context.hazard(id));
    let Some(hazard) =
        hazard.filter(|hazard| hazard.source == Source::Enterprise && decided <= context.as_of)
    else {
        return Vec::new();
    };
    let Some(reported) = hazard.reported_on.filter(|reported| *reported <= decided) else {
        return Vec::new();
    };
    let completed = hazard.rectification.completed_on.filter(|completed| *completed <= decided);
    let due = hazard.rectification.due_on.filter(|due| *due >= decided);
    let (zh, en) = match (completed, due) {
        (Some(completed), _) => (format!("{completed} 已整改完成"), format!("completed on {completed}")),
        (None, Some(due)) => (format!("整改期限 {due} 未过"), format!("within its limit of {due}")),
        (None, None) => return Vec::new(),
    };
    let id = quote(&hazard.id);
    let message = Text::made(
        format!("{decided} 处罚的隐患 {id} 系企业自查，{reported} 已报告，{zh}，属免罚情形"),
        format!(
            "the hazard {id}, penalized on {decided}, was found by the enterprise, reported on {reported} and {en}: it is exempt"
        ),
    );
    vec![Fault::at("hazard", message)]
}
