//! A strict scanner of the plain block subset, which most records are written in: block mappings and lists, one-line
//! texts, quotes without escapes, one-line flow collections, comments, empty values, `---` on a line of its own.
//!
//! It makes the very nodes that the parser makes, or gives up (`None`) at the first byte that it is not certain of;
//! errors are never its business. `tests/yaml.rs` holds the two together.

use memchr::{memchr, memchr2, memchr3};

use super::build::small;
use super::{Item, Kind, Root, Tag, Tree, flow};

/// Deeper collections are the parser's business, and so are their limits.
const LEVELS: usize = 24;
/// A longer key may not be one (YAML allows 1,024 characters).
pub(super) const LONGEST_KEY: usize = 1000;

/// An open block collection.
#[derive(Clone, Copy)]
struct Level {
    column: usize,
    item: usize,
    list: bool,
}

/// The state between two tokens.
pub(super) struct Scanner<'t> {
    pub(super) bytes: &'t [u8],
    pub(super) items: Vec<Item>,
    roots: Vec<Root>,
    levels: [Level; LEVELS],
    height: usize,
    /// The innermost collection awaits a value, which is null from this offset on if none comes.
    pending: Option<usize>,
    /// Where the last complete node ends.
    pub(super) ended: usize,
    /// The first node of the present document.
    first: usize,
    /// The `---` of the present document.
    marker: Option<usize>,
}

/// Reads a whole file, or gives up.
pub(super) fn read(text: &str) -> Option<Tree<'_>> {
    let bytes = text.as_bytes();
    if bytes.len() > 1 << 30 || !is_printable(bytes) {
        return None;
    }
    let mut scanner = Scanner {
        bytes,
        items: Vec::with_capacity(bytes.len() / 12 + 8),
        roots: Vec::with_capacity(1),
        levels: [Level { column: 0, item: 0, list: false }; LEVELS],
        height: 0,
        pending: None,
        ended: 0,
        first: 0,
        marker: None,
    };
    let mut at = 0;
    while at < bytes.len() {
        at = scanner.line(at)?;
    }
    scanner.finish();
    Some(Tree { text, pool: String::new(), items: scanner.items, roots: scanner.roots, faults: Vec::new() })
}

/// Whether a text has no tab, carriage return or control character, and none that is not to stand in a YAML file (nor
/// their near neighbours: U+FEC0 to U+FEFF, U+FFC0 to U+FFFF).
fn is_printable(bytes: &[u8]) -> bool {
    // Without branches, over arrays of known length, so that it becomes vector code.
    fn bad(byte: u8, next: u8) -> bool {
        ((byte < 0x20) & (byte != b'\n'))
            | (byte == 0x7f)
            | ((byte == 0xc2) & (next < 0xa0))
            | ((byte == 0xef) & (next | 4 == 0xbf))
    }
    let mut rest = bytes;
    while let Some((block, behind)) = rest.split_first_chunk::<64>() {
        let Some(shifted) = rest.get(1..).and_then(<[u8]>::first_chunk::<64>) else { break };
        let any = block.iter().zip(shifted).fold(false, |any, (&byte, &next)| any | bad(byte, next));
        if any {
            return false;
        }
        rest = behind;
    }
    let nexts = rest.iter().skip(1).chain(Some(&0xff));
    !rest.iter().zip(nexts).any(|(&byte, &next)| bad(byte, next))
}

/// Whether a text without quotes can begin with these bytes, whatever stands around it.
pub(super) fn begins_plain(byte: u8, next: Option<u8>) -> bool {
    let sure = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || byte >= 0x80
            || matches!(byte, b'_' | b'/' | b'(' | b'+' | b'<' | b'~')
    };
    sure(byte) || (byte == b'-' && next.is_some_and(sure))
}

