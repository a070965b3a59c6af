//! Files that are no workbooks: what is said of each.

use crate::made::{Xlsx, archive, ods, refusal};
use rust_xlsxwriter::Workbook;

#[test]
fn a_file_of_another_sort_is_named_and_told_what_to_do_with() {
    let word = archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
    let binary = archive(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"x")]);
    let text = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")]);
    let locked = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            b"<m:manifest xmlns:m=\"m\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>",
        ),
        ("content.xml", b"\x01\x02"),
    ]);
    let whole = Workbook::new()
        .add_worksheet()
        .write(0, 0, 1)
        .map(|_| ())
        .and_then(|()| Workbook::new().save_to_buffer())
        .unwrap();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty.xlsx", Vec::new(), "文件是空的"),
        ("a.pdf", b"%PDF-1.7".to_vec(), "PDF"),
        ("a.xlsx", b"\x89PNG\r\n".to_vec(), "图片"),
        ("a.xlsx", b"\xff\xd8\xff\xe0".to_vec(), "图片"),
        ("a.rar", b"Rar!\x1a\x07".to_vec(), "压缩包"),
        ("a.zip", archive(&[("a.xlsx", b"x")]), "请先解压"),
        ("a.docx", word, "Word"),
        ("a.xlsb", binary, ".xlsb"),
        ("a.odt", text, "不是表格"),
        ("a.ods", locked, "密码"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), "网页"),
        ("a.xls", b"\xef\xbb\xbf\r\n<TABLE>".to_vec(), "网页"),
        ("a.xls", b"MIME-Version: 1.0\r\n".to_vec(), "网页"),
        (
            "a.xls",
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
                .to_vec(),
            "XML 电子表格 2003",
        ),
        ("a.xls", b"\x09\x08\x08\x00\x00\x05".to_vec(), "旧版 Excel"),
        ("a.csv", b"a,b\0c".to_vec(), "无法识别"),
        ("a.csv", b"a,b\n\"c,d\n".to_vec(), "第 2 行的引号"),
        ("cut.xlsx", whole[..whole.len() / 2].to_vec(), "损坏或不完整"),
        ("a.xlsx", ole("WordDocument"), "Word"),
        ("a.xlsx", ole("EncryptedPackage"), "密码"),
        ("a.xls", ole("Book"), "旧版 Excel"),
        ("a.et", ole("Something"), ".et"),
        ("a.xls", ole("Workbook")[..700].to_vec(), "损坏或不完整"),
        ("twice.ods", ods("<table:table table:name=\"a\"/><table:table table:name=\"a\"/>"), "两个名为 `a`"),
        (
            "a.xlsx",
            Xlsx::of("<row><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>")
                .bytes(),
            "A1 出现两次",
        ),
    ];
    for (name, bytes, words) in cases {
        let said = refusal(name, bytes);
        assert!(said.contains(words), "{name}: {said}");
        assert!(said.contains('：') || words == "文件是空的", "{name} is not told what to do: {said}");
    }
}

/// An OLE2 container with one empty stream of this name.
fn ole(name: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 512 * 3];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    bytes[30] = 9;
    bytes[32] = 6;
    bytes[48] = 1;
    bytes[57] = 0x10;
    for word in [60, 68] {
        bytes[word..word + 4].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    }
    bytes[76..512].fill(0xff);
    bytes[76..80].fill(0);
    bytes[512..1024].fill(0xff);
    bytes[512] = 0xfd;
    bytes[516..520].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    for (entry, name, kind) in [(0, "Root Entry", 5), (1, name, 2)] {
        let at = 1024 + 128 * entry;
        for (index, unit) in name.encode_utf16().enumerate() {
            bytes[at + 2 * index..at + 2 * index + 2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes[at + 66] = kind;
        bytes[at + 116..at + 120].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    }
    bytes
}
