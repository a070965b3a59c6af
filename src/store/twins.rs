//! Names that are one to some systems: a new file must have none that is there already, in whatever case.

use super::Repository;
use super::files::Folder;
use super::names::join;
use hashbrown::HashMap;
use std::ffi::OsStr;

impl Repository {
    /// Of new paths the first that something stands in the way of, and what that is: the file itself, or a file
    /// or folder whose name differs in case only, in the same folder.
    pub fn twin<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Option<(&'p str, String)> {
        let root = Folder::open(&self.root).ok()?;
        let mut listed: HashMap<String, HashMap<String, String>> = HashMap::new();
        for path in paths {
            let mut above = String::new();
            let mut parts = path.split('/').peekable();
            while let Some(part) = parts.next() {
                let names = listed.entry(above.clone()).or_insert_with(|| names(&root, &above));
                match names.get(&part.to_lowercase()) {
                    Some(there) if there != part || parts.peek().is_none() => {
                        return Some((path, join(&above, there)));
                    }
                    Some(_) => above = join(&above, part),
                    None => break,
                }
            }
        }
        None
    }
}

/// The names in a folder by their small letters; of twins that are there already the one that is so spelled.
fn names(root: &Folder, path: &str) -> HashMap<String, String> {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let folder = parts.try_fold(root.clone(), |folder, part| folder.folder(OsStr::new(part)).ok());
    let listed = folder.and_then(|folder| folder.list().ok()).unwrap_or_default();
    let mut names = HashMap::with_capacity(listed.len());
    for entry in listed {
        let name = entry.name.to_string_lossy().into_owned();
        let small = name.to_lowercase();
        if small == name || !names.contains_key(&small) {
            names.insert(small, name);
        }
    }
    names
}
