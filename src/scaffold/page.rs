//! The page that comes with a new repository: how somebody who knows neither git nor YAML keeps records and
//! files returns.

use super::Wanted;
use crate::plan::Level;
use crate::record::{Kind, Month};
use crate::text::printable;
use chrono::{Days, NaiveDate};

/// The page; `{{name}}` stands for what is put there.
const PAGE: &str = include_str!("page.md");

/// The page of a repository.
pub(super) fn page(wanted: Wanted<'_>) -> String {
    let plan = wanted.plan;
    let units: String =
        wanted.kept().map(|unit| format!("| `{}/` | {} |\n", unit.id, cell(&unit.name))).collect();
    let kinds: String =
        Kind::ALL.iter().map(|kind| format!("| `{}/` | {} |\n", kind.folder(), kind.name().zh)).collect();
    // The commands are those of a county, or else of the first unit that keeps records.
    let county = wanted.kept().find(|unit| unit.level == Level::County);
    let unit = county.or_else(|| wanted.kept().find(|unit| unit.level.holds_records()));
    let unit = unit.or_else(|| wanted.kept().next());
    let (id, name) = unit.map_or(("", ""), |unit| (unit.id.as_str(), unit.name.as_str()));
    let elsewhere: Vec<String> = wanted.elsewhere().map(|unit| cell(&unit.name)).collect();
    let elsewhere = if elsewhere.is_empty() {
        String::new()
    } else {
        format!("\n{}的记录不在这里保存，已在 `hazards.toml` 中豁免。\n", elsewhere.join("、"))
    };
    let month = plan.returns.first_month;
    let day = |days| later(plan.counting_from.max(month.first_day()), days, month);
    fill(PAGE, |word| {
        Some(match word {
            "title" => cell(&plan.title),
            "document" => cell(&plan.document),
            "units" => units.clone(),
            "elsewhere" => elsewhere.clone(),
            "kinds" => kinds.clone(),
            "unit" => id.to_owned(),
            "name" => cell(name),
            "month" => month.to_string(),
            "due" => plan.returns.due_day.to_string(),
            "listed" => day(0),
            "found" => day(1),
            "completed" => day(2),
            "verified" => day(3),
            "limit" => day(4),
            _ => return None,
        })
    })
}

/// A day of a month so many days later, as it is written.
fn later(from: NaiveDate, days: u64, month: Month) -> String {
    let day = from.checked_add_days(Days::new(days)).unwrap_or(from);
    let day = if Month::of(day) == month { day } else { from };
    day.to_string()
}

/// Text fit for a line and for a cell of a table.
fn cell(text: &str) -> String {
    printable(text).replace(['\n', '\r', '|'], " ")
}

/// A text with what stands for its `{{words}}`, each looked at once; a word that is not known stays.
fn fill(text: &str, with: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        filled.push_str(before);
        match behind.split_once("}}").and_then(|(word, left)| Some((with(word)?, left))) {
            Some((value, left)) => {
                filled.push_str(&value);
                rest = left;
            }
            None => {
                filled.push_str("{{");
                rest = behind;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        let with = |word: &str| (word == "a").then(|| "{{a}}".to_owned());
        assert_eq!(fill("{{a}} {{b}} {{ {{a}}", with), "{{a}} {{b}} {{ {{a}}");
    }
}
