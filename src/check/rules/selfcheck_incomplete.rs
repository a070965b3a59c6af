//! P005: a self-check does not answer all items.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::{Lang, Text, list};
use crate::record::{Entry, Selfcheck};

pub(super) static RULE: Rule = Rule {
    code: "P005",
    name: "selfcheck-incomplete",
    severity: Severity::Error,
    summary: Text::fixed("自检自查情况表没有逐项填写完整", "a selfcheck does not answer all the items"),
    help: Text::fixed(
        "补填所缺各项的 status；与企业无关的填“不适用”",
        "answer the missing items; where one does not concern the enterprise, its status is 不适用",
    ),
    explain: Text::fixed(
        "附件1 列出企业主要负责人七项任务的全部工作内容，每一项都要写明落实情况，漏项等于没有自查。\
         items 中缺少任何一项即报出，位置为 items，并列出所缺项号；每份情况表只报一次。\
         填“未落实”或“不适用”都算已填，不要求写 evidence；判定日以后才报送的不报。",
        "附件1 lists all that the principal has to see to; each item needs its answer, for one left out was not checked. A selfcheck whose `items` lack any is reported once, at `items`, with the numbers \
         that are missing. An item answered 未落实 or 不适用 is answered, and `evidence` is not asked for here. A selfcheck submitted after the day judged is not looked at.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件1《××××企业重大事故隐患排查治理自检自查工作情况表》第1至29项“落实情况”栏；三（一）：“重点做好以下七项工作”",
        "曲应急〔2023〕25号, 附件1, items 1 to 29, column \"落实情况\"; part 3 (1): \"重点做好以下七项工作\"",
    ),
    wrong: Example {
        path: "yi/selfchecks/yi-1.yaml",
        text: "\
enterprise: yi-1
submitted_on: 2023-06-25
signed_by: 王某某
items: {
  1: {status: 已落实}, 2: {status: 已落实}, 4: {status: 已落实}, 5: {status: 已落实}, 6: {status: 已落实},
  7: {status: 已落实}, 8: {status: 已落实}, 9: {status: 已落实}, 10: {status: 已落实}, 11: {status: 已落实},
  12: {status: 已落实}, 13: {status: 已落实}, 14: {status: 已落实}, 15: {status: 已落实}, 16: {status: 已落实},
  19: {status: 已落实}, 20: {status: 已落实}, 21: {status: 已落实}, 22: {status: 已落实}, 23: {status: 已落实},
  24: {status: 已落实}, 25: {status: 已落实}, 26: {status: 已落实}
  }
leader_checks: [2023-11-30, 2023-12-01]
",
    },
    right: Example {
        path: "yi/selfchecks/yi-1.yaml",
        text: "\
enterprise: yi-1
submitted_on: 2023-06-25
signed_by: 王某某
items: {
  1: {status: 已落实}, 2: {status: 已落实}, 3: {status: 部分落实}, 4: {status: 已落实}, 5: {status: 已落实},
  6: {status: 已落实}, 7: {status: 已落实}, 8: {status: 已落实}, 9: {status: 已落实}, 10: {status: 已落实},
  11: {status: 已落实}, 12: {status: 已落实}, 13: {status: 已落实}, 14: {status: 已落实}, 15: {status: 已落实},
  16: {status: 已落实}, 17: {status: 不适用}, 18: {status: 不适用}, 19: {status: 已落实}, 20: {status: 已落实},
  21: {status: 已落实}, 22: {status: 已落实}, 23: {status: 已落实}, 24: {status: 已落实}, 25: {status: 已落实},
  26: {status: 已落实}, 27: {status: 未落实}, 28: {status: 已落实}, 29: {status: 已落实}
  }
leader_checks: [2023-11-30, 2023-12-01]
",
    },
    examine: Examine::Selfcheck(examine),
};

fn examine(selfcheck: &Entry<Selfcheck>, context: &Context<'_>) -> Vec<Fault> {
    if selfcheck.submitted_on > context.as_of {
        return Vec::new();
    }
    let count = context.catalog.selfcheck.count();
    let missing: Vec<u32> = (1..=count).filter(|number| !selfcheck.items.contains_key(number)).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let lack = missing.len();
    let runs = runs(&missing);
    let (zh, en) = (list(&runs, Lang::Zh), list(&runs, Lang::En));
    let message = Text::made(
        format!("{count} 项中缺 {lack} 项：第 {zh} 项"),
        format!("{lack} of {count} items not answered: {en}"),
    );
    vec![Fault::at("items", message)]
}

/// Ascending numbers, three or more in a row as `12–15`.
fn runs(numbers: &[u32]) -> Vec<String> {
    let rows = numbers.chunk_by(|a, b| a + 1 == *b);
    rows.flat_map(|row| match row {
        [first, _, .., last] => vec![format!("{first}–{last}")],
        few => few.iter().map(u32::to_string).collect(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn three_in_a_row_are_a_run() {
        assert_eq!(runs(&[3, 7, 12, 13, 14, 15]), ["3", "7", "12–15"]);
        assert_eq!(runs(&[1, 2, 4, 5, 6]), ["1", "2", "4–6"]);
    }
}
