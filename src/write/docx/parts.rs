//! The parts of the document around its text: what it is made of, its title, styles, fonts and footers.

use super::body::{part, style_id};
use super::layout::Layout;
use super::{Xml, element, empty, value};
use crate::sheet::{Sheet, Style};
use crate::text::printable;
use quick_xml::events::BytesText;
use std::io;

pub(super) const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;

pub(super) const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

pub(super) const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/></Relationships>"#;

/// As Word of 2013 and later lays it out, not an older one.
pub(super) const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#;

/// The number of the page.
pub(super) const NUMBERED: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>"#;

/// Nothing, so that a section does not take over the footer of the one before.
pub(super) const UNNUMBERED: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p/></w:ftr>"#;

const MAIN: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");

/// The title, and the form's day as the time of creation.
pub(super) fn properties(sheet: Option<&Sheet>) -> io::Result<Vec<u8>> {
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    part("cp:coreProperties", &spaces, |xml| {
        let Some(sheet) = sheet else { return Ok(()) };
        let title = printable(&sheet.title);
        xml.create_element("dc:title").write_text_content(BytesText::new(&title))?;
        let created = format!("{}T00:00:00Z", sheet.day.format("%Y-%m-%d"));
        let time = xml.create_element("dcterms:created").with_attribute(("xsi:type", "dcterms:W3CDTF"));
        time.write_text_content(BytesText::new(&created)).map(|_| ())
    })
}

/// The styles of every sheet.
pub(super) fn styles<'l>(layouts: impl Iterator<Item = &'l Layout>) -> io::Result<Vec<u8>> {
    part("w:styles", &[MAIN], |xml| {
        element(xml, "w:docDefaults", &[], |xml| {
            element(xml, "w:rPrDefault", &[], |xml| {
                element(xml, "w:rPr", &[], |xml| {
                    font(xml, Style::Label)?;
                    value(xml, "w:sz", "22")?;
                    empty(xml, "w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")])
                })
            })?;
            empty(xml, "w:pPrDefault", &[])
        })?;
        let plain = [("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")];
        element(xml, "w:style", &plain, |xml| value(xml, "w:name", "Normal"))?;
        for (number, layout) in (1..).zip(layouts) {
            Style::ALL.into_iter().try_for_each(|kind| style(xml, kind, number, layout))?;
        }
        Ok(())
    })
}

fn style(xml: &mut Xml, style: Style, number: usize, layout: &Layout) -> io::Result<()> {
    let id = style_id(style, number);
    let named = [("w:type", "paragraph"), ("w:customStyle", "1"), ("w:styleId", id.as_str())];
    element(xml, "w:style", &named, |xml| {
        value(xml, "w:name", &format!("hazards {id}"))?;
        element(xml, "w:pPr", &[], |xml| {
            let air = layout.air(style).to_string();
            empty(xml, "w:spacing", &[("w:before", &air), ("w:after", &air)])?;
            value(xml, "w:jc", side(style))
        })?;
        element(xml, "w:rPr", &[], |xml| {
            font(xml, style)?;
            let size = layout.size(style).to_string();
            value(xml, "w:sz", &size)?;
            value(xml, "w:szCs", &size)
        })
    })
}

/// The typeface of Latin letters and digits in official documents.
const LATIN: &str = "Times New Roman";

/// The typefaces of a style. What may be Chinese or Latin, such as quotation marks, is Chinese.
fn font(xml: &mut Xml, style: Style) -> io::Result<()> {
    let fonts = [
        ("w:hint", "eastAsia"),
        ("w:ascii", LATIN),
        ("w:hAnsi", LATIN),
        ("w:eastAsia", style.font().name),
        ("w:cs", LATIN),
    ];
    empty(xml, "w:rFonts", &fonts)
}

const fn side(style: Style) -> &'static str {
    match style {
        // The last part of a line is set at the right by its tab.
        Style::Attachment | Style::Line | Style::LineEnd | Style::Label | Style::Note => "left",
        Style::Title | Style::Heading | Style::Group | Style::Centred | Style::Digits | Style::Total => {
            "center"
        }
    }
}

/// The Chinese typefaces, so that where one is missing another Chinese one takes its place.
pub(super) fn fonts() -> io::Result<Vec<u8>> {
    let mut names: Vec<&str> = Style::ALL.iter().map(|style| style.font().name).collect();
    names.sort_unstable();
    names.dedup();
    part("w:fonts", &[MAIN], |xml| {
        names.iter().try_for_each(|name| {
            element(xml, "w:font", &[("w:name", name)], |xml| {
                value(xml, "w:altName", "宋体")?;
                value(xml, "w:charset", "86")?;
                value(xml, "w:family", "auto")?;
                value(xml, "w:pitch", "variable")
            })
        })
    })
}
