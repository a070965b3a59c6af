//! The names of the files that a bureau sends up for a month: `麒麟区2023年8月调度表及隐患清单.xlsx`,
//! `麒麟区2023年8月企业清单.xlsx`; and of their index.

use super::{Format, file_stem};
use crate::plan::{Plan, UnitIndex};
use crate::record::Month;
use crate::text::one_name;
use chrono::Datelike;
use std::collections::HashMap;

/// The name of the index of a folder.
pub const INDEX: &str = "目录.xlsx";

/// What the files of each unit begin with, in the order of the plan: no two are one to any system.
pub fn stems(plan: &Plan) -> Vec<String> {
    let mut bearers: HashMap<String, usize> = HashMap::new();
    for (_, unit) in plan.units() {
        *bearers.entry(one_name(file_stem(unit))).or_default() += 1;
    }
    let stem = |unit| {
        let stem = file_stem(unit);
        let shared = bearers.get(&one_name(stem)).is_some_and(|bearers| *bearers > 1);
        let stem = if shared { unit.id.as_str() } else { stem };
        // Its last digit and the year are two numbers.
        if stem.ends_with(|c: char| c.is_ascii()) { format!("{stem}-") } else { stem.to_owned() }
    };
    plan.units().map(|(_, unit)| stem(unit)).collect()
}

/// The files of a unit's return: one, but for CSV one a form.
pub fn of_return(stem: &str, month: Month, has_below: bool, format: Format) -> Vec<String> {
    let (stem, ending) = (format!("{stem}{}", told(month)), format.extension());
    match format {
        Format::Csv => {
            let forms = ["3-1", "3-2", "汇总"].into_iter().take(if has_below { 3 } else { 2 });
            forms.map(|form| format!("{stem}{form}.{ending}")).collect()
        }
        _ => vec![format!("{stem}调度表及隐患清单.{ending}")],
    }
}

/// The file of a unit's 企业清单.
pub fn of_list(stem: &str, month: Month, format: Format) -> String {
    format!("{stem}{}企业清单.{}", told(month), format.extension())
}

/// Whether a unit has a 企业清单: the city's own level lists no enterprise.
pub fn has_list(plan: &Plan, unit: UnitIndex) -> bool {
    plan.unit(unit).level != crate::plan::Level::Own
}

fn told(month: Month) -> String {
    let day = month.first_day();
    format!("{}年{}月", day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_bureau_and_no_two_are_the_same() {
        let text = crate::plan::BUILT_IN[0].1;
        let hostile = text.replacen("name = \"沾益区\"", "name = \"../沾益\"", 1).replacen(
            "name = \"马龙区\"",
            "name = \"CON\"",
            1,
        );
        let plan = Plan::read("plan", &hostile).unwrap();
        let stems = stems(&plan);
        let month = Month::parse("2023-08").unwrap();
        let names: Vec<String> =
            stems.iter().flat_map(|stem| of_return(stem, month, true, Format::Xlsx)).collect();
        assert!(names.contains(&"麒麟区2023年8月调度表及隐患清单.xlsx".to_owned()));
        assert!(names.contains(&"zhanyi-2023年8月调度表及隐患清单.xlsx".to_owned()));
        assert!(names.contains(&"malong-2023年8月调度表及隐患清单.xlsx".to_owned()));
        let distinct: std::collections::BTreeSet<String> =
            names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(distinct.len(), plan.units.len());
        assert_eq!(of_return("甲", month, false, Format::Csv), ["甲2023年8月3-1.csv", "甲2023年8月3-2.csv"]);
    }
}
