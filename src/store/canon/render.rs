//! Writing: an outline as the text of a file.

use super::outline::{Comment, Entry, Inner, Value};
use super::style::Style;
use crate::record::draft::yaml::{LINE, scalar};
use crate::store::edit::rank;
use crate::store::yaml::{Kind, Node};
use crate::text::is_invisible;

/// The text of a file.
pub(super) fn file(documents: &[Entry<'_, '_>], style: &Style) -> String {
    let mut render = Render { style, out: String::new() };
    for (at, document) in documents.iter().enumerate() {
        if at > 0 {
            render.out.push_str("---\n");
        }
        render.document(document);
    }
    render.out
}

/// Whether a list or mapping in brackets is short enough for one line.
pub(super) fn fits(line: &str) -> bool {
    line.len() + 2 <= LINE
}

/// A collection of nothing but scalars in one line, if it has no comments of its own.
pub(super) fn in_line(inner: &Inner<'_, '_>, is_map: bool, order: &[&str]) -> Option<String> {
    let mut out = String::from(if is_map { "{" } else { "[" });
    if !inner.tail.is_empty() {
        return None;
    }
    for (at, entry) in sorted(inner, is_map, order).into_iter().enumerate() {
        let Value::Scalar(node, below) = &entry.value else { return None };
        let plain = below.is_empty() && entry.lead.is_empty() && entry.side.is_none();
        if !plain || block_of(*node).is_some() || as_written(*node).is_some() {
            return None;
        }
        out.push_str(if at > 0 { ", " } else { "" });
        if let Some(key) = entry.key {
            scalar(key.text(), true, &mut out);
            out.push_str(": ");
        }
        if node.is_null() { out.push('~') } else { scalar(node.text(), true, &mut out) }
    }
    out.push(if is_map { '}' } else { ']' });
    Some(out)
}

/// The entries as they are written: those of a mapping in the order of its keys, unknown ones at the end.
fn sorted<'i, 'a, 't>(inner: &'i Inner<'a, 't>, is_map: bool, order: &[&str]) -> Vec<&'i Entry<'a, 't>> {
    let mut entries: Vec<_> = inner.entries.iter().collect();
    if is_map {
        let place = |entry: &&Entry<'_, '_>| entry.key.and_then(|key| rank(order, key.text()));
        entries.sort_by_key(|entry| place(entry).unwrap_or(usize::MAX));
    }
    entries
}

struct Render<'s> {
    style: &'s Style,
    out: String,
}

