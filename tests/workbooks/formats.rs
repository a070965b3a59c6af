//! What stands in the cells of every format, as the programs write it that counties use.

use crate::made::{Xlsx, lines, ods, read_lines};
use hazards::import::read::read;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Note, Workbook};

#[test]
fn a_workbook_with_every_sort_of_cell() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("隐患 清单").unwrap();
    let (day, moment) =
        (Format::new().set_num_format("yyyy/m/d"), Format::new().set_num_format("yyyy-mm-dd hh:mm"));
    sheet.merge_range(0, 0, 0, 3, "标题", &Format::new()).unwrap();
    sheet.write(1, 0, "两行\n文字").unwrap();
    sheet.write(1, 1, 0.1 + 0.2).unwrap();
    sheet.write(1, 2, true).unwrap();
    sheet.write(1, 3, " \u{3000} ").unwrap();
    sheet.write_with_format(2, 0, ExcelDateTime::from_ymd(2023, 8, 24).unwrap(), &day).unwrap();
    let half_past = ExcelDateTime::from_ymd(2023, 8, 24).unwrap().and_hms(8, 30, 0).unwrap();
    sheet.write_with_format(2, 1, half_past, &moment).unwrap();
    sheet.write_with_format(2, 2, 20_230_824, &day).unwrap();
    sheet.write(3, 0, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write(3, 1, Formula::new("=\"a\"&\"b\"").set_result("ab")).unwrap();
    sheet.write(3, 2, Formula::new("=Z9").set_result("#REF!")).unwrap();
    sheet.write_rich_string(4, 0, &[(&Format::new().set_bold(), "粗"), (&Format::new(), "细 ")]).unwrap();
    sheet.insert_note(4, 0, &Note::new("看")).unwrap();
    workbook.add_worksheet().set_name("旧").unwrap().set_hidden(true).write(0, 0, 1).unwrap();
    let read = read_lines("a.xlsx", workbook.save_to_buffer().unwrap());
    assert_eq!(
        read,
        [
            "[隐患 清单]",
            "A1:D1",
            "A1 \"标题\"",
            "A2 \"两行\\n文字\"",
            "B2 0.30000000000000004",
            "C2 true",
            "A3 date 2023-08-24",
            "B3 date 2023-08-24",
            "C3 20230824",
            "A4 2",
            "B4 \"ab\"",
            "C4 error #REF!",
            "A5 \"粗细 \"",
            "[旧] hidden",
            "A1 1",
            "隐患 清单!: 批注没有读入",
            "隐患 清单!B3: 日期带有时刻：只取日期",
            "隐患 清单!C3: 设为日期格式，但数字不是日期：按数字读入",
        ]
    );
}

#[test]
fn cells_as_other_programs_write_them() {
    let mut book = Xlsx::of(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t xml:space=\"preserve\"> 乙 </t></is></c>\
         <c r=\"D1\" t=\"str\"><f>T(1)</f><v></v></c><c r=\"E1\"><f>SUM(A1)</f><v></v></c><c r=\"F1\"><f>X</f></c></row>\
         <row><c><v>1</v></c><c s=\"1\"/><c s=\"2\"><v>45162</v></c><c s=\"3\"><v>0.5</v></c><c t=\"d\"><v>2023-08-24T00:00:00</v></c></row>\
         <row r=\"9\"><c r=\"C9\" t=\"e\"><v>#DIV/0!</v></c><c r=\"B9\" t=\"b\"><v>1</v></c><c r=\"A9\" t=\"s\"><v>7</v></c><c r=\"D9\"><v>1E400</v></c>\
         <c r=\"E9\" t=\"str\"><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v></c><c r=\"F9\" t=\"s\"><v>1</v></c></row>",
    );
    book.strings = "<x:sst xmlns:x=\"m\" count=\"99999999999\" uniqueCount=\"99999999999\"><x:si><x:t>甲_x000D_\n&amp;&#20057;</x:t>\
         <x:rPh sb=\"0\" eb=\"1\"><x:t>jiǎ</x:t></x:rPh></x:si><x:si><x:r><x:t>丙</x:t></x:r><x:r><x:t><![CDATA[<丁>]]></x:t></x:r></x:si></x:sst>"
        .to_owned();
    assert_eq!(
        read_lines("a.xlsx", book.bytes()),
        [
            "[表]",
            "A1 \"甲\\n&乙\"",
            "B1 \" 乙 \"",
            "E1 error 公式没有结果",
            "F1 error 公式没有结果",
            "A2 1",
            "C2 date 2023-08-24",
            "D2 0.5",
            "E2 date 2023-08-24",
            "A9 error 文字丢失",
            "B9 true",
            "C9 error #DIV/0!",
            "D9 error 1E400",
            "E9 error 图片",
            "F9 \"丙<丁>\"",
            "表!D2: 时刻或时长：按数字读入",
            "表!E9: 图片、图形或控件没有读入",
        ]
    );
}

