//! Where the campaign stands: numbers worked out by hand, the same as the checker's and the returns', totals that
//! are the sums of their parts, and what cannot be known is not 0.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on has failed")]

#[path = "support/base.rs"]
mod base;
#[allow(dead_code, reason = "made for another test")]
#[path = "oracle/laid.rs"]
mod laid;
#[allow(dead_code, reason = "made for another test")]
#[path = "oracle/made.rs"]
mod made;

#[path = "status/filed.rs"]
mod filed;

use chrono::NaiveDate;
use hazards::check::{Context, check};
use hazards::figure::{Figures, Key, Value};
use hazards::form::content::Return;
use hazards::lang::Lang;
use hazards::plan::Level;
use hazards::record::{Amount, Month, date};
use hazards::settings::{Filler, Settings};
use hazards::status::{Lag, Share, Sign, Status, UnitStatus};
use hazards::store::{self, Repository};
use hazards::tally::{Period, Scope, figures};
use hazards::write::Format;
use hazards::write::status as written;
use hazards::write::status::remind::Manner;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

fn day(text: &str) -> NaiveDate {
    date::parse(text).unwrap()
}

/// Looks at the status of a unit at the end of a day.
fn look<T>(repository: &Repository, unit: &str, on: &str, look: impl FnOnce(&Status<'_>) -> T) -> T {
    let plan = &repository.plan;
    let context = Context::new(&repository.records, plan, &repository.catalog, day(on), day("2023-12-31"));
    look(&Status::new(&context, plan.find_unit(unit).unwrap(), 7, 0))
}

fn of<'s>(status: &'s Status<'_>, unit: &str) -> &'s UnitStatus<'s> {
    let index = status.plan.find_unit(unit).unwrap();
    status.units.iter().find(|of| of.unit == index).unwrap()
}

fn share(part: u64, whole: u64) -> Option<Share> {
    Some(Share::new(part, whole))
}

/// 甲县 has the two hazards of the base (自查 completed and verified on 06-15/16; 部门检查 completed and verified on
/// 08-01/02, both within the window) and three more; its 四个清单 is missing and its July return is two days late.
const JIA_HAZARDS: &str = "\
# open, limit 08-01: on 08-05 overdue by 4 days; under supervision
- {id: jia-h3, enterprise: jia-2, clause: GM-12-01, description: 快速冻结装置未设在单独的作业间, source: 部门检查, found_on: 2023-07-12, inspection: jia-i2,
   rectification: {responsible: 李某某, measures: 隔断, funds: 1, due_on: 2023-08-01, contingency: 预案}, supervision: {level: 市级, listed_on: 2023-07-20}}
# open, limit 08-12: due in exactly 7 days
- {id: jia-h4, enterprise: jia-1, clause: GM-13-02, description: 未履行审批, source: 企业自查, found_on: 2023-07-20, rectification: {due_on: 2023-08-12}}
# completed on 08-03, not verified
- {id: jia-h5, enterprise: jia-1, clause: GM-13-02, description: 未履行审批, source: 企业自查, found_on: 2023-07-25, rectification: {completed_on: 2023-08-03}}
# found after 08-05: has not happened
- {id: jia-h6, enterprise: jia-1, clause: GM-13-02, description: 未履行审批, source: 部门检查, found_on: 2023-08-06, rectification: {due_on: 2023-08-06}}
";
const JIA_FILINGS: &str = "\
- {id: jia-f1, document: 实施方案, filed_on: 2023-05-24}
- {id: jia-f2, document: 企业清单, filed_on: 2023-06-28}
- {id: jia-f4, document: 调度表, month: 2023-07, filed_on: 2023-07-26}
";
/// 乙县 lists one more, that has neither selfcheck nor inspection; the accident of 2020-08-05 is three years old on
/// 2023-08-05 and does not count any more, that of the day after does.
const YI_SECOND: &str = "\
id: yi-2
name: 乙县某某砖厂
products: [砖]
industry: 建材
domains: [有限空间]
key: true
principal: 钱某某
phone: 13900000002
base_info_complete: 是
code_check: 否
listed_on: 2023-06-01
accidents: [{on: 2020-08-05, deaths: 2, summary: 坍塌}, {on: 2020-08-06, deaths: 1, summary: 坍塌}]
";

