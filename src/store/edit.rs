//! Edits: fields of records changed in the text of their file by touching only the bytes that must change,
//! and read back: comments, the other fields and the other records are as before.

mod align;
mod ask;
mod block;
mod change;
mod flow;
pub(in crate::store) mod lines;
mod prove;
mod refused;
mod replace;

use super::Repository;
use super::decode::{Known, decode};
use super::files::{Content, Folder};
use super::records::{File, Records};
use super::rewrite::Rewrite;
use super::walk::FILE_LIMIT;
use super::yaml::{self, Kind, Node, Tree};
use crate::lang::Text;
use crate::record::draft::Value;
use crate::record::{FileIndex, Origin};
use crate::text::is_control;
use ask::Asks;
pub(in crate::store) use ask::rank;
use change::{At, Editor, Slot};
use lines::Lines;
use std::collections::BTreeMap;

pub use refused::{NotEdited, Why};

/// One field of a record as it shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Which record of the file, as [`Origin::nth`] counts.
    pub nth: usize,
    /// The field: `phone`, `rectification.completed_on`, `items.3.status`. A list is set as a whole.
    pub path: String,
    /// What it shall say; `None` for nothing, without the key.
    pub value: Option<Value>,
}

impl Edit {
    /// A field that shall say this.
    pub fn set(nth: usize, path: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { nth, path: path.into(), value: Some(value.into()) }
    }

    /// A field that shall not be there.
    pub fn remove(nth: usize, path: impl Into<String>) -> Self {
        Self { nth, path: path.into(), value: None }
    }
}

/// The text of a file with fields of its records changed. `order` gives the keys of the mapping at a path
/// (`""` for the record) in their canonical order; of keys that are numbers it knows none.
///
/// # Errors
/// [`NotEdited`] where a record is written in a way that is better edited by hand; then none of the edits is
/// made.
pub fn edit(
    text: &str,
    edits: &[Edit],
    order: &dyn Fn(&str) -> Vec<&'static str>,
) -> Result<String, NotEdited> {
    match text.strip_prefix('\u{feff}') {
        Some(text) => Ok(["\u{feff}", &edit_unmarked(text, edits, order)?].concat()),
        None => edit_unmarked(text, edits, order),
    }
}

fn edit_unmarked(
    text: &str,
    edits: &[Edit],
    order: &dyn Fn(&str) -> Vec<&'static str>,
) -> Result<String, NotEdited> {
    let refused = |nth, why| NotEdited { nth, path: String::new(), why };
    let mut wanted: BTreeMap<usize, Asks<'_>> = BTreeMap::new();
    for edit in edits {
        ask::add(wanted.entry(edit.nth).or_default(), edit)?;
    }
    let first = edits.first().map_or(0, |edit| edit.nth);
    if text.contains(is_control) {
        return Err(refused(first, Why::Unreadable));
    }
    let tree = yaml::parse(text);
    if !tree.faults().is_empty() {
        return Err(refused(first, Why::Unreadable));
    }
    if text.matches('\r').count() != text.matches("\r\n").count() {
        return Err(refused(first, Why::Form));
    }
    let mut records = Vec::new();
    for (nth, (node, slot)) in places_of_records(text, &tree).enumerate() {
        if let Some(asks) = wanted.remove(&nth) {
            records.push((nth, node, slot, asks));
        }
    }
    if let Some(nth) = wanted.into_keys().next() {
        return Err(refused(nth, Why::NoRecord));
    }
    let comments = lines::comments(text, &tree);
    let mut editor = Editor::new(text, &comments, order);
    for (nth, node, slot, asks) in &records {
        editor.record(*slot, *node, asks).map_err(|refused| NotEdited { nth: *nth, ..refused })?;
    }
    let proof = prove::Proof { tree: &tree, comments: &comments, order };
    let asked: Vec<_> = records.iter().map(|(_, node, _, asks)| (*node, asks)).collect();
    let edited = editor.finish().filter(|edited| proof.holds(text, edited, &asked));
    match edited {
        Some(edited) => Ok(edited.text),
        None => Err(refused(first, Why::Unproven)),
    }
}

