//! One repository that an editor works in: its open files, what was found in it, what the client was told.

use super::diagnose::{self, Style};
use super::uri::uri_of;
use crate::check::{self, Context, Listing};
use crate::config::ConfigError;
use crate::finding::Finding;
use crate::store::{OpenError, Workspace};
use chrono::NaiveDate;
use lsp_types::{Diagnostic, PublishDiagnosticsParams, TextDocumentItem, Uri};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A file that is open in the editor.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) uri: Uri,
    pub(super) text: String,
    version: i32,
}

/// One repository.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) path: PathBuf,
    /// Whether something has changed since the last check.
    pub(super) changed: bool,
    /// Whether the folder must be read again.
    pub(super) reread: bool,
    /// What was found by the last check.
    pub(super) findings: Vec<Finding>,
    /// As of when.
    pub(super) as_of: NaiveDate,
    documents: BTreeMap<String, Document>,
    /// The last state that could be read.
    workspace: Option<Workspace>,
    errors: Vec<ConfigError>,
    /// Files whose text is not yet that of the editor, or of the disk.
    stale: BTreeSet<String>,
    published: BTreeMap<String, Vec<Diagnostic>>,
    /// Diagnostics of files whose URI is spelled anew are taken back under the old one.
    withdrawn: Vec<Uri>,
}

impl Root {
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            changed: true,
            reread: true,
            findings: Vec::new(),
            as_of: NaiveDate::default(),
            documents: BTreeMap::new(),
            workspace: None,
            errors: Vec::new(),
            stale: BTreeSet::new(),
            published: BTreeMap::new(),
            withdrawn: Vec::new(),
        }
    }

    fn touch(&mut self, path: &str) {
        self.stale.insert(path.to_owned());
        self.changed = true;
    }

    pub(super) fn open(&mut self, path: &str, document: TextDocumentItem) {
        let TextDocumentItem { uri, version, text, .. } = document;
        if let Some(old) = self.uri_of(path).filter(|old| *old != uri)
            && self.published.remove(path).is_some()
        {
            self.withdrawn.push(old);
        }
        self.documents.insert(path.to_owned(), Document { uri, text, version });
        self.touch(path);
    }

    pub(super) fn change(&mut self, path: &str, version: i32, text: String) {
        if let Some(document) = self.documents.get_mut(path) {
            (document.version, document.text) = (version, text);
            self.touch(path);
        }
    }

    pub(super) fn saved(&mut self, path: &str) {
        self.reread |= is_configuration(path);
        self.touch(path);
    }

    pub(super) fn close(&mut self, path: &str) {
        let old = self.uri_of(path);
        self.documents.remove(path);
        if let Some(old) = old.filter(|old| Some(old) != self.uri_of(path).as_ref())
            && self.published.remove(path).is_some()
        {
            self.withdrawn.push(old);
        }
        self.touch(path);
    }

    /// A file, or a folder with all in it, has changed on the disk; `there` says that it was there before and
    /// still is.
    pub(super) fn changed_on_disk(&mut self, path: &str, there: bool) {
        if path.split('/').any(|part| part.starts_with('.')) {
            return;
        }
        self.changed = true;
        if !there || is_configuration(path) {
            self.reread = true;
        } else {
            self.stale.insert(path.to_owned());
        }
    }

    /// The repository with all changes laid in; `None` while it never could be read.
    pub(super) fn fresh(&mut self) -> Option<&Workspace> {
        if std::mem::take(&mut self.reread) {
            let opened = match &mut self.workspace {
                Some(workspace) => workspace.reopen(),
                none => Workspace::open(&self.path).map(|opened| *none = Some(opened)),
            };
            self.note(opened);
            self.stale.extend(self.documents.keys().cloned());
        }
        for path in std::mem::take(&mut self.stale) {
            let Some(workspace) = &mut self.workspace else {
                break;
            };
            let read = match self.documents.get(&path) {
                Some(document) => {
                    workspace.set(&path, document.text.clone());
                    continue;
                }
                None if workspace.is_record_file(&path) => workspace.reset(&path),
                None => continue,
            };
            if read.is_err() {
                self.note(read);
            }
        }
        self.workspace.as_ref()
    }

    /// The repository as it was when it was last [fresh](Self::fresh).
    pub(super) fn workspace(&self) -> Option<&Workspace> {
        self.workspace.as_ref()
    }

    /// Keeps why the folder cannot be read; until it can, the last state stays.
    fn note(&mut self, opened: Result<(), OpenError>) {
        self.errors = match opened {
            Ok(()) => Vec::new(),
            Err(OpenError::Config(errors)) => errors,
            Err(OpenError::Root { message, .. }) => {
                let path = crate::settings::FILE.to_owned();
                vec![ConfigError { path, line: 1, column: 1, message }]
            }
        };
    }

    /// Checks all records; gives what the client does not know yet.
    pub(super) fn check(
        &mut self,
        as_of: NaiveDate,
        today: NaiveDate,
        style: Style,
    ) -> Vec<PublishDiagnosticsParams> {
        self.changed = false;
        let mut all = BTreeMap::new();
        let mut found = Vec::new();
        let mut judged = as_of;
        if let Some(workspace) = self.fresh() {
            let repository = workspace.repository();
            let (records, plan) = (&repository.records, &repository.plan);
            let context = Context::new(records, plan, &repository.catalog, as_of, today);
            found = check::check(&context, &repository.settings);
            found.retain(|finding| !finding.waived);
            workspace.locate(&mut found);
            found = Listing::new(found, records).findings;
            all = diagnose::of_findings(workspace, &found, style);
            judged = as_of.min(plan.end);
        }
        self.findings = found;
        self.as_of = judged;
        for (path, mut errors) in diagnose::of_errors(&self.errors, style.lang) {
            all.entry(path).or_default().append(&mut errors);
        }
        self.publish(all)
    }

    fn publish(&mut self, all: BTreeMap<String, Vec<Diagnostic>>) -> Vec<PublishDiagnosticsParams> {
        let withdrawn = std::mem::take(&mut self.withdrawn).into_iter();
        let mut news: Vec<_> =
            withdrawn.map(|uri| PublishDiagnosticsParams::new(uri, Vec::new(), None)).collect();
        let gone = self.published.keys().filter(|path| !all.contains_key(*path));
        let gone = gone.map(|path| (path, Vec::new()));
        let new = all.iter().filter(|(path, diagnostics)| self.published.get(*path) != Some(*diagnostics));
        for (path, diagnostics) in gone.chain(new.map(|(path, new)| (path, new.clone()))) {
            let version = self.documents.get(path).map(|document| document.version);
            news.extend(
                self.uri_of(path).map(|uri| PublishDiagnosticsParams::new(uri, diagnostics, version)),
            );
        }
        self.published = all;
        news
    }

    /// The URI of a file: as the client spells it, where it is open.
    pub(super) fn uri_of(&self, path: &str) -> Option<Uri> {
        let open = self.documents.get(path).map(|document| document.uri.clone());
        open.or_else(|| uri_of(&self.path, path))
    }

    /// The text of an open file.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.documents.get(path).map(|document| document.text.as_str())
    }
}

/// Whether a change of the file concerns more than itself: settings, plan, catalogue.
fn is_configuration(path: &str) -> bool {
    path.ends_with(".toml")
}
