//! `hazards export`: all records as tables for other tools, with the figures as SQL.

use super::arguments::{self, words};
use super::forms::{tell_findings, warn_of_links};
use super::problem::{Outcome, Problem};
use super::{Verb, World, at, terminal};
use crate::check::{self, Context, Gate};
use crate::export::{Export, Format};
use crate::finding::Spot;
use crate::lang::{Lang, Text};
use crate::record::Origin;
use crate::settings;
use crate::store::folders::NewFolders;
use crate::store::{Repository, save};
use crate::text::{visible, visible_whole};
use clap::{Arg, ArgMatches, Command, value_parser};
use hashbrown::HashMap;
use std::path::{Path, PathBuf};

pub(super) const VERB: Verb = Verb { name: "export", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("export")
        .about(say(
            "把全部记录导出为数据表，供数据库和分析程序使用",
            "write all records as tables for databases and other tools",
        ))
        .after_help(format!(
            "{}{}",
            say(
                "示例：
  hazards export --to parquet 导出/                    每张表一个 Parquet 文件
  hazards export --to csv 导出/                        每张表一个 CSV 文件
  hazards export --to sqlite 导出/                     一个 SQLite 数据库
  hazards export --to jsonl --at v8月报送 导出/        按该提交的记录
  cd 导出 && duckdb -c '.read sql/schema.sql' -c '.read sql/figures.sql'   用 DuckDB 计算全部指标

每类记录一张表，每个列表（检查发现的问题等）另有一张，还有单位、月份和指标；目录中的 README.md 说明各表各列。
sql/figures.sql 计算每月、每个单位的全部指标，sql/rows32.sql 列出附件3-2的各行，数字与 report 相同；用的是
DuckDB、Spark、Trino 共有的 SQL，全省数据超出一台机器时，在集群上用同一份查询。
值照录，以 = 开头的也不中和：要用 Excel、WPS 打开，请用 list 或 report。
记录有无法读取或引用不明的，不导出；加 --allow-errors 则略去无法读取的，其数目写在表 plan 的 left_out 中。",
                "Examples:
  hazards export --to parquet tables/                  a Parquet file a table
  hazards export --to csv tables/                      a CSV file a table
  hazards export --to sqlite tables/                   one SQLite database
  hazards export --to jsonl --at filed-august tables/  the records as of a commit
  cd tables && duckdb -c '.read sql/schema.sql' -c '.read sql/figures.sql'   all figures, by DuckDB

There is a table for each kind of record, one for each list that records have, and units, months and
indicators; README.md in the folder says what every column is. sql/figures.sql gives all figures of
every month and unit, sql/rows32.sql the rows of form 3-2: the same numbers as report, in SQL that
DuckDB, Spark and Trino have in common, for data that are more than one machine can hold.
Values are as written, also those that begin with =: for a spreadsheet use list or report.
While a record cannot be read or refers to nothing, nothing is written; with --allow-errors the
unreadable ones are left out, and their number stands as left_out in the table plan.",
            ),
            at::help(lang)
        ))
        .arg(
            Arg::new("to")
                .long("to")
                .value_name(say("格式", "FORMAT"))
                .required(true)
                .value_parser(Format::ALL.map(Format::name))
                .hide_possible_values(true)
                .help(say("csv、jsonl、parquet 或 sqlite", "csv, jsonl, parquet or sqlite")),
        )
        .arg(
            Arg::new("folder")
                .value_name(say("目录", "DIR"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(say("写到这个目录；没有则新建", "the folder to write to; made where there is none")),
        )
        .arg(arguments::at(lang))
        .arg(Arg::new("allow-errors").long("allow-errors").action(clap::ArgAction::SetTrue).help(say(
            "有无法读取的记录时仍然导出其余的",
            "write the others although records cannot be read",
        )))
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let named = matches.get_one::<String>("to").map_or("", String::as_str);
    let format = Format::ALL.into_iter().find(|format| format.name() == named).unwrap_or(Format::Csv);
    let folder = matches.get_one::<PathBuf>("folder").map_or(Path::new("."), PathBuf::as_path);
    let over = matches.get_flag("force");
    not_among_records(folder)?;
    let repository = world.open_at(matches)?;
    let plan = &repository.plan;
    let context = Context::new(&repository.records, plan, &repository.catalog, plan.end, world.today);
    let Some(left_out) = pass_gate(&context, repository, matches, world.lang) else {
        return Ok(1);
    };
    let export = Export { context: &context, lines: lines(repository), left_out };
    let failed = |(path, error): (&Path, save::SaveError)| Problem::new(error.message(path));
    let folders = [folder.to_owned(), folder.join("sql")];
    for folder in &folders {
        save::may_hold(folder).map_err(|error| failed((folder, error)))?;
    }
    for path in export.paths(format) {
        let path = folder.join(path);
        save::may_save(&path, over).map_err(|error| failed((&path, error)))?;
    }
    let told = |count| Text::made(format!("已写 {count} 行……"), format!("{count} rows written..."));
    let files = terminal::while_telling(world.lang, told, |count| export.files(format, count));
    let files = files.map_err(|error| Problem::new(error.0))?;
    let mut made = NewFolders::default();
    for folder in &folders {
        made.make(folder).map_err(|error| failed((folder, error)))?;
    }
    let files: Vec<(PathBuf, Vec<u8>)> =
        files.into_iter().map(|file| (folder.join(file.path), file.bytes)).collect();
    save::save_all(&files, over).map_err(failed)?;
    made.keep();
    let (records, written) = (repository.records.all().count(), files.len());
    let shown = visible_whole(&folder.display().to_string());
    let said = Text::made(
        format!("已写入 {written} 个文件（{records} 条记录），在 {shown}"),
        format!("written: {written} files ({records} records) in {shown}"),
    );
    terminal::note(said.in_lang(world.lang));
    Ok(0)
}

/// A data folder has a README of its own, which `--force` would write over.
fn not_among_records(folder: &Path) -> Result<(), Problem> {
    if folder.join(settings::FILE).symlink_metadata().is_err() {
        return Ok(());
    }
    let shown = visible_whole(&folder.display().to_string());
    Err(Problem::new(Text::made(
        format!("{shown} 是数据文件夹；请写到别的目录，如 导出/"),
        format!("{shown} is a data folder; write to another one, such as tables/"),
    )))
}

/// Judges all records, as the return of the root does. Where they are unsure and that is not allowed, says why and
/// returns nothing; else how many are left out.
fn pass_gate(
    context: &Context<'_>,
    repository: &Repository,
    matches: &ArgMatches,
    lang: Lang,
) -> Option<usize> {
    let plan = context.plan;
    warn_of_links(context, plan.root(), lang);
    let gate = Gate::new(context, plan.root(), Some(plan.end), check::references(context));
    let Gate { mut findings, left_out } = gate;
    let errors = findings.len();
    if errors == 0 {
        return Some(left_out);
    }
    let allowed = matches.get_flag("allow-errors");
    let name = visible(&plan.unit(plan.root()).name);
    let said = if allowed {
        Text::made(
            format!(
                "注意：{name}的记录有 {errors} 个错误，{left_out} 条记录或文件无法读取、未导出；hazards check 可查看详情"
            ),
            format!(
                "note: the records of {name} have {errors} errors; {left_out} records or files cannot be read and are left out; see hazards check"
            ),
        )
    } else {
        repository.locate(&mut findings);
        tell_findings(&findings, lang);
        Text::made(
            format!(
                "没有导出：{name}的记录有 {errors} 个错误，数字可能不对。改正后重新导出；确需先导出的，加 --allow-errors"
            ),
            format!(
                "nothing was written: the records of {name} have {errors} errors, so that figures may be wrong. Put them right; or add --allow-errors"
            ),
        )
    };
    terminal::note(said.in_lang(lang));
    allowed.then_some(left_out)
}

/// The line on which each record begins.
fn lines(repository: &Repository) -> HashMap<Origin, usize> {
    let origins: Vec<Origin> = repository.records.all().map(|record| record.origin()).collect();
    let mut spots: Vec<Spot> =
        origins.iter().map(|origin| Spot::Field(*origin, String::new().into())).collect();
    repository.locate_spots(spots.iter_mut().collect());
    let line = |spot: &Spot| match spot {
        Spot::Place(place) => Some(place.line),
        Spot::Nowhere | Spot::Field(..) => None,
    };
    origins.into_iter().zip(&spots).filter_map(|(origin, spot)| Some((origin, line(spot)?))).collect()
}
