//! What is refused, and how it is said.

use crate::fixture::{county, figures, filler, forms, list, plan};
use crate::made;
use crate::parts::{edited, packed, parts};
use crate::values::report_offer;
use hazards::form::content::Return;
use hazards::template::{Offer, fill};
use rust_xlsxwriter::Workbook;

fn why(bytes: &[u8]) -> String {
    let plan = plan();
    fill(bytes, &report_offer(&county(&plan))).map(|_| ()).unwrap_err().0.zh.into_owned()
}

#[test]
fn files_that_are_no_workbook() {
    for bytes in [&b""[..], b"PK\x03\x04", b"hello", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"] {
        assert!(why(bytes).contains("另存为"), "{bytes:?}");
    }
    let template = made::bytes(made::report());
    assert!(why(&template[..template.len() / 2]).contains("另存为"));
    let macros = edited(&template, "[Content_Types].xml", |xml| {
        xml.replace("spreadsheetml.sheet.main+xml", "x").replace("sheet.main", "sheet.macroEnabled.main")
    });
    assert!(why(&macros).contains("另存为 .xlsx"));
    let mut odd = parts(&template);
    odd.remove("[Content_Types].xml");
    assert!(why(&packed(&odd)).contains("另存为 .xlsx"));
    let entity = edited(&template, "xl/workbook.xml", |xml| {
        xml.replace("<workbook", "<!DOCTYPE x [<!ENTITY a \"b\">]><workbook")
    });
    assert!(why(&entity).contains("已损坏"));
}

#[test]
fn a_bomb_is_not_unpacked() {
    let mut all = parts(&made::bytes(made::report()));
    let mut sheet = all["xl/worksheets/sheet2.xml"].clone();
    sheet.resize(300 << 20, b' ');
    all.insert("xl/worksheets/sheet2.xml".into(), sheet);
    assert!(why(&packed(&all)).contains("解压后过大"));
    let template = made::bytes(made::report());
    let deep = edited(&template, "xl/styles.xml", |_| "<a>".repeat(3_000_000));
    assert!(why(&deep).contains("styles"));
}

#[test]
fn placeholders_that_nobody_knows() {
    for (placeholder, near) in
        [("A01", "A1"), ("行:企业名", "行:企业名称"), ("填报单未", "填报单位"), ("C3_ammount", "C3_amount")]
    {
        let mut workbook = made::report();
        workbook
            .worksheet_from_name("局内汇总")
            .unwrap()
            .write_string(8, 4, format!("{{{{{placeholder}}}}}"))
            .unwrap();
        let why = why(&made::bytes(workbook));
        assert!(why.contains("局内汇总!E9") && why.contains(&format!("`{near}`")), "{why}");
    }
    let mut workbook = made::report();
    workbook.define_name("hz_A9", "=局内汇总!$A$9").unwrap();
    assert!(why(&made::bytes(workbook)).contains("`hz_A9`"));
}

#[test]
fn what_is_unsure_or_taken() {
    let mut workbook = made::report();
    workbook.worksheet_from_name("局内汇总").unwrap().write_string(8, 4, "移送司法机关（人）").unwrap();
    let said = why(&made::bytes(workbook));
    assert!(said.contains("局内汇总!E9") && said.contains("调度表!C13"), "{said}");

    let mut workbook = made::report();
    workbook.worksheet_from_name("调度表").unwrap().write_number(3, 3, 12).unwrap();
    assert!(why(&made::bytes(workbook)).contains("调度表!D4 已有内容 `12`"));

    let mut workbook = made::report();
    workbook.worksheet_from_name("隐患清单").unwrap().write_string(5, 2, "曲靖某某公司").unwrap();
    assert!(why(&made::bytes(workbook)).contains("隐患清单!C6 已有内容"));

    let mut workbook = made::report();
    workbook.worksheet_from_name("调度表").unwrap().write_string(1, 0, "填报单位：陆良县").unwrap();
    assert!(why(&made::bytes(workbook)).contains("调度表!A2 的 `填报单位` 后已有内容 `陆良县`"));

    assert!(why(&made::bytes(made::list())).contains("找不到 3-1、3-2"));
    assert!(why(&made::bytes(Workbook::new())).contains("找不到"));
    let plan = plan();
    let offer = Offer::of_list(&list(&plan), &forms(), &filler());
    assert!(fill(&made::bytes(made::report()), &offer).unwrap_err().0.zh.contains("找不到 附件2"));
}

#[test]
fn a_template_that_was_filled_takes_the_same_values_but_no_others() {
    let plan = plan();
    let offer = report_offer(&county(&plan));
    let first = fill(&made::bytes(made::report()), &offer).unwrap().bytes;
    let why = fill(&first, &report_offer(&Return { figures: figures(2), ..county(&plan) })).unwrap_err().0;
    assert!(why.zh.contains("调度表!G4 已有内容 `1`，不覆盖"), "{}", why.zh);
    assert!(why.zh.contains("还有") && why.en.contains("more"), "{}", why.zh);
    let rows = why_of_rows(&first);
    assert!(rows.contains("隐患清单!B6 已有内容 `麒麟区`"), "{rows}");
}

/// Why the rows of a filled list are not written over.
fn why_of_rows(filled: &[u8]) -> String {
    let plan = plan();
    let mut offer = report_offer(&county(&plan));
    offer.labels = None;
    fill(filled, &offer).unwrap_err().0.zh.into_owned()
}

#[test]
fn a_form_that_lacks_records_must_say_so() {
    let plan = plan();
    let offer = report_offer(&Return { left_out: 3, ..county(&plan) });
    let error = fill(&made::bytes(made::report()), &offer).unwrap_err();
    assert!(error.0.zh.contains("{{漏计说明}}"));
    let mut workbook = made::report();
    workbook.worksheet_from_name("调度表").unwrap().write_string(20, 0, "{{漏计说明}}").unwrap();
    assert!(fill(&made::bytes(workbook), &offer).is_ok());
}
