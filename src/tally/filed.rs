//! Units that keep no records here: what they have filed for a month stands for them.

use super::reason::Reason;
use super::scope::Recorded;
use crate::check::Context;
use crate::figure::{Key, Value};
use crate::plan::UnitIndex;
use crate::record::term::Document;
use crate::record::{Entry, Filing, Kind, Month};
use chrono::NaiveDate;

/// The month of a return, the last day that counts, and by when a return must have been filed to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The month.
    pub month: Month,
    /// The last day that counts.
    pub cutoff: NaiveDate,
    /// The last day on which a return may have been filed to be taken.
    pub filed_by: NaiveDate,
}

impl Period {
    /// The return of a month, with what units have filed for it at any time.
    pub const fn new(month: Month, cutoff: NaiveDate) -> Self {
        Self { month, cutoff, filed_by: NaiveDate::MAX }
    }

    /// The same as it was known at the end of a day.
    #[must_use]
    pub const fn filed_by(self, day: NaiveDate) -> Self {
        Self { filed_by: day, ..self }
    }
}

/// What stands for a unit that is counted by what it has filed.
pub struct Filed<'r> {
    /// The unit.
    pub unit: UnitIndex,
    /// Its return of the month: of several the last one filed.
    pub filing: Option<&'r Entry<Filing>>,
    /// Whether it has filed one that cannot be read.
    pub unread: bool,
    /// Its records in the window, which do not count.
    pub beside: Recorded<'r>,
}

impl<'r> Filed<'r> {
    pub(super) fn new(context: &Context<'r>, unit: UnitIndex, period: Period, beside: Recorded<'r>) -> Self {
        let of_month = |filing: &&Entry<Filing>| filing.unit() == unit && unfit(filing, period).is_none();
        // `max_by_key` takes the last of equals, which stand in path order.
        let filing = context.records.filings.iter().filter(of_month).max_by_key(|filing| filing.filed_on);
        let unread = context
            .stubs_of(unit, Kind::Filing)
            .filter(|stub| stub.document.is_none_or(|document| document == Document::Return))
            .any(|stub| stub.month.is_none_or(|month| month == period.month));
        Self { unit, filing, unread, beside }
    }

    /// What the filing gives for a figure.
    pub fn given(&self, key: Key) -> Option<Value> {
        self.filing?.figures.as_ref()?.get(&key).copied()
    }

    /// What the filing adds to a figure.
    pub(super) fn added(&self, key: Key) -> Option<Value> {
        self.given(key).filter(|adds| *adds != Value::zero(key.sort()))
    }

    /// What speaks against a filing of the unit: nothing where it is the one that stands and adds to the figure.
    pub(super) fn against(&self, filing: &Entry<Filing>, period: Period, key: Key) -> Option<Reason<'r>> {
        let standing = self.filing.filter(|standing| standing.origin != filing.origin);
        let superseded = || standing.map(|it| Reason::Superseded(&it.id, it.filed_on));
        let nothing = || self.added(key).is_none().then_some(Reason::NothingFiled);
        unfit(filing, period).or_else(superseded).or_else(nothing)
    }

    /// The figures that the filing does not give; none where there is no filing.
    pub fn not_given(&self) -> Vec<Key> {
        let lacks = |key: &Key| self.filing.is_some() && self.given(*key).is_none();
        Key::ALL.iter().copied().filter(lacks).collect()
    }
}

/// Why a filing is not one of a month's returns.
fn unfit(filing: &Filing, period: Period) -> Option<Reason<'static>> {
    let Filing { document, month, filed_on, .. } = *filing;
    match month {
        _ if document != Document::Return => Some(Reason::Document(document)),
        Some(month) if month != period.month => Some(Reason::OtherMonth(month)),
        None => Some(Reason::Lacking("month")),
        _ => (filed_on > period.filed_by).then_some(Reason::Late("filed_on", filed_on)),
    }
}
