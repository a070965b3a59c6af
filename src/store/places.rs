//! Places on demand: only a file that has a finding is read again, to turn a field of a record into
//! line and column. Records carry no places.

use super::decode::records_of;
use super::files::{Content, Folder};
use super::records::Records;
use super::walk::FILE_LIMIT;
use super::yaml::{self, Kind, Node};
use crate::finding::{Places, Spot};
use hashbrown::HashMap;
use rayon::prelude::*;

/// Gives every spot at a field its place in the text that `read` gives for its file.
pub(super) fn locate(
    read: impl Fn(&str) -> Option<String> + Sync,
    records: &Records,
    mut spots: Vec<&mut Spot>,
) {
    spots.sort_by_key(|spot| match spot {
        Spot::Field(origin, _) => Some(origin.file),
        _ => None,
    });
    let same_file = |a: &&mut Spot, b: &&mut Spot| match (&**a, &**b) {
        (Spot::Field(a, _), Spot::Field(b, _)) => a.file == b.file,
        _ => false,
    };
    let groups: Vec<&mut [&mut Spot]> = spots.chunk_by_mut(same_file).collect();
    groups.into_par_iter().for_each(|group| {
        let Some(Spot::Field(origin, _)) = group.first().map(|spot| &**spot) else {
            return;
        };
        match read(records.path(*origin)) {
            Some(text) => locate_in(text.strip_prefix('\u{feff}').unwrap_or(&text), group),
            None => give_up(group),
        }
    });
}

/// The text of a file, if it is there as it was. A name that is not UTF-8 is known by a replacement only,
/// which may be the name of another file.
pub(super) fn text_of(root: &Folder, path: &str) -> Option<String> {
    if path.contains(char::REPLACEMENT_CHARACTER) {
        return None;
    }
    match root.read_path(path, FILE_LIMIT) {
        Ok(Content::Bytes(bytes)) => String::from_utf8(bytes).ok(),
        _ => None,
    }
}

/// What stands in files that cannot be read again has no place.
pub(super) fn give_up(spots: &mut [&mut Spot]) {
    for spot in spots {
        if matches!(spot, Spot::Field(..)) {
            **spot = Spot::Nowhere;
        }
    }
}

fn locate_in(text: &str, spots: &mut [&mut Spot]) {
    let tree = yaml::parse(text);
    let nodes: Vec<Node<'_, '_>> = records_of(&tree).filter_map(|item| item.ok()).collect();
    let mut lists = Lists::default();
    let spans = spots.iter_mut().filter_map(|spot| {
        let Spot::Field(origin, field) = &**spot else {
            return None;
        };
        let span = nodes.get(origin.nth as usize).map_or((0, 0), |record| span(*record, field, &mut lists));
        Some((span, &mut **spot))
    });
    let mut spans: Vec<_> = spans.collect();
    spans.sort_by_key(|(span, _)| *span);
    let mut places = Places::new(text);
    for ((start, end), spot) in spans {
        *spot = Spot::Place(places.of(start, end));
    }
}

/// The items of lists, each list walked once however many of its items have findings.
#[derive(Default)]
pub(super) struct Lists<'a, 't>(HashMap<usize, Vec<Node<'a, 't>>>);

impl<'a, 't> Lists<'a, 't> {
    fn item(&mut self, list: Node<'a, 't>, index: usize) -> Option<Node<'a, 't>> {
        self.0.entry(list.start()).or_insert_with(|| list.items().collect()).get(index).copied()
    }
}

/// The span of a field of a record: the value, or the key of a list or mapping; the record's first
/// line where the field is missing.
pub(super) fn span<'a, 't>(record: Node<'a, 't>, field: &str, lists: &mut Lists<'a, 't>) -> (usize, usize) {
    let whole = (record.start(), first_key_end(record));
    let mut node = record;
    let mut at = whole;
    for part in field.split(['.', '[']).filter(|part| !part.is_empty()) {
        match part.strip_suffix(']').map(str::parse::<usize>) {
            Some(index) => {
                let Some(item) = index.ok().and_then(|index| lists.item(node, index)) else {
                    return whole;
                };
                at = (item.start(), item.end());
                node = item;
            }
            None => {
                let named =
                    |(key, value): &(Node<'_, '_>, Node<'_, '_>)| key.text() == part && !value.is_null();
                let Some((key, value)) = node.entries().find(named) else {
                    return whole;
                };
                let shown = if is_collection(value) { key } else { value };
                at = (shown.start(), shown.end());
                node = value;
            }
        }
    }
    at
}

/// Whether a node is a list or a mapping, whose place is its key.
pub(super) fn is_collection(node: Node<'_, '_>) -> bool {
    matches!(node.kind(), Kind::Sequence | Kind::Mapping)
}

/// A record is marked by its first key and value, not over all its lines.
pub(super) fn first_key_end(record: Node<'_, '_>) -> usize {
    record.entries().next().map_or(record.end(), |(_, value)| value.end())
}
