//! `hazards annex1`: the selfcheck of an enterprise (附件1), filled in or blank, or those of all.

use super::arguments::{self, words};
use super::forms::{Destination, format, pass_gate};
use super::problem::{Outcome, Problem};
use super::{Verb, World, at, terminal};
use crate::check::Context;
use crate::form::Form;
use crate::form::content::{SelfcheckTable, listed};
use crate::lang::{Lang, Text, list};
use crate::record::{Enterprise, Entry};
use crate::store::{Repository, folders, save};
use crate::text::{nearest, quote, visible_whole};
use crate::write::{self, Error, Manner, Output};
use clap::{Arg, ArgAction, ArgMatches, Command};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

pub(super) const VERB: Verb = Verb { name: "annex1", command, run };

/// The most enterprises that are named where one name is that of several.
const NAMED: usize = 10;

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("annex1")
        .about(say("生成企业自检自查工作情况表（附件1）", "make the selfcheck form of an enterprise (附件1)"))
        .after_help(format!(
            "{}{}",
            say(
                "示例：
  hazards annex1 ql-02                                    一家企业的情况表，显示在终端
  hazards annex1 麒麟区某某铸造有限公司 -o 附件1.xlsx     按企业名称；写成可打印的工作簿
  hazards annex1 ql-02 -o 附件1.docx                      写成 Word 文档，打印后签字
  hazards annex1 ql-02 --blank -o 空表.xlsx               空表，发给企业填写
  hazards annex1 --all --unit qilin -o 附件1/             麒麟区清单内每家企业一个文件

按企业已报送的自检自查记录填写；没有报送的，出空表。",
                "Examples:
  hazards annex1 ql-02                                    one enterprise, on the terminal
  hazards annex1 麒麟区某某铸造有限公司 -o annex1.xlsx    by its name; a workbook to print
  hazards annex1 ql-02 -o annex1.docx                     a Word document to print and sign
  hazards annex1 ql-02 --blank -o blank.xlsx              a blank form to send to the enterprise
  hazards annex1 --all --unit qilin -o annex1/            a file for every listed enterprise of a county

The form is filled in from the selfcheck that the enterprise has handed in; without one it is blank.",
            ),
            at::help(lang)
        ))
        .arg(
            Arg::new("enterprise")
                .value_name(say("企业", "ENTERPRISE"))
                .required_unless_present("all")
                .conflicts_with("all")
                .help(say(
                    "企业的编号、统一社会信用代码或名称（全称）",
                    "the enterprise's id, its uscc, or its name in full",
                )),
        )
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).requires("output").help(say(
            "清单内的每家企业各一个文件，写到 -o 的目录",
            "a file for every listed enterprise, in the folder of -o",
        )))
        .arg(
            arguments::unit(
                lang,
                "与 --all 同用：填报单位（含其下各单位），缺省为最上级",
                "with --all: the unit, with those below it; else the root of the tree",
            )
            .conflicts_with("enterprise"),
        )
        .arg(
            Arg::new("blank")
                .long("blank")
                .action(ArgAction::SetTrue)
                .help(say("出空表，即使企业已经报送", "a blank form, although there is a selfcheck")),
        )
        .arg(arguments::as_of(
            lang,
            "截至这一天，其后报送的不填；缺省为今天，不晚于方案结束日",
            "the state at the end of this day; else today, never later than the plan's end",
        ))
        .arg(arguments::at(lang))
        .arg(format(lang))
        .arg(arguments::output(lang))
        .arg(arguments::allow_errors(lang))
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let destination = Destination::of(matches)?;
    let all = matches.get_flag("all");
    if all && destination.folder().is_none() {
        return Err(Problem::new(Text::fixed(
            "--all 每家企业一个文件，-o 应为目录，如 -o 附件1/",
            "--all makes a file for each enterprise: -o names a folder, as in -o annex1/",
        )));
    }
    let repository = world.open_at(matches)?;
    let plan = &repository.plan;
    let as_of = world.as_of(matches, plan)?;
    let context = Context::new(&repository.records, plan, &repository.catalog, as_of, world.today);
    let (unit, enterprises) = if all {
        let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
        (unit, listed(&context, unit, as_of))
    } else {
        let word = matches.get_one::<String>("enterprise").map_or("", String::as_str);
        let enterprise = find(repository, word)?;
        (enterprise.unit(), vec![enterprise])
    };
    if pass_gate(&context, repository, unit, None, matches, world).is_none() {
        return Ok(1);
    }
    let tables: Vec<SelfcheckTable<'_>> = if matches.get_flag("blank") {
        enterprises.into_iter().map(|enterprise| SelfcheckTable::blank(&context, enterprise)).collect()
    } else {
        SelfcheckTable::of_all(&context, &enterprises)
    };
    let manner = Manner {
        forms: &repository.catalog.forms,
        filler: &repository.settings.filler,
        format: destination.format,
        width: terminal::WIDTH,
    };
    let forms: Vec<Form<'_>> = tables.iter().map(Form::Selfcheck).collect();
    destination.tell_substituted(world, &write::substituted(&forms, manner));
    match (destination.folder(), tables.as_slice()) {
        (Some(_), []) => Err(none_listed(plan.unit(unit).name.as_str())),
        (Some(folder), tables) if all => save_each(tables, folder, manner, world),
        (_, tables) => {
            let one =
                || tables.iter().map(|table| write::annex1(table, manner)).collect::<Result<Vec<_>, _>>();
            let each = || tables.iter().map(|table| write::annex1_file(table, false, manner)).collect();
            destination.send(world, || one().map(|texts| texts.concat()), each)
        }
    }?;
    Ok(0)
}

