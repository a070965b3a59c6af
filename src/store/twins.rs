//! Names that are one to some systems: a new file must have none that is there already, in whatever case its
//! letters are and however its characters are composed. Ids are small ASCII letters, so that of records the
//! folders on the way matter; attachments and plan files may be called anything.

use super::Repository;
use super::files::{Folder, Seen, parts_inside};
use super::names::join;
use crate::lang::Text;
use crate::record::AttachmentState;
use crate::text::{one_name, quote, visible_whole};
use hashbrown::HashMap;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use unicode_normalization::UnicodeNormalization;

impl Repository {
    /// Of new paths the first that something stands in the way of, and what that is: the file itself, or a file
    /// or folder in the same folder whose name is one with its own to some systems.
    pub fn twin<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Option<(&'p str, String)> {
        find(&self.root, paths, true)
    }

    /// Why new files cannot be written, if there are twins of them.
    pub fn hindered<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Option<Text> {
        self.twin(paths).map(|(path, there)| {
            let (path, there) = (visible_whole(path), visible_whole(&there));
            Text::made(
                format!("不能写 {path}：已有 {there}"),
                format!("{path} cannot be written: {there} is there"),
            )
        })
    }
}

/// As [`Repository::twin`], in a folder that may be none yet; the very file that is asked for is no twin.
pub fn of<'p>(root: &Path, paths: impl Iterator<Item = &'p str>) -> Option<(&'p str, String)> {
    find(root, paths, false)
}

fn find<'p>(root: &Path, paths: impl Iterator<Item = &'p str>, itself: bool) -> Option<(&'p str, String)> {
    let root = Folder::open(root).ok()?;
    let mut listed: HashMap<String, HashMap<String, String>> = HashMap::new();
    for path in paths {
        let mut above = String::new();
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            let names = listed.entry(above.clone()).or_insert_with(|| names(&root, &above));
            // The name itself goes before its twins.
            match names.get(part).or_else(|| names.get(&one_name(part))) {
                Some(there) if there != part || (itself && parts.peek().is_none()) => {
                    return Some((path, join(&above, there)));
                }
                Some(_) => above = join(&above, part),
                None => break,
            }
        }
    }
    None
}

/// How files are spelled that are looked for in vain; of each folder the names are kept.
#[derive(Debug, Default)]
pub(super) struct Spellings(Mutex<HashMap<String, HashMap<String, String>>>);

impl Spellings {
    /// A regular file whose path some systems would take for that of these parts.
    pub(super) fn find(&self, root: &Folder, parts: &[&str]) -> Option<AttachmentState> {
        let mut listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut path = String::new();
        for part in parts {
            let names = listed.entry(path.clone()).or_insert_with(|| names(root, &path));
            path = join(&path, names.get(*part).or_else(|| names.get(&one_name(part)))?);
        }
        let there: Vec<&str> = path.split('/').collect();
        let composed = parts.join("/").nfc().eq(path.nfc());
        let is_file = matches!(root.look_path(&there), Ok(Seen::File));
        is_file.then(|| AttachmentState::Twin { path: path.into_boxed_str(), composed })
    }
}

/// What to say besides of a file that is not there, if one is whose name is the same to some systems.
pub(super) fn spelled_otherwise(root: &Folder, path: &str) -> Option<Text> {
    let parts = parts_inside("", path)?;
    let Some(AttachmentState::Twin { path, .. }) = Spellings::default().find(root, &parts) else {
        return None;
    };
    let there = quote(&path);
    Some(Text::made(
        format!("；有 {there}，大小写或字符的组成不同"),
        format!("; {there} is there, in another case or with its characters composed otherwise"),
    ))
}

/// The names in a folder, by themselves and as they are one.
fn names(root: &Folder, path: &str) -> HashMap<String, String> {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let folder = parts.try_fold(root.clone(), |folder, part| folder.folder(OsStr::new(part)).ok());
    let listed = folder.and_then(|folder| folder.list().ok()).unwrap_or_default();
    let mut names = HashMap::with_capacity(listed.len());
    for entry in listed {
        let name = entry.name.to_string_lossy().into_owned();
        let one = one_name(&name);
        if one != name {
            names.entry(one).or_insert_with(|| name.clone());
        }
        names.insert(name.clone(), name);
    }
    names
}
