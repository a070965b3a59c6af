//! Which commits entered records and which changed them last: every commit that touched their folders, newest
//! first, held record by record against each of its parents. So a record keeps its history when its file is
//! renamed, when a list is taken apart or put in another order, and when comments or line ends change.

use super::process::{failed, finish, git, output_of, run, start};
use super::{About, Commit, GitError, is_object, naming};
use crate::record::Kind;
use crate::store::changes::described;
use crate::store::decode::records_of;
use crate::store::names::is_yaml;
use crate::store::walk::FILE_LIMIT;
use crate::store::yaml;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, BufReader, Write};
use std::process::ChildStdout;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many commits are held against their parents at a time.
const COMMITS: usize = 64;
/// How many files are held in memory at a time.
const FILES: usize = 2_048;

/// A record, by what it keeps while it goes from file to file: the unit's folder, its kind, its id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Wanted {
    /// The id of the unit whose folder it is in.
    pub unit: String,
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

/// What the history says of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The commit since which it has been there; `None` where no commit has it.
    pub entered: Option<About>,
    /// The commit that changed it last; `None` where no commit has it as it is.
    pub changed: Option<About>,
}

/// The records of a file that are asked for, by their numbers, each with a digest of what it says.
type State = Vec<(usize, u64)>;

/// One parent's side of a commit: the files that differ, before and after.
type Side = Vec<(Option<String>, Option<String>, Folder)>;
/// The folder of a unit's records of a kind.
type Folder = (String, Kind);

/// What is known so far.
#[derive(Default, Clone)]
struct Found {
    entered: Option<String>,
    changed: Option<String>,
    done: bool,
}

/// The records asked for, and where they may be.
struct Asked<'w> {
    numbers: HashMap<&'w Folder, HashMap<&'w str, usize>>,
}

impl Commit {
    /// The commits that entered records and those that changed them last, up to this one. `texts` are the files
    /// of the working tree that hold the records now, each with its path; nothing for the commit's own records.
    /// Counts the commits looked at for somebody who waits.
    ///
    /// # Errors
    /// Git cannot read them.
    pub fn history(
        &self,
        wanted: &[Wanted],
        texts: &[(String, String)],
        count: &AtomicUsize,
    ) -> Result<Vec<Changes>, GitError> {
        let folders: Vec<Folder> = wanted.iter().map(|it| (it.unit.clone(), it.kind)).collect();
        let mut asked = Asked { numbers: HashMap::new() };
        let mut found = vec![Found::default(); wanted.len()];
        // Several of one id have one history: that of the first stands for them.
        let mut firsts = Vec::with_capacity(wanted.len());
        for (number, (one, folder)) in wanted.iter().zip(&folders).enumerate() {
            let first = *asked.numbers.entry(folder).or_default().entry(one.id.as_str()).or_insert(number);
            found.get_mut(number).into_iter().for_each(|found| found.done = first != number);
            firsts.push(first);
        }
        let uncommitted = self.uncommitted(&asked, texts, wanted.len())?;
        self.walk(&asked, &uncommitted, &mut found, count)?;
        for (found, _) in found.iter_mut().zip(&uncommitted).filter(|(_, uncommitted)| **uncommitted) {
            found.changed = None;
        }
        let named = found.iter().flat_map(|found| [&found.entered, &found.changed]).flatten();
        let hashes: Vec<String> = named.cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let about: HashMap<String, About> =
            self.about_all(&hashes)?.into_iter().map(|about| (about.commit.clone(), about)).collect();
        let of = |hash: &Option<String>| about.get(hash.as_ref()?).cloned();
        let changes = |found: &Found| Changes { entered: of(&found.entered), changed: of(&found.changed) };
        Ok(firsts.into_iter().map(|first| found.get(first).map(changes).unwrap_or_default()).collect())
    }

    /// Whether older commits have not been fetched, so that what entered a record may be older than it seems.
    pub fn is_shallow(&self) -> bool {
        naming::is_shallow(&self.root)
    }

    /// Which records are not in the commit as they are in the working tree.
    fn uncommitted(
        &self,
        asked: &Asked<'_>,
        texts: &[(String, String)],
        count: usize,
    ) -> Result<Vec<bool>, GitError> {
        let mut now: Vec<Vec<u64>> = vec![Vec::new(); count];
        let mut there = now.clone();
        let add = |all: &mut Vec<Vec<u64>>, state: &State| {
            for (number, digest) in state {
                all.get_mut(*number).into_iter().for_each(|digests| digests.push(*digest));
            }
        };
        let mut objects = Vec::new();
        let paths: HashMap<&str, Folder> = texts
            .iter()
            .filter_map(|(path, text)| {
                let folder = folder_of(path)?;
                add(&mut now, &asked.state(&folder, text.as_bytes()));
                Some((path.as_str(), folder))
            })
            .collect();
        if !paths.is_empty() {
            for blob in self.list()? {
                let path = blob.path.to_string_lossy().replace('\\', "/");
                let folder = paths.get(path.as_str()).filter(|_| blob.mode == super::Mode::File);
                objects.extend(folder.map(|folder| (blob.object, folder.clone())));
            }
        }
        let states = self.states(asked, &objects)?;
        // The same content may stand in several files.
        for object in &objects {
            states.get(object).into_iter().for_each(|state| add(&mut there, state));
        }
        now.iter_mut().chain(&mut there).for_each(|digests| digests.sort_unstable());
        Ok(now.iter().zip(&there).map(|(now, there)| !texts.is_empty() && now != there).collect())
    }

