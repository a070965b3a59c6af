//! What stands in the filled workbooks, read back by another program's library.

use crate::fixture::{county, enterprise, filler, forms, hazard, list, plan};
use crate::made;
use calamine::{Data, Range, Reader, Xlsx};
use hazards::form::content::{EnterpriseList, Return};
use hazards::template::{Filled, Offer, fill};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use std::io::Cursor;

pub fn report_offer(content: &Return<'_>) -> Offer {
    Offer::of_return(content, &forms(), &filler())
}

pub fn filled(template: Workbook, offer: &Offer) -> Filled {
    fill(&made::bytes(template), offer).unwrap_or_else(|error| panic!("{}", error.0.zh))
}

/// The template as it was made, and as LibreOffice saved it.
fn reports() -> [Vec<u8>; 2] {
    [made::bytes(made::report()), include_bytes!("report.xlsx").to_vec()]
}

fn filled_of(template: &[u8], offer: &Offer) -> Filled {
    fill(template, offer).unwrap_or_else(|error| panic!("{}", error.0.zh))
}

pub fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    workbook.worksheet_range(name).unwrap()
}

pub fn text(range: &Range<Data>, row: u32, column: u32) -> String {
    range.get_value((row, column)).map(ToString::to_string).unwrap_or_default()
}

pub fn said(filled: &Filled) -> String {
    filled.said.iter().map(|text| format!("{}\n", text.zh)).collect()
}

fn text_of(data: Option<&Data>) -> String {
    data.map(ToString::to_string).unwrap_or_default()
}

fn row(range: &Range<Data>, row: u32) -> Vec<String> {
    (0..10).map(|column| text(range, row, column)).collect()
}

#[test]
fn form_31_is_filled_by_its_labels() {
    let plan = plan();
    let content = county(&plan);
    for template in reports() {
        form_31(&content, &filled_of(&template, &report_offer(&content)));
    }
}

fn form_31(content: &Return<'_>, filled: &Filled) {
    let forms = forms();
    let json: serde_json::Value =
        serde_json::from_slice(&hazards::write::json::report(content).unwrap()).unwrap();
    let range = sheet(&filled.bytes, "调度表");
    assert_eq!(text(&range, 1, 0), "填报单位：麒麟区");
    assert_eq!(text(&range, 1, 4), "时间：2023 年 8 月 24 日");
    let mut at = 3;
    for section in &forms.form31.sections {
        for pair in section.indicators.chunks(2) {
            for (indicator, column) in pair.iter().zip([3, 6]) {
                let shown = range.get_value((at, column));
                match indicator.parts.as_slice() {
                    _ if (at, column) == (5, 3) => {}
                    [only] => match &json["figures"][only.key.name()] {
                        serde_json::Value::String(text) => assert_eq!(text_of(shown), *text),
                        number => assert_eq!(shown, number.as_f64().map(Data::Float).as_ref()),
                    },
                    _ => assert!(shown.unwrap().to_string().contains('，')),
                }
            }
            at += 1;
        }
    }
    assert_eq!(text(&range, 11, 3), "16次，12.5万元");
    assert_eq!(text(&range, 13, 6), "22个，其中23个");
    let said = said(filled);
    assert!(
        said.contains("已填 3-1：工作表 `调度表`") && said.contains("调度表!D6 是公式，保留公式"),
        "{said}"
    );
}

#[test]
fn form_32_is_filled_by_its_headings_and_rows_are_added() {
    let plan = plan();
    let long = "煤气柜与周边建筑物间距不足，\n且未设固定式报警器。".repeat(4);
    let hazards =
        (1..=8).map(|n| hazard(&format!("h-{n}"), if n == 8 { &long } else { "无报警器" })).collect();
    let content = Return { hazards, ..county(&plan) };
    for template in reports() {
        form_32(&filled_of(&template, &report_offer(&content)), &long);
    }
}

