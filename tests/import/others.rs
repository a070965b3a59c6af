//! 附件1 and 3-1: one enterprise twice, another form's items, blank forms, several forms, another unit.

use crate::made::Place;

const ITEMS: &str = "类别|自检自查工作内容|落实要求或佐证材料|落实情况";

#[test]
fn one_enterprise_in_two_sheets() {
    let place = Place::new(&[]);
    let title = "甲县某某冷冻食品厂企业重大事故隐患排查治理自检自查工作情况表";
    let one = [title, ITEMS, "|1.||部分落实：会议记录", "主要负责人签字：|李某某"];
    let other = [title, ITEMS, "|1.||未落实", "主要负责人签字：|李某某"];
    let file = place.xlsx("附件1.xlsx", &[("一", &one), ("二", &other)]);
    place
        .import_twice(&file, &["--unit", "jia"])
        .is(1, &["变更 1", "拒绝（未导入） 1", "与工作表 一 第 1 行起的是同一家企业的自检自查表"]);
    assert!(place.read("jia/selfchecks/jia-2.yaml").contains("部分落实"));
}

#[test]
fn items_of_another_form_are_questions() {
    let place = Place::new(&[]);
    let title = "甲县某某冷冻食品厂企业重大事故隐患排查治理自检自查工作情况表";
    let file = place.csv("附件1.csv", &[title, ITEMS, "|2.企业安全投入是否按照规定提取和使用||未落实"]);
    place.import(&file, &["--unit", "jia", "--yes"]).is(1, &["B3 ", "序号与内容对不上", "没有要写的"]);
}

const RETURN: [&str; 6] = [
    "填报单位：乙县应急管理局|填报人：某某某|时间：2023年7月22日",
    "总体情况",
    "1|企业自查发现的重大事故隐患（个）|3|2|企业自查发现重大事故隐患中已完成整改的（个）|2",
    "3|部门检查发现的重大事故隐患（个）|0|4|部门检查发现重大事故隐患中已完成整改的（个）|0",
    "部门精准严格执法情况||||",
    "3|行政处罚（次，万元）|5次，125000元|7|曝光、约谈、联合惩戒企业（家）|1",
];
const LAST: &str = "1|帮扶指导重点市、县（个次）|1|2|帮扶指导重点企业（家次）|2";

#[test]
fn a_return_is_of_its_own_unit_and_written_once() {
    let place = Place::new(&[]);
    let lines = [&RETURN[..], &[LAST]].concat();
    let file = place.csv("调度表.csv", &lines);
    place.import(&file, &["--unit", "jia"]).is(2, &["表上的填报单位是乙县，--unit 指的是甲县"]);
    place.import(&file, &["--unit", "shi"]).is(2, &["表上的填报单位是乙县，--unit 指的是某市"]);
    place.import(&file, &["--unit", "yi", "--same", "3=yi-f4"]).is(2, &["没有可以这样答复的"]);
    place.import(&file, &[]).is(1, &["2023-07 已有报送记录 yi-f4", "加 --new 3"]);
    place
        .import_twice(&file, &["--new", "3"])
        .is(0, &["按填报时间 2023-07-22 记为 2023-07 的调度表", "没有填的指标不写入记录：A5、"]);
    let filing = place.read("yi/filings/yi-2023-07.yaml");
    assert!(filing.contains("C3_count: 5\n") && filing.contains("C3_amount: 12.5\n"), "{filing}");
}

#[test]
fn figures_in_another_order_or_not_at_all_are_questions() {
    let place = Place::new(&[]);
    let lines = [&RETURN[..], &[LAST]].concat();
    let swapped: Vec<String> =
        lines.iter().map(|line| line.replace("5次，125000元", "12万元，5次")).collect();
    let swapped: Vec<&str> = swapped.iter().map(String::as_str).collect();
    let file = place.csv("调度表.csv", &swapped);
    place
        .import(&file, &["--new", "3", "--yes"])
        .is(1, &["C6 `12万元，5次` 不是依次的 2 个数字", "没有要写的"]);
    let blank: Vec<String> = lines
        .iter()
        .skip(1)
        .map(|line| {
            line.split('|')
                .enumerate()
                .map(|(at, cell)| if at % 3 == 2 { "" } else { cell })
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect();
    let blank: Vec<&str> = std::iter::once(lines[0]).chain(blank.iter().map(String::as_str)).collect();
    let file = place.csv("调度表.csv", &blank);
    place.import(&file, &["--new", "3", "--yes"]).is(1, &["指标都是空的：这是一张空白表", "没有要写的"]);
}

#[test]
fn several_returns_in_a_workbook_are_not_one() {
    let place = Place::new(&[]);
    let lines = [&RETURN[..], &[LAST]].concat();
    let file = place.xlsx("调度表.xlsx", &[("七月", &lines), ("八月", &lines)]);
    place.import(&file, &[]).is(2, &["工作表 七月 和 八月 都是调度表"]);
    let file = place.xlsx("调度表.xlsx", &[("七月", &lines), ("-八月", &lines)]);
    place.import(&file, &[]).is(1, &["yi-f4", "工作表 八月 A1:F7 隐藏的工作表不读入"]);
}
