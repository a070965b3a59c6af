//! Walking: which files of the folder are record files, read in parallel, and what stands where a
//! record file or folder was expected.

use super::decode::{Known, add_file, decode, too_large};
use super::files::{Content, Folder, Listed, Seen, parts_inside};
use super::names::{is_yaml, join, path_order};
use super::records::{File, Records};
use super::refusal;
use super::twins::Spellings;
use crate::catalog::Catalog;
use crate::finding::{Field, Finding, Severity, Spot};
use crate::lang::Text;
use crate::plan::{Plan, UnitIndex};
use crate::record::{Attachment, AttachmentState, Kind};
use crate::text::{is_control, is_invisible, nearest, quote};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most bytes that a record file may have: 16 MiB.
pub(super) const FILE_LIMIT: u64 = 16 << 20;
/// The most folders between a kind's folder and a file.
const DEPTH: usize = 32;
/// How many files are read in one go by one thread.
const CHUNK: usize = 64;

/// What is known of a folder on the way down.
#[derive(Debug, Clone, Copy)]
enum Place {
    Root,
    Unit(UnitIndex),
    Kind(UnitIndex, Kind, usize),
    /// Where no record may be, and the unit if it is in a unit's folder.
    Elsewhere(Option<UnitIndex>, usize),
}

impl Place {
    fn unit(self) -> Option<UnitIndex> {
        match self {
            Self::Root => None,
            Self::Unit(unit) | Self::Kind(unit, ..) => Some(unit),
            Self::Elsewhere(unit, _) => unit,
        }
    }

    /// What is known one folder further down.
    fn below(self, name: &str, plan: &Plan) -> Self {
        match self {
            Self::Root => plan.find_unit(name).map_or(Self::Elsewhere(None, 0), Self::Unit),
            Self::Unit(unit) => match Kind::of_folder(name) {
                Some(kind) if kind == Kind::Filing || plan.unit(unit).level.holds_records() => {
                    Self::Kind(unit, kind, 0)
                }
                _ => Self::Elsewhere(Some(unit), 0),
            },
            Self::Kind(unit, kind, depth) => Self::Kind(unit, kind, depth + 1),
            Self::Elsewhere(unit, depth) => Self::Elsewhere(unit, depth + 1),
        }
    }

    fn kind(self) -> Option<Kind> {
        match self {
            Self::Kind(_, kind, _) => Some(kind),
            _ => None,
        }
    }
}

/// The records of some files of one folder that stand together in path order.
struct Chunk {
    first: String,
    records: Records,
}

struct Walk<'w> {
    root: &'w Folder,
    plan: &'w Plan,
    catalog: &'w Catalog,
    /// How many files have been read, for those who wait.
    count: &'w AtomicUsize,
    chunks: Mutex<Vec<Chunk>>,
    /// Findings about what is no file: folders, links.
    others: Mutex<Vec<Finding>>,
    spellings: Spellings,
}

/// Reads all records below a root.
pub(super) fn read(root: &Folder, plan: &Plan, catalog: &Catalog, count: &AtomicUsize) -> Records {
    let walk = Walk::new(root, plan, catalog, count);
    rayon::scope(|scope| walk.folder(scope, root.clone(), String::new(), Place::Root));
    let mut chunks = into_inner(walk.chunks);
    chunks.sort_unstable_by(|a, b| a.first.cmp(&b.first));
    let mut records = Records { findings: into_inner(walk.others), ..Records::default() };
    records.reserve(chunks.iter().map(|chunk| &chunk.records));
    for chunk in chunks {
        records.append(chunk.records);
    }
    records
}

/// What one record file holds, given its bytes: the same as if they stood on the disk.
pub(super) fn read_one(root: &Folder, plan: &Plan, catalog: &Catalog, path: &str, bytes: &[u8]) -> Records {
    let count = AtomicUsize::new(0);
    let walk = Walk::new(root, plan, catalog, &count);
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders).split('/');
    let place =
        folders.filter(|name| !name.is_empty()).fold(Place::Root, |place, name| place.below(name, plan));
    let mut records = match place {
        Place::Kind(unit, kind, _) => {
            let mut records = Records::default();
            let known = Known { path, unit, kind };
            if bytes.len() as u64 > FILE_LIMIT {
                too_large(known, &mut records);
            } else {
                decode(bytes, known, catalog, &mut records);
            }
            records.each_attachment(|path, attachment| walk.look_at(path, attachment));
            records
        }
        _ => walk.misplaced(path.to_owned(), place).records,
    };
    records.findings.extend(into_inner(walk.others));
    records
}

/// A panic in a reading thread has ended the scope already.
fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn keep<T>(mutex: &Mutex<Vec<T>>, values: impl IntoIterator<Item = T>) {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(values);
}

impl<'w> Walk<'w> {
    fn new(root: &'w Folder, plan: &'w Plan, catalog: &'w Catalog, count: &'w AtomicUsize) -> Self {
        let (chunks, others, spellings) = Default::default();
        Self { root, plan, catalog, count, chunks, others, spellings }
    }

