//! Charts as Excel draws them, two a page of A4 on its side, and the table below them. Colours that the
//! colour-blind tell apart, one dark, one striped, one light: so does a black-and-white printer.

use super::super::workbook::{index, row};
use super::{Formats, height, write};
use crate::sheet::{Cell, Cells, Chart, ChartSheet, Number, Series, Style};
use rust_xlsxwriter::{
    Chart as Drawing, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartPatternFill, ChartPatternFillType, ChartSolidFill, Worksheet, XlsxError,
};

/// The widths of the columns, in digits: those of the table, then what the charts take beyond them.
const COLUMNS: [f64; 8] = [24.0, 16.0, 16.0, 16.0, 16.0, 16.0, 16.0, 16.0];
/// The width of a chart, in pixels: that of the columns.
const WIDTH: u32 = 990;
/// The heights of the rows above the charts, which every page repeats, in points.
const ABOVE: [f64; 2] = [34.0, 18.0];
/// The height of a row behind the charts, in points.
const ROW: f64 = 15.0;
/// The rows behind two charts, which fill a page below what it repeats: a page ends there by itself, also in a
/// program that heeds no break of ours where it makes pages fit their width.
const ROWS: usize = 29;
/// The height of a chart, in pixels: a little less than half of theirs.
const HEIGHT: u32 = 284;
/// The height of a row behind the charts, in pixels.
const PIXELS: u32 = 20;
/// Above a chart, in pixels.
const AIR: u32 = 3;
/// The charts on a page.
const A_PAGE: usize = 2;

/// Blue, orange and a light green (Okabe and Ito), and the line around them.
const DARK: &str = "#0072B2";
const STRIPES: &str = "#D55E00";
const LIGHT: &str = "#B7E3D3";
const LINE: &str = "#262626";

pub(super) fn fill(
    worksheet: &mut Worksheet,
    sheet: &ChartSheet,
    formats: &Formats,
) -> Result<(), XlsxError> {
    worksheet
        .set_name(&sheet.name)?
        .set_paper_size(9)
        .set_landscape()
        .set_print_center_horizontally(true)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3)
        .set_footer("&C— &P —")
        .set_screen_gridlines(false);
    for (column, width) in COLUMNS.iter().enumerate() {
        worksheet.set_column_width(index(column), *width)?;
    }
    let mut put = |number: usize, cells: &[Cell]| -> Result<(), XlsxError> {
        let needed = cells.iter().map(|cell| height(cell, &COLUMNS, cell.style.font().size));
        worksheet.set_row_height(row(number), needed.fold(ROW, f64::max))?;
        cells.iter().try_for_each(|cell| write(worksheet, number, cell, formats.of(cell, false)).map(|_| ()))
    };
    let wide = |style, text: &str| [Cell::new(0, style, text).over(COLUMNS.len(), 1)];
    put(0, &wide(Style::Title, &sheet.title))?;
    put(1, &wide(Style::Line, &sheet.line))?;
    // The table has a page of its own.
    let head = top(sheet.charts.len().next_multiple_of(A_PAGE));
    let headings = sheet.headings.iter().enumerate();
    put(head, &headings.map(|(column, text)| Cell::new(column, Style::Heading, text)).collect::<Vec<_>>())?;
    let table = head + 1;
    for (number, line) in (table..).zip(&sheet.rows) {
        put(number, &[Cell::new(0, if line.total { Style::Total } else { Style::Label }, &line.name)])?;
    }
    for (number, note) in (table + sheet.rows.len()..).zip(&sheet.notes) {
        put(number, &wide(Style::Note, note))?;
    }
    for (number, line) in (table..).zip(&sheet.rows) {
        for (column, value) in (1..).zip(&line.numbers) {
            let style = if line.total { Style::Total } else { Style::Centred };
            let format = formats.of(&Cell::new(column, style, ""), false).clone();
            let format = match value {
                Number::Count(_) => format,
                Number::Share(..) => format.set_num_format("0.0%"),
            };
            match value.value() {
                Some(value) => {
                    worksheet.write_number_with_format(row(number), index(column), value, &format)?
                }
                None => worksheet.write_blank(row(number), index(column), &format)?,
            };
        }
    }
    for (number, height) in ABOVE.into_iter().enumerate() {
        worksheet.set_row_height(row(number), height)?;
    }
    for number in ABOVE.len()..head {
        worksheet.set_row_height(row(number), ROW)?;
    }
    for (number, chart) in sheet.charts.iter().enumerate() {
        let drawing = draw(chart, |cells| match cells.sheet {
            Some(name) => (name, cells.rows.start, cells.rows.end, cells.column),
            None => (&sheet.name, table + cells.rows.start, table + cells.rows.end, cells.column),
        });
        // The second of a page begins in the middle of a row.
        let air = if number.is_multiple_of(A_PAGE) { AIR } else { AIR + PIXELS / 2 };
        worksheet.insert_chart_with_offset(row(top(number)), 0, &drawing, 0, air)?;
    }
    let pages = (1..=sheet.charts.len().div_ceil(A_PAGE)).map(|page| row(top(page * A_PAGE)));
    worksheet.set_page_breaks(&pages.collect::<Vec<u32>>())?;
    worksheet.set_repeat_rows(0, row(ABOVE.len() - 1))?;
    Ok(())
}