impl Render<'_> {
    fn blanks(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
    }

    fn comments(&mut self, comments: &[Comment<'_>], indent: usize, apart: bool) {
        for comment in comments {
            if apart && comment.apart {
                self.empty_line();
            }
            self.blanks(indent);
            self.out.push_str(comment.text);
            self.out.push('\n');
        }
    }

    /// An empty line, but at the beginning of a document.
    fn empty_line(&mut self) {
        let begins = self.out.is_empty() || self.out.ends_with("\n\n") || self.out == "---\n";
        if !begins && !self.out.ends_with("\n---\n") {
            self.out.push('\n');
        }
    }

    fn side(&mut self, side: Option<&str>) {
        if let Some(side) = side {
            self.out.push(' ');
            self.out.push_str(side);
        }
        self.out.push('\n');
    }

    fn document(&mut self, document: &Entry<'_, '_>) {
        self.comments(&document.lead, 0, true);
        match &document.value {
            Value::Map(inner) if !inner.entries.is_empty() => {
                self.alone(document.side);
                if document.apart {
                    self.empty_line();
                }
                self.map(inner, "", 0);
                self.comments(&inner.tail, 0, true);
            }
            Value::List(inner) if !inner.entries.is_empty() => {
                self.alone(document.side);
                for (at, item) in inner.entries.iter().enumerate() {
                    let apart = if at == 0 { document.apart } else { item.apart };
                    self.item(item, "", 0, Some(apart));
                }
                self.comments(&inner.tail, 0, true);
            }
            Value::Map(_) => {
                self.out.push_str("{}");
                self.side(document.side);
            }
            Value::List(_) | Value::Scalar(..) => {
                self.out.push_str("[]");
                self.side(document.side);
            }
        }
    }

    /// A comment beside what no longer stands on one line.
    fn alone(&mut self, side: Option<&str>) {
        if let Some(side) = side {
            self.out.push_str(side);
            self.out.push('\n');
        }
    }

    /// The keys of a mapping so far in.
    fn map(&mut self, inner: &Inner<'_, '_>, path: &str, indent: usize) {
        for entry in sorted(inner, true, &self.style.order(path)) {
            self.comments(&entry.lead, indent, false);
            self.blanks(indent);
            self.entry(entry, path, indent);
        }
    }

    /// A key and what stands behind it, to the end of the line.
    fn entry(&mut self, entry: &Entry<'_, '_>, path: &str, indent: usize) {
        let key = entry.key.map_or("", |key| key.text());
        scalar(key, true, &mut self.out);
        self.out.push(':');
        let below = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        match &entry.value {
            Value::Scalar(node, comments) => {
                let boolean = self.style.boolean(path, key, node.text());
                self.scalar(*node, boolean, indent, entry.side);
                self.comments(comments, indent + 2, false);
            }
            Value::Map(inner) if inner.entries.is_empty() => {
                self.out.push_str(" {}");
                self.side(entry.side);
            }
            Value::Map(inner) => {
                let braced = self.style.is_braced(&below, inner);
                let line = in_line(inner, true, &self.style.order(&below)).filter(|_| braced);
                if let Some(line) = line {
                    self.out.push(' ');
                    self.out.push_str(&line);
                    return self.side(entry.side);
                }
                self.side(entry.side);
                self.map(inner, &below, indent + 2);
                self.comments(&inner.tail, indent + 2, false);
            }
            Value::List(inner) => {
                let line = in_line(inner, false, &[]);
                if let Some(line) = line.filter(|line| fits(line) || inner.entries.is_empty()) {
                    self.out.push(' ');
                    self.out.push_str(&line);
                    return self.side(entry.side);
                }
                self.side(entry.side);
                self.list(inner, &below, indent + 2);
            }
        }
    }

    fn list(&mut self, inner: &Inner<'_, '_>, path: &str, indent: usize) {
        for item in &inner.entries {
            self.item(item, path, indent, None);
        }
        self.comments(&inner.tail, indent, false);
    }

    /// An item of a list so far in. Between records empty lines stay: `apart` says whether there is one.
    fn item(&mut self, item: &Entry<'_, '_>, path: &str, indent: usize, apart: Option<bool>) {
        self.comments(&item.lead, indent, apart.is_some());
        match &item.value {
            Value::Map(inner) if !inner.entries.is_empty() => {
                self.lone(item.side, indent);
                if apart == Some(true) {
                    self.empty_line();
                }
                let entries = sorted(inner, true, &self.style.order(path));
                for (at, entry) in entries.into_iter().enumerate() {
                    // A dash has its comments before it.
                    self.comments(&entry.lead, if at == 0 { indent } else { indent + 2 }, false);
                    self.blanks(indent);
                    self.out.push_str(if at == 0 { "- " } else { "  " });
                    self.entry(entry, path, indent + 2);
                }
                self.comments(&inner.tail, indent + 2, false);
            }
            Value::List(inner) if in_line(inner, false, &[]).is_none() => {
                self.lone(item.side, indent);
                self.blanks(indent);
                self.out.push_str("-\n");
                self.list(inner, path, indent + 2);
            }
            value => {
                if apart == Some(true) {
                    self.empty_line();
                }
                self.blanks(indent);
                self.out.push('-');
                match value {
                    Value::Scalar(node, comments) => {
                        self.scalar(*node, None, indent, item.side);
                        self.comments(comments, indent + 2, false);
                    }
                    Value::Map(_) => {
                        self.out.push_str(" {}");
                        self.side(item.side);
                    }
                    Value::List(inner) => {
                        self.out.push(' ');
                        self.out.push_str(&in_line(inner, false, &[]).unwrap_or_default());
                        self.side(item.side);
                    }
                }
            }
        }
    }

    fn lone(&mut self, side: Option<&str>, indent: usize) {
        if side.is_some() {
            self.blanks(indent);
        }
        self.alone(side);
    }

    /// A scalar behind a colon or dash, to the end of its last line.
    fn scalar(&mut self, node: Node<'_, '_>, boolean: Option<&str>, indent: usize, side: Option<&str>) {
        if node.is_null() {
            return self.side(side);
        }
        self.out.push(' ');
        if let Some((head, lines)) = block_of(node) {
            self.out.push_str(head);
            self.side(side);
            for line in lines {
                if !line.is_empty() {
                    self.blanks(indent + 2);
                    self.out.push_str(line);
                }
                self.out.push('\n');
            }
            return;
        }
        match as_written(node) {
            Some(raw) => self.out.push_str(raw),
            None => scalar(boolean.unwrap_or(node.text()), false, &mut self.out),
        }
        self.side(side);
    }
}

/// A text with characters that cannot be seen, which is left to those who look for them.
fn as_written<'t>(node: Node<'_, 't>) -> Option<&'t str> {
    let raw = node.raw();
    (raw.contains(is_invisible) && !raw.contains('\n')).then_some(raw)
}

/// The head and the lines of a text in lines, if it can be moved as it is.
fn block_of<'t>(node: Node<'_, 't>) -> Option<(&'static str, Vec<&'t str>)> {
    let mut lines = node.raw().split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let head = lines.next()?.split([' ', '\t']).next()?;
    if node.kind() != Kind::Block || node.text().ends_with('\n') || node.text().trim().is_empty() {
        return None;
    }
    let head = match head {
        "|" | "|+" => "|",
        "|-" => "|-",
        ">" | ">+" => ">",
        ">-" => ">-",
        // One that says how far it is indented.
        _ => return None,
    };
    let lines: Vec<&str> = lines.collect();
    let first = lines.iter().find(|line| !line.trim_start_matches(' ').is_empty())?;
    let indent = first.len() - first.trim_start_matches(' ').len();
    let mut lines: Vec<&str> = lines.into_iter().map(|line| line.get(indent..).unwrap_or("")).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    Some((head, lines))
}