impl Scanner<'_> {
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    pub(super) fn rest(&self, at: usize) -> &[u8] {
        self.bytes.get(at..).unwrap_or(&[])
    }

    pub(super) fn skip_blanks(&self, mut at: usize) -> usize {
        while self.byte(at) == Some(b' ') {
            at += 1;
        }
        at
    }

    /// Adds a scalar that stands as it is at `from..to` (inside its quotes, if it has any).
    #[inline]
    pub(super) fn scalar(&mut self, kind: Kind, from: usize, to: usize) {
        let quote = usize::from(kind == Kind::Quoted);
        self.ended = to + quote;
        self.items.push(Item {
            start: small(from - quote),
            end: small(to + quote),
            next: small(self.items.len() + 1),
            from: small(from),
            len: small(to - from),
            kind,
            tag: Tag::None,
            pooled: false,
        });
    }

    /// Adds a collection whose nodes follow.
    pub(super) fn open(&mut self, kind: Kind, start: usize) -> usize {
        let item = self.items.len();
        let (start, next) = (small(start), small(item + 1));
        self.items.push(Item {
            start,
            end: start,
            next,
            from: 0,
            len: 0,
            kind,
            tag: Tag::None,
            pooled: false,
        });
        item
    }

    /// Ends a collection behind its last node, or behind its bracket if `ended` was put there.
    pub(super) fn close(&mut self, item: usize) {
        let next = small(self.items.len());
        if let Some(item) = self.items.get_mut(item) {
            item.next = next;
            item.end = small(self.ended);
        }
    }

    fn push(&mut self, column: usize, start: usize, list: bool) -> Option<()> {
        let item = self.open(if list { Kind::Sequence } else { Kind::Mapping }, start);
        *self.levels.get_mut(self.height)? = Level { column, item, list };
        self.height += 1;
        Some(())
    }

    fn top(&self) -> Option<Level> {
        self.levels.get(self.height.checked_sub(1)?).copied()
    }

    fn pop(&mut self) {
        if let Some(level) = self.top() {
            self.close(level.item);
            self.height -= 1;
        }
    }

    /// The value that was awaited is not there.
    fn null(&mut self) {
        if let Some(at) = self.pending.take() {
            self.scalar(Kind::Plain, at, at);
        }
    }

    /// Ends the present document, if there is one.
    fn finish(&mut self) {
        self.null();
        while self.height > 0 {
            self.pop();
        }
        let root = self.items.get(self.first).map(|item| item.start);
        if let Some(start) = self.marker.take().map(small).or(root) {
            let item = root.map(|_| small(self.first));
            self.roots.push(Root { item, start, faulty: false });
        }
        self.first = self.items.len();
    }

    /// Reads the line that begins at `at`; where the next one begins.
    fn line(&mut self, begin: usize) -> Option<usize> {
        let mut at = self.skip_blanks(begin);
        match self.byte(at) {
            None | Some(b'\n') => return Some(at + 1),
            Some(b'#') => return Some(self.line_end(at)),
            Some(b'-') if at == begin && self.rest(at).starts_with(b"---") => {
                let end = self.skip_blanks(at + 3);
                if !matches!(self.byte(end), None | Some(b'\n')) {
                    return None;
                }
                self.finish();
                self.marker = Some(at);
                return Some(end + 1);
            }
            _ => {}
        }
        let mut dashed = false;
        while self.byte(at) == Some(b'-') && matches!(self.byte(at + 1), None | Some(b' ' | b'\n')) {
            if self.settle(at - begin, true)? {
                self.push(at - begin, at, true)?;
            }
            self.pending = Some(at + 1);
            at = self.skip_blanks(at + 1);
            dashed = true;
            match self.byte(at) {
                None | Some(b'\n') => return Some(at + 1),
                Some(b'#') => return Some(self.line_end(at)),
                _ => {}
            }
        }
        self.entry(begin, at, dashed)
    }

    /// Reads `key: value`, or behind a dash a value alone.
    fn entry(&mut self, begin: usize, at: usize, dashed: bool) -> Option<usize> {
        let first = self.byte(at)?;
        let (kind, from, to, mut behind) = match first {
            b'\'' | b'"' => {
                let to = self.quoted(at)?;
                (Kind::Quoted, at + 1, to, to + 1)
            }
            b'[' | b'{' if dashed => {
                self.pending = None;
                return self.collection(at);
            }
            _ if begins_plain(first, self.byte(at + 1)) => {
                let stop = self.plain(at);
                let to = self.trimmed(at, stop);
                (Kind::Plain, at, to, stop)
            }
            _ => return None,
        };
        if self.byte(behind) != Some(b':') {
            // No key: a scalar, which is a value only behind its dash.
            if !dashed {
                return None;
            }
            behind = self.tail(behind)?;
            self.pending = None;
            self.scalar(kind, from, to);
            return Some(behind);
        }
        if behind - at > LONGEST_KEY || self.byte(behind - 1) == Some(b' ') {
            return None;
        }
        if self.settle(at - begin, false)? {
            self.push(at - begin, at, false)?;
        }
        self.scalar(kind, from, to);
        self.value(behind + 1)
    }

    /// Reads what stands behind the colon of a key.
    #[inline]
    fn value(&mut self, colon: usize) -> Option<usize> {
        let at = self.skip_blanks(colon);
        match self.byte(at) {
            None | Some(b'\n') => {
                self.pending = Some(colon);
                Some(at + 1)
            }
            // A quoted key may have its colon without a blank in other places than here.
            _ if at == colon => None,
            Some(b'#') => {
                self.pending = Some(colon);
                Some(self.line_end(at))
            }
            Some(b'\'' | b'"') => {
                let to = self.quoted(at)?;
                let end = self.tail(to + 1)?;
                self.scalar(Kind::Quoted, at + 1, to);
                Some(end)
            }
            Some(b'[' | b'{') => self.collection(at),
            Some(first) if begins_plain(first, self.byte(at + 1)) => {
                let stop = self.plain(at);
                let end = self.tail(stop)?;
                self.scalar(Kind::Plain, at, self.trimmed(at, stop));
                Some(end)
            }
            _ => None,
        }
    }

    fn collection(&mut self, at: usize) -> Option<usize> {
        let behind = flow::read(self, at)?;
        self.tail(behind)
    }

    /// Closes the collections that a key or dash in this column ends; whether it begins a new one.
    #[inline]
    fn settle(&mut self, column: usize, dash: bool) -> Option<bool> {
        match self.top() {
            None => return (self.first == self.items.len()).then_some(true),
            Some(top) if self.pending.is_some() => {
                if column > top.column || (dash && !top.list && column == top.column) {
                    self.pending = None;
                    return Some(true);
                }
                self.null();
            }
            _ => {}
        }
        while let Some(top) = self.top() {
            if top.column == column && top.list == dash {
                return Some(false);
            }
            if top.column < column || (top.column == column && dash) {
                return None;
            }
            self.pop();
        }
        None
    }

    /// Where a text without quotes stops: before `: `, before ` #`, or at the end of its line.
    fn plain(&self, at: usize) -> usize {
        let mut from = at;
        while let Some(found) = memchr3(b':', b'#', b'\n', self.rest(from)) {
            let stop = from + found;
            match self.byte(stop) {
                Some(b':') if !matches!(self.byte(stop + 1), None | Some(b' ' | b'\n')) => {}
                Some(b'#') if self.byte(stop.wrapping_sub(1)) != Some(b' ') => {}
                _ => return stop,
            }
            from = stop + 1;
        }
        self.bytes.len()
    }

    /// The end of a text without the blanks behind it.
    pub(super) fn trimmed(&self, at: usize, stop: usize) -> usize {
        let text = self.bytes.get(at..stop).unwrap_or(&[]);
        at + text.iter().rposition(|&byte| byte != b' ').map_or(0, |last| last + 1)
    }

    /// The closing quote of a text in quotes that has no escape and ends on its line.
    pub(super) fn quoted(&self, at: usize) -> Option<usize> {
        let from = at + 1;
        let rest = self.rest(from);
        let (to, doubled) = if self.byte(at) == Some(b'"') {
            (from + memchr3(b'"', b'\\', b'\n', rest)?, false)
        } else {
            let to = from + memchr2(b'\'', b'\n', rest)?;
            (to, self.byte(to + 1) == Some(b'\''))
        };
        (!doubled && self.byte(to) == self.byte(at)).then_some(to)
    }

    /// The line behind a value: nothing but blanks and perhaps a comment. Where the next line begins.
    fn tail(&self, at: usize) -> Option<usize> {
        let end = self.skip_blanks(at);
        match self.byte(end) {
            None | Some(b'\n') => Some(end + 1),
            Some(b'#') if self.byte(end.wrapping_sub(1)) == Some(b' ') => Some(self.line_end(end)),
            _ => None,
        }
    }

    /// Where the next line begins.
    fn line_end(&self, at: usize) -> usize {
        memchr(b'\n', self.rest(at)).map_or(self.bytes.len(), |found| at + found + 1)
    }
}
