//! R003: a clause that the criteria do not have.

use crate::catalog::Standard;
use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Entry, Hazard};
use crate::text::{nearest, quote};

pub(super) static RULE: Rule = Rule {
    code: "R003",
    name: "unknown-clause",
    severity: Severity::Error,
    summary: Text::fixed("判定标准中没有所填的条款", "a clause that the criteria do not have"),
    help: Text::fixed("用 hazards catalog 查条款代码", "look the clause's code up with `hazards catalog`"),
    explain: Text::fixed(
        "重大事故隐患以《工贸企业重大事故隐患判定标准》的 64 类情形为准，每条隐患须指明属于哪一类，代码为 GM-条-项，如第四条第（三）项为 GM-04-03。\
         不在其中的，不是重大事故隐患，不能计入调度表。代码须与目录完全一致（大写字母，两位数字）。",
        "A major accident hazard is one of the 64 cases of 《工贸企业重大事故隐患判定标准》, and each hazard names the one that it is, as GM-<article>-<item>: \
         GM-04-03 is 第四条第（三）项. Anything else is no major accident hazard and is not counted. The code is written as in the catalogue: capital letters, \
         two digits each.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 二（一）：“对标对表《工贸企业重大事故隐患判定标准》明确的64类重大事故隐患”",
        "曲应急〔2023〕25号, part 2 (1): \"对标对表《工贸企业重大事故隐患判定标准》明确的64类重大事故隐患\"",
    ),
    wrong: Example {
        path: "jia/hazards/r003.yaml",
        text: "\
id: r003
enterprise: jia-1
clause: GM-13-20
description: 清理污水池前未检测气体
source: 企业自查
found_on: 2023-06-12
rectification:
  completed_on: 2023-06-12
  verified_on: 2023-06-13
",
    },
    right: Example {
        path: "jia/hazards/r003.yaml",
        text: "\
id: r003
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
    let standard = &context.catalog.standard;
    if standard.clause(&hazard.clause).is_some() {
        return Vec::new();
    }
    let clause = quote(&hazard.clause);
    let message =
        Text::made(format!("判定标准中没有条款 {clause}"), format!("the criteria have no clause {clause}"));
    let fault = Fault::at("clause", message);
    let named = standard
        .clauses
        .values()
        .find(|clause| clause.name == hazard.clause)
        .map(|clause| clause.code.as_str());
    let near = named.or_else(|| nearest(&hazard.clause, codes(&hazard.clause, standard)));
    vec![match near {
        Some(code) => fault.help(Text::made(
            format!("是否为 `{code}`？可用 hazards catalog 查条款代码"),
            format!("did you mean `{code}`? look codes up with `hazards catalog`"),
        )),
        None => fault,
    }]
}

/// All codes, those of the article that was written first, so that of equally near ones they win.
fn codes<'s>(written: &'s str, standard: &'s Standard) -> impl Iterator<Item = &'s str> {
    let article = written.rsplit_once('-').map_or("", |(article, _)| article);
    let codes = || standard.clauses.keys().map(String::as_str);
    let of_article = move |code: &&str| !article.is_empty() && code.starts_with(article);
    codes().filter(of_article).chain(codes())
}
