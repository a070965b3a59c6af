//! All records of a repository, in path order, with what could not be read.

use crate::finding::Finding;
use crate::plan::UnitIndex;
use crate::record::{
    Activity, Attachment, Enterprise, Entry, FileIndex, Filing, Hazard, Inspection, Kind, Origin, Penalty,
    Record, Selfcheck, Stub, Waiver,
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

    /// All sound records, kind by kind, each kind in path order.
    pub fn all(&self) -> impl Iterator<Item = AnyRecord<'_>> {
        let enterprises = self.enterprises.iter().map(AnyRecord::Enterprise);
        enterprises
            .chain(self.selfchecks.iter().map(AnyRecord::Selfcheck))
            .chain(self.hazards.iter().map(AnyRecord::Hazard))
            .chain(self.inspections.iter().map(AnyRecord::Inspection))
            .chain(self.penalties.iter().map(AnyRecord::Penalty))
            .chain(self.activities.iter().map(AnyRecord::Activity))
            .chain(self.filings.iter().map(AnyRecord::Filing))
    }
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

    /// Its waivers.
    pub fn waivers(self) -> &'r [Waiver] {
        each!(self, entry => entry.waivers())
    }

    /// Its attachments.
    pub fn attachments(self) -> &'r [Attachment] {
        each!(self, entry => entry.attachments())
    }
}
