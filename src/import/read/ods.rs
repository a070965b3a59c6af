//! OpenDocument spreadsheets: the sheets of `content.xml`, read event by event. A repeated row or cell is
//! written out only where there is something in it.

mod table;

use super::collect::{Collector, LINKS};
use super::pack::Pack;
use super::refusal;
use super::xml::attribute;
use crate::lang::Text;
use quick_xml::events::Event;
use std::collections::HashSet;

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// Reads a spreadsheet.
pub(super) fn read(pack: &mut Pack<'_>, out: &mut Collector) -> Result<(), Text> {
    if pack.has("encrypted-package") || is_encrypted(pack)? {
        return Err(refusal::encrypted());
    }
    if pack.has_below("basic/") {
        out.note(None, super::collect::MACROS);
    }
    let Some(mut xml) = pack.part(CONTENT)? else { return Err(refusal::damaged(CONTENT)) };
    let mut hidden: HashSet<String> = HashSet::new();
    let mut style = None;
    let mut sheets = 0;
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "style" => style = attribute(&element, "name"),
                "table-properties"
                    if attribute(&element, "display").is_some_and(|shown| shown == "false") =>
                {
                    hidden.extend(style.take());
                }
                "tracked-changes" => xml.skip()?,
                "table" => {
                    let name = attribute(&element, "name").unwrap_or_default();
                    if name.starts_with("'file:") {
                        out.note(None, LINKS);
                        xml.skip()?;
                        continue;
                    }
                    let is_hidden =
                        attribute(&element, "style-name").is_some_and(|style| hidden.contains(&style));
                    out.begin(name, is_hidden)?;
                    table::read(&mut xml, out)?;
                    sheets += 1;
                }
                _ => {}
            },
            Event::Eof if sheets == 0 => return Err(refusal::damaged(CONTENT)),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn is_encrypted(pack: &mut Pack<'_>) -> Result<bool, Text> {
    let Some(mut xml) = pack.part(MANIFEST)? else { return Ok(false) };
    loop {
        match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}
