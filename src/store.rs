//! The store: a folder becomes records, and findings where files are not records. The only part
//! beside `cli` that touches the world.
#![expect(clippy::disallowed_methods, reason = "this is where files are read")]

pub mod canon;
pub mod changes;
pub mod consequences;
mod decode;
pub mod edit;
mod fields_at;
mod files;
pub mod folders;
pub mod git;
pub mod incoming;
pub mod lock;
pub mod merge;
mod names;
mod places;
pub mod records;
pub mod repair;
pub mod rewrite;
pub mod save;
mod splice;
pub mod twins;
mod walk;
mod windows;
pub mod workspace;
pub mod yaml;

use crate::catalog::{self, Catalog};
use crate::config::{ConfigError, SIZE_LIMIT};
use crate::finding::{Finding, Spot};
use crate::lang::Text;
use crate::plan::Plan;
use crate::record::FileIndex;
use crate::settings::{self, Settings};
use files::{Content, Folder};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;

pub(crate) use decode::{LISTED, records_of};
pub use records::{AnyRecord, Records};
pub use workspace::Workspace;

/// A data repository, read.
#[derive(Debug)]
pub struct Repository {
    /// Its root.
    pub root: PathBuf,
    /// `hazards.toml`.
    pub settings: Settings,
    /// The plan that it names.
    pub plan: Plan,
    /// The catalogue, built in or its own.
    pub catalog: Catalog,
    /// The records.
    pub records: Records,
}

/// Why a repository could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// Mistakes in `hazards.toml`, a plan or the catalogue.
    Config(Vec<ConfigError>),
    /// The folder is no data repository, or cannot be read.
    Root {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        message: Text,
    },
}

/// The root of the repository that a folder lies in: the nearest folder upwards with a `hazards.toml`.
pub fn find_root(from: &Path) -> Option<PathBuf> {
    from.ancestors().find(|folder| folder.join(settings::FILE).symlink_metadata().is_ok()).map(Path::to_owned)
}

/// Reads the repository at `root`.
///
/// # Errors
/// [`OpenError`] where settings, plan or catalogue cannot be used. Faults of record files are findings.
pub fn open(root: &Path) -> Result<Repository, OpenError> {
    open_counting(root, &AtomicUsize::new(0))
}

/// As [`open`], counting the files read for somebody who waits.
///
/// # Errors
/// As [`open`].
pub fn open_counting(root: &Path, count: &AtomicUsize) -> Result<Repository, OpenError> {
    let folder = open_root(root)?;
    let (settings, plan) = read_settings(&folder)?;
    let catalog = read_catalog(&folder)?;
    let records = walk::read(&folder, &plan, &catalog, count);
    Ok(Repository { root: root.to_owned(), settings, plan, catalog, records })
}

/// Reads a plan file that is not in a repository yet.
///
/// # Errors
/// Why it cannot be used.
pub fn read_plan_file(path: &Path) -> Result<String, Text> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(name) = path.file_name() else {
        return Err(Text::fixed("应为普通文件", "must be a regular file"));
    };
    let folder = Folder::open(folder).map_err(|error| refusal(&error))?;
    as_text(folder.read(name, SIZE_LIMIT))
}

/// Reads the catalogue of the repository at `root` alone.
///
/// # Errors
/// [`OpenError`] where it cannot be used.
pub fn open_catalog(root: &Path) -> Result<Catalog, OpenError> {
    let folder = open_root(root)?;
    read_catalog(&folder)
}

impl Repository {
    /// Gives each finding about a field its place, by reading the files of findings once more; then
    /// sorts by path, line, column and rule.
    pub fn locate(&self, findings: &mut [Finding]) {
        self.locate_spots(findings.iter_mut().map(|finding| &mut finding.spot).collect());
        findings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    }

    /// The texts of record files, each with its path; those that cannot be read again are left out.
    pub fn texts(&self, files: &BTreeSet<FileIndex>) -> Vec<(String, String)> {
        let Ok(folder) = Folder::open(&self.root) else { return Vec::new() };
        let paths = files.iter().map(|file| self.records.file(*file).path.as_str());
        paths.filter_map(|path| Some((path.to_owned(), places::text_of(&folder, path)?))).collect()
    }

    /// Gives each spot at a field its place.
    pub fn locate_spots(&self, mut spots: Vec<&mut Spot>) {
        match Folder::open(&self.root) {
            Ok(folder) => places::locate(|path| places::text_of(&folder, path), &self.records, spots),
            Err(_) => places::give_up(&mut spots),
        }
    }
}

fn sort_key(finding: &Finding) -> (&str, usize, usize, &str, Option<&str>, &str) {
    let (line, column) = finding.place().map_or((0, 0), |place| (place.line, place.column));
    (&finding.path, line, column, finding.rule, finding.id.as_deref(), &finding.message.zh)
}

/// Reads a file that an argument names: a regular file, not through a link, of at most `limit` bytes.
///
/// # Errors
/// Why it cannot be used.
pub fn read_named(path: &Path, limit: u64) -> Result<String, Text> {
    as_text(Ok(Content::Bytes(read_bytes(path, limit)?)))
}

/// As [`read_named`], whatever stands in it.
///
/// # Errors
/// Why it cannot be used.
pub fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Text> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let content = match path.file_name() {
        Some(name) => Folder::open(folder).and_then(|folder| folder.read(name, limit)),
        // `.` and `..` name a folder.
        None => Ok(Content::NotAFile),
    };
    match content {
        Ok(Content::Bytes(bytes)) => Ok(bytes),
        Ok(Content::TooLarge) => {
            let limit = limit >> 20;
            Err(Text::made(format!("超过 {limit} MiB"), format!("is over {limit} MiB")))
        }
        content => Err(as_text(content).err().unwrap_or_default()),
    }
}

