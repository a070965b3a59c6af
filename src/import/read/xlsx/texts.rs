//! Texts of an Excel workbook, shared and in the cell: plain, or of runs; phonetic readings left out.

use super::super::pack::Pack;
use super::super::strings::{Strings, unescape};
use super::super::xml::{Xml, attribute};
use super::plain;
use crate::lang::Text;
use quick_xml::events::Event;
use std::io::BufRead;

/// The shared texts.
pub(super) fn read(pack: &mut Pack<'_>, part: &str) -> Result<Strings, Text> {
    let mut strings = Strings::default();
    let Some(mut xml) = pack.part(part)? else { return Ok(strings) };
    let (mut text, mut raw) = (String::new(), String::new());
    loop {
        match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                text.clear();
                rich(&mut xml, &mut text, &mut raw)?;
                strings.push(&text)?;
                while let Some((text, length)) = plain::text(xml.ahead()?) {
                    strings.push(text)?;
                    xml.pass(length);
                }
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Appends the text of `<si>` or `<is>`, whose start was the last event.
pub(super) fn rich<R: BufRead>(xml: &mut Xml<R>, text: &mut String, raw: &mut String) -> Result<(), Text> {
    let depth = xml.depth();
    while xml.depth() >= depth {
        let Event::Start(element) = xml.next()? else { continue };
        match element.local_name().as_ref() {
            "rPh" => xml.skip()?,
            "t" => {
                let kept = attribute(&element, "space").is_some_and(|space| space == "preserve");
                raw.clear();
                xml.text(raw)?;
                let plain = if kept { raw.as_str() } else { raw.trim_matches([' ', '\t', '\r', '\n']) };
                unescape(plain, text);
            }
            _ => {}
        }
    }
    Ok(())
}
