//! F008: control, bidi or invisible characters.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

pub(super) static RULE: Rule = Rule {
    code: "F008",
    name: "control-character",
    severity: Severity::Error,
    summary: Text::fixed("含有控制字符、双向控制字符或不可见字符", "control, bidi or invisible characters"),
    help: Text::fixed("删去此字符，重新手工输入", "delete the character and type the text anew"),
    explain: Text::fixed(
        "C0、C1 控制字符（制表符和换行除外）、双向控制字符、零宽字符看不见，却会使两个看上去相同的编号或名称不相同，或使屏幕上的字和实际内容不一致；\
         多从网页或聊天软件粘贴而来。文件里直接出现控制字符的，在解析 YAML 之前就报出，该文件不再往下读；写在引号里的转义（如 \"\\u200b\"）同样算。\
         文件名含这类字符的，报在该文件上。文件开头的 BOM 不在此列。",
        "C0 and C1 controls (but tab and line ends), bidi controls and zero-width characters cannot be seen, yet they make two ids or names differ that look \
         the same, or show another text than there is; mostly they come with text pasted from a page or a chat. Raw control characters are looked for before \
         the YAML is read, and such a file is not read further; escapes in quotes (`\"\\u200b\"`) count as well. A file name with such characters is \
         reported at the file. A BOM at the beginning of a file is fine.",
    ),
    basis: Text::fixed("记录格式第6节 F008", "the record format, section 6, F008"),
    wrong: Example {
        path: "jia/activities/f008.yaml",
        text: "\
id: f008
kind: 专题学习
date: 2023-06-09
note: \"学习\\u200b十五条硬措施\"
",
    },
    right: Example {
        path: "jia/activities/f008.yaml",
        text: "\
id: f008
kind: 专题学习
date: 2023-06-09
note: 学习十五条硬措施
",
    },
    examine: Examine::Reading,
};
