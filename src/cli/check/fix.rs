//! `check --fix` and `check --diff`: what has exactly one right answer is put right, or shown.

use crate::cli::arguments::words;
use crate::cli::problem::Outcome;
use crate::cli::terminal;
use crate::lang::{Lang, Text};
use crate::plan::UnitIndex;
use crate::store::Repository;
use crate::store::repair::Repair;
use crate::write::diff;
use crate::write::findings::short::shown_path;
use clap::{Arg, ArgAction};

/// `--fix` and `--diff`
pub(super) fn arguments(lang: Lang) -> [Arg; 2] {
    let say = |zh, en| words(lang, zh, en);
    [
        Arg::new("fix").long("fix").action(ArgAction::SetTrue).help(say(
            "先改正只有一种正确写法的错误（日期、是/否、键名等的写法，行尾空白和换行），再检查；编号、金额和日期本身不会改变",
            "first put right what has exactly one right answer (the form of dates, booleans, keys and the like, blanks and line ends); ids, amounts and the days themselves never change",
        )),
        Arg::new("diff")
            .long("diff")
            .action(ArgAction::SetTrue)
            .conflicts_with_all(["fix", "format", "deny", "show-waived", "as-of"])
            .help(say(
                "只显示 --fix 会改什么，不写文件；有可改的以状态 1 退出",
                "only show what --fix would change, write nothing; exit with 1 if there is something",
            )),
    ]
}

/// The repairs of the files that are wanted, by unit and path.
fn repairs(repository: &Repository, wanted: impl Fn(Option<UnitIndex>, &str) -> bool + Sync) -> Vec<Repair> {
    repository.repairs(|file| wanted(file.unit, &file.path))
}

/// Shows what would change.
pub(super) fn show(
    repository: &Repository,
    wanted: impl Fn(Option<UnitIndex>, &str) -> bool + Sync,
    lang: Lang,
) -> Outcome {
    let repairs = repairs(repository, wanted);
    let shown: String =
        repairs.iter().map(|repair| diff::unified(&shown_path(&repair.file.path), &repair.file)).collect();
    terminal::print(shown.as_bytes())?;
    let (files, changes) = counts(&repairs);
    let said = match files {
        0 => Text::fixed("没有可自动改正的", "nothing that could be put right"),
        _ => Text::made(
            format!("可自动改正 {files} 个文件中的 {changes} 处；运行 --fix 写入"),
            format!("could be put right: {changes} in files: {files}; run with --fix to write"),
        ),
    };
    terminal::note(said.in_lang(lang));
    Ok(u8::from(files > 0))
}

/// Writes the repairs and names each; whether all could be written.
pub(super) fn write(
    repository: &Repository,
    wanted: impl Fn(Option<UnitIndex>, &str) -> bool + Sync,
    lang: Lang,
) -> bool {
    let (written, refused): (Vec<Repair>, Vec<Repair>) =
        repairs(repository, wanted).into_iter().partition(|repair| match repository.rewrite(&repair.file) {
            Ok(()) => {
                name_changes(repair, lang);
                true
            }
            Err(why) => {
                let word = Text::fixed("错误：", "error: ");
                terminal::note(&format!(
                    "{}{}",
                    word.in_lang(lang),
                    why.message(&repair.file.path).in_lang(lang)
                ));
                false
            }
        });
    let (files, changes) = counts(&written);
    let said = match files {
        0 => Text::fixed("没有自动改正任何文件", "no file was changed"),
        _ => Text::made(
            format!("已自动改正 {files} 个文件中的 {changes} 处"),
            format!("put right: {changes} in files: {files}"),
        ),
    };
    terminal::note(said.in_lang(lang));
    refused.is_empty()
}

fn name_changes(repair: &Repair, lang: Lang) {
    let path = shown_path(&repair.file.path);
    for change in &repair.changes {
        let what = change.what.in_lang(lang);
        terminal::note(&match change.line {
            Some(line) => format!("{path}:{line}: {what}"),
            None => format!("{path}: {what}"),
        });
    }
}

/// How many files and how many changes.
fn counts(repairs: &[Repair]) -> (usize, usize) {
    (repairs.len(), repairs.iter().map(|repair| repair.changes.len()).sum())
}
