//! 附件2: the enterprises that a unit and the units below it list.

use crate::check::Context;
use crate::plan::{Plan, UnitIndex};
use crate::record::{Enterprise, Entry};
use chrono::NaiveDate;
use rayon::prelude::*;

/// The list of enterprises (附件2).
#[derive(Debug, Clone, PartialEq)]
pub struct EnterpriseList<'r> {
    /// The plan.
    pub plan: &'r Plan,
    /// The unit whose list it is.
    pub unit: UnitIndex,
    /// The list is that at the end of this day.
    pub as_of: NaiveDate,
    /// How many records or files were left out because they cannot be read.
    pub left_out: usize,
    /// The rows.
    pub rows: Vec<EnterpriseRow>,
}

/// A row of 附件2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnterpriseRow {
    /// 序号, from 1
    pub no: usize,
    /// 州市: the city above the unit that lists it; empty where there is none.
    pub city: String,
    /// 县区: the unit that lists it.
    pub county: String,
    /// 企业名称
    pub name: String,
    /// 主要产品, joined by `、`
    pub products: String,
    /// 所属行业
    pub industry: String,
    /// 涉及领域, joined by `、`
    pub domains: String,
    /// 主要负责人
    pub principal: String,
    /// 联系电话
    pub phone: String,
    /// 基础信息完善
    pub base_info_complete: bool,
    /// 码上查信息系统
    pub code_check: bool,
}

impl<'r> EnterpriseList<'r> {
    /// The enterprises that a unit and all units below it list at the end of a day: by unit in the order
    /// of the plan, `listed_on`, id.
    pub fn new(context: &'r Context<'r>, unit: UnitIndex, as_of: NaiveDate, left_out: usize) -> Self {
        let plan = context.plan;
        let listed = listed(context, unit, as_of).into_par_iter();
        let rows = listed.enumerate().map(|(position, entry)| row(plan, position + 1, entry)).collect();
        Self { plan, unit, as_of, left_out, rows }
    }
}

/// The enterprises that a unit and all units below it list at the end of a day, in the order of the list.
pub fn listed<'r>(context: &Context<'r>, unit: UnitIndex, as_of: NaiveDate) -> Vec<&'r Entry<Enterprise>> {
    let plan = context.plan;
    let in_scope: Vec<bool> = plan.units().map(|(below, _)| plan.is_within(below, unit)).collect();
    let entries = context.records.enterprises.iter();
    let mut listed: Vec<_> =
        entries.filter(|entry| in_scope[usize::from(entry.unit().0)] && entry.is_listed(as_of)).collect();
    listed.sort_by(|a, b| (a.unit(), a.listed_on, &a.id).cmp(&(b.unit(), b.listed_on, &b.id)));
    listed
}

fn row(plan: &Plan, no: usize, entry: &Entry<Enterprise>) -> EnterpriseRow {
    EnterpriseRow {
        no,
        city: plan.city_name(entry.unit()).to_owned(),
        county: plan.unit(entry.unit()).name.clone(),
        name: entry.name.clone(),
        products: entry.products.join("、"),
        industry: entry.industry.to_string(),
        domains: entry.domains.join("、"),
        principal: entry.principal.clone(),
        phone: entry.phone.clone(),
        base_info_complete: entry.base_info_complete,
        code_check: entry.code_check,
    }
}
