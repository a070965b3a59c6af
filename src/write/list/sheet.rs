//! A listing as a workbook: one table with typed cells that can be filtered and printed. No formula, no link; and
//! no clock.

use super::super::workbook::{self, ROWS, date, heading, index, row};
use super::super::xlsx::{height_of, looks_like_formula, shortened};
use super::super::{Error, lined};
use super::{Header, headings, words};
use crate::columns::{Cell, Type};
use crate::list::{Field, Listing};
use crate::text::printable;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

/// The most columns of a sheet.
const COLUMNS: usize = 16_384;
/// The narrowest and the widest column, in digits of the standard font.
const NARROW: f64 = 7.0;
const WIDE: f64 = 40.0;
/// Keys whose text is digits.
const DIGITS: [&str; 2] = ["phone", "uscc"];
/// The most that one page is wide.
const PAGE: f64 = 200.0;

/// A workbook of one sheet.
///
/// # Errors
/// More rows or columns than a sheet can hold.
pub fn xlsx(listing: &Listing<'_>, header: Header) -> Result<Vec<u8>, Error> {
    if listing.rows.len() >= ROWS || listing.columns.len() > COLUMNS {
        return Err(workbook::too_long());
    }
    workbook(listing, header).map_err(workbook::refused)
}

fn workbook(listing: &Listing<'_>, header: Header) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let name = listing.kind.name().zh;
    // The day as the time of creation: the same listing gives the same bytes.
    let created = date(listing.as_of).unwrap_or_default();
    workbook.set_properties(&DocProperties::new().set_title(name.as_ref()).set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_name(name.as_ref())?;
    fill(sheet, listing, &headings(listing, header))?;
    workbook::save(workbook)
}

fn fill(sheet: &mut Worksheet, listing: &Listing<'_>, headings: &[String]) -> Result<(), XlsxError> {
    let head = heading();
    let mut widths = Vec::new();
    let mut height = 0.0_f64;
    for (at, heading) in headings.iter().enumerate() {
        let cells = listing.rows.iter().filter_map(|row| row.get(at));
        let width = width(heading, cells);
        let heading = printable(heading);
        sheet.set_column_width(index(at), width)?;
        sheet.write_string_with_format(0, index(at), heading.as_ref(), &head)?;
        height = height.max(height_of(&heading, width));
        widths.push(width);
    }
    sheet.set_row_height(0, height + 4.0)?;
    let formats: Vec<[Format; 2]> =
        listing.columns.iter().map(|field| [format(field), format(field).set_quote_prefix()]).collect();
    for (number, cells) in (1_u32..).zip(&listing.rows) {
        let mut height = 0.0_f64;
        for ((at, cell), ([plain, quoted], width)) in
            cells.iter().enumerate().zip(formats.iter().zip(&widths))
        {
            height = height.max(write(sheet, (number, index(at)), cell, [plain, quoted], *width)?);
        }
        sheet.set_row_height(number, height.max(18.0))?;
    }
    let last = index(headings.len().saturating_sub(1));
    let frozen = listing.columns.iter().position(|field| field.name == "id").unwrap_or(0);
    let frozen = index(if frozen < 3 { frozen + 1 } else { 0 });
    sheet.set_freeze_panes(1, frozen)?;
    sheet.autofilter(0, 0, row(listing.rows.len()), last)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few pages")]
    let pages = (widths.iter().sum::<f64>() / PAGE).ceil().clamp(1.0, 100.0) as u16;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(pages, 0);
    sheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3).set_footer("&C— &P —");
    sheet.set_repeat_rows(0, 0)?;
    if pages > 1 && frozen > 0 {
        sheet.set_repeat_columns(0, frozen - 1)?;
    }
    Ok(())
}

/// Writes a cell, and gives the height that it needs.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    [plain, quoted]: [&Format; 2],
    width: f64,
) -> Result<f64, XlsxError> {
    match cell {
        Cell::Whole(number) => sheet.write_number_with_format(row, column, *number as f64, plain)?,
        Cell::Amount(amount) => sheet.write_number_with_format(row, column, amount.to_f64(), plain)?,
        Cell::Date(day) if date(*day).is_some() => {
            sheet.write_datetime_with_format(row, column, date(*day).unwrap_or_default(), plain)?
        }
        cell => {
            let text = words(cell);
            let text = shortened(lined(&text)).0;
            let format = if looks_like_formula(&text) { quoted } else { plain };
            match text.is_empty() {
                true => sheet.write_blank(row, column, plain)?,
                false => sheet.write_string_with_format(row, column, text.as_ref(), format)?,
            };
            return Ok(height_of(&text, width));
        }
    };
    Ok(0.0)
}

/// How wide a column is for its cells; the heading may take two lines.
fn width<'c>(heading: &str, cells: impl Iterator<Item = &'c Cell<'c>>) -> f64 {
    let widest = |text: &str| text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0).min(200);
    let widest = cells.map(|cell| widest(&words(cell))).max().unwrap_or(0);
    // Room for the button of the filter.
    let heading = heading.width().div_ceil(2).max(heading.width().min(8)) + 4;
    let wanted = (widest as f64).mul_add(1.1, 2.0).max(heading as f64);
    wanted.clamp(NARROW, WIDE)
}

/// How the cells of a column look: a day is shown in one way, and text is text whatever it looks like.
fn format(field: &Field) -> Format {
    let format = Format::new()
        .set_font_name("仿宋")
        .set_font_size(11)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_border(FormatBorder::Thin);
    match &field.ty {
        Type::Date => format.set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd"),
        Type::Whole | Type::Amount => format.set_align(FormatAlign::Right),
        Type::Bool | Type::Month | Type::Word(_) | Type::Clause | Type::Figure => {
            format.set_align(FormatAlign::Center)
        }
        // Digits stay as they are; but old programs show `####` for long text in such cells.
        Type::Id => format.set_align(FormatAlign::Left).set_num_format("@"),
        Type::Text if DIGITS.iter().any(|name| field.name.ends_with(name)) => {
            format.set_align(FormatAlign::Left).set_num_format("@")
        }
        Type::Text | Type::List(_) | Type::Rows(_) => format.set_align(FormatAlign::Left),
    }
}
