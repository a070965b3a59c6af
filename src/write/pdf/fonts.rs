//! The embedded fonts: which has a character, how wide it is, and what stands for one that none has.

use super::substitute;
use crate::write::lined;
use brotli_decompressor::BrotliDecompress;
use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::sync::LazyLock;

/// A font of official documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// 仿宋 and 宋体; it has the most characters and stands in for the others.
    Serif,
    /// 小标宋
    SerifBold,
    /// 黑体
    Sans,
    /// What a Chinese font lacks: boxes with ticks, accented letters.
    Signs,
}

/// The file of each face, unpacked when it is first asked for.
static FILES: [LazyLock<Vec<u8>>; 4] = [
    LazyLock::new(|| unpacked(include_bytes!("../../../catalog/fonts/serif.otf.br"))),
    LazyLock::new(|| unpacked(include_bytes!("../../../catalog/fonts/serif-bold.otf.br"))),
    LazyLock::new(|| unpacked(include_bytes!("../../../catalog/fonts/sans.otf.br"))),
    LazyLock::new(|| unpacked(include_bytes!("../../../catalog/fonts/signs.ttf.br"))),
];

/// What cannot be unpacked is empty, and then no font.
fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    match BrotliDecompress(&mut &*packed, &mut whole) {
        Ok(()) => whole,
        Err(_) => Vec::new(),
    }
}

struct Loaded {
    font: Font,
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units: f32,
}

/// A character's place in a font.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub(super) face: Face,
    pub(super) id: u32,
    /// Its width, by the size of the letters.
    pub(super) advance: f32,
}

/// The fonts, ready to measure with.
pub(super) struct Fonts {
    faces: [Loaded; 4],
}

impl Fonts {
    /// Nothing where the embedded files are not what they should be.
    pub(super) fn load() -> Option<Self> {
        let load = |file: &'static LazyLock<Vec<u8>>| {
            let bytes: &'static [u8] = file.as_slice();
            let reader = FontRef::new(bytes).ok()?;
            let font = Font::new(bytes.into(), 0)?;
            Some(Loaded {
                charmap: reader.charmap(),
                metrics: reader.glyph_metrics(Size::unscaled(), LocationRef::default()),
                units: font.units_per_em().max(1.0),
                font,
            })
        };
        let [serif, bold, sans, signs] = &FILES;
        Some(Self { faces: [load(serif)?, load(bold)?, load(sans)?, load(signs)?] })
    }

    fn loaded(&self, face: Face) -> &Loaded {
        let [serif, bold, sans, signs] = &self.faces;
        match face {
            Face::Serif => serif,
            Face::SerifBold => bold,
            Face::Sans => sans,
            Face::Signs => signs,
        }
    }

    /// The font of a face.
    pub(super) fn font(&self, face: Face) -> &Font {
        &self.loaded(face).font
    }

    /// A character in this face, else in those that stand in for it.
    pub(super) fn glyph(&self, c: char, face: Face) -> Option<Glyph> {
        if matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..) {
            return None;
        }
        [face, Face::Serif, Face::Signs].into_iter().find_map(|face| {
            let loaded = self.loaded(face);
            let id = loaded.charmap.map(c).filter(|id| *id != GlyphId::NOTDEF)?;
            let advance = loaded.metrics.advance_width(id)? / loaded.units;
            Some(Glyph { face, id: id.to_u32(), advance })
        })
    }

    /// How wide a text is, in thousandths of the size of its letters.
    pub(super) fn width(&self, text: &str, face: Face) -> usize {
        text.chars().filter_map(|c| self.glyph(c, face)).map(|glyph| (glyph.advance * 1000.0) as usize).sum()
    }

    /// The characters of a text that no font has.
    pub(super) fn missing(&self, text: &str) -> Vec<char> {
        let drawn = |c: &char| *c == '\n' || self.glyph(*c, Face::Serif).is_some();
        spaced(text).chars().filter(|c| !drawn(c)).collect()
    }

    /// A text of which every character but the line breaks can be drawn.
    pub(super) fn drawable(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        for c in spaced(text).chars() {
            if c == '\n' || self.glyph(c, Face::Serif).is_some() {
                shown.push(c);
            } else {
                shown.push_str(&substitute(c));
            }
        }
        shown
    }
}

/// A text as a cell shows it, with a blank for each sort of blank that fonts do not have.
fn spaced(text: &str) -> String {
    let blank = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\u{3000}');
    lined(text).chars().map(|c| if blank(c) { ' ' } else { c }).collect()
}
