//! A return and a list with everything in them that a form can print, made by hand.

use chrono::NaiveDate;
use hazards::catalog::Forms;
use hazards::figure::{Figures, Key, Sort, Value};
use hazards::form::content::{EnterpriseList, EnterpriseRow, HazardRow, Return};
use hazards::plan::{Plan, UnitIndex};
use hazards::record::{Amount, Month};
use hazards::settings::Filler;

/// The wording, as built in.
pub fn forms() -> Forms {
    Forms::read("forms.toml", include_str!("../../catalog/forms.toml")).unwrap()
}

pub fn plan() -> Plan {
    Plan::read("plan", Plan::built_in("qujing-2023").unwrap()).unwrap()
}

pub fn filler() -> Filler {
    Filler { name: "张三".into(), phone: "08743123456".into() }
}

pub fn unit(plan: &Plan, id: &str) -> UnitIndex {
    plan.find_unit(id).unwrap()
}

/// Figures: each count its place in the order of the form times a factor, and some amounts.
pub fn figures(factor: u64) -> Figures {
    Figures::new(|key| match key.sort() {
        Sort::Count => Value::Count(factor * Key::ALL.iter().position(|known| *known == key).unwrap() as u64),
        Sort::Amount => {
            Value::Amount(Amount::parse(if key == Key::C3_amount { "12.5" } else { "0.1" }).unwrap())
        }
        Sort::YesNo => Value::YesNo(factor == 1),
    })
}

pub fn hazard(id: &str, hazard: &str) -> HazardRow {
    HazardRow {
        id: id.into(),
        unit: UnitIndex(2),
        city: "曲靖市".into(),
        county: "麒麟区".into(),
        enterprise: "曲靖某某冶金有限公司".into(),
        hazard: hazard.into(),
        supervised: false,
        rectified: true,
        penalized: true,
        penalty_principal: "罚款1.5万元".into(),
        penalty_enterprise: "罚款5万元、责令停产整顿；警告".into(),
    }
}

/// A county's return.
pub fn county(plan: &Plan) -> Return<'_> {
    Return {
        plan,
        unit: unit(plan, "qilin"),
        month: Month::parse("2023-08").unwrap(),
        from: plan.counting_from,
        cutoff: NaiveDate::from_ymd_opt(2023, 8, 24).unwrap(),
        left_out: 0,
        figures: figures(1),
        units: Vec::new(),
        filed: Vec::new(),
        hazards: vec![
            hazard("h-1", "会议室设置在铁水吊运影响范围内。"),
            hazard("h-2", "煤气柜与周边建筑物间距不足，\n且未设固定式报警器。"),
        ],
    }
}

/// The city's return: the totals of B1 and C6 are less than the sum of the eleven parts.
pub fn city(plan: &Plan) -> Return<'_> {
    let units: Vec<_> = plan
        .units()
        .filter(|(_, unit)| unit.parent.is_some())
        .map(|(index, _)| (index, figures(1)))
        .collect();
    let (sum, less) = (figures(units.len() as u64), figures(3));
    let total = Figures::new(|key| if matches!(key, Key::B1 | Key::C6) { less[key] } else { sum[key] });
    Return { unit: plan.root(), figures: total, units, ..county(plan) }
}

pub fn enterprise(no: usize, name: &str) -> EnterpriseRow {
    EnterpriseRow {
        no,
        city: "曲靖市".into(),
        county: "麒麟区".into(),
        name: name.into(),
        products: "粗铅、硫酸".into(),
        industry: "有色".into(),
        domains: "湿法冶炼、有限空间".into(),
        principal: "李四".into(),
        phone: "08743123456".into(),
        base_info_complete: true,
        code_check: false,
    }
}

pub fn list(plan: &Plan) -> EnterpriseList<'_> {
    EnterpriseList {
        plan,
        unit: unit(plan, "qilin"),
        as_of: NaiveDate::from_ymd_opt(2023, 6, 30).unwrap(),
        left_out: 0,
        rows: (1..=15).map(|no| enterprise(no, "曲靖某某有色金属有限公司")).collect(),
    }
}
