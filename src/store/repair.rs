//! Repairs: the text of a file with what has exactly one right answer put right, by replacing just those
//! bytes, and read back: nothing else may read otherwise than before.

mod layout;
mod verify;

use super::Repository;
use super::decode::{Known, decode_listing};
use super::files::{Content, Folder};
use super::records::{File, Records};
use super::rewrite::Rewrite;
use super::walk::FILE_LIMIT;
use crate::catalog::Catalog;
use crate::finding::{Finding, Fix, Places};
use crate::lang::Text;
use crate::text::{is_control, quote};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};

/// The most findings of a file that are looked at for repairs; a file with more is left alone.
const MOST: usize = 100_000;

/// How many bytes of a file are read back in all while its repairs are tried out, roughly.
const TRIED: usize = 8 << 20;

/// A file that can be repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The file.
    pub file: Rewrite,
    /// What changes.
    pub changes: Vec<Change>,
}

/// One change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its line, from 1; none where it concerns the whole file.
    pub line: Option<usize>,
    /// What changes into what.
    pub what: Text,
}

impl Repository {
    /// The repairs of the files wanted, in path order. Nothing is written.
    pub fn repairs(&self, wanted: impl Fn(&File) -> bool + Sync) -> Vec<Repair> {
        let Ok(folder) = Folder::open(&self.root) else {
            return Vec::new();
        };
        let repair = |file: &File| {
            let known = known(file).filter(|_| wanted(file))?;
            let Ok(Content::Bytes(before)) = folder.read_path(&file.path, FILE_LIMIT) else {
                return None;
            };
            let text = text_of(&before)?;
            let mark = before.len() - text.len();
            let (text, changes) = repair_whole(text, known, &self.catalog)?;
            let (text, changes) = layout::tidy(text, changes, known, &self.catalog);
            let after = [before.get(..mark).unwrap_or_default(), text.as_bytes()].concat();
            (after != before)
                .then(|| Repair { file: Rewrite { path: file.path.clone(), before, after }, changes })
        };
        self.records.files.par_iter().filter_map(repair).collect()
    }

    /// Keeps of the findings' fixes only those that hold when they are tried out.
    pub fn keep_sound_fixes(&self, findings: &mut [Finding]) {
        let folder = Folder::open(&self.root).ok();
        let mut of_file: BTreeMap<String, Vec<&mut Finding>> = BTreeMap::new();
        for finding in findings.iter_mut().filter(|finding| finding.fix.is_some()) {
            of_file.entry(finding.path.clone()).or_default().push(finding);
        }
        let files: Vec<_> = of_file.into_iter().collect();
        files.into_par_iter().for_each(|(path, findings)| {
            let files = &self.records.files;
            let at = files.binary_search_by(|file| file.path.as_str().cmp(&path)).ok();
            let file = at.and_then(|at| files.get(at));
            let sound = file.and_then(|file| {
                let Ok(Content::Bytes(bytes)) = folder.as_ref()?.read_path(&path, FILE_LIMIT) else {
                    return None;
                };
                Some(repair_text(text_of(&bytes)?, known(file)?, &self.catalog)?.fixes)
            });
            let sound = sound.unwrap_or_default();
            for finding in findings {
                finding.fix.take_if(|fix| !sound.contains(fix));
            }
        });
    }
}

/// What is known of a file before it is read.
fn known(file: &File) -> Option<Known<'_>> {
    Some(Known { path: &file.path, unit: file.unit?, kind: file.kind? })
}

/// The text behind the byte-order mark, if it is one that is read at all.
fn text_of(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok()?;
    (!text.contains(is_control)).then_some(text)
}

/// What a text decodes to, all findings included.
fn decode(text: &str, known: Known<'_>, catalog: &Catalog) -> Option<Records> {
    let mut records = Records::default();
    // A byte-order mark that is left over at the beginning is text.
    let marked = ["\u{feff}", text].concat();
    decode_listing(marked.as_bytes(), known, catalog, MOST, &mut records);
    records.files.iter().all(|file| file.unlisted.errors == 0).then_some(records)
}

/// The most times that a text is gone over.
const ROUNDS: usize = 4;

/// Applies what can be repaired, then what only shows once that is repaired (the value of a key that was
/// unknown), so that repairing once more finds nothing left.
fn repair_whole(text: &str, known: Known<'_>, catalog: &Catalog) -> Option<(String, Vec<Change>)> {
    let mut repaired = repair_text(text, known, catalog)?;
    let mut all = std::mem::take(&mut repaired.changes);
    for _ in 1..ROUNDS {
        if repaired.fixes.is_empty() {
            break;
        }
        repaired = repair_text(&repaired.text, known, catalog)?;
        all.append(&mut repaired.changes);
    }
    all.sort_by_key(|change| change.line);
    Some((repaired.text, all))
}

/// A text with its fixes applied.
struct Repaired {
    text: String,
    changes: Vec<Change>,
    /// The fixes that hold.
    fixes: HashSet<Fix>,
}

/// Applies the fixes that hold: together, and where that fails, half by half.
fn repair_text(text: &str, known: Known<'_>, catalog: &Catalog) -> Option<Repaired> {
    let before = decode(text, known, catalog)?;
    let mut fixes: Vec<&Fix> = before.findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| (fix.start, fix.end));
    fixes.dedup();
    let mut behind = 0;
    fixes.retain(|fix| {
        let apart = fix.start >= behind;
        behind = behind.max(fix.end);
        apart
    });
    let trial = verify::Trial::new(text, &before, known, catalog);
    // What is tried out costs as much for any file; what is not tried out in the end stays a finding.
    let mut tries = (TRIED / (text.len() + 1)).clamp(8, 200);
    let mut held: Vec<&Fix> = Vec::new();
    let mut groups = vec![fixes];
    while let Some(mut group) = groups.pop() {
        if group.is_empty() || tries == 0 {
            continue;
        }
        tries -= 1;
        let mut together: Vec<&Fix> = held.iter().chain(&group).copied().collect();
        together.sort_by_key(|fix| fix.start);
        if trial.holds(&together) {
            held = together;
        } else if group.len() > 1 {
            let rest = group.split_off(group.len() / 2);
            groups.extend([rest, group]);
        }
    }
    let mut places = Places::new(text);
    let changes = held.iter().map(|fix| change(text, fix, &mut places)).collect();
    let fixed = verify::splice(text, &held);
    Some(Repaired { text: fixed, changes, fixes: held.into_iter().cloned().collect() })
}

/// What a fix changes, in words.
fn change(text: &str, fix: &Fix, places: &mut Places<'_>) -> Change {
    let from = text.get(fix.start..fix.end).unwrap_or_default();
    Change { line: Some(places.of(fix.start, fix.end).line), what: words(from, &fix.with) }
}

/// What is replaced by what, in words.
fn words(from: &str, with: &str) -> Text {
    if from.contains('\n') && from.starts_with([' ', '\t']) {
        return Text::fixed("行首的制表符（Tab）→ 空格", "tabs at the beginning of lines → blanks");
    }
    let from = quote(from);
    if with.is_empty() {
        return Text::made(format!("删去 {from}"), format!("{from} deleted"));
    }
    let change = format!("{from} → {}", quote(with));
    Text::made(change.clone(), change)
}
