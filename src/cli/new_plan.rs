//! `hazards new-plan`: a plan file for another city, year or campaign, from a few answers.

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::config::unknown_word;
use crate::lang::{Lang, Text};
use crate::plan::new::{Answers, NewUnit, deadline_key, deadline_keys};
use crate::plan::{Level, Plan};
use crate::record::{Month, date};
use crate::store::save;
use crate::text::quote;
use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;

pub(super) const VERB: Verb = Verb { name: "new-plan", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    let text =
        |name: &'static str, value: (&'static str, &'static str), help: (&'static str, &'static str)| {
            Arg::new(name).long(name).value_name(say(value.0, value.1)).help(say(help.0, help.1))
        };
    let day = ("日期", "DAY");
    Command::new("new-plan")
        .about(say("新建方案文件：另一个市、另一年、另一次行动", "write a plan file for another city, year or campaign"))
        .after_help(say(
            "示例：
  hazards new-plan -o 某市2024.toml --id moushi-2024 --title 某市工贸行业专项排查整治2024行动 \\
      --document 某应急〔2024〕8号 --from 2024-03-01 --end 2024-11-30 --due-day 20 \\
      --deadline 企业清单=2024-04-30 --deadline inspections=2024-09-30 \\
      --unit city:moushi=某市 --unit own:benji=市本级 --unit county:jiaxian=甲县 --unit county:yixian=乙县
  hazards init 某市2024 --plan 某市2024.toml

单位写作 层级:编号=名称，层级为 province 省、city 市、county 县、own 本级；上级为前面最近的更高层级的单位，
也可写明：county:jiaxian=甲县@moushi。省管两个市的，先写省，再逐市写其本级和县。
写出的文件逐行有说明；没有给出的期限写成注释，去掉行首的 # 即可。",
            "Examples:
  hazards new-plan -o city.toml --id city-2024 --title 某市工贸行业专项排查整治2024行动 \\
      --document 某应急〔2024〕8号 --from 2024-03-01 --end 2024-11-30 --due-day 20 \\
      --deadline 企业清单=2024-04-30 --deadline inspections=2024-09-30 \\
      --unit city:moushi=某市 --unit own:benji=市本级 --unit county:jiaxian=甲县
  hazards init data --plan city.toml

A unit is LEVEL:ID=NAME, the level one of province, city, county and own; the unit above is the
nearest one before it of a higher level, or named: county:jiaxian=甲县@moushi. Every line of the
file says what it is for; deadlines that are not given stand in it as comments.",
        ))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say("文件", "FILE"))
                .value_parser(value_parser!(PathBuf))
                .help(say("写到文件（.toml）；缺省显示在终端", "write to this file (.toml); else to the terminal")),
        )
        .arg(text("id", ("编号", "ID"), ("方案编号，如 moushi-2024", "the plan's id, such as city-2024")).required(true))
        .arg(text("title", ("名称", "TITLE"), ("行动名称", "the title of the campaign")).required(true))
        .arg(text("document", ("文号", "NUMBER"), ("方案文号", "the number of the plan document")).required(true))
        .arg(text("from", day, ("统计起始日", "the first day that counts")).required(true))
        .arg(text("end", day, ("行动结束日", "the last day of the campaign")).required(true))
        .arg(
            Arg::new("due-day")
                .long("due-day")
                .value_name(say("日", "DAY"))
                .value_parser(value_parser!(u32).range(1..=28))
                .default_value("24")
                .hide_default_value(true)
                .help(say("每月几日前报送调度表，1 至 28；缺省 24", "the day of the month by which a return is due, 1 to 28; else 24")),
        )
        .arg(
            Arg::new("enterprises")
                .long("enterprises")
                .value_name(say("户数", "COUNT"))
                .value_parser(value_parser!(u32))
                .default_value("15")
                .hide_default_value(true)
                .help(say("每县至少列入清单的企业户数；缺省 15", "the least number of enterprises a county lists; else 15")),
        )
        .arg(text("leader-checks-from", ("月份", "MONTH"), (
            "从该月起主要负责人每月带队检查",
            "from this month on the principal leads a check every month",
        )))
        .arg(
            text("deadline", ("事项=日期", "TASK=DAY"), (
                "期限：实施方案、self_check、企业清单、四个清单、inspections、工作总结；可写多次",
                "a deadline: 实施方案, self_check, 企业清单, 四个清单, inspections or 工作总结; several times",
            ))
            .action(ArgAction::Append),
        )
        .arg(
            text("unit", ("层级:编号=名称", "LEVEL:ID=NAME"), (
                "单位，上级在前；可写多次",
                "a unit, those above first; several times",
            ))
            .action(ArgAction::Append)
            .required(true),
        )
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let output = matches.get_one::<PathBuf>("output");
    if let Some(path) = output.filter(|path| path.extension() != Some("toml".as_ref())) {
        let path = quote(&path.display().to_string());
        return Err(Problem::new(Text::made(
            format!("-o {path}：方案文件的扩展名应为 .toml，否则 init 和 hazards.toml 不认"),
            format!("-o {path}: a plan file ends in .toml; init and hazards.toml know no other"),
        )));
    }
    let word = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let number = |name: &str| matches.get_one::<u32>(name).copied().unwrap_or_default();
    let many = |name: &str| matches.get_many::<String>(name).into_iter().flatten();
    let leader_checks_from = matches.get_one::<String>("leader-checks-from").map(|text| month(text));
    let mut units: Vec<NewUnit> = Vec::new();
    for text in many("unit") {
        units.push(unit(text, &units)?);
    }
    let answers = Answers {
        id: word("id"),
        title: word("title"),
        document: word("document"),
        from: day("from", &word("from"))?,
        end: day("end", &word("end"))?,
        due_day: number("due-day"),
        enterprises: number("enterprises"),
        leader_checks_from: leader_checks_from.transpose()?,
        deadlines: many("deadline").map(|text| deadline(text)).collect::<Result<_, Problem>>()?,
        units,
    };
    let text = answers.to_toml();
    let name = output.map_or_else(|| "plan.toml".into(), |path| path.display().to_string());
    Plan::read(&name, &text).map_err(Problem::Config)?;
    let Some(path) = output else {
        terminal::print(text.as_bytes())?;
        return Ok(0);
    };
    let files = [(path.clone(), text)];
    save::save_all(&files, matches.get_flag("force"))
        .map_err(|(path, error)| Problem::new(error.message(path)))?;
    terminal::note_written(path, world.lang);
    Ok(0)
}

