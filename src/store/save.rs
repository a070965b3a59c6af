//! Writing a file whole or not at all: into a hidden file beside the target, synced, then put in its place.

use super::windows;
use crate::lang::Text;
use crate::text::visible_whole;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// How the names of files begin and end that are not in their places yet: hidden, so that no other command
/// looks at one that was left behind.
pub const PART: (&str, &str) = (".hazards-", ".part");

/// Why a file was not written. The target is as it was.
#[derive(Debug)]
pub enum SaveError {
    /// There is something at the target already, and it may not be written over.
    Exists,
    /// The target is a link or a folder.
    NotAFile,
    /// A folder is wanted, and something else is there.
    NotAFolder,
    /// The system has no such file names.
    Name,
    /// The system refuses.
    Io(io::Error),
}

impl SaveError {
    /// What to say of it.
    pub fn message(&self, path: &Path) -> Text {
        let path = path.display().to_string();
        let path = visible_whole(&if cfg!(windows) { windows::shown(&path) } else { path });
        match self {
            Self::Exists => Text::made(
                format!("{path} 已存在；要覆盖请加 --force"),
                format!("{path} is there already; use --force to write over it"),
            ),
            Self::NotAFile => Text::made(
                format!("{path} 不是普通文件（是链接、文件夹或设备），不能写入"),
                format!("{path} is no regular file (a link, a folder or a device) and is not written to"),
            ),
            Self::NotAFolder => Text::made(
                format!("{path} 或其上级不是文件夹（是文件、链接或设备），不能写入"),
                format!(
                    "{path} or what is above it is no folder (a file, a link or a device); nothing is written there"
                ),
            ),
            Self::Name => cannot_write(&path, &windows::REFUSED),
            Self::Io(error) => cannot_write(&path, &super::refusal(error)),
        }
    }
}

fn cannot_write(path: &str, why: &Text) -> Text {
    Text::made(format!("无法写入 {path}：{}", why.zh), format!("cannot write {path}: {}", why.en))
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists,
            _ => Self::Io(error),
        }
    }
}

/// Whether a file may be written, as far as can be told before it is made.
///
/// # Errors
/// [`SaveError::Exists`], [`SaveError::NotAFile`], [`SaveError::Name`].
pub fn may_save(path: &Path, over: bool) -> Result<(), SaveError> {
    has_name(path)?;
    match fs::symlink_metadata(path) {
        Ok(seen) if !seen.is_file() => Err(SaveError::NotAFile),
        Ok(_) if !over => Err(SaveError::Exists),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Whether the system has such names. Windows would take one with a colon for a hidden part of a file, and leave
/// out a dot at the end.
pub(super) fn has_name(path: &Path) -> Result<(), SaveError> {
    if cfg!(windows) && windows::refuses_path(path) { Err(SaveError::Name) } else { Ok(()) }
}

/// Writes a file whole or not at all. With `over` it takes the place of a file that is there; never that
/// of a link or a folder.
///
/// # Errors
/// [`SaveError`]; then the target is as it was, and nothing is left beside it.
pub fn save(path: &Path, bytes: &[u8], over: bool) -> Result<(), SaveError> {
    stage(path, bytes, over)?.put()
}

/// A file that is written in full beside its target, and takes its place when it is put there.
#[derive(Debug)]
pub struct Staged<'p> {
    path: &'p Path,
    /// Closed: of many files none may be left out because too many are open.
    file: TempPath,
    over: bool,
}

/// Writes a file in full beside its target. Dropped, it leaves nothing behind.
///
/// # Errors
/// [`SaveError`]
pub fn stage<'p>(path: &'p Path, bytes: &[u8], over: bool) -> Result<Staged<'p>, SaveError> {
    may_save(path, over)?;
    let folder = folder_of(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(PART.0).suffix(PART.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    // Who may read a file stays as it was when another takes its place.
    if let Ok(seen) = fs::symlink_metadata(path) {
        file.as_file().set_permissions(seen.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(Staged { path, file: file.into_temp_path(), over })
}

impl Staged<'_> {
    /// Where it will stand.
    pub fn path(&self) -> &Path {
        self.path
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// [`SaveError`]
    pub fn put(self) -> Result<(), SaveError> {
        let path = self.path;
        self.rename()?;
        sync_folder(folder_of(path));
        Ok(())
    }

    fn rename(self) -> Result<(), SaveError> {
        let Self { path, file, over } = self;
        let put = if over { file.persist(path) } else { file.persist_noclobber(path) };
        put.map_err(|error| error.error)?;
        Ok(())
    }
}

/// Puts files in their places, in their order; every folder is synced once, also where one of them fails.
///
/// # Errors
/// [`SaveError`], with the file that it is about; those before it are in their places.
pub fn put_all(files: Vec<Staged<'_>>) -> Result<(), (&Path, SaveError)> {
    let folders: BTreeSet<&Path> = files.iter().map(|file| folder_of(file.path)).collect();
    let put = files.into_iter().try_for_each(|file| {
        let path = file.path;
        file.rename().map_err(|error| (path, error))
    });
    folders.into_iter().for_each(sync_folder);
    put
}

/// So that the names in it outlast a power cut; a system that cannot sync a folder is none the worse.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Writes files: all are written in full beside their targets before the first takes its place. When one of
/// them may not be written, none is.
///
/// # Errors
/// [`SaveError`], with the file that it is about.
pub fn save_all<B: AsRef<[u8]>>(files: &[(PathBuf, B)], over: bool) -> Result<(), (&Path, SaveError)> {
    let staged: Result<Vec<_>, _> = files
        .iter()
        .map(|(path, bytes)| stage(path, bytes.as_ref(), over).map_err(|error| (path.as_path(), error)))
        .collect();
    put_all(staged?)
}

/// The folder that a path lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether files may be written into a folder that is there already, or is none yet: not through a link.
///
/// # Errors
/// [`SaveError::NotAFolder`], [`SaveError::Name`].
pub fn may_hold(path: &Path) -> Result<(), SaveError> {
    has_name(path)?;
    match fs::symlink_metadata(path) {
        Ok(seen) if !seen.is_dir() => Err(SaveError::NotAFolder),
        Ok(_) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        save(&path, b"one", false).unwrap();
        assert!(matches!(save(&path, b"two", false), Err(SaveError::Exists)));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        save(&path, b"two", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(matches!(save(folder.path(), b"x", true), Err(SaveError::NotAFile)));
    }

    #[cfg(unix)]
    #[test]
    fn never_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        fs::write(&target, b"kept").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        assert!(matches!(save(&link, b"x", true), Err(SaveError::NotAFile)));
        assert_eq!(fs::read(&target).unwrap(), b"kept");
    }
}
