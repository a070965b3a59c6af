//! Git's own settings of the merge driver: what it calls to merge record files. No commit holds them, so that
//! each clone has them set once.

use super::GitError;
use super::process::{git, run};
use crate::lang::Text;
use crate::text::quote;
use std::path::Path;
use std::process::Output;

/// The name that `.gitattributes` gives the driver.
pub const NAME: &str = "hazards";

/// Whose settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of one repository.
    Repository,
    /// Those of the person, for all repositories.
    Person,
}

impl Whose {
    const fn option(self) -> &'static str {
        match self {
            Self::Repository => "--local",
            Self::Person => "--global",
        }
    }
}

/// How git calls the program of this name or path. Where there is no such program any more, git merges the lines.
pub fn call(program: &str) -> String {
    let program = match program.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./:".contains(&byte)) {
        true => program.to_owned(),
        // The shell that git starts reads it; `%` is git's.
        false => format!("'{}'", program.replace('\'', r"'\''").replace('%', "%%")),
    };
    format!(
        "if command -v {program} >/dev/null 2>&1; \
         then {program} merge-driver --marker-size=%L --ours-label=%X --theirs-label=%Y -- %O %A %B %P; \
         else git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B; fi"
    )
}

/// Whether a folder lies in the working tree of a repository.
pub fn is_work_tree(folder: &Path) -> bool {
    let inside = run(git(folder).args(["rev-parse", "--is-inside-work-tree"]));
    inside.is_ok_and(|output| output.status.success() && output.stdout.starts_with(b"true"))
}

/// What git calls now.
pub fn installed(folder: &Path, whose: Whose) -> Option<String> {
    let get = ["config", whose.option(), "--get", "merge.hazards.driver"];
    let output = run(git(folder).args(get)).ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim_end_matches(['\r', '\n']).to_owned())
}

/// Makes git call this, and looks whether it would.
///
/// # Errors
/// Git refuses.
pub fn install(folder: &Path, whose: Whose, call: &str) -> Result<(), GitError> {
    let set = |key: &str, value: &str| -> Result<(), GitError> {
        // `--replace-all` too where a key stands there several times.
        judge(&run(git(folder).args(["config", whose.option(), "--replace-all", key, value]))?)
    };
    set("merge.hazards.name", "hazards: records, field by field")?;
    set("merge.hazards.driver", call)?;
    match installed(folder, whose).as_deref() == Some(call) {
        true => Ok(()),
        false => Err(Text::fixed(
            "git 的设置写入后读回不一致",
            "the settings of git do not read back as they were written",
        )),
    }
}

/// Takes the driver out of git's settings; whether it was there.
///
/// # Errors
/// Git refuses.
pub fn uninstall(folder: &Path, whose: Whose) -> Result<bool, GitError> {
    if installed(folder, whose).is_none() {
        return Ok(false);
    }
    judge(&run(git(folder).args(["config", whose.option(), "--remove-section", "merge.hazards"]))?)?;
    Ok(true)
}

/// Whether a record file of the repository is merged by the driver, by its `.gitattributes`.
pub fn is_asked_for(folder: &Path) -> bool {
    let asked = run(git(folder).args(["check-attr", "merge", "--", "unit/hazards/x.yaml"]));
    asked.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim_end().ends_with(": merge: hazards"))
}

fn judge(output: &Output) -> Result<(), GitError> {
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let said = quote(said.trim_start_matches("fatal: ").trim_start_matches("error: "));
    Err(Text::made(format!("无法写入 git 的设置：{said}"), format!("cannot write git's settings: {said}")))
}
