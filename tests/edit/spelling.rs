//! Records as plain values, and files of them in all sorts of spellings with comments everywhere.

use hazards::record::draft::{Draft, Value};
use hazards::store::yaml::{Kind, Node};
use std::fmt::Write;

/// A generator that needs no more than a seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

/// What a value says; a key may have nothing behind it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Says {
    Nothing,
    Text(String),
    List(Vec<Says>),
    Map(Vec<(String, Says)>),
}

impl From<&Value> for Says {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.clone()),
            Value::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Map(map) => {
                Self::Map(map.iter().map(|(key, value)| (key.to_owned(), value.into())).collect())
            }
        }
    }
}

impl Says {
    pub(crate) fn of(node: Node<'_, '_>) -> Self {
        match node.kind() {
            _ if node.is_null() => Self::Nothing,
            Kind::Sequence => Self::List(node.items().map(Self::of).collect()),
            Kind::Mapping => Self::Map(
                node.entries().map(|(key, value)| (key.text().to_owned(), Self::of(value))).collect(),
            ),
            _ => Self::Text(node.text().to_owned()),
        }
    }

    pub(crate) fn value(&self) -> Option<Value> {
        Some(match self {
            Self::Nothing => return None,
            Self::Text(text) => Value::from(text.as_str()),
            Self::List(items) => Value::List(items.iter().map(Self::value).collect::<Option<_>>()?),
            Self::Map(entries) => {
                let mut draft = Draft::new();
                for (key, value) in entries {
                    draft.set(key, value.value()?);
                }
                Value::Map(draft)
            }
        })
    }

    /// In one order of keys.
    pub(crate) fn sorted(&self) -> Self {
        match self {
            Self::List(items) => Self::List(items.iter().map(Self::sorted).collect()),
            Self::Map(entries) => {
                let mut entries: Vec<_> =
                    entries.iter().map(|(key, value)| (key.clone(), value.sorted())).collect();
                entries.sort_by(|a, b| a.0.cmp(&b.0));
                Self::Map(entries)
            }
            other => other.clone(),
        }
    }

    /// Changes it as an edit should; whether that can be done.
    pub(crate) fn change(&mut self, path: &str, value: Option<&Value>) -> bool {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        if matches!(self, Self::Nothing) && value.is_some() {
            *self = Self::Map(Vec::new());
        }
        let Self::Map(entries) = self else {
            return value.is_none();
        };
        let at = entries.iter().position(|(name, _)| name == key);
        match (at, rest, value) {
            (Some(at), None, None) => {
                entries.remove(at);
            }
            (None, _, None) => {}
            (Some(at), None, Some(value)) => entries[at].1 = value.into(),
            (None, None, Some(value)) => entries.push((key.to_owned(), value.into())),
            (at, Some(rest), value) => {
                let at = at.unwrap_or_else(|| {
                    entries.push((key.to_owned(), Self::Nothing));
                    entries.len() - 1
                });
                let before = entries[at].1.clone();
                if !entries[at].1.change(rest, value) {
                    return false;
                }
                if entries[at].1 == Self::Map(Vec::new()) && before != entries[at].1 {
                    entries.remove(at);
                }
            }
        }
        true
    }
}

/// Writes values in all sorts of spellings, with comments.
struct Writer<'d> {
    dice: &'d mut Dice,
    out: String,
    /// Of each comment the path of what it stands in or beside.
    comments: Vec<String>,
}

