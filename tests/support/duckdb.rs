//! The real DuckDB, by Python's `duckdb`: runs the queries of exports and gives what came out. Where there is none
//! on the machine, a test that needs it says so and is skipped; `HAZARDS_DUCKDB` names a Python that has it, and
//! with `HAZARDS_DUCKDB=required` its lack is a failure.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PROGRAMS: [&str; 2] = ["python3", "python"];

/// The Python to run, if there is any that has DuckDB.
fn program() -> Option<String> {
    let named = std::env::var("HAZARDS_DUCKDB").ok().filter(|name| !name.is_empty());
    let has_it = |name: &&str| {
        let mut python = Command::new(name);
        let tried = python.args(["-c", "import duckdb"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success())
    };
    let found = || PROGRAMS.iter().find(|name| has_it(name)).map(|name| (*name).to_owned());
    match named.as_deref() {
        None => found(),
        Some("required") => {
            let found = found();
            assert!(found.is_some(), "none of {PROGRAMS:?} has duckdb");
            found
        }
        Some(name) => Some(name.to_owned()),
    }
}

/// What the queries of each export give: `figures` and `rows` as `tests/export/run.py` has them; nothing where there
/// is no DuckDB.
pub(crate) fn run(folders: &[PathBuf]) -> Option<Vec<Value>> {
    let Some(program) = program() else {
        // Past the test harness, which would keep it to itself.
        let said = "SKIPPED: no DuckDB on this machine, the exported queries were not run in it\n";
        std::io::stderr().write_all(said.as_bytes()).unwrap();
        return None;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export/run.py");
    let mut python = Command::new(program)
        .arg(script)
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = python.stdin.take().unwrap();
    let lines: String = folders.iter().map(|folder| format!("{}\n", folder.display())).collect();
    let feeding = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = python.wait_with_output().unwrap();
    feeding.join().unwrap();
    assert!(output.status.success(), "DuckDB refused");
    let text = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), folders.len());
    Some(answers)
}
