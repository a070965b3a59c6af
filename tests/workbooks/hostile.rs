//! Files made to harm: each has an answer in plain words, soon. How much memory and time they take is
//! measured from a release build by `MEASURE=dir`, which writes them out.

use crate::made::{MAIN, Xlsx, archive, ods};
use hazards::import::read::read;
use std::time::{Duration, Instant};

/// Longer than a release build may take, since the tests are not optimised and run side by side.
const LONGEST: Duration = Duration::from_secs(60);

/// How often a piece is repeated: an eighth in the tests, since they are not optimised.
fn size(full: usize) -> usize {
    if std::env::var_os("MEASURE").is_some() { full } else { full / 8 }
}

/// A name, the bytes, and words of the refusal; none where the file is read.
type Case = (&'static str, Vec<u8>, Option<&'static str>);

fn sheet(text: String) -> Vec<u8> {
    let mut book = Xlsx::of("");
    book.sheet = text;
    book.bytes()
}

fn strings(text: String) -> Vec<u8> {
    let mut book = Xlsx::of("<row><c t=\"s\"><v>0</v></c></row>");
    book.strings = text;
    book.bytes()
}

fn rows(rows: &str) -> Vec<u8> {
    Xlsx::of(rows).bytes()
}

fn table(rows: &str) -> Vec<u8> {
    ods(&format!("<table:table table:name=\"a\">{rows}</table:table>"))
}

const ONE: &str = "<table:table-cell office:value-type=\"float\" office:value=\"1\"";

fn workbooks() -> Vec<Case> {
    let long = "长".repeat(30_000);
    vec![
        ("far-cell.xlsx", rows("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"), Some("XFD1048576 太远")),
        ("far-row.xlsx", rows("<row r=\"4294967295\"><c><v>1</v></c></row>"), Some("A4294967295 太远")),
        ("row-over.xlsx", rows("<row r=\"99999999999\"><c><v>1</v></c></row>"), Some("损坏")),
        ("column-over.xlsx", rows("<row><c r=\"ABCDEFGHIJKLMN1\"><v>1</v></c></row>"), Some("损坏")),
        ("row-0.xlsx", rows("<row><c r=\"A0\"><v>1</v></c></row>"), Some("损坏")),
        ("empty-rows.xlsx", rows(&"<row s=\"1\" customFormat=\"1\"/>".repeat(size(1_048_576))), None),
        ("empty-cells.xlsx", rows(&"<c s=\"1\"/>".repeat(size(8_000_000))), None),
        ("tags.xlsx", rows(&format!("<c r=\"{}\"/>", "<".repeat(24_000_001))), Some("解压后过大")),
        ("cells.xlsx", rows(&format!("<row>{}</row>", "<c><v>1</v></c>".repeat(20)).repeat(100_001)), Some("超过 2000000 个")),
        ("wide.xlsx", rows(&"<c><v>1</v></c>".repeat(1_001)), Some("ALM1 太远")),
        ("dimension.xlsx", sheet(format!("<worksheet {MAIN}><dimension ref=\"XFD9:A1\"/><sheetData/></worksheet>")), None),
        ("merges.xlsx", sheet(format!("<worksheet {MAIN}><mergeCells count=\"9999999999\">{}</mergeCells></worksheet>", "<mergeCell ref=\"A1:B2\"/>".repeat(300_000))), Some("合并的区域超过")),
        ("deep.xlsx", sheet("<a>".repeat(1_000_000)), Some("损坏")),
        ("cut.xlsx", sheet(format!("<worksheet {MAIN}><sheetData><row><c><v>1</v>")), Some("损坏")),
        ("count.xlsx", strings("<sst count=\"18446744073709551615\" uniqueCount=\"18446744073709551615\"><si><t>a</t></si></sst>".to_owned()), None),
        ("no-text.xlsx", strings(format!("<sst>{}</sst>", "<si/>".repeat(4_000_001))), Some("解压后过大")),
        ("long-text.xlsx", strings(format!("<sst><si><t>{}</t></si></sst>", "a".repeat(100 << 20))), Some("解压后过大")),
        ("long-runs.xlsx", strings(format!("<sst><si>{}</si></sst>", format!("<r><t>{}</t></r>", "a".repeat(1 << 20)).repeat(200))), Some("解压后过大")),
        ("comment.xlsx", strings(format!("<sst><!--{}--></sst>", "<".repeat(100 << 20))), Some("解压后过大")),
        ("bomb.xlsx", sheet(" ".repeat(300 << 20)), Some("解压后过大")),
        ("same-text.xlsx", {
            let mut book = Xlsx::of(&"<row><c t=\"s\"><v>0</v></c></row>".repeat(100_000));
            book.strings = format!("<sst><si><t>{long}</t></si></sst>");
            book.bytes()
        }, Some("文字超过")),
        ("styles.xlsx", {
            let mut book = Xlsx::of("<row><c s=\"1\"><v>1</v></c></row>");
            book.styles = format!("<styleSheet><numFmts><numFmt numFmtId=\"1\" formatCode=\"{}\"/></numFmts><cellXfs>{}</cellXfs></styleSheet>",
                "0".repeat(4 << 20), "<xf numFmtId=\"1\"/>".repeat(900_000));
            book.bytes()
        }, None),
        ("names.xlsx", {
            let mut book = Xlsx::of("");
            let names = format!("</sheets><definedNames>{}</definedNames>", "<definedName name=\"a\">A1</definedName>".repeat(1_000_000));
            book.workbook = book.workbook.replace("</sheets>", &names);
            book.bytes()
        }, None),
        ("entities.xlsx", strings("<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">]><sst><si><t>&b;</t></si></sst>".to_owned()), Some("损坏")),
        ("parts.xlsx", {
            let mut bytes = rows("");
            bytes.extend(b"PK\x01\x02".repeat(30_000));
            bytes
        }, Some("解压后过大")),
        ("self.xlsx", {
            let mut book = Xlsx::of("");
            let again = "<sheet name=\"b\" r:id=\"rId1\"/>".repeat(1_000);
            book.workbook = book.workbook.replace("</sheets>", &format!("{again}</sheets>"));
            book.bytes()
        }, Some("两个名为 `b`")),
    ]
}

fn spreadsheets() -> Vec<Case> {
    vec![
        (
            "columns.ods",
            table(&format!(
                "<table:table-row>{ONE} table:number-columns-repeated=\"4294967295\"/></table:table-row>"
            )),
            Some("ALM1 太远"),
        ),
        (
            "rows.ods",
            table(&format!(
                "<table:table-row table:number-rows-repeated=\"4294967295\">{ONE}/></table:table-row>"
            )),
            Some("A1048577 太远"),
        ),
        (
            "both.ods",
            table(&format!(
                "<table:table-row table:number-rows-repeated=\"9000\">{ONE} table:number-columns-repeated=\"900\"/></table:table-row>"
            )),
            Some("超过 2000000 个"),
        ),
        (
            "far.ods",
            table(&format!(
                "<table:table-row table:number-rows-repeated=\"4294967295\"/><table:table-row>{ONE}/></table:table-row>"
            )),
            Some("太远"),
        ),
        (
            "stray.ods",
            table(&format!(
                "<table:table-row table:number-rows-repeated=\"1048575\"/><table:table-row>{ONE}/></table:table-row>"
            )),
            None,
        ),
        (
            "spans.ods",
            table(
                "<table:table-row><table:table-cell table:number-columns-spanned=\"4294967295\" table:number-rows-spanned=\"4294967295\"/></table:table-row>",
            ),
            Some("太远"),
        ),
        (
            "blanks.ods",
            table(
                "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"4294967295\"/></text:p></table:table-cell></table:table-row>",
            ),
            None,
        ),
        (
            "cut.ods",
            archive(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", b"<a><table:table table:name=\"a\"><table:table-row>"),
            ]),
            Some("损坏"),
        ),
        (
            "text.ods",
            table(&format!(
                "<table:table-row table:number-rows-repeated=\"100000\"><table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell></table:table-row>",
                "长".repeat(30_000)
            )),
            Some("文字超过"),
        ),
    ]
}

