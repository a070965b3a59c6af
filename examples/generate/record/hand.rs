//! How a person would write a record: keys in the contract's order, text without quotes where YAML allows it.

use super::{Activity, Enterprise, Extra, Filing, Hand, Hazard, Inspection, Penalty, Selfcheck};
use crate::date::Date;
use std::fmt::Write;

/// An amount in 万元 from 元, without trailing zeros.
pub fn amount(yuan: i64) -> String {
    let (whole, rest) = (yuan / 10_000, yuan % 10_000);
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{}", format!("{rest:04}").trim_end_matches('0'))
}

/// Text as one writes it: bare where YAML allows it, else in quotes.
fn text(s: &str, in_flow: bool) -> String {
    let hard = s.starts_with([
        '-', '?', ':', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '[', ']', '{', '}', '#', ' ',
    ]) || s.ends_with([':', ' '])
        || s.contains(": ")
        || s.contains(" #")
        || (in_flow && s.contains(['[', ']', '{', '}', ',']));
    if hard { format!("'{}'", s.replace('\'', "''")) } else { s.to_owned() }
}

fn put(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key}: {}", text(value, false));
}

fn put_day(out: &mut String, key: &str, value: Option<Date>) {
    if let Some(day) = value {
        let _ = writeln!(out, "{key}: {day}");
    }
}

fn put_bool(out: &mut String, key: &str, value: bool, hand: Hand) {
    let word = match (hand.chinese, value) {
        (true, true) => "是",
        (true, false) => "否",
        (false, true) => "true",
        (false, false) => "false",
    };
    let _ = writeln!(out, "{key}: {word}");
}

fn put_list<T: AsRef<str>>(out: &mut String, indent: &str, key: &str, items: &[T], hand: Hand) {
    if items.is_empty() {
        return;
    }
    if hand.flow {
        let all: Vec<String> = items.iter().map(|s| text(s.as_ref(), true)).collect();
        let _ = writeln!(out, "{indent}{key}: [{}]", all.join(", "));
        return;
    }
    let _ = writeln!(out, "{indent}{key}:");
    for item in items {
        let _ = writeln!(out, "{indent}  - {}", text(item.as_ref(), false));
    }
}

impl Extra {
    fn write(&self, out: &mut String, hand: Hand) {
        if let Some(note) = &self.note {
            put(out, "note", note);
        }
        put_list(out, "", "attachments", &self.attachments, hand);
        if !self.waivers.is_empty() {
            out.push_str("waivers:\n");
        }
        for (rule, reason, until) in &self.waivers {
            let _ = writeln!(out, "  - rule: {rule}\n    reason: {}", text(reason, false));
            put_day(out, "    until", *until);
        }
    }
}

impl Enterprise {
    pub fn write(&self, out: &mut String, hand: Hand) {
        put(out, "id", &self.id);
        put(out, "name", &self.name);
        if let Some(uscc) = &self.uscc {
            put(out, "uscc", uscc);
        }
        put_list(out, "", "products", &self.products, hand);
        put(out, "industry", self.industry);
        put_list(out, "", "domains", &self.domains, hand);
        put_bool(out, "key", self.key, hand);
        put(out, "principal", &self.principal);
        put(out, "phone", &self.phone);
        put_bool(out, "base_info_complete", self.base_info_complete, hand);
        put_bool(out, "code_check", self.code_check, hand);
        put_day(out, "listed_on", Some(self.listed_on));
        if let Some((on, reason)) = &self.removed {
            let _ = writeln!(out, "removed:\n  on: {on}\n  reason: {}", text(reason, false));
        }
        if !self.accidents.is_empty() {
            out.push_str("accidents:\n");
        }
        for (on, deaths, summary) in &self.accidents {
            let _ =
                writeln!(out, "  - on: {on}\n    deaths: {deaths}\n    summary: {}", text(summary, false));
        }
        self.extra.write(out, hand);
    }
}

impl Selfcheck {
    pub fn write(&self, out: &mut String, hand: Hand) {
        put(out, "enterprise", &self.enterprise);
        put_day(out, "submitted_on", Some(self.submitted_on));
        put(out, "signed_by", &self.signed_by);
        out.push_str("items:\n");
        for (i, (status, evidence)) in self.items.iter().enumerate() {
            let _ = match (hand.flow, evidence) {
                (true, None) => writeln!(out, "  {}: {{status: {status}}}", i + 1),
                (true, Some(e)) => {
                    writeln!(out, "  {}: {{status: {status}, evidence: {}}}", i + 1, text(e, true))
                }
                (false, None) => writeln!(out, "  {}:\n    status: {status}", i + 1),
                (false, Some(e)) => {
                    writeln!(out, "  {}:\n    status: {status}\n    evidence: {}", i + 1, text(e, false))
                }
            };
        }
        let days: Vec<String> = self.leader_checks.iter().map(Date::to_string).collect();
        put_list(out, "", "leader_checks", &days, hand);
        self.extra.write(out, hand);
    }
}

