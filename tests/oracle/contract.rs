//! Sections 7 and 8 of the contract, sentence by sentence, in the plainest way: no index, no scope, no
//! status method, money in whole 元. It shares nothing with what it is held against but the records.

use chrono::NaiveDate;
use hazards::plan::{Level, Plan, UnitIndex};
use hazards::record::term::{ActivityKind, Shortcoming, Source, Word};
use hazards::record::{Amount, Detail};
use hazards::store::records::Records;

/// Keys and values as they are written, in the order of the contract.
pub(crate) type Figures = Vec<(&'static str, String)>;

/// 家: figures that count an enterprise once.
pub(crate) const DISTINCT: [&str; 10] = ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "C6", "C7"];

/// "the records of the unit and of every unit below it"
pub(crate) fn speaks_for(plan: &Plan, top: UnitIndex, unit: UnitIndex) -> bool {
    let mut at = unit;
    loop {
        if at == top {
            return true;
        }
        match plan.units[at.0 as usize].parent {
            Some(parent) => at = parent,
            None => return false,
        }
    }
}

/// Whole 元 of an amount in 万元.
fn yuan(amount: Amount) -> i64 {
    let text = amount.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    whole.parse::<i64>().unwrap() * 10_000 + format!("{part:0<4}").parse::<i64>().unwrap()
}

