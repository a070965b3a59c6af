//! Numbers as they stand in cells, in exact decimals.

use super::Doubt;
use crate::import::grid;
use crate::lang::Text;
use crate::record::Amount;
use crate::text::{narrow, quote};

/// A number as the shortest decimal that is the same number in the fifteen digits that a spreadsheet
/// shows: the sum of 0.1 and 0.2 is 0.3. Without an exponent.
pub(super) fn plain(number: f64) -> Option<String> {
    let shown = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    (shown.is_finite() && shown.abs() < 1e15).then(|| shown.to_string()).map(|text| match text.as_str() {
        "-0" => "0".to_owned(),
        _ => text,
    })
}

/// A text that is a number: digits in half width, without group marks at their places.
fn digits(cell: &grid::Value) -> Result<String, Doubt> {
    let said: String = narrow(&super::text(cell)?).chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, part) = said.split_once('.').map_or((said.as_str(), ""), |(whole, part)| (whole, part));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped =
        whole.contains(',') && (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if grouped && !part.contains(',') { Ok(said.replace(',', "")) } else { Ok(said) }
}

/// An amount in 万元: `5`, `5万元`, `50000元`.
pub(super) fn amount(cell: &grid::Value) -> Result<Amount, Doubt> {
    let said = digits(cell)?;
    let wan = said.strip_suffix("万元").or_else(|| said.strip_suffix('万'));
    let found = match (wan, said.strip_suffix('元')) {
        (Some(number), _) => Amount::parse(number),
        (None, Some(yuan)) => of_yuan(yuan),
        (None, None) => Amount::parse(&said),
    };
    found.ok_or_else(|| {
        let said = quote(&said);
        Text::made(
            format!("{said} 不是金额，应为以万元计的数，如 12.5"),
            format!("{said} is no amount; write a number in 万元, such as 12.5"),
        )
    })
}

/// Yuan as 万元.
fn of_yuan(yuan: &str) -> Option<Amount> {
    let (whole, part) = yuan.split_once('.').unwrap_or((yuan, ""));
    let numeric = !whole.is_empty() && whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit());
    let whole = numeric.then(|| format!("{whole:0>5}"))?;
    let (before, after) = whole.split_at(whole.len() - 4);
    Amount::parse(&format!("{before}.{after}{part}"))
}

/// A whole number in a range.
pub(super) fn whole(cell: &grid::Value, least: u32, most: u32) -> Result<u32, Doubt> {
    let said = digits(cell)?;
    let number = said.strip_suffix(".0").unwrap_or(&said).parse::<u32>().ok();
    number.filter(|number| (least..=most).contains(number)).ok_or_else(|| {
        let said = quote(&said);
        Text::made(
            format!("{said} 应为整数，且不小于 {least}"),
            format!("{said} should be a whole number of at least {least}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_many_hands() {
        let of =
            |said: &str| amount(&grid::Value::Text(said.to_owned())).ok().map(|amount| amount.to_string());
        for (said, expected) in [
            ("5", "5"),
            ("5万元", "5"),
            ("１２．５ 万", "12.5"),
            ("50000元", "5"),
            ("500元", "0.05"),
            ("1,234.5", "1234.5"),
        ] {
            assert_eq!(of(said).as_deref(), Some(expected), "{said}");
        }
        for said in ["", "约5万", "5-6", "1,23", "元", "1e3"] {
            assert_eq!(of(said), None, "{said}");
        }
        assert_eq!(amount(&grid::Value::Number(0.1)).map(|amount| amount.to_string()), Ok("0.1".to_owned()));
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(whole(&grid::Value::Number(3.0), 0, 9), Ok(3));
        assert!(whole(&grid::Value::Number(3.5), 0, 9).is_err());
        assert!(whole(&grid::Value::Number(-1.0), 0, 9).is_err());
        assert_eq!(plain(13_800_000_000.0).as_deref(), Some("13800000000"));
        assert_eq!(plain(f64::NAN), None);
        assert_eq!(plain(0.1 + 0.2).as_deref(), Some("0.3"));
        assert_eq!(plain(123_456_789_012_345.0).as_deref(), Some("123456789012345"));
        assert_eq!(plain(-0.0).as_deref(), Some("0"));
    }
}
