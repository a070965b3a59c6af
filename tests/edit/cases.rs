//! Texts before and after, each also with CRLF, a byte-order mark and as a second document.

use super::{becomes, map, remove, set};
use hazards::record::draft::Value;

fn list(items: &[&str]) -> Value {
    items.to_vec().into()
}

#[test]
fn a_scalar_becomes_another() {
    becomes(
        "id: a\nphone: 1   # 电话\nname: 甲\n",
        &[set("phone", "2")],
        "id: a\nphone: 2   # 电话\nname: 甲\n",
    );
    becomes("id: a\nphone: '1' # x\n", &[set("phone", "it's")], "id: a\nphone: 'it''s' # x\n");
    becomes("id: a\nphone: \"1\" # x\n", &[set("phone", "二")], "id: a\nphone: \"二\" # x\n");
    becomes("id: a\nphone: '1'\n", &[set("phone", "一\n二")], "id: a\nphone: \"一\\n二\"\n");
    becomes(
        "id: a\nnote: 一\n  二\n\n  三 # x\nphone: 1\n",
        &[set("note", "四")],
        "id: a\nnote: 四 # x\nphone: 1\n",
    );
    becomes("id: a\nnote: \"一\n  二\" # x\n", &[set("note", "四")], "id: a\nnote: \"四\" # x\n");
    becomes("id: a\nnote:\n  一 # x\nphone: 1\n", &[set("note", "四")], "id: a\nnote:\n  四 # x\nphone: 1\n");
    becomes("id: a\nnote: 1", &[set("note", "a: b")], "id: a\nnote: \"a: b\"");
    becomes("\"id\": a\n'phone' : 1\n", &[set("phone", "2")], "\"id\": a\n'phone' : 2\n");
    becomes("id:   a\nphone: 1\n", &[set("id", "# b")], "id:   \"# b\"\nphone: 1\n");
    becomes("id: a\nnote: 一\n", &[set("note", "　二　")], "id: a\nnote: 　二　\n");
    becomes("{id: a, note: 一}\n", &[set("note", "　二")], "{id: a, note: 　二}\n");
    becomes("id: a\nphone: 1\n", &[set("phone", "")], "id: a\nphone: \"\"\n");
    becomes("id: a\nphone: 1\n", &[set("phone", "null")], "id: a\nphone: \"null\"\n");
}

#[test]
fn a_block_scalar_becomes_a_text() {
    let before = "id: a\nnote: | # 说明\n  一 # 不是注释\n\n  二\n# 三\nphone: 1\n";
    becomes(before, &[set("note", "短")], "id: a\nnote: 短 # 说明\n# 三\nphone: 1\n");
    becomes("id: a\nnote: >-\n  一\n  二", &[set("note", "短")], "id: a\nnote: 短\n");
    becomes("id: a\nnote: |+\n  一\n\n\nphone: 1\n", &[set("note", "短")], "id: a\nnote: 短\nphone: 1\n");
    becomes("- id: a\n  note: |\n- id: b\n", &[set("note", "短")], "- id: a\n  note: 短\n- id: b\n");
    becomes("id: a\nnote: | # x\n  一\n", &[set("note", map(&[("b", "c")]))], "id: a\nnote: # x\n  b: c\n");
}

