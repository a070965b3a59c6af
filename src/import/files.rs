//! The files of new records: one each; of very many, lists.

use super::proposal::{New, Outcome, Proposal};
use crate::plan::Plan;
use crate::record::Kind;
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// So many new records of a unit and kind stand in files of their own.
const SINGLE: usize = 1_000;
/// So many stand in one list.
const LISTED: usize = 1_000;

/// The texts of the new files, by path relative to the root, and the file of each new record, by kind and
/// id. `exists` says whether a path is taken.
pub fn new_files(
    proposal: &Proposal,
    plan: &Plan,
    exists: impl Fn(&str) -> bool,
) -> (BTreeMap<String, String>, HashMap<(Kind, String), String>) {
    let mut groups: BTreeMap<(crate::plan::UnitIndex, &'static str), Vec<&New>> = BTreeMap::new();
    for row in &proposal.rows {
        if let Outcome::New(new) = &row.outcome {
            groups.entry((new.unit, new.kind.folder())).or_default().push(new);
        }
    }
    let (mut files, mut places) = (BTreeMap::new(), HashMap::new());
    for ((unit, folder), news) in groups {
        let size = if news.len() <= SINGLE { 1 } else { LISTED };
        for part in news.chunks(size) {
            let Some(first) = part.first() else { continue };
            let base = format!("{}/{folder}/{}", plan.unit(unit).id, first.id);
            let paths =
                std::iter::once(format!("{base}.yaml")).chain((2..).map(|n| format!("{base}-{n}.yaml")));
            let path =
                paths.into_iter().find(|path| !exists(path) && !files.contains_key(path)).unwrap_or_default();
            let text = match part {
                [one] => one.draft.to_yaml(),
                several => several.iter().map(|new| new.draft.to_yaml_item()).collect(),
            };
            places.extend(part.iter().map(|new| ((new.kind, new.id.clone()), path.clone())));
            files.insert(path, text);
        }
    }
    (files, places)
}
