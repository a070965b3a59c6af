//! Repositories made up by chance, with a liking for borders: the window's first day, due days, the ends
//! of months, each a day early and a day late.

use crate::laid::{Loose, laid, listed, paths, stub};
use chrono::{Days, NaiveDate};
use hazards::catalog::Catalog;
use hazards::plan::{BUILT_IN, Plan, UnitIndex};
use hazards::record::term::{
    ActivityKind, Industry, InspectionType, Shortcoming, Source, SupervisionLevel, Word,
};
use hazards::record::{
    Activity, Amount, Detail, Enterprise, Hazard, Id, Inspection, Kind, Penalty, Rectification, Removal,
    Sanction, Supervision,
};
use hazards::store::records::Records;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The plans that the repositories follow.
pub(crate) static PLANS: LazyLock<[Plan; 2]> = LazyLock::new(|| {
    let province = include_str!("province.toml");
    [Plan::read("plan", BUILT_IN[0].1).unwrap(), Plan::read("plan", province).unwrap()]
});

/// The catalogue: no figure depends on it.
pub(crate) static CATALOG: LazyLock<Catalog> = LazyLock::new(Catalog::built_in);

/// A repository, and one more day to look at it from.
#[derive(Debug)]
pub(crate) struct Made {
    /// Its plan.
    pub(crate) plan: &'static Plan,
    /// Its records, in path order.
    pub(crate) records: Records,
    /// Any day.
    pub(crate) day: NaiveDate,
}

/// Where a record is put: any number stands for a unit that holds records, and for a file of its folder.
type Place = (usize, usize);
/// Any number stands for a day, a border or any other.
type Day = u64;
type Party = Option<(Option<usize>, usize)>;

const FILES: [&str; 4] = ["a.yaml", "a-b.yaml", "b/c.yaml", "z.yml"];
const AMOUNTS: [&str; 6] = ["0", "0.2", "12.5", "0.0001", "1.50", "999999999999.9999"];
const WORDS: [&[&str]; 3] = [&[], &["责令限期改正"], &["警告", "责令限期改正"]];

fn place() -> impl Strategy<Value = Place> {
    (0..60_usize, 0..FILES.len())
}

fn day() -> impl Strategy<Value = Day> {
    prop_oneof![1 => 0..4_u64, 3 => 0..60_u64, 1 => 60..360_u64]
}

fn party() -> impl Strategy<Value = Party> {
    option::of((option::of(0..AMOUNTS.len()), 0..WORDS.len()))
}

