//! In which format the findings go where: to the standard output, or whole into a file.

use super::super::arguments::words;
use super::super::problem::Problem;
use super::super::terminal;
use crate::lang::{Lang, Text};
use crate::store::save;
use crate::write::findings::{Format, Report, human};
use clap::{Arg, ArgMatches, value_parser};
use std::path::PathBuf;

/// `--format`
pub(super) fn format(lang: Lang) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name(words(lang, "格式", "FORMAT"))
        .value_parser(Format::ALL.map(Format::name))
        .hide_possible_values(true)
        .help(words(
            lang,
            "human、short、json、jsonl、sarif、github、gitlab 或 junit；缺省按 -o 的扩展名，否则 human",
            "human, short, json, jsonl, sarif, github, gitlab or junit; else by the ending of -o, else human",
        ))
}

/// `-o`
pub(super) fn output(lang: Lang) -> Arg {
    Arg::new("output")
        .short('o')
        .long("output")
        .value_name(words(lang, "文件", "FILE"))
        .value_parser(value_parser!(PathBuf))
        .help(words(lang, "写到文件，而不是标准输出", "write to a file instead of the standard output"))
}

/// Where the findings go, and as what.
pub(super) struct Destination {
    pub(super) format: Format,
    file: Option<PathBuf>,
    over: bool,
}

impl Destination {
    /// Reads `--format`, `-o`, `--force` and whether `--statistics` goes with them.
    pub(super) fn of(matches: &ArgMatches) -> Result<Self, Problem> {
        let file = matches.get_one::<PathBuf>("output").cloned();
        let over = matches.get_flag("force");
        if let Some(path) = &file {
            save::may_save(path, over).map_err(|error| Problem::new(error.message(path)))?;
        }
        let ending = file.as_ref().and_then(|path| path.extension());
        let by_ending =
            ending.and_then(|ending| Format::of_ending(&ending.to_string_lossy().to_ascii_lowercase()));
        let named = matches.get_one::<String>("format");
        let named = named.and_then(|name| Format::ALL.into_iter().find(|format| format.name() == name));
        let format = named.or(by_ending).unwrap_or(Format::Human);
        if matches.get_flag("statistics") && !matches!(format, Format::Human | Format::Json) {
            let name = format.name();
            return Err(Problem::new(Text::made(
                format!("--statistics 只有 human 和 json 两种格式，没有 {name}"),
                format!("--statistics has the formats human and json only, not {name}"),
            )));
        }
        Ok(Self { format, file, over })
    }

    /// Sends the text where it goes; `text` is told whether it may be coloured.
    pub(super) fn send(&self, report: &Report<'_>, text: impl FnOnce(bool) -> String) -> Result<(), Problem> {
        let Some(path) = &self.file else {
            return terminal::print(text(terminal::colour()).as_bytes());
        };
        save::save(path, text(false).as_bytes(), self.over)
            .map_err(|error| Problem::new(error.message(path)))?;
        let shown = crate::text::visible_whole(&path.display().to_string());
        terminal::note(&human::in_all(report));
        terminal::note(
            Text::made(format!("已写入 {shown}"), format!("written: {shown}")).in_lang(report.lang),
        );
        Ok(())
    }
}
