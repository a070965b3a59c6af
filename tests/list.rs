//! `hazards list`: conditions worked out by hand, columns that say what the records say, the same values in every
//! format, and conditions made up by chance.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on has failed")]

#[path = "support/base.rs"]
mod base;

#[path = "list/columns.rs"]
mod columns;
#[path = "list/formats.rs"]
mod formats;
#[path = "list/random.rs"]
mod random;

use chrono::NaiveDate;
use hazards::check::Context;
use hazards::figure::{Key, Value};
use hazards::form::content::Return;
use hazards::list::{Listing, Query, View, Words};
use hazards::record::{Kind, Month, date};
use hazards::status::Status;
use hazards::store::{self, Repository};
use hazards::tally::{Period, Scope, figures};
use std::path::Path;

fn day(text: &str) -> NaiveDate {
    date::parse(text).unwrap()
}

/// A folder of the examples.
fn example(name: &str) -> Repository {
    store::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)).unwrap()
}

/// Lists records of a repository and looks at them.
fn look<T>(
    repository: &Repository,
    kind: Kind,
    words: &Words<'_>,
    unit: &str,
    as_of: &str,
    look: impl FnOnce(Listing<'_>) -> T,
) -> Result<T, String> {
    let (plan, catalog) = (&repository.plan, &repository.catalog);
    let query = Query::read(kind, words, plan, catalog).map_err(|why| why.en.into_owned())?;
    let context = Context::new(&repository.records, plan, catalog, day(as_of), day("2023-12-31"));
    let mut view = View::new(&context);
    let unit = plan.find_unit(unit).unwrap();
    Ok(look(Listing::new(&mut view, unit, query, |spots| repository.locate_spots(spots))))
}

/// 甲县 has the two hazards of the base, jia-h1 (企业自查, 06-05, completed 06-15) and jia-h2 (部门检查, 07-10,
/// completed 08-01, supervised since 07-15, punished on 07-28), and these four.
const MORE: &str = "\
# open, limit 08-01: on 08-05 overdue by 4 days; found 24 days ago; under supervision
- {id: jia-h3, enterprise: jia-2, clause: GM-12-01, description: 快速冻结装置未设在单独的作业间, source: 部门检查, found_on: 2023-07-12, inspection: jia-i2,
   rectification: {responsible: 李某某, measures: 隔断, funds: 1, due_on: 2023-08-01, contingency: 预案}, supervision: {level: 市级, listed_on: 2023-07-20}}
# open, limit 08-12; found 16 days ago
- {id: jia-h4, enterprise: jia-1, clause: GM-13-02, description: \"未履行审批，未监护\", source: 企业自查, found_on: 2023-07-20, rectification: {due_on: 2023-08-12}}
# completed on 08-03
- {id: jia-h5, enterprise: jia-1, clause: GM-13-02, description: 未履行审批, source: 企业自查, found_on: 2023-07-25, rectification: {completed_on: 2023-08-03}}
# found after 08-05
- {id: jia-h6, enterprise: jia-1, clause: GM-13-02, description: ＧＢ 30871未执行, source: 部门检查, found_on: 2023-08-06, rectification: {due_on: 2023-08-06, completed_on: 2023-08-07}}
";

/// The ids of the records of a kind for which the conditions hold on 2023-08-05, joined by blanks; or why not.
fn found(kind: Kind, conditions: &[&str]) -> String {
    let (_folder, repository) = base::open_with(&[("jia/hazards/more.yaml", MORE.as_bytes())]);
    listed(&repository, kind, conditions, &[])
}

fn listed(repository: &Repository, kind: Kind, conditions: &[&str], sort: &[&str]) -> String {
    let id = if kind == Kind::Selfcheck { "enterprise" } else { "id" };
    let words = Words { conditions: conditions.into(), columns: vec![id], sort: sort.into() };
    let ids = |listing: Listing<'_>| {
        let ids = listing.rows.iter().map(|row| match &row[0] {
            hazards::columns::Cell::Text(id) => id.trim_start_matches("jia-").to_owned(),
            other => format!("{other:?}"),
        });
        ids.collect::<Vec<_>>().join(" ")
    };
    look(repository, kind, &words, "shi", "2023-08-05", ids).unwrap_or_else(|why| why)
}

#[test]
fn conditions_on_hazards() {
    for (conditions, wanted) in [
        (vec![], "h1 h2 h3 h4 h5 h6"),
        (vec!["source=部门检查"], "h2 h3 h6"),
        (vec!["隐患来源!=部门检查"], "h1 h4 h5"),
        (vec!["source=部门检查、企业自查"], "h1 h2 h3 h4 h5 h6"),
        (vec!["source=部门检查", "found_on>=2023-07-12"], "h3 h6"),
        // Days, and months among days.
        (vec!["found_on=2023-07-10"], "h2"),
        (vec!["found_on=2023-07"], "h2 h3 h4 h5"),
        (vec!["found_on!=2023-07"], "h1 h6"),
        (vec!["found_on<2023-07"], "h1"),
        (vec!["found_on<=2023-07"], "h1 h2 h3 h4 h5"),
        (vec!["found_on>2023-07"], "h6"),
        (vec!["found_on>=2023-07"], "h2 h3 h4 h5 h6"),
        (vec!["found_on=2023"], "h1 h2 h3 h4 h5 h6"),
        (vec!["found_on＞＝2023-07-20", "found_on≤2023-07-25"], "h4 h5"),
        // What is not there: != holds of it, an order does not.
        (vec!["due_on<2023-08-05"], "h1 h3"),
        (vec!["due_on>=2023-08-05"], "h2 h4 h6"),
        (vec!["due_on!=2023-08-10"], "h1 h3 h4 h5 h6"),
        (vec!["期限="], "h5"),
        (vec!["期限!="], "h1 h2 h3 h4 h6"),
        (vec!["supervision!="], "h2 h3"),
        (vec!["supervision="], "h1 h4 h5 h6"),
        // Amounts are exact.
        (vec!["funds>0.5"], "h2 h3"),
        (vec!["funds>=0.50"], "h1 h2 h3"),
        (vec!["资金=1.000"], "h3"),
        (vec!["资金（万元）=1"], "h3"),
        (vec!["funds<3.2000000001"], "h1 h2 h3"),
        // Text: whole, in part, in whatever width; one with a comma in it is also one value.
        (vec!["description~煤气"], "h2"),
        (vec!["description~gb"], "h6"),
        (vec!["description!~未执行"], "h2 h3 h4 h5"),
        (vec!["description=未履行审批，未监护"], "h4 h5"),
        (vec!["description=未履行审批"], "h5"),
        (vec!["measures~隔断"], "h3"),
        // The enterprise's columns.
        (vec!["industry=轻工"], "h3"),
        (vec!["所属行业=建材、冶金"], "h1 h2 h4 h5 h6"),
        (vec!["key=否"], "h3"),
        (vec!["enterprise.key=true"], "h1 h2 h4 h5 h6"),
        (vec!["domains=粉尘涉爆"], "h1 h2 h4 h5 h6"),
        (vec!["domains!=粉尘涉爆、有限空间"], "h3"),
        (vec!["enterprise.removed.on="], "h1 h2 h3 h4 h5 h6"),
        (vec!["name~冷冻"], "h3"),
        // The unit by id and by name.
        (vec!["unit=甲县"], "h1 h2 h3 h4 h5 h6"),
        (vec!["unit=yi、jia"], "h1 h2 h3 h4 h5 h6"),
        (vec!["填报单位=yi"], ""),
        // What is derived, as of 2023-08-05; of h6, which is found on the day after, nothing is.
        (vec!["rectified=是"], "h1 h2 h5"),
        (vec!["是否整改=否"], "h3 h4"),
        (vec!["rectified!=是"], "h3 h4 h6"),
        (vec!["overdue!="], "h3"),
        (vec!["overdue=4"], "h3"),
        (vec!["overdue>4"], ""),
        (vec!["open_days=24"], "h3"),
        (vec!["open_days<=24"], "h3 h4"),
        (vec!["supervised=是"], "h2 h3"),
        (vec!["penalized=是"], "h2"),
        (vec!["penalty_enterprise=罚款3万元、警告"], "h2"),
        (vec!["clause.text~审批"], "h4 h5 h6"),
        (vec!["clause=GM-13-02"], "h4 h5 h6"),
        (vec!["enterprise.open_hazards=1"], "h1 h2 h3 h4 h5 h6"),
        (vec!["enterprise.overdue_hazards=1"], "h3"),
    ] {
        assert_eq!(found(Kind::Hazard, &conditions), wanted, "{conditions:?}");
    }
}

#[test]
fn conditions_on_other_kinds() {
    for (kind, conditions, wanted) in [
        // On 08-05 jia-1 has four hazards (h6 comes later), of which h4 is open; jia-2 has one, open and overdue.
        (Kind::Enterprise, vec!["hazards=4", "open_hazards=1"], "1"),
        (Kind::Enterprise, vec!["overdue_hazards>0"], "2"),
        (Kind::Enterprise, vec!["hazards=0"], "yi-1"),
        (Kind::Enterprise, vec!["listed=是", "inspected=是"], "1 2 yi-1"),
        (Kind::Enterprise, vec!["inspected=否"], ""),
        (Kind::Enterprise, vec!["selfchecked=是"], "1 2 yi-1"),
        (Kind::Enterprise, vec!["products=螺纹钢"], "1"),
        (Kind::Enterprise, vec!["phone=08740000002"], "2"),
        (Kind::Selfcheck, vec!["items.29.status=已落实", "unit=乙县"], "yi-1"),
        (Kind::Selfcheck, vec!["status=未落实"], "2"),
        (Kind::Selfcheck, vec!["leader_checks>=2023-12", "unit=yi"], "yi-1"),
        (Kind::Selfcheck, vec!["items~已落实", "id=yi-1"], "yi-1"),
        (Kind::Inspection, vec!["type=督导"], "benji-i1"),
        (Kind::Inspection, vec!["inspectors=褚某某"], "benji-i1"),
        (Kind::Inspection, vec!["备注!="], "benji-i1"),
        (Kind::Penalty, vec!["fines=4.5"], "p1"),
        (Kind::Penalty, vec!["on_enterprise.other=警告", "on_principal!="], "p1"),
        (Kind::Penalty, vec!["hazard=jia-h2", "halt=否"], "p1"),
        (Kind::Activity, vec!["headcount>=4", "工作类别=技术检查员", "unit=yi"], "yi-a1"),
        (Kind::Activity, vec!["count=2", "kind=考核督导"], "benji-a1"),
        (Kind::Filing, vec!["month=2023-08"], "f5 yi-f5"),
        (Kind::Filing, vec!["month<2023-08", "unit!=甲县"], "yi-f4"),
        (Kind::Filing, vec!["figures.C9=0"], "yi-f5"),
        (Kind::Filing, vec!["figures.D6=否"], "yi-f5"),
        (Kind::Filing, vec!["figures.key=C9"], "yi-f5"),
        (Kind::Filing, vec!["document=调度表", "figures="], "f4 f5 yi-f4"),
    ] {
        assert_eq!(found(kind, &conditions), wanted, "{kind:?} {conditions:?}");
    }
}

#[test]
fn what_stands_for_nothing_is_refused_with_the_nearest_word() {
    for (kind, condition, said) in [
        (Kind::Hazard, "industry=建村", "did you mean `建材`"),
        (Kind::Hazard, "indutry=建材", "did you mean `industry`"),
        (Kind::Hazard, "due_no<2023-08-01", "did you mean `rectification.due_on`"),
        (Kind::Hazard, "期现=", "did you mean `期限`"),
        (Kind::Hazard, "found_on>=tomorrow", "is not a date"),
        (Kind::Hazard, "found_on=2023-7", "is not a date"),
        (Kind::Hazard, "funds>1万", "is not an amount"),
        (Kind::Hazard, "funds=1,000", "write one number as 1000, several as 1、000"),
        (Kind::Hazard, "overdue!=12，500", "write one number as 12500"),
        (Kind::Hazard, "overdue>=-1", "is not a whole number"),
        (Kind::Selfcheck, "items.6=未落实", "items.6.status, items.6.evidence"),
        (Kind::Hazard, "key=yes", "must be 是 or 否"),
        (Kind::Hazard, "clause=GM-13-20", "did you mean `GM-13-02`"),
        (Kind::Hazard, "unit=jai", "did you mean `jia`"),
        (Kind::Hazard, "listed_on>2023", "supervision.listed_on, enterprise.listed_on"),
        (Kind::Hazard, "found_on~2023", "is no text"),
        (Kind::Hazard, "source<部门检查", "cannot be compared"),
        (Kind::Hazard, "key>是", "cannot be compared"),
        (Kind::Hazard, "supervision=是", "whether it is there"),
        (Kind::Hazard, "整改=是", "there is no column"),
        (Kind::Hazard, "waivers=P007", "waivers.rule"),
        (Kind::Hazard, "found_on", "write COLUMN SIGN VALUE"),
        (Kind::Hazard, "found_on==2023-07", "write COLUMN SIGN VALUE"),
        (Kind::Hazard, "found_on=>2023-07", "write COLUMN SIGN VALUE"),
        (Kind::Hazard, "=2023-07", "write COLUMN SIGN VALUE"),
        (Kind::Hazard, "found_on>=", "no value"),
        (Kind::Hazard, "description~", "no value"),
        (Kind::Penalty, "罚款>1", "on_enterprise.fine, on_principal.fine"),
        (Kind::Selfcheck, "items.30.status=已落实", "it must be 1 to 29"),
        (Kind::Selfcheck, "items.1.stauts=已落实", "there is no column"),
        (Kind::Filing, "figures.A9=1", "there is no figure"),
        (Kind::Filing, "industry=建材", "there is no column"),
        (Kind::Inspection, "leader=", "waivers, path, line, name, uscc, "),
        (Kind::Hazard, "\u{202e}=1\n::x", "`\\u{202e}=1\\u{a}::x`"),
    ] {
        let why = found(kind, &[condition]);
        assert!(why.contains(said), "{condition}: {why}");
        assert!(why.starts_with('`'), "{condition}: {why}");
    }
}

#[test]
fn a_value_that_no_record_has_is_told_with_the_nearest() {
    let (_folder, repository) = base::open_with(&[]);
    let hint = |condition: &str| {
        let words = Words { conditions: vec![condition], ..Words::default() };
        let hint = |listing: Listing<'_>| listing.hint.map(|hint| hint.en.into_owned());
        look(&repository, Kind::Hazard, &words, "shi", "2023-08-05", hint).unwrap()
    };
    assert!(hint("enterprise=jia1").unwrap().contains("did you mean `jia-1`"));
    assert!(hint("domains=粉尘涉暴").unwrap().contains("did you mean `粉尘涉爆`"));
    assert_eq!(hint("enterprise=jia-1"), None);
    assert_eq!(hint("description=无关"), None);
}

#[test]
fn order() {
    let (_folder, repository) = base::open_with(&[("jia/hazards/more.yaml", MORE.as_bytes())]);
    let sorted = |by: &[&str]| listed(&repository, Kind::Hazard, &[], by);
    assert_eq!(sorted(&[]), "h1 h2 h3 h4 h5 h6", "unit, found_on, id");
    assert_eq!(sorted(&["-found_on"]), "h6 h5 h4 h3 h2 h1");
    // What is not there comes last either way: h5 has no limit.
    assert_eq!(sorted(&["due_on"]), "h1 h3 h6 h2 h4 h5");
    assert_eq!(sorted(&["-期限"]), "h4 h2 h6 h3 h1 h5");
    // A word by its place on the forms: 企业自查 comes before 部门检查.
    assert_eq!(sorted(&["source,-found_on"]), "h5 h4 h1 h6 h3 h2");
    assert_eq!(sorted(&["source", "-funds"]), "h1 h4 h5 h2 h3 h6");
    assert!(sorted(&["waivers"]).contains("cannot be sorted"));
    assert!(sorted(&["fund_on"]).contains("did you mean `found_on`"));
    let units = listed(&repository, Kind::Inspection, &[], &["-unit"]);
    assert_eq!(units.split(' ').next(), Some("yi-i1"), "units stand in the order of the plan: {units}");
}

#[test]
fn columns_by_name() {
    let (_folder, repository) = base::open_with(&[]);
    let names = |kind: Kind, columns: &[&str]| {
        let words = Words { columns: columns.into(), ..Words::default() };
        let names = |listing: Listing<'_>| {
            listing.columns.iter().map(|field| field.name.clone()).collect::<Vec<_>>().join(" ")
        };
        look(&repository, kind, &words, "shi", "2023-08-05", names).unwrap_or_else(|why| why)
    };
    assert_eq!(
        names(Kind::Hazard, &["id,期限，overdue", "name"]),
        "id rectification.due_on overdue enterprise.name"
    );
    assert_eq!(
        names(Kind::Hazard, &["id,supervision"]),
        "id supervision.level supervision.listed_on supervision.released_on"
    );
    assert_eq!(
        names(Kind::Hazard, &["enterprise.removed"]),
        "enterprise.removed.on enterprise.removed.reason"
    );
    let usual = names(Kind::Hazard, &[]);
    assert_eq!(names(Kind::Hazard, &["+overdue"]), format!("{usual} overdue"));
    assert_eq!(names(Kind::Hazard, &["+overdue", "+id", "clause"]), format!("{usual} overdue clause"));
    let all = names(Kind::Hazard, &["all"]);
    assert!(
        all.starts_with("unit unit_name id enterprise clause") && all.ends_with("overdue path line"),
        "{all}"
    );
    assert_eq!(names(Kind::Hazard, &["all,id"]), all);
    assert!(names(Kind::Hazard, &["overdeu"]).contains("did you mean `overdue`"));
    assert!(names(Kind::Hazard, &["id,,found_on"]).contains("there is no column"));
}

