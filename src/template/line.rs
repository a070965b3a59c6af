//! The line under a form's title, `填报单位：      时间：2023 年 月 日`: in cells of its own or several
//! fields in one, behind their colons or in the cell beside.

use super::sheet::{Content, Sheet, Words};
use super::words::{is_blank, is_open_date, norm, placeholders};
use crate::import::grid::At;
use crate::lang::Text;
use crate::text::quote;
use crate::write::lined;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use unicode_width::UnicodeWidthStr;

/// A field in a cell: the value that belongs there, and the place behind its colon.
struct Field<'f> {
    label: &'f str,
    value: &'f str,
    start: usize,
    space: Range<usize>,
}

/// The cells of the line with their values filled in. The rows of the list itself are not looked at.
///
/// # Errors
/// A field with something else behind its colon; a field that is there twice.
pub(super) fn fill(
    sheet: &Sheet,
    line: &[(String, String)],
    rows: Option<RangeInclusive<u32>>,
) -> Result<BTreeMap<At, Words>, Vec<Text>> {
    let mut puts: BTreeMap<At, Words> = BTreeMap::new();
    let mut seen: BTreeMap<&str, At> = BTreeMap::new();
    let mut errors = Vec::new();
    for (at, cell) in &sheet.cells {
        let Content::Words(words) = &cell.content else { continue };
        if rows.as_ref().is_some_and(|rows| rows.contains(&at.row)) {
            continue;
        }
        let text = words.text();
        if !placeholders(&text).is_empty() {
            continue;
        }
        let found = fields(&text, line);
        let mut filled = words.clone();
        for field in found.iter().rev() {
            if let Some(other) = seen.insert(field.label, *at) {
                let (label, one, other) = (quote(field.label), sheet.place(*at), sheet.place(other));
                errors.push(Text::made(
                    format!("{label} 在模板中有两处：{other} 和 {one}；请用占位符指明"),
                    format!(
                        "{label} is in the template twice: {other} and {one}; say with a placeholder which"
                    ),
                ));
            }
            let there = text.get(field.space.clone()).unwrap_or_default();
            let value = lined(field.value);
            if value.is_empty() || norm(there) == norm(&value) {
                continue;
            }
            if !is_blank(there) && !is_open_date(there) {
                let (place, label, there) = (sheet.place(*at), quote(field.label), quote(there.trim()));
                errors.push(Text::made(
                    format!("单元格 {place} 的 {label} 后已有内容 {there}，不覆盖；请清空"),
                    format!(
                        "cell {place} has {there} behind {label} already, which is not written over: clear it"
                    ),
                ));
                continue;
            }
            filled.replace(&field.space, &padded(&value, there, field.space.end < text.len()));
        }
        if filled != *words {
            puts.insert(*at, filled);
        }
        if let Some((label, value)) = alone(&text, line)
            && !value.is_empty()
        {
            let area = sheet.area(*at);
            let beside = sheet.area(At { row: area.first.row, column: area.last.column + 1 }).first;
            let there = sheet.text(beside);
            let is_formula =
                sheet.cells.get(&beside).is_some_and(|cell| matches!(cell.content, Content::Formula));
            let first = seen.insert(label, *at).is_none();
            if first && !is_formula && (is_blank(&there) || is_open_date(&there)) {
                puts.insert(beside, Words::plain(lined(value)));
            }
        }
    }
    if errors.is_empty() { Ok(puts) } else { Err(errors) }
}

/// The fields of a text, in order. A label counts at the beginning or behind a blank, with its colon.
fn fields<'f>(text: &str, line: &'f [(String, String)]) -> Vec<Field<'f>> {
    let mut found: Vec<Field<'f>> = Vec::new();
    for (label, value) in line {
        for (start, _) in text.match_indices(label.as_str()) {
            let before = text.get(..start).unwrap_or_default();
            let after = text.get(start + label.len()..).unwrap_or_default();
            let open = before.chars().next_back().is_none_or(|c| c.is_whitespace() || c == '_');
            let colon = after.trim_start();
            let Some(rest) = colon.strip_prefix(['：', ':']).filter(|_| open) else { continue };
            let at = text.len() - rest.len();
            if !found.iter().any(|field| field.start == start) {
                found.push(Field { label, value, start, space: at..text.len() });
            }
        }
    }
    found.sort_by_key(|field| field.start);
    let starts: Vec<usize> = found.iter().skip(1).map(|field| field.start).collect();
    for (field, next) in found.iter_mut().zip(starts) {
        field.space.end = next.max(field.space.start);
    }
    // A field ends where its line does.
    for field in &mut found {
        let rest = text.get(field.space.clone()).unwrap_or_default();
        if let Some(end) = rest.find('\n') {
            field.space.end = field.space.start + end;
        }
    }
    found
}

/// A label that has its cell to itself, without a colon: `填报单位`. 联系电话 is a heading of 附件2 as well.
fn alone<'f>(text: &str, line: &'f [(String, String)]) -> Option<(&'f str, &'f str)> {
    let text = norm(text);
    let (label, value) = line.iter().find(|(label, _)| *label == text && label.starts_with("填报"))?;
    Some((label, value))
}

/// A value in the room of what it replaces; where another field follows, as wide, or two blanks at least.
fn padded(value: &str, there: &str, is_followed: bool) -> String {
    if !is_followed {
        return value.to_owned();
    }
    let lead = there.starts_with(' ') && !there.trim().is_empty();
    let room = there.width().saturating_sub(value.width()).max(2);
    format!("{}{value}{}", if lead { " " } else { "" }, " ".repeat(room))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_a_line_in_one_cell() {
        let line: Vec<(String, String)> = ["填报单位", "填报人及联系电话", "填报人", "填报时间", "时间"]
            .map(|label| (label.to_owned(), "甲".to_owned()))
            .to_vec();
        let text = "填报单位：      填报人: ____ 填报时间：2023年 月 日";
        let found: Vec<(&str, &str)> = fields(text, &line)
            .into_iter()
            .map(|field| (field.label, text.get(field.space).unwrap()))
            .collect();
        assert_eq!(found, [("填报单位", "      "), ("填报人", " ____ "), ("填报时间", "2023年 月 日")]);
        assert!(fields("2.填报时间：每月24日前", &line).is_empty());
        assert_eq!(fields("填报人及联系电话：", &line).len(), 1);
        assert!(alone("填报 单位", &line).is_some() && alone("时间", &line).is_none());
    }
}
