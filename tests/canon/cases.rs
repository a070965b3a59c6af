//! Small texts before and after, and what is left alone.

use crate::base;
use hazards::record::Kind;
use hazards::store::canon::{Left, canonical};

#[track_caller]
fn becomes(kind: Kind, before: &str, after: &str) {
    assert_eq!(canonical(before, kind).as_deref(), Ok(after), "of {before:?}");
    assert_eq!(canonical(after, kind).as_deref(), Ok(after), "once more, of {before:?}");
    let crlf = before.replace('\n', "\r\n");
    assert_eq!(canonical(&format!("\u{feff}{crlf}"), kind).as_deref(), Ok(after), "CRLF and BOM");
}

#[test]
fn keys_in_the_order_of_the_contract_with_their_comments() {
    becomes(
        Kind::Hazard,
        "# 隐患\nenterprise: e-1 # 企业\n# 编号\nid: 'h-1'\nclause:   \"GM-03-01\"\n\nfound_on: \"2023-06-30\"\nrectification:\n    # 期限\n    due_on: 2023-07-30\n    responsible: '李某'\n    # completed_on: 待填\n# 挂牌\nsupervision: {listed_on: 2023-07-01, level: 县级}\nsource: 部门检查\nzz: 1\nnote: \"一: 二\"",
        "# 隐患\n# 编号\nid: h-1\nenterprise: e-1 # 企业\nclause: GM-03-01\nsource: 部门检查\nfound_on: 2023-06-30\nrectification:\n  responsible: 李某\n  # 期限\n  due_on: 2023-07-30\n  # completed_on: 待填\n# 挂牌\nsupervision:\n  level: 县级\n  listed_on: 2023-07-01\nnote: \"一: 二\"\nzz: 1\n",
    );
}

#[test]
fn records_of_a_list_stay_apart() {
    becomes(
        Kind::Activity,
        "\n# 六月\n\n\n# 一\n- kind: 现场督导\n  id: a-1\n\n  date: 2023-06-01\n  # 甲\n\n\n# 二\n-   {id: a-2, kind: 专题学习, date: 2023-06-02} # 乙\n- id: a-3\n\n# 尾\n",
        "# 六月\n\n# 一\n- id: a-1\n  kind: 现场督导\n  date: 2023-06-01\n  # 甲\n\n# 二\n# 乙\n- id: a-2\n  kind: 专题学习\n  date: 2023-06-02\n- id: a-3\n\n# 尾\n",
    );
}

#[test]
fn lists_stand_in_one_line_where_they_fit() {
    becomes(
        Kind::Enterprise,
        "products:\n- 甲\n- \"乙, 丙\"\ndomains:\n  - 甲 # 一\n  - 乙\n  # 二\naccidents:\n- {deaths: 1, on: 2023-01-01}\n",
        "products: [甲, \"乙, 丙\"]\ndomains:\n  - 甲 # 一\n  - 乙\n  # 二\naccidents:\n  - on: 2023-01-01\n    deaths: 1\n",
    );
    let long = ["某某产品"; 9].join(", ");
    let lines = ["  - 某某产品\n"; 9].concat();
    becomes(Kind::Enterprise, &format!("products: [{long}] # 多\n"), &format!("products: # 多\n{lines}"));
}

#[test]
fn booleans_as_the_file_mostly_writes_them() {
    becomes(
        Kind::Enterprise,
        "key: true\nbase_info_complete: '是'\ncode_check: false\nname: 是\n",
        "name: 是\nkey: true\nbase_info_complete: true\ncode_check: false\n",
    );
    becomes(
        Kind::Enterprise,
        "- key: 是\n- key: true\n- key: yes\n- key: 否\n",
        "- key: 是\n- key: 是\n- key: yes\n- key: 否\n",
    );
}