/// "decimal numbers without trailing zeros"
fn ten_thousands(yuan: i64) -> String {
    let text = format!("{}.{:04}", yuan / 10_000, yuan % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn once<'r>(list: &mut Vec<&'r str>, enterprise: &'r str) {
    if !list.contains(&enterprise) {
        list.push(enterprise);
    }
}

/// The table of §7.
pub(crate) fn figures(records: &Records, plan: &Plan, unit: UnitIndex, cutoff: NaiveDate) -> Figures {
    let counted = |by: UnitIndex, date: NaiveDate| {
        speaks_for(plan, unit, by) && plan.counting_from <= date && date <= cutoff
    };

    let mut a = [0_u32; 6];
    for hazard in &records.hazards {
        if !counted(hazard.origin.unit, hazard.found_on) {
            continue;
        }
        let completed = matches!(hazard.rectification.completed_on, Some(day) if day <= cutoff);
        let supervised = matches!(&hazard.supervision, Some(by) if by.listed_on <= cutoff);
        if hazard.source == Source::Enterprise {
            a[0] += 1;
            if completed {
                a[1] += 1;
            }
        }
        if hazard.source == Source::Department {
            a[2] += 1;
            if completed {
                a[3] += 1;
            }
        }
        if supervised {
            a[4] += 1;
            if completed {
                a[5] += 1;
            }
        }
    }

    let mut b: [Vec<&str>; 8] = Default::default();
    for inspection in &records.inspections {
        if counted(inspection.origin.unit, inspection.date) {
            once(&mut b[0], &inspection.enterprise);
            for (nth, finding) in Shortcoming::ALL.iter().enumerate() {
                if inspection.findings.contains(finding) {
                    once(&mut b[nth + 1], &inspection.enterprise);
                }
            }
        }
    }

    let (mut times, mut fines, mut both, mut referred, mut halted) = (0, 0, 0, 0, Vec::new());
    for case in &records.penalties {
        if !counted(case.origin.unit, case.decided_on) {
            continue;
        }
        for party in [&case.on_enterprise, &case.on_principal].into_iter().flatten() {
            times += 1;
            if let Some(fine) = party.fine {
                fines += yuan(fine);
            }
        }
        if case.on_enterprise.is_none() && case.on_principal.is_none() && case.halt {
            times += 1;
        }
        if case.on_enterprise.is_some() && case.on_principal.is_some() {
            both += 1;
        }
        referred += case.referred.unwrap_or(0);
        if case.halt {
            once(&mut halted, &case.enterprise);
        }
    }

    let sum = |kind: &str, crimes_only: bool| {
        let mut sum = 0;
        for activity in &records.activities {
            let crime = activity.detail == Detail::Case { dangerous_operation_crime: true };
            if counted(activity.origin.unit, activity.date)
                && activity.kind.word() == kind
                && (crime || !crimes_only)
            {
                sum += activity.count;
            }
        }
        sum.to_string()
    };
    let rewards = |anonymous_only: bool| {
        let mut sum = 0;
        for activity in &records.activities {
            if let Detail::Reward { amount, anonymous } = activity.detail
                && counted(activity.origin.unit, activity.date)
                && (anonymous || !anonymous_only)
            {
                sum += yuan(amount);
            }
        }
        ten_thousands(sum)
    };
    let mut exposed = Vec::new();
    for activity in &records.activities {
        if let Detail::Enterprise(enterprise) = &activity.detail
            && ["曝光企业", "约谈企业", "联合惩戒企业"].contains(&activity.kind.word())
            && counted(activity.origin.unit, activity.date)
        {
            once(&mut exposed, enterprise);
        }
    }
    let media = records
        .activities
        .iter()
        .any(|work| work.kind == ActivityKind::MediaColumn && counted(work.origin.unit, work.date));

    let mut inspectors = 0;
    for (position, _) in plan.units.iter().enumerate() {
        let each = UnitIndex(position as u16);
        let mut latest: Option<(NaiveDate, u32)> = None;
        for activity in &records.activities {
            if let Detail::Inspectors { headcount } = activity.detail
                && activity.origin.unit == each
                && activity.date <= cutoff
                && latest.is_none_or(|(day, _)| day <= activity.date)
            {
                latest = Some((activity.date, headcount));
            }
        }
        if speaks_for(plan, unit, each) {
            inspectors += latest.map_or(0, |(_, headcount)| headcount);
        }
    }

    let mut figures: Figures = Vec::new();
    for (key, value) in ["A1", "A2", "A3", "A4", "A5", "A6"].into_iter().zip(a) {
        figures.push((key, value.to_string()));
    }
    for (key, enterprises) in DISTINCT.into_iter().zip(&b) {
        figures.push((key, enterprises.len().to_string()));
    }
    figures.push(("C1", sum("帮扶地区", false)));
    figures.push(("C2", sum("帮扶企业", false)));
    figures.push(("C3_count", times.to_string()));
    figures.push(("C3_amount", ten_thousands(fines)));
    figures.push(("C4", both.to_string()));
    figures.push(("C5", referred.to_string()));
    figures.push(("C6", halted.len().to_string()));
    figures.push(("C7", exposed.len().to_string()));
    figures.push(("C8", sum("典型案例", false)));
    figures.push(("C8_crime", sum("典型案例", true)));
    figures.push(("C9", sum("追责问责", false)));
    figures.push(("C10", sum("约谈通报", false)));
    figures.push(("D1", sum("专题学习", false)));
    figures.push(("D2", sum("专题研究", false)));
    figures.push(("D3", sum("现场督导", false)));
    figures.push(("D4", sum("企业宣讲", false)));
    figures.push(("D5", rewards(false)));
    figures.push(("D5_anonymous", rewards(true)));
    figures.push(("D6", if media { "是" } else { "否" }.to_owned()));
    figures.push(("D7", inspectors.to_string()));
    figures.push(("D8", sum("考核督导", false)));
    figures
}

/// "州市 is the city unit's name": of the nearest city.
fn city(plan: &Plan, unit: UnitIndex) -> String {
    let unit = &plan.units[unit.0 as usize];
    match (unit.level, unit.parent) {
        (Level::City, _) => unit.name.clone(),
        (_, Some(parent)) => city(plan, parent),
        (_, None) => String::new(),
    }
}

fn county(plan: &Plan, unit: UnitIndex) -> String {
    plan.units[unit.0 as usize].name.clone()
}

fn is(yes: bool) -> String {
    if yes { "是" } else { "否" }.to_owned()
}

/// The rows of 3-2, cell by cell behind the id.
pub(crate) fn rows32(
    records: &Records,
    plan: &Plan,
    unit: UnitIndex,
    cutoff: NaiveDate,
) -> Vec<[String; 10]> {
    let mut rows = Vec::new();
    for (position, _) in plan.units.iter().enumerate() {
        let by = UnitIndex(position as u16);
        let mut found = Vec::new();
        for hazard in &records.hazards {
            let in_window = plan.counting_from <= hazard.found_on && hazard.found_on <= cutoff;
            if hazard.origin.unit == by && speaks_for(plan, unit, by) && in_window {
                found.push(hazard);
            }
        }
        found.sort_by_key(|hazard| (hazard.found_on, hazard.id.to_string()));
        for hazard in found {
            let enterprise = records.enterprises.iter().find(|one| one.id == hazard.enterprise);
            let listed_by = enterprise.map_or(by, |enterprise| enterprise.origin.unit);
            let mut cases = Vec::new();
            for case in &records.penalties {
                if case.hazard.as_ref() == Some(&hazard.id) && case.decided_on <= cutoff {
                    cases.push(case);
                }
            }
            cases.sort_by_key(|case| (case.decided_on, case.id.to_string()));
            let (mut on_principal, mut on_enterprise) = (Vec::new(), Vec::new());
            for case in &cases {
                let mut said = Vec::new();
                if let Some(party) = &case.on_principal {
                    said.extend(party.fine.map(|fine| format!("罚款{}万元", ten_thousands(yuan(fine)))));
                    said.extend(party.other.clone());
                }
                on_principal.push(said.join("、"));
                let mut said = Vec::new();
                if let Some(party) = &case.on_enterprise {
                    said.extend(party.fine.map(|fine| format!("罚款{}万元", ten_thousands(yuan(fine)))));
                    said.extend(party.other.clone());
                }
                if case.halt {
                    said.push("责令停产整顿".to_owned());
                }
                on_enterprise.push(said.join("、"));
            }
            on_principal.retain(|said| !said.is_empty());
            on_enterprise.retain(|said| !said.is_empty());
            rows.push([
                hazard.id.to_string(),
                city(plan, listed_by),
                county(plan, listed_by),
                enterprise.map_or(hazard.enterprise.to_string(), |enterprise| enterprise.name.clone()),
                hazard.description.clone(),
                is(matches!(&hazard.supervision, Some(by) if by.listed_on <= cutoff)),
                is(matches!(hazard.rectification.completed_on, Some(day) if day <= cutoff)),
                is(!cases.is_empty()),
                on_principal.join("；"),
                on_enterprise.join("；"),
            ]);
        }
    }
    rows
}

/// The rows of 附件2, cell by cell.
pub(crate) fn rows2(records: &Records, plan: &Plan, unit: UnitIndex, day: NaiveDate) -> Vec<[String; 11]> {
    let mut rows: Vec<[String; 11]> = Vec::new();
    for (position, _) in plan.units.iter().enumerate() {
        let by = UnitIndex(position as u16);
        let mut listed = Vec::new();
        for enterprise in &records.enterprises {
            let left = matches!(&enterprise.removed, Some(removal) if removal.on <= day);
            let here = enterprise.origin.unit == by && speaks_for(plan, unit, by);
            if here && enterprise.listed_on <= day && !left {
                listed.push(enterprise);
            }
        }
        listed.sort_by_key(|enterprise| (enterprise.listed_on, enterprise.id.to_string()));
        for enterprise in listed {
            rows.push([
                (rows.len() + 1).to_string(),
                city(plan, by),
                county(plan, by),
                enterprise.name.clone(),
                enterprise.products.join("、"),
                enterprise.industry.word().to_owned(),
                enterprise.domains.join("、"),
                enterprise.principal.clone(),
                enterprise.phone.clone(),
                is(enterprise.base_info_complete),
                is(enterprise.code_check),
            ]);
        }
    }
    rows
}
