//! How a sheet lies on its pages: the paper, the widths of the columns, and the size of the letters. A
//! sheet wider than the paper gets smaller letters, as printing to the width of a page would give it.

use crate::sheet::{Paper, Sheet, Style};

/// A4, in twentieths of a point.
const A4: [u32; 2] = [11_906, 16_838];
/// The smallest letters, in half points.
const LEAST: f64 = 10.0;

/// How a sheet lies on its pages. Lengths are in twentieths of a point.
pub(super) struct Layout {
    paper: Paper,
    /// The width of each column; together that of the text.
    pub(super) columns: Vec<u32>,
    /// By how much its letters are smaller than those of the style.
    scale: f64,
}

/// The margins of a page.
pub(super) struct Margins {
    pub(super) sides: u32,
    pub(super) top: u32,
    pub(super) bottom: u32,
}

impl Layout {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let paper = sheet.paper;
        let wanted = |width: &f64| if width.is_finite() { (7.0 * width.max(0.0) + 5.0) * 15.0 } else { 75.0 };
        let total: f64 = sheet.columns.iter().map(wanted).sum();
        let mut layout = Self { paper, columns: Vec::new(), scale: 1.0 };
        let factor = f64::from(layout.width()) / total.max(1.0);
        // Not wider than the paper: what the rounding leaves over is less than a hair.
        layout.columns = sheet.columns.iter().map(|width| (wanted(width) * factor) as u32).collect();
        layout.scale = factor.min(1.0);
        layout
    }

    /// Width and height of the page.
    pub(super) fn page(&self) -> [u32; 2] {
        let [short, long] = A4;
        if self.is_landscape() { [long, short] } else { [short, long] }
    }

    pub(super) fn is_landscape(&self) -> bool {
        self.paper == Paper::Landscape
    }

    /// Whether its pages bear numbers.
    pub(super) fn is_numbered(&self) -> bool {
        self.paper != Paper::Portrait
    }

    pub(super) fn margins(&self) -> Margins {
        match self.paper {
            Paper::Portrait => Margins { sides: 864, top: 1_000, bottom: 800 },
            Paper::Upright => Margins { sides: 864, top: 1_152, bottom: 1_152 },
            Paper::Landscape => Margins { sides: 720, top: 1_008, bottom: 1_008 },
        }
    }

    /// The width of the text.
    pub(super) fn width(&self) -> u32 {
        self.page()[0] - 2 * self.margins().sides
    }

    /// The width of some columns.
    pub(super) fn over(&self, first: usize, count: usize) -> u32 {
        self.columns.iter().skip(first).take(count).sum()
    }

    /// The size of the letters of a style, in half points. A title is not made smaller.
    pub(super) fn size(&self, style: Style) -> u32 {
        let full = 2.0 * style.font().size;
        let scaled = if style.has_border() { (full * self.scale).max(LEAST) } else { full };
        scaled.round() as u32
    }

    /// The room above the text of a style, and below it.
    pub(super) fn air(&self, style: Style) -> u32 {
        (style.air() * 10.0 * if style.has_border() { self.scale * self.scale } else { 1.0 }) as u32
    }

    /// The room at each side of a cell's text.
    pub(super) fn padding(&self) -> u32 {
        (60.0 * self.scale) as u32
    }
}
