//! Decoding: the nodes of a file become records, and every fault of every record becomes a finding at
//! its own place. Nothing stops at the first fault.

mod fields;
mod file;
mod filing;
mod guess;
mod kinds;
mod reader;
mod stub;
mod values;

pub(crate) use file::LISTED;
pub(super) use file::{Known, add_file, decode, decode_listing, too_large};
pub(super) use guess::without_hidden;

use super::yaml::{Kind, Node, Tree};

/// The nodes of a file that are met as records, in order; `Err` for an item that is no mapping.
pub(crate) fn records_of<'a, 't>(
    tree: &'a Tree<'t>,
) -> impl Iterator<Item = Result<Node<'a, 't>, Node<'a, 't>>> {
    tree.documents().filter_map(|document| document.root).flat_map(|root| {
        let alone = (root.kind() == Kind::Mapping).then_some(Ok(root));
        let items = root.items().map(|item| if item.kind() == Kind::Mapping { Ok(item) } else { Err(item) });
        alone.into_iter().chain(items)
    })
}
