//! Reading TOML that people write (`hazards.toml`, plan, catalogue): every mistake is an error with
//! its line and the nearest right word, and all mistakes of a file are told in one run.

use crate::finding::Place;
use crate::lang::Text;
use crate::record::{Id, Month};
use crate::text::quote;
pub use crate::text::{suggest, unknown_word};
use chrono::NaiveDate;
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A mistake in a configuration file. It never quotes more of the file than one key or value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file, relative to the root, with `/`.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: Text,
}

impl ConfigError {
    /// A mistake at a place, without words yet.
    pub fn at(path: &str, place: &Place) -> Self {
        Self { path: path.to_owned(), line: place.line, column: place.column, message: Text::none() }
    }
}

/// The most bytes that a configuration file may have: 1 MiB.
pub const SIZE_LIMIT: u64 = 1 << 20;

/// The most mistakes of a file that are told in one run.
const ERRORS: usize = 100;

/// The most parts that a dotted key may have; parsers take quadratic time over long ones.
const KEY_PARTS: usize = 16;

/// A configuration file while it is read.
pub struct Source<'t> {
    path: &'t str,
    text: &'t str,
    errors: RefCell<Vec<ConfigError>>,
}

impl<'t> Source<'t> {
    /// A file's text, under the path that errors name.
    pub fn new(path: &'t str, text: &'t str) -> Self {
        Self { path, text: text.strip_prefix('\u{feff}').unwrap_or(text), errors: RefCell::default() }
    }

    /// Parses the text and hands the top table to `read`.
    ///
    /// # Errors
    /// All mistakes of the file, by line.
    pub fn read<T>(self, read: impl FnOnce(&mut Table<'_, 't>) -> Option<T>) -> Result<T, Vec<ConfigError>> {
        let value = self.parse().and_then(|table| {
            let span = table.span();
            let mut top = Table::new(&self, table.get_ref(), span);
            let value = read(&mut top);
            top.finish();
            value
        });
        let mut errors = self.errors.into_inner();
        errors.sort_by_key(|error| (error.line, error.column));
        match value {
            Some(value) if errors.is_empty() => Ok(value),
            _ => Err(errors),
        }
    }

    fn parse(&self) -> Option<Spanned<DeTable<'t>>> {
        parse(self.text).map_err(|(at, message)| self.error(at, message)).ok()
    }

    /// Notes a mistake at a byte range of the text.
    pub fn error(&self, at: Range<usize>, message: Text) {
        if self.errors.borrow().len() >= ERRORS {
            return;
        }
        let place = Place::of(self.text, at.start, at.end);
        self.errors.borrow_mut().push(ConfigError { message, ..ConfigError::at(self.path, &place) });
    }
}

/// Parses a text of bounded cost.
///
/// # Errors
/// The byte range and what is wrong there.
pub fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, (Range<usize>, Text)> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.split(['=', '#']).next().is_some_and(|key| key.matches('.').count() > KEY_PARTS) {
            return Err((offset..offset, Text::fixed("键的层次过多", "the key has too many parts")));
        }
        offset += line.len();
    }
    DeTable::parse(text).map_err(|error| {
        let said = crate::text::visible(error.message());
        let message = Text::made(format!("不是有效的 TOML：{said}"), format!("not valid TOML: {said}"));
        (error.span().unwrap_or(0..0), message)
    })
}

/// One table while it is read: each key that is asked for is known, all others are mistakes.
pub struct Table<'s, 't> {
    source: &'s Source<'t>,
    table: &'s DeTable<'t>,
    span: Range<usize>,
    known: Vec<&'static str>,
    /// Whether the keys are data, so that none is unknown.
    open: bool,
}

/// A value and where it stands, for checks of the reader's own.
#[derive(Debug, Clone)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its byte range.
    pub span: Range<usize>,
}

impl<'s, 't> Table<'s, 't> {
    fn new(source: &'s Source<'t>, table: &'s DeTable<'t>, span: Range<usize>) -> Self {
        Self { source, table, span, known: Vec::new(), open: false }
    }

    /// Where the table begins.
    pub fn span(&self) -> Range<usize> {
        self.span.start..self.span.start
    }

    /// Notes a mistake of the reader's own.
    pub fn error(&self, at: Range<usize>, message: Text) {
        self.source.error(at, message);
    }

    fn find(&mut self, key: &'static str) -> Option<&'s Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.table.get(key)
    }

    fn missing(&self, key: &str) {
        self.error(self.span(), Text::made(format!("缺少 `{key}`"), format!("`{key}` is missing")));
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, zh: &str, en: &str) {
        self.error(
            value.span(),
            Text::made(format!("{} 应为{zh}", quote(key)), format!("{} must be {en}", quote(key))),
        );
    }