#[test]
fn nothing_becomes_something() {
    becomes("id: a\nphone:\nname: 甲\n", &[set("phone", "2")], "id: a\nphone: 2\nname: 甲\n");
    becomes("id: a\nphone:   # x\nname: 甲\n", &[set("phone", "2")], "id: a\nphone: 2   # x\nname: 甲\n");
    becomes("id: a\nphone:   \nname: 甲\n", &[set("phone", "2")], "id: a\nphone: 2\nname: 甲\n");
    becomes("id: a\nphone: ~ # x\n", &[set("phone", "2")], "id: a\nphone: 2 # x\n");
    becomes("id: a\nphone: null", &[set("phone", "2")], "id: a\nphone: 2");
    becomes("id: a\nphone:", &[set("phone", "2")], "id: a\nphone: 2");
    becomes(
        "id: a\nrectification:\nnote: x\n",
        &[set("rectification.funds", "2")],
        "id: a\nrectification:\n  funds: 2\nnote: x\n",
    );
    becomes(
        "id: a\nrectification: ~ # 空\n",
        &[set("rectification.funds", "2")],
        "id: a\nrectification: # 空\n  funds: 2\n",
    );
    becomes(
        "id: a\nrectification:  # 空",
        &[set("rectification.funds", "2")],
        "id: a\nrectification:  # 空\n  funds: 2",
    );
    becomes(
        "id: a\nrectification: {} # 空\n",
        &[set("rectification.funds", "2")],
        "id: a\nrectification: # 空\n  funds: 2\n",
    );
    becomes(
        "- id: a\n  rectification:\n    # 待填\n- id: b\n",
        &[set("rectification.funds", "2")],
        "- id: a\n  rectification:\n    funds: 2\n    # 待填\n- id: b\n",
    );
    becomes(
        "id: a\ndomains:\nnote: x\n",
        &[set("domains", list(&["b", "c"]))],
        "id: a\ndomains: [b, c]\nnote: x\n",
    );
    becomes("id: a\ndomains: []\n", &[set("domains", list(&["b"]))], "id: a\ndomains: [b]\n");
    becomes(
        "{id: a, phone: , note}\n",
        &[set("phone", "2"), set("note", "x")],
        "{id: a, phone: 2 , note: x}\n",
    );
}

#[test]
fn a_key_finds_its_place() {
    becomes("id: a\nnote: x\n", &[set("phone", "2")], "id: a\nphone: 2\nnote: x\n");
    becomes(
        "id: a # 编号\n\n# 备注\nnote: x\n",
        &[set("phone", "2")],
        "id: a # 编号\nphone: 2\n\n# 备注\nnote: x\n",
    );
    becomes("# 头\nname: 甲\n", &[set("id", "a")], "# 头\nid: a\nname: 甲\n");
    becomes(
        "- name: 甲 # x\n  phone: 1\n- id: b\n",
        &[set("id", "a")],
        "- id: a\n  name: 甲 # x\n  phone: 1\n- id: b\n",
    );
    becomes("-   name: 甲\n    note: x\n", &[set("phone", "1")], "-   name: 甲\n    phone: 1\n    note: x\n");
    becomes("-\n  # x\n  name: 甲\n", &[set("id", "a")], "-\n  # x\n  id: a\n  name: 甲\n");
    becomes(
        "- - id: a\n  - id: b\n- id: c\n",
        &[set("phone", "1")],
        "- - id: a\n  - id: b\n- id: c\n  phone: 1\n",
    );
    becomes("id: a", &[set("phone", "2")], "id: a\nphone: 2");
    becomes("id: a # x", &[set("phone", "2"), set("note", "y")], "id: a # x\nphone: 2\nnote: y");
    becomes(
        "id: a\n",
        &[set("note", "y"), set("zz", "1"), set("phone", "2")],
        "id: a\nphone: 2\nnote: y\nzz: 1\n",
    );
    becomes("id: a\nnote: |+\n  x\n\n\n# y\n", &[set("zz", "1")], "id: a\nnote: |+\n  x\n\n\nzz: 1\n# y\n");
    becomes(
        "id: a\ndomains:\n- b\n- c # x\n# y\nnote: z\n",
        &[set("phone", "2")],
        "id: a\ndomains:\n- b\n- c # x\nphone: 2\n# y\nnote: z\n",
    );
    becomes("---\nid: a\n...\n", &[set("phone", "2")], "---\nid: a\nphone: 2\n...\n");
    becomes(
        "id: a\nitems:\n  1: {status: 是}\n  10: {status: 是}\n",
        &[set("items.9.status", "否")],
        "id: a\nitems:\n  1: {status: 是}\n  9:\n    status: 否\n  10: {status: 是}\n",
    );
}

