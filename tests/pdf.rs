//! Forms as PDF, read back by another library: every value is on its page, the fonts are in the file, and
//! no data does harm.

#![allow(missing_docs, unreachable_pub, dead_code, clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "forms/fixture.rs"]
mod fixture;

use chrono::NaiveDate;
use fixture::{city, county, filler, forms, hazard, list, plan};
use hazards::form::Form;
use hazards::form::content::Return;
use hazards::sheet::{Cell, Paper, Sheet, Style};
use hazards::write::pdf::{pdf, substituted};
use lopdf::{Dictionary, Document, Object};
use proptest::prelude::*;

/// The text of each page, without blanks and line breaks.
fn pages(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    let numbers: Vec<u32> = document.get_pages().keys().copied().collect();
    numbers.iter().map(|number| bare(&document.extract_text(&[*number]).unwrap())).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// Width and height of each page, in whole points.
fn sizes(bytes: &[u8]) -> Vec<(i64, i64)> {
    let document = Document::load_mem(bytes).unwrap();
    let size = |page: &Dictionary| {
        let media = page.get(b"MediaBox").unwrap().as_array().unwrap();
        let edge = |at: usize| media[at].as_float().unwrap().round() as i64;
        (edge(2), edge(3))
    };
    document.get_pages().values().map(|id| size(document.get_dictionary(*id).unwrap())).collect()
}

fn sheet(columns: Vec<f64>, rows: Vec<Vec<Cell>>, paper: Paper) -> Sheet {
    let day = NaiveDate::from_ymd_opt(2023, 8, 24).unwrap();
    Sheet { name: "表".into(), title: "某表".into(), day, paper, columns, head: 0..0, rows }
}

fn one_cell(text: &str, paper: Paper) -> Vec<u8> {
    pdf(&[sheet(vec![30.0], vec![vec![Cell::new(0, Style::Label, text)]], paper)]).unwrap()
}

fn all_sheets() -> Vec<Sheet> {
    let (plan, forms, filler) = (plan(), forms(), filler());
    let (content, list) = (city(&plan), list(&plan));
    let mut sheets: Vec<Sheet> =
        Form::of_return(&content).into_iter().map(|form| form.sheet(&forms, &filler)).collect();
    sheets.push(Form::Enterprises(&list).sheet(&forms, &filler));
    sheets
}

#[test]
fn every_value_of_every_form_is_in_the_text() {
    for sheet in all_sheets() {
        let read = pages(&pdf(std::slice::from_ref(&sheet)).unwrap()).concat();
        for cell in sheet.rows.iter().flatten() {
            let value = bare(&cell.value.to_string());
            assert!(read.contains(&value), "{}: {value}\n{read}", sheet.name);
        }
    }
}

#[test]
fn forms_in_one_file_have_pages_of_their_own() {
    let sheets = all_sheets();
    let bytes = pdf(&sheets).unwrap();
    let read = pages(&bytes);
    assert!(read[0].contains("专项行动进展情况调度表") && !read[0].contains("重大事故隐患清单"));
    assert!(read[1].contains("重大事故隐患清单"));
    let (upright, on_its_side) = ((595, 842), (842, 595));
    assert_eq!(sizes(&bytes)[0], upright);
    assert!(sizes(&bytes)[1..].iter().all(|size| *size == on_its_side));
    assert!(!read[0].contains("—1—") && read[1].ends_with("—1—"), "only the long lists are numbered");
}

#[test]
fn the_fonts_are_in_the_file_and_it_says_that_it_is_for_the_archive() {
    let bytes = pdf(&all_sheets()).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    let mut fonts = 0;
    for object in document.objects.values() {
        let Object::Dictionary(entry) = object else { continue };
        if entry.has_type(b"FontDescriptor") {
            fonts += 1;
            assert!(entry.has(b"FontFile3"), "{entry:?}");
        }
        for active in [b"JavaScript".as_slice(), b"URI", b"Launch", b"AA", b"OpenAction"] {
            assert!(!entry.has(active), "{entry:?}");
        }
    }
    assert_eq!(fonts, 3);
    let has = |words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
    assert!(has(b"<pdfaid:part>2</pdfaid:part>") && has(b"<pdfaid:conformance>U</pdfaid:conformance>"));
    assert!(has(b"D:20230824000000+08"), "the form's day");
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    assert_eq!(pdf(&all_sheets()).unwrap(), pdf(&all_sheets()).unwrap());
}

#[test]
fn headings_stand_on_every_page_of_a_long_list_and_no_row_is_lost() {
    let (plan, forms, filler) = (plan(), forms(), filler());
    let hazards = (0..120).map(|number| hazard("h", &format!("第{number}项隐患"))).collect();
    let content = Return { hazards, ..county(&plan) };
    let read = pages(&pdf(&[Form::Hazards(&content).sheet(&forms, &filler)]).unwrap());
    assert!(read.len() > 3);
    for (number, page) in (1..).zip(&read) {
        assert!(page.contains("是否挂牌督办") && page.ends_with(&format!("—{number}—")), "{page}");
        assert_eq!(page.contains("附件3-2"), number == 1);
    }
    let all = read.concat();
    for number in 0..120 {
        assert_eq!(all.matches(&format!("第{number}项隐患")).count(), 1);
    }
}

#[test]
fn an_upright_sheet_is_on_one_page_as_long_as_it_can_be_read() {
    let rows = |count: usize| {
        let cells = |row| {
            vec![
                Cell::new(0, Style::Centred, format!("行{row}")),
                Cell::new(1, Style::Label, "字".repeat(60)),
            ]
        };
        sheet(vec![10.0, 60.0], (0..count).map(cells).collect(), Paper::Portrait)
    };
    assert_eq!(pages(&pdf(&[rows(40)]).unwrap()).len(), 1);
    let long = pages(&pdf(&[rows(400)]).unwrap());
    assert!(long.len() > 3 && long[0].ends_with("—1—"));
}

#[test]
fn a_text_longer_than_a_page_goes_on_over_the_next() {
    for paper in [Paper::Portrait, Paper::Landscape] {
        let text: String = (0..30_000).map(|at| char::from_u32(0x4e00 + at % 20_000).unwrap()).collect();
        let read = pages(&one_cell(&text, paper)).concat();
        let without_numbers: String = read.chars().filter(|c| *c >= '\u{4e00}').collect();
        assert_eq!(without_numbers.chars().count(), 30_000);
        assert!(without_numbers == text);
    }
}

#[test]
fn rows_that_merged_cells_hold_together_stay_together() {
    let mut rows = Vec::new();
    for group in 0..20 {
        for row in 0..5 {
            let mut cells = vec![Cell::new(1, Style::Label, format!("组{group}行{row}。"))];
            if row == 0 {
                cells.push(Cell::new(0, Style::Heading, format!("组{group}始")).over(1, 5));
            }
            rows.push(cells);
        }
    }
    let read = pages(&pdf(&[sheet(vec![10.0, 60.0], rows, Paper::Landscape)]).unwrap());
    assert!(read.len() > 1);
    for group in 0..20 {
        let with = |what: String| read.iter().position(|page| page.contains(&what)).unwrap();
        assert_eq!(with(format!("组{group}始")), with(format!("组{group}行4。")));
    }
}

#[test]
fn what_no_font_has_is_shown_as_its_code_and_said() {
    let text = "甲😀乙\u{2ffff}丙\u{e000}丁\u{202e}\u{7}ب戊";
    let sheet = sheet(vec![60.0], vec![vec![Cell::new(0, Style::Title, text)]], Paper::Landscape);
    let missing: Vec<char> = substituted(std::slice::from_ref(&sheet)).into_iter().collect();
    assert_eq!(missing, ['ب', '\u{e000}', '😀']);
    let read = pages(&pdf(&[sheet]).unwrap()).concat();
    assert!(read.contains("甲〔U+1F600〕乙丙〔U+E000〕丁〔U+0628〕戊"), "{read}");
    assert!(read.contains("注：有3种字符字库中没有"), "{read}");
}

#[test]
fn rare_names_are_printed_as_they_are() {
    for style in Style::ALL {
        let text = "𬭸㛃䶮喆赟燊堃镕玥㎡℃①≥□☑√×Ａ";
        let bytes =
            pdf(&[sheet(vec![60.0], vec![vec![Cell::new(0, style, text)]], Paper::Landscape)]).unwrap();
        let read = pages(&bytes).concat();
        assert!(read.contains(text), "{style:?}: {read}");
    }
}

#[test]
fn hostile_texts_are_text() {
    let texts = [
        "#panic()",
        "]",
        "$x$",
        "(\\",
        ")>>endobj",
        "=cmd|' /C calc'!A0",
        "::error::x",
        "<script>",
        "\\u{0}",
        "%%EOF",
        "/JavaScript",
    ];
    for text in texts {
        assert!(pages(&one_cell(text, Paper::Landscape)).concat().contains(&bare(text)), "{text}");
    }
    for text in ["", "\0", "\u{feff}\u{fffe}\u{ffff}", "\n\n\n", "\t", "\u{301}\u{301}", "\u{10ffff}"] {
        assert!(!one_cell(text, Paper::Portrait).is_empty());
    }
    let word = "x".repeat(30_000);
    let read: String = pages(&one_cell(&word, Paper::Landscape)).concat();
    assert_eq!(read.matches('x').count(), 30_000);
}

#[test]
fn no_sheet_and_sheets_of_nothing() {
    assert!(pdf(&[]).is_ok());
    assert!(pdf(&[sheet(Vec::new(), Vec::new(), Paper::Portrait)]).is_ok());
    let title = Sheet { title: "长".repeat(40_000), ..sheet(vec![1.0], Vec::new(), Paper::Landscape) };
    assert!(pdf(&[title.clone(), title]).is_ok());
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let style = proptest::sample::select(Style::ALL.to_vec());
    (0..12_usize, 0..6_usize, 0..60_usize, any::<String>(), style, 0..20_usize).prop_map(
        |(column, columns, rows, text, style, times)| {
            let size = if times == 0 { usize::MAX } else { rows };
            Cell::new(column, style, text.repeat(times)).over(columns, size)
        },
    )
}

fn any_sheet() -> impl Strategy<Value = Sheet> {
    let width = prop_oneof![0.0..60.0, Just(f64::NAN), Just(-3.0), Just(1e9)];
    let rows = proptest::collection::vec(proptest::collection::vec(any_cell(), 0..6), 0..40);
    let paper = prop_oneof![Just(Paper::Portrait), Just(Paper::Landscape)];
    (proptest::collection::vec(width, 0..12), rows, paper, 0..9_usize, 0..9_usize)
        .prop_map(|(columns, rows, paper, from, to)| Sheet { head: from..to, ..sheet(columns, rows, paper) })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sheet_makes_a_pdf(sheet in any_sheet()) {
        let bytes = pdf(std::slice::from_ref(&sheet)).unwrap();
        prop_assert!(bytes.starts_with(b"%PDF-1."));
    }
}
