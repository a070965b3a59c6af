//! Sheets as a workbook that prints like the official forms: A4, fonts of official documents, borders,
//! wrapped text in rows high enough for it. Typed cells only: no formula, no link; and no clock.

mod charts;

use super::workbook::{self, ROWS, date, index, row};
use super::wrap::wrap;
use super::{Error, lined};
use crate::sheet::{Cell, ChartSheet, Paper, Sheet, Style, Value};
use crate::text::printable;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// The longest text that a cell takes, in units of UTF-16.
const LONGEST: usize = 32_767;
/// The highest that a row can be, in points.
const HIGHEST: f64 = 409.0;
/// The size of the letters of a text that would not fit into the highest row.
const SMALL: f64 = 7.0;
/// The most that stays on the screen above a long list, in points.
const FROZEN: f64 = 200.0;

/// A workbook of these sheets.
///
/// # Errors
/// A sheet with more rows than a workbook can hold.
pub fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, Error> {
    with_charts(sheets, &[])
}

/// A workbook of these sheets, and behind them charts of what stands on them.
///
/// # Errors
/// As [`xlsx`].
pub fn with_charts(sheets: &[Sheet], charts: &[ChartSheet]) -> Result<Vec<u8>, Error> {
    if sheets.iter().any(|sheet| sheet.rows.len() >= ROWS) {
        return Err(workbook::too_long());
    }
    workbook(sheets, charts).map_err(workbook::refused)
}

fn workbook(sheets: &[Sheet], charts: &[ChartSheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    if let Some(first) = sheets.first() {
        workbook.set_properties(&properties(first)?);
    }
    let formats = Formats::new();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        set_up(worksheet, sheet)?;
        fill(worksheet, sheet, &formats)?;
    }
    for sheet in charts {
        charts::fill(workbook.add_worksheet(), sheet, &formats)?;
    }
    workbook::save(workbook)
}

/// The title, and the form's day as the time of creation: the same form gives the same bytes.
fn properties(sheet: &Sheet) -> Result<DocProperties, XlsxError> {
    let created = date(sheet.day).unwrap_or_default();
    Ok(DocProperties::new().set_title(printable(&sheet.title)).set_creation_datetime(&created))
}

fn set_up(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    worksheet.set_paper_size(9).set_print_center_horizontally(true);
    match sheet.paper {
        Paper::Portrait => {
            worksheet.set_portrait().set_print_fit_to_pages(1, 1).set_margins(0.6, 0.6, 0.8, 0.7, 0.3, 0.3)
        }
        Paper::Upright => worksheet
            .set_portrait()
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.6, 0.6, 0.8, 0.8, 0.3, 0.3)
            .set_footer("&C— &P —"),
        Paper::Landscape => worksheet
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3)
            .set_footer("&C— &P —"),
    };
    for (column, width) in sheet.columns.iter().enumerate() {
        worksheet.set_column_width(index(column), *width)?;
    }
    if !sheet.head.is_empty() {
        worksheet.set_repeat_rows(row(sheet.head.start), row(sheet.head.end - 1))?;
    }
    Ok(())
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    let (mut cut, mut crowded) = (0_usize, 0_usize);
    let mut spanning = Vec::new();
    let mut heights = vec![MIN_HEIGHT; sheet.rows.len()];
    for (number, cells) in sheet.rows.iter().enumerate() {
        for cell in cells {
            let room = HIGHEST * cell.rows as f64;
            let full = height(cell, &sheet.columns, cell.style.font().size);
            let small = full > room;
            let needed = if small { height(cell, &sheet.columns, SMALL) } else { full };
            crowded += usize::from(needed > room);
            let rows = number..(number + cell.rows).min(heights.len());
            if cell.rows == 1 {
                heights[number] = heights[number].max(needed);
            } else {
                spanning.push((rows, needed));
            }
            cut += usize::from(write(worksheet, number, cell, formats.of(cell, small))?);
        }
    }
    for (rows, needed) in spanning {
        let lacking = needed - heights[rows.clone()].iter().sum::<f64>();
        let part = lacking.max(0.0) / rows.len() as f64;
        heights[rows].iter_mut().for_each(|height| *height += part);
    }
    if !sheet.head.is_empty() && heights[..sheet.head.end].iter().sum::<f64>() <= FROZEN {
        worksheet.set_freeze_panes(row(sheet.head.end), 0)?;
    }
    for (number, height) in heights.into_iter().enumerate() {
        worksheet.set_row_height(row(number), height.min(HIGHEST))?;
    }
    let said = [
        (cut, format!("注：有 {cut} 格的文字超过 {LONGEST} 字，工作簿放不下，已从“…”处截去。")),
        (crowded, format!("注：有 {crowded} 格的文字过长，打印不全，全文见单元格内。")),
    ];
    for (number, (_, text)) in (sheet.rows.len()..).zip(said.into_iter().filter(|(count, _)| *count > 0)) {
        let note = Cell::new(0, Style::Note, text).over(sheet.columns.len(), 1);
        worksheet.set_row_height(row(number), height(&note, &sheet.columns, note.style.font().size))?;
        write(worksheet, number, &note, formats.of(&note, false))?;
    }
    Ok(())
}

