//! The keys of a mapping while it is read: each key that is asked for is known, the others are
//! reported, and so are keys that are there twice or are no scalars.

use super::super::yaml::{Kind, Node, Tag};
use super::guess;
use super::reader::Reader;
use super::values::Value;
use crate::config::suggest;
use crate::lang::Text;
use crate::text::quote;
use smallvec::SmallVec;
use std::collections::HashSet;

/// A key of a mapping and its value.
struct Entry<'a, 't> {
    name: &'a str,
    key: Node<'a, 't>,
    value: Node<'a, 't>,
    /// Whether it has been asked for.
    taken: bool,
}

/// From how many keys on duplicates are looked for in a set instead of one by one.
const MANY: usize = 24;

/// The keys of one mapping.
pub(super) struct Fields<'r, 'x, 'a, 't> {
    pub(super) reader: &'r Reader<'x>,
    entries: SmallVec<[Entry<'a, 't>; MANY]>,
    known: SmallVec<[&'static str; MANY]>,
    /// Where a missing key is reported.
    span: (usize, usize),
    cursor: usize,
}

impl<'r, 'x, 'a, 't> Fields<'r, 'x, 'a, 't> {
    /// Opens a mapping; `None`, with a finding, for anything else.
    pub(super) fn open(reader: &'r Reader<'x>, value: Value<'a, 't>) -> Option<Self> {
        if !value.tag_is_fine(reader) {
            return None;
        }
        if value.node.kind() != Kind::Mapping {
            reader.invalid(value.span(), || {
                let help = Text::fixed(
                    "在下一行缩进，逐行写 `键: 值`",
                    "write `key: value` on lines of their own, indented",
                );
                (Text::fixed("应为映射（键: 值）", "must be a mapping (key: value)"), help)
            });
            return None;
        }
        Some(Self::of(reader, value.node, value.span()))
    }

    /// The keys of a record or other mapping whose place is known.
    pub(super) fn of(reader: &'r Reader<'x>, mapping: Node<'a, 't>, span: (usize, usize)) -> Self {
        let mut entries: SmallVec<[Entry<'a, 't>; MANY]> = SmallVec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for (key, value) in mapping.entries() {
            if matches!(key.kind(), Kind::Sequence | Kind::Mapping) {
                reader.unknown_key((key.start(), key.end()), || {
                    let help = Text::fixed("把键写成一个词", "write the key as one word");
                    (Text::fixed("键必须是文字", "a key must be a scalar"), help)
                });
                continue;
            }
            if key.tag() == Tag::Other {
                Value::item(key).tag_is_fine(reader);
            }
            let name = key.text();
            let twice = if entries.len() < MANY {
                entries.iter().any(|known| known.name == name)
            } else {
                if seen.is_empty() {
                    seen.extend(entries.iter().map(|known| known.name));
                }
                seen.contains(name)
            };
            if twice {
                reader.duplicate_key((key.start(), key.end()), name);
                continue;
            }
            if entries.len() >= MANY {
                seen.insert(name);
            }
            entries.push(Entry { name, key, value, taken: false });
        }
        Self { reader, entries, known: SmallVec::new(), span, cursor: 0 }
    }

    /// Where the mapping stands.
    pub(super) fn span(&self) -> (usize, usize) {
        self.span
    }

    /// The value of a key, a null one included. Keys are mostly asked for in the order in which they stand.
    fn find(&mut self, key: &'static str) -> Option<Value<'a, 't>> {
        self.known.push(key);
        let count = self.entries.len();
        for step in 0..count {
            let at = (self.cursor + step) % count;
            if let Some(entry) = self.entries.get_mut(at)
                && entry.name == key
            {
                entry.taken = true;
                self.cursor = at + 1;
                return Some(Value { node: entry.value, key: Some(entry.key) });
            }
        }
        None
    }

    /// Whether a key is there with something behind it.
    pub(super) fn says(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.name == key && !entry.value.is_null())
    }

    /// A key that must be there with something behind it.
    pub(super) fn required<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(Value<'a, 't>, &Reader<'_>) -> Option<T>,
    ) -> Option<T> {
        match self.find(key) {
            Some(value) => read(value, self.reader),
            None => {
                self.reader.missing_key(self.span, key);
                None
            }
        }
    }

    /// A key that may be missing or have nothing behind it.
    pub(super) fn optional<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(Value<'a, 't>, &Reader<'_>) -> Option<T>,
    ) -> Option<T> {
        let value = self.find(key)?;
        if value.node.is_null() {
            return None;
        }
        read(value, self.reader)
    }

    /// A key whose value is a mapping, with its own keys.
    pub(super) fn optional_mapping<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Fields<'_, '_, 'a, 't>) -> Option<T>,
    ) -> Option<T> {
        self.optional(key, |value, reader| {
            let mut fields = Fields::open(reader, value)?;
            let read = read(&mut fields);
            fields.finish();
            read
        })
    }

    /// The keys that nobody has asked for, for mappings whose keys are data.
    pub(super) fn take_rest(&mut self) -> Vec<(Node<'a, 't>, Value<'a, 't>)> {
        let rest = self.entries.iter_mut().filter(|entry| !entry.taken);
        rest.map(|entry| {
            entry.taken = true;
            (entry.key, Value { node: entry.value, key: Some(entry.key) })
        })
        .collect()
    }

    /// Reports the keys that are not known.
    pub(super) fn finish(self) {
        let unknown = self.entries.iter().filter(|entry| !entry.taken);
        let names: Vec<&str> = unknown.clone().map(|entry| entry.name).collect();
        let is_there = |known: &str| self.entries.iter().any(|entry| entry.name == known);
        let meant = |name: &str| guess::key(name, &self.known).filter(|meant| !is_there(meant));
        for Entry { name, key, .. } in unknown {
            let name = *name;
            let span = (key.start(), key.end());
            if name == "<<" {
                self.reader.unknown_key(span, merge_key);
                continue;
            }
            self.reader.unknown_key(span, || {
                let message =
                    Text::made(format!("未知的键 {}", quote(name)), format!("unknown key {}", quote(name)));
                (message, suggest(name, self.known.iter().copied()))
            });
            self.reader.offer(span, || {
                let meant = meant(name).filter(|_| names.len() <= MANY)?;
                let alone = !names
                    .iter()
                    .any(|other| *other != name && guess::key(other, &self.known) == Some(meant));
                guess::instead(*key, meant.to_owned()).filter(|_| alone)
            });
        }
    }
}

/// What to say of a merge key.
pub(super) fn merge_key() -> (Text, Text) {
    (
        Text::fixed("未知的键 `<<`", "unknown key `<<`"),
        Text::fixed(
            "不支持 YAML 合并键，请把内容直接写出来",
            "YAML merge keys are not supported; write the content out",
        ),
    )
}
