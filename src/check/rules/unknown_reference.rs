//! R002: a reference names no record.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Entry, Kind, Record};
use crate::store::records::AnyRecord;
use crate::text::{nearest, quote};

pub(super) static RULE: Rule = Rule {
    code: "R002",
    name: "unknown-reference",
    severity: Severity::Error,
    summary: Text::fixed(
        "enterprise、inspection 或 hazard 所指的记录不存在",
        "`enterprise`, `inspection` or `hazard` names no record",
    ),
    help: Text::fixed("改正编号，或补录所指的记录", "correct the id, or add the record that it names"),
    explain: Text::fixed(
        "记录之间以编号相互引用。所指的企业、检查、隐患、所更正的报送在整个仓库中都没有，则这条记录挂不上企业，清单和调度表就会有缺漏。\
         所指的记录存在、但因自身有误而读不全的，不报；引用已移出清单的企业，不报。",
        "Records refer to each other by id. Where no enterprise, inspection, hazard or corrected filing of the repository has the id, the record hangs in the air, and lists and \
         returns come out short. A reference to a record that is there but cannot be read, or to an enterprise that has left the list, is not reported.",
    ),
    basis: Text::fixed(
        "记录格式第3节：enterprise、inspection、hazard 为所指记录的编号",
        "the record format, section 3: `enterprise`, `inspection`, `hazard` are ids of records",
    ),
    wrong: Example {
        path: "jia/activities/r002.yaml",
        text: "\
id: r002
kind: 帮扶企业
date: 2023-06-09
enterprise: jia-11
",
    },
    right: Example {
        path: "jia/activities/r002.yaml",
        text: "\
id: r002
kind: 帮扶企业
date: 2023-06-09
enterprise: jia-1
",
    },
    examine: Examine::Any(examine),
};

fn examine(record: AnyRecord<'_>, context: &Context<'_>) -> Vec<Fault> {
    let (inspection, hazard) = match record {
        AnyRecord::Hazard(hazard) => (hazard.inspection.as_deref(), None),
        AnyRecord::Penalty(penalty) => (penalty.inspection.as_deref(), penalty.hazard.as_deref()),
        _ => (None, None),
    };
    let corrects = match record {
        AnyRecord::Filing(filing) => filing.corrects.as_deref(),
        _ => None,
    };
    let references = [
        ("enterprise", Kind::Enterprise, record.enterprise()),
        ("inspection", Kind::Inspection, inspection),
        ("hazard", Kind::Hazard, hazard),
        ("corrects", Kind::Filing, corrects),
    ];
    let unknown = |(field, kind, id): (&'static str, Kind, Option<&str>)| {
        let id = id?;
        (!is_there(kind, id, context)).then(|| fault(field, kind, id, context))
    };
    references.into_iter().filter_map(unknown).collect()
}

fn is_there(kind: Kind, id: &str, context: &Context<'_>) -> bool {
    let readable = match kind {
        Kind::Inspection => context.inspection(id).is_some(),
        Kind::Hazard => context.hazard(id).is_some(),
        Kind::Filing => context.records.filings.iter().any(|filing| filing.id.as_str() == id),
        _ => context.enterprise(id).is_some(),
    };
    readable || context.is_stub(kind, id)
}

fn fault(field: &'static str, kind: Kind, id: &str, context: &Context<'_>) -> Fault {
    let (name, quoted) = (kind.name(), quote(id));
    let message = Text::made(
        format!("没有编号为 {quoted} 的{}", name.zh),
        format!("there is no {} with the id {quoted}", name.en),
    );
    let fault = Fault::at(field, message);
    let records = context.records;
    let near = match kind {
        Kind::Inspection => nearest_id(id, &records.inspections),
        Kind::Hazard => nearest_id(id, &records.hazards),
        Kind::Filing => nearest_id(id, &records.filings),
        _ => nearest_id(id, &records.enterprises),
    };
    match near {
        Some(near) => {
            let near = quote(near);
            fault.help(Text::made(
                format!("是否为 {near}？否则补录所指的{}", name.zh),
                format!("did you mean {near}? otherwise add the {} that it names", name.en),
            ))
        }
        None => fault,
    }
}

/// The nearest id: only ids that differ at one spot are weighed, so that many wrong references
/// to many records cost little.
fn nearest_id<'r, T: Record>(wrong: &str, entries: &'r [Entry<T>]) -> Option<&'r str> {
    let alike = entries.iter().map(|entry| entry.record.id()).filter(|id| differ_at_one_spot(wrong, id));
    nearest(wrong, alike)
}

/// Whether one letter more, less or other, or two letters exchanged, make one id the other.
fn differ_at_one_spot(one: &str, other: &str) -> bool {
    let longer = one.len().max(other.len());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = |(a, b): &(u8, u8)| a == b;
    let head = one.bytes().zip(other.bytes()).take_while(same).count();
    let tail = one.bytes().rev().zip(other.bytes().rev()).take_while(same).count();
    head + tail + 2 >= longer
}
