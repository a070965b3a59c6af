//! What would follow from writing files: the findings that would be new, each at its place in the texts as
//! they would be, and those that would be gone.

use super::files::Folder;
use super::incoming::Incoming;
use super::walk::read_one;
use super::{Records, Repository, places, sort_key};
use crate::check::{Context, check};
use crate::finding::{Finding, Severity};
use chrono::NaiveDate;
use hashbrown::HashSet;

/// What would follow from writing files.
#[derive(Debug)]
pub struct Consequences {
    /// The records as they would be.
    pub records: Records,
    /// The findings that there would be, and are not now; waived ones are none. By path, line and rule.
    pub new: Vec<Finding>,
    /// The findings that there are now, and would not be.
    pub gone: Vec<Finding>,
}

impl Consequences {
    /// Whether a finding is one for which nothing is written: what is new must be sound in itself. What is
    /// to be done about it in time is told only.
    pub fn refuses(finding: &Finding) -> bool {
        finding.severity == Severity::Error && finding.rule.starts_with(['F', 'R', 'V'])
    }

    /// How many findings there are for which nothing is written.
    pub fn refusals(&self) -> usize {
        self.new.iter().filter(|finding| Self::refuses(finding)).count()
    }
}

/// What a finding is known by in two states of the records: its rule, path, id and field.
type Mark = (&'static str, String, Option<String>, String);

fn mark(finding: &Finding) -> Mark {
    (finding.rule, finding.path.clone(), finding.id.clone(), finding.field.clone().into_owned())
}

impl Repository {
    /// What would follow from writing files, as of a day.
    pub fn consequences(&self, incoming: &Incoming, as_of: NaiveDate, today: NaiveDate) -> Consequences {
        let records = self.records_with(incoming);
        let judged = |records: &Records| {
            let context = Context::new(records, &self.plan, &self.catalog, as_of, today);
            let mut findings = check(&context, &self.settings);
            findings.retain(|finding| !finding.waived);
            findings
        };
        let (mut before, mut after) = rayon::join(|| judged(&self.records), || judged(&records));
        let said = |finding: &Finding| (mark(finding), finding.message.zh.clone());
        let was: HashSet<_> = before.iter().map(said).collect();
        let is: HashSet<Mark> = after.iter().map(mark).collect();
        // A finding that says something else is new; the one in whose place it stands is not gone.
        before.retain(|finding| !is.contains(&mark(finding)));
        after.retain(|finding| !was.contains(&said(finding)));
        self.place(&mut after, &records, incoming);
        Consequences { records, new: after, gone: before }
    }

    /// Gives findings their places in the texts as they would be.
    fn place(&self, findings: &mut [Finding], records: &Records, incoming: &Incoming) {
        let folder = Folder::open(&self.root).ok();
        let text = |path: &str| {
            let new = incoming.new.get(path).cloned();
            let rewritten = || {
                let rewrite = incoming.rewrites.iter().find(|rewrite| rewrite.path == path)?;
                String::from_utf8(rewrite.after.clone()).ok()
            };
            new.or_else(rewritten).or_else(|| places::text_of(folder.as_ref()?, path))
        };
        places::locate(text, records, findings.iter_mut().map(|finding| &mut finding.spot).collect());
        findings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    }
}

impl Repository {
    /// What the reader finds in a record that is not whole yet, were it to stand at a path.
    pub fn reading(&self, path: &str, text: &str) -> Vec<Finding> {
        let Ok(folder) = Folder::open(&self.root) else { return Vec::new() };
        read_one(&folder, &self.plan, &self.catalog, path, text.as_bytes()).findings
    }
}
