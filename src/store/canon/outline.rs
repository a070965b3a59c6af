//! A file as its documents, collections and scalars, each with the comments that are about it.

use super::Left;
use crate::store::edit::lines::Lines;
use crate::store::yaml::{Kind, Node, Tree};
use std::ops::Range;

/// A comment on a line of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comment<'t> {
    pub(super) text: &'t str,
    /// Whether an empty line stands before it.
    pub(super) apart: bool,
}

/// A key with its value, an item of a list, or the value of a document.
pub(super) struct Entry<'a, 't> {
    pub(super) key: Option<Node<'a, 't>>,
    pub(super) value: Value<'a, 't>,
    /// The comments before it.
    pub(super) lead: Vec<Comment<'t>>,
    /// The comment at the end of its line.
    pub(super) side: Option<&'t str>,
    /// Whether an empty line stands before it.
    pub(super) apart: bool,
}

/// What stands behind a key or dash.
pub(super) enum Value<'a, 't> {
    /// A scalar; one that says nothing may have comments below it.
    Scalar(Node<'a, 't>, Vec<Comment<'t>>),
    Map(Inner<'a, 't>),
    List(Inner<'a, 't>),
}

/// What a collection holds.
pub(super) struct Inner<'a, 't> {
    pub(super) entries: Vec<Entry<'a, 't>>,
    /// The comments behind the last of them.
    pub(super) tail: Vec<Comment<'t>>,
    /// Whether it is written in brackets.
    pub(super) in_brackets: bool,
}

/// The documents of a file.
pub(super) fn of<'a, 't: 'a>(
    text: &'t str,
    tree: &'a Tree<'t>,
    comments: &[Range<usize>],
) -> Result<Vec<Entry<'a, 't>>, Left> {
    let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1));
    let mut outliner = Outliner { lines: Lines(text), starts: starts.collect(), comments, at: 0 };
    let documents: Vec<_> = tree.documents().collect();
    let mut file = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        let root = document.root.filter(|root| !is_scalar(*root)).ok_or(Left::Unreadable)?;
        let end = documents.get(at + 1).map_or(text.len(), |next| next.start);
        file.push(outliner.document(root, end)?);
    }
    Ok(file)
}

pub(super) fn is_scalar(node: Node<'_, '_>) -> bool {
    !matches!(node.kind(), Kind::Sequence | Kind::Mapping)
}

struct Outliner<'c, 't> {
    lines: Lines<'t>,
    /// Where the lines begin: a line may be very long.
    starts: Vec<usize>,
    comments: &'c [Range<usize>],
    at: usize,
}

