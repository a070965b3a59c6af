//! F002: a record file is not YAML, or goes beyond a limit.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

pub(super) static RULE: Rule = Rule {
    code: "F002",
    name: "syntax",
    severity: Severity::Error,
    summary: Text::fixed("文件不是有效的 YAML，或超出限制", "the file is not YAML, or over a limit"),
    help: Text::fixed("改正所指之处的 YAML 写法", "correct the YAML at this place"),
    explain: Text::fixed(
        "一个文件是一条记录（映射）、一个记录列表，或以 --- 分隔的若干份。以下都属此类：不合 YAML 1.2 语法；文件为空或只有注释，或几份文档中有一份为空；\
         最外层既不是映射也不是列表；文件超过 16 MiB，嵌套超过 32 层，别名展开过多。空列表 [] 不报。\
         常见原因：冒号后没有空格，缩进用了制表符，引号或括号没有配对，值里有“: ”或“ #”而没有加引号。语法有误的那一份不再继续读。",
        "A file is one record (a mapping), a list of records, or several documents of either, parted by `---`. Reported are: anything that is not \
         YAML 1.2; an empty file or one of comments only, or an empty document among others; a top level that is neither mapping nor list; a file \
         over 16 MiB, deeper than 32 levels, or with too many aliases. An empty list `[]` is fine. Mostly it is a colon without a blank behind it, a \
         tab as indentation, a quote or bracket that is not closed, or a value with `: ` or ` #` that needs quotes. A document that is not YAML is \
         not read further.",
    ),
    basis: Text::fixed(
        "记录格式第2节：文件的写法；第6节 F002 所列限制",
        "the record format, section 2: what a file holds; section 6: the limits of F002",
    ),
    wrong: Example {
        path: "jia/activities/f002.yaml",
        text: "\
id: f002
kind: 专题学习
date: 2023-06-09
note: [会议纪要, 签到表
",
    },
    right: Example {
        path: "jia/activities/f002.yaml",
        text: "\
id: f002
kind: 专题学习
date: 2023-06-09
note: 会议纪要、签到表
",
    },
    examine: Examine::Reading,
};
