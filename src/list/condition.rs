//! Conditions: a column, a sign and one or several values, such as `industry=建材、冶金` or `found_on>=2023-07`.
//!
//! | sign | holds where |
//! | --- | --- |
//! | `=` | the cell is one of the values; for a list, any of its items is. Without a value: nothing is there |
//! | `!=` | `=` does not hold, so also where nothing is there. Without a value: something is there |
//! | `~` `!~` | the text has the value in it, whatever its case and width; `~` does not hold |
//! | `<` `<=` `>` `>=` | the day, month, number or amount (of a list: any of its items) compares so |
//!
//! A month or a year among days is all its days: `=` is any of them, `<` is before the first, `>` after the last.

use super::derived::View;
use super::field::{Field, resolve};
use super::value::{Value, item};
use crate::catalog::Catalog;
use crate::columns::{Cell, Role, Type};
use crate::lang::Text;
use crate::plan::Plan;
use crate::record::Kind;
use crate::store::AnyRecord;
use crate::text::quote;

/// How a cell is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Is,
    /// `!=`
    IsNot,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `~`
    Has,
    /// `!~`
    HasNot,
}

/// Every way to write a sign, longer ones first.
const SIGNS: [(&str, Operator); 22] = [
    ("!=", Operator::IsNot),
    ("！=", Operator::IsNot),
    ("！＝", Operator::IsNot),
    ("!＝", Operator::IsNot),
    ("≠", Operator::IsNot),
    ("!~", Operator::HasNot),
    ("！～", Operator::HasNot),
    ("！~", Operator::HasNot),
    ("<=", Operator::AtMost),
    ("＜＝", Operator::AtMost),
    ("≤", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("＞＝", Operator::AtLeast),
    ("≥", Operator::AtLeast),
    ("=", Operator::Is),
    ("＝", Operator::Is),
    ("<", Operator::Less),
    ("＜", Operator::Less),
    (">", Operator::More),
    ("＞", Operator::More),
    ("~", Operator::Has),
    ("～", Operator::Has),
];

impl Operator {
    /// How it is written.
    pub fn sign(self) -> &'static str {
        SIGNS.iter().find(|(_, operator)| *operator == self).map_or("", |(sign, _)| sign)
    }
}

/// A column and what must hold of its cell.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The column.
    pub field: Field,
    /// How it is compared.
    pub operator: Operator,
    /// With what, of which any is enough; none to ask whether something is there.
    pub(super) values: Vec<Value>,
}

impl Condition {
    /// Reads `industry=建材、冶金`.
    ///
    /// # Errors
    /// What is wrong with it, beginning with what was written.
    pub fn read(kind: Kind, word: &str, plan: &Plan, catalog: &Catalog) -> Result<Self, Text> {
        let wrong = |why: Text| {
            let word = quote(word);
            Text::made(format!("{word}：{}", why.zh), format!("{word}: {}", why.en))
        };
        let (name, operator, text) = split(word).ok_or_else(|| wrong(NO_SIGN))?;
        let field = resolve(kind, name, catalog).map_err(wrong)?;
        let asks_for_presence = text.is_empty() && matches!(operator, Operator::Is | Operator::IsNot);
        if asks_for_presence {
            return Ok(Self { field, operator, values: Vec::new() });
        }
        if text.is_empty() {
            return Err(wrong(NO_VALUE));
        }
        if field.role() == Some(Role::Mapping) {
            return Err(wrong(only_presence(&field)));
        }
        if matches!(item(&field.ty), Type::Whole | Type::Amount) && has_thousands(text) {
            return Err(wrong(thousands(text)));
        }
        let values = parts(&field, operator, text).into_iter();
        let values = values.map(|text| Value::read(&field, operator, text, plan, catalog));
        let values = values.collect::<Result<_, _>>().map_err(wrong)?;
        Ok(Self { field, operator, values })
    }

