//! `hazards init`: a new data repository.

mod ground;
mod questions;
mod wishes;

use super::arguments::{self, words};
use super::asking::may_ask;
use super::problem::{Outcome, Problem};
use super::{Verb, World, merge_driver, terminal};
use crate::catalog::Catalog;
use crate::lang::{Lang, Text, list};
use crate::scaffold::{self, Wanted};
use crate::store::folders::NewFolders;
use crate::store::save;
use crate::text::{visible, visible_whole};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use questions::Asking;
use std::path::{Path, PathBuf};
use wishes::{Chosen, Wishes};

pub(super) const VERB: Verb = Verb { name: "init", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("init")
        .about(say("新建数据文件夹", "make a new data repository"))
        .after_help(say(
            "写入 hazards.toml、各单位的文件夹、说明、git 和编辑器的设置、CI 任务；已有的文件不会覆盖。
在终端上逐项问没有说明的（方案、单位、填报人、电话等），最后列出将写入的内容，确认后才写；
Esc 或 Ctrl-C 随时放弃，什么也不写。不在终端上（如 CI）或加 --yes 的不问，没有说明的用缺省。
已是数据文件夹的、在别的数据文件夹之内的，不新建。中断过的，再运行一次即可。

示例：
  hazards init 曲靖2023                       内置方案 qujing-2023
  hazards init 数据 --plan 我市方案.toml      自己的方案文件（用 hazards new-plan 写出），复制为 plan.toml
  hazards init 麒麟区 --units qilin           只保存自己的记录的县，只建自己的文件夹
  hazards init 数据 --filler 某某某 --phone 0874-0000000      填报人，印在报表上
  hazards init 数据 --owner qilin=@qilin-yj --owner luliang=@luliang-yj   各单位文件夹由谁审核
  hazards init 数据 --minimal                 只要 hazards.toml、单位文件夹和 .gitattributes
  cd 曲靖2023 && git init && hazards merge-driver --install && hazards check",
            "It writes hazards.toml, the folders of the units, a README, settings for git and editors, and
a CI job; nothing that is there is written over. On a terminal it asks for what is not said
(plan, units, filler, phone, ...), shows what will be written, and writes when you have agreed;
Esc or Ctrl-C leaves, with nothing written. Elsewhere (CI), and with --yes, nothing is asked:
what is not said has its default. A data folder, or a folder inside of one, is refused. After an
interruption just run it again.

Examples:
  hazards init qujing                         the built-in plan qujing-2023
  hazards init data --plan our-plan.toml      a plan file of your own (see hazards new-plan)
  hazards init qilin --units qilin            a county that keeps only its own records
  hazards init data --filler 某某某 --phone 0874-0000000      who fills in the forms
  hazards init data --owner qilin=@team --owner luliang=@other   who reviews a folder (CODEOWNERS)
  hazards init data --minimal                 only hazards.toml, the folders and .gitattributes
  cd qujing && git init && hazards merge-driver --install && hazards check",
        ))
        .arg(
            Arg::new("folder")
                .value_name(say("目录", "DIR"))
                .value_parser(value_parser!(PathBuf))
                .default_value(".")
                .hide_default_value(true)
                .help(say("新的数据文件夹；缺省为当前文件夹", "the new data folder; else this one")),
        )
        .arg(
            Arg::new("plan")
                .long("plan")
                .value_name(say("方案", "PLAN"))
                .help(say(
                    "内置方案的编号（缺省 qujing-2023），或方案文件的路径",
                    "the id of a built-in plan (qujing-2023 by default), or the path of a plan file",
                )),
        )
        .arg(
            Arg::new("units")
                .long("units")
                .alias("unit")
                .value_name(say("单位,单位", "UNIT,UNIT"))
                .action(ArgAction::Append)
                .help(say(
                    "在这里保存记录的单位（及其下级），缺省为方案的全部单位；其余县的 P001、P014 在 hazards.toml 中豁免",
                    "the units (and those below) that keep records here, all of the plan by default; P001 and P014 of other counties are waived in hazards.toml",
                )),
        )
        .arg(Arg::new("filler").long("filler").value_name(say("填报人", "NAME")).help(say(
            "印在报表上的填报人",
            "who fills in the forms, as it is printed on them",
        )))
        .arg(Arg::new("phone").long("phone").value_name(say("电话", "PHONE")).help(say(
            "印在报表上的联系电话：手机，或带区号的固定电话",
            "the telephone number printed on the forms: a mobile number, or a landline with its area code",
        )))
        .arg(
            Arg::new("owner")
                .long("owner")
                .value_name(say("单位=账号", "UNIT=WHO"))
                .action(ArgAction::Append)
                .help(say(
                    "某单位文件夹由谁审核，写进 CODEOWNERS；可写多次",
                    "who reviews the folder of a unit, for CODEOWNERS; may be given several times",
                )),
        )
        .arg(Arg::new("minimal").long("minimal").action(ArgAction::SetTrue).help(say(
            "只写 hazards.toml、单位文件夹和 .gitattributes",
            "write hazards.toml, the folders of the units and .gitattributes only",
        )))
        .arg(Arg::new("yes").long("yes").action(ArgAction::SetTrue).help(say(
            "不提问，没有说明的用缺省",
            "ask nothing; what is not said has its default",
        )))
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let folder = matches.get_one::<PathBuf>("folder").map_or(Path::new("."), PathBuf::as_path);
    let over = matches.get_flag("force");
    ground::look_at(folder, over)?;
    let asking = (!matches.get_flag("yes") && may_ask()).then_some(Asking { lang: world.lang });
    let wishes = Wishes::of(matches, asking)?;
    let Chosen { plan, name, own } = &wishes.plan;
    let wanted = Wanted {
        plan,
        plan_name: name,
        plan_text: own.as_deref(),
        units: &wishes.units,
        filler: &wishes.filler,
        owners: &wishes.owners,
        minimal: wishes.minimal,
    };
    let files = scaffold::files(wanted, &Catalog::built_in());
    let missing = ground::missing(folder, &files, over)?;
    if let Some(asking) = asking {
        terminal::note(summary(folder, &wishes, &missing).in_lang(world.lang));
        asking.go_on()?;
    }
    write(folder, &missing, over)?;
    terminal::note(told(folder, &wishes, missing.len()).in_lang(world.lang));
    merge_driver::install_for(folder, world.lang);
    Ok(0)
}

