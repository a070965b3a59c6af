//! `hazards trace`: from a figure to the records that it counts, each with its file and line; and back.

mod history;
mod record;

use super::arguments::{self, words};
use super::forms::tell_left_out;
use super::problem::{Outcome, Problem};
use super::{Verb, World, at, terminal};
use crate::check::Context;
use crate::config::unknown_word;
use crate::figure::Key;
use crate::finding::Spot;
use crate::lang::{Lang, Text};
use crate::tally::trace::Trace;
use crate::write::trace::{self, Told};
use clap::{Arg, ArgAction, ArgMatches, Command};

pub(super) const VERB: Verb = Verb { name: "trace", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("trace")
        .about(say(
            "列出一个数字是由哪些记录得出的，或一条记录计入了哪些数字",
            "list the records behind a figure, or the figures that a record is in",
        ))
        .after_help(format!("{}{}", say(HELP.0, HELP.1), at::help(lang)))
        .arg(
            Arg::new("figure")
                .value_name(say("指标", "FIGURE"))
                .required_unless_present("record")
                .help(say("指标的编号，如 A3、C3_amount", "the key of a figure, such as A3 or C3_amount")),
        )
        .arg(arguments::month(lang).required(false).required_unless_present("record"))
        .arg(arguments::unit(lang, "填报单位，缺省为最上级", "the reporting unit; else the root of the tree"))
        .arg(arguments::as_of(
            lang,
            "截止日，应在该月之内；缺省为报送截止日",
            "the cutoff, a day of the month; else its due day",
        ).requires("month"))
        .arg(Arg::new("record").long("record").value_name(say("编号", "ID")).help(say(
            "这条记录计入了哪些数字，为什么没有计入其余的；可不写指标和月份",
            "in which figures this record is, and why not in the others; figure and month may be left out",
        )))
        .arg(Arg::new("kind").long("kind").value_name(say("类别", "KIND")).requires("record").help(say(
            "--record 的类别，不同类别的记录编号相同时用：hazard inspection penalty activity filing……",
            "the kind of --record, where several kinds have that id: hazard inspection penalty activity filing ...",
        )))
        .arg(Arg::new("git").long("git").action(ArgAction::SetTrue).help(say(
            "每条记录由哪次提交录入、最后由哪次提交改动",
            "which commit entered each record, and which changed it last",
        )))
        .arg(arguments::at(lang))
        .arg(arguments::listing(lang))
}

/// What the help says behind the options.
const HELP: (&str, &str) = (
    "示例：
  hazards trace A3 --month 2023-08                   全市8月 A3 的每条记录：文件、行、依据的日期
  hazards trace C3_amount --month 2023-08 --unit qilin
  hazards trace B1 --month 2023-08 --format csv      表格，可用 Excel 打开
  hazards trace A3 --month 2023-08 --git             每条由哪次提交录入、最后由哪次提交改动
  hazards trace A3 --month 2023-08 --at v8月报送     按该提交的记录
  hazards trace --record ql-yh-0614-1                这条记录计入了哪些数字，为什么没有计入其余的
  hazards trace A4 --record ql-yh-0614-1 --month 2023-08   为什么（没有）计入8月的 A4
  hazards explain A3                                 A3 的口径

各条“计入”之和就是表上的数字；同一家企业第二次以后的检查计入 0。
--record 列出记录所在单位及其各上级的报表；结果相同的月份合在一起，日期与其中最后一个月的截止日相比；
行号各月不同的依次列出。
--git 按记录的内容比较：文件改名、调整次序、改注释都不算改动。

--format json 的内容，--git 时每条记录另有 entered 和 changed（commit date author，未提交的为 null）：
  trace A3            version figure unit month cutoff value records
  trace --record ID   version record returns
    record            unit kind id path line readable
    returns 的每一项  一个单位、结果相同的一段月份：unit months rows figures not_in
      rows            附件3-2 的行号，每月一个
      figures         figure adds；同一企业已由他条计入的另有 counted_by
      not_in          figure reasons；reasons 的每一项为 code message",
    "Examples:
  hazards trace A3 --month 2023-08                   every record of the city's A3: file, line, day
  hazards trace C3_amount --month 2023-08 --unit qilin
  hazards trace B1 --month 2023-08 --format csv      a table for a spreadsheet
  hazards trace A3 --month 2023-08 --git             which commits entered and changed each
  hazards trace A3 --month 2023-08 --at filed-august the records as of a commit
  hazards trace --record ql-yh-0614-1                in which figures it is, and why not in others
  hazards trace A4 --record ql-yh-0614-1 --month 2023-08   why it is in August's A4, or is not
  hazards explain A3                                 what A3 counts

What the records add comes to the figure on the form; an enterprise inspected once more adds 0.
--record tells of the returns of the record's unit and of those above it. Months of the same outcome
stand together; days are held against the cutoff of the last one; rows that differ stand by month.
--git goes by what records say: a file renamed, another order or other comments are no change.

What --format json has; with --git each record has entered and changed too (commit date author, null
where not committed):
  trace A3            version figure unit month cutoff value records
  trace --record ID   version record returns
    record            unit kind id path line readable
    each of returns   a unit and months of one outcome: unit months rows figures not_in
      rows            the rows of form 3-2, one a month
      figures         figure adds; counted_by where another record counts the same enterprise
      not_in          figure reasons; each of the reasons is code message",
);

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let lang = world.lang;
    let named = matches.get_one::<String>("figure").map(|word| key(word)).transpose()?;
    if let Some(id) = matches.get_one::<String>("record") {
        return record::run(id, named, matches, world);
    }
    let Some(key) = named else { return Ok(0) };
    let repository = world.open_at(matches)?;
    let plan = &repository.plan;
    let period = arguments::period(matches, plan)?;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let context = Context::new(&repository.records, plan, &repository.catalog, period.cutoff, world.today);
    tell_left_out(&context, unit, period.cutoff, lang);
    let traced = Trace::new(&context, key, unit, period);
    let mut spots: Vec<Spot> =
        traced.rows.iter().map(|row| Spot::Field(row.origin, String::new().into())).collect();
    repository.locate_spots(spots.iter_mut().collect());
    let records = traced.rows.iter().map(|row| (row.origin, row.kind, row.id.as_str()));
    let changes = history::of(repository, records, matches, world)?;
    let told = Told { context: &context, trace: &traced, spots: &spots, changes: changes.as_deref() };
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => trace::json(told).into_bytes(),
        Some("csv") => trace::csv(told, lang).map_err(|error| Problem::new(error.0))?,
        _ => trace::page(told, &repository.catalog.forms, lang, terminal::WIDTH).into_bytes(),
    };
    terminal::print(&text)?;
    Ok(0)
}

/// The figure of a word.
fn key(word: &str) -> Result<Key, Problem> {
    let known = || Key::ALL.iter().map(|key| key.name());
    let found = Key::ALL.iter().find(|key| key.name().eq_ignore_ascii_case(word));
    found.copied().ok_or_else(|| {
        let said = unknown_word(word, known().collect::<Vec<_>>());
        Problem::new(Text::made(
            format!("没有这个指标：{}", said.zh),
            format!("there is no such figure: {}", said.en),
        ))
    })
}
