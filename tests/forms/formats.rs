//! CSV, JSON, the terminal, and the names of files.

use crate::fixture::{city, county, filler, forms, list, plan, unit};
use hazards::figure::{Figures, Key};
use hazards::form::content::{HazardRow, Return};
use hazards::write::{Format, Manner, annex2, annex2_files, report, report_files};
use unicode_width::UnicodeWidthStr;

fn files(content: &Return<'_>, format: Format) -> Vec<(String, String)> {
    let (forms, filler) = (forms(), filler());
    let outputs =
        report_files(content, Manner { forms: &forms, filler: &filler, format, width: 100 }).unwrap();
    outputs.into_iter().map(|output| (output.name, String::from_utf8(output.bytes).unwrap())).collect()
}

fn one(content: &Return<'_>, format: Format, width: usize) -> String {
    let (forms, filler) = (forms(), filler());
    String::from_utf8(report(content, Manner { forms: &forms, filler: &filler, format, width }).unwrap())
        .unwrap()
}

#[test]
fn csv_of_form_31() {
    let plan = plan();
    let written = files(&county(&plan), Format::Csv);
    assert_eq!(written[0].0, "麒麟区-2023-08-3-1.csv");
    assert_eq!(written[0].1, include_str!("3-1.csv").replace('\n', "\r\n"));
    let content = Return { left_out: 3, ..county(&plan) };
    assert!(
        files(&content, Format::Csv)[0]
            .1
            .ends_with("\r\n本表不完整：有 3 条记录无法读取，未列入、未计入。,,,,\r\n")
    );
}

#[test]
fn csv_of_form_32() {
    let plan = plan();
    let written = files(&county(&plan), Format::Csv);
    assert_eq!(written[1].0, "麒麟区-2023-08-3-2.csv");
    let expected = "\u{feff}州市,县区,企业名称,重大事故隐患,是否挂牌督办,是否整改,是否处罚,处罚情况（主要负责人）,处罚情况（企业）\r\n\
        曲靖市,麒麟区,曲靖某某冶金有限公司,会议室设置在铁水吊运影响范围内。,否,是,是,罚款1.5万元,罚款5万元、责令停产整顿；警告\r\n\
        曲靖市,麒麟区,曲靖某某冶金有限公司,\"煤气柜与周边建筑物间距不足，\n且未设固定式报警器。\",否,是,是,罚款1.5万元,罚款5万元、责令停产整顿；警告\r\n";
    assert_eq!(written[1].1, expected);
}

#[test]
fn csv_of_the_roll_up_says_what_differs() {
    let plan = plan();
    let written = files(&city(&plan), Format::Csv);
    assert_eq!(written[2].0, "曲靖市-2023-08-汇总.csv");
    let mut reader = csv::Reader::from_reader(written[2].1.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 12);
    assert_eq!(rows[0].len(), 1 + Key::ALL.len() + 1);
    assert_eq!((&rows[0][0], &rows[0][36], &rows[11][0]), ("市本级", "", "合计"));
    assert!(rows[11][36].contains("责令停产整顿(家)"));
}

#[test]
fn csv_has_one_table_a_file() {
    let (plan, forms, filler) = (plan(), forms(), filler());
    let manner = Manner { forms: &forms, filler: &filler, format: Format::Csv, width: 100 };
    assert!(report(&county(&plan), manner).is_err());
    let csv = String::from_utf8(annex2(&list(&plan), manner).unwrap()).unwrap();
    assert!(csv.starts_with("\u{feff}序号,州市,县区,企业名称,主要产品,所属行业,涉及领域,主要负责人,联系电话,基础信息完善（是/否）,码上查信息系统（是/否）\r\n1,曲靖市,"));
    assert_eq!(annex2_files(&list(&plan), manner).unwrap()[0].name, "麒麟区-2023-06-30-附件2.csv");
}

