//! `hazards calendar`: all deadlines of the plan, for the eye, for a spreadsheet and for a calendar.

use super::arguments::{self, words};
use super::formats::Formats;
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::calendar::Calendar;
use crate::check::{self, Context, Gate};
use crate::lang::{Lang, Text};
use crate::plan::UnitIndex;
use crate::store::save;
use crate::text::visible;
use crate::write::{calendar, ics};
use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;

pub(super) const VERB: Verb = Verb { name: "calendar", command, run };

/// What a calendar can be written as, by the word for it and the ending of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Table,
    Csv,
    Json,
    Ics,
}

const FORMATS: Formats<Format, 4> = Formats([
    (Format::Table, "table", "txt"),
    (Format::Csv, "csv", "csv"),
    (Format::Json, "json", "json"),
    (Format::Ics, "ics", "ics"),
]);

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("calendar")
        .about(say("列出方案的全部期限，可导入日历", "list all deadlines of the plan, also for a calendar"))
        .after_help(say(
            "示例：
  hazards calendar                                   各项材料、自检自查、执法检查、每月调度表的期限
  hazards calendar --unit qilin                      麒麟区：各项材料是否已报、何时报的
  hazards calendar --unit qilin --hazards            另列未整改隐患的整改期限
  hazards calendar --unit qilin -o 麒麟区期限.ics    日历文件，可导入 Outlook、手机等
  hazards calendar --as-of 2023-08-20 --format csv   截至8月20日还有几天；表格，可用 Excel 打开

日历文件中每个期限是一个全天日程，提前一周和一天（上午9时）提醒，附方案原文。日历程序再导入同一日历时
有的更新、有的不变、有的重复：改了数据后，请先删除旧日历再导入。",
            "Examples:
  hazards calendar                              documents, self-checks, inspections, monthly returns
  hazards calendar --unit qilin                 one county: what it has filed, and when
  hazards calendar --unit qilin --hazards       also when its open hazards are to be put right
  hazards calendar --unit qilin -o qilin.ics    a file for Outlook, a telephone and the like
  hazards calendar --as-of 2023-08-20 --format csv   the days left on that day, for a spreadsheet

In the calendar file each deadline is a whole-day event with the passage of the plan document; it
reminds of it a week and a day before, at nine in the morning. Taken in once more, some programs
update it, some keep the old, some double it: delete the old calendar before taking in a new one.",
        ))
        .arg(arguments::unit(
            lang,
            "这个单位的报送情况；与 --hazards 同用，只列该单位及其下各单位的隐患",
            "what this unit has filed; with --hazards, the hazards of it and of those below it",
        ))
        .arg(arguments::as_of(
            lang,
            "截至这一天；缺省为今天，不晚于方案结束日",
            "the state of this day; else today, never later than the plan's end",
        ))
        .arg(Arg::new("hazards").long("hazards").action(ArgAction::SetTrue).help(say(
            "另列未整改隐患的整改期限（due_on）",
            "also by when open hazards are to be put right (due_on)",
        )))
        .arg(Arg::new("ics").long("ics").action(ArgAction::SetTrue).conflicts_with("format").help(say(
            "日历文件（iCalendar），同 --format ics",
            "a calendar file (iCalendar), as --format ics",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say("格式", "FORMAT"))
                .value_parser(FORMATS.words())
                .hide_possible_values(true)
                .help(say(
                    "table、csv、json 或 ics；缺省按 -o 的扩展名，否则 table",
                    "table, csv, json or ics; else by the ending of -o, else table",
                )),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say("文件", "FILE"))
                .value_parser(value_parser!(PathBuf))
                .help(say("写到文件（.ics .csv .json .txt）", "write to a file (.ics .csv .json .txt)")),
        )
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let lang = world.lang;
    let output = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let named = matches.get_one::<String>("format").map(String::as_str);
    let named = if matches.get_flag("ics") { Some("ics") } else { named };
    let format = FORMATS.chosen(named, output)?.unwrap_or(Format::Table);
    let repository = world.open()?;
    let plan = &repository.plan;
    let unit = arguments::unit_of(matches, plan)?;
    let as_of = world.as_of(matches, plan)?;
    tell_cut(matches, world, as_of)?;
    let context = Context::new(&repository.records, plan, &repository.catalog, as_of, world.today);
    let hazards = matches.get_flag("hazards");
    if unit.is_some() || hazards {
        tell_left_out(&context, unit.unwrap_or(plan.root()), lang);
    }
    let calendar = Calendar::new(&context, unit, hazards);
    let refused = |error: crate::write::Error| Problem::new(error.0);
    let bytes = match format {
        Format::Table => calendar::page(&calendar, lang, terminal::WIDTH).into_bytes(),
        Format::Csv => calendar::csv(&calendar, lang).map_err(refused)?,
        Format::Json => calendar::json(&calendar, &context).into_bytes(),
        Format::Ics => ics::ics(&calendar, lang).map_err(refused)?,
    };
    match output {
        None => terminal::print(&bytes)?,
        Some(path) => {
            save::save(path, &bytes, matches.get_flag("force"))
                .map_err(|error| Problem::new(error.message(path)))?;
            terminal::note_written(path, lang);
        }
    }
    Ok(0)
}

/// Says that the state is that of the plan's end, where a later day was asked for or today is later.
fn tell_cut(matches: &ArgMatches, world: &World, as_of: NaiveDate) -> Result<(), Problem> {
    let asked = arguments::as_of_of(matches)?;
    if asked.unwrap_or(world.today) > as_of {
        let (zh, en) = asked.map_or(("今天", "today"), |_| ("--as-of ", "--as-of"));
        let said = Text::made(
            format!("注意：{zh}晚于方案结束日，按 {as_of} 计，剩余天数也从该日算起"),
            format!("note: {en} is later than the plan's end: days are counted from {as_of}"),
        );
        terminal::note(said.in_lang(world.lang));
    }
    Ok(())
}

/// Says how many records cannot be read: a filing or a hazard may be among them.
fn tell_left_out(context: &Context<'_>, unit: UnitIndex, lang: Lang) {
    let gate = Gate::new(context, unit, Some(context.as_of), check::references(context));
    if gate.left_out > 0 {
        let (count, name) = (gate.left_out, visible(&context.plan.unit(unit).name));
        let said = Text::made(
            format!("注意：{name}范围内有 {count} 条记录或文件无法读取，未列入；hazards check 可查看详情"),
            format!(
                "note: {count} records or files of {name} cannot be read and are left out; see hazards check"
            ),
        );
        terminal::note(said.in_lang(lang));
    }
}
