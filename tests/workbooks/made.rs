//! Files made for the tests, and what was read from them as lines to compare.

use hazards::import::grid::{At, Value};
use hazards::import::read::{Read, read};
use hazards::lang::Lang;
use std::io::Write;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6));
    for (name, bytes) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELATIONS: &str =
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

/// The parts of an Excel workbook of one sheet, so that a test can change any of them.
pub struct Xlsx {
    pub sheet: String,
    pub strings: String,
    pub styles: String,
    pub workbook: String,
    pub more: Vec<(String, Vec<u8>)>,
}

impl Xlsx {
    /// A workbook whose sheet has these rows.
    pub fn of(rows: &str) -> Self {
        Self {
            sheet: format!("<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"),
            strings: format!("<sst {MAIN} count=\"1\" uniqueCount=\"1\"><si><t>甲</t></si></sst>"),
            styles: format!(
                "<styleSheet {MAIN}><numFmts count=\"1\"><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>\
                 <cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>"
            ),
            workbook: format!(
                "<workbook {MAIN} xmlns:r=\"{OFFICE}\"><workbookPr/><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
            more: Vec::new(),
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let root = format!(
            "{RELATIONS}<Relationship Id=\"a\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        let relation = |id, kind, target| {
            format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
        };
        let relations = [
            relation("rId1", "worksheet", "worksheets/sheet1.xml"),
            relation("rId2", "styles", "styles.xml"),
            relation("rId3", "sharedStrings", "/xl/sharedStrings.xml"),
            relation("rId4", "chartsheet", "chartsheets/sheet1.xml"),
        ];
        let relations = format!("{RELATIONS}{}</Relationships>", relations.concat());
        let mut parts: Vec<(&str, &[u8])> = vec![
            ("[Content_Types].xml", b"<Types/>"),
            ("_rels/.rels", root.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/workbook.xml", self.workbook.as_bytes()),
            ("xl/worksheets/sheet1.xml", self.sheet.as_bytes()),
            ("xl/styles.xml", self.styles.as_bytes()),
            ("xl/sharedStrings.xml", self.strings.as_bytes()),
        ];
        parts.extend(self.more.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        archive(&parts)
    }
}

/// A spreadsheet of OpenDocument with these tables.
pub fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:calcext=\"c\" xmlns:draw=\"d\">\
         <office:automatic-styles><style:style style:name=\"ta1\"><style:table-properties table:display=\"true\"/></style:style>\
         <style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest=\"m\"/>"),
        ("content.xml", content.as_bytes()),
    ])
}

/// What was read, a line a sheet, a merged range, a cell and a note.
pub fn lines(read: &Read) -> Vec<String> {
    let mut lines = Vec::new();
    for sheet in &read.workbook.sheets {
        let hidden = if sheet.hidden { " hidden" } else { "" };
        lines.push(format!("[{}]{hidden}", sheet.name));
        lines.extend(sheet.merges.iter().map(|merge| format!("{}:{}", merge.first, merge.last)));
        lines.extend(sheet.cells.iter().map(|cell| format!("{} {}", cell.at, shown(&cell.value))));
    }
    for note in &read.notes {
        let at = note.at.map(|at| at.to_string()).unwrap_or_default();
        lines.push(format!("{}!{at}: {}", note.sheet, note.text.in_lang(Lang::Zh)));
    }
    lines
}

pub fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.to_string(),
        Value::Date(day) => format!("date {day}"),
        Value::Bool(yes) => yes.to_string(),
        Value::Error(what) => format!("error {what}"),
    }
}

/// The lines of a file that can be read.
pub fn read_lines(name: &str, bytes: Vec<u8>) -> Vec<String> {
    lines(&read(name, bytes).unwrap_or_else(|text| panic!("{}", text.zh)))
}

/// Why a file cannot be read, in Chinese.
pub fn refusal(name: &str, bytes: Vec<u8>) -> String {
    match read(name, bytes) {
        Ok(read) => panic!("{name} was read: {:?}", lines(&read).iter().take(20).collect::<Vec<_>>()),
        Err(text) => {
            assert!(!text.en.is_empty() && !text.zh.contains('\n'), "{text:?}");
            text.zh.into_owned()
        }
    }
}

/// A sheet's cell by its address.
pub fn at(row: u32, column: u32) -> At {
    At { row, column }
}
