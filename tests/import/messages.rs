//! Where data stands in messages: never at the beginning of a line, never with its controls.

use crate::made::{LIST, Place};

#[test]
fn no_line_begins_with_data() {
    let place = Place::new(&[]);
    let hostile = "1|某市|甲县|::error::x\u{202e}某某\n::error::公司|板材|机戒|粉尘涉爆|::error::王|13|是|否||否|2023-06-10|::error::x";
    let head = format!("{LIST}|::warning::栏");
    let file = place.csv("##[error]甲县.csv", &[&head, hostile]);
    let said = place.import(&file, &["--unit", "jia"]);
    assert!(said.status == 1, "{}", said.text);
    for line in said.text.lines() {
        let line = line.trim_start();
        assert!(!line.starts_with("::") && !line.starts_with("##["), "{}", said.text);
    }
    assert!(!said.text.contains(['\u{202e}', '\u{1b}']), "{}", said.text);
    let json = place.import(&file, &["--unit", "jia", "--format", "json"]);
    assert!(!json.text.contains(['\u{202e}', '\u{1b}']), "{}", json.text);
}