/// Writes what is missing: all of it in full beside its places first, the settings last.
fn write(folder: &Path, files: &[(PathBuf, &str)], over: bool) -> Result<(), Problem> {
    let refused = |path: &Path, error: save::SaveError| Problem::new(error.message(path));
    let mut made = NewFolders::default();
    for (path, _) in files {
        let above = path.parent().unwrap_or(folder);
        made.make(above).map_err(|error| refused(above, error))?;
    }
    save::save_all(files, over).map_err(|(path, error)| refused(path, error))?;
    made.keep();
    Ok(())
}

/// What will be written, before it is.
fn summary(folder: &Path, wishes: &Wishes, files: &[(PathBuf, &str)]) -> Text {
    let shown = shown(&std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()));
    let plan = &wishes.plan.plan;
    let (name, title, document) = (&wishes.plan.name, visible(&plan.title), visible(&plan.document));
    let names = |lang| {
        let names: Vec<String> = wishes.units.iter().map(|unit| visible(&plan.unit(*unit).name)).collect();
        list(&names, lang)
    };
    let filler = format!("{} {}", visible(&wishes.filler.name), visible(&wishes.filler.phone));
    let filler = if filler.trim().is_empty() { "—" } else { filler.trim() };
    let (count, units) = (files.len(), wishes.units.len());
    let rest = if wishes.minimal {
        Text::none()
    } else {
        Text::fixed(
            "、README.md、CI 任务、CODEOWNERS、编辑器设置",
            ", README.md, a CI job, CODEOWNERS, editor settings",
        )
    };
    Text::made(
        format!(
            "将写入 {shown}\n  方案    {name}：{title}（{document}）\n  单位    {units} 个：{}\n  填报人  {filler}\n  文件    {count} 个：hazards.toml、各单位的文件夹、git 设置{}",
            names(Lang::Zh),
            rest.zh
        ),
        format!(
            "to be written into {shown}\n  plan    {name}: {title} ({document})\n  units   {units}: {}\n  filler  {filler}\n  files   {count}: hazards.toml, the folders of the units, settings for git{}",
            names(Lang::En),
            rest.en
        ),
    )
}

/// What was written, and how to go on.
fn told(folder: &Path, wishes: &Wishes, files: usize) -> Text {
    let units = wishes.units.len();
    let shown = shown(folder);
    let mut commands = String::new();
    if folder != Path::new(".") {
        let quote = if shown.contains(char::is_whitespace) { "\"" } else { "" };
        commands.push_str(&format!("  cd {quote}{shown}{quote}\n"));
    }
    if !ground::is_in_git(folder) {
        commands.push_str("  git init\n");
    }
    commands.push_str("  git add -A\n  git commit -m \"新建\"\n  hazards check");
    let page = if wishes.minimal {
        Text::none()
    } else {
        Text::fixed(
            "怎样登记、怎样报送，看其中的 README.md。",
            "How to enter records and file returns is told in its README.md. ",
        )
    };
    Text::made(
        format!("已建立 {shown}：{units} 个单位，{files} 个文件。{}接着运行：\n{commands}", page.zh),
        format!("made {shown}: {units} units, {files} files. {}Go on with:\n{commands}", page.en),
    )
}

fn shown(path: &Path) -> String {
    visible_whole(&path.display().to_string())
}
