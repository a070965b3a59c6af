//! Keys and items between brackets: they come and go with their commas.

use super::change::{Editor, Plan};
use std::ops::Range;

impl Editor<'_> {
    /// Carries out a plan for the keys of a mapping or the items of a list in flow style.
    pub(super) fn flow(&mut self, plan: &Plan) {
        let Plan { children, gone, new } = plan;
        let (Some(first), Some(last)) = (children.first(), children.last()) else {
            return;
        };
        let texts = || new.iter().map(|(_, text)| text.as_str());
        let Some(kept) = gone.iter().position(|gone| !gone) else {
            let texts: Vec<&str> = texts().collect();
            self.splice(first.start..last.end, &texts.join(", "), true);
            return;
        };
        let mut at = 0;
        for run in gone.chunk_by(|one, other| one == other) {
            let (begin, end) = (at, at + run.len());
            at = end;
            if run.first() != Some(&true) {
                continue;
            }
            let (Some(from), Some(to)) = (children.get(begin), children.get(end - 1)) else {
                continue;
            };
            match (children.get(end), begin.checked_sub(1).and_then(|at| children.get(at))) {
                (Some(next), _) => self.cut(from.start..next.start),
                (None, Some(last)) => self.cut(last.end..to.end),
                (None, None) => {}
            }
        }
        for (behind, text) in new {
            if let Some(child) = behind.and_then(|at| children.get(at)) {
                self.splice(child.end..child.end, &format!(", {text}"), false);
            } else if let Some(child) = children.get(kept) {
                self.splice(child.start..child.start, &format!("{text}, "), false);
            }
        }
    }

    /// Cuts out a piece; where comments stand in it, all but them and the blanks around.
    fn cut(&mut self, range: Range<usize>) {
        if !self.has_comment(&range) {
            self.splice(range, "", false);
            return;
        }
        let mut at = range.start;
        let comments: Vec<_> = self.comments_in(&range).collect();
        for comment in comments {
            self.cut_words(at..comment.start);
            at = comment.end;
        }
        self.cut_words(at..range.end);
    }

    /// Cuts out what is not blank.
    fn cut_words(&mut self, range: Range<usize>) {
        let piece = self.lines.piece(range.clone());
        let start = range.start + (piece.len() - piece.trim_start().len());
        let end = range.start + piece.trim_end().len();
        if start < end {
            self.splice(start..end, "", false);
        }
    }
}
