//! What a record says, whatever its spelling, and the merge of three versions of it field by field.

use crate::record::Kind;
use crate::record::draft::{Draft, Value};
use crate::schema;
use crate::store::edit::{Edit, rank};
use crate::store::yaml::{Kind as NodeKind, Node};
use std::collections::{BTreeMap, BTreeSet};

/// The keys whose lists are sets: what both sides add to one is added.
const SETS: [&str; 6] = ["leader_checks", "attachments", "findings", "inspectors", "products", "domains"];

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Val {
    /// Nothing: no key, or nothing behind it.
    Null,
    /// A scalar.
    Text(String),
    /// A boolean of the record, and in which words.
    Truth(bool, String),
    /// A list.
    List(Vec<Val>),
    /// A mapping, without the keys that say nothing.
    Map(BTreeMap<String, Val>),
}

impl PartialEq for Val {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Truth(one, _), Self::Truth(other, _)) => one == other,
            (Self::List(one), Self::List(other)) => one == other,
            (Self::Map(one), Self::Map(other)) => one == other,
            _ => false,
        }
    }
}

impl Val {
    /// What a record says; `None` where a key stands there twice, or is no text.
    pub(super) fn of_record(node: Node<'_, '_>, kind: Option<Kind>) -> Option<Self> {
        let mut record = match Self::of(node)? {
            Self::Map(record) => record,
            _ => return Some(Self::Map(BTreeMap::new())),
        };
        for (key, value) in &mut record {
            let Self::Text(text) = value else { continue };
            let truth = match text.as_str() {
                "true" | "是" => true,
                "false" | "否" => false,
                _ => continue,
            };
            if kind.is_some_and(|kind| schema::is_boolean(kind, key)) {
                *value = Self::Truth(truth, std::mem::take(text));
            }
        }
        Some(Self::Map(record))
    }

    /// As deep as the reader goes.
    fn of(node: Node<'_, '_>) -> Option<Self> {
        match node.kind() {
            _ if node.is_null() => Some(Self::Null),
            NodeKind::Sequence => node.items().map(Self::of).collect::<Option<_>>().map(Self::List),
            NodeKind::Mapping => {
                let (mut map, mut keys) = (BTreeMap::new(), BTreeSet::new());
                for (key, value) in node.entries() {
                    if matches!(key.kind(), NodeKind::Sequence | NodeKind::Mapping)
                        || !keys.insert(key.text())
                    {
                        return None;
                    }
                    let value = Self::of(value)?;
                    if !matches!(value, Self::Null) {
                        map.insert(key.text().to_owned(), value);
                    }
                }
                Some(if map.is_empty() { Self::Null } else { Self::Map(map) })
            }
            _ => Some(Self::Text(node.text().to_owned())),
        }
    }

    /// What is behind a key of a mapping.
    pub(super) fn get(&self, key: &str) -> &Self {
        match self {
            Self::Map(map) => map.get(key).unwrap_or(&Self::Null),
            _ => &Self::Null,
        }
    }

    /// A text that is there.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The value as it is written at a path; `None` for nothing.
    pub(super) fn written(&self, kind: Option<Kind>, path: &str) -> Option<Value> {
        Some(match self {
            Self::Null => return None,
            Self::Text(text) | Self::Truth(_, text) => Value::Text(text.clone()),
            Self::List(items) => {
                Value::List(items.iter().filter_map(|item| item.written(kind, path)).collect())
            }
            Self::Map(map) => {
                let order = kind.map(|kind| schema::key_order(kind, path)).unwrap_or_default();
                let mut entries: Vec<_> = map.iter().collect();
                entries.sort_by_key(|(key, _)| rank(&order, key).unwrap_or(usize::MAX));
                let mut draft = Draft::new();
                for (key, value) in entries {
                    if let Some(value) = value.written(kind, &join(path, key)) {
                        draft.put(key, value);
                    }
                }
                Value::Map(draft)
            }
        })
    }
}

/// A field that says one thing on one side and another on the other.
#[derive(Debug, Clone)]
pub(super) struct Clash {
    pub(super) path: String,
    pub(super) ours: Val,
    pub(super) theirs: Val,
}

/// A record that both sides have changed.
#[derive(Debug)]
pub(super) struct Fields {
    kind: Option<Kind>,
    /// What must change in our version.
    pub(super) onto_ours: Vec<Edit>,
    /// What must change in their version.
    pub(super) onto_theirs: Vec<Edit>,
    /// What cannot be merged.
    pub(super) clashes: Vec<Clash>,
    /// What comes of it, with our word where there is a clash.
    pub(super) ours: Val,
    /// The same with theirs.
    pub(super) theirs: Val,
}

