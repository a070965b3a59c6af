//! Templates as bureaus have them, made for the tests.

use crate::fixture::forms;
use hazards::catalog::forms::Indicator;
use rust_xlsxwriter::{
    Chart, ChartType, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, FormatAlign,
    FormatBorder, Formula, Image, Note, Sparkline, Workbook, Worksheet,
};

/// One red dot.
const DOT: &[u8] = include_bytes!("dot.png");

fn font(name: &str, size: f64) -> Format {
    Format::new()
        .set_font_name(name)
        .set_font_size(size)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
}

fn cell() -> Format {
    font("仿宋_GB2312", 12.0).set_border(FormatBorder::Thin).set_align(FormatAlign::Center)
}

/// 3-1 on one sheet, 3-2 on another, a sheet of the bureau's own before them.
pub fn report() -> Workbook {
    let mut workbook = Workbook::new();
    own(workbook.add_worksheet());
    progress(workbook.add_worksheet());
    hazards(workbook.add_worksheet());
    workbook.define_name("隐患区", "='隐患清单'!$A$6:$I$10").unwrap();
    workbook.define_name("备注处", "='隐患清单'!$A$12").unwrap();
    workbook
}

fn own(sheet: &mut Worksheet) {
    sheet.set_name("局内汇总").unwrap();
    sheet.write_string(0, 0, "隐患总数").unwrap();
    sheet
        .write_formula(0, 1, Formula::new("='调度表'!D4+COUNTA('隐患清单'!C6:C10)").set_result("99"))
        .unwrap();
    sheet.write_formula(1, 1, Formula::new("='隐患清单'!B12").set_result("x")).unwrap();
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("'隐患清单'!$A$6:$A$10").set_categories("'隐患清单'!$A$12:$A$13");
    sheet.insert_chart(3, 1, &chart).unwrap();
}

/// As the plan document prints it: section, number, label, value, number, label, value.
fn progress(sheet: &mut Worksheet) {
    let forms = forms();
    sheet.set_name("调度表").unwrap();
    for (column, width) in (0..).zip([6, 4, 30, 14, 4, 30, 14]) {
        sheet.set_column_width(column, width).unwrap();
    }
    (0..20).for_each(|row| {
        sheet.set_row_height(row, if row == 2 { 6 } else { 36 }).unwrap();
    });
    let title = font("方正小标宋简体", 20.0).set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 6, "专项行动进展情况调度表", &title).unwrap();
    let line = font("仿宋_GB2312", 12.0);
    sheet.merge_range(1, 0, 1, 3, "填报单位：＿＿＿＿", &line).unwrap();
    sheet.merge_range(1, 4, 1, 6, "时间：2023 年  月   日", &line).unwrap();
    let mut row = 3;
    for section in &forms.form31.sections {
        let first = row;
        for pair in section.indicators.chunks(2) {
            for (indicator, column) in pair.iter().zip([1, 4]) {
                sheet.write_number_with_format(row, column, indicator.number, &cell()).unwrap();
                sheet.write_string_with_format(row, column + 1, dressed(indicator), &cell()).unwrap();
                sheet.write_blank(row, column + 2, &cell()).unwrap();
            }
            row += 1;
        }
        sheet.merge_range(first, 0, row - 1, 0, &section.name, &cell()).unwrap();
    }
    // The bureau counts A5 itself, and has a preprinted 0 and a preprinted pair.
    sheet.write_formula_with_format(5, 3, Formula::new("=D4+D5").set_result("7"), &cell()).unwrap();
    sheet.write_number_with_format(4, 3, 0, &cell()).unwrap();
    sheet.write_string_with_format(11, 3, "  次，   万元", &cell()).unwrap();
    sheet.write_string(row, 0, "单位负责人：").unwrap();
    sheet.insert_image(row + 2, 1, &Image::new_from_buffer(DOT).unwrap()).unwrap();
    sheet.set_print_area(0, 0, row, 6).unwrap().set_paper_size(9).set_print_fit_to_pages(1, 1);
    sheet.set_header("&C&\"仿宋\"内部资料").set_footer("&C— &P —");
}

/// A label as somebody typed it: line breaks, full-width brackets, other quotation marks.
fn dressed(indicator: &Indicator) -> String {
    indicator
        .label
        .replace("隐患(", "隐患\n（")
        .replace("一案双罚\"", "一案双罚”")
        .replace(",其中", "，\n其中")
}

