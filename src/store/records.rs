//! All records of a repository, in path order, with what could not be read.

use crate::finding::Finding;
use crate::plan::UnitIndex;
use crate::record::{
    Activity, Attachment, Enterprise, Entry, Extras, FileIndex, Filing, Hazard, Inspection, Kind, Origin,
    Penalty, Record, Selfcheck, Stub, Waiver,
};

/// All records of a repository, each kind in path order.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Records {
    /// The record files, in path order; a file that could not be read is among them.
    pub files: Vec<File>,
    /// 企业
    pub enterprises: Vec<Entry<Enterprise>>,
    /// 自检自查
    pub selfchecks: Vec<Entry<Selfcheck>>,
    /// 隐患
    pub hazards: Vec<Entry<Hazard>>,
    /// 检查
    pub inspections: Vec<Entry<Inspection>>,
    /// 处罚
    pub penalties: Vec<Entry<Penalty>>,
    /// 工作记录
    pub activities: Vec<Entry<Activity>>,
    /// 报送记录
    pub filings: Vec<Entry<Filing>>,
    /// Records that could not be read.
    pub stubs: Vec<Stub>,
    /// How many mappings were met as records, sound or not.
    pub met: usize,
    /// What was found while reading, in path order.
    pub findings: Vec<Finding>,
}

/// A file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Relative to the root, with `/`.
    pub path: String,
    /// The unit whose folder it is in.
    pub unit: Option<UnitIndex>,
    /// The kind whose folder it is in.
    pub kind: Option<Kind>,
    /// How many mappings were met as records, sound or not.
    pub met: usize,
    /// How many of its records, or itself, could not be read.
    pub unread: usize,
    /// What was found in it beyond the listed findings.
    pub unlisted: Unlisted,
}

/// Findings that are counted but not listed, because their file has too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unlisted {
    /// Errors.
    pub errors: usize,
}

impl Records {
    /// A file.
    pub fn file(&self, index: FileIndex) -> &File {
        &self.files[index.0 as usize]
    }

    /// The path of a record's file.
    pub fn path(&self, origin: Origin) -> &str {
        &self.file(origin.file).path
    }

    /// Makes room for the records of all parts.
    pub(super) fn reserve<'p>(&mut self, parts: impl Iterator<Item = &'p Self> + Clone) {
        let total = |count: fn(&Self) -> usize| parts.clone().map(count).sum();
        self.files.reserve_exact(total(|part| part.files.len()));
        self.enterprises.reserve_exact(total(|part| part.enterprises.len()));
        self.selfchecks.reserve_exact(total(|part| part.selfchecks.len()));
        self.hazards.reserve_exact(total(|part| part.hazards.len()));
        self.inspections.reserve_exact(total(|part| part.inspections.len()));
        self.penalties.reserve_exact(total(|part| part.penalties.len()));
        self.activities.reserve_exact(total(|part| part.activities.len()));
        self.filings.reserve_exact(total(|part| part.filings.len()));
    }

    /// Adds the records of files that come after all files so far in path order.
    pub(super) fn append(&mut self, mut next: Self) {
        let base = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        append(&mut self.enterprises, next.enterprises, base);
        append(&mut self.selfchecks, next.selfchecks, base);
        append(&mut self.hazards, next.hazards, base);
        append(&mut self.inspections, next.inspections, base);
        append(&mut self.penalties, next.penalties, base);
        append(&mut self.activities, next.activities, base);
        append(&mut self.filings, next.filings, base);
        self.stubs.extend(next.stubs.into_iter().map(|mut stub| {
            stub.origin.file.0 += base;
            stub
        }));
        self.files.append(&mut next.files);
        self.findings.append(&mut next.findings);
        self.met += next.met;
    }

    /// Hands over every attachment with the path of its record's file.
    pub(super) fn each_attachment(&mut self, mut look: impl FnMut(&str, &mut Attachment)) {
        fn each<T>(entries: &mut [Entry<T>], files: &[File], look: &mut impl FnMut(&str, &mut Attachment)) {
            for entry in entries {
                let path = files.get(entry.origin.file.0 as usize).map_or("", |file| file.path.as_str());
                for attachment in entry.extras.iter_mut().flat_map(|extras| &mut extras.attachments) {
                    look(path, attachment);
                }
            }
        }
        let files = &self.files;
        each(&mut self.enterprises, files, &mut look);
        each(&mut self.selfchecks, files, &mut look);
        each(&mut self.hazards, files, &mut look);
        each(&mut self.inspections, files, &mut look);
        each(&mut self.penalties, files, &mut look);
        each(&mut self.activities, files, &mut look);
        each(&mut self.filings, files, &mut look);
    }

    /// The sound record of a kind at a place.
    pub fn at(&self, kind: Kind, origin: Origin) -> Option<AnyRecord<'_>> {
        match kind {
            Kind::Enterprise => at(&self.enterprises, origin).map(AnyRecord::Enterprise),
            Kind::Selfcheck => at(&self.selfchecks, origin).map(AnyRecord::Selfcheck),
            Kind::Hazard => at(&self.hazards, origin).map(AnyRecord::Hazard),
            Kind::Inspection => at(&self.inspections, origin).map(AnyRecord::Inspection),
            Kind::Penalty => at(&self.penalties, origin).map(AnyRecord::Penalty),
            Kind::Activity => at(&self.activities, origin).map(AnyRecord::Activity),
            Kind::Filing => at(&self.filings, origin).map(AnyRecord::Filing),
        }
    }

    /// The sound records of a kind, in path order.
    pub fn of_kind(&self, kind: Kind) -> Box<dyn Iterator<Item = AnyRecord<'_>> + '_> {
        match kind {
            Kind::Enterprise => Box::new(self.enterprises.iter().map(AnyRecord::Enterprise)),
            Kind::Selfcheck => Box::new(self.selfchecks.iter().map(AnyRecord::Selfcheck)),
            Kind::Hazard => Box::new(self.hazards.iter().map(AnyRecord::Hazard)),
            Kind::Inspection => Box::new(self.inspections.iter().map(AnyRecord::Inspection)),
            Kind::Penalty => Box::new(self.penalties.iter().map(AnyRecord::Penalty)),
            Kind::Activity => Box::new(self.activities.iter().map(AnyRecord::Activity)),
            Kind::Filing => Box::new(self.filings.iter().map(AnyRecord::Filing)),
        }
    }

    /// All sound records, kind by kind, each kind in path order.
    pub fn all(&self) -> impl Iterator<Item = AnyRecord<'_>> {
        Kind::ALL.into_iter().flat_map(|kind| self.of_kind(kind))
    }
}

