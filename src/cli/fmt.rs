//! `hazards fmt`: record files in one canonical form, shown, checked or written.

use super::arguments::{self, words};
use super::check::select::{is_below, paths_of};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::finding::Finding;
use crate::lang::{Lang, Text};
use crate::store::Repository;
use crate::store::canon::Left;
use crate::store::records::File;
use crate::store::rewrite::Rewrite;
use crate::write::diff;
use crate::write::findings::short::{self, shown_path};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use rayon::prelude::*;
use std::path::PathBuf;

pub(super) const VERB: Verb = Verb { name: "fmt", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    let flag =
        |name: &'static str, zh, en| Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(zh, en));
    Command::new("fmt")
        .about(say(
            "把记录文件整理成统一的写法，只改写法，不改内容",
            "write record files in one canonical form; how they are written, never what they say",
        ))
        .after_help(say(
            "示例：
  hazards fmt                                     整理全部记录文件
  hazards fmt qilin/hazards                       只整理一个文件夹（或文件）
  hazards fmt --diff                              只显示会改什么，不写文件
  hazards fmt --check                             列出不合统一写法的文件，不写文件（供 CI 使用）

统一的写法：键按约定的顺序，未知的键排在最后；只在必要时加引号；每级缩进两个空格；短列表写在一行 [甲, 乙]；
是/否 与 true/false 从该文件的多数；UTF-8 无 BOM，换行为 LF；记录之间的空行保留一行，记录之内的空行删去。
注释跟随其后的键或记录，行尾的注释留在行尾；多行文字（| 和 >）、列表或单条记录、--- 分隔的各部分照旧。
写入前读回核对：记录、注释与原来一致才写，否则保持原样并说明。用了锚点、别名、标签（& * !）的文件保持原样。

退出状态：0 完成；1 --check 或 --diff 有不合的文件，或有文件不能读取；2 无法执行",
            "Examples:
  hazards fmt                                     all record files
  hazards fmt qilin/hazards                       one folder (or file)
  hazards fmt --diff                              only show what would change, write nothing
  hazards fmt --check                             list the files that differ, write nothing (for CI)

The form: keys in the order of the contract, unknown ones at the end; quotes only where needed; two
blanks a level; a short list in one line, as in [a, b]; 是/否 or true/false as the file mostly has it;
UTF-8 without a BOM, line ends LF; one empty line between records stays, those inside a record go. A
comment stays with the key or record behind it, one at the end of a line stays there; texts in lines
(| and >), a list or a single record, and parts divided by --- stay what they are.

What is written is read back first: only with the same records and comments it is written, else the
file is left as it is, and you are told. So is a file with anchors, aliases or tags (& * !).

Exit status: 0 done; 1 files differ with --check or --diff, or a file cannot be read;
2 the command could not do its work",
        ))
        .arg(
            Arg::new("path")
                .value_name(say("路径", "PATH"))
                .action(ArgAction::Append)
                .value_parser(value_parser!(PathBuf))
                .help(say("只整理这些文件或文件夹；缺省为全部", "only these files or folders; else all")),
        )
        .arg(arguments::unit(lang, "只整理该单位及其下级的文件", "only files of this unit and all below it"))
        .arg(flag(
            "check",
            "只列出不合统一写法的文件，有则以状态 1 退出",
            "only list the files that differ; exit with 1 if there are any",
        ))
        .arg(flag(
            "diff",
            "只显示会改什么，不写文件；有可改的以状态 1 退出",
            "only show what would change, write nothing; exit with 1 if there is something",
        ))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let _lock = world.lock_unless(matches.get_flag("check") || matches.get_flag("diff"))?;
    let repository = world.open()?;
    let paths = paths_of(matches, repository, world, false)?;
    let unit = arguments::unit_of(matches, &repository.plan)?;
    let is_wanted = |file: &&File| {
        let of_unit = unit.is_none_or(|selected| repository.plan.concerns(file.unit, selected));
        file.kind.is_some()
            && of_unit
            && (paths.is_empty() || paths.iter().any(|below| is_below(&file.path, below)))
    };
    let files: Vec<&File> = repository.records.files.iter().filter(is_wanted).collect();
    let formatted: Vec<_> = files.par_iter().map(|file| (*file, repository.formatted(file))).collect();
    let (mut rewrites, mut left) = (Vec::new(), Vec::new());
    for (file, formatted) in formatted {
        match formatted {
            Ok(rewrite) => rewrites.extend(rewrite),
            Err(why) => left.push((file, why)),
        }
    }
    let lang = world.lang;
    let unreadable = tell_left(&left, repository, lang);
    let looked_at = files.len() - left.len();
    let (check, show) = (matches.get_flag("check"), matches.get_flag("diff"));
    let refused = if show || check {
        terminal::print(shown(&rewrites, show).as_bytes())?;
        tell_differing(rewrites.len(), looked_at, lang);
        false
    } else {
        !write(&rewrites, looked_at, repository, lang)
    };
    if refused {
        return Ok(2);
    }
    Ok(u8::from(unreadable || ((show || check) && !rewrites.is_empty())))
}

/// The diffs of the files, or else their paths.
fn shown(rewrites: &[Rewrite], as_diff: bool) -> String {
    let one = |rewrite: &Rewrite| {
        let path = shown_path(&rewrite.path);
        if as_diff { diff::unified(&path, rewrite) } else { format!("{path}\n") }
    };
    rewrites.iter().map(one).collect()
}

fn tell_differing(differing: usize, all: usize, lang: Lang) {
    let said = match differing {
        0 => Text::made(
            format!("{all} 个文件都合统一的写法"),
            format!("in canonical form: all files looked at ({all})"),
        ),
        _ => Text::made(
            format!("{all} 个文件中有 {differing} 个不合统一的写法；运行 hazards fmt 写入"),
            format!("files that differ: {differing} of {all}; run hazards fmt to write them"),
        ),
    };
    terminal::note(said.in_lang(lang));
}

/// Writes the files and names each; whether all could be written.
fn write(rewrites: &[Rewrite], all: usize, repository: &Repository, lang: Lang) -> bool {
    let mut written = 0;
    for rewrite in rewrites {
        match repository.rewrite(rewrite) {
            Ok(()) => {
                written += 1;
                let path = shown_path(&rewrite.path);
                let said = Text::made(format!("已整理 {path}"), format!("formatted: {path}"));
                terminal::note(said.in_lang(lang));
            }
            Err(why) => terminal::complain(&Problem::new(why.message(&rewrite.path)), lang),
        }
    }
    let said = Text::made(
        format!("整理了 {all} 个文件中的 {written} 个"),
        format!("files formatted: {written} of {all}"),
    );
    terminal::note(said.in_lang(lang));
    written == rewrites.len()
}

/// Says which files are left as they are, and where they cannot be read; whether there are such.
fn tell_left(left: &[(&File, Left)], repository: &Repository, lang: Lang) -> bool {
    let mut any = false;
    for (file, why) in left {
        let is_unreadable = matches!(why, Left::Unreadable | Left::Refused(_));
        any |= is_unreadable;
        let mut places: Vec<Finding> = Vec::new();
        if is_unreadable {
            let of_file = |finding: &&Finding| {
                finding.path == file.path && matches!(finding.rule, "F001" | "F002" | "F008" | "F010")
            };
            places.extend(repository.records.findings.iter().filter(of_file).cloned());
            repository.locate(&mut places);
        }
        for finding in &places {
            terminal::note(&short::line(finding, lang));
        }
        if places.is_empty() {
            terminal::note(&format!("{}: {}", shown_path(&file.path), why.message().in_lang(lang)));
        }
    }
    any
}
