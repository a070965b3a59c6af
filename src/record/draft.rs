//! A record as it is written: its keys and values in order, before it is read or after. What is written here
//! is read back as the same record.

mod of;
pub(crate) mod yaml;

pub use of::Written;

use std::borrow::Cow;

/// The keys and values of a record, or of a mapping in it, in the order in which they are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft(Vec<(Cow<'static, str>, Value)>);

/// What stands behind a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A scalar as it is spelled: text, `2023-06-30`, `12.5`, 是.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping.
    Map(Draft),
}

impl Draft {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Nothing yet, with room for so many keys.
    pub(crate) fn with_capacity(keys: usize) -> Self {
        Self(Vec::with_capacity(keys))
    }

    /// Its keys and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), value))
    }

    /// Whether it says nothing.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What stands at a path: `rectification.due_on`.
    pub fn get(&self, path: &str) -> Option<&Value> {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        let value = self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)?;
        match (rest, value) {
            (None, value) => Some(value),
            (Some(rest), Value::Map(map)) => map.get(rest),
            (Some(_), Value::Text(_) | Value::List(_)) => None,
        }
    }

    /// The text at a path, if one scalar stands there.
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.get(path) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Writes a value at a path, in the place of what stands there or behind what there is; the mappings on
    /// the way are made.
    pub fn set(&mut self, path: &str, value: impl Into<Value>) {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        let at = self.0.iter().position(|(name, _)| name == key);
        let value = match rest {
            None => value.into(),
            Some(rest) => {
                let mut map = match at.and_then(|at| self.0.get_mut(at)) {
                    Some((_, Value::Map(map))) => std::mem::take(map),
                    _ => Self::new(),
                };
                map.set(rest, value);
                Value::Map(map)
            }
        };
        match at.and_then(|at| self.0.get_mut(at)) {
            Some((_, old)) => *old = value,
            None => self.0.push((Cow::Owned(key.to_owned()), value)),
        }
    }

    /// Takes out what stands at a path, and the mappings on the way that then say nothing.
    pub(crate) fn take(&mut self, path: &str) {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        self.0.retain_mut(|(name, value)| match (rest, value) {
            _ if name != key => true,
            (None, _) => false,
            (Some(rest), Value::Map(map)) => {
                map.take(rest);
                !map.is_empty()
            }
            (Some(_), Value::Text(_) | Value::List(_)) => true,
        });
    }

    /// The record as a YAML mapping in block style, a line a key, with the final line end.
    pub fn to_yaml(&self) -> String {
        let mut text = String::new();
        yaml::mapping(self, 0, &mut text);
        text
    }

    /// The record as an item of a list, with the final line end.
    pub fn to_yaml_item(&self) -> String {
        let mut text = String::new();
        self.write_yaml_item(&mut text);
        text
    }

    /// Appends the record as an item of a list, with the final line end.
    pub fn write_yaml_item(&self, out: &mut String) {
        yaml::item(self, out);
    }

    /// Whether it has a key of this name, dots and all.
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(name, _)| name == key)
    }

    /// Adds a key of this name, dots and all, behind the others.
    pub fn put(&mut self, key: &str, value: Value) {
        self.0.push((Cow::Owned(key.to_owned()), value));
    }

    /// Adds a key behind the others; nothing where the value says nothing.
    pub(crate) fn add(&mut self, key: &'static str, value: impl Into<Option<Value>>) {
        if let Some(value) = value.into() {
            self.0.push((Cow::Borrowed(key), value));
        }
    }
}

impl Value {
    /// The value in one line, fit for any place in a file: a list and a mapping in brackets.
    pub fn to_yaml(&self) -> String {
        let mut text = String::new();
        yaml::flow(self, &mut text);
        text
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<V: Into<Value>> From<Vec<V>> for Value {
    fn from(items: Vec<V>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}
