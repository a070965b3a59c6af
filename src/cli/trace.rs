//! `hazards trace`: from a figure to the records that it counts, each with its file and line.

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::check::{self, Context, Gate};
use crate::config::unknown_word;
use crate::figure::Key;
use crate::finding::Spot;
use crate::lang::{Lang, Text};
use crate::tally::trace::Trace;
use crate::text::visible;
use crate::write::trace::{self, Told};
use clap::{Arg, ArgMatches, Command};

pub(super) const VERB: Verb = Verb { name: "trace", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("trace")
        .about(say("列出一个数字是由哪些记录得出的", "list the records behind a figure"))
        .after_help(say(
            "示例：
  hazards trace A3 --month 2023-08                   全市8月 A3 的每条记录：文件、行、依据的日期
  hazards trace C3_amount --month 2023-08 --unit qilin
  hazards trace B1 --month 2023-08 --format csv      表格，可用 Excel 打开
  hazards explain A3                                 A3 的口径

各条“计入”之和就是表上的数字；同一家企业第二次以后的检查计入 0。",
            "Examples:
  hazards trace A3 --month 2023-08                   every record of the city's A3: file, line, the day that counts
  hazards trace C3_amount --month 2023-08 --unit qilin
  hazards trace B1 --month 2023-08 --format csv      a table for a spreadsheet
  hazards explain A3                                 what A3 counts

What the records add comes to the figure on the form; an enterprise inspected once more adds 0.",
        ))
        .arg(
            Arg::new("figure")
                .value_name(say("指标", "FIGURE"))
                .required(true)
                .help(say("指标的编号，如 A3、C3_amount", "the key of a figure, such as A3 or C3_amount")),
        )
        .arg(arguments::month(lang))
        .arg(arguments::unit(lang, "填报单位，缺省为最上级", "the reporting unit; else the root of the tree"))
        .arg(arguments::as_of(
            lang,
            "截止日，应在该月之内；缺省为报送截止日",
            "the cutoff, a day of the month; else its due day",
        ))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say("格式", "FORMAT"))
                .value_parser(["table", "csv", "json"])
                .hide_possible_values(true)
                .default_value("table")
                .hide_default_value(true)
                .help(say("table（缺省）、csv 或 json", "table (default), csv or json")),
        )
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let lang = world.lang;
    let key = key(matches.get_one::<String>("figure").map_or("", String::as_str))?;
    let repository = world.open()?;
    let plan = &repository.plan;
    let period = arguments::period(matches, plan)?;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let context = Context::new(&repository.records, plan, &repository.catalog, period.cutoff, world.today);
    let gate = Gate::new(&context, unit, Some(period.cutoff), check::references(&context));
    if gate.left_out > 0 {
        let (count, name) = (gate.left_out, visible(&plan.unit(unit).name));
        let said = Text::made(
            format!("注意：{name}范围内有 {count} 条记录或文件无法读取，未计入；hazards check 可查看详情"),
            format!(
                "note: {count} records or files of {name} cannot be read and are left out; see hazards check"
            ),
        );
        terminal::note(said.in_lang(lang));
    }
    let traced = Trace::new(&context, key, unit, period);
    let mut spots: Vec<Spot> =
        traced.rows.iter().map(|row| Spot::Field(row.origin, String::new().into())).collect();
    repository.locate_spots(spots.iter_mut().collect());
    let told = Told { context: &context, trace: &traced, spots: &spots };
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
