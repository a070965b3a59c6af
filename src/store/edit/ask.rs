//! What is asked of a record: what its keys shall say, as a tree of the paths.

use super::{Edit, NotEdited, Why};
use crate::record::draft::{Draft, Value};
use crate::store::yaml::{Kind, MAX_DEPTH, Node, Tag};

/// The canonical order of the keys of the mapping at a path.
pub(super) type Order<'o> = &'o dyn Fn(&str) -> Vec<&'static str>;

/// What is asked of a value.
#[derive(Debug)]
pub(super) enum Ask<'v> {
    /// It shall be this.
    Set(&'v Value),
    /// It shall not be there, nor its key.
    Remove,
    /// Of it as a mapping, this of these keys.
    Below(Asks<'v>),
}

/// What is asked of keys of a mapping, no key twice.
pub(super) type Asks<'v> = Vec<(&'v str, Ask<'v>)>;

/// Adds what an edit asks; of the same path the later one counts.
pub(super) fn add<'v>(mut asks: &mut Asks<'v>, edit: &'v Edit) -> Result<(), NotEdited> {
    let refused = || NotEdited { nth: edit.nth, path: edit.path.clone(), why: Why::Path };
    let mut path = edit.path.as_str();
    for _ in 0..MAX_DEPTH {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        if key.is_empty() {
            return Err(refused());
        }
        let known = asks.iter().position(|(name, _)| *name == key);
        let at = known.unwrap_or(asks.len());
        let Some(rest) = rest else {
            let ask = edit.value.as_ref().map_or(Ask::Remove, Ask::Set);
            match asks.get_mut(at) {
                Some((_, Ask::Below(_))) => return Err(refused()),
                Some((_, old)) => *old = ask,
                None => asks.push((key, ask)),
            }
            return Ok(());
        };
        if known.is_none() {
            asks.push((key, Ask::Below(Vec::new())));
        }
        match asks.get_mut(at) {
            Some((_, Ask::Below(below))) => asks = below,
            _ => return Err(refused()),
        }
        path = rest;
    }
    Err(refused())
}

/// The path of a key in the mapping at a path.
pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// A key's place in the order; keys that are data are in the order of their numbers.
pub(in crate::store) fn rank(order: &[&str], key: &str) -> Option<usize> {
    match order {
        [] => key.parse().ok(),
        _ => order.iter().position(|known| *known == key),
    }
}

/// The value of a key, if it is there; `None` where it is there twice.
pub(super) fn find<'a, 't>(mapping: Node<'a, 't>, key: &str) -> Option<Option<Node<'a, 't>>> {
    let mut found = mapping.entries().filter(|(name, _)| is_scalar(*name) && name.text() == key);
    let value = found.next().map(|(_, value)| value);
    found.next().is_none().then_some(value)
}

/// The value of a key that is there just once.
fn value_of<'a, 't>(mapping: Node<'a, 't>, key: &str) -> Option<Node<'a, 't>> {
    find(mapping, key).flatten()
}

pub(super) fn is_scalar(node: Node<'_, '_>) -> bool {
    !matches!(node.kind(), Kind::Sequence | Kind::Mapping)
}

impl Ask<'_> {
    /// Whether it is so already. `None` for a key that is not there.
    pub(super) fn holds(&self, node: Option<Node<'_, '_>>) -> bool {
        match (self, node) {
            (Ask::Remove, node) => node.is_none(),
            (Ask::Set(value), node) => node.is_some_and(|node| is(node, value)),
            (Ask::Below(asks), Some(node)) if node.kind() == Kind::Mapping => all_hold(asks, node),
            (Ask::Below(asks), _) => asks.iter().all(|(_, ask)| ask.holds(None)),
        }
    }

    /// Whether nothing is left of a value: it shall go, or each of its keys.
    pub(super) fn removes(&self, node: Node<'_, '_>) -> bool {
        let Ask::Below(asks) = self else {
            return matches!(self, Ask::Remove);
        };
        let of = |key: Node<'_, '_>| asks.iter().find(|(name, _)| is_scalar(key) && *name == key.text());
        node.entries().next().is_some()
            && node.entries().all(|(key, value)| of(key).is_some_and(|(_, ask)| ask.removes(value)))
            && asks.iter().all(|(name, ask)| value_of(node, name).is_some() || ask.holds(None))
    }

    /// The value of a key that is not there so far, if it shall be there.
    pub(super) fn value(&self, path: &str, order: Order<'_>) -> Option<Value> {
        match self {
            Ask::Remove => None,
            Ask::Set(value) => Some((*value).clone()),
            Ask::Below(asks) => made(asks, path, order),
        }
    }
}

/// Whether a mapping is as it is asked to be.
pub(super) fn all_hold(asks: &Asks<'_>, mapping: Node<'_, '_>) -> bool {
    asks.iter().all(|(name, ask)| find(mapping, name).is_some_and(|value| ask.holds(value)))
}

/// The mapping that the keys asked for make, in their order.
pub(super) fn made(asks: &Asks<'_>, path: &str, order: Order<'_>) -> Option<Value> {
    let keys = order(path);
    let mut asks: Vec<_> = asks.iter().collect();
    asks.sort_by_key(|(name, _)| rank(&keys, name).unwrap_or(usize::MAX));
    let values = asks.iter().filter_map(|(name, ask)| Some((*name, ask.value(&join(path, name), order)?)));
    let mut draft = Draft::new();
    values.for_each(|(name, value)| draft.set(name, value));
    (!draft.is_empty()).then_some(Value::Map(draft))
}

/// Whether a node says just this. The order of keys is not looked at.
pub(super) fn is(node: Node<'_, '_>, value: &Value) -> bool {
    if node.is_null() || node.tag() == Tag::Other {
        return false;
    }
    match value {
        Value::Text(text) => is_scalar(node) && node.text() == text,
        Value::List(items) => {
            let mut nodes = node.items();
            node.kind() == Kind::Sequence
                && items.iter().all(|item| nodes.next().is_some_and(|node| is(node, item)))
                && nodes.next().is_none()
        }
        Value::Map(draft) => {
            node.kind() == Kind::Mapping
                && node.entries().count() == draft.iter().count()
                && draft.iter().all(|(key, value)| value_of(node, key).is_some_and(|node| is(node, value)))
        }
    }
}
