//! Arguments that several commands have, and how their values are understood.

use super::World;
use super::problem::Problem;
use crate::config::unknown_word;
use crate::lang::{Lang, Text};
use crate::plan::{Plan, UnitIndex};
use crate::record::{Kind, Month, date};
use crate::schema::Subject;
use crate::tally::Period;
use crate::text::quote;
use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use std::path::PathBuf;

/// One of two wordings.
pub(super) fn words(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// `--unit`
pub(super) fn unit(lang: Lang, zh: &'static str, en: &'static str) -> Arg {
    Arg::new("unit").long("unit").value_name(words(lang, "单位", "UNIT")).help(words(lang, zh, en))
}

/// `--as-of`
pub(super) fn as_of(lang: Lang, zh: &'static str, en: &'static str) -> Arg {
    Arg::new("as-of").long("as-of").value_name(words(lang, "日期", "DAY")).help(words(lang, zh, en))
}

/// `--at`
pub(super) fn at(lang: Lang) -> Arg {
    Arg::new("at").long("at").value_name(words(lang, "提交", "REV")).help(words(
        lang,
        "取该提交中的记录：git 的任何写法，或 2023-08-24（该日最后一次提交）",
        "the records as of this commit: anything that git names, or a day such as 2023-08-24 (its last commit)",
    ))
}

/// `--month`
pub(super) fn month(lang: Lang) -> Arg {
    Arg::new("month").long("month").value_name(words(lang, "月份", "MONTH")).required(true).help(words(
        lang,
        "报送月份，如 2023-08",
        "the month of the return, such as 2023-08",
    ))
}

/// `-o`
pub(super) fn output(lang: Lang) -> Arg {
    Arg::new("output")
        .short('o')
        .long("output")
        .value_name(words(lang, "文件或目录", "FILE|DIR"))
        .value_parser(value_parser!(PathBuf))
        .help(words(
            lang,
            "写到文件（.xlsx .pdf .docx .csv .json .txt），或每张表一个文件写到目录",
            "write to a file (.xlsx .pdf .docx .csv .json .txt), or each form to a file of its own in a folder",
        ))
}

/// `--format` of the commands that list records.
pub(super) fn listing(lang: Lang) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name(words(lang, "格式", "FORMAT"))
        .value_parser(["table", "csv", "json"])
        .hide_possible_values(true)
        .default_value("table")
        .hide_default_value(true)
        .help(words(lang, "table（缺省）、csv 或 json", "table (default), csv or json"))
}

/// `--force`
pub(super) fn force(lang: Lang) -> Arg {
    Arg::new("force").long("force").action(ArgAction::SetTrue).help(words(
        lang,
        "允许覆盖已有的文件",
        "write over files that are there",
    ))
}

/// `--allow-errors`
pub(super) fn allow_errors(lang: Lang) -> Arg {
    Arg::new("allow-errors").long("allow-errors").action(ArgAction::SetTrue).help(words(
        lang,
        "有无法读取的记录时仍然出表，并在表上注明漏计条数",
        "make the form although records cannot be read, and say on it how many are left out",
    ))
}

/// The value of `--unit`, if it is given.
pub(super) fn unit_of(matches: &ArgMatches, plan: &Plan) -> Result<Option<UnitIndex>, Problem> {
    let Some(id) = matches.get_one::<String>("unit") else {
        return Ok(None);
    };
    let by_name = || plan.units().find(|(_, unit)| unit.name == *id).map(|(index, _)| index);
    plan.find_unit(id).or_else(by_name).map(Some).ok_or_else(|| {
        let known: Vec<&str> =
            plan.units.iter().flat_map(|unit| [unit.id.as_str(), unit.name.as_str()]).collect();
        let said = match crate::text::nearest(id, known.iter().copied()) {
            Some(_) => unknown_word(id, known),
            None => unknown_word(id, plan.units.iter().map(|unit| unit.id.as_str()).collect::<Vec<_>>()),
        };
        Problem::new(Text::made(format!("未知的单位：{}", said.zh), format!("unknown unit: {}", said.en)))
    })
}

/// The kind of records.
pub(super) fn kind(lang: Lang) -> Arg {
    Arg::new("kind").value_name(words(lang, "种类", "KIND")).required(true).help(words(
        lang,
        "enterprise（企业）、selfcheck（自检自查）、hazard（隐患）、inspection（检查）、penalty（处罚）、activity（工作记录）或 filing（报送记录）",
        "enterprise, selfcheck, hazard, inspection, penalty, activity or filing",
    ))
}

