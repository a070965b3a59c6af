//! Word documents: well-formed whatever stands in them, laid out as the sheet says, the same each time.

use crate::annex1;
use crate::fixture::{city, county, enterprise, filler, forms, list, plan};
use crate::hostile::{EVIL, evil};
use chrono::NaiveDate;
use hazards::form::Form;
use hazards::form::content::EnterpriseList;
use hazards::sheet::{Cell, Paper, Sheet, Style, Value};
use hazards::text::printable;
use hazards::write::docx::docx;
use proptest::prelude::*;
use roxmltree::{Document, Node};
use std::io::{Cursor, Read};

/// All parts of a document: name and text.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |number| {
        let mut file = archive.by_index(number).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let name = file.name().unwrap().into_owned();
        assert_eq!(file.last_modified(), Some(zip::DateTime::default()), "{name}");
        (name, text)
    };
    (0..count).map(read).collect()
}

/// The text of the document, after every part was read as XML and every part that is named was found.
fn body(bytes: &[u8]) -> String {
    let parts = parts(bytes);
    for (name, text) in &parts {
        let document = Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        for node in document.descendants() {
            assert_ne!(node.attribute("TargetMode"), Some("External"), "{name}");
            let named = node.attribute("PartName").map(|path| path.trim_start_matches('/').to_owned());
            let target = node.attribute("Target").map(|path| match name.as_str() {
                "_rels/.rels" => path.to_owned(),
                _ => format!("word/{path}"),
            });
            for path in named.into_iter().chain(target) {
                assert!(parts.iter().any(|(name, _)| *name == path), "{name} names {path}");
            }
        }
    }
    parts.into_iter().find(|(name, _)| name == "word/document.xml").unwrap().1
}

fn all<'d>(node: Node<'d, 'd>, name: &str) -> Vec<Node<'d, 'd>> {
    node.descendants().filter(|node| node.tag_name().name() == name).collect()
}

fn val<'d>(node: Node<'d, '_>, name: &str) -> Option<&'d str> {
    let found = node.descendants().find(|node| node.tag_name().name() == name)?;
    found.attributes().find(|attribute| attribute.name() == "val").map(|attribute| attribute.value())
}

/// What a reader sees: text, line breaks and tabs.
fn text(node: Node<'_, '_>) -> String {
    let shown = node.descendants().filter_map(|node| match node.tag_name().name() {
        "t" => node.text(),
        "br" => Some("\n"),
        "tab" if node.parent().is_some_and(|parent| parent.tag_name().name() == "r") => Some("\t"),
        _ => None,
    });
    shown.collect()
}

/// The rows of the only table: the text of each cell.
fn table(body: &str) -> Vec<Vec<String>> {
    let document = Document::parse(body).unwrap();
    let rows = all(document.root_element(), "tr");
    rows.into_iter().map(|row| all(row, "tc").into_iter().map(text).collect()).collect()
}

#[test]
fn annex_1_reads_back_as_its_csv() {
    let (plan, form) = (plan(), annex1::form());
    let content = annex1::filled(&plan, &form);
    let bytes = docx(&[Form::Selfcheck(&content).sheet(&forms(), &filler())]).unwrap();
    let body = body(&bytes);
    let rows = table(&body);
    assert_eq!(rows.len(), 30);
    for (row, item) in rows[1..].iter().zip(&content.rows) {
        assert_eq!(row[1], format!("{}.{}", item.no, item.item));
        assert_eq!(row[3], printable(&item.told()).replace("\r\n", "\n"));
    }
    assert_eq!(rows[3][3], "部分落实\n=1+1\n已落实");
    let document = Document::parse(&body).unwrap();
    let merges: Vec<_> =
        all(document.root_element(), "tr").into_iter().map(|row| val(row, "vMerge")).collect();
    let starts: Vec<usize> = (0..30).filter(|row| merges[*row] == Some("restart")).collect();
    assert_eq!(starts, [1, 7, 12, 17, 19, 23, 27]);
    assert_eq!(merges.iter().filter(|merge| **merge == Some("continue")).count(), 22);
    let heads: Vec<usize> =
        all(document.root_element(), "tr").iter().map(|row| all(*row, "tblHeader").len()).collect();
    assert_eq!((heads[0], heads.iter().sum::<usize>()), (1, 1));
    let paragraphs: Vec<String> = all(document.root_element(), "p").into_iter().map(text).collect();
    assert_eq!(paragraphs[1], "曲靖某某（集团）冶金有限公司重大事故隐患排查治理自检自查工作情况表");
    assert!(paragraphs.contains(&"主要负责人签字：张某".to_owned()));
}

