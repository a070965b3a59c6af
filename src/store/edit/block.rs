//! Keys and items on lines of their own: lines come and go.

use super::change::{At, Editor, Plan, Slot};

fn blanks(count: usize) -> String {
    " ".repeat(count)
}

impl Editor<'_> {
    /// Carries out a plan for the keys of a mapping or the items of a list in block style.
    pub(super) fn block(&mut self, slot: Slot, plan: &Plan) {
        let Plan { children, gone, new } = plan;
        let Some(first) = children.first() else { return };
        let indent = blanks(self.lines.before(first.start).len());
        let Some(kept) = gone.iter().position(|gone| !gone) else {
            // The new ones stand in the place of the first.
            let texts: Vec<&str> = new.iter().map(|(_, text)| text.trim_end_matches('\n')).collect();
            self.splice(first.start..first.end, &texts.join(&format!("\n{indent}")), true);
            for child in children.iter().skip(1) {
                self.splice(self.lines.start(child.start)..child.tail, "", true);
            }
            return;
        };
        let mut from = 0;
        if gone.first() == Some(&true) && !self.lines.before(first.start).trim().is_empty() {
            from = self.behind_dash(plan, kept);
        }
        for (child, _) in children.iter().zip(gone).skip(from).filter(|(_, gone)| **gone) {
            self.splice(self.lines.start(child.start)..child.tail, "", true);
        }
        for (behind, text) in new {
            if let Some(child) = behind.and_then(|at| children.get(at)) {
                self.splice_lines(child.tail..child.tail, &[&indent, text.as_str()].concat(), false);
            } else if slot.at == At::Key && self.lines.start(slot.after) < self.lines.start(first.start) {
                let at = self.lines.behind(slot.after);
                self.splice_lines(at..at, &[&indent, text.as_str()].concat(), false);
            } else if let Some(child) = children.get(kept) {
                let text = text.trim_end_matches('\n');
                self.splice(child.start..child.start, &format!("{text}\n{indent}"), false);
            }
        }
    }

    /// Removes what stands behind a dash on its line: the first that stays moves there. Where that would
    /// move comments, the dash stays alone. How many children are dealt with.
    fn behind_dash(&mut self, plan: &Plan, kept: usize) -> usize {
        let Plan { children, .. } = plan;
        let (Some(first), Some(next)) = (children.first(), children.get(kept)) else {
            return 0;
        };
        let close = children.iter().zip(children.iter().skip(1)).take(kept);
        let close = close.into_iter().all(|(one, other)| self.lines.start(other.start) == one.tail);
        if close {
            self.splice(first.start..next.start, "", true);
            return kept;
        }
        let before = self.lines.before(first.start);
        let start = self.lines.start(first.start) + before.trim_end().len();
        self.splice(start..self.lines.end(first.end), "", true);
        1
    }
}
