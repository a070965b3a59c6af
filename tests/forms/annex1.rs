//! 附件 1: the selfcheck of an enterprise, filled in and blank.

use crate::fixture::{filler, forms, plan, unit};
use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use hazards::catalog::{Catalog, SelfcheckForm};
use hazards::form::content::{SelfcheckRow, SelfcheckTable};
use hazards::plan::Plan;
use hazards::record::term::Status;
use hazards::write::{Format, Manner, annex1, annex1_file};
use std::io::Cursor;

pub fn form() -> SelfcheckForm {
    Catalog::built_in().selfcheck
}

fn blank<'r>(plan: &'r Plan, form: &'r SelfcheckForm) -> SelfcheckTable<'r> {
    let rows = (1..).zip(&form.items).map(|(no, item)| SelfcheckRow {
        no,
        category: &item.category,
        item: &item.content,
        evidence_wanted: &item.evidence,
        status: None,
        evidence: None,
    });
    SelfcheckTable {
        plan,
        form,
        unit: unit(plan, "qilin"),
        as_of: NaiveDate::from_ymd_opt(2023, 8, 24).unwrap(),
        left_out: 0,
        id: "ql-1".into(),
        enterprise: "曲靖某某（集团）冶金有限公司".into(),
        submitted_on: None,
        signed_by: None,
        leader_checks: Vec::new(),
        rows: rows.collect(),
    }
}

/// Item 1 has evidence, item 2 none, item 3 evidence of two lines, the others are not answered.
pub fn filled<'r>(plan: &'r Plan, form: &'r SelfcheckForm) -> SelfcheckTable<'r> {
    let mut table = blank(plan, form);
    let day = |month, day| NaiveDate::from_ymd_opt(2023, month, day).unwrap();
    (table.submitted_on, table.signed_by) = (Some(day(6, 20)), Some("张某".into()));
    table.leader_checks = vec![day(5, 12), day(6, 15)];
    let answers = [
        (Status::Done, Some("会议通知、签到表")),
        (Status::NotApplicable, None),
        (Status::Partly, Some("=1+1\r\n已落实\u{202e}")),
    ];
    for (row, (status, evidence)) in table.rows.iter_mut().zip(answers) {
        (row.status, row.evidence) = (Some(status), evidence.map(String::from));
    }
    table
}

fn bytes(table: &SelfcheckTable<'_>, format: Format) -> Vec<u8> {
    let (forms, filler) = (forms(), filler());
    annex1(table, Manner { forms: &forms, filler: &filler, format, width: 100 }).unwrap()
}

fn text(table: &SelfcheckTable<'_>, format: Format) -> String {
    String::from_utf8(bytes(table, format)).unwrap()
}

/// The cells of the only sheet, by row.
fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range("附件1").unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn the_workbook_has_the_cells_of_the_csv() {
    let (plan, form) = (plan(), form());
    let table = filled(&plan, &form);
    let rows = cells(&bytes(&table, Format::Xlsx));
    assert_eq!(rows[0][0], "附件 1");
    assert_eq!(rows[1][0], "曲靖某某（集团）冶金有限公司重大事故隐患排查治理自检自查工作情况表");
    let csv = text(&table, Format::Csv);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let records: Vec<Vec<String>> = reader
        .records()
        .map(|record| record.unwrap().iter().map(|cell| cell.replace("\r\n", "\n")).collect())
        .collect();
    assert_eq!(records.len(), 30);
    let mut category = String::new();
    for (number, (row, record)) in rows[2..32].iter().zip(&records).enumerate() {
        assert_eq!(row[1..], record[1..], "{number}");
        // In the workbook a category stands once, over its items.
        if !row[0].is_empty() {
            category.clone_from(&row[0]);
        }
        assert_eq!(category, record[0].trim_start_matches('\u{feff}'), "{number}");
    }
    assert_eq!(rows[32][0], "主要负责人签字：张某");
    assert_eq!(rows[33][0], "报送日期：2023 年 6 月 20 日");
    assert_eq!(rows[34][0], "主要负责人带队检查日期：2023-05-12、2023-06-15");
    assert_eq!(rows.len(), 35);
}

