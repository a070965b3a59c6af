//! 附件3-2: hazards and their penalties stand or fall together, and no fine is lost.

use crate::made::{HAZARDS, Place};

const GAS: &str = "某市|甲县|甲县某某钢铁有限公司|高炉煤气区域休息室未安装固定式一氧化碳报警装置|是|是|是|罚款1.5万元|罚款3万元、警告||||2023-07-28|张某某";

#[test]
fn the_form_of_the_records_changes_nothing() {
    let place = Place::new(&[]);
    let file = place.csv("3-2.csv", &[HAZARDS, GAS]);
    place.import(&file, &["--unit", "jia"]).is(0, &["相同 1"]);
    for wrong in [GAS.replace("2023-07-28", "2023-07-29"), GAS.replace("张某某", "李某某")] {
        let file = place.csv("3-2.csv", &[HAZARDS, &wrong]);
        place.import(&file, &["--unit", "jia"]).is(1, &["处罚记录中没有这一日期或受处罚人"]);
    }
    // Of another day the state is another.
    let file = place.csv("3-2.csv", &[HAZARDS, GAS]);
    place
        .import(&file, &["--unit", "jia", "--as-of", "2023-07-20"])
        .is(1, &["--as-of", "处罚情况与处罚记录不同"]);
}

#[test]
fn a_row_that_stands_there_twice_is_no_second_hazard() {
    let place = Place::new(&[]);
    let all = [
        "--unit",
        "jia",
        "--set",
        "判定标准条款=GM-04-06",
        "--set",
        "隐患来源=企业自查",
        "--set",
        "发现日期=2023-08-01",
    ];
    let file = place.csv("3-2.csv", &[HAZARDS, GAS, GAS]);
    let said = place.import_twice(&file, &all);
    said.is(1, &["相同 1", "拒绝（未导入） 1", "与第 2 行是同一条隐患", "没有要写的"]);
    // Found on another day it is another one.
    let again = GAS
        .replace("||||2023-07-28|张某某", "||部门检查|2023-08-20||")
        .replace("是|是|是|罚款1.5万元|罚款3万元、警告", "否|否|否||");
    let file = place.csv("3-2.csv", &[HAZARDS, GAS, &again]);
    place
        .import_twice(&file, &["--unit", "jia", "--set", "判定标准条款=GM-04-06"])
        .is(0, &["新增 1", "相同 1"]);
}

#[test]
fn two_rows_are_not_written_over_one_record() {
    let place = Place::new(&[]);
    let lines = [
        "隐患编号|企业名称|重大事故隐患|责任人",
        "jia-h1|甲县某某钢铁有限公司|横梁积尘|甲某某",
        "jia-h1|甲县某某钢铁有限公司|横梁积灰|乙某某",
    ];
    let file = place.csv("3-2.csv", &lines);
    place.import_twice(&file, &["--unit", "jia"]).is(1, &["变更 1", "与第 2 行是同一条隐患"]);
    assert!(place.read("jia/hazards/jia-h1.yaml").contains("responsible: 甲某某\n"));
}

fn row(principal: &str, enterprise: &str) -> String {
    format!(
        "某市|甲县|甲县某某冷冻食品厂|快速冻结装置未设置在单独的作业间内|否|否|是|{principal}|{enterprise}|GM-12-02|部门检查|2023-07-12|2023-07-20|"
    )
}

