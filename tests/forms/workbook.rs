//! Workbooks, read back by another program's library.

use crate::fixture::{city, county, enterprise, filler, forms, hazard, list, plan};
use calamine::{Data, Range, Reader, Xlsx};
use hazards::form::content::{EnterpriseList, Return};
use hazards::write::{Format, Manner, annex2, report};
use std::io::Cursor;

pub fn report_bytes(content: &Return<'_>) -> Vec<u8> {
    let (forms, filler) = (forms(), filler());
    report(content, Manner { forms: &forms, filler: &filler, format: Format::Xlsx, width: 100 }).unwrap()
}

pub fn list_bytes(content: &EnterpriseList<'_>) -> Vec<u8> {
    let (forms, filler) = (forms(), filler());
    annex2(content, Manner { forms: &forms, filler: &filler, format: Format::Xlsx, width: 100 }).unwrap()
}

pub fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    workbook.worksheet_range(name).unwrap()
}

fn text(range: &Range<Data>, row: u32, column: u32) -> String {
    range.get_value((row, column)).map(ToString::to_string).unwrap_or_default()
}

#[test]
fn form_31_is_laid_out_as_printed() {
    let (plan, forms) = (plan(), forms());
    let range = sheet(&report_bytes(&county(&plan)), "3-1");
    assert_eq!(text(&range, 0, 0), "附件 3-1");
    assert_eq!(text(&range, 1, 0), "专项行动进展情况调度表");
    assert_eq!(
        (text(&range, 2, 0), text(&range, 2, 4)),
        ("填报单位：麒麟区".into(), "时间：2023 年 8 月 24 日".into())
    );
    let mut row = 3;
    for section in &forms.form31.sections {
        assert_eq!(text(&range, row, 0), section.name);
        for pair in section.indicators.chunks(2) {
            for (indicator, column) in pair.iter().zip([1, 4]) {
                assert_eq!(range.get_value((row, column)), Some(&Data::Float(indicator.number.into())));
                assert_eq!(text(&range, row, column + 1), indicator.label);
            }
            row += 1;
        }
    }
    assert_eq!(row, 19);
    assert_eq!(text(&range, 19, 0), "注：");
    assert_eq!(text(&range, 21, 0), "2.调度表内容应围绕专项排查整治工作并对照方案具体要求如实填报。");
    // A2 is the second figure, C4 the nineteenth.
    assert_eq!(range.get_value((3, 6)), Some(&Data::Float(1.0)));
    assert_eq!(range.get_value((11, 6)), Some(&Data::Float(18.0)));
    assert_eq!(text(&range, 11, 3), "16次，12.5万元");
    assert_eq!(text(&range, 13, 6), "22个，其中23个");
    assert_eq!(text(&range, 17, 3), "0.1万元，其中0.1万元");
    assert_eq!(text(&range, 17, 6), "是");
}

#[test]
fn form_32_has_a_heading_of_two_rows() {
    let plan = plan();
    let range = sheet(&report_bytes(&county(&plan)), "3-2");
    assert_eq!(text(&range, 2, 3), "填报人及联系电话：张三 08743123456");
    assert_eq!(
        (text(&range, 3, 0), text(&range, 3, 6), text(&range, 3, 7)),
        ("州市".into(), "是否处罚".into(), "处罚情况".into())
    );
    assert_eq!(
        (text(&range, 4, 0), text(&range, 4, 7), text(&range, 4, 8)),
        (String::new(), "主要负责人".into(), "企业".into())
    );
    let row: Vec<String> = (0..9).map(|column| text(&range, 5, column)).collect();
    assert_eq!(
        row,
        [
            "曲靖市",
            "麒麟区",
            "曲靖某某冶金有限公司",
            "会议室设置在铁水吊运影响范围内。",
            "否",
            "是",
            "是",
            "罚款1.5万元",
            "罚款5万元、责令停产整顿；警告"
        ]
    );
    assert_eq!(text(&range, 6, 3), "煤气柜与周边建筑物间距不足，\n且未设固定式报警器。");
    assert_eq!(text(&range, 7, 0), "备注：本表配合附件3-1使用并同时报送。");
}

