//! A value put in the place of another of any kind, or of none.

use super::change::{At, Editor, Slot};
use crate::record::draft::Value;
use crate::record::draft::yaml as spell;
use crate::store::yaml::{Kind, Node};

impl Editor<'_> {
    /// Replaces a value; `None` where it is spelled in a way that is not edited.
    pub(super) fn replace(&mut self, slot: Slot, node: Node<'_, '_>, value: &Value) -> Option<()> {
        let (head, rest) = self.spelled(slot, node, value);
        let lines = self.lines;
        let (start, end) = (node.start(), node.end());
        if slot.at == At::Flow {
            let has_colon = start.checked_sub(1).and_then(|at| lines.byte(at)) == Some(b':');
            match (start == end, has_colon) {
                (true, true) => self.splice(start..end, &head, false),
                (true, false) => self.splice(start..end, &[":", &head].concat(), false),
                (false, _) => self.splice(start..end, head.trim_start_matches(' '), true),
            }
            return Some(());
        }
        let on_line = lines.start(slot.after) == lines.start(start);
        let behind_key = lines.past_blanks(slot.after);
        // The rest of the key's line, if there is nothing on it.
        let line_rest = if behind_key == lines.end(slot.after) { behind_key } else { slot.after };
        if start == end {
            self.splice(slot.after..line_rest, &head, false);
            let below = lines.behind(slot.after);
            self.splice_lines(below..below, &rest, false);
            return Some(());
        }
        if node.kind() == Kind::Block {
            let behind = lines.behind(start);
            let header = lines.piece(start..lines.end(start));
            let header = start + header.find([' ', '\t']).unwrap_or(header.len());
            match (rest.is_empty(), on_line) {
                (true, _) => self.splice(start..header, head.trim_start_matches(' '), false),
                (false, true) => self.splice(slot.after..header, &head, false),
                (false, false) => return None,
            }
            let body = if end > behind { lines.tail(node) } else { behind };
            self.splice_lines(behind..body, &rest, false);
            return Some(());
        }
        let is_block = is_block(node, lines.byte(start));
        if !is_block && rest.is_empty() {
            self.splice(start..end, head.trim_start_matches(' '), true);
        } else if on_line {
            self.splice(slot.after..end, &head, true);
            let below = lines.behind(end);
            self.splice_lines(below..below, &rest, false);
        } else if lines.before(start).trim().is_empty() {
            self.splice(slot.after..line_rest, &head, false);
            self.splice_lines(lines.start(start)..lines.tail(node), &rest, true);
        } else {
            return None;
        }
        Some(())
    }

    /// What stands behind the colon or dash, and the lines below.
    fn spelled(&self, slot: Slot, node: Node<'_, '_>, value: &Value) -> (String, String) {
        let mut text = String::new();
        let is_filled = node.items().next().is_some() || node.entries().next().is_some();
        let in_brackets = is_filled && !is_block(node, self.lines.byte(node.start()));
        match (value, slot.at) {
            (Value::Text(value), at) => {
                text.push(' ');
                let old = if node.kind() == Kind::Quoted { node.raw() } else { "" };
                spell::quoted_like(old, value, at == At::Flow, &mut text);
            }
            (value, At::Key) if !in_brackets => spell::behind_key(value, slot.indent, &mut text),
            (value, At::Dash) if !in_brackets => spell::behind_dash(value, slot.indent, &mut text),
            (value, _) => {
                text.push(' ');
                spell::flow(value, &mut text);
            }
        }
        match text.split_once('\n') {
            Some((head, rest)) => (head.to_owned(), rest.to_owned()),
            None => (text, String::new()),
        }
    }
}

/// Whether a value is a list or mapping without brackets.
fn is_block(node: Node<'_, '_>, first: Option<u8>) -> bool {
    let key = node.entries().next().map_or(usize::MAX, |(key, _)| key.start());
    match node.kind() {
        Kind::Sequence => first != Some(b'['),
        Kind::Mapping => first != Some(b'{') || key == node.start(),
        _ => false,
    }
}
