//! The charts of a roll-up, read back from the package: they show the cells of the roll-up and no others, and
//! these are the figures; no other format or workbook has any.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that may fail"
)]

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use hazards::catalog::Forms;
use hazards::check::Context;
use hazards::figure::Key;
use hazards::form::content::Return;
use hazards::plan::{Plan, UnitIndex};
use hazards::record::Month;
use hazards::settings::Filler;
use hazards::store::{self, Repository};
use hazards::write::{self, Format, Manner};
use std::io::{Cursor, Read};
use std::path::Path;

fn example() -> Repository {
    store::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing")).unwrap()
}

/// Does something with the return of a unit for a month.
fn with<T>(unit: &str, month: &str, work: impl FnOnce(&Return<'_>, &Forms) -> T) -> T {
    let repository = example();
    let Repository { records, plan, catalog, .. } = &repository;
    let month = Month::parse(month).unwrap();
    let cutoff = plan.due(month);
    let today = NaiveDate::from_ymd_opt(2023, 12, 31).unwrap();
    let context = Context::new(records, plan, catalog, cutoff, today);
    let content = Return::new(&context, plan.find_unit(unit).unwrap(), month, cutoff, 0).unwrap();
    work(&content, &catalog.forms)
}

fn bytes(content: &Return<'_>, forms: &Forms, format: Format) -> Vec<u8> {
    let filler = Filler { name: String::new(), phone: String::new() };
    write::report(content, Manner { forms, filler: &filler, format, width: 100 }).unwrap()
}

/// A part of a package.
fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    package.by_name(name).ok()?.read_to_string(&mut text).unwrap();
    Some(text)
}

/// The series of a chart: their names, and what the cells that they show and are named by hold.
struct Shown {
    title: String,
    series: Vec<(String, Vec<String>, Vec<Option<f64>>)>,
    /// The ranges, in the order of the file.
    ranges: Vec<String>,
}

fn charts(bytes: &[u8]) -> Vec<Shown> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    while let Some(text) = part(bytes, &format!("xl/charts/chart{}.xml", all.len() + 1)) {
        let tree = roxmltree::Document::parse(&text).unwrap();
        let inside = |node: roxmltree::Node<'_, '_>, name: &str| -> Vec<String> {
            let below = node.descendants().filter(|node| node.tag_name().name() == name);
            below.filter_map(|node| node.text().map(str::to_owned)).collect()
        };
        let child = |node: roxmltree::Node<'_, '_>, name: &str| {
            let found = node.children().find(|node| node.tag_name().name() == name).unwrap();
            inside(found, "f")
        };
        let mut shown = Shown { title: String::new(), series: Vec::new(), ranges: Vec::new() };
        for node in tree.descendants().filter(|node| node.tag_name().name() == "ser") {
            let name = node.children().find(|node| node.tag_name().name() == "tx").unwrap();
            let [names, values] = ["cat", "val"].map(|name| child(node, name).remove(0));
            let cells = [&names, &values].map(|range| column(&mut workbook, range));
            let words = cells[0].iter().map(ToString::to_string).collect();
            let numbers = cells[1].iter().map(|cell| match cell {
                Data::Float(number) => Some(*number),
                _ => None,
            });
            // What programs show before they reckon anew is what stands in the cells.
            let cached = node.children().find(|node| node.tag_name().name() == "val").unwrap();
            let cached: Vec<f64> = inside(cached, "v").iter().map(|number| number.parse().unwrap()).collect();
            let there: Vec<f64> = numbers.clone().flatten().collect();
            assert_eq!(cached, there, "{values}");
            shown.series.push((inside(name, "v").concat(), words, numbers.collect()));
            shown.ranges.extend([names, values]);
        }
        let title = tree.descendants().find(|node| node.tag_name().name() == "title").unwrap();
        shown.title = inside(title, "t").concat();
        all.push(shown);
    }
    all
}

