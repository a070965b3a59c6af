//! `hazards init`: a new data repository.

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::catalog::Catalog;
use crate::config::unknown_word;
use crate::lang::{Lang, Text};
use crate::plan::{BUILT_IN, Plan};
use crate::scaffold::{self, Wanted};
use crate::settings::Filler;
use crate::store::{self, save};
use crate::text::{is_invisible, quote, visible_whole};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

pub(super) const VERB: Verb = Verb { name: "init", command, run };

/// The name that a plan file of one's own gets in the new repository.
const PLAN_FILE: &str = "plan.toml";

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("init")
        .about(say("新建数据文件夹", "make a new data repository"))
        .after_help(say(
            "写入 hazards.toml、各单位的文件夹、说明、git 和编辑器的设置、CI 任务；已有的文件不会覆盖。

示例：
  hazards init 曲靖2023                       内置方案 qujing-2023
  hazards init 数据 --plan 我市方案.toml      自己的方案文件，复制为 plan.toml
  hazards init 数据 --filler 某某某 --phone 0874-0000000      填报人，印在报表上
  hazards init 数据 --owner qilin=@qilin-yingji --owner luliang=@luliang-yingji   各单位文件夹由谁审核（CODEOWNERS）
  hazards init 数据 --minimal                 只要 hazards.toml、单位文件夹和 .gitattributes
  cd 曲靖2023 && git init && hazards check",
            "It writes hazards.toml, the folders of the units, a README, settings for git and editors, and a CI job;
nothing that is there is written over.

Examples:
  hazards init qujing                         the built-in plan qujing-2023
  hazards init data --plan our-plan.toml      a plan file of your own, copied as plan.toml
  hazards init data --filler 某某某 --phone 0874-0000000      who fills in the forms
  hazards init data --owner qilin=@team --owner luliang=@other   who reviews a unit's folder (CODEOWNERS)
  hazards init data --minimal                 only hazards.toml, the folders and .gitattributes
  cd qujing && git init && hazards check",
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
                .default_value("qujing-2023")
                .hide_default_value(true)
                .help(say(
                    "内置方案的编号（缺省 qujing-2023），或方案文件的路径",
                    "the id of a built-in plan (qujing-2023 by default), or the path of a plan file",
                )),
        )
        .arg(Arg::new("filler").long("filler").value_name(say("填报人", "NAME")).help(say(
            "印在报表上的填报人",
            "who fills in the forms, as it is printed on them",
        )))
        .arg(Arg::new("phone").long("phone").value_name(say("电话", "PHONE")).help(say(
            "印在报表上的联系电话",
            "the telephone number printed on the forms",
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
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let folder = matches.get_one::<PathBuf>("folder").map_or(Path::new("."), PathBuf::as_path);
    let named = matches.get_one::<String>("plan").map_or("", String::as_str);
    let (name, own) = plan_text(named)?;
    let text = own.as_deref().or_else(|| Plan::built_in(&name)).unwrap_or_default();
    let plan = Plan::read(named, text).map_err(Problem::Config)?;
    let over = matches.get_flag("force");
    let refused = |path: &Path, error: save::SaveError| Problem::new(error.message(path));
    let word = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let filler = Filler { name: word("filler"), phone: word("phone") };
    let owners = owners(matches, &plan)?;
    let wanted = Wanted {
        plan: &plan,
        plan_name: &name,
        plan_text: own.as_deref(),
        filler: &filler,
        owners: &owners,
        minimal: matches.get_flag("minimal"),
    };
    let files = scaffold::files(wanted, &Catalog::built_in());
    let files: Vec<(PathBuf, String)> =
        files.into_iter().map(|(path, text)| (folder.join(path), text)).collect();
    for (path, _) in &files {
        save::may_save(path, over).map_err(|error| refused(path, error))?;
    }
    for (path, _) in &files {
        let above = path.parent().unwrap_or(folder);
        save::make_folder(above).map_err(|error| refused(above, error))?;
    }
    save::save_all(&files, over).map_err(|(path, error)| refused(path, error))?;
    let shown = visible_whole(&folder.display().to_string());
    let (units, count) = (plan.units.len(), files.len());
    let said = Text::made(
        format!(
            "已建立 {shown}：{units} 个单位，{count} 个文件。下一步：填写 hazards.toml 的填报人，在各单位文件夹登记企业，运行 hazards check"
        ),
        format!(
            "made {shown}: {units} units, {count} files. Next: fill in [filler] of hazards.toml, enter the enterprises, run hazards check"
        ),
    );
    terminal::note(said.in_lang(world.lang));
    Ok(0)
}

/// The values of `--owner`: a unit of the plan, and who answers for its folder.
fn owners(matches: &ArgMatches, plan: &Plan) -> Result<Vec<(String, String)>, Problem> {
    let given = matches.get_many::<String>("owner").into_iter().flatten();
    given
        .map(|given| {
            let (unit, who) = given.split_once('=').unwrap_or((given, ""));
            let is_sound = |who: &str| {
                who.contains('@') && !who.contains(|c: char| c.is_control() || c == '#' || is_invisible(c))
            };
            if !is_sound(who) {
                let given = quote(given);
                return Err(Problem::new(Text::made(
                    format!("--owner 的值 {given} 应写作 单位=@账号，如 qilin=@qilin-yingji"),
                    format!("--owner {given} must be UNIT=@WHO, as in qilin=@team"),
                )));
            }
            if plan.find_unit(unit).is_none() {
                let units: Vec<&str> = plan.units.iter().map(|unit| unit.id.as_str()).collect();
                let said = unknown_word(unit, units);
                return Err(Problem::new(Text::made(
                    format!("未知的单位：{}", said.zh),
                    format!("unknown unit: {}", said.en),
                )));
            }
            Ok((unit.to_owned(), who.trim().to_owned()))
        })
        .collect()
}

/// What the settings call the plan, and the text of a plan file of one's own.
fn plan_text(named: &str) -> Result<(String, Option<String>), Problem> {
    if Plan::built_in(named).is_some() {
        return Ok((named.to_owned(), None));
    }
    if !named.ends_with(".toml") {
        let said = unknown_word(named, BUILT_IN.map(|(id, _)| id));
        return Err(Problem::new(Text::made(
            format!("没有这个内置方案：{} 方案文件请写以 .toml 结尾的路径", said.zh),
            format!(
                "there is no such built-in plan: {} A plan file is named by a path that ends in .toml",
                said.en
            ),
        )));
    }
    let text = store::read_plan_file(Path::new(named)).map_err(|why| {
        let path = quote(named);
        Problem::new(Text::made(
            format!("方案文件 {path}：{}", why.zh),
            format!("plan file {path}: {}", why.en),
        ))
    })?;
    Ok((PLAN_FILE.to_owned(), Some(text)))
}
