//! What was meant, where exactly one thing can have been: another spelling of the same day, month, truth,
//! number, word or key. Stricter than the help, which only asks: what is guessed here may be written.

use super::super::yaml::{self, Kind, Node, Tag, Tree};
use crate::finding::Fix;
use crate::text::{is_blank, is_invisible, narrow};
use chrono::NaiveDate;

/// The longest word or key that is compared with others, in characters.
const LONGEST: usize = 40;

/// Every key of the format. One that stands in the wrong mapping is no slip of the pen.
#[rustfmt::skip]
const KEYS: &[&str] = &[
    "id", "name", "uscc", "products", "industry", "domains", "key", "principal", "phone", "base_info_complete",
    "code_check", "listed_on", "removed", "on", "reason", "accidents", "deaths", "summary", "enterprise",
    "submitted_on", "signed_by", "items", "status", "evidence", "leader_checks", "clause", "description", "source",
    "found_on", "inspection", "reported_on", "rectification", "responsible", "measures", "funds", "due_on",
    "contingency", "completed_on", "verified_on", "verified_by", "supervision", "level", "released_on", "date",
    "type", "inspectors", "findings", "hazard", "decided_on", "on_enterprise", "on_principal", "fine", "other",
    "halt", "referred", "kind", "count", "dangerous_operation_crime", "amount", "anonymous", "headcount",
    "document", "filed_on", "month", "figures", "rows", "corrects", "with_errors", "sealed", "made_by", "from", "cutoff",
    "units", "by_filings", "left_out", "fingerprint", "records", "note", "attachments", "waivers", "rule", "approved_by", "until",
];

/// Another content for a scalar that stands in the file as it is.
pub(super) fn instead(node: Node<'_, '_>, with: String) -> Option<Fix> {
    let content = node.content()?;
    Some(Fix { start: content.start, end: content.end, with })
}

/// `2023.6.30`, `2023/6/30`, `2023-6-30`, `2023年6月30日`, `20230630`, with full-width digits or not:
/// the same day as `2023-06-30`.
pub(super) fn day(text: &str) -> Option<String> {
    let text = plain(text)?;
    let [year, month, day] = match text.split_once('年') {
        Some((year, rest)) => {
            let (month, day) = rest.split_once('月')?;
            let day = day.trim().strip_suffix(['日', '号'])?;
            [year, month, day].map(|part| part.trim().to_owned())
        }
        None if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            [text.get(..4)?, text.get(4..6)?, text.get(6..)?].map(str::to_owned)
        }
        None => {
            let mut parts =
                text.split(text.chars().find(|c| matches!(c, '-' | '.' | '/'))?).map(str::to_owned);
            let three = [parts.next()?, parts.next()?, parts.next()?];
            parts.next().is_none().then_some(three)?
        }
    };
    let year = i32::try_from(digits(&year, 4, 4)?).ok().filter(|year| (1900..2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, digits(&month, 1, 2)?, digits(&day, 1, 2)?).map(|day| day.to_string())
}

/// The same for a month.
pub(super) fn month(text: &str) -> Option<String> {
    let text = plain(text)?;
    let first = match text.strip_suffix('月').or_else(|| text.strip_suffix("月份")) {
        Some(rest) => format!("{rest}月1日"),
        None if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) => format!("{text}01"),
        None => format!("{text}{}1", text.chars().find(|c| matches!(c, '-' | '.' | '/'))?),
    };
    day(&first)?.strip_suffix("-01").map(str::to_owned)
}

/// What a boolean says in another way of writing it.
pub(super) fn truth(text: &str) -> Option<bool> {
    match plain(text)?.to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "是" | "√" | "✓" | "✔" => Some(true),
        "false" | "no" | "n" | "off" | "否" | "×" | "✗" | "✘" => Some(false),
        _ => None,
    }
}

/// The word of a closed vocabulary that another text must mean. Of short words one character makes another
/// word (`化工`, `轻工`): they are guessed by their blanks, width and ending only.
pub(super) fn word<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let text: String = plain(text)?.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.replace(['己', '巳'], "已");
    let bare = ["行业", "业", "类"].into_iter().find_map(|ending| text.strip_suffix(ending));
    let mut near: Vec<(usize, &str)> = Vec::new();
    for word in words {
        if word == text || bare == Some(word) {
            return Some(word);
        }
        near.push((strsim::damerau_levenshtein(&text, word), word));
    }
    near.sort_by_key(|(distance, _)| *distance);
    let (distance, word) = *near.first()?;
    let next = near.get(1).map_or(usize::MAX, |(distance, _)| *distance);
    let length = word.chars().count();
    let near = distance * 3 <= length && distance <= 2 && next >= distance + 2;
    near.then_some(word)
}

