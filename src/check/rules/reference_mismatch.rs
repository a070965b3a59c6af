//! R005: a referred hazard or inspection is of another enterprise.

use crate::check::{Context, Examine, Example, Fault, Rule};
use crate::finding::Severity;
use crate::lang::Text;
use crate::record::{Entry, Filing, Kind, Origin, Record};
use crate::store::records::AnyRecord;
use crate::text::quote;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    code: "R005",
    name: "reference-mismatch",
    severity: Severity::Error,
    summary: Text::fixed(
        "所引用的隐患或检查属于另一企业",
        "a referred hazard or inspection is of another enterprise",
    ),
    help: Text::fixed(
        "核对企业编号和所引用的编号，改正其中之一",
        "compare the enterprise with the reference, and correct one of them",
    ),
    explain: Text::fixed(
        "隐患的 inspection、处罚的 hazard 和 inspection，须与本记录是同一企业；否则清单（附件3-2）上一户企业的隐患会配上另一户企业的处罚。\
         所引用的记录不存在或读不全，任何一方的企业不存在，属于 R002 或该记录自身的问题，此处不再报；所引用的编号重复的（R001），只要其中有一条是同一企业，不报。报送的 corrects 须是本单位同一材料、同一月份的另一次报送。",
        "The `inspection` of a hazard, and the `hazard` and `inspection` of a penalty, are of the same enterprise as the record itself, or the list (附件3-2) shows one \
         enterprise's hazard with another's penalty. Not reported here: a reference to nothing or to a record that cannot be read, an enterprise on either side that \
         does not exist (R002), and an id that several records use (R001) where one of them is of the enterprise. What a filing `corrects` is another filing of the same unit, document and month.",
    ),
    basis: Text::fixed(
        "曲应急〔2023〕25号 附件3-2：“企业名称”“重大事故隐患”“处罚情况”同列一行；记录格式第3节",
        "曲应急〔2023〕25号, 附件3-2: 企业名称, 重大事故隐患 and 处罚情况 stand in one row; the record format, section 3",
    ),
    wrong: Example {
        path: "jia/penalties/r005.yaml",
        text: "\
id: r005
enterprise: jia-2
inspection: jia-i1
decided_on: 2023-08-04
on_enterprise: {fine: 0.5}
",
    },
    right: Example {
        path: "jia/penalties/r005.yaml",
        text: "\
id: r005
enterprise: jia-2
inspection: jia-i2
decided_on: 2023-08-04
on_enterprise: {fine: 0.5}
",
    },
    examine: Examine::Whole(examine),
};

/// A reference whose target is of another enterprise.
struct Mismatch<'r> {
    origin: Origin,
    kind: Kind,
    id: &'r str,
    enterprise: &'r str,
    other: &'r str,
}

fn examine(context: &Context<'_>) -> Vec<(Origin, Fault)> {
    let records = context.records;
    let mut mismatches = Vec::new();
    for hazard in &records.hazards {
        let record = AnyRecord::Hazard(hazard);
        mismatches.extend(mismatch(record, Kind::Inspection, hazard.inspection.as_deref(), context));
    }
    for penalty in &records.penalties {
        let record = AnyRecord::Penalty(penalty);
        mismatches.extend(mismatch(record, Kind::Hazard, penalty.hazard.as_deref(), context));
        mismatches.extend(mismatch(record, Kind::Inspection, penalty.inspection.as_deref(), context));
    }
    let wrong = records.filings.iter().filter_map(|filing| corrects_another(filing, context));
    let mut faults: Vec<(Origin, Fault)> = wrong.collect();
    if mismatches.is_empty() {
        return faults;
    }
    // An id that several records use: the reference may be meant for any of them.
    let hazards = pairs(&records.hazards);
    let inspections = pairs(&records.inspections);
    mismatches.retain(|mismatch| {
        let same = if mismatch.kind == Kind::Hazard { &hazards } else { &inspections };
        !same.contains(&(mismatch.id, mismatch.enterprise)) && !context.is_stub(mismatch.kind, mismatch.id)
    });
    faults.extend(mismatches.iter().map(|mismatch| (mismatch.origin, fault(mismatch))));
    faults
}

/// A filing puts right another one of the same unit, document and month.
fn corrects_another(filing: &Entry<Filing>, context: &Context<'_>) -> Option<(Origin, Fault)> {
    let corrected = filing.corrects.as_deref()?;
    let same_id = |other: &&Entry<Filing>| other.id.as_str() == corrected;
    let mut others = context.records.filings.iter().filter(same_id).peekable();
    others.peek()?;
    let fits = |other: &Entry<Filing>| {
        other.origin != filing.origin
            && other.unit() == filing.unit()
            && other.document == filing.document
            && other.month == filing.month
    };
    if others.any(fits) {
        return None;
    }
    let id = quote(corrected);
    let message = Text::made(
        format!("{id} 不是本单位同一材料、同一月份的另一次报送"),
        format!("{id} is no other filing of the same unit, document and month"),
    );
    Some((filing.origin, Fault::at("corrects", message)))
}

fn mismatch<'r>(
    record: AnyRecord<'r>,
    kind: Kind,
    id: Option<&'r str>,
    context: &Context<'r>,
) -> Option<Mismatch<'r>> {
    let (id, enterprise) = (id?, record.enterprise()?);
    let other: &str = match kind {
        Kind::Hazard => &context.hazard(id)?.record.enterprise,
        _ => &context.inspection(id)?.record.enterprise,
    };
    let exists = |id| context.enterprise(id).is_some() || context.is_stub(Kind::Enterprise, id);
    (enterprise != other && exists(enterprise) && exists(other)).then_some(Mismatch {
        origin: record.origin(),
        kind,
        id,
        enterprise,
        other,
    })
}

fn pairs<T: Record>(entries: &[Entry<T>]) -> HashSet<(&str, &str)> {
    entries.iter().filter_map(|entry| Some((entry.record.id(), entry.record.enterprise()?))).collect()
}

fn fault(mismatch: &Mismatch<'_>) -> Fault {
    let (name, id) = (mismatch.kind.name(), quote(mismatch.id));
    let (enterprise, other) = (quote(mismatch.enterprise), quote(mismatch.other));
    let field = if mismatch.kind == Kind::Hazard { "hazard" } else { "inspection" };
    let message = Text::made(
        format!("{} {id} 属于企业 {other}，本记录的企业是 {enterprise}", name.zh),
        format!("the {} {id} is of the enterprise {other}, this record is of {enterprise}", name.en),
    );
    Fault::at(field, message)
}