#[test]
fn a_key_finds_its_place_further_down() {
    let due = [set("rectification.due_on", "2023-07-01")];
    becomes("id: a\nnote: x\n", &due, "id: a\nrectification:\n  due_on: 2023-07-01\nnote: x\n");
    becomes("- id: a\n- id: b\n", &due, "- id: a\n  rectification:\n    due_on: 2023-07-01\n- id: b\n");
    becomes(
        "id: a\nrectification:\n    funds: 1 # 万元\n    verified_on: 2023-08-01\n",
        &due,
        "id: a\nrectification:\n    funds: 1 # 万元\n    due_on: 2023-07-01\n    verified_on: 2023-08-01\n",
    );
    becomes(
        "id: a\nrectification: # 整改\n  # 验收\n  verified_on: 2023-08-01\n",
        &due,
        "id: a\nrectification: # 整改\n  due_on: 2023-07-01\n  # 验收\n  verified_on: 2023-08-01\n",
    );
    becomes(
        "id: a\nrectification: {funds: 1}\n",
        &due,
        "id: a\nrectification: {funds: 1, due_on: 2023-07-01}\n",
    );
    becomes(
        "id: a\nitems:\n  3:\n    status: 是\n",
        &[set("items.3.evidence", "某记录"), set("items.3.status", "否")],
        "id: a\nitems:\n  3:\n    status: 否\n    evidence: 某记录\n",
    );
    // What ends where something comes behind it stays inside.
    becomes(
        "id: a\nrectification:\n  funds: 1",
        &[set("rectification.due_on", "2023-07-01"), set("note", "x")],
        "id: a\nrectification:\n  funds: 1\n  due_on: 2023-07-01\nnote: x",
    );
    becomes(
        "- id: a\n",
        &[set("waivers", vec![map(&[("rule", "P008"), ("reason", "x")])])],
        "- id: a\n  waivers:\n    - rule: P008\n      reason: x\n",
    );
}

#[test]
fn brackets_stay() {
    becomes("{id: a, note: x}\n", &[set("phone", "1,2")], "{id: a, phone: \"1,2\", note: x}\n");
    becomes("{ name: 甲 }\n", &[set("id", "a")], "{ id: a, name: 甲 }\n");
    becomes(
        "- {id: a, # x\n   name: 甲, # y\n   note: z}\n",
        &[set("phone", "1")],
        "- {id: a, # x\n   name: 甲, phone: 1, # y\n   note: z}\n",
    );
    becomes("{id: a, name: 甲, note: x}\n", &[remove("name")], "{id: a, note: x}\n");
    becomes("{id: a, name: 甲, note: x}\n", &[remove("note"), remove("name")], "{id: a}\n");
    becomes("{id: a, name: 甲}\n", &[remove("id")], "{name: 甲}\n");
    becomes("{id: a}\n", &[remove("id"), set("name", "甲"), set("note", "x")], "{name: 甲, note: x}\n");
    becomes("{id: a, # x\n name: 甲, # y\n note: z}\n", &[remove("name")], "{id: a, # x\n  # y\n note: z}\n");
    becomes(
        "{id: a, rectification: {funds: 1}, note: x}\n",
        &[remove("rectification.funds")],
        "{id: a, note: x}\n",
    );
    becomes("[{id: a}, {id: b}]\n", &[set("name", "甲")], "[{id: a, name: 甲}, {id: b}]\n");
    becomes("{\"id\":\"a\",\"phone\":1}\n", &[set("phone", "[")], "{\"id\":\"a\",\"phone\":\"[\"}\n");
    becomes(
        "id: a\ndomains: [b, \"c\", d] # x\n",
        &[set("domains", list(&["b", "d", "e"]))],
        "id: a\ndomains: [b, d, e] # x\n",
    );
    becomes(
        "id: a\ndomains: [\n  b, # x\n  c, # y\n  ]\n",
        &[set("domains", list(&["a", "b", "c", "d"]))],
        "id: a\ndomains: [\n  a, b, # x\n  c, d, # y\n  ]\n",
    );
    becomes("id: a\ndomains: [b, c]\n", &[set("domains", list(&["c"]))], "id: a\ndomains: [c]\n");
    becomes("id: a\ndomains: [b, c]\n", &[set("domains", "是")], "id: a\ndomains: 是\n");
    becomes("id: a\ndomains: [b, c]\n", &[set("domains", list(&[]))], "id: a\ndomains: []\n");
    becomes(
        "id: a\nrectification: {funds: 1, due_on: x}\n",
        &[set("rectification", list(&["c"]))],
        "id: a\nrectification: [c]\n",
    );
}

