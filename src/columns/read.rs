//! How each key of each kind is read from a record.

use super::{Cell, Read};
use crate::record::term::Word;
use crate::record::{Detail, Hazard, Kind, Rectification, Sanction};
use crate::store::records::AnyRecord;

/// The readers of a kind: the path of each key and what is read there.
macro_rules! readers {
    ($kind:ident, $record:ident: $($path:literal => $cell:expr,)+) => {
        &[$(($path, |row| match row.record {
            AnyRecord::$kind($record) => $cell.into(),
            _ => Cell::None,
        }),)+]
    };
}

type Readers = &'static [(&'static str, Read)];

fn readers(kind: Kind) -> Readers {
    match kind {
        Kind::Enterprise => ENTERPRISE,
        Kind::Selfcheck => SELFCHECK,
        Kind::Hazard => HAZARD,
        Kind::Inspection => INSPECTION,
        Kind::Penalty => PENALTY,
        Kind::Activity => ACTIVITY,
        Kind::Filing => FILING,
    }
}

/// How a key of a kind is read.
pub(super) fn reader(kind: Kind, path: &str) -> Option<Read> {
    let all = readers(kind).iter().chain(EXTRAS);
    all.into_iter().find(|(known, _)| *known == path).map(|(_, read)| *read)
}

/// How many keys of a kind can be read.
#[cfg(test)]
pub(super) fn known(kind: Kind) -> usize {
    readers(kind).len() + EXTRAS.len()
}

/// How the place of a record is read.
pub(super) fn place(name: &str) -> Read {
    match name {
        "unit" => |row| (&row.plan.unit(row.record.origin().unit).id).into(),
        "unit_name" => |row| (&row.plan.unit(row.record.origin().unit).name).into(),
        "path" => |row| row.records.path(row.record.origin()).into(),
        _ => |row| row.line.map_or(Cell::None, |line| Cell::Whole(line as u64)),
    }
}

fn word<'r>(word: impl Word) -> Cell<'r> {
    word.word().into()
}

fn list<'r, T>(items: &'r [T]) -> Cell<'r>
where
    &'r T: Into<Cell<'r>>,
{
    Cell::List(items.iter().map(Into::into).collect())
}

const EXTRAS: Readers = &[
    ("note", |row| row.record.extras().and_then(|extras| extras.note.as_ref()).into()),
    ("attachments", |row| {
        Cell::List(row.record.attachments().iter().map(|attachment| (&attachment.path).into()).collect())
    }),
    ("waivers", |row| {
        let waivers = row.record.waivers().iter().map(|waiver| {
            vec![
                (&waiver.rule).into(),
                (&waiver.reason).into(),
                waiver.approved_by.as_ref().into(),
                waiver.until.into(),
            ]
        });
        Cell::Rows(waivers.collect())
    }),
];

const ENTERPRISE: Readers = readers!(Enterprise, enterprise:
    "id" => &enterprise.id,
    "name" => &enterprise.name,
    "uscc" => enterprise.uscc.as_ref(),
    "products" => list(&enterprise.products),
    "industry" => word(enterprise.industry),
    "domains" => list(&enterprise.domains),
    "key" => enterprise.key,
    "principal" => &enterprise.principal,
    "phone" => &enterprise.phone,
    "base_info_complete" => enterprise.base_info_complete,
    "code_check" => enterprise.code_check,
    "listed_on" => enterprise.listed_on,
    "removed" => enterprise.removed.is_some(),
    "removed.on" => enterprise.removed.as_ref().map(|removal| removal.on),
    "removed.reason" => enterprise.removed.as_ref().map(|removal| &removal.reason),
    "accidents" => Cell::Rows(
        enterprise
            .accidents
            .iter()
            .map(|accident| vec![accident.on.into(), accident.deaths.into(), (&accident.summary).into()])
            .collect(),
    ),
);

const SELFCHECK: Readers = readers!(Selfcheck, selfcheck:
    "enterprise" => &selfcheck.enterprise,
    "submitted_on" => selfcheck.submitted_on,
    "signed_by" => &selfcheck.signed_by,
    "items" => Cell::Rows(
        selfcheck
            .items
            .iter()
            .map(|(number, answer)| {
                vec![(*number).into(), word(answer.status), answer.evidence.as_ref().into()]
            })
            .collect(),
    ),
    "leader_checks" => Cell::List(selfcheck.leader_checks.iter().map(|day| (*day).into()).collect()),
);

