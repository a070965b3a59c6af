//! Ids of new records: readable, and the same again where the same workbook is imported into the same
//! records.

use crate::plan::{Plan, UnitIndex};
use crate::store::Records;
use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};

/// The ids of a kind that are taken, and the next ones of each unit.
pub(super) struct Ids<'r> {
    plan: &'r Plan,
    taken: HashSet<String>,
    /// By unit: what the numbered ids begin with, how wide their numbers are, and the last number.
    series: HashMap<UnitIndex, (String, usize, u32)>,
    /// By what an id with a day begins with: the last number.
    days: HashMap<String, u32>,
}

impl<'r> Ids<'r> {
    /// From ids that are taken, each with the unit whose record it names.
    pub(super) fn new<'i>(plan: &'r Plan, taken: impl Iterator<Item = (&'i str, UnitIndex)>) -> Self {
        let mut all = HashSet::new();
        let mut of_unit: HashMap<UnitIndex, HashMap<&str, (usize, u32, usize)>> = HashMap::new();
        for (id, unit) in taken {
            all.insert(id.to_owned());
            if let Some((stem, digits)) = numbered(id) {
                let (width, last, count) = of_unit.entry(unit).or_default().entry(stem).or_default();
                *width = digits.len().max(*width);
                *last = digits.parse().unwrap_or(0).max(*last);
                *count += 1;
            }
        }
        // A unit goes on with the series that most of its ids belong to.
        let series = of_unit.into_iter().filter_map(|(unit, stems)| {
            let most = stems.into_iter().max_by_key(|(stem, (.., count))| (*count, std::cmp::Reverse(*stem)));
            most.map(|(stem, (width, last, _))| (unit, (stem.to_owned(), width, last)))
        });
        Self { plan, taken: all, series: series.collect(), days: HashMap::new() }
    }

    /// Takes an id that the workbook gives; `false` where another record has it.
    pub(super) fn take(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// The next number in the series of a unit: `ql-17`.
    pub(super) fn next(&mut self, unit: UnitIndex) -> String {
        let name = || (format!("{}-", self.plan.unit(unit).id), 3, 0);
        let (stem, width, last) = self.series.entry(unit).or_insert_with(name);
        loop {
            *last = last.saturating_add(1);
            let id = format!("{stem}{last:0width$}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }

    /// An id with the unit and a day: `qilin-20230815-1`.
    pub(super) fn of_day(&mut self, unit: UnitIndex, day: NaiveDate) -> String {
        let stem = format!("{}-{}", self.plan.unit(unit).id, day.format("%Y%m%d"));
        let last = self.days.entry(stem.clone()).or_default();
        loop {
            *last = last.saturating_add(1);
            let id = format!("{stem}-{last}");
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
    (stem.ends_with('-') && (1..=6).contains(&digits.len())).then_some((stem, digits))
}

/// The ids of all records of a kind with their units, those that cannot be read included.
pub(crate) fn of_kind(
    records: &Records,
    kind: crate::record::Kind,
) -> impl Iterator<Item = (&str, UnitIndex)> {
    let stubs = records.stubs.iter().filter(move |stub| stub.kind == kind);
    let stubs = stubs.filter_map(|stub| Some((stub.id.as_deref()?, stub.origin.unit)));
    records.of_kind(kind).map(|record| (record.id(), record.origin().unit)).chain(stubs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_goes_on_with_its_own_series() {
        let plan = Plan::read("plan", Plan::built_in("qujing-2023").unwrap()).unwrap();
        let unit = |id| plan.find_unit(id).unwrap();
        let taken = ["ql-01", "ql-16", "ql-17", "old-900", "x"].map(|id| (id, unit("qilin")));
        let mut ids = Ids::new(&plan, taken.into_iter());
        assert_eq!([ids.next(unit("qilin")), ids.next(unit("qilin"))], ["ql-18", "ql-19"]);
        assert_eq!(ids.next(unit("malong")), "malong-001");
        assert!(ids.take("malong-002") && !ids.take("x"));
        assert_eq!(ids.next(unit("malong")), "malong-003");
        let day = NaiveDate::from_ymd_opt(2023, 8, 15).unwrap();
        assert_eq!(
            [ids.of_day(unit("qilin"), day), ids.of_day(unit("qilin"), day)],
            ["qilin-20230815-1", "qilin-20230815-2"]
        );
    }
}
