//! 附件1: the selfcheck of one enterprise, item by item; blank where it has handed in none.

use crate::catalog::SelfcheckForm;
use crate::check::Context;
use crate::plan::{Plan, UnitIndex};
use crate::record::term::Status;
use crate::record::{Answer, Enterprise, Entry, Kind, Selfcheck};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The selfcheck of an enterprise (附件1).
#[derive(Debug, Clone, PartialEq)]
pub struct SelfcheckTable<'r> {
    /// The plan.
    pub plan: &'r Plan,
    /// The wording of the form.
    pub form: &'r SelfcheckForm,
    /// The unit that lists the enterprise.
    pub unit: UnitIndex,
    /// The state at the end of this day.
    pub as_of: NaiveDate,
    /// How many selfchecks that may be this one are left out because they cannot be read.
    pub left_out: usize,
    /// The enterprise's id.
    pub id: String,
    /// 企业名称
    pub enterprise: String,
    /// The day on which it was handed in, if it was.
    pub submitted_on: Option<NaiveDate>,
    /// 主要负责人签字
    pub signed_by: Option<String>,
    /// Days of the inspections led by the principal, in order.
    pub leader_checks: Vec<NaiveDate>,
    /// The items of the form, in order.
    pub rows: Vec<SelfcheckRow<'r>>,
}

/// A row of 附件1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfcheckRow<'r> {
    /// The item's number, from 1.
    pub no: u32,
    /// 类别
    pub category: &'r str,
    /// 自检自查工作内容, without the number.
    pub item: &'r str,
    /// 落实要求或佐证材料
    pub evidence_wanted: &'r str,
    /// 落实情况
    pub status: Option<Status>,
    /// The evidence that the enterprise names.
    pub evidence: Option<String>,
}

impl SelfcheckRow<'_> {
    /// What stands under 落实情况: the status, and the evidence from the next line on; nothing where the
    /// item is not answered. So the first line is always the status, and all others are the evidence.
    pub fn told(&self) -> String {
        match (self.status, &self.evidence) {
            (None, _) => String::new(),
            (Some(status), None) => status.to_string(),
            (Some(status), Some(evidence)) => format!("{status}\n{evidence}"),
        }
    }
}

impl<'r> SelfcheckTable<'r> {
    /// The forms of enterprises, each filled in from what it has handed in by the end of the context's day,
    /// and blank without that.
    pub fn of_all(context: &'r Context<'r>, enterprises: &[&'r Entry<Enterprise>]) -> Vec<Self> {
        let handed_in = HandedIn::new(context);
        enterprises.iter().map(|enterprise| handed_in.table(enterprise)).collect()
    }

    /// The blank form of an enterprise.
    pub fn blank(context: &'r Context<'r>, enterprise: &'r Entry<Enterprise>) -> Self {
        Self::filled(context, enterprise, None, 0)
    }

    fn filled(
        context: &'r Context<'r>,
        enterprise: &'r Entry<Enterprise>,
        selfcheck: Option<&'r Entry<Selfcheck>>,
        left_out: usize,
    ) -> Self {
        let form = &context.catalog.selfcheck;
        let mut leader_checks: Vec<NaiveDate> =
            selfcheck.map(|selfcheck| selfcheck.leader_checks.clone()).unwrap_or_default();
        leader_checks.retain(|day| *day <= context.as_of);
        leader_checks.sort_unstable();
        leader_checks.dedup();
        let rows = (1..).zip(&form.items).map(|(no, item)| {
            let answer: Option<&Answer> = selfcheck.and_then(|selfcheck| selfcheck.items.get(&no));
            SelfcheckRow {
                no,
                category: &item.category,
                item: &item.content,
                evidence_wanted: &item.evidence,
                status: answer.map(|answer| answer.status),
                evidence: answer.and_then(|answer| answer.evidence.clone()),
            }
        });
        Self {
            plan: context.plan,
            form,
            unit: enterprise.unit(),
            as_of: context.as_of,
            left_out,
            id: enterprise.id.to_string(),
            enterprise: enterprise.name.clone(),
            submitted_on: selfcheck.map(|selfcheck| selfcheck.submitted_on),
            signed_by: selfcheck.map(|selfcheck| selfcheck.signed_by.clone()),
            leader_checks,
            rows: rows.collect(),
        }
    }
}

/// The selfchecks of a repository, by enterprise: what was handed in by the end of the context's day, of
/// several the first in path order, and how many could not be read.
struct HandedIn<'r> {
    context: &'r Context<'r>,
    read: HashMap<&'r str, &'r Entry<Selfcheck>>,
    unread: HashMap<&'r str, usize>,
    /// Those that do not even say whose they are, by unit: they may be those of any enterprise of it.
    nameless: HashMap<UnitIndex, usize>,
}

impl<'r> HandedIn<'r> {
    fn new(context: &'r Context<'r>) -> Self {
        let (mut read, mut unread, mut nameless) = (HashMap::new(), HashMap::new(), HashMap::new());
        for selfcheck in context.records.selfchecks.iter().filter(|one| one.submitted_on <= context.as_of) {
            read.entry(selfcheck.enterprise.as_str()).or_insert(selfcheck);
        }
        let mut known_in: HashMap<u32, usize> = HashMap::new();
        for stub in context.records.stubs.iter().filter(|stub| stub.kind == Kind::Selfcheck) {
            if let Some(enterprise) = stub.enterprise.as_deref().or(stub.id.as_deref()) {
                *unread.entry(enterprise).or_default() += 1;
                *known_in.entry(stub.origin.file.0).or_default() += 1;
            }
        }
        for (number, file) in (0..).zip(&context.records.files) {
            let Some(unit) = file.unit.filter(|_| file.kind == Some(Kind::Selfcheck)) else { continue };
            let known = known_in.get(&number).copied().unwrap_or_default();
            *nameless.entry(unit).or_default() += file.unread.saturating_sub(known);
        }
        Self { context, read, unread, nameless }
    }

    fn table(&self, enterprise: &'r Entry<Enterprise>) -> SelfcheckTable<'r> {
        let id = enterprise.id.as_str();
        let selfcheck = self.read.get(id).copied();
        let nameless = self.nameless.get(&enterprise.unit()).filter(|_| selfcheck.is_none());
        let left_out = self.unread.get(id).into_iter().chain(nameless).sum();
        SelfcheckTable::filled(self.context, enterprise, selfcheck, left_out)
    }
}
