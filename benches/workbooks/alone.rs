//! What rust_xlsxwriter does alone: a sheet as it is, with the same formats, widths, merges and page setup.

use hazards::figure::yes_no;
use hazards::sheet::{Sheet, Style, Value};
use hazards::store::Repository;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::path::Path;

/// Writes a sheet on its side, every row as high as two lines.
pub(super) fn write(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2023, 12, 31)?;
    let properties = DocProperties::new().set_title(&sheet.title).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let formats = Style::ALL.map(format);
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(&sheet.name)?;
    worksheet
        .set_paper_size(9)
        .set_print_center_horizontally(true)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3)
        .set_footer("&C— &P —");
    for (column, width) in (0..).zip(&sheet.columns) {
        worksheet.set_column_width(column, *width)?;
    }
    worksheet.set_repeat_rows(sheet.head.start as u32, sheet.head.end as u32 - 1)?;
    worksheet.set_freeze_panes(sheet.head.end as u32, 0)?;
    for (row, cells) in (0..).zip(&sheet.rows) {
        for cell in cells {
            let (column, format) = (cell.column as u16, &formats[cell.style as usize]);
            if cell.columns * cell.rows > 1 {
                let last = (row + cell.rows as u32 - 1, column + cell.columns as u16 - 1);
                worksheet.merge_range(row, column, last.0, last.1, "", format)?;
            }
            put(worksheet, row, column, &cell.value, format)?;
        }
        worksheet.set_row_height(row, 40.12)?;
    }
    workbook.save_to_buffer()
}

fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Count(count) => sheet.write_number_with_format(row, column, *count as f64, format)?,
        Value::Amount(amount) => sheet.write_number_with_format(row, column, amount.to_f64(), format)?,
        Value::Text(text) if text.is_empty() => sheet.write_blank(row, column, format)?,
        Value::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}

fn format(style: Style) -> Format {
    let (font, size) = match style {
        Style::Title => ("方正小标宋简体", 20.0),
        Style::Heading | Style::Total => ("黑体", 11.0),
        Style::Line | Style::LineEnd | Style::Note => ("仿宋", 12.0),
        _ => ("仿宋", 11.0),
    };
    let align = match style {
        Style::Line | Style::Label | Style::Note => FormatAlign::Left,
        Style::LineEnd => FormatAlign::Right,
        _ => FormatAlign::Center,
    };
    let format =
        Format::new().set_font_name(font).set_font_size(size).set_font_family(3).set_font_charset(134);
    let format = format.set_align(align).set_align(FormatAlign::VerticalCenter).set_text_wrap();
    let outside = matches!(style, Style::Title | Style::Line | Style::LineEnd | Style::Note);
    let format = if outside { format } else { format.set_border(FormatBorder::Thin) };
    if style == Style::Digits { format.set_num_format("@") } else { format }
}

/// The list of all enterprises as a county sends it: the columns of 附件2 and what else a record needs.
pub(super) fn make_list(repository: &Repository, path: &Path) {
    let plan = &repository.plan;
    let wording = &repository.catalog.forms.annex2;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let frame = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    let dated = frame.clone().set_num_format("yyyy-mm-dd");
    sheet.write_string(0, 0, &wording.title).unwrap();
    let more = ["统一社会信用代码", "是否重点企业", "列入清单日期"];
    let headings = wording.columns.iter().map(String::as_str).chain(more);
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(2, column, heading, &frame).unwrap();
    }
    for (row, entry) in (3..).zip(&repository.records.enterprises) {
        let mut put = |column, text: &str| {
            sheet.write_string_with_format(row, column, text, &frame).unwrap();
        };
        put(1, plan.city_name(entry.unit()));
        put(2, &plan.unit(entry.unit()).name);
        put(3, &entry.name);
        put(4, &entry.products.join("、"));
        put(5, &entry.industry.to_string());
        put(6, &entry.domains.join("、"));
        put(7, &entry.principal);
        put(8, &entry.phone);
        put(9, yes_no(entry.base_info_complete));
        put(10, yes_no(entry.code_check));
        put(11, entry.uscc.as_deref().unwrap_or_default());
        put(12, yes_no(entry.key));
        sheet.write_number_with_format(row, 0, row - 2, &frame).unwrap();
        let day = ExcelDateTime::parse_from_str(&entry.listed_on.to_string()).unwrap();
        sheet.write_datetime_with_format(row, 13, &day, &dated).unwrap();
    }
    workbook.save(path).unwrap();
}
