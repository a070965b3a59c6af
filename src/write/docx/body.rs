//! The text of the document: what stands above and below the table of a sheet as paragraphs, what has
//! borders as a table, and how each section lies on the paper.

use super::layout::{Layout, Margins};
use super::{Xml, element, empty, table, value};
use crate::sheet::{Cell, Sheet, Style, Value};
use crate::write::lined;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Cow;
use std::io;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A part that holds one element.
pub(super) fn part(
    name: &str,
    spaces: &[(&str, &str)],
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    element(&mut xml, name, spaces, inner)?;
    Ok(xml.into_inner())
}

/// The sheets, each on pages of its own.
pub(super) fn document(sheets: &[(&Sheet, Layout)]) -> io::Result<Vec<u8>> {
    part("w:document", &[("xmlns:w", MAIN), ("xmlns:r", RELATIONS)], |xml| {
        element(xml, "w:body", &[], |xml| {
            for (number, (sheet, layout)) in (1..).zip(sheets) {
                rows(xml, sheet, layout, number)?;
                if number == sheets.len() {
                    section(xml, layout)?;
                } else {
                    end(xml, Some(layout))?;
                }
            }
            Ok(())
        })
    })
}

/// The rows of the sheet of a number: runs of those with borders as tables, the others as paragraphs.
fn rows(xml: &mut Xml, sheet: &Sheet, layout: &Layout, number: usize) -> io::Result<()> {
    let is_table = |cells: &Vec<Cell>| cells.iter().any(|cell| cell.style.has_border());
    let mut row = 0;
    for run in sheet.rows.chunk_by(|one, next| is_table(one) == is_table(next)) {
        if run.first().is_some_and(is_table) {
            let head = sheet.head.end.saturating_sub(row).min(run.len());
            let head = if sheet.head.start <= row { head } else { 0 };
            table::table(xml, run, head, layout, number)?;
            if row + run.len() == sheet.rows.len() {
                end(xml, None)?;
            }
        } else {
            run.iter().try_for_each(|cells| line(xml, cells, layout, number))?;
        }
        row += run.len();
    }
    Ok(())
}

/// A row without borders: one paragraph, its cells set apart where their columns begin.
fn line(xml: &mut Xml, cells: &[Cell], layout: &Layout, number: usize) -> io::Result<()> {
    let style = cells.first().map_or(Style::Line, |cell| cell.style);
    let tabs: Vec<(&str, String)> = cells
        .iter()
        .skip(1)
        .map(|cell| match cell.style {
            Style::LineEnd => ("right", layout.width().to_string()),
            _ => ("left", layout.over(0, cell.column).to_string()),
        })
        .collect();
    let set = |xml: &mut Xml| {
        if tabs.is_empty() {
            return Ok(());
        }
        element(xml, "w:tabs", &[], |xml| {
            tabs.iter().try_for_each(|(side, at)| empty(xml, "w:tab", &[("w:val", side), ("w:pos", at)]))
        })
    };
    paragraph(xml, style, number, set, |xml| {
        cells.iter().enumerate().try_for_each(|(place, cell)| {
            if place > 0 {
                element(xml, "w:r", &[], |xml| empty(xml, "w:tab", &[]))?;
            }
            run(xml, &cell.value)
        })
    })
}

/// A paragraph of a style of the sheet of a number.
pub(super) fn paragraph(
    xml: &mut Xml,
    style: Style,
    number: usize,
    set: impl FnOnce(&mut Xml) -> io::Result<()>,
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    element(xml, "w:p", &[], |xml| {
        element(xml, "w:pPr", &[], |xml| {
            value(xml, "w:pStyle", &style_id(style, number))?;
            set(xml)
        })?;
        inner(xml)
    })
}

/// What names a style of the sheet of a number.
pub(super) fn style_id(style: Style, number: usize) -> String {
    format!("{style:?}{number}")
}

/// A value as text, its line breaks and tabs as such. Nothing in it is more than text.
pub(super) fn run(xml: &mut Xml, value: &Value) -> io::Result<()> {
    let text = match value {
        Value::Text(text) => lined(text),
        number => Cow::Owned(number.to_string()),
    };
    if text.is_empty() {
        return Ok(());
    }
    element(xml, "w:r", &[], |xml| {
        for (place, line) in text.split('\n').enumerate() {
            if place > 0 {
                empty(xml, "w:br", &[])?;
            }
            for (place, words) in line.split('\t').enumerate() {
                if place > 0 {
                    empty(xml, "w:tab", &[])?;
                }
                if !words.is_empty() {
                    let text = xml.create_element("w:t").with_attribute(("xml:space", "preserve"));
                    text.write_text_content(BytesText::new(words))?;
                }
            }
        }
        Ok(())
    })
}

/// A paragraph that is hardly seen: after a table, and at the end of a section.
fn end(xml: &mut Xml, ends: Option<&Layout>) -> io::Result<()> {
    element(xml, "w:p", &[], |xml| {
        element(xml, "w:pPr", &[], |xml| {
            empty(
                xml,
                "w:spacing",
                &[("w:before", "0"), ("w:after", "0"), ("w:line", "20"), ("w:lineRule", "exact")],
            )?;
            element(xml, "w:rPr", &[], |xml| value(xml, "w:sz", "2"))?;
            ends.map_or(Ok(()), |layout| section(xml, layout))
        })
    })
}

/// How a section lies on the paper.
fn section(xml: &mut Xml, layout: &Layout) -> io::Result<()> {
    let Margins { sides, top, bottom } = layout.margins();
    let [width, height] = layout.page().map(|length| length.to_string());
    let [sides, top, bottom] = [sides, top, bottom].map(|length| length.to_string());
    let footer = if layout.is_numbered() { "rId4" } else { "rId5" };
    element(xml, "w:sectPr", &[], |xml| {
        empty(xml, "w:footerReference", &[("w:type", "default"), ("r:id", footer)])?;
        value(xml, "w:type", "nextPage")?;
        let size = [("w:w", width.as_str()), ("w:h", &height), ("w:orient", "landscape")];
        empty(xml, "w:pgSz", if layout.is_landscape() { &size } else { &size[..2] })?;
        let margins = [
            ("w:top", top.as_str()),
            ("w:right", &sides),
            ("w:bottom", &bottom),
            ("w:left", &sides),
            ("w:header", "432"),
            ("w:footer", "432"),
            ("w:gutter", "0"),
        ];
        empty(xml, "w:pgMar", &margins)?;
        empty(xml, "w:pgNumType", &[("w:start", "1")])
    })
}
