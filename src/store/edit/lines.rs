//! A text by its lines: where they begin and end, what stands between two values, where comments are.

use crate::store::yaml::{Kind, Node, Tree};
use std::ops::Range;

/// A text whose lines are looked at.
#[derive(Clone, Copy)]
pub(in crate::store) struct Lines<'t>(pub(in crate::store) &'t str);

impl<'t> Lines<'t> {
    pub(in crate::store) fn piece(self, range: Range<usize>) -> &'t str {
        self.0.get(range).unwrap_or("")
    }

    pub(in crate::store) fn byte(self, at: usize) -> Option<u8> {
        self.0.as_bytes().get(at).copied()
    }

    /// Where the line of a place begins.
    pub(in crate::store) fn start(self, at: usize) -> usize {
        self.piece(0..at).rfind('\n').map_or(0, |found| found + 1)
    }

    /// Where it ends, before its line end.
    pub(in crate::store) fn end(self, at: usize) -> usize {
        let rest = self.piece(at..self.0.len());
        let end = rest.find('\n').map_or(self.0.len(), |found| at + found);
        if end > at && end < self.0.len() && self.byte(end - 1) == Some(b'\r') { end - 1 } else { end }
    }

    /// Where the next line begins.
    pub(in crate::store) fn behind(self, at: usize) -> usize {
        self.piece(at..self.0.len()).find('\n').map_or(self.0.len(), |found| at + found + 1)
    }

    /// What stands before a place on its line.
    pub(in crate::store) fn before(self, at: usize) -> &'t str {
        self.piece(self.start(at)..at)
    }

    /// Behind the blanks.
    pub(in crate::store) fn past_blanks(self, mut at: usize) -> usize {
        while matches!(self.byte(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at
    }

    /// Behind blanks, line ends and comments, and between brackets behind commas too.
    pub(in crate::store) fn past_gap(self, mut at: usize, commas: bool) -> usize {
        loop {
            match self.byte(at) {
                Some(b' ' | b'\t' | b'\r' | b'\n') => at += 1,
                Some(b',') if commas => at += 1,
                Some(b'#') if self.may_comment(at) => at = self.end(at),
                _ => return at,
            }
        }
    }

    /// Whether a `#` at a place outside of texts begins a comment.
    fn may_comment(self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.byte(before));
        matches!(before, None | Some(b' ' | b'\t' | b'\r' | b'\n'))
    }

    /// The line end in use around a place.
    pub(in crate::store) fn line_end(self, at: usize) -> &'static str {
        let behind = self.piece(at..self.0.len()).find('\n').map(|found| at + found);
        let found = behind.or_else(|| self.piece(0..at).rfind('\n'));
        let before = found.and_then(|found| found.checked_sub(1)).and_then(|before| self.byte(before));
        if before == Some(b'\r') { "\r\n" } else { "\n" }
    }

    /// Whether the last line has no end.
    pub(in crate::store) fn is_open(self, at: usize) -> bool {
        at >= self.0.len() && !self.0.is_empty() && !self.0.ends_with('\n')
    }

    /// Where the lines of a value end; a text that keeps the empty lines below it has them.
    pub(in crate::store) fn tail(self, node: Node<'_, '_>) -> usize {
        let mut last = node;
        while !last.raw().starts_with('*') {
            let below = last.items().last().or_else(|| last.entries().last().map(|(_, value)| value));
            let Some(below) = below else { break };
            last = below;
        }
        let mut tail = self.behind(node.end());
        let keeps = last.kind() == Kind::Block
            && last
                .raw()
                .lines()
                .next()
                .and_then(|line| line.split(' ').next())
                .is_some_and(|head| head.contains('+'));
        while keeps && tail < self.0.len() && self.piece(tail..self.end(tail)).trim().is_empty() {
            tail = self.behind(tail);
        }
        tail
    }
}

/// The comments of a text, in order: what begins with `#` outside of scalars, to the end of its line.
pub(in crate::store) fn comments(text: &str, tree: &Tree<'_>) -> Vec<Range<usize>> {
    let lines = Lines(text);
    let mut spans: Vec<(usize, usize)> = tree
        .scalars()
        .map(|node| match node.kind() {
            // The line of a `|` may have a comment.
            Kind::Block => (lines.end(node.start()), node.end()),
            _ => (node.start(), node.end()),
        })
        .collect();
    spans.sort_unstable();
    let mut spans = spans.into_iter().peekable();
    let (mut found, mut at, mut inside) = (Vec::new(), 0, 0);
    while let Some(next) = memchr::memchr(b'#', text.as_bytes().get(at..).unwrap_or(&[])) {
        let start = at + next;
        while let Some((_, end)) = spans.next_if(|(begin, _)| *begin <= start) {
            inside = inside.max(end);
        }
        at = if start < inside {
            inside
        } else if lines.may_comment(start) {
            let end = lines.end(start);
            found.push(start..end);
            end
        } else {
            start + 1
        };
    }
    found
}
