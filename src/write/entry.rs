//! A workbook to enter records in: headings that stay in sight, cells that take what belongs there, lists to
//! choose from, and rows below for more. Typed cells only: no formula, no link; and no clock.

use super::workbook::{self, ROWS, date, heading, row};
use super::xlsx::{height_of, looks_like_formula, shortened};
use super::{Error, lined};
use crate::entry::lists::{ENTERPRISES, List};
use crate::entry::{Book, Cell, Column, Sort};
use crate::text::printable;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

/// So many rows are ready below the records.
const READY: usize = 200;
/// So many are printed where there are fewer records.
const PRINTED: usize = 20;
/// The most that one page is wide, in digits of the standard font.
const PAGE: f64 = 180.0;
/// The rows above the headings.
const ABOVE: u32 = 3;
/// The rows above what a list has to choose from.
const LIST_ABOVE: u32 = 2;
/// How a message that goes with a cell may be, at most.
const MESSAGE: usize = 255;

const HINT: &str =
    "标＊的栏必填。有下拉箭头的请从列表中选；选中单元格可见填写说明。空着的栏不改动已有的记录。";

/// The workbook.
///
/// # Errors
/// More rows than a sheet can hold.
pub fn xlsx(book: &Book) -> Result<Vec<u8>, Error> {
    let most = book.lists.iter().map(|list| list.rows.len()).max().unwrap_or(0).max(book.rows.len());
    if most + READY + 10 > ROWS {
        return Err(workbook::too_long());
    }
    workbook(book).map_err(workbook::refused)
}

fn workbook(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = date(book.day).unwrap_or_default();
    workbook.set_properties(
        &DocProperties::new().set_title(printable(&book.title)).set_creation_datetime(&created),
    );
    form(workbook.add_worksheet(), book)?;
    for list in &book.lists {
        self::list(workbook.add_worksheet(), list)?;
    }
    workbook::save(workbook)
}

fn form(sheet: &mut Worksheet, book: &Book) -> Result<(), XlsxError> {
    sheet.set_name(book.sheet)?;
    let grouped = u32::from(book.columns.iter().any(|column| column.group.is_some()));
    let (head, first) = (ABOVE, ABOVE + 1 + grouped);
    let last = first + row(book.rows.len() + READY) - 1;
    let plain = Format::new().set_font_name("仿宋").set_font_size(11).set_align(FormatAlign::VerticalCenter);
    let title = Format::new().set_font_name("方正小标宋简体").set_font_size(18);
    sheet.write_string_with_format(0, 0, printable(&book.title), &title)?;
    sheet.write_string_with_format(1, 0, lined(&book.line), &plain)?;
    sheet.write_string_with_format(2, 0, HINT, &plain.clone().set_font_color(Color::RGB(0x00C0_0000)))?;
    sheet.set_row_height(0, 32)?.set_row_height(1, 20)?.set_row_height(2, 20)?;
    headings(sheet, &book.columns, head, grouped)?;
    for (at, column) in (0_u16..).zip(&book.columns) {
        let format = format(&column.sort);
        sheet.set_column_width(at, column.width)?;
        sheet.set_column_format(at, &format)?;
        if let Some(validation) = validation(column, &book.lists)? {
            sheet.add_data_validation(first, at, last, at, &validation)?;
        }
    }
    let formats: Vec<[Format; 2]> = book
        .columns
        .iter()
        .map(|column| format(&column.sort).set_border(FormatBorder::Thin))
        .map(|format| [format.clone(), format.set_quote_prefix()])
        .collect();
    let empty = vec![Cell::Nothing; book.columns.len()];
    let unused = std::iter::repeat_n(&empty, PRINTED.saturating_sub(book.rows.len()));
    for (number, cells) in (first..).zip(book.rows.iter().chain(unused)) {
        let mut height = 0.0_f64;
        for (((at, cell), column), [format, quoted]) in (0_u16..).zip(cells).zip(&book.columns).zip(&formats)
        {
            match cell {
                Cell::Nothing => {
                    sheet.write_blank(number, at, format)?;
                }
                Cell::Count(count) => {
                    sheet.write_number_with_format(number, at, *count as f64, format)?;
                }
                Cell::Amount(amount) => {
                    sheet.write_number_with_format(number, at, amount.to_f64(), format)?;
                }
                Cell::Day(day) => {
                    let known = date(*day).ok_or_else(|| XlsxError::DateTimeRangeError(day.to_string()))?;
                    sheet.write_datetime_with_format(number, at, known, format)?;
                }
                Cell::Text(text) => {
                    let text = lined(text);
                    let format = if looks_like_formula(&text) { quoted } else { format };
                    height = height.max(height_of(&text, column.width));
                    match text.is_empty() {
                        true => sheet.write_blank(number, at, format)?,
                        false => sheet.write_string_with_format(number, at, text, format)?,
                    };
                }
            }
        }
        if height > 0.0 {
            sheet.set_row_height(number, height)?;
        }
    }
    let named = book.columns.iter().position(|column| column.name.ends_with("name"));
    let frozen = named.and_then(|at| u16::try_from(at + 1).ok()).unwrap_or(0);
    let end = u16::try_from(book.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.set_freeze_panes(first, frozen)?;
    sheet.autofilter(first - 1, 0, last, end)?;
    let width: f64 = book.columns.iter().map(|column| column.width).sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pages")]
    let pages = (width / PAGE).ceil().clamp(1.0, 100.0) as u16;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(pages, 0);
    sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3).set_footer("&C— &P —");
    if let Some(named) = frozen.checked_sub(1).filter(|_| pages > 1) {
        sheet.set_repeat_columns(0, named)?;
    }
    sheet.set_print_area(0, 0, first + row(book.rows.len().max(PRINTED)) - 1, end)?;
    sheet.set_repeat_rows(head, first - 1)?;
    Ok(())
}