/// The cells of a range within one column, such as `汇总!$A$6:$A$16`.
fn column(workbook: &mut Xlsx<Cursor<&[u8]>>, range: &str) -> Vec<Data> {
    let (sheet, cells) = range.split_once('!').unwrap();
    let cells = cells.replace('$', "");
    let corner = |cell: &str| {
        let (letters, digits) = cell.split_at(cell.find(|c: char| c.is_ascii_digit()).unwrap());
        let column = letters.bytes().fold(0, |column, letter| 26 * column + u32::from(letter - b'A') + 1);
        (digits.parse::<u32>().unwrap() - 1, column - 1)
    };
    let (first, last) = cells.split_once(':').map(|(a, b)| (corner(a), corner(b))).unwrap();
    assert_eq!(first.1, last.1, "{range}");
    let sheet = workbook.worksheet_range(sheet).unwrap();
    (first.0..=last.0).map(|row| sheet.get_value((row, first.1)).cloned().unwrap_or_default()).collect()
}

fn number(content: &Return<'_>, unit: usize, key: Key) -> f64 {
    content.units[unit].1[key].to_string().parse().unwrap()
}

#[test]
fn charts_show_the_figures_of_every_unit() {
    with("qujing", "2023-08", |content, forms| {
        let charts = charts(&bytes(content, forms, Format::Xlsx));
        let titles: Vec<&str> = charts.iter().map(|chart| chart.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "各单位重大事故隐患发现和整改情况",
                "各单位重大事故隐患整改率",
                "各单位挂牌督办重大事故隐患情况",
                "各单位执法检查企业数",
                "各单位行政处罚次数",
                "各单位罚款金额",
            ]
        );
        let names: Vec<String> =
            content.units.iter().map(|(unit, _)| content.plan.unit(*unit).name.clone()).collect();
        assert_eq!(names.len(), 11);
        let found = |unit| number(content, unit, Key::A1) + number(content, unit, Key::A3);
        let completed = |unit| number(content, unit, Key::A2) + number(content, unit, Key::A4);
        type Wanted<'w> = Box<dyn Fn(usize) -> f64 + 'w>;
        let figure = |key: Key| -> Wanted<'_> { Box::new(move |unit| number(content, unit, key)) };
        let wanted: [Vec<(&str, Wanted<'_>)>; 6] = [
            vec![
                ("自查发现", figure(Key::A1)),
                ("部门检查发现", figure(Key::A3)),
                ("已整改", Box::new(completed)),
            ],
            vec![("整改率", Box::new(move |unit| completed(unit) / found(unit)))],
            vec![("挂牌督办", figure(Key::A5)), ("其中已整改", figure(Key::A6))],
            vec![("执法检查企业", figure(Key::B1))],
            vec![("行政处罚次数", figure(Key::C3_count))],
            vec![("罚款金额", figure(Key::C3_amount))],
        ];
        for (chart, wanted) in charts.iter().zip(wanted) {
            assert_eq!(chart.series.len(), wanted.len(), "{}", chart.title);
            for ((name, words, numbers), (known, value)) in chart.series.iter().zip(wanted) {
                assert_eq!((name.as_str(), words), (known, &names));
                let expected: Vec<Option<f64>> = (0..names.len()).map(|unit| Some(value(unit))).collect();
                assert_eq!(*numbers, expected, "{name}");
            }
        }
        // 汇总: the title, the line and three rows of headings stand above the first unit.
        assert_eq!(
            charts[0].ranges,
            [
                "汇总!$A$6:$A$16",
                "汇总!$B$6:$B$16",
                "汇总!$A$6:$A$16",
                "汇总!$D$6:$D$16",
                "汇总!$A$6:$A$16",
                "图表!$C$91:$C$101"
            ]
        );
        // Counted by hand on the roll-up of August: 麒麟区 found 7 and 8, 13 are put right.
        let qilin: Vec<_> = charts[0].series.iter().map(|(.., numbers)| numbers[1]).collect();
        assert_eq!(qilin, [Some(7.0), Some(8.0), Some(13.0)]);
    });
}

#[test]
fn a_unit_without_hazards_has_no_rate() {
    with("qujing", "2023-06", |content, forms| {
        let charts = charts(&bytes(content, forms, Format::Xlsx));
        let rates = &charts[1].series[0].2;
        let none: Vec<usize> = (0..11)
            .filter(|unit| number(content, *unit, Key::A1) + number(content, *unit, Key::A3) == 0.0)
            .collect();
        assert!(!none.is_empty() && none.len() < 11, "the example has such units in May: {none:?}");
        for (unit, rate) in rates.iter().enumerate() {
            assert_eq!(rate.is_none(), none.contains(&unit), "{unit}");
        }
    });
}

