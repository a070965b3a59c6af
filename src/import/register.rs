//! The enterprises that a row may be: found by code or name, never by likeness. A like name is a question.

use super::words;
use crate::check::Context;
use crate::plan::UnitIndex;
use crate::record::{Enterprise, Entry};
use hashbrown::{HashMap, HashSet};

/// How many names may share a pair of characters that is still looked up.
const COMMON: usize = 200;

/// The enterprises of all units by code and by name.
pub(super) struct Register<'r> {
    by_uscc: HashMap<String, Vec<&'r Entry<Enterprise>>>,
    by_name: HashMap<String, Vec<&'r Entry<Enterprise>>>,
    /// By unit, the names' pairs of characters: which enterprises have them.
    pairs: HashMap<(UnitIndex, [char; 2]), Vec<&'r Entry<Enterprise>>>,
}

impl<'r> Register<'r> {
    pub(super) fn new(context: &Context<'r>) -> Self {
        let all = &context.records.enterprises;
        let mut register = Self {
            by_uscc: HashMap::with_capacity(all.len()),
            by_name: HashMap::with_capacity(all.len()),
            pairs: HashMap::new(),
        };
        for entry in all {
            if let Some(uscc) = &entry.uscc {
                register.by_uscc.entry(words::name(uscc).to_uppercase()).or_default().push(entry);
            }
            let name = words::name(&entry.name);
            for pair in pairs(&name) {
                let of_pair = register.pairs.entry((entry.unit(), pair)).or_default();
                if of_pair.len() <= COMMON {
                    of_pair.push(entry);
                }
            }
            register.by_name.entry(name).or_default().push(entry);
        }
        register
    }

    /// The enterprises with a code, in path order.
    pub(super) fn of_uscc(&self, uscc: &str) -> &[&'r Entry<Enterprise>] {
        self.by_uscc.get(&words::name(uscc).to_uppercase()).map_or(&[], Vec::as_slice)
    }

    /// The enterprises of a name, in path order.
    pub(super) fn of_name(&self, name: &str) -> &[&'r Entry<Enterprise>] {
        self.by_name.get(&words::name(name)).map_or(&[], Vec::as_slice)
    }

    /// The enterprise of a unit whose name is most like another, if one is like it; not one of `known`,
    /// which are other rows of the same workbook.
    pub(super) fn like(
        &self,
        unit: UnitIndex,
        name: &str,
        known: impl Fn(&Entry<Enterprise>) -> bool,
    ) -> Option<&'r Entry<Enterprise>> {
        if self.pairs.is_empty() {
            return None;
        }
        let name = words::name(name);
        let mut shared: HashMap<&str, (usize, &'r Entry<Enterprise>)> = HashMap::new();
        for pair in pairs(&name) {
            let of_pair = self.pairs.get(&(unit, pair)).filter(|of_pair| of_pair.len() <= COMMON);
            for entry in of_pair.into_iter().flatten() {
                shared.entry(entry.id.as_str()).or_insert((0, entry)).0 += 1;
            }
        }
        let mut candidates: Vec<_> = shared.into_values().collect();
        candidates.sort_by(|a, b| (b.0, &a.1.id).cmp(&(a.0, &b.1.id)));
        let length = name.chars().count();
        let likeness = |entry: &&'r Entry<Enterprise>| {
            let other = words::name(&entry.name);
            let part = |whole: &str, part: &str| part.chars().count() >= 4 && whole.contains(part);
            if part(&other, &name) || part(&name, &other) || core(&other) == core(&name) {
                return Some(1);
            }
            let distance = strsim::damerau_levenshtein(&name, &other);
            (distance <= 1 + length / 16).then_some(distance)
        };
        let candidates =
            candidates.into_iter().map(|(_, entry)| entry).filter(|entry| !known(entry)).take(20);
        candidates
            .filter_map(|entry| Some((likeness(&entry)?, entry)))
            .min_by_key(|(distance, entry)| (*distance, entry.id.clone()))
            .map(|(_, entry)| entry)
    }
}

/// A name without the words that are left out where it is said in short.
fn core(name: &str) -> String {
    ["有限", "责任", "股份", "集团", "公司"].iter().fold(name.to_owned(), |name, word| name.replace(word, ""))
}

/// The pairs of neighbouring characters of a name, each once.
fn pairs(name: &str) -> HashSet<[char; 2]> {
    name.chars().zip(name.chars().skip(1)).map(|(a, b)| [a, b]).collect()
}
