//! The command line: one file a command, each with its arguments, help and function.
#![expect(
    clippy::disallowed_methods,
    reason = "the command line asks for the working folder, the environment and the day"
)]

mod add;
mod annex1;
mod annex2;
mod arguments;
mod asking;
mod at;
mod batch;
mod calendar;
mod catalog;
mod changed;
mod check;
mod completions;
mod dashboard;
mod diff;
mod entry;
mod explain;
mod export;
mod file;
mod filed;
mod fmt;
mod formats;
mod forms;
mod import;
mod init;
mod life;
mod limits;
mod list;
mod lsp;
mod man;
mod merge_driver;
mod new_plan;
mod problem;
mod report;
mod schema;
mod set;
mod status;
mod template;
mod terminal;
mod trace;
mod usage;
mod waivers;
mod writing;

use crate::lang::{Lang, Text};
use crate::store::{self, Repository};
use arguments::words;
use chrono::{Local, NaiveDate};
use clap::{Arg, ArgMatches, Command, value_parser};
use problem::{Outcome, Problem};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A command: its name, how it is called, and what it does.
struct Verb {
    name: &'static str,
    command: fn(Lang) -> Command,
    run: fn(&ArgMatches, &World) -> Outcome,
}

/// All commands, in the order of the help.
const VERBS: &[Verb] = &[
    init::VERB,
    new_plan::VERB,
    check::VERB,
    report::VERB,
    annex1::VERB,
    annex2::VERB,
    batch::VERB,
    entry::VERB,
    import::VERB,
    fmt::VERB,
    add::VERB,
    set::VERB,
    life::complete::VERB,
    life::verify::VERB,
    life::supervise::VERB,
    life::penalize::VERB,
    file::VERB,
    list::VERB,
    trace::VERB,
    diff::VERB,
    calendar::VERB,
    status::VERB,
    dashboard::VERB,
    waivers::VERB,
    export::VERB,
    catalog::VERB,
    explain::VERB,
    schema::VERB,
    lsp::VERB,
    merge_driver::VERB,
    completions::VERB,
    man::VERB,
];

/// What a command knows of the world around it.
struct World {
    lang: Lang,
    /// `-C`
    dir: Option<PathBuf>,
    /// The machine's day.
    today: NaiveDate,
    /// What commits are laid out in; it goes when the command has ended, however it ends.
    laid_out: at::LaidOut,
}

impl World {
    /// Opens the repository: that of `-C`, else the nearest one upwards from the working folder. It is never
    /// freed, since the program ends with it.
    fn open(&self) -> Result<&'static Repository, Problem> {
        self.open_in(&self.root()?)
    }

    /// Opens the repository in a folder.
    fn open_in(&self, root: &Path) -> Result<&'static Repository, Problem> {
        let opened = terminal::while_counting(self.lang, |count| store::open_counting(root, count))?;
        Ok(Box::leak(Box::new(opened)))
    }

    /// The root of the repository, as it stands in the working tree.
    fn root(&self) -> Result<PathBuf, Problem> {
        self.dir.clone().map_or_else(|| self.find_root(), Ok)
    }

    fn find_root(&self) -> Result<PathBuf, Problem> {
        let here = std::env::current_dir().map_err(|error| Problem::of_io(Path::new("."), &error))?;
        store::find_root(&here).ok_or_else(|| {
            Problem::new(Text::fixed(
                "这里和上级文件夹中都没有 hazards.toml；请在数据文件夹内运行，或用 -C 指定，如 hazards -C examples/qujing check",
                "there is no hazards.toml here or in a folder above; run in a data folder or name one with -C, as in hazards -C examples/qujing check",
            ))
        })
    }
}

/// Runs the program and says how it ended: 0 done, 1 findings, 2 the command could not do its work.
pub fn main(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    limits::are_errors();
    // Where the system gives no threads, this one does the work alone.
    if rayon::ThreadPoolBuilder::new().build_global().is_err() {
        let _ = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
    }
    let lang = choose_language(&arguments);
    if completions::answer(&arguments, lang) {
        return ExitCode::SUCCESS;
    }
    let outcome = match program(lang).try_get_matches_from(&arguments) {
        Ok(matches) => run(&matches, lang),
        Err(error) => usage::explain(&error, lang),
    };
    match outcome {
        Ok(status) => ExitCode::from(status),
        Err(problem) => {
            terminal::complain(&problem, lang);
            ExitCode::from(merge_driver::misunderstood(&arguments))
        }
    }
}