/// Any repository of one of the plans.
pub(crate) fn made() -> impl Strategy<Value = Made> {
    let enterprise = (place(), day(), option::weighted(0.3, day()), prop::bool::weighted(0.2));
    let supervision = option::weighted(0.4, (day(), option::of(day())));
    let hazard = (place(), 0..9_usize, any::<bool>(), day(), option::of(day()), supervision);
    let inspection = (place(), 0..9_usize, day(), prop_oneof![Just(0_usize), 0..128_usize]);
    let case = (any::<bool>(), option::of(1..4_u32));
    let penalty = (
        place(),
        0..9_usize,
        option::of(prop_oneof![0..2_usize, 0..14_usize]),
        day(),
        party(),
        party(),
        case,
    );
    let kind = prop_oneof![
        3 => sample::select(ActivityKind::ALL),
        1 => sample::select(vec![ActivityKind::Exposure, ActivityKind::EnterpriseTalk]),
        1 => Just(ActivityKind::TechnicalInspectors),
    ];
    let activity = (place(), kind, day(), 1..6_u32, 0..9_usize, any::<bool>());
    let enterprises = vec(enterprise, 1..8);
    let others = (vec(hazard, 0..14), vec(inspection, 0..14), vec(penalty, 0..14), vec(activity, 0..24));
    (0..2_usize, enterprises, others, day()).prop_map(|(plan, enterprises, others, extra)| {
        let make = Maker { plan: &PLANS[plan] };
        let (hazards, inspections, penalties, activities) = others;
        let mut stubs = Vec::new();
        let mut readable = Vec::new();
        for (nth, (place, listed_on, removed_on, unreadable)) in enterprises.into_iter().enumerate() {
            if unreadable {
                stubs.push(make.loose(place, name(nth, "e")));
            } else {
                readable.push(make.loose(place, make.enterprise(nth, listed_on, removed_on)));
            }
        }
        let hazards =
            make.each(hazards, |nth, (place, enterprise, own, found_on, completed_on, supervision)| {
                let rectification = Rectification {
                    completed_on: completed_on.map(|on| make.day(on)),
                    ..Rectification::default()
                };
                let supervision = supervision.map(|(listed_on, released_on)| Supervision {
                    level: SupervisionLevel::City,
                    listed_on: make.day(listed_on),
                    released_on: released_on.map(|on| make.day(on)),
                });
                let hazard = Hazard {
                    id: name(nth, "h"),
                    enterprise: name(enterprise, "e"),
                    clause: "GM-03-01".to_owned(),
                    description: format!("隐患{nth}"),
                    source: if own { Source::Enterprise } else { Source::Department },
                    found_on: make.day(found_on),
                    inspection: None,
                    reported_on: None,
                    rectification,
                    supervision,
                };
                (place, hazard)
            });
        let inspections = make.each(inspections, |nth, (place, enterprise, date, findings)| {
            let inspection = Inspection {
                id: name(nth, "i"),
                enterprise: name(enterprise, "e"),
                date: make.day(date),
                kind: InspectionType::Random,
                inspectors: Vec::new(),
                findings: chosen(Shortcoming::ALL, findings),
            };
            (place, inspection)
        });
        let penalties = make.each(
            penalties,
            |nth, (place, enterprise, hazard, decided_on, on_enterprise, on_principal, case)| {
                let (halt, referred) = case;
                let silent = on_enterprise.is_none() && on_principal.is_none() && referred.is_none();
                let penalty = Penalty {
                    id: name(nth, "p"),
                    enterprise: name(enterprise, "e"),
                    hazard: hazard.map(|nth| name(nth, "h")),
                    inspection: None,
                    decided_on: make.day(decided_on),
                    on_enterprise: on_enterprise.map(sanction),
                    on_principal: on_principal.map(sanction),
                    halt: halt || silent,
                    referred,
                };
                (place, penalty)
            },
        );
        let activities = make.each(activities, |nth, (place, kind, date, count, number, flag)| {
            let activity = Activity {
                id: name(nth, "a"),
                kind,
                date: make.day(date),
                count,
                detail: detail(kind, number, flag),
            };
            (place, activity)
        });
        let mut files = BTreeSet::new();
        paths(&mut files, Kind::Enterprise, &stubs);
        paths(&mut files, Kind::Enterprise, &readable);
        paths(&mut files, Kind::Hazard, &hazards);
        paths(&mut files, Kind::Inspection, &inspections);
        paths(&mut files, Kind::Penalty, &penalties);
        paths(&mut files, Kind::Activity, &activities);
        let files = listed(files);
        let stubs = laid(&files, Kind::Enterprise, stubs).into_iter().map(stub).collect();
        let records = Records {
            enterprises: laid(&files, Kind::Enterprise, readable),
            hazards: laid(&files, Kind::Hazard, hazards),
            inspections: laid(&files, Kind::Inspection, inspections),
            penalties: laid(&files, Kind::Penalty, penalties),
            activities: laid(&files, Kind::Activity, activities),
            stubs,
            files,
            ..Records::default()
        };
        Made { plan: make.plan, records, day: make.day(extra) }
    })
}

struct Maker {
    plan: &'static Plan,
}

