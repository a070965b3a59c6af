//! `hazards merge-driver`: what git calls to merge record files, and how git comes to call it.
#![expect(clippy::disallowed_methods, reason = "it asks where the program is, and for the working folder")]

use super::arguments::words;
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::lang::{Lang, Text};
use crate::store::git::driver::{self, Whose};
use crate::store::merge::{How, Merged, kind_of, merge};
use crate::store::{self, save};
use crate::text::{is_control, is_invisible, visible, visible_whole};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub(super) const VERB: Verb = Verb { name: "merge-driver", command, run };

/// The status by which git knows that there is no merge, and leaves the file alone.
const FAILED: u8 = 129;
/// The most bytes of a version that are read.
const MOST: u64 = 256 << 20;
/// The most conflicts of a file that are told one by one.
const TOLD: usize = 50;

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    let path = |order, name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .display_order(order)
            .value_name(value)
            .value_parser(value_parser!(PathBuf))
            .required_unless_present_any(["install", "uninstall"])
            .conflicts_with_all(["install", "uninstall", "global"])
            .help(help)
    };
    let flag = |name: &'static str, help| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let label = |name: &'static str, default: &'static str, help| {
        Arg::new(name)
            .long(name)
            .value_name(say("名称", "NAME"))
            .default_value(default)
            .hide_default_value(true)
            .help(help)
    };
    Command::new("merge-driver")
        .about(say(
            "让 git 按记录和字段合并两个分支的记录文件",
            "let git merge the record files of two branches by records and fields",
        ))
        .after_help(say(
            "示例：
  hazards merge-driver --install              每个克隆运行一次，之后 git merge、pull、rebase 自动调用
  hazards merge-driver --install --global     本人的所有仓库
  hazards merge-driver --uninstall            撤销
  hazards merge-driver 旧.yaml 甲.yaml 乙.yaml qilin/hazards/h.yaml     手工合并，写入 甲.yaml
  hazards merge-driver --print 旧.yaml 甲.yaml 乙.yaml        只显示结果，不写文件

记录按编号（自检自查按企业）对应。两人改同一条记录的不同字段、在同一列表文件中各加记录，都能合并，注释保留；
字段两边改成不同的值、一边删去另一边改动、两边新增的记录取了同一编号，是冲突：在该条记录处留下冲突标记，
并逐条说明是哪个字段。两边的内容都不会丢失。改好后删去标记，运行 hazards check，再 git add。
不能作为记录读取的文件，按行合并（同 git）。

--install 写入 git 的设置 merge.hazards；手工设置如下（设置不随提交传递，所以每个克隆都要做）：
  git config merge.hazards.driver 'hazards merge-driver --marker-size=%L -- %O %A %B %P'
  .gitattributes 中：*.yaml text eol=lf merge=hazards     （hazards init 已写好）
没有设置的克隆，git 照常按行合并，只是冲突会多一些；hazards check 总会查出重复的编号（R001）。

退出状态：0 已合并；1 有冲突；129 无法合并，文件未改动（git 以 1–128 为冲突）；--install 失败为 2",
            "Examples:
  hazards merge-driver --install              once a clone; then git merge, pull and rebase call it
  hazards merge-driver --install --global     for all of your repositories
  hazards merge-driver --uninstall            take it back
  hazards merge-driver old.yaml a.yaml b.yaml qilin/hazards/h.yaml     by hand, into a.yaml
  hazards merge-driver --print old.yaml a.yaml b.yaml        show the result, write nothing

Records are matched by id, selfchecks by enterprise. Two people who change different fields of a
record, or add records to the same list, are merged, and comments stay. One field with two new
values, a record removed here and changed there, or two new records of the same id are conflicts:
markers stand around that record, and each is told by its field. Nothing of either side is lost.
Put it right, take the markers out, run hazards check, then git add. A file that cannot be read as
records is merged by lines, as git does.

--install writes merge.hazards into git's settings. No commit carries them, so every clone needs
it. By hand:
  git config merge.hazards.driver 'hazards merge-driver --marker-size=%L -- %O %A %B %P'
  in .gitattributes: *.yaml text eol=lf merge=hazards     (hazards init has written it)
A clone without it merges lines as ever, only with more conflicts. In any case hazards check finds
ids that are there twice (R001).

Exit status: 0 merged; 1 conflicts; 129 could not merge, the file is as it was (git takes 1-128
for conflicts); 2 --install could not do its work",
        ))
        .arg(path(1, "base", say("旧版", "BASE"), say("两边共同的旧版（%O）", "what both began with (%O)")))
        .arg(path(
            2,
            "ours",
            say("本方", "OURS"),
            say("本方的版本，结果也写在这里（%A）", "our version; the result goes here (%A)"),
        ))
        .arg(path(3, "theirs", say("对方", "THEIRS"), say("对方的版本（%B）", "their version (%B)")))
        .arg(
            Arg::new("path")
                .display_order(4)
                .value_name(say("路径", "PATH"))
                .value_parser(value_parser!(OsString))
                .conflicts_with_all(["install", "uninstall", "global"])
                .help(say(
                    "文件在仓库中的路径，由此得知记录的种类（%P）",
                    "the path in the repository, which tells the kind of record (%P)",
                )),
        )
        .arg(
            Arg::new("marker-size")
                .long("marker-size")
                .value_name(say("个数", "COUNT"))
                .value_parser(value_parser!(u16).range(1..=1_000))
                .default_value("7")
                .hide_default_value(true)
                .help(say(
                    "冲突标记的符号个数（%L），缺省 7",
                    "how many signs a conflict marker has (%L); else 7",
                )),
        )
        .arg(label(
            "ours-label",
            "ours",
            say("冲突标记中本方的名称（%X）", "what the conflict markers call our version (%X)"),
        ))
        .arg(label(
            "theirs-label",
            "theirs",
            say("冲突标记中对方的名称（%Y）", "what the conflict markers call their version (%Y)"),
        ))
        .arg(
            flag("print", say("把结果显示出来，不写文件", "print the result and write nothing"))
                .conflicts_with_all(["install", "uninstall", "global"]),
        )
        .arg(
            flag(
                "install",
                say("写入 git 的设置，使 git 调用本命令", "write git's settings, so that it calls this"),
            )
            .conflicts_with("uninstall"),
        )
        .arg(flag("uninstall", say("从 git 的设置中撤销", "take it out of git's settings")))
        .arg(flag(
            "global",
            say(
                "与 --install、--uninstall 同用：本人的设置，而不是本仓库的",
                "with --install or --uninstall: your own settings, not those of this repository",
            ),
        ))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let whose = if matches.get_flag("global") { Whose::Person } else { Whose::Repository };
    let folder = || world.dir.clone().unwrap_or_else(|| PathBuf::from("."));
    if matches.get_flag("install") {
        return install(&folder(), whose, world.lang);
    }
    if matches.get_flag("uninstall") {
        return uninstall(&folder(), whose, world.lang);
    }
    // With another status git would take our version for what is left of a conflict.
    merge_files(matches, world.lang).or_else(|problem| {
        terminal::complain(&problem, world.lang);
        Ok(FAILED)
    })
}

