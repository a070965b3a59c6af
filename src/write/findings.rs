//! Findings in each format: one file a format, all from the same list.

pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod sarif;
pub mod short;
pub mod statistics;

use crate::check::{Listing, Rule};
use crate::lang::Lang;
use crate::plan::Plan;
use chrono::NaiveDate;

/// What a writer of findings is given.
#[derive(Debug, Clone, Copy)]
pub struct Report<'r> {
    /// The findings and their counts.
    pub listing: &'r Listing,
    /// The plan, for the names of units.
    pub plan: &'r Plan,
    /// The day whose end was judged.
    pub as_of: NaiveDate,
    /// How many files were looked at.
    pub files: usize,
    /// How many records were met, sound or not.
    pub records: usize,
    /// The language of messages.
    pub lang: Lang,
    /// The rules that were judged, in the order of their codes.
    pub rules: &'r [&'static Rule],
    /// Whether warnings make the check fail.
    pub deny_warnings: bool,
    /// How many findings are left out since they are in the baseline, where there is one.
    pub baselined: Option<usize>,
}

/// A format of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    Human,
    /// A line a finding.
    Short,
    /// One document.
    Json,
    /// A document a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab Code Quality.
    Gitlab,
    /// JUnit XML.
    Junit,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 8] = [
        Self::Human,
        Self::Short,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
        }
    }

    /// The format that the ending of a file's name, in small letters, stands for.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "txt" => Some(Self::Human),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "sarif" => Some(Self::Sarif),
            "xml" => Some(Self::Junit),
            _ => None,
        }
    }

    /// Writes the findings.
    pub fn write(self, report: &Report<'_>, colour: bool) -> String {
        match self {
            Self::Human => human::write(report, colour),
            Self::Short => short::write(report),
            Self::Json => json::write(report),
            Self::Jsonl => jsonl::write(report),
            Self::Sarif => sarif::write(report),
            Self::Github => github::write(report),
            Self::Gitlab => gitlab::write(report),
            Self::Junit => junit::write(report),
        }
    }
}
