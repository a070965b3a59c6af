//! A repository that is kept in memory while its files are edited: a change reads the changed file only, and
//! the texts of open files stand before those on the disk.

use super::files::{Content, Folder};
use super::names::is_yaml;
use super::walk::{FILE_LIMIT, read_one};
use super::{OpenError, Repository, open, open_root, places, sort_key};
use crate::finding::{Finding, Place, Places};
use crate::record::Origin;
use std::collections::BTreeMap;
use std::path::Path;

/// A repository whose files are being edited.
#[derive(Debug)]
pub struct Workspace {
    repository: Repository,
    folder: Folder,
    /// The texts of open files, by path relative to the root.
    texts: BTreeMap<String, String>,
}

impl Workspace {
    /// Reads the repository at `root`.
    ///
    /// # Errors
    /// [`OpenError`] where settings, plan or catalogue cannot be used.
    pub fn open(root: &Path) -> Result<Self, OpenError> {
        Ok(Self { repository: open(root)?, folder: open_root(root)?, texts: BTreeMap::new() })
    }

    /// Reads everything again but the texts of open files. Where that fails everything stays as it was.
    ///
    /// # Errors
    /// [`OpenError`] where settings, plan or catalogue cannot be used.
    pub fn reopen(&mut self) -> Result<(), OpenError> {
        let mut next = Self::open(&self.repository.root)?;
        for (path, text) in std::mem::take(&mut self.texts) {
            next.set(&path, text);
        }
        *self = next;
        Ok(())
    }

    /// The repository as it is now.
    pub fn repository(&self) -> &Repository {
        &self.repository
    }

    /// Whether a path is one of a record file, at its right place or not.
    pub fn is_record_file(&self, path: &str) -> bool {
        let hidden = path.split('/').any(|part| part.starts_with('.'));
        let through_link = self.repository.records.findings.iter().any(|finding| {
            let rest = path.strip_prefix(finding.path.as_str());
            finding.rule == "F009" && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        is_yaml(path) && !hidden && !through_link
    }

    /// A file has this text now, whatever stands on the disk.
    pub fn set(&mut self, path: &str, text: String) {
        if self.is_record_file(path) {
            self.put(path, text.as_bytes());
            self.texts.insert(path.to_owned(), text);
        }
    }

    /// A file is as it stands on the disk again.
    ///
    /// # Errors
    /// [`OpenError`] where the folder had to be read again and cannot be used.
    pub fn reset(&mut self, path: &str) -> Result<(), OpenError> {
        self.texts.remove(path);
        let records = &self.repository.records;
        let known = records.files.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok();
        match self.folder.read_path(path, FILE_LIMIT) {
            Ok(Content::Bytes(bytes)) if known && self.is_record_file(path) => {
                self.put(path, &bytes);
                Ok(())
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.remove(path);
                Ok(())
            }
            _ => self.reopen(),
        }
    }

    /// A file is gone.
    pub fn remove(&mut self, path: &str) {
        self.texts.remove(path);
        self.repository.records.replace(path, None);
    }

    fn put(&mut self, path: &str, bytes: &[u8]) {
        let Repository { plan, catalog, .. } = &self.repository;
        let part = read_one(&self.folder, plan, catalog, path, bytes);
        self.repository.records.replace(path, Some(part));
    }

    /// Whether a file is open.
    pub fn is_open(&self, path: &str) -> bool {
        self.texts.contains_key(path)
    }

    /// The text of a file, open or on the disk, with its byte-order mark if it has one; empty where it cannot
    /// be read.
    pub fn text(&self, path: &str) -> String {
        self.readable_text(path).unwrap_or_default()
    }

    fn readable_text(&self, path: &str) -> Option<String> {
        self.texts.get(path).cloned().or_else(|| places::text_of(&self.folder, path))
    }

    /// Gives each finding about a field its place in the texts as they are now; then sorts as
    /// [`Repository::locate`] does.
    pub fn locate(&self, findings: &mut [Finding]) {
        let spots = findings.iter_mut().map(|finding| &mut finding.spot).collect();
        places::locate(|path| self.readable_text(path), &self.repository.records, spots);
        findings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    }

    /// Where records of one file stand: the first key and value of each, or with `key` the value of that key.
    pub fn places(&self, path: &str, origins: &[Origin], key: &str) -> Vec<Place> {
        let text = self.text(path);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let tree = super::yaml::parse(text);
        let nodes: Vec<_> = super::records_of(&tree).filter_map(Result::ok).collect();
        let mut places = Places::new(text);
        let mut lists = places::Lists::default();
        let mut span = |origin: &Origin| {
            nodes.get(origin.nth as usize).map_or((0, 0), |record| places::span(*record, key, &mut lists))
        };
        let spans: Vec<_> = origins.iter().map(&mut span).collect();
        spans.into_iter().map(|(start, end)| places.of(start, end)).collect()
    }
}
