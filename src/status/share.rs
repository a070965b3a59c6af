//! So many of so many: a number with what it is a part of, and the rate that there is only where the whole is
//! not nothing.

use std::fmt;
use std::ops::Add;

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Share {
    /// So many of so many.
    pub const fn new(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// Whether the part is no more than its whole.
    pub const fn is_possible(self) -> bool {
        self.part <= self.whole
    }

    /// Counts one more, that belongs to the part or not.
    pub const fn count(&mut self, belongs: bool) {
        self.part += belongs as u64;
        self.whole += 1;
    }

    /// How many are lacking.
    pub const fn lacking(self) -> u64 {
        self.whole.saturating_sub(self.part)
    }

    /// The rate in tenths of a percent, rounded (四舍五入), but 100 % only of the whole and 0 % only of nothing;
    /// none where there is nothing to be a part of.
    pub fn permille(self) -> Option<u64> {
        let twice = self.part.saturating_mul(2_000).saturating_add(self.whole);
        let rounded = twice.checked_div(self.whole.saturating_mul(2))?;
        Some(match self.part {
            0 => 0,
            part if part >= self.whole => rounded,
            _ => rounded.clamp(1, 999),
        })
    }

    /// Whether the rate is less than another; that of nothing is neither less nor more than any.
    pub fn is_behind(self, other: Self) -> bool {
        let product = |part: u64, whole: u64| u128::from(part) * u128::from(whole);
        product(self.part, other.whole) < product(other.part, self.whole)
    }

    /// The rate as it is printed: `66.6%`, `100%`, and a dash where there is none.
    pub fn rate(self) -> String {
        match self.permille().map(|permille| (permille / 10, permille % 10)) {
            None => super::DASH.to_owned(),
            Some((percent, 0)) => format!("{percent}%"),
            Some((percent, tenth)) => format!("{percent}.{tenth}%"),
        }
    }
}

impl Add for Share {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { part: self.part + other.part, whole: self.whole + other.whole }
    }
}

impl fmt::Display for Share {
    /// `12/40`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_rounded_and_there_is_none_of_nothing() {
        let rates = [(2, 3), (12, 40), (1, 16), (1_999, 2_000), (5, 5), (0, 7), (0, 0), (1, 9_999)];
        let printed = rates.map(|(part, whole)| Share::new(part, whole).rate());
        assert_eq!(printed, ["66.7%", "30%", "6.3%", "99.9%", "100%", "0%", "—", "0.1%"]);
    }

    #[test]
    fn behind_is_compared_exactly() {
        assert!(Share::new(1, 3).is_behind(Share::new(334, 1_000)));
        assert!(!Share::new(1, 3).is_behind(Share::new(2, 6)));
        assert!(!Share::new(0, 0).is_behind(Share::new(1, 2)));
        assert!(!Share::new(0, 5).is_behind(Share::new(0, 0)));
    }
}
