//! The figures of form 3-1: their keys in the order of the form, and their values.

use crate::record::Amount;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Index;

/// Declares the keys in the order of the form.
macro_rules! keys {
    ($($key:ident)+) => {
        /// The key of a figure. The order is that of the form (附件3-1), everywhere.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, non_camel_case_types, reason = "the keys are the contract's own names")]
        pub enum Key { $($key,)+ }

        impl Key {
            /// All keys, in order.
            pub const ALL: &'static [Self] = &[$(Self::$key,)+];

            /// The key as written.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$key => stringify!($key),)+ }
            }
        }
    };
}

keys! {
    A1 A2 A3 A4 A5 A6
    B1 B2 B3 B4 B5 B6 B7 B8
    C1 C2 C3_count C3_amount C4 C5 C6 C7 C8 C8_crime C9 C10
    D1 D2 D3 D4 D5 D5_anonymous D6 D7 D8
}

impl Key {
    /// The key of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.name() == name)
    }

    /// Whether the figure counts enterprises (家), each once however many records it has.
    pub const fn is_distinct(self) -> bool {
        use Key::{B1, B2, B3, B4, B5, B6, B7, B8, C6, C7};
        matches!(self, B1 | B2 | B3 | B4 | B5 | B6 | B7 | B8 | C6 | C7)
    }

    /// What sort of value the figure has.
    pub const fn sort(self) -> Sort {
        match self {
            Self::C3_amount | Self::D5 | Self::D5_anonymous => Sort::Amount,
            Self::D6 => Sort::YesNo,
            _ => Sort::Count,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What sort of value a figure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A whole number.
    Count,
    /// 万元.
    Amount,
    /// 是 or 否.
    YesNo,
}

/// The value of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A whole number (个, 家, 次, 家次, 人).
    Count(u64),
    /// 万元.
    Amount(Amount),
    /// 是 or 否.
    YesNo(bool),
}

impl Value {
    /// Nothing of its sort: 0, or 否.
    pub const fn zero(sort: Sort) -> Self {
        match sort {
            Sort::Count => Self::Count(0),
            Sort::Amount => Self::Amount(Amount::ZERO),
            Sort::YesNo => Self::YesNo(false),
        }
    }

    /// Whether this value is less than another of the same sort.
    pub fn is_below(self, other: Self) -> bool {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => a < b,
            (Self::Amount(a), Self::Amount(b)) => a < b,
            (Self::YesNo(a), Self::YesNo(b)) => !a & b,
            _ => false,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Amount(amount) => amount.fmt(f),
            Self::YesNo(yes) => f.write_str(yes_no(*yes)),
        }
    }
}

/// 是 or 否.
pub const fn yes_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

/// All figures of one return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures(BTreeMap<Key, Value>);

impl Figures {
    /// Figures, one for each key.
    pub fn new(mut value: impl FnMut(Key) -> Value) -> Self {
        Self(Key::ALL.iter().map(|key| (*key, value(*key))).collect())
    }

    /// Keys and values in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (Key, Value)> {
        self.0.iter().map(|(key, value)| (*key, *value))
    }

    /// A count; 0 for a figure that is none.
    pub fn count(&self, key: Key) -> u64 {
        match self[key] {
            Value::Count(count) => count,
            _ => 0,
        }
    }
}

impl Index<Key> for Figures {
    type Output = Value;
    fn index(&self, key: Key) -> &Value {
        &self.0[&key]
    }
}
