//! The page's numbers are those of `report`, `status` and `check`, each has as many records behind it, and the
//! same records give the same bytes.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on has failed")]

#[allow(dead_code, reason = "made for another test")]
#[path = "support/base.rs"]
mod base;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use chrono::NaiveDate;
use flate2::read::GzDecoder;
use hazards::check::{Context, check};
use hazards::dashboard::{Dashboard, Mark};
use hazards::figure::{Key, Value};
use hazards::finding::Spot;
use hazards::form::content::Return;
use hazards::record::date;
use hazards::status::Status;
use hazards::store::{self, Repository};
use hazards::write;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;
use std::process::Command;

fn day(text: &str) -> NaiveDate {
    date::parse(text).unwrap()
}

fn qujing() -> Repository {
    store::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing")).unwrap()
}

/// Makes the value of a page and looks at it.
fn look<T>(
    repository: &Repository,
    unit: &str,
    on: &str,
    look: impl FnOnce(&Context<'_>, &Dashboard<'_>) -> T,
) -> T {
    let plan = &repository.plan;
    let context = Context::new(&repository.records, plan, &repository.catalog, day(on), day("2023-12-31"));
    let dashboard = Dashboard::new(&context, plan.find_unit(unit).unwrap(), 0).unwrap();
    look(&context, &dashboard)
}

fn html(dashboard: &Dashboard<'_>) -> String {
    let field = |row: &hazards::dashboard::Row<'_>| Spot::Field(row.record.origin(), String::new().into());
    let spots: Vec<Spot> = dashboard.rows.iter().map(field).collect();
    String::from_utf8(write::dashboard::html(dashboard, &spots).unwrap()).unwrap()
}

/// What the page unpacks.
fn data(page: &str) -> Json {
    let (_, data) = page.split_once("id=\"data\">").unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    let mut unpacked = String::new();
    GzDecoder::new(&BASE64.decode(data).unwrap()[..]).read_to_string(&mut unpacked).unwrap();
    serde_json::from_str(&unpacked).unwrap()
}

fn as_json(value: Value) -> Json {
    match value {
        Value::Count(count) => json!(count),
        Value::Amount(_) | Value::YesNo(_) => json!(value.to_string()),
    }
}

#[test]
fn every_figure_of_every_unit_and_month_is_that_of_the_report() {
    let repository = qujing();
    let mut compared = 0;
    for on in ["2023-05-10", "2023-08-24", "2023-12-31"] {
        look(&repository, "qujing", on, |context, dashboard| {
            let data = data(&html(dashboard));
            let points = data["points"].as_array().unwrap();
            assert_eq!(points.len(), dashboard.points.len());
            for (point, told) in dashboard.points.iter().zip(points) {
                for (at, unit) in dashboard.units.iter().enumerate() {
                    let report =
                        Return::new(context, *unit, point.period.month, point.period.cutoff, 0).unwrap();
                    for (place, key) in Key::ALL.iter().enumerate() {
                        assert_eq!(told["values"][at][place], as_json(report.figures[*key]), "{on} {key}");
                        compared += 1;
                    }
                    let sum = |a, b| report.figures.count(a) + report.figures.count(b);
                    let (found, completed) = (sum(Key::A1, Key::A3), sum(Key::A2, Key::A4));
                    assert_eq!(told["sums"][at][0], json!(found));
                    assert_eq!(told["sums"][at][1], json!(completed));
                    assert_eq!(told["sums"][at][2], json!(found - completed));
                }
            }
        });
    }
    // Twelve units; one point, four, and nine.
    assert_eq!(compared, 12 * 14 * Key::ALL.len());
}

#[test]
fn numbers_worked_out_by_hand() {
    // The base: 甲县 has one hazard of either source, both completed and verified; the second was found on 07-10
    // and completed on 08-01.
    let (_root, repository) = base::open_with(&[]);
    look(&repository, "shi", "2023-07-31", |_, dashboard| {
        let data = data(&html(dashboard));
        assert_eq!(data["points"].as_array().unwrap().len(), 2);
        assert_eq!(data["points"][0]["cutoff"], "2023-07-24");
        assert_eq!(data["points"][1]["sums"][0], json!([2, 1, 1, 500]));
        // 发现, 五要素齐全, 完成整改, 验收销号, 逾期, 7日内到期, 尚未整改
        assert_eq!(data["states"][0]["hazards"]["counts"], json!([2, 2, 1, 1, 0, 0, 1]));
        // Its time limit, 08-10, is more than seven days ahead; three days later it is not.
        assert_eq!(data["clauses"].as_array().unwrap().len(), 64);
    });
    let late = "\
- {id: jia-h3, enterprise: jia-1, clause: GM-13-02, description: 未审批, source: 部门检查, found_on: 2023-04-20,
   rectification: {due_on: 2023-07-01}}
- {id: jia-h4, enterprise: jia-2, clause: GM-12-01, description: 未隔断, source: 部门检查, found_on: 2023-07-20,
   rectification: {due_on: 2023-08-05}}
";
    let (_root, repository) = base::open_with(&[("jia/hazards/late.yaml", late.as_bytes())]);
    look(&repository, "shi", "2023-07-31", |_, dashboard| {
        let data = data(&html(dashboard));
        // The one of April is not found in the window and yet overdue, the other is due within seven days
        // and lacks four of its five elements.
        assert_eq!(data["states"][0]["hazards"]["counts"], json!([3, 2, 1, 1, 1, 1, 2]));
        assert_eq!(data["points"][1]["sums"][0], json!([3, 1, 2, 333]));
    });
}

