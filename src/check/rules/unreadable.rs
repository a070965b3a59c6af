//! F010: the system does not let us read a record file or folder.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

/// No text can show a file without permission: the wrong example says what stood there.
pub(super) static RULE: Rule = Rule {
    code: "F010",
    name: "unreadable",
    severity: Severity::Error,
    summary: Text::fixed(
        "系统不允许读取该文件或文件夹",
        "a record file or folder that the system does not let us read",
    ),
    help: Text::fixed(
        "检查权限和磁盘；路径过长、层数过多的，移到较浅的文件夹",
        "look at its permissions and at the disk; move it up where its path is too long or too deep",
    ),
    explain: Text::fixed(
        "没有权限、读写出错、读取途中被删除、路径过长、文件夹超过 32 层，都会使文件读不出来。读不出的记录不能当作没有，所以每一处都报，绝不悄悄跳过；\
         报出后，涉及该单位的报表不予打印，除非加 --allow-errors。",
        "No permission, an I/O error, a file gone while it was read, a path that is too long or more than 32 folders deep: a record that cannot be read is not a record that is not there, so \
         each is reported and nothing is skipped in silence. Forms of its unit are refused until it can be read, but with `--allow-errors`.",
    ),
    basis: Text::fixed("记录格式第6节 F010", "the record format, section 6, F010"),
    wrong: Example {
        path: "jia/activities/f010.yaml",
        text: "\
# 此文件没有读取权限（chmod 000）
id: f010
kind: 专题学习
date: 2023-06-09
",
    },
    right: Example {
        path: "jia/activities/f010.yaml",
        text: "\
id: f010
kind: 专题学习
date: 2023-06-09
",
    },
    examine: Examine::Reading,
};
