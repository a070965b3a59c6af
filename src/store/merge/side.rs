//! One version of a record file: its records, each with the lines that are its own, comments and all.

use super::value::Val;
use crate::lang::Text;
use crate::record::Kind;
use crate::store::canon::{Left, judge_gaps};
use crate::store::edit::lines::{Lines, comments};
use crate::store::yaml::{self, Kind as NodeKind, Node, Tree};
use crate::text::is_control;
use std::collections::HashMap;
use std::ops::Range;

/// How a file holds its records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// It holds none.
    Empty,
    /// A list, an item a record.
    List,
    /// A document a record; one alone, most often.
    Documents,
    /// Any other: a list in brackets, lists and single records in turns. No record has lines of its own.
    Other,
}

/// A version of a file.
#[derive(Debug)]
pub(super) struct Side<'t> {
    pub(super) text: &'t str,
    pub(super) form: Form,
    /// What stands before the first record.
    pub(super) head: &'t str,
    pub(super) records: Vec<Rec<'t>>,
    /// What stands behind the last one.
    pub(super) tail: &'t str,
    /// All comments.
    pub(super) comments: Vec<&'t str>,
}

/// A record of a version.
#[derive(Debug)]
pub(super) struct Rec<'t> {
    /// Its id, or what is in the place of one; empty where there is none.
    pub(super) key: String,
    pub(super) value: Val,
    /// Its lines, with the comments before it.
    pub(super) text: &'t str,
    /// The comments in them.
    pub(super) comments: Vec<&'t str>,
}

impl<'t> Side<'t> {
    /// Reads a version whose line ends are LF.
    ///
    /// # Errors
    /// Why it is no file whose records can be merged.
    pub(super) fn read(text: &'t str, kind: Option<Kind>) -> Result<Self, Text> {
        if text.contains(is_control) || text.contains(['\r', '\u{feff}']) {
            return Err(Text::fixed(
                "有控制字符或不可见的字符",
                "it holds control characters or invisible ones",
            ));
        }
        let tree = yaml::parse(text);
        if let Some(fault) = tree.faults().first() {
            return Err(Text::made(fault.what.zh().to_owned(), fault.what.en().to_owned()));
        }
        let ranges = comments(text, &tree);
        judge_gaps(text, &tree, &ranges).map_err(|left| match left {
            Left::Shared => Text::fixed(
                "使用了锚点、别名或标签（& * !）",
                "it is written with an anchor, alias or tag (& * !)",
            ),
            _ => Text::fixed("写法不常见（% 指令、“? ”键、“...”等）", "it is spelled in an unusual way"),
        })?;
        let (form, parts) = parts(text, &tree)?;
        let first = parts.first().map_or(text.len(), |(_, lines)| lines.start);
        let last = parts.last().map_or(text.len(), |(_, lines)| lines.end);
        let has_lines = !matches!(form, Form::Other);
        let piece = |range: Range<usize>| if has_lines { Lines(text).piece(range) } else { "" };
        let mut side = Self {
            text,
            form,
            head: piece(0..first),
            records: Vec::with_capacity(parts.len()),
            tail: piece(last..text.len()),
            comments: ranges.iter().map(|range| Lines(text).piece(range.clone()).trim_end()).collect(),
        };
        let mut at = 0;
        for (node, lines) in parts {
            let value = Val::of_record(node, kind).ok_or(Text::fixed(
                "一条记录中有重复的键",
                "a record has a key twice, or one that is no text",
            ))?;
            while ranges.get(at).is_some_and(|comment| comment.start < lines.start) {
                at += 1;
            }
            let from = at;
            while ranges.get(at).is_some_and(|comment| comment.start < lines.end) {
                at += 1;
            }
            let own = side.comments.get(from..at).unwrap_or_default().to_vec();
            let key = key_of(&value, kind);
            side.records.push(Rec { key, value, text: piece(lines), comments: own });
        }
        Ok(side)
    }

    /// The records by their keys.
    ///
    /// # Errors
    /// Why they have none, or not one each.
    pub(super) fn by_key(&self) -> Result<HashMap<&str, usize>, Text> {
        let mut all = HashMap::with_capacity(self.records.len());
        for (at, record) in self.records.iter().enumerate() {
            if record.key.is_empty() {
                return Err(Text::fixed("有记录没有编号（id）", "a record has no id"));
            }
            if all.insert(record.key.as_str(), at).is_some() {
                let key = crate::text::quote(&record.key);
                return Err(Text::made(
                    format!("编号 {key} 有两条记录"),
                    format!("two records have the id {key}"),
                ));
            }
        }
        Ok(all)
    }
}

