//! The keys of each kind of record, in the order of the contract. Every key is asked for before any
//! is missed, so that all faults of a record are reported together.

use super::fields::{Fields, merge_key};
use super::reader::Reader;
use super::values::{Value, whole};
use crate::lang::Text;
use crate::record::term::ActivityKind;
use crate::record::{
    Accident, Activity, Answer, Attachment, AttachmentState, Detail, Enterprise, Extras, Hazard, Inspection,
    Penalty, Rectification, Removal, Sanction, Selfcheck, Supervision, Waiver,
};
use crate::settings::negotiable;
use crate::text::quote;
use std::collections::BTreeMap;

/// What every kind may carry.
pub(super) fn extras(fields: &mut Fields<'_, '_, '_, '_>) -> Option<Box<Extras>> {
    let note = fields.optional("note", Value::text);
    let attachments =
        fields.optional("attachments", |value, reader| value.list(reader, Value::text)).unwrap_or_default();
    let waivers = fields.optional("waivers", |value, reader| value.list(reader, waiver)).unwrap_or_default();
    if note.is_none() && attachments.is_empty() && waivers.is_empty() {
        return None;
    }
    let attachment = |path| Attachment { path, state: AttachmentState::NotAFile };
    Some(Box::new(Extras { note, attachments: attachments.into_iter().map(attachment).collect(), waivers }))
}

fn waiver(value: Value<'_, '_>, reader: &Reader<'_>) -> Option<Waiver> {
    let mut fields = Fields::open(reader, value)?;
    let rule = fields.required("rule", |value, reader| {
        let code = value.text(reader)?;
        match negotiable(&code) {
            Ok(code) => Some(code.to_owned()),
            Err(message) => {
                reader.invalid(value.span(), || {
                    (
                        message,
                        Text::fixed(
                            "写 V 或 P 类规则的编号，如 P009",
                            "write the code of a V or P rule, such as P009",
                        ),
                    )
                });
                None
            }
        }
    });
    let reason = fields.required("reason", Value::text);
    let approved_by = fields.optional("approved_by", Value::text);
    let until = fields.optional("until", Value::date);
    fields.finish();
    Some(Waiver { rule: rule?, reason: reason?, approved_by, until })
}

pub(super) fn enterprise(fields: &mut Fields<'_, '_, '_, '_>) -> Option<Enterprise> {
    let id = fields.required("id", Value::id);
    let name = fields.required("name", Value::text);
    let uscc = fields.optional("uscc", Value::text);
    let products = fields.required("products", |value, reader| value.list(reader, Value::text));
    let industry = fields.required("industry", Value::word);
    let domains = fields.required("domains", |value, reader| {
        let domains = value.list(reader, Value::text)?;
        if value.node.items().next().is_none() {
            reader.invalid(value.span(), || {
                (
                    Text::fixed("至少要有一个涉及领域", "there must be at least one domain"),
                    Text::fixed("填写涉及领域，如 [有限空间]", "name a domain, such as [有限空间]"),
                )
            });
        }
        Some(domains)
    });
    let key = fields.required("key", Value::boolean);
    let principal = fields.required("principal", Value::text);
    let phone = fields.required("phone", Value::text);
    let base_info_complete = fields.required("base_info_complete", Value::boolean);
    let code_check = fields.required("code_check", Value::boolean);
    let listed_on = fields.required("listed_on", Value::date);
    let removed = fields.optional_mapping("removed", |fields| {
        let on = fields.required("on", Value::date);
        let reason = fields.required("reason", Value::text);
        Some(Removal { on: on?, reason: reason? })
    });
    let accidents =
        fields.optional("accidents", |value, reader| value.list(reader, accident)).unwrap_or_default();
    Some(Enterprise {
        id: id?,
        name: name?,
        uscc,
        products: products?,
        industry: industry?,
        domains: domains?,
        key: key?,
        principal: principal?,
        phone: phone?,
        base_info_complete: base_info_complete?,
        code_check: code_check?,
        listed_on: listed_on?,
        removed,
        accidents,
    })
}

