//! The next id of a unit: as the ids are that it has, by number (`ql-17`) or by day and number
//! (`ql-yh-0817-2`).

use super::returns::{self, Before};
use crate::import::ids::of_kind;
use crate::plan::{Plan, UnitIndex};
use crate::record::{Kind, Month};
use crate::store::Records;
use crate::text::one_name;
use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};

/// How the ids of a unit are made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Pattern {
    /// What stands before the day, how the day is written, and what stands before the number.
    Day(String, &'static str),
    /// What stands before the number.
    Series(String),
}

/// The ids of a kind that are taken.
#[derive(Debug)]
pub struct Ids<'p> {
    plan: &'p Plan,
    taken: HashSet<String>,
    patterns: HashMap<UnitIndex, Pattern>,
    /// Of each month of a unit the return that counts.
    returns: HashMap<(UnitIndex, Month), Before>,
    /// The files of returns, as names that are one.
    files: HashSet<String>,
    /// Of each series how wide its numbers are, and the last one.
    last: HashMap<String, (usize, u32)>,
}

impl<'p> Ids<'p> {
    /// Of the records of a kind, those that cannot be read included.
    pub fn new(plan: &'p Plan, records: &Records, kind: Kind) -> Self {
        let (taken, patterns, returns, files, last) = Default::default();
        let mut ids = Self { plan, taken, patterns, returns, files, last };
        if kind == Kind::Filing {
            for filing in &records.filings {
                let Some(month) = filing.month else { continue };
                ids.note_return(filing.unit(), month, Before::of(filing, records));
            }
            ids.files = records.files.iter().map(|file| one_name(&file.path)).collect();
        }
        let mut counts: HashMap<(UnitIndex, Pattern), usize> = HashMap::new();
        for (id, unit) in of_kind(records, kind) {
            ids.taken.insert(id.to_owned());
            if let Some((stem, digits)) = numbered(id) {
                let (width, last) = ids.last.entry(stem.to_owned()).or_default();
                *width = digits.len().max(*width);
                *last = digits.parse().unwrap_or(0).max(*last);
            }
            if let Some(pattern) = pattern(id).filter(|_| kind != Kind::Filing) {
                *counts.entry((unit, pattern)).or_default() += 1;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by(|a, b| (b.1, &a.0.1).cmp(&(a.1, &b.0.1)));
        for ((unit, pattern), _) in counts {
            ids.patterns.entry(unit).or_insert(pattern);
        }
        ids
    }

    /// Takes an id; `false` where a record has it.
    pub fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// Of the returns of a month the last counts, and of those of a day the last in path order.
    fn note_return(&mut self, unit: UnitIndex, month: Month, filed: Before) {
        let last = self.returns.entry((unit, month)).or_insert_with(|| filed.clone());
        if (last.filed_on, &last.path) < (filed.filed_on, &filed.path) {
            *last = filed;
        }
    }

    /// The id of the next return of a month, as `hazards file` would give it; none where its letters are used
    /// up.
    pub fn next_return(&mut self, unit: UnitIndex, month: Month, filed_on: NaiveDate) -> Option<String> {
        let before = self.returns.get(&(unit, month));
        let is_free = |id: &String| {
            let path = returns::path(self.plan, unit, id);
            !self.taken.contains(id)
                && !self.files.contains(&one_name(&path))
                && returns::is_behind(self.plan, unit, id, filed_on, before)
        };
        let id = returns::ids(self.plan, unit, month, before).find(is_free)?;
        self.take_return(&id, unit, month, filed_on);
        Some(id)
    }

    /// Takes the id of a return of a month.
    pub fn take_return(&mut self, id: &str, unit: UnitIndex, month: Month, filed_on: NaiveDate) {
        self.taken.insert(id.to_owned());
        let path = returns::path(self.plan, unit, id);
        self.note_return(unit, month, Before { filed_on, id: id.to_owned(), path });
    }

    /// The next id of a unit, of a day where its ids are made of days.
    pub fn next(&mut self, unit: UnitIndex, day: Option<NaiveDate>) -> String {
        let of_unit = || format!("{}-", self.plan.unit(unit).id);
        let (stem, width) = match (self.patterns.get(&unit), day) {
            (Some(Pattern::Day(stem, form)), Some(day)) => (format!("{stem}{}-", day.format(form)), 1),
            (Some(Pattern::Series(stem)), _) => (stem.clone(), 1),
            _ => (of_unit(), 3),
        };
        let (known, last) = self.last.entry(stem.clone()).or_default();
        let width = if *known == 0 { width } else { *known };
        loop {
            *last = last.saturating_add(1);
            let id = format!("{stem}{last:0width$}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// An id as what stands before its number, and the number.
fn numbered(id: &str) -> Option<(&str, &str)> {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = id.get(stem.len()..)?;
    let ends = stem.ends_with(|c: char| c == '-' || c.is_ascii_lowercase());
    (ends && stem.contains('-') && (1..=6).contains(&digits.len())).then_some((stem, digits))
}

fn pattern(id: &str) -> Option<Pattern> {
    let (stem, _) = numbered(id)?;
    let before = stem.trim_end_matches('-');
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = before.get(rest.len()..)?;
    let form = match digits.len() {
        4 => "%m%d",
        6 => "%y%m%d",
        8 => "%Y%m%d",
        _ => return Some(Pattern::Series(stem.to_owned())),
    };
    let part = |at: std::ops::Range<usize>| digits.get(at).and_then(|part| part.parse::<u32>().ok());
    let end = digits.len();
    let is_day = part(end - 4..end - 2).is_some_and(|month| (1..=12).contains(&month))
        && part(end - 2..end).is_some_and(|day| (1..=31).contains(&day));
    Some(if is_day && stem.ends_with('-') && rest.ends_with('-') {
        Pattern::Day(rest.to_owned(), form)
    } else {
        Pattern::Series(stem.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_ids_are_made() {
        let series = |stem: &str| Some(Pattern::Series(stem.into()));
        assert_eq!(pattern("ql-017"), series("ql-"));
        assert_eq!(pattern("jia-h2"), series("jia-h"));
        assert_eq!(pattern("ql-yh-0817-2"), Some(Pattern::Day("ql-yh-".into(), "%m%d")));
        assert_eq!(pattern("qilin-20230817-2"), Some(Pattern::Day("qilin-".into(), "%Y%m%d")));
        assert_eq!(pattern("ql-9999-2"), series("ql-9999-"));
        assert_eq!(pattern("abc"), None);
    }
}