/// The key of a mapping that an unknown one must mean, whether or not it is there.
pub(super) fn key<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if KEYS.contains(&name) {
        return None;
    }
    let name = plain(name)?.to_lowercase().replace(['-', ' '], "_");
    let length = name.chars().count();
    let distance = |key: &str| strsim::damerau_levenshtein(&name, key);
    let mut near: Vec<(usize, &str)> = known.iter().map(|key| (distance(key), *key)).collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.dedup();
    let (distance, key) = *near.first()?;
    let next = near.get(1).map_or(usize::MAX, |(distance, _)| *distance);
    let shorter = length.min(key.len());
    let fits = match distance {
        0 => true,
        1 => shorter >= 5 || (shorter >= 3 && key.chars().next() == name.chars().next()),
        2 => shorter >= 6,
        _ => false,
    };
    (fits && next > distance).then_some(key)
}

/// A list of the one item that stands in its place, where that cannot be several.
pub(super) fn listed(node: Node<'_, '_>) -> Option<Fix> {
    const PARTS: [char; 11] = [',', '，', '、', ';', '；', '/', '|', '和', '与', '及', '+'];
    let text = node.text();
    let one = !is_blank(text)
        && text.chars().count() <= LONGEST
        && !text.contains(|c: char| c.is_whitespace() || is_invisible(c) || PARTS.contains(&c));
    let sound = one && node.content().is_some() && node.tag() == Tag::None;
    sound.then(|| Fix { start: node.start(), end: node.end(), with: format!("[{}]", node.raw()) })
}

/// A text without what cannot be seen in it.
pub(super) fn unhidden(node: Node<'_, '_>) -> Option<Fix> {
    let raw = node.raw();
    let with = without_hidden(raw);
    let with = if node.kind() == Kind::Plain { with.trim().to_owned() } else { with };
    (with != raw && !with.contains(is_invisible)).then(|| Fix { start: node.start(), end: node.end(), with })
}

/// A text without its zero-width characters and bidi controls, which say nothing.
pub(in crate::store) fn without_hidden(text: &str) -> String {
    text.chars().filter(|c| !says_nothing(*c)).collect()
}

fn says_nothing(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// What stands between the values of a file: comments, above all.
pub(super) struct Between {
    /// The scalars' spans; `None` where a document is faulty, so that not all of them are known.
    values: Option<Vec<(usize, usize)>>,
}

impl Between {
    pub(super) fn of(tree: &Tree<'_>) -> Self {
        let mut values: Vec<_> = tree.scalars().map(|node| (node.start(), node.end())).collect();
        values.sort_unstable();
        Self { values: tree.faults().is_empty().then_some(values) }
    }

    /// Leaves a hidden character out that belongs to no value.
    pub(super) fn delete(&self, offset: usize, c: char) -> Option<Fix> {
        let values = self.values.as_ref()?;
        let before = values.partition_point(|(start, _)| *start <= offset);
        let inside =
            before.checked_sub(1).and_then(|at| values.get(at)).is_some_and(|(_, end)| offset < *end);
        let fix = Fix { start: offset, end: offset + c.len_utf8(), with: String::new() };
        (says_nothing(c) && !inside).then_some(fix)
    }
}

/// The largest file whose tabs are tried out.
const TABBED_LIMIT: usize = 1 << 20;

/// The file with blanks for the tabs that its lines begin with, where every usual width of a tab that gives
/// YAML at all gives the same structure.
pub(super) fn untabbed(text: &str) -> Option<Fix> {
    let mut tabbed: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n').filter(|_| text.len() <= TABBED_LIMIT) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line.get(..indent).is_some_and(|blanks| blanks.contains('\t')) {
            tabbed.push((at, at + indent));
        }
        at += line.len();
    }
    let (start, end) = (tabbed.first()?.0, tabbed.last()?.1);
    let with_width = |width: usize| {
        let mut with = String::new();
        let mut behind = start;
        for (from, to) in &tabbed {
            with.push_str(text.get(behind..*from).unwrap_or_default());
            with.push_str(&text.get(*from..*to).unwrap_or_default().replace('\t', &" ".repeat(width)));
            behind = *to;
        }
        with
    };
    let whole = |with: &str| [text.get(..start).unwrap_or(""), with, text.get(end..).unwrap_or("")].concat();
    let tried = [2, 4, 8].map(with_width);
    let texts = tried.each_ref().map(|with| whole(with));
    let trees = texts.each_ref().map(|text| yaml::parse(text));
    let mut sound = trees.iter().zip(&tried).filter(|(tree, _)| tree.faults().is_empty());
    let (first, with) = sound.next()?;
    let agreed = sound.all(|(tree, _)| yaml::same(first, tree, |_, _| None));
    agreed.then(|| Fix { start, end, with: with.clone() })
}

