//! A workbook saved anew by LibreOffice in every format reads as before. Skipped where it is not there.

use crate::made::lines;
use hazards::import::read::read;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::path::Path;
use std::process::Command;

fn book() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    for (name, hidden) in [("隐患清单", false), ("旧表", true)] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        sheet.set_hidden(hidden);
        sheet.merge_range(0, 0, 0, 4, "附件：隐患清单", &Format::new()).unwrap();
        for (column, word) in ["企业名称", "发现时间", "罚款（万元）", "是否整改", "备注"].iter().enumerate()
        {
            sheet.write(1, u16::try_from(column).unwrap(), *word).unwrap();
        }
        for row in 2..400 {
            sheet.write(row, 0, format!("某某铸造厂{row}\n二车间 & <一线>  😀")).unwrap();
            let found = ExcelDateTime::from_ymd(2023, 8, u8::try_from(row % 28).unwrap() + 1).unwrap();
            sheet.write_with_format(row, 1, found, &day).unwrap();
            sheet.write(row, 2, f64::from(row) * 1.25 - 10.0).unwrap();
            sheet.write(row, 3, if row % 2 == 0 { "是" } else { "否" }).unwrap();
        }
        sheet.write(400, 2, Formula::new("=SUM(C3:C400)").set_result("95768.75")).unwrap();
        sheet.write(401, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write(900, 20, "远").unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn saved_anew_by_libreoffice_a_workbook_reads_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source.xlsx");
    std::fs::write(&source, book()).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let mut all = Vec::new();
    for (ending, filter) in
        [("xlsx", "xlsx:Calc MS Excel 2007 XML"), ("ods", "ods"), ("xls", "xls:MS Excel 97")]
    {
        let to = folder.path().join(ending);
        let run = Command::new("soffice")
            .arg(&profile)
            .args(["--headless", "--convert-to", filter, "--outdir"])
            .arg(&to)
            .arg(&source)
            .output();
        let Ok(output) = run else {
            println!("skipped: soffice is not there");
            return;
        };
        let saved = to.join("source").with_extension(ending);
        assert!(saved.exists(), "{}", String::from_utf8_lossy(&output.stderr));
        all.push((ending, cells(&saved)));
    }
    let expected = read("source.xlsx", book()).unwrap();
    let expected = lines(&expected);
    for (ending, found) in all {
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{ending}");
        }
        assert_eq!(found.len(), expected.len(), "{ending}");
    }
}

fn cells(path: &Path) -> Vec<String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    lines(&read(&name, std::fs::read(path).unwrap()).unwrap_or_else(|text| panic!("{name}: {}", text.zh)))
}