#[test]
fn the_same_return_gives_the_same_bytes_and_prints_on_its_side() {
    with("qujing", "2023-08", |content, forms| {
        let one = bytes(content, forms, Format::Xlsx);
        assert!(one == bytes(content, forms, Format::Xlsx));
        let workbook: Xlsx<_> = Xlsx::new(Cursor::new(one.as_slice())).unwrap();
        assert_eq!(workbook.sheet_names(), ["3-1", "3-2", "汇总", "图表"]);
        let sheet = part(&one, "xl/worksheets/sheet4.xml").unwrap();
        assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("orientation=\"landscape\""));
        assert!(sheet.contains("fitToHeight=\"0\"") && !sheet.contains("<f>"));
        let drawing = part(&one, "xl/drawings/drawing1.xml").unwrap();
        assert_eq!(drawing.matches("<xdr:twoCellAnchor").count(), 6);
    });
}

#[test]
fn the_roll_up_alone_has_its_charts_with_it() {
    with("qujing", "2023-08", |content, forms| {
        let filler = Filler { name: String::new(), phone: String::new() };
        let manner = Manner { forms, filler: &filler, format: Format::Xlsx, width: 100 };
        let files = write::report_files(content, manner).unwrap();
        let counts: Vec<usize> = files.iter().map(|file| charts(&file.bytes).len()).collect();
        assert_eq!(counts, [0, 0, 6]);
        assert_eq!(charts(&files[2].bytes)[0].ranges[1], "汇总!$B$6:$B$16");
    });
}

#[test]
fn a_county_and_other_formats_have_none() {
    with("qilin", "2023-08", |content, forms| {
        assert!(charts(&bytes(content, forms, Format::Xlsx)).is_empty());
    });
    with("qujing", "2023-08", |content, forms| {
        assert!(!String::from_utf8(bytes(content, forms, Format::Table)).unwrap().contains("图表"));
        let document = part(&bytes(content, forms, Format::Docx), "word/document.xml").unwrap();
        assert!(document.contains("分单位汇总") && !document.contains("图表"));
        let pages = lopdf::Document::load_mem(&bytes(content, forms, Format::Pdf)).unwrap();
        let last = *pages.get_pages().keys().last().unwrap();
        assert!(!pages.extract_text(&[last]).unwrap_or_default().contains("图表"));
    });
}

/// A tree of three levels: every unit below is a group, in the order of the roll-up.
#[test]
fn a_deeper_tree_has_every_unit() {
    let text = Plan::built_in("qujing-2023").unwrap().replacen(
        "level = \"city\"",
        "level = \"city\"\nparent = \"yunnan\"\n[[units]]\nid = \"yunnan\"\nname = \"云南省\"\nlevel = \"province\"",
        1,
    );
    let plan = Plan::read("plan", &text).unwrap();
    let figures = hazards::figure::Figures::new(|key| hazards::figure::Value::zero(key.sort()));
    let below: Vec<(UnitIndex, _)> = plan
        .units()
        .filter(|(index, _)| *index != plan.root())
        .map(|(index, _)| (index, figures.clone()))
        .collect();
    let content = Return {
        plan: &plan,
        unit: plan.root(),
        month: plan.returns.first_month,
        from: plan.counting_from,
        cutoff: plan.end,
        left_out: 2,
        figures,
        units: below,
        hazards: Vec::new(),
        filed: Vec::new(),
    };
    let forms = hazards::catalog::Catalog::built_in().forms;
    let bytes = bytes(&content, &forms, Format::Xlsx);
    let charts = charts(&bytes);
    let (_, names, rates) = &charts[1].series[0];
    assert_eq!((names.len(), names[0].as_str(), names[1].as_str()), (12, "曲靖市", "　市本级"));
    assert!(rates.iter().all(Option::is_none));
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
    let sheet = workbook.worksheet_range("图表").unwrap();
    let said = sheet.rows().any(|row| row[0].to_string().contains("有 2 条记录无法读取"));
    assert!(said, "what was left out is said");
}