    /// Goes through the history, newest first, until all is found.
    fn walk(
        &self,
        asked: &Asked<'_>,
        uncommitted: &[bool],
        found: &mut [Found],
        count: &AtomicUsize,
    ) -> Result<(), GitError> {
        let folders: BTreeSet<String> =
            asked.numbers.keys().map(|(unit, kind)| format!("{unit}/{}", kind.folder())).collect();
        if folders.is_empty() {
            return Ok(());
        }
        let prefix = run(git(&self.root).args(["rev-parse", "--show-prefix"]))?.stdout;
        let prefix = String::from_utf8_lossy(&prefix).trim_end_matches(['\n', '\r']).to_owned();
        let mut list = git(&self.root);
        list.args(["rev-list", "--topo-order", &self.hash, "--"]).args(&folders);
        let list = run(&mut list)?;
        if !list.status.success() {
            return Err(failed(&String::from_utf8_lossy(&list.stderr)));
        }
        let mut differ = git(&self.root);
        differ.args(["diff-tree", "--stdin", "-r", "-z", "-m", "--root", "--raw", "--no-renames"]);
        differ.args(["--no-ext-diff", "--no-textconv", "--no-abbrev", "--ignore-submodules=all", "--"]);
        let mut child = start(differ.args(&folders))?;
        let asking = child.stdin.take();
        let mut answers = Answers { lines: BufReader::new(output_of(&mut child)?), prefix, next: None };
        let (mut finished, mut early) = (Ok(()), false);
        std::thread::scope(|scope| {
            scope.spawn(|| asking?.write_all(&list.stdout).ok());
            loop {
                let commits = match answers.take(COMMITS) {
                    Ok(commits) if commits.is_empty() => break,
                    Ok(commits) => commits,
                    Err(error) => {
                        finished = Err(failed(&error.to_string()));
                        break;
                    }
                };
                if let Err(error) = self.look(asked, &commits, uncommitted, found) {
                    finished = Err(error);
                    break;
                }
                count.fetch_add(commits.len(), Ordering::Relaxed);
                early = found.iter().all(|found| found.done);
                if early {
                    break;
                }
            }
            // Git stops when nobody reads, and then the thread does.
            drop(answers);
        });
        match finish(child) {
            Err(said) if !early && finished.is_ok() => Err(said),
            _ => finished,
        }
    }

    /// Holds commits against their parents.
    fn look(
        &self,
        asked: &Asked<'_>,
        commits: &[(String, Vec<Side>)],
        uncommitted: &[bool],
        found: &mut [Found],
    ) -> Result<(), GitError> {
        let sides = commits.iter().flat_map(|(_, sides)| sides).flatten();
        let named = sides.flat_map(|(old, new, folder)| {
            [old, new].into_iter().flatten().map(move |object| (object.clone(), folder.clone()))
        });
        let objects: Vec<(String, Folder)> = named.collect::<BTreeSet<_>>().into_iter().collect();
        let states = self.states(asked, &objects)?;
        for (hash, sides) in commits {
            let sides: Vec<Compared> = sides.iter().map(|side| compare(side, &states)).collect();
            let Some(first) = sides.first() else { continue };
            for number in first.keys() {
                let Some(all) = sides.iter().map(|side| side.get(number)).collect::<Option<Vec<_>>>() else {
                    continue;
                };
                let Some(found) = found.get_mut(*number).filter(|found| !found.done) else { continue };
                let there = all.iter().all(|(_, new)| !new.is_empty());
                let entered = there && all.iter().all(|(old, _)| old.is_empty());
                if there && all.iter().all(|(old, new)| old != new) {
                    found.changed.get_or_insert_with(|| hash.clone());
                }
                if entered {
                    found.entered = Some(hash.clone());
                }
                // What was taken out before is not what has been put in since without a commit.
                let is_new = uncommitted.get(*number).is_some_and(|is| *is) && found.changed.is_none();
                found.done = entered || (is_new && all.iter().all(|(_, new)| new.is_empty()));
            }
        }
        Ok(())
    }

    /// What the files say of the records asked for.
    fn states(
        &self,
        asked: &Asked<'_>,
        objects: &[(String, Folder)],
    ) -> Result<HashMap<(String, Folder), State>, GitError> {
        let mut states = HashMap::new();
        for part in objects.chunks(FILES) {
            let names: Vec<&str> = part.iter().map(|(object, _)| object.as_str()).collect();
            let mut contents: Vec<Vec<u8>> = Vec::with_capacity(part.len());
            self.read_objects(&names, |size, content| {
                let mut bytes = Vec::new();
                if size <= FILE_LIMIT {
                    content.read_to_end(&mut bytes)?;
                }
                contents.push(bytes);
                Ok(())
            })?;
            let of = |(key, bytes): (&(String, Folder), Vec<u8>)| (key.clone(), asked.state(&key.1, &bytes));
            states.par_extend(part.par_iter().zip(contents).map(of));
        }
        Ok(states)
    }
}

