//! Excel workbooks of 97 to 2003: the `Workbook` stream of an OLE2 container, record by record. An own
//! reading, since a reader that lays sheets out as rectangles can be made to need any amount of memory.

mod container;
mod records;
mod sheet;
mod texts;

use super::collect::{Collector, LINKS, MACROS};
use super::date::{self, Shown};
use super::refusal;
use super::strings::Strings;
use crate::lang::Text;
use container::Container;
use records::{Record, Records, long, short};
use std::collections::HashMap;

/// What the cells of every sheet refer to.
#[derive(Default)]
struct Book {
    strings: Strings,
    styles: Vec<Shown>,
    is_1904: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    start: usize,
    name: String,
    hidden: bool,
    is_table: bool,
}

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], out: &mut Collector) -> Result<(), Text> {
    let container = Container::open(bytes)?;
    let Some(stream) = container.stream("Workbook")? else { return Err(other(&container)) };
    if container.has("_VBA_PROJECT_CUR") {
        out.note(None, MACROS);
    }
    let (book, sheets) = globals(&stream, out)?;
    let mut walked = 0;
    for listed in sheets {
        out.begin(listed.name, listed.hidden)?;
        if !listed.is_table {
            out.note(
                None,
                Text::fixed(
                    "图表或宏工作表：没有单元格可读",
                    "a chart or macro sheet: it has no cells to read",
                ),
            );
            continue;
        }
        let Some(part) = stream.get(listed.start..) else { return Err(refusal::damaged("Workbook")) };
        walked += sheet::read(part, &book, out)?;
        // Sheets that overlap would be read again and again.
        if walked > stream.len() {
            return Err(refusal::damaged("Workbook"));
        }
    }
    Ok(())
}

/// What an OLE2 container without a workbook is.
fn other(container: &Container<'_>) -> Text {
    if container.has("EncryptedPackage") {
        return refusal::encrypted();
    }
    if container.has("Book") {
        return refusal::is("旧版 Excel（95 或更早）的文件", "a file of Excel 95 or older");
    }
    if container.has("WordDocument") {
        return refusal::no_table(
            "Word 或 WPS 文字文档（.doc、.wps）",
            "a Word or WPS document (.doc, .wps)",
        );
    }
    if container.has("PowerPoint Document") {
        return refusal::no_table("演示文稿（.ppt、.dps）", "a presentation (.ppt, .dps)");
    }
    refusal::is(
        "没有工作簿的 Office 或 WPS 文件（如 .et、.wps）",
        "an Office or WPS file without a workbook (such as .et, .wps)",
    )
}

/// What stands before the sheets.
fn globals(stream: &[u8], out: &mut Collector) -> Result<(Book, Vec<Listed>), Text> {
    let damaged = || refusal::damaged("Workbook");
    let mut book = Book::default();
    let (mut formats, mut sheets, mut own) = (Vec::new(), Vec::new(), HashMap::new());
    let mut first = true;
    for record in Records::new(stream) {
        let record = record.ok_or_else(damaged)?;
        if first && (record.kind != Record::BOF || short(record.data, 0) != Some(0x0600)) {
            return Err(refusal::is("旧版 Excel（95 或更早）的文件", "a file of Excel 95 or older"));
        }
        first = false;
        match record.kind {
            Record::FILE_PASS => return Err(refusal::encrypted()),
            Record::DATE_MODE => book.is_1904 = short(record.data, 0) == Some(1),
            Record::FORMAT => {
                let id = short(record.data, 0).ok_or_else(damaged)?;
                let code = texts::plain(record.data.get(2..).unwrap_or_default()).ok_or_else(damaged)?;
                own.insert(id, date::shown(&code));
            }
            Record::XF => formats.push(short(record.data, 2).ok_or_else(damaged)?),
            Record::BOUND_SHEET => sheets.push(listed(record.data).ok_or_else(damaged)?),
            Record::SST => texts::shared(record.data, record.rest, &mut book.strings)?,
            // Names of the workbook itself have no path of a file.
            Record::SUP_BOOK
                if short(record.data, 2).is_some_and(|count| !matches!(count, 0x0401 | 0x3a01)) =>
            {
                out.note(None, LINKS);
            }
            Record::EOF => break,
            _ => {}
        }
    }
    if sheets.is_empty() {
        return Err(damaged());
    }
    let shown = |id: u16| own.get(&id).copied().unwrap_or_else(|| date::built_in(u32::from(id)));
    book.styles = formats.into_iter().map(shown).collect();
    Ok((book, sheets))
}

fn listed(data: &[u8]) -> Option<Listed> {
    let start = long(data, 0)? as usize;
    let (state, kind, count) = (*data.get(4)?, *data.get(5)?, *data.get(6)?);
    let name = texts::characters(data.get(7..)?, usize::from(count))?;
    Some(Listed { start, name, hidden: state & 0x3 != 0, is_table: kind == 0 })
}
