//! F007: a YAML file where no record can be.

use crate::check::{Examine, Example, Rule};
use crate::finding::Severity;
use crate::lang::Text;

pub(super) static RULE: Rule = Rule {
    code: "F007",
    name: "misplaced-file",
    severity: Severity::Error,
    summary: Text::fixed("YAML 文件不在“单位/种类”文件夹之下", "a YAML file outside <unit>/<kind>/"),
    help: Text::fixed(
        "移到 <单位>/<种类>/ 之下；不是记录的文件不要用 .yaml 扩展名",
        "move it below <unit>/<kind>/; a file that is no record should not end in .yaml",
    ),
    explain: Text::fixed(
        "记录的单位和种类由所在文件夹决定：<单位编号>/<种类>/，其下的子文件夹随意。放错地方的 YAML 文件不会被读入，等于漏报，所以报出。\
         单位编号须在方案中；只有县级（county）和本级（own）单位存放各类记录，市、省的文件夹只存放 filings。\
         隐藏文件、隐藏文件夹，以及 README、照片、.xlsx 等其他文件不在此列。",
        "A record's unit and kind are those of its folders, <unit>/<kind>/, with any folders below. A YAML file elsewhere is not read, and what it holds \
         would be missing from every figure. The unit must be one of the plan; only `county` and `own` units hold records, a city's or province's folder \
         holds `filings/` only. Hidden files and folders and other files (README, photos, .xlsx) are no business of this rule.",
    ),
    basis: Text::fixed("记录格式第2节：文件夹的划分", "the record format, section 2: the folders"),
    wrong: Example {
        path: "jia/activity/f007.yaml",
        text: "\
id: f007
kind: 专题学习
date: 2023-06-09
",
    },
    right: Example {
        path: "jia/activities/f007.yaml",
        text: "\
id: f007
kind: 专题学习
date: 2023-06-09
",
    },
    examine: Examine::Reading,
};