fn case() -> (tempfile::TempDir, Repository) {
    base::open_with(&[
        ("jia/hazards/more.yaml", JIA_HAZARDS.as_bytes()),
        ("jia/filings/2023.yaml", JIA_FILINGS.as_bytes()),
        ("yi/enterprises/yi-2.yaml", YI_SECOND.as_bytes()),
    ])
}

#[test]
fn numbers_that_a_clerk_can_check() {
    let (_root, repository) = case();
    assert!(repository.records.findings.is_empty());
    look(&repository, "shi", "2023-08-05", |status| {
        let jia = of(status, "jia");
        // Due by 08-05: 实施方案, 企业清单, 四个清单, the July return; the 四个清单 is not there.
        let filings = jia.filings;
        assert_eq!((filings.due, filings.filed, filings.lacking()), (4, 3, 1));
        assert_eq!((filings.missed, filings.late), (1, 1));
        assert_eq!((jia.enterprises, jia.quota), (Some(2), share(2, 1)));
        assert_eq!(
            (jia.selfchecks, jia.inspections, jia.key_inspections),
            (share(2, 2), share(2, 2), share(1, 1))
        );
        let hazards = jia.hazards;
        // 企业自查 h1 h4 h5, of which h1 and h5 are completed; 部门检查 h2 h3, of which h2.
        assert_eq!((hazards.by_enterprise, hazards.by_department), (share(2, 3), share(1, 2)));
        assert_eq!(hazards.completed().unwrap().rate(), "60%");
        assert_eq!((hazards.open, hazards.overdue, hazards.due_soon), (Some(2), Some(1), Some(1)));
        // h2 and h3 are under supervision, h3 is open; h5 waits for acceptance.
        assert_eq!(
            (hazards.supervised, hazards.supervised_open, hazards.unverified),
            (share(1, 2), Some(1), Some(1))
        );
        // One case, on the enterprise and on its principal: 3 + 1.5.
        assert_eq!((jia.penalties.times, jia.penalties.cases), (Some(2), Some(1)));
        assert_eq!(jia.penalties.fines, Amount::parse("4.5"));
        assert_eq!(jia.signs, [Sign::Slow(vec![Lag::Overdue(1), Lag::Missed(1), Lag::Late(1)])]);
        assert_eq!(jia.details.overdue[0].path, "jia/hazards/more.yaml");
        assert_eq!(jia.details.overdue[0].days_left(status.as_of), -4);

        let yi = of(status, "yi");
        assert_eq!(
            (yi.selfchecks, yi.inspections, yi.key_inspections),
            (share(1, 2), share(1, 2), share(1, 2))
        );
        // 05-01 to 08-05 are 97 days, to 08-31 123; the selfchecks were due on 06-30, the 61st day.
        let lags = vec![
            Lag::Inspections { done: Share::new(1, 2), elapsed: Share::new(97, 123) },
            Lag::Selfchecks { done: Share::new(1, 2), elapsed: Share::new(61, 61) },
        ];
        let signs = [
            Sign::NothingFound { inspected: 1 },
            Sign::Slow(lags),
            Sign::NoEnforcement { listed: Some(2), inspected: 1, hazards: 0 },
            Sign::Accidents { enterprises: 1, accidents: 1, deaths: 1, years: 3 },
        ];
        assert_eq!(yi.signs, signs);
        assert_eq!(
            yi.signs[1].text().zh,
            "检查 1/2 家（50%），期限已过 78.9%；自检自查 1/2 家（50%），期限已过 100%"
        );

        // The own level lists nobody: no rate is 0 %. The total is what all have.
        assert_eq!(of(status, "benji").selfchecks.unwrap().rate(), "—");
        let total = &status.total;
        assert_eq!((total.filings.due, total.filings.filed), (8, 7));
        assert_eq!((total.selfchecks, total.inspections), (share(3, 4), share(3, 4)));
        assert_eq!((total.hazards.open, total.inspected), (Some(2), Some(3)));
        let next = status.next();
        assert_eq!((next.len(), next[0].due_on, next[0].units), (1, day("2023-08-24"), 2));
    });
    // On the day of a limit nothing is overdue; the day after it is.
    look(&repository, "jia", "2023-08-01", |status| assert_eq!(status.total.hazards.overdue, Some(0)));
    look(&repository, "jia", "2023-08-02", |status| assert_eq!(status.total.hazards.overdue, Some(1)));
    // A day that is due today lacks, but is not missed yet.
    look(&repository, "jia", "2023-07-31", |status| {
        assert_eq!((status.total.filings.lacking(), status.total.filings.missed), (1, 0));
    });
}