impl Fields {
    /// Merges three versions of a record.
    pub(super) fn merge(base: &Val, ours: &Val, theirs: &Val, kind: Option<Kind>) -> Self {
        let mut merged = Self {
            kind,
            onto_ours: Vec::new(),
            onto_theirs: Vec::new(),
            clashes: Vec::new(),
            ours: Val::Null,
            theirs: Val::Null,
        };
        (merged.ours, merged.theirs) = merged.value("", base, ours, theirs);
        merged
    }

    fn value(&mut self, path: &str, base: &Val, ours: &Val, theirs: &Val) -> (Val, Val) {
        if ours == theirs {
            return (ours.clone(), theirs.clone());
        }
        if base == ours {
            steps(self.kind, path, ours, theirs, &mut self.onto_ours);
            return (theirs.clone(), theirs.clone());
        }
        if base == theirs {
            steps(self.kind, path, theirs, ours, &mut self.onto_theirs);
            return (ours.clone(), ours.clone());
        }
        match (base, ours, theirs) {
            (Val::Null | Val::Map(_), Val::Map(one), Val::Map(other)) => {
                let old = if let Val::Map(old) = base { Some(old) } else { None };
                let keys: BTreeSet<&String> =
                    old.into_iter().chain([one, other]).flat_map(BTreeMap::keys).collect();
                let (mut first, mut second) = (BTreeMap::new(), BTreeMap::new());
                for key in keys {
                    let below = join(path, key);
                    let (mine, other) = self.value(&below, base.get(key), ours.get(key), theirs.get(key));
                    put(&mut first, key, mine);
                    put(&mut second, key, other);
                }
                (map(first), map(second))
            }
            (Val::Null | Val::List(_), Val::List(one), Val::List(other)) if SETS.contains(&path) => {
                let old: &[Val] = if let Val::List(old) = base { old } else { &[] };
                match both_added(old, one, other) {
                    Some(all) => {
                        let all = Val::List(all);
                        steps(self.kind, path, ours, &all, &mut self.onto_ours);
                        steps(self.kind, path, theirs, &all, &mut self.onto_theirs);
                        (all.clone(), all)
                    }
                    None => self.clash(path, ours, theirs),
                }
            }
            _ => self.clash(path, ours, theirs),
        }
    }

    fn clash(&mut self, path: &str, ours: &Val, theirs: &Val) -> (Val, Val) {
        self.clashes.push(Clash { path: path.to_owned(), ours: ours.clone(), theirs: theirs.clone() });
        (ours.clone(), theirs.clone())
    }
}

/// The edits that make one value of another.
fn steps(kind: Option<Kind>, path: &str, from: &Val, to: &Val, edits: &mut Vec<Edit>) {
    match (from, to) {
        (Val::Null | Val::Map(_), Val::Map(_)) => {
            let (Val::Map(after), before) = (to, from) else { return };
            let gone = if let Val::Map(before) = before { Some(before) } else { None };
            let keys: BTreeSet<&String> = gone.into_iter().chain([after]).flat_map(BTreeMap::keys).collect();
            for key in keys {
                steps(kind, &join(path, key), from.get(key), to.get(key), edits);
            }
        }
        (from, to) if from == to => {}
        _ => edits.push(Edit { nth: 0, path: path.to_owned(), value: to.written(kind, path) }),
    }
}

/// A list of different texts to which both sides have only added; in the order of its texts if it has one on
/// both sides.
fn both_added(old: &[Val], ours: &[Val], theirs: &[Val]) -> Option<Vec<Val>> {
    let texts = |list: &[Val]| -> Option<Vec<String>> {
        let texts: Option<Vec<String>> = list.iter().map(|item| item.text().map(str::to_owned)).collect();
        let texts = texts?;
        let different: BTreeSet<&String> = texts.iter().collect();
        (different.len() == texts.len()).then_some(texts)
    };
    let (old, ours, theirs) = (texts(old)?, texts(ours)?, texts(theirs)?);
    let holds = |list: &[String]| {
        let mut rest = list.iter();
        old.iter().all(|item| rest.any(|other| other == item))
    };
    if !holds(&ours) || !holds(&theirs) {
        return None;
    }
    let is_sorted = ours.is_sorted() && theirs.is_sorted();
    let known: BTreeSet<&String> = ours.iter().collect();
    let new: Vec<String> = theirs.iter().filter(|item| !known.contains(item)).cloned().collect();
    let mut all = ours.clone();
    all.extend(new);
    if is_sorted {
        all.sort();
    }
    Some(all.into_iter().map(Val::Text).collect())
}

fn put(map: &mut BTreeMap<String, Val>, key: &str, value: Val) {
    if !matches!(value, Val::Null) {
        map.insert(key.to_owned(), value);
    }
}

fn map(map: BTreeMap<String, Val>) -> Val {
    if map.is_empty() { Val::Null } else { Val::Map(map) }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
