//! The values of conditions: how they are read for the type of their column, and when a cell has one.

use super::Field;
use super::condition::Operator;
use crate::catalog::Catalog;
use crate::columns::{Cell, Type};
use crate::lang::Text;
use crate::plan::Plan;
use crate::record::{Amount, Month, date};
use crate::text::{narrow, nearest, quote, unknown_word};
use chrono::NaiveDate;
use std::cmp::Ordering;

/// A value of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Words that are the whole text.
    Text(String),
    /// Words that stand in the text, in small half-width letters.
    Part(String),
    /// From a day to another.
    Days(NaiveDate, NaiveDate),
    /// From a month to another.
    Months(Month, Month),
    Bool(bool),
    Whole(u64),
    Amount(Amount),
}

impl Value {
    /// Reads a value for a column.
    pub(super) fn read(
        field: &Field,
        operator: Operator,
        text: &str,
        plan: &Plan,
        catalog: &Catalog,
    ) -> Result<Self, Text> {
        let is_part = matches!(operator, Operator::Has | Operator::HasNot);
        let ordered = !matches!(operator, Operator::Is | Operator::IsNot);
        let ty = item(&field.ty);
        if is_part {
            return match ty {
                Type::Text | Type::Id | Type::Clause | Type::Word(_) | Type::Rows(_) => {
                    Ok(Self::Part(folded(text)))
                }
                _ => Err(no_part(operator)),
            };
        }
        if field.is_unit() && !ordered {
            return unit(field, text, plan);
        }
        match ty {
            Type::Date => days(text).map(|(first, last)| Self::Days(first, last)),
            Type::Month => months(text).map(|(first, last)| Self::Months(first, last)),
            Type::Whole => whole(text).map(Self::Whole),
            Type::Amount => Amount::parse(text).map(Self::Amount).ok_or_else(|| not_an_amount(text)),
            Type::Rows(_) => Err(name_a_part(field)),
            _ if ordered => Err(no_order(operator)),
            Type::Bool => yes_or_no(text).map(Self::Bool),
            Type::Word(words) if !words.contains(&text) => Err(no_such(text, words.iter().copied())),
            Type::Clause if catalog.standard.clause(text).is_none() => {
                Err(no_such(text, catalog.standard.clauses.keys().map(String::as_str)))
            }
            _ => Ok(Self::Text(text.to_owned())),
        }
    }

    /// Whether a single cell is so: equal for `=`, below for `<`, and so on. A period is what lies in it.
    pub(super) fn is(&self, operator: Operator, cell: &Cell<'_>) -> bool {
        let ordering = match (self, cell) {
            (Self::Text(text), Cell::Text(cell)) => return cell == text,
            (Self::Part(part), Cell::Text(cell)) => return folded(cell).contains(part),
            (Self::Bool(is), Cell::Bool(cell)) => return cell == is,
            (Self::Days(first, last), Cell::Date(day)) => within(day, first, last),
            (Self::Months(first, last), Cell::Month(month)) => within(month, first, last),
            (Self::Whole(number), Cell::Whole(cell)) => cell.cmp(number),
            (Self::Amount(amount), Cell::Amount(cell)) => cell.cmp(amount),
            _ => return false,
        };
        match operator {
            Operator::Less => ordering.is_lt(),
            Operator::AtMost => ordering.is_le(),
            Operator::More => ordering.is_gt(),
            Operator::AtLeast => ordering.is_ge(),
            _ => ordering.is_eq(),
        }
    }
}