    /// Whether it holds of a record.
    pub fn holds<'r>(&self, view: &View<'r>, record: AnyRecord<'r>) -> bool {
        self.holds_of(&self.field.read(view, record))
    }

    /// Whether it holds of a cell of its column.
    pub fn holds_of(&self, cell: &Cell<'_>) -> bool {
        let any = |operator| match self.values.is_empty() {
            // That a mapping is not there is told by 否.
            true => {
                cell.is_none() || (self.field.role() == Some(Role::Mapping) && *cell == Cell::Bool(false))
            }
            false => any(cell, &|cell| self.values.iter().any(|value| value.is(operator, cell))),
        };
        match self.operator {
            Operator::IsNot => !any(Operator::Is),
            Operator::HasNot => !any(Operator::Has),
            operator => any(operator),
        }
    }
}

/// Whether a cell, an item of a list or a part of a row is so.
fn any(cell: &Cell<'_>, is: &dyn Fn(&Cell<'_>) -> bool) -> bool {
    match cell {
        Cell::List(items) => items.iter().any(|item| any(item, is)),
        Cell::Rows(rows) => rows.iter().flatten().any(|part| any(part, is)),
        cell => is(cell),
    }
}

/// The name, the sign and the values.
fn split(word: &str) -> Option<(&str, Operator, &str)> {
    let at = |(at, _): (usize, char)| {
        let (name, rest) = (word.get(..at)?, word.get(at..)?);
        let (sign, operator) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
        Some((name.trim(), *operator, rest.get(sign.len()..)?))
    };
    let (name, operator, text) = word.char_indices().find_map(at)?;
    // `==`, `=>` and `=~` are none of the signs.
    let is_other = operator == Operator::Is && text.starts_with(['=', '＝', '<', '>', '~']);
    (!name.is_empty() && !is_other).then_some((name, operator, text.trim()))
}

/// The values of a text: several for `=` and `!=`. A free text may have the separators in it, so that it is
/// also one value as a whole.
fn parts<'t>(field: &Field, operator: Operator, text: &'t str) -> Vec<&'t str> {
    if !matches!(operator, Operator::Is | Operator::IsNot) {
        return vec![text];
    }
    let split = text.split(['、', ',', '，']).map(str::trim).filter(|part| !part.is_empty());
    let mut parts: Vec<&str> = split.collect();
    let is_free = matches!(item(&field.ty), Type::Text) && !field.is_unit();
    if parts.is_empty() || (is_free && parts != [text]) {
        parts.push(text);
    }
    parts
}

/// Whether a text looks like a number whose thousands are set apart, as spreadsheets show it: `1,000` would
/// be the numbers 1 and 0.
fn has_thousands(text: &str) -> bool {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let mut groups = whole.split([',', '，']);
    let is_number = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let leads = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_number(first));
    let mut rest = groups.peekable();
    leads && rest.peek().is_some() && rest.all(|group| group.len() == 3 && is_number(group))
}

fn thousands(text: &str) -> Text {
    let plain: String = text.chars().filter(|sign| !matches!(sign, ',' | '，')).collect();
    let several = text.replace([',', '，'], "、");
    Text::made(
        format!("逗号隔开的是几个值；一个数写作 {plain}，几个数写作 {several}"),
        format!("commas stand between values; write one number as {plain}, several as {several}"),
    )
}

const NO_SIGN: Text = Text::fixed(
    "应写作 列 比较符 值，如 industry=建材、found_on>=2023-07-01；比较符为 = != < <= > >= ~ !~",
    "write COLUMN SIGN VALUE, as in industry=建材 or found_on>=2023-07-01; signs are = != < <= > >= ~ !~",
);

const NO_VALUE: Text = Text::fixed("没有写值", "no value is told");

fn only_presence(field: &Field) -> Text {
    let name = &field.name;
    Text::made(
        format!("`{name}` 有几个键：只能问有没有（`{name}!=`、`{name}=`），或写其中一个键，如 `{name}.…`"),
        format!(
            "`{name}` has keys of its own: ask whether it is there (`{name}!=`, `{name}=`) or name a key in it"
        ),
    )
}