impl<'t> Outliner<'_, 't> {
    /// The next comment, if it begins before a place.
    fn peek(&self, before: usize) -> Option<Range<usize>> {
        self.comments.get(self.at).filter(|comment| comment.start < before).cloned()
    }

    fn take(&mut self, comment: Range<usize>) -> Comment<'t> {
        self.at += 1;
        let apart = self.is_apart(comment.start);
        Comment { text: self.lines.piece(comment).trim_end(), apart }
    }

    /// The number of the line of a place, and where it begins.
    fn line(&self, at: usize) -> (usize, usize) {
        let number = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        (number, self.starts.get(number).copied().unwrap_or(0))
    }

    /// Whether the line before the line of a place is empty.
    fn is_apart(&self, at: usize) -> bool {
        let (number, start) = self.line(at);
        let before = number.checked_sub(1).and_then(|number| self.starts.get(number));
        before.is_some_and(|before| {
            self.lines.piece(*before..start).bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
        })
    }

    fn on_one_line(&self, from: usize, to: usize) -> bool {
        self.line(from).0 == self.line(to).0
    }

    fn column(&self, at: usize) -> usize {
        at - self.line(at).1.min(at)
    }

    fn document<'a>(&mut self, root: Node<'a, 't>, end: usize) -> Result<Entry<'a, 't>, Left> {
        let mut lead = Vec::new();
        while let Some(comment) = self.peek(root.start()) {
            lead.push(self.take(comment));
        }
        let apart = self.is_apart(root.start());
        let mut side = None;
        let value = self.collection(root, None, end, &mut lead, &mut side)?;
        Ok(Entry { key: None, value, lead, side, apart })
    }

    /// A collection. `outer` is the column of the collection around it: comments that stand further to the
    /// right belong to it, up to `limit`.
    fn collection<'a>(
        &mut self,
        node: Node<'a, 't>,
        outer: Option<usize>,
        limit: usize,
        lead: &mut Vec<Comment<'t>>,
        side: &mut Option<&'t str>,
    ) -> Result<Value<'a, 't>, Left> {
        let in_brackets = matches!(self.lines.byte(node.start()), Some(b'[' | b'{'));
        let is_map = node.kind() == Kind::Mapping;
        let children: Vec<(Option<Node<'a, 't>>, Node<'a, 't>)> = match is_map {
            true => node.entries().map(|(key, value)| (Some(key), value)).collect(),
            false => node.items().map(|item| (None, item)).collect(),
        };
        let start_of = |(key, value): &(Option<Node<'a, 't>>, Node<'a, 't>)| key.unwrap_or(*value).start();
        let column = self.column(node.start());
        let mut inner = Inner { entries: Vec::with_capacity(children.len()), tail: Vec::new(), in_brackets };
        let mut pending = Vec::new();
        if in_brackets {
            let first = children.first().map_or(node.end(), start_of);
            while let Some(comment) = self.peek(first) {
                let beside = self.on_one_line(node.start(), comment.start);
                let comment = self.take(comment);
                if beside && side.is_none() {
                    *side = Some(comment.text);
                } else {
                    pending.push(comment);
                }
            }
        }
        for (at, child) in children.iter().enumerate() {
            let next = children.get(at + 1).map(start_of);
            let stop = match (next, in_brackets) {
                (Some(next), _) => next,
                (None, true) => node.end(),
                (None, false) => limit,
            };
            let own = (!in_brackets).then_some(column);
            let entry = self.entry(*child, own, stop, std::mem::take(&mut pending))?;
            inner.entries.push(entry);
            while let Some(comment) = self.peek(stop) {
                let further = outer.is_none_or(|outer| self.column(comment.start) > outer);
                if next.is_none() && !in_brackets && !further {
                    break;
                }
                pending.push(self.take(comment));
            }
        }
        if children.is_empty() {
            lead.append(&mut pending);
        }
        inner.tail = pending;
        if in_brackets {
            self.beside(node.end(), lead, side);
        }
        Ok(if is_map { Value::Map(inner) } else { Value::List(inner) })
    }

    /// A key with its value or an item, with the comments at its end. `column` is that of its collection,
    /// none between brackets.
    fn entry<'a>(
        &mut self,
        (key, node): (Option<Node<'a, 't>>, Node<'a, 't>),
        column: Option<usize>,
        stop: usize,
        mut lead: Vec<Comment<'t>>,
    ) -> Result<Entry<'a, 't>, Left> {
        if key.is_some_and(|key| !is_scalar(key) || key.is_null() || key.text().is_empty()) {
            return Err(Left::Form);
        }
        if key.is_some_and(|key| key.text() == "<<") {
            return Err(Left::Shared);
        }
        let apart = self.is_apart(key.unwrap_or(node).start());
        let mut side = None;
        let begin = key.map_or(node.start(), |key| key.end());
        let mut within = Vec::new();
        while let Some(comment) = self.peek(node.start()) {
            let beside = key.is_some() && self.on_one_line(begin, comment.start);
            let comment = self.take(comment);
            if beside && side.is_none() { side = Some(comment.text) } else { within.push(comment) }
        }
        let value = if is_scalar(node) {
            lead.append(&mut within);
            self.scalar(node, column, stop, &mut lead, &mut side)
        } else {
            let is_block = !matches!(self.lines.byte(node.start()), Some(b'[' | b'{'));
            let mut value = self.collection(node, column, stop, &mut lead, &mut side)?;
            // Between a key and the keys below it a comment is about the first of these.
            match &mut value {
                Value::Map(inner) | Value::List(inner) if is_block && key.is_some() => {
                    if let Some(first) = inner.entries.first_mut() {
                        first.lead.splice(0..0, within);
                    }
                }
                _ => lead.append(&mut within),
            }
            value
        };
        Ok(Entry { key, value, lead, side, apart })
    }

    fn scalar<'a>(
        &mut self,
        node: Node<'a, 't>,
        column: Option<usize>,
        stop: usize,
        lead: &mut Vec<Comment<'t>>,
        side: &mut Option<&'t str>,
    ) -> Value<'a, 't> {
        let mut below = Vec::new();
        // The line of a `|` may have a comment.
        while let Some(comment) = self.peek(node.end()) {
            let comment = self.take(comment);
            if side.is_none() { *side = Some(comment.text) } else { lead.push(comment) }
        }
        self.beside(node.end(), lead, side);
        if let Some(column) = column.filter(|_| node.is_null()) {
            while let Some(comment) = self.peek(stop).filter(|comment| self.column(comment.start) > column) {
                below.push(self.take(comment));
            }
        }
        Value::Scalar(node, below)
    }

    /// The comment at the end of the line on which a value ends.
    fn beside(&mut self, end: usize, lead: &mut Vec<Comment<'t>>, side: &mut Option<&'t str>) {
        let next = self.peek(usize::MAX).filter(|comment| self.on_one_line(end, comment.start));
        let Some(comment) = next else { return };
        // What else stands on the line has comments of its own.
        let between = self.lines.piece(end..comment.start);
        if !between.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b',')) {
            return;
        }
        let comment = self.take(comment);
        if let Some(before) = side.replace(comment.text) {
            lead.push(Comment { text: before, apart: false });
        }
    }
}