#[test]
fn a_return_has_a_section_a_form() {
    let plan = plan();
    let content = city(&plan);
    let sheets: Vec<Sheet> =
        Form::of_return(&content).into_iter().map(|form| form.sheet(&forms(), &filler())).collect();
    let body = body(&docx(&sheets).unwrap());
    let document = Document::parse(&body).unwrap();
    let landscape = |node: Node<'_, '_>| {
        let mut attributes = node.attributes();
        attributes.any(|attribute| attribute.name() == "orient" && attribute.value() == "landscape")
    };
    let lie: Vec<bool> = all(document.root_element(), "pgSz").into_iter().map(landscape).collect();
    assert_eq!(lie, [false, true, true]);
    let tables = all(document.root_element(), "tbl");
    let rows: Vec<usize> = tables.iter().map(|table| all(*table, "tr").len()).collect();
    assert_eq!(rows, [16, 4, 15]);
    // The headings of 3-2 are two rows: single columns reach over both, 处罚情况 over two columns.
    let heading = all(tables[1], "tr");
    assert_eq!(all(heading[0], "vMerge").len(), 7);
    assert_eq!(val(heading[0], "gridSpan"), Some("2"));
    assert_eq!(all(heading[1], "tc").into_iter().map(text).collect::<String>(), "主要负责人企业");
    assert!(heading[..2].iter().all(|row| all(*row, "tblHeader").len() == 1));
    // Every row fills the grid.
    for table in tables {
        let columns = all(table, "gridCol").len();
        for row in all(table, "tr") {
            let width = |cell: Node<'_, '_>| val(cell, "gridSpan").map_or(1, |span| span.parse().unwrap());
            assert_eq!(all(row, "tc").into_iter().map(width).sum::<usize>(), columns);
        }
    }
}

#[test]
fn chinese_fonts_are_those_of_east_asia() {
    let plan = plan();
    let content = county(&plan);
    let bytes = docx(&[Form::Progress(&content).sheet(&forms(), &filler())]).unwrap();
    let styles = parts(&bytes).into_iter().find(|(name, _)| name == "word/styles.xml").unwrap().1;
    for font in ["w:eastAsia=\"黑体\"", "w:eastAsia=\"仿宋\"", "w:eastAsia=\"方正小标宋简体\""] {
        assert!(styles.contains(font), "{font}");
    }
}

#[test]
fn hostile_data_is_text() {
    for evil_text in EVIL {
        let plan = plan();
        let (content, list, filler) = evil(&plan, evil_text);
        let sheets: Vec<Sheet> = Form::of_return(&content)
            .into_iter()
            .chain([Form::Enterprises(&list)])
            .map(|form| form.sheet(&forms(), &filler))
            .collect();
        let body = body(&docx(&sheets).unwrap());
        assert!(!body.contains("w:hyperlink") && !body.contains("w:fld") && !body.contains("w:instrText"));
        let document = Document::parse(&body).unwrap();
        let hazards = all(document.root_element(), "tbl")[1];
        let shown = text(all(all(hazards, "tr")[2], "tc")[3]);
        assert_eq!(shown, printable(evil_text).replace("\r\n", "\n"), "{evil_text:?}");
    }
    let plan = plan();
    let markup = "</w:t></w:r><w:r>&amp;]]><!--";
    let list = EnterpriseList { rows: vec![enterprise(1, markup)], ..list(&plan) };
    let body = body(&docx(&[Form::Enterprises(&list).sheet(&forms(), &filler())]).unwrap());
    assert_eq!(table(&body)[1][3], markup);
}

