//! Which records of a repository are not as they were in an earlier state of it. A record is its keys and
//! values: line ends, comments, its place in a list and the name of its file do not make it another.

use super::Repository;
use super::decode::records_of;
use super::files::{Content, Folder};
use super::records::File;
use super::walk::FILE_LIMIT;
use super::yaml::{self, Kind, Node, Tag};
use crate::finding::{Finding, Places, Spot};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::io;

/// The records and files of a repository that are new or changed.
#[derive(Debug)]
pub struct Changes {
    /// By path; a file that is as it was is not among them.
    files: HashMap<String, Changed>,
}

/// A file that is new or changed.
#[derive(Debug)]
struct Changed {
    /// Whether its text as a whole is new: what is found outside of its records.
    whole: bool,
    records: Vec<Part>,
}

/// A record of such a file: where it begins and ends, as line and column, and whether it is new or changed.
#[derive(Debug)]
struct Part {
    start: (usize, usize),
    end: (usize, usize),
    changed: bool,
}

/// What a text is compared by: the unit's id and the folder of the kind where it stands, and the text.
type Identity = (Option<String>, Option<&'static str>, String);

impl Changes {
    /// Compares the record files of a repository with those of an earlier state.
    ///
    /// # Errors
    /// A root cannot be opened.
    pub fn between(before: Option<&Repository>, now: &Repository) -> io::Result<Self> {
        let folder_now = Folder::open(&now.root)?;
        let folder_before = before.map(|before| Folder::open(&before.root)).transpose()?;
        let files_before = before.map_or(&[][..], |before| &before.records.files);
        let by_path: HashMap<&str, &File> =
            files_before.iter().map(|file| (file.path.as_str(), file)).collect();
        let differs = |file: &&File| {
            let there = folder_before.as_ref().filter(|_| by_path.contains_key(file.path.as_str()));
            let old = there.and_then(|folder| read(folder, &file.path));
            old.is_none() || old != read(&folder_now, &file.path)
        };
        let files: Vec<&File> = now.records.files.par_iter().filter(differs).collect();
        // What the differing and the missing files held; each text is found again as often as it was there.
        let mut there: HashMap<Identity, usize> = HashMap::new();
        let mut there_by_path: HashMap<(&str, String), usize> = HashMap::new();
        let paths: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let now_paths: HashSet<&str> = now.records.files.iter().map(|file| file.path.as_str()).collect();
        let gone =
            |file: &&File| paths.contains(file.path.as_str()) || !now_paths.contains(file.path.as_str());
        if let (Some(before), Some(folder)) = (before, &folder_before) {
            for file in files_before.iter().filter(gone) {
                let text = read(folder, &file.path).unwrap_or_default();
                let records = parts(&text).into_iter().map(|(_, content)| content);
                for content in records.chain([whole(&text)]) {
                    *there.entry(identity(before, file, content.clone())).or_default() += 1;
                    *there_by_path.entry((&file.path, content)).or_default() += 1;
                }
            }
        }
        let mut pool = Pool { there, there_by_path };
        let texts: Vec<(&File, String)> =
            files.iter().map(|file| (*file, read(&folder_now, &file.path).unwrap_or_default())).collect();
        let mut changed: Vec<(&File, Changed, Vec<String>)> = Vec::new();
        for (file, text) in &texts {
            let (mut records, mut contents): (Vec<Part>, Vec<String>) = parts(text).into_iter().unzip();
            contents.push(whole(text));
            let mut whole = true;
            let marks = records.iter_mut().map(|part| &mut part.changed).chain([&mut whole]);
            for (mark, content) in marks.zip(&contents) {
                *mark = !pool.take_at(now, file, content.clone());
            }
            changed.push((file, Changed { whole, records }, contents));
        }
        // What its own file did not have may come from another: a file renamed, a list taken apart.
        for (file, changed, contents) in &mut changed {
            let marks = changed.records.iter_mut().map(|part| &mut part.changed).chain([&mut changed.whole]);
            for (mark, content) in marks.zip(contents.drain(..)).filter(|(mark, _)| **mark) {
                *mark = !pool.take(now, file, content);
            }
        }
        let files = changed.into_iter().map(|(file, changed, _)| (file.path.clone(), changed)).collect();
        Ok(Self { files })
    }

    /// Whether a finding is about a record, or a file that is no record, that is new or changed.
    pub fn concern(&self, finding: &Finding) -> bool {
        let Some(file) = self.files.get(&finding.path) else {
            return false;
        };
        let part = match &finding.spot {
            Spot::Nowhere => None,
            Spot::Field(origin, _) => file.records.get(origin.nth as usize),
            Spot::Place(place) => {
                let at = (place.line, place.column);
                file.records.iter().find(|part| part.start <= at && at <= part.end)
            }
        };
        part.map_or(file.whole, |part| part.changed)
    }
}

/// The texts of an earlier state that have not been found again yet.
struct Pool<'p> {
    there: HashMap<Identity, usize>,
    there_by_path: HashMap<(&'p str, String), usize>,
}

impl<'p> Pool<'p> {
    /// Takes a text that the file of the same path had.
    fn take_at(&mut self, now: &Repository, file: &'p File, content: String) -> bool {
        let Some(count) = self.there_by_path.get_mut(&(file.path.as_str(), content.clone())) else {
            return false;
        };
        if *count == 0 || !self.take(now, file, content.clone()) {
            return false;
        }
        if let Some(count) = self.there_by_path.get_mut(&(file.path.as_str(), content)) {
            *count -= 1;
        }
        true
    }

    /// Takes a text that any file of the same unit and kind had.
    fn take(&mut self, now: &Repository, file: &File, content: String) -> bool {
        match self.there.get_mut(&identity(now, file, content)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

fn identity(repository: &Repository, file: &File, content: String) -> Identity {
    let unit = file.unit.map(|unit| repository.plan.unit(unit).id.as_str().to_owned());
    (unit, file.kind.map(crate::record::Kind::folder), content)
}

/// The text of a file with line ends of one kind; what is not UTF-8 in it is kept apart by its bytes.
fn read(folder: &Folder, path: &str) -> Option<String> {
    let bytes = match folder.read_path(path, FILE_LIMIT).ok()? {
        Content::Bytes(bytes) => bytes,
        Content::TooLarge | Content::NotAFile | Content::Outside => return None,
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        // One character a byte: it is compared only, and no record is read from it.
        Err(error) => std::iter::once('\0').chain(error.as_bytes().iter().map(|b| char::from(*b))).collect(),
    };
    Some(if text.contains('\r') { text.replace("\r\n", "\n") } else { text })
}

/// What stands for a file as a whole; no record looks so.
fn whole(text: &str) -> String {
    format!("file\n{text}")
}

/// The records of a text, each with its content; none has been found again yet.
fn parts(text: &str) -> Vec<(Part, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.starts_with('\0') {
        return Vec::new();
    }
    let tree = yaml::parse(text);
    let mut places = Places::new(text);
    let mut at = |offset: usize| {
        let place = places.of(offset, offset);
        (place.line, place.column)
    };
    let records = records_of(&tree).filter_map(Result::ok);
    let part = |node: Node<'_, '_>| {
        (Part { start: at(node.start()), end: at(node.end()), changed: true }, described(node))
    };
    records.map(part).collect()
}

/// What a record says, as [`Changes`] compares it.
pub(super) fn described(record: Node<'_, '_>) -> String {
    let mut content = String::from("record");
    describe(record, &mut content);
    content
}

/// Writes a node with all below it so that different values never look the same.
fn describe(node: Node<'_, '_>, out: &mut String) {
    let (kind, text) = match node.kind() {
        Kind::Plain => ('p', node.text()),
        // Quotes can make a null a text, but one sort of quotes is as good as another.
        Kind::Quoted | Kind::Block => ('q', node.text()),
        Kind::Sequence => ('[', ""),
        Kind::Mapping => ('{', ""),
    };
    let tag = match node.tag() {
        Tag::None => '-',
        Tag::Str => 's',
        Tag::Other => 'o',
    };
    out.extend([kind, tag]);
    out.push_str(&text.len().to_string());
    out.push(':');
    out.push_str(text);
    node.items().for_each(|item| describe(item, out));
    for (key, value) in node.entries() {
        describe(key, out);
        describe(value, out);
    }
    if matches!(node.kind(), Kind::Sequence | Kind::Mapping) {
        out.push('.');
    }
}