/// Writes a cell; whether its text had to be cut.
fn write(worksheet: &mut Worksheet, number: usize, cell: &Cell, format: &Format) -> Result<bool, XlsxError> {
    let (row, column) = (row(number), index(cell.column));
    let (text, was_cut) = match &cell.value {
        Value::Text(text) => shortened(lined(text)),
        _ => (Cow::Borrowed(""), false),
    };
    if cell.columns * cell.rows > 1 {
        let last = (row + self::row(cell.rows - 1), column + index(cell.columns - 1));
        worksheet.merge_range(row, column, last.0, last.1, "", format)?;
    }
    match &cell.value {
        Value::Count(count) => worksheet.write_number_with_format(row, column, *count as f64, format)?,
        Value::Amount(amount) => worksheet.write_number_with_format(row, column, amount.to_f64(), format)?,
        Value::Text(_) if text.is_empty() => worksheet.write_blank(row, column, format)?,
        Value::Text(_) => worksheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(was_cut)
}

/// Whether a spreadsheet program would take a text that is typed for something else.
pub(super) fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

/// A text that a cell can hold, and whether it is not whole.
pub(crate) fn shortened(text: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    if text.len() <= LONGEST || text.chars().map(char::len_utf16).sum::<usize>() <= LONGEST {
        return (text, false);
    }
    let mut room = LONGEST - 1;
    let kept = text.chars().take_while(|c| {
        let fits = room >= c.len_utf16();
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    let mut short: String = kept.collect();
    short.push('…');
    (short.into(), true)
}

/// A typeface of official documents, as Office and WPS know it; where it is missing, family and
/// character set lead to another Chinese one.
pub(super) struct Font {
    pub(super) name: &'static str,
    pub(super) size: f64,
    family: u8,
}

/// GB2312
const CHARSET: u8 = 134;

impl Style {
    pub(super) const fn font(self) -> Font {
        match self {
            Self::Title => Font { name: "方正小标宋简体", size: 20.0, family: 1 },
            Self::Attachment => Font { name: "黑体", size: 14.0, family: 3 },
            Self::Heading | Self::Total => Font { name: "黑体", size: 11.0, family: 3 },
            Self::Line | Self::LineEnd | Self::Note => Font { name: "仿宋", size: 12.0, family: 3 },
            Self::Group | Self::Label | Self::Centred | Self::Digits => {
                Font { name: "仿宋", size: 11.0, family: 3 }
            }
        }
    }

    const fn align(self) -> FormatAlign {
        match self {
            Self::Attachment | Self::Line | Self::Label | Self::Note => FormatAlign::Left,
            Self::LineEnd => FormatAlign::Right,
            Self::Title | Self::Heading | Self::Group | Self::Centred | Self::Digits | Self::Total => {
                FormatAlign::Center
            }
        }
    }

    pub(super) const fn has_border(self) -> bool {
        matches!(self, Self::Heading | Self::Group | Self::Label | Self::Centred | Self::Digits | Self::Total)
    }

    /// Points above and below the text together.
    pub(super) const fn air(self) -> f64 {
        match self {
            Self::Title => 14.0,
            Self::Line | Self::LineEnd | Self::Attachment => 6.0,
            Self::Note => 3.0,
            _ => 8.0,
        }
    }
}

/// The formats of each style: plain and small, each also for a text that looks like a formula.
struct Formats(Vec<[[Format; 2]; 2]>);

impl Formats {
    fn new() -> Self {
        Self(
            Style::ALL
                .into_iter()
                .map(|style| {
                    [style.font().size, SMALL]
                        .map(|size| [format(style, size), format(style, size).set_quote_prefix()])
                })
                .collect(),
        )
    }

    fn of(&self, cell: &Cell, small: bool) -> &Format {
        let quoted = matches!(&cell.value, Value::Text(text) if looks_like_formula(&printable(text)));
        &self.0[cell.style as usize][usize::from(small)][usize::from(quoted)]
    }
}

fn format(style: Style, size: f64) -> Format {
    let font = style.font();
    let upright = if style == Style::Group { FormatAlign::Top } else { FormatAlign::VerticalCenter };
    let format = Format::new()
        .set_font_name(font.name)
        .set_font_size(size)
        .set_font_family(font.family)
        .set_font_charset(CHARSET)
        .set_align(style.align())
        .set_align(upright)
        .set_text_wrap();
    let format = if style.has_border() { format.set_border(FormatBorder::Thin) } else { format };
    if style == Style::Digits { format.set_num_format("@") } else { format }
}

/// The lowest row.
const MIN_HEIGHT: f64 = 15.0;
/// A line's height by its font's size; ample for every substitute.
const LINE_HEIGHT: f64 = 1.46;
/// The points of a column that its text cannot take.
const PADDING: f64 = 5.0;

/// How high a row must be for a text in a column of this width, in letters of 11 points.
pub(super) fn height_of(text: &str, width: f64) -> f64 {
    let cell = Cell::new(0, Style::Label, text);
    height(&cell, &[width], cell.style.font().size).clamp(MIN_HEIGHT, HIGHEST)
}

/// How high a cell must be for its text in letters of a size, in points.
fn height(cell: &Cell, columns: &[f64], size: f64) -> f64 {
    let lines = match &cell.value {
        Value::Text(text) => {
            let last = (cell.column + cell.columns).min(columns.len());
            let points: f64 =
                columns[cell.column.min(last)..last].iter().map(|width| (7.0 * width + 5.0) * 0.75).sum();
            count_lines(&lined(text), points, size)
        }
        _ => 1,
    };
    lines as f64 * size * LINE_HEIGHT + cell.style.air()
}

/// How many lines a text takes in a cell so many points wide.
fn count_lines(text: &str, points: f64, size: f64) -> usize {
    let room = ((points - PADDING) / size * EM as f64).max(EM as f64) as usize;
    if measure(text) <= room && !text.contains('\n') {
        return 1;
    }
    wrap(text, room, measure).len()
}

/// How high a row must be for a text of its own, in a cell so many points wide with letters of a size.
pub(crate) fn text_height(text: &str, points: f64, size: f64) -> f64 {
    count_lines(text, points, size) as f64 * size * LINE_HEIGHT + Style::Note.air()
}

/// The width of a Chinese character in [`measure`].
const EM: usize = 100;

/// How wide a text is, by hundredths of a Chinese character; Latin letters on the wide side.
fn measure(text: &str) -> usize {
    let width = |c: char| match c {
        '\u{4e00}'..='\u{9fff}' => EM,
        'A'..='Z' | '@' | '%' | '&' | '#' => 72,
        'a'..='z' | '0'..='9' => 58,
        _ if c.is_ascii() => 52,
        // Quotation marks and dots are as wide as a character in a Chinese font.
        '“' | '”' | '‘' | '’' | '…' | '—' | '·' => EM,
        _ => c.width().unwrap_or(0) * EM / 2,
    };
    text.chars().map(width).sum()
}