/// The kind of record that a word names: its own, its folder, the Chinese one or the official term.
pub(super) fn kind_named(word: &str) -> Option<Kind> {
    let by_word = match Subject::of_name(word) {
        Some(Subject::Records(kind)) => Some(kind),
        _ => None,
    };
    let term = |kind: Kind| Subject::Records(kind).table().title;
    let in_chinese = || Kind::ALL.into_iter().find(|kind| kind.name().zh == word || term(*kind) == word);
    by_word.or_else(in_chinese)
}

/// The kind of record that is named.
pub(super) fn kind_of(matches: &ArgMatches) -> Result<Kind, Problem> {
    let word = matches.get_one::<String>("kind").map_or("", String::as_str);
    kind_named(word).ok_or_else(|| {
        let words = Kind::ALL.map(|kind| Subject::Records(kind).name());
        let terms: Vec<_> = Kind::ALL.map(|kind| kind.name().zh).into();
        let known = || words.into_iter().chain(terms.iter().map(AsRef::as_ref));
        let said = match crate::text::nearest(word, known()) {
            Some(_) => unknown_word(word, known().collect::<Vec<_>>()),
            None => unknown_word(word, words),
        };
        Problem::new(Text::made(
            format!("没有这种记录：{}", said.zh),
            format!("there is no such kind: {}", said.en),
        ))
    })
}

/// The value of an option that is a day, if it is given.
pub(super) fn day_of(matches: &ArgMatches, option: &str) -> Result<Option<NaiveDate>, Problem> {
    let Some(text) = matches.get_one::<String>(option) else {
        return Ok(None);
    };
    date::parse(text).map(Some).ok_or_else(|| {
        let day = quote(text);
        Problem::new(Text::made(
            format!("--{option} 的值 {day} 不是日期，应写作 2023-08-24"),
            format!("--{option} {day} is not a date; write it as 2023-08-24"),
        ))
    })
}

/// The value of `--as-of`, if it is given.
pub(super) fn as_of_of(matches: &ArgMatches) -> Result<Option<NaiveDate>, Problem> {
    day_of(matches, "as-of")
}

/// The period of a return: with `--as-of` what units had filed by that day, else at any time.
pub(super) fn period(matches: &ArgMatches, plan: &Plan) -> Result<Period, Problem> {
    let (month, cutoff) = month_and_cutoff(matches, plan)?;
    let period = Period::new(month, cutoff);
    Ok(as_of_of(matches)?.map_or(period, |day| period.filed_by(day)))
}

/// The month and the cutoff of a return: its due day, or `--as-of`, which must lie in the month.
fn month_and_cutoff(matches: &ArgMatches, plan: &Plan) -> Result<(Month, NaiveDate), Problem> {
    let month = reported(matches.get_one::<String>("month").map_or("", String::as_str), plan)?;
    let Some(day) = as_of_of(matches)? else {
        return Ok((month, plan.due(month).min(plan.end)));
    };
    if Month::of(day) != month {
        let (first, last) = (month.first_day(), month.last_day());
        return Err(Problem::new(Text::made(
            format!("--as-of {day} 不在 {month} 之内，应在 {first} 至 {last} 之间"),
            format!("--as-of {day} is outside of {month}; it must be from {first} to {last}"),
        )));
    }
    Ok((month, day.min(plan.end)))
}

/// The month that a word names: one of the plan's.
pub(super) fn reported(text: &str, plan: &Plan) -> Result<Month, Problem> {
    reported_by("month", text, plan)
}

/// The month that the value of an option names: one of the plan's.
pub(super) fn reported_by(option: &str, text: &str, plan: &Plan) -> Result<Month, Problem> {
    let said = quote(text);
    let month = Month::parse(text).ok_or_else(|| {
        Problem::new(Text::made(
            format!("--{option} 的值 {said} 不是月份，应写作 2023-08"),
            format!("--{option} {said} is not a month; write it as 2023-08"),
        ))
    })?;
    let (first, last) = (plan.returns.first_month, plan.returns.last_month);
    if month < first || month > last {
        let near = if month < first { first } else { last };
        return Err(Problem::new(Text::made(
            format!("{said} 不在方案的报送月份 {first} 至 {last} 之内，最近的是 `{near}`"),
            format!("{said} is not one of the plan's months {first} to {last}; the nearest is `{near}`"),
        )));
    }
    Ok(month)
}

impl World {
    /// The day whose end is judged: `--as-of`, else today, never later than the plan's end.
    pub(super) fn as_of(&self, matches: &ArgMatches, plan: &Plan) -> Result<NaiveDate, Problem> {
        Ok(as_of_of(matches)?.unwrap_or(self.today).min(plan.end))
    }
}
