//! `hazards batch`: its files are those of the single commands, its index is true, a unit with errors is left
//! out alone, nothing is written over, and a run that is killed leaves no half file.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test of the program from outside"
)]

#[path = "support/base.rs"]
mod base;

use calamine::{Data, Reader, Xlsx};
use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn hazards(root: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hazards"));
    command.env_clear().env("LANG", "en_US.UTF-8").arg("-C").arg(root).args(words).current_dir(root);
    command
}

/// Runs a command; its status and what it says.
fn run(root: &Path, words: &[&str]) -> (i32, String) {
    let output = hazards(root, words).output().unwrap();
    assert!(output.stdout.is_empty(), "{words:?}");
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// All files below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let path = entry.path();
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

/// The lines of an index, as text.
fn index(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range("目录").unwrap();
    range.rows().skip(3).map(|row| row.iter().map(Data::to_string).collect()).collect()
}

const BROKEN: &[u8] = b"id: jia-x\nenterprise: jia-1\nfound_on: never\n";

#[test]
fn files_are_those_of_the_single_commands() {
    let root = base::with(&[]);
    let root = root.path();
    let formats = ["xlsx", "docx", "json", "table", "csv"];
    let words =
        ["batch", "--month", "2023-07,2023-08", "-o", "out", "--format", "xlsx,docx,json", "--format"];
    let (status, said) = run(root, &[&words[..], &["csv,table"]].concat());
    assert_eq!(status, 0, "{said}");
    let made = files(&root.join("out"));
    let mut expected = vec!["目录.xlsx".to_owned()];
    for (month, due) in [("2023-07", "2023-07-24"), ("2023-08", "2023-08-24")] {
        let told = if month == "2023-07" { "2023年7月" } else { "2023年8月" };
        expected.push(format!("{month}/目录.xlsx"));
        for (unit, name) in [("shi", "某市"), ("benji", "市本级"), ("jia", "甲县"), ("yi", "乙县")] {
            for format in formats {
                let ending = if format == "table" { "txt" } else { format };
                let report = ["report", "--month", month, "--unit", unit, "--format", format];
                if format == "csv" {
                    run(root, &[&report[..], &["-o", "single/"]].concat());
                    for form in ["3-1", "3-2", "汇总"].into_iter().take(if unit == "shi" { 3 } else { 2 }) {
                        let path = format!("{month}/{name}{told}{form}.csv");
                        let single =
                            fs::read(root.join(format!("single/{name}-{month}-{form}.csv"))).unwrap();
                        assert_eq!(made[&path], single, "{path}");
                        expected.push(path);
                    }
                } else {
                    let path = format!("{month}/{name}{told}调度表及隐患清单.{ending}");
                    assert_eq!(made[&path], hazards(root, &report).output().unwrap().stdout, "{path}");
                    expected.push(path);
                }
                if unit != "benji" {
                    let list = ["annex2", "--as-of", due, "--unit", unit, "--format", format];
                    let path = format!("{month}/{name}{told}企业清单.{ending}");
                    assert_eq!(made[&path], hazards(root, &list).output().unwrap().stdout, "{path}");
                    expected.push(path);
                }
            }
        }
    }
    expected.sort();
    assert_eq!(made.keys().cloned().collect::<Vec<_>>(), expected, "nothing else");
    // The index names every file, and its figures are those of the return.
    let lines = index(&made["目录.xlsx"]);
    let named: usize = lines.iter().map(|line| line[3].lines().count()).sum();
    assert_eq!(named, expected.len() - 3);
    for line in &lines {
        for name in line[3].lines() {
            assert!(made.contains_key(&format!("{}/{name}", line[0])), "{name}");
        }
    }
    let json: serde_json::Value =
        serde_json::from_slice(&made["2023-08/某市2023年8月调度表及隐患清单.json"]).unwrap();
    let city = lines.iter().find(|line| line[0] == "2023-08" && line[1] == "某市").unwrap();
    for (column, key) in (5..).zip(["A1", "A2", "A3", "A4", "A5", "A6"]) {
        assert_eq!(city[column], json["figures"][key].to_string(), "{key}");
    }
    assert_eq!(city[11], json["hazards"].as_array().unwrap().len().to_string());
    assert_eq!((city[12].as_str(), city[14].as_str()), ("2023-08-24", "已生成"));
    // Once more, with as many threads as there are and with one: the same bytes.
    let (status, _) = run(root, &[&words[..], &["csv,table", "--force"]].concat());
    assert_eq!((status, files(&root.join("out")) == made), (0, true));
    let again = [&words[..4], &["again"], &words[5..], &["csv,table"]].concat();
    assert!(hazards(root, &again).env("RAYON_NUM_THREADS", "1").status().unwrap().success());
    assert!(files(&root.join("again")) == made);
}

#[test]
fn a_unit_with_errors_is_left_out_alone() {
    let root = base::with(&[("jia/hazards/broken.yaml", BROKEN)]);
    let root = root.path();
    let (status, said) = run(root, &["batch", "--month", "2023-08", "-o", "out"]);
    assert_eq!(status, 1, "{said}");
    assert!(
        said.contains("jia/hazards/broken.yaml") && said.contains("not made: 调度表及隐患清单 of 甲县"),
        "{said}"
    );
    let made = files(&root.join("out"));
    assert!(made.contains_key("2023-08/乙县2023年8月调度表及隐患清单.xlsx"));
    for unit in ["甲县", "某市"] {
        assert!(!made.keys().any(|name| name.contains(unit)), "{unit} rests on records with errors");
    }
    let lines = index(&made["2023-08/目录.xlsx"]);
    let jia = lines.iter().find(|line| line[1] == "甲县").unwrap();
    assert!(
        jia[14].starts_with("未生成：记录有 ") && jia[14].contains("jia/hazards/broken.yaml:"),
        "{jia:?}"
    );
    assert_eq!((jia[5].as_str(), jia[13].as_str()), ("", "1"));
    let (status, said) =
        run(root, &["batch", "--month", "2023-08", "-o", "out", "--force", "--allow-errors"]);
    assert_eq!(status, 0, "{said}");
    let lines = index(&files(&root.join("out"))["2023-08/目录.xlsx"]);
    assert!(lines.iter().filter(|line| line[1] == "甲县").all(|line| line[14] == "已生成，不完整"));
    // Refused again: the index says that the file there is an old one.
    run(root, &["batch", "--month", "2023-08", "-o", "out", "--force"]);
    let lines = index(&files(&root.join("out"))["2023-08/目录.xlsx"]);
    assert!(lines.iter().any(|line| line[14].contains("同名文件是以前生成的")), "{lines:?}");
}

#[test]
fn nothing_is_written_over_and_nothing_is_written_before_that_is_known() {
    let root = base::with(&[]);
    let root = root.path();
    let there = root.join("out/2023-08/乙县2023年8月企业清单.xlsx");
    fs::create_dir_all(there.parent().unwrap()).unwrap();
    fs::write(&there, b"kept").unwrap();
    let (status, said) = run(root, &["batch", "--all", "--as-of", "2023-08-31", "-o", "out"]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("乙县2023年8月企业清单.xlsx is there already"), "{said}");
    assert_eq!(files(&root.join("out")).len(), 1);
    assert_eq!(run(root, &["batch", "--all", "--as-of", "2023-08-31", "-o", "out", "--force"]).0, 0);
    assert_ne!(fs::read(&there).unwrap(), b"kept");
    let (status, said) = run(root, &["batch", "--all", "--as-of", "2023-07-24", "-o", "other"]);
    assert!(status == 0 && said.contains("not due by 2023-07-24 and left out: 2023-08"), "{said}");
    assert!(!root.join("other/2023-08").exists() && root.join("other/2023-07").exists());
    assert_eq!(run(root, &["batch", "--all", "--as-of", "2023-07-23", "-o", "none"]).0, 2);
    assert!(!root.join("none").exists());
}

#[cfg(unix)]
#[test]
fn never_through_a_link() {
    let root = base::with(&[]);
    let (root, outside) = (root.path(), tempfile::tempdir().unwrap());
    fs::create_dir(root.join("out")).unwrap();
    std::os::unix::fs::symlink(outside.path(), root.join("out/2023-08")).unwrap();
    let (status, said) = run(root, &["batch", "--month", "2023-08", "-o", "out", "--force"]);
    assert_eq!(status, 2, "{said}");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
}

/// Killed at any moment, each file is whole or not there; a run with `--force` makes it whole.
#[test]
fn killed_at_any_time_no_file_is_half() {
    let root = base::with(&[]);
    let root = root.path();
    let words = ["batch", "--month", "2023-07,2023-08", "--format", "xlsx,docx", "--force", "-o"];
    assert_eq!(run(root, &[&words[..], &["whole"]].concat()).0, 0);
    let whole = files(&root.join("whole"));
    for pause in (0..24).map(|step| step * 15) {
        let mut child = hazards(root, &[&words[..], &["out"]].concat())
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        let out = root.join("out");
        let left = if out.exists() { files(&out) } else { BTreeMap::new() };
        for (name, bytes) in left.iter().filter(|(name, _)| !name.contains(".hazards-")) {
            assert!(whole.get(name) == Some(bytes), "{name} after {pause} ms");
        }
    }
    assert_eq!(run(root, &[&words[..], &["out"]].concat()).0, 0);
    let mut left = files(&root.join("out"));
    left.retain(|name, _| !name.contains(".hazards-"));
    assert!(left == whole);
}

#[test]
fn units_by_filings_are_told_of_and_send_no_list_that_is_not_kept() {
    let settings = b"format = 1\nplan = \"plan.toml\"\nunits = [{id = \"yi\", source = \"filings\"}]\n";
    let root = base::with(&[("hazards.toml", settings)]);
    let root = root.path();
    let gone = ["enterprises", "selfchecks", "inspections"];
    gone.iter().for_each(|kind| fs::remove_dir_all(root.join("yi").join(kind)).unwrap());
    fs::remove_dir_all(root.join("benji/inspections")).unwrap();
    let (status, said) = run(root, &["batch", "--month", "2023-08", "-o", "out"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(said.matches("乙县 is counted by what it filed on 2023-08-24").count(), 1, "{said}");
    let made = files(&root.join("out"));
    assert!(made.contains_key("2023-08/乙县2023年8月调度表及隐患清单.xlsx"));
    assert!(!made.contains_key("2023-08/乙县2023年8月企业清单.xlsx"));
}
