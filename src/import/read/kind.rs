//! What a file is, by what stands in it.

use super::{csv, refusal};
use crate::lang::Text;
use crate::text::quote;

/// What an .ods says that it is.
pub(super) const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// What a file is.
pub(super) enum Kind {
    /// A zip archive: .xlsx or .ods.
    Zip,
    /// An OLE2 container: .xls.
    Ole,
    /// Text: .csv.
    Csv(String),
}

/// What these bytes are.
///
/// # Errors
/// They are known to be something else, or nothing known.
pub(super) fn of(bytes: &[u8]) -> Result<Kind, Text> {
    if bytes.is_empty() {
        return Err(Text::fixed("文件是空的", "the file is empty"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Ok(Kind::Ole);
    }
    let others: &[(&[&[u8]], &str, &str)] = &[
        (&[b"%PDF"], "PDF 文件", "a PDF"),
        (
            &[b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF"],
            "图片或媒体文件",
            "a picture or a media file",
        ),
        (&[b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"PK"], "压缩包", "an archive"),
    ];
    for (starts, zh, en) in others {
        if starts.iter().any(|start| bytes.starts_with(start)) {
            return Err(refusal::no_table(zh, en));
        }
    }
    let old: [&[u8]; 4] = [b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"];
    if old.iter().any(|start| bytes.starts_with(start))
        && bytes.get(2..4).is_some_and(|size| size.contains(&0))
    {
        return Err(refusal::is("旧版 Excel（95 或更早）的文件", "a file of Excel 95 or older"));
    }
    let Some(text) = csv::decode(bytes) else {
        return Err(refusal::no_table("无法识别的文件", "a file of an unknown sort"));
    };
    markup(&text)?;
    Ok(Kind::Csv(text))
}

/// Refuses what is text, but of another format.
fn markup(text: &str) -> Result<(), Text> {
    let head: String = text.trim_start().chars().take(4_000).collect::<String>().to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| head.starts_with(word));
    if starts(&["<?xml", "<workbook"]) && head.contains("office:spreadsheet") {
        return Err(refusal::is("“XML 电子表格 2003”文件", "an XML spreadsheet of 2003"));
    }
    if starts(&["<!doctype", "<html", "<head", "<table", "<meta", "<style", "<body", "mime-version:"])
        || (starts(&["<?xml", "<!--"]) && head.contains("<html"))
    {
        return Err(refusal::is("网页（HTML）", "a web page (HTML)"));
    }
    if starts(&["<?xml"]) {
        return Err(refusal::is("XML 文件", "an XML file"));
    }
    if starts(&["{\\rtf"]) {
        return Err(refusal::no_table("RTF 文档", "an RTF document"));
    }
    Ok(())
}

/// The endings of an Excel workbook, the first one the usual one; so with the others.
pub(super) const XLSX_ENDINGS: &[&str] = &["xlsx", "xlsm", "xltx", "xltm"];
/// The endings of an OpenDocument spreadsheet.
pub(super) const ODS_ENDINGS: &[&str] = &["ods", "ots"];
/// The endings of a workbook before 2007.
pub(super) const XLS_ENDINGS: &[&str] = &["xls", "xlt", "et", "ett"];
/// The endings of a file of separated values.
pub(super) const CSV_ENDINGS: &[&str] = &["csv", "tsv", "txt"];

/// What to say where the name of a file promises something else than is in it.
pub(super) fn wrong_ending(name: &str, right: &[&str]) -> Option<Text> {
    let (_, ending) = name.rsplit_once('.').filter(|(_, ending)| ending.len() <= 8)?;
    if right.contains(&ending.to_lowercase().as_str()) {
        return None;
    }
    let (ending, is) = (quote(ending), right.first()?);
    Some(Text::made(
        format!("文件名以 {ending} 结尾，内容却是 .{is}：按内容读入"),
        format!("the name ends in {ending}, but the content is .{is}: read by its content"),
    ))
}