/// A short text in ASCII width, without what says nothing and blanks at its ends.
fn plain(text: &str) -> Option<String> {
    let short = text.len() <= 4 * LONGEST;
    let text = short.then(|| without_hidden(&narrow(text)).trim().replace(['–', '—', '−', '‐'], "-"))?;
    (!text.is_empty() && text.chars().count() <= LONGEST).then_some(text)
}

/// A number of so many digits.
fn digits(text: &str, least: usize, most: usize) -> Option<u32> {
    let fits = (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_form_of_a_day_changes() {
        for text in [
            "2023.6.30",
            "2023/6/30",
            "2023-6-30",
            "2023/06/30",
            "2023年6月30日",
            "2023 年 6 月 30 日",
            "２０２３-０６-３０",
            "20230630",
            "２０２３年６月３０号",
            "2023—06—30",
            " 2023.06.30 ",
            "2023-06-30\u{200b}",
        ] {
            assert_eq!(day(text).as_deref(), Some("2023-06-30"), "{text}");
        }
        assert_eq!(day("2023.6.1").as_deref(), Some("2023-06-01"));
        for text in [
            "2023.6",
            "6.30.2023",
            "30/6/2023",
            "23.6.30",
            "2023-06-31",
            "2023-06-30 08:00",
            "2023.6-30",
            "2023630",
            "2023-06-30~2023-07-01",
            "2023年6月",
            "约2023.6.30",
            "2023.6.30.",
            "2023 06 30",
            "0630",
            "",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_form_of_a_month_changes() {
        for text in ["2023.6", "2023/06", "2023-6", "2023年6月", "2023年06月份", "202306", "２０２３-０６"]
        {
            assert_eq!(month(text).as_deref(), Some("2023-06"), "{text}");
        }
        for text in ["6", "2023-13", "2023-06-24", "2023.6.24", "06.2023", "2023", "6月"] {
            assert_eq!(month(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_that_can_be_no_other() {
        use crate::record::term::{ActivityKind, Industry, Source, Status, Word};
        assert_eq!(word("冶金行业", Industry::words()), Some("冶金"));
        assert_eq!(word("机 械", Industry::words()), Some("机械"));
        assert_eq!(word("企业自察", Source::words()), Some("企业自查"));
        assert_eq!(word("己落实", Status::words()), Some("已落实"));
        assert_eq!(word("专题学习\u{200b}", ActivityKind::words()), Some("专题学习"));
        for other in ["化工", "建设", "非冶金", "冶金机械", "有色冶金"] {
            assert_eq!(word(other, Industry::words()), None, "{other}");
        }
        for other in ["企业检查", "部门自查", "检查", "自查"] {
            assert_eq!(word(other, Source::words()), None, "{other}");
        }
        assert_eq!(word("落实", Status::words()), None);
    }

    #[test]
    fn a_key_that_can_be_no_other() {
        let known =
            ["id", "name", "uscc", "phone", "principal", "verified_on", "verified_by", "note", "count"];
        for (name, meant) in [
            ("usccc", "uscc"),
            ("nmae", "name"),
            ("Phone", "phone"),
            ("princpal", "principal"),
            ("verified-on", "verified_on"),
            ("ｎａｍｅ", "name"),
            ("ID", "id"),
            ("verifed_no", "verified_on"),
        ] {
            assert_eq!(key(name, &known), Some(meant), "{name}");
        }
        for name in ["amount", "verified_", "verified_bn", "fame", "it", "telephone", "电话", "<<", ""] {
            assert_eq!(key(name, &known), None, "{name}");
        }
    }

    #[test]
    fn every_key_of_the_format_is_known_here() {
        for part in include_str!("kinds.rs").split("fields.").skip(1) {
            let asks =
                ["required(", "optional(", "optional_mapping("].iter().find_map(|ask| part.strip_prefix(ask));
            if let Some(key) = asks.and_then(|rest| rest.trim_start().strip_prefix('"')?.split('"').next()) {
                assert!(KEYS.contains(&key), "{key}");
            }
        }
    }
}