fn form_32(filled: &Filled, long: &str) {
    let range = sheet(&filled.bytes, "隐患清单");
    assert_eq!(
        text(&range, 1, 0),
        "填报单位：麒麟区    填报人及联系电话：张三 08743123456  时间：2023 年 8 月 24 日"
    );
    for (number, at) in (1..=8).zip(5..) {
        let what = if number == 8 { long } else { "无报警器" };
        let number = number.to_string();
        let expected = [
            &number,
            "麒麟区",
            "曲靖某某冶金有限公司",
            what,
            "否",
            "是",
            "是",
            "罚款1.5万元",
            "罚款5万元、责令停产整顿；警告",
            "",
        ];
        assert_eq!(row(&range, at), expected);
    }
    assert_eq!(text(&range, 13, 0), "合计");
    assert_eq!(text(&range, 14, 0), "备注：本表配合附件3-1使用并同时报送。");
    let said = said(filled);
    assert!(said.contains("没有这些栏，未填：州市") && said.contains("多出的栏留空：备注"), "{said}");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&filled.bytes)).unwrap();
    let formulas = workbook.worksheet_formula("隐患清单").unwrap();
    assert_eq!(formulas.get_value((13, 2)).unwrap(), "COUNTA(C6:C13)");
    let formulas = workbook.worksheet_formula("局内汇总").unwrap();
    assert_eq!(formulas.get_value((0, 1)).unwrap().replace('\'', ""), "调度表!D4+COUNTA(隐患清单!C6:C13)");
    assert_eq!(formulas.get_value((1, 1)).unwrap().replace('\'', ""), "隐患清单!B15");
    let names: Vec<(String, String)> = workbook
        .defined_names()
        .iter()
        .map(|(name, place)| (name.clone(), place.replace('\'', "")))
        .collect();
    assert!(names.contains(&("隐患区".into(), "隐患清单!$A$6:$I$13".into())), "{names:?}");
    assert!(names.contains(&("备注处".into(), "隐患清单!$A$15".into())), "{names:?}");
}

#[test]
fn sample_rows_left_over_go() {
    let plan = plan();
    for (rows, next) in [(0_usize, 6_u32), (1, 6), (2, 7), (5, 10)] {
        let hazards = (0..rows).map(|n| hazard(&format!("h-{n}"), "无")).collect();
        let content = Return { hazards, ..county(&plan) };
        for template in reports() {
            let range = sheet(&filled_of(&template, &report_offer(&content)).bytes, "隐患清单");
            assert_eq!(text(&range, next, 0), "合计", "{rows} rows");
            assert_eq!(text(&range, 5, 0), if rows == 0 { "" } else { "1" });
        }
    }
}

#[test]
fn annex_2_takes_its_columns_in_any_order() {
    let plan = plan();
    let content = list(&plan);
    for template in [made::bytes(made::list()), include_bytes!("list.xlsx").to_vec()] {
        annex_2(&filled_of(&template, &Offer::of_list(&content, &forms(), &filler())));
    }
}

fn annex_2(filled: &Filled) {
    let range = sheet(&filled.bytes, "企业清单");
    assert_eq!(text(&range, 1, 0), "填报单位：麒麟区");
    assert_eq!(text(&range, 1, 5), "联系电话：08743123456");
    assert_eq!(text(&range, 1, 8), "填报时间：2023 年 6 月 30 日");
    for at in 3..18 {
        assert_eq!(range.get_value((at, 0)), Some(&Data::Float(f64::from(at - 2))));
        assert_eq!(text(&range, at, 2), "曲靖某某有色金属有限公司");
        assert_eq!(text(&range, at, 3), "麒麟区");
        assert_eq!(text(&range, at, 5), "");
        assert_eq!(range.get_value((at, 9)), Some(&Data::String("08743123456".into())));
    }
    assert_eq!(text(&range, 18, 0), "备注：");
    assert!(said(filled).contains("多出的栏留空：统一社会信用代码"));
}