impl Maker {
    /// The first numbers are days at a border, the others any day from before the window to after the end.
    fn day(&self, number: Day) -> NaiveDate {
        let plan = self.plan;
        let mut borders = vec![
            plan.counting_from,
            plan.counting_from.pred_opt().unwrap(),
            plan.counting_from.succ_opt().unwrap(),
        ];
        for month in plan.months() {
            let due = plan.due(month);
            borders.extend([
                due,
                due.pred_opt().unwrap(),
                due.succ_opt().unwrap(),
                month.first_day(),
                month.last_day(),
            ]);
        }
        match usize::try_from(number).unwrap() {
            border if border < 60 => borders[border % borders.len()],
            _ => plan.counting_from - Days::new(40) + Days::new(number - 60),
        }
    }

    fn loose<T>(&self, place: Place, record: T) -> Loose<T> {
        let holders: Vec<UnitIndex> = self
            .plan
            .units()
            .filter(|(_, unit)| unit.level.holds_records())
            .map(|(index, _)| index)
            .collect();
        let unit = holders[place.0 % holders.len()];
        Loose { unit, folder: self.plan.unit(unit).id.as_str(), file: FILES[place.1], record }
    }

    fn each<R, T>(&self, rows: Vec<R>, record: impl Fn(usize, R) -> (Place, T)) -> Vec<Loose<T>> {
        let made = rows.into_iter().enumerate().map(|(nth, row)| record(nth, row));
        made.map(|(place, record)| self.loose(place, record)).collect()
    }

    fn enterprise(&self, nth: usize, listed_on: Day, removed_on: Option<Day>) -> Enterprise {
        let texts = |words: [&str; 3]| words.into_iter().take(nth % 4).map(str::to_owned).collect();
        Enterprise {
            id: name(nth, "e"),
            name: format!("企业{nth}"),
            uscc: None,
            products: texts(["铝锭", "铝杆", "铝板"]),
            industry: Industry::ALL[nth % Industry::ALL.len()],
            domains: texts(["铝加工", "粉尘涉爆", "有限空间"]),
            key: false,
            principal: format!("负责人{nth}"),
            phone: format!("087431{nth:05}"),
            base_info_complete: nth.is_multiple_of(2),
            code_check: nth.is_multiple_of(3),
            listed_on: self.day(listed_on),
            removed: removed_on.map(|on| Removal { on: self.day(on), reason: "关停".to_owned() }),
            accidents: Vec::new(),
        }
    }
}

/// An id; ids go in another order than the numbers do.
fn name(nth: usize, letter: &str) -> Id {
    let first = ["m", "b", "z", "9", "m-"][nth * 3 % 5];
    Id::parse(&format!("{first}{letter}{nth}")).unwrap()
}

fn chosen<T: Copy>(words: &[T], bits: usize) -> Vec<T> {
    words.iter().enumerate().filter(|(nth, _)| bits >> nth & 1 == 1).map(|(_, word)| *word).collect()
}

fn amount(number: usize) -> Amount {
    Amount::parse(AMOUNTS[number % AMOUNTS.len()]).unwrap()
}

fn sanction((fine, other): (Option<usize>, usize)) -> Sanction {
    let other = WORDS[other].iter().map(|word| (*word).to_owned()).collect();
    Sanction { name: None, fine: fine.map(amount), other }
}

fn detail(kind: ActivityKind, number: usize, flag: bool) -> Detail {
    match kind {
        ActivityKind::EnterpriseHelp
        | ActivityKind::Exposure
        | ActivityKind::EnterpriseTalk
        | ActivityKind::JointPunishment => Detail::Enterprise(name(number, "e")),
        ActivityKind::TypicalCase => Detail::Case { dangerous_operation_crime: flag },
        ActivityKind::ReportReward => Detail::Reward { amount: amount(number), anonymous: flag },
        ActivityKind::TechnicalInspectors => Detail::Inspectors { headcount: u32::try_from(number).unwrap() },
        _ => Detail::Plain,
    }
}
