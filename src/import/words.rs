//! Words as they are compared: headings, names and labels without what differs from hand to hand.

use crate::text::{is_invisible, narrow};

/// A heading without blanks, line breaks, signs and the difference of half and full width, in small letters.
pub fn heading(text: &str) -> String {
    narrow(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
    narrow(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| match c {
            '〔' | '【' => '[',
            '〕' | '】' => ']',
            '·' | '•' | '・' => '·',
            c => c,
        })
        .collect()
}

/// Text as it is kept: without blanks at its ends and characters that draw nothing.
pub fn kept(text: &str) -> String {
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
