//! Where the readers of values leave what they find, and what to look for before the YAML is read.

use super::super::yaml::Tree;
use super::guess;
use crate::catalog::Catalog;
use crate::finding::Fix;
use crate::lang::Text;
use crate::text::{is_control, is_invisible, quote};
use std::cell::{Cell, RefCell};

/// A finding before its place is counted out.
pub(super) struct Draft {
    pub(super) rule: &'static str,
    pub(super) span: (usize, usize),
    pub(super) message: Text,
    pub(super) help: Text,
    pub(super) spoils: bool,
    pub(super) id: Option<String>,
    /// The key that the mapping at `span` lacks.
    pub(super) lacks: Option<&'static str>,
    pub(super) fix: Option<Fix>,
}

/// A file while it is decoded: where the readers of values leave what they find.
pub(super) struct Reader<'x> {
    pub(super) catalog: &'x Catalog,
    /// Whether the text has characters that cannot be seen, so that every value must be looked at.
    pub(super) has_invisible: bool,
    drafts: RefCell<Vec<Draft>>,
    /// The most findings that are kept.
    most: usize,
    unlisted: Cell<usize>,
    /// Whether the record at hand cannot be read.
    broken: Cell<bool>,
    /// Values whose invisible characters have been reported.
    covered: RefCell<Vec<(usize, usize)>>,
    /// Whether what is read is never to be changed by the tool.
    frozen: Cell<bool>,
    /// How many booleans of the file are written `是` or `否`, and how many `true` or `false`.
    booleans: Cell<(usize, usize)>,
}

impl<'x> Reader<'x> {
    /// A reader of a text with or without characters that cannot be seen.
    pub(super) fn new(catalog: &'x Catalog, has_invisible: bool, most: usize) -> Self {
        Self {
            catalog,
            has_invisible,
            drafts: RefCell::default(),
            most,
            unlisted: Cell::new(0),
            broken: Cell::new(false),
            covered: RefCell::default(),
            frozen: Cell::new(false),
            booleans: Cell::new((0, 0)),
        }
    }

    /// Begins a record; gives the mark by which its findings are known.
    pub(super) fn begin_record(&self) -> usize {
        self.broken.set(false);
        self.drafts.borrow().len()
    }

    /// Whether the record at hand cannot be read.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.get()
    }

    /// Whether anything was found since a mark.
    pub(super) fn found_since(&self, mark: usize) -> bool {
        self.drafts.borrow().len() > mark
    }

    /// Says whose the findings since a mark are.
    pub(super) fn name_record(&self, mark: usize, id: &str) {
        for draft in self.drafts.borrow_mut().iter_mut().skip(mark) {
            draft.id = Some(id.to_owned());
        }
    }

    /// All that was found, in the order of places, and how many more were not kept.
    pub(super) fn into_drafts(self) -> (Vec<Draft>, usize) {
        let mut drafts = self.drafts.into_inner();
        let (han, latin) = self.booleans.get();
        // A boolean is put right in the way in which the file writes its others.
        if han > 0 && han >= latin {
            for fix in drafts.iter_mut().filter_map(|draft| draft.fix.as_mut()) {
                match fix.with.as_str() {
                    "true" => fix.with = "是".to_owned(),
                    "false" => fix.with = "否".to_owned(),
                    _ => {}
                }
            }
        }
        drafts.sort_by_key(|draft| draft.span);
        (drafts, self.unlisted.get())
    }

    pub(super) fn push(
        &self,
        rule: &'static str,
        span: (usize, usize),
        spoils: bool,
        say: impl FnOnce() -> (Text, Text),
    ) {
        if spoils {
            self.broken.set(true);
        }
        if self.drafts.borrow().len() >= self.most {
            self.unlisted.set(self.unlisted.get() + 1);
            return;
        }
        let (message, help) = say();
        let draft = Draft { rule, span, message, help, spoils, id: None, lacks: None, fix: None };
        self.drafts.borrow_mut().push(draft);
    }

    /// Offers what puts the last finding right, if it was kept and stands at this span.
    pub(super) fn offer(&self, span: (usize, usize), fix: impl FnOnce() -> Option<Fix>) {
        if self.frozen.get() {
            return;
        }
        if let Some(draft) = self.drafts.borrow_mut().last_mut().filter(|draft| draft.span == span) {
            draft.fix = fix();
        }
    }

    /// Reads what the tool must never change, whatever is wrong with it.
    pub(super) fn untouched<T>(&self, read: impl FnOnce() -> T) -> T {
        let before = self.frozen.replace(true);
        let read = read();
        self.frozen.set(before);
        read
    }

    /// Notes in which way a boolean is written.
    pub(super) fn count_boolean(&self, is_han: bool) {
        let (han, latin) = self.booleans.get();
        self.booleans.set(if is_han { (han + 1, latin) } else { (han, latin + 1) });
    }

    /// F005
    pub(super) fn invalid(&self, span: (usize, usize), say: impl FnOnce() -> (Text, Text)) {
        self.push("F005", span, true, say);
    }

    /// F003
    pub(super) fn unknown_key(&self, span: (usize, usize), say: impl FnOnce() -> (Text, Text)) {
        self.push("F003", span, false, say);
    }

    /// F004
    pub(super) fn missing_key(&self, span: (usize, usize), key: &'static str) {
        let mark = self.drafts.borrow().len();
        self.missing(span, || {
            (
                Text::made(format!("缺少 `{key}`"), format!("`{key}` is missing")),
                Text::made(format!("补上一行 `{key}: …`"), format!("add a line `{key}: …`")),
            )
        });
        if let Some(draft) = self.drafts.borrow_mut().get_mut(mark) {
            draft.lacks = Some(key);
        }
    }

    /// F004 in words of its own.
    pub(super) fn missing(&self, span: (usize, usize), say: impl FnOnce() -> (Text, Text)) {
        self.push("F004", span, true, say);
    }

    /// F006
    pub(super) fn duplicate_key(&self, span: (usize, usize), key: &str) {
        self.push("F006", span, true, || {
            let message = Text::made(
                format!("键 {} 出现两次", quote(key)),
                format!("the key {} is there twice", quote(key)),
            );
            (message, Text::fixed("只保留正确的一处", "keep the right one only"))
        });
    }

    /// F008 in a value; the record is still read.
    pub(super) fn hidden_character(&self, span: (usize, usize), text: &str) {
        self.covered.borrow_mut().push(span);
        self.push("F008", span, false, || {
            let named =
                text.chars().find(|c| is_control(*c) || is_invisible(*c)).map(name_of).unwrap_or_default();
            hidden(&named)
        });
    }

    /// F008 of raw invisible characters outside of values: in comments, keys and the like.
    pub(super) fn report_uncovered(&self, text: &str, tree: &Tree<'_>) {
        let between = guess::Between::of(tree);
        let mut covered = self.covered.take();
        covered.sort_unstable();
        let mut covered = covered.into_iter().peekable();
        for (offset, c) in text.char_indices().filter(|(_, c)| is_invisible(*c)) {
            while covered.next_if(|(_, end)| *end <= offset).is_some() {}
            if covered.peek().is_none_or(|(start, _)| offset < *start) {
                self.raw_character(offset, c, false);
                let span = (offset, offset + c.len_utf8());
                self.offer(span, || between.delete(offset, c));
            }
        }
    }

    /// F008 at a character of the raw text; a control character makes the file unreadable.
    pub(super) fn raw_character(&self, offset: usize, c: char, spoils: bool) {
        self.push("F008", (offset, offset + c.len_utf8()), spoils, || hidden(&name_of(c)));
    }
}

