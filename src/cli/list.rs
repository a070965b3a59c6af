//! `hazards list`: records found by conditions, in columns.

mod help;

use super::arguments::{self, words};
use super::formats::Formats;
use super::forms::tell_left_out;
use super::problem::{Outcome, Problem};
use super::{Verb, World, at, terminal};
use crate::check::Context;
use crate::lang::{Lang, Text};
use crate::list::{Listing, Query, View, Words};
use crate::store::save;
use crate::write::Error;
use crate::write::list::{self, Header};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

pub(super) const VERB: Verb = Verb { name: "list", command, run };

/// The width of the table: that of a terminal on a common screen.
const WIDTH: usize = 120;

/// What a listing can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Table,
    Csv,
    Json,
    JsonLines,
    Xlsx,
}

const FORMATS: Formats<Format, 5> = Formats([
    (Format::Table, "table", "txt"),
    (Format::Csv, "csv", "csv"),
    (Format::Json, "json", "json"),
    (Format::JsonLines, "jsonl", "jsonl"),
    (Format::Xlsx, "xlsx", "xlsx"),
]);

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    let text = |name: &'static str, long: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(long).value_name(value).help(help)
    };
    Command::new("list")
        .about(say("按条件查找记录，列成表", "find records by conditions and tabulate them"))
        .after_help(format!("{}{}", help::help(lang), at::help(lang)))
        .arg(arguments::kind(lang).display_order(1))
        .arg(Arg::new("condition").display_order(2).value_name(say("条件", "COND")).num_args(0..).help(say(
            "如 industry=建材 或 \"found_on>=2023-07\"；几个条件须同时满足",
            "such as industry=建材 or \"found_on>=2023-07\"; all of them must hold",
        )))
        .arg(
            text("where", "where", say("条件", "COND"), say("同上；可多次使用", "the same; may be repeated"))
                .action(ArgAction::Append),
        )
        .arg(
            text(
                "columns",
                "columns",
                say("列", "COLUMNS"),
                say(
                    "显示哪些列，用逗号隔开；+列 为在缺省的列之外另加；all 为全部",
                    "which columns, separated by commas; +COLUMN adds to the usual ones; all for all",
                ),
            )
            .action(ArgAction::Append),
        )
        .arg(
            text(
                "sort",
                "sort",
                say("列", "COLUMNS"),
                say(
                    "按这些列排序，-列 为从大到小；缺省按单位、日期、编号",
                    "sort by these columns, -COLUMN for the greatest first; else by unit, day, id",
                ),
            )
            .action(ArgAction::Append)
            .allow_hyphen_values(true),
        )
        .arg(arguments::unit(
            lang,
            "只列该单位及其下级的记录",
            "only records of this unit and all below it",
        ))
        .arg(arguments::as_of(
            lang,
            "推算的列（是否整改、超期天数等）截至这一天；缺省为今天，不晚于方案结束日",
            "the day of what is derived (rectified, overdue, ...); else today, never later than the plan's end",
        ))
        .arg(arguments::at(lang))
        .arg(
            text(
                "format",
                "format",
                say("格式", "FORMAT"),
                say(
                    "table、csv、json、jsonl 或 xlsx；缺省按 -o 的扩展名，否则 table",
                    "table, csv, json, jsonl or xlsx; else by the ending of -o, else table",
                ),
            )
            .value_parser(FORMATS.words())
            .hide_possible_values(true),
        )
        .arg(
            text(
                "header",
                "header",
                "terms|keys",
                say(
                    "列名：terms 为表上的名称（缺省），keys 为键名",
                    "headings: terms, the official ones (default), or keys, the names of the keys",
                ),
            )
            .value_parser(["terms", "keys"])
            .hide_possible_values(true),
        )
        .arg(Arg::new("count").long("count").action(ArgAction::SetTrue).conflicts_with_all(["output", "format"]).help(say(
            "只显示条数",
            "print only how many there are",
        )))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say("文件", "FILE"))
                .value_parser(value_parser!(PathBuf))
                .help(say(
                    "写到文件（.xlsx .csv .json .jsonl .txt）",
                    "write to a file (.xlsx .csv .json .jsonl .txt)",
                )),
        )
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let lang = world.lang;
    let kind = arguments::kind_of(matches)?;
    let output = matches.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let named = matches.get_one::<String>("format").map(String::as_str);
    let format = FORMATS.chosen(named, output)?.unwrap_or(Format::Table);
    let repository = world.open_at(matches)?;
    let plan = &repository.plan;
    let as_of = world.as_of(matches, plan)?;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let said = |name: &str| matches.get_many::<String>(name).into_iter().flatten().map(String::as_str);
    let asked = Words {
        conditions: said("condition").chain(said("where")).collect(),
        columns: said("columns").collect(),
        sort: said("sort").collect(),
    };
    let query = Query::read(kind, &asked, plan, &repository.catalog).map_err(Problem::new)?;
    let is_narrowed = !query.conditions.is_empty();
    let context = Context::new(&repository.records, plan, &repository.catalog, as_of, world.today);
    tell_left_out(&context, unit, as_of, lang);
    let mut view = View::new(&context);
    let listing = Listing::new(&mut view, unit, query, |spots| repository.locate_spots(spots));
    if matches.get_flag("count") {
        terminal::print(format!("{}\n", listing.rows.len()).as_bytes())?;
        return Ok(0);
    }
    let header = match matches.get_one::<String>("header").map(String::as_str) {
        Some("keys") => Header::Keys,
        _ => Header::Terms,
    };
    send(world, &bytes(&listing, format, header)?, format, output, matches.get_flag("force"))?;
    tell(&listing, is_narrowed, lang);
    Ok(0)
}

