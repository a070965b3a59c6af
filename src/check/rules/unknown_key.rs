//! F003: a key that the record's kind does not have.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

pub(super) static RULE: Rule = Rule {
    code: "F003",
    name: "unknown-key",
    severity: Severity::Error,
    summary: Text::fixed("记录中有未知的键", "a key that this kind of record does not have"),
    help: Text::fixed(
        "改正或删除此键；说明文字可写入 note",
        "correct or remove the key; free text goes into `note`",
    ),
    explain: Text::fixed(
        "键写错一个字母，其值就等于没有填，所以不认识的键一律报出，并提示最接近的键。工作记录只能有其类别（kind）所列的附加键，\
         month、figures、rows 只用于调度表；合并键（<<）和不是单个值的键也属此类。这一条不妨碍读取记录的其他部分。",
        "One wrong letter in a key and its value is lost, so every key that is not known is reported, with the nearest known one. An activity may have \
         the extra keys of its own `kind` only, and `month`, `figures` and `rows` belong to a 调度表 alone; merge keys (`<<`) and keys that are no \
         scalar are reported here too. The rest of the record is still read.",
    ),
    basis: Text::fixed("记录格式第3节：各类记录的键", "the record format, section 3: the keys of each kind"),
    wrong: Example {
        path: "jia/activities/f003.yaml",
        text: "\
id: f003
kind: 专题学习
date: 2023-06-09
notes: 学习十五条硬措施
",
    },
    right: Example {
        path: "jia/activities/f003.yaml",
        text: "\
id: f003
kind: 专题学习
date: 2023-06-09
note: 学习十五条硬措施
",
    },
    examine: Examine::Reading,
};
