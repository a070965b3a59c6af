//! Words of a template compared and judged: labels without white space and differences of width, cells
//! that are free to be filled, numbering, placeholders.

use crate::text::{is_control, is_invisible, narrow};
use std::ops::Range;

/// A label as it is compared: no white space, half-width signs, one sort of quotation mark.
pub(super) fn norm(text: &str) -> String {
    narrow(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !is_control(*c) && !is_invisible(*c))
        .map(|c| match c {
            '“' | '”' | '„' | '「' | '」' | '『' | '』' => '"',
            '‘' | '’' => '\'',
            '﹙' | '〔' => '(',
            '﹚' | '〕' => ')',
            c => c,
        })
        .collect()
}

/// A normalized label without the number before it.
pub(super) fn without_number(label: &str) -> &str {
    label.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | '(' | ')'))
}

/// A normalized heading without the words in brackets at its end.
pub(super) fn without_brackets(heading: &str) -> &str {
    match (heading.strip_suffix(')'), heading.find('(')) {
        (Some(_), Some(at)) if at > 0 => heading.get(..at).unwrap_or(heading),
        _ => heading,
    }
}

/// Whether nothing stands there but blanks and lines to write on.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || is_control(c) || is_invisible(c) || matches!(c, '_' | '＿' | '▁'))
}

/// Whether a value may be written over it: nothing, 0, `/` or `-`.
pub(super) fn is_free(text: &str) -> bool {
    is_blank(text) || matches!(norm(text).as_str(), "0" | "/" | "-" | "—" | "——" | "\\")
}

/// Whether it only numbers a sample row: `1`, `2.`, `3、`, `……`.
pub(super) fn is_numbering(text: &str) -> bool {
    let text = norm(text);
    let digits = text.trim_end_matches(['.', '、', ')']).trim_start_matches('(');
    let number = !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit());
    let dots = !text.is_empty() && text.chars().all(|c| matches!(c, '…' | '.' | '·' | '⋯'));
    number || dots
}

/// Whether it is a date with its day left open: `2023 年 月 日`.
pub(super) fn is_open_date(text: &str) -> bool {
    let text: String = norm(text).chars().filter(|c| *c != '_').collect();
    text.trim_start_matches(|c: char| c.is_ascii_digit()) == "年月日"
}

/// A placeholder in a text: where it stands, and its name.
pub(super) struct Placeholder {
    pub(super) range: Range<usize>,
    pub(super) name: String,
}

/// The placeholders of a text; one that does not end has the rest of the text as its name.
pub(super) fn placeholders(text: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, open)) = first_of(text, from, ["{{", "｛｛"]) {
        let inner = start + open;
        let (end, close) = first_of(text, inner, ["}}", "｝｝"]).unwrap_or((text.len(), 0));
        let name = narrow(text.get(inner..end).unwrap_or_default()).trim().to_owned();
        from = end + close;
        found.push(Placeholder { range: start..from, name });
    }
    found
}

/// The first place of one of two words, and its length.
fn first_of(text: &str, from: usize, words: [&str; 2]) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    words.iter().filter_map(|word| Some((rest.find(word)? + from, word.len()))).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_compared_without_their_dress() {
        assert_eq!(norm("部门抽查检查的\n企业总数（家）"), norm("部门抽查检查的企业总数(家）"));
        assert_eq!(norm("企业和企业主要负责人“一案双罚” (次)"), norm("企业和企业主要负责人\"一案双罚\"(次)"));
        assert_eq!(without_number(&norm("12、移送司法机关(人)")), "移送司法机关(人)");
        assert_eq!(without_brackets("基础信息完善(是/否)"), "基础信息完善");
    }

    #[test]
    fn what_may_be_written_over() {
        for free in ["", " \u{3000}", "____", "0", "／", "—", "-"] {
            assert!(is_free(free), "{free}");
        }
        assert!(!is_free("5") && !is_free("无"));
        for number in ["1", "2.", "３、", "（4）", "……", "..."] {
            assert!(is_numbering(number), "{number}");
        }
        assert!(!is_numbering("1号") && !is_numbering(""));
        assert!(
            is_open_date("2023年   月   日") && is_open_date(" 年 月 日") && !is_open_date("2023年8月24日")
        );
    }

    #[test]
    fn placeholders_in_either_width() {
        let names = |text| placeholders(text).into_iter().map(|found| found.name).collect::<Vec<_>>();
        assert_eq!(names("截至{{ 月份 }}，共{{A1}}个"), ["月份", "A1"]);
        assert_eq!(names("｛｛行：企业名称｝｝"), ["行:企业名称"]);
        assert_eq!(names("{{A1"), ["A1"]);
        assert!(names("{A1}").is_empty());
    }
}
