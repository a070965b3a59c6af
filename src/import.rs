//! Workbooks as counties really send them, into records: a file becomes a [`grid::Workbook`], its rows are
//! read by the words of their headings and held against the records that are there. What comes of it is a
//! [`proposal::Proposal`]; nothing is written here. What is not certain is never guessed: it is a question.

pub mod detect;
pub mod enterprises;
mod fields;
pub mod files;
pub mod grid;
pub mod hazards;
pub(crate) mod ids;
pub mod judge;
pub mod proposal;
mod propose;
pub mod read;
mod register;
pub mod returns;
pub mod selfcheck;
pub mod table;
mod units;
pub mod value;
pub mod words;

pub use propose::propose;

use crate::check::Context;
use crate::plan::UnitIndex;
use crate::record::Kind;
use proposal::RowName;
use std::collections::{BTreeMap, BTreeSet};

/// A form that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 附件 2
    Enterprises,
    /// 附件 1
    Selfcheck,
    /// 附件 3-1
    Return,
    /// 附件 3-2
    Hazards,
}

impl Form {
    /// All forms, in the order of the plan document.
    pub const ALL: [Self; 4] = [Self::Selfcheck, Self::Enterprises, Self::Return, Self::Hazards];

    /// The word on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enterprises => "annex2",
            Self::Selfcheck => "annex1",
            Self::Return => "3-1",
            Self::Hazards => "3-2",
        }
    }

    /// What the form is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Enterprises => "附件2 企业清单",
            Self::Selfcheck => "附件1 自检自查情况表",
            Self::Return => "附件3-1 调度表",
            Self::Hazards => "附件3-2 重大事故隐患清单",
        }
    }

    /// The kind of the records that it becomes.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Enterprises => Kind::Enterprise,
            Self::Selfcheck => Kind::Selfcheck,
            Self::Return => Kind::Filing,
            Self::Hazards => Kind::Hazard,
        }
    }
}

/// What a workbook is held against, and what whoever imports it has said.
#[derive(Clone, Copy)]
pub struct Request<'a, 'r> {
    /// The records that are there, as of the day by which the workbook's 是 and 否 are judged.
    pub context: &'a Context<'r>,
    /// The unit whose workbook it is; rows of units below it go to those.
    pub unit: UnitIndex,
    /// What has been said for all rows and for single ones.
    pub given: &'a Given,
}

/// What whoever imports a workbook has said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// What holds for new records where the workbook does not say it: by the path of the key.
    pub defaults: BTreeMap<&'static str, String>,
    /// The enterprise of a 附件1: its id, code or name.
    pub enterprise: Option<String>,
    /// Rows that are records of these ids.
    pub same: BTreeMap<RowName, String>,
    /// Rows that are new although others are like them.
    pub new: BTreeSet<RowName>,
}
