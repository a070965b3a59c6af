//! `hazards dashboard`: one page for leaders, in one file that needs no network.

use super::arguments::{self, words};
use super::forms::tell_left_out;
use super::problem::{Outcome, Problem};
use super::{Verb, World, filed, terminal};
use crate::check::Context;
use crate::dashboard::Dashboard;
use crate::finding::Spot;
use crate::lang::{Lang, Text};
use crate::store::save;
use crate::text::quote;
use crate::write;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

pub(super) const VERB: Verb = Verb { name: "dashboard", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("dashboard")
        .about(say("生成供领导查看的进展页面，一个 HTML 文件", "make a page for leaders, one HTML file"))
        .after_help(say(
            "示例：
  hazards dashboard -o 进展.html                             全市，截至今天
  hazards dashboard -o 进展.html --as-of 2023-08-31 --force  截至8月31日，覆盖已有的文件
  hazards dashboard -o 麒麟区.html --unit qilin              麒麟区

双击文件即可用 Edge 等浏览器打开，不联网，也可打印成 A4。页面内可按单位筛选、排序，点数字可看所依据的记录及其文件、行号。
数字与 hazards report 相同：各月为该月调度表，最后一栏截至 --as-of 当日。页面总是中文。
有无法读取的记录时仍然生成，并在页面和标准错误上注明漏计条数。",
            "Examples:
  hazards dashboard -o progress.html                         the whole city, as of today
  hazards dashboard -o progress.html --as-of 2023-08-31      as of 31 August
  hazards dashboard -o qilin.html --unit qilin --force       one county, over the file that is there

The file opens in Edge and other browsers by a double click, without a network, and prints on A4.
In it units can be filtered and tables sorted; each number opens the records behind it with their
file and line. The numbers are those of hazards report: each month's return, and last the state at
--as-of. The page is always Chinese. Where records cannot be read it is made all the same; it says
how many are left out, and so does standard error.",
        ))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say("文件", "FILE"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(say("写到这个 .html 文件", "the .html file to write")),
        )
        .arg(arguments::unit(lang, "单位，缺省为最上级", "the unit; else the root of the tree"))
        .arg(arguments::as_of(
            lang,
            "截至这一天；缺省为今天，不晚于方案结束日",
            "the state at the end of this day; else today, never later than the plan's end",
        ))
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let lang = world.lang;
    let path = matches.get_one::<PathBuf>("output").map_or(Path::new(""), PathBuf::as_path);
    let over = matches.get_flag("force");
    is_page(path)?;
    let refused = |error: save::SaveError| Problem::new(error.message(path));
    save::may_save(path, over).map_err(refused)?;
    let repository = world.open()?;
    let plan = &repository.plan;
    let as_of = world.as_of(matches, plan)?;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let context = Context::new(&repository.records, plan, &repository.catalog, as_of, world.today);
    let left_out = tell_left_out(&context, unit, as_of, lang);
    filed::tell_beside(&context, |below| plan.is_within(below, unit), lang);
    let dashboard =
        Dashboard::new(&context, unit, left_out).map_err(|mismatch| Problem::new(mismatch.text()))?;
    let field = |row: &crate::dashboard::Row<'_>| Spot::Field(row.record.origin(), String::new().into());
    let mut spots: Vec<Spot> = dashboard.rows.iter().map(field).collect();
    repository.locate_spots(spots.iter_mut().collect());
    let page = write::dashboard::html(&dashboard, &spots).map_err(|error| Problem::new(error.0))?;
    save::save(path, &page, over).map_err(refused)?;
    terminal::note_written(path, lang);
    Ok(0)
}

/// Whether a file is named as a page is: else no browser opens it.
fn is_page(path: &Path) -> Result<(), Problem> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    if matches!(ending.as_deref(), Some("html" | "htm")) && !path.is_dir() {
        return Ok(());
    }
    let shown = quote(&path.to_string_lossy());
    Err(Problem::new(Text::made(
        format!("-o {shown}：应为 .html 文件，如 -o 进展.html"),
        format!("-o {shown}: must be an .html file, as in -o progress.html"),
    )))
}