/// Opens the root of a repository.
fn open_root(root: &Path) -> Result<Folder, OpenError> {
    let wrong = |message| OpenError::Root { path: root.to_owned(), message };
    let folder = Folder::open(root).map_err(|error| wrong(refusal(&error)))?;
    match folder.look(std::ffi::OsStr::new(settings::FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(wrong(Text::fixed(
            "其中没有 hazards.toml，不是数据文件夹",
            "has no hazards.toml; it is no data folder",
        ))),
        _ => Ok(folder),
    }
}

/// Why the system refuses, in words.
fn refusal(error: &io::Error) -> Text {
    if cfg!(windows)
        && let Some(said) = windows::in_use(error)
    {
        return said;
    }
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => ("不存在", "is not there"),
        io::ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        io::ErrorKind::NotADirectory => ("不是文件夹", "is not a folder"),
        io::ErrorKind::InvalidFilename => ("路径过长或无效", "the path is too long or not valid"),
        io::ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        io::ErrorKind::QuotaExceeded => ("超过磁盘配额", "over the disk quota"),
        io::ErrorKind::FileTooLarge => ("超过系统允许的文件大小", "larger than the system lets a file be"),
        io::ErrorKind::ReadOnlyFilesystem => ("文件系统只读", "the file system is read-only"),
        kind => return Text::made(format!("系统拒绝（{kind}）"), format!("the system refuses ({kind})")),
    };
    Text::fixed(zh, en)
}

fn read_settings(folder: &Folder) -> Result<(Settings, Plan), OpenError> {
    let text = config_text(folder, settings::FILE).map_err(|message| at_start(settings::FILE, message))?;
    let Some((name, place)) = Settings::plan_name(&text) else {
        let missing = Text::fixed("没有指明方案（plan）", "names no plan");
        let errors = Settings::read(&text, None).err();
        return Err(errors.map_or_else(|| at_start(settings::FILE, missing), OpenError::Config));
    };
    let wrong_plan = |message| vec![ConfigError { message, ..ConfigError::at(settings::FILE, &place) }];
    let plan = match Plan::built_in(&name) {
        Some(text) => Plan::read(&format!("catalog/plans/{name}.toml"), text),
        None if name.ends_with(".toml") || name.contains(['/', '\\']) => match config_text(folder, &name) {
            Ok(text) => Plan::read(&name, &text),
            Err(why) => {
                let besides = twins::spelled_otherwise(folder, &name).unwrap_or_default();
                let name = crate::text::quote(&name);
                let message = Text::made(
                    format!("方案文件 {name}：{}{}", why.zh, besides.zh),
                    format!("plan file {name}: {}{}", why.en, besides.en),
                );
                Err(wrong_plan(message))
            }
        },
        None => Err(wrong_plan(unknown_plan(&name))),
    };
    match (Settings::read(&text, plan.as_ref().ok()), plan) {
        (Ok(settings), Ok(mut plan)) => {
            settings.tell(&mut plan);
            Ok((settings, plan))
        }
        (settings, plan) => {
            Err(OpenError::Config([settings.err(), plan.err()].into_iter().flatten().flatten().collect()))
        }
    }
}

fn unknown_plan(name: &str) -> Text {
    let said = crate::config::unknown_word(name, crate::plan::BUILT_IN.map(|(id, _)| id));
    Text::made(
        format!("没有这个内置方案：{} 方案文件请写以 .toml 结尾的路径", said.zh),
        format!(
            "there is no such built-in plan: {} A plan file is named by a path that ends in .toml",
            said.en
        ),
    )
}

/// A file that cannot be used at all: the mistake stands at its start.
fn at_start(path: &str, message: Text) -> OpenError {
    OpenError::Config(vec![ConfigError { path: path.to_owned(), line: 1, column: 1, message }])
}

fn read_catalog(folder: &Folder) -> Result<Catalog, OpenError> {
    let mut texts = Vec::new();
    for (name, built_in) in catalog::FILES {
        let path = format!("catalog/{name}");
        match folder.read_path(&path, SIZE_LIMIT) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => texts.push((path, built_in.to_owned())),
            content => match as_text(content) {
                Ok(text) => texts.push((path, text)),
                Err(message) => return Err(at_start(&path, message)),
            },
        }
    }
    let file =
        |index: usize| texts.get(index).map_or(("", ""), |(path, text)| (path.as_str(), text.as_str()));
    Catalog::read([file(0), file(1), file(2)]).map_err(OpenError::Config)
}

fn config_text(folder: &Folder, path: &str) -> Result<String, Text> {
    as_text(folder.read_path(path, SIZE_LIMIT))
}

/// The text of a configuration file, or why it cannot be used.
fn as_text(content: io::Result<Content>) -> Result<String, Text> {
    match content {
        Ok(Content::Bytes(bytes)) => {
            String::from_utf8(bytes).map_err(|_| Text::fixed("不是 UTF-8 编码", "is not UTF-8"))
        }
        Ok(Content::TooLarge) => Err(Text::fixed("超过 1 MiB", "is over 1 MiB")),
        Ok(Content::NotAFile) => {
            Err(Text::fixed("应为普通文件，且不经过链接", "must be a regular file, reached through no link"))
        }
        Ok(Content::Outside) => Err(Text::fixed("应在数据文件夹之内", "must be inside the data folder")),
        Err(error) => Err(refusal(&error)),
    }
}
