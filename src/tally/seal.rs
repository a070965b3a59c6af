//! The seal of a filed return: the records in scope as they stood, a line each, and a fingerprint over the
//! return and them. From the lines the figures can be counted again, years later.

use super::deciding::{Sketch, deciding};
use super::filed::Period;
use super::scope::{Scope, block, folder};
use crate::check::Context;
use crate::figure::{Figures, Key, Value};
use crate::plan::{Plan, UnitIndex};
use crate::record::filing::Seal;
use crate::record::{Entry, FileIndex, Filing, Id, Kind, Month, Origin};
use crate::store::records::{AnyRecord, File, Records, Unlisted};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The program that seals, with its version.
pub const MADE_BY: &str = concat!("hazards ", env!("CARGO_PKG_VERSION"));

/// The most records whose lines stand in a filing: with more its file would be over the limit of 16 MiB.
/// Their number stands in it all the same.
const MOST: usize = 100_000;

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
    let mut seal = Seal {
        made_by: MADE_BY.to_owned(),
        from: scope.from(),
        cutoff: scope.cutoff(),
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
/// date that is changed later is told from a record that is entered later; and what units that are counted
/// by their returns have filed for the month.
fn lines(scope: &Scope<'_>) -> Vec<String> {
    let (plan, records) = (scope.context().plan, scope.context().records);
    let mut units = plan.within(scope.unit());
    units.sort_by(|a, b| folder(plan, *a).cmp(folder(plan, *b)));
    let mut lines = Vec::new();
    for unit in units {
        let id = &plan.unit(unit).id;
        let mut add = |record: AnyRecord<'_>| lines.push(line(record, id));
        block(&records.hazards, plan, unit).iter().map(AnyRecord::Hazard).for_each(&mut add);
        block(&records.inspections, plan, unit).iter().map(AnyRecord::Inspection).for_each(&mut add);
        block(&records.penalties, plan, unit).iter().map(AnyRecord::Penalty).for_each(&mut add);
        block(&records.activities, plan, unit).iter().map(AnyRecord::Activity).for_each(&mut add);
        let filed = scope.filed().iter().filter(|filed| filed.unit == unit);
        filed.filter_map(|filed| filed.filing).map(AnyRecord::Filing).for_each(&mut add);
    }
    lines
}

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
    /// Opens the seal of a filing; `None` where it has none, or its records were too many to be kept. Records
    /// of units that the plan no longer has are left out.
    ///
    /// # Errors
    /// [`BadLine`] where somebody has edited it.
    pub fn open(filing: &Entry<Filing>, context: &Context<'_>) -> Result<Option<Self>, BadLine> {
        let Some((seal, month)) = filing.sealed.as_deref().zip(filing.month) else { return Ok(None) };
        if is_without_lines(seal) {
            return Ok(None);
        }
        let plan = Plan { counting_from: seal.from, ..context.plan.clone() };
        let mut sketches = Vec::with_capacity(seal.records.len());
        for (number, line) in (1..).zip(&seal.records) {
            let (unit, sketch) = read(line).ok_or(BadLine(number))?;
            sketches.push((plan.find_unit(unit), number, sketch));
        }
        let mut records = Records::default();
        let path = context.records.path(filing.origin).to_owned();
        let (unit, kind) = (Some(filing.unit()), Some(Kind::Filing));
        records.files.push(File { path, unit, kind, met: 0, unread: 0, unlisted: Unlisted::default() });
        let mut known: Vec<_> =
            sketches.into_iter().filter_map(|(unit, number, sketch)| Some((unit?, number, sketch))).collect();
        known.sort_by(|(a, ..), (b, ..)| folder(&plan, *a).cmp(folder(&plan, *b)));
        for (nth, (unit, number, sketch)) in (0..).zip(known) {
            let origin = Origin { file: FileIndex(0), nth, unit };
            sketch.add(origin, &mut records).ok_or(BadLine(number))?;
        }
        let period = Period::new(month, seal.cutoff).filed_by(filing.filed_on);
        Ok(Some(Self { plan, records, unit: filing.unit(), period }))
    }

    /// The records, for counting.
    pub fn context<'s>(&'s self, now: &Context<'s>) -> Context<'s> {
        Context::new(&self.records, &self.plan, now.catalog, self.period.cutoff, now.today)
    }

    /// The plan with the first day that counted then.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The return: its unit, and its month and cutoff.
    pub fn period(&self) -> (UnitIndex, Period) {
        (self.unit, self.period)
    }

    /// What the records come to by the definitions of today.
    pub fn figures(&self, now: &Context<'_>) -> Figures {
        let context = self.context(now);
        super::figures(&Scope::new(&context, self.unit, self.period))
    }
}

/// Reads a line: the unit's id and the record.
fn read(line: &str) -> Option<(&str, Sketch<'_>)> {
    let mut words = line.split(' ');
    let kind = Kind::of_folder(words.next()?)?;
    let unit = words.next()?;
    let id = Id::parse(words.next()?).ok()?;
    let mut fields = BTreeMap::new();
    for word in words {
        let (path, value) = word.split_once('=')?;
        fields.insert(path, value);
    }
    Some((unit, Sketch { kind, id, fields }))
}