/// The headings in one row, or in two where some stand under one that they have in common.
fn headings(sheet: &mut Worksheet, columns: &[Column], head: u32, grouped: u32) -> Result<(), XlsxError> {
    let plain = heading();
    let strong = plain.clone().set_bold().set_background_color(Color::RGB(0x00FF_E699));
    let mut at = 0_u16;
    for part in columns.chunk_by(|one, next| one.group.is_some() && one.group == next.group) {
        let end = at + u16::try_from(part.len()).unwrap_or(1);
        if let Some(group) = part.first().and_then(|column| column.group.as_ref()) {
            match end - at {
                1 => sheet.write_string_with_format(head, at, group, &plain)?,
                _ => sheet.merge_range(head, at, head, end - 1, group, &plain)?,
            };
        }
        for (at, column) in (at..).zip(part) {
            let format = if column.required { &strong } else { &plain };
            let sign = if column.required { "＊" } else { "" };
            let text = format!("{}{sign}", printable(&column.heading));
            match (column.group.is_some(), grouped) {
                (false, 1) => sheet.merge_range(head, at, head + 1, at, &text, format)?,
                _ => sheet.write_string_with_format(head + grouped, at, text, format)?,
            };
        }
        at = end;
    }
    sheet.set_row_height(head, if grouped == 0 { 48 } else { 26 })?;
    if grouped > 0 {
        sheet.set_row_height(head + 1, 30)?;
    }
    Ok(())
}

/// How the cells of a column look: text is text whatever it looks like, and a day is shown in one way.
fn format(sort: &Sort) -> Format {
    let format = Format::new()
        .set_font_name("仿宋")
        .set_font_size(11)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let format = match sort {
        Sort::Prose | Sort::Text | Sort::Listed(ENTERPRISES) => format.set_align(FormatAlign::Left),
        _ => format.set_align(FormatAlign::Center),
    };
    match sort {
        Sort::Day => format.set_num_format("yyyy-mm-dd"),
        // Old programs show `####` for long text in cells of text.
        Sort::Count | Sort::Amount | Sort::Prose => format,
        Sort::Text | Sort::Words(_) | Sort::Listed(_) => format.set_num_format("@"),
    }
}

/// What a column takes, and what is told of it.
fn validation(column: &Column, lists: &[List]) -> Result<Option<DataValidation>, XlsxError> {
    let (rule, says) = match &column.sort {
        Sort::Words(words) => (DataValidation::new().allow_list_strings(words)?, "请从列表中选。"),
        Sort::Listed(name) => match lists.iter().find(|list| list.name == *name && !list.rows.is_empty()) {
            Some(list) => (
                DataValidation::new()
                    .allow_list_formula(range(list))
                    .set_error_style(DataValidationErrorStyle::Warning),
                "列表中没有这一项，导入时可能存疑。",
            ),
            None => (DataValidation::new().allow_any_value(), ""),
        },
        Sort::Day => {
            let between = DataValidationRule::Between(
                ExcelDateTime::from_ymd(1901, 1, 1)?,
                ExcelDateTime::from_ymd(2199, 12, 31)?,
            );
            (DataValidation::new().allow_date(between), "请填日期，如 2023-06-30。")
        }
        Sort::Amount => {
            let some = DataValidationRule::GreaterThanOrEqualTo(0.0);
            (DataValidation::new().allow_decimal_number(some), "请填以万元计的数，如 12.5。")
        }
        Sort::Text | Sort::Prose | Sort::Count if column.about.is_empty() => return Ok(None),
        Sort::Text | Sort::Prose | Sort::Count => (DataValidation::new().allow_any_value(), ""),
    };
    let title: String = printable(&column.heading).chars().take(16).collect();
    let message: String = printable(&column.about).chars().take(MESSAGE / 2).collect();
    let rule =
        if says.is_empty() { rule } else { rule.set_error_title("填写有误")?.set_error_message(says)? };
    let told =
        if message.is_empty() { rule } else { rule.set_input_title(title)?.set_input_message(message)? };
    Ok(Some(told))
}

/// Where a list's choices stand; made of its place alone.
fn range(list: &List) -> Formula {
    let letter = char::from(b'A' + u8::try_from(list.column).unwrap_or(0));
    let (first, last) = (LIST_ABOVE + 1, LIST_ABOVE + row(list.rows.len()));
    Formula::new(format!("='{}'!${letter}${first}:${letter}${last}", list.name))
}

fn list(sheet: &mut Worksheet, list: &List) -> Result<(), XlsxError> {
    sheet.set_name(list.name)?;
    let (plain, head) = (format(&Sort::Text), Format::new().set_font_name("黑体").set_font_size(11));
    let (head, quoted) = (head.set_border(FormatBorder::Thin), format(&Sort::Text).set_quote_prefix());
    let prose = format(&Sort::Prose);
    sheet.write_string(0, 0, list.title)?;
    for (at, (heading, width)) in (0_u16..).zip(list.headings.iter().zip(&list.widths)) {
        sheet.set_column_width(at, *width)?;
        sheet.write_string_with_format(1, at, *heading, &head)?;
    }
    for (number, cells) in (LIST_ABOVE..).zip(&list.rows) {
        for (at, text) in (0_u16..).zip(cells) {
            let text = shortened(lined(text)).0;
            let format = match text.len() {
                _ if looks_like_formula(&text) => &quoted,
                0..=200 => &plain,
                _ => &prose,
            };
            if !text.is_empty() {
                sheet.write_string_with_format(number, at, text, format)?;
            }
        }
    }
    sheet.set_freeze_panes(LIST_ABOVE, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}
