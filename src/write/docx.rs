//! Sheets as a Word document that prints like the official forms: a section a sheet, on A4, with merged
//! cells and headings that each page repeats. All that stands in it is text, drawn with the fonts of
//! official documents; no link, no field but the page's number; and no clock.

mod body;
mod layout;
mod parts;
mod table;

use super::Error;
use crate::lang::Text;
use crate::sheet::Sheet;
use layout::Layout;
use quick_xml::Writer;
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// A part of the document as it is written.
type Xml = Writer<Vec<u8>>;

/// A document of these sheets.
///
/// # Errors
/// A sheet whose cells overlap or reach beyond its columns.
pub fn docx(sheets: &[Sheet]) -> Result<Vec<u8>, Error> {
    document(sheets).map_err(|error| {
        Error(Text::made(
            format!("无法生成 Word 文档：{error}"),
            format!("cannot make the Word document: {error}"),
        ))
    })
}

fn document(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let laid_out: Vec<(&Sheet, Layout)> = sheets.iter().map(|sheet| (sheet, Layout::of(sheet))).collect();
    let layouts = laid_out.iter().map(|(_, layout)| layout);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Every file is as old as the format knows and made on one system, so that the same sheets give the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644);
    let files = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.as_bytes().to_vec()),
        ("_rels/.rels", parts::RELATIONS.as_bytes().to_vec()),
        ("docProps/core.xml", parts::properties(sheets.first())?),
        ("word/document.xml", body::document(&laid_out)?),
        ("word/_rels/document.xml.rels", parts::DOCUMENT_RELATIONS.as_bytes().to_vec()),
        ("word/styles.xml", parts::styles(layouts)?),
        ("word/settings.xml", parts::SETTINGS.as_bytes().to_vec()),
        ("word/fontTable.xml", parts::fonts()?),
        ("word/footer1.xml", parts::NUMBERED.as_bytes().to_vec()),
        ("word/footer2.xml", parts::UNNUMBERED.as_bytes().to_vec()),
    ];
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// An element with what stands in it.
fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_inner_content(inner).map(|_| ())
}

/// An element in which nothing stands.
fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_empty().map(|_| ())
}

/// An element whose only attribute is its value.
fn value(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    empty(xml, name, &[("w:val", value)])
}
