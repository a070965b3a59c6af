//! Text that comes from outside: which characters may not stand in it, how it is quoted in a
//! message, and which known word is nearest to a wrong one.

use crate::lang::Text;
use unicode_normalization::UnicodeNormalization;

/// Whether a character is a C0 or C1 control or DEL; tab and line ends are not counted.
pub fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// Whether a character is invisible or changes the order in which others are shown:
/// bidi controls, zero-width characters, line and paragraph separators, interlinear and tag
/// characters, and noncharacters.
pub fn is_invisible(c: char) -> bool {
    // What nearly every character is.
    if matches!(c, '\0'..='\u{7f}' | '\u{4e00}'..='\u{9fff}') {
        return false;
    }
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        | '\u{fdd0}'..='\u{fdef}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// Whether a text has nothing to read: white space and characters that draw nothing.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_control(c) || is_invisible(c))
}

/// The most characters of data that a message shows.
const QUOTE_LIMIT: usize = 80;

/// Data made fit to stand in a message: controls, invisible characters and line breaks as
/// `\u{202e}`, cut after 80 characters.
pub fn visible(data: &str) -> String {
    let mut shown = String::with_capacity(data.len().min(4 * QUOTE_LIMIT));
    for (count, c) in data.chars().enumerate() {
        if count == QUOTE_LIMIT {
            shown.push('…');
            break;
        }
        if c.is_control() || is_invisible(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Data as [`visible`] shows it, but whole: for paths and excerpts that have been cut already.
pub fn visible_whole(data: &str) -> String {
    let mut shown = String::with_capacity(data.len());
    for c in data.chars() {
        if c.is_control() || is_invisible(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    shown
}

/// A JSON document whose strings have control, bidi and invisible characters as `\u` escapes, so that
/// no character of it is hidden and every value is exact.
pub fn json_safe(document: String) -> String {
    let hidden = |c: char| (c.is_control() && c != '\n') || is_invisible(c);
    if !document.contains(hidden) {
        return document;
    }
    let mut safe = String::with_capacity(document.len());
    for c in document.chars() {
        if hidden(c) {
            let mut units = [0; 2];
            safe.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Data as a message quotes it, in backticks: see [`visible`].
pub fn quote(data: &str) -> String {
    format!("`{}`", visible(data))
}

/// Data as a form or JSON shows it: whole, with its line breaks, without control, bidi and
/// invisible characters.
pub fn printable(data: &str) -> std::borrow::Cow<'_, str> {
    let hidden = |c: char| is_control(c) || is_invisible(c);
    if data.contains(hidden) {
        data.chars().filter(|c| !hidden(*c)).collect::<String>().into()
    } else {
        data.into()
    }
}

/// Several things that somebody wrote in one line or cell, blanks and all. Where there are enumeration commas
/// only they part; else other commas, semicolons and line ends do.
pub fn several(said: &str) -> std::str::Split<'_, &'static [char]> {
    const ENUMERATION: &[char] = &['、'];
    const OTHERS: &[char] = &['，', ',', '；', ';', '\n'];
    said.split(if said.contains(ENUMERATION) { ENUMERATION } else { OTHERS })
}

/// The known word nearest to a wrong one, if one is near enough to be meant.
///
/// Near is at most a third of the longer word's characters changed, or one character of a short
/// Chinese word; full-width letters and digits count as their half-width ones.
pub fn nearest<'w>(wrong: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let wrong: String = narrow(wrong).trim().to_lowercase().chars().take(100).collect();
    let length = wrong.chars().count();
    known
        .into_iter()
        .filter_map(|word| {
            let lower = word.to_lowercase();
            let distance = strsim::damerau_levenshtein(&wrong, &lower);
            let longer = length.max(lower.chars().count());
            let part = !wrong.is_empty() && length >= 2 && (lower.contains(&wrong) || wrong.contains(&lower));
            let near = distance * 3 <= longer || (distance == 1 && longer == 2) || part;
            // A beginning that was typed out counts for more than a slip of the pen.
            near.then_some((!(part && lower.starts_with(&wrong)), distance, word))
        })
        .min_by_key(|(whole, distance, _)| (*whole, *distance))
        .map(|(.., word)| word)
}

/// What to say of a word that is none of the known ones: the word, and [`suggest`].
pub fn unknown_word<'w>(word: &str, known: impl IntoIterator<Item = &'w str> + Clone) -> Text {
    let said = suggest(word, known);
    let word = quote(word);
    Text::made(format!("{word}，{}", said.zh), format!("{word}, {}", said.en))
}

/// The nearest of the known words, or all of them where none is near, or that there are none.
pub fn suggest<'w>(word: &str, known: impl IntoIterator<Item = &'w str> + Clone) -> Text {
    if let Some(near) = nearest(word, known.clone()) {
        return Text::made(format!("是否为 `{near}`？"), format!("did you mean `{near}`?"));
    }
    let known: Vec<&str> = known.into_iter().take(20).collect();
    if known.is_empty() {
        return Text::fixed("目前一个也没有", "there are none yet");
    }
    Text::made(format!("可用：{}", known.join("、")), format!("known are: {}", known.join(", ")))
}

/// What is left of the name of a file once systems that do not tell letters by case (Windows), or characters
/// by how they are composed (macOS), have looked at it: names with the same one are one name there.
pub fn one_name(name: &str) -> String {
    if name.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return name.to_owned();
    }
    // To capitals and back: `ß` is `ss`, both small sigmas are one.
    let folded = name.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    folded.collect::<String>().nfc().collect()
}

/// Full-width ASCII letters, digits and signs as half-width ones, U+3000 as a blank.
pub fn narrow(text: &str) -> String {
    let mut narrowed = String::with_capacity(text.len());
    narrowed.extend(text.chars().map(narrow_character));
    narrowed
}

/// A character as [`narrow`] makes it.
pub fn narrow_character(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_said() {
        assert_eq!(suggest("qiln", ["qilin", "luliang"]).en, "did you mean `qilin`?");
        assert_eq!(suggest("x", ["qilin", "luliang"]).en, "known are: qilin, luliang");
        assert_eq!(unknown_word("x", []).zh, "`x`，目前一个也没有");
    }

    #[test]
    fn quoting_shows_what_would_hide() {
        assert_eq!(quote("a\u{202e}b\n"), "`a\\u{202e}b\\u{a}`");
        assert_eq!(visible(&"长".repeat(81)).chars().count(), 81);
    }

    #[test]
    fn the_nearest_word() {
        let known = ["found_on", "due_on", "企业自查", "部门检查"];
        assert_eq!(nearest("fuond_on", known), Some("found_on"));
        assert_eq!(suggest("fuond_on", [""; 0]).en, "there are none yet");
        assert_eq!(nearest("企业自察", known), Some("企业自查"));
        assert_eq!(nearest("自查", known), Some("企业自查"));
        assert_eq!(nearest("ｄｕｅ＿ｏｎ", known), Some("due_on"));
        assert_eq!(nearest("xyz", known), None);
    }

    #[test]
    fn names_that_are_one() {
        for (one, other) in [
            ("qilin", "Qilin"),
            ("caf\u{e9}.toml", "cafe\u{301}.TOML"),
            ("\u{212b}", "a\u{30a}"),
            ("straße", "STRASSE"),
            ("ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ"),
            ("\u{ac00}", "\u{1100}\u{1161}"),
        ] {
            assert_eq!(one_name(one), one_name(other), "{one} {other}");
        }
        for (one, other) in [("qilin", "qilin2"), ("麒麟区", "麟麒区"), ("Ａ", "A"), ("e", "é")] {
            assert_ne!(one_name(one), one_name(other), "{one} {other}");
        }
    }

    #[test]
    fn printable_keeps_line_breaks() {
        assert_eq!(printable("甲\n乙\u{200b}\u{1b}"), "甲\n乙");
        assert!(is_blank("\u{3000}\u{200b}"));
    }
}