/// A file for each enterprise, all or none.
fn save_each(
    tables: &[SelfcheckTable<'_>],
    (folder, over): (&std::path::Path, bool),
    manner: Manner<'_>,
    world: &World,
) -> Result<(), Problem> {
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    for table in tables {
        *bearers.entry(&table.enterprise).or_default() += 1;
    }
    let told = |count| Text::made(format!("已生成 {count} 份……"), format!("{count} forms made..."));
    let made: Result<Vec<Output>, Error> = terminal::while_telling(world.lang, told, |count| {
        let file = |table: &SelfcheckTable<'_>| {
            let shared = bearers.get(table.enterprise.as_str()).is_some_and(|bearers| *bearers > 1);
            let file = write::annex1_file(table, shared, manner);
            count.fetch_add(1, Ordering::Relaxed);
            file
        };
        tables.par_iter().map(file).collect()
    });
    let made = made.map_err(|error| Problem::new(error.0))?;
    let made_folders = folders::make(folder).map_err(|error| Problem::new(error.message(folder)))?;
    let files: Vec<(PathBuf, Vec<u8>)> =
        made.into_iter().map(|file| (folder.join(file.name), file.bytes)).collect();
    save::save_all(&files, over).map_err(|(path, error)| Problem::new(error.message(path)))?;
    made_folders.keep();
    let (count, shown) = (files.len(), visible_whole(&folder.display().to_string()));
    let said = Text::made(
        format!("已写入 {count} 个文件，在 {shown}"),
        format!("written: {count} files in {shown}"),
    );
    terminal::note(said.in_lang(world.lang));
    Ok(())
}

/// The enterprise of an id, a uscc or a name.
fn find<'r>(repository: &'r Repository, word: &str) -> Result<&'r Entry<Enterprise>, Problem> {
    let word = word.trim();
    let enterprises = &repository.records.enterprises;
    let by_id = |one: &Entry<Enterprise>| one.id.as_str() == word;
    let by_uscc = |one: &Entry<Enterprise>| {
        one.uscc.as_deref().is_some_and(|uscc| uscc.trim().eq_ignore_ascii_case(word))
    };
    let by_name = |one: &Entry<Enterprise>| one.name.trim() == word;
    // Two of one id are a finding of their own, before which the form stops.
    if let Some(found) = enterprises.iter().find(|one| by_id(one)) {
        return Ok(found);
    }
    for fits in [&by_uscc as &dyn Fn(&Entry<Enterprise>) -> bool, &by_name] {
        let mut found = enterprises.iter().filter(|one| fits(one));
        let Some(first) = found.next() else { continue };
        let others: Vec<&Entry<Enterprise>> = found.collect();
        if others.is_empty() {
            return Ok(first);
        }
        let count = others.len() + 1;
        let ids = std::iter::once(first).chain(others).map(|one| one.id.as_str()).take(NAMED);
        let ids: Vec<&str> = ids.collect();
        let (zh, en) = (list(&ids, Lang::Zh), list(&ids, Lang::En));
        let more = if count > NAMED { ("……", ", ...") } else { ("", "") };
        let said = quote(word);
        return Err(Problem::new(Text::made(
            format!("有 {count} 家企业都是 {said}，请改用编号：{zh}{}", more.0),
            format!("{count} enterprises are {said}; name one by its id: {en}{}", more.1),
        )));
    }
    Err(unknown(repository, word))
}

/// What to say of a word that no enterprise bears.
fn unknown(repository: &Repository, word: &str) -> Problem {
    let said = quote(word);
    let unreadable = |stub: &&crate::record::Stub| {
        stub.kind == crate::record::Kind::Enterprise && stub.id.as_deref() == Some(word)
    };
    if repository.records.stubs.iter().any(|stub| unreadable(&stub)) {
        return Problem::new(Text::made(
            format!("企业 {said} 的记录无法读取；hazards check 可查看原因"),
            format!("the record of the enterprise {said} cannot be read; hazards check says why"),
        ));
    }
    let enterprises = &repository.records.enterprises;
    let ids = enterprises.iter().map(|one| one.id.as_str());
    let names = enterprises.iter().map(|one| one.name.as_str());
    let (zh, en) = match nearest(word, ids.chain(names)) {
        Some(near) => (format!("，是否为 {}？", quote(near)), format!(", did you mean {}?", quote(near))),
        None => (
            "；hazards annex2 可列出清单内的企业".to_owned(),
            "; hazards annex2 shows the listed enterprises".to_owned(),
        ),
    };
    Problem::new(Text::made(
        format!("没有这家企业：{said}{zh}"),
        format!("there is no such enterprise: {said}{en}"),
    ))
}

fn none_listed(unit: &str) -> Problem {
    let unit = quote(unit);
    Problem::new(Text::made(format!("{unit} 的清单内没有企业"), format!("{unit} lists no enterprise")))
}
