//! Two states of the records, or two months of one, figure by figure: what changed, by which records and
//! why. The parts add up to the difference, since a figure is what its records add.

mod cause;
mod delta;
mod words;

pub use cause::{Cause, FieldChange};
pub use delta::Delta;
pub use words::told;

use super::indicator::{Indicator, Share};
use super::scope::Scope;
use super::{Fact, indicator};
use crate::figure::{Key, Sort, Value};
use crate::record::{Kind, Origin};
use crate::store::records::{AnyRecord, Records};
use cause::cause;
use hashbrown::HashMap;

/// A figure in two states.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The figure.
    pub key: Key,
    /// What it was.
    pub before: Value,
    /// What it is.
    pub after: Value,
    /// The records that made the difference.
    pub changes: Vec<Change>,
}

/// A record that made a difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The id of the unit whose folder holds it, or held it.
    pub unit: String,
    /// The enterprise that it is about, by id.
    pub enterprise: Option<String>,
    /// Its file: in the later state, or in the earlier one where it is gone; of a sealed record the filing's.
    pub path: String,
    /// Where it stands in the later state, counted or not.
    pub after: Option<Origin>,
    /// What it adds to the difference.
    pub delta: Delta,
    /// Why.
    pub cause: Cause,
    /// The fields that decide and have another value now.
    pub fields: Vec<FieldChange>,
    /// The keys that made it count, each with its day.
    pub facts: Vec<Fact>,
}

/// Compares two states: for every figure the records that made the difference.
pub fn compare(before: &Scope<'_>, after: &Scope<'_>) -> Vec<Difference> {
    let known = Known::of(before.context().records, after.context().records);
    Key::ALL.iter().map(|key| difference(indicator(*key), before, after, &known)).collect()
}

/// All records of both states that a figure may count, by kind and id.
pub(super) struct Known<'r> {
    before: ById<'r>,
    after: ById<'r>,
}

type ById<'r> = HashMap<(Kind, &'r str), Same<'r>>;

/// The records of one kind and id.
struct Same<'r> {
    /// The first of them in path order.
    record: AnyRecord<'r>,
    count: usize,
}

impl<'r> Known<'r> {
    fn of(before: &'r Records, after: &'r Records) -> Self {
        Self { before: by_id(before), after: by_id(after) }
    }
}

/// The records of the kinds that figures count.
fn by_id(records: &Records) -> ById<'_> {
    let kinds = [Kind::Hazard, Kind::Inspection, Kind::Penalty, Kind::Activity, Kind::Filing];
    let mut map = HashMap::new();
    for record in kinds.into_iter().flat_map(|kind| records.of_kind(kind)) {
        map.entry((record.kind(), record.id())).or_insert(Same { record, count: 0 }).count += 1;
    }
    map
}

/// What is compared with what: the same record, or where one record stands for another, what it stands for.
#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Clone)]
enum Slot<'r> {
    /// The record itself; of several with one id the first, the second, ...
    Record(Kind, &'r str, usize),
    /// Whichever record of an enterprise counts for it (家).
    Enterprise(&'r str),
    /// The headcount, or the filed return, of a unit.
    Unit(Kind, &'r str),
    /// Any record that says 是.
    Any,
}

/// What stands in a slot on one side: the records that add something, the first of them foremost.
type Slots<'r> = HashMap<Slot<'r>, (AnyRecord<'r>, Delta)>;

fn difference(
    of: &'static Indicator,
    before: &Scope<'_>,
    after: &Scope<'_>,
    known: &Known<'_>,
) -> Difference {
    let key = of.key;
    let (old, new) = (slots(of, before), slots(of, after));
    let nothing = Delta::zero(key.sort());
    let mut all: Vec<&Slot<'_>> =
        old.keys().chain(new.keys().filter(|slot| !old.contains_key(*slot))).collect();
    let place = |slot: &Slot<'_>| {
        let of = |side: &Slots<'_>| side.get(slot).map(|(record, _)| record.origin());
        (of(&new).is_none(), of(&new), of(&old))
    };
    all.sort_by_cached_key(|slot| (place(slot), (*slot).clone()));
    let changes = all.into_iter().filter_map(|slot| {
        let (old, new) = (old.get(slot).copied(), new.get(slot).copied());
        let amount = |side: Option<(_, Delta)>| side.map_or(nothing, |(_, adds)| adds);
        let delta = amount(new) - amount(old);
        (delta != nothing).then(|| {
            change(key, (old.map(|(it, _)| it), before), (new.map(|(it, _)| it), after), delta, known)
        })
    });
    Difference { key, changes: changes.collect(), before: of.value(before), after: of.value(after) }
}

/// What a figure's records add on one side.
fn slots<'s, 'r: 's>(of: &'static Indicator, scope: &'s Scope<'r>) -> Slots<'s> {
    let mut slots: Slots<'s> = HashMap::new();
    let mut twins: HashMap<(Kind, &str), usize> = HashMap::new();
    for Share { record, adds } in of.shares(scope) {
        let adds = Delta::of(adds);
        if adds == Delta::zero(of.key.sort()) {
            continue;
        }
        let twin = twins.entry((record.kind(), record.id())).or_insert(0);
        let slot = slot(of.key, record, scope, *twin);
        *twin += 1;
        match slots.entry(slot) {
            hashbrown::hash_map::Entry::Vacant(entry) => {
                entry.insert((record, adds));
            }
            // 是 is said once.
            hashbrown::hash_map::Entry::Occupied(_) if of.key.sort() == Sort::YesNo => {}
            hashbrown::hash_map::Entry::Occupied(mut entry) => entry.get_mut().1 = entry.get().1 + adds,
        }
    }
    slots
}

