//! A cell of a record: a typed value, or none.

use super::Type;
use crate::figure;
use crate::record::{Amount, Month};
use chrono::NaiveDate;
use std::borrow::Cow;

/// What stands in a column of a record. Text is data as it was read: each writer makes it fit for its format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'r> {
    /// The key is not there.
    None,
    /// Words.
    Text(Cow<'r, str>),
    /// A day.
    Date(NaiveDate),
    /// A month.
    Month(Month),
    /// 是 or 否.
    Bool(bool),
    /// A whole number.
    Whole(u64),
    /// 万元.
    Amount(Amount),
    /// Single values, none of them [`Cell::None`]; empty where the list is, or is not there.
    List(Vec<Self>),
    /// Rows with as many cells as the column's type has parts; empty where the list is, or is not there.
    Rows(Vec<Vec<Self>>),
}

impl Cell<'_> {
    /// Whether there is nothing: the key is not there, or its list is empty.
    pub fn is_none(&self) -> bool {
        match self {
            Self::None => true,
            Self::List(items) => items.is_empty(),
            Self::Rows(rows) => rows.is_empty(),
            _ => false,
        }
    }

    /// Whether a column of a type may have this cell.
    pub fn is_of(&self, ty: &Type) -> bool {
        match (self, ty) {
            (Self::None, _)
            | (Self::Text(_), Type::Text | Type::Id | Type::Clause)
            | (Self::Date(_), Type::Date)
            | (Self::Month(_), Type::Month)
            | (Self::Bool(_), Type::Bool | Type::Figure)
            | (Self::Whole(_), Type::Whole | Type::Figure)
            | (Self::Amount(_), Type::Amount | Type::Figure) => true,
            (Self::Text(text), Type::Word(words)) => words.contains(&text.as_ref()),
            (Self::List(items), Type::List(ty)) => items.iter().all(|item| item.is_of(ty)),
            (Self::Rows(rows), Type::Rows(parts)) => rows.iter().all(|row| {
                row.len() == parts.len() && row.iter().zip(parts).all(|(cell, part)| cell.is_of(&part.ty))
            }),
            _ => false,
        }
    }
}

impl<'r> From<&'r str> for Cell<'r> {
    fn from(text: &'r str) -> Self {
        Self::Text(text.into())
    }
}

impl<'r> From<&'r String> for Cell<'r> {
    fn from(text: &'r String) -> Self {
        Self::Text(text.into())
    }
}

impl<'r> From<&'r crate::record::Id> for Cell<'r> {
    fn from(id: &'r crate::record::Id) -> Self {
        Self::Text(id.as_str().into())
    }
}

impl From<NaiveDate> for Cell<'_> {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}

impl From<Month> for Cell<'_> {
    fn from(month: Month) -> Self {
        Self::Month(month)
    }
}

impl From<bool> for Cell<'_> {
    fn from(is: bool) -> Self {
        Self::Bool(is)
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<Amount> for Cell<'_> {
    fn from(amount: Amount) -> Self {
        Self::Amount(amount)
    }
}

impl From<figure::Value> for Cell<'_> {
    fn from(value: figure::Value) -> Self {
        match value {
            figure::Value::Count(count) => Self::Whole(count),
            figure::Value::Amount(amount) => Self::Amount(amount),
            figure::Value::YesNo(yes) => Self::Bool(yes),
        }
    }
}

impl<'r, T: Into<Self>> From<Option<T>> for Cell<'r> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}