impl Asked<'_> {
    /// What a file of a folder says of the records asked for. Of a file that is no readable YAML that is not
    /// known: a record whose id is somewhere in it is as the file is.
    fn state(&self, folder: &Folder, bytes: &[u8]) -> State {
        let Some(numbers) = self.numbers.get(folder) else { return State::new() };
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let text = if text.contains('\r') { text.replace("\r\n", "\n").into() } else { text };
        let tree = yaml::parse(&text);
        let key = if folder.1 == Kind::Selfcheck { "enterprise" } else { "id" };
        let mut state = State::new();
        for record in records_of(&tree).filter_map(Result::ok) {
            let id = record.entries().find(|(name, _)| name.text() == key).map(|(_, value)| value.text());
            if let Some(number) = id.and_then(|id| numbers.get(id)) {
                state.push((*number, digest(&described(record))));
            }
        }
        if tree.documents().any(|document| document.faulty) {
            let glimpsed = numbers.iter().filter(|(id, _)| text.contains(**id));
            let glimpsed = glimpsed.filter(|(_, number)| state.iter().all(|(known, _)| known != *number));
            let glimpsed: State = glimpsed.map(|(_, number)| (*number, digest(&text))).collect();
            state.extend(glimpsed);
        }
        state
    }
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Of each record in the files that differ what it was before and after; of several of an id all.
type Compared = HashMap<usize, (Vec<u64>, Vec<u64>)>;

fn compare(side: &Side, states: &HashMap<(String, Folder), State>) -> Compared {
    let mut compared = Compared::new();
    for (old, new, folder) in side {
        let state = |object: &Option<String>| states.get(&(object.clone()?, folder.clone()));
        for (number, digest) in state(old).into_iter().flatten() {
            compared.entry(*number).or_default().0.push(*digest);
        }
        for (number, digest) in state(new).into_iter().flatten() {
            compared.entry(*number).or_default().1.push(*digest);
        }
    }
    for (old, new) in compared.values_mut() {
        old.sort_unstable();
        new.sort_unstable();
    }
    compared
}

/// What `diff-tree --stdin -z -m` answers: for each parent of a commit its name, then of each file the modes and
/// objects, and the path.
struct Answers {
    lines: BufReader<ChildStdout>,
    /// The data folder in the git repository, with a slash behind.
    prefix: String,
    /// The name of the commit that comes next.
    next: Option<String>,
}

impl Answers {
    /// The next commits, all sides of each.
    fn take(&mut self, most: usize) -> io::Result<Vec<(String, Vec<Side>)>> {
        let mut commits: Vec<(String, Vec<Side>)> = Vec::new();
        if let Some(next) = self.next.take() {
            commits.push((next, vec![Side::new()]));
        }
        while let Some(word) = self.word()? {
            if is_object(&word) {
                let full = commits.len() == most;
                match commits.last_mut() {
                    Some((last, sides)) if *last == word => sides.push(Side::new()),
                    _ if full => {
                        self.next = Some(word);
                        break;
                    }
                    _ => commits.push((word, vec![Side::new()])),
                }
                continue;
            }
            let Some(path) = self.word()? else { break };
            let side = commits.last_mut().and_then(|(_, sides)| sides.last_mut());
            let inside = path.strip_prefix(&self.prefix).and_then(folder_of);
            if let (Some(side), Some(folder)) = (side, inside) {
                let [old, new] = files_of(&word);
                side.push((old, new, folder));
            }
        }
        Ok(commits)
    }

    fn word(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        let length = self.lines.read_until(0, &mut bytes)?;
        let word = bytes.strip_suffix(b"\0").unwrap_or(&bytes);
        Ok((length > 0).then(|| String::from_utf8_lossy(word).into_owned()))
    }
}

/// The objects before and after of `:100644 100644 <old> <new> M`; `None` for what is no regular file.
fn files_of(line: &str) -> [Option<String>; 2] {
    let words: Vec<&str> = line.trim_start_matches(':').split(' ').collect();
    let file = |mode: usize, object: usize| {
        let (mode, object) = (words.get(mode)?, words.get(object)?);
        (mode.starts_with("100") && is_object(object)).then(|| (*object).to_owned())
    };
    [file(0, 2), file(1, 3)]
}

/// The unit's folder and the kind of a record file; hidden ones are none.
fn folder_of(path: &str) -> Option<Folder> {
    let mut parts = path.split('/');
    let (unit, kind) = (parts.next()?, Kind::of_folder(parts.next()?)?);
    let visible = parts.clone().next().is_some() && parts.all(|part| !part.starts_with('.'));
    (visible && is_yaml(path)).then(|| (unit.to_owned(), kind))
}