/// The status of a call that could not be understood: git, which puts `--` before the files, must know of it.
pub(super) fn misunderstood(arguments: &[OsString]) -> u8 {
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    if has("merge-driver") && has("--") { FAILED } else { 2 }
}

fn merge_files(matches: &ArgMatches, lang: Lang) -> Outcome {
    let named = |name: &str| matches.get_one::<PathBuf>(name).map_or(Path::new(""), PathBuf::as_path);
    let read = |path: &Path| {
        store::read_bytes(path, MOST).map_err(|why| {
            let path = visible_whole(&path.display().to_string());
            Problem::new(Text::made(format!("{path}：{}", why.zh), format!("{path}: {}", why.en)))
        })
    };
    let (base, ours, theirs) = (read(named("base"))?, read(named("ours"))?, read(named("theirs"))?);
    let shown = match matches.get_one::<OsString>("path") {
        Some(path) => path.to_string_lossy().into_owned(),
        None => named("ours").display().to_string(),
    };
    let label = |name: &str, default: &str| match matches.get_one::<String>(name) {
        // Git of before 2.44 does not know these, and leaves the `%X`.
        Some(label) if !label.is_empty() && !label.starts_with('%') => visible(label),
        _ => default.to_owned(),
    };
    let how = How {
        path: &shown,
        kind: kind_of(&shown.replace('\\', "/")),
        marker_size: matches.get_one::<u16>("marker-size").map_or(7, |size| usize::from(*size)),
        labels: (label("ours-label", "ours"), label("theirs-label", "theirs")),
    };
    // A fault of ours is none of git's conflicts.
    let merged = std::panic::catch_unwind(|| merge(&base, &ours, &theirs, &how));
    let merged = merged.map_err(|_| {
        Problem::new(Text::fixed(
            "程序出错，文件未改动；请改用 git merge-file，并报告此问题",
            "the program has failed and the file is as it was; use git merge-file, and report this",
        ))
    })?;
    if matches.get_flag("print") {
        terminal::print(&merged.bytes)?;
    } else if merged.bytes != ours {
        let path = named("ours");
        save::save(path, &merged.bytes, true).map_err(|error| Problem::new(error.message(path)))?;
    }
    tell(&merged, &how, lang);
    Ok(u8::from(!merged.conflicts.is_empty()))
}

