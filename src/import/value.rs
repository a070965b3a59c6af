//! What a cell says, by what may stand behind the key: dates as they are usually written, numbers, 是 and √,
//! lists. Where there is not one right reading, none is taken.

mod clause;
mod day;
mod number;

use super::grid;
use super::words::{heading, kept};
use crate::catalog::Catalog;
use crate::figure::yes_no;
use crate::lang::Text;
use crate::record::draft::Value;
use crate::record::{Amount, Id, Month};
use crate::schema::field::{Field, Shape};
use crate::text::{narrow, printable, quote, several, suggest};

/// Why a cell cannot be taken for a value.
pub type Doubt = Text;

/// What a cell says as text: a number as the shortest decimal, a date as `2023-06-30`.
pub fn text(cell: &grid::Value) -> Result<String, Doubt> {
    match cell {
        grid::Value::Text(text) => Ok(kept(text)),
        grid::Value::Number(number) => number::plain(*number).ok_or_else(|| not_a_number(*number)),
        grid::Value::Date(day) => Ok(day.to_string()),
        grid::Value::Bool(is) => Ok(yes_no(*is).to_owned()),
        grid::Value::Error(what) => {
            let what = quote(what);
            Err(Text::made(
                format!("单元格是错误值 {what}，请改为实际内容"),
                format!("the cell is an error, {what}; put the real content there"),
            ))
        }
    }
}

fn not_a_number(number: f64) -> Doubt {
    let number = quote(&number.to_string());
    Text::made(format!("{number} 不是可用的数"), format!("{number} is no usable number"))
}

/// What a cell says for a key.
///
/// # Errors
/// What is doubtful about it.
pub fn read(field: &Field, cell: &grid::Value, catalog: &Catalog) -> Result<Value, Doubt> {
    match field.key {
        "phone" => text(cell).map(|text| phone(&text).into()),
        "uscc" => text(cell).map(|text| joined(&text).to_uppercase().into()),
        _ => of_shape(&field.shape, cell, catalog),
    }
}

/// The most digits of a telephone number with its extension.
const DIGITS: usize = 18;

/// A telephone number: digits in half width, without blanks. Two numbers in a cell stay two.
pub(super) fn phone(text: &str) -> String {
    let one = joined(text);
    if one.chars().filter(char::is_ascii_digit).count() > DIGITS { text.to_owned() } else { one }
}

/// Text in half width, without blanks.
fn joined(text: &str) -> String {
    narrow(text).chars().filter(|c| !c.is_whitespace()).collect()
}

fn of_shape(shape: &Shape, cell: &grid::Value, catalog: &Catalog) -> Result<Value, Doubt> {
    match shape {
        Shape::Date => day::read(cell).map(|day| day.to_string().into()),
        Shape::Boolean => yes(cell).map(|is| yes_no(is).into()),
        Shape::Amount => number::amount(cell).map(|amount| amount.to_string().into()),
        Shape::Whole(least, most) => number::whole(cell, *least, *most).map(|whole| whole.to_string().into()),
        Shape::Words(words, _) => one_of(&text(cell)?, &words()).map(Into::into),
        Shape::Clause => clause::read(&text(cell)?, catalog).map(Into::into),
        Shape::Id => id(&text(cell)?).map(|id| id.as_str().into()),
        Shape::Month => month(&text(cell)?).map(|month| month.to_string().into()),
        Shape::List(of, _) => {
            let items = split(&text(cell)?);
            let items = items.into_iter().map(|item| of_shape(of, &grid::Value::Text(item), catalog));
            items.collect::<Result<Vec<_>, _>>().map(Value::List)
        }
        _ => text(cell).map(Value::Text),
    }
}

/// The day of a cell.
///
/// # Errors
/// Where it is none, or not one for certain.
pub fn day(cell: &grid::Value) -> Result<chrono::NaiveDate, Doubt> {
    day::read(cell)
}

/// Yes or no, in the words and signs that are used for it.
pub fn yes(cell: &grid::Value) -> Result<bool, Doubt> {
    let said = text(cell)?;
    match ticked(&said).unwrap_or_else(|| heading(&signs(&said))).as_str() {
        "是" | "y" | "yes" | "true" | "已" | "有" | "已完善" | "已使用" | "完善" | "使用" => {
            Ok(true)
        }
        "否" | "n" | "no" | "false" | "未" | "无" | "没有" | "未完善" | "未使用" | "不是" => {
            Ok(false)
        }
        _ => {
            let said = quote(&said);
            Err(Text::made(format!("{said} 应填“是”或“否”"), format!("{said} should be 是 (yes) or 否 (no)")))
        }
    }
}

/// Ticks and crosses as words.
fn signs(said: &str) -> String {
    match said {
        "√" | "✓" | "✔" | "☑" | "✅" | "对" => "是".to_owned(),
        "×" | "✗" | "✘" | "✕" | "☒" | "❌" | "错" => "否".to_owned(),
        said => said.to_owned(),
    }
}