fn run(matches: &ArgMatches, lang: Lang) -> Outcome {
    let world = World {
        lang,
        dir: matches.get_one::<PathBuf>("dir").cloned(),
        today: Local::now().date_naive(),
        laid_out: at::LaidOut::default(),
    };
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(0);
    };
    match VERBS.iter().find(|verb| verb.name == name) {
        Some(verb) => (verb.run)(matches, &world),
        None => Ok(0),
    }
}

/// `--lang`, else the locale, else Chinese. It is needed before the arguments are read, for the help.
fn choose_language(arguments: &[OsString]) -> Lang {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(word) = words.next() {
        let value = match word {
            "--lang" => words.next(),
            _ => word.strip_prefix("--lang="),
        };
        match value {
            Some("zh") => return Lang::Zh,
            Some("en") => return Lang::En,
            _ => {}
        }
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .or_else(terminal::locale);
    let language =
        locale.as_deref().map_or("", |locale| locale.split(['_', '-', '.', '@']).next().unwrap_or_default());
    match language {
        "" | "zh" | "C" | "POSIX" => Lang::Zh,
        _ => Lang::En,
    }
}

/// The whole command line in one language.
fn program(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    let about = say(
        "工贸行业重大事故隐患专项排查整治：记录、检查、统计、报表",
        "a campaign against major accident hazards in industry: records, checks, figures, forms",
    );
    let examples = say(
        "示例：
  hazards check                                   检查全部记录
  hazards report --month 2023-08                  全市8月调度表（3-1）和隐患清单（3-2）
  hazards report --month 2023-08 --unit qilin -o 麒麟区8月.xlsx
  hazards annex2 -o 企业清单.xlsx                 附件2 企业清单
  hazards explain P007                            一条规则的说明
  hazards explain A3                              一个指标的说明
  hazards catalog 有限空间                        查阅判定标准的条款

退出状态：0 完成；1 检查发现错误，或因错误拒绝出表；2 无法执行",
        "Examples:
  hazards check                                   check all records
  hazards report --month 2023-08                  the city's August return: forms 3-1 and 3-2
  hazards report --month 2023-08 --unit qilin -o qilin.xlsx
  hazards annex2 -o list.xlsx                     the enterprise list (附件2)
  hazards explain P007                            what a rule means
  hazards explain A3                              what a figure counts
  hazards catalog 有限空间                        look up clauses of the standard

Exit status: 0 done; 1 check found errors, or a form was refused for them; 2 the command could not do its work",
    );
    let commands = VERBS.iter().map(|verb| usage::localized((verb.command)(lang), lang));
    let program = Command::new("hazards")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about)
        .after_help(examples)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_help_heading(say("命令", "Commands"))
        .subcommands(commands)
        .arg(
            Arg::new("dir")
                .display_order(900)
                .short('C')
                .value_name(say("目录", "DIR"))
                .global(true)
                .value_parser(value_parser!(PathBuf))
                .help(say(
                    "数据文件夹；缺省时从当前文件夹向上查找 hazards.toml",
                    "the data folder; else hazards.toml is looked for upwards from here",
                )),
        )
        .arg(
            Arg::new("lang")
                .display_order(901)
                .long("lang")
                .value_name("zh|en")
                .global(true)
                .value_parser(["zh", "en"])
                .hide_possible_values(true)
                .help(say("提示语言；报表总是中文", "the language of messages; forms are always Chinese")),
        );
    usage::localized(program, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        for lang in [Lang::Zh, Lang::En] {
            program(lang).debug_assert();
        }
    }

    #[test]
    fn the_language_is_known_before_the_arguments_are_read() {
        let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(choose_language(&words(&["hazards", "check", "--lang", "en"])), Lang::En);
        assert_eq!(choose_language(&words(&["hazards", "--lang=zh", "--help"])), Lang::Zh);
    }
}
