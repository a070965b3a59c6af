//! A sheet of a template as it stands in the package: its cells with the bytes that they take.

use super::Error;
use super::package::parse;
use super::refs::{parse_at, parse_range};
use crate::import::grid::{At, Merge};
use roxmltree::Node;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most merged ranges of a sheet.
const MERGES: usize = 20_000;

/// A sheet.
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// The name of its part.
    pub(super) part: String,
    /// The text of its part.
    pub(super) xml: String,
    /// What stands before the names of its elements: nothing, or `x:`.
    pub(super) prefix: String,
    /// The bytes of `sheetData`.
    pub(super) data: Range<usize>,
    pub(super) rows: BTreeMap<u32, Row>,
    pub(super) cells: BTreeMap<At, Cell>,
    pub(super) merges: Vec<Merge>,
    /// Styles and widths of columns: first, last, style, width.
    pub(super) columns: Vec<(u32, u32, Option<u32>, Option<f64>)>,
}

/// A row.
pub(super) struct Row {
    pub(super) range: Range<usize>,
    /// Its attributes but number and span, with their values as written.
    pub(super) attributes: Vec<(String, String)>,
}

/// A cell.
pub(super) struct Cell {
    pub(super) range: Range<usize>,
    /// The number of its style.
    pub(super) style: Option<u32>,
    pub(super) content: Content,
}

/// What stands in a cell.
pub(super) enum Content {
    Blank,
    Words(Words),
    Number(f64),
    /// TRUE, an error.
    Other(String),
    Formula,
}

/// A text in pieces that look the same.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Words(pub(super) Vec<Run>);

/// A piece of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// How it looks, as written; empty for the cell's own font.
    pub(super) look: String,
    pub(super) text: String,
}

impl Words {
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self(vec![Run { look: String::new(), text: text.into() }])
    }

    pub(super) fn text(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    /// Puts other text in the place of a part of it, in the look of that part.
    pub(super) fn replace(&mut self, range: &Range<usize>, text: &str) {
        let mut put = false;
        let mut start = 0;
        let last = self.0.len().saturating_sub(1);
        for (number, run) in self.0.iter_mut().enumerate() {
            let end = start + run.text.len();
            let from = range.start.clamp(start, end) - start;
            let to = range.end.clamp(start, end) - start;
            let here =
                !put && (range.start < end || (range.start == end && (range.is_empty() || number == last)));
            if here || from < to {
                run.text.replace_range(from..to, if here { text } else { "" });
                put |= here;
            }
            start = end;
        }
        if !put {
            self.0.push(Run { look: String::new(), text: text.to_owned() });
        }
    }

    /// Reads a shared or an inline text. What tells how to read it aloud is no part of it.
    pub(super) fn read(node: Node<'_, '_>, xml: &str) -> Self {
        let named = |node: &Node<'_, '_>, name: &str| node.tag_name().name() == name;
        let text = |node: Node<'_, '_>| {
            let pieces = node.children().filter(|child| named(child, "t"));
            pieces.flat_map(|piece| piece.children()).filter_map(|text| text.text()).collect::<String>()
        };
        let mut runs = Vec::new();
        let own = text(node);
        if !own.is_empty() {
            runs.push(Run { look: String::new(), text: unescape(&own) });
        }
        for run in node.children().filter(|child| named(child, "r")) {
            let look = run.children().find(|child| named(child, "rPr"));
            let look = look.and_then(|look| xml.get(look.range())).unwrap_or_default();
            runs.push(Run { look: look.to_owned(), text: unescape(&text(run)) });
        }
        Self(runs)
    }
}

