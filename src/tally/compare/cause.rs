//! Why a record adds something else than it did.

use super::Known;
use crate::lang::Text;
use crate::record::date;
use crate::store::records::AnyRecord;
use crate::tally::deciding::{Deciding, deciding};
use crate::tally::scope::Scope;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Why a record adds something else than it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// It was entered since.
    Entered,
    /// It was deleted since.
    Deleted,
    /// Its file or itself can no longer be read.
    Unreadable,
    /// It could not be read before.
    Readable,
    /// It stands in the folder of another unit.
    Moved,
    /// A day that decides was changed, added or taken out.
    Redated,
    /// Another field that decides was changed.
    Reclassified,
    /// It is as it was: the period is another.
    Period,
    /// It is as it was, and so is the period: another record was changed that counts in its place or beside it.
    Beside,
    /// The plan counts from another day, to another day, or other units.
    Plan,
    /// The figures are not those of the records as they stood: another definition, another program.
    Definition,
}

impl Cause {
    /// All causes, in the order in which they are told.
    pub const ALL: [Self; 11] = [
        Self::Entered,
        Self::Deleted,
        Self::Moved,
        Self::Redated,
        Self::Reclassified,
        Self::Unreadable,
        Self::Readable,
        Self::Period,
        Self::Beside,
        Self::Plan,
        Self::Definition,
    ];

    /// The name in machine formats.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Deleted => "deleted",
            Self::Unreadable => "unreadable",
            Self::Readable => "readable",
            Self::Moved => "moved",
            Self::Redated => "redated",
            Self::Reclassified => "reclassified",
            Self::Period => "period",
            Self::Beside => "beside",
            Self::Plan => "plan",
            Self::Definition => "definition",
        }
    }

    /// Whether no change of the record is the reason.
    pub const fn is_of_no_record(self) -> bool {
        matches!(self, Self::Period | Self::Beside | Self::Plan | Self::Definition)
    }

    /// The word in messages.
    pub const fn word(self) -> Text {
        match self {
            Self::Entered => Text::fixed("补录", "entered since"),
            Self::Deleted => Text::fixed("删除", "deleted"),
            Self::Unreadable => Text::fixed("现已无法读取", "unreadable now"),
            Self::Readable => Text::fixed("原来无法读取", "unreadable then"),
            Self::Moved => Text::fixed("改到其他单位", "moved to another unit"),
            Self::Redated => Text::fixed("日期改动", "date changed"),
            Self::Reclassified => Text::fixed("内容改动", "re-classified"),
            Self::Period => Text::fixed("统计期变化", "another period"),
            Self::Beside => Text::fixed("其他记录变动", "other records changed"),
            Self::Plan => Text::fixed("方案的统计期或单位改变", "the plan's window or units changed"),
            Self::Definition => Text::fixed(
                "与封存的记录不符（口径或程序改变）",
                "not what the sealed records give (definition or program changed)",
            ),
        }
    }
}

/// A field that decides, in two states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The path of its key; `unit` for the folder that the record stands in.
    pub path: Cow<'static, str>,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there.
    pub after: Option<String>,
}

/// Why a record that counts on one side counts otherwise on the other, and the fields that differ.
pub(super) fn cause(
    record: AnyRecord<'_>,
    before: &Scope<'_>,
    after: &Scope<'_>,
    known: &Known<'_>,
) -> (Cause, Vec<FieldChange>) {
    let id = (record.kind(), record.id());
    let (old, new) = (known.before.get(&id), known.after.get(&id));
    let is_stub = |scope: &Scope<'_>| scope.context().is_stub(id.0, id.1);
    let (old, new, twins) = match (old, new) {
        (None, _) if is_stub(before) => return (Cause::Readable, Vec::new()),
        (_, None) if is_stub(after) => return (Cause::Unreadable, Vec::new()),
        // Its folder is there, but the plan of the other side does not know the unit.
        (None, Some(new)) if !knows(before, new.record, after) => return (Cause::Plan, Vec::new()),
        (Some(old), None) if !knows(after, old.record, before) => return (Cause::Plan, Vec::new()),
        (None, _) => return (Cause::Entered, Vec::new()),
        (_, None) => return (Cause::Deleted, Vec::new()),
        (Some(old), Some(new)) => (old.record, new.record, old.count.cmp(&new.count)),
    };
    let unit = |record: AnyRecord<'_>, scope: &Scope<'_>| {
        scope.context().plan.unit(record.origin().unit).id.to_string()
    };
    let (from, to) = (unit(old, before), unit(new, after));
    let mut fields = changed(&deciding(old), &deciding(new));
    if from != to {
        let (before, after) = (Some(from), Some(to));
        fields.insert(0, FieldChange { path: Cow::Borrowed("unit"), before, after });
        return (Cause::Moved, fields);
    }
    let is_day = |field: &FieldChange| {
        let values = [&field.before, &field.after];
        values.into_iter().flatten().all(|value| date::parse(value).is_some())
    };
    let cause = if fields.is_empty() {
        match twins {
            Ordering::Less => Cause::Entered,
            Ordering::Greater => Cause::Deleted,
            Ordering::Equal => unchanged(old, new, before, after),
        }
    } else if fields.iter().all(is_day) || is_in_window(old, before) != is_in_window(new, after) {
        Cause::Redated
    } else {
        Cause::Reclassified
    };
    (cause, fields)
}

/// Whether a side's plan has the unit that holds a record of the other side.
fn knows(side: &Scope<'_>, record: AnyRecord<'_>, other: &Scope<'_>) -> bool {
    side.context().plan.find_unit(&other.context().plan.unit(record.origin().unit).id).is_some()
}

/// Why a record that is as it was counts otherwise.
fn unchanged(old: AnyRecord<'_>, new: AnyRecord<'_>, before: &Scope<'_>, after: &Scope<'_>) -> Cause {
    let counts = |record: AnyRecord<'_>, scope: &Scope<'_>| {
        let (plan, unit) = (scope.context().plan, record.origin().unit);
        plan.is_within(unit, scope.unit()) && !plan.is_by_filings(unit)
    };
    if before.from() != after.from() || counts(old, before) != counts(new, after) {
        Cause::Plan
    } else if before.cutoff() == after.cutoff() {
        Cause::Beside
    } else {
        Cause::Period
    }
}

/// Whether the day by which a record counts is in the window.
fn is_in_window(record: AnyRecord<'_>, scope: &Scope<'_>) -> bool {
    let day = match record {
        AnyRecord::Hazard(hazard) => hazard.found_on,
        AnyRecord::Inspection(inspection) => inspection.date,
        AnyRecord::Penalty(penalty) => penalty.decided_on,
        AnyRecord::Activity(activity) => activity.date,
        AnyRecord::Filing(filing) => filing.filed_on,
        AnyRecord::Enterprise(_) | AnyRecord::Selfcheck(_) => return false,
    };
    (scope.from()..=scope.cutoff()).contains(&day)
}

/// The fields that differ, in the order of the contract.
fn changed(old: &[Deciding], new: &[Deciding]) -> Vec<FieldChange> {
    let value = |fields: &[Deciding], path: &str| {
        fields.iter().find(|(known, _)| known == path).map(|(_, value)| value.clone())
    };
    let added = new.iter().filter(|(path, _)| value(old, path).is_none());
    let both = old.iter().chain(added).map(|(path, _)| FieldChange {
        path: path.clone(),
        before: value(old, path),
        after: value(new, path),
    });
    both.filter(|field| field.before != field.after).collect()
}
