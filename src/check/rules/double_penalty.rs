//! P010: a hazard found by inspection was not penalized on both the enterprise and its principal.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::term::Source;
use crate::record::{Entry, Hazard};
use chrono::{Days, NaiveDate};

pub(super) static RULE: Rule = Rule {
    code: "P010",
    name: "double-penalty",
    severity: Severity::Error,
    summary: Text::fixed(
        "部门检查发现的隐患没有对企业和主要负责人“一案双罚”",
        "a hazard found by inspection without a penalty on the enterprise and one on the principal",
    ),
    help: Text::fixed(
        "依法处罚所缺一方，并在 penalties/ 下登记，以 hazard 注明本隐患；依法不予处罚的，在记录中写明豁免和理由",
        "penalize the party that lacks, and record the case under penalties/ with this hazard as `hazard`; where the law exempts it, waive the finding in the record and say why",
    ),
    explain: Text::fixed(
        "部门检查发现的重大事故隐患必罚，对企业和企业主要负责人“一案双罚”。来源为“部门检查”的隐患，截至判定日没有对企业的处罚（on_enterprise）或没有对主要负责人的处罚（on_principal）的报出，并写明缺哪一方。\
         两者在一案或分在几案均可，由哪个单位决定也均可；只有 halt 或 referred 的案件两者都不算。\
         法定期限九十日从立案起算；数据中没有立案日，此处从发现之日（found_on）起算，发现后第 penalty_days 日当日及以前为警告，其后为错误。\
         企业自查的隐患不报；判定日以后才决定的处罚视为尚未作出；内容有误、但能看出编号和隐患的处罚记录视为双方都已处罚。",
        "A major hazard found by inspection is always penalized, and twice: the enterprise and its principal. A hazard of source 部门检查 that by the day judged has no penalty on the enterprise (`on_enterprise`) or none on the \
         principal (`on_principal`) is reported, with the party that lacks. One case or several, decided by whichever unit: they count together; a case of `halt` or `referred` alone counts for neither. The law counts its ninety \
         days from the filing of the case; the data do not hold that day, so here they are counted from found_on: a warning until found_on + penalty_days, that day included, and an error after it. Not reported: a hazard of source \
         企业自查; one found after the day judged; one with a penalty of which no more can be read than its id and the hazard.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 三（二）3：“发现重大事故隐患必罚……依法对企业和企业主要负责人实行‘一案双罚’”，四（三）1；\
         行政处罚法第六十条：“行政机关应当自行政处罚案件立案之日起九十日内作出行政处罚决定”（此处从 found_on 起算）",
        "曲应急〔2023〕25号, part 3 (2) 3: \"发现重大事故隐患必罚\", \"依法对企业和企业主要负责人实行‘一案双罚’\", part 4 (3) 1; \
         行政处罚法 art. 60: \"行政机关应当自行政处罚案件立案之日起九十日内作出行政处罚决定\" (counted from found_on here)",
    ),
    wrong: Example {
        path: "jia/penalties/jia-p1.yaml",
        text: "\
id: jia-p1
enterprise: jia-1
hazard: jia-h2
inspection: jia-i1
decided_on: 2023-07-28
on_enterprise: {fine: 3, other: [警告]}
",
    },
    right: Example {
        path: "jia/penalties/jia-p1.yaml",
        text: "\
id: jia-p1
enterprise: jia-1
hazard: jia-h2
inspection: jia-i1
decided_on: 2023-07-28
on_enterprise: {fine: 3, other: [警告]}
on_principal: {name: 张某某, fine: 1.5}
",
    },
    examine: Examine::Hazard(examine),
};

fn examine(hazard: &Entry<Hazard>, context: &Context<'_>) -> Vec<Fault> {
    let (found, as_of) = (hazard.found_on, context.as_of);
    if hazard.source != Source::Department || found > as_of || context.has_stub_penalty(&hazard.id) {
        return Vec::new();
    }
    let decided = || context.penalties(&hazard.id).iter().filter(|penalty| penalty.decided_on <= as_of);
    let on_enterprise = decided().any(|penalty| penalty.on_enterprise.is_some());
    let on_principal = decided().any(|penalty| penalty.on_principal.is_some());
    let (zh, en) = match (on_enterprise, on_principal) {
        (true, true) => return Vec::new(),
        (false, true) => ("对企业", "on the enterprise"),
        (true, false) => ("对主要负责人", "on the principal"),
        (false, false) => ("对企业和主要负责人", "on the enterprise and none on the principal"),
    };
    let limit =
        found.checked_add_days(Days::new(context.plan.quota.penalty_days.into())).unwrap_or(NaiveDate::MAX);
    let days = (as_of - limit).num_days();
    if days > 0 {
        let message = Text::made(
            format!("部门检查发现的隐患没有{zh}的处罚，应于 {limit} 前（含当日）决定，已超过 {days} 天"),
            format!("no penalty {en}; it was due by {limit}, days overdue: {days}"),
        );
        vec![Fault::of_record(message)]
    } else {
        let message = Text::made(
            format!("部门检查发现的隐患尚无{zh}的处罚，应于 {limit} 前（含当日）决定，还有 {} 天", -days),
            format!("no penalty {en} yet; it is due by {limit}, days left: {}", -days),
        );
        vec![Fault::of_record(message).severity(Severity::Warning)]
    }
}
