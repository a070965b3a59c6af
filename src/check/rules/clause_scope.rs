//! V006: a clause that is not for this enterprise.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::{Lang, Text, list};
use crate::record::{Entry, Hazard};
use crate::text::{quote, visible};

pub(super) static RULE: Rule = Rule {
    code: "V006",
    name: "clause-scope",
    severity: Severity::Error,
    summary: Text::fixed("条款的适用范围不包括该企业", "the clause's scope does not cover the enterprise"),
    help: Text::fixed(
        "核对条款代码，或改正企业的所属行业、涉及领域",
        "look at the clause, or at the industry and domains of the enterprise",
    ),
    explain: Text::fixed(
        "判定标准第三条适用于所有工贸企业（其第（三）项只适用于冶金、有色企业），第四至第十条各适用于一个行业，第十一至第十三条适用于涉及粉尘涉爆、涉氨制冷、有限空间的企业。\
         隐患引用了不适用的条款，不是条款选错，就是企业的所属行业或涉及领域登记不全。条款或企业不存在的（R003、R002）、企业记录读不全的，不报。",
        "Article 3 of the criteria is for all enterprises (its item 3 for 冶金 and 有色 only), articles 4 to 10 are for one industry each, 11 to 13 for enterprises with the domain 粉尘涉爆, \
         涉氨制冷 or 有限空间. A hazard under a clause that is not for its enterprise has the wrong clause, or the enterprise lacks an industry or domain. Not reported where clause or \
         enterprise do not exist (R003, R002) or the enterprise cannot be read.",
    ),
    basis: Text::fixed(
        "《工贸企业重大事故隐患判定标准》（应急管理部令第10号）第三条至第十三条；曲应急〔2023〕25号 二（一）",
        "《工贸企业重大事故隐患判定标准》 (应急管理部令第10号), articles 3 to 13; 曲应急〔2023〕25号, part 2 (1)",
    ),
    wrong: Example {
        path: "jia/hazards/v006.yaml",
        text: "\
id: v006
enterprise: jia-2
clause: GM-13-02
description: 清理污水池前未检测气体
source: 企业自查
found_on: 2023-06-12
rectification:
  completed_on: 2023-06-12
  verified_on: 2023-06-13
",
    },
    right: Example {
        path: "jia/hazards/v006.yaml",
        text: "\
id: v006
enterprise: jia-1
clause: GM-13-02
description: 清理污水池前未检测气体
source: 企业自查
found_on: 2023-06-12
rectification:
  completed_on: 2023-06-12
  verified_on: 2023-06-13
",
    },
    examine: Examine::Hazard(examine),
};

fn examine(hazard: &Entry<Hazard>, context: &Context<'_>) -> Vec<Fault> {
    let (Some(clause), Some(enterprise)) =
        (context.catalog.standard.clause(&hazard.clause), context.enterprise(&hazard.enterprise))
    else {
        return Vec::new();
    };
    if clause.scope.covers(enterprise) {
        return Vec::new();
    }
    let (code, id, scope) = (quote(&hazard.clause), quote(&hazard.enterprise), clause.scope.describe());
    let message = Text::made(
        format!("条款 {code} 的适用范围（{}）不包括企业 {id}", scope.zh),
        format!("the scope of the clause {code} ({}) does not cover the enterprise {id}", scope.en),
    );
    let domains = |lang| list(enterprise.domains.iter().map(|domain| visible(domain)), lang);
    let industry = enterprise.industry;
    let help = Text::made(
        format!("该企业所属行业为{industry}，涉及领域为{}；核对条款代码，或改正企业记录", domains(Lang::Zh)),
        format!(
            "the enterprise has the industry {industry} and the domains {}; look at the clause, or at the enterprise",
            domains(Lang::En)
        ),
    );
    vec![Fault::at("clause", message).help(help)]
}
