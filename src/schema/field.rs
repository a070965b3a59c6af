//! What a key is: its name, what may stand behind it, and the official term for it. A [`Table`] lists the
//! keys of one kind of record or configuration file; JSON Schemas are drawn from it.

use crate::record::term::Word;

/// The keys of a mapping.
#[derive(Debug)]
pub struct Table {
    /// What it is called.
    pub title: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// Its keys, in the order of the contract.
    pub fields: &'static [Field],
    /// The key whose word decides which of the fields with [`Field::when`] there are.
    pub by: &'static str,
    /// Keys of which at least one must say something; a boolean among them must be true.
    pub one_of: &'static [&'static str],
}

impl Table {
    /// A table whose keys do not depend on each other.
    pub const fn plain(title: &'static str, about: &'static str, fields: &'static [Field]) -> Self {
        Self { title, about, fields, by: "", one_of: &[] }
    }
}

/// A key and what may stand behind it.
#[derive(Debug)]
pub struct Field {
    /// The key as written.
    pub key: &'static str,
    /// Whether it must be there; for a field with [`Field::when`], where it may be there at all.
    pub required: bool,
    /// What may stand behind it.
    pub shape: Shape,
    /// The official term.
    pub title: &'static str,
    /// What to write, where the term does not say it.
    pub about: &'static str,
    /// Values to take as a model, as they are written.
    pub examples: &'static [&'static str],
    /// The words of the table's [`Table::by`] with which the key may be there; empty for any.
    pub when: &'static [&'static str],
    /// What holds where the key is not there, as it is written; empty for nothing in particular.
    pub default: &'static str,
}

/// A key that must be there.
pub const fn need(key: &'static str, shape: Shape, title: &'static str) -> Field {
    Field { key, required: true, shape, title, about: "", examples: &[], when: &[], default: "" }
}

/// A key that may be there.
pub const fn may(key: &'static str, shape: Shape, title: &'static str) -> Field {
    Field { required: false, ..need(key, shape, title) }
}

impl Field {
    /// Says what to write.
    #[must_use]
    pub const fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    /// Gives values to take as a model.
    #[must_use]
    pub const fn like(self, examples: &'static [&'static str]) -> Self {
        Self { examples, ..self }
    }

    /// Says with which words of the deciding key this one may be there.
    #[must_use]
    pub const fn when(self, when: &'static [&'static str]) -> Self {
        Self { when, ..self }
    }

    /// Says what holds where the key is not there.
    #[must_use]
    pub const fn or(self, default: &'static str) -> Self {
        Self { default, ..self }
    }
}

/// What may stand behind a key.
#[derive(Debug)]
pub enum Shape {
    /// Text that is not blank.
    Text,
    /// Text that may be blank.
    AnyText,
    /// Text that is mostly, but not always, one of these.
    Usually(&'static [&'static str]),
    /// An id.
    Id,
    /// A day.
    Date,
    /// A month.
    Month,
    /// `true`, `false`, 是 or 否.
    Boolean,
    /// 万元.
    Amount,
    /// A whole number from one to another.
    Whole(u32, u32),
    /// One word of a closed list; what each means, in the same order, or nothing of any.
    Words(fn() -> Vec<&'static str>, &'static [&'static str]),
    /// The code of a clause of the catalogue.
    Clause,
    /// The code of a rule that can be waived.
    Rule,
    /// A list, of at least so many.
    List(&'static Shape, usize),
    /// A mapping.
    Mapping(&'static Table),
    /// The answers to the items of the self-check form, by number.
    Items(&'static Table),
    /// Figures of form 3-1 by key.
    Figures,
    /// Severities by the code of a rule.
    Overrides(fn() -> Vec<&'static str>),
}

/// The largest whole number that a record may have.
pub const MOST: u32 = 999_999_999;

/// A whole number, at least so much.
pub const fn whole(least: u32) -> Shape {
    Shape::Whole(least, MOST)
}

/// The words of a vocabulary.
pub fn words<T: Word>() -> Vec<&'static str> {
    T::words().collect()
}