/// What a record is told by: its id, and of a selfcheck the enterprise.
fn key_of(value: &Val, kind: Option<Kind>) -> String {
    let id = || value.get("id").text();
    let enterprise = || value.get("enterprise").text();
    let key = match kind {
        Some(Kind::Selfcheck) => enterprise(),
        Some(_) => id(),
        None => id().or_else(enterprise),
    };
    key.unwrap_or_default().to_owned()
}

type Parts<'a, 't> = Vec<(Node<'a, 't>, Range<usize>)>;

/// The records of a file, each with its lines.
fn parts<'a, 't: 'a>(text: &'t str, tree: &'a Tree<'t>) -> Result<(Form, Parts<'a, 't>), Text> {
    let no_record = || Text::fixed("有一部分不是记录", "a part of it is no record");
    let mut roots = Vec::new();
    for document in tree.documents() {
        let root = document.root.ok_or_else(no_record)?;
        if !matches!(root.kind(), NodeKind::Sequence | NodeKind::Mapping)
            || root.items().any(|item| item.kind() != NodeKind::Mapping)
        {
            return Err(no_record());
        }
        roots.push((document.start, root));
    }
    let of_lines = match roots.as_slice() {
        [] => return Ok((Form::Empty, Vec::new())),
        [(_, root)] if root.kind() == NodeKind::Sequence => match root.items().next() {
            None => return Ok((Form::Empty, Vec::new())),
            Some(_) => items(text, *root).map(|parts| (Form::List, parts)),
        },
        roots if roots.iter().all(|(_, root)| root.kind() == NodeKind::Mapping) => {
            documents(text, roots).map(|parts| (Form::Documents, parts))
        }
        _ => None,
    };
    let other = || {
        let records = roots.iter().flat_map(|(_, root)| {
            let alone = (root.kind() == NodeKind::Mapping).then_some(*root);
            alone.into_iter().chain(root.items())
        });
        (Form::Other, records.map(|node| (node, node.start()..node.end())).collect())
    };
    Ok(of_lines.unwrap_or_else(other))
}

/// The items of a list, an item a record.
fn items<'a, 't>(text: &'t str, root: Node<'a, 't>) -> Option<Parts<'a, 't>> {
    let lines = Lines(text);
    let (mut places, mut ended) = (Vec::new(), root.start());
    for item in root.items() {
        let dash = lines.past_gap(ended, false);
        if lines.byte(dash) != Some(b'-')
            || dash >= item.start()
            || !lines.before(dash).bytes().all(|byte| byte == b' ')
        {
            return None;
        }
        ended = item.end();
        places.push((item, lines.start(dash), lines.tail(item).max(lines.behind(dash))));
    }
    let (_, first, _) = places.first()?;
    let column = lines.piece(*first..text.len()).bytes().take_while(|byte| *byte == b' ').count();
    let mut begin = lead_of(text, *first);
    let mut parts = Vec::with_capacity(places.len());
    for (at, (item, _, tail)) in places.iter().enumerate() {
        let next = places.get(at + 1).map_or(text.len(), |(_, start, _)| *start);
        let gap = lines.piece(*tail..next.max(*tail));
        let end = tail + own_part(gap, column);
        parts.push((*item, begin..end));
        begin = end;
    }
    Some(parts)
}

/// Where the comments of the first record begin: those right above it, unless nothing sets them apart from
/// those about the file.
fn lead_of(text: &str, first: usize) -> usize {
    let above = text.get(..first).unwrap_or("");
    let mut begin = first;
    for line in above.split_inclusive('\n').rev() {
        if !line.trim_start().starts_with('#') {
            return begin;
        }
        begin -= line.len();
    }
    first
}

/// How much of what stands between two items belongs to the first: comments further to the right than the
/// dash at `column`.
fn own_part(gap: &str, column: usize) -> usize {
    let (mut at, mut own) = (0, 0);
    for line in gap.split_inclusive('\n') {
        let words = line.trim_start_matches(' ');
        at += line.len();
        if words.starts_with('#') && line.len() - words.len() > column {
            own = at;
        } else if !words.trim().is_empty() {
            break;
        }
    }
    own
}

/// The documents of a file, a document a record.
fn documents<'a, 't>(text: &'t str, roots: &[(usize, Node<'a, 't>)]) -> Option<Parts<'a, 't>> {
    let lines = Lines(text);
    let mut parts = Vec::with_capacity(roots.len());
    for (at, (_, root)) in roots.iter().enumerate() {
        let begin = |at: usize| -> Option<usize> {
            let (start, _) = roots.get(at)?;
            let marked =
                lines.piece(*start..text.len()).starts_with("---") && lines.before(*start).is_empty();
            if at == 0 { Some(0) } else { marked.then_some(*start) }
        };
        let end = if at + 1 < roots.len() { begin(at + 1)? } else { text.len() };
        parts.push((*root, begin(at)?..end));
    }
    Some(parts)
}
