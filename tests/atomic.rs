//! Every command that writes, killed at any point, without room or right to write, and beside others: each file is
//! the old one whole or the new one whole, and nothing is left behind but hidden files that are looked at by nobody.

#![allow(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test of the program from outside, which says what it has to skip"
)]
#![cfg(unix)]

#[path = "support/base.rs"]
#[allow(dead_code, reason = "the program opens the folder itself")]
mod base;
#[path = "atomic/beside.rs"]
mod beside;
#[path = "atomic/cases.rs"]
mod cases;
#[path = "atomic/killed.rs"]
mod killed;
#[path = "atomic/refused.rs"]
mod refused;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// All that stands below a folder: files with their bytes, folders with none. Left out is what no command looks
/// at: the lock, and files that are not in their places yet.
type Tree = BTreeMap<String, Option<Vec<u8>>>;

fn tree(root: &Path) -> Tree {
    fn below(folder: &Path, path: &str, tree: &mut Tree) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if name == ".hazards.lock" || (name.starts_with(".hazards-") && name.ends_with(".part")) {
                continue;
            }
            let path = if path.is_empty() { name } else { format!("{path}/{name}") };
            if entry.file_type().unwrap().is_dir() {
                below(&entry.path(), &path, tree);
                tree.insert(path, None);
            } else {
                tree.insert(path, Some(fs::read(entry.path()).unwrap()));
            }
        }
    }
    let mut tree = Tree::new();
    below(root, "", &mut tree);
    tree
}

/// The files that are not in their places yet.
fn parts(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            } else if name.ends_with(".part") {
                found.push(name);
            }
        }
    }
    found
}

/// A program that is to run in a repository, with nobody to ask.
fn prepared(mut command: Command, root: &Path) -> Command {
    command.current_dir(root).env("LANG", "en_US.UTF-8").env_remove("LC_ALL").stdin(Stdio::null());
    command
}

fn hazards(root: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hazards"));
    command.args(words);
    prepared(command, root)
}

fn run(root: &Path, words: &[&str]) -> Output {
    hazards(root, words).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The repository that the cases write into.
fn fresh() -> TempDir {
    let files: Vec<(&str, &[u8])> =
        cases::FILES.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let root = base::with(&files);
    let _ = fs::remove_file(root.path().join(".hazards.lock"));
    root
}
