//! The seal of a filed return: the records in scope as they stood, a line each, and a fingerprint over the
//! return and them. From the lines the figures can be counted again, years later.

use super::deciding::{Sketch, deciding};
use super::filed::Period;
use super::scope::{Scope, block, folder};
use crate::check::Context;
use crate::figure::{Key, Value};
use crate::plan::{FigureSource, Level, Plan, Unit, UnitIndex};
use crate::record::filing::Seal;
use crate::record::{Entry, FileIndex, Filing, Id, Kind, Month, Origin, Stub};
use crate::store::records::{AnyRecord, File, Records, Unlisted};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The program that seals, with its version.
pub const MADE_BY: &str = concat!("hazards ", env!("CARGO_PKG_VERSION"));

/// The most records whose lines stand in a filing: with more its file would be over the limit of 16 MiB.
/// Their number stands in it all the same.
pub const MOST: usize = 100_000;

/// The most units of a seal that are looked at.
const MOST_UNITS: usize = 5_000;

/// A return to be sealed.
#[derive(Debug, Clone, Copy)]
pub struct Sealing<'f> {
    /// The unit's id.
    pub unit: &'f str,
    /// The month.
    pub month: Month,
    /// The day on which it is filed.
    pub filed_on: NaiveDate,
    /// Its figures.
    pub figures: &'f BTreeMap<Key, Value>,
    /// The rows of its 3-2.
    pub rows: u32,
}

