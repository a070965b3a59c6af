//! Commands by transcript: each `tests/cli/*.md` and the READMEs are run as written, from the top of the
//! project, and the output is compared to the letter. What stands below the line `<!-- in a new folder -->` is
//! one tale, up to the next heading of that level: it begins in an empty folder, and its `cd` and `git` are
//! carried out too. `BLESS=1 cargo test --test cli` rewrites the output; then read what changed.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test of the program from outside"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// One command of a transcript and what it is to print.
struct Step {
    command: String,
    expected: String,
    /// The lines of the file that hold the expected output.
    lines: std::ops::Range<usize>,
    /// Which tale of the document it belongs to, if any.
    tale: Option<usize>,
}

/// Where a command is run.
struct Place {
    folder: PathBuf,
    /// Whether it is a tale's own, in which anything may be done.
    is_new: bool,
}

/// The steps of a document: blocks fenced by ```` ```console ````, each with one or more `$ ` lines.
fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    let (mut tale, mut tales) = (None, 0);
    for (number, line) in text.lines().enumerate() {
        if !inside && line.starts_with("## ") {
            tale = None;
        } else if !inside && line == TALE {
            tale = Some(tales);
            tales += 1;
        }
        match (inside, line.strip_prefix("$ ")) {
            (false, _) => inside = line == "```console",
            (true, _) if line == "```" => inside = false,
            (true, Some(command)) => {
                let lines = number + 1..number + 1;
                let command = command.to_owned();
                steps.push(Step { command, expected: String::new(), lines, tale });
            }
            (true, None) => {
                if let Some(step) = steps.last_mut() {
                    step.expected.push_str(line);
                    step.expected.push('\n');
                    step.lines.end = number + 1;
                }
            }
        }
    }
    steps
}

/// Begins a tale.
const TALE: &str = "<!-- in a new folder -->";

/// The words of a line; quotes hold words together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in command.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Runs a command; what it prints, and nothing for one that is only shown.
fn run(command: &str, place: &mut Place) -> Option<String> {
    let words = words(command);
    let (name, rest) = words.split_first()?;
    let mut program = match (name.as_str(), place.is_new) {
        ("hazards", _) => Command::new(env!("CARGO_BIN_EXE_hazards")),
        ("git", true) => Command::new("git"),
        ("cd", true) => {
            place.folder.push(&rest[0]);
            assert!(place.folder.is_dir(), "{command}");
            return Some(String::new());
        }
        (_, true) => panic!("a tale cannot do this: {command}"),
        (_, false) => return None,
    };
    if name == "hazards" {
        program.env_clear();
    }
    // No settings of whoever runs the tests.
    let nothing = if cfg!(windows) { "NUL" } else { "/dev/null" };
    for key in ["GIT_AUTHOR", "GIT_COMMITTER"] {
        program.env(format!("{key}_NAME"), "某某某").env(format!("{key}_EMAIL"), "mou@example.com");
        program.env(format!("{key}_DATE"), "2023-06-20T09:00:00+08:00");
    }
    program.env("GIT_CONFIG_GLOBAL", nothing).env("GIT_CONFIG_NOSYSTEM", "1").env("LANG", "zh_CN.UTF-8");
    if let Some(path) = std::env::var_os("PATH") {
        program.env("PATH", path);
    }
    Some(shown(&program.args(rest).current_dir(&place.folder).output().expect("the program runs")))
}

/// What a transcript shows of a run: standard output, then standard error, then the status if it is not 0.
fn shown(output: &Output) -> String {
    let status = output.status.code().map_or("killed".to_owned(), |code| code.to_string());
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8 on standard output");
    // CSV ends its lines as RFC 4180 has it.
    let mut text = text.replace("\r\n", "\n");
    text.push_str(&String::from_utf8(output.stderr.clone()).expect("UTF-8 on standard error"));
    if status != "0" {
        text.push_str(&format!("[status {status}]\n"));
    }
    text
}

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents: Vec<PathBuf> =
        fs::read_dir(root.join("tests/cli")).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    documents.sort();
    documents.extend(["README.md", "README.zh-CN.md"].map(|name| root.join(name)));
    documents
}

#[test]
fn transcripts() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let steps = steps(&text);
        assert!(!steps.is_empty(), "{} has no steps", path.display());
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut tales: Vec<(tempfile::TempDir, Place)> = Vec::new();
        let mut printed = Vec::new();
        for step in &steps {
            let mut root = Place { folder: env!("CARGO_MANIFEST_DIR").into(), is_new: false };
            let place = match step.tale {
                Some(tale) if tale == tales.len() => {
                    let folder = tempfile::tempdir().unwrap();
                    let place = Place { folder: folder.path().to_owned(), is_new: true };
                    tales.push((folder, place));
                    &mut tales[tale].1
                }
                Some(tale) => &mut tales[tale].1,
                None => &mut root,
            };
            printed.push(run(&step.command, place));
        }
        for (step, printed) in steps.iter().zip(printed).rev() {
            // Paths that the program has put together have the separator of the system.
            let common = |text: &str| if cfg!(windows) { text.replace('\\', "/") } else { text.to_owned() };
            let differs = |printed: &String| !matches(&common(&step.expected), &common(printed));
            let Some(printed) = printed.filter(differs) else { continue };
            lines.splice(step.lines.clone(), printed.lines().map(str::to_owned));
            wrong.push(format!(
                "{}: $ {}\n--- printed\n{printed}--- expected\n{}",
                path.display(),
                step.command,
                step.expected
            ));
        }
        if bless {
            fs::write(&path, lines.join("\n") + "\n").unwrap();
        }
    }
    assert!(bless || wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A line `…` of a transcript stands for any number of lines.
fn matches(expected: &str, printed: &str) -> bool {
    let mut rest = printed;
    let mut free = false;
    for part in expected.split_inclusive('\n') {
        if part == "…\n" {
            free = true;
            continue;
        }
        let found = if free {
            rest.find(part).filter(|at| *at == 0 || rest[..*at].ends_with('\n'))
        } else {
            rest.starts_with(part).then_some(0)
        };
        let Some(at) = found else {
            return false;
        };
        rest = &rest[at + part.len()..];
        free = false;
    }
    free || rest.is_empty()
}