#[test]
fn json_of_a_return() {
    let plan = plan();
    let json = one(&county(&plan), Format::Json, 100);
    let head = "{\n  \"version\": 1,\n  \"plan\": \"qujing-2023\",\n  \"unit\": {\n    \"id\": \"qilin\",\n    \"name\": \"麒麟区\"\n  },\n  \"month\": \"2023-08\",\n  \"from\": \"2023-05-01\",\n  \"cutoff\": \"2023-08-24\",\n  \"left_out\": 0,\n  \"figures\": {\n    \"A1\": 0,\n";
    assert!(json.starts_with(head), "{json}");
    assert!(
        json.contains("\"C3_amount\": 12.5,\n")
            && json.contains("\"D5\": 0.1,\n")
            && json.contains("\"D6\": \"是\",\n")
    );
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let keys: Vec<&str> = value["figures"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, Key::ALL.iter().map(|key| key.name()).collect::<Vec<_>>());
    assert!(value.get("units").is_none());
    let hazard = value["hazards"][0].as_object().unwrap();
    let keys: Vec<&str> = hazard.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "id",
            "city",
            "county",
            "enterprise",
            "hazard",
            "supervised",
            "rectified",
            "penalized",
            "penalty_principal",
            "penalty_enterprise"
        ]
    );
    assert_eq!((&hazard["supervised"], &hazard["rectified"]), (&"否".into(), &"是".into()));

    let value: serde_json::Value =
        serde_json::from_str(&one(&Return { left_out: 3, ..city(&plan) }, Format::Json, 100)).unwrap();
    assert_eq!(value["left_out"], 3);
    assert_eq!(value["units"][1]["id"], "qilin");
    assert_eq!(value["units"][1]["figures"]["A2"], 1);
}

#[test]
fn json_of_a_list() {
    let (plan, forms, filler) = (plan(), forms(), filler());
    let bytes =
        annex2(&list(&plan), Manner { forms: &forms, filler: &filler, format: Format::Json, width: 100 })
            .unwrap();
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["version", "unit", "as_of", "left_out", "enterprises"]);
    let keys: Vec<&str> = value["enterprises"][0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "no",
            "city",
            "county",
            "name",
            "products",
            "industry",
            "domains",
            "principal",
            "phone",
            "base_info_complete",
            "code_check"
        ]
    );
    assert_eq!(value["enterprises"][0]["phone"], "08743123456");
}

#[test]
fn a_terminal_is_wide_enough() {
    let (plan, forms, filler) = (plan(), forms(), filler());
    let long = |row: HazardRow| HazardRow {
        enterprise: "云南某某 SAFETY-VALVE-2023/08 有限责任公司".repeat(3),
        ..row
    };
    let mut content = city(&plan);
    content.hazards = content.hazards.into_iter().map(long).collect();
    for width in [60, 80, 100, 160] {
        let list =
            annex2(&list(&plan), Manner { forms: &forms, filler: &filler, format: Format::Table, width })
                .unwrap();
        let text = one(&content, Format::Table, width) + &String::from_utf8(list).unwrap();
        for line in text.lines() {
            assert!(line.width() <= width, "{width}: {line}");
            assert!(!line.starts_with('│') || line.ends_with('│'), "{line}");
        }
    }
    let text = one(&content, Format::Table, 100);
    for shown in [
        "附件 3-1　专项行动进展情况调度表\n填报单位：曲靖市    时间：2023 年 8 月 24 日\n",
        "2023-08",
        "│ 176次，",
        " 市本级 ",
        " 合计 ",
        "少于其下各单位之和",
    ] {
        assert!(text.contains(shown), "{shown}\n{text}");
    }
}

/// Every line of a table is as wide as the others.
#[test]
fn tables_have_straight_sides() {
    let plan = plan();
    let text = one(&city(&plan), Format::Table, 100);
    let mut side = 0;
    for line in text.lines() {
        match line.chars().next() {
            Some('┌') => side = line.width(),
            Some('│' | '├' | '└') => assert_eq!(line.width(), side, "{line}"),
            _ => {}
        }
    }
}

#[test]
fn units_below_units_stand_further_in() {
    let mut plan = plan();
    let (luliang, qilin) = (unit(&plan, "luliang"), unit(&plan, "qilin"));
    plan.units[usize::from(luliang.0)].parent = Some(qilin);
    let content = city(&plan);
    let csv = &files(&content, Format::Csv)[2].1;
    let names: Vec<&str> = csv.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(names[2..5], ["麒麟区", "　陆良县", "沾益区"]);
}

#[test]
fn names_of_files_are_fit_for_files() {
    let mut plan = plan();
    for bad in ["../../etc", "曲靖/市", "曲靖\u{202e}市", "con", "曲靖市.", "曲 靖"] {
        let root = usize::from(plan.root().0);
        plan.units[root].name = bad.into();
        assert_eq!(files(&city(&plan), Format::Json)[0].0, "qujing-2023-08.json");
    }
}

#[test]
fn large_amounts_are_exact_in_json() {
    use hazards::figure::Value;
    use hazards::record::Amount;
    let plan = plan();
    let amount = Amount::parse("999999999999.9999").unwrap();
    let figures =
        Figures::new(|key| if key == Key::D5 { Value::Amount(amount) } else { Value::zero(key.sort()) });
    let json = one(&Return { figures, ..county(&plan) }, Format::Json, 100);
    assert!(json.contains("\"D5\": 999999999999.9999,") && json.contains("\"C3_amount\": 0,"));
}
