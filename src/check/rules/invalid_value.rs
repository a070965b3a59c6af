//! F005: a value of the wrong type, or a word that is none of the allowed ones.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

pub(super) static RULE: Rule = Rule {
    code: "F005",
    name: "invalid-value",
    severity: Severity::Error,
    summary: Text::fixed("值的类型或写法不对", "a value of the wrong type or spelling"),
    help: Text::fixed("按此键的要求改写", "write the value as this key asks for"),
    explain: Text::fixed(
        "值的类型、用词、编号、日期、月份、数字的写法不合要求，或文字为空白。日期写作 2023-06-30，月份写作 2023-06，是否写作 是/否 或 true/false，\
         数字只用半角 0–9；词语须与表格用词完全一致，提示中给出最接近的词。自检项目编号只能是 1–29，编号（id）为 1 至 64 个小写字母、数字和连字符，\
         必填的键后面没有值、!!str 以外的标签、豁免（waivers）不可豁免或不存在的规则，也属此类。金额为负或小于 1 元的零头属于 V008。\
         有此问题的记录不参与其后的检查和统计。",
        "The type, word, id, date, month or number is not one that the key takes, or a text is blank. A date is `2023-06-30`, a month `2023-06`, a boolean \
         `true`/`false` or 是/否, digits are 0–9 only; words must be those of the forms, and the help gives the nearest. Items of a selfcheck are 1 to 29, \
         an id is 1 to 64 of `a-z 0-9 -`. A required key with nothing behind it, a tag other than `!!str`, and a waiver of a rule that does not exist or \
         cannot be waived are reported here too. An amount that is negative or finer than 1 yuan is V008. The record takes no part in later rules and \
         figures.",
    ),
    basis: Text::fixed("记录格式第3节：各键的取值", "the record format, section 3: what each key holds"),
    wrong: Example {
        path: "jia/activities/f005.yaml",
        text: "\
id: f005
kind: 专题学习会
date: 2023.06.09
",
    },
    right: Example {
        path: "jia/activities/f005.yaml",
        text: "\
id: f005
kind: 专题学习
date: 2023-06-09
",
    },
    examine: Examine::Reading,
};
