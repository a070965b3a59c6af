//! What git knows of an earlier commit: plumbing commands (`rev-parse`, `rev-list`, `ls-tree`, `diff-tree`,
//! `cat-file`) that read objects and neither look at the working tree nor run a filter, a conversion, a hook or
//! a monitor.
//! The files of the commit go into a folder of their own; the working tree is not touched.
#![expect(clippy::disallowed_methods, reason = "this is where files of an earlier commit are laid out")]

pub mod driver;
mod history;
mod naming;
mod process;

pub use history::{Changes, Wanted};
pub use naming::About;

use super::names::is_yaml;
use super::walk::FILE_LIMIT;
use crate::config::SIZE_LIMIT;
use crate::lang::Text;
use crate::settings::{self, Settings};
use crate::text::{nearest, quote};
use process::{failed, finish, git, output_of, run, start};
use std::fs::{self, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ChildStdout;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;

/// The most files that an earlier commit may have below the root.
const MOST_FILES: usize = 5_000_000;
/// The most bytes of record files that are laid out.
const MOST_BYTES: u64 = 16 << 30;
/// The most names of branches and tags among which the nearest is looked for.
const MOST_NAMES: usize = 10_000;

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
                    "数据文件夹不在 git 仓库中，没有提交记录",
                    "the data folder is in no git repository: there are no commits",
                ),
                false => failed(&said),
            });
        }
        let named = |word: &str| -> Result<Option<String>, GitError> {
            let named = run(git(&root).args(["rev-parse", "--verify", "--quiet", "--end-of-options", word]))?;
            let hash = String::from_utf8_lossy(&named.stdout).trim().to_owned();
            // Git of before 2.30 does not know the end of options here.
            Ok(Some(hash).filter(|hash| named.status.success() && !word.starts_with('-') && is_object(hash)))
        };
        // One after the other: behind `:/text` a suffix would be part of the text.
        let object = named(revision)?;
        let commit = object.map(|object| named(&format!("{object}^{{commit}}"))).transpose()?.flatten();
        match commit {
            Some(hash) => Ok(Self { root, hash }),
            None => Err(unknown(&root, revision)),
        }
    }

    /// Lays the files of the commit that are below the data folder out in a folder of their own, which goes
    /// when it is dropped. Record and configuration files have their content; others are there, empty.
    ///
    /// # Errors
    /// Git cannot read them, or they cannot be written.
    pub fn lay_out(&self) -> Result<TempDir, GitError> {
        self.lay_out_telling(|_| ())
    }

    /// The same, telling where the folder is before anything stands in it.
    ///
    /// # Errors
    /// As [`Commit::lay_out`].
    pub fn lay_out_telling(&self, tell: impl FnOnce(&Path)) -> Result<TempDir, GitError> {
        let blobs = self.list()?;
        let refused = |error: io::Error| {
            Text::made(
                format!("无法写入临时文件夹：{}", super::refusal(&error).zh),
                format!("cannot write to the temporary folder: {}", super::refusal(&error).en),
            )
        };
        let folder = private_folder().map_err(refused)?;
        tell(folder.path());
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
        let make_above = |folder: PathBuf| {
            let _writing = hold();
            fs::create_dir_all(folder)
        };
        above.try_for_each(make_above).map_err(refused)?;
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
        let mut left = blobs.iter();
        let objects: Vec<&str> = blobs.iter().map(|blob| blob.object.as_str()).collect();
        self.read_objects(&objects, |_, content| left.next().map_or(Ok(()), |blob| each(blob, content)))
    }

    /// Reads files and commits by their full names, in order; each comes with its size.
    fn read_objects(
        &self,
        objects: &[&str],
        mut each: impl FnMut(u64, &mut dyn Read) -> io::Result<()>,
    ) -> Result<(), GitError> {
        if objects.is_empty() {
            return Ok(());
        }
        let mut child = start(git(&self.root).args(["cat-file", "--batch"]))?;
        let asked = child.stdin.take();
        let mut answers = BufReader::with_capacity(1 << 16, output_of(&mut child)?);
        let read = std::thread::scope(|scope| {
            scope.spawn(|| {
                // Where git has ended, its answers end too, and that is told below.
                let mut asked = io::BufWriter::new(asked?);
                objects.iter().try_for_each(|object| writeln!(asked, "{object}")).ok()
            });
            let result = objects.iter().try_for_each(|object| answer(object, &mut answers, &mut each));
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
    object: &str,
    answers: &mut BufReader<ChildStdout>,
    each: &mut impl FnMut(u64, &mut dyn Read) -> io::Result<()>,
) -> io::Result<()> {
    let lost = || io::Error::other(format!("{object} is missing"));
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (name, kind, size) = (words.next(), words.next(), words.next());
    let size = size.and_then(|size| size.parse::<u64>().ok()).ok_or_else(lost)?;
    if name != Some(object) || !matches!(kind, Some("blob" | "commit")) {
        return Err(lost());
    }
    let mut content = answers.by_ref().take(size);
    each(size, &mut content)?;
    io::copy(&mut content, &mut io::sink())?;
    let mut end = [0];
    answers.read_exact(&mut end)
}

fn too_much() -> GitError {
    Text::fixed("该提交中的文件过多或过大", "the commit has too many or too large files")
}

fn unknown(root: &Path, revision: &str) -> GitError {
    let names = run(git(root).args(["for-each-ref", "--format=%(refname:short)"]));
    let names = names.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    if revision == "HEAD" {
        return Text::fixed(
            "git 仓库中还没有任何提交（或仓库已损坏，可运行 git fsck 检查）",
            "the git repository has no commit yet (or is damaged: see git fsck)",
        );
    }
    let near = nearest(revision, names.lines().take(MOST_NAMES).chain(["HEAD"]));
    let near = near
        .map(quote)
        .map_or(Default::default(), |near| (format!("，是否为 {near}？"), format!(", did you mean {near}?")));
    let looks_like_a_day =
        !revision.is_empty() && revision.bytes().all(|b| b.is_ascii_digit() || b"-./".contains(&b));
    let day = match looks_like_a_day && revision.len() >= 8 && !is_object(revision) && near.0.is_empty() {
        true => ("；日期应写作 2023-08-24", "; write a day as 2023-08-24"),
        false => ("", ""),
    };
    let revision = quote(revision);
    let hint = naming::missing(root);
    Text::made(
        format!("没有提交 {revision}{}{}{}", near.0, day.0, hint.0),
        format!("there is no commit {revision}{}{}{}", near.1, day.1, hint.1),
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
    let _writing = hold();
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

/// A folder for copies of records, which nobody else may read.
fn private_folder() -> io::Result<TempDir> {
    let mut folder = tempfile::Builder::new();
    folder.prefix("hazards-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        folder.permissions(fs::Permissions::from_mode(0o700));
    }
    folder.tempdir()
}

/// As long as this is held nothing more is laid out: who takes the folders away holds it.
pub fn hold() -> MutexGuard<'static, ()> {
    static LAYING_OUT: Mutex<()> = Mutex::new(());
    LAYING_OUT.lock().unwrap_or_else(PoisonError::into_inner)
}
