//! Money in 万元 (ten thousand yuan), in exact decimal arithmetic.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

/// An amount in 万元, exact to 18 decimal places. What is finer still is kept as one unit of the last
/// place: it is far finer than 1 元 and a fault (V008) in any case.
///
/// Twelve digits before the point and eighteen after leave room for sums of more than a hundred
/// million amounts; a sum beyond that is a panic, never a wrong figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i128);

/// How many decimal places an amount has.
pub const PLACES: usize = 18;
const SCALE: i128 = 10_i128.pow(PLACES as u32);
/// 1 元 is 0.0001 万元.
const YUAN: i128 = SCALE / 10_000;

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Reads `12.5`, `-3`, `1.50000`: at most twelve digits before the point, no exponent, no `+`,
    /// no group mark.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, part)) => (whole, part.trim_end_matches('0')),
            None => (digits, ""),
        };
        let numeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 12 || !numeric(whole) || !numeric(part) {
            return None;
        }
        let (kept, finer) = part.split_at(part.len().min(PLACES));
        let scaled = format!("{whole}{kept:0<PLACES$}").parse::<i128>().ok()? + i128::from(!finer.is_empty());
        Some(Self(if negative { -scaled } else { scaled }))
    }

    /// Whether the amount is less than nothing.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether the amount is no whole number of 元.
    pub fn is_finer_than_a_yuan(self) -> bool {
        self.0 % YUAN != 0
    }

    /// The amount in units of the last of its [`PLACES`].
    pub fn unscaled(self) -> i128 {
        self.0
    }

    /// The amount in 元, where it is a whole number of them.
    pub fn yuan(self) -> Option<i64> {
        (!self.is_finer_than_a_yuan()).then(|| i64::try_from(self.0 / YUAN).ok())?
    }

    /// The amount as a floating-point number, for a numeric cell of a workbook.
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }
}

impl fmt::Display for Amount {
    /// A decimal number without trailing zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) =
            (self.0.unsigned_abs() / SCALE.unsigned_abs(), self.0.unsigned_abs() % SCALE.unsigned_abs());
        if part == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let part = format!("{part:0PLACES$}");
            write!(f, "{sign}{whole}.{}", part.trim_end_matches('0'))
        }
    }
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_and_printing() {
        for (text, printed) in [
            ("0", "0"),
            ("5", "5"),
            ("12.5", "12.5"),
            ("1.50000", "1.5"),
            ("0.0001", "0.0001"),
            ("-3.20", "-3.2"),
            ("007", "7"),
            ("999999999999.9999", "999999999999.9999"),
            ("-0", "0"),
        ] {
            assert_eq!(Amount::parse(text).unwrap().to_string(), printed);
        }
        for bad in
            ["", ".5", "5.", "+1", "1e3", "1,000", "１", "1 ", "1234567890123", "--1", "-", "0x1", "1_0"]
        {
            assert_eq!(Amount::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_yuan_is_the_finest() {
        assert!(!Amount::parse("0.0001").unwrap().is_finer_than_a_yuan());
        assert!(Amount::parse("0.00001").unwrap().is_finer_than_a_yuan());
        assert!(Amount::parse("0.0000000000000000000000001").unwrap().is_finer_than_a_yuan());
        assert!(!Amount::parse("1.5000000").unwrap().is_finer_than_a_yuan());
    }

    #[test]
    fn tenths_add_up() {
        let sum: Amount = (0..10).filter_map(|_| Amount::parse("0.1")).sum();
        assert_eq!(sum.to_string(), "1");
    }
}
