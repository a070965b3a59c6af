//! Units that are counted by what they have filed: what the forms say of them, what the settings allow, and
//! which rules leave them alone.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

#[path = "support/base.rs"]
mod base;

use chrono::NaiveDate;
use hazards::check::{Context, check};
use hazards::figure::Key;
use hazards::form::content::Return;
use hazards::record::{Month, date};
use hazards::settings::Filler;
use hazards::store::{self, OpenError, Repository};
use hazards::tally::Period;
use hazards::write::{self, Format, Manner};

/// The base with 乙县 counted by what it has filed.
fn settings(units: &str) -> String {
    format!("format = 1\nplan = \"plan.toml\"\n{units}")
}

const YI: &str = "[[units]]\nid = \"yi\"\nsource = \"filings\"\n";
const AUGUST: &str = "\
- {id: yi-f5, document: 调度表, month: 2023-08, filed_on: 2023-08-22, figures: {A1: 4, A3: 2, A5: 1, B1: 9, D6: 是}, rows: 6}
- {id: yi-f7, document: 调度表, month: 2023-08, filed_on: 2023-08-28, figures: {A1: 5, A3: 2, B1: 9}}
";

fn day(text: &str) -> NaiveDate {
    date::parse(text).unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// What the city's return of a period says in a format.
fn printed(repository: &Repository, unit: &str, period: Period, format: Format) -> String {
    let plan = &repository.plan;
    let context =
        Context::new(&repository.records, plan, &repository.catalog, period.cutoff, day("2023-12-31"));
    let content = Return::of(&context, plan.find_unit(unit).unwrap(), period, 0).unwrap();
    let (forms, filler) = (&repository.catalog.forms, Filler::default());
    let manner = Manner { forms, filler: &filler, format, width: 400 };
    String::from_utf8(write::report(&content, manner).unwrap()).unwrap()
}

fn august() -> Period {
    Period::new(month("2023-08"), day("2023-08-24"))
}

#[test]
fn the_forms_say_where_figures_come_from() {
    let settings = settings(YI);
    let (_root, repository) = base::open_with(&[
        ("hazards.toml", settings.as_bytes()),
        ("yi/filings/yi-f5.yaml", AUGUST.as_bytes()),
    ]);
    let table = printed(&repository, "shi", august(), Format::Table);
    for said in [
        "乙县以报送的调度表计入（2023-08-28 报送），其家数为加总，未去重。",
        "乙县以报送数字计入附件3-1，其隐患未列入本表。",
        "＊ 乙县按报送的调度表计（2023-08-28 报送），家数为合计，未去重。",
        "乙县＊",
        "乙县报送的调度表未给出以下指标，按 0（否）计：",
    ] {
        assert!(table.contains(said), "{said}\n{table}");
    }
    let own = printed(&repository, "yi", august(), Format::Table);
    assert!(own.contains("本表为乙县报送的数字（2023-08-28 报送），不由记录统计。"), "{own}");
    // As it was known on the 24th: the first filing, which gives D6.
    let early = august().filed_by(day("2023-08-24"));
    let json = printed(&repository, "shi", early, Format::Json);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let yi = value["units"].as_array().unwrap().iter().find(|unit| unit["id"] == "yi").unwrap();
    assert_eq!((&yi["source"], &yi["filed_on"]), (&"filings".into(), &"2023-08-22".into()));
    assert_eq!((&yi["figures"]["A1"], &yi["figures"]["D6"]), (&4.into(), &"是".into()));
    assert!(yi["not_given"].as_array().unwrap().contains(&"A2".into()));
    let jia = value["units"].as_array().unwrap().iter().find(|unit| unit["id"] == "jia").unwrap();
    assert!(jia.get("source").is_none() && value["unit"].get("source").is_none());
    // Without what was filed that day or before, nothing is known.
    let before = printed(&repository, "shi", august().filed_by(day("2023-08-21")), Format::Table);
    assert!(before.contains("乙县未报 8 月调度表"), "{before}");
}

#[test]
fn no_other_month_stands_for_one_that_was_not_filed() {
    let settings = settings(YI);
    let (_root, repository) = base::open_with(&[
        ("hazards.toml", settings.as_bytes()),
        ("yi/filings/yi-f5.yaml", AUGUST.replace("2023-08,", "2023-07,").as_bytes()),
    ]);
    let context = Context::new(
        &repository.records,
        &repository.plan,
        &repository.catalog,
        august().cutoff,
        august().cutoff,
    );
    let yi = repository.plan.find_unit("yi").unwrap();
    let content = Return::of(&context, yi, august(), 0).unwrap();
    assert!(content.figures.iter().all(|(key, value)| value == hazards::figure::Value::zero(key.sort())));
    let table = printed(&repository, "yi", august(), Format::Table);
    assert!(table.contains("乙县未报 8 月调度表，各项按 0（否）计。"), "{table}");
}

#[test]
fn recorded_hazards_stay_on_the_list_and_do_not_count() {
    let hazard = "{id: yi-h1, enterprise: yi-1, clause: GM-03-01, description: 未统一协调管理, source: 企业自查, found_on: 2023-07-03}\n";
    let settings = settings(YI);
    let (_root, repository) = base::open_with(&[
        ("hazards.toml", settings.as_bytes()),
        ("yi/filings/yi-f5.yaml", AUGUST.as_bytes()),
        ("yi/hazards/yi-h1.yaml", hazard.as_bytes()),
    ]);
    let context = Context::new(
        &repository.records,
        &repository.plan,
        &repository.catalog,
        august().cutoff,
        august().cutoff,
    );
    let (shi, yi) = (repository.plan.root(), repository.plan.find_unit("yi").unwrap());
    let content = Return::of(&context, shi, august(), 0).unwrap();
    let rows = |of| content.hazards.iter().filter(|row| row.unit == of).count() as u64;
    assert_eq!(rows(yi), 1);
    let recorded = content.hazards.len() as u64 - 1;
    assert_eq!(content.figures.count(Key::A1) + content.figures.count(Key::A3), recorded + 7);
    assert_eq!((content.filed[0].records, content.filed[0].rows), (3, 1), "hazard, inspection, headcount");
    let table = printed(&repository, "shi", august(), Format::Table);
    assert!(table.contains("本表只列其有记录的隐患 1 条"), "{table}");
}

#[test]
fn a_filing_that_cannot_be_read_is_none_that_is_missing() {
    let settings = settings(YI);
    let broken = "{id: yi-f5, document: 调度表, month: 2023-08, filed_on: 2023-08-99, figures: {A1: 4}}\n";
    let (_root, repository) = base::open_with(&[
        ("hazards.toml", settings.as_bytes()),
        ("yi/filings/yi-f5.yaml", broken.as_bytes()),
    ]);
    let table = printed(&repository, "yi", august(), Format::Table);
    assert!(table.contains("乙县报送的 8 月调度表无法读取"), "{table}");
}

#[test]
fn settings_that_cannot_be_are_errors_with_their_line() {
    for (units, line, said) in [
        ("[[units]]\nid = \"yii\"\nsource = \"filings\"\n", 4, "did you mean `yi`"),
        ("[[units]]\nid = \"yi\"\nsource = \"filing\"\n", 5, "did you mean `filings`"),
        ("[[units]]\nid = \"yi\"\n", 3, "`source` is missing"),
        ("[[units]]\nid = \"yi\"\nsorce = \"filings\"\nsource = \"filings\"\n", 5, "did you mean `source`"),
        ("[[units]]\nid = \"shi\"\nsource = \"filings\"\n", 5, "has units below it"),
        (&format!("{YI}{YI}"), 7, "is named twice"),
        ("[units.yi]\nsource = \"filings\"\n", 3, "an array of tables"),
    ] {
        let root = base::with(&[("hazards.toml", settings(units).as_bytes())]);
        let Err(OpenError::Config(errors)) = store::open(root.path()) else { panic!("{units} is taken") };
        let found = errors.iter().any(|error| error.line == line && error.message.en.contains(said));
        assert!(found, "{units}: {errors:?}");
    }
}

#[test]
fn rules_leave_alone_what_is_not_kept_here() {
    let codes = |units: &str, files: &[(&str, &[u8])], gone: &[&str]| -> Vec<&'static str> {
        let settings = settings(units);
        let mut files = files.to_vec();
        files.push(("hazards.toml", settings.as_bytes()));
        let root = base::with(&files);
        for folder in gone {
            std::fs::remove_dir_all(root.path().join(folder)).unwrap();
        }
        let repository = store::open(root.path()).unwrap();
        let day = day("2023-12-31");
        let context = Context::new(&repository.records, &repository.plan, &repository.catalog, day, day);
        let mut codes: Vec<_> =
            check(&context, &repository.settings).iter().map(|finding| finding.rule).collect();
        // 市本级 has inspected an enterprise that some cases take away.
        codes.retain(|code| code.starts_with('P'));
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let filings: &[(&str, &[u8])] = &[("yi/filings/yi-f5.yaml", AUGUST.as_bytes())];
    assert_eq!(codes("", filings, &[]), ["P016"]);
    // P016 has nothing to compare with.
    assert_eq!(codes(YI, filings, &[]), [""; 0]);
    // P001 to P003 hold where the unit keeps such records, and not where it keeps none.
    let all = ["yi/enterprises", "yi/selfchecks", "yi/inspections"];
    assert_eq!(codes("", &[], &all), ["P001"]);
    assert_eq!(codes(YI, &[], &all), [""; 0]);
    let checks = ["benji/inspections", all[1], all[2]];
    assert_eq!(codes("", &[], &checks), ["P002", "P003"]);
    assert_eq!(codes(YI, &[], &checks), [""; 0]);
    // P017 stays: what was filed may not fall.
    let fallen = AUGUST.replace("2023-08, filed_on: 2023-08-22", "2023-07, filed_on: 2023-07-22");
    let fallen = fallen.replace("B1: 9}}", "B1: 8}}").replace("2023-08-28", "2023-08-24");
    assert!(codes(YI, &[("yi/filings/yi-f5.yaml", fallen.as_bytes())], &[]).contains(&"P017"));
}

/// A city's own filing is held against records and what had been filed below it by then.
#[test]
fn the_return_of_the_unit_above_is_held_against_both() {
    let drift = |figures: &str| -> Vec<String> {
        let settings = settings(YI);
        let filing = format!(
            "{{id: shi-f1, document: 调度表, month: 2023-08, filed_on: 2023-08-24, figures: {{{figures}}}}}\n"
        );
        let (_root, repository) = base::open_with(&[
            ("hazards.toml", settings.as_bytes()),
            ("yi/filings/yi-f5.yaml", AUGUST.as_bytes()),
            ("shi/filings/shi-f1.yaml", filing.as_bytes()),
        ]);
        let day = day("2023-12-31");
        let context = Context::new(&repository.records, &repository.plan, &repository.catalog, day, day);
        let findings = check(&context, &repository.settings);
        findings.into_iter().filter(|one| one.rule == "P016").map(|one| one.message.en.into_owned()).collect()
    };
    // 甲县 and 市本级 have inspected one enterprise each time; 乙县 filed 9 on the 22nd.
    assert_eq!(drift("D6: 是"), [""; 0]);
    assert_eq!(drift("D6: 否").len(), 1);
    assert!(drift("A5: 99")[0].contains("A5 filed 99"));
}
