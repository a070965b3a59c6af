//! What an import would write: the texts of new files and of changed ones, the records as they would be then,
//! and the writing of all of it.

use super::edit::Edit;
use super::files::Folder;
use super::folders::NewFolders;
use super::rewrite::{NotWritten, Rewrite};
use super::save::{self, SaveError};
use super::walk::read_one;
use super::{Records, Repository};
use crate::check::{Context, check_by};
use crate::finding::Finding;
use crate::import::files::new_files;
use crate::import::judge::{judge, judges_records};
use crate::import::proposal::{Note, Outcome, Proposal};
use crate::lang::Text;
use crate::record::Kind;
use crate::text::{one_name, visible_whole};
use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The rows that change a file, each with the record of the file that it is.
type RowsOfFile = Vec<(usize, usize)>;

/// So often a record that cannot be edited is looked for by itself; then its whole file is left.
const ROUNDS: usize = 32;

/// Files that are to be written.
#[derive(Debug, Default)]
pub struct Incoming {
    /// The texts of new files, by path relative to the root.
    pub new: BTreeMap<String, String>,
    /// Files that change.
    pub rewrites: Vec<Rewrite>,
    /// In which file each new record will stand, by kind and id.
    pub places: HashMap<(Kind, String), String>,
    /// What would be unsound elsewhere; where there is any of it nothing is to be written.
    pub elsewhere: Vec<Finding>,
    /// What rules would say of records that are in no row; it is told, and hinders nothing.
    pub beside: Vec<Finding>,
}

impl Repository {
    /// The files that a proposal comes to. Rows whose record cannot be edited become questions, rows that the
    /// rules refuse are refused; both write nothing.
    pub fn incoming(&self, proposal: &mut Proposal, as_of: NaiveDate, today: NaiveDate) -> Incoming {
        let judged = |records: &Records| {
            let context = Context::new(records, &self.plan, &self.catalog, as_of, today);
            check_by(&context, &self.settings, judges_records)
        };
        let mut before = None;
        loop {
            let mut incoming = self.files_of(proposal);
            if incoming.new.is_empty() && incoming.rewrites.is_empty() {
                return incoming;
            }
            let records = self.records_with(&incoming);
            let before = before.get_or_insert_with(|| judged(&self.records));
            let after = judged(&records);
            rayon::spawn(move || drop(records));
            let place = |outcome: &Outcome| match outcome {
                Outcome::New(new) => {
                    Some((incoming.places.get(&(new.kind, new.id.clone()))?.clone(), new.id.clone()))
                }
                Outcome::Changed(changed) => {
                    Some((self.records.path(changed.origin).to_owned(), changed.id.clone()))
                }
                Outcome::Same(..) | Outcome::Doubtful | Outcome::Refused => None,
            };
            let (refused, stray) = judge(proposal, before, &after, place);
            if !refused {
                let (elsewhere, beside) = stray
                    .into_iter()
                    .cloned()
                    .partition(|finding: &Finding| finding.rule.starts_with(['F', 'R']));
                (incoming.elsewhere, incoming.beside) = (elsewhere, beside);
                return incoming;
            }
            // What is refused leaves; the notes of the others are made anew.
            for row in &mut proposal.rows {
                if matches!(row.outcome, Outcome::New(_) | Outcome::Changed(_)) {
                    row.notes.retain(|note| note.rule.is_none());
                }
            }
        }
    }

    /// The files of the rows. Rows whose record cannot be edited become questions, with all that stands in
    /// the same row; then it is asked once more what the rest comes to.
    fn files_of(&self, proposal: &mut Proposal) -> Incoming {
        // Different names are one name to some systems.
        let taken: HashSet<String> = self.records.files.iter().map(|file| one_name(&file.path)).collect();
        for round in 0.. {
            let (rewrites, stuck) = self.rewrites_of(proposal, round < ROUNDS);
            if stuck.is_empty() {
                let (new, places) = new_files(proposal, &self.plan, |path| taken.contains(&one_name(path)));
                return Incoming { new, rewrites, places, ..Incoming::default() };
            }
            let mut names = HashSet::new();
            for (index, why) in stuck {
                let Some(row) = proposal.rows.get_mut(index) else { continue };
                row.notes.push(Note::of(None, why));
                names.insert(row.name);
            }
            for row in proposal.rows.iter_mut().filter(|row| names.contains(&row.name)) {
                row.outcome = Outcome::Doubtful;
            }
        }
        Incoming::default()
    }

