//! `hazards batch`: the forms of every unit for one or more months, a folder a month.

mod work;

use super::arguments::{self, words};
use super::forms;
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::finding::Finding;
use crate::lang::{Lang, Text};
use crate::plan::Plan;
use crate::record::Month;
use crate::store::folders::NewFolders;
use crate::store::save;
use crate::text::{visible, visible_whole};
use crate::write::Format;
use crate::write::findings::short;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};
use work::Batch;

pub(super) const VERB: Verb = Verb { name: "batch", command, run };

/// The most findings that are told.
const TOLD: usize = 20;

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("batch")
        .about(say(
            "一次生成各单位和全市的报表，每月一个文件夹",
            "make the forms of every unit and of the city at once, a folder a month",
        ))
        .after_help(say(
            "示例：
  hazards batch --month 2023-08 -o 报送/                       8月，各单位和全市
  hazards batch --month 2023-08 --unit qilin -o 报送/          只出麒麟区
  hazards batch --month 2023-07 --month 2023-08 -o 报送/       两个月
  hazards batch --all -o 报送/                                 已到报送日的各月
  hazards batch --all --as-of 2023-08-31 -o 报送/              到8月31日为止应报的各月
  hazards batch --month 2023-08 --format xlsx,docx -o 报送/    工作簿和 Word 文档

每个单位每月：报送/2023-08/麒麟区2023年8月调度表及隐患清单.xlsx（3-1、3-2，有下级的另有汇总）和
麒麟区2023年8月企业清单.xlsx（附件2，截至当月报送截止日；本级没有），与 report、annex2 所出相同。
每月的文件夹里有目录.xlsx，几个月的另有总的目录。记录有错误的单位不出表，其余照出，目录中写明，以状态 1 退出。",
            "Examples:
  hazards batch --month 2023-08 -o returns/                    August: every unit and the city
  hazards batch --month 2023-08 --unit qilin -o returns/       one county
  hazards batch --month 2023-07 --month 2023-08 -o returns/    two months
  hazards batch --all -o returns/                              every month that has come due
  hazards batch --all --as-of 2023-08-31 -o returns/           those due by the end of August
  hazards batch --month 2023-08 --format xlsx,docx -o returns/ workbooks and Word documents

For each unit and month: returns/2023-08/麒麟区2023年8月调度表及隐患清单.xlsx (3-1, 3-2, and the roll-up where
there are units below) and 麒麟区2023年8月企业清单.xlsx (附件2 as of the due day; none for an own level), the
same as report and annex2 make. Each month's folder has an index, 目录.xlsx; several months have one over all.
A unit whose records have errors is left out, the others are made, the index says so, and the status is 1.",
        ))
        .arg(
            Arg::new("month")
                .long("month")
                .value_name(say("月份", "MONTH"))
                .action(ArgAction::Append)
                .value_delimiter(',')
                .required_unless_present("all")
                .conflicts_with("all")
                .help(say("报送月份，如 2023-08；可以有几个", "a month such as 2023-08; there may be several")),
        )
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help(say(
            "方案中已到报送日的各月",
            "every month of the plan whose due day has come",
        )))
        .arg(
            arguments::as_of(
                lang,
                "与 --all 同用：按这一天看哪些月份已到报送日；缺省为今天",
                "with --all: the day on which a month must have come due; else today",
            )
            .conflicts_with("month"),
        )
        .arg(arguments::unit(
            lang,
            "只出该单位及其下各单位的，缺省为最上级",
            "this unit and those below it only; else the root of the tree",
        ))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say("格式", "FORMAT"))
                .action(ArgAction::Append)
                .value_delimiter(',')
                .value_parser(Format::ALL.map(Format::name))
                .hide_possible_values(true)
                .help(say(
                    "xlsx（缺省）、docx、csv、json 或 table；可以有几种，用逗号隔开",
                    "xlsx (default), docx, csv, json or table; several with commas between",
                )),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say("目录", "DIR"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(say("写到这个目录", "the folder to write to")),
        )
        .arg(arguments::allow_errors(lang))
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let folder = folder(matches)?;
    let over = matches.get_flag("force");
    let repository = world.open()?;
    let plan = &repository.plan;
    let months = months(matches, plan, world)?;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let mut units = plan.within(unit);
    units.sort_by_key(|below| *below != unit);
    let batch = Batch {
        repository,
        units,
        stems: crate::write::bundle::stems(plan),
        formats: formats(matches),
        folder,
        over,
        allow_errors: matches.get_flag("allow-errors"),
        today: world.today,
    };
    let files = batch.files(&months);
    for month in &months {
        let folder = folder.join(month.to_string());
        save::may_hold(&folder).map_err(|error| Problem::new(error.message(&folder)))?;
    }
    for path in &files {
        save::may_save(path, over).map_err(|error| Problem::new(error.message(path)))?;
    }
    let mut made_folders = NewFolders::default();
    for month in &months {
        let folder = folder.join(month.to_string());
        made_folders.make(&folder).map_err(|error| Problem::new(error.message(&folder)))?;
    }
    let mut made = batch.make(&months, world.lang)?;
    if months.len() > 1 {
        batch.save_index(folder, unit, &made.lines)?;
    }
    made_folders.keep();
    made.notes.dedup();
    made.notes.iter().for_each(|said| terminal::note(said.in_lang(world.lang)));
    forms::tell_substituted("pdf", &made.substituted, world.lang);
    made.findings.sort_by(|a, b| {
        let key = |finding: &'_ Finding| finding.place().map(|place| (place.line, place.column));
        (&a.path, key(a), a.rule, &a.message.zh).cmp(&(&b.path, key(b), b.rule, &b.message.zh))
    });
    let mut told: Vec<String> =
        made.findings.iter().map(|finding| short::line(finding, world.lang)).collect();
    told.dedup();
    told.iter().take(TOLD).for_each(|line| terminal::note(line));
    if told.len() > TOLD {
        let said = Text::fixed("……还有更多，用 hazards check 查看", "... and more, see hazards check");
        terminal::note(said.in_lang(world.lang));
    }
    let refused: Vec<_> = made.lines.iter().filter(|line| line.refused.is_some()).collect();
    for line in &refused {
        let (unit, month, document) = (visible(&line.unit), line.month, line.document);
        let said = Text::made(
            format!("拒绝出表：{unit} {month} {document}，其范围内的记录有错误"),
            format!("not made: {document} of {unit} for {month}; the records of the unit have errors"),
        );
        terminal::note(said.in_lang(world.lang));
    }
    let (written, shown) = (made.written, visible_whole(&folder.display().to_string()));
    let said = Text::made(
        format!("已写入 {written} 个文件和目录，在 {shown}"),
        format!("written: {written} files and their index in {shown}"),
    );
    terminal::note(said.in_lang(world.lang));
    Ok(u8::from(!refused.is_empty()))
}

