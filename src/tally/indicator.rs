//! What a figure is: a key, a definition, and the records that it counts.

use super::Scope;
use super::condition::{Basis, Fact};
use super::counting::Counting;
use super::reason::Reason;
use crate::figure::{Key, Value};
use crate::lang::Text;
use crate::store::records::AnyRecord;

/// A figure of form 3-1. Its label and unit on the form are data of the catalogue.
#[derive(Debug)]
pub struct Indicator {
    /// The key.
    pub key: Key,
    /// What it counts, in one sentence that a record can be held against; the unit, and the cell of
    /// the form that it comes from.
    pub definition: Text,
    /// The records that it counts and what each adds, where units keep records.
    pub(super) counts: Basis,
}

/// The records behind a figure, one after the other.
pub type Shares<'s, 'r> = Box<dyn Iterator<Item = Share<'r>> + 's>;

/// A record behind a figure.
#[derive(Debug, Clone, Copy)]
pub struct Share<'r> {
    /// The record.
    pub record: AnyRecord<'r>,
    /// What it adds: nothing where an earlier record has already counted the same enterprise.
    pub adds: Value,
}

impl Indicator {
    /// The records behind the figure and what each adds, in path order: those that it counts, and for units
    /// that are counted by what they have filed, the filing.
    pub fn shares<'s, 'r>(&'static self, scope: &'s Scope<'r>) -> Shares<'s, 'r> {
        let recorded = self.counts.shares(scope);
        if scope.filed().is_empty() {
            return recorded;
        }
        let filed = scope.filed().iter().filter_map(|filed| {
            Some(Share { record: AnyRecord::Filing(filed.filing?), adds: filed.added(self.key)? })
        });
        let mut shares: Vec<Share<'r>> = recorded.chain(filed).collect();
        shares.sort_by_key(|share| share.record.origin());
        Box::new(shares.into_iter())
    }

    /// What speaks against a record: nothing where it is among the shares.
    pub fn against<'r>(&self, scope: &Scope<'r>, record: AnyRecord<'r>) -> Vec<Reason<'r>> {
        match record {
            AnyRecord::Filing(filing) => scope.against_filing(filing, self.key).into_iter().collect(),
            _ => self.counts.against(scope, record),
        }
    }

    /// What made a record count: keys of the record, each with its day.
    pub fn facts(&self, record: AnyRecord<'_>) -> Vec<Fact> {
        self.counts.facts(record)
    }

    /// What it counts, for engines that count the exported tables.
    pub fn counting(&self) -> Counting {
        self.counts.counting()
    }

    /// Whether it counts enterprises, each but once (家).
    pub fn is_distinct(&self) -> bool {
        self.counts.is_distinct()
    }

    /// The figure: what its records add, added up; of 是 and 否, 是 if any says so.
    pub fn value(&'static self, scope: &Scope<'_>) -> Value {
        self.shares(scope).fold(Value::zero(self.key.sort()), |sum, share| add(sum, share.adds))
    }
}

/// Two values of one sort, added up.
fn add(sum: Value, more: Value) -> Value {
    match (sum, more) {
        (Value::Count(sum), Value::Count(more)) => Value::Count(sum + more),
        (Value::Amount(sum), Value::Amount(more)) => Value::Amount(sum + more),
        (Value::YesNo(sum), Value::YesNo(more)) => Value::YesNo(sum | more),
        // The sorts are those of the key, which a test asks of every figure.
        (sum, _) => sum,
    }
}
