//! The texts that the cells of a workbook share: one after the other in one piece of memory, so that
//! millions of empty ones cost next to nothing.

use super::refusal;
use crate::lang::Text;

/// The most shared texts.
const MOST: usize = 4_000_000;
/// The most bytes of shared texts.
const MOST_BYTES: usize = 160 << 20;

/// Shared texts.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Adds a text.
    pub(super) fn push(&mut self, text: &str) -> Result<(), Text> {
        if self.ends.len() >= MOST || self.text.len() + text.len() > MOST_BYTES {
            return Err(refusal::unpacked());
        }
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).map_err(|_| refusal::unpacked())?);
        Ok(())
    }

    /// The text of a number, from 0.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start =
            index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.text.get(start..end)
    }
}

/// Appends a text with its `_x000D_` made into the characters that they stand for.
pub(super) fn unescape(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"_x") {
        let (before, escape) = rest.split_at(at);
        into.push_str(before);
        let Some(unit) = unit(escape) else {
            into.push_str("_x");
            rest = escape.get(2..).unwrap_or_default();
            continue;
        };
        rest = escape.get(7..).unwrap_or_default();
        let low = self::unit(rest).filter(|low| (0xdc00..0xe000).contains(low));
        match low.filter(|_| (0xd800..0xdc00).contains(&unit)) {
            Some(low) => {
                into.extend(
                    char::decode_utf16([unit, low]).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)),
                );
                rest = rest.get(7..).unwrap_or_default();
            }
            None => into.push(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }
    into.push_str(rest);
}

/// The unit of UTF-16 that `_xHHHH_` at the beginning stands for.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.get(..7)?.strip_prefix("_x")?.strip_suffix('_')?;
    let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    hex.then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_excel_become_characters() {
        let plain = |text| {
            let mut into = String::new();
            unescape(text, &mut into);
            into
        };
        assert_eq!(plain("甲_x000D_\n乙"), "甲\r\n乙");
        assert_eq!(plain("_x005F_x000D_"), "_x000D_");
        assert_eq!(plain("_xD83D__xDE00_"), "😀");
        assert_eq!(plain("a_x_b_xZZZZ_"), "a_x_b_xZZZZ_");
        assert_eq!(plain("_xD83D_"), "\u{fffd}");
    }

    #[test]
    fn shared_texts_are_found_by_their_numbers() {
        let mut strings = Strings::default();
        for text in ["甲", "", "乙丙"] {
            strings.push(text).unwrap();
        }
        assert_eq!((strings.get(0), strings.get(1), strings.get(2)), (Some("甲"), Some(""), Some("乙丙")));
        assert_eq!(strings.get(3), None);
    }
}
