//! P019: a sealed return was edited after it was filed.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Entry, Filing};
use crate::tally::seal::{BadLine, Unsealed, fingerprint};

pub(super) static RULE: Rule = Rule {
    code: "P019",
    name: "broken-seal",
    severity: Severity::Error,
    summary: Text::fixed("封存的报送记录被改动过", "a sealed return was edited after it was filed"),
    help: Text::fixed(
        "用 git 恢复这条报送记录；数字确需更正的，用 hazards file --reason 另行报送，原记录不动",
        "restore the filing with git; to put figures right, file again with `hazards file --reason` and leave the first as it is",
    ),
    explain: Text::fixed(
        "hazards file 写入的报送记录带有 sealed：当时统计范围内的记录（每条一行）、统计期和指纹。指纹是单位、月份、报送日期、各项数字、行数、统计期和全部各行的 SHA-256；\
         重新计算与所写不符，或缺少 figures、rows、记录行的，在 sealed 处报出。没有 sealed 的报送（手工登记或导入的）不判断。指纹防的是无意改动和不留痕迹的手工修改，是谁、何时改的由 git 记录。",
        "A filing written by `hazards file` has `sealed`: the records in scope as they stood, a line each, the window, and a fingerprint: a SHA-256 over unit, month, day of filing, figures, rows, window and all lines. Where it is another now, or figures, rows or lines are missing, the finding stands at `sealed`. \
         A filing without `sealed` (entered by hand or imported) is not judged. The fingerprint tells of accidents and of quiet edits; who changed what and when is told by git.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件3-1 注2：“调度表内容应围绕专项排查整治工作并对照方案具体要求如实填报”",
        "曲应急〔2023〕25号, 附件3-1, note 2: \"调度表内容应围绕专项排查整治工作并对照方案具体要求如实填报\"",
    ),
    wrong: Example {
        path: "yi/filings/yi-f5.yaml",
        text: "\
id: yi-f5
document: 调度表
month: 2023-08
filed_on: 2023-08-24
figures: {B1: 1, D7: 4}
rows: 0
sealed:
  made_by: hazards 0.1.0
  from: 2023-05-01
  cutoff: 2023-08-24
  units: [yi]
  count: 2
  fingerprint: df37074ddcd0e54923e7b51f4319144f12fc5a742abaa39076bf8c2995af0146
  records:
    - inspections yi yi-i1 enterprise=yi-1 date=2023-08-02
    - activities yi yi-a1 kind=技术检查员 date=2023-03-01 headcount=4
",
    },
    right: Example {
        path: "yi/filings/yi-f5.yaml",
        text: "\
id: yi-f5
document: 调度表
month: 2023-08
filed_on: 2023-08-24
figures: {B1: 1, D7: 4}
rows: 0
sealed:
  made_by: hazards 0.1.0
  from: 2023-05-01
  cutoff: 2023-08-24
  units: [yi]
  count: 2
  fingerprint: df37074ddcd0e54923e7b51f4319144f12fc5a742abaa39076bf8c2995af0146
  records:
    - inspections yi yi-i1 enterprise=yi-1 date=2023-08-03
    - activities yi yi-a1 kind=技术检查员 date=2023-03-01 headcount=4
",
    },
    examine: Examine::Filing(examine),
};

fn examine(filing: &Entry<Filing>, context: &Context<'_>) -> Vec<Fault> {
    let Some(seal) = filing.sealed.as_deref() else {
        return Vec::new();
    };
    let unit = &context.plan.unit(filing.unit()).id;
    let message = match fingerprint(unit, filing) {
        None => Text::fixed(
            "封存的报送缺少 figures 或 rows，或记录行数与 count 不符，已不完整",
            "the sealed return lacks figures or rows, or its records are not as many as count says",
        ),
        Some(is) if is != seal.fingerprint => Text::fixed(
            "封存的内容与指纹不符：报送之后被改动过",
            "the sealed return is not what its fingerprint says: it was edited after it was filed",
        ),
        Some(_) => match Unsealed::open(filing, context) {
            Ok(_) => return Vec::new(),
            Err(BadLine(line)) => Text::made(
                format!("封存的第 {line} 条记录无法读取，日后无法据以说明数字的变化"),
                format!("line {line} of the sealed records cannot be read and will explain no figure"),
            ),
        },
    };
    vec![Fault::at("sealed", message)]
}