/// Adds entries whose files are counted from `base` on.
fn append<T>(all: &mut Vec<Entry<T>>, next: Vec<Entry<T>>, base: u32) {
    all.extend(next.into_iter().map(|mut entry| {
        entry.origin.file.0 += base;
        entry
    }));
}

/// The record at a place, in entries that are in path order.
fn at<T>(entries: &[Entry<T>], origin: Origin) -> Option<&Entry<T>> {
    entries
        .binary_search_by_key(&origin, |entry| entry.origin)
        .ok()
        .and_then(|position| entries.get(position))
}

/// A record of any kind.
#[derive(Debug, Clone, Copy)]
pub enum AnyRecord<'r> {
    /// 企业
    Enterprise(&'r Entry<Enterprise>),
    /// 自检自查
    Selfcheck(&'r Entry<Selfcheck>),
    /// 隐患
    Hazard(&'r Entry<Hazard>),
    /// 检查
    Inspection(&'r Entry<Inspection>),
    /// 处罚
    Penalty(&'r Entry<Penalty>),
    /// 工作记录
    Activity(&'r Entry<Activity>),
    /// 报送记录
    Filing(&'r Entry<Filing>),
}

/// The same expression for a record of any kind.
macro_rules! each {
    ($any:expr, $entry:ident => $expression:expr) => {
        match $any {
            AnyRecord::Enterprise($entry) => $expression,
            AnyRecord::Selfcheck($entry) => $expression,
            AnyRecord::Hazard($entry) => $expression,
            AnyRecord::Inspection($entry) => $expression,
            AnyRecord::Penalty($entry) => $expression,
            AnyRecord::Activity($entry) => $expression,
            AnyRecord::Filing($entry) => $expression,
        }
    };
}

impl<'r> AnyRecord<'r> {
    /// Where it stands.
    pub fn origin(self) -> Origin {
        each!(self, entry => entry.origin)
    }

    /// Its kind.
    pub fn kind(self) -> Kind {
        fn kind<T: Record>(_: &Entry<T>) -> Kind {
            T::KIND
        }
        each!(self, entry => kind(entry))
    }

    /// Its id; a selfcheck's is its enterprise.
    pub fn id(self) -> &'r str {
        each!(self, entry => entry.record.id())
    }

    /// The enterprise that it is about, by id.
    pub fn enterprise(self) -> Option<&'r str> {
        each!(self, entry => entry.record.enterprise())
    }

    /// What it carries beside the keys of its kind.
    pub fn extras(self) -> Option<&'r Extras> {
        each!(self, entry => entry.extras.as_deref())
    }

    /// Its waivers.
    pub fn waivers(self) -> &'r [Waiver] {
        each!(self, entry => entry.waivers())
    }

    /// Its attachments.
    pub fn attachments(self) -> &'r [Attachment] {
        each!(self, entry => entry.attachments())
    }
}