/// The records of a file as [`records_of`](super::records_of) counts them, each with the place it stands at;
/// without one where that is not told.
fn places_of_records<'a, 't: 'a>(
    text: &'t str,
    tree: &'a Tree<'t>,
) -> impl Iterator<Item = (Node<'a, 't>, Option<Slot>)> {
    let lines = Lines(text);
    tree.documents().filter_map(|document| Some((document.start, document.root?))).flat_map(
        move |(start, root)| {
            let marked = lines.piece(start..text.len()).starts_with("---");
            let behind = if marked { start + 3 } else { start };
            let at_top = Slot { after: behind, indent: 0, at: At::Top };
            let alone = (root.kind() == Kind::Mapping).then_some((root, Some(at_top)));
            let in_brackets = lines.byte(root.start()) == Some(b'[');
            let mut ended = root.start() + usize::from(in_brackets);
            let items = root.items().map(move |item| {
                let from = lines.past_gap(ended, in_brackets);
                ended = item.end();
                let dash = lines.byte(from) == Some(b'-') && !in_brackets;
                let slot = match in_brackets {
                    true => (from == item.start()).then_some(Slot { after: from, indent: 0, at: At::Flow }),
                    false => {
                        dash.then(|| Slot { after: from + 1, indent: lines.before(from).len(), at: At::Dash })
                    }
                };
                (item, slot)
            });
            alone.into_iter().chain(items.filter(|(item, _)| item.kind() == Kind::Mapping))
        },
    )
}

impl Repository {
    /// A record file with fields of its records changed. Nothing is written. The file must have the records
    /// that are known of it.
    ///
    /// # Errors
    /// [`NotEdited`] where that is better done by hand.
    pub fn edited(&self, path: &str, edits: &[Edit]) -> Result<Rewrite, NotEdited> {
        let first = edits.first().map_or(0, |edit| edit.nth);
        let refused = |why| NotEdited { nth: first, path: String::new(), why };
        let at = self.records.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok();
        let file = at.and_then(|at| Some((u32::try_from(at).ok()?, self.records.files.get(at)?)));
        let Some((index, File { unit: Some(unit), kind: Some(kind), .. })) = file else {
            return Err(refused(Why::NoRecord));
        };
        let known = Known { path, unit: *unit, kind: *kind };
        let content = Folder::open(&self.root).and_then(|root| root.read_path(path, FILE_LIMIT));
        let before = match content {
            Ok(Content::Bytes(bytes)) => bytes,
            Ok(Content::TooLarge | Content::NotAFile | Content::Outside) => {
                return Err(refused(Why::Changed));
            }
            Err(error) => {
                let why = super::refusal(&error);
                let said = Text::made(
                    format!("无法读取文件：{}", why.zh),
                    format!("cannot read the file: {}", why.en),
                );
                return Err(refused(Why::Refused(said)));
            }
        };
        let Ok(text) = std::str::from_utf8(&before) else {
            return Err(refused(Why::Unreadable));
        };
        let mut now = Records::default();
        decode(&before, known, &self.catalog, &mut now);
        for edit in edits {
            let nth = u32::try_from(edit.nth).unwrap_or(u32::MAX);
            let id = |records: &Records, file: u32| {
                let origin = Origin { file: FileIndex(file), nth, unit: *unit };
                let stub = || records.stubs.iter().find(|stub| stub.origin == origin)?.id.clone();
                records.at(*kind, origin).map(|record| record.id().to_owned()).or_else(stub)
            };
            let refused = |why| NotEdited { nth: edit.nth, path: String::new(), why };
            match (id(&self.records, index), id(&now, 0)) {
                (Some(before), Some(now)) if before == now => {}
                (None, None) => return Err(refused(Why::NoRecord)),
                _ => return Err(refused(Why::Changed)),
            }
        }
        let order = |path: &str| crate::schema::key_order(*kind, path);
        let after = edit(text, edits, &order)?.into_bytes();
        Ok(Rewrite { path: path.to_owned(), before, after })
    }
}
