//! A larger workbook saved anew by LibreOffice comes back as well. Skipped where it is not there.

use crate::entry::{book, both, holds};
use crate::made::{enterprises, hazards, opened};
use hazards::entry::Form;
use hazards::record::Draft;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::process::Command;

fn made() -> (Vec<Draft>, Vec<Draft>) {
    let mut runner = TestRunner::deterministic();
    let list = enterprises(60..61).new_tree(&mut runner).unwrap().current();
    let hazards = hazards(60, 150..151).new_tree(&mut runner).unwrap().current();
    (list, hazards)
}

#[test]
fn saved_anew_by_libreoffice_a_workbook_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let (list, found) = made();
    for form in Form::ALL {
        let (with, without) = both(&list, &found, form);
        let source = folder.path().join("source.xlsx");
        std::fs::write(&source, book(with.repository(), form, "jia", false)).unwrap();
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
            let bytes = std::fs::read(&saved).unwrap_or_else(|_| panic!("{output:?}"));
            std::fs::remove_file(&saved).unwrap();
            let workbook = opened(&format!("source.{ending}"), bytes);
            holds(with.repository(), without.repository(), form, &workbook);
        }
    }
}
