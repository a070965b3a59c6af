//! Whatever is written reads back equal, as another reader reads it; whatever is read, nothing panics.

use crate::made::{Xlsx, at, ods};
use calamine::{Data, Reader};
use hazards::import::grid::{At, Value};
use hazards::import::read::{Read, read};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::collections::BTreeMap;

fn value() -> impl Strategy<Value = Value> {
    let text = "[ -~甲-龟\n\u{1f600}é]{0,12}[a-z甲乙_]".prop_map(Value::Text);
    let escapes = Just(Value::Text("_x000D_ _x0041_ & < > \"".to_owned()));
    let number =
        any::<f64>().prop_filter("a workbook has none", |number| number.is_finite()).prop_map(Value::Number);
    let days = (1_i64..2_958_000).prop_filter("never was", |day| *day != 60).prop_map(|day| {
        let first = if day < 60 { (1899, 12, 31) } else { (1899, 12, 30) };
        let epoch = chrono::NaiveDate::from_ymd_opt(first.0, first.1, first.2).unwrap();
        Value::Date(epoch + chrono::Duration::days(day))
    });
    prop_oneof![4 => text, 1 => escapes, 3 => number, 2 => days, 1 => any::<bool>().prop_map(Value::Bool)]
}

fn cells() -> impl Strategy<Value = BTreeMap<(u32, u16), Value>> {
    btree_map((0_u32..2_000, 0_u16..300), value(), 0..40)
}

fn written(cells: &BTreeMap<(u32, u16), Value>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day_format = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    for ((row, column), value) in cells {
        match value {
            Value::Text(text) => sheet.write_string(*row, *column, text).unwrap(),
            Value::Number(number) => sheet.write_number(*row, *column, *number).unwrap(),
            Value::Bool(yes) => sheet.write_boolean(*row, *column, *yes).unwrap(),
            Value::Date(day) => {
                let day = ExcelDateTime::parse_from_str(&day.to_string()).unwrap();
                sheet.write_datetime_with_format(*row, *column, day, &day_format).unwrap()
            }
            Value::Error(_) => sheet,
        };
    }
    workbook.save_to_buffer().unwrap()
}

fn all(read: &Read) -> Vec<(At, &Value)> {
    read.workbook
        .sheets
        .iter()
        .flat_map(|sheet| sheet.cells.iter().map(|cell| (cell.at, &cell.value)))
        .collect()
}

/// Changes bytes, cuts or repeats a piece.
fn mutated(
    mut bytes: Vec<u8>,
    changes: &[(prop::sample::Index, u8)],
    cut: Option<prop::sample::Index>,
) -> Vec<u8> {
    for (place, byte) in changes {
        let place = place.index(bytes.len());
        bytes[place] = *byte;
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()));
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    vec((any::<prop::sample::Index>(), any::<u8>()), 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn cells_read_back_equal_and_as_another_reader_has_them(cells in cells()) {
        let bytes = written(&cells);
        let mut other: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.clone())).unwrap();
        let range = other.worksheet_range("Sheet1").unwrap();
        let read = read("a.xlsx", bytes).unwrap();
        prop_assert!(read.notes.is_empty(), "{:?}", read.notes);
        let expected: Vec<(At, &Value)> = cells.iter().map(|((row, column), value)| (at(*row, u32::from(*column)), value)).collect();
        prop_assert_eq!(all(&read), expected);
        for (at, value) in all(&read) {
            let same = match (range.get_value((at.row, at.column)), value) {
                (Some(Data::String(text)), Value::Text(read)) => text == read,
                (Some(Data::Float(number)), Value::Number(read)) => number == read,
                (Some(Data::Bool(yes)), Value::Bool(read)) => yes == read,
                (Some(Data::DateTime(_)), Value::Date(_)) => true,
                _ => false,
            };
            prop_assert!(same, "{}: {:?}", at, value);
        }
    }

    #[test]
    fn bytes_of_any_sort_do_not_panic(head in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf"]), bytes in vec(any::<u8>(), 0..2_000)) {
        let _ = read("a.xlsx", [head, &bytes].concat());
    }

    #[test]
    fn changed_workbooks_do_not_panic(cells in cells(), changes in changes(), cut in proptest::option::of(any::<prop::sample::Index>())) {
        let _ = read("a.xlsx", mutated(written(&cells), &changes, cut));
    }

    #[test]
    fn changed_workbooks_of_excel_97_do_not_panic(changes in changes(), cut in proptest::option::of(any::<prop::sample::Index>())) {
        let _ = read("a.xls", mutated(include_bytes!("table.xls").to_vec(), &changes, cut));
    }

    #[test]
    fn changed_parts_do_not_panic(changes in changes(), text in "[<>/a-z=\"& ;0-9A-Z!?-]{0,60}") {
        let sheet = format!("<row r=\"1\"><c r=\"A1\" t=\"s\" s=\"1\"><v>0</v></c>{text}<c r=\"B1\" t=\"inlineStr\"><is><t>a</t></is></c></row>");
        let mut book = Xlsx::of("");
        book.sheet = String::from_utf8_lossy(&mutated(Xlsx::of(&sheet).sheet.into_bytes(), &changes, None)).into_owned();
        book.strings = String::from_utf8_lossy(&mutated(book.strings.into_bytes(), &changes, None)).into_owned();
        let _ = read("a.xlsx", book.bytes());
        let _ = read("a.ods", ods(&format!("<table:table table:name=\"a\"><table:table-row>{text}<table:table-cell/></table:table-row></table:table>")));
    }
}
