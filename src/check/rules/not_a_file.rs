//! F009: something that is no regular file where a record file or folder was expected.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

/// No text can show a link: the wrong example says what stood there.
pub(super) static RULE: Rule = Rule {
    code: "F009",
    name: "not-a-file",
    severity: Severity::Warning,
    summary: Text::fixed(
        "应为记录文件或文件夹之处是符号链接、管道、套接字或设备",
        "a symbolic link, FIFO, socket or device where a record file or folder was expected",
    ),
    help: Text::fixed(
        "换成普通文件或文件夹；不需要的删去",
        "put a regular file or folder in its place, or remove it",
    ),
    explain: Text::fixed(
        "符号链接可能指向仓库之外或仓库里的另一处，使同一记录计两次，管道和设备会使读取一直等待；因此一律不打开，只报一次。\
         名称以 .yaml 或 .yml 结尾的，以及单位、种类文件夹及其下文件夹的位置上的，才在此列；其他名称的链接与本工具无关。",
        "A link may lead out of the repository or to another place in it, so that a record counts twice; a FIFO or device can make a reader wait for ever. So \
         none is opened, and each is reported once. Only names that end in .yaml or .yml, and places where a unit's or kind's folder or one below would be, \
         are looked at; other links are no business of this rule.",
    ),
    basis: Text::fixed(
        "记录格式第2节：不跟随符号链接",
        "the record format, section 2: a symbolic link is not followed",
    ),
    wrong: Example {
        path: "jia/activities/f009.yaml",
        text: "\
# 此处不是文件，而是指向 ../../other/a.yaml 的符号链接
",
    },
    right: Example {
        path: "jia/activities/f009.yaml",
        text: "\
id: f009
kind: 专题学习
date: 2023-06-09
",
    },
    examine: Examine::Reading,
};