#[test]
fn a_list_keeps_what_stays() {
    let before = "id: a\ndomains: # 领域\n  # 一\n  - b # 乙\n  - \"c\" # 丙\n  # 二\n  - d # 丁\nnote: x\n";
    let becomes_list = |items: &[&str], after: &str| becomes(before, &[set("domains", list(items))], after);
    becomes_list(
        &["b", "c", "d", "e"],
        "id: a\ndomains: # 领域\n  # 一\n  - b # 乙\n  - \"c\" # 丙\n  # 二\n  - d # 丁\n  - e\nnote: x\n",
    );
    becomes_list(&["b", "d"], "id: a\ndomains: # 领域\n  # 一\n  - b # 乙\n  # 二\n  - d # 丁\nnote: x\n");
    becomes_list(
        &["c", "d"],
        "id: a\ndomains: # 领域\n  # 一\n  - \"c\" # 丙\n  # 二\n  - d # 丁\nnote: x\n",
    );
    becomes_list(
        &["b", "f", "d"],
        "id: a\ndomains: # 领域\n  # 一\n  - b # 乙\n  - \"f\" # 丙\n  # 二\n  - d # 丁\nnote: x\n",
    );
    becomes_list(
        &["z", "b", "c", "d"],
        "id: a\ndomains: # 领域\n  - z\n  # 一\n  - b # 乙\n  - \"c\" # 丙\n  # 二\n  - d # 丁\nnote: x\n",
    );
    becomes_list(&[], "id: a\ndomains: [] # 领域\n  # 一\nnote: x\n");
    becomes(before, &[set("domains", "b")], "id: a\ndomains: b # 领域\n  # 一\nnote: x\n");
    becomes(before, &[remove("domains")], "id: a\nnote: x\n");
    becomes("id: a\ndomains:\n- b", &[set("domains", list(&["b", "c"]))], "id: a\ndomains:\n- b\n- c");
    becomes(
        "id: a\ndomains:\n- b\n-\n- c\n",
        &[set("domains", list(&["b", "c"]))],
        "id: a\ndomains:\n- b\n- c\n",
    );
    becomes("id: a\ndomains:\n- b\n-\n", &[set("domains", list(&["b", "c"]))], "id: a\ndomains:\n- b\n- c\n");
    becomes(
        "id: a\ndomains:\n  - b # x\n  - |\n    c\n",
        &[set("domains", list(&["d"]))],
        "id: a\ndomains:\n  - d # x\n",
    );
}

#[test]
fn a_list_of_mappings_keeps_what_stays() {
    let before =
        "id: a\nwaivers:\n  # 一\n  - rule: P008 # 规则\n    reason: x\n  - {rule: P009, reason: y}\n";
    let waiver = |rule: &str, reason: &str| map(&[("rule", rule), ("reason", reason)]);
    becomes(
        before,
        &[set("waivers", vec![waiver("P008", "z"), waiver("P009", "y")])],
        "id: a\nwaivers:\n  # 一\n  - rule: P008 # 规则\n    reason: z\n  - {rule: P009, reason: y}\n",
    );
    becomes(
        before,
        &[set("waivers", vec![waiver("P009", "z")])],
        "id: a\nwaivers:\n  # 一\n  - {rule: P009, reason: z}\n",
    );
    becomes(
        before,
        &[set(
            "waivers",
            vec![map(&[("rule", "P008"), ("reason", "x"), ("until", "2024-01-01")]), waiver("P009", "y")],
        )],
        "id: a\nwaivers:\n  # 一\n  - rule: P008 # 规则\n    reason: x\n    until: 2024-01-01\n  - {rule: P009, reason: y}\n",
    );
    becomes(
        before,
        &[set("waivers", vec![waiver("P007", "w"), waiver("P008", "x"), waiver("P009", "y")])],
        "id: a\nwaivers:\n  - rule: P007\n    reason: w\n  # 一\n  - rule: P008 # 规则\n    reason: x\n  - {rule: P009, reason: y}\n",
    );
    becomes(before, &[set("waivers", vec![Value::from("P008")])], "id: a\nwaivers:\n  # 一\n  - P008\n");
}