fn others() -> Vec<Case> {
    let whole = include_bytes!("table.xls").to_vec();
    let mut loops = whole.clone();
    // Every sector that follows on another is the first one.
    let table = 512 * (1 + usize::from(whole[76]));
    loops[table..table + 512].fill(0);
    vec![
        ("loop.xls", loops, Some("损坏")),
        ("cut.xls", whole[..whole.len() / 2].to_vec(), Some("损坏")),
        ("comma.csv", b",".repeat(size(30 << 20)), None),
        ("lines.csv", b"\n".repeat(size(30 << 20)), None),
        ("quotes.csv", b"\"\"".repeat(size(10 << 20)), None),
        ("wide.csv", b"a,".repeat(2_000), Some("ALM1 太远")),
        ("cells.csv", b"a,b,c\n".repeat(700_000), Some("超过 2000000 个")),
        ("large.csv", vec![b'a'; 33 << 20], Some("超过 32 MiB")),
    ]
}

#[test]
fn each_is_answered_in_plain_words_and_soon() {
    for (name, bytes, words) in [workbooks(), spreadsheets(), others()].into_iter().flatten() {
        if let Some(folder) = std::env::var_os("MEASURE") {
            std::fs::write(std::path::Path::new(&folder).join(name), &bytes).unwrap();
            continue;
        }
        let begin = Instant::now();
        let answer = read(name, bytes);
        let (took, said) = (begin.elapsed(), answer.map(drop).map_err(|text| text.zh.into_owned()));
        match words {
            Some(words) => assert!(said.as_ref().is_err_and(|said| said.contains(words)), "{name}: {said:?}"),
            None => assert_eq!(said, Ok(()), "{name}"),
        }
        assert!(took < LONGEST, "{name} took {took:?}");
    }
}
