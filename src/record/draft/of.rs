//! Records as drafts: every key that says something, in the order of the contract.

use super::{Draft, Value};
use crate::figure::yes_no;
use crate::record::filing::Seal;
use crate::record::penalty::Sanction;
use crate::record::{Enterprise, Entry, Extras, Filing, Hazard, Penalty, Selfcheck};
use std::fmt::Display;

fn some<T: Display>(value: Option<&T>) -> Option<Value> {
    value.map(text)
}

fn text(value: &(impl Display + ?Sized)) -> Value {
    Value::Text(value.to_string())
}

fn list<T: Display>(items: &[T]) -> Value {
    Value::List(items.iter().map(text).collect())
}

/// A list, or nothing where it is empty.
fn any<T: Display>(items: &[T]) -> Option<Value> {
    (!items.is_empty()).then(|| list(items))
}

fn map(draft: Draft) -> Option<Value> {
    (!draft.is_empty()).then_some(Value::Map(draft))
}

fn yes(is: bool) -> Value {
    yes_no(is).into()
}

/// A record that can be written.
pub trait Written {
    /// Its own keys, without those that every kind may carry.
    fn draft(&self) -> Draft;
}

impl<T: Written> From<&Entry<T>> for Draft {
    fn from(entry: &Entry<T>) -> Self {
        let mut draft = entry.record.draft();
        if let Some(extras) = entry.extras.as_deref() {
            add_extras(&mut draft, extras);
        }
        draft
    }
}

fn add_extras(draft: &mut Draft, extras: &Extras) {
    draft.add("note", some(extras.note.as_ref()));
    let paths: Vec<&str> = extras.attachments.iter().map(|attachment| attachment.path.as_str()).collect();
    draft.add("attachments", any(&paths));
    let waivers = extras.waivers.iter().map(|waiver| {
        let mut draft = Draft::new();
        draft.add("rule", text(&waiver.rule));
        draft.add("reason", text(&waiver.reason));
        draft.add("approved_by", some(waiver.approved_by.as_ref()));
        draft.add("until", some(waiver.until.as_ref()));
        Value::Map(draft)
    });
    let waivers: Vec<Value> = waivers.collect();
    draft.add("waivers", (!waivers.is_empty()).then_some(Value::List(waivers)));
}

impl Written for Enterprise {
    fn draft(&self) -> Draft {
        let mut draft = Draft::new();
        draft.add("id", text(&self.id));
        draft.add("name", text(&self.name));
        draft.add("uscc", some(self.uscc.as_ref()));
        draft.add("products", list(&self.products));
        draft.add("industry", text(&self.industry));
        draft.add("domains", list(&self.domains));
        draft.add("key", yes(self.key));
        draft.add("principal", text(&self.principal));
        draft.add("phone", text(&self.phone));
        draft.add("base_info_complete", yes(self.base_info_complete));
        draft.add("code_check", yes(self.code_check));
        draft.add("listed_on", text(&self.listed_on));
        if let Some(removal) = &self.removed {
            let mut removed = Draft::new();
            removed.add("on", text(&removal.on));
            removed.add("reason", text(&removal.reason));
            draft.add("removed", map(removed));
        }
        let accidents = self.accidents.iter().map(|accident| {
            let mut draft = Draft::new();
            draft.add("on", text(&accident.on));
            draft.add("deaths", text(&accident.deaths));
            draft.add("summary", text(&accident.summary));
            Value::Map(draft)
        });
        let accidents: Vec<Value> = accidents.collect();
        draft.add("accidents", (!accidents.is_empty()).then_some(Value::List(accidents)));
        draft
    }
}

impl Written for Selfcheck {
    fn draft(&self) -> Draft {
        let mut draft = Draft::new();
        draft.add("enterprise", text(&self.enterprise));
        draft.add("submitted_on", text(&self.submitted_on));
        draft.add("signed_by", text(&self.signed_by));
        let mut items = Draft::new();
        for (number, answer) in &self.items {
            let mut item = Draft::new();
            item.add("status", text(&answer.status));
            item.add("evidence", some(answer.evidence.as_ref()));
            items.set(&number.to_string(), Value::Map(item));
        }
        draft.add("items", Value::Map(items));
        draft.add("leader_checks", any(&self.leader_checks));
        draft
    }
}

