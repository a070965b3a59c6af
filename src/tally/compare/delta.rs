//! By how much a figure, or what a record adds to it, has changed.

use crate::figure::{Sort, Value};
use crate::record::Amount;
use std::fmt;
use std::ops::{Add, Sub};

/// A difference of two values of one figure. 是 is 1 and 否 is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delta {
    /// Of a whole number (个, 家, 次, 家次, 人), or of 是 and 否.
    Count(i64),
    /// Of an amount (万元).
    Amount(Amount),
}

impl Delta {
    /// No difference.
    pub const fn zero(sort: Sort) -> Self {
        match sort {
            Sort::Amount => Self::Amount(Amount::ZERO),
            Sort::Count | Sort::YesNo => Self::Count(0),
        }
    }

    /// A value as its difference from nothing.
    pub fn of(value: Value) -> Self {
        match value {
            Value::Count(count) => Self::Count(i64::try_from(count).unwrap_or(i64::MAX)),
            Value::Amount(amount) => Self::Amount(amount),
            Value::YesNo(yes) => Self::Count(i64::from(yes)),
        }
    }

    /// Whether it is none.
    pub fn is_zero(self) -> bool {
        matches!(self, Self::Count(0) | Self::Amount(Amount::ZERO))
    }
}

impl Add for Delta {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => Self::Count(a.saturating_add(b)),
            (Self::Amount(a), Self::Amount(b)) => Self::Amount(a + b),
            // Both are of one figure, so that they are of one sort.
            (sum, _) => sum,
        }
    }
}

impl Sub for Delta {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => Self::Count(a.saturating_sub(b)),
            (Self::Amount(a), Self::Amount(b)) => Self::Amount(a - b),
            (sum, _) => sum,
        }
    }
}

impl fmt::Display for Delta {
    /// With its sign: `+2`, `−1.5`, `0`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Count(count) => count.to_string(),
            Self::Amount(amount) => amount.to_string(),
        };
        match text.strip_prefix('-') {
            Some(digits) => write!(f, "−{digits}"),
            None if self.is_zero() => f.write_str(&text),
            None => write!(f, "+{text}"),
        }
    }
}
