//! How each style looks on paper: as in the workbook, the table in 五号 (10.5 points).

use super::fonts::Face;
use crate::sheet::Style;

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) face: Face,
    /// In points.
    pub(super) size: f64,
    pub(super) align: Align,
    pub(super) bordered: bool,
    /// Points above and below the text together.
    pub(super) air: f64,
    /// Whether its text stands at its top.
    pub(super) hangs: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Middle,
    Right,
}

impl Look {
    pub(super) const fn of(style: Style) -> Self {
        use Align::{Left, Middle, Right};
        let (face, size, align, bordered, air) = match style {
            Style::Attachment => (Face::Sans, 14.0, Left, false, 6.0),
            Style::Title => (Face::SerifBold, 20.0, Middle, false, 14.0),
            Style::Line => (Face::Serif, 12.0, Left, false, 6.0),
            Style::LineEnd => (Face::Serif, 12.0, Right, false, 6.0),
            Style::Heading | Style::Total => (Face::Sans, 10.5, Middle, true, 8.0),
            Style::Group => (Face::Serif, 10.5, Middle, true, 8.0),
            Style::Label => (Face::Serif, 10.5, Left, true, 8.0),
            Style::Centred | Style::Digits => (Face::Serif, 10.5, Middle, true, 8.0),
            Style::Note => (Face::Serif, 12.0, Left, false, 3.0),
        };
        Self { face, size, align, bordered, air, hangs: matches!(style, Style::Group) }
    }

    /// The height of a line of text.
    pub(super) fn line(self) -> f64 {
        self.size * 1.4
    }
}