fn accident(value: Value<'_, '_>, reader: &Reader<'_>) -> Option<Accident> {
    let mut fields = Fields::open(reader, value)?;
    let on = fields.required("on", Value::date);
    let deaths = fields.required("deaths", |value, reader| value.whole(reader, 0));
    let summary = fields.required("summary", Value::text);
    fields.finish();
    Some(Accident { on: on?, deaths: deaths?, summary: summary? })
}

pub(super) fn selfcheck(fields: &mut Fields<'_, '_, '_, '_>) -> Option<Selfcheck> {
    let enterprise = fields.required("enterprise", Value::id);
    let submitted_on = fields.required("submitted_on", Value::date);
    let signed_by = fields.required("signed_by", Value::text);
    let items = fields.required("items", items);
    let leader_checks =
        fields.optional("leader_checks", |value, reader| value.list(reader, Value::date)).unwrap_or_default();
    Some(Selfcheck {
        enterprise: enterprise?,
        submitted_on: submitted_on?,
        signed_by: signed_by?,
        items: items?,
        leader_checks,
    })
}

fn items(value: Value<'_, '_>, reader: &Reader<'_>) -> Option<BTreeMap<u32, Answer>> {
    let mut fields = Fields::open(reader, value)?;
    let last = reader.catalog.selfcheck.count();
    // Gathered first: a map made of sorted pairs at once is cheaper than one made pair by pair.
    let mut items = Vec::new();
    let mut seen = vec![false; last as usize + 1];
    for (key, value) in fields.take_rest() {
        let span = (key.start(), key.end());
        if key.text() == "<<" {
            reader.unknown_key(span, merge_key);
            continue;
        }
        let Some(number) = whole(key.text()).filter(|number| (1..=last).contains(number)) else {
            reader.invalid(span, || {
                let said = quote(key.text());
                (
                    Text::made(format!("没有第 {said} 项"), format!("there is no item {said}")),
                    Text::made(format!("项目编号为 1 至 {last}"), format!("items are numbered 1 to {last}")),
                )
            });
            continue;
        };
        if seen.get_mut(number as usize).is_some_and(|seen| std::mem::replace(seen, true)) {
            reader.duplicate_key(span, key.text());
        }
        let answer = Fields::open(reader, value).and_then(|mut fields| {
            let status = fields.required("status", Value::word);
            let evidence = fields.optional("evidence", Value::text);
            fields.finish();
            Some(Answer { status: status?, evidence })
        });
        items.extend(answer.map(|answer| (number, answer)));
    }
    Some(items.into_iter().collect())
}

pub(super) fn hazard(fields: &mut Fields<'_, '_, '_, '_>) -> Option<Hazard> {
    let id = fields.required("id", Value::id);
    let enterprise = fields.required("enterprise", Value::id);
    let clause = fields.required("clause", Value::text);
    let description = fields.required("description", Value::text);
    let source = fields.required("source", Value::word);
    let found_on = fields.required("found_on", Value::date);
    let inspection = fields.optional("inspection", Value::id);
    let reported_on = fields.optional("reported_on", Value::date);
    let rectification = fields.optional_mapping("rectification", |fields| {
        Some(Rectification {
            responsible: fields.optional("responsible", Value::text),
            measures: fields.optional("measures", Value::text),
            funds: fields.optional("funds", Value::amount),
            due_on: fields.optional("due_on", Value::date),
            contingency: fields.optional("contingency", Value::text),
            completed_on: fields.optional("completed_on", Value::date),
            verified_on: fields.optional("verified_on", Value::date),
            verified_by: fields.optional("verified_by", Value::text),
        })
    });
    let supervision = fields.optional_mapping("supervision", |fields| {
        let level = fields.required("level", Value::word);
        let listed_on = fields.required("listed_on", Value::date);
        let released_on = fields.optional("released_on", Value::date);
        Some(Supervision { level: level?, listed_on: listed_on?, released_on })
    });
    Some(Hazard {
        id: id?,
        enterprise: enterprise?,
        clause: clause?,
        description: description?,
        source: source?,
        found_on: found_on?,
        inspection,
        reported_on,
        rectification: rectification.unwrap_or_default(),
        supervision,
    })
}

