//! Excel workbooks since 2007, transitional and strict: which parts there are, and the sheets in their
//! order. The parts are read event by event and never unpacked as a whole.

mod parts;
mod plain;
mod sheet;
mod styles;
mod texts;

use super::collect::{COMMENT, Collector, LINKS, MACROS};
use super::date::Shown;
use super::pack::Pack;
use super::refusal;
use super::strings::Strings;
use crate::lang::Text;

/// What the cells of every sheet refer to.
#[derive(Default)]
struct Book {
    strings: Strings,
    styles: Vec<Shown>,
    is_1904: bool,
}

/// Reads a workbook.
pub(super) fn read(pack: &mut Pack<'_>, out: &mut Collector) -> Result<(), Text> {
    other(pack)?;
    let path = parts::workbook_path(pack)?;
    let relations = parts::relations(pack, &path)?;
    let Some(mut xml) = pack.part(&path)? else {
        let is_binary = pack.has("xl/workbook.bin");
        let binary = || refusal::is("二进制工作簿 .xlsb", "a binary workbook .xlsb");
        return Err(if is_binary { binary() } else { refusal::damaged(&path) });
    };
    let listed = parts::sheets(&mut xml)?;
    drop(xml);
    let mut book = Book { is_1904: listed.is_1904, ..Book::default() };
    if let Some(part) = relations.of("styles") {
        book.styles = styles::read(pack, part)?;
    }
    if let Some(part) = relations.of("sharedStrings") {
        book.strings = texts::read(pack, part)?;
    }
    if pack.has_below("xl/vbaproject.bin") {
        out.note(None, MACROS);
    }
    if pack.has_below("xl/externallinks/") {
        out.note(None, LINKS);
    }
    for sheet in listed.sheets {
        out.begin(sheet.name, sheet.hidden)?;
        let Some(relation) = relations.get(&sheet.relation) else { return Err(refusal::damaged(&path)) };
        if relation.kind != "worksheet" {
            out.note(
                None,
                Text::fixed(
                    "图表或宏工作表：没有单元格可读",
                    "a chart or macro sheet: it has no cells to read",
                ),
            );
            continue;
        }
        if parts::relations(pack, &relation.part)?.of("comments").is_some() {
            out.note(None, COMMENT);
        }
        let Some(mut xml) = pack.part(&relation.part)? else { return Err(refusal::damaged(&relation.part)) };
        sheet::read(&mut xml, &book, out)?;
    }
    Ok(())
}

/// Refuses archives of another sort.
fn other(pack: &mut Pack<'_>) -> Result<(), Text> {
    if pack.has("word/document.xml") {
        return Err(refusal::no_table("Word 文档（.docx）", "a Word document (.docx)"));
    }
    if pack.has("ppt/presentation.xml") {
        return Err(refusal::no_table("演示文稿（.pptx）", "a presentation (.pptx)"));
    }
    if pack.has("encrypted-package") {
        return Err(refusal::encrypted());
    }
    if pack.mimetype()?.is_some_and(|mime| mime.starts_with("application/vnd.oasis.opendocument")) {
        return Err(refusal::no_table(
            "OpenDocument 文档，但不是表格",
            "an OpenDocument file, but no spreadsheet",
        ));
    }
    if !pack.has("[Content_Types].xml") && !pack.has("xl/workbook.xml") && !pack.has("_rels/.rels") {
        return Err(refusal::no_table("压缩包（请先解压）", "an archive (unpack it first)"));
    }
    Ok(())
}