fn slot<'r>(key: Key, record: AnyRecord<'r>, scope: &Scope<'r>, twin: usize) -> Slot<'r> {
    let unit = || scope.context().plan.unit(record.origin().unit).id.as_str();
    match (key.sort(), record, record.enterprise()) {
        (Sort::YesNo, ..) => Slot::Any,
        (_, AnyRecord::Filing(_), _) => Slot::Unit(Kind::Filing, unit()),
        (_, AnyRecord::Activity(_), _) if key == Key::D7 => Slot::Unit(Kind::Activity, unit()),
        (.., Some(enterprise)) if key.is_distinct() => Slot::Enterprise(enterprise),
        _ => Slot::Record(record.kind(), record.id(), twin),
    }
}

/// A record on one side, and the state.
type Side<'a, 's> = (Option<AnyRecord<'a>>, &'a Scope<'s>);

fn change(key: Key, old: Side<'_, '_>, new: Side<'_, '_>, delta: Delta, known: &Known<'_>) -> Change {
    // Whatever counts now stands for what happened; where that is as it was, or nothing counts now, what
    // counted before.
    let why = |it: AnyRecord<'_>| cause(it, old.1, new.1, known);
    let told = match (old.0, new.0) {
        (old, Some(now)) => {
            let now = (now, why(now));
            let before = old.filter(|_| now.1.0.is_of_no_record()).map(|it| (it, why(it)));
            before.filter(|(_, (cause, _))| !cause.is_of_no_record()).or(Some(now))
        }
        (Some(before), None) => Some((before, why(before))),
        (None, None) => None,
    };
    let Some((subject, (cause, fields))) = told else { return Change::none(delta) };
    let id = (subject.kind(), subject.id());
    let of = |map: &ById<'_>| map.get(&id).map(|found| found.record.origin());
    let counts_now = new.0.is_some_and(|it| (it.kind(), it.id()) == id);
    let scope = if counts_now { new.1 } else { old.1 };
    let (after, before) = (of(&known.after), of(&known.before));
    let path = |scope: &Scope<'_>, origin| scope.context().records.path(origin).to_owned();
    Change {
        kind: subject.kind(),
        id: subject.id().to_owned(),
        unit: scope.context().plan.unit(subject.origin().unit).id.to_string(),
        enterprise: subject.enterprise().map(str::to_owned),
        path: after.map(|at| path(new.1, at)).or(before.map(|at| path(old.1, at))).unwrap_or_default(),
        after,
        delta,
        cause,
        fields,
        facts: indicator(key).facts(subject),
    }
}

impl Change {
    /// What no record has made.
    pub(super) fn none(delta: Delta) -> Self {
        Self {
            kind: Kind::Filing,
            id: String::new(),
            unit: String::new(),
            enterprise: None,
            path: String::new(),
            after: None,
            delta,
            cause: Cause::Definition,
            fields: Vec::new(),
            facts: Vec::new(),
        }
    }
}

/// The changes of one cause.
#[derive(Debug, Clone)]
pub struct ByCause<'c> {
    /// The cause.
    pub cause: Cause,
    /// What they add up to.
    pub delta: Delta,
    /// The changes, in path order.
    pub changes: Vec<&'c Change>,
}

/// Changes by cause, in the order in which causes are told. They add up to what the changes do.
pub fn by_cause(changes: &[Change]) -> Vec<ByCause<'_>> {
    let of = |cause: Cause| {
        let changes: Vec<&Change> = changes.iter().filter(|change| change.cause == cause).collect();
        let delta = changes.iter().map(|change| change.delta).reduce(|sum, more| sum + more)?;
        Some(ByCause { cause, delta, changes })
    };
    Cause::ALL.into_iter().filter_map(of).collect()
}
