//! The rules over what would be written: the same as over records entered by hand, each finding at the cell
//! that it comes from.

use super::proposal::{Note, Outcome, Proposal};
use crate::finding::{Finding, Severity};
use crate::lang::Text;
use hashbrown::{HashMap, HashSet};

/// What a finding is known by in two states of the records.
type Mark<'f> = (&'static str, &'f str, Option<&'f str>, &'f str, &'f str);

fn mark(finding: &Finding) -> Mark<'_> {
    (finding.rule, &finding.path, finding.id.as_deref(), &finding.field, &finding.message.zh)
}

/// Whether a rule judges a record for itself; the others ask what day it is, or how the whole stands.
pub fn judges_records(rule: &str) -> bool {
    rule.starts_with(['F', 'R', 'V'])
}

/// Puts every finding of [these rules](judges_records) that would be new to its row: what makes a record unreadable or unsound refuses the
/// row, the rest is told. `place` says in which file a row's record stands. Returns whether a row has been
/// refused, and the findings that belong to no row.
pub fn judge<'p>(
    proposal: &mut Proposal,
    before: &[Finding],
    after: &'p [Finding],
    place: impl Fn(&Outcome) -> Option<(String, String)>,
) -> (bool, Vec<&'p Finding>) {
    let known: HashSet<Mark<'_>> = before.iter().map(mark).collect();
    let new = after.iter().filter(|finding| !finding.waived && !known.contains(&mark(finding)));
    let mut new = new.peekable();
    if new.peek().is_none() {
        return (false, Vec::new());
    }
    let rows: HashMap<(String, String), usize> = proposal
        .rows
        .iter()
        .enumerate()
        .filter_map(|(index, row)| Some((place(&row.outcome)?, index)))
        .collect();
    let (mut refused, mut stray) = (HashSet::new(), Vec::new());
    for finding in new {
        let id = finding.id.clone().unwrap_or_default();
        let row = rows.get(&(finding.path.clone(), id)).and_then(|index| proposal.rows.get_mut(*index));
        let Some(row) = row else {
            stray.push(finding);
            continue;
        };
        let at = cell(&row.outcome, &finding.field);
        let message = Text::made(
            format!("{} {}", finding.message.zh, finding.help.zh),
            format!("{} {}", finding.message.en, finding.help.en),
        );
        row.notes.push(Note { at, text: message, rule: Some(finding.rule) });
        if finding.severity == Severity::Error && finding.rule.starts_with(['F', 'R']) {
            refused.insert(row.name);
        }
    }
    // What stands in one row is written together or not at all.
    for row in proposal.rows.iter_mut().filter(|row| refused.contains(&row.name)) {
        row.outcome = Outcome::Refused;
    }
    (!refused.is_empty(), stray)
}

/// The cell that a field of a record comes from: its own, or that of the key above it.
fn cell(outcome: &Outcome, field: &str) -> Option<super::grid::At> {
    let is = |path: &str| {
        field == path || field.strip_prefix(path).is_some_and(|rest| rest.starts_with(['.', '[']))
    };
    match outcome {
        Outcome::New(new) => new.cells.iter().find(|(path, _)| is(path)).map(|(_, at)| *at),
        Outcome::Changed(changed) => {
            changed.fields.iter().find(|field| is(field.path)).and_then(|field| field.at)
        }
        Outcome::Same(..) | Outcome::Doubtful | Outcome::Refused => None,
    }
}
