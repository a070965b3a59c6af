//! A strip cut into pages: how small it must be printed, and where a page ends. Rows stay whole where a
//! page can hold them, and so do rows that merged cells hold together.

use super::fonts::Fonts;
use super::layout::{Strip, natural_width, notes, strip};
use crate::sheet::{Paper, Sheet};
use std::ops::Range;

/// A4 upright, in points.
const A4: (f64, f64) = (595.276, 841.89);
/// A sheet that would have to be printed smaller than this does not go on one page.
const SMALLEST: f64 = 0.45;
/// The part of a page that repeated headings may take.
const HEADINGS: f64 = 0.6;

/// The part of a strip that a page shows.
#[derive(Debug)]
pub(super) struct Cut {
    /// From where to where on the strip.
    pub(super) from: f64,
    pub(super) to: f64,
    /// The rows whose cells are to be looked at.
    pub(super) rows: Range<usize>,
    /// The headings above it.
    pub(super) head: Option<Range<usize>>,
}

/// A sheet on pages.
#[derive(Debug)]
pub(super) struct Laid {
    pub(super) strip: Strip,
    pub(super) cuts: Vec<Cut>,
    pub(super) scale: f64,
    /// Width and height of the paper.
    pub(super) paper: (f64, f64),
    /// Where the strip begins on each page.
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) numbered: bool,
}

/// Lays a sheet out on pages: one page wide; upright also one page high, as long as it can be read.
pub(super) fn lay_out(sheet: &Sheet, fonts: &Fonts) -> Laid {
    let (paper, side, above, below) = match sheet.paper {
        Paper::Portrait | Paper::Upright => (A4, 43.2, 57.6, 50.4),
        Paper::Landscape => ((A4.1, A4.0), 36.0, 50.4, 50.4),
    };
    let (wide, high) = (paper.0 - 2.0 * side, paper.1 - above - below);
    let natural = natural_width(sheet);
    let notes = notes(sheet, fonts);
    let by_width = (wide / natural).min(1.0);
    // Printed smaller than its width asks for, a sheet gets wider columns instead of white margins.
    let at = |scale: f64| {
        strip(sheet, &notes, if scale < by_width { wide / (scale * natural) } else { 1.0 }, fonts)
    };
    let fits = |strip: &Strip, scale: f64| strip.height() * scale <= high + 0.01;
    let mut scale = by_width;
    let mut strip = at(scale);
    if sheet.paper == Paper::Portrait && !fits(&strip, scale) && by_width > SMALLEST {
        let smallest = at(SMALLEST);
        if fits(&smallest, SMALLEST) {
            (scale, strip) = (SMALLEST, smallest);
            let mut larger = by_width;
            for _ in 0..6 {
                let between = f64::midpoint(scale, larger);
                let tried = at(between);
                if fits(&tried, between) { (scale, strip) = (between, tried) } else { larger = between }
            }
        }
    }
    let cuts = cut(&strip, sheet.head.clone(), high / scale);
    let left = (paper.0 - strip.width * scale) / 2.0;
    let numbered = sheet.paper != Paper::Portrait || cuts.len() > 1;
    Laid { strip, cuts, scale, paper, left, top: above, numbered }
}

/// Cuts a strip into parts that fit into a room, each below the headings.
fn cut(strip: &Strip, head: Range<usize>, room: f64) -> Vec<Cut> {
    let head = head.start..head.end.min(strip.cells.len());
    let head_height = strip.top(head.end) - strip.top(head.start);
    let repeats = !head.is_empty() && head_height <= HEADINGS * room;
    let mut cuts: Vec<Cut> = Vec::new();
    let open = |from: f64, rows: Range<usize>| {
        let in_table =
            strip.cells.get(rows.start).is_some_and(|cells| cells.iter().any(|cell| cell.look.bordered));
        let head = (repeats && rows.start >= head.end && in_table).then(|| head.clone());
        Cut { from, to: from, rows, head }
    };
    let space = |cut: &Cut| room - cut.head.as_ref().map_or(0.0, |_| head_height) - (cut.to - cut.from);
    for block in &strip.blocks {
        let (top, bottom) = (strip.top(block.start), strip.top(block.end));
        if let Some(last) = cuts.last_mut()
            && bottom - top <= space(last)
        {
            last.to = bottom;
            last.rows.end = block.end;
            continue;
        }
        cuts.push(open(top, block.clone()));
        let mut at = top;
        while let Some(last) = cuts.last_mut() {
            if bottom - at <= space(last) {
                last.to = bottom;
                break;
            }
            // Higher than a page: cut between lines of text.
            let limit = at + space(last).max(room / 4.0);
            at = between_lines(strip, block, at, limit.min(bottom));
            last.to = at;
            if at >= bottom {
                break;
            }
            cuts.push(open(at, block.clone()));
        }
    }
    if cuts.is_empty() {
        cuts.push(Cut { from: 0.0, to: 0.0, rows: 0..0, head: None });
    }
    cuts
}

/// The last place before a limit where no line of text is cut; the limit itself where there is none near.
fn between_lines(strip: &Strip, block: &Range<usize>, from: f64, limit: f64) -> f64 {
    let cells = || strip.cells.get(block.clone()).unwrap_or_default().iter().flatten();
    let mut at = limit;
    for _ in 0..8 {
        let straddling = cells().filter(|cell| cell.top < at && cell.bottom > at).filter_map(|cell| {
            let (first, line) = (cell.top + cell.look.air / 2.0, cell.look.line());
            let number = ((at - first) / line).floor();
            let top = first + number * line;
            (number >= 0.0 && (number as usize) < cell.lines.len() && at - top > 0.01).then_some(top)
        });
        let lower = straddling.fold(at, f64::min);
        if lower >= at {
            return at;
        }
        at = lower;
    }
    if at > f64::midpoint(from, limit) { at } else { limit }
}
