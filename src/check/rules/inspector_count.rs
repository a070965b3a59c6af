//! P013: an inspection with fewer inspectors than the law asks for.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::{Lang, Text, list};
use crate::record::{Entry, Inspection};
use crate::text::quote;
use std::collections::BTreeSet;

pub(super) static RULE: Rule = Rule {
    code: "P013",
    name: "inspector-count",
    severity: Severity::Error,
    summary: Text::fixed("执法检查人员少于规定人数", "an inspection with fewer inspectors than the quota"),
    help: Text::fixed(
        "在 inspectors 下补登参加检查的执法人员；确实不足的应当重新检查",
        "add the other officers who took part to `inspectors`; if there were none, inspect again",
    ),
    explain: Text::fixed(
        "执法人员不得少于两人，人数不足的检查所得证据站不住，处罚会被撤销；“谁检查、谁签名、谁负责”也要求写明姓名。\
         inspectors 中不同姓名的个数少于方案的 inspectors_per_inspection 即报出，位置为 inspectors；同一姓名写几遍只算一人，姓名前后的空白不计。\
         判定日以后的检查不报；是否持有执法证件，工具无从判断。",
        "The law asks for at least two officers: evidence taken by one does not stand and the penalty falls with it; and who inspects signs and answers for it. An inspection whose `inspectors` are fewer different names than the plan's \
         inspectors_per_inspection is reported at `inspectors`; a name written twice is one person, and white space around it does not count. Not reported: an inspection after the day judged. Whether the officers hold a licence the tool cannot tell.",
    ),
    basis: Text::fixed(
        "行政处罚法第四十二条：“执法人员不得少于两人，法律另有规定的除外”；曲应急〔2023〕25号 三（二）4：“谁检查、谁签名、谁负责”",
        "行政处罚法 art. 42: \"执法人员不得少于两人，法律另有规定的除外\"; 曲应急〔2023〕25号, part 3 (2) 4: \"谁检查、谁签名、谁负责\"",
    ),
    wrong: Example {
        path: "yi/inspections/yi-i1.yaml",
        text: "\
id: yi-i1
enterprise: yi-1
date: 2023-08-03
type: 全覆盖
inspectors: [郑某某]
",
    },
    right: Example {
        path: "yi/inspections/yi-i1.yaml",
        text: "\
id: yi-i1
enterprise: yi-1
date: 2023-08-03
type: 全覆盖
inspectors: [郑某某, 冯某某]
",
    },
    examine: Examine::Inspection(examine),
};

fn examine(inspection: &Entry<Inspection>, context: &Context<'_>) -> Vec<Fault> {
    if inspection.date > context.as_of {
        return Vec::new();
    }
    let names: BTreeSet<&str> = inspection.inspectors.iter().map(|name| name.trim()).collect();
    let (quota, count) = (context.plan.quota.inspectors_per_inspection as usize, names.len());
    if count >= quota {
        return Vec::new();
    }
    let quoted = |lang| list(names.iter().map(|name| quote(name)), lang);
    let (zh, en) = if names.is_empty() {
        Default::default()
    } else {
        (format!("：{}", quoted(Lang::Zh)), format!(": {}", quoted(Lang::En)))
    };
    let message = Text::made(
        format!("检查人员 {count} 人，少于 {quota} 人{zh}"),
        format!("{count} of at least {quota} inspectors{en}"),
    );
    vec![Fault::at("inspectors", message)]
}
