//! `--at REV`: the records, settings, plan and catalogue as they stood in a commit. The working tree is not
//! touched: the commit is laid out in a folder of its own, which goes when the command ends.
#![expect(clippy::disallowed_methods, reason = "what was laid out goes")]

use super::arguments::words;
use super::problem::Problem;
use super::{World, terminal};
use crate::lang::{Lang, Text};
use crate::store::Repository;
use crate::store::git::{self, About, Commit};
use crate::text::visible;
use clap::ArgMatches;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// The folders that commits are laid out in.
#[derive(Default)]
pub(super) struct LaidOut(Mutex<Vec<TempDir>>);

/// Folders that go also when the command is interrupted.
static FOLDERS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A folder with copies of records goes also when somebody presses Ctrl-C, or the system ends the command.
pub(super) fn goes_when_interrupted(folder: &Path) {
    let mut folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
    folders.push(folder.to_owned());
    if folders.len() == 1 {
        // Where no handler can be set, the folder stays behind, readable to its owner only.
        let _ = ctrlc::set_handler(|| {
            let _nothing_more = git::hold();
            for folder in FOLDERS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
                let _ = std::fs::remove_dir_all(folder);
            }
            std::process::exit(INTERRUPTED);
        });
    }
}

/// The exit status of a command that was interrupted.
const INTERRUPTED: i32 = 130;

/// What the help of a command says of it.
pub(super) fn help(lang: Lang) -> &'static str {
    words(
        lang,
        "

--at 只换记录（连同 hazards.toml、方案和条款），不改工作区，也不改变“今天”和 --as-of。
写日期时，取当前分支到该日结束（本机时区）为止的最后一次提交，所取的提交在提示中写明。",
        "

--at takes the records, with hazards.toml, plan and catalogue, from a commit; it leaves the
working tree alone and moves neither today nor --as-of. A day is the last commit of the current
branch up to the end of that day, in the machine's zone; a message says which commit it is.",
    )
}

impl World {
    /// Opens the repository as it stood in the commit of `--at`, if that is given, else as it is.
    pub(super) fn open_at(&self, matches: &ArgMatches) -> Result<&'static Repository, Problem> {
        match matches.get_one::<String>("at") {
            Some(revision) => self.open_commit(revision).map(|(repository, _)| repository),
            None => self.open(),
        }
    }

    /// Opens the repository as it stood in a commit, and says which one it is; with the beginning of its name.
    pub(super) fn open_commit(&self, revision: &str) -> Result<(&'static Repository, String), Problem> {
        let commit = self.commit(revision)?;
        terminal::note(about(&commit.about().map_err(Problem::new)?).in_lang(self.lang));
        let folder = commit.lay_out_telling(goes_when_interrupted).map_err(Problem::new)?;
        let root = folder.path().to_owned();
        self.laid_out.0.lock().unwrap_or_else(PoisonError::into_inner).push(folder);
        if root.join(crate::settings::FILE).symlink_metadata().is_err() {
            return Err(Problem::new(Text::fixed(
                "该提交中没有数据文件夹（hazards.toml）",
                "that commit has no data folder (hazards.toml)",
            )));
        }
        Ok((self.open_in(&root)?, commit.short().to_owned()))
    }

    /// The commit that a word names: see [`Commit::named`].
    pub(super) fn commit(&self, revision: &str) -> Result<Commit, Problem> {
        Commit::named(&self.root()?, revision).map_err(Problem::new)
    }
}

/// The sentence that says which commit is meant.
fn about(about: &About) -> Text {
    let About { date, .. } = about;
    let (short, author, subject) = (about.short(), visible(&about.author), visible(&about.subject));
    Text::made(
        format!("取自提交 {short}（{date}，{author}：{subject}）"),
        format!("records as of commit {short} ({date}, {author}: {subject})"),
    )
}