#[test]
fn placeholders_and_names_come_first() {
    let plan = plan();
    let mut workbook = Workbook::new();
    let sheet_ = workbook.add_worksheet();
    sheet_.write_string(0, 0, "{{填报单位}}截至{{ 时间 }}（{{月份}}）").unwrap();
    sheet_.write_string(1, 0, "{{A2}}").unwrap();
    sheet_.write_string(1, 1, "｛｛C3_amount｝｝").unwrap();
    sheet_.write_string(1, 2, "{{C3}}").unwrap();
    sheet_.write_string(1, 3, "罚款{{C3_amount}}万元").unwrap();
    sheet_.write_string(1, 4, "{{D6}}").unwrap();
    sheet_.write_string(3, 0, "{{行：企业名称}}").unwrap();
    sheet_.write_string(3, 1, "固定").unwrap();
    sheet_.write_string(3, 2, "{{行:处罚情况（企业）}}/{{行:主要负责人}}").unwrap();
    sheet_.write_string(4, 0, "完").unwrap();
    sheet_.write_string(6, 0, "{{行:主要产品}}").unwrap();
    workbook.define_name("hz_A3", "=Sheet1!$F$2").unwrap();
    let filled = filled(workbook, &report_offer(&county(&plan)));
    let range = sheet(&filled.bytes, "Sheet1");
    assert_eq!(text(&range, 0, 0), "麒麟区截至2023 年 8 月 24 日（2023年8月）");
    assert_eq!(range.get_value((1, 0)), Some(&Data::Float(1.0)));
    assert_eq!(range.get_value((1, 1)), Some(&Data::Float(12.5)));
    assert_eq!((text(&range, 1, 2), text(&range, 1, 3)), ("16次，12.5万元".into(), "罚款12.5万元".into()));
    assert_eq!((text(&range, 1, 4), range.get_value((1, 5))), ("是".into(), Some(&Data::Float(2.0))));
    for at in [3, 4] {
        assert_eq!(
            (text(&range, at, 0), text(&range, at, 1)),
            ("曲靖某某冶金有限公司".into(), "固定".into())
        );
        assert_eq!(text(&range, at, 2), "罚款5万元、责令停产整顿；警告/罚款1.5万元");
    }
    assert_eq!((text(&range, 5, 0), text(&range, 7, 0)), ("完".into(), "{{行:主要产品}}".into()));
}

#[test]
fn our_own_workbook_without_its_values_takes_them_at_the_same_cells() {
    let plan = plan();
    let (forms, filler) = (forms(), filler());
    let whole = hazards::write::report(
        &county(&plan),
        hazards::write::Manner {
            forms: &forms,
            filler: &filler,
            format: hazards::write::Format::Xlsx,
            width: 100,
        },
    )
    .unwrap();
    // The template: the same form with nothing in it, its values taken out.
    let nothing = Return { hazards: Vec::new(), ..county(&plan) };
    let zero = hazards::figure::Figures::new(|key| hazards::figure::Value::zero(key.sort()));
    let empty = hazards::write::report(
        &Return { figures: zero, ..nothing },
        hazards::write::Manner {
            forms: &forms,
            filler: &filler,
            format: hazards::write::Format::Xlsx,
            width: 100,
        },
    )
    .unwrap();
    let blank = crate::parts::edited(&empty, "xl/sharedStrings.xml", |xml| {
        ["0次，0万元", "0个，其中0个", "0万元，其中0万元", "否"]
            .iter()
            .fold(xml, |xml, value| xml.replace(&format!(">{value}<"), "><"))
            .replace("麒麟区<", "<")
            .replace("张三 08743123456<", "<")
            .replace("2023 年 8 月 24 日<", "<")
    });
    let result = fill(&blank, &report_offer(&county(&plan))).unwrap_or_else(|error| panic!("{}", error.0.zh));
    for name in ["3-1", "3-2"] {
        let (made, expected) = (sheet(&result.bytes, name), sheet(&whole, name));
        let cells = |range: &Range<Data>| {
            range.used_cells().map(|(row, column, value)| (row, column, value.clone())).collect::<Vec<_>>()
        };
        assert_eq!(cells(&made), cells(&expected), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_rows_say_is_read_back(
        texts in proptest::collection::vec(
            "[=+@<>&\"'_xX0-9A-F{}甲乙、，\\n\\t \u{202e}\u{1f525}]{0,24}|_x000A_|\\{\\{A1\\}\\}|=1\\+1|\\]\\]>|https://a\\.b/c",
            0..14,
        )
    ) {
        let plan = plan();
        let rows: Vec<_> = (1..).zip(&texts).map(|(no, text)| enterprise(no, text)).collect();
        let content = EnterpriseList { rows, ..list(&plan) };
        let result = filled(made::list(), &Offer::of_list(&content, &forms(), &filler()));
        let range = sheet(&result.bytes, "企业清单");
        for (at, text_) in (3..).zip(&texts) {
            let expected: String = text_.chars().filter(|c| *c != '\u{202e}').collect();
            prop_assert_eq!(text(&range, at, 2), expected);
        }
        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&result.bytes)).unwrap();
        prop_assert!(workbook.worksheet_formula("企业清单").unwrap().is_empty());
    }
}
