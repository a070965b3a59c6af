//! The styles of an Excel workbook, as far as they say whether a number is a date.

use super::super::date::{self, Shown};
use super::super::pack::Pack;
use super::super::refusal;
use super::super::xml::attribute;
use crate::lang::Text;
use quick_xml::events::Event;
use std::collections::HashMap;

/// The most styles; a workbook has at most 65,490.
const MOST: usize = 1_000_000;

/// What each style of cells makes of a number.
pub(super) fn read(pack: &mut Pack<'_>, part: &str) -> Result<Vec<Shown>, Text> {
    let mut own: HashMap<u32, Shown> = HashMap::new();
    let mut styles = Vec::new();
    let mut in_cells = false;
    let Some(mut xml) = pack.part(part)? else { return Ok(styles) };
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&element, "formatCode")) {
                        own.insert(id, date::shown(&code));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id =
                        attribute(&element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default();
                    styles.push(own.get(&id).copied().unwrap_or_else(|| date::built_in(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
        if styles.len() > MOST || own.len() > MOST {
            return Err(refusal::unpacked());
        }
    }
}
