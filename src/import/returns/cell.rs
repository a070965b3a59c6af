//! The figures of one cell of 3-1.

use crate::figure::{Key, Sort};
use crate::import::{grid, value};
use crate::lang::Text;
use crate::record::Amount;
use crate::text::quote;

/// The figures that a cell gives: one, or several with words between them: `5次，12.5万元`. The words have
/// to be those of the figures: `12万元，5次` and `5次，125000元` are not five cases of 12 or of 125000.
pub(super) fn several(cell: &grid::Value, keys: &[Key]) -> Result<Vec<(Key, String)>, Text> {
    let said = value::text(cell)?;
    if matches!(said.as_str(), "" | "/" | "-" | "—") {
        return Ok(Vec::new());
    }
    if let [key] = keys
        && key.sort() == Sort::YesNo
    {
        return value::yes(cell).map(|is| vec![(*key, crate::figure::yes_no(is).to_owned())]);
    }
    let plain: String = crate::text::narrow(&said).chars().filter(|c| !c.is_whitespace()).collect();
    // Of none there are none of any kind.
    if plain == "0" {
        return Ok(keys.iter().map(|key| (*key, plain.clone())).collect());
    }
    let doubt = || {
        let said = quote(&said);
        match keys {
            [_] => Text::made(format!("{said} 不是一个数字"), format!("{said} is not one number")),
            _ => Text::made(
                format!("{said} 不是依次的 {} 个数字，应写作 5次，12.5万元 或 3个，其中1个", keys.len()),
                format!("{said} is not {} numbers in order, as 5次，12.5万元 or 3个，其中1个", keys.len()),
            ),
        }
    };
    let numbers = numbers(&plain);
    let vague = |c: char| "-−约近超余多几百千亿%".contains(c);
    if numbers.len() != keys.len() || plain.contains(vague) || is_grouped(&plain) {
        return Err(doubt());
    }
    let whole = |said: &str| {
        said.parse::<u64>().ok().filter(|number| *number < 1_000_000_000).map(|number| number.to_string())
    };
    let one = |(key, (number, behind)): (&Key, &(&str, &str))| {
        let value = match key.sort() {
            Sort::Amount if behind.starts_with('元') => {
                value::fine(&format!("{number}元")).map(|fine| fine.to_string())
            }
            Sort::Amount if behind.starts_with(['次', '个', '家', '人', '起']) => None,
            Sort::Amount => Amount::parse(number).map(|amount| amount.to_string()),
            _ if behind.starts_with(['万', '元']) => None,
            _ => whole(number.strip_suffix(".0").unwrap_or(number)),
        };
        value.map(|value| (*key, value)).ok_or_else(doubt)
    };
    keys.iter().zip(&numbers).map(one).collect()
}

/// The numbers of a text, each with what stands behind it.
fn numbers(text: &str) -> Vec<(&str, &str)> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some(from) = rest.find(|c: char| c.is_ascii_digit()) {
        let number = rest.get(from..).unwrap_or_default();
        let end = number.find(|c| !is_part(c)).unwrap_or(number.len());
        let (own, behind) = number.split_at(end);
        found.push((own, behind));
        rest = behind;
    }
    found
}

/// Whether a text is one number with group marks, `1,234`, that looks like two.
fn is_grouped(text: &str) -> bool {
    let mut parts = text.split(',');
    let digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let first = parts.next().is_some_and(digits);
    let mut groups = parts.peekable();
    first
        && groups.peek().is_some()
        && groups.all(|group| digits(group) && group.split('.').next().is_some_and(|whole| whole.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_figure_or_two_in_a_cell() {
        let of = |said: &str, keys: &[Key]| {
            let values = several(&grid::Value::Text(said.to_owned()), keys).ok()?;
            Some(values.into_iter().map(|(_, said)| said).collect::<Vec<_>>().join("|"))
        };
        assert_eq!(of("5次，12.5万元", &[Key::C3_count, Key::C3_amount]).as_deref(), Some("5|12.5"));
        assert_eq!(of("3个，其中１个", &[Key::C8, Key::C8_crime]).as_deref(), Some("3|1"));
        assert_eq!(of("12", &[Key::A1]).as_deref(), Some("12"));
        assert_eq!(of("√", &[Key::D6]).as_deref(), Some("是"));
        assert_eq!(of("/", &[Key::A1]).as_deref(), Some(""));
        assert_eq!(of("0", &[Key::C3_count, Key::C3_amount]).as_deref(), Some("0|0"));
        assert_eq!(of("3次/12.5万元", &[Key::C3_count, Key::C3_amount]).as_deref(), Some("3|12.5"));
        assert_eq!(of("5次，125000元", &[Key::C3_count, Key::C3_amount]).as_deref(), Some("5|12.5"));
        assert_eq!(of("3, 1", &[Key::C8, Key::C8_crime]).as_deref(), Some("3|1"));
        for (said, keys) in [
            ("12万元，5次", &[Key::C3_count, Key::C3_amount][..]),
            ("12.5万元、3", &[Key::C3_count, Key::C3_amount]),
            ("1,234", &[Key::C8, Key::C8_crime]),
            ("5次，1亿元", &[Key::C3_count, Key::C3_amount]),
            ("10余", &[Key::A1]),
            ("3万", &[Key::A1]),
            ("5", &[Key::C3_count, Key::C3_amount]),
            ("3.5", &[Key::A1]),
            ("-3", &[Key::A1]),
            ("约3", &[Key::A1]),
            ("3、4", &[Key::A1]),
        ] {
            assert_eq!(of(said, keys), None, "{said}");
        }
    }
}
