//! Dates in workbooks: which number formats show one, which day a number or an ISO text is.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// What a number format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shown {
    /// A number.
    #[default]
    Number,
    /// A date, with or without a time of day.
    Date,
    /// A time of day or a duration, without a date.
    Time,
}

/// What a built-in number format shows, those of Chinese, Japanese and Korean programs with them.
pub(super) const fn built_in(id: u32) -> Shown {
    match id {
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Shown::Time,
        _ => Shown::Number,
    }
}

/// What a number format shows, by its first section.
pub(super) fn shown(code: &str) -> Shown {
    let (mut month, mut time) = (false, false);
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').take(40).collect();
                let letter = |c: char| inside.chars().all(|d| d.eq_ignore_ascii_case(&c));
                time |= !inside.is_empty() && ['h', 'm', 's'].into_iter().any(letter);
            }
            ';' => break,
            'g' | 'G' if chars.clone().take(6).collect::<String>().eq_ignore_ascii_case("eneral") => {
                chars.nth(5);
            }
            'g' | 'G' if chars.peek() == Some(&'/') => {}
            'e' | 'E' if matches!(chars.peek(), Some('+' | '-')) => {
                chars.next();
            }
            'a' | 'A' if chars.peek() == Some(&'/') => {
                chars.nth(1);
                time = true;
            }
            'a' | 'A' if matches!(chars.peek(), Some('m' | 'M')) => {
                chars.nth(3);
                time = true;
            }
            'y' | 'Y' | 'd' | 'D' | 'e' | 'E' | 'g' | 'b' | 'B' | 'a' | 'A' => return Shown::Date,
            'm' | 'M' => month = true,
            'h' | 'H' | 's' | 'S' => time = true,
            _ => {}
        }
    }
    match (time, month) {
        (true, _) => Shown::Time,
        (false, true) => Shown::Date,
        (false, false) => Shown::Number,
    }
}

/// The day of a serial number, and whether it is midnight. None where the number is no day: below the
/// first, the 29 February 1900 that never was, or after the year 9999.
pub(super) fn from_serial(serial: f64, is_1904: bool) -> Option<(NaiveDate, bool)> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let mut whole = serial.trunc();
    let mut seconds = ((serial - whole) * 86_400.0).round();
    if seconds >= 86_400.0 {
        (whole, seconds) = (whole + 1.0, 0.0);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 2,958,466")]
    let days = whole as u64;
    let (epoch, days) = match (is_1904, days) {
        (true, days) => (NaiveDate::from_ymd_opt(1904, 1, 1)?, days),
        (false, 0 | 60) => return None,
        (false, days @ 1..60) => (NaiveDate::from_ymd_opt(1899, 12, 31)?, days),
        (false, days) => (NaiveDate::from_ymd_opt(1899, 12, 30)?, days),
    };
    let day = epoch.checked_add_days(chrono::Days::new(days))?;
    Some((day, seconds == 0.0))
}

/// The day of an ISO text, `2023-08-24` or `2023-08-24T08:30:00`, and whether it is midnight.
pub(super) fn from_iso(text: &str) -> Option<(NaiveDate, bool)> {
    let text = text.trim().trim_end_matches('Z');
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some((day, true));
    }
    let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"))
        .ok()?;
    Some((moment.date(), moment.time().num_seconds_from_midnight() == 0))
}

/// The part of a day that an ISO duration or time is: `PT08H30M00S`, `08:30:00`.
pub(super) fn part_of_day(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Ok(time) = NaiveTime::parse_from_str(text, "%H:%M:%S%.f") {
        return Some(f64::from(time.num_seconds_from_midnight()) / 86_400.0);
    }
    let (minus, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let mut seconds = 0.0;
    let mut number = String::new();
    for c in text.strip_prefix("PT")?.chars() {
        let unit = match c {
            '0'..='9' | '.' => {
                number.push(c);
                continue;
            }
            'H' => 3_600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => return None,
        };
        seconds += number.parse::<f64>().ok()? * unit;
        number.clear();
    }
    number.is_empty().then_some(minus * seconds / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_a_date() {
        for code in [
            "yyyy\"年\"m\"月\"d\"日\"",
            "yyyy/m/d;@",
            "[$-804]yyyy\\-mm\\-dd",
            "m\"月\"",
            "[DBNum1][$-804]yyyy\"年\"m\"月\"",
            "e\"年\"m\"月\"",
            "DD/MM/YY",
            "yyyy-mm-dd hh:mm:ss",
            "aaaa",
            "m/d/yy h:mm",
        ] {
            assert_eq!(shown(code), Shown::Date, "{code}");
        }
        for code in ["h:mm", "[h]:mm:ss", "mm:ss", "h:mm AM/PM", "[mm]", "[$-804]AM/PM h\"时\"mm\"分\""] {
            assert_eq!(shown(code), Shown::Time, "{code}");
        }
        for code in [
            "General",
            "0.00E+00",
            "#,##0.00_);[Red]\\(#,##0.00\\)",
            "0.00\"万元 (yd)\"",
            "@",
            "[Red]0",
            "#,##0*y",
            "\\Y000000",
            "0;yyyy",
            "G/通用格式",
        ] {
            assert_eq!(shown(code), Shown::Number, "{code}");
        }
    }

    #[test]
    fn serial_numbers_are_the_days_that_a_workbook_shows() {
        let day =
            |serial, is_1904| from_serial(serial, is_1904).map(|(day, midnight)| (day.to_string(), midnight));
        let is = |text: &str, midnight| Some((text.to_owned(), midnight));
        assert_eq!(day(1.0, false), is("1900-01-01", true));
        assert_eq!(day(59.0, false), is("1900-02-28", true));
        assert_eq!(day(60.0, false), None);
        assert_eq!(day(61.0, false), is("1900-03-01", true));
        assert_eq!(day(45_162.0, false), is("2023-08-24", true));
        assert_eq!(day(45_162.354_166_666_7, false), is("2023-08-24", false));
        assert_eq!(day(45_161.999_999_999_9, false), is("2023-08-24", true));
        assert_eq!(day(43_700.0, true), is("2023-08-24", true));
        assert_eq!(
            (day(0.5, false), day(-1.0, false), day(20_230_824.0, false), day(f64::NAN, false)),
            (None, None, None, None)
        );
    }

    #[test]
    fn iso_texts() {
        let day = |text| from_iso(text).map(|(day, midnight)| (day.to_string(), midnight));
        assert_eq!(day("2023-08-24"), Some(("2023-08-24".to_owned(), true)));
        assert_eq!(day("2023-08-24T00:00:00"), Some(("2023-08-24".to_owned(), true)));
        assert_eq!(day("2023-08-24T08:30:00.5Z"), Some(("2023-08-24".to_owned(), false)));
        assert_eq!(day("24.8.2023"), None);
        assert_eq!(part_of_day("PT12H00M00S"), Some(0.5));
        assert_eq!(part_of_day("12:00:00"), Some(0.5));
        assert_eq!(part_of_day("half past"), None);
    }
}
