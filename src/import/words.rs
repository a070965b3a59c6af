//! Words as they are compared: headings, names and labels without what differs from hand to hand.

use crate::text::{is_invisible, narrow, narrow_character};

/// A heading without blanks, line breaks, signs and the difference of half and full width, in small letters.
pub fn heading(text: &str) -> String {
    let mut heading = String::with_capacity(text.len());
    for c in text.chars().map(narrow_character) {
        match c {
            // What nearly every character is: it has no other case.
            '\u{4e00}'..='\u{9fff}' => heading.push(c),
            c if c.is_alphanumeric() => heading.extend(c.to_lowercase()),
            _ => {}
        }
    }
    heading
}

/// Whether a text has brackets: else [`without_brackets`] is no other than [`heading`].
pub fn has_brackets(text: &str) -> bool {
    text.contains(['(', '（', '[', '［', '【', '〔', ')', '）', ']', '］', '】', '〕'])
}

/// A heading without what stands in brackets.
pub fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let text = narrow(text);
    let kept = text.chars().filter(|c| {
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    heading(&kept.collect::<String>())
}

/// A name without blanks and the difference of half and full width: two names that are the same by it are
/// the same characters, typed otherwise.
pub fn name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    name.extend(characters(text));
    name
}

/// Whether two names are the same by [`name`].
pub fn is_same_name(one: &str, other: &str) -> bool {
    characters(one).eq(characters(other))
}

/// The characters of a name.
fn characters(text: &str) -> impl Iterator<Item = char> {
    let seen = text.chars().map(narrow_character).filter(|c| !c.is_whitespace() && !is_invisible(*c));
    seen.map(|c| match c {
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        '·' | '•' | '・' => '·',
        c => c,
    })
}

/// Text as it is kept: without blanks at its ends and characters that draw nothing.
pub fn kept(text: &str) -> String {
    if !text.contains(is_invisible) {
        return text.trim().to_owned();
    }
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    seen.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_by_their_words() {
        assert_eq!(heading("基础信\n息完善（是/否）"), "基础信息完善是否");
        assert_eq!(without_brackets("基础信\n息 完善（是/否）"), "基础信息完善");
        assert_eq!(heading("处罚情况（主要负责人）"), "处罚情况主要负责人");
        assert_eq!(heading("ＩＤ"), "id");
    }

    #[test]
    fn names_are_the_same_characters() {
        assert_eq!(name("某某(麒麟)公 司"), name("某某（麒麟）公司"));
        assert_ne!(name("某某公司"), name("某某公司分厂"));
    }
}
