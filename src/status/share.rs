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

    /// Counts one more, that belongs to the part or not.
    pub const fn count(&mut self, belongs: bool) {
        self.part += belongs as u64;
        self.whole += 1;
    }

    /// How many are lacking.
    pub const fn lacking(self) -> u64 {
        self.whole.saturating_sub(self.part)
    }

    /// The rate in tenths of a percent, rounded down, so that only the whole is 100 %; none of nothing.
    pub fn permille(self) -> Option<u64> {
        self.part.saturating_mul(1_000).checked_div(self.whole)
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
    fn rates_are_rounded_down_and_there_is_none_of_nothing() {
        let rates = [(2, 3), (12, 40), (999, 1_000), (1_999, 2_000), (5, 5), (0, 7), (0, 0)];
        let printed = rates.map(|(part, whole)| Share::new(part, whole).rate());
        assert_eq!(printed, ["66.6%", "30%", "99.9%", "99.9%", "100%", "0%", "—"]);
    }

    #[test]
    fn behind_is_compared_exactly() {
        assert!(Share::new(1, 3).is_behind(Share::new(334, 1_000)));
        assert!(!Share::new(1, 3).is_behind(Share::new(2, 6)));
        assert!(!Share::new(0, 0).is_behind(Share::new(1, 2)));
        assert!(!Share::new(0, 5).is_behind(Share::new(0, 0)));
    }
}
