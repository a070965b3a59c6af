//! A sheet written anew: the changed cells in their places, sample rows filled, repeated or taken out,
//! everything else byte for byte unless it has to move.

use super::Error;
use super::package::parse;
use super::refs::{Shift, copied_down, name};
use super::sheet::{Sheet, Words};
use crate::import::grid::{At, Merge};
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What is put into a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Put {
    /// A number, as its digits.
    Number(String),
    /// Text; nothing leaves the cell blank.
    Words(Words),
}

/// The rows of a list, put in from the first sample row on.
pub(super) struct Block {
    pub(super) first: u32,
    pub(super) last: u32,
    /// Cells by column, row by row.
    pub(super) lines: Vec<BTreeMap<u32, Put>>,
    /// Least heights of the rows, in points.
    pub(super) heights: Vec<Option<f64>>,
    /// Whether the sample rows that are left over go.
    pub(super) removes: bool,
    /// Whether what else stands in the last sample row stands in the new ones too.
    pub(super) repeats: bool,
}

impl Block {
    /// How the rows below go.
    pub(super) fn shift(&self, sheet: &str) -> Shift {
        let lines = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        let samples = self.last + 1 - self.first;
        let gone = if self.removes { self.first + lines.clamp(1, samples) } else { self.last + 1 };
        Shift {
            sheet: sheet.to_owned(),
            first: self.first,
            last: self.last,
            more: lines.saturating_sub(samples),
            gone,
        }
    }
}

/// The changes of a sheet.
#[derive(Default)]
pub(super) struct Edits {
    pub(super) cells: BTreeMap<At, Put>,
    pub(super) block: Option<Block>,
}

/// Pieces of a text and what is to stand in their places.
#[derive(Default)]
pub(super) struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    pub(super) fn put(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.0.push((range, text.into()));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The part `within` of a text with its pieces replaced. Of two pieces that overlap, the outer counts.
    pub(super) fn apply(mut self, text: &str, within: Range<usize>) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut out = String::new();
        let mut at = within.start;
        for (range, new) in self.0.into_iter().filter(|(range, _)| range.end <= within.end) {
            if range.start < at {
                continue;
            }
            out.push_str(text.get(at..range.start).unwrap_or_default());
            out.push_str(&new);
            at = range.end;
        }
        out.push_str(text.get(at..within.end).unwrap_or_default());
        out
    }
}

/// The text of a sheet with its changes.
pub(super) fn rewrite(sheet: &Sheet, edits: &Edits, shift: Option<&Shift>) -> Result<String, Error> {
    let document = parse(&sheet.xml, &sheet.part)?;
    let mut splices = Splices::default();
    splices.put(sheet.data.clone(), Writer { sheet, edits, shift, document: &document }.data());
    if let Some(shift) = shift {
        super::moving::around(&document, &sheet.data, shift, &mut splices);
        let merges = merges(sheet, shift);
        let node = document.root_element().children().find(|node| node.tag_name().name() == "mergeCells");
        if let Some(node) = node {
            splices.put(node.range(), merge_cells(sheet, &merges));
        }
    }
    Ok(splices.apply(&sheet.xml, 0..sheet.xml.len()))
}

/// The merged ranges as they go; those of the last sample row in every new row too.
fn merges(sheet: &Sheet, shift: &Shift) -> Vec<Merge> {
    let mut merges: Vec<Merge> = sheet.merges.iter().filter_map(|merge| shift.merge(*merge)).collect();
    let repeated = sheet.merges.iter().filter(|m| m.first.row == shift.last && m.last.row == shift.last);
    for merge in repeated {
        merges.extend((1..=shift.more).map(|down| Merge {
            first: At { row: shift.last + down, ..merge.first },
            last: At { row: shift.last + down, ..merge.last },
        }));
    }
    merges
}

fn merge_cells(sheet: &Sheet, merges: &[Merge]) -> String {
    if merges.is_empty() {
        return String::new();
    }
    let p = &sheet.prefix;
    let each: String = merges
        .iter()
        .map(|merge| format!("<{p}mergeCell ref=\"{}\"/>", name(merge.first, merge.last, true)))
        .collect();
    format!("<{p}mergeCells count=\"{}\">{each}</{p}mergeCells>", merges.len())
}

struct Writer<'s> {
    sheet: &'s Sheet,
    edits: &'s Edits,
    shift: Option<&'s Shift>,
    document: &'s Document<'s>,
}

