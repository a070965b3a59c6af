//! A repository with a workbook beside it, and the program run on both.

use crate::base;
use rust_xlsxwriter::{Format, Workbook};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A copy of the smallest repository, and a place for workbooks.
pub(crate) struct Place {
    root: TempDir,
    books: TempDir,
}

/// What the program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: i32,
    /// Standard output, then standard error.
    pub(crate) text: String,
}

impl Said {
    #[track_caller]
    pub(crate) fn is(&self, status: i32, parts: &[&str]) -> &Self {
        assert_eq!(self.status, status, "{}", self.text);
        for part in parts {
            assert!(self.text.contains(part), "lacks {part}:\n{}", self.text);
        }
        self
    }

    #[track_caller]
    pub(crate) fn is_without(&self, parts: &[&str]) {
        for part in parts {
            assert!(!self.text.contains(part), "has {part}:\n{}", self.text);
        }
    }
}

/// A sheet: its name, its lines of cells parted by `|`.
pub(crate) type Sheet<'s> = (&'s str, &'s [&'s str]);

impl Place {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        Self { root: base::with(&files), books: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// All files with their texts.
    pub(crate) fn all(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn add(folder: &Path, all: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    add(&path, all);
                } else {
                    all.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        let mut all = BTreeMap::new();
        add(self.root.path(), &mut all);
        all
    }

    /// A CSV file of lines of cells parted by `|`.
    pub(crate) fn csv(&self, name: &str, lines: &[&str]) -> String {
        let path = self.books.path().join(name);
        let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let lines = lines.iter().map(|line| line.split('|').map(cell).collect::<Vec<_>>().join(","));
        fs::write(&path, lines.collect::<Vec<_>>().join("\r\n")).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// A workbook; a sheet whose name begins with `-` is hidden.
    pub(crate) fn xlsx(&self, name: &str, sheets: &[Sheet<'_>]) -> String {
        let path = self.books.path().join(name);
        let mut book = Workbook::new();
        for (name, lines) in sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(name.trim_start_matches('-')).unwrap();
            // A workbook opens with a sheet that is to be seen.
            if !name.starts_with('-') {
                sheet.set_active(true);
            }
            sheet.set_hidden(name.starts_with('-'));
            for (row, line) in (0..).zip(*lines) {
                for (column, text) in (0..).zip(line.split('|')).filter(|(_, text)| !text.is_empty()) {
                    sheet.write_string_with_format(row, column, text, &Format::new()).unwrap();
                }
            }
        }
        book.save(&path).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// `hazards -C … import FILE …`
    pub(crate) fn import(&self, file: &str, arguments: &[&str]) -> Said {
        self.run(&[&["import", file], arguments].concat())
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_hazards"))
            .arg("-C")
            .arg(self.root.path())
            .args(arguments)
            .env_clear()
            .env("LANG", "zh_CN.UTF-8")
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        Said { status: output.status.code().unwrap(), text: String::from_utf8(text).unwrap() }
    }

    /// Imports with `--yes` what is then there; the same command once more changes nothing.
    #[track_caller]
    pub(crate) fn import_twice(&self, file: &str, arguments: &[&str]) -> Said {
        let arguments = [arguments, &["--yes"]].concat();
        let said = self.import(file, &arguments);
        let once = self.all();
        let again = self.import(file, &arguments);
        assert_eq!(again.status, said.status, "{}", again.text);
        assert!(again.text.contains("没有要写的"), "{}", again.text);
        assert!(self.all() == once, "{}", again.text);
        said
    }
}

/// Headings of 附件2 with all that a record needs.
pub(crate) const LIST: &str = "序号|州市|县区|企业名称|主要产品|所属行业|涉及领域|主要负责人|联系电话|基础信息完善（是/否）|码上查信息系统（是/否）|统一社会信用代码|是否重点企业|列入清单日期";

/// Headings of 3-2 with all that a record needs.
pub(crate) const HAZARDS: &str = "州市|县区|企业名称|重大事故隐患|是否挂牌督办|是否整改|是否处罚|处罚情况（主要负责人）|处罚情况（企业）|判定标准条款|隐患来源|发现日期|处罚决定日期|受处罚人";
