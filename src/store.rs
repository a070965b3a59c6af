//! The store: a folder becomes records, and findings where files are not records. The only part
//! beside `cli` that touches the world.
#![expect(clippy::disallowed_methods, reason = "this is where files are read")]

mod decode;
mod files;
mod places;
pub mod records;
pub mod save;
mod walk;
pub mod yaml;

use crate::catalog::{self, Catalog};
use crate::config::{ConfigError, SIZE_LIMIT};
use crate::finding::Finding;
use crate::lang::Text;
use crate::plan::Plan;
use crate::settings::{self, Settings};
use files::{Content, Folder};
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use decode::LISTED;
pub use records::{AnyRecord, Records};

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
    /// A file that must be there and readable is not.
    File {
        /// The file, relative to the root, or the root itself.
        path: String,
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
    let folder =
        Folder::open(root).map_err(|error| file_error(root.display().to_string(), refusal(&error)))?;
    let (settings, plan) = read_settings(&folder)?;
    let catalog = read_catalog(&folder)?;
    let records = walk::read(&folder, &plan, &catalog);
    Ok(Repository { root: root.to_owned(), settings, plan, catalog, records })
}

/// Reads the catalogue of the repository at `root` alone.
///
/// # Errors
/// [`OpenError`] where it cannot be used.
pub fn open_catalog(root: &Path) -> Result<Catalog, OpenError> {
    let folder =
        Folder::open(root).map_err(|error| file_error(root.display().to_string(), refusal(&error)))?;
    read_catalog(&folder)
}

impl Repository {
    /// Gives each finding about a field its place, by reading the files of findings once more; then
    /// sorts by path, line, column and rule.
    pub fn locate(&self, findings: &mut [Finding]) {
        match Folder::open(&self.root) {
            Ok(folder) => places::locate(&folder, &self.records, findings),
            Err(_) => places::give_up(findings),
        }
        findings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    }
}

fn sort_key(finding: &Finding) -> (&str, usize, usize, &str, Option<&str>, &str) {
    let (line, column) = finding.place().map_or((0, 0), |place| (place.line, place.column));
    (&finding.path, line, column, finding.rule, finding.id.as_deref(), &finding.message.zh)
}

fn file_error(path: String, message: Text) -> OpenError {
    OpenError::File { path, message }
}

/// Why the system refuses, in words.
fn refusal(error: &io::Error) -> Text {
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => ("不存在", "is not there"),
        io::ErrorKind::PermissionDenied => ("没有读取权限", "permission denied"),
        io::ErrorKind::NotADirectory => ("不是文件夹", "is not a folder"),
        io::ErrorKind::InvalidFilename => ("路径过长或无效", "the path is too long or not valid"),
        _ => return Text::made(format!("无法读取（{error}）"), format!("cannot be read ({error})")),
    };
    Text::fixed(zh, en)
}

fn read_settings(folder: &Folder) -> Result<(Settings, Plan), OpenError> {
    let text = config_text(folder, settings::FILE)?;
    let Some(name) = Settings::plan_name(&text) else {
        return match Settings::read(&text, None) {
            Err(errors) => Err(OpenError::Config(errors)),
            Ok(_) => {
                Err(file_error(settings::FILE.into(), Text::fixed("没有指明方案（plan）", "names no plan")))
            }
        };
    };
    let plan = match Plan::built_in(&name) {
        Some(text) => Plan::read(&format!("catalog/plans/{name}.toml"), text).map_err(OpenError::Config),
        None if name.ends_with(".toml") || name.contains(['/', '\\']) => {
            config_text(folder, &name).and_then(|text| Plan::read(&name, &text).map_err(OpenError::Config))
        }
        None => Err(OpenError::Config(vec![unknown_plan(&text, &name)])),
    };
    match (Settings::read(&text, plan.as_ref().ok()), plan) {
        (Ok(settings), Ok(plan)) => Ok((settings, plan)),
        (Err(mut errors), Err(OpenError::Config(more))) => {
            errors.extend(more);
            Err(OpenError::Config(errors))
        }
        (Err(errors), _) => Err(OpenError::Config(errors)),
        (Ok(_), Err(error)) => Err(error),
    }
}

fn unknown_plan(text: &str, name: &str) -> ConfigError {
    let built_in = crate::plan::BUILT_IN.map(|(id, _)| id);
    let said = crate::config::unknown_word(name, built_in);
    let line = text.lines().position(|line| line.trim_start().starts_with("plan")).unwrap_or(0);
    ConfigError {
        path: settings::FILE.into(),
        line: line + 1,
        column: 1,
        message: Text::made(
            format!("没有这个内置方案：{}；方案文件请写以 .toml 结尾的路径", said.zh),
            format!(
                "there is no such built-in plan: {}; a plan file is named by a path that ends in .toml",
                said.en
            ),
        ),
    }
}

fn read_catalog(folder: &Folder) -> Result<Catalog, OpenError> {
    let mut texts = Vec::new();
    for (name, built_in) in catalog::FILES {
        let path = format!("catalog/{name}");
        match folder.read_path(&path, SIZE_LIMIT) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => texts.push((path, built_in.to_owned())),
            content => texts.push((path.clone(), as_text(path, content)?)),
        }
    }
    let file =
        |index: usize| texts.get(index).map_or(("", ""), |(path, text)| (path.as_str(), text.as_str()));
    Catalog::read([file(0), file(1), file(2)]).map_err(OpenError::Config)
}

fn config_text(folder: &Folder, path: &str) -> Result<String, OpenError> {
    as_text(path.to_owned(), folder.read_path(path, SIZE_LIMIT))
}

fn as_text(path: String, content: io::Result<Content>) -> Result<String, OpenError> {
    let message = match content {
        Ok(Content::Bytes(bytes)) => match String::from_utf8(bytes) {
            Ok(text) => return Ok(text),
            Err(_) => Text::fixed("不是 UTF-8 编码", "is not UTF-8"),
        },
        Ok(Content::TooLarge) => Text::fixed("超过 1 MiB", "is over 1 MiB"),
        Ok(Content::NotAFile) => {
            Text::fixed("应为普通文件，且不经过链接", "must be a regular file, reached through no link")
        }
        Ok(Content::Outside) => Text::fixed("应在数据文件夹之内", "must be inside the data folder"),
        Err(error) => refusal(&error),
    };
    Err(file_error(path, message))
}
