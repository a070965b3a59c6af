//! Commands by transcript: each `tests/cli/*.md` and the READMEs are run as written, from the top of the
//! project, and the output is compared to the letter. `BLESS=1 cargo test --test cli` rewrites the output
//! of the transcripts in `tests/cli`; then read what changed.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
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
}

/// The steps of a document: blocks fenced by ```` ```console ````, each with one or more `$ ` lines.
fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        match (inside, line.strip_prefix("$ ")) {
            (false, _) => inside = line == "```console",
            (true, _) if line == "```" => inside = false,
            (true, Some(command)) => {
                let lines = number + 1..number + 1;
                steps.push(Step { command: command.to_owned(), expected: String::new(), lines });
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

/// Runs `hazards …` with the words of the line; quotes hold words together.
fn run(command: &str) -> Output {
    let mut words = Vec::new();
    for (index, part) in command.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    assert_eq!(words.first().map(String::as_str), Some("hazards"), "{command}");
    Command::new(env!("CARGO_BIN_EXE_hazards"))
        .args(&words[1..])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .env("LANG", "zh_CN.UTF-8")
        .output()
        .expect("the program runs")
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
        for step in steps.iter().rev().filter(|step| step.command.starts_with("hazards ")) {
            let printed = shown(&run(&step.command));
            if matches(&step.expected, &printed) {
                continue;
            }
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
