//! A day, counted from 1970-01-01, so that adding days is adding.

use std::fmt;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date(i64);

/// A day of 2023, the campaign's year.
pub const fn day(month: i64, day: i64) -> Date {
    date(2023, month, day)
}

/// Days from the civil calendar, by Howard Hinnant's algorithm.
pub const fn date(year: i64, month: i64, day: i64) -> Date {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y - era * 400;
    let doy = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Date(era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468)
}

impl Date {
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    pub const fn until(self, later: Self) -> i64 {
        later.0 - self.0
    }

    /// Year, month and day.
    pub const fn civil(self) -> (i64, i64, i64) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z - era * 146_097;
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month, doy - (153 * mp + 2) / 5 + 1)
    }

    pub const fn month(self) -> i64 {
        self.civil().1
    }

    /// This day or the next working day, by the week and the State Council's holidays of 2023 in the campaign's months.
    pub const fn workday(self) -> Self {
        let (dragon_boat, national) = (day(6, 22), day(9, 29));
        if 0 <= dragon_boat.until(self) && dragon_boat.until(self) < 3 {
            return day(6, 25);
        }
        if 0 <= national.until(self) && national.until(self) < 8 {
            return day(10, 7);
        }
        match (self.0 + 3).rem_euclid(7) {
            5 => self.plus(2),
            6 => self.plus(1),
            _ => self,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.civil();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}
