//! Why a record adds something else than it did.

use super::{Known, fields_of};
use crate::lang::Text;
use crate::record::date;
use crate::store::records::AnyRecord;
use crate::tally::deciding::Deciding;
use crate::tally::scope::Scope;
use std::borrow::Cow;

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
    /// It is as it was: the period is another, or the records beside it are.
    Period,
    /// The plan counts from another day, to another day, or other units.
    Plan,
    /// The figures are not those of the records as they stood: another definition, another program.
    Definition,
}

impl Cause {
    /// All causes, in the order in which they are told.
    pub const ALL: [Self; 10] = [
        Self::Entered,
        Self::Deleted,
        Self::Moved,
        Self::Redated,
        Self::Reclassified,
        Self::Unreadable,
        Self::Readable,
        Self::Period,
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
            Self::Plan => "plan",
            Self::Definition => "definition",
        }
    }

    /// Whether no change of the record is the reason.
    pub const fn is_of_no_record(self) -> bool {
        matches!(self, Self::Period | Self::Plan | Self::Definition)
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
    let (old, new) = (known.before.get(&id).copied(), known.after.get(&id).copied());
    let is_stub = |scope: &Scope<'_>| scope.context().is_stub(id.0, id.1);
    match (old, new) {
        (None, _) if is_stub(before) => (Cause::Readable, Vec::new()),
        (None, _) => (Cause::Entered, Vec::new()),
        (_, None) if is_stub(after) => (Cause::Unreadable, Vec::new()),
        (_, None) => (Cause::Deleted, Vec::new()),
        (Some(_), Some(_)) => {
            let unit = |record: Option<AnyRecord<'_>>, scope: &Scope<'_>| {
                record.map(|it| scope.context().plan.unit(it.origin().unit).id.to_string())
            };
            let (from, to) = (unit(old, before), unit(new, after));
            let mut fields = changed(&fields_of(old), &fields_of(new));
            let is_day = |field: &FieldChange| {
                let values = [&field.before, &field.after];
                values.into_iter().flatten().all(|value| date::parse(value).is_some())
            };
            let cause = if from != to {
                Cause::Moved
            } else if fields.is_empty() && before.from() != after.from() {
                Cause::Plan
            } else if fields.is_empty() {
                Cause::Period
            } else if fields.iter().all(is_day) {
                Cause::Redated
            } else {
                Cause::Reclassified
            };
            if from != to {
                fields.insert(0, FieldChange { path: Cow::Borrowed("unit"), before: from, after: to });
            }
            (cause, fields)
        }
    }
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
