//! The package: parts that are not filled are the same, and what names a row goes with it.

use crate::fixture::{county, hazard, plan};
use crate::made;
use crate::values::{filled, report_offer};
use hazards::form::content::Return;
use hazards::template::fill;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

pub fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A package with one of its parts changed.
pub fn edited(bytes: &[u8], part: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut all = parts(bytes);
    let text = String::from_utf8(all[part].clone()).unwrap();
    all.insert(part.to_owned(), change(text).into_bytes());
    packed(&all)
}

#[test]
fn the_same_template_and_values_give_the_same_bytes() {
    let plan = plan();
    let template = made::bytes(made::report());
    let offer = report_offer(&county(&plan));
    assert_eq!(fill(&template, &offer).unwrap(), fill(&template, &offer).unwrap());
}

#[test]
fn other_parts_stay_byte_for_byte() {
    let plan = plan();
    let template = made::bytes(made::report());
    // As many rows as the template has: nothing moves.
    let hazards = (0..5).map(|n| hazard(&format!("h-{n}"), "无")).collect();
    let result = fill(&template, &report_offer(&Return { hazards, ..county(&plan) })).unwrap();
    let (before, after) = (parts(&template), parts(&result.bytes));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed: Vec<&String> = before.keys().filter(|name| before[*name] != after[*name]).collect();
    assert_eq!(changed, ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"]);
    let text =
        |parts: &BTreeMap<String, Vec<u8>>, name: &str| String::from_utf8(parts[name].clone()).unwrap();
    // Of the bureau's own sheet only the old results of its formulas go.
    let own = text(&before, "xl/worksheets/sheet1.xml").replace("<v>99</v>", "").replace(" t=\"str\"", "");
    assert_eq!(
        text(&after, "xl/worksheets/sheet1.xml"),
        own.replace("<v>x</v>", "").replace(" spans=\"1:2\"", "")
    );
    for name in ["xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"] {
        let around = |text: String| {
            let (head, rest) = text.split_once("<sheetData>").unwrap();
            (head.to_owned(), rest.split_once("</sheetData>").unwrap().1.to_owned())
        };
        assert_eq!(around(text(&before, name)), around(text(&after, name)), "{name}");
    }
}

#[test]
fn formulas_are_worked_out_anew() {
    let plan = plan();
    let has = |template: &[u8], part: &str, wanted: &str| {
        let result = fill(template, &report_offer(&county(&plan))).unwrap();
        let text = String::from_utf8(parts(&result.bytes)[part].clone()).unwrap();
        assert!(text.contains(wanted), "{wanted}\n{text}");
    };
    let made = made::bytes(made::report());
    for (before, after) in [
        ("", "<calcPr fullCalcOnLoad=\"1\"/>"),
        ("<calcPr calcId=\"1\" fullCalcOnLoad=\"0\"/>", "<calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/>"),
        ("<calcPr calcId=\"1\"/>", "<calcPr fullCalcOnLoad=\"1\" calcId=\"1\"/>"),
    ] {
        let template = edited(&made, "xl/workbook.xml", |xml| {
            xml.replace("<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>", before)
        });
        has(&template, "xl/workbook.xml", after);
    }
    // The old result of the formula goes, the formula stays.
    has(&made, "xl/worksheets/sheet2.xml", "><f>D4+D5</f></c>");
}

#[test]
fn what_names_a_row_goes_with_it() {
    let plan = plan();
    for (rows, by) in [(8_usize, 3_i64), (2, -3)] {
        let hazards = (0..rows).map(|n| hazard(&format!("h-{n}"), "无")).collect();
        let result = filled(made::report(), &report_offer(&Return { hazards, ..county(&plan) }));
        let all = parts(&result.bytes);
        let has = |part: &str, wanted: String| {
            let text = String::from_utf8(all[part].clone()).unwrap();
            assert!(text.contains(&wanted), "{rows} rows, {part}: {wanted}\n{text}");
        };
        let (last, total, note) = (10 + by, 11 + by, 12 + by);
        let sheet = "xl/worksheets/sheet3.xml";
        has(sheet, format!("sqref=\"E6:G{last}\""));
        has(sheet, format!("sqref=\"F6:F{last}\""));
        has(sheet, format!("<mergeCell ref=\"A{}:J{}\"/>", note + 1, note + 1));
        has(sheet, format!("<brk id=\"{note}\""));
        has(sheet, format!("<xm:f>隐患清单!A6:A{last}</xm:f><xm:sqref>F{note}</xm:sqref>"));
        has(sheet, format!("<f>COUNTA(C6:C{last})</f>"));
        has("xl/comments1.xml", format!("<comment ref=\"A{note}\""));
        has("xl/charts/chart1.xml", format!("$A$6:$A${last}"));
        has("xl/charts/chart1.xml", format!("$A${note}:$A${}", note + 1));
        has("xl/workbook.xml", format!("$A$1:$J${}", note + 1));
        has("xl/workbook.xml", "隐患清单!$4:$5".into());
        has("xl/drawings/drawing3.xml", format!("<xdr:row>{}</xdr:row>", 13 + by));
        assert!(total > 0);
    }
}

#[test]
fn sheets_written_with_a_prefix() {
    let plan = plan();
    let template = edited(&made::bytes(made::report()), "xl/worksheets/sheet3.xml", |xml| {
        let (declaration, body) = xml.split_once("?>").unwrap();
        let (body, extensions) = body.split_once("<extLst>").unwrap();
        let _ = extensions;
        let body =
            body.replace('<', "<x:").replace("<x:/", "</x:").replace("<x:x:", "<x:") + "</x:worksheet>";
        format!("{declaration}?>{}", body.replacen(" xmlns=", " xmlns:x=", 1))
    });
    let hazards = (0..8).map(|n| hazard(&format!("h-{n}"), "无")).collect();
    let result = fill(&template, &report_offer(&Return { hazards, ..county(&plan) })).unwrap();
    let text = String::from_utf8(parts(&result.bytes)["xl/worksheets/sheet3.xml"].clone()).unwrap();
    roxmltree::Document::parse(&text).unwrap();
    assert!(text.contains("<x:row r=\"13\"") && text.contains("<x:mergeCell ref=\"A16:J16\"/>"), "{text}");
    assert!(text.contains("<x:is><x:t xml:space=\"preserve\">麒麟区</x:t></x:is>"));
}

#[test]
fn every_changed_part_is_sound() {
    let plan = plan();
    for rows in [0, 2, 5, 40] {
        let hazards = (0..rows).map(|n| hazard(&format!("h-{n}"), "<&>")).collect();
        let content = Return { hazards, ..county(&plan) };
        for template in [made::bytes(made::report()), include_bytes!("report.xlsx").to_vec()] {
            let result = fill(&template, &report_offer(&content)).unwrap();
            for (name, bytes) in parts(&result.bytes) {
                if name.ends_with(".xml") || name.ends_with(".rels") {
                    roxmltree::Document::parse(std::str::from_utf8(&bytes).unwrap())
                        .unwrap_or_else(|error| panic!("{name}: {error}"));
                }
            }
        }
    }
}