/// What `-o` names: a folder.
fn folder(matches: &ArgMatches) -> Result<&Path, Problem> {
    let path = matches.get_one::<PathBuf>("output").map_or(Path::new("."), PathBuf::as_path);
    let text = path.to_string_lossy();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let is_file = Format::ALL.into_iter().any(|format| ending.as_deref() == Some(format.extension()));
    if text == "-" || (is_file && !path.is_dir() && !text.ends_with(['/', '\\'])) {
        let shown = visible_whole(&text);
        return Err(Problem::new(Text::made(
            format!("-o 应为目录，如 -o 报送/；{shown} 不是"),
            format!("-o names a folder, as in -o returns/; {shown} is none"),
        )));
    }
    Ok(path)
}

/// The months asked for, in order.
fn months(matches: &ArgMatches, plan: &Plan, world: &World) -> Result<Vec<Month>, Problem> {
    if let Some(words) = matches.get_many::<String>("month") {
        let months: Result<Vec<Month>, Problem> = words.map(|word| arguments::reported(word, plan)).collect();
        let mut months = months?;
        months.sort_unstable();
        months.dedup();
        return Ok(months);
    }
    let day = arguments::as_of_of(matches)?.unwrap_or(world.today);
    let (due, later): (Vec<Month>, Vec<Month>) = plan.months().partition(|month| plan.due(*month) <= day);
    if let (Some(first), Some(last)) = (later.first(), later.last()) {
        let months = if first == last { first.to_string() } else { format!("{first}—{last}") };
        let said = Text::made(
            format!("未到报送日、没有生成的月份：{months}"),
            format!("not due by {day} and left out: {months}"),
        );
        terminal::note(said.in_lang(world.lang));
    }
    if due.is_empty() {
        return Err(Problem::new(Text::made(
            format!("到 {day} 为止没有应报送的月份；可用 --month 指定"),
            format!("no month is due by {day}; name one with --month"),
        )));
    }
    Ok(due)
}

/// The formats asked for, each once.
fn formats(matches: &ArgMatches) -> Vec<Format> {
    let named: Vec<&String> = matches.get_many::<String>("format").into_iter().flatten().collect();
    let asked: Vec<Format> =
        Format::ALL.into_iter().filter(|format| named.iter().any(|name| *name == format.name())).collect();
    if asked.is_empty() { vec![Format::Xlsx] } else { asked }
}
