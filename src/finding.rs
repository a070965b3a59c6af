//! Findings: what the checker has to say, each with its code, severity and place.

use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::{Kind, Origin};
use std::borrow::Cow;

/// How grave a finding is. The gravest is the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It must be put right.
    Error,
    /// It should be looked at.
    Warning,
    /// It is worth knowing.
    Info,
}

impl Severity {
    /// All severities, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The name in configuration and machine formats.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The name in messages.
    pub const fn word(self) -> Text {
        match self {
            Self::Error => Text::fixed("错误", "error"),
            Self::Warning => Text::fixed("警告", "warning"),
            Self::Info => Text::fixed("提示", "info"),
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule's code.
    pub rule: &'static str,
    /// Its severity, after overrides.
    pub severity: Severity,
    /// The unit that it concerns, where one is known.
    pub unit: Option<UnitIndex>,
    /// The kind of the record or of the folder.
    pub kind: Option<Kind>,
    /// The record's id, a selfcheck's enterprise.
    pub id: Option<String>,
    /// The file (or, for a finding about a unit, its folder), relative to the root, with `/`.
    pub path: String,
    /// Where in the file.
    pub spot: Spot,
    /// The field of the record that it is about, also once its place is known; of a finding about a unit,
    /// what of the unit. Empty for a record, file or unit as a whole.
    pub field: Field,
    /// How many findings of the same rule, record and field come before it: see
    /// [`fingerprint`](crate::check::fingerprint).
    pub twin: u32,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub help: Text,
    /// Whether a waiver covers it.
    pub waived: bool,
    /// Whether its record, or its whole file, cannot be read or has unsound references: a figure that
    /// rests on it may be wrong.
    pub spoils: bool,
    /// What puts it right, where there is exactly one right answer.
    pub fix: Option<Fix>,
}

/// A replacement in the text of a finding's file that puts the finding right.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    /// The first byte that is replaced, in the text behind a byte-order mark.
    pub start: usize,
    /// The byte behind the last one that is replaced.
    pub end: usize,
    /// What stands there instead.
    pub with: String,
}

/// Where in its file a finding stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Spot {
    /// Nowhere in particular: it is about the file or the unit.
    Nowhere,
    /// At a field of a record; the store turns it into a place.
    Field(Origin, Field),
    /// At this place.
    Place(Place),
}

impl Finding {
    /// The place, once the store has found it.
    pub fn place(&self) -> Option<&Place> {
        match &self.spot {
            Spot::Place(place) => Some(place),
            Spot::Nowhere | Spot::Field(..) => None,
        }
    }
}

/// A place in a text file, in lines and characters from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column in characters.
    pub column: usize,
    /// The number of characters marked, at least 1, on that line.
    pub length: usize,
    /// The line's text as it stands in the file; empty where the line is too long to show.
    pub excerpt: String,
}

/// The longest line, in bytes, that is kept as an excerpt.
const EXCERPT_LIMIT: usize = 2_000;

impl Place {
    /// The place of a byte range in a text. It is marked to its end or to the end of the line.
    pub fn of(text: &str, start: usize, end: usize) -> Self {
        Places::new(text).of(start, end)
    }

    /// The line on which the marked range ends.
    pub fn end_line(&self) -> usize {
        self.line
    }

    /// The column right behind the marked range.
    pub fn end_column(&self) -> usize {
        self.column + self.length
    }
}

/// Turns byte ranges of one text into places, counting on from the last one: cheap where they come in order.
#[derive(Debug, Clone)]
pub struct Places<'t> {
    text: &'t str,
    offset: usize,
    line: usize,
    line_start: usize,
    column: usize,
}

impl<'t> Places<'t> {
    /// Of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, offset: 0, line: 1, line_start: 0, column: 1 }
    }

    /// The place of a byte range. It is marked to its end or to the end of the line.
    pub fn of(&mut self, start: usize, end: usize) -> Place {
        let text = self.text;
        let start = floor(text, start);
        if start < self.offset {
            *self = Self::new(text);
        }
        let since = &text.as_bytes()[self.offset..start];
        for at in memchr::memchr2_iter(b'\n', b'\r', since) {
            // A CR before a LF is no line end of its own.
            let end = self.offset + at + 1;
            if since.get(at) == Some(&b'\n') || text.as_bytes().get(end) != Some(&b'\n') {
                self.line += 1;
                self.line_start = end;
                self.column = 1;
            }
        }
        let counted = self.offset.max(self.line_start);
        self.column += text[counted..start].chars().count();
        self.offset = start;
        let rest =
            text[start..].find(['\n', '\r']).map_or(&text[start..], |length| &text[start..start + length]);
        let line_end = start + rest.len();
        let marked = floor(text, end.clamp(start, line_end));
        let line = &text[self.line_start..line_end];
        Place {
            line: self.line,
            column: self.column,
            length: text[start..marked].chars().count().max(1),
            excerpt: if line.len() > EXCERPT_LIMIT { String::new() } else { line.to_owned() },
        }
    }
}

/// The nearest character boundary at or before a byte offset.
fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset.min(text.len()))
}

/// A field of a record: `rectification.due_on`, `domains[2]`, `waivers[0].rule`; empty for the
/// record itself.
pub type Field = Cow<'static, str>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        let text = "一: 二三\r\n名称: 错\r\n";
        let start = text.find('错').unwrap();
        let place = Place::of(text, start, start + 3);
        assert_eq!((place.line, place.column, place.length, place.excerpt.as_str()), (2, 5, 1, "名称: 错"));
        assert_eq!(Place::of(text, text.len(), text.len()).line, 3);
        assert_eq!(Place::of("", 0, 0).column, 1);
        let place = Place::of("a\rbc\rd", 3, 4);
        assert_eq!((place.line, place.column, place.excerpt.as_str()), (2, 2, "bc"));
    }
}
