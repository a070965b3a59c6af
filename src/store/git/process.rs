//! How git is run: as a program in a folder, with nothing that the repository or the environment could make it
//! run or read beyond objects.

use super::GitError;
use crate::lang::Text;
use crate::text::quote;
use std::io;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// What of the environment would name another repository than the one that the folder lies in, or other
/// objects. Who runs git hooks has these set.
const FOREIGN: [&str; 16] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// Git in a folder, with nothing that the repository or a hook's environment could make it run or read.
pub(super) fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).args(["--no-pager", "--no-replace-objects", "--no-optional-locks"]);
    for setting in
        ["core.fsmonitor=false", "core.hooksPath=/dev/null", "core.quotePath=false", "protocol.allow=never"]
    {
        git.args(["-c", setting]);
    }
    for name in FOREIGN {
        git.env_remove(name);
    }
    git.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    git.stdin(Stdio::null());
    git
}

pub(super) fn run(git: &mut Command) -> Result<Output, GitError> {
    git.output().map_err(|error| no_git(&error))
}

pub(super) fn start(git: &mut Command) -> Result<Child, GitError> {
    let piped = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    piped.spawn().map_err(|error| no_git(&error))
}

pub(super) fn output_of(child: &mut Child) -> Result<ChildStdout, GitError> {
    child.stdout.take().ok_or_else(|| failed("no output"))
}

/// Waits for git to end; what it complains of is why it failed.
pub(super) fn finish(child: Child) -> Result<(), GitError> {
    let output = child.wait_with_output().map_err(|error| failed(&error.to_string()))?;
    if output.status.success() { Ok(()) } else { Err(failed(&String::from_utf8_lossy(&output.stderr))) }
}

fn no_git(error: &io::Error) -> GitError {
    if error.kind() == io::ErrorKind::NotFound {
        return Text::fixed(
            "找不到 git 程序；读取提交记录需要它，请先安装 git",
            "there is no program git, which is needed to read commits; install it first",
        );
    }
    let why = crate::store::refusal(error);
    Text::made(format!("无法运行 git：{}", why.zh), format!("git cannot be run: {}", why.en))
}

pub(super) fn failed(said: &str) -> GitError {
    let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let said = quote(said.trim_start_matches("fatal: "));
    Text::made(format!("git 无法读取仓库：{said}"), format!("git cannot read the repository: {said}"))
}