impl Sheet {
    pub(super) fn read(name: &str, part: &str, xml: String, shared: &[Words]) -> Result<Self, Error> {
        let document = parse(&xml, part)?;
        let root = document.root_element();
        let prefix = prefix_of(root, &xml);
        let mut sheet = Self {
            name: name.to_owned(),
            part: part.to_owned(),
            xml: String::new(),
            prefix,
            data: 0..0,
            rows: BTreeMap::new(),
            cells: BTreeMap::new(),
            merges: Vec::new(),
            columns: Vec::new(),
        };
        for node in root.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "sheetData" => {
                    sheet.data = node.range();
                    sheet.read_rows(node, &xml, shared);
                }
                "mergeCells" => {
                    let ranges = node.children().filter_map(|merge| merge.attribute("ref"));
                    sheet.merges = ranges.filter_map(parse_range).take(MERGES + 1).collect();
                    if sheet.merges.len() > MERGES {
                        return Err(too_many_merges(name));
                    }
                }
                "cols" => {
                    for column in node.children().filter(Node::is_element) {
                        let number =
                            |name| column.attribute(name).and_then(|value| value.parse::<u32>().ok());
                        if let (Some(first), Some(last)) = (number("min"), number("max")) {
                            let width = column.attribute("width").and_then(|width| width.parse().ok());
                            let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
                            sheet.columns.push((first, last, number("style"), width));
                        }
                    }
                }
                _ => {}
            }
        }
        drop(document);
        sheet.xml = xml;
        Ok(sheet)
    }

    fn read_rows(&mut self, data: Node<'_, '_>, xml: &str, shared: &[Words]) {
        let mut number = 0;
        for row in data.children().filter(Node::is_element) {
            let said = row.attribute("r").and_then(|r| r.parse::<u32>().ok()).and_then(|r| r.checked_sub(1));
            number = said.unwrap_or(number);
            let mut column = 0;
            for cell in row.children().filter(|node| node.tag_name().name() == "c") {
                let at = cell.attribute("r").and_then(parse_at).unwrap_or(At { row: number, column });
                column = at.column + 1;
                let found = Cell {
                    range: cell.range(),
                    style: cell.attribute("s").and_then(|style| style.parse().ok()),
                    content: content(cell, xml, shared),
                };
                self.cells.insert(At { row: number, column: at.column }, found);
            }
            let attributes = row
                .attributes()
                .filter(|attribute| !matches!(attribute.name(), "r" | "spans"))
                .filter_map(|attribute| {
                    let name = xml.get(attribute.range_qname())?;
                    Some((name.to_owned(), xml.get(attribute.range_value())?.to_owned()))
                });
            self.rows.insert(number, Row { range: row.range(), attributes: attributes.collect() });
            number += 1;
        }
    }

    /// What stands in a cell, as text; empty where it is blank or a formula.
    pub(super) fn text(&self, at: At) -> String {
        match self.cells.get(&at).map(|cell| &cell.content) {
            Some(Content::Words(words)) => words.text(),
            Some(Content::Number(number)) => number.to_string(),
            Some(Content::Other(text)) => text.clone(),
            Some(Content::Blank | Content::Formula) | None => String::new(),
        }
    }

    /// Whether any cell holds a formula.
    pub(super) fn has_formula(&self) -> bool {
        self.cells.values().any(|cell| matches!(cell.content, Content::Formula))
    }

    /// The merged range that a cell is of; itself where it is of none.
    pub(super) fn area(&self, at: At) -> Merge {
        let holds = |merge: &&Merge| {
            (merge.first.row..=merge.last.row).contains(&at.row)
                && (merge.first.column..=merge.last.column).contains(&at.column)
        };
        self.merges.iter().find(holds).copied().unwrap_or(Merge { first: at, last: at })
    }

    /// A cell as a message names it: `3-1!C5`.
    pub(super) fn place(&self, at: At) -> String {
        format!("{}!{at}", crate::text::visible(&self.name))
    }

    /// The style of a cell, of its row or of its column.
    pub(super) fn style(&self, at: At) -> Option<u32> {
        let of_row = || {
            let attributes = &self.rows.get(&at.row)?.attributes;
            attributes.iter().find(|(name, _)| name == "s")?.1.parse().ok()
        };
        let of_column = || {
            let column = self.columns.iter().find(|column| (column.0..=column.1).contains(&at.column))?;
            column.2
        };
        match self.cells.get(&at) {
            Some(cell) => cell.style,
            None => of_row().or_else(of_column),
        }
    }
}

/// What stands before the name of an element: nothing, or `x:`.
pub(super) fn prefix_of(node: Node<'_, '_>, xml: &str) -> String {
    let tag = xml.get(node.range().start + 1..).unwrap_or_default();
    let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    name.split_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"))
}

fn too_many_merges(sheet: &str) -> Error {
    let sheet = crate::text::quote(sheet);
    Error(crate::lang::Text::made(
        format!("工作表 {sheet} 的合并单元格超过 {MERGES} 处"),
        format!("the sheet {sheet} has more than {MERGES} merged ranges"),
    ))
}

fn content(cell: Node<'_, '_>, xml: &str, shared: &[Words]) -> Content {
    let child = |name: &str| cell.children().find(|child| child.tag_name().name() == name);
    if child("f").is_some() {
        return Content::Formula;
    }
    let value = child("v").and_then(|value| value.text()).unwrap_or_default();
    let words = match cell.attribute("t") {
        Some("s") => value.trim().parse::<usize>().ok().and_then(|at| shared.get(at)).cloned(),
        Some("inlineStr") => child("is").map(|is| Words::read(is, xml)),
        Some("str") => Some(Words::plain(unescape(value))),
        Some("n") | None => {
            return match value.trim().parse::<f64>() {
                Ok(number) => Content::Number(number),
                Err(_) if value.is_empty() => Content::Blank,
                Err(_) => Content::Other(value.to_owned()),
            };
        }
        Some(_) => return Content::Other(value.to_owned()),
    };
    match words {
        Some(words) if !words.text().is_empty() => Content::Words(words),
        _ => Content::Blank,
    }
}

/// Text of a workbook, where `_x000A_` stands for a character.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        let c = code
            .filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        match c {
            Some(c) => {
                out.push(c);
                rest = after.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = after.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_text_takes_the_look_of_what_it_replaces() {
        let run = |look: &str, text: &str| Run { look: look.into(), text: text.into() };
        let mut words = Words(vec![run("", "填报单位："), run("<u/>", "____"), run("", " 时间：")]);
        words.replace(&("填报单位：".len().."填报单位：____".len()), "麒麟区");
        assert_eq!(words.0, [run("", "填报单位："), run("<u/>", "麒麟区"), run("", " 时间：")]);
        let end = words.text().len();
        words.replace(&(end..end), "8 月");
        assert_eq!(words.0.last(), Some(&run("", " 时间：8 月")));
    }

    #[test]
    fn escapes_of_workbooks() {
        assert_eq!(unescape("a_x000A_b_x005F_x0041__x"), "a\nb_x0041__x");
    }
}