/// A heading of two rows, three sample rows of which the last is `……`, and what stands below.
fn hazards(sheet: &mut Worksheet) {
    sheet.set_name("隐患清单").unwrap();
    let title = font("方正小标宋简体", 22.0).set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 9, "重大事故隐患清单", &title).unwrap();
    let line = font("仿宋_GB2312", 12.0);
    sheet
        .merge_range(
            1,
            0,
            1,
            9,
            "填报单位：          填报人及联系电话：              时间：2023年  月  日",
            &line,
        )
        .unwrap();
    let head = cell().set_bold();
    for (column, width) in (0..).zip([6, 9, 24, 40, 8, 8, 8, 16, 18, 10]) {
        sheet.set_column_width(column, width).unwrap();
    }
    for row in [0, 1, 3, 4] {
        sheet.set_row_height(row, 30).unwrap();
    }
    let single = ["序号", "县区", "企业名称", "重大事故\n隐患", "是否挂\n牌督办", "是否整改", "是否处罚"];
    for (column, name) in (0..).zip(single) {
        sheet.merge_range(3, column, 4, column, name, &head).unwrap();
    }
    sheet.merge_range(3, 7, 3, 8, "处罚情况", &head).unwrap();
    sheet.write_string_with_format(4, 7, "主要负责人", &head).unwrap();
    sheet.write_string_with_format(4, 8, "企业", &head).unwrap();
    sheet.merge_range(3, 9, 4, 9, "备 注", &head).unwrap();
    for (row, number) in (5..).zip(["1.", "2.", "3.", "4.", "……"]) {
        sheet.write_string_with_format(row, 0, number, &cell()).unwrap();
        for column in 1..10 {
            sheet.write_blank(row, column, &cell()).unwrap();
        }
        sheet.set_row_height(row, 24).unwrap();
    }
    sheet.write_string_with_format(10, 0, "合计", &cell()).unwrap();
    sheet.write_formula_with_format(10, 2, Formula::new("=COUNTA(C6:C10)").set_result("0"), &cell()).unwrap();
    sheet.write_string(11, 0, "备注：本表配合附件3-1使用并同时报送。").unwrap();
    sheet.merge_range(12, 0, 12, 9, "填表人签字：", &line).unwrap();
    let yes_no = DataValidation::new().allow_list_strings(&["是", "否"]).unwrap();
    sheet.add_data_validation(5, 4, 9, 6, &yes_no).unwrap();
    let warn = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo("否"))
        .set_format(Format::new().set_background_color("#FFC7CE"));
    sheet.add_conditional_format(5, 5, 9, 5, &warn).unwrap();
    sheet.add_sparkline(11, 5, &Sparkline::new().set_range(("隐患清单", 5, 0, 9, 0))).unwrap();
    sheet.insert_note(11, 0, &Note::new("不要改动")).unwrap();
    sheet.insert_image(13, 2, &Image::new_from_buffer(DOT).unwrap()).unwrap();
    sheet.set_repeat_rows(3, 4).unwrap().set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_print_area(0, 0, 12, 9).unwrap();
    sheet.set_page_breaks(&[12]).unwrap();
}

/// 附件2: a heading of one row in another order of columns, sample rows numbered.
pub fn list() -> Workbook {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("企业清单").unwrap();
    sheet
        .merge_range(0, 0, 0, 11, "工贸行业重大事故隐患专项排查整治企业清单", &font("方正小标宋简体", 22.0))
        .unwrap();
    for (column, label) in
        [(0, "填报单位："), (3, "填报人："), (5, "联系电话："), (8, "填报时间：2023年 月 日")]
    {
        sheet.write_string(1, column, label).unwrap();
    }
    for (column, width) in (0..).zip([6, 8, 26, 9, 18, 22, 9, 16, 10, 15, 12, 12]) {
        sheet.set_column_width(column, width).unwrap();
    }
    (0..3).for_each(|row| {
        sheet.set_row_height(row, 36).unwrap();
    });
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(2, 2).unwrap();
    let mut names = forms().annex2.columns.clone();
    names.swap(2, 3);
    names.insert(5, "统一社会信用代码".into());
    for (column, name) in (0..).zip(&names) {
        sheet.write_string_with_format(2, column, name, &cell().set_bold()).unwrap();
    }
    for row in 3..33 {
        sheet.write_number_with_format(row, 0, row - 2, &cell()).unwrap();
        (1..12).for_each(|column| {
            sheet.write_blank(row, column, &cell()).unwrap();
        });
    }
    sheet.write_string(33, 0, "备注：").unwrap();
    sheet.autofilter(2, 0, 32, 11).unwrap();
    workbook
}

pub fn bytes(mut workbook: Workbook) -> Vec<u8> {
    workbook.save_to_buffer().unwrap()
}
