//! What a rule is, and what it reports.

use super::Context;
use crate::finding::{Field, Severity};
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::{Activity, Enterprise, Entry, Filing, Hazard, Inspection, Origin, Penalty, Selfcheck};
use crate::store::records::AnyRecord;

/// A rule: everything about it in one value.
#[derive(Debug)]
pub struct Rule {
    /// The stable code, e.g. `P007`.
    pub code: &'static str,
    /// The stable name, which names the fault, e.g. `five-elements`.
    pub name: &'static str,
    /// The severity where no override and no fault of its own says otherwise.
    pub severity: Severity,
    /// What the rule reports, in one line.
    pub summary: Text,
    /// What to do, in one line.
    pub help: Text,
    /// Why, when exactly, and what is not reported: some sentences.
    pub explain: Text,
    /// The passage of plan document, law or contract that it comes from.
    pub basis: Text,
    /// A file that breaks the rule.
    pub wrong: Example,
    /// The same file, put right.
    pub right: Example,
    /// What it looks at.
    pub examine: Examine,
}

/// A file that shows a rule, laid over the smallest clean repository.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Where it stands, relative to the root.
    pub path: &'static str,
    /// What is in it.
    pub text: &'static str,
}

impl Rule {
    /// Whether findings of the rule can be waived, and its severity overridden: V and P rules.
    pub fn is_negotiable(&self) -> bool {
        self.code.starts_with(['V', 'P'])
    }
}

/// What a rule looks at: the runner walks, and adds file, code and severity.
#[derive(Debug)]
pub enum Examine {
    /// Found while the files are read.
    Reading,
    /// Found when the waivers are applied.
    Waivers,
    /// Each enterprise.
    Enterprise(fn(&Entry<Enterprise>, &Context<'_>) -> Vec<Fault>),
    /// Each selfcheck.
    Selfcheck(fn(&Entry<Selfcheck>, &Context<'_>) -> Vec<Fault>),
    /// Each hazard.
    Hazard(fn(&Entry<Hazard>, &Context<'_>) -> Vec<Fault>),
    /// Each inspection.
    Inspection(fn(&Entry<Inspection>, &Context<'_>) -> Vec<Fault>),
    /// Each penalty.
    Penalty(fn(&Entry<Penalty>, &Context<'_>) -> Vec<Fault>),
    /// Each activity.
    Activity(fn(&Entry<Activity>, &Context<'_>) -> Vec<Fault>),
    /// Each filing.
    Filing(fn(&Entry<Filing>, &Context<'_>) -> Vec<Fault>),
    /// Each record of any kind.
    Any(fn(AnyRecord<'_>, &Context<'_>) -> Vec<Fault>),
    /// Each unit of the plan, with a folder or not.
    Unit(fn(UnitIndex, &Context<'_>) -> Vec<Fault>),
    /// All records at once; each fault comes with the record that it is about.
    Whole(fn(&Context<'_>) -> Vec<(Origin, Fault)>),
}

/// What a rule sees: it becomes a [`Finding`](crate::finding::Finding) with place, code and severity.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The field that it is about; empty for the record's first line.
    pub field: Field,
    /// What is wrong.
    pub message: Text,
    /// What to do, where the rule's own help is too general.
    pub help: Option<Text>,
    /// A severity other than the rule's own.
    pub severity: Option<Severity>,
}

impl Fault {
    /// A fault at a field of the record. Where the field is missing it stands at the record's first line.
    pub fn at(field: impl Into<Field>, message: Text) -> Self {
        Self { field: field.into(), message, help: None, severity: None }
    }

    /// A fault of the record as a whole, or of a unit.
    pub fn of_record(message: Text) -> Self {
        Self::at("", message)
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// Sets a severity other than the rule's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }
}
