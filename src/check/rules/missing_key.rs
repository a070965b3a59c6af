//! F004: a record lacks a key that it must have.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

pub(super) static RULE: Rule = Rule {
    code: "F004",
    name: "missing-key",
    severity: Severity::Error,
    summary: Text::fixed("记录缺少必填的键", "a required key is missing"),
    help: Text::fixed("补上所缺的键", "add the missing key"),
    explain: Text::fixed(
        "必填的键没有写，记录就不完整，不能用于填报。工作记录还要有其类别所要求的键（如帮扶企业的 enterprise、举报奖励的 amount），调度表要有 month，\
         处罚须至少写明 on_enterprise、on_principal、halt: true、referred 之一。键写了而没有值，属于 F005。\
         有此问题的记录不参与其后的检查和统计；其编号能读出的，引用它的记录不另报。",
        "Without a required key a record is not whole and cannot be counted. An activity also needs what its `kind` asks for (`enterprise` of a 帮扶企业, \
         `amount` of a 举报奖励), a 调度表 needs `month`, and a penalty must have one of `on_enterprise`, `on_principal`, `halt: true`, `referred`. A key \
         with nothing behind it is F005. The record takes no part in later rules and figures; where its id could be read, references to it are not \
         reported.",
    ),
    basis: Text::fixed(
        "记录格式第3节：各类记录的必填键",
        "the record format, section 3: the required keys of each kind",
    ),
    wrong: Example {
        path: "jia/activities/f004.yaml",
        text: "\
id: f004
kind: 帮扶企业
date: 2023-06-09
",
    },
    right: Example {
        path: "jia/activities/f004.yaml",
        text: "\
id: f004
kind: 帮扶企业
date: 2023-06-09
enterprise: jia-1
",
    },
    examine: Examine::Reading,
};
