//! F006: the same key twice in one mapping.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

pub(super) static RULE: Rule = Rule {
    code: "F006",
    name: "duplicate-key",
    severity: Severity::Error,
    summary: Text::fixed("同一个键写了两次", "the same key twice in a mapping"),
    help: Text::fixed("只保留正确的一个", "keep the right one only"),
    explain: Text::fixed(
        "同一映射里同一个键出现两次，无法知道以哪个为准，所以不取任何一个，报在第二次及以后出现之处。两条记录之间忘了写“- ”或“---”，也会成为一条键重复的记录。\
         不同层次、不同记录里的同名键不算重复。有此问题的记录不参与其后的检查和统计。",
        "Where a key stands twice in one mapping nobody can know which one holds, so neither is taken; the second and later ones are reported. Two records \
         with no `- ` or `---` between them become one record with all keys twice. The same key on another level or in another record is fine. The record \
         takes no part in later rules and figures.",
    ),
    basis: Text::fixed(
        "记录格式第3节；YAML 1.2 第3.2.1.3节：映射的键不得相同",
        "the record format, section 3; YAML 1.2, 3.2.1.3: the keys of a mapping are unique",
    ),
    wrong: Example {
        path: "jia/activities/f006.yaml",
        text: "\
id: f006
kind: 专题学习
date: 2023-06-09
date: 2023-06-19
",
    },
    right: Example {
        path: "jia/activities/f006.yaml",
        text: "\
- id: f006
  kind: 专题学习
  date: 2023-06-09
- id: f006-2
  kind: 专题学习
  date: 2023-06-19
",
    },
    examine: Examine::Reading,
};
