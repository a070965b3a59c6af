//! 附件2: what is the same in another hand, what is a question, what is written.

use crate::made::{LIST, Place};

const STEEL: &str = "1|某市|甲县|甲县某某钢铁有限公司|钢坯、螺纹钢|冶金|钢冶炼、有限空间、粉尘涉爆|张　某某|13800000001|是|是|91530300ma0000001 7|是|2023.5.20";
const FOOD: &str =
    "2|某市|甲县|甲县某某冷冻食品厂|速冻蔬菜|轻工|涉氨制冷|李某某|8740000002|√|×||否|2023年6月1日";

#[test]
fn the_same_in_another_hand_changes_nothing() {
    let place = Place::new(&[]);
    let file = place.csv("甲县.csv", &["填报单位：甲县应急管理局", LIST, STEEL, FOOD, "合计||||2|2|2|2"]);
    place.import(&file, &["--yes"]).is(0, &["相同 2", "没有要写的"]).is_without(&["变更", "存疑"]);
}

#[test]
fn new_rows_are_written_and_the_same_command_again_changes_nothing() {
    let place = Place::new(&[]);
    let new =
        "3|某市|甲县|甲县某某（北区）木业有限公司|板材|轻工|粉尘涉爆|王某某|13800000003|是|否||否|2023-06-10";
    let file = place.csv("甲县.csv", &[LIST, STEEL, FOOD, new]);
    place.import_twice(&file, &["--unit", "jia"]).is(0, &["新增 1", "已写入 1 条记录，1 个文件"]);
    let written = place.read("jia/enterprises/jia-3.yaml");
    assert!(written.contains("name: 甲县某某（北区）木业有限公司\n"), "{written}");
    assert!(written.contains("listed_on: 2023-06-10\n"), "{written}");
    place.run(&["check"]).is_without(&["[F", "[R", "[V"]);
}

#[test]
fn a_number_of_the_workbooks_own_is_not_taken_for_another_enterprise() {
    let place = Place::new(&[]);
    let head = "编号|企业名称|所属行业|联系电话";
    let file = place.csv("甲县.csv", &[head, "jia-1|甲县某某全新木业有限公司|轻工|13800000009"]);
    place
        .import(&file, &["--unit", "jia", "--yes"])
        .is(1, &["编号 jia-1 是 `甲县某某钢铁有限公司`，名称和代码都对不上", "--same 2=jia-1", "没有要写的"]);
    place
        .import_twice(&file, &["--unit", "jia", "--same", "2=jia-1"])
        .is(0, &["变更 1", "`甲县某某钢铁有限公司` → `甲县某某全新木业有限公司`"]);
}

#[test]
fn one_enterprise_in_two_sheets_is_told_with_its_sheet() {
    let place = Place::new(&[]);
    let changed = STEEL.replace("13800000001", "13800000008");
    let other = STEEL.replace("13800000001", "13800000009");
    let file = place.xlsx("甲县.xlsx", &[("一 季", &[LIST, &changed]), ("二季", &["", LIST, &other])]);
    place
        .import_twice(&file, &["--unit", "jia"])
        .is(1, &["变更 1", "拒绝（未导入） 1", "与工作表 一 季 第 2 行是同一家企业"]);
    assert!(place.read("jia/enterprises/jia-1.yaml").contains("phone: 13800000008\n"));
}

#[test]
fn a_hidden_sheet_is_not_read() {
    let place = Place::new(&[]);
    let old = STEEL.replace("13800000001", "13800000008");
    let file = place.xlsx("甲县.xlsx", &[("-旧", &[LIST, &old]), ("现", &[LIST, STEEL])]);
    place
        .import(&file, &["--unit", "jia"])
        .is(0, &["相同 1", "工作表 旧 A1:N2 隐藏的工作表不读入；要导入请先取消隐藏"])
        .is_without(&["变更"]);
    let file = place.xlsx("旧.xlsx", &[("空", &[]), ("-旧", &[LIST, &old])]);
    place.import(&file, &["--unit", "jia"]).is(2, &["只有隐藏的工作表 旧 是这张表"]);
}

