//! Layout: blanks at the ends of lines, line ends of two kinds, a last line without its end. No value
//! and no finding changes by it.

use super::super::decode::Known;
use super::super::yaml::{self, Kind};
use super::{Change, decode};
use crate::catalog::Catalog;
use crate::lang::Text;

/// The text with its layout in order, and the changes so far with those of the layout.
pub(super) fn tidy(
    mut text: String,
    mut changes: Vec<Change>,
    known: Known<'_>,
    catalog: &Catalog,
) -> (String, Vec<Change>) {
    for step in [without_blanks, with_one_line_end, with_last_line_end] {
        if let Some((tidied, what)) =
            step(&text).filter(|(tidied, _)| reads_alike(&text, tidied, known, catalog))
        {
            text = tidied;
            changes.push(Change { line: None, what });
        }
    }
    (text, changes)
}

/// Whether two texts have the same values and findings.
fn reads_alike(before: &str, after: &str, known: Known<'_>, catalog: &Catalog) -> bool {
    let (first, second) = (yaml::parse(before), yaml::parse(after));
    let found = |text: &str| {
        let records = decode(text, known, catalog)?;
        let marks = records.findings.into_iter().map(|finding| {
            (finding.rule, finding.place().map(|place| (place.line, place.column)), finding.message)
        });
        Some(marks.collect::<Vec<_>>())
    };
    first.faults().is_empty() && yaml::same(&first, &second, |_, _| None) && found(before) == found(after)
}

/// A line without its end, and the end.
fn parts(line: &str) -> (&str, &str) {
    let body = line.strip_suffix('\n').map_or(line, |body| body.strip_suffix('\r').unwrap_or(body));
    line.split_at(body.len())
}

/// Without blanks at the ends of lines, but for those in texts of several lines.
fn without_blanks(text: &str) -> Option<(String, Text)> {
    let trimmed = |body: &str| body.trim_end_matches([' ', '\t']).len();
    let bare = |line: &str| {
        let (body, _) = parts(line);
        trimmed(body) == body.len()
    };
    if text.split_inclusive('\n').all(bare) {
        return None;
    }
    let tree = yaml::parse(text);
    let long = tree.scalars().filter(|node| node.kind() != Kind::Plain && node.raw().contains('\n'));
    let mut kept: Vec<(usize, usize)> = long.map(|node| (node.start(), node.end())).collect();
    kept.sort_unstable();
    let mut kept = kept.into_iter().peekable();
    let (mut tidied, mut at, mut count) = (String::with_capacity(text.len()), 0, 0);
    for line in text.split_inclusive('\n') {
        let (body, end) = parts(line);
        let behind = at + body.len();
        while kept.next_if(|(_, end)| *end < behind).is_some() {}
        let inside = kept.peek().is_some_and(|(start, _)| *start < behind);
        let length = if inside { body.len() } else { trimmed(body) };
        count += usize::from(length < body.len());
        tidied.push_str(body.get(..length).unwrap_or(body));
        tidied.push_str(end);
        at += line.len();
    }
    let what = Text::made(
        format!("删去行尾空白 {count} 处"),
        format!("blanks at the ends of lines deleted: {count}"),
    );
    (count > 0).then_some((tidied, what))
}

/// How many lines end in CR LF and how many in LF alone.
fn line_ends(text: &str) -> (usize, usize) {
    let all = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    let with_return = memchr::memmem::find_iter(text.as_bytes(), b"\r\n").count();
    (with_return, all - with_return)
}

/// With all lines ending as most of them do.
fn with_one_line_end(text: &str) -> Option<(String, Text)> {
    let (with_return, without) = line_ends(text);
    if with_return == 0 || without == 0 {
        return None;
    }
    let (end, name, count) =
        if with_return > without { ("\r\n", "CRLF", without) } else { ("\n", "LF", with_return) };
    let mut tidied = String::with_capacity(text.len() + count);
    for line in text.split_inclusive('\n') {
        let (body, old) = parts(line);
        tidied.push_str(body);
        tidied.push_str(if old.is_empty() { old } else { end });
    }
    let what =
        Text::made(format!("换行统一为 {name}：{count} 行"), format!("line ends made {name}: {count}"));
    Some((tidied, what))
}

/// With an end of the last line.
fn with_last_line_end(text: &str) -> Option<(String, Text)> {
    if text.is_empty() || text.ends_with(['\n', '\r']) {
        return None;
    }
    let (with_return, without) = line_ends(text);
    let end = if with_return > without { "\r\n" } else { "\n" };
    Some(([text, end].concat(), Text::fixed("补上文件末尾的换行", "the end of the last line added")))
}