#[test]
fn fines_are_counted_or_asked() {
    for (enterprise, written) in [
        ("罚款5万元", "on_enterprise:\n  fine: 5\n"),
        ("罚款50000元、警告", "on_enterprise:\n  fine: 5\n  other: [警告]\n"),
        ("罚款５万", "on_enterprise:\n  fine: 5\n"),
        ("没收违法所得3万元、责令停产整顿", "on_enterprise:\n  other: [没收违法所得3万元]\nhalt: true\n"),
    ] {
        let place = Place::new(&[]);
        let file = place.csv("3-2.csv", &[HAZARDS, &row("警告", enterprise)]);
        place.import_twice(&file, &["--unit", "jia"]).is(0, &["新增 2"]);
        let penalty = place
            .read("jia/penalties/jia-20230720-1.yaml")
            .replace("  other:\n    - 警告\n", "  other: [警告]\n");
        let penalty = penalty
            .replace("  other:\n    - 没收违法所得3万元\n", "  other: [没收违法所得3万元]\n")
            .replace("halt: 是", "halt: true");
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        for line in sorted(written) {
            assert!(sorted(&penalty).contains(&line), "{enterprise}: {line}\n{penalty}");
        }
    }
    let place = Place::new(&[]);
    for enterprise in
        ["罚款伍万元", "处罚款5万元", "罚款5万元、罚款3万元", "5万元", "5", "罚款人民币5万元", "罚款5"]
    {
        let file = place.csv("3-2.csv", &[HAZARDS, &row("", enterprise)]);
        place.import(&file, &["--unit", "jia", "--yes"]).is(1, &["不能确定罚款数额", "没有要写的"]);
    }
}

#[test]
fn a_cell_about_a_penalty_that_is_not_told_is_a_question() {
    let place = Place::new(&[]);
    let none = row("", "").replace("|否|否|是|", "|否|否|否|");
    let file = place.csv("3-2.csv", &[HAZARDS, &none]);
    place
        .import(&file, &["--unit", "jia", "--yes"])
        .is(1, &["M2 写了处罚日期或受处罚人，却没有写处罚情况", "没有要写的"]);
    let person = format!("{}某某某", row("", "警告"));
    let file = place.csv("3-2.csv", &[HAZARDS, &person]);
    place.import(&file, &["--unit", "jia", "--yes"]).is(1, &["N2 写了受处罚人，却没有写对主要负责人的处罚"]);
}

#[test]
fn what_stands_in_one_row_is_written_together_or_not_at_all() {
    // The hazard cannot be edited, so its new penalty is not written either.
    let hazard = "id: jia-h9\nenterprise: &e jia-2\nclause: GM-12-02\ndescription: 快速冻结装置未设置在单独的作业间内\nsource: 部门检查\nfound_on: 2023-07-12\nrectification: &r\n  responsible: 李某某\n";
    let place = Place::new(&[("jia/hazards/jia-h9.yaml", hazard)]);
    let head = format!("{HAZARDS}|责任人");
    let file = place.csv("3-2.csv", &[&head, &format!("{}|王某某", row("", "警告"))]);
    place
        .import(&file, &["--unit", "jia", "--yes"])
        .is(1, &["存疑（未导入，待答复） 2", "需要手工修改", "没有要写的；1 行未导入"]);
    assert!(!place.path("jia/penalties/jia-20230720-1.yaml").exists());
    // An id that is taken refuses both.
    let place = Place::new(&[("jia/hazards/jia-h9.yaml", "id: jia-h9\n")]);
    let file =
        place.csv("3-2.csv", &[&format!("{HAZARDS}|隐患编号"), &format!("{}|jia-h9", row("", "警告"))]);
    place
        .import(&file, &["--unit", "jia", "--yes"])
        .is(1, &["编号 `jia-h9` 已被占用", "没有要写的；1 行未导入"]);
}

#[test]
fn the_citys_own_level_about_enterprises_of_counties() {
    let place = Place::new(&[]);
    let file = place.csv("3-2.csv", &[HAZARDS, &row("", "警告")]);
    place
        .import_twice(&file, &["--unit", "benji"])
        .is(0, &["新增 2", "benji/hazards/benji-20230712-1.yaml", "benji/penalties/benji-20230720-1.yaml"]);
    place.run(&["check"]).is_without(&["R004", "R005", "R002"]);
}

#[test]
fn two_days_in_a_cell_are_not_one() {
    let place = Place::new(&[]);
    for day in ["2023年7月12日-7月15日", "2023-07-12—2023-07-15", "2023.7.12-7.15"] {
        let file = place.csv("3-2.csv", &[HAZARDS, &row("", "警告").replace("2023-07-12", day)]);
        place
            .import(&file, &["--unit", "jia", "--yes"])
            .is(1, &["L2 发现日期：", "不是可用的日期", "没有要写的"]);
    }
}