    fn folder<'s>(&'s self, scope: &rayon::Scope<'s>, folder: Folder, path: String, place: Place) {
        let listed = match folder.list() {
            Ok(listed) => listed,
            Err(error) => {
                self.note("F010", &path, place, refusal(&error));
                return;
            }
        };
        // In path order a folder stands where its name with a slash does: files before and after it are
        // never read in one chunk, so that chunks put together by their first file are in path order.
        let mut listed: Vec<(String, Listed)> = listed
            .into_iter()
            .map(|entry| (entry.name.to_string_lossy().into_owned(), entry))
            .filter(|(name, _)| !name.starts_with('.'))
            .collect();
        listed.sort_unstable_by(|(a, first), (b, second)| {
            path_order(a, first.kind == Seen::Folder, b, second.kind == Seen::Folder)
        });
        let mut files = Vec::new();
        for (name, entry) in listed {
            self.judge_name(&entry, &name, &path, place);
            match entry.kind {
                Seen::File if is_yaml(&name) => files.push((entry, name)),
                Seen::File => {}
                Seen::Folder => {
                    self.files(scope, &folder, &path, place, std::mem::take(&mut files));
                    self.below(scope, &folder, &entry, &join(&path, &name), place);
                }
                Seen::Link | Seen::Other => self.judge_other(&folder, &entry, &name, &path, place),
            }
        }
        self.files(scope, &folder, &path, place, files);
    }

    /// Reads files that stand together in path order, in chunks.
    fn files<'s>(
        &'s self,
        scope: &rayon::Scope<'s>,
        folder: &Folder,
        path: &str,
        place: Place,
        mut files: Vec<(Listed, String)>,
    ) {
        let Place::Kind(unit, kind, _) = place else {
            keep(&self.chunks, files.iter().map(|(_, name)| self.misplaced(join(path, name), place)));
            return;
        };
        while !files.is_empty() {
            let chunk = files.split_off(files.len().saturating_sub(CHUNK));
            let (folder, path) = (folder.clone(), path.to_owned());
            scope.spawn(move |_| self.read_files(&folder, &path, unit, kind, &chunk));
        }
    }

    /// Goes down into a folder, in a task of its own, so that few folders are open at a time.
    fn below<'s>(
        &'s self,
        scope: &rayon::Scope<'s>,
        folder: &Folder,
        entry: &Listed,
        path: &str,
        place: Place,
    ) {
        let name = entry.name.to_string_lossy();
        let place = place.below(&name, self.plan);
        match place {
            Place::Kind(.., depth) | Place::Elsewhere(_, depth) if depth > DEPTH => {
                self.note(
                    "F010",
                    path,
                    place,
                    Text::made(
                        format!("文件夹超过 {DEPTH} 层，未读取"),
                        format!("more than {DEPTH} folders deep, not read"),
                    ),
                );
                return;
            }
            _ => {}
        }
        let (folder, name, path) = (folder.clone(), entry.name.clone(), path.to_owned());
        scope.spawn(move |scope| match folder.folder(&name) {
            Ok(below) => self.folder(scope, below, path, place),
            Err(error) => self.note("F010", &path, place, refusal(&error)),
        });
    }

    /// F008: a name that is not UTF-8 or has characters that cannot be seen.
    fn judge_name(&self, entry: &Listed, name: &str, path: &str, place: Place) {
        let record_folder =
            entry.kind == Seen::Folder && !matches!(place, Place::Root | Place::Elsewhere(..));
        let concerns = record_folder || is_yaml(name);
        if !concerns {
            return;
        }
        let said = if entry.name.to_str().is_none() {
            Text::fixed("文件名不是 UTF-8 编码", "the name is not UTF-8")
        } else if name.contains(|c| is_control(c) || is_invisible(c) || matches!(c, '\t' | '\n' | '\r')) {
            Text::fixed("文件名含有看不见的字符或控制字符", "the name has invisible or control characters")
        } else {
            return;
        };
        self.note("F008", &join(path, name), place, said);
    }

    /// F009: a link, FIFO, socket or device where a record file or folder was expected.
    fn judge_other(&self, folder: &Folder, entry: &Listed, name: &str, path: &str, place: Place) {
        let expected = is_yaml(name)
            || match place {
                Place::Root => self.plan.find_unit(name).is_some(),
                Place::Unit(_) => Kind::of_folder(name).is_some(),
                // A link to some other file, a photo for instance, is no business of ours.
                Place::Kind(..) => entry.kind == Seen::Link && !folder.leads_to_file(&entry.name),
                Place::Elsewhere(..) => false,
            };
        if expected {
            // The finding is that of the unit or kind whose folder it should be.
            let place = match place {
                Place::Root => self.plan.find_unit(name).map_or(place, Place::Unit),
                Place::Unit(unit) => Kind::of_folder(name).map_or(place, |kind| Place::Kind(unit, kind, 0)),
                Place::Kind(..) | Place::Elsewhere(..) => place,
            };
            self.note("F009", &join(path, name), place, not_a_file(entry.kind));
        }
    }

    fn read_files(
        &self,
        folder: &Folder,
        path: &str,
        unit: UnitIndex,
        kind: Kind,
        names: &[(Listed, String)],
    ) {
        let mut records = Records::default();
        for (entry, name) in names {
            let path = join(path, name);
            let known = Known { path: &path, unit, kind };
            let place = Place::Kind(unit, kind, 0);
            match folder.read(&entry.name, FILE_LIMIT) {
                Ok(Content::Bytes(bytes)) => decode(&bytes, known, self.catalog, &mut records),
                Ok(Content::TooLarge) => too_large(known, &mut records),
                Ok(Content::NotAFile | Content::Outside) => {
                    self.note("F009", &path, place, not_a_file(Seen::Other));
                }
                Err(error) => {
                    self.note("F010", &path, place, refusal(&error));
                    add_file(known, 1, 0, &mut records);
                }
            }
        }
        self.count.fetch_add(names.len(), Ordering::Relaxed);
        records.each_attachment(|path, attachment| self.look_at(path, attachment));
        if let Some(first) = records.files.first() {
            keep(&self.chunks, [Chunk { first: first.path.clone(), records }]);
        }
    }

    /// F007
    fn misplaced(&self, path: String, place: Place) -> Chunk {
        self.note("F007", &path, place, self.why_misplaced(&path, place));
        let (first, unit) = (path.clone(), place.unit());
        let file = File { path, unit, kind: None, met: 0, unread: 1, unlisted: Default::default() };
        Chunk { first, records: Records { files: vec![file], ..Records::default() } }
    }

    fn why_misplaced(&self, path: &str, place: Place) -> Text {
        let mut parts = path.split('/');
        let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let is_file = !path.contains('/');
        if let Some(unit) = place.unit() {
            let unit = self.plan.unit(unit);
            if Kind::of_folder(second).is_some() {
                let id = &unit.id;
                return Text::made(
                    format!("单位 `{id}` 的文件夹只能有 filings"),
                    format!("the folder of unit `{id}` may hold filings only"),
                );
            }
            let folders = Kind::ALL.map(Kind::folder);
            let near = nearest(second, folders).map_or((String::new(), String::new()), |near| {
                (format!("，是否为 `{near}`？"), format!(", did you mean `{near}`?"))
            });
            return Text::made(
                format!("YAML 文件应在 <单位>/<种类>/ 之下{}", near.0),
                format!("a YAML file must be below <unit>/<kind>/{}", near.1),
            );
        }
        if is_file {
            return Text::fixed(
                "YAML 文件应在 <单位>/<种类>/ 之下",
                "a YAML file must be below <unit>/<kind>/",
            );
        }
        let near = nearest(first, self.plan.units.iter().map(|unit| unit.id.as_str()));
        let near = near.map_or((String::new(), String::new()), |near| {
            (format!("，是否为 `{near}`？"), format!(", did you mean `{near}`?"))
        });
        Text::made(
            format!("方案中没有单位 {}{}", quote(first), near.0),
            format!("the plan has no unit {}{}", quote(first), near.1),
        )
    }

    fn note(&self, rule: &'static str, path: &str, place: Place, message: Text) {
        let registered = crate::check::rules::find(rule);
        let finding = Finding {
            rule,
            severity: registered.map_or(Severity::Error, |rule| rule.severity),
            unit: place.unit(),
            kind: place.kind(),
            id: None,
            path: path.to_owned(),
            spot: Spot::Nowhere,
            field: Field::default(),
            twin: 0,
            message,
            help: registered.map(|rule| rule.help.clone()).unwrap_or_default(),
            waived: false,
            spoils: matches!(rule, "F007" | "F010"),
            fix: None,
        };
        keep(&self.others, [finding]);
    }

    /// Looks what stands at the path of an attachment, relative to the record's file.
    fn look_at(&self, path: &str, attachment: &mut Attachment) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        attachment.state = match parts_inside(folder, &attachment.path) {
            None => AttachmentState::Outside,
            Some(_) if attachment.path.ends_with('/') => AttachmentState::NotAFile,
            Some(parts) => match self.root.look_path(&parts) {
                Ok(Seen::File) => AttachmentState::File,
                Ok(Seen::Link) => AttachmentState::Outside,
                Ok(Seen::Folder | Seen::Other) => AttachmentState::NotAFile,
                Err(_) => self.spellings.find(self.root, &parts).unwrap_or(AttachmentState::NotAFile),
            },
        };
    }
}

fn not_a_file(kind: Seen) -> Text {
    match kind {
        Seen::Link => Text::fixed("是符号链接，未打开", "is a symbolic link and was not opened"),
        _ => Text::fixed("不是普通文件，未打开", "is no regular file and was not opened"),
    }
}