/// Seals a return made from a scope, `left_out` records or files of which could not be read.
pub fn seal(scope: &Scope<'_>, of: Sealing<'_>, left_out: usize) -> Seal {
    let lines = lines(scope);
    let count = whole(lines.len());
    let plan = scope.context().plan;
    let units = plan.within(scope.unit());
    let ids = |units: &[UnitIndex]| units.iter().map(|unit| plan.unit(*unit).id.to_string()).collect();
    let by_filings: Vec<UnitIndex> = units.iter().copied().filter(|unit| plan.is_by_filings(*unit)).collect();
    let mut seal = Seal {
        made_by: MADE_BY.to_owned(),
        from: scope.from(),
        cutoff: scope.cutoff(),
        units: ids(&units),
        by_filings: ids(&by_filings),
        left_out: whole(left_out),
        count,
        fingerprint: String::new(),
        records: lines,
    };
    if seal.records.len() > MOST {
        seal.records = Vec::new();
    }
    seal.fingerprint = hash(of, &seal);
    seal
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Every record of the four kinds that figures count, of all units in scope and of whatever day, so that a
/// date that is changed later is told from a record that is entered later; those that could not be read; and
/// of units that are counted by their returns what they have filed for the month.
fn lines(scope: &Scope<'_>) -> Vec<String> {
    let (plan, records) = (scope.context().plan, scope.context().records);
    let mut units = plan.within(scope.unit());
    units.sort_by(|a, b| folder(plan, *a).cmp(folder(plan, *b)));
    let mut lines = Vec::new();
    for unit in units {
        let id = &plan.unit(unit).id;
        let mut add = |record: AnyRecord<'_>| lines.push(line(record, id));
        if plan.is_by_filings(unit) {
            let filed = scope.filed().iter().filter(|filed| filed.unit == unit);
            filed.filter_map(|filed| filed.filing).map(AnyRecord::Filing).for_each(&mut add);
            continue;
        }
        block(&records.hazards, plan, unit).iter().map(AnyRecord::Hazard).for_each(&mut add);
        block(&records.inspections, plan, unit).iter().map(AnyRecord::Inspection).for_each(&mut add);
        block(&records.penalties, plan, unit).iter().map(AnyRecord::Penalty).for_each(&mut add);
        block(&records.activities, plan, unit).iter().map(AnyRecord::Activity).for_each(&mut add);
        let stubs = records.stubs.iter().filter(|stub| stub.origin.unit == unit && stub.kind != Kind::Filing);
        lines.extend(stubs.filter_map(|stub| {
            let record = stub.id.as_deref()?;
            Some(format!("{UNREADABLE} {} {id} {record}", stub.kind.folder()))
        }));
    }
    lines
}

/// What the line of a record that could not be read begins with.
const UNREADABLE: &str = "unreadable";

/// One record: `hazards qilin h-1 source=企业自查 found_on=2023-06-03`.
fn line(record: AnyRecord<'_>, unit: &Id) -> String {
    let mut line = format!("{} {unit} {}", record.kind().folder(), record.id());
    for (path, value) in deciding(record) {
        let _ = write!(line, " {path}={value}");
    }
    line
}

/// The fingerprint that a sealed return ought to have: a SHA-256 in hexadecimal over unit, month, day,
/// figures, rows, window and the lines of its records. `None` where figures, rows or lines are missing, so
/// that it is no longer whole.
pub fn fingerprint(unit: &str, filing: &Filing) -> Option<String> {
    let seal = filing.sealed.as_deref()?;
    let (month, figures, rows) = (filing.month?, filing.figures.as_ref()?, filing.rows?);
    let is_whole = seal.records.len() == seal.count as usize || is_without_lines(seal);
    let of = Sealing { unit, month, filed_on: filing.filed_on, figures, rows };
    is_whole.then(|| hash(of, seal))
}

/// Whether there were too many records for their lines to be kept.
fn is_without_lines(seal: &Seal) -> bool {
    seal.records.is_empty() && seal.count as usize > MOST
}

fn hash(of: Sealing<'_>, seal: &Seal) -> String {
    let mut hash = Sha256::new();
    // With its length, so that no part can pass for two.
    let mut add = |part: &str| {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part.as_bytes());
    };
    let Sealing { unit, month, filed_on, figures, rows } = of;
    add(unit);
    add(&month.to_string());
    add(&filed_on.to_string());
    for (key, value) in figures {
        add(key.name());
        add(&value.to_string());
    }
    add(&rows.to_string());
    add(&seal.made_by);
    add(&seal.from.to_string());
    add(&seal.cutoff.to_string());
    add(&seal.units.join(" "));
    add(&seal.by_filings.join(" "));
    add(&seal.left_out.to_string());
    add(&seal.count.to_string());
    seal.records.iter().for_each(|line| add(line));
    hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The records behind a sealed return as they stood when it was filed.
#[derive(Debug)]
pub struct Unsealed {
    plan: Plan,
    records: Records,
    unit: UnitIndex,
    period: Period,
}

/// A line of a seal that cannot be read: its number from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadLine(pub usize);

impl Unsealed {
    /// Opens the seal of a filing; `None` where it has none, or its records were too many to be kept.
    ///
    /// # Errors
    /// [`BadLine`] where somebody has edited it.
    pub fn open(filing: &Entry<Filing>, context: &Context<'_>) -> Result<Option<Self>, BadLine> {
        let Some((seal, month)) = filing.sealed.as_deref().zip(filing.month) else { return Ok(None) };
        if is_without_lines(seal) {
            return Ok(None);
        }
        let plan = plan_of_then(seal, filing.unit(), context.plan);
        let mut records = Records::default();
        let path = context.records.path(filing.origin).to_owned();
        let (unit, kind) = (Some(filing.unit()), Some(Kind::Filing));
        records.files.push(File { path, unit, kind, met: 0, unread: 0, unlisted: Unlisted::default() });
        let mut lines = Vec::with_capacity(seal.records.len());
        for (number, line) in (1..).zip(&seal.records) {
            let line = read(line).ok_or(BadLine(number))?;
            let unit = plan.find_unit(line.unit).ok_or(BadLine(number))?;
            lines.push((unit, number, line));
        }
        lines.sort_by(|(a, ..), (b, ..)| folder(&plan, *a).cmp(folder(&plan, *b)));
        for (nth, (unit, number, Line { is_readable, sketch, .. })) in (0..).zip(lines) {
            let origin = Origin { file: FileIndex(0), nth, unit };
            if is_readable {
                sketch.add(origin, &mut records).ok_or(BadLine(number))?;
            } else {
                records.stubs.push(stub(sketch, origin));
            }
        }
        let period = Period::new(month, seal.cutoff).filed_by(filing.filed_on);
        Ok(Some(Self { plan, records, unit: filing.unit(), period }))
    }

    /// The records, for counting.
    pub fn context<'s>(&'s self, now: &Context<'s>) -> Context<'s> {
        Context::new(&self.records, &self.plan, now.catalog, self.period.cutoff, now.today)
    }

    /// The plan with the window and the units that counted then.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The return: its unit, and its month and cutoff.
    pub fn period(&self) -> (UnitIndex, Period) {
        (self.unit, self.period)
    }
}

/// The plan of today with the first day that counted then, the units that were in scope, and where the
/// figures of each came from. A unit that is gone stands at the end.
fn plan_of_then(seal: &Seal, unit: UnitIndex, today: &Plan) -> Plan {
    let mut plan = Plan { counting_from: seal.from, ..today.clone() };
    let has = |ids: &[String], id: &Id| ids.iter().any(|known| known == id.as_str());
    for index in today.within(unit) {
        if let Some(of) = plan.units.get_mut(usize::from(index.0))
            && index != unit
            && !has(&seal.units, &of.id)
        {
            of.parent = None;
        }
    }
    for id in seal.units.iter().take(MOST_UNITS).filter_map(|id| Id::parse(id).ok()) {
        match plan.find_unit(&id) {
            // A unit above cannot have been below.
            Some(index) if !plan.is_within(index, unit) && !plan.is_within(unit, index) => {
                if let Some(of) = plan.units.get_mut(usize::from(index.0)) {
                    of.parent = Some(unit);
                }
            }
            Some(_) => {}
            None => {
                let (name, level) = (id.to_string(), Level::County);
                let figures_from = FigureSource::Records;
                plan.units.push(Unit { id, name, level, parent: Some(unit), code: None, figures_from });
            }
        }
    }
    for of in plan.units.iter_mut().filter(|of| has(&seal.units, &of.id)) {
        of.figures_from =
            if has(&seal.by_filings, &of.id) { FigureSource::Filings } else { FigureSource::Records };
    }
    plan
}

/// A line of a seal.
struct Line<'l> {
    is_readable: bool,
    unit: &'l str,
    sketch: Sketch<'l>,
}

fn read(line: &str) -> Option<Line<'_>> {
    let (is_readable, line) = line
        .strip_prefix(UNREADABLE)
        .and_then(|rest| rest.strip_prefix(' '))
        .map_or((true, line), |rest| (false, rest));
    let mut words = line.split(' ');
    let kind = Kind::of_folder(words.next()?)?;
    let unit = words.next()?;
    let id = Id::parse(words.next()?).ok()?;
    let mut fields = BTreeMap::new();
    for word in words {
        let (path, value) = word.split_once('=')?;
        fields.insert(path, value);
    }
    Some(Line { is_readable, unit, sketch: Sketch { kind, id, fields } })
}

fn stub(of: Sketch<'_>, origin: Origin) -> Stub {
    let id = Some(of.id.to_string());
    let (enterprise, hazard, document, month) = (None, None, None, None);
    Stub { kind: of.kind, origin, id, enterprise, hazard, document, month, glimpsed: false }
}