const HAZARD: Readers = readers!(Hazard, hazard:
    "id" => &hazard.id,
    "enterprise" => &hazard.enterprise,
    "clause" => &hazard.clause,
    "description" => &hazard.description,
    "source" => word(hazard.source),
    "found_on" => hazard.found_on,
    "inspection" => hazard.inspection.as_ref(),
    "reported_on" => hazard.reported_on,
    "rectification" => is_rectified_somehow(hazard),
    "rectification.responsible" => hazard.rectification.responsible.as_ref(),
    "rectification.measures" => hazard.rectification.measures.as_ref(),
    "rectification.funds" => hazard.rectification.funds,
    "rectification.due_on" => hazard.rectification.due_on,
    "rectification.contingency" => hazard.rectification.contingency.as_ref(),
    "rectification.completed_on" => hazard.rectification.completed_on,
    "rectification.verified_on" => hazard.rectification.verified_on,
    "rectification.verified_by" => hazard.rectification.verified_by.as_ref(),
    "supervision" => hazard.supervision.is_some(),
    "supervision.level" => hazard.supervision.as_ref().map(|supervision| supervision.level.word()),
    "supervision.listed_on" => hazard.supervision.as_ref().map(|supervision| supervision.listed_on),
    "supervision.released_on" => hazard.supervision.as_ref().and_then(|supervision| supervision.released_on),
);

/// Whether anything is said of the rectification.
fn is_rectified_somehow(hazard: &Hazard) -> bool {
    hazard.rectification != Rectification::default()
}

const INSPECTION: Readers = readers!(Inspection, inspection:
    "id" => &inspection.id,
    "enterprise" => &inspection.enterprise,
    "date" => inspection.date,
    "type" => word(inspection.kind),
    "inspectors" => list(&inspection.inspectors),
    "findings" => Cell::List(inspection.findings.iter().map(|finding| word(*finding)).collect()),
);

const PENALTY: Readers = readers!(Penalty, penalty:
    "id" => &penalty.id,
    "enterprise" => &penalty.enterprise,
    "hazard" => penalty.hazard.as_ref(),
    "inspection" => penalty.inspection.as_ref(),
    "decided_on" => penalty.decided_on,
    "on_enterprise" => penalty.on_enterprise.is_some(),
    "on_enterprise.fine" => penalty.on_enterprise.as_ref().and_then(|sanction| sanction.fine),
    "on_enterprise.other" => other(penalty.on_enterprise.as_ref()),
    "on_principal" => penalty.on_principal.is_some(),
    "on_principal.name" => penalty.on_principal.as_ref().and_then(|sanction| sanction.name.as_ref()),
    "on_principal.fine" => penalty.on_principal.as_ref().and_then(|sanction| sanction.fine),
    "on_principal.other" => other(penalty.on_principal.as_ref()),
    "halt" => penalty.halt,
    "referred" => penalty.referred,
);

/// What a party was punished with beside a fine.
fn other(sanction: Option<&Sanction>) -> Cell<'_> {
    list(sanction.map_or(&[], |sanction| &sanction.other))
}

const ACTIVITY: Readers = readers!(Activity, activity:
    "id" => &activity.id,
    "kind" => word(activity.kind),
    "date" => activity.date,
    "count" => activity.count,
    "enterprise" => match &activity.detail {
        Detail::Enterprise(id) => Some(id),
        _ => None,
    },
    "dangerous_operation_crime" => match activity.detail {
        Detail::Case { dangerous_operation_crime } => Some(dangerous_operation_crime),
        _ => None,
    },
    "amount" => match activity.detail {
        Detail::Reward { amount, .. } => Some(amount),
        _ => None,
    },
    "anonymous" => match activity.detail {
        Detail::Reward { anonymous, .. } => Some(anonymous),
        _ => None,
    },
    "headcount" => match activity.detail {
        Detail::Inspectors { headcount } => Some(headcount),
        _ => None,
    },
);

const FILING: Readers = readers!(Filing, filing:
    "id" => &filing.id,
    "document" => word(filing.document),
    "filed_on" => filing.filed_on,
    "month" => filing.month,
    "figures" => Cell::Rows(
        filing
            .figures
            .iter()
            .flatten()
            .map(|(key, value)| vec![key.name().into(), (*value).into()])
            .collect(),
    ),
    "rows" => filing.rows,
    "corrects" => filing.corrects.as_ref(),
    "reason" => filing.reason.as_ref(),
    "with_errors" => filing.with_errors.as_ref(),
    "sealed" => filing.sealed.is_some(),
    "sealed.made_by" => filing.sealed.as_ref().map(|seal| &seal.made_by),
    "sealed.from" => filing.sealed.as_ref().map(|seal| seal.from),
    "sealed.cutoff" => filing.sealed.as_ref().map(|seal| seal.cutoff),
    "sealed.units" => list(filing.sealed.as_ref().map_or(&[], |seal| &seal.units)),
    "sealed.by_filings" => list(filing.sealed.as_ref().map_or(&[], |seal| &seal.by_filings)),
    "sealed.left_out" => filing.sealed.as_ref().map(|seal| seal.left_out),
    "sealed.count" => filing.sealed.as_ref().map(|seal| seal.count),
    "sealed.fingerprint" => filing.sealed.as_ref().map(|seal| &seal.fingerprint),
    "sealed.records" => list(filing.sealed.as_ref().map_or(&[], |seal| &seal.records)),
);