    /// A value that must be there, read by one of the `optional_…` readers.
    pub fn required<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        let there = self.table.contains_key(key);
        let value = read(self, key);
        if !there {
            self.missing(key);
        }
        value
    }

    /// Text that is not blank.
    pub fn text(&mut self, key: &'static str) -> Option<At<String>> {
        let value = self.find(key)?;
        match value.get_ref().as_str() {
            Some(text) if !crate::text::is_blank(text) => {
                Some(At { value: text.to_owned(), span: value.span() })
            }
            _ => {
                self.wrong(key, value, "文字（不能为空）", "text that is not blank");
                None
            }
        }
    }

    /// Text that may be blank.
    pub fn any_text(&mut self, key: &'static str) -> Option<String> {
        let value = self.find(key)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(key, value, "文字", "text");
        }
        text
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<At<String>>> {
        let value = self.find(key)?;
        let texts = value.get_ref().as_array().and_then(|items| {
            items
                .iter()
                .map(|item| Some(At { value: item.get_ref().as_str()?.to_owned(), span: item.span() }))
                .collect()
        });
        if texts.is_none() {
            self.wrong(key, value, "文字的列表", "a list of texts");
        }
        texts
    }

    /// A whole number from 0 to 999,999,999.
    pub fn whole(&mut self, key: &'static str) -> Option<At<u32>> {
        let value = self.find(key)?;
        let number = value.get_ref().as_integer().filter(|number| number.radix() == 10);
        let number = number
            .and_then(|number| number.as_str().parse::<u32>().ok())
            .filter(|number| *number <= 999_999_999);
        if number.is_none() {
            self.wrong(key, value, "不小于 0 的整数", "a whole number, 0 or more");
        }
        number.map(|number| At { value: number, span: value.span() })
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.find(key)?;
        let boolean = value.get_ref().as_bool();
        if boolean.is_none() {
            self.wrong(key, value, " true 或 false", "true or false");
        }
        boolean
    }

    /// A day `2023-06-30`, with or without quotes, in the years 1900 to 2199.
    pub fn date(&mut self, key: &'static str) -> Option<At<NaiveDate>> {
        let value = self.find(key)?;
        let text = match value.get_ref() {
            DeValue::Datetime(day) => day.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        let day = crate::record::date::parse(&text)
            .filter(|_| ("1900".."2200").contains(&text.get(..4).unwrap_or_default()));
        if day.is_none() {
            self.wrong(key, value, "日期，如 2023-06-30", "a date such as 2023-06-30");
        }
        day.map(|day| At { value: day, span: value.span() })
    }

    /// A month `"2023-06"`.
    pub fn month(&mut self, key: &'static str) -> Option<At<Month>> {
        let value = self.find(key)?;
        let month = value
            .get_ref()
            .as_str()
            .and_then(Month::parse)
            .filter(|month| (1900..2200).contains(&chrono::Datelike::year(&month.first_day())));
        if month.is_none() {
            self.wrong(key, value, "月份，如 \"2023-06\"", "a month such as \"2023-06\"");
        }
        month.map(|month| At { value: month, span: value.span() })
    }

    /// An id.
    pub fn id(&mut self, key: &'static str) -> Option<At<Id>> {
        let text = self.text(key)?;
        match Id::parse(&text.value) {
            Ok(id) => Some(At { value: id, span: text.span }),
            Err(why) => {
                self.error(text.span, why.message(&text.value));
                None
            }
        }
    }

    /// A word of a closed list.
    pub fn word<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Option<At<T>> {
        let text = self.text(key)?;
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            self.error(text.span.clone(), unknown_word(&text.value, words.iter().map(|(word, _)| *word)));
        }
        found.map(|(_, value)| At { value: *value, span: text.span })
    }

    /// A table below this one.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Table<'s, 't>) -> Option<T>,
    ) -> Option<T> {
        let value = self.find(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, value, "表", "a table");
            return None;
        };
        let mut below = Table::new(self.source, table, value.span());
        let read = read(&mut below);
        below.finish();
        read
    }

    /// An array of tables; those that cannot be read are left out, with their mistakes noted.
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Table<'s, 't>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let value = self.find(key)?;
        let tables =
            value.get_ref().as_array().filter(|items| items.iter().all(|item| item.get_ref().is_table()));
        let Some(items) = tables else {
            self.wrong(key, value, "表的数组", "an array of tables");
            return None;
        };
        let mut all = Vec::new();
        for item in items.iter() {
            if let Some(table) = item.get_ref().as_table() {
                let mut below = Table::new(self.source, table, item.span());
                all.extend(read(&mut below));
                below.finish();
            }
        }
        Some(all)
    }

    /// Hands over every key of the table with its text value: for tables whose keys are data.
    pub fn pairs(&mut self) -> Vec<(At<String>, At<String>)> {
        let mut pairs = Vec::new();
        for (key, value) in self.table {
            match value.get_ref().as_str() {
                Some(text) => pairs.push((
                    At { value: key.get_ref().to_string(), span: key.span() },
                    At { value: text.to_owned(), span: value.span() },
                )),
                None => self.wrong(key.get_ref(), value, "文字", "text"),
            }
        }
        self.open = true;
        pairs
    }

    fn finish(self) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if !self.open && !self.known.contains(&name) {
                let mut text = unknown_word(name, self.known.iter().copied());
                text.zh = format!("未知的键：{}", text.zh).into();
                text.en = format!("unknown key: {}", text.en).into();
                self.source.error(key.span(), text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_has_its_place() {
        let text = "a = 1\nb = \"x\"\ncount = 5\n";
        let errors = Source::new("hazards.toml", text)
            .read(|table| {
                table.required("a", Table::text);
                table.required("coumt", Table::whole);
                table.text("b");
                Some(())
            })
            .unwrap_err();
        let places: Vec<(usize, usize)> = errors.iter().map(|error| (error.line, error.column)).collect();
        assert_eq!(places, [(1, 1), (1, 5), (3, 1)]);
        assert!(errors[2].message.en.contains("did you mean `coumt`"));
    }

    #[test]
    fn long_keys_are_refused_at_once() {
        let text = format!("{}a = 1", "a.".repeat(50_000));
        assert!(Source::new("p", &text).read(|_| Some(())).is_err());
    }
}
