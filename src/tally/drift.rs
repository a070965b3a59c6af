//! Drift: why a filed return is no longer what the records give, record by record. The causes add up to
//! the difference exactly: what the seal does not give by today's definitions, what records have changed
//! since, and what the plan's window does.

use super::compare::{Cause, Change, Delta, Difference, compare};
use super::filed::Period;
use super::seal::{Unsealed, fingerprint};
use super::{Scope, figures};
use crate::check::Context;
use crate::figure::{Figures, Key, Value};
use crate::plan::Plan;
use crate::record::{Entry, Filing, Month};
use chrono::NaiveDate;

/// A filed return, held against what the records give today for the same cutoff.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// The month.
    pub month: Month,
    /// The last day that counts.
    pub cutoff: NaiveDate,
    /// The figures that differ, or all that were filed; without changes where the causes are not known.
    pub figures: Vec<Difference>,
    /// The rows of 3-2, as filed and now, where they differ.
    pub rows: Option<(u64, u64)>,
    /// Whether the causes are known.
    pub why: Why,
}

/// Whether the causes of a drift are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// They are, or there is nothing to explain.
    Known,
    /// The return holds no records of its day.
    NotSealed,
    /// It was edited after it was filed (P019): its records are not to be trusted.
    Broken,
}

impl Drift {
    /// Holds a return against the records; `None` where there is nothing to hold it against: no return, no
    /// figures and no rows, or a unit for which what it has filed stands.
    pub fn of(filing: &Entry<Filing>, context: &Context<'_>) -> Option<Self> {
        Self::made(filing, context, false)
    }

    /// The same with every figure that was filed, also where what was entered and what was deleted are as many.
    pub fn whole(filing: &Entry<Filing>, context: &Context<'_>) -> Option<Self> {
        Self::made(filing, context, true)
    }

    fn made(filing: &Entry<Filing>, context: &Context<'_>, whole: bool) -> Option<Self> {
        let month = filing.month.filter(|_| filing.figures.is_some() || filing.rows.is_some())?;
        if context.plan.is_by_filings(filing.unit()) {
            return None;
        }
        let period = period(filing, month, context.plan);
        let scope = Scope::new(context, filing.unit(), period);
        let now = figures(&scope);
        let filed = filing.figures.iter().flatten();
        let told: Vec<Key> =
            filed.filter(|(key, filed)| whole || now[**key] != **filed).map(|(key, _)| *key).collect();
        let rows = scope.rows() as u64;
        let rows = filing.rows.map(|filed| (u64::from(filed), rows)).filter(|(filed, now)| filed != now);
        let explained = if told.is_empty() { Err(Why::Known) } else { explain(filing, context, &scope) };
        let difference = |key: Key| {
            let before = filing.figures.as_ref()?.get(&key).copied()?;
            let changes = explained.as_ref().map(|explained| explained.changes(key, filing, before, context));
            Some(Difference { key, before, after: now[key], changes: changes.unwrap_or_default() })
        };
        let figures = told.into_iter().filter_map(difference).collect();
        let why = explained.err().unwrap_or(Why::Known);
        Some(Self { month, cutoff: period.cutoff, figures, rows, why })
    }

    /// Whether the return is what the records give.
    pub fn is_none(&self) -> bool {
        self.figures.is_empty() && self.rows.is_none()
    }
}

/// What a filed return is held against: the cutoff is the day on which it was filed, or the due day where
/// it was filed later.
fn period(filing: &Filing, month: Month, plan: &Plan) -> Period {
    let cutoff = filing.filed_on.min(plan.due(month)).min(plan.end);
    Period::new(month, cutoff).filed_by(filing.filed_on)
}

/// From the sealed records to those of today.
struct Explained {
    sealed: Figures,
    by_records: Vec<Difference>,
    by_plan: Vec<Difference>,
}

/// The seal of a filing, opened.
fn open(filing: &Entry<Filing>, context: &Context<'_>) -> Result<Unsealed, Why> {
    let unit = &context.plan.unit(filing.unit()).id;
    let seal = filing.sealed.as_deref().ok_or(Why::NotSealed)?;
    if fingerprint(unit, filing).as_ref() != Some(&seal.fingerprint) {
        return Err(Why::Broken);
    }
    Unsealed::open(filing, context).map_err(|_| Why::Broken)?.ok_or(Why::NotSealed)
}

fn explain(filing: &Entry<Filing>, context: &Context<'_>, today: &Scope<'_>) -> Result<Explained, Why> {
    let unsealed = open(filing, context)?;
    let (unit, then) = unsealed.period();
    let sealed_context = unsealed.context(context);
    let sealed = Scope::new(&sealed_context, unit, then);
    if unsealed.plan() == context.plan && then == today.period() {
        let (sealed, by_records) = (figures(&sealed), compare(&sealed, today));
        return Ok(Explained { sealed, by_records, by_plan: Vec::new() });
    }
    // The records of today in the window of then.
    let context_of_then =
        Context::new(context.records, unsealed.plan(), context.catalog, then.cutoff, context.today);
    let between = Scope::new(&context_of_then, unit, then);
    Ok(Explained {
        sealed: figures(&sealed),
        by_records: compare(&sealed, &between),
        by_plan: compare(&between, today),
    })
}

impl Explained {
    /// The changes of a figure that was filed as `filed`.
    fn changes(&self, key: Key, filing: &Filing, filed: Value, context: &Context<'_>) -> Vec<Change> {
        let of = |differences: &[Difference]| {
            let found = differences.iter().find(|difference| difference.key == key);
            found.map(|difference| difference.changes.clone()).unwrap_or_default()
        };
        let mut changes = of(&self.by_records);
        // What a unit had that the plan no longer has was not deleted.
        let is_gone = |change: &&mut Change| {
            change.cause == Cause::Deleted && context.plan.find_unit(&change.unit).is_none()
        };
        changes.iter_mut().filter(is_gone).for_each(|change| change.cause = Cause::Plan);
        changes.extend(of(&self.by_plan).into_iter().map(|change| Change { cause: Cause::Plan, ..change }));
        changes.extend(residue(filing, Delta::of(self.sealed[key]) - Delta::of(filed)));
        changes
    }
}

/// What no record explains.
fn residue(filing: &Filing, delta: Delta) -> Option<Change> {
    (!delta.is_zero()).then(|| Change { id: filing.id.to_string(), ..Change::none(delta) })
}

/// Why a figure of a return is another than that of an earlier month's, by the seals of both; empty where
/// one of them has none.
pub fn between(
    earlier: &Entry<Filing>,
    later: &Entry<Filing>,
    keys: &[Key],
    context: &Context<'_>,
) -> Vec<Difference> {
    let (Ok(old), Ok(new)) = (open(earlier, context), open(later, context)) else { return Vec::new() };
    let (old_context, new_context) = (old.context(context), new.context(context));
    let before = Scope::new(&old_context, old.period().0, old.period().1);
    let after = Scope::new(&new_context, new.period().0, new.period().1);
    let filed = |filing: &Filing, key: Key| filing.figures.as_ref()?.get(&key).copied();
    let all = compare(&before, &after).into_iter().filter(|difference| keys.contains(&difference.key));
    all.filter_map(|mut difference| {
        let key = difference.key;
        let (was, is) = (filed(earlier, key)?, filed(later, key)?);
        let counted = Delta::of(difference.after) - Delta::of(difference.before);
        difference.changes.extend(residue(later, Delta::of(is) - Delta::of(was) - counted));
        (difference.before, difference.after) = (was, is);
        Some(difference)
    })
    .collect()
}
