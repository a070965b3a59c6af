//! V007: a domain that is none of the plan's examples.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::{Lang, Text, list};
use crate::record::term::KNOWN_DOMAINS;
use crate::record::{Enterprise, Entry};
use crate::text::{nearest, quote};

pub(super) static RULE: Rule = Rule {
    code: "V007",
    name: "unknown-domain",
    severity: Severity::Info,
    summary: Text::fixed("涉及领域不在方案所举之列", "a domain that is not one of the plan's examples"),
    help: Text::fixed("核对用词；确属其他领域的，可以保留", "look at the word; another domain may stay"),
    explain: Text::fixed(
        "附件2 备注3 列举了湿法冶炼、钢冶炼等十种涉及领域，又写“等”，所以可以填别的。但判定标准第十一至第十三条按粉尘涉爆、涉氨制冷、有限空间适用，\
         写成“粉尘”“液氨”，条款就套不上，故作提示，并给出最接近的词。须与所举的词完全一致。",
        "Remark 3 of 附件2 names ten domains and adds 等, so others are allowed. But articles 11 to 13 of the criteria go by 粉尘涉爆, 涉氨制冷 and 有限空间: an enterprise with 粉尘 or 液氨 \
         is not covered by them. So this is a hint, with the nearest word; only the very words count as known.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件2 备注3：“涉及领域填写：……例如：湿法冶炼、钢冶炼、硅冶炼、电解铝、铝加工等；其余填写水泥熟料生产、粉尘涉爆、涉氨制冷、有限空间、人员密集场所等”",
        "曲应急〔2023〕25号, form 附件2, note 3: \"涉及领域填写：……例如：湿法冶炼、钢冶炼、硅冶炼、电解铝、铝加工等；其余填写水泥熟料生产、粉尘涉爆、涉氨制冷、有限空间、人员密集场所等\"",
    ),
    wrong: Example {
        path: "jia/enterprises/jia-2.yaml",
        text: "\
id: jia-2
name: 甲县某某冷冻食品厂
products: [速冻蔬菜]
industry: 轻工
domains: [涉氨致冷]
key: false
principal: 李某某
phone: 13800000002
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
products: [速冻蔬菜]
industry: 轻工
domains: [涉氨制冷]
key: false
principal: 李某某
phone: 13800000002
base_info_complete: 是
code_check: 否
listed_on: 2023-06-01
",
    },
    examine: Examine::Enterprise(examine),
};

fn examine(enterprise: &Entry<Enterprise>, _: &Context<'_>) -> Vec<Fault> {
    let strange =
        enterprise.domains.iter().enumerate().filter(|(_, domain)| !KNOWN_DOMAINS.contains(&domain.as_str()));
    strange.map(|(index, domain)| fault(index, domain)).collect()
}

fn fault(index: usize, domain: &str) -> Fault {
    let quoted = quote(domain);
    let message = Text::made(
        format!("涉及领域 {quoted} 不在方案所举之列"),
        format!("the domain {quoted} is not one of the plan's examples"),
    );
    let help = match nearest(domain, KNOWN_DOMAINS) {
        Some(near) => Text::made(
            format!("是否为 `{near}`？确属其他领域的，可以保留"),
            format!("did you mean `{near}`? another domain may stay"),
        ),
        None => Text::made(
            format!("方案所举：{}；确属其他领域的，可以保留", list(KNOWN_DOMAINS, Lang::Zh)),
            format!("the plan names {}; another domain may stay", list(KNOWN_DOMAINS, Lang::En)),
        ),
    };
    Fault::at(format!("domains[{index}]"), message).help(help)
}
