//! What a rule may ask: the records by id and by reference, the plan, the catalogue, the day.

use crate::catalog::Catalog;
use crate::plan::{Plan, UnitIndex};
use crate::record::term::Document;
use crate::record::{Enterprise, Entry, Filing, Hazard, Inspection, Kind, Month, Penalty, Record, Stub};
use crate::store::records::Records;
use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeMap;

/// All that a rule may ask.
pub struct Context<'r> {
    /// The records.
    pub records: &'r Records,
    /// The plan.
    pub plan: &'r Plan,
    /// The catalogue.
    pub catalog: &'r Catalog,
    /// The state is judged at the end of this day; never later than the plan's end.
    pub as_of: NaiveDate,
    /// The machine's day.
    pub today: NaiveDate,
    enterprises: HashMap<&'r str, &'r Entry<Enterprise>>,
    first_selfchecks: HashMap<&'r str, NaiveDate>,
    hazards: HashMap<&'r str, &'r Entry<Hazard>>,
    inspections: HashMap<&'r str, &'r Entry<Inspection>>,
    penalties: HashMap<&'r str, Vec<&'r Entry<Penalty>>>,
    first_inspections: HashMap<&'r str, NaiveDate>,
    filings: BTreeMap<FilingKey, Vec<&'r Entry<Filing>>>,
    stubs: HashSet<(Kind, &'r str)>,
    stub_inspected: HashSet<&'r str>,
    stub_penalized: HashSet<&'r str>,
    /// The kinds of records that are there of units that are counted by what they have filed.
    kept: HashSet<(UnitIndex, Kind)>,
}

/// Whose filing, of which document, and of a return which month.
type FilingKey = (UnitIndex, Document, Option<Month>);

/// Records by id; of several with the same id the first in path order.
fn by_id<T: Record>(entries: &[Entry<T>]) -> HashMap<&str, &Entry<T>> {
    let mut map = HashMap::with_capacity(entries.len());
    for entry in entries {
        map.entry(entry.record.id()).or_insert(entry);
    }
    map
}

/// The penalties that name a hazard, in path order.
fn by_hazard(penalties: &[Entry<Penalty>]) -> HashMap<&str, Vec<&Entry<Penalty>>> {
    let mut map: HashMap<_, Vec<_>> = HashMap::new();
    for penalty in penalties {
        if let Some(hazard) = &penalty.hazard {
            map.entry(hazard.as_str()).or_default().push(penalty);
        }
    }
    map
}

/// The first day of each enterprise's records of a kind.
fn first_days<T: Record>(entries: &[Entry<T>], day: fn(&T) -> NaiveDate) -> HashMap<&str, NaiveDate> {
    let mut map = HashMap::with_capacity(entries.len());
    for entry in entries {
        if let Some(enterprise) = entry.record.enterprise() {
            let first = map.entry(enterprise).or_insert(day(&entry.record));
            *first = day(&entry.record).min(*first);
        }
    }
    map
}

impl<'r> Context<'r> {
    /// Indexes the records. `as_of` is cut to the plan's end.
    pub fn new(
        records: &'r Records,
        plan: &'r Plan,
        catalog: &'r Catalog,
        as_of: NaiveDate,
        today: NaiveDate,
    ) -> Self {
        let ((enterprises, first_selfchecks), ((hazards, penalties), (inspections, first_inspections))) =
            rayon::join(
                || {
                    (
                        by_id(&records.enterprises),
                        first_days(&records.selfchecks, |selfcheck| selfcheck.submitted_on),
                    )
                },
                || {
                    rayon::join(
                        || (by_id(&records.hazards), by_hazard(&records.penalties)),
                        || {
                            (
                                by_id(&records.inspections),
                                first_days(&records.inspections, |inspection| inspection.date),
                            )
                        },
                    )
                },
            );
        // A record that cannot be read counts as being there if its id at least could be read.
        let stubs_of =
            |kind: Kind| records.stubs.iter().filter(move |stub| stub.kind == kind && stub.id.is_some());
        Self {
            records,
            plan,
            catalog,
            as_of: as_of.min(plan.end),
            today,
            enterprises,
            first_selfchecks,
            hazards,
            inspections,
            penalties,
            first_inspections,
            filings: filings_by_key(&records.filings, as_of.min(plan.end)),
            stubs: records.stubs.iter().filter_map(|stub| Some((stub.kind, stub.id.as_deref()?))).collect(),
            stub_inspected: stubs_of(Kind::Inspection)
                .filter_map(|stub| stub.enterprise.as_deref())
                .collect(),
            stub_penalized: stubs_of(Kind::Penalty).filter_map(|stub| stub.hazard.as_deref()).collect(),
            kept: records
                .files
                .iter()
                .filter(|file| file.met + file.unread > 0)
                .filter_map(|file| Some((file.unit?, file.kind?)))
                .filter(|(unit, _)| plan.is_by_filings(*unit))
                .collect(),
        }
    }