fn wrong(option: &str, text: &str, should: &Text) -> Problem {
    let text = quote(text);
    Problem::new(Text::made(
        format!("--{option} 的值 {text} 不对：应写作 {}", should.zh),
        format!("--{option} {text} is wrong: write {}", should.en),
    ))
}

fn day(option: &str, text: &str) -> Result<NaiveDate, Problem> {
    date::parse(text).ok_or_else(|| wrong(option, text, &Text::fixed("2024-03-01", "2024-03-01")))
}

fn month(text: &str) -> Result<Month, Problem> {
    Month::parse(text).ok_or_else(|| wrong("leader-checks-from", text, &Text::fixed("2024-04", "2024-04")))
}

fn deadline(text: &str) -> Result<(&'static str, NaiveDate), Problem> {
    let (key, on) = text
        .split_once('=')
        .ok_or_else(|| wrong("deadline", text, &Text::fixed("企业清单=2024-04-30", "企业清单=2024-04-30")))?;
    let known = deadline_key(key).ok_or_else(|| {
        let said = unknown_word(key, deadline_keys().collect::<Vec<_>>());
        Problem::new(Text::made(
            format!("--deadline 没有这个事项：{}", said.zh),
            format!("--deadline knows no such task: {}", said.en),
        ))
    })?;
    Ok((known, day("deadline", on)?))
}

/// `county:jiaxian=甲县@moushi`: without a name for it, the unit above is the nearest one of a higher level.
fn unit(text: &str, above: &[NewUnit]) -> Result<NewUnit, Problem> {
    let should =
        Text::fixed("层级:编号=名称，如 county:jiaxian=甲县", "LEVEL:ID=NAME, as in county:jiaxian=甲县");
    let (level, rest) = text.split_once(':').ok_or_else(|| wrong("unit", text, &should))?;
    let (id, rest) = rest.split_once('=').ok_or_else(|| wrong("unit", text, &should))?;
    let (name, parent) = rest.split_once('@').map_or((rest, None), |(name, parent)| (name, Some(parent)));
    let level = Level::of_word(level).ok_or_else(|| {
        let said = unknown_word(level, Level::words().collect::<Vec<_>>());
        Problem::new(Text::made(
            format!("--unit 没有这个层级：{}", said.zh),
            format!("--unit knows no such level: {}", said.en),
        ))
    })?;
    let nearest = || above.iter().rev().find(|unit| unit.level.is_above(level)).map(|unit| unit.id.clone());
    let parent = parent.map(str::to_owned).or_else(nearest);
    Ok(NewUnit { level, id: id.to_owned(), name: name.to_owned(), parent })
}