#[test]
fn as_many_records_stand_behind_a_number_as_it_says() {
    let repository = qujing();
    for on in ["2023-07-24", "2023-08-31", "2023-12-31"] {
        look(&repository, "qujing", on, |context, dashboard| {
            let last = dashboard.points.len() - 1;
            let findings = check(context, &repository.settings);
            for (at, unit) in dashboard.units.iter().enumerate() {
                for key in [Key::A1, Key::A2, Key::A3, Key::A4, Key::A5, Key::A6, Key::C4] {
                    for point in 0..=last {
                        let figures = &dashboard.points[point].figures[at];
                        let behind = dashboard.behind(key, *unit, point).count() as u64;
                        assert_eq!(figures.count(key), behind, "{on} {key}");
                    }
                }
                let state = &dashboard.states[at];
                let figures = &dashboard.points[last].figures[at];
                let sum = |a, b| figures.count(a) + figures.count(b);
                assert_eq!(state.hazards.marked(Mark::Found), sum(Key::A1, Key::A3));
                assert_eq!(state.hazards.marked(Mark::Completed), sum(Key::A2, Key::A4));
                let status = Status::new(context, *unit, 7, 0).total;
                assert_eq!(Some(state.hazards.marked(Mark::Overdue)), status.hazards.overdue);
                assert_eq!(Some(state.hazards.marked(Mark::DueSoon)), status.hazards.due_soon);
                let below = |found: &&hazards::finding::Finding| {
                    found.unit.is_some_and(|of| context.plan.is_within(of, *unit))
                };
                let overdue = findings.iter().filter(|found| found.rule == "P009").filter(below).count();
                assert_eq!(state.hazards.marked(Mark::Overdue), overdue as u64, "{on}");
                // Industries and clauses share out the whole.
                for mark in Mark::ALL {
                    let sum: u64 = state.industries.values().map(|tally| tally.marked(mark)).sum();
                    assert_eq!(sum, state.hazards.marked(mark));
                    let sum: u64 = state.clauses.values().map(|tally| tally.marked(mark)).sum();
                    assert_eq!(sum, state.hazards.marked(mark));
                }
            }
        });
    }
}

#[test]
fn the_page_of_a_county_tells_of_the_county_alone() {
    let repository = qujing();
    look(&repository, "qilin", "2023-08-31", |context, dashboard| {
        let qilin = context.plan.find_unit("qilin").unwrap();
        assert_eq!(dashboard.units, [qilin]);
        assert!(dashboard.rows.iter().all(|row| row.record.origin().unit == qilin));
        let data = data(&html(dashboard));
        assert_eq!(data["units"].as_array().unwrap().len(), 1);
        assert_eq!(data["deadlines"]["units"].as_array().unwrap().len(), 1);
        assert!(!data.to_string().contains("huize/"));
    });
}

#[test]
fn the_same_records_give_the_same_bytes_and_the_policy_names_what_stands_there() {
    let page = || look(&qujing(), "qujing", "2023-08-31", |_, dashboard| html(dashboard));
    let first = page();
    assert_eq!(first, page());
    let (_, policy) = first.split_once("Content-Security-Policy\" content=\"").unwrap();
    let (policy, _) = policy.split_once('"').unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(policy.contains("connect-src 'none'"));
    for loose in ["unsafe", "*", "http", "data:", "blob:", "self"] {
        assert!(!policy.contains(loose), "{policy}");
    }
}

#[test]
fn each_record_stands_where_its_file_says() {
    let repository = qujing();
    look(&repository, "qujing", "2023-08-31", |context, dashboard| {
        let mut spots: Vec<Spot> =
            dashboard.rows.iter().map(|row| Spot::Field(row.record.origin(), String::new().into())).collect();
        repository.locate_spots(spots.iter_mut().collect());
        let page = String::from_utf8(write::dashboard::html(dashboard, &spots).unwrap()).unwrap();
        let records = &data(&page)["records"];
        let files: HashMap<usize, &str> = records["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file.as_str().unwrap())
            .enumerate()
            .collect();
        for (at, row) in dashboard.rows.iter().enumerate() {
            assert_eq!(records["id"][at], row.record.id());
            let file = files[&(records["file"][at].as_u64().unwrap() as usize)];
            assert_eq!(file, context.records.path(row.record.origin()));
            assert!(records["line"][at].as_u64().unwrap() > 0);
        }
    });
}

fn run(root: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_hazards"))
        .arg("-C")
        .arg(root)
        .args(["--lang", "zh", "dashboard", "--as-of", "2023-08-24"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.stdout.is_empty());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_is_left_out_is_said_and_nothing_is_written_over() {
    let broken = ("jia/hazards/broken.yaml", "id: broken\nenterprise: jia-1\n".as_bytes());
    let root = base::with(&[broken]);
    let file = root.path().join("page.html");
    let name = file.to_str().unwrap();
    let (status, said) = run(root.path(), &["-o", name]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("注意：某市范围内有 1 条记录或文件无法读取，未计入"), "{said}");
    let page = std::fs::read_to_string(&file).unwrap();
    assert_eq!(data(&page)["left_out"], 1);

    let (status, said) = run(root.path(), &["-o", name]);
    assert_eq!((status, said.contains("--force")), (Some(2), true), "{said}");
    let (status, _) = run(root.path(), &["-o", name, "--force"]);
    assert_eq!(status, Some(0));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), page);
}