    /// The readable enterprise of an id.
    pub fn enterprise(&self, id: &str) -> Option<&'r Entry<Enterprise>> {
        self.enterprises.get(id).copied()
    }

    /// The day on which an enterprise first handed in a selfcheck.
    pub fn first_selfcheck(&self, enterprise: &str) -> Option<NaiveDate> {
        self.first_selfchecks.get(enterprise).copied()
    }

    /// The readable hazard of an id.
    pub fn hazard(&self, id: &str) -> Option<&'r Entry<Hazard>> {
        self.hazards.get(id).copied()
    }

    /// The readable inspection of an id.
    pub fn inspection(&self, id: &str) -> Option<&'r Entry<Inspection>> {
        self.inspections.get(id).copied()
    }

    /// The readable penalties that name a hazard, whatever their unit and day, in path order.
    pub fn penalties(&self, hazard: &str) -> &[&'r Entry<Penalty>] {
        self.penalties.get(hazard).map_or(&[], Vec::as_slice)
    }

    /// The day of the first inspection of an enterprise by any unit.
    pub fn first_inspection(&self, enterprise: &str) -> Option<NaiveDate> {
        self.first_inspections.get(enterprise).copied()
    }

    /// Whether a record of this kind and id is there but could not be read: references to it are not
    /// reported, and it counts as being there.
    pub fn is_stub(&self, kind: Kind, id: &str) -> bool {
        self.stubs.contains(&(kind, id))
    }

    /// Whether an inspection of the enterprise is there but could not be read.
    pub fn has_stub_inspection(&self, enterprise: &str) -> bool {
        self.stub_inspected.contains(enterprise)
    }

    /// Whether a penalty that names the hazard is there but could not be read.
    pub fn has_stub_penalty(&self, hazard: &str) -> bool {
        self.stub_penalized.contains(hazard)
    }

    /// Whether a unit's filing of a document (of a return: of a month) is there but could not be read.
    pub fn has_stub_filing(&self, unit: UnitIndex, document: Document, month: Option<Month>) -> bool {
        self.stubs_of(unit, Kind::Filing)
            .filter(|stub| stub.id.is_some())
            .any(|stub| stub.document == Some(document) && (month.is_none() || stub.month == month))
    }

    /// The records of a unit that could not be read.
    pub fn stubs_of(&self, unit: UnitIndex, kind: Kind) -> impl Iterator<Item = &'r Stub> {
        self.records.stubs.iter().filter(move |stub| stub.kind == kind && stub.origin.unit == unit)
    }

    /// Whether a unit keeps records of a kind here: one that is counted by what it has filed need not, and
    /// where it has none, that one is missing says nothing.
    pub fn keeps(&self, unit: UnitIndex, kind: Kind) -> bool {
        !self.plan.is_by_filings(unit) || self.kept.contains(&(unit, kind))
    }

    /// The readable enterprises that a unit lists or has listed.
    pub fn enterprises_of(&self, unit: UnitIndex) -> impl Iterator<Item = &'r Entry<Enterprise>> {
        self.records.enterprises.iter().filter(move |entry| entry.unit() == unit)
    }

    /// How many enterprises a unit lists at the end of the day; one that cannot be read counts if its id can.
    pub fn listed_count(&self, unit: UnitIndex) -> usize {
        let listed = self.enterprises_of(unit).filter(|enterprise| enterprise.is_listed(self.as_of));
        let unread = self.stubs_of(unit, Kind::Enterprise).filter_map(|stub| stub.id.as_deref());
        let ids: HashSet<&str> = listed.map(|enterprise| enterprise.record.id()).chain(unread).collect();
        ids.len()
    }

    /// Whether an enterprise has handed in a selfcheck by the end of the day; one that cannot be read counts.
    pub fn is_selfchecked(&self, enterprise: &Enterprise) -> bool {
        self.first_selfcheck(&enterprise.id).is_some_and(|day| day <= self.as_of)
            || self.is_stub(Kind::Selfcheck, &enterprise.id)
    }

    /// Whether any unit has inspected an enterprise by the end of the day; an inspection that cannot be read
    /// counts.
    pub fn is_inspected(&self, enterprise: &Enterprise) -> bool {
        self.first_inspection(&enterprise.id).is_some_and(|day| day <= self.as_of)
            || self.has_stub_inspection(&enterprise.id)
    }

    /// Whether a unit has filed a document (a return: of a month) by the end of the day, be it in a record
    /// that cannot be read.
    pub fn is_filed(&self, unit: UnitIndex, document: Document, month: Option<Month>) -> bool {
        !self.filings(unit, document, month).is_empty() || self.has_stub_filing(unit, document, month)
    }

    /// A unit's filings of a document (of a return: of a month) by the end of the day, by `filed_on`,
    /// then in path order.
    pub fn filings(&self, unit: UnitIndex, document: Document, month: Option<Month>) -> &[&'r Entry<Filing>] {
        self.filings.get(&(unit, document, month)).map_or(&[], Vec::as_slice)
    }

    /// The returns of a unit that count, by month: of several of a month the last one filed.
    pub fn returns(&self, unit: UnitIndex) -> impl DoubleEndedIterator<Item = (Month, &'r Entry<Filing>)> {
        let all = (unit, Document::Return, None)..=(unit, Document::Return, Some(Month::LAST));
        self.filings.range(all).filter_map(|((.., month), filings)| Some(((*month)?, *filings.last()?)))
    }
}

/// The filings by the end of a day.
fn filings_by_key(filings: &[Entry<Filing>], as_of: NaiveDate) -> BTreeMap<FilingKey, Vec<&Entry<Filing>>> {
    let mut by_key: BTreeMap<FilingKey, Vec<&Entry<Filing>>> = BTreeMap::new();
    for filing in filings.iter().filter(|filing| filing.filed_on <= as_of) {
        by_key.entry((filing.unit(), filing.document, filing.month)).or_default().push(filing);
    }
    for filings in by_key.values_mut() {
        filings.sort_by_key(|filing| (filing.filed_on, filing.origin));
    }
    by_key
}
