//! The seven kinds of record, as plain values: what a county writes down, once it has been read.
//!
//! No record knows where it stands in its file; [`Entry`] knows the file, and a rule names a field.

pub mod activity;
pub mod amount;
pub mod date;
pub mod draft;
pub mod enterprise;
pub mod filing;
pub mod hazard;
pub mod id;
pub mod inspection;
pub mod month;
pub mod penalty;
pub mod selfcheck;
pub mod term;

use crate::plan::UnitIndex;
use chrono::NaiveDate;

pub use activity::{Activity, Detail};
pub use amount::Amount;
pub use draft::Draft;
pub use enterprise::{Accident, Enterprise, Removal};
pub use filing::Filing;
pub use hazard::{Hazard, Rectification, Supervision};
pub use id::Id;
pub use inspection::Inspection;
pub use month::Month;
pub use penalty::{Penalty, Sanction};
pub use selfcheck::{Answer, Selfcheck};

/// A kind of record, in the order of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 企业 (附件2 one row)
    Enterprise,
    /// 自检自查 (附件1)
    Selfcheck,
    /// 重大事故隐患 (附件3-2 one row)
    Hazard,
    /// 执法检查
    Inspection,
    /// 行政处罚
    Penalty,
    /// 工作记录
    Activity,
    /// 报送记录
    Filing,
}

impl Kind {
    /// All kinds, in the order of the contract.
    pub const ALL: [Self; 7] = [
        Self::Enterprise,
        Self::Selfcheck,
        Self::Hazard,
        Self::Inspection,
        Self::Penalty,
        Self::Activity,
        Self::Filing,
    ];

    /// The folder that holds this kind, below the unit's folder.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprises",
            Self::Selfcheck => "selfchecks",
            Self::Hazard => "hazards",
            Self::Inspection => "inspections",
            Self::Penalty => "penalties",
            Self::Activity => "activities",
            Self::Filing => "filings",
        }
    }

    /// The kind whose folder has this name.
    pub fn of_folder(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == name)
    }

    /// What one record of the kind is called.
    pub const fn name(self) -> crate::lang::Text {
        use crate::lang::Text;
        match self {
            Self::Enterprise => Text::fixed("企业", "enterprise"),
            Self::Selfcheck => Text::fixed("自检自查", "selfcheck"),
            Self::Hazard => Text::fixed("隐患", "hazard"),
            Self::Inspection => Text::fixed("检查", "inspection"),
            Self::Penalty => Text::fixed("处罚", "penalty"),
            Self::Activity => Text::fixed("工作记录", "activity"),
            Self::Filing => Text::fixed("报送记录", "filing"),
        }
    }
}

/// Which file of [`Records::files`](crate::store::Records::files).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileIndex(pub u32);

/// Where a record stands: the unit's folder, the file, and which record of the file it is.
/// Ordered as the contract's path order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The file.
    pub file: FileIndex,
    /// The record's number in the file, from 0.
    pub nth: u32,
    /// The unit whose folder holds the file.
    pub unit: UnitIndex,
}

/// A record and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<T> {
    /// Where the record stands.
    pub origin: Origin,
    /// What every kind may carry.
    pub extras: Option<Box<Extras>>,
    /// The record itself.
    pub record: T,
}

impl<T> Entry<T> {
    /// The record's waivers.
    pub fn waivers(&self) -> &[Waiver] {
        self.extras.as_deref().map_or(&[], |extras| &extras.waivers)
    }

    /// The record's attachments.
    pub fn attachments(&self) -> &[Attachment] {
        self.extras.as_deref().map_or(&[], |extras| &extras.attachments)
    }

    /// The unit whose folder holds the record.
    pub fn unit(&self) -> UnitIndex {
        self.origin.unit
    }
}

impl<T> std::ops::Deref for Entry<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.record
    }
}

/// What every kind of record may carry beside its own keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extras {
    /// `note`
    pub note: Option<String>,
    /// `attachments`
    pub attachments: Vec<Attachment>,
    /// `waivers`
    pub waivers: Vec<Waiver>,
}

/// One entry of `attachments`: a path relative to the record's file, and what the store saw there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The path as written.
    pub path: String,
    /// What stands there.
    pub state: AttachmentState,
}

/// What the store saw at an attachment's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttachmentState {
    /// A regular file inside the repository.
    File,
    /// Nothing, or something that is no regular file.
    NotAFile,
    /// Nothing, but there is a file whose path is the same to some systems.
    Twin {
        /// Its path, relative to the root.
        path: Box<str>,
        /// Whether it looks the same too, and only its characters are composed otherwise.
        composed: bool,
    },
    /// The path is absolute, goes above the root, or passes a link.
    Outside,
}

/// One entry of `waivers`, in a record or in `hazards.toml`: a finding that the bureau accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The code of the waived rule (a V or P rule).
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Who has approved it.
    pub approved_by: Option<String>,
    /// The last day on which it holds.
    pub until: Option<NaiveDate>,
}

impl Waiver {
    /// Whether the waiver still holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

/// A record that could not be read, with what could be read of it, so that nothing else is
/// reported because of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stub {
    /// Its kind.
    pub kind: Kind,
    /// Where it stands.
    pub origin: Origin,
    /// `id` (a selfcheck's `enterprise`).
    pub id: Option<String>,
    /// `enterprise`
    pub enterprise: Option<String>,
    /// `hazard`
    pub hazard: Option<String>,
    /// `document`
    pub document: Option<term::Document>,
    /// `month`
    pub month: Option<Month>,
    /// Whether it stands in a file that is no readable YAML, so that what is known of it was
    /// only glimpsed in the raw lines.
    pub glimpsed: bool,
}

/// What all kinds have in common.
pub trait Record {
    /// The kind.
    const KIND: Kind;
    /// The record's id; a selfcheck's is its enterprise.
    fn id(&self) -> &str;
    /// The enterprise that the record is about, by id; an enterprise itself is about none other.
    fn enterprise(&self) -> Option<&str>;
}
