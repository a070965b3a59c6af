//! What all workbooks have in common: how days, rows and columns are named to the writer of packages, how a
//! heading looks, and that the bytes are the same whatever system they are made on.

use super::Error;
use super::package::made_anywhere;
use crate::lang::Text;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// The most rows of a sheet.
pub(super) const ROWS: usize = 1_048_576;

/// A day as a workbook has it; none where it is before 1900, the first year that one knows, or after 9999.
pub(super) fn date(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year >= 1900)?;
    let [month, day] = [day.month(), day.day()].map(|part| u8::try_from(part).unwrap_or(1));
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// Sheets have far fewer columns than 65,536.
pub(super) fn index(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// No sheet has more than [`ROWS`].
pub(super) fn row(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The look of the headings of a table that is for the screen first.
pub(super) fn heading() -> Format {
    Format::new()
        .set_font_name("黑体")
        .set_font_size(11)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_background_color(Color::RGB(0x00E7_E6E6))
}

/// The bytes of the workbook.
pub(super) fn save(mut workbook: Workbook) -> Result<Vec<u8>, XlsxError> {
    workbook.save_to_buffer().map(made_anywhere)
}

/// There is more than [`ROWS`] of something.
pub(super) fn too_long() -> Error {
    Error(Text::made(
        format!("行数超过工作簿的上限 {ROWS}"),
        format!("more rows than the {ROWS} that a workbook can hold"),
    ))
}

/// The writer of packages refuses.
pub(super) fn refused(error: XlsxError) -> Error {
    Error(Text::made(format!("无法生成工作簿：{error}"), format!("cannot make the workbook: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_a_workbook_knows() {
        let known = |year| date(NaiveDate::from_ymd_opt(year, 2, 28).unwrap()).is_some();
        assert_eq!(
            [-1, 23, 1899, 1900, 2023, 9999, 10000].map(known),
            [false, false, false, true, true, true, false]
        );
    }
}