    /// The files that change, and the rows whose records cannot be edited, with why: one by one, or all of a
    /// file together.
    fn rewrites_of(&self, proposal: &Proposal, one_by_one: bool) -> (Vec<Rewrite>, Vec<(usize, Text)>) {
        let mut edits: BTreeMap<&str, (Vec<Edit>, RowsOfFile)> = BTreeMap::new();
        for (index, row) in proposal.rows.iter().enumerate() {
            if let Outcome::Changed(changed) = &row.outcome {
                let (edits, rows) = edits.entry(self.records.path(changed.origin)).or_default();
                let nth = changed.origin.nth as usize;
                edits.extend(
                    changed.fields.iter().map(|field| Edit::set(nth, field.path, field.after.clone())),
                );
                rows.push((index, nth));
            }
        }
        let edited: Vec<_> = edits
            .into_par_iter()
            .map(|(path, (edits, rows))| (self.edited(path, &edits), path, rows))
            .collect();
        let (mut rewrites, mut stuck) = (Vec::new(), Vec::new());
        for (edited, path, rows) in edited {
            match edited {
                Ok(rewrite) => rewrites.push(rewrite),
                Err(refused) => {
                    let (path, why) = (visible_whole(path), refused.message());
                    let text = Text::made(
                        format!("{path} 需要手工修改：{}", why.zh),
                        format!("{path} has to be edited by hand: {}", why.en),
                    );
                    // One record may be in the way of none but itself.
                    let own = one_by_one && refused.is_of_record();
                    let rows = rows.into_iter().filter(|(_, nth)| !own || *nth == refused.nth);
                    stuck.extend(rows.map(|(index, _)| (index, text.clone())));
                }
            }
        }
        (rewrites, stuck)
    }

    /// The records as they would be with one more file.
    pub fn with_new(&self, path: &str, text: &str) -> Records {
        let new = BTreeMap::from([(path.to_owned(), text.to_owned())]);
        self.records_with(&Incoming { new, ..Incoming::default() })
    }

    /// The records as they would be.
    pub(super) fn records_with(&self, incoming: &Incoming) -> Records {
        let mut records = self.records.clone();
        let Ok(folder) = Folder::open(&self.root) else { return records };
        let new = incoming.new.par_iter().map(|(path, text)| (path.as_str(), text.as_bytes()));
        let changed =
            incoming.rewrites.par_iter().map(|rewrite| (rewrite.path.as_str(), rewrite.after.as_slice()));
        let parts: Vec<_> = new
            .chain(changed)
            .map(|(path, bytes)| (path, read_one(&folder, &self.plan, &self.catalog, path, bytes)))
            .collect();
        for (path, part) in parts {
            records.replace(path, Some(part));
        }
        records
    }

    /// Writes everything: all files in full beside their places before the first is put there.
    ///
    /// # Errors
    /// What was not written, with its path; where a file could not be put in its place those before it are.
    pub fn write_incoming(&self, incoming: &Incoming) -> Result<(), Text> {
        let refused = |path: &str, error: SaveError| error.message(&self.root.join(path));
        let not_written = |path: &str, error: NotWritten| error.message(path);
        if let Some(why) = self.hindered(incoming.new.keys().map(String::as_str)) {
            return Err(why);
        }
        let root = self.root.canonicalize().map_err(|error| refused("", error.into()))?;
        let paths: Vec<_> = incoming.new.iter().map(|(path, text)| (path, root.join(path), text)).collect();
        let mut made = NewFolders::default();
        for (path, full, _) in &paths {
            let Some(folder) = full.parent() else { continue };
            made.make(folder).map_err(|error| refused(path, error))?;
            // A folder that is a link leads elsewhere.
            if folder.canonicalize().ok().as_deref() != Some(folder) {
                return Err(refused(path, SaveError::NotAFile));
            }
        }
        let places: Vec<_> = incoming
            .rewrites
            .iter()
            .map(|rewrite| {
                Ok((rewrite, self.place_of(rewrite).map_err(|error| not_written(&rewrite.path, error))?))
            })
            .collect::<Result<_, Text>>()?;
        let new = paths.par_iter().map(|(path, full, text)| {
            save::stage(full, text.as_bytes(), false).map_err(|error| refused(path, error))
        });
        let changed = places.par_iter().map(|(rewrite, place)| {
            save::stage(place, &rewrite.after, true).map_err(|error| refused(&rewrite.path, error))
        });
        let staged: Vec<Result<_, Text>> = new.chain(changed).collect();
        save::put_all(staged.into_iter().collect::<Result<_, _>>()?)
            .map_err(|(path, error)| error.message(path))?;
        made.keep();
        Ok(())
    }
}
