//! W001: a waiver that waived nothing, or is past its last day.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

pub(super) static RULE: Rule = Rule {
    code: "W001",
    name: "unused-waiver",
    severity: Severity::Info,
    summary: Text::fixed(
        "豁免没有用上，或者已经过期",
        "a waiver that waived nothing, or is past its `until`",
    ),
    help: Text::fixed(
        "删除这条豁免；仍然需要的，改正 rule 或 until",
        "remove the waiver; if it is still needed, correct its `rule` or `until`",
    ),
    explain: Text::fixed(
        "豁免是市局对某个问题的书面认可；问题消除或者期限届满后，留下的豁免会悄悄放过以后的同类问题，所以应当清理。\
         记录中或 hazards.toml 中的豁免，没有对应任何问题的，或者 until 早于判定日的，在豁免处报出；记录中的豁免只对本记录，hazards.toml 中的只对该单位文件夹的问题。\
         until 当日仍然有效，不报；正在放过问题的豁免不报。本规则既不能豁免，也不能关闭。",
        "A waiver is the bureau's written consent to one problem; left behind once the problem is gone or its time is over, it would silently let the next one pass. A waiver in a record or in hazards.toml that covers no finding, or whose \
         `until` is before the day judged, is reported, at the waiver; one in a record covers findings on that record only, one in hazards.toml those on the unit's folder only. On the day of `until` a waiver still holds. \
         Not reported: a waiver that covers a finding. This rule itself can be neither waived nor turned off.",
    ),
    basis: Text::fixed(
        "数据仓库约定：豁免写明 rule、reason，可写 until（含当日）；依据曲应急〔2023〕25号 三（二）4“建立倒查机制严格问责问效”，例外须有据可查",
        "the contract of the data repository: a waiver names rule and reason, and may have a last day (`until`); after 曲应急〔2023〕25号, part 3 (2) 4, \"建立倒查机制严格问责问效\": exceptions must stay traceable",
    ),
    wrong: Example {
        path: "yi/inspections/yi-i1.yaml",
        text: "\
id: yi-i1
enterprise: yi-1
date: 2023-08-03
type: 全覆盖
inspectors: [郑某某, 冯某某]
waivers:
  - {rule: P013, reason: 冯某某的姓名待补登}
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
    examine: Examine::Waivers,
};
