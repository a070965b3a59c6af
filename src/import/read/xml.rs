//! XML as the parts of a workbook have it, event by event: nested only so deep, whole to its end, and
//! every fault an answer in plain words.

use super::pack::TooMuch;
use super::refusal;
use crate::lang::Text;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::io::BufRead;

/// How deep elements may stand in each other.
const DEEPEST: u32 = 200;
/// The longest text of one element.
const LONGEST: usize = 8 << 20;

/// A part of a workbook as events. Empty elements have their end, too.
pub(super) struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    depth: u32,
    part: String,
}

impl<R: BufRead> Xml<R> {
    /// The events of a part.
    pub(super) fn new(reader: R, part: &str) -> Self {
        let mut reader = Reader::from_reader(reader);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = false;
        Self { reader, buffer: Vec::with_capacity(1 << 12), depth: 0, part: part.to_owned() }
    }

    /// How deep the last event has led.
    pub(super) const fn depth(&self) -> u32 {
        self.depth
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Text> {
        self.buffer.clear();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => return Err(failed(&error, &self.part)),
        };
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth == 0 => {}
            Event::Eof => return Err(refusal::damaged(&self.part)),
            _ => {}
        }
        if self.depth > DEEPEST {
            return Err(refusal::damaged(&self.part));
        }
        Ok(event)
    }

    /// The bytes that come next, as many as are at hand. Only behind an end: what an empty element has to
    /// come is not among them.
    pub(super) fn ahead(&mut self) -> Result<&[u8], Text> {
        let part = &self.part;
        self.reader.get_mut().fill_buf().map_err(|error| failed(&error.into(), part))
    }

    /// Takes so many of the bytes that come next, which must be whole elements, for read.
    pub(super) fn pass(&mut self, bytes: usize) {
        self.reader.get_mut().consume(bytes);
    }

    /// Skips the rest of the element whose start was the last event.
    pub(super) fn skip(&mut self) -> Result<(), Text> {
        let depth = self.depth;
        while self.depth >= depth {
            self.next()?;
        }
        Ok(())
    }

    /// Appends the text of the element whose start was the last event.
    pub(super) fn text(&mut self, into: &mut String) -> Result<(), Text> {
        let depth = self.depth;
        while self.depth >= depth {
            let mut reference = None;
            match self.next()? {
                Event::Text(text) => into.push_str(&text.xml10_content()),
                Event::CData(text) => into.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => reference = Some(character(&entity)),
                _ => {}
            }
            if let Some(found) = reference {
                into.push(found.ok_or_else(|| self.damaged())?);
            }
            if into.len() > LONGEST {
                return Err(refusal::unpacked());
            }
        }
        Ok(())
    }

    /// That the part is damaged.
    pub(super) fn damaged(&self) -> Text {
        refusal::damaged(&self.part)
    }
}

/// The character that `&amp;` or `&#x4e2d;` stands for.
pub(super) fn character(entity: &BytesRef<'_>) -> Option<char> {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => Some(c),
        Ok(None) => resolve_predefined_entity(entity)?.chars().next(),
        Err(_) => None,
    }
}

/// An element's attribute by its local name, its entities resolved.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| attribute.value.to_string(), Cow::into_owned))
}

fn failed(error: &quick_xml::Error, part: &str) -> Text {
    if let quick_xml::Error::Io(error) = error
        && error.get_ref().is_some_and(|inner| inner.is::<TooMuch>())
    {
        return refusal::unpacked();
    }
    refusal::damaged(part)
}