impl Writer<'_> {
    fn comment(&mut self, path: &str) {
        let _ = write!(self.out, "# c{}", self.comments.len());
        self.comments.push(path.to_owned());
    }

    /// The end of a line that belongs to a path.
    fn end(&mut self, path: &str) {
        if self.dice.one_in(4) {
            self.out.push_str(self.dice.pick(&[" ", "   "]));
            self.comment(path);
        } else if self.dice.one_in(10) {
            self.out.push(' ');
        }
        self.out.push('\n');
    }

    /// Lines of comments and empty ones in a path.
    fn between(&mut self, indent: usize, path: &str) {
        while self.dice.one_in(5) {
            if self.dice.one_in(2) {
                self.out.push_str(&" ".repeat(indent));
                self.comment(path);
            }
            self.out.push('\n');
        }
    }

    fn in_line(&mut self, value: &Says, path: &str, in_brackets: bool) {
        match value {
            Says::Nothing => self.out.push_str(self.dice.pick(&["~", "null"])),
            Says::Text(text) => {
                let value = Value::from(text.as_str());
                let spelled = match self.dice.below(3) {
                    0 if !text.contains('\n') => format!("'{}'", text.replace('\'', "''")),
                    1 => {
                        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
                        format!("\"{escaped}\"")
                    }
                    _ => value.to_yaml(),
                };
                self.out.push_str(&spelled);
            }
            Says::List(items) => {
                self.out.push('[');
                for (at, item) in items.iter().enumerate() {
                    self.comma(at, path, in_brackets);
                    self.in_line(item, path, true);
                }
                self.out.push(']');
            }
            Says::Map(entries) => {
                self.out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    self.comma(at, path, in_brackets);
                    self.key(key);
                    if *value == Says::Nothing && self.dice.one_in(2) {
                        continue;
                    }
                    self.out.push(' ');
                    self.in_line(value, &join(path, key), true);
                }
                self.out.push('}');
            }
        }
    }

    /// Between two things in brackets. Deep enough to the right for any indentation.
    fn comma(&mut self, at: usize, path: &str, in_brackets: bool) {
        if at > 0 {
            self.out.push(',');
            if !in_brackets && self.dice.one_in(4) {
                self.end(path);
                self.out.push_str(&" ".repeat(20));
            } else if self.dice.one_in(4) {
                self.out.push_str("  ");
            } else {
                self.out.push(' ');
            }
        }
    }

    fn key(&mut self, key: &str) {
        let spelled = match self.dice.below(8) {
            0 => format!("\"{key}\":"),
            1 => format!("'{key}' :"),
            _ => format!("{key}:"),
        };
        self.out.push_str(&spelled);
    }

    /// What stands behind a colon or dash, with the end of the line.
    fn behind(&mut self, value: &Says, indent: usize, path: &str, dash: bool) {
        match value {
            Says::Nothing if self.dice.one_in(2) => self.end(path),
            Says::Text(text) if self.dice.one_in(4) && block(text) => {
                self.out.push_str(match text.strip_suffix('\n') {
                    Some(_) => " |+",
                    None => self.dice.pick(&[" |", " |-"]),
                });
                self.end(path);
                for line in text.split('\n') {
                    let indent = if line.is_empty() { 0 } else { indent + 2 };
                    self.out.push_str(&" ".repeat(indent));
                    self.out.push_str(line);
                    self.out.push('\n');
                }
                if text.ends_with('\n') {
                    // Empty lines below would be of the text.
                    self.comment(path);
                    self.out.push('\n');
                }
            }
            Says::List(items) if !items.is_empty() && !dash && self.dice.one_in(2) => {
                self.end(path);
                let indent = indent + self.dice.pick(&[0, 2, 4]);
                for item in items {
                    self.between(indent, path);
                    self.out.push_str(&" ".repeat(indent));
                    self.out.push('-');
                    self.behind(item, indent, path, true);
                }
            }
            Says::Map(entries) if !entries.is_empty() && self.dice.one_in(2) => {
                if dash && self.dice.one_in(2) {
                    self.out.push(' ');
                    self.block(entries, indent + 2, path, true);
                } else {
                    self.end(path);
                    let indent = indent + self.dice.pick(&[2, 3]);
                    self.block(entries, indent, path, false);
                }
            }
            value => {
                self.out.push(' ');
                self.in_line(value, path, false);
                self.end(path);
            }
        }
    }

    fn block(&mut self, entries: &[(String, Says)], indent: usize, path: &str, dash: bool) {
        for (at, (key, value)) in entries.iter().enumerate() {
            if at > 0 || !dash {
                self.between(indent, path);
                self.out.push_str(&" ".repeat(indent));
            }
            self.key(key);
            self.behind(value, indent, &join(path, key), false);
        }
    }
}

/// Whether a text can be written as a block of lines.
fn block(text: &str) -> bool {
    !text.trim().is_empty() && !text.starts_with([' ', '\n'])
}

fn join(path: &str, key: &str) -> String {
    if path.ends_with('/') { format!("{path}{key}") } else { format!("{path}.{key}") }
}

/// A file of these records, and what its comments stand in: `nth/path`.
pub(crate) fn file(records: &[Says], dice: &mut Dice) -> (String, Vec<String>) {
    let as_list = dice.one_in(2);
    let mut writer = Writer { dice, out: String::new(), comments: Vec::new() };
    for (nth, record) in records.iter().enumerate() {
        let path = format!("{nth}/");
        let Says::Map(entries) = record else { continue };
        writer.between(0, "");
        if as_list {
            writer.out.push('-');
            writer.behind(record, 0, &path, true);
        } else {
            if nth > 0 || writer.dice.one_in(3) {
                writer.out.push_str("---");
                writer.end("");
            }
            if writer.dice.one_in(4) {
                writer.in_line(record, &path, false);
                writer.end(&path);
            } else {
                writer.block(entries, 0, &path, false);
            }
        }
    }
    let Writer { mut out, comments, dice } = writer;
    if dice.one_in(4) {
        out.truncate(out.trim_end().len());
    }
    if dice.one_in(3) {
        out = out.replace('\n', "\r\n");
    }
    if dice.one_in(6) {
        out.insert(0, '\u{feff}');
    }
    (out, comments)
}
