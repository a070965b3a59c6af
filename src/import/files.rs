//! The files of new records: one each; of very many, lists.

use super::proposal::{New, Outcome, Proposal};
use crate::plan::Plan;
use crate::record::Kind;
use hashbrown::HashMap;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// So many new records of a unit and kind stand in files of their own.
const SINGLE: usize = 1_000;
/// So many stand in one list.
const LISTED: usize = 1_000;
/// So many bytes an item of a list has room for at first.
const ITEM: usize = 512;

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
    let count = groups.values().map(Vec::len).sum();
    let (mut files, mut places) = (BTreeMap::new(), HashMap::with_capacity(count));
    for ((unit, folder), news) in groups {
        let size = if news.len() <= SINGLE { 1 } else { LISTED };
        for part in news.chunks(size) {
            let Some(first) = part.first() else { continue };
            let base = format!("{}/{folder}/{}", plan.unit(unit).id, first.id);
            let paths =
                std::iter::once(format!("{base}.yaml")).chain((2..).map(|n| format!("{base}-{n}.yaml")));
            let path =
                paths.into_iter().find(|path| !exists(path) && !files.contains_key(path)).unwrap_or_default();
            places.extend(part.iter().map(|new| ((new.kind, new.id.clone()), path.clone())));
            files.insert(path, part.to_vec());
        }
    }
    let text = |part: Vec<&New>| match part.as_slice() {
        [one] => one.draft.to_yaml(),
        several => {
            let mut text = String::with_capacity(several.len() * ITEM);
            several.iter().for_each(|new| new.draft.write_yaml_item(&mut text));
            text
        }
    };
    (files.into_par_iter().map(|(path, part)| (path, text(part))).collect(), places)
}