/// The row in which a chart begins.
const fn top(number: usize) -> usize {
    ABOVE.len() + ROWS * number / A_PAGE
}

/// A chart, given where cells stand: their sheet, the rows from the first to behind the last, the column.
fn draw<'s>(chart: &'s Chart, place: impl Fn(&'s Cells) -> (&'s str, usize, usize, usize)) -> Drawing {
    let range = |cells| {
        let (sheet, first, end, column) = place(cells);
        (sheet, row(first), index(column), row(end.saturating_sub(1)), index(column))
    };
    let mut drawing = Drawing::new_column();
    for (number, Series { name, values }) in chart.series.iter().enumerate() {
        let mut label = ChartDataLabel::new();
        label.show_value().set_font(ChartFont::new().set_size(8));
        if chart.shares {
            label.set_num_format("0.0%");
        }
        let series = drawing.add_series();
        series
            .set_name(*name)
            .set_categories(range(&chart.names))
            .set_values(range(values))
            .set_format(&mut look(number))
            .set_data_label(&label)
            .set_gap(60);
    }
    let small = ChartFont::new().set_size(9).clone();
    drawing.title().set_name(chart.title).set_font(ChartFont::new().set_size(14).set_bold());
    drawing.x_axis().set_name(chart.names_axis).set_font(&small).set_name_font(&small);
    let values = drawing.y_axis();
    values.set_name(chart.values_axis).set_font(&small).set_name_font(&small).set_min(0);
    values.set_major_gridlines_line(ChartLine::new().set_color("#D9D9D9").set_width(0.5));
    if chart.shares {
        values.set_max(1).set_num_format("0%");
    }
    if chart.by_one {
        values.set_major_unit(1);
    }
    // The signs in the legend are as large as its letters.
    drawing.legend().set_position(ChartLegendPosition::Bottom).set_font(ChartFont::new().set_size(12));
    if chart.series.len() == 1 {
        drawing.legend().set_hidden();
    }
    drawing.set_width(WIDTH).set_height(HEIGHT).set_alt_text(chart.title);
    drawing
}

/// How the columns of a series look.
fn look(number: usize) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_border(ChartLine::new().set_color(LINE).set_width(0.75));
    match number % 3 {
        0 => format.set_solid_fill(ChartSolidFill::new().set_color(DARK)),
        1 => format.set_pattern_fill(
            ChartPatternFill::new()
                .set_pattern(ChartPatternFillType::DiagonalStripesDarkUpwards)
                .set_foreground_color(STRIPES)
                .set_background_color("#FFFFFF"),
        ),
        _ => format.set_solid_fill(ChartSolidFill::new().set_color(LIGHT)),
    };
    format
}
