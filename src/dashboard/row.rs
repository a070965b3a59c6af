//! The records that stand behind the numbers, and what a list says of each.

use super::members::Behind;
use super::state::{Mark, marks};
use crate::check::Context;
use crate::figure::Key;
use crate::form::content::listed;
use crate::plan::UnitIndex;
use crate::record::term::Word;
use crate::record::{Activity, Detail, Enterprise, Filing, Inspection, Kind, Origin, Penalty, Sanction};
use crate::status::Status;
use crate::store::records::AnyRecord;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashSet};

/// A record behind a number.
#[derive(Debug, Clone)]
pub struct Row<'r> {
    /// The record.
    pub record: AnyRecord<'r>,
    /// What a hazard is as of the day; nothing of others.
    pub marks: BTreeSet<Mark>,
}

/// The rows of a page: enterprises that are listed as of the day, the records behind the figures, and hazards
/// with a time limit that is over or near.
pub(super) fn rows<'r>(
    context: &Context<'r>,
    unit: UnitIndex,
    behind: &Behind,
    status: &Status<'_>,
) -> Vec<Row<'r>> {
    let enterprises = listed(context, unit, context.as_of);
    let enterprises = enterprises.into_iter().map(|entry| (Kind::Enterprise, entry.origin));
    let details = || status.leaves().map(|leaf| &leaf.details);
    let due = details().flat_map(|details| details.overdue.iter().chain(&details.due_soon));
    let due = due.map(|due| (Kind::Hazard, due.hazard.origin));
    let wanted: BTreeSet<(Kind, Origin)> = enterprises.chain(behind.records()).chain(due).collect();
    let found: HashSet<(Kind, Origin)> = behind.latest(&[Key::A1, Key::A3]).collect();
    let record = |(kind, origin): (Kind, Origin)| context.records.at(kind, origin);
    let row = |record: AnyRecord<'r>| {
        let found = found.contains(&(record.kind(), record.origin()));
        Row { record, marks: marks(record, found, context.as_of) }
    };
    wanted.into_iter().filter_map(record).map(row).collect()
}

impl Row<'_> {
    /// The day by which it counts.
    pub fn day(&self) -> NaiveDate {
        match self.record {
            AnyRecord::Enterprise(enterprise) => enterprise.listed_on,
            AnyRecord::Selfcheck(selfcheck) => selfcheck.submitted_on,
            AnyRecord::Hazard(hazard) => hazard.found_on,
            AnyRecord::Inspection(inspection) => inspection.date,
            AnyRecord::Penalty(penalty) => penalty.decided_on,
            AnyRecord::Activity(activity) => activity.date,
            AnyRecord::Filing(filing) => filing.filed_on,
        }
    }

    /// What it says, in one line.
    pub fn told(&self) -> String {
        match self.record {
            AnyRecord::Enterprise(enterprise) => of_enterprise(enterprise),
            AnyRecord::Selfcheck(_) => Kind::Selfcheck.name().zh.into_owned(),
            AnyRecord::Hazard(hazard) => hazard.description.clone(),
            AnyRecord::Inspection(inspection) => of_inspection(inspection),
            AnyRecord::Penalty(penalty) => of_penalty(penalty),
            AnyRecord::Activity(activity) => of_activity(activity),
            AnyRecord::Filing(filing) => of_filing(filing),
        }
    }
}

fn of_enterprise(enterprise: &Enterprise) -> String {
    let key = if enterprise.key { "重点企业" } else { "其他企业" };
    format!("{key}；{}；{}", enterprise.industry, enterprise.domains.join("、"))
}

fn of_inspection(inspection: &Inspection) -> String {
    let findings: Vec<&str> = inspection.findings.iter().map(|finding| finding.word()).collect();
    match findings.as_slice() {
        [] => format!("{}检查", inspection.kind),
        _ => format!("{}检查；{}", inspection.kind, findings.join("、")),
    }
}

fn of_penalty(penalty: &Penalty) -> String {
    let party = |name: &str, sanction: &Option<Sanction>| sanction.as_ref().map(|it| of_sanction(name, it));
    let halt = penalty.halt.then(|| "责令停产整顿".to_owned());
    let referred = penalty.referred.map(|persons| format!("移送司法机关{persons}人"));
    let parts =
        [party("企业", &penalty.on_enterprise), party("主要负责人", &penalty.on_principal), halt, referred];
    parts.into_iter().flatten().collect::<Vec<_>>().join("；")
}

/// `企业：罚款5万元、责令限期改正`
fn of_sanction(party: &str, sanction: &Sanction) -> String {
    let fine = sanction.fine.map(|fine| format!("罚款{fine}万元"));
    let parts: Vec<String> = fine.into_iter().chain(sanction.other.iter().cloned()).collect();
    if parts.is_empty() { format!("处罚{party}") } else { format!("{party}：{}", parts.join("、")) }
}

fn of_activity(activity: &Activity) -> String {
    let kind = activity.kind;
    let times = if activity.count > 1 { format!("（{}）", activity.count) } else { String::new() };
    match activity.detail {
        Detail::Case { dangerous_operation_crime: true } => format!("{kind}{times}；危险作业罪"),
        Detail::Reward { amount, anonymous: true } => format!("{kind}；{amount}万元；匿名举报"),
        Detail::Reward { amount, .. } => format!("{kind}；{amount}万元"),
        Detail::Inspectors { headcount } => format!("{kind}；{headcount}人"),
        Detail::Plain | Detail::Enterprise(_) | Detail::Case { .. } => format!("{kind}{times}"),
    }
}

fn of_filing(filing: &Filing) -> String {
    let month = filing.month.map(|month| format!("{month} ")).unwrap_or_default();
    format!("{month}{}的报送数字", filing.document)
}
