//! The two languages that the program speaks, and text that stands in both.

use std::borrow::Cow;
use std::fmt::Display;

/// The language of messages and help. Forms are always Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

/// One thing said in both languages; the writer chooses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The Chinese wording.
    pub zh: Cow<'static, str>,
    /// The English wording.
    pub en: Cow<'static, str>,
}

impl Text {
    /// Fixed text in both languages.
    pub const fn fixed(zh: &'static str, en: &'static str) -> Self {
        Self { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
    }

    /// Text made for the occasion. Data in it must have passed [`quote`](crate::text::quote).
    pub fn made(zh: String, en: String) -> Self {
        Self { zh: Cow::Owned(zh), en: Cow::Owned(en) }
    }

    /// Nothing to say.
    pub const fn none() -> Self {
        Self::fixed("", "")
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty()
    }

    /// The wording in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Words joined for a sentence: `甲、乙` in Chinese, `a, b` in English.
pub fn list<T: Display>(items: impl IntoIterator<Item = T>, lang: Lang) -> String {
    let words: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    words.join(match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    })
}
