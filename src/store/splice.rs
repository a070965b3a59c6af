//! One file's records replaced among all: only what stands behind them is moved.

use super::records::{File, Records};
use crate::finding::{Finding, Spot};
use crate::record::{Entry, FileIndex, Origin, Stub};

/// What knows where it stands.
trait Placed {
    fn origin(&mut self) -> &mut Origin;
    fn file(&self) -> u32;
}

impl<T> Placed for Entry<T> {
    fn origin(&mut self) -> &mut Origin {
        &mut self.origin
    }
    fn file(&self) -> u32 {
        self.origin.file.0
    }
}

impl Placed for Stub {
    fn origin(&mut self) -> &mut Origin {
        &mut self.origin
    }
    fn file(&self) -> u32 {
        self.origin.file.0
    }
}

/// Which file is replaced, and by how much those behind it move.
#[derive(Clone, Copy)]
struct Cut {
    at: u32,
    /// Whether the file was there, and whether it is there afterwards.
    before: bool,
    after: bool,
}

impl Cut {
    fn splice<T: Placed>(self, all: &mut Vec<T>, mut next: Vec<T>) {
        let begin = all.partition_point(|item| item.file() < self.at);
        let end = match self.before {
            true => all.partition_point(|item| item.file() <= self.at),
            false => begin,
        };
        if self.before != self.after {
            for item in all.iter_mut().skip(end) {
                let FileIndex(file) = &mut item.origin().file;
                *file = if self.after { *file + 1 } else { file.saturating_sub(1) };
            }
        }
        for item in &mut next {
            item.origin().file = FileIndex(self.at);
        }
        all.splice(begin..end, next);
    }
}

impl Records {
    /// Puts what a file holds now in the place of what it held; `None` for a file that is gone.
    pub(super) fn replace(&mut self, path: &str, next: Option<Self>) {
        let found = self.files.binary_search_by(|file| file.path.as_str().cmp(path));
        let (Ok(index) | Err(index)) = found;
        let Some(at) = u32::try_from(index).ok() else {
            return;
        };
        let cut = Cut { at, before: found.is_ok(), after: next.is_some() };
        let next = next.unwrap_or_default();
        cut.splice(&mut self.enterprises, next.enterprises);
        cut.splice(&mut self.selfchecks, next.selfchecks);
        cut.splice(&mut self.hazards, next.hazards);
        cut.splice(&mut self.inspections, next.inspections);
        cut.splice(&mut self.penalties, next.penalties);
        cut.splice(&mut self.activities, next.activities);
        cut.splice(&mut self.filings, next.filings);
        cut.splice(&mut self.stubs, next.stubs);
        let old = if cut.before { index..index + 1 } else { index..index };
        let gone: usize = self.files.splice(old, next.files).map(|file: File| file.met).sum();
        self.met = self.met.saturating_sub(gone) + next.met;
        // What was found of the name of the file is not found in its text.
        let stays = |finding: &Finding| {
            finding.path != path || (cut.after && finding.rule == "F008" && finding.spot == Spot::Nowhere)
        };
        self.findings.retain(stays);
        self.findings.extend(next.findings);
    }
}