#[test]
fn a_value_becomes_one_of_another_kind() {
    becomes(
        "id: a\nrectification: 无 # x\nnote: y\n",
        &[set("rectification", map(&[("funds", "1"), ("due_on", "z")]))],
        "id: a\nrectification: # x\n  funds: 1\n  due_on: z\nnote: y\n",
    );
    becomes(
        "id: a\nrectification:\n  无 # x\nnote: y\n",
        &[set("rectification", map(&[("funds", "1")]))],
        "id: a\nrectification:\n  funds: 1\nnote: y\n",
    );
    becomes(
        "id: a\nrectification: # x\n  funds: 1 # y\n  # z\n  due_on: b\n# w\nnote: y\n",
        &[set("rectification", "无")],
        "id: a\nrectification: 无 # x\n# w\nnote: y\n",
    );
    becomes(
        "id: a\nrectification:\n  funds: 1\n",
        &[set("rectification", list(&["b"]))],
        "id: a\nrectification: [b]\n",
    );
    becomes(
        "id: a\nrectification:\n  funds: 1 # x\n  zz: 2\n",
        &[set("rectification", map(&[("due_on", "z"), ("funds", "1")]))],
        "id: a\nrectification:\n  funds: 1 # x\n  due_on: z\n",
    );
    becomes(
        "id: a\nrectification:\n  funds: 1 # x\n",
        &[set("rectification", map(&[("due_on", "z"), ("verified_on", "w")]))],
        "id: a\nrectification:\n  due_on: z\n  verified_on: w # x\n",
    );
    becomes(
        "id: a\ndomains: b\n",
        &[set("domains", list(&["b", "c: d"]))],
        "id: a\ndomains: [b, \"c: d\"]\n",
    );
    becomes(
        "id: a\nwaivers: b",
        &[set("waivers", vec![map(&[("rule", "c")])])],
        "id: a\nwaivers:\n    - rule: c".replace("    -", "  -").as_str(),
    );
}

#[test]
fn a_key_goes() {
    becomes("id: a\n# 电话\nphone: 1 # x\nnote: y\n", &[remove("phone")], "id: a\n# 电话\nnote: y\n");
    becomes("id: a\nphone: 1", &[remove("phone")], "id: a\n");
    becomes("id: a\nphone:\nnote: x\n", &[remove("phone")], "id: a\nnote: x\n");
    becomes("id: a\nnote: |\n  x\n  y\nphone: 1\n", &[remove("note")], "id: a\nphone: 1\n");
    becomes("- id: a # x\n  name: 甲 # y\n- id: b\n", &[remove("id")], "- name: 甲 # y\n- id: b\n");
    becomes(
        "- id: a # x\n  # z\n  name: 甲 # y\n- id: b\n",
        &[remove("id")],
        "-\n  # z\n  name: 甲 # y\n- id: b\n",
    );
    becomes("- id: a\n  phone: 1\n  name: 甲\n", &[remove("id"), remove("phone")], "- name: 甲\n");
    becomes(
        "- id: a\n  name: 甲\n",
        &[remove("id"), set("enterprise", "e")],
        "- enterprise: e\n  name: 甲\n",
    );
    becomes(
        "id: a\nrectification: # 整改\n  # 资金\n  funds: 1\nnote: x\n",
        &[remove("rectification.funds")],
        "id: a\nnote: x\n",
    );
    becomes(
        "id: a\nrectification:\n  funds: 1 # x\n  # 期限\n  due_on: y\n",
        &[remove("rectification.funds")],
        "id: a\nrectification:\n  # 期限\n  due_on: y\n",
    );
    becomes(
        "id: a\nrectification:\n  funds: 1\n  due_on: y\n",
        &[remove("rectification.funds"), remove("rectification.due_on")],
        "id: a\n",
    );
    becomes(
        "id: a\nrectification:\n  funds: 1\n",
        &[remove("rectification.funds"), set("rectification.due_on", "y")],
        "id: a\nrectification:\n  due_on: y\n",
    );
    becomes("id: a\n", &[remove("phone"), remove("rectification.funds")], "id: a\n");
    becomes(
        "id: a\nitems:\n  3:\n    status: 是\n  4: {status: 否}\n",
        &[remove("items.4.status")],
        "id: a\nitems:\n  3:\n    status: 是\n",
    );
    becomes("id: a\nphone: 1", &[remove("phone"), set("name", "甲")], "id: a\nname: 甲\n");
}