#[test]
fn reminders_say_who_what_and_when_and_no_number_unless_asked() {
    let (_root, repository) = case();
    look(&repository, "shi", "2023-08-05", |status| {
        let manner = |phones| Manner { waivers: &[], lang: Lang::Zh, phones };
        let text = |phones| {
            String::from_utf8(written::reminders(status, Format::Table, manner(phones)).unwrap()).unwrap()
        };
        let expected = "\
【甲县】截至 2023-08-05
已逾期：
1. 未报四个清单，7月31日到期，已超 5 天
2. 隐患未整改：甲县某某冷冻食品厂，快速冻结装置未设在单独的作业间，8月1日到期，已超 4 天，责任人 李某某
待完成：
1. 隐患未整改：甲县某某钢铁有限公司，未履行审批，8月12日到期，还有 7 天

【乙县】截至 2023-08-05
已逾期：
1. 未报自检自查表企业 1 家：乙县某某砖厂，已完成 1/2，6月30日到期，已超 36 天
待完成：
1. 未检查企业 1 家（重点 1 家）：乙县某某砖厂，已完成 1/2，8月31日到期，还有 26 天
";
        assert_eq!(text(false), expected);
        for format in [Format::Table, Format::Csv, Format::Json] {
            let told = |phones| {
                String::from_utf8(written::reminders(status, format, manner(phones)).unwrap()).unwrap()
            };
            assert!(!told(false).contains("13900000002") && told(true).contains("13900000002"), "{format:?}");
        }
    });
}

#[test]
fn what_is_waived_is_no_reminder() {
    let waived = JIA_HAZARDS
        .replace("supervision: {level", "waivers: [{rule: P009, reason: 经批准延期}], supervision: {level");
    let (_root, repository) = base::open_with(&[("jia/hazards/more.yaml", waived.as_bytes())]);
    look(&repository, "jia", "2023-08-05", |status| {
        assert_eq!(status.total.hazards.overdue, Some(1));
        let manner = Manner { waivers: &[], lang: Lang::Zh, phones: false };
        let text = String::from_utf8(written::reminders(status, Format::Table, manner).unwrap()).unwrap();
        assert!(!text.contains("冷冻") && text.contains("8月12日"), "{text}");
    });
}

/// What the checker finds by rule in a unit.
fn found(context: &Context<'_>) -> BTreeMap<(&'static str, String), u64> {
    let settings = Settings {
        filler: Filler::default(),
        rules: BTreeMap::new(),
        waivers: Vec::new(),
        sources: Vec::new(),
    };
    let mut counts = BTreeMap::new();
    for finding in check(context, &settings) {
        let unit = context.plan.unit(finding.unit.unwrap()).id.to_string();
        *counts.entry((finding.rule, unit)).or_default() += 1;
    }
    counts
}

#[test]
fn what_is_counted_is_what_the_checker_finds_and_the_returns_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing");
    let repository = store::open(&root).unwrap();
    let (plan, records) = (&repository.plan, &repository.records);
    let mut compared = [0_u64; 2];
    for on in plan.months().flat_map(|month| [plan.due(month), month.last_day()]) {
        let context = Context::new(records, plan, &repository.catalog, on, plan.end);
        let found = found(&context);
        let status = Status::new(&context, plan.root(), 7, 0);
        for of in &status.units {
            let rule =
                |code| found.get(&(code, plan.unit(of.unit).id.to_string())).copied().unwrap_or_default();
            assert_eq!(of.hazards.overdue, Some(rule("P009")), "{on}");
            assert_eq!(of.hazards.unverified, Some(rule("P012")), "{on}");
            assert_eq!(of.filings.missed, rule("P014"), "{on}");
            assert_eq!(u64::from(of.quota.is_some_and(|quota| quota.lacking() > 0)), rule("P001"), "{on}");
            if plan.unit(of.unit).level == Level::County {
                assert_eq!(of.filings.late, rule("P015"), "{on}");
            }
            let over =
                |deadline: Option<NaiveDate>, lacking: u64| if deadline.unwrap() < on { lacking } else { 0 };
            assert_eq!(over(plan.inspections, of.inspections.unwrap().lacking()), rule("P002"), "{on}");
            assert_eq!(over(plan.self_check, of.selfchecks.unwrap().lacking()), rule("P003"), "{on}");
            compared[0] += rule("P009") + rule("P012") + rule("P014") + rule("P015") + rule("P001");
        }
        let content = Return::new(&context, plan.root(), Month::of(on), on, 0).unwrap();
        let returns = content.units.iter().map(|(unit, figures)| (*unit, figures));
        for (unit, figures) in returns.chain([(plan.root(), &content.figures)]) {
            let of = status.units.iter().chain([&status.total]).find(|of| of.unit == unit).unwrap();
            compared[1] += same_as(of, figures);
        }
    }
    assert!(compared.iter().all(|count| *count > 100), "{compared:?}");
}

