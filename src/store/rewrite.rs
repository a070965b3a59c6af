//! A file written anew: only over the very file that was read, reached through no link.

use super::files::{Content, Folder};
use super::save::{self, SaveError};
use super::walk::FILE_LIMIT;
use super::{Repository, refusal};
use crate::lang::Text;
use crate::text::visible_whole;
use std::io;
use std::path::PathBuf;

/// A file as it was read and as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The file, relative to the root, with `/`.
    pub path: String,
    /// Its bytes as they were read.
    pub before: Vec<u8>,
    /// Its bytes as they should be.
    pub after: Vec<u8>,
}

/// Why a file was not written. The file is as it was.
#[derive(Debug)]
pub enum NotWritten {
    /// The file is another than the one that was read.
    Changed,
    /// The file, or a folder on the way, is a link by now.
    NotAFile,
    /// The system refuses.
    Io(io::Error),
}

impl NotWritten {
    /// What to say of it.
    pub fn message(&self, path: &str) -> Text {
        let path = visible_whole(path);
        match self {
            Self::Changed => Text::made(
                format!("{path} 在读取之后被改动，未写入；请再运行一次"),
                format!("{path} has changed since it was read and was not written; run the command again"),
            ),
            Self::NotAFile => Text::made(
                format!("{path} 不是普通文件或经过链接，未写入"),
                format!("{path} is no regular file or reached through a link, and was not written"),
            ),
            Self::Io(error) => {
                let why = refusal(error);
                Text::made(format!("无法写入 {path}：{}", why.zh), format!("cannot write {path}: {}", why.en))
            }
        }
    }
}

impl Repository {
    /// Writes a file whole, if it still is what was read.
    ///
    /// # Errors
    /// [`NotWritten`]; then the file is as it was.
    pub fn rewrite(&self, rewrite: &Rewrite) -> Result<(), NotWritten> {
        let path = self.place_of(rewrite)?;
        save::save(&path, &rewrite.after, true).map_err(|error| match error {
            SaveError::Io(error) => NotWritten::Io(error),
            SaveError::Exists | SaveError::NotAFile | SaveError::NotAFolder | SaveError::Name => {
                NotWritten::NotAFile
            }
        })
    }

    /// Where a rewritten file stands, if it still is what was read.
    pub(super) fn place_of(&self, rewrite: &Rewrite) -> Result<PathBuf, NotWritten> {
        let root = self.root.canonicalize().map_err(NotWritten::Io)?;
        let path = root.join(&rewrite.path);
        let folder = path.parent().unwrap_or(&root);
        if folder.canonicalize().map_err(NotWritten::Io)? != folder {
            return Err(NotWritten::NotAFile);
        }
        match Folder::open(&root).and_then(|root| root.read_path(&rewrite.path, FILE_LIMIT)) {
            Ok(Content::Bytes(bytes)) if bytes == rewrite.before => Ok(path),
            Ok(Content::Bytes(_) | Content::TooLarge) => Err(NotWritten::Changed),
            Ok(Content::NotAFile | Content::Outside) => Err(NotWritten::NotAFile),
            Err(error) => Err(NotWritten::Io(error)),
        }
    }
}
