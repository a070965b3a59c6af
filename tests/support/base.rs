//! The smallest clean repository, and files laid over it.

use hazards::store::{self, Repository};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Where the smallest clean repository stands.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base")
}

/// A copy of a folder and all below it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The base in a temporary folder with these files laid over it.
pub(crate) fn with(files: &[(&str, &[u8])]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    copy(&folder(), root.path());
    for (path, bytes) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

/// The same, opened.
#[allow(dead_code, reason = "not every test opens it here")]
pub(crate) fn open_with(files: &[(&str, &[u8])]) -> (TempDir, Repository) {
    let root = with(files);
    let repository = store::open(root.path()).unwrap();
    (root, repository)
}
