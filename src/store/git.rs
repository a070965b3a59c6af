//! What git knows of an earlier commit: three plumbing commands (`rev-parse`, `ls-tree`, `cat-file`) that
//! read objects and neither look at the working tree nor run a filter, a conversion, a hook or a monitor.
//! The files of the commit go into a folder of their own; the working tree is not touched.
#![expect(clippy::disallowed_methods, reason = "this is where files of an earlier commit are laid out")]

use super::names::is_yaml;
use super::walk::FILE_LIMIT;
use crate::config::SIZE_LIMIT;
use crate::lang::Text;
use crate::settings::{self, Settings};
use crate::text::{nearest, quote};
use std::fs::{self, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use tempfile::TempDir;

/// The most files that an earlier commit may have below the root.
const MOST_FILES: usize = 5_000_000;
/// The most bytes of record files that are laid out.
const MOST_BYTES: u64 = 16 << 30;
/// The most names of branches and tags among which the nearest is looked for.
const MOST_NAMES: usize = 10_000;

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

/// Why an earlier commit cannot be read, in one sentence.
pub type GitError = Text;

/// A commit of the git repository that a data folder lies in.
#[derive(Debug)]
pub struct Commit {
    root: PathBuf,
    /// Its full name.
    hash: String,
}

/// One file of a commit.
struct Blob {
    mode: Mode,
    object: String,
    /// In bytes.
    size: u64,
    path: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    File,
    Link,
}

impl Commit {
    /// The commit that a revision names, in the repository that the data folder lies in.
    ///
    /// # Errors
    /// There is no git, no repository, or no such commit.
    pub fn find(root: &Path, revision: &str) -> Result<Self, GitError> {
        let root = std::path::absolute(root).map_err(|error| failed(&error.to_string()))?;
        let found = run(git(&root).args(["rev-parse", "--git-dir"]))?;
        if !found.status.success() {
            let said = String::from_utf8_lossy(&found.stderr).into_owned();
            return Err(match said.contains("not a git repository") {
                true => Text::fixed(
                    "数据文件夹不在 git 仓库中，无从比较",
                    "the data folder is in no git repository: there is nothing to compare with",
                ),
                false => failed(&said),
            });
        }
        let commit = format!("{revision}^{{commit}}");
        let named = run(git(&root).args(["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]))?;
        let hash = String::from_utf8_lossy(&named.stdout).trim().to_owned();
        // Git of before 2.30 does not know the end of options here.
        let sound = named.status.success() && !revision.starts_with('-') && is_object(&hash);
        if sound { Ok(Self { root, hash }) } else { Err(unknown(&root, revision)) }
    }

    /// The first characters of its name, for people.
    pub fn short(&self) -> &str {
        self.hash.get(..10).unwrap_or(&self.hash)
    }

    /// Lays the files of the commit that are below the data folder out in a folder of their own, which goes
    /// when it is dropped. Record and configuration files have their content; others are there, empty.
    ///
    /// # Errors
    /// Git cannot read them, or they cannot be written.
    pub fn lay_out(&self) -> Result<TempDir, GitError> {
        let blobs = self.list()?;
        let refused = |error: io::Error| {
            Text::made(
                format!("无法写入临时文件夹：{}", super::refusal(&error).zh),
                format!("cannot write to the temporary folder: {}", super::refusal(&error).en),
            )
        };
        let folder = tempfile::Builder::new().prefix("hazards-").tempdir().map_err(refused)?;
        let at = |path: &Path| folder.path().join(path);
        let settings = Path::new(settings::FILE);
        let plan = match blobs.iter().find(|blob| blob.path == settings && blob.mode == Mode::File) {
            Some(blob) if blob.size <= SIZE_LIMIT => {
                let mut text = String::new();
                self.read(&[blob], |_, content| content.read_to_string(&mut text).map(drop).or(Ok(())))?;
                Settings::plan_name(&text).map(|(name, _)| name)
            }
            _ => None,
        };
        let plan: PathBuf =
            plan.iter().flat_map(|name| name.split('/')).filter(|part| *part != ".").collect();
        let (mut whole, mut bytes) = (Vec::new(), 0_u64);
        for blob in blobs.iter().filter(|blob| blob.mode == Mode::File) {
            if is_needed(&blob.path, &plan) && blob.size <= FILE_LIMIT {
                bytes = bytes.saturating_add(blob.size);
                whole.push(blob);
            } else {
                let size = if is_needed(&blob.path, &plan) { blob.size } else { 0 };
                make(&at(&blob.path), |file| file.set_len(size)).map_err(refused)?;
            }
        }
        if bytes > MOST_BYTES {
            return Err(too_much());
        }
        let mut written = Ok(());
        self.read(&whole, |blob, content| {
            let result = make(&at(&blob.path), |file| io::copy(content, file).map(drop));
            written = std::mem::replace(&mut written, Ok(())).and(result);
            Ok(())
        })?;
        written.map_err(refused)?;
        // Links come last, when all folders are there, so that nothing is ever made through one.
        let links: Vec<&Blob> =
            blobs.iter().filter(|blob| blob.mode == Mode::Link && blob.size < 4_096).collect();
        let mut above = links.iter().filter_map(|blob| at(&blob.path).parent().map(Path::to_owned));
        above.try_for_each(fs::create_dir_all).map_err(refused)?;
        self.read(&links, |blob, content| {
            let mut target = Vec::new();
            content.read_to_end(&mut target)?;
            // Where something is there already, that stays.
            let _ = make_link(&at(&blob.path), &target);
            Ok(())
        })?;
        Ok(folder)
    }

    /// The files of the commit below the root, by paths that stay inside a folder.
    fn list(&self) -> Result<Vec<Blob>, GitError> {
        // From below the top of the repository, git lists what is below and says it relative to there.
        let mut child = start(git(&self.root).args(["ls-tree", "-r", "-z", "-l", &self.hash]))?;
        let mut blobs = Vec::new();
        let mut entries = BufReader::new(output_of(&mut child)?);
        let mut entry = Vec::new();
        loop {
            entry.clear();
            let length = entries.read_until(0, &mut entry).map_err(|error| failed(&error.to_string()))?;
            if length == 0 {
                break;
            }
            if blobs.len() == MOST_FILES {
                drop(entries);
                let _ = child.wait();
                return Err(too_much());
            }
            blobs.extend(entry_of(entry.strip_suffix(b"\0").unwrap_or(&entry)));
        }
        finish(child)?;
        Ok(blobs)
    }

    /// Reads the content of files, in order.
    fn read(
        &self,
        blobs: &[&Blob],
        mut each: impl FnMut(&Blob, &mut dyn Read) -> io::Result<()>,
    ) -> Result<(), GitError> {
        if blobs.is_empty() {
            return Ok(());
        }
        let mut child = start(git(&self.root).args(["cat-file", "--batch"]))?;
        let asked = child.stdin.take();
        let mut answers = BufReader::with_capacity(1 << 16, output_of(&mut child)?);
        let read = std::thread::scope(|scope| {
            scope.spawn(|| {
                // Where git has ended, its answers end too, and that is told below.
                let mut asked = io::BufWriter::new(asked?);
                blobs.iter().try_for_each(|blob| writeln!(asked, "{}", blob.object)).ok()
            });
            let result = blobs.iter().try_for_each(|blob| answer(blob, &mut answers, &mut each));
            // Git stops when nobody reads, and then the thread does.
            drop(answers);
            result
        });
        match (read, finish(child)) {
            (Ok(()), _) => Ok(()),
            (Err(_), Err(said)) => Err(said),
            (Err(error), Ok(())) => Err(failed(&error.to_string())),
        }
    }
}

/// One answer of `cat-file --batch`: a line with name, type and size, then the content and a line end.
fn answer(
    blob: &Blob,
    answers: &mut BufReader<ChildStdout>,
    each: &mut impl FnMut(&Blob, &mut dyn Read) -> io::Result<()>,
) -> io::Result<()> {
    let lost = || io::Error::other(format!("{} is missing", blob.object));
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (name, kind, size) = (words.next(), words.next(), words.next());
    let size = size.and_then(|size| size.parse::<u64>().ok()).ok_or_else(lost)?;
    if name != Some(&blob.object) || kind != Some("blob") {
        return Err(lost());
    }
    let mut content = answers.by_ref().take(size);
    each(blob, &mut content)?;
    io::copy(&mut content, &mut io::sink())?;
    let mut end = [0];
    answers.read_exact(&mut end)
}

/// Git in a folder, with nothing that the repository or a hook's environment could make it run or read.
fn git(root: &Path) -> Command {
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

fn run(git: &mut Command) -> Result<Output, GitError> {
    git.output().map_err(|error| no_git(&error))
}

fn start(git: &mut Command) -> Result<Child, GitError> {
    let piped = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    piped.spawn().map_err(|error| no_git(&error))
}

fn output_of(child: &mut Child) -> Result<ChildStdout, GitError> {
    child.stdout.take().ok_or_else(|| failed("no output"))
}

/// Waits for git to end; what it complains of is why it failed.
fn finish(child: Child) -> Result<(), GitError> {
    let output = child.wait_with_output().map_err(|error| failed(&error.to_string()))?;
    if output.status.success() { Ok(()) } else { Err(failed(&String::from_utf8_lossy(&output.stderr))) }
}

fn no_git(error: &io::Error) -> GitError {
    if error.kind() == io::ErrorKind::NotFound {
        return Text::fixed(
            "找不到 git 程序；--changed-since 需要它",
            "there is no program git, which --changed-since needs",
        );
    }
    let why = super::refusal(error);
    Text::made(format!("无法运行 git：{}", why.zh), format!("git cannot be run: {}", why.en))
}

fn failed(said: &str) -> GitError {
    let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let said = quote(said.trim_start_matches("fatal: "));
    Text::made(format!("git 无法读取仓库：{said}"), format!("git cannot read the repository: {said}"))
}

fn too_much() -> GitError {
    Text::fixed("该提交中的文件过多或过大", "the commit has too many or too large files")
}

fn unknown(root: &Path, revision: &str) -> GitError {
    let names = run(git(root).args(["for-each-ref", "--format=%(refname:short)"]));
    let names = names.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let near = nearest(revision, names.lines().take(MOST_NAMES).chain(["HEAD"]));
    let near = near
        .map(quote)
        .map_or(Default::default(), |near| (format!("，是否为 {near}？"), format!(", did you mean {near}?")));
    let revision = quote(revision);
    let shallow = run(git(root).args(["rev-parse", "--is-shallow-repository"]));
    let shallow = shallow.is_ok_and(|output| output.stdout.starts_with(b"true"));
    let hint = match shallow {
        true => (
            "；这是浅克隆，可能还没有取回该提交（git fetch --unshallow；actions/checkout 用 fetch-depth: 0）",
            "; this is a shallow clone that may lack it (git fetch --unshallow; fetch-depth: 0 of actions/checkout)",
        ),
        false => ("", ""),
    };
    Text::made(
        format!("没有提交 {revision}{}{}", near.0, hint.0),
        format!("there is no commit {revision}{}{}", near.1, hint.1),
    )
}

/// Whether a word is the full name of an object.
fn is_object(word: &str) -> bool {
    matches!(word.len(), 40 | 64) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// One entry of `ls-tree -l`: mode, type, name and size, a tab, the path. `None` for what is no file of
/// the data folder: a submodule, a path that would leave the folder.
fn entry_of(entry: &[u8]) -> Option<Blob> {
    let tab = entry.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = (entry.get(..tab)?, entry.get(tab + 1..)?);
    let mut words = std::str::from_utf8(head).ok()?.split_ascii_whitespace();
    let (mode, kind, object, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let mode = match mode {
        "120000" => Mode::Link,
        _ => Mode::File,
    };
    if kind != "blob" || !is_object(object) {
        return None;
    }
    let strange = |part: &[u8]| {
        matches!(part, b"" | b"." | b"..") || (cfg!(windows) && part.iter().any(|byte| b"\\:".contains(byte)))
    };
    if path.split(|byte| *byte == b'/').any(strange) {
        return None;
    }
    Some(Blob { mode, object: object.to_owned(), size: size.parse().ok()?, path: path_of(path)? })
}

#[cfg(unix)]
fn path_of(path: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Some(PathBuf::from(std::ffi::OsStr::from_bytes(path)))
}

#[cfg(not(unix))]
fn path_of(path: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(path).ok().map(PathBuf::from)
}

/// Whether the content of a file matters: records, settings, plan, catalogue.
fn is_needed(path: &Path, plan: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    is_yaml(&name) || name.ends_with(".toml") || path == plan
}

/// Makes a file that is not there, with the folders above it. Where a file system takes two names for one,
/// the first stays.
fn make(path: &Path, fill: impl FnOnce(&mut fs::File) -> io::Result<()>) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => fill(&mut file),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

/// Makes a link, as git would in a working tree; it is never followed.
#[cfg(unix)]
fn make_link(path: &Path, target: &[u8]) -> io::Result<()> {
    use std::os::unix::ffi::OsStrExt;
    std::os::unix::fs::symlink(std::ffi::OsStr::from_bytes(target), path)
}

/// Git on such systems leaves links as files that hold their target.
#[cfg(not(unix))]
fn make_link(path: &Path, target: &[u8]) -> io::Result<()> {
    make(path, |file| file.write_all(target))
}
