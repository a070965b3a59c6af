//! `hazards schema`: JSON Schemas of the files that people write, for editors.

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::config::unknown_word;
use crate::lang::{Lang, Text};
use crate::schema::{self, Subject, editor};
use crate::store::folders::NewFolders;
use crate::store::save;
use crate::text::nearest;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr;

pub(super) const VERB: Verb = Verb { name: "schema", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("schema")
        .about(say(
            "输出 JSON Schema，供编辑器提示和校验",
            "print a JSON Schema, by which an editor completes and checks",
        ))
        .after_help(say(
            "示例：
  hazards schema                                  列出全部类别
  hazards schema hazard                           隐患记录的 JSON Schema
  hazards schema settings                         hazards.toml 的 JSON Schema；plan 为方案文件
  hazards schema --all -o .vscode/schemas         每类一个文件：hazard.schema.json……
  hazards schema --editor vscode                  使用它们的 .vscode/settings.json

在 VS Code 中使用：安装 YAML 扩展（redhat.vscode-yaml），在数据文件夹内依次运行
  hazards schema --all -o .vscode/schemas
  hazards schema --editor vscode -o .vscode/settings.json
不改设置时，也可在一个文件的首行写明（路径相对于该文件）：
  # yaml-language-server: $schema=../../.vscode/schemas/hazard.schema.json
hazards.toml 和方案文件用 Even Better TOML 扩展，首行写：
  #:schema .vscode/schemas/settings.schema.json

说明文字总是中文。采用 draft-07，因为 YAML 扩展只支持到该版本。条款取自数据文件夹的
catalog/，没有则用内置的。编辑器看不出的问题（如重复的键）仍由 hazards check 报告",
            "Examples:
  hazards schema                                  list all kinds
  hazards schema hazard                           the JSON Schema of hazard records
  hazards schema settings                         that of hazards.toml; plan is that of a plan file
  hazards schema --all -o .vscode/schemas         one file each: hazard.schema.json ...
  hazards schema --editor vscode                  the .vscode/settings.json that uses them

In VS Code: install the YAML extension (redhat.vscode-yaml), then in the data folder
  hazards schema --all -o .vscode/schemas
  hazards schema --editor vscode -o .vscode/settings.json
Without settings, a file can say so in its first line (the path is relative to the file):
  # yaml-language-server: $schema=../../.vscode/schemas/hazard.schema.json
For hazards.toml and plan files use the extension Even Better TOML and the first line
  #:schema .vscode/schemas/settings.schema.json

The descriptions are always Chinese. It is draft-07, since the YAML extension knows no later one.
Clauses come from catalog/ of the data folder, else they are the built-in ones. What an editor
cannot see, such as a key that is there twice, is for hazards check",
        ))
        .arg(Arg::new("kind").value_name(say("类别", "KIND")).help(say(
            "enterprise selfcheck hazard inspection penalty activity filing（或文件夹名）、settings、plan",
            "enterprise selfcheck hazard inspection penalty activity filing (or the folder's name), settings, plan",
        )))
        .arg(
            Arg::new("all")
                .long("all")
                .action(ArgAction::SetTrue)
                .conflicts_with("kind")
                .requires("output")
                .help(say("全部类别，每类一个文件写到 -o 的目录", "all kinds, a file each in the folder of -o")),
        )
        .arg(
            Arg::new("editor")
                .long("editor")
                .value_name("vscode")
                .value_parser(editor::EDITORS)
                .hide_possible_values(true)
                .conflicts_with_all(["kind", "all"])
                .help(say("编辑器的设置：vscode", "the settings of an editor: vscode")),
        )
        .arg(arguments::output(lang).help(say("写到文件（.json）或目录", "write to a file (.json) or a folder")))
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let output = matches.get_one::<PathBuf>("output");
    let kind = matches.get_one::<String>("kind");
    let documents = if matches.contains_id("editor") {
        vec![("settings.json".to_owned(), schema::text(&editor::vscode()))]
    } else if matches.get_flag("all") {
        let catalog = world.catalog()?;
        Subject::all().map(|subject| (subject.file_name(), schema::text(&subject.schema(&catalog)))).collect()
    } else if let Some(kind) = kind {
        let subject = subject(kind)?;
        vec![(subject.file_name(), schema::text(&subject.schema(&world.catalog()?)))]
    } else if output.is_some() {
        return Err(Problem::new(Text::fixed(
            "-o 要与类别、--all 或 --editor 一起用",
            "-o goes with a kind, --all or --editor",
        )));
    } else {
        vec![(String::new(), overview(world.lang))]
    };
    let over = matches.get_flag("force");
    match output {
        None => documents.iter().try_for_each(|(_, text)| terminal::print(text.as_bytes()))?,
        Some(path) => {
            let alone = !matches.get_flag("all");
            save_all(documents, path, alone, over, world.lang)?;
        }
    }
    Ok(0)
}

/// The subject of a word, or the nearest one.
fn subject(word: &str) -> Result<Subject, Problem> {
    Subject::of_name(word).ok_or_else(|| {
        let names: Vec<&str> = Subject::all().map(Subject::name).collect();
        let folders = crate::record::Kind::ALL.map(crate::record::Kind::folder);
        let known: Vec<&str> = names.iter().copied().chain(folders).collect();
        let said = if nearest(word, known.iter().copied()).is_some() {
            unknown_word(word, known)
        } else {
            unknown_word(word, names)
        };
        Problem::new(Text::made(
            format!("没有这个类别：{}", said.zh),
            format!("there is no such kind: {}", said.en),
        ))
    })
}

/// Writes each document into a file of its own; one alone may name its file. When one of them may not be
/// written over, none is written.
fn save_all(
    documents: Vec<(String, String)>,
    path: &Path,
    alone: bool,
    over: bool,
    lang: Lang,
) -> Result<(), Problem> {
    let refused = |path: &Path, error: save::SaveError| Problem::new(error.message(path));
    let json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let (folder, files): (_, Vec<(PathBuf, String)>) = if alone && json && !path.is_dir() {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        (folder, documents.into_iter().map(|(_, text)| (path.to_owned(), text)).collect())
    } else {
        (Some(path), documents.into_iter().map(|(name, text)| (path.join(name), text)).collect())
    };
    let mut made = NewFolders::default();
    if let Some(folder) = folder {
        made.make(folder).map_err(|error| refused(folder, error))?;
    }
    save::save_all(&files, over).map_err(|(path, error)| refused(path, error))?;
    made.keep();
    files.iter().for_each(|(path, _)| terminal::note_written(path, lang));
    Ok(())
}

/// The kinds and their files.
fn overview(lang: Lang) -> String {
    let mut out = String::new();
    for subject in Subject::all() {
        let title = subject.title();
        let title = title.in_lang(lang);
        let blanks = " ".repeat(12_usize.saturating_sub(title.width()));
        let _ = writeln!(out, "{:<12}{title}{blanks}{}", subject.name(), subject.files());
    }
    out
}