/// Holds a status against the figures of a return of the same cutoff.
fn same_as(of: &UnitStatus<'_>, figures: &Figures) -> u64 {
    let pair = |part, whole| share(figures.count(part), figures.count(whole));
    assert_eq!(of.hazards.by_enterprise, pair(Key::A2, Key::A1));
    assert_eq!(of.hazards.by_department, pair(Key::A4, Key::A3));
    assert_eq!(of.hazards.supervised, pair(Key::A6, Key::A5));
    assert_eq!(of.inspected, Some(figures.count(Key::B1)));
    assert_eq!(of.penalties.times, Some(figures.count(Key::C3_count)));
    assert_eq!(of.penalties.fines.map(Value::Amount), Some(figures[Key::C3_amount]));
    let hazards = of.hazards;
    assert_eq!(hazards.open.unwrap(), hazards.completed().unwrap().lacking() + hazards.open_before.unwrap());
    figures.count(Key::A1) + figures.count(Key::A3)
}

const YI: &[u8] = b"format = 1\nplan = \"plan.toml\"\n[[units]]\nid = \"yi\"\nsource = \"filings\"\n";
const AUGUST: &str = "\
- {id: yi-f5, document: 调度表, month: 2023-08, filed_on: 2023-08-22, figures: {A1: 4, A2: 1, A3: 2, A4: 2, A5: 1, B1: 9, C3_count: 3, C3_amount: 1.5}, rows: 6}
";

/// 乙县 is counted by what it has filed and keeps nothing but its filings here.
fn by_filings() -> (tempfile::TempDir, Repository) {
    let (root, _) = base::open_with(&[("hazards.toml", YI), ("yi/filings/yi-f5.yaml", AUGUST.as_bytes())]);
    for kind in ["enterprises", "inspections", "selfchecks", "activities"] {
        std::fs::remove_dir_all(root.path().join("yi").join(kind)).unwrap();
    }
    // What other units keep about its enterprises goes with them.
    std::fs::remove_dir_all(root.path().join("benji/inspections")).unwrap();
    let repository = store::open(root.path()).unwrap();
    (root, repository)
}

#[test]
fn what_cannot_be_known_is_not_nothing() {
    let (_root, repository) = by_filings();
    look(&repository, "shi", "2023-08-24", |status| {
        let yi = of(status, "yi");
        assert_eq!(yi.standing.unwrap().month.to_string(), "2023-08");
        assert_eq!((yi.hazards.by_enterprise, yi.hazards.by_department), (share(1, 4), share(2, 2)));
        // 4 + 2 found, 1 + 2 completed. A6 was not filed.
        assert_eq!(
            (yi.hazards.open, yi.hazards.supervised, yi.hazards.supervised_open),
            (Some(3), None, None)
        );
        assert_eq!((yi.hazards.overdue, yi.hazards.due_soon, yi.hazards.unverified), (None, None, None));
        assert_eq!((yi.enterprises, yi.selfchecks, yi.inspections, yi.quota), (None, None, None, None));
        assert_eq!((yi.inspected, yi.penalties.times, yi.penalties.cases), (Some(9), Some(3), None));
        // 甲县 has found 2 and completed them, and knows what 乙县 does not tell.
        let total = status.total.hazards;
        assert_eq!((total.completed(), total.open, total.overdue), (share(5, 8), Some(3), Some(0)));
        assert!(status.total.unknown.is_empty());
        let period = Period::new(Month::of(status.as_of), status.as_of).filed_by(status.as_of);
        let context =
            Context::new(&repository.records, status.plan, &repository.catalog, status.as_of, status.as_of);
        let figures = figures(&Scope::new(&context, status.unit, period));
        assert_eq!(figures.count(Key::A1) + figures.count(Key::A3), total.completed().unwrap().whole);
        assert_eq!(Some(figures.count(Key::B1)), status.total.inspected);
        let csv = String::from_utf8(written::status(status, Format::Csv, Lang::Zh, 100).unwrap()).unwrap();
        assert!(csv.contains("乙县＊,5,5,0,0,—,—,—,—,—,—,—,—,6,3,50%,3,—,—,—,—,3,1.5,"), "{csv}");
    });
    // On the 21st the August return is neither there nor due, and July's has no figures.
    look(&repository, "shi", "2023-08-21", |status| {
        let yi = of(status, "yi");
        assert_eq!((yi.hazards.open, yi.inspected, yi.unknown.len()), (None, None, 1));
        assert_eq!(status.total.hazards.completed(), share(2, 2));
    });
}

