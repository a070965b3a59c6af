//! The commands that write, each with what it is given; the same call comes to the same bytes.

/// A command that writes.
pub(crate) struct Case {
    pub(crate) words: &'static [&'static str],
    /// Whether it writes what records say, not what is made of them.
    pub(crate) records: bool,
}

const fn records(words: &'static [&'static str]) -> Case {
    Case { words, records: true }
}

const fn made(words: &'static [&'static str]) -> Case {
    Case { words, records: false }
}

pub(crate) const CASES: &[Case] = &[
    records(&["add", "activity", "--unit", "jia", "--id", "jia-n1", "kind=专题学习", "date=2023-06-02"]),
    records(&["add", "activity", "--unit", "jia", "--from", "bulk.json"]),
    records(&["complete", "h-1", "h-3", "--on", "2023-06-10"]),
    records(&["verify", "h-2", "--on", "2023-06-20", "--by", "某某"]),
    records(&["supervise", "h-1", "--level", "县级", "--on", "2023-06-20"]),
    records(&["penalize", "h-1", "--on", "2023-06-20", "--enterprise-fine", "5", "--id", "jia-n2"]),
    records(&["fmt"]),
    records(&["check", "--fix", "jia/activities", "--as-of", "2023-06-30"]),
    records(&[
        "file",
        "--unit",
        "benji",
        "--month",
        "2023-08",
        "--filed-on",
        "2023-08-24",
        "--with-errors",
        "试",
    ]),
    records(&["import", "list.csv", "--unit", "jia", "--form", "annex2", "--yes"]),
    made(&["report", "--month", "2023-08", "--allow-errors", "-o", "out.xlsx"]),
    made(&["report", "--month", "2023-08", "--allow-errors", "--format", "csv", "-o", "out/forms/"]),
    made(&["annex1", "--all", "--unit", "jia", "--allow-errors", "-o", "out/"]),
    made(&["batch", "--month", "2023-08", "--allow-errors", "-o", "out/"]),
    made(&["dashboard", "-o", "out.html"]),
    made(&["calendar", "--ics", "-o", "out.ics"]),
    made(&["entry", "--form", "annex2", "--unit", "jia", "-o", "out.xlsx"]),
    made(&["check", "--as-of", "2023-06-30", "--format", "sarif", "-o", "out.sarif"]),
    made(&["schema", "--all", "-o", "schemas"]),
    made(&[
        "new-plan",
        "-o",
        "out.toml",
        "--id",
        "p",
        "--title",
        "某市行动",
        "--document",
        "某应急〔2024〕1号",
        "--from",
        "2024-03-01",
        "--end",
        "2024-11-30",
        "--unit",
        "city:shi=某市",
        "--unit",
        "county:jia=甲县",
    ]),
];

/// Files laid over the base: hazards in one list, some not completed; a file in no canonical form; one that can
/// be put right; what is added in bulk and imported.
pub(crate) const FILES: &[(&str, &str)] = &[
    (
        "jia/hazards/list.yaml",
        "\
# 六月的隐患
- {id: h-1, enterprise: jia-1, clause: GM-11-10, description: 积尘, source: 企业自查, found_on: 2023-06-05}
- {id: h-2, enterprise: jia-1, clause: GM-11-10, description: 积尘, source: 企业自查, found_on: 2023-06-05, rectification: {completed_on: 2023-06-10}}
- {id: h-3, enterprise: jia-1, clause: GM-11-10, description: 积尘, source: 企业自查, found_on: 2023-06-05}
- {id: h-4, enterprise: jia-1, clause: GM-11-10, description: 积尘, source: 企业自查, found_on: 2023-06-05}
- {id: h-5, enterprise: jia-1, clause: GM-11-10, description: 积尘, source: 企业自查, found_on: 2023-06-05}
- {id: h-6, enterprise: jia-1, clause: GM-11-10, description: 积尘, source: 企业自查, found_on: 2023-06-05}
",
    ),
    ("jia/activities/loose.yaml", "kind:   专题学习\nid: 'loose'\ndate: \"2023-06-02\"\n"),
    ("jia/activities/wrong.yaml", "id: wrong\nkind: 专题学习\ndate: 2023/6/2\n"),
    (
        "bulk.json",
        r#"[{"id": "b-1", "kind": "专题学习", "date": "2023-06-02"}, {"id": "b-2", "kind": "专题研究", "date": "2023-06-02"},
            {"id": "b-3", "kind": "现场督导", "date": "2023-06-02"}, {"id": "b-4", "kind": "企业宣讲", "date": "2023-06-02"}]"#,
    ),
    (
        "list.csv",
        "序号,州市,县区,企业名称,主要产品,所属行业,涉及领域,主要负责人,联系电话,基础信息完善,码上查信息系统,是否重点企业,列入清单日期\n\
         1,某市,甲县,甲县某某纺织厂,棉布,纺织,有限空间,某某,13800000008,是,是,是,2023-06-01\n\
         2,某市,甲县,甲县某某卷烟厂,卷烟,烟草,有限空间,某某,13800000009,是,否,否,2023-06-01\n",
    ),
];