#[test]
fn a_list_of_another_unit_is_not_imported_as_ones_own() {
    let place = Place::new(&[]);
    let head = "企业名称|所属行业";
    let file = place.csv("表.csv", &["填报单位：乙县应急管理局", head, "某某某公司|冶金"]);
    place.import(&file, &["--unit", "jia"]).is(2, &["表上的填报单位是乙县，--unit 指的是甲县"]);
    place.import(&file, &["--unit", "shi"]).is(1, &["没有写县区"]);
}

#[test]
fn a_line_above_the_headings_may_have_one_of_their_words() {
    let place = Place::new(&[]);
    let file = place.csv("表.csv", &["单位名称|甲县应急管理局|填报人|某某某", "", LIST, STEEL]);
    place.import(&file, &["--unit", "jia"]).is(0, &["相同 1", "A1:D1 表头以上的标题、填报行"]);
}

#[test]
fn records_that_cannot_be_read_may_be_the_ones_of_new_rows() {
    let broken = "id: jia-9\nname: 甲县某某木业有限公司\nindustry: 木工\n";
    let place = Place::new(&[("jia/enterprises/jia-9.yaml", broken)]);
    let new = "3|某市|甲县|甲县某某木业有限公司|板材|轻工|粉尘涉爆|王某某|13800000003|是|否||否|2023-06-10";
    let file = place.csv("甲县.csv", &[LIST, new]);
    place.import(&file, &["--unit", "jia", "--yes"]).is(
        1,
        &["同类记录有 1 条无法读取（jia/enterprises/jia-9.yaml 等），这一行可能就是其中一条", "没有要写的"],
    );
}

#[test]
fn what_would_be_wrong_elsewhere_is_told() {
    let place = Place::new(&[]);
    let file = place.csv("甲县.csv", &[LIST, &STEEL.replace("|冶金|", "|机械|")]);
    place
        .import(&file, &["--unit", "jia"])
        .is(0, &["`冶金` → `机械`", "别处的记录将有新的问题\n  V006 jia-h2 jia/hazards/jia-h2.yaml "]);
}

#[test]
fn records_are_edited_where_they_can_be_and_the_others_are_questions() {
    let list = "# 抽查企业\r\n- &one\r\n  id: jia-2\r\n  name: 甲县某某冷冻食品厂\r\n  products: [速冻蔬菜]\r\n  industry: 轻工\r\n  domains: [涉氨制冷]\r\n  key: false\r\n  principal: 李某某\r\n  phone: '08740000002'  # 固定电话\r\n  base_info_complete: 是\r\n  code_check: 否\r\n  listed_on: 2023-06-01\r\n- {id: jia-3, name: 甲县某某木业有限公司, products: [板材], industry: 轻工, domains: [粉尘涉爆], key: 否, principal: 王某某, phone: 13800000003, base_info_complete: 是, code_check: 否, listed_on: 2023-06-10}  # 新\r\n";
    let place = Place::new(&[("jia/enterprises/jia-2.yaml", list)]);
    let lines = [
        "企业名称|联系电话|主要负责人",
        "甲县某某冷冻食品厂|13800000007|李某某",
        "甲县某某木业有限公司|13800000008|赵某某",
    ];
    let file = place.csv("甲县.csv", &lines);
    place.import_twice(&file, &["--unit", "jia"]).is(
        1,
        &["变更 1", "第 2 行 甲县某某冷冻食品厂\n      jia/enterprises/jia-2.yaml 需要手工修改：使用了锚点"],
    );
    let expected = list.replace("13800000003", "13800000008").replace("王某某", "赵某某");
    assert_eq!(place.read("jia/enterprises/jia-2.yaml"), expected);
}
