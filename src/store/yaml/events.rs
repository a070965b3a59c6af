//! The full parser's events, built into a tree; after a fault reading goes on at the next `---`.

use granit_parser::{
    ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle, Tag as Written,
};

use super::build::{Builder, Refused};
use super::{Fault, Kind, Problem, Root, Tag, Tree, explain};

/// More than any tree that is read may have, so that the parser never goes deep on its own.
const PARSER_DEPTH: usize = 64;
/// The longest text: offsets have 32 bits.
const MAX_TEXT: usize = 1 << 30;

/// Reads a whole file.
pub(super) fn read(text: &str) -> Tree<'_> {
    if text.len() > MAX_TEXT {
        let fault = Fault { offset: 0, document: 0, what: Problem::TooLarge };
        let root = Root { item: None, start: 0, faulty: true };
        return Tree { text, pool: String::new(), items: Vec::new(), roots: vec![root], faults: vec![fault] };
    }
    let mut builder = Builder::new(text);
    let mut base = 0;
    while let Some(offset) = (Reader { text, base, builder: &mut builder, inside: false, behind: base }).run()
    {
        match next_document(text, offset.max(base + usize::from(base > 0))) {
            Some(at) => base = at,
            None => break,
        }
    }
    builder.tree
}

/// One run of the parser, from a document's beginning to the end or to a fault.
struct Reader<'b, 't> {
    text: &'t str,
    base: usize,
    builder: &'b mut Builder<'t>,
    /// Whether a document is open.
    inside: bool,
    /// Where the last marker or document ended.
    behind: usize,
}