impl Hazard {
    pub fn write(&self, out: &mut String, hand: Hand) {
        put(out, "id", &self.id);
        put(out, "enterprise", &self.enterprise);
        put(out, "clause", self.clause);
        put(out, "description", &self.description);
        put(out, "source", if self.own { "企业自查" } else { "部门检查" });
        put_day(out, "found_on", Some(self.found_on));
        if let Some(inspection) = &self.inspection {
            put(out, "inspection", inspection);
        }
        put_day(out, "reported_on", self.reported_on);
        out.push_str("rectification:\n");
        let fix = &self.fix;
        let line = |out: &mut String, key: &str, value: &Option<String>| {
            if let Some(value) = value {
                put(out, key, value);
            }
        };
        line(out, "  responsible", &fix.responsible);
        line(out, "  measures", &fix.measures);
        line(out, "  funds", &fix.funds.map(amount));
        put_day(out, "  due_on", fix.due_on);
        line(out, "  contingency", &fix.contingency);
        put_day(out, "  completed_on", fix.completed_on);
        put_day(out, "  verified_on", fix.verified_on);
        line(out, "  verified_by", &fix.verified_by);
        if let Some((level, listed, released)) = &self.supervision {
            let _ = writeln!(out, "supervision:\n  level: {level}\n  listed_on: {listed}");
            put_day(out, "  released_on", *released);
        }
        self.extra.write(out, hand);
    }
}

impl Inspection {
    pub fn write(&self, out: &mut String, hand: Hand) {
        put(out, "id", &self.id);
        put(out, "enterprise", &self.enterprise);
        put_day(out, "date", Some(self.date));
        put(out, "type", self.kind);
        put_list(out, "", "inspectors", &self.inspectors, hand);
        put_list(out, "", "findings", &self.findings, hand);
        self.extra.write(out, hand);
    }
}

impl Penalty {
    pub fn write(&self, out: &mut String, hand: Hand) {
        put(out, "id", &self.id);
        put(out, "enterprise", &self.enterprise);
        if let Some(hazard) = &self.hazard {
            put(out, "hazard", hazard);
        }
        if let Some(inspection) = &self.inspection {
            put(out, "inspection", inspection);
        }
        put_day(out, "decided_on", Some(self.decided_on));
        for (key, party) in [("on_enterprise", &self.on_enterprise), ("on_principal", &self.on_principal)] {
            let Some((name, fine, other)) = party else { continue };
            let _ = writeln!(out, "{key}:");
            if let Some(name) = name {
                put(out, "  name", name);
            }
            if let Some(fine) = fine {
                put(out, "  fine", &amount(*fine));
            }
            put_list(out, "  ", "other", other, hand);
        }
        if self.halt {
            put_bool(out, "halt", true, hand);
        }
        if self.referred > 0 {
            put(out, "referred", &self.referred.to_string());
        }
        self.extra.write(out, hand);
    }
}

impl Activity {
    pub fn write(&self, out: &mut String, hand: Hand) {
        put(out, "id", &self.id);
        put(out, "kind", self.kind);
        put_day(out, "date", Some(self.date));
        if self.count > 1 {
            put(out, "count", &self.count.to_string());
        }
        if let Some(enterprise) = &self.enterprise {
            put(out, "enterprise", enterprise);
        }
        if self.crime {
            put_bool(out, "dangerous_operation_crime", true, hand);
        }
        if self.kind == "举报奖励" {
            put(out, "amount", &amount(self.amount));
        }
        if self.anonymous {
            put_bool(out, "anonymous", true, hand);
        }
        if let Some(headcount) = self.headcount {
            put(out, "headcount", &headcount.to_string());
        }
        self.extra.write(out, hand);
    }
}

impl Filing {
    pub fn write(&self, out: &mut String, hand: Hand) {
        put(out, "id", &self.id);
        put(out, "document", self.document);
        put_day(out, "filed_on", Some(self.filed_on));
        if let Some(month) = self.month {
            let _ = writeln!(out, "month: 2023-{month:02}");
        }
        if !self.figures.is_empty() {
            out.push_str("figures:\n");
        }
        for (key, value) in &self.figures {
            let _ = writeln!(out, "  {key}: {value}");
        }
        if let Some(rows) = self.rows {
            let _ = writeln!(out, "rows: {rows}");
        }
        self.extra.write(out, hand);
    }
}