#[test]
fn the_json_of_a_status() {
    let (_root, repository) = case();
    look(&repository, "shi", "2023-08-05", |status| {
        let json = String::from_utf8(written::status(status, Format::Json, Lang::Zh, 100).unwrap()).unwrap();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let keys = |value: &serde_json::Value| {
            value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(keys(&value), "version plan unit as_of from within left_out total units deadlines");
        assert_eq!(
            keys(&value["total"]),
            "id name source return unknown gaps filings enterprises quota selfchecks inspections key_inspections inspected \
             hazards penalties signs deadlines overdue due_soon no_selfcheck no_inspection accidents"
        );
        assert_eq!(
            keys(&value["total"]["hazards"]),
            "completed by_enterprise by_department supervised open open_before overdue due_soon no_limit supervised_open unverified"
        );
        assert_eq!((&value["version"], &value["as_of"]), (&1.into(), &"2023-08-05".into()));
        let jia = &value["units"][1];
        assert_eq!(jia["id"], "jia");
        assert_eq!(keys(&jia["filings"]), "due filed lacking missed late");
        assert_eq!(jia["hazards"]["completed"], serde_json::json!({"part": 3, "whole": 5, "percent": 60.0}));
        assert_eq!(jia["penalties"], serde_json::json!({"times": 2, "fines": 4.5, "cases": 1}));
        assert_eq!(value["units"][0]["selfchecks"]["percent"], serde_json::Value::Null);
        assert_eq!(keys(&jia["deadlines"][0]), "task month due_on state done_on days_left done");
        assert_eq!(keys(&jia["overdue"][0]), "id enterprise name hazard due_on days_left path line");
        assert_eq!(keys(&jia["signs"][0]), "sign word text lags");
        assert_eq!(keys(&value["deadlines"][0]), "task month due_on units met late missed open");
    });
}

#[test]
fn amounts_in_json_are_exact() {
    // As a floating-point number this is 7999999999999.999.
    let penalty =
        "{id: jia-p9, enterprise: jia-1, decided_on: 2023-07-20, on_enterprise: {fine: 999999999999.9999}}";
    let penalties = (0..8).map(|nth| format!("- {}\n", penalty.replace("p9", &format!("p9{nth}"))));
    let penalties = penalties.collect::<String>();
    let (root, _) = base::open_with(&[("jia/penalties/more.yaml", penalties.as_bytes())]);
    std::fs::remove_file(root.path().join("jia/penalties/jia-p1.yaml")).unwrap();
    let repository = store::open(root.path()).unwrap();
    look(&repository, "jia", "2023-08-05", |status| {
        assert_eq!(status.total.penalties.fines.unwrap().to_string(), "7999999999999.9992");
        let json = String::from_utf8(written::status(status, Format::Json, Lang::Zh, 100).unwrap()).unwrap();
        assert!(json.contains("\"fines\": 7999999999999.9992,"), "{json}");
    });
}

#[test]
fn hazards_with_a_limit_stand_at_their_lines() {
    let (_root, repository) = case();
    let plan = &repository.plan;
    let context = Context::new(&repository.records, plan, &repository.catalog, day("2023-08-05"), plan.end);
    for unit in ["shi", "jia"] {
        let mut status = Status::new(&context, plan.find_unit(unit).unwrap(), 7, 0);
        status.locate(|spots| repository.locate_spots(spots));
        let jia = status.leaves().find(|of| of.unit == plan.find_unit("jia").unwrap()).unwrap();
        // Line 1 is a comment, 2 and 3 are jia-h3, 4 a comment.
        assert_eq!((jia.details.overdue[0].line, jia.details.due_soon[0].line), (Some(2), Some(5)));
        let json = String::from_utf8(written::status(&status, Format::Json, Lang::Zh, 100).unwrap()).unwrap();
        assert!(json.contains("\"path\": \"jia/hazards/more.yaml\",\n"), "{json}");
        assert!(json.contains("\"line\": 5\n"), "{json}");
        if unit == "jia" {
            let page = written::status(&status, Format::Table, Lang::Zh, 200).unwrap();
            let page = String::from_utf8(page).unwrap();
            assert!(page.contains("jia/hazards/more.yaml:2 "), "{page}");
        }
    }
}

#[test]
fn a_day_of_another_year_is_told_with_it() {
    let hazards = JIA_HAZARDS.replace("due_on: 2023-08-12", "due_on: 2024-01-12");
    let hazards =
        hazards.replace("found_on: 2023-07-12", "found_on: 2022-07-12").replace("2023-08-01", "2022-08-01");
    let (_root, repository) = base::open_with(&[("jia/hazards/more.yaml", hazards.as_bytes())]);
    let plan = &repository.plan;
    let context = Context::new(&repository.records, plan, &repository.catalog, day("2023-08-05"), plan.end);
    let status = Status::new(&context, plan.find_unit("jia").unwrap(), 366, 0);
    let manner = Manner { waivers: &[], lang: Lang::Zh, phones: false };
    let text = String::from_utf8(written::reminders(&status, Format::Table, manner).unwrap()).unwrap();
    assert!(text.contains("，2024年1月12日到期，还有 160 天"), "{text}");
    assert!(text.contains("，2022年8月1日到期，已超 369 天"), "{text}");
    assert!(text.contains("未报 2023-08 调度表，8月24日到期，还有 19 天"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Over repositories made by chance: the total is the sum of the units that count for themselves, and says what
    /// the return of the same day says.
    #[test]
    fn a_total_is_the_sum_of_its_parts(made in made::made()) {
        let (plan, on) = (made.plan, made.day);
        let context = Context::new(&made.records, plan, &made::CATALOG, on, plan.end);
        let on = context.as_of;
        for (unit, _) in plan.units() {
            let status = Status::new(&context, unit, 7, 0);
            let numbers: [fn(&UnitStatus<'_>) -> u64; 16] = [
                |of| of.filings.due,
                |of| of.filings.filed,
                |of| of.filings.missed,
                |of| of.enterprises.unwrap_or(0),
                |of| of.selfchecks.map_or(0, |share| share.part),
                |of| of.selfchecks.map_or(0, |share| share.whole),
                |of| of.inspections.map_or(0, |share| share.part),
                |of| of.key_inspections.map_or(0, |share| share.whole),
                |of| of.hazards.completed().map_or(0, |share| share.part),
                |of| of.hazards.completed().map_or(0, |share| share.whole),
                |of| of.hazards.open.unwrap_or(0),
                |of| of.hazards.overdue.unwrap_or(0),
                |of| of.hazards.due_soon.unwrap_or(0),
                |of| of.hazards.supervised_open.unwrap_or(0),
                |of| of.hazards.unverified.unwrap_or(0),
                |of| of.penalties.times.unwrap_or(0),
            ];
            for (nth, number) in numbers.iter().enumerate() {
                prop_assert_eq!(status.leaves().map(number).sum::<u64>(), number(&status.total), "{} {}", nth, on);
            }
            let fines: Amount = status.leaves().filter_map(|of| of.penalties.fines).sum();
            prop_assert_eq!(fines, status.total.penalties.fines.unwrap_or(Amount::ZERO));
            let of = &status.total;
            let figures = figures(&Scope::new(&context, unit, Period::new(Month::of(on), on)));
            if of.hazards.open.is_some() {
                same_as(of, &figures);
            } else {
                prop_assert_eq!(figures.count(Key::A1) + figures.count(Key::A3), 0);
            }
        }
    }
}
