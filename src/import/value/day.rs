//! Days as people write them in tables.

use super::Doubt;
use crate::import::grid;
use crate::lang::Text;
use crate::text::{narrow, quote};
use chrono::{Days, NaiveDate};

/// The days that a bare number is taken for: 2000 to 2099. A bare number outside of it is none.
const SERIALS: std::ops::Range<f64> = 36_526.0..73_051.0;

/// The day of a cell.
pub(super) fn read(cell: &grid::Value) -> Result<NaiveDate, Doubt> {
    let found = match cell {
        grid::Value::Date(day) => Some(*day),
        grid::Value::Number(number) => of_serial(*number).or_else(|| of_digits(&number.to_string())),
        grid::Value::Text(text) => of_text(text),
        grid::Value::Bool(_) => None,
        grid::Value::Error(_) => return super::text(cell).and(Err(Text::none())),
    };
    found.ok_or_else(|| {
        let said = super::text(cell).unwrap_or_default();
        let said = quote(&said);
        Text::made(
            format!("{said} 不是可用的日期，应写作 2023-06-30 或 2023年6月30日"),
            format!("{said} is no usable date; write it as 2023-06-30"),
        )
    })
}

/// A day counted as spreadsheets count them, from the end of 1899.
fn of_serial(number: f64) -> Option<NaiveDate> {
    if !SERIALS.contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in the range")]
    let days = number.trunc() as u64;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

/// `20230630`
fn of_digits(text: &str) -> Option<NaiveDate> {
    let eight = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = eight.then(|| (text.get(..4), text.get(4..6), text.get(6..)))?;
    let (Some(year), Some(month), Some(day)) = parts else {
        return None;
    };
    of_parts(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `2023-6-30`, `2023.6.30`, `2023/06/30`, `2023年6月30日`, `20230630`; a time of day behind it is left away.
fn of_text(text: &str) -> Option<NaiveDate> {
    let text = narrow(text);
    let text = text.trim();
    if let Some(day) = of_digits(text) {
        return Some(day);
    }
    let (year, rest) = number(text)?;
    let (month, rest) = number(parted(rest, &['年', '-', '.', '/'])?)?;
    let (day, rest) = number(parted(rest, &['月', '-', '.', '/'])?)?;
    let rest = rest.trim_start();
    let time = rest.strip_prefix(['日', '号', 'T']).unwrap_or(rest);
    (year >= 1900 && is_time(time.trim())).then(|| of_parts(year, month, day)).flatten()
}

/// A number at the beginning, and what stands behind it.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = (text.get(..end)?, text.get(end..)?);
    Some((digits.parse().ok()?, rest))
}

/// What stands behind one of these signs, with blanks around it or without.
fn parted<'t>(text: &'t str, signs: &[char]) -> Option<&'t str> {
    text.trim_start().strip_prefix(signs).map(str::trim_start)
}

/// Nothing, or a time of day. What else stands behind a day may be a second one, `6月30日-7月5日`.
fn is_time(text: &str) -> bool {
    let text = text.trim_end_matches(['秒', '分', '时']);
    let parts: Vec<&str> = text.split([':', '时', '分']).map(str::trim).collect();
    let within = |part: &&str, most| part.len() <= 2 && part.parse::<u32>().is_ok_and(|part| part <= most);
    match parts.as_slice() {
        [""] => true,
        [hour, rest @ ..] if (1..=2).contains(&rest.len()) => {
            within(hour, 23) && rest.iter().all(|part| within(part, 59))
        }
        _ => false,
    }
}

fn of_parts(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The runs of digits of a text as numbers; one that is too long ends them.
pub(super) fn numbers(text: &str) -> Vec<u32> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map_while(|run| run.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_many_hands() {
        let expected = NaiveDate::from_ymd_opt(2023, 6, 30);
        for said in [
            "2023-06-30",
            "2023-6-30",
            "2023.6.30",
            "2023/06/30",
            "2023年6月30日",
            "2023年6月30号",
            "２０２３．６．３０",
            "20230630",
            "2023-06-30 00:00:00",
            "2023年6月30日 8时30分",
            " 2023 年 6 月 30 日 ",
        ] {
            assert_eq!(of_text(said), expected, "{said}");
        }
        for said in [
            "",
            "6月30日",
            "23.6.30",
            "2023年6月",
            "2023-02-30",
            "30/6/2023",
            "2023-06-30前",
            "六月三十日",
            "4.10",
            "2023年6月30日-7月5日",
            "2023-06-30—2023-07-05",
            "2023.6.30.12.30",
            "2023.6.30-7.5",
            "2023-06-30 25:00",
            "2023月6年30日",
        ] {
            assert_eq!(of_text(said), None, "{said}");
        }
    }

    #[test]
    fn serials_are_days_and_other_numbers_are_none() {
        assert_eq!(read(&grid::Value::Number(45_107.0)), Ok(NaiveDate::from_ymd_opt(2023, 6, 30).unwrap()));
        assert_eq!(
            read(&grid::Value::Number(20_230_630.0)),
            Ok(NaiveDate::from_ymd_opt(2023, 6, 30).unwrap())
        );
        for number in [4.1, 0.0, -1.0, 1e300, f64::NAN, 2023.0] {
            assert!(read(&grid::Value::Number(number)).is_err(), "{number}");
        }
    }
}
