//! `init` and `add` on a terminal: they ask for what is not said, and write when that is wanted. The terminal
//! is made by `script`; where there is none the tests say that they were skipped.

use super::names;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const ENTER: &str = "\r";
const DOWN: &str = "\u{1b}[B";
const LEFT: &str = "\u{1b}[D";
const BACK: &str = "\u{7f}";
const ESCAPE: &str = "\u{1b}";
const INTERRUPT: &str = "\u{3}";

/// So long an expected question may take on a busy machine.
const LONGEST: Duration = Duration::from_secs(60);

struct Session {
    child: Child,
    keys: ChildStdin,
    bytes: Receiver<Vec<u8>>,
    /// What was shown and is not waited for yet.
    shown: String,
}

impl Session {
    /// Runs `hazards` with these words on a terminal; none where that cannot be had.
    fn start(folder: &Path, words: &str) -> Option<Self> {
        let program = env!("CARGO_BIN_EXE_hazards");
        let child = Command::new("script")
            .args([
                "-q",
                "-e",
                "-f",
                "-c",
                &format!("stty cols 160 rows 50; '{program}' {words}"),
                "/dev/null",
            ])
            .current_dir(folder)
            .env("LANG", "zh_CN.UTF-8")
            .env_remove("LC_ALL")
            .env("TERM", "xterm")
            .env("SHELL", "/bin/sh")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut child) = child else {
            eprintln!("skipped: there is no `script` to make a terminal");
            return None;
        };
        let (sender, bytes) = channel();
        let mut out = child.stdout.take().unwrap();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = out.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let keys = child.stdin.take().unwrap();
        Some(Self { child, keys, bytes, shown: String::new() })
    }

    /// Waits until this is shown, then presses these keys.
    fn answer(&mut self, question: &str, keys: &str) -> &mut Self {
        let mut seen = Vec::new();
        loop {
            if let Some((_, rest)) = self.shown.split_once(question) {
                self.shown = rest.to_owned();
                break;
            }
            let bytes = self.bytes.recv_timeout(LONGEST);
            let bytes = bytes.unwrap_or_else(|_| panic!("`{question}` is not asked: {}", self.shown));
            seen.extend(bytes);
            let whole = String::from_utf8_lossy(&seen).into_owned();
            // A character that is cut stands in the next piece.
            if !whole.ends_with(char::REPLACEMENT_CHARACTER) {
                self.shown.push_str(&whole);
                seen.clear();
            }
        }
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// How it ends, and what was shown at last.
    fn end(mut self) -> (Option<i32>, String) {
        while let Ok(bytes) = self.bytes.recv_timeout(LONGEST) {
            self.shown.push_str(&String::from_utf8_lossy(&bytes));
        }
        drop(self.keys);
        (self.child.wait().unwrap().code(), self.shown)
    }
}

#[test]
fn all_is_asked_checked_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut session) = Session::start(folder.path(), "init d") else { return };
    session.answer("方案", ENTER);
    session.answer("哪些单位", LEFT).answer("[ ] benji", ENTER);
    session.answer("至少选一个单位", &format!("{DOWN}{DOWN} {ENTER}"));
    session.answer("填报人", &format!("某某某{ENTER}"));
    session.answer("联系电话", &format!("12345{ENTER}"));
    session.answer("既不是手机号码", &format!("{}13800000001{ENTER}", BACK.repeat(5)));
    session.answer("写哪些文件", ENTER);
    session.answer("由谁审核", &format!("{DOWN}{ENTER}"));
    session.answer("麒麟区（qilin）", &format!("qilin{ENTER}"));
    session.answer("应写作 @账号", &format!("{}@a/b{ENTER}", BACK.repeat(5)));
    session.answer("将写入", "");
    assert!(!folder.path().join("d").exists(), "nothing is written before that is wanted");
    session.answer("写入？", ENTER);
    let (status, shown) = session.end();
    assert_eq!(status, Some(0), "{shown}");
    let data = folder.path().join("d");
    let settings = fs::read_to_string(data.join("hazards.toml")).unwrap();
    assert!(settings.contains("name = \"某某某\"\nphone = \"13800000001\"\n"), "{settings}");
    let owners = fs::read_to_string(data.join(".github/CODEOWNERS")).unwrap();
    assert!(owners.contains("\n/qilin/ @a/b\n"), "{owners}");
    let folders: Vec<String> = names(&data).into_iter().filter(|name| !name.contains('.')).collect();
    assert_eq!(folders, ["qilin"]);
}

