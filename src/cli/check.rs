//! `hazards check`: validates the records and says what is wrong, where, and what to do.

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::check::{self, Context, Counts, Listing};
use crate::finding::Finding;
use crate::lang::{Lang, Text};
use crate::store::Repository;
use crate::write::findings::{Report, human, json, short};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Among how many files the nearest path is looked for.
const NEAR_PATHS: usize = 10_000;

pub(super) const VERB: Verb = Verb { name: "check", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("check")
        .about(say(
            "检查记录，逐条指出错误的位置和改法",
            "check the records; say what is wrong, where, and what to do",
        ))
        .after_help(say(
            "示例：
  hazards check                                   检查全部
  hazards check --unit qilin                      只看麒麟区的问题
  hazards check qilin/hazards                     只看这个文件夹的问题
  hazards check --as-of 2023-08-24                按当日的情况判断时限
  hazards check --deny warnings --format json     供 CI 使用
  hazards explain P007                            某条规则的说明

退出状态：0 没有错误；1 有错误（--deny warnings 时含警告）；2 无法检查",
            "Examples:
  hazards check                                   check everything
  hazards check --unit qilin                      show the findings of one unit and all below it
  hazards check qilin/hazards                     show the findings below a path
  hazards check --as-of 2023-08-24                judge time limits as of a day
  hazards check --deny warnings --format json     for a CI job
  hazards explain P007                            what a rule means

Exit status: 0 no errors; 1 errors (with --deny warnings, warnings too); 2 could not check",
        ))
        .arg(
            Arg::new("path")
                .value_name(say("路径", "PATH"))
                .num_args(0..)
                .value_parser(value_parser!(PathBuf))
                .help(say("只显示这些文件或文件夹的问题", "show findings of these files and folders only")),
        )
        .arg(arguments::unit(
            lang,
            "只显示该单位及其下级的问题",
            "show findings of this unit and all below it",
        ))
        .arg(arguments::as_of(
            lang,
            "按这一天结束时的情况判断；缺省为今天，不晚于方案结束日",
            "judge the state at the end of this day; else today, never later than the plan's end",
        ))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say("格式", "FORMAT"))
                .value_parser(["human", "short", "json"])
                .default_value("human")
                .hide_default_value(true)
                .hide_possible_values(true)
                .help(say("human（缺省）、short 或 json", "human (default), short or json")),
        )
        .arg(
            Arg::new("deny")
                .long("deny")
                .value_name("warnings")
                .value_parser(["warnings"])
                .hide_possible_values(true)
                .help(say("有警告也以状态 1 退出", "exit with 1 on warnings too")),
        )
        .arg(
            Arg::new("show-waived")
                .long("show-waived")
                .action(ArgAction::SetTrue)
                .help(say("也显示已豁免的问题", "show waived findings too")),
        )
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let repository = world.open()?;
    let plan = &repository.plan;
    let as_of = world.as_of(matches, plan)?;
    let unit = arguments::unit_of(matches, plan)?;
    let paths = paths_of(matches, repository)?;
    let records = &repository.records;
    let context = Context::new(records, plan, &repository.catalog, as_of, world.today);
    let mut findings = check::check(&context, &repository.settings);
    let of_unit = |finding: &Finding| match (unit, finding.unit) {
        (None, _) => true,
        (Some(unit), Some(of)) => plan.is_within(of, unit),
        (Some(unit), None) => unit == plan.root(),
    };
    let of_path =
        |finding: &Finding| paths.is_empty() || paths.iter().any(|path| is_below(&finding.path, path));
    findings.retain(|finding| of_unit(finding) && of_path(finding));
    let waived = Counts::of(&findings).waived;
    if !matches.get_flag("show-waived") {
        findings.retain(|finding| !finding.waived);
    }
    repository.locate(&mut findings);
    let mut listing = Listing::new(findings, records);
    listing.counts.waived = waived;
    let report = Report {
        listing: &listing,
        plan,
        as_of,
        files: records.files.len(),
        records: records.met,
        lang: world.lang,
    };
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => json::write(&report),
        Some("short") => short::write(&report),
        _ => human::write(&report, terminal::colour()),
    };
    terminal::print(text.as_bytes())?;
    let denied = matches.contains_id("deny") && listing.counts.warnings > 0;
    Ok(u8::from(listing.counts.errors > 0 || denied))
}

/// Whether a path is another or lies below it; everything lies below the root.
fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The PATHs relative to the root. They are relative to the working folder, also with `-C`.
fn paths_of(matches: &ArgMatches, repository: &Repository) -> Result<Vec<String>, Problem> {
    let paths = matches.get_many::<PathBuf>("path").unwrap_or_default();
    paths.map(|path| relative(path, repository)).collect()
}

fn relative(path: &Path, repository: &Repository) -> Result<String, Problem> {
    let shown = crate::text::quote(&path.display().to_string());
    let root = repository.root.canonicalize().map_err(|error| Problem::of_io(&repository.root, &error))?;
    // The folder is resolved and the name kept, so that a link is itself and not what it leads to.
    let whole = match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if path.symlink_metadata().is_ok() => {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            folder.canonicalize().map(|folder| folder.join(name))
        }
        _ => path.canonicalize(),
    };
    let Ok(whole) = whole else {
        let near = nearest_path(&path.to_string_lossy(), repository);
        let near = near.map(|near| (format!("，是否为 `{near}`？"), format!(", did you mean `{near}`?")));
        let (zh, en) = near.unwrap_or_default();
        return Err(Problem::new(Text::made(
            format!("没有路径 {shown}{zh}"),
            format!("there is no path {shown}{en}"),
        )));
    };
    match whole.strip_prefix(&root) {
        Ok(inside) => Ok(inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")),
        Err(_) => Err(Problem::new(Text::made(
            format!("路径 {shown} 不在数据文件夹之内"),
            format!("the path {shown} is outside of the data folder"),
        ))),
    }
}

/// The file or folder of records whose path is nearest to a wrong one.
fn nearest_path(wrong: &str, repository: &Repository) -> Option<String> {
    let wrong = wrong.replace('\\', "/");
    let wrong = wrong.trim_end_matches('/');
    let mut known = BTreeSet::new();
    for file in repository.records.files.iter().take(NEAR_PATHS) {
        let slashes = file.path.match_indices('/').map(|(at, _)| at);
        known.extend(slashes.chain([file.path.len()]).filter_map(|end| file.path.get(..end)));
    }
    // A path that was meant has as many parts as the wrong one.
    let depth = wrong.matches('/').count();
    let alike = known.into_iter().filter(|path| path.matches('/').count() == depth);
    crate::text::nearest(wrong, alike).map(crate::text::visible_whole)
}