impl<'s> Writer<'s> {
    fn data(&self) -> String {
        let p = &self.sheet.prefix;
        let block = self.edits.block.as_ref();
        let nodes = self.nodes();
        let mut numbers: BTreeSet<u32> = self.sheet.rows.keys().copied().collect();
        numbers.extend(self.edits.cells.keys().map(|at| at.row));
        if let Some(block) = block {
            numbers.extend(block.first..=block.last);
        }
        let mut out = format!("<{p}sheetData>");
        for number in numbers {
            let node = nodes.get(&number).copied();
            let inside = block.filter(|block| (block.first..=block.last).contains(&number));
            let Some(block) = inside else {
                let to = self.shift.map_or(Some(number), |shift| shift.row(number)).unwrap_or(number);
                self.row(&mut out, number, node, to, self.puts(number, None), None, true);
                continue;
            };
            let index = (number - block.first) as usize;
            match block.lines.get(index) {
                None if block.removes && index > 0 => continue,
                line => {
                    let height = block.heights.get(index).copied().flatten();
                    self.row(&mut out, number, node, number, self.puts(number, line), height, true);
                }
            }
            if number == block.last {
                for (line, down) in block.lines.iter().skip(index + 1).zip(1..) {
                    let height = block.heights.get(index + down as usize).copied().flatten();
                    let puts = self.puts(number, Some(line));
                    self.row(&mut out, number, node, number + down, puts, height, block.repeats);
                }
            }
        }
        out.push_str(&format!("</{p}sheetData>"));
        out
    }

    fn nodes(&self) -> BTreeMap<u32, Node<'s, 's>> {
        let starts: BTreeMap<usize, u32> =
            self.sheet.rows.iter().map(|(number, row)| (row.range.start, *number)).collect();
        let data = self.document.root_element().children().find(|n| n.tag_name().name() == "sheetData");
        let rows = data.into_iter().flat_map(|data| data.children());
        rows.filter_map(|row| Some((*starts.get(&row.range().start)?, row))).collect()
    }

