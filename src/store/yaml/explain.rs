//! Turns the parser's errors into words that say what to do, in Chinese and English, and puts them where the cause is.

use granit_parser::ErrorKind as E;

use super::Problem;
use super::words::*;

fn problem((zh, en, help_zh, help_en): Words) -> Problem {
    Problem::Syntax { zh, en, help_zh, help_en }
}

/// The fault of an alias to a node that is not complete.
pub(super) fn recursive_alias() -> Problem {
    problem(RECURSIVE)
}

/// The fault and its place, for an error of the parser at `at` in a document read from `base` on.
pub(super) fn syntax(text: &str, base: usize, at: usize, kind: &E) -> (usize, Problem) {
    if let Some(place) = conflict(text, base, at) {
        return (place, problem(CONFLICT));
    }
    if let Some((place, words)) = look_alike(text, base, at, kind) {
        return (place, problem(words));
    }
    let words = match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart
        | E::InvalidBlockEntryWhitespace
        | E::InvalidMappingValueWhitespace
        | E::UnexpectedCharacter { character: '\t' } => return (tab(text, at), problem(TAB)),
        E::MappingValueNotAllowed => return mapping_value(text, base, at),
        E::SimpleKeyExpected | E::InvalidSimpleKey => return (at, problem(keyless(text, at))),
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => QUOTE,
        E::InvalidQuotedScalarIndent => return (open_quote(text, base, at), problem(QUOTE)),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => AFTER_QUOTE,
        E::UnclosedFlowCollection { .. }
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::MismatchedFlowCollectionEnd { .. }
        | E::InvalidFlowScalarIndent
        | E::InvalidColonPlacement
        | E::FlowMappingValueAdjacentCollection => BRACKET,
        E::MisplacedFlowCollectionEnd => STRAY_BRACKET,
        E::ExpectedNodeContent => match text.as_bytes().get(at) {
            Some(b',') => FLOW_COMMA,
            Some(b']' | b'}') => STRAY_BRACKET,
            _ => INDENT,
        },
        E::BlockSequenceEntryNotAllowed
        | E::BlockEntryInFlowCollection
        | E::PlainScalarStartsWithDashFlowIndicator => DASH,
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::UnexpectedEofBlockMapping
        | E::UnexpectedEofBlockSequence => return indentation(text, base, at),
        E::MappingKeyNotAllowed => QUESTION,
        E::UnknownAnchor => ALIAS,
        E::MissingAnchorOrAliasName => NAME,
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => {
            return (escape(text, at), problem(ESCAPE));
        }
        E::UnexpectedCharacter { character } if character.is_ascii_punctuation() => RESERVED,
        E::UnexpectedCharacter { .. } => CONTROL,
        E::UndeclaredTagHandle
        | E::ExpectedTagBang
        | E::InvalidGlobalTagCharacter
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte
        | E::InvalidTagUtf8 => TAG,
        E::ZeroBlockScalarIndent | E::InvalidBlockScalarHeader => BLOCK_HEAD,
        E::InvalidBlockScalarIndent => BLOCK_INDENT,
        E::CommentInterceptedScalar | E::CommentNotSeparated => COMMENT,
        E::ExpectedDocumentStart | E::InvalidDocumentEnd | E::MissingDocumentEndBeforeDirective => {
            if text.as_bytes().get(at) == Some(&b'%') { DIRECTIVE } else { MARKER }
        }
        E::DuplicateVersionDirective
        | E::UnsupportedYamlMajorVersion
        | E::DuplicateTagDirective
        | E::ExpectedTagDirectiveBang
        | E::InvalidDirectiveTerminator
        | E::DirectiveDisallowed
        | E::MissingYamlVersionSeparator
        | E::MissingDirectiveName
        | E::InvalidDirectiveName
        | E::DirectiveByteLimitExceeded { .. }
        | E::TooManyReservedDirectiveParams { .. }
        | E::YamlVersionTooLong
        | E::MissingYamlVersion
        | E::InvalidTagDirectiveTerminator => DIRECTIVE,
        E::BomInsideDocument => BOM,
        // Errors of parts that are not used here, or that every known case of has better words above.
        _ => OTHER,
    };
    (at, problem(words))
}

/// The first conflict marker of git in a document, up to the line of an error.
fn conflict(text: &str, base: usize, at: usize) -> Option<usize> {
    let (start, content) = line(text, at);
    let mut place = base;
    for line in text.get(base..start + content.len())?.split_inclusive('\n') {
        let words = line.trim_end();
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || words == "=======" {
            return Some(place);
        }
        place += line.len();
    }
    None
}

/// The line around an offset, without its end, and where it begins.
fn line(text: &str, at: usize) -> (usize, &str) {
    let head = text.get(..at).unwrap_or(text);
    let start = head.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let rest = text.get(start..).unwrap_or("");
    (start, rest.split(['\n', '\r']).next().unwrap_or(""))
}

/// The nearest line above that is neither blank nor a comment, looking back a little way only.
fn line_above(text: &str, base: usize, start: usize) -> Option<(usize, &str)> {
    let mut start = start;
    for _ in 0..20 {
        let above = start.checked_sub(1).filter(|above| *above >= base)?;
        let found = line(text, above);
        start = found.0;
        let words = found.1.trim_matches([' ', '\t']);
        if !words.is_empty() && !words.starts_with('#') {
            return Some(found);
        }
    }
    None
}