#[test]
fn the_answers_of_a_selfcheck_in_order_and_as_most_are_written() {
    becomes(
        Kind::Selfcheck,
        "items:\n  10: {status: 已落实}\n  2: {evidence: 制度, status: 已落实} # 二\n  1:\n    status: 不适用\n  3:\n    # 三\n    status: 未落实\nenterprise: e-1\n",
        "enterprise: e-1\nitems:\n  1: {status: 不适用}\n  2: {status: 已落实, evidence: 制度} # 二\n  3:\n    # 三\n    status: 未落实\n  10: {status: 已落实}\n",
    );
    becomes(
        Kind::Selfcheck,
        "items:\n  1: {status: 不适用}\n  2:\n    status: 已落实\n  3:\n    status: 已落实\n",
        "items:\n  1:\n    status: 不适用\n  2:\n    status: 已落实\n  3:\n    status: 已落实\n",
    );
}

#[test]
fn texts_in_lines_are_moved_as_they_are() {
    becomes(
        Kind::Hazard,
        "rectification:\n      measures: | # 措施\n         一\n           二\n\n         三\n      responsible: >-\n        某\n        某\nid: h-1\nnote: |2\n   前\n",
        "id: h-1\nrectification:\n  responsible: >-\n    某\n    某\n  measures: | # 措施\n    一\n      二\n\n    三\nnote: \" 前\"\n",
    );
}

#[test]
fn documents_stay_documents() {
    becomes(
        Kind::Hazard,
        "--- # 一\nenterprise: e-1\nid: h-1\n# 尾\n---\n\n# 二\n- {id: h-2}\n--- []\n",
        "# 一\nid: h-1\nenterprise: e-1\n# 尾\n---\n# 二\n- id: h-2\n---\n[]\n",
    );
}

#[test]
fn keys_twice_and_keys_that_say_nothing_stay() {
    becomes(
        Kind::Hazard,
        "note: ~ # 无\nid: b\nid: a\ninspection: null\nrectification:\n  # funds: 1\n",
        "id: b\nid: a\ninspection:\nrectification:\n  # funds: 1\nnote: # 无\n",
    );
}

#[test]
fn what_cannot_be_seen_is_left_to_be_found() {
    becomes(
        Kind::Enterprise,
        "name: 某\u{200b}厂\nid: \"a\u{200b}\"\ndomains: [x\u{200b}]\n",
        "id: \"a\u{200b}\"\nname: 某\u{200b}厂\ndomains:\n  - x\u{200b}\n",
    );
}

#[test]
fn what_is_left_as_it_is() {
    let left = |text: &str| canonical(text, Kind::Hazard).unwrap_err();
    for text in ["id: &x a\n", "- &x {id: a}\n- *x\n", "id: !!str a\n", "<<: {id: a}\n", "--- !x\nid: a\n"] {
        assert_eq!(left(text), Left::Shared, "{text}");
    }
    for text in ["? id\n: a\n", "%YAML 1.2\n---\nid: a\n", "id: a\n...\n", "id: a\rname: b\r", ": a\n"] {
        assert_eq!(left(text), Left::Form, "{text}");
    }
    for text in ["", "# 无\n", "甲\n", "id: [\n", "id: a\n---\n---\nid: b\n", "id: \u{7}\n"] {
        assert_eq!(left(text), Left::Unreadable, "{text}");
    }
    let said = Left::Form.message();
    assert!(said.en.is_ascii() && said.zh.contains("保持原样"));
}

#[test]
fn a_file_is_formatted_and_written() {
    let path = "jia/hazards/fmt.yaml";
    let text = "\u{feff}enterprise: e-1\r\nid: \"h-9\" # 新\r\n";
    let (_root, repository) = base::open_with(&[(path, text.as_bytes())]);
    let file = repository.records.files.iter().find(|file| file.path == path).unwrap();
    let rewrite = repository.formatted(file).unwrap().unwrap();
    assert_eq!(String::from_utf8_lossy(&rewrite.after), "id: h-9 # 新\nenterprise: e-1\n");
    repository.rewrite(&rewrite).unwrap();
    assert_eq!(repository.formatted(file), Ok(None));
}