#[test]
fn categories_are_merged_over_their_items() {
    let (plan, form) = (plan(), form());
    let bytes = bytes(&filled(&plan, &form), Format::Xlsx);
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
    let merged = workbook.merge_cells_by_sheet_name("附件1").unwrap();
    let mut down: Vec<(u32, u32)> = merged
        .iter()
        .filter(|area| area.start.1 == 0 && area.end.1 == 0)
        .map(|area| (area.start.0, area.end.0))
        .collect();
    down.sort_unstable();
    // 6, 5, 5, 2, 4, 4 and 3 items from the fourth row on.
    assert_eq!(down, [(3, 8), (9, 13), (14, 18), (19, 20), (21, 24), (25, 28), (29, 31)]);
}

#[test]
fn an_answer_is_read_back_from_its_cell() {
    let (plan, form) = (plan(), form());
    let rows = cells(&bytes(&filled(&plan, &form), Format::Xlsx));
    let answers: Vec<&str> = rows[3..7].iter().map(|row| row[3].as_str()).collect();
    assert_eq!(answers, ["已落实\n会议通知、签到表", "不适用", "部分落实\n=1+1\n已落实", ""]);
}

#[test]
fn without_a_selfcheck_the_form_is_blank() {
    let (plan, form) = (plan(), form());
    let rows = cells(&bytes(&blank(&plan, &form), Format::Xlsx));
    assert!(rows[1][0].starts_with("曲靖某某（集团）冶金有限公司重大"));
    assert!(rows[3..32].iter().all(|row| row[3].is_empty() && !row[1].is_empty()));
    assert_eq!((rows.len(), rows[32][0].as_str()), (33, "主要负责人签字："));
    let json: serde_json::Value = serde_json::from_str(&text(&blank(&plan, &form), Format::Json)).unwrap();
    assert!(json["submitted_on"].is_null() && json["signed_by"].is_null());
    assert_eq!(json["leader_checks"], serde_json::json!([]));
    assert!(json["items"][28]["status"].is_null());
}

#[test]
fn json_of_a_selfcheck() {
    let (plan, form) = (plan(), form());
    let json: serde_json::Value = serde_json::from_str(&text(&filled(&plan, &form), Format::Json)).unwrap();
    let keys = |value: &serde_json::Value| {
        value.as_object().unwrap().keys().map(String::from).collect::<Vec<String>>().join(" ")
    };
    assert_eq!(
        keys(&json),
        "version unit as_of left_out enterprise submitted_on signed_by leader_checks items"
    );
    assert_eq!(keys(&json["items"][0]), "no category item evidence_wanted status evidence");
    assert_eq!(json["enterprise"], serde_json::json!({"id": "ql-1", "name": "曲靖某某（集团）冶金有限公司"}));
    assert_eq!((&json["submitted_on"], &json["signed_by"]), (&"2023-06-20".into(), &"张某".into()));
    assert_eq!(json["items"][2]["evidence"], "=1+1\r\n已落实");
    assert_eq!((&json["items"][1]["status"], json["items"][1]["no"].as_u64()), (&"不适用".into(), Some(2)));
}

#[test]
fn what_was_left_out_is_said_on_the_form() {
    let (plan, form) = (plan(), form());
    let table = SelfcheckTable { left_out: 2, ..blank(&plan, &form) };
    let said = "本表不完整：有 2 份自检自查记录无法读取，未填入。";
    assert_eq!(cells(&bytes(&table, Format::Xlsx))[33][0], said);
    for format in [Format::Table, Format::Csv] {
        assert!(text(&table, format).contains(said));
    }
}

#[test]
fn names_of_files_are_fit_for_every_system() {
    let (plan, form) = (plan(), form());
    let (forms, filler) = (forms(), filler());
    let manner = Manner { forms: &forms, filler: &filler, format: Format::Csv, width: 100 };
    let name = |name: &str, by_id| {
        let table = SelfcheckTable { enterprise: name.into(), ..blank(&plan, &form) };
        annex1_file(&table, by_id, manner).unwrap().name
    };
    assert_eq!(name("曲靖某某（集团）公司", false), "麒麟区-附件1-曲靖某某（集团）公司.csv");
    for bad in ["../某某", "某某/公司", "某某\u{202e}公司", "某某ABC", "con", "某某.", "某 某", "ql-2"]
    {
        assert_eq!(name(bad, false), "麒麟区-附件1-ql-1.csv", "{bad}");
    }
    assert_eq!(name("曲靖某某公司", true), "麒麟区-附件1-ql-1.csv");
    assert_eq!(name(&"长".repeat(41), false), "麒麟区-附件1-ql-1.csv");
}
