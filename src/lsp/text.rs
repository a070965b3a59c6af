//! Texts as editors count them: lines from 0, columns in UTF-16 units or bytes; every position is taken to the
//! nearest one that there is.

use crate::finding::Place;
use lsp_types::{Position, PositionEncodingKind, Range};

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    /// Units of UTF-16, which every client knows.
    #[default]
    Utf16,
    /// Bytes of UTF-8.
    Utf8,
}

impl Encoding {
    /// UTF-8 where the client knows it, since it costs nothing.
    pub(super) fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Self {
        match offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8)) {
            true => Self::Utf8,
            false => Self::Utf16,
        }
    }

    /// What the client is told.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf8 => PositionEncodingKind::UTF8,
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Self::Utf16 => c.len_utf16(),
            Self::Utf8 => c.len_utf8(),
        }
    }

    fn count(self, text: &str) -> u32 {
        number(text.chars().map(|c| self.width(c)).sum())
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A text and where its lines begin. Offsets are those of the text without its byte-order mark.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// The length of the byte-order mark, which an editor may send and then counts.
    mark: usize,
    encoding: Encoding,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Of a text as the client has it.
    pub(super) fn new(text: &'t str, encoding: Encoding) -> Self {
        let mark = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            starts.extend(ends.then_some(at + 1));
        }
        Self { text, mark, encoding, starts }
    }

    /// The text without its byte-order mark.
    pub(super) fn body(&self) -> &'t str {
        self.text.get(self.mark..).unwrap_or_default()
    }

    fn line(&self, line: usize) -> &'t str {
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let end = self.starts.get(line.saturating_add(1)).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end_matches(['\r', '\n'])
    }

    /// The offset of a position.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let start = self.starts.get(line).copied().unwrap_or(self.text.len());
        let (mut column, mut bytes) = (0, 0);
        for c in self.line(line).chars() {
            column += self.encoding.width(c);
            if column > position.character as usize {
                break;
            }
            bytes += c.len_utf8();
        }
        (start + bytes).saturating_sub(self.mark)
    }

    /// The position of an offset.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary((offset + self.mark).min(self.text.len()));
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..offset).unwrap_or_default().trim_end_matches('\n');
        Position::new(number(line), self.encoding.count(before))
    }

    /// The range of two offsets.
    pub(super) fn range(&self, start: usize, end: usize) -> Range {
        Range::new(self.position(start), self.position(end.max(start)))
    }

    /// The offsets of a place.
    pub(super) fn span(&self, place: &Place) -> (usize, usize) {
        let body = self.body();
        let start = match place.line {
            0 | 1 => 0,
            line => memchr::memchr_iter(b'\n', body.as_bytes())
                .nth(line - 2)
                .map_or(body.len(), |newline| newline + 1),
        };
        let line = body.get(start..).unwrap_or_default().split('\n').next().unwrap_or_default();
        let at = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let begin = place.column.saturating_sub(1);
        (start + at(begin), start + at(begin.saturating_add(place.length)))
    }

    /// The range of a place.
    pub(super) fn range_of(&self, place: &Place) -> Range {
        let (start, end) = self.span(place);
        self.range(start, end)
    }
}

/// The range of a place in a file that is not open, from the line that it quotes.
pub(super) fn range_in_excerpt(place: &Place, encoding: Encoding) -> Range {
    let line = number(place.line.saturating_sub(1));
    let column = |characters: usize| {
        let quoted: usize = place.excerpt.chars().take(characters).map(|c| encoding.width(c)).sum();
        match place.excerpt.is_empty() {
            true => number(characters),
            false => number(quoted),
        }
    };
    let begin = place.column.saturating_sub(1);
    Range::new(Position::new(line, column(begin)), Position::new(line, column(begin + place.length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_go_there_and_back_and_are_clamped() {
        for text in ["a: 𠀀乙\r\n丙: d\n", "\u{feff}a: 𠀀乙\r丙: d", ""] {
            for encoding in [Encoding::Utf16, Encoding::Utf8] {
                let lines = Lines::new(text, encoding);
                for (offset, c) in lines.body().char_indices().filter(|(_, c)| *c != '\n') {
                    assert_eq!(lines.offset(lines.position(offset)), offset, "{text:?} {encoding:?} {c:?}");
                }
                let far = Position::new(u32::MAX, u32::MAX);
                assert_eq!(lines.offset(far), lines.body().len());
                assert_eq!(lines.position(usize::MAX / 2), lines.position(lines.body().len()));
            }
        }
        let lines = Lines::new("a: 𠀀乙\n", Encoding::Utf16);
        assert_eq!(lines.position("a: 𠀀".len()), Position::new(0, 5));
        assert_eq!(lines.offset(Position::new(0, 4)), 3, "within a pair it is the character's start");
        assert_eq!(lines.offset(Position::new(0, 99)), "a: 𠀀乙".len());
    }
}