impl Written for Hazard {
    fn draft(&self) -> Draft {
        let mut draft = Draft::new();
        draft.add("id", text(&self.id));
        draft.add("enterprise", text(&self.enterprise));
        draft.add("clause", text(&self.clause));
        draft.add("description", text(&self.description));
        draft.add("source", text(&self.source));
        draft.add("found_on", text(&self.found_on));
        draft.add("inspection", some(self.inspection.as_ref()));
        draft.add("reported_on", some(self.reported_on.as_ref()));
        let (of, mut rectification) = (&self.rectification, Draft::new());
        rectification.add("responsible", some(of.responsible.as_ref()));
        rectification.add("measures", some(of.measures.as_ref()));
        rectification.add("funds", some(of.funds.as_ref()));
        rectification.add("due_on", some(of.due_on.as_ref()));
        rectification.add("contingency", some(of.contingency.as_ref()));
        rectification.add("completed_on", some(of.completed_on.as_ref()));
        rectification.add("verified_on", some(of.verified_on.as_ref()));
        rectification.add("verified_by", some(of.verified_by.as_ref()));
        draft.add("rectification", map(rectification));
        if let Some(of) = &self.supervision {
            let mut supervision = Draft::new();
            supervision.add("level", text(&of.level));
            supervision.add("listed_on", text(&of.listed_on));
            supervision.add("released_on", some(of.released_on.as_ref()));
            draft.add("supervision", map(supervision));
        }
        draft
    }
}

impl Written for Penalty {
    fn draft(&self) -> Draft {
        let sanction = |sanction: &Sanction| {
            let mut draft = Draft::new();
            draft.add("name", some(sanction.name.as_ref()));
            draft.add("fine", some(sanction.fine.as_ref()));
            draft.add("other", any(&sanction.other));
            Value::Map(draft)
        };
        let mut draft = Draft::new();
        draft.add("id", text(&self.id));
        draft.add("enterprise", text(&self.enterprise));
        draft.add("hazard", some(self.hazard.as_ref()));
        draft.add("inspection", some(self.inspection.as_ref()));
        draft.add("decided_on", text(&self.decided_on));
        draft.add("on_enterprise", self.on_enterprise.as_ref().map(sanction));
        draft.add("on_principal", self.on_principal.as_ref().map(sanction));
        draft.add("halt", self.halt.then(|| yes(true)));
        draft.add("referred", some(self.referred.as_ref()));
        draft
    }
}

impl Written for Filing {
    fn draft(&self) -> Draft {
        let mut draft = Draft::new();
        draft.add("id", text(&self.id));
        draft.add("document", text(&self.document));
        draft.add("filed_on", text(&self.filed_on));
        draft.add("month", some(self.month.as_ref()));
        if let Some(figures) = &self.figures {
            let mut of = Draft::new();
            for (key, value) in figures {
                of.set(key.name(), value.to_string());
            }
            draft.add("figures", Value::Map(of));
        }
        draft.add("rows", some(self.rows.as_ref()));
        draft.add("corrects", some(self.corrects.as_ref()));
        draft.add("reason", some(self.reason.as_ref()));
        draft.add("with_errors", some(self.with_errors.as_ref()));
        draft.add("sealed", self.sealed.as_deref().map(|seal| Value::Map(sealed(seal))));
        draft
    }
}

fn sealed(seal: &Seal) -> Draft {
    let mut draft = Draft::new();
    draft.add("made_by", text(&seal.made_by));
    draft.add("from", text(&seal.from));
    draft.add("cutoff", text(&seal.cutoff));
    draft.add("units", list(&seal.units));
    draft.add("by_filings", any(&seal.by_filings));
    draft.add("left_out", (seal.left_out > 0).then(|| text(&seal.left_out)));
    draft.add("count", text(&seal.count));
    draft.add("fingerprint", text(&seal.fingerprint));
    draft.add("records", any(&seal.records));
    draft
}
