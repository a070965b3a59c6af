//! Folders that are made for files that are to be written: where these are not written, the folders go again.
#![expect(clippy::disallowed_methods, reason = "folders are made here")]

use super::save::{self, SaveError, has_name};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Folders that were made. Dropped, those that are empty go again; [`NewFolders::keep`] lets them stay.
#[derive(Debug, Default)]
#[must_use = "without it the folders are gone again"]
pub struct NewFolders(Vec<PathBuf>);

impl NewFolders {
    /// Makes a folder and those above it that are not there.
    ///
    /// # Errors
    /// [`SaveError`] where there is something else of that name, or the system refuses.
    pub fn make(&mut self, path: &Path) -> Result<(), SaveError> {
        has_name(path)?;
        let is_missing = |folder: &&Path| {
            !folder.as_os_str().is_empty()
                && fs::metadata(folder).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        };
        let missing: Vec<&Path> = path.ancestors().take_while(is_missing).collect();
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => self.0.push(folder.to_owned()),
                // Somebody else has made it meanwhile, or it is `a/..`.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    return Err(SaveError::NotAFolder);
                }
                Err(error) => return Err(SaveError::Io(error)),
            }
        }
        if path.as_os_str().is_empty() || path.is_dir() { Ok(()) } else { Err(SaveError::NotAFolder) }
    }

    /// Lets them stay, and sees that their names outlast a power cut.
    pub fn keep(mut self) {
        let above: BTreeSet<&Path> = self.0.iter().map(|folder| save::folder_of(folder)).collect();
        above.into_iter().for_each(save::sync_folder);
        self.0.clear();
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // One in which something stands by now stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Makes a folder and those above it, for files that are to be written into it.
///
/// # Errors
/// As [`NewFolders::make`].
pub fn make(path: &Path) -> Result<NewFolders, SaveError> {
    let mut folders = NewFolders::default();
    folders.make(path)?;
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_goes_again() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        let mut folders = make(&at("a/b")).unwrap();
        folders.make(&at("a/c")).unwrap();
        fs::write(at("a/c/file"), "").unwrap();
        drop(folders);
        assert!(!at("a/b").exists() && at("a/c/file").exists());
        drop(make(&at("a")).unwrap());
        assert!(at("a").is_dir(), "one that was there stays");
        make(&at("d/../e")).unwrap().keep();
        assert!(at("d").is_dir() && at("e").is_dir());
        assert!(matches!(make(&at("a/c/file")), Err(SaveError::NotAFolder)));
        assert!(make(&at("a/c/file/below")).is_err());
    }
}