fn tell(merged: &Merged, how: &How<'_>, lang: Lang) {
    for conflict in merged.conflicts.iter().take(TOLD) {
        terminal::note(conflict.message(how).in_lang(lang));
    }
    let more = merged.conflicts.len().saturating_sub(TOLD);
    if more > 0 {
        let said = Text::made(
            format!("冲突：还有 {more} 处，见文件中的标记"),
            format!("conflict: {more} more; see the markers in the file"),
        );
        terminal::note(said.in_lang(lang));
    }
    if merged.has_markers() {
        let (ours, theirs) = &how.labels;
        let said = Text::made(
            format!(
                "说明：======= 之上是本方（{ours}），之下是对方（{theirs}）；改成一份后删去标记，运行 hazards check，再 git add"
            ),
            format!(
                "note: our version ({ours}) stands above =======, theirs ({theirs}) below; make one of them, take the markers out, run hazards check, then git add"
            ),
        );
        terminal::note(said.in_lang(lang));
    }
    // Of a file in no folder of records nobody expects more.
    if let Some(why) = merged.by_lines.as_ref().filter(|_| how.kind.is_some()) {
        let path = visible_whole(how.path);
        let said = Text::made(
            format!("说明：{path} 按行合并，没有按记录合并（{}）", why.zh),
            format!("note: {path} was merged by lines, not by records ({})", why.en),
        );
        terminal::note(said.in_lang(lang));
    }
}

/// How git calls this program: by its name where that finds it, else by its path.
fn call() -> String {
    let file = format!("hazards{}", std::env::consts::EXE_SUFFIX);
    let paths = std::env::var_os("PATH").unwrap_or_default();
    if std::env::split_paths(&paths).any(|folder| folder.is_absolute() && folder.join(&file).is_file()) {
        return driver::call("hazards");
    }
    let own = std::env::current_exe().ok();
    let own = own.as_deref().and_then(Path::to_str).map(|path| match cfg!(windows) {
        true => path.trim_start_matches(r"\\?\").replace('\\', "/"),
        false => path.to_owned(),
    });
    let is_plain = |path: &String| !path.contains(|c: char| is_control(c) || is_invisible(c) || c == '\n');
    driver::call(own.filter(is_plain).as_deref().unwrap_or("hazards"))
}

fn install(folder: &Path, whose: Whose, lang: Lang) -> Outcome {
    if whose == Whose::Repository && !driver::is_work_tree(folder) {
        return Err(no_work_tree());
    }
    let call = call();
    driver::install(folder, whose, &call).map_err(Problem::new)?;
    note_installed(whose, lang);
    let root = std::path::absolute(folder).ok().and_then(|folder| store::find_root(&folder));
    if root.is_some_and(|root| driver::is_work_tree(&root) && !driver::is_asked_for(&root)) {
        let said = Text::fixed(
            "还缺一步：在 .gitattributes 中写 *.yaml text eol=lf merge=hazards 并提交",
            "still missing: the line `*.yaml text eol=lf merge=hazards` in .gitattributes, committed",
        );
        terminal::note(said.in_lang(lang));
    }
    Ok(0)
}

fn note_installed(whose: Whose, lang: Lang) {
    let said = match whose {
        Whose::Repository => Text::fixed(
            "已设置：本仓库的 git 合并记录文件时调用 hazards merge-driver；每个克隆都要运行一次 hazards merge-driver --install",
            "set: git merges record files of this repository by hazards merge-driver; run hazards merge-driver --install once in every clone",
        ),
        Whose::Person => Text::fixed(
            "已设置：本机当前用户的 git 合并记录文件时调用 hazards merge-driver",
            "set: your git merges record files by hazards merge-driver",
        ),
    };
    terminal::note(said.in_lang(lang));
}

fn uninstall(folder: &Path, whose: Whose, lang: Lang) -> Outcome {
    if whose == Whose::Repository && !driver::is_work_tree(folder) {
        return Err(no_work_tree());
    }
    let said = match driver::uninstall(folder, whose).map_err(Problem::new)? {
        true => Text::fixed(
            "已撤销：git 照常按行合并记录文件",
            "taken back: git merges record files by their lines again",
        ),
        false => Text::fixed("git 的设置中没有 merge.hazards", "git's settings have no merge.hazards"),
    };
    terminal::note(said.in_lang(lang));
    Ok(0)
}

fn no_work_tree() -> Problem {
    Problem::new(Text::fixed(
        "这里不在 git 仓库的工作区中；请先 git init 或 git clone，或用 -C 指定文件夹，或加 --global",
        "this is in no working tree of git: git init or git clone first, name a folder with -C, or add --global",
    ))
}

/// For a new data folder: where it lies in a working tree of git, git is set up, and you are told.
pub(super) fn install_for(folder: &Path, lang: Lang) {
    let whose = Whose::Repository;
    if !driver::is_work_tree(folder) || driver::installed(folder, whose).is_some() {
        return;
    }
    match driver::install(folder, whose, &call()) {
        Ok(()) => note_installed(whose, lang),
        Err(why) => terminal::complain(&Problem::new(why), lang),
    }
}
