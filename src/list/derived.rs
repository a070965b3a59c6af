//! What is not written in a record but follows from it and from others at the end of a day. The meanings are
//! those of the forms, the rules and the status; nothing is defined a second time here.

use crate::check::Context;
use crate::columns::{Cell, Row, Type};
use crate::form::content::HazardRow;
use crate::plan::Plan;
use crate::record::{Enterprise, Entry, Hazard, Kind, Origin};
use crate::store::{AnyRecord, Records};
use chrono::NaiveDate;
use hashbrown::HashMap;
use std::sync::OnceLock;

/// The records, seen at the end of a day.
pub struct View<'r> {
    context: &'r Context<'r>,
    /// The hazards of each enterprise.
    hazards: OnceLock<HashMap<&'r str, Vec<&'r Entry<Hazard>>>>,
    /// The lines of the records, where they have been looked up.
    lines: HashMap<Origin, usize>,
}

impl<'r> View<'r> {
    /// The records as of the context's day.
    pub fn new(context: &'r Context<'r>) -> Self {
        Self { context, hazards: OnceLock::new(), lines: HashMap::new() }
    }

    /// The plan.
    pub fn plan(&self) -> &'r Plan {
        self.context.plan
    }

    /// The records.
    pub fn records(&self) -> &'r Records {
        self.context.records
    }

    /// The day.
    pub fn as_of(&self) -> NaiveDate {
        self.context.as_of
    }

    pub(super) fn set_lines(&mut self, lines: HashMap<Origin, usize>) {
        self.lines = lines;
    }

    /// A record as columns are read from it.
    pub(super) fn row(&self, record: AnyRecord<'r>) -> Row<'r> {
        let line = self.lines.get(&record.origin()).copied();
        Row { record, records: self.records(), plan: self.plan(), line }
    }

    /// The enterprise that a record names.
    pub(super) fn enterprise(&self, record: AnyRecord<'r>) -> Option<AnyRecord<'r>> {
        self.context.enterprise(record.enterprise()?).map(AnyRecord::Enterprise)
    }

    /// The hazards of an enterprise that have been found.
    fn found(&self, enterprise: &Enterprise) -> impl Iterator<Item = &'r Entry<Hazard>> {
        let by_enterprise = self.hazards.get_or_init(|| {
            let mut map: HashMap<&str, Vec<_>> = HashMap::new();
            for hazard in &self.records().hazards {
                map.entry(&hazard.enterprise).or_default().push(hazard);
            }
            map
        });
        let all = by_enterprise.get(enterprise.id.as_str()).map_or(&[][..], Vec::as_slice);
        let as_of = self.as_of();
        all.iter().copied().filter(move |hazard| hazard.found_on <= as_of)
    }
}

/// How a derived cell is found.
type Read = for<'r> fn(&View<'r>, AnyRecord<'r>) -> Cell<'r>;

/// A column of a kind that is derived.
#[derive(Debug)]
pub struct Derived {
    /// The kind.
    pub kind: Kind,
    /// Its name.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What its cells are.
    pub ty: Type,
    read: Read,
}

impl Derived {
    /// The cell of a record; none where the record is of another kind.
    pub(super) fn read<'r>(&self, view: &View<'r>, record: AnyRecord<'r>) -> Cell<'r> {
        (self.read)(view, record)
    }
}

/// A column of enterprises.
const fn enterprise(name: &'static str, title: &'static str, ty: Type, read: Read) -> Derived {
    Derived { kind: Kind::Enterprise, name, title, ty, read }
}

/// A column of hazards.
const fn hazard(name: &'static str, title: &'static str, ty: Type, read: Read) -> Derived {
    Derived { kind: Kind::Hazard, name, title, ty, read }
}

/// What is read of a record of a kind.
macro_rules! of {
    ($kind:ident, |$view:ident, $record:ident| $cell:expr) => {
        |$view, record| match record {
            AnyRecord::$kind($record) => $cell.into(),
            _ => Cell::None,
        }
    };
}

fn count<'r>(hazards: impl Iterator<Item = &'r Entry<Hazard>>) -> Cell<'r> {
    Cell::Whole(hazards.count() as u64)
}

