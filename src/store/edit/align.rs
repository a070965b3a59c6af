//! Which items of an old list are which of a new one.

use super::ask::is_scalar;
use crate::record::draft::{Draft, Value};
use crate::store::yaml::{Kind, Node, Tag};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What becomes of an item, by its place in the old list and in the new one; in the order of the new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It stays, or becomes another.
    Keep(usize, usize),
    /// It goes.
    Remove(usize),
    /// It comes.
    Add(usize),
}

/// The most pairs of items that are compared to find what was moved in between.
const MOST: usize = 1 << 20;

/// The steps from an old list to a new one.
pub(super) fn align(old: &[Node<'_, '_>], new: &[Value]) -> Vec<Step> {
    let read: Vec<Option<Value>> = old.iter().map(|node| value_of(*node)).collect();
    let whole = |value: &Value| value.to_yaml();
    // A mapping is known by its first key where another one of it has changed.
    let by_first = |value: &Value| match value {
        Value::Map(map) => {
            map.iter().next().map_or_else(String::new, |(key, value)| format!("{key}: {}", value.to_yaml()))
        }
        value => value.to_yaml(),
    };
    let names = |of: &dyn Fn(&Value) -> String| -> (Vec<Option<String>>, Vec<Option<String>>) {
        let old = read.iter().map(|value| value.as_ref().map(of)).collect();
        (old, new.iter().map(|value| Some(of(value))).collect())
    };
    let (old_whole, new_whole) = names(&whole);
    let (old_first, new_first) = names(&by_first);
    let mut steps = Vec::new();
    for op in differences(&old_whole, &new_whole) {
        let DiffOp::Replace { old_index, old_len, new_index, new_len } = op else {
            push(op, &mut steps);
            continue;
        };
        let old = old_first.get(old_index..old_index + old_len).unwrap_or(&[]);
        let new = new_first.get(new_index..new_index + new_len).unwrap_or(&[]);
        for op in differences(old, new) {
            push(moved(op, old_index, new_index), &mut steps);
        }
    }
    steps
}

/// Without comparing too much, however long the lists are.
fn differences(old: &[Option<String>], new: &[Option<String>]) -> Vec<DiffOp> {
    let same_begin = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (old, new) = (old.get(same_begin..).unwrap_or(&[]), new.get(same_begin..).unwrap_or(&[]));
    let same_end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let old = old.get(..old.len() - same_end).unwrap_or(&[]);
    let new = new.get(..new.len() - same_end).unwrap_or(&[]);
    let equal = |at_old, at_new, len| DiffOp::Equal { old_index: at_old, new_index: at_new, len };
    let middle = match old.len().saturating_mul(new.len()) {
        0..=MOST => capture_diff_slices(Algorithm::Myers, old, new),
        _ => vec![DiffOp::Replace { old_index: 0, old_len: old.len(), new_index: 0, new_len: new.len() }],
    };
    let mut ops = vec![equal(0, 0, same_begin)];
    ops.extend(middle.into_iter().map(|op| moved(op, same_begin, same_begin)));
    ops.push(equal(same_begin + old.len(), same_begin + new.len(), same_end));
    ops
}

/// The same further on.
fn moved(op: DiffOp, by_old: usize, by_new: usize) -> DiffOp {
    match op {
        DiffOp::Equal { old_index, new_index, len } => {
            DiffOp::Equal { old_index: old_index + by_old, new_index: new_index + by_new, len }
        }
        DiffOp::Delete { old_index, old_len, new_index } => {
            DiffOp::Delete { old_index: old_index + by_old, old_len, new_index: new_index + by_new }
        }
        DiffOp::Insert { old_index, new_index, new_len } => {
            DiffOp::Insert { old_index: old_index + by_old, new_index: new_index + by_new, new_len }
        }
        DiffOp::Replace { old_index, old_len, new_index, new_len } => {
            DiffOp::Replace { old_index: old_index + by_old, old_len, new_index: new_index + by_new, new_len }
        }
    }
}

/// Pairs as long as there are pairs; then what is left over.
fn push(op: DiffOp, steps: &mut Vec<Step>) {
    let (old, new) = (op.old_range(), op.new_range());
    let both = old.len().min(new.len());
    steps.extend(old.clone().zip(new.clone()).map(|(old, new)| Step::Keep(old, new)));
    steps.extend(old.skip(both).map(Step::Remove));
    steps.extend(new.skip(both).map(Step::Add));
}

/// What a node says, if a draft can say it.
fn value_of(node: Node<'_, '_>) -> Option<Value> {
    if node.is_null() || node.tag() == Tag::Other {
        return None;
    }
    Some(match node.kind() {
        Kind::Sequence => Value::List(node.items().map(value_of).collect::<Option<_>>()?),
        Kind::Mapping => {
            let mut draft = Draft::new();
            for (key, value) in node.entries() {
                // A dot would be taken for a path.
                let key = is_scalar(key).then(|| key.text()).filter(|key| !key.contains('.'))?;
                draft.set(key, value_of(value)?);
            }
            Value::Map(draft)
        }
        _ => Value::from(node.text()),
    })
}