#[test]
fn the_same_sheets_have_the_same_bytes() {
    let plan = plan();
    let content = city(&plan);
    let make = || {
        let forms_of = Form::of_return(&content).into_iter();
        let sheets: Vec<Sheet> = forms_of.map(|form| form.sheet(&forms(), &filler())).collect();
        docx(&sheets).unwrap()
    };
    assert_eq!(make(), make());
}

#[test]
fn cells_that_overlap_are_refused() {
    let cell = |column, columns, rows| Cell::new(column, Style::Label, "甲").over(columns, rows);
    let refused = |rows: Vec<Vec<Cell>>| docx(&[sheet(rows, Paper::Upright, 3)]).is_err();
    assert!(refused(vec![vec![cell(0, 2, 1), cell(1, 1, 1)]]));
    assert!(refused(vec![vec![cell(2, 2, 1)]]));
    assert!(refused(vec![vec![cell(1, 1, 2)], vec![cell(0, 2, 1)]]));
    assert!(!refused(vec![vec![cell(1, 2, 2)], vec![cell(0, 1, 1)]]));
}

fn sheet(rows: Vec<Vec<Cell>>, paper: Paper, columns: usize) -> Sheet {
    Sheet {
        name: "表".into(),
        title: "表".into(),
        day: NaiveDate::from_ymd_opt(2023, 8, 24).unwrap(),
        paper,
        columns: vec![10.0; columns],
        head: 0..1,
        rows,
    }
}

fn any_style() -> impl Strategy<Value = Style> {
    (0..Style::ALL.len()).prop_map(|number| Style::ALL[number])
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<String>().prop_map(Value::Text),
        "[<>&\"'\u{0}-\u{20}\u{7f}-\u{a0}\u{202e}\u{fffe}\u{ffff}甲]{0,20}".prop_map(Value::Text),
        any::<u64>().prop_map(Value::Count),
    ]
}

fn any_paper() -> impl Strategy<Value = Paper> {
    prop_oneof![Just(Paper::Portrait), Just(Paper::Upright), Just(Paper::Landscape)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Any cells whatever: a well-formed document, or a refusal where they overlap.
    #[test]
    fn any_sheet_is_well_formed(
        rows in prop::collection::vec(
            prop::collection::vec((0..4_usize, 0..3_usize, 0..4_usize, any_style(), any_value()), 0..3),
            0..6,
        ),
        paper in any_paper(),
        title in any::<String>(),
        width in any::<f64>(),
    ) {
        let cell = |(column, columns, rows, style, value)| Cell::new(column, style, value).over(columns, rows);
        let rows = rows.into_iter().map(|cells| cells.into_iter().map(cell).collect()).collect();
        let sheet = Sheet { title, columns: vec![width, 5.0, 9.0, 20.0], ..sheet(rows, paper, 4) };
        if let Ok(bytes) = docx(&[sheet.clone(), sheet]) {
            body(&bytes);
        }
    }

    /// Cells side by side are always a table, and read back whole.
    #[test]
    fn any_text_reads_back(rows in prop::collection::vec([any_value(), any_value(), any_value()], 1..6)) {
        let shown = |value: &Value| printable(&value.to_string()).replace("\r\n", "\n").replace('\r', "\n");
        let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(shown).collect()).collect();
        let cells = |row: [Value; 3]| {
            (0..).zip(row).map(|(column, value)| Cell::new(column, Style::Label, value)).collect()
        };
        let sheet = sheet(rows.into_iter().map(cells).collect(), Paper::Landscape, 3);
        prop_assert_eq!(table(&body(&docx(&[sheet]).unwrap())), expected);
    }
}