#[test]
fn who_leaves_has_written_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let said = "init d --plan qujing-2023 --units qilin --filler 某 --phone 0874-0000000 --minimal";
    for (words, question, keys) in [
        ("init d", "方案", ESCAPE),
        ("init d", "方案", INTERRUPT),
        ("init d --plan qujing-2023", "哪些单位", INTERRUPT),
        (said, "写入？", INTERRUPT),
        (said, "写入？", &format!("{DOWN}{ENTER}")),
    ] {
        let Some(mut session) = Session::start(folder.path(), words) else { return };
        session.answer(question, keys);
        let (status, shown) = session.end();
        assert_eq!(status, Some(2), "{words}: {shown}");
        assert!(shown.contains("什么也没有写"), "{words}: {shown}");
        assert!(names(folder.path()).is_empty(), "{words}");
    }
    // What is said wrong, or cannot be, is told before anything is asked.
    fs::write(folder.path().join("hazards.toml"), "").unwrap();
    for words in ["init", "init d", "init --phone 1"] {
        let Some(session) = Session::start(folder.path(), words) else { return };
        let (status, shown) = session.end();
        assert_eq!(status, Some(2), "{words}: {shown}");
        assert!(!shown.contains("方案　"), "{shown}");
    }
    assert_eq!(names(folder.path()), ["hazards.toml"]);
}

#[test]
fn with_yes_nothing_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let Some(session) = Session::start(folder.path(), "init d --yes") else { return };
    let (status, shown) = session.end();
    assert_eq!(status, Some(0), "{shown}");
    assert!(folder.path().join("d/hazards.toml").is_file());
}

/// A new repository of one county.
fn of_qilin() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = super::hazards(folder.path(), &["init", "--units", "qilin", "--yes"]);
    assert_eq!(made.status.code(), Some(0));
    folder
}

#[test]
fn an_enterprise_asked_for() {
    let folder = of_qilin();
    let words = "add enterprise --unit qilin industry=机械 key=是 base_info_complete=是 code_check=是";
    let Some(mut session) = Session::start(folder.path(), words) else { return };
    session.answer("企业名称", &format!(" 某厂 {ENTER}"));
    session.answer("主要产品", &format!("铸件，机床{ENTER}"));
    // Which words there are is told; commas of any kind part them.
    session.answer("涉氨制冷、有限空间", &format!("有限空间,粉尘涉爆{ENTER}"));
    session.answer("主要负责人", &format!("某某某{ENTER}"));
    session.answer("联系电话", &format!("0874-0000000{ENTER}"));
    session.answer("列入清单日期", &format!("2023.5.12{ENTER}"));
    session.answer("2023-05-12", &format!("{}2023-05-12{ENTER}", BACK.repeat(9)));
    // Who has chosen a key and knows no answer goes on without it.
    session.answer("还要填写什么", &format!("{DOWN}{ENTER}"));
    session.answer("统一社会信用代码（uscc）", &format!("9153{ENTER}"));
    session.answer("还要填写什么", ENTER);
    session.answer("按营业执照核对", "");
    session.answer("统一社会信用代码（uscc）", &format!("{}{ENTER}", BACK.repeat(4)));
    session.answer("还要填写什么", ENTER);
    let (status, shown) = session.end();
    assert_eq!(status, Some(0), "{shown}");
    let written = fs::read_to_string(folder.path().join("qilin/enterprises/qilin-001.yaml")).unwrap();
    assert_eq!(
        written,
        "id: qilin-001\nname: 某厂\nproducts: [铸件, 机床]\nindustry: 机械\ndomains: [有限空间, 粉尘涉爆]\nkey: 是\n\
         principal: 某某某\nphone: 0874-0000000\nbase_info_complete: 是\ncode_check: 是\nlisted_on: 2023-05-12\n"
    );
}

#[test]
fn what_depends_on_another_answer_is_checked_too() {
    let folder = of_qilin();
    let words = "add filing --unit qilin document=调度表 filed_on=2023-05-24";
    let Some(mut session) = Session::start(folder.path(), words) else { return };
    session.answer("报送月份", &format!("2023.5{ENTER}"));
    session.answer("不是有效的月份", &format!("{}2023-05{ENTER}", BACK.repeat(6)));
    session.answer("还要填写什么", ENTER);
    let (status, shown) = session.end();
    assert_eq!(status, Some(0), "{shown}");
    assert!(!shown.contains("sealed"), "{shown}");
    let Some(mut session) = Session::start(folder.path(), "add hazard") else { return };
    session.answer("还没有列入企业", "");
    assert_eq!(session.end().0, Some(2));
}