fn name_of(c: char) -> String {
    format!("U+{:04X}", c as u32)
}

fn hidden(named: &str) -> (Text, Text) {
    let message = Text::made(
        format!("含有看不见的字符或控制字符 {named}"),
        format!("has an invisible or control character, {named}"),
    );
    (
        message,
        Text::fixed(
            "删去该字符，必要时重新输入这一处",
            "delete the character; type the passage again if need be",
        ),
    )
}

/// Whether a text has control or invisible characters at all: a quick look at its bytes, since most
/// files have none.
pub(super) struct Suspects {
    pub(super) control: bool,
    pub(super) invisible: bool,
}

impl Suspects {
    /// Looks for characters that are below U+0020 or begin with one of the bytes C2, CD, D8, E1, E2, E3, EF, or F0
    /// to F4; no other is unwanted. Chinese text is full of E2, E3 and EF, so that these are
    /// told apart by their second byte first.
    pub(super) fn of(text: &str) -> Self {
        let mut suspects = Self { control: false, invisible: false };
        let bytes = text.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let unusual = match UNUSUAL[usize::from(*byte)] {
                Look::Fine => continue,
                Look::Closer => true,
                Look::AtSecond => match (byte, bytes.get(at + 1)) {
                    (0xe2, second) => matches!(second, Some(0x80 | 0x81)),
                    (0xe3, second) => matches!(second, Some(0x85)),
                    (_, second) => matches!(second, Some(0xb7 | 0xbb | 0xbe | 0xbf)),
                },
            };
            if unusual && let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
                suspects.control |= is_control(c);
                suspects.invisible |= is_invisible(c);
            }
        }
        suspects
    }
}

/// What a byte of a text calls for.
#[derive(Clone, Copy)]
enum Look {
    Fine,
    AtSecond,
    Closer,
}

/// What each byte calls for.
const UNUSUAL: [Look; 256] = {
    let mut table = [Look::Fine; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte {
            9 | 10 | 13 => Look::Fine,
            0..=31 | 127 | 0xc2 | 0xd8 | 0xe1 | 0xf0..=0xf4 => Look::Closer,
            0xcd => Look::Closer,
            0xe2 | 0xe3 | 0xef => Look::AtSecond,
            _ => Look::Fine,
        };
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unwanted_character_is_seen() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let suspects = Suspects::of(&format!("文{c}字"));
            assert_eq!((suspects.control, suspects.invisible), (is_control(c), is_invisible(c)), "{c:?}");
        }
    }
}
