//! What moves when rows are put into a sheet or taken out: everything of the sheet that names a row, and
//! in other parts the references to the sheet.

use super::edit::{Splices, escape};
use super::refs::{Shift, parse_at};
use crate::import::grid::At;
use roxmltree::{Document, Node};
use std::ops::Range;

/// Elements whose range is of single cells, and does not grow.
const CELLS: [&str; 4] = ["mergeCell", "hyperlink", "comment", "threadedComment"];

/// How deep the elements of a sheet go, extensions and all, with room to spare.
const DEEP: usize = 32;

/// Moves a formula: its text, and the range that a shared one is of.
pub(super) fn formula(node: Node<'_, '_>, shift: &Shift, row: Option<u32>, splices: &mut Splices) {
    if let Some(range) = node.attribute_node("ref") {
        splices.put(range.range_value(), shift.list(range.value(), true));
    }
    text(node, splices, |formula| shift.formula(formula, true, row));
}

/// Moves what stands around the cells of a sheet: validations, conditional formats, links, page breaks and
/// their like, in whatever extension they are written.
pub(super) fn around(document: &Document<'_>, data: &Range<usize>, shift: &Shift, splices: &mut Splices) {
    for child in document.root_element().children().filter(Node::is_element) {
        match child.tag_name().name() {
            "sheetData" | "sheetViews" | "sheetPr" | "cols" | "mergeCells" => {}
            _ if child.range() == *data => {}
            _ => ranges(child, shift, splices, DEEP),
        }
    }
}

/// Moves the ranges of an element and of what is in it. What loses all its cells goes.
fn ranges(node: Node<'_, '_>, shift: &Shift, splices: &mut Splices, deep: usize) {
    let Some(deep) = deep.checked_sub(1) else { return };
    let name = node.tag_name().name();
    let grows = !CELLS.contains(&name);
    for attribute in node.attributes() {
        match attribute.name() {
            "ref" | "sqref" => {
                let moved = shift.list(attribute.value(), grows);
                if moved.is_empty() {
                    return splices.put(node.range(), "");
                }
                if moved != attribute.value() {
                    splices.put(attribute.range_value(), moved);
                }
            }
            "id" if name == "brk" && node.parent().is_some_and(|up| up.tag_name().name() == "rowBreaks") => {
                // A break's number is that of the last row before it, from 1.
                let row = attribute.value().parse::<u32>().ok().and_then(|row| row.checked_sub(1));
                if let Some(moved) = row.and_then(|row| shift.row(row)) {
                    splices.put(attribute.range_value(), (moved + 1).to_string());
                }
            }
            _ => {}
        }
    }
    match name {
        "f" | "formula" | "formula1" | "formula2" => {
            text(node, splices, |formula| shift.formula(formula, true, None));
        }
        "sqref" => text(node, splices, |list| shift.list(list, true)),
        _ => {
            let children: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
            let left = children.iter().filter(|child| !is_lost(**child, shift)).count();
            if left == 0 && !children.is_empty() {
                return splices.put(node.range(), "");
            }
            if left < children.len()
                && let Some(count) = node.attribute_node("count")
            {
                splices.put(count.range_value(), left.to_string());
            }
            children.into_iter().for_each(|child| ranges(child, shift, splices, deep));
        }
    }
}

/// Whether all cells that an element is about are taken out.
fn is_lost(node: Node<'_, '_>, shift: &Shift) -> bool {
    let grows = !CELLS.contains(&node.tag_name().name());
    let inner = || node.children().find(|child| child.tag_name().name() == "sqref")?.text();
    let list = node.attribute("sqref").or_else(|| node.attribute("ref")).or_else(inner);
    list.is_some_and(|list| !list.trim().is_empty() && shift.list(list, grows).is_empty())
}

/// Moves the references of another part to the sheet: of a chart, a sheet, the names.
pub(super) fn references(document: &Document<'_>, shift: &Shift, splices: &mut Splices) {
    let formulas = ["f", "formula", "formula1", "formula2", "definedName"];
    for node in document.descendants().filter(|node| formulas.contains(&node.tag_name().name())) {
        text(node, splices, |formula| shift.formula(formula, false, None));
    }
    for node in document.descendants().filter(|node| node.tag_name().name() == "worksheetSource") {
        if node.attribute("sheet") == Some(shift.sheet.as_str())
            && let Some(range) = node.attribute_node("ref")
        {
            splices.put(range.range_value(), shift.list(range.value(), true));
        }
    }
}

/// Moves the ranges of a table or of comments, which are of the sheet.
pub(super) fn of_the_sheet(document: &Document<'_>, shift: &Shift, splices: &mut Splices) {
    for node in document.descendants().filter(Node::is_element) {
        let grows = !CELLS.contains(&node.tag_name().name());
        let Some(range) = node.attribute_node("ref") else { continue };
        let moved = shift.list(range.value(), grows);
        // What hung on a row that goes is kept, on the last row before it.
        let moved = match parse_at(range.value()) {
            Some(at) if moved.is_empty() => At { row: shift.gone.saturating_sub(1), ..at }.to_string(),
            _ => moved,
        };
        if moved != range.value() {
            splices.put(range.range_value(), moved);
        }
    }
}

/// Moves pictures, charts and shapes, by their anchors.
pub(super) fn anchors(document: &Document<'_>, shift: &Shift, splices: &mut Splices) {
    let is_corner = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "from" | "to");
    for row in document.descendants().filter(is_corner).flat_map(|corner| corner.children()) {
        if row.tag_name().name() == "row" {
            text(row, splices, |row| {
                let moved = row.trim().parse().ok().map(|row| shift.row(row).unwrap_or(shift.gone));
                moved.map_or_else(|| row.to_owned(), |moved: u32| moved.to_string())
            });
        }
    }
}

/// Moves the boxes of comments in the old drawing format.
pub(super) fn boxes(document: &Document<'_>, shift: &Shift, splices: &mut Splices) {
    let moved = |row: &str| {
        let row = row.trim().parse::<u32>().ok()?;
        Some(shift.row(row).unwrap_or(shift.gone.saturating_sub(1)).to_string())
    };
    for node in document.descendants() {
        match node.tag_name().name() {
            "Row" => text(node, splices, |row| moved(row).unwrap_or_else(|| row.to_owned())),
            "Anchor" => text(node, splices, |anchor| {
                let parts = anchor.split(',').enumerate().map(|(place, part)| match place {
                    2 | 6 => moved(part).map_or_else(|| part.to_owned(), |row| format!(" {row}")),
                    _ => part.to_owned(),
                });
                parts.collect::<Vec<_>>().join(",")
            }),
            _ => {}
        }
    }
}

/// Replaces the text of an element, where it becomes another.
fn text(node: Node<'_, '_>, splices: &mut Splices, moved: impl Fn(&str) -> String) {
    if let (Some(first), Some(last)) = (node.first_child(), node.last_child())
        && let Some(text) = node.text()
    {
        let new = moved(text);
        if new != text {
            splices.put(first.range().start..last.range().end, escape(&new));
        }
    }
}
