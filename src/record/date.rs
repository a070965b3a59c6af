//! Days as they are written: `2023-06-30`, nothing else.

use chrono::NaiveDate;

/// Reads `2023-06-30`: four, two and two ASCII digits that name a day of the calendar.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |range: std::ops::Range<usize>| {
        bytes[range]
            .iter()
            .try_fold(0_u32, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
    };
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn only_one_way_to_write_a_day() {
        assert_eq!(parse("2024-02-29").unwrap().to_string(), "2024-02-29");
        for bad in [
            "2023-02-29",
            "2023-6-30",
            "2023.06.30",
            "2023-06-3０",
            "20230630",
            "2023-06-30 ",
            "+023-06-30",
            "",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
