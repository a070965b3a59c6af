//! Lines of Chinese and Latin text in a given room: words stay whole, no line begins with a closing
//! mark or ends with an opening one, as far as the room allows.

/// What may follow what without a break.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Opening,
    Closing,
    /// Part of a word of Latin letters or digits.
    Word,
    /// Drawn upon the character before.
    Mark,
    Other,
}

fn class(c: char) -> Class {
    match c {
        // What nearly every character is.
        '\u{4e00}'..='\u{9fff}' => Class::Other,
        ' ' | '\t' | '\u{3000}' => Class::Blank,
        '(' | '[' | '{' | '（' | '【' | '《' | '〈' | '「' | '『' | '〔' | '“' | '‘' => {
            Class::Opening
        }
        ')' | ']' | '}' | ',' | ';' | ':' | '!' | '?' | '）' | '】' | '》' | '〉' | '」' | '』' | '〕'
        | '”' | '’' | '，' | '。' | '、' | '；' | '：' | '！' | '？' | '…' | '%' => {
            Class::Closing
        }
        _ if c.is_ascii_graphic() => Class::Word,
        _ if unicode_width::UnicodeWidthChar::width(c) == Some(0) => Class::Mark,
        _ => Class::Other,
    }
}

/// A text cut where a line may end.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        let (_, first) = chars.next()?;
        let mut before = class(first);
        let end = chars.find_map(|(at, c)| {
            let this = class(c);
            let joined = match (before, this) {
                (_, Class::Mark) => return None,
                (_, Class::Closing | Class::Blank) => true,
                (Class::Opening, _) => true,
                (Class::Word, Class::Word) => true,
                _ => false,
            };
            before = this;
            (!joined).then_some(at)
        });
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(piece)
    })
}

/// The widest piece of a text that only force would cut.
pub(super) fn widest_piece(text: &str, width: impl Fn(&str) -> usize) -> usize {
    pieces(text).map(|piece| width(piece.trim_end())).max().unwrap_or(0)
}

/// The lines of a text, at its line breaks and where the room ends. At least one line.
pub(super) fn wrap(text: &str, room: usize, width: impl Fn(&str) -> usize) -> Vec<&str> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        paragraph_lines(paragraph.trim_end_matches('\r'), room, &width, &mut lines);
    }
    lines
}

fn paragraph_lines<'t>(text: &'t str, room: usize, width: &impl Fn(&str) -> usize, lines: &mut Vec<&'t str>) {
    // The line so far is text[start..end], `used` wide with its trailing blanks.
    let (mut start, mut end, mut used) = (0, 0, 0);
    for piece in pieces(text) {
        let bare = width(piece.trim_end());
        if used > 0 && used + bare > room {
            lines.push(text[start..end].trim_end());
            (start, used) = (end, 0);
        }
        if used == 0 && bare > room {
            for (at, c) in piece.char_indices() {
                let next = width(&piece[at..at + c.len_utf8()]);
                if used > 0 && used + next > room && next > 0 {
                    lines.push(text[start..end + at].trim_end());
                    (start, used) = (end + at, 0);
                }
                used += next;
            }
        } else {
            used += width(piece);
        }
        end += piece.len();
    }
    lines.push(text[start..].trim_end());
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn lines(text: &str, room: usize) -> Vec<&str> {
        wrap(text, room, UnicodeWidthStr::width)
    }

    #[test]
    fn marks_stay_with_their_words() {
        assert_eq!(lines("企业自查(个)", 8), ["企业自查", "(个)"]);
        assert_eq!(lines("甲乙、丙", 4), ["甲", "乙、", "丙"]);
        assert_eq!(lines("罚款12.5万元", 6), ["罚款", "12.5万", "元"]);
        assert_eq!(lines("a\n\nb", 6), ["a", "", "b"]);
        assert_eq!(lines("", 6), [""]);
    }

    #[test]
    fn what_has_no_end_is_cut_by_force() {
        assert_eq!(lines("aaaaaaaaaa", 4), ["aaaa", "aaaa", "aa"]);
        assert_eq!(lines("））））））", 4), ["））", "））", "））"]);
        for room in 2..20 {
            for line in
                lines("一二 three，（四）five 六。e\u{301}e\u{301}e\u{301}https://example.com/一/x", room)
            {
                assert!(line.width() <= room, "{room} {line}");
            }
        }
    }
}