pub(super) fn inspection(fields: &mut Fields<'_, '_, '_, '_>) -> Option<Inspection> {
    let id = fields.required("id", Value::id);
    let enterprise = fields.required("enterprise", Value::id);
    let date = fields.required("date", Value::date);
    let kind = fields.required("type", Value::word);
    let inspectors = fields.required("inspectors", |value, reader| value.list(reader, Value::text));
    let findings =
        fields.optional("findings", |value, reader| value.list(reader, Value::word)).unwrap_or_default();
    Some(Inspection {
        id: id?,
        enterprise: enterprise?,
        date: date?,
        kind: kind?,
        inspectors: inspectors?,
        findings,
    })
}

pub(super) fn penalty(fields: &mut Fields<'_, '_, '_, '_>) -> Option<Penalty> {
    let id = fields.required("id", Value::id);
    let enterprise = fields.required("enterprise", Value::id);
    let hazard = fields.optional("hazard", Value::id);
    let inspection = fields.optional("inspection", Value::id);
    let decided_on = fields.required("decided_on", Value::date);
    let written = ["on_enterprise", "on_principal", "halt", "referred"].map(|key| fields.says(key));
    let on_enterprise = fields.optional_mapping("on_enterprise", |fields| sanction(fields, false));
    let on_principal = fields.optional_mapping("on_principal", |fields| sanction(fields, true));
    let halt = fields.optional("halt", Value::boolean);
    let referred = fields.optional("referred", |value, reader| value.whole(reader, 1));
    let [enterprise_written, principal_written, halt_written, referred_written] = written;
    // A value that is there but cannot be read has its own finding already.
    let unreadable_halt = halt_written && halt.is_none();
    if !(enterprise_written || principal_written || halt == Some(true) || unreadable_halt || referred_written)
    {
        fields.reader.missing(fields.span(), || {
            (
                Text::fixed("处罚没有内容", "the penalty says nothing"),
                Text::fixed(
                    "至少写明 on_enterprise、on_principal、halt: 是、referred 之一",
                    "write at least one of on_enterprise, on_principal, halt: true, referred",
                ),
            )
        });
    }
    Some(Penalty {
        id: id?,
        enterprise: enterprise?,
        hazard,
        inspection,
        decided_on: decided_on?,
        on_enterprise,
        on_principal,
        halt: halt.unwrap_or(false),
        referred,
    })
}

fn sanction(fields: &mut Fields<'_, '_, '_, '_>, of_person: bool) -> Option<Sanction> {
    let name = if of_person { fields.optional("name", Value::text) } else { None };
    Some(Sanction {
        name,
        fine: fields.optional("fine", Value::amount),
        other: fields.optional("other", |value, reader| value.list(reader, Value::text)).unwrap_or_default(),
    })
}

pub(super) fn activity(fields: &mut Fields<'_, '_, '_, '_>) -> Option<Activity> {
    let id = fields.required("id", Value::id);
    let kind = fields.required("kind", Value::word::<ActivityKind>);
    let date = fields.required("date", Value::date);
    let count = fields.optional("count", |value, reader| value.whole(reader, 1));
    let detail = match kind {
        None => {
            // Which keys belong to it cannot be told: none of them is reported.
            for key in ["enterprise", "dangerous_operation_crime", "amount", "anonymous", "headcount"] {
                fields.optional(key, |_, _| Some(()));
            }
            None
        }
        Some(
            ActivityKind::EnterpriseHelp
            | ActivityKind::Exposure
            | ActivityKind::EnterpriseTalk
            | ActivityKind::JointPunishment,
        ) => fields.required("enterprise", Value::id).map(Detail::Enterprise),
        Some(ActivityKind::TypicalCase) => Some(Detail::Case {
            dangerous_operation_crime: fields
                .optional("dangerous_operation_crime", Value::boolean)
                .unwrap_or(false),
        }),
        Some(ActivityKind::ReportReward) => {
            let amount = fields.required("amount", Value::amount);
            let anonymous = fields.optional("anonymous", Value::boolean).unwrap_or(false);
            amount.map(|amount| Detail::Reward { amount, anonymous })
        }
        Some(ActivityKind::TechnicalInspectors) => fields
            .required("headcount", |value, reader| value.whole(reader, 0))
            .map(|headcount| Detail::Inspectors { headcount }),
        Some(_) => Some(Detail::Plain),
    };
    Some(Activity { id: id?, kind: kind?, date: date?, count: count.unwrap_or(1), detail: detail? })
}
