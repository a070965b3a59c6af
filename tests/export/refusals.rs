//! When an export is written: whole, into a folder that is made, never over what is there, and not while records
//! cannot be read.

use super::base;
use super::readers::read;
use hazards::export::{File, Format};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(root: &Path, arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hazards"))
        .arg("-C")
        .arg(root)
        .args(["--lang", "en", "export"])
        .args(arguments)
        .arg(folder)
        .output()
        .unwrap()
}

fn said(output: &Output) -> (Option<i32>, String) {
    assert!(output.stdout.is_empty());
    (output.status.code(), String::from_utf8(output.stderr.clone()).unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_folder_is_made_and_nothing_is_written_over() {
    let root = base::with(&[]);
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("a/b");
    let (status, told) = said(&run(root.path(), &["--to", "csv"], &folder));
    assert_eq!(status, Some(0), "{told}");
    assert!(folder.join("hazards.csv").is_file() && folder.join("sql/figures.sql").is_file());

    fs::write(folder.join("units.csv"), "mine").unwrap();
    fs::remove_file(folder.join("hazards.csv")).unwrap();
    let (status, told) = said(&run(root.path(), &["--to", "csv"], &folder));
    assert_eq!(status, Some(2));
    assert!(told.contains("is there already"), "{told}");
    assert!(!folder.join("hazards.csv").exists());
    assert_eq!(said(&run(root.path(), &["--to", "csv", "--force"], &folder)).0, Some(0));
    assert!(fs::read_to_string(folder.join("units.csv")).unwrap().starts_with("no,id,name"));

    let (status, told) = said(&run(root.path(), &["--to", "csv"], &folder.join("units.csv")));
    assert_eq!(status, Some(2));
    assert!(told.contains("is no folder"), "{told}");
    let (status, told) = said(&run(root.path(), &["--to", "parket"], &place.path().join("c")));
    assert_eq!(status, Some(2));
    assert!(told.contains("parquet"), "{told}");
    assert!(!place.path().join("c").exists());
}

#[test]
fn what_cannot_be_read_is_told_and_left_out_only_if_that_is_allowed() {
    let bad = "{id: jia-h9, enterprise: jia-01, clause: GM-03-01, source: 部门检查, found_on: 2023-07-01}\n";
    let root = base::with(&[("jia/hazards/bad.yaml", bad.as_bytes())]);
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("out");
    let (status, told) = said(&run(root.path(), &["--to", "jsonl"], &folder));
    assert_eq!(status, Some(1));
    assert!(told.contains("jia/hazards/bad.yaml:1") && told.contains("--allow-errors"), "{told}");
    assert_eq!(names(place.path()), Vec::<String>::new());

    let (status, told) = said(&run(root.path(), &["--to", "jsonl", "--allow-errors"], &folder));
    assert_eq!(status, Some(0));
    assert!(told.contains("1 records or files cannot be read"), "{told}");
    let files: Vec<File> = ["plan", "hazards"]
        .map(|name| File {
            path: format!("{name}.jsonl"),
            bytes: fs::read(folder.join(format!("{name}.jsonl"))).unwrap(),
        })
        .into();
    let tables = read(&files, Format::Jsonl);
    let plan = &tables["plan"];
    let at = plan.columns.iter().position(|column| column == "left_out").unwrap();
    assert_eq!(plan.rows[0][at].as_deref(), Some("1"));
    let hazards = &tables["hazards"];
    let id = hazards.columns.iter().position(|column| column == "id").unwrap();
    let ids: Vec<&str> = hazards.rows.iter().filter_map(|row| row[id].as_deref()).collect();
    assert!(!ids.is_empty() && !ids.contains(&"jia-h9"), "{ids:?}");
    // Each record is found again where it stands.
    let line = hazards.columns.iter().position(|column| column == "line").unwrap();
    assert!(hazards.rows.iter().all(|row| row[line].is_some()));
}