/// Full-width colons and spaces where plain ones belong, on the line of the error or the one above it.
fn look_alike(text: &str, base: usize, at: usize, kind: &E) -> Option<(usize, Words)> {
    if !matches!(
        kind,
        E::SimpleKeyExpected
            | E::InvalidSimpleKey
            | E::MappingValueNotAllowed
            | E::ExpectedBlockMappingKey
            | E::InvalidIndentation
            | E::ExpectedDocumentStart
            | E::BlockSequenceEntryNotAllowed
    ) {
        return None;
    }
    let own = line(text, at);
    let lines = [Some(own), line_above(text, base, own.0)];
    for (start, content) in lines.into_iter().flatten() {
        let body = content.trim_start_matches([' ', '-', '\t']);
        let place = start + content.len() - body.len();
        if body.starts_with(['\u{3000}', '\u{a0}']) {
            return Some((place, WIDE_SPACE));
        }
        // A key is the text before the first colon of any kind.
        let Some((key, rest)) = body.split_once([':', '：']) else { continue };
        if key.is_empty() || key.starts_with(['"', '\'', '#', '[', '{', '|', '>']) {
            continue;
        }
        let colon = place + key.len();
        if text.get(colon..).is_some_and(|rest| rest.starts_with('：')) {
            if key.len() <= 60 && !key.contains(' ') {
                return Some((colon, FULL_COLON));
            }
        } else if rest.starts_with(['\u{3000}', '\u{a0}']) {
            return Some((colon + 1, WIDE_SPACE));
        }
    }
    None
}

/// A `: ` where no value can be: inside a plain text, or behind the indented continuation of one.
fn mapping_value(text: &str, base: usize, at: usize) -> (usize, Problem) {
    let (start, content) = line(text, at);
    let before = content.get(..at - start).unwrap_or("").trim_start_matches([' ', '-']);
    if before.contains(": ") || before.starts_with("? ") {
        return (at, problem(COLON_IN_VALUE));
    }
    if before.starts_with(['"', '\'']) || before.starts_with(['[', '{']) {
        return (at, problem(INDENT));
    }
    // The key is read as the continuation of the value above, or the line above lacks its colon.
    let key = start + content.len() - content.trim_start_matches(' ').len();
    match line_above(text, base, start) {
        Some((above, words))
            if !words.contains(": ")
                && !words.trim_end().ends_with(':')
                && !words.trim_start().starts_with("- ") =>
        {
            let place = above + words.len() - words.trim_start_matches(' ').len();
            (place, problem(keyless(text, place)))
        }
        _ => (key, problem(INDENT)),
    }
}

/// A line where a key should be, but without `: `.
fn keyless(text: &str, at: usize) -> Words {
    let body = line(text, at).1.trim_start_matches([' ', '-']);
    let key = body.split(':').next().unwrap_or("");
    let tight = key.len() < body.len()
        && !key.is_empty()
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if tight { NO_BLANK } else { NO_COLON }
}

/// The quote that was not closed, where the line above the error begins its value with one.
fn open_quote(text: &str, base: usize, at: usize) -> usize {
    let found = line_above(text, base, line(text, at).0).and_then(|(start, content)| {
        let value = content.find(": ").or_else(|| content.find("- "))? + 2;
        let blanks = content.get(value..)?.len() - content.get(value..)?.trim_start().len();
        content.get(value + blanks..)?.starts_with(['"', '\'']).then_some(start + value + blanks)
    });
    found.unwrap_or(at)
}

/// The first wrong escape of a double-quoted text that begins at `at`.
fn escape(text: &str, at: usize) -> usize {
    let Some(rest) = text.get(at..).filter(|rest| rest.starts_with('"')) else { return at };
    let mut letters = rest.char_indices();
    while let Some((offset, letter)) = letters.next() {
        if letter == '\\' {
            let next = letters.next().map_or(' ', |(_, next)| next);
            let digits = match next {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ if "0abtnvfre \"/\\N_LP\t\n\r".contains(next) => 0,
                _ => return at + offset,
            };
            let hex = rest.get(offset + 2..).unwrap_or("").chars().take(digits);
            let value = hex.clone().try_fold(0_u32, |n, digit| Some((n << 4) | digit.to_digit(16)?));
            if hex.count() < digits || value.is_none_or(|value| digits > 0 && char::from_u32(value).is_none())
            {
                return at + offset;
            }
        }
    }
    at
}

/// The tab that indents the line of an error or the next one.
fn tab(text: &str, at: usize) -> usize {
    let mut start = line(text, at).0;
    for _ in 0..3 {
        let rest = text.get(start..).unwrap_or("");
        let blanks = rest.len() - rest.trim_start_matches([' ', '\n', '\r']).len();
        if rest.get(blanks..).is_some_and(|rest| rest.starts_with('\t')) {
            return start + blanks;
        }
        match rest.find(['\n', '\r']) {
            Some(end) => start += end + 1,
            None => break,
        }
    }
    at
}

/// A line that fits nothing above it: a stray list item, an unclosed bracket, or plainly its indentation.
fn indentation(text: &str, base: usize, at: usize) -> (usize, Problem) {
    let (start, content) = line(text, at);
    let body = content.trim_start_matches(' ');
    let above = line_above(text, base, start);
    let opened = above.and_then(|(start, content)| {
        let bracket = content.rfind(['[', '{'])?;
        let behind = content.get(..bracket)?.trim_end();
        let value = behind.is_empty() || behind.ends_with([':', '-', ',', '[', '{']);
        (value && !content.get(bracket..)?.contains([']', '}'])).then_some(start + bracket)
    });
    if let Some(bracket) = opened {
        return (bracket, problem(BRACKET));
    }
    if body == "-" || body.starts_with("- ") {
        return (start + content.len() - body.len(), problem(DASH));
    }
    (at, problem(INDENT))
}
