//! What each waiver of a repository does: waive findings, nothing, or no longer anything.

use super::waivers::{Marks, mark};
use super::{Context, run};
use crate::finding::Spot;
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::Waiver;
use crate::settings::{FILE, Settings};
use crate::store::records::AnyRecord;
use chrono::{Days, NaiveDate};

/// How many days before its end a waiver is said to end soon.
const SOON: u64 = 14;

/// A waiver and what it does.
#[derive(Debug, Clone)]
pub struct Waiving<'r> {
    /// The waiver.
    pub waiver: &'r Waiver,
    /// The unit whose findings, or whose record's findings, it waives.
    pub unit: UnitIndex,
    /// The record that it stands in; none where it stands in `hazards.toml`.
    pub record: Option<AnyRecord<'r>>,
    /// The file, relative to the root.
    pub path: &'r str,
    /// Where in it.
    pub spot: Spot,
    /// How many findings it waives.
    pub findings: usize,
    /// What has become of it.
    pub state: State,
}

/// What has become of a waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It waives something.
    Active,
    /// It waives something, and ends within 14 days.
    Expiring,
    /// It waives nothing.
    Unused,
    /// It is past its last day.
    Expired,
}

impl State {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Active, Self::Expiring, Self::Unused, Self::Expired];

    /// The name in machine formats.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Expiring => "expiring",
            Self::Unused => "unused",
            Self::Expired => "expired",
        }
    }

    /// The name in tables.
    pub const fn word(self) -> Text {
        match self {
            Self::Active => Text::fixed("生效", "active"),
            Self::Expiring => Text::fixed("即将到期", "ends soon"),
            Self::Unused => Text::fixed("未用", "unused"),
            Self::Expired => Text::fixed("已到期", "ended"),
        }
    }

    fn of(waiver: &Waiver, findings: usize, as_of: NaiveDate) -> Self {
        let soon = as_of.checked_add_days(Days::new(SOON)).unwrap_or(NaiveDate::MAX);
        match waiver.until {
            Some(until) if until < as_of => Self::Expired,
            _ if findings == 0 => Self::Unused,
            Some(until) if until <= soon => Self::Expiring,
            _ => Self::Active,
        }
    }
}

/// All waivers: those of `hazards.toml`, then those of records in path order. A waiver of a record has no
/// place yet: [`Repository::locate_spots`](crate::store::Repository::locate_spots) gives it.
pub fn waivings<'r>(context: &Context<'r>, settings: &'r Settings) -> Vec<Waiving<'r>> {
    let mut findings = run::unwaived(context, settings);
    let Marks { in_records, in_settings } = mark(context, settings, &mut findings);
    let state = |waiver, findings| State::of(waiver, findings, context.as_of);
    let of_unit = settings.waivers.iter().zip(in_settings).map(|(of_unit, findings)| Waiving {
        waiver: &of_unit.waiver,
        unit: of_unit.unit,
        record: None,
        path: FILE,
        spot: Spot::Place(of_unit.place.clone()),
        findings,
        state: state(&of_unit.waiver, findings),
    });
    let mut all: Vec<Waiving<'r>> = of_unit.collect();
    let mut in_records: Vec<_> = in_records.into_iter().collect();
    in_records.sort_unstable_by_key(|(origin, _)| *origin);
    for (origin, (record, counts)) in in_records {
        let waivers = record.waivers().iter().zip(counts).enumerate();
        all.extend(waivers.map(|(index, (waiver, findings))| Waiving {
            waiver,
            unit: origin.unit,
            record: Some(record),
            path: context.records.path(origin),
            spot: Spot::Field(origin, format!("waivers[{index}]").into()),
            findings,
            state: state(waiver, findings),
        }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiver_ends_soon_from_14_days_before_its_last_day_on() {
        let day = |day| NaiveDate::from_ymd_opt(2023, 8, day).unwrap();
        let until = |until| Waiver {
            rule: "P009".to_owned(),
            reason: "停产".to_owned(),
            approved_by: None,
            until: Some(day(until)),
        };
        let state = |last, findings| State::of(&until(last), findings, day(10));
        assert_eq!([9, 10, 24, 25].map(|last| state(last, 1)), {
            [State::Expired, State::Expiring, State::Expiring, State::Active]
        });
        assert_eq!([9, 10, 25].map(|last| state(last, 0)), [State::Expired, State::Unused, State::Unused]);
        assert_eq!(State::of(&Waiver { until: None, ..until(1) }, 1, day(10)), State::Active);
    }
}
