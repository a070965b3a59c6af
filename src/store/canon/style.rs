//! What a file mostly does where the contract leaves a choice: booleans, and the answers of a self-check.

use super::is_boolean;
use super::outline::{Entry, Inner, Value};
use super::render::{fits, in_line};
use crate::record::Kind;
use crate::schema;

/// How a file is written.
pub(super) struct Style {
    kind: Kind,
    /// Whether booleans are 是 and 否, else true and false.
    chinese: bool,
    /// Whether the answers of a self-check stand in braces where they fit.
    braces: bool,
}

impl Style {
    /// The style that most of a file has; where it is torn, the one that is shown in the examples.
    pub(super) fn of(kind: Kind, file: &[Entry<'_, '_>]) -> Self {
        let mut style = Self { kind, chinese: true, braces: true };
        let (mut chinese, mut english, mut braces, mut lines) = (0, 0, 0, 0);
        for record in records(file) {
            for entry in &record.entries {
                match (&entry.value, entry.key.map_or("", |key| key.text())) {
                    (Value::Scalar(node, _), key) if is_boolean(kind, key) => match node.text() {
                        "是" | "否" => chinese += 1,
                        "true" | "false" => english += 1,
                        _ => {}
                    },
                    (Value::Map(answers), "items") if kind == Kind::Selfcheck => {
                        for answer in &answers.entries {
                            match &answer.value {
                                Value::Map(inner) if style.may_be_braced(inner) => {
                                    if inner.in_brackets {
                                        braces += 1
                                    } else {
                                        lines += 1
                                    }
                                }
                                _ => {}
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        style.chinese = chinese >= english;
        style.braces = braces >= lines;
        style
    }

    /// The keys of the mapping at a path, in order.
    pub(super) fn order(&self, path: &str) -> Vec<&'static str> {
        schema::key_order(self.kind, path)
    }

    /// A boolean of the record as the file mostly writes them.
    pub(super) fn boolean(&self, path: &str, key: &str, text: &str) -> Option<&'static str> {
        let is = match text {
            "true" | "是" => true,
            "false" | "否" => false,
            _ => return None,
        };
        (path.is_empty() && is_boolean(self.kind, key)).then_some(match (is, self.chinese) {
            (true, true) => "是",
            (false, true) => "否",
            (true, false) => "true",
            (false, false) => "false",
        })
    }

    /// Whether a mapping at a path stands in braces.
    pub(super) fn is_braced(&self, path: &str, inner: &Inner<'_, '_>) -> bool {
        let is_answer = self.kind == Kind::Selfcheck && path.strip_prefix("items.").is_some();
        is_answer && self.braces && self.may_be_braced(inner)
    }

    fn may_be_braced(&self, inner: &Inner<'_, '_>) -> bool {
        in_line(inner, true, &self.order("items.1")).is_some_and(|line| fits(&line))
    }
}

/// The records of a file.
fn records<'f, 'a, 't>(file: &'f [Entry<'a, 't>]) -> Vec<&'f Inner<'a, 't>> {
    let mut records = Vec::new();
    for document in file {
        match &document.value {
            Value::Map(record) => records.push(record),
            Value::List(list) => records.extend(list.entries.iter().filter_map(|item| match &item.value {
                Value::Map(record) => Some(record),
                _ => None,
            })),
            Value::Scalar(..) => {}
        }
    }
    records
}