/// The word behind or before the one box that is ticked: `☑是 □否`.
fn ticked(said: &str) -> Option<String> {
    let is_box = |c: char| matches!(c, '☑' | '√' | '✓' | '✔' | '□' | '☐' | '☒');
    if said.chars().filter(|c| is_box(*c)).count() < 2 {
        return None;
    }
    let after = said.split(['☑', '√', '✓', '✔']).skip(1).map(|part| part.split(is_box).next().unwrap_or(""));
    let mut after = after.map(heading);
    let word = after.next().filter(|word| !word.is_empty())?;
    after.next().is_none().then_some(word)
}

fn one_of(said: &str, words: &[&'static str]) -> Result<&'static str, Doubt> {
    if let Some(word) = words.iter().copied().find(|word| *word == said) {
        return Ok(word);
    }
    let plain = heading(said);
    words.iter().copied().find(|word| heading(word) == plain).ok_or_else(|| {
        let (near, said) = (suggest(said, words.iter().copied()), quote(said));
        Text::made(
            format!("{said} 不在规定用语之内，{}", near.zh),
            format!("{said} is not one of the words; {}", near.en),
        )
    })
}

fn id(said: &str) -> Result<Id, Doubt> {
    Id::parse(&narrow(said).trim().to_lowercase()).map_err(|_| {
        let said = quote(said);
        Text::made(
            format!("{said} 不能作编号：应为 1 至 64 个小写字母、数字或 -"),
            format!("{said} is no id: 1 to 64 of a-z 0-9 -"),
        )
    })
}

fn month(said: &str) -> Result<Month, Doubt> {
    let numbers = day::numbers(&narrow(said));
    let found = match numbers.as_slice() {
        [year, month] => Month::parse(&format!("{year:04}-{month:02}")),
        _ => None,
    };
    found.ok_or_else(|| {
        let said = quote(said);
        Text::made(
            format!("{said} 不是月份，应写作 2023-08"),
            format!("{said} is no month; write it as 2023-08"),
        )
    })
}

/// The amount of a fine in 万元, where its unit is told: `5万元`, `50000元`.
pub fn fine(said: &str) -> Option<Amount> {
    let told = said.trim_end().ends_with(['元', '万']);
    told.then(|| number::amount(&grid::Value::Text(said.to_owned())).ok()).flatten()
}

/// Whether a text is a number and no more.
pub fn is_number(said: &str) -> bool {
    let said = narrow(said);
    said.contains(|c: char| c.is_ascii_digit())
        && said.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
}

/// Several things in one cell, as [`several`] parts them.
pub fn split(said: &str) -> Vec<String> {
    several(said).map(kept).filter(|part| !part.is_empty()).collect()
}

/// A value as the forms print it, to be held against a cell.
pub fn printed(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::List(items) => items.iter().map(printed).collect::<Vec<_>>().join("、"),
        Value::Map(map) => map.iter().map(|(_, value)| printed(value)).collect::<Vec<_>>().join("、"),
    }
}

/// Whether two texts are the same but for what a form does not show: blanks at the ends, the kind of line
/// ends, characters that draw nothing, controls.
pub fn same_text(one: &str, other: &str) -> bool {
    let shown = |text: &str| kept(&printable(text).replace("\r\n", "\n").replace('\r', "\n"));
    shown(one) == shown(other)
}

/// Whether two texts are numbers of the same amount.
pub fn same_amount(one: &str, other: &str) -> bool {
    matches!((Amount::parse(one), Amount::parse(other)), (Some(one), Some(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(text: &str) -> grid::Value {
        grid::Value::Text(text.to_owned())
    }

    #[test]
    fn yes_and_no_in_many_hands() {
        for said in ["是", " 是 ", "√", "Y", "ＹＥＳ", "☑是 □否", "√是 ×否".replace('×', "□").as_str()]
        {
            assert_eq!(yes(&say(said)), Ok(true), "{said}");
        }
        for said in ["否", "×", "未完善", "□是 ☑否"] {
            assert_eq!(yes(&say(said)), Ok(false), "{said}");
        }
        for said in ["", "1", "☑是 ☑否", "□是 □否", "是否"] {
            assert!(yes(&say(said)).is_err(), "{said}");
        }
        assert_eq!(yes(&grid::Value::Bool(true)), Ok(true));
    }

    #[test]
    fn several_in_a_cell() {
        assert_eq!(split("钢坯、 线材,盘条、"), ["钢坯", "线材,盘条"]);
        assert_eq!(split("钢坯，线材；盘条\n带钢"), ["钢坯", "线材", "盘条", "带钢"]);
        assert_eq!(split(" "), Vec::<String>::new());
    }

    #[test]
    fn a_phone_is_its_digits() {
        assert_eq!(phone("１３８ 0000 0000"), "13800000000");
        assert_eq!(phone("0874-3123456 转 801"), "0874-3123456转801");
        assert_eq!(phone("13800000000 13900000000"), "13800000000 13900000000");
        assert_eq!(text(&grid::Value::Number(13_800_000_000.0)), Ok("13800000000".to_owned()));
    }
}
