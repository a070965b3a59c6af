//! What is said on the command line: it serves something, or it is told.

use crate::made::{LIST, Place};

const WOOD: &str = "3|某市|甲县|甲县某某钢铁公司|板材|轻工|粉尘涉爆|王某某|13800000003|是|否||否|2023-06-10";

#[test]
fn answers_serve_once_and_do_no_harm_later() {
    let place = Place::new(&[]);
    let file = place.csv("甲县.csv", &[LIST, WOOD]);
    place.import(&file, &["--unit", "jia"]).is(1, &["加 --same 2=jia-1；确是另一家，加 --new 2"]);
    place.import(&file, &["--unit", "jia", "--new", "2"]).is(0, &["新增 1"]).is_without(&["没有用到"]);
    place.import_twice(&file, &["--unit", "jia", "--new", "2"]).is(0, &["已写入 1 条记录"]);
    place.import(&file, &["--unit", "jia", "--new", "2"]).is(0, &["注意：--new 2 没有用到：这一行不存疑"]);
    let place = Place::new(&[]);
    let file = place.csv("甲县.csv", &[LIST, WOOD]);
    place.import_twice(&file, &["--unit", "jia", "--same", "2=jia-1"]).is(0, &["变更 1"]);
}

#[test]
fn the_advice_can_be_typed_as_it_stands() {
    let place = Place::new(&[]);
    for (sheet, answer) in
        [("名册", "名册！2"), ("a'b c", "a'b c！2"), ("北!区", "北!区！2"), ("::error::", "error")]
    {
        let sheet = sheet.replace(':', "：");
        let file = place.xlsx("甲县.xlsx", &[("目录", &["一"]), (&sheet, &[LIST, WOOD])]);
        let said = place.import(&file, &["--unit", "jia"]);
        said.is(1, &[&format!("  工作表 {sheet} 第 2 行 甲县某某钢铁公司\n")]);
        if answer != "error" {
            said.is(1, &[answer]);
            place.import(&file, &["--unit", "jia", "--new", answer]).is(0, &["新增 1"]);
        }
    }
}

#[test]
fn answers_that_answer_nothing() {
    let place = Place::new(&[]);
    let file = place.csv("甲县.csv", &[LIST, WOOD]);
    let unit = ["--unit", "jia", "--yes"];
    for (arguments, said) in [
        (&["--same", "9=jia-1"][..], "--same 9：第 9 行不是要导入的行"),
        (&["--new", "1"], "--new 1：第 1 行不是要导入的行"),
        (&["--same", "2=jia-1", "--new", "2"], "--new `2`：这一行答复了两次"),
        (&["--same", "2=jia-1", "--same", "2=jia-2"], "这一行答复了两次"),
        (&["--new", "2", "--new", "2"], "这一行答复了两次"),
        (&["--same", "名册!2=jia-1"], "没有这个工作表"),
        (&["--set", "principal="], "没有写值"),
        (&["--set", "principal=　"], "没有写值"),
        (&["--set", "key=是", "--set", "是否重点企业=否"], "这一栏说了两次"),
        (&["--set", "lited_on=2023-06-01"], "listed_on"),
        (&["--set", "listed_on=六月"], "不是可用的日期"),
        (&["--enterprise", "jia-1"], "--enterprise 只用于附件1"),
    ] {
        place
            .import(&file, &[&unit[..], arguments].concat())
            .is(2, &["错误：", said])
            .is_without(&["已写入"]);
    }
    place.import(&file, &["--unit", "jia", "--same", "2=jia-77"]).is(1, &["没有编号为 `jia-77` 的企业"]);
    place.import(&file, &["--unit", "jia", "--same", "2=yi-1"]).is(1, &["`yi-1` 是 乙县 的企业"]);
    place
        .import(&file, &["--unit", "jia", "--new", "2", "--set", "listed_on=2023-07-01"])
        .is(0, &["注意：--set 列入清单日期 没有用到"]);
}

#[test]
fn of_several_files_none_is_written_where_one_cannot_be_read() {
    let place = Place::new(&[]);
    let one = place.csv("甲县.csv", &[LIST, &WOOD.replace("钢铁公司", "木业公司")]);
    let other = place.csv("乙县.csv", &["企业名称", "乙县某某公司"]);
    let said = place.run(&["import", &one, &other, "--unit", "jia", "--set", "inspection=x", "--yes"]);
    said.is(2, &["没有这一栏"]).is_without(&["已写入"]);
    let missing = place.csv("空.csv", &["无"]);
    let said = place.run(&["import", &one, &missing, "--unit", "jia", "--yes"]);
    said.is(2, &["认不出是哪张表"]).is_without(&["已写入"]);
    assert!(!place.path("jia/enterprises/jia-3.yaml").exists());
}