#[test]
fn annex_2_keeps_telephone_numbers() {
    let (plan, forms) = (plan(), forms());
    let range = sheet(&list_bytes(&list(&plan)), "附件2");
    for (column, name) in (0..).zip(&forms.annex2.columns) {
        assert_eq!(&text(&range, 3, column), name);
    }
    assert_eq!(range.get_value((4, 0)), Some(&Data::Float(1.0)));
    assert_eq!(range.get_value((4, 8)), Some(&Data::String("08743123456".into())));
    assert_eq!((text(&range, 18, 9), text(&range, 18, 10)), ("是".into(), "否".into()));
    assert_eq!(text(&range, 19, 0), "备注：");
    assert_eq!(text(&range, 24, 0), format!("5.{}", forms.annex2.notes[4]));
}

#[test]
fn the_roll_up_has_every_unit_and_the_total() {
    let plan = plan();
    let range = sheet(&report_bytes(&city(&plan)), "汇总");
    assert_eq!(
        (text(&range, 2, 0), text(&range, 2, 1), text(&range, 2, 7)),
        ("单位".into(), "总体情况".into(), "对企业自查自改进行抽查检查情况".into())
    );
    assert_eq!(text(&range, 4, 18), "行政处罚罚款(万元)");
    let names: Vec<String> = (5..17).map(|row| text(&range, row, 0)).collect();
    assert_eq!(names.first().unwrap(), "市本级");
    assert_eq!(names.last().unwrap(), "合计");
    assert_eq!(range.get_value((5, 2)), Some(&Data::Float(1.0)));
    assert_eq!(range.get_value((5, 18)), Some(&Data::Float(12.5)));
    assert_eq!(range.get_value((16, 2)), Some(&Data::Float(11.0)));
    let said =
        "合计按不重复的企业计，以下指标少于其下各单位之和：部门抽查检查的企业总数(家)、责令停产整顿(家)。";
    assert_eq!(text(&range, 17, 0), said);
    let sheets = Xlsx::new(Cursor::new(report_bytes(&county(&plan))))
        .map(|workbook: Xlsx<_>| workbook.sheet_names())
        .unwrap();
    assert_eq!(sheets, ["3-1", "3-2"]);
}

#[test]
fn what_was_left_out_is_said() {
    let plan = plan();
    let content = Return { left_out: 3, ..county(&plan) };
    let bytes = report_bytes(&content);
    for (name, row) in [("3-1", 19), ("3-2", 7)] {
        assert!(text(&sheet(&bytes, name), row, 0).contains("有 3 条记录无法读取"));
    }
}

#[test]
fn the_same_form_has_the_same_bytes() {
    let plan = plan();
    assert_eq!(report_bytes(&city(&plan)), report_bytes(&city(&plan)));
    assert_eq!(list_bytes(&list(&plan)), list_bytes(&list(&plan)));
}

#[test]
fn a_text_that_no_cell_can_hold_is_cut_and_said_so() {
    let plan = plan();
    let long = "隐".repeat(40_000);
    let content = Return { hazards: vec![hazard("h-1", &long)], ..county(&plan) };
    let range = sheet(&report_bytes(&content), "3-2");
    let shown = text(&range, 5, 3);
    assert_eq!(shown.chars().count(), 32_767);
    assert!(shown.ends_with("隐…"));
    assert!(text(&range, 7, 0).contains("有 1 格的文字超过 32767 字"));
    let content = EnterpriseList { rows: vec![enterprise(1, &"\u{1f525}".repeat(20_000))], ..list(&plan) };
    assert_eq!(text(&sheet(&list_bytes(&content), "附件2"), 4, 3).encode_utf16().count(), 32_767);
}