#[test]
fn a_unit_and_those_below_it_and_the_lines_of_records() {
    let (_folder, repository) = base::open_with(&[("jia/hazards/more.yaml", MORE.as_bytes())]);
    let count = |unit: &str| {
        let rows = |listing: Listing<'_>| (listing.rows.len(), listing.total);
        look(&repository, Kind::Hazard, &Words::default(), unit, "2023-08-05", rows).unwrap()
    };
    assert_eq!(count("shi"), (6, 6));
    assert_eq!(count("jia"), (6, 6));
    assert_eq!(count("yi"), (0, 0));
    let words = Words { conditions: vec!["path~more", "line>2"], columns: vec!["id", "line"], sort: vec![] };
    let lines = |listing: Listing<'_>| format!("{:?}", listing.rows);
    let lines = look(&repository, Kind::Hazard, &words, "shi", "2023-08-05", lines).unwrap();
    // The items of the file begin on the lines 2, 5, 7 and 9.
    assert_eq!(
        lines,
        "[[Text(\"jia-h4\"), Whole(5)], [Text(\"jia-h5\"), Whole(7)], [Text(\"jia-h6\"), Whole(9)]]"
    );
}

#[test]
fn what_is_derived_is_what_the_forms_and_the_status_count() {
    let repository = example("qujing");
    let (plan, catalog) = (&repository.plan, &repository.catalog);
    let cutoff = day("2023-08-24");
    let context = Context::new(&repository.records, plan, catalog, cutoff, day("2023-12-31"));
    let month = Month::of(cutoff);
    let period = Period::new(month, cutoff);
    let window = ["found_on>=2023-05-01", "found_on<=2023-08-24"];
    for (unit, _) in plan.units() {
        let id = plan.unit(unit).id.as_str();
        let count = |kind: Kind, conditions: &[&str]| {
            let words = Words { conditions: conditions.into(), ..Words::default() };
            let rows = |listing: Listing<'_>| listing.rows.len() as u64;
            look(&repository, kind, &words, id, "2023-08-24", rows).unwrap()
        };
        let figures = figures(&Scope::new(&context, unit, period));
        for (key, conditions) in [
            (Key::A1, vec!["source=企业自查"]),
            (Key::A2, vec!["source=企业自查", "rectified=是"]),
            (Key::A4, vec!["source=部门检查", "rectified=是"]),
            (Key::A5, vec!["supervised=是"]),
            (Key::A6, vec!["supervised=是", "rectified=是"]),
        ] {
            let found = count(Kind::Hazard, &[&window[..], &conditions].concat());
            assert_eq!(Value::Count(found), figures[key], "{id} {key}");
        }
        let content = Return::new(&context, unit, month, cutoff, 0).unwrap();
        let penalized = content.hazards.iter().filter(|row| row.penalized).count() as u64;
        assert_eq!(count(Kind::Hazard, &[&window[..], &["penalized=是"]].concat()), penalized, "{id}");
        let status = Status::new(&context, unit, 7, 0);
        let of = &status.total;
        assert_eq!(count(Kind::Hazard, &["overdue>=1"]), of.hazards.overdue.unwrap(), "{id}");
        assert_eq!(count(Kind::Hazard, &["rectified=否"]), of.hazards.open.unwrap(), "{id}");
        assert_eq!(count(Kind::Hazard, &["open_days!="]), of.hazards.open.unwrap(), "{id}");
        assert_eq!(count(Kind::Enterprise, &["listed=是"]), of.enterprises.unwrap(), "{id}");
        let listed = |further: &str| count(Kind::Enterprise, &["listed=是", further]);
        assert_eq!(listed("inspected=是"), of.inspections.unwrap().part, "{id}");
        assert_eq!(listed("selfchecked=是"), of.selfchecks.unwrap().part, "{id}");
    }
}