impl<'t> Reader<'_, 't> {
    /// Reads on; the offset of the fault that stopped it.
    fn run(&mut self) -> Option<usize> {
        let options = granit_parser::options! {
            strict_indentation: true,
            emit_comments: false,
            flow_nesting_limit: PARSER_DEPTH,
            block_nesting_limit: PARSER_DEPTH,
        };
        let rest = self.text.get(self.base..).unwrap_or("");
        let mut parser: Parser<'t, StrInput<'t>> = Parser::new_from_str_with_options(rest, options);
        let mut explicit = false;
        loop {
            let (event, span) = match parser.next_event()? {
                Ok(pair) => pair,
                Err(error) => return Some(self.syntax(&error)),
            };
            let at = self.place(&span);
            let done = match event {
                Event::DocumentStart(marked, _) => {
                    explicit = marked;
                    self.inside = true;
                    self.behind = at.1;
                    self.builder.begin(at.0);
                    Ok(())
                }
                Event::DocumentEnd => {
                    self.builder.finish(explicit);
                    self.inside = false;
                    self.behind = at.1;
                    Ok(())
                }
                Event::Scalar(value, style, anchor, tag) => {
                    self.scalar(&value, style, anchor, tag.as_deref(), at);
                    Ok(())
                }
                Event::SequenceStart(style, anchor, tag) => {
                    let start = if style == StructureStyle::Block { self.dash(at.0) } else { at.0 };
                    self.builder.open(Kind::Sequence, kind_of(tag.as_deref()), start, anchor)
                }
                Event::MappingStart(_, anchor, tag) => {
                    self.builder.open(Kind::Mapping, kind_of(tag.as_deref()), at.0, anchor)
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    self.builder.close((at.1 > at.0).then_some(at.1));
                    Ok(())
                }
                Event::Alias(id) => match self.builder.alias(at, id) {
                    Ok(()) => Ok(()),
                    Err(Refused::Limit(what)) => Err(what),
                    Err(Refused::Unknown) => Err(explain::recursive_alias()),
                },
                Event::StreamEnd => return None,
                _ => Ok(()),
            };
            if let Err(what) = done {
                return Some(self.fail(at.0, at.0, what));
            }
        }
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Written>,
        at: (usize, usize),
    ) {
        let tag = kind_of(tag);
        match style {
            // A value that is not there, which the parser calls `~`.
            ScalarStyle::Plain if at.0 == at.1 => {
                let bare = tag == Tag::None && anchor == 0;
                let at = if bare { self.missing(at.0) } else { at.0 };
                self.builder.scalar(Kind::Plain, tag, (at, at), "", anchor);
            }
            ScalarStyle::Plain => self.builder.scalar(Kind::Plain, tag, at, value, anchor),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                // The parser's place is that of the first line.
                let start = self.indicator(at.0, b"|>").unwrap_or(at.0);
                let value = value.strip_suffix('\n').unwrap_or(value);
                self.builder.scalar(
                    Kind::Block,
                    tag,
                    (start, block_end(self.text, (start, at.1))),
                    value,
                    anchor,
                );
            }
            _ => self.builder.scalar(Kind::Quoted, tag, at, value, anchor),
        }
    }

    /// The first of some indicators between what is read so far and `limit`, past blanks, comments, anchors and tags.
    fn indicator(&self, limit: usize, sought: &[u8]) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.builder.cursor().max(self.behind);
        while let Some(byte) = bytes.get(at).filter(|_| at <= limit) {
            match byte {
                byte if sought.contains(byte) => return Some(at),
                b'#' | b'&' | b'!' => {
                    let comment = *byte == b'#';
                    let stop = |byte: &u8| {
                        matches!(byte, b'\n' | b'\r') || (!comment && matches!(byte, b' ' | b'\t'))
                    };
                    at += bytes.get(at..).unwrap_or(&[]).iter().position(stop).unwrap_or(bytes.len());
                }
                _ => at += 1,
            }
        }
        None
    }

    /// Where a block sequence begins: the parser puts one that is not indented behind its first dash.
    fn dash(&self, start: usize) -> usize {
        let found = if self.builder.in_mapping() { self.indicator(start, b"-") } else { None };
        found.unwrap_or(start)
    }

    /// Where a value that is not there is put: right behind its indicator, whatever follows.
    fn missing(&self, start: usize) -> usize {
        let found = self.indicator(start, b":-?");
        found
            .filter(|&at| at < start || self.text.as_bytes().get(at) == Some(&b':'))
            .map_or(start, |at| at + 1)
    }

    /// Byte offsets in the whole file.
    fn place(&self, span: &Span) -> (usize, usize) {
        let range = span.byte_range().unwrap_or(0..0);
        let clamp = |at: usize| self.text.floor_char_boundary((self.base + at).min(self.text.len()));
        let start = clamp(range.start);
        (start, clamp(range.end).max(start))
    }

    fn syntax(&mut self, error: &ScanError) -> usize {
        let at = self.base + error.marker().byte_offset().unwrap_or(0);
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return self.fail(at, at, Problem::TooDeep);
        }
        let (place, what) = explain::syntax(self.text, self.base, at, error.kind());
        self.fail(at, place, what)
    }

    /// Puts a fault met at `at` and caused at `place` to the document that it is in: the open one, the one that ended just before without a marker, or a
    /// new one.
    fn fail(&mut self, at: usize, place: usize, what: Problem) -> usize {
        let marker = next_document(self.text.get(..at).unwrap_or(""), self.behind);
        let ended = self.builder.tree.roots.last().is_some_and(|root| root.start as usize >= self.base);
        if !self.inside
            && (!ended || marker.is_some() || self.text.get(..self.behind).is_some_and(ends_marked))
        {
            let start = marker.unwrap_or_else(|| at.min(self.text.len()).max(self.behind));
            self.builder.begin(start);
        }
        self.builder.fail(place, what);
        at
    }
}

/// Whether a text ends with the marker `...`.
fn ends_marked(text: &str) -> bool {
    text.strip_suffix("...").is_some_and(|before| before.is_empty() || before.ends_with(['\n', '\r']))
}

fn kind_of(tag: Option<&Written>) -> Tag {
    match tag {
        None => Tag::None,
        // A verbatim tag has no handle.
        Some(tag)
            if format_args!("{}{}", tag.handle(), tag.suffix()).to_string() == "tag:yaml.org,2002:str" =>
        {
            Tag::Str
        }
        Some(_) => Tag::Other,
    }
}

/// The end of a block scalar: behind its last line that is not blank.
fn block_end(text: &str, (start, end): (usize, usize)) -> usize {
    let whole = text.get(start..end).unwrap_or("");
    let mut rest = whole;
    loop {
        let cut = rest.trim_end_matches(['\n', '\r']);
        let line = cut.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        match cut.get(line..) {
            Some(last) if line > 0 && last.trim_matches([' ', '\t']).is_empty() => {
                rest = cut.get(..line).unwrap_or("")
            }
            _ => return start + cut.len(),
        }
    }
}

/// The next line at or behind `from` that starts with `---` and a blank or its end.
pub(super) fn next_document(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let rest = bytes.get(from..)?;
    memchr::memmem::find_iter(rest, b"---").map(|at| from + at).find(|&at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        matches!(before, None | Some(b'\n' | b'\r'))
            && matches!(bytes.get(at + 3), None | Some(b'\n' | b'\r' | b' ' | b'\t'))
    })
}
