//! R006: the same enterprise entered twice.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::{Enterprise, Entry, Origin};
use crate::text::quote;
use std::collections::HashMap;
use std::hash::Hash;

pub(super) static RULE: Rule = Rule {
    code: "R006",
    name: "duplicate-enterprise",
    severity: Severity::Error,
    summary: Text::fixed("同一企业登记了两次", "the same enterprise entered twice"),
    help: Text::fixed(
        "合并为一条；其中一条已不在清单的，写明 removed",
        "keep one of the two; an entry that has left the list gets `removed`",
    ),
    explain: Text::fixed(
        "统一社会信用代码在整个仓库中相同，或企业名称在同一单位内相同，就是同一企业登记了两次，家数会多算，“不少于15户”也会虚高。按路径顺序，报在第二条及以后各条，\
         并指明第一条；代码和名称都相同的，两处各报一次。已写明 removed 的不参与比较，所以企业从一个县迁到另一个县时，原县的记录写明 removed 即可。\
         不同单位的同名企业不报；代码不分大小写，名称首尾的空格不计。",
        "The same `uscc` anywhere in the repository, or the same `name` within a unit, is one enterprise entered twice: it counts as two, and the quota of the list \
         seems to be met. Reported are the second and later in path order, with the first; where both code and name are the same, each of the two is reported. Entries with \
         `removed` take no part, so an enterprise that moves to another county is `removed` from the first. The same name in different units is fine. Small and \
         capital letters of the code count as the same, blanks around a name do not count.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 四（二）2：“统筹梳理本地区排查整治企业清单（附件2）”“总量不少于15户”；统一社会信用代码每户唯一（GB 32100-2015）",
        "曲应急〔2023〕25号, part 4 (2) 2: \"统筹梳理本地区排查整治企业清单（附件2）\", \"总量不少于15户\"; a unified social credit code belongs to one body (GB 32100-2015)",
    ),
    wrong: Example {
        path: "jia/enterprises/jia-2.yaml",
        text: "\
id: jia-2
name: 甲县某某冷冻食品厂
uscc: 91530300MA00000017    # jia-1 的代码
products: [速冻蔬菜]
industry: 轻工
domains: [涉氨制冷]
key: false
principal: 李某某
phone: 08740000002
base_info_complete: 是
code_check: 否
listed_on: 2023-06-01
",
    },
    right: Example {
        path: "jia/enterprises/jia-2.yaml",
        text: "\
id: jia-2
name: 甲县某某冷冻食品厂
uscc: 91530300MA0000002A
products: [速冻蔬菜]
industry: 轻工
domains: [涉氨制冷]
key: false
principal: 李某某
phone: 08740000002
base_info_complete: 是
code_check: 否
listed_on: 2023-06-01
",
    },
    examine: Examine::Whole(examine),
};

fn examine(context: &Context<'_>) -> Vec<(Origin, Fault)> {
    let listed = || context.records.enterprises.iter().filter(|enterprise| enterprise.removed.is_none());
    let by_code = listed()
        .filter_map(|enterprise| Some((enterprise.uscc.as_ref()?.trim().to_ascii_uppercase(), enterprise)));
    let by_name = listed().map(|enterprise| ((enterprise.unit(), enterprise.name.trim()), enterprise));
    let code = |enterprise: &Entry<Enterprise>, first: &Entry<Enterprise>| {
        let (code, first) = (quote(enterprise.uscc.as_deref().unwrap_or_default()), place(first, context));
        let message = Text::made(
            format!("统一社会信用代码 {code} 与企业{}相同", first.zh),
            format!("the credit code {code} is that of the enterprise {}", first.en),
        );
        (enterprise.origin, Fault::at("uscc", message))
    };
    let name = |enterprise: &Entry<Enterprise>, first: &Entry<Enterprise>| {
        let (name, first) = (quote(&enterprise.name), place(first, context));
        let message = Text::made(
            format!("企业名称 {name} 与企业{}相同", first.zh),
            format!("the name {name} is that of the enterprise {}", first.en),
        );
        (enterprise.origin, Fault::at("name", message))
    };
    let mut faults: Vec<_> =
        repeated(by_code).into_iter().map(|(enterprise, first)| code(enterprise, first)).collect();
    faults.extend(
        repeated::<(UnitIndex, &str)>(by_name).into_iter().map(|(enterprise, first)| name(enterprise, first)),
    );
    faults
}

/// The second and later entries of each key, each with the first.
fn repeated<'r, K: Hash + Eq>(
    keyed: impl Iterator<Item = (K, &'r Entry<Enterprise>)>,
) -> Vec<(&'r Entry<Enterprise>, &'r Entry<Enterprise>)> {
    let mut firsts = HashMap::new();
    let mut pairs = Vec::new();
    for (key, enterprise) in keyed {
        let first = *firsts.entry(key).or_insert(enterprise);
        if first.origin != enterprise.origin {
            pairs.push((enterprise, first));
        }
    }
    pairs
}

fn place(first: &Entry<Enterprise>, context: &Context<'_>) -> Text {
    let (id, path) = (quote(&first.id), quote(context.records.path(first.origin)));
    Text::made(format!(" {id}（{path}）"), format!("{id} ({path})"))
}