fn bytes(listing: &Listing<'_>, format: Format, header: Header) -> Result<Vec<u8>, Problem> {
    let refused = |error: Error| Problem::new(error.0);
    Ok(match format {
        Format::Table => list::table(listing, header, WIDTH).into_bytes(),
        Format::Csv => list::csv(listing, header).map_err(refused)?,
        Format::Json => list::json(listing).into_bytes(),
        Format::JsonLines => list::json_lines(listing).into_bytes(),
        Format::Xlsx => list::xlsx(listing, header).map_err(refused)?,
    })
}

fn send(
    world: &World,
    bytes: &[u8],
    format: Format,
    output: Option<&Path>,
    over: bool,
) -> Result<(), Problem> {
    match output {
        None if format == Format::Xlsx && terminal::is_terminal() => Err(Problem::new(Text::fixed(
            "xlsx 不能显示在终端上，请用 -o 指定文件，如 -o 清单.xlsx",
            "xlsx cannot be shown on a terminal; name a file with -o, as in -o list.xlsx",
        ))),
        None => terminal::print(bytes),
        Some(path) => {
            save::save(path, bytes, over).map_err(|error| Problem::new(error.message(path)))?;
            terminal::note_written(path, world.lang);
            Ok(())
        }
    }
}

/// Says how many were found.
fn tell(listing: &Listing<'_>, is_narrowed: bool, lang: Lang) {
    let (count, total, name) = (listing.rows.len(), listing.total, listing.kind.name());
    let said = match (count, is_narrowed) {
        (0, true) => Text::made(
            format!("没有符合条件的记录（共 {total} 条{}）", name.zh),
            format!("no record matches (of {total} {} records)", name.en),
        ),
        (0, false) => {
            Text::made(format!("没有{}的记录", name.zh), format!("there are no {} records", name.en))
        }
        (_, true) => Text::made(format!("{count} 条，共 {total} 条"), format!("{count} of {total} records")),
        (_, false) => Text::made(format!("{count} 条"), format!("{count} records")),
    };
    terminal::note(said.in_lang(lang));
    if let Some(hint) = &listing.hint {
        terminal::note(hint.in_lang(lang));
    }
}