/// Where something lies: before a period, in it or after it.
fn within<T: Ord>(value: &T, first: &T, last: &T) -> Ordering {
    match value.cmp(first) {
        Ordering::Less => Ordering::Less,
        _ if value > last => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

/// The type of the single values of a column.
pub(super) fn item(ty: &Type) -> &Type {
    match ty {
        Type::List(item) => item,
        other => other,
    }
}

/// Text as parts of it are looked for: small half-width letters.
pub(super) fn folded(text: &str) -> String {
    narrow(text).to_lowercase()
}

/// A day, a month or a year.
fn days(text: &str) -> Result<(NaiveDate, NaiveDate), Text> {
    let day = || date::parse(text).map(|day| (day, day));
    let months = || period(text).map(|(first, last)| (first.first_day(), last.last_day()));
    day().or_else(months).ok_or_else(|| {
        let text = quote(text);
        Text::made(
            format!("{text} 不是日期，应写作 2023-07-01，或月份 2023-07、年份 2023"),
            format!("{text} is not a date; write 2023-07-01, or a month 2023-07, or a year 2023"),
        )
    })
}

fn months(text: &str) -> Result<(Month, Month), Text> {
    period(text).ok_or_else(|| {
        let text = quote(text);
        Text::made(
            format!("{text} 不是月份，应写作 2023-07，或年份 2023"),
            format!("{text} is not a month; write 2023-07, or a year 2023"),
        )
    })
}

/// A month, or a year's first and last one.
fn period(text: &str) -> Option<(Month, Month)> {
    match Month::parse(text) {
        Some(month) => Some((month, month)),
        None => Some((Month::parse(&format!("{text}-01"))?, Month::parse(&format!("{text}-12"))?)),
    }
}

fn whole(text: &str) -> Result<u64, Text> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or_else(|| {
        let text = quote(text);
        Text::made(
            format!("{text} 不是整数，应写作 12"),
            format!("{text} is not a whole number; write it as 12"),
        )
    })
}

fn not_an_amount(text: &str) -> Text {
    let text = quote(text);
    Text::made(
        format!("{text} 不是金额，应为以万元为单位的数，如 12.5"),
        format!("{text} is not an amount; write a number in 万元, such as 12.5"),
    )
}

fn yes_or_no(text: &str) -> Result<bool, Text> {
    match text {
        "是" | "true" => Ok(true),
        "否" | "false" => Ok(false),
        _ => {
            let text = quote(text);
            Err(Text::made(
                format!("{text} 应为 是 或 否（true 或 false）"),
                format!("{text} must be 是 or 否 (true or false)"),
            ))
        }
    }
}

/// A unit, by its id or its name, as the column has it.
fn unit(field: &Field, text: &str, plan: &Plan) -> Result<Value, Text> {
    let by_id = field.own_name() == "unit";
    let found = plan.units.iter().find(|unit| unit.id.as_str() == text || unit.name == text);
    match found {
        Some(unit) => Ok(Value::Text(if by_id { unit.id.to_string() } else { unit.name.clone() })),
        None => {
            let known: Vec<&str> =
                plan.units.iter().flat_map(|unit| [unit.id.as_str(), unit.name.as_str()]).collect();
            let ids = plan.units.iter().map(|unit| unit.id.as_str());
            Err(match nearest(text, known.iter().copied()) {
                Some(_) => no_such(text, known),
                None => no_such(text, ids.collect::<Vec<_>>()),
            })
        }
    }
}

fn no_such<'w>(text: &str, known: impl IntoIterator<Item = &'w str> + Clone) -> Text {
    let said = unknown_word(text, known);
    Text::made(format!("没有这个值：{}", said.zh), format!("there is no such value: {}", said.en))
}

fn no_order(operator: Operator) -> Text {
    let sign = operator.sign();
    Text::made(
        format!("这一列不能用 `{sign}` 比较，请用 = 或 !="),
        format!("this column cannot be compared by `{sign}`; use = or !="),
    )
}

fn no_part(operator: Operator) -> Text {
    let sign = operator.sign();
    Text::made(
        format!("这一列不是文字，不能用 `{sign}`，请用 = != < <= > >="),
        format!("this column is no text and does not go with `{sign}`; use = != < <= > >="),
    )
}

/// Rows are compared by one of their parts.
fn name_a_part(field: &Field) -> Text {
    let parts = if let Type::Rows(parts) = &field.ty { parts.as_slice() } else { &[] };
    let names: Vec<String> = parts.iter().map(|part| format!("{}.{}", field.name, part.name)).collect();
    Text::made(
        format!("每一项有几个键，请写哪一个：{}", names.join("、")),
        format!("each item has keys of its own; write which: {}", names.join(", ")),
    )
}