    /// What is put into a row: the cells of the line over those of the sheet.
    fn puts(&self, row: u32, line: Option<&'s BTreeMap<u32, Put>>) -> BTreeMap<u32, &'s Put> {
        let (first, last) = (At { row, column: 0 }, At { row, column: u32::MAX });
        let mut puts: BTreeMap<u32, &Put> =
            self.edits.cells.range(first..=last).map(|(at, put)| (at.column, put)).collect();
        puts.extend(line.into_iter().flatten().map(|(column, put)| (*column, put)));
        puts
    }

    /// Writes a row of the template as the row `to`.
    #[expect(clippy::too_many_arguments, reason = "a row, where it goes and what changes in it")]
    fn row(
        &self,
        out: &mut String,
        number: u32,
        node: Option<Node<'s, 's>>,
        to: u32,
        puts: BTreeMap<u32, &Put>,
        height: Option<f64>,
        keeps: bool,
    ) {
        let (sheet, p) = (self.sheet, &self.sheet.prefix);
        // The stored result of a formula is of other values: a row with one is never just copied.
        let has_formula = |node: &Node<'_, '_>| {
            node.children().flat_map(|cell| cell.children()).any(|child| child.tag_name().name() == "f")
        };
        let as_is = node.filter(|node| puts.is_empty() && height.is_none() && !has_formula(node));
        if let (Some(node), None) = (as_is, self.shift) {
            out.push_str(sheet.xml.get(node.range()).unwrap_or_default());
            return;
        }
        out.push_str(&format!("<{p}row r=\"{}\"", to + 1));
        for (name, value) in sheet.rows.get(&number).into_iter().flat_map(|row| &row.attributes) {
            let replaced = height.is_some() && matches!(name.as_str(), "ht" | "customHeight");
            if !replaced {
                out.push_str(&format!(" {name}=\"{value}\""));
            }
        }
        if let Some(height) = height {
            out.push_str(&format!(" ht=\"{height}\" customHeight=\"1\""));
        }
        out.push('>');
        let starts: BTreeMap<usize, Node<'_, '_>> =
            node.iter().flat_map(|node| node.children()).map(|cell| (cell.range().start, cell)).collect();
        let (first, last) = (At { row: number, column: 0 }, At { row: number, column: u32::MAX });
        let mut columns: BTreeSet<u32> = sheet.cells.range(first..=last).map(|(at, _)| at.column).collect();
        columns.extend(puts.keys());
        for column in columns {
            let (from, at) = (At { row: number, column }, At { row: to, column });
            let cell = sheet.cells.get(&from).and_then(|cell| starts.get(&cell.range.start));
            match (puts.get(&column), cell) {
                (Some(put), _) => self.put(out, at, sheet.style(from), put),
                (None, Some(cell)) => self.copy(out, *cell, from, at, keeps),
                (None, None) => {}
            }
        }
        out.push_str(&format!("</{p}row>"));
    }

    fn put(&self, out: &mut String, at: At, style: Option<u32>, put: &Put) {
        let p = &self.sheet.prefix;
        let style = style.map_or(String::new(), |style| format!(" s=\"{style}\""));
        match put {
            Put::Number(digits) => {
                out.push_str(&format!("<{p}c r=\"{at}\"{style}><{p}v>{digits}</{p}v></{p}c>"))
            }
            Put::Words(words) if words.text().is_empty() => {
                out.push_str(&format!("<{p}c r=\"{at}\"{style}/>"));
            }
            Put::Words(words) => {
                out.push_str(&format!("<{p}c r=\"{at}\"{style} t=\"inlineStr\"><{p}is>"));
                // A look that was written with another prefix than the sheet's cannot stand here.
                let fits = format!("<{p}rPr");
                let rich = words.0.iter().any(|run| run.look.starts_with(&fits));
                for run in words.0.iter().filter(|run| !run.text.is_empty()) {
                    let text = escape(&run.text);
                    let look = if run.look.starts_with(&fits) { run.look.as_str() } else { "" };
                    let text = format!("<{p}t xml:space=\"preserve\">{text}</{p}t>");
                    out.push_str(&if rich { format!("<{p}r>{look}{text}</{p}r>") } else { text });
                }
                out.push_str(&format!("</{p}is></{p}c>"));
            }
        }
    }

    /// Copies a cell to where it goes. A formula's stored result is left out: it is of other values. A copy
    /// in a new row keeps its look and its formula, and its text where that is asked for.
    fn copy(&self, out: &mut String, cell: Node<'_, '_>, from: At, at: At, keeps: bool) {
        let xml = &self.sheet.xml;
        let formula = cell.children().find(|child| child.tag_name().name() == "f");
        let is_new = from.row != at.row
            && self.edits.block.as_ref().is_some_and(|block| from.row == block.last && at.row > block.last);
        if is_new && formula.is_none() && !keeps {
            return self.put(out, at, self.sheet.style(from), &Put::Words(Words::default()));
        }
        let mut splices = Splices::default();
        if let Some(r) = cell.attribute_node("r") {
            splices.put(r.range_value(), at.to_string());
        }
        if let Some(formula) = formula {
            let value = cell.children().find(|child| child.tag_name().name() == "v");
            if let Some(value) = value {
                splices.put(value.range(), "");
            }
            if let Some(t) = cell.attribute_node("t") {
                // Without a result there is no type of a result.
                splices.put(t.range().start.saturating_sub(1)..t.range().end, "");
            }
            if is_new {
                if let Some(copied) = self.new_formula(formula, at.row - from.row) {
                    splices.put(formula.range(), copied);
                }
            } else if let Some(shift) = self.shift {
                super::moving::formula(formula, shift, Some(from.row), &mut splices);
            }
        }
        out.push_str(&splices.apply(xml, cell.range()));
    }

    /// A formula for a new row; none where it is one that several rows share and that goes with them.
    fn new_formula(&self, formula: Node<'_, '_>, down: u32) -> Option<String> {
        let p = &self.sheet.prefix;
        match (formula.attribute("t"), formula.text()) {
            (Some("shared"), None) => None,
            (Some("array" | "dataTable"), _) | (_, None) => Some(String::new()),
            (_, Some(text)) => Some(format!("<{p}f>{}</{p}f>", escape(&copied_down(text, down)))),
        }
    }
}

/// Text of a workbook: XML, and `_x000A_` not taken for a character.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let code = text.get(at + 1..).unwrap_or_default().as_bytes();
        let escaped = c == '_'
            && matches!(code, [b'x', a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|b| b.is_ascii_hexdigit()));
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '_' if escaped => out.push_str("_x005F_"),
            c => out.push(c),
        }
    }
    out
}
