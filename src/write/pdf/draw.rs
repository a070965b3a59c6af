//! Pages drawn: borders, then the lines of text, each run of a font at a time.

use super::fonts::{Face, Fonts};
use super::layout::{PADDING, Placed};
use super::look::Align;
use super::pages::{Cut, Laid};
use krilla::document::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use std::ops::Range;

/// The thickness of a border.
const BORDER: f32 = 0.5;
/// The middle of a Chinese character above the line that it stands on, by its size.
const MIDDLE: f64 = 0.38;
/// The distance of the page number from the edge, and its size.
const FOOT: (f64, f64) = (28.0, 11.0);

/// Draws the pages of a sheet. Nothing where a page has no size.
pub(super) fn draw(document: &mut Document, laid: &Laid, fonts: &Fonts) -> Option<()> {
    for (number, cut) in (1..).zip(&laid.cuts) {
        let settings = PageSettings::from_wh(laid.paper.0 as f32, laid.paper.1 as f32)?;
        let mut page = document.start_page_with(settings);
        let mut pen = Pen { surface: page.surface(), laid, fonts, borders: PathBuilder::new(), shift: 0.0 };
        pen.shift = laid.top;
        if let Some(head) = &cut.head {
            let (from, to) = (laid.strip.top(head.start), laid.strip.top(head.end));
            pen.part(&Cut { from, to, rows: head.clone(), head: None });
            pen.shift += (to - from) * laid.scale;
        }
        pen.part(cut);
        pen.finish(laid.numbered.then_some(number));
    }
    Some(())
}

struct Pen<'a> {
    surface: Surface<'a>,
    laid: &'a Laid,
    fonts: &'a Fonts,
    borders: PathBuilder,
    /// Where on the page the part begins.
    shift: f64,
}

impl Pen<'_> {
    /// Draws the part of the strip between two heights.
    fn part(&mut self, cut: &Cut) {
        let laid = self.laid;
        let earlier = laid.strip.groups.iter().filter(|(row, _)| *row < cut.rows.start);
        let earlier = earlier.filter_map(|(row, place)| laid.strip.cells.get(*row)?.get(*place));
        for cell in earlier.chain(laid.strip.cells.get(cut.rows.clone()).unwrap_or_default().iter().flatten())
        {
            if cell.bottom > cut.from && cell.top < cut.to {
                self.cell(cell, cut);
            }
        }
    }

    fn cell(&mut self, cell: &Placed, cut: &Cut) {
        let scale = self.laid.scale;
        let (left, shift) = (self.laid.left, self.shift);
        let across = |x: f64| left + x * scale;
        let down = |y: f64| shift + (y - cut.from) * scale;
        let (top, bottom) = (cell.top.max(cut.from), cell.bottom.min(cut.to));
        let rect = Rect::from_ltrb(
            across(cell.left) as f32,
            down(top) as f32,
            across(cell.right) as f32,
            down(bottom) as f32,
        );
        if let Some(rect) = rect
            && cell.look.bordered
        {
            self.borders.push_rect(rect);
        }
        let line = cell.look.line();
        let whole = top <= cell.top && bottom >= cell.bottom;
        // In the middle of a whole cell; from the top down in a group and in what goes on over several pages.
        let slack = if whole && !cell.look.hangs {
            cell.bottom - cell.top - cell.lines.len() as f64 * line
        } else {
            cell.look.air
        };
        let first = cell.top + slack / 2.0;
        for (number, text) in visible(cell, first, whole, cut) {
            let middle = first + (number as f64 + 0.5) * line;
            let width = self.fonts.width(text, cell.look.face) as f64 / 1000.0 * cell.look.size;
            let padding = if cell.look.bordered { PADDING } else { 0.0 };
            let begin = match cell.look.align {
                Align::Left => cell.left + padding,
                Align::Middle => f64::midpoint(cell.left, cell.right) - width / 2.0,
                Align::Right => cell.right - padding - width,
            };
            let place = (across(begin), down(middle + MIDDLE * cell.look.size));
            self.text(place, text, cell.look.face, cell.look.size * scale);
        }
    }

    /// Writes a line from a place on the page.
    fn text(&mut self, (x, y): (f64, f64), text: &str, face: Face, size: f64) {
        let mut at = x as f32;
        let mut run = Run { face, from: 0, glyphs: Vec::new() };
        for (place, c) in text.char_indices() {
            let Some(glyph) = self.fonts.glyph(c, face) else { continue };
            if glyph.face != run.face {
                at = self.run(&run, at, y as f32, text.get(run.from..place), size as f32);
                run = Run { face: glyph.face, from: place, glyphs: Vec::new() };
            }
            let range: Range<usize> = place - run.from..place - run.from + c.len_utf8();
            run.glyphs.push(KrillaGlyph::new(
                GlyphId::new(glyph.id),
                glyph.advance,
                0.0,
                0.0,
                0.0,
                range,
                None,
            ));
        }
        self.run(&run, at, y as f32, text.get(run.from..), size as f32);
    }

    /// Writes what is of one font; returns where it ends.
    fn run(&mut self, run: &Run, x: f32, y: f32, text: Option<&str>, size: f32) -> f32 {
        let (Some(text), false) = (text, run.glyphs.is_empty()) else { return x };
        let font = self.fonts.font(run.face).clone();
        self.surface.set_fill(Some(Fill::default()));
        self.surface.set_stroke(None);
        self.surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, font, text, size, false);
        x + run.glyphs.iter().map(|glyph| glyph.x_advance * size).sum::<f32>()
    }

    /// Draws the borders and the number of the page.
    fn finish(mut self, number: Option<usize>) {
        if let Some(number) = number {
            let text = format!("— {number} —");
            let width = self.fonts.width(&text, Face::Serif) as f64 / 1000.0 * FOOT.1;
            let place = ((self.laid.paper.0 - width) / 2.0, self.laid.paper.1 - FOOT.0);
            self.text(place, &text, Face::Serif, FOOT.1);
        }
        if let Some(path) = std::mem::take(&mut self.borders).finish() {
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(Stroke { width: BORDER, ..Stroke::default() }));
            self.surface.draw_path(&path);
        }
        self.surface.finish();
    }
}

/// Glyphs of one font, and where their text begins in the line.
struct Run {
    face: Face,
    from: usize,
    glyphs: Vec<KrillaGlyph>,
}

/// The lines of a cell that a part shows: all of a whole cell, else those that begin in it.
fn visible<'c>(
    cell: &'c Placed,
    first: f64,
    whole: bool,
    cut: &Cut,
) -> impl Iterator<Item = (usize, &'c str)> + use<'c> {
    let number = |y: f64| ((y - first) / cell.look.line() - 0.01).ceil().max(0.0) as usize;
    let range =
        if whole { 0..cell.lines.len() } else { number(cut.from)..number(cut.to).min(cell.lines.len()) };
    cell.lines.iter().map(String::as_str).enumerate().skip(range.start).take(range.len())
}