#[test]
fn the_program_writes_a_file_whole_and_never_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_hazards"));
        program.arg("-C").arg(base::folder()).arg("list").args(words);
        program.current_dir(folder.path()).env_remove("LC_ALL").env("LANG", "zh_CN.UTF-8");
        let output = program.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let file = folder.path().join("隐患.jsonl");
    let (status, out, said) = run(&["hazard", "--columns", "id", "-o", "隐患.jsonl"]);
    assert_eq!((status, out.as_str()), (Some(0), ""), "{said}");
    assert!(said.contains("已写入") && said.ends_with("2 条\n"), "{said}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text, "{\"id\":\"jia-h1\"}\n{\"id\":\"jia-h2\"}\n");
    let (status, ..) = run(&["hazard", "id=jia-h1", "--columns", "id", "-o", "隐患.jsonl"]);
    assert_eq!((status, std::fs::read_to_string(&file).unwrap()), (Some(2), text));
    let (status, ..) = run(&["hazard", "id=jia-h1", "--columns", "id", "-o", "隐患.jsonl", "--force"]);
    assert_eq!((status, std::fs::read_to_string(&file).unwrap().lines().count()), (Some(0), 1));
    assert_eq!(run(&["hazard", "source=部门检查", "--count"]), (Some(0), "1\n".into(), String::new()));
    let (status, out, said) = run(&["hazard", "found_on>2024"]);
    assert_eq!((status, out.as_str(), said.as_str()), (Some(0), "", "没有符合条件的记录（共 2 条隐患）\n"));
    for wrong in [["hazard", "--count", "-o", "a.csv"], ["hazard", "id=", "--unit", "jai"]] {
        let (status, out, _) = run(&wrong);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{wrong:?}");
    }
}
