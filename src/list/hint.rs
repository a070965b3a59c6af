//! Where nothing was found: the value that a condition on free text may have meant.

use super::condition::{Condition, Operator};
use super::derived::View;
use super::value::Value;
use crate::columns::Cell;
use crate::lang::Text;
use crate::store::AnyRecord;
use crate::text::{nearest, quote};
use std::collections::BTreeSet;

/// The longest text, in bytes, that is compared, and the most of them.
const LONGEST: usize = 120;
const MOST: usize = 10_000;

/// What to say of the first condition with a text that stands in no record, where a near one does.
pub(super) fn hint<'r>(view: &View<'r>, all: &[AnyRecord<'r>], conditions: &[Condition]) -> Option<Text> {
    let asks = conditions.iter().filter(|condition| condition.operator == Operator::Is);
    asks.filter_map(|condition| {
        let mut words = BTreeSet::new();
        for record in all {
            collect(condition.field.read(view, *record), &mut words);
        }
        let texts = condition.values.iter().filter_map(|value| match value {
            Value::Text(text) => Some(text),
            _ => None,
        });
        // Where one of several values is there, the others may be meant as they are.
        let texts: Vec<&String> = texts.collect();
        if texts.iter().any(|text| words.contains(*text)) {
            return None;
        }
        let near = |text: &&String| nearest(text, words.iter().map(String::as_str));
        let (text, near) = texts.iter().find_map(|text| Some((text, near(text)?)))?;
        let (name, text, near) = (&condition.field.name, quote(text), quote(near));
        Some(Text::made(
            format!("没有一条的 {name} 是 {text}，是否为 {near}？"),
            format!("{name} is {text} in none of them; did you mean {near}?"),
        ))
    })
    .next()
}

fn collect(cell: Cell<'_>, words: &mut BTreeSet<String>) {
    match cell {
        Cell::Text(text) if text.len() <= LONGEST && words.len() < MOST => {
            words.insert(text.into_owned());
        }
        Cell::List(items) => items.into_iter().for_each(|item| collect(item, words)),
        _ => {}
    }
}
