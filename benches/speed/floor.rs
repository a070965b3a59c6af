//! What any checker must do at the least: walk the folders and read the files, on all cores; and what the
//! YAML parser takes for its events alone.

use granit_parser::Parser;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Walks and reads all record files without parsing; gives the bytes read.
pub(super) fn read(dir: &Path) -> usize {
    let chunks: Vec<usize> = files(dir).par_chunks(64).map(read_chunk).collect();
    chunks.iter().sum()
}

/// Reads all record files and lets the parser run over them; gives the number of events.
pub(super) fn events(dir: &Path) -> usize {
    files(dir).par_iter().map(|path| Parser::new_from_str(&fs::read_to_string(path).unwrap()).count()).sum()
}

#[cfg(unix)]
fn read_chunk(paths: &[PathBuf]) -> usize {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    let mut buffer = Vec::with_capacity(1 << 16);
    let mut total = 0;
    let mut folder: Option<(PathBuf, std::os::fd::OwnedFd)> = None;
    for path in paths {
        let above = path.parent().unwrap();
        if folder.as_ref().is_none_or(|(known, _)| known != above) {
            let descriptor = openat(CWD, above, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty()).unwrap();
            folder = Some((above.to_owned(), descriptor));
        }
        let (_, descriptor) = folder.as_ref().unwrap();
        let file = openat(descriptor, path.file_name().unwrap(), OFlags::RDONLY, Mode::empty()).unwrap();
        loop {
            buffer.clear();
            let count = rustix::io::read(&file, rustix::buffer::spare_capacity(&mut buffer)).unwrap();
            total += count;
            if count < buffer.capacity() {
                break;
            }
        }
    }
    total
}

#[cfg(not(unix))]
fn read_chunk(paths: &[PathBuf]) -> usize {
    paths.iter().map(|path| fs::read(path).unwrap().len()).sum()
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                found.push(path);
            }
        }
    }
    found
}