#[test]
fn strict_workbooks_the_date_system_of_1904_chart_sheets_and_what_is_not_read() {
    let mut book = Xlsx::of("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43700</v></c></row>");
    book.workbook = "<workbook xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\" \
         conformance=\"strict\"><workbookPr date1904=\"true\"/><sheets><sheet name=\"甲\" r:id=\"rId1\" state=\"veryHidden\"/>\
         <sheet name=\"图\" r:id=\"rId4\"/></sheets></workbook>"
        .to_owned();
    book.sheet = book
        .sheet
        .replace("</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"B3:A1\"/></mergeCells><drawing/>");
    book.more = vec![
        ("xl/vbaProject.bin".to_owned(), vec![1]),
        ("xl/externalLinks/externalLink1.xml".to_owned(), vec![1]),
    ];
    assert_eq!(
        read_lines("a.xls", book.bytes()),
        [
            "[甲] hidden",
            "A1:B3",
            "A1 date 2023-08-24",
            "[图]",
            "!: 文件名以 `xls` 结尾，内容却是 .xlsx：按内容读入",
            "!: 宏没有读入，也没有运行",
            "!: 引用了其他文件：没有打开，取保存时的结果",
            "甲!: 图片、图形或控件没有读入",
            "图!: 图表或宏工作表：没有单元格可读",
        ]
    );
}

#[test]
fn an_opendocument_spreadsheet() {
    let tables = "<table:table table:name=\"一\" table:style-name=\"ta1\"><table:table-column table:number-columns-repeated=\"1024\"/>\
        <table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\"><text:p>甲<text:s text:c=\"2\"/>乙\n  丙</text:p>\
        <text:p>&lt;丁<text:tab/></text:p><office:annotation><text:p>看</text:p></office:annotation></table:table-cell><table:covered-table-cell/>\
        <table:table-cell office:value-type=\"float\" office:value=\"1.5\" calcext:value-type=\"float\"><text:p>1.50</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"boolean\" office:boolean-value=\"true\"/>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2023-08-24T08:30:00\"><text:p>24.8.</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>\
        <table:table-row><table:table-cell table:formula=\"of:=1\"/><table:table-cell table:formula=\"of:=1\" office:value-type=\"string\" office:string-value=\"\" \
        calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell><table:table-cell office:value-type=\"time\" office:time-value=\"PT06H00M00S\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>\
        <table:table table:name=\"二\" table:style-name=\"ta2\"/>";
    assert_eq!(
        read_lines("a.ods", ods(tables)),
        [
            "[一]",
            "A1:B1",
            "A1 \"甲  乙 丙\\n<丁\\t\"",
            "C1 1.5",
            "A2 true",
            "B2 true",
            "C2 date 2023-08-24",
            "A3 true",
            "B3 true",
            "C3 date 2023-08-24",
            "A4 error 公式没有结果",
            "B4 error #REF!",
            "C4 0.25",
            "[二] hidden",
            "一!A1: 批注没有读入",
            "一!C2: 日期带有时刻：只取日期",
            "一!C3: 日期带有时刻：只取日期",
            "一!C4: 时刻或时长：按数字读入",
        ]
    );
}

#[test]
fn separated_values_in_every_encoding() {
    let text = "企业名称;隐患\r\n\"某某;厂\";\"第一行\r\n第二行\"\r\n\r\n'=1;0012\r\n";
    let expected = [
        "[]",
        "A1 \"企业名称\"",
        "B1 \"隐患\"",
        "A2 \"某某;厂\"",
        "B2 \"第一行\\n第二行\"",
        "A4 \"=1\"",
        "B4 \"0012\"",
    ];
    let utf16 = |big: bool| -> Vec<u8> {
        let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
    };
    let (gbk, _, _) = encoding_rs::GB18030.encode(text);
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf16(true),
        utf16(false),
        gbk.into_owned(),
    ] {
        assert_eq!(read_lines("a.csv", bytes), expected);
    }
    assert_eq!(read_lines("a.csv", text.replace(';', "\t").into_bytes())[3], "A2 \"某某\\t厂\"");
    assert_eq!(read_lines("a.csv", b"sep=|\r\na|b,c\r\n".to_vec()), ["[]", "A1 \"a\"", "B1 \"b,c\""]);
}

#[test]
fn a_workbook_of_excel_97_to_2003() {
    let read = read("table.xls", include_bytes!("table.xls").to_vec()).unwrap();
    let expected = include_str!("table.txt");
    assert_eq!(lines(&read).join("\n") + "\n", expected);
}
