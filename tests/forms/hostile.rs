//! Data that would like to be a formula, a command or a picture on the screen.

use crate::fixture::{city, county, enterprise, forms, hazard, list, plan};
use crate::workbook::{list_bytes, report_bytes, sheet};
use calamine::{Reader, Xlsx};
use hazards::form::content::{EnterpriseList, HazardRow, Return};
use hazards::settings::Filler;
use hazards::write::{Format, Manner, annex2, report, report_files};
use std::io::Cursor;

pub const EVIL: [&str; 9] = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "::error::forged",
    "甲\n::error file=a::forged\r\n  ##[error]forged",
    "甲\u{202e}乙\u{200b}\u{1b}[31m\u{9b}2J\u{7f}\u{feff}",
    "http://example.com/",
];

/// A return whose every text is hostile, and its filler.
pub fn evil<'p>(plan: &'p hazards::plan::Plan, text: &str) -> (Return<'p>, EnterpriseList<'p>, Filler) {
    let row = HazardRow {
        city: text.into(),
        county: text.into(),
        enterprise: text.into(),
        penalty_principal: text.into(),
        penalty_enterprise: text.into(),
        ..hazard("h-1", text)
    };
    let mut enterprise = enterprise(1, text);
    for field in
        [&mut enterprise.city, &mut enterprise.products, &mut enterprise.principal, &mut enterprise.phone]
    {
        *field = text.into();
    }
    let content = Return { hazards: vec![row], ..city(plan) };
    let list = EnterpriseList { rows: vec![enterprise], ..list(plan) };
    (content, list, Filler { name: text.into(), phone: text.into() })
}

/// The plan with hostile names of units.
fn evil_plan(text: &str) -> hazards::plan::Plan {
    let mut plan = plan();
    for unit in &mut plan.units {
        unit.name = text.into();
    }
    plan
}

fn assert_harmless(text: &str) {
    for line in text.split(['\n', '\r']) {
        let line = line.trim_start();
        assert!(!line.starts_with("::") && !line.starts_with("##["), "{line}");
    }
    let raw = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || matches!(c, '\u{200b}' | '\u{202e}')
    };
    assert!(!text.contains(raw), "{text:?}");
    assert!(!text.trim_start_matches('\u{feff}').contains('\u{feff}'));
}

#[test]
fn text_formats_are_harmless() {
    let forms = forms();
    for text in EVIL {
        let plan = evil_plan(text);
        let (content, list, filler) = evil(&plan, text);
        for format in [Format::Table, Format::Json] {
            let manner = Manner { forms: &forms, filler: &filler, format, width: 100 };
            assert_harmless(&String::from_utf8(report(&content, manner).unwrap()).unwrap());
            assert_harmless(&String::from_utf8(annex2(&list, manner).unwrap()).unwrap());
        }
        let manner = Manner { forms: &forms, filler: &filler, format: Format::Csv, width: 100 };
        let mut files = report_files(&content, manner).unwrap();
        files.extend(hazards::write::annex2_files(&list, manner).unwrap());
        for file in files {
            let csv = String::from_utf8(file.bytes).unwrap();
            assert_harmless(&csv);
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
            for record in reader.records() {
                for cell in record.unwrap().iter() {
                    let number = cell.parse::<f64>().is_ok() && !cell.starts_with(['+', '-']);
                    assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
                }
            }
        }
    }
}

#[test]
fn a_formula_in_csv_is_text() {
    let (plan, forms) = (plan(), forms());
    let (content, _, filler) = evil(&plan, "=1+1");
    let files =
        report_files(&content, Manner { forms: &forms, filler: &filler, format: Format::Csv, width: 100 })
            .unwrap();
    assert!(String::from_utf8_lossy(&files[1].bytes).contains("\r\n'=1+1,'=1+1,'=1+1,'=1+1,否,"));
}

/// Where the relations of a workbook's sheets lead.
fn relations(bytes: &[u8]) -> Vec<String> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut targets = Vec::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        if !name.ends_with(".rels") {
            continue;
        }
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        assert!(!text.contains("External"), "{name}: {text}");
        let tree = roxmltree::Document::parse(&text).unwrap();
        let found = tree.descendants().filter_map(|node| node.attribute("Target").map(str::to_owned));
        targets.extend(found.filter(|_| name.starts_with("xl/worksheets/_rels/")));
    }
    targets
}

#[test]
fn workbooks_hold_text_only() {
    for text in EVIL {
        let plan = plan();
        let (content, list, _) = evil(&plan, text);
        for bytes in [report_bytes(&content), list_bytes(&list)] {
            // A link to elsewhere is a relation of a sheet; the only one there is leads to the charts.
            let related: Vec<String> = relations(&bytes);
            assert!(
                related.iter().all(|target| target == "../drawings/drawing1.xml") && related.len() <= 1,
                "{related:?}"
            );
            let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
            for name in workbook.sheet_names() {
                let formulas = workbook.worksheet_formula(&name).unwrap();
                assert!(formulas.used_cells().next().is_none(), "{text:?}");
            }
        }
        let shown = sheet(&report_bytes(&content), "3-2").get_value((5, 0)).unwrap().to_string();
        assert_eq!(shown, hazards::text::printable(text).replace("\r\n", "\n"), "{text:?}");
    }
}

#[test]
fn values_stand_whole_in_json() {
    let (plan, forms, filler) = (plan(), forms(), crate::fixture::filler());
    let long = "长".repeat(5_000) + "\n二";
    let content = Return { hazards: vec![hazard("h-1", &long)], ..county(&plan) };
    let json = report(&content, Manner { forms: &forms, filler: &filler, format: Format::Json, width: 100 })
        .unwrap();
    let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(value["hazards"][0]["hazard"], long);
}