/// The days from one day to another, where the later is not before it.
fn days<'r>(from: NaiveDate, to: NaiveDate) -> Cell<'r> {
    u64::try_from((to - from).num_days()).map_or(Cell::None, Cell::Whole)
}

/// Text, or none where it is empty.
fn said<'r>(text: String) -> Cell<'r> {
    if text.is_empty() { Cell::None } else { Cell::Text(text.into()) }
}

/// The row of 3-2 that a hazard is on the day; none before it has been found.
fn row<'r, T: Into<Cell<'r>>>(
    view: &View<'_>,
    hazard: &Entry<Hazard>,
    read: impl Fn(HazardRow) -> T,
) -> Cell<'r> {
    let is_found = hazard.found_on <= view.as_of();
    is_found.then(|| read(HazardRow::new(view.context, hazard, view.as_of()))).into()
}

/// All of them, in the order in which they are shown.
pub static DERIVED: [Derived; 16] = [
    enterprise("listed", "是否在册", Type::Bool, of!(Enterprise, |view, one| one.is_listed(view.as_of()))),
    enterprise(
        "selfchecked",
        "是否已报自检自查",
        Type::Bool,
        of!(Enterprise, |view, one| { view.context.is_selfchecked(one) }),
    ),
    enterprise(
        "inspected",
        "是否已检查",
        Type::Bool,
        of!(Enterprise, |view, one| { view.context.is_inspected(one) }),
    ),
    enterprise("hazards", "隐患数", Type::Whole, of!(Enterprise, |view, one| count(view.found(one)))),
    enterprise(
        "open_hazards",
        "未整改隐患数",
        Type::Whole,
        of!(Enterprise, |view, one| { count(view.found(one).filter(|hazard| hazard.is_open(view.as_of()))) }),
    ),
    enterprise(
        "overdue_hazards",
        "超期隐患数",
        Type::Whole,
        of!(Enterprise, |view, one| {
            count(view.found(one).filter(|hazard| hazard.is_overdue(view.as_of())))
        }),
    ),
    hazard(
        "clause.name",
        "条款",
        Type::Text,
        of!(Hazard, |view, one| {
            view.context.catalog.standard.clause(&one.clause).map(|clause| &clause.name)
        }),
    ),
    hazard(
        "clause.text",
        "判定情形",
        Type::Text,
        of!(Hazard, |view, one| {
            view.context.catalog.standard.clause(&one.clause).map(|clause| &clause.text)
        }),
    ),
    hazard(
        "supervised",
        "是否挂牌督办",
        Type::Bool,
        of!(Hazard, |view, one| row(view, one, |row| row.supervised)),
    ),
    hazard("rectified", "是否整改", Type::Bool, of!(Hazard, |view, one| row(view, one, |row| row.rectified))),
    hazard("penalized", "是否处罚", Type::Bool, of!(Hazard, |view, one| row(view, one, |row| row.penalized))),
    hazard(
        "penalty_principal",
        "处罚情况（主要负责人）",
        Type::Text,
        of!(Hazard, |view, one| { row(view, one, |row| said(row.penalty_principal)) }),
    ),
    hazard(
        "penalty_enterprise",
        "处罚情况（企业）",
        Type::Text,
        of!(Hazard, |view, one| { row(view, one, |row| said(row.penalty_enterprise)) }),
    ),
    hazard(
        "open_days",
        "未整改天数",
        Type::Whole,
        of!(Hazard, |view, one| { one.is_open(view.as_of()).then(|| days(one.found_on, view.as_of())) }),
    ),
    hazard(
        "overdue",
        "超期天数",
        Type::Whole,
        of!(Hazard, |view, one| {
            let due_on = one.rectification.due_on.filter(|_| one.is_overdue(view.as_of()));
            due_on.map(|due_on| days(due_on, view.as_of()))
        }),
    ),
    Derived {
        kind: Kind::Penalty,
        name: "fines",
        title: "罚款合计",
        ty: Type::Amount,
        read: of!(Penalty, |_view, one| one.fines()),
    },
];
