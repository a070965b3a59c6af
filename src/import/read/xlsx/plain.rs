//! Cells and shared texts as programs write nearly all of them, `<c r="F12" s="3" t="s"><v>41</v></c>` and
//! `<si><t>甲</t></si>`, known byte by byte: that is many times as fast as event by event. What is not exactly
//! so is left to the events.

use super::sheet::Type;

/// A cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plain<'b> {
    pub(super) address: &'b str,
    pub(super) style: usize,
    pub(super) kind: Type,
    /// What stands in it; empty where nothing does.
    pub(super) value: &'b str,
    /// How many bytes it takes.
    pub(super) length: usize,
}

/// The cell at the beginning of these bytes, if it is one for certain and whole.
pub(super) fn cell(bytes: &[u8]) -> Option<Plain<'_>> {
    let (address, rest) = until_quote(bytes.strip_prefix(b"<c r=\"")?)?;
    let (style, rest) = match rest.strip_prefix(b" s=\"") {
        Some(rest) => until_quote(rest)?,
        None => ("0", rest),
    };
    let (kind, rest) = match rest.strip_prefix(b" t=\"") {
        Some(rest) => until_quote(rest)?,
        None => ("n", rest),
    };
    let kind = match kind {
        "s" => Type::Shared,
        "n" => Type::Number,
        "b" => Type::Bool,
        _ => return None,
    };
    let (value, rest) = match rest.strip_prefix(b"><v>") {
        Some(rest) => {
            let (value, rest) = run(rest)?;
            (value, rest.strip_prefix(b"</v></c>")?)
        }
        None => ("", rest.strip_prefix(b"/>")?),
    };
    Some(Plain { address, style: style.parse().ok()?, kind, value, length: bytes.len() - rest.len() })
}

/// The shared text at the beginning of these bytes, if it is one for certain and whole, and how many bytes it
/// takes.
pub(super) fn text(bytes: &[u8]) -> Option<(&str, usize)> {
    let text = bytes.strip_prefix(b"<si><t>")?;
    let text = text.get(..memchr::memchr(b'<', text)?)?;
    let length = b"<si><t>".len() + text.len();
    bytes.get(length..)?.strip_prefix(b"</t></si>")?;
    let blank = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    if blank(text.first()) || blank(text.last()) || memchr::memchr3(b'&', b'\r', b'_', text).is_some() {
        return None;
    }
    Some((std::str::from_utf8(text).ok()?, length + b"</t></si>".len()))
}

/// Letters, digits and what a number has besides, to the quotation mark, and what follows that.
fn until_quote(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (text, rest) = run(bytes)?;
    Some((text, rest.strip_prefix(b"\"")?))
}

fn run(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let of_number = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+');
    let (text, rest) = bytes.split_at(bytes.iter().position(|byte| !of_number(byte))?);
    Some((std::str::from_utf8(text).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::super::super::collect::Collector;
    use super::super::super::xml::Xml;
    use super::super::{Book, sheet};
    use super::*;
    use std::io::BufReader;

    /// What is read of a sheet, in pieces of so many bytes.
    fn read(xml: &str, size: usize) -> Result<crate::import::read::Read, crate::lang::Text> {
        let mut book = Book::default();
        ["甲", "乙"].into_iter().for_each(|text| book.strings.push(text).unwrap());
        let mut out = Collector::default();
        out.begin("Sheet1".to_owned(), false)?;
        sheet::read(
            &mut Xml::new(BufReader::with_capacity(size, xml.as_bytes()), "sheet1.xml"),
            &book,
            &mut out,
        )?;
        out.finish()
    }

    #[test]
    fn a_text_is_known_only_when_it_is_one_for_certain() {
        assert_eq!(text("<si><t>某 某</t></si><si>".as_bytes()), Some(("某 某", 23)));
        for other in [
            "<si><t>甲",
            "<si><t>甲</t></s",
            "<si><t></t></si>",
            "<si><t> 甲</t></si>",
            "<si><t>甲\n</t></si>",
            "<si><t>甲&amp;</t></si>",
            "<si><t>甲_x000D_</t></si>",
            "<si><t>甲\r乙</t></si>",
            "<si><t>甲</t><phoneticPr/></si>",
            "<si><t xml:space=\"preserve\">甲</t></si>",
            "<si><r><t>甲</t></r></si>",
        ] {
            assert_eq!(text(other.as_bytes()), None, "{other}");
        }
        assert_eq!(text(b"<si><t>\xff</t></si>"), None);
    }

    #[test]
    fn byte_by_byte_is_the_same_as_event_by_event() {
        let rows = [
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" s=\"1\"><v>45000.5</v></c><c r=\"D1\"/><c r=\"E1\" t=\"b\"><v>1</v></c></row>",
            "<row r=\"2\"><c r=\"A2\"/><c r=\"B2\" t=\"s\"><v>1</v></c><c><v>3</v></c><c r=\"E2\" t=\"str\"><f>A1</f><v>是</v></c></row>",
            "<row/><row><c><v>1</v></c><c t=\"s\"><v>0</v></c> <c r=\"D4\"><v>7</v></c>\n<c r=\"E4\" t=\"s\"><v>9</v></c></row>",
            "<row r=\"6\"/><c r=\"A7\"><v>1</v></c><row><c r=\"A8\"><v>2</v></c><c r=\"B8\"><v>1</v></c></row>",
        ];
        let wrong = [
            "<row><c r=\"A1\"><v>1</v></c><c r=\"0\"><v>1</v></c></row>",
            "<row><c r=\"A1\"/><c r=\"B1\"><v>1</v></row>",
        ];
        for rows in [&rows[..], &rows[..1], &rows[1..], &wrong[..1], &wrong[1..]] {
            let text = format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.concat());
            // A line break inside is the same to XML, and none of these cells.
            let by_event = read(&text.replace("<c r", "<c\nr"), 1 << 16);
            for size in [1, 7, 30, 64, 1 << 16] {
                assert_eq!(read(&text, size), by_event, "{size} {text}");
            }
        }
    }

    #[test]
    fn a_cell_is_known_only_when_it_is_one_for_certain() {
        let plain = |address, style, kind, value, length| Some(Plain { address, style, kind, value, length });
        let of = |text: &'static str| cell(text.as_bytes());
        assert_eq!(
            of("<c r=\"F12\" s=\"3\" t=\"s\"><v>41</v></c><c"),
            plain("F12", 3, Type::Shared, "41", 36)
        );
        assert_eq!(of("<c r=\"A1\"><v>-1.5E+3</v></c>\n"), plain("A1", 0, Type::Number, "-1.5E+3", 28));
        assert_eq!(of("<c r=\"A1\" s=\"1\"/><"), plain("A1", 1, Type::Number, "", 17));
        assert_eq!(of("<c r=\"A1\" t=\"b\"><v>1</v></c>"), plain("A1", 0, Type::Bool, "1", 28));
        for other in [
            "<c r=\"A1\" t=\"s\"><v>4",
            "<c r=\"A1\"><v> 4</v></c>",
            "<c r=\"A1\"><v>4&amp;</v></c>",
            "<c r=\"A1\"><v>四</v></c>",
            "<c r=\"A1\"><f>1+1</f><v>2</v></c>",
            "<c r=\"A1\" t=\"str\"><v>4</v></c>",
            "<c t=\"s\" r=\"A1\"><v>4</v></c>",
            "<c r='A1'><v>4</v></c>",
            "<c><v>4</v></c>",
            "<col r=\"A1\"/>",
            "</row>",
            "",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
