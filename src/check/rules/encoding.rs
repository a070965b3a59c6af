//! F001: a record file is not UTF-8.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

/// No text can show bytes that are not UTF-8: the wrong example says what was in the file.
pub(super) static RULE: Rule = Rule {
    code: "F001",
    name: "encoding",
    severity: Severity::Error,
    summary: Text::fixed("文件不是 UTF-8 编码", "the file is not UTF-8"),
    help: Text::fixed("用编辑器另存为 UTF-8 编码", "save the file as UTF-8"),
    explain: Text::fixed(
        "记录文件一律用 UTF-8 编码，可以带 BOM，换行可以是 LF 或 CRLF。其他编码的文件读出来可能是另外的字，因此一律不猜，整个文件不读。\
         能按 GB18030（含 GBK、GB2312）读通的会注明，多半是在旧版记事本或表格软件里存成了“ANSI”。UTF-16 的文件也属此列。",
        "Record files are UTF-8, with or without a BOM, with LF or CRLF. A file in another encoding could be read as other words, so nothing is \
         guessed: the whole file is left unread. Where it reads as GB18030 (GBK and GB2312 among it) the finding says so; such files mostly come \
         from an editor that saved as \"ANSI\". UTF-16 is reported too.",
    ),
    basis: Text::fixed(
        "记录格式第2节：文件为 UTF-8 编码，允许 BOM 和 CRLF",
        "the record format, section 2: a file is UTF-8, a BOM is accepted, CRLF too",
    ),
    wrong: Example {
        path: "jia/activities/f001.yaml",
        text: "\
# 用 GBK 编码保存的同一文件：“专题学习”存成 D7 A8 CC E2 D1 A7 CF B0，不是 UTF-8
id: f001
kind: 专题学习
date: 2023-06-09
",
    },
    right: Example {
        path: "jia/activities/f001.yaml",
        text: "\
id: f001
kind: 专题学习
date: 2023-06-09
",
    },
    examine: Examine::Reading,
};
