//! `hazards add`: new records, from what is said on the command line or from another program's YAML or JSON.

pub(super) mod given;
mod questions;

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal, writing};
use crate::add::{self, day_key, ids::Ids, naming_key};
use crate::lang::{Lang, Text};
use crate::plan::UnitIndex;
use crate::record::draft::Draft;
use crate::record::{Kind, Month, date};
use crate::store::incoming::Incoming;
use crate::store::{Records, Repository};
use crate::text::visible_whole;
use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use questions::Questions;
use std::collections::BTreeMap;
use std::path::PathBuf;

pub(super) const VERB: Verb = Verb { name: "add", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("add")
        .about(say(
            "新增记录：企业、自检自查、隐患、检查、处罚、工作记录、报送记录",
            "add records: enterprises, hazards, inspections, ...",
        ))
        .after_help(say(HELP.0, HELP.1))
        .arg(arguments::kind(lang))
        .arg(Arg::new("pair").value_name(say("键=值", "KEY=VALUE")).num_args(0..).help(say(
            "记录的内容，如 found_on=2023-08-17 或 发现日期=2023-08-17",
            "what the record says, as in found_on=2023-08-17",
        )))
        .arg(
            Arg::new("set")
                .long("set")
                .value_name(say("键=值", "KEY=VALUE"))
                .action(ArgAction::Append)
                .help(say("同上；可多次使用", "the same; may be repeated")),
        )
        .arg(
            Arg::new("from")
                .long("from")
                .value_name(say("文件", "FILE"))
                .value_parser(value_parser!(PathBuf))
                .conflicts_with_all(["pair", "set", "id"])
                .help(say(
                    "从 YAML 或 JSON 读取一条或多条记录；- 为标准输入",
                    "read one or many records from YAML or JSON; - is the standard input",
                )),
        )
        .arg(arguments::unit(
            lang,
            "记录属于哪个单位；缺省为所涉企业的单位",
            "whose record it is; else the unit of the enterprise that it names",
        ))
        .arg(
            Arg::new("id")
                .long("id")
                .value_name(say("编号", "ID"))
                .help(say("编号，缺省按该单位已有的编号顺延", "the id; else the next one of the unit")),
        )
        .arg(writing::dry_run(lang))
}

const HELP: (&str, &str) = (
    "示例：
  hazards add hazard enterprise=ql-03 clause=GM-13-02 description=未按规定审批有限空间作业 \\
      source=部门检查 found_on=2023-08-17 inspection=ql-jc-0817-1 --set rectification.due_on=2023-09-10
  hazards add inspection enterprise=ql-03 date=2023-08-17 type=专项 inspectors=某某某、某某
  hazards add activity --unit qilin kind=专题学习 date=2023-08-02
  hazards add filing --unit qilin document=实施方案 filed_on=2023-05-24
  hazards add hazard --from 隐患.json --dry-run       成批新增，先看将写入的内容
  其他程序 | hazards add inspection --from - --unit qilin

键写英文键名或表上的名称（期限、发现日期）；几项内容用“、”隔开（逗号也行）；有哪些键见 hazards schema 种类。
企业写编号，也可写全名：enterprise=某某铸造有限公司。
每条记录写成一个文件 <单位>/<种类>/<编号>.yaml，不覆盖已有的文件。先显示内容，再按规则检查：
有 F、R、V 类错误的一条也不写，以状态 1 退出；P 类问题只提示。
在终端上有该写而没写的，逐项提问（企业和条款键入几个字即可查找）；不在终端上则报错，指出缺哪些键。

退出状态：0 已写入；1 拒绝；2 无法执行",
    "Examples:
  hazards add hazard enterprise=ql-03 clause=GM-13-02 description=未按规定审批有限空间作业 \\
      source=部门检查 found_on=2023-08-17 inspection=ql-jc-0817-1 --set rectification.due_on=2023-09-10
  hazards add inspection enterprise=ql-03 date=2023-08-17 type=专项 inspectors=某某某、某某
  hazards add activity --unit qilin kind=专题学习 date=2023-08-02
  hazards add filing --unit qilin document=实施方案 filed_on=2023-05-24
  hazards add hazard --from hazards.json --dry-run    many at once; see first what would be written
  another-program | hazards add inspection --from - --unit qilin

A key is written as in the record or by its official term (期限); several values of one key are joined by 、 or commas;
hazards schema KIND has all keys. An enterprise is named by its id or by its whole name. Every record becomes a
file of its own, <unit>/<kind>/<id>.yaml; no file is written over. It is shown and judged by the rules first:
with errors of F, R and V rules none is written (status 1), findings of P rules are told. On a terminal what is
missing is asked for, with search as you type over enterprises and clauses; elsewhere it is an error that names
the keys.

Exit status: 0 written; 1 refused; 2 could not",
);

/// A record that is to be written.
pub(super) struct New {
    /// Whose it is.
    pub(super) unit: UnitIndex,
    /// What it says; without an id it is given the next one.
    pub(super) draft: Draft,
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let kind = arguments::kind_of(matches)?;
    let mut asked_unit = None;
    let mut drafts = match matches.get_one::<PathBuf>("from") {
        Some(path) => given::read(path)?,
        None => {
            let draft = given::said(matches, kind)?;
            let lacks = given::whole(kind, &draft, matches.contains_id("unit"));
            vec![match lacks {
                Err(_) if super::asking::may_ask() => {
                    let (draft, unit) = ask(matches, world, kind, draft)?;
                    asked_unit = unit;
                    draft
                }
                lacks => lacks.map(|()| draft)?,
            }]
        }
    };
    if drafts.is_empty() {
        return Err(Problem::new(Text::fixed("没有读到记录", "there are no records to add")));
    }
    let dry_run = matches.get_flag("dry-run");
    let _lock = world.lock_unless(dry_run)?;
    let repository = world.open()?;
    let asked_unit = asked_unit.and_then(|id| repository.plan.find_unit(&id));
    let unit = arguments::unit_of(matches, &repository.plan)?.or(asked_unit);
    let several = drafts.len() > 1;
    // What a person says may name an enterprise by its name; another program's records have its id.
    if !matches.contains_id("from") {
        for draft in &mut drafts {
            if let Some(said) = given::by_name(draft, kind, unit, repository)? {
                terminal::note(said.in_lang(world.lang));
            }
        }
    }
    let news = drafts.into_iter().enumerate().map(|(at, draft)| {
        let unit = unit.or_else(|| given::unit(&draft, kind, repository));
        let nth = several.then_some(at + 1);
        Ok(New { unit: unit.ok_or_else(|| given::no_unit(&draft, kind, nth, repository))?, draft })
    });
    let news = news.collect::<Result<Vec<_>, Problem>>()?;
    write(world, repository, kind, news, dry_run)
}

/// Asks for what is not said. Nothing is locked meanwhile: the records are read once more before one is
/// written. Returns the record and the unit that was chosen, by id.
fn ask(
    matches: &ArgMatches,
    world: &World,
    kind: Kind,
    draft: Draft,
) -> Result<(Draft, Option<String>), Problem> {
    let repository = world.open()?;
    let unit = arguments::unit_of(matches, &repository.plan)?;
    let (draft, unit) = Questions { world, repository, kind, unit, draft }.ask()?;
    Ok((draft, unit.map(|unit| repository.plan.unit(unit).id.to_string())))
}

/// Where a new record stands.
fn place_of(repository: &Repository, kind: Kind, unit: UnitIndex, name: &str) -> String {
    format!("{}/{}/{name}.yaml", repository.plan.unit(unit).id, kind.folder())
}

/// Writes new records of a kind, a file each, the lock being held.
pub(super) fn write(
    world: &World,
    repository: &Repository,
    kind: Kind,
    news: Vec<New>,
    dry_run: bool,
) -> Outcome {
    let plan = &repository.plan;
    let mut ids = Ids::new(plan, &repository.records, kind);
    let named = named(kind, &news)?;
    let mut refused = Vec::new();
    for name in named.iter().flatten() {
        if !ids.take(name) {
            refused.push(taken(kind, name, &repository.records));
        }
    }
    let mut files: BTreeMap<String, Draft> = BTreeMap::new();
    for (New { unit, mut draft }, name) in news.into_iter().zip(named) {
        if let (Some(name), Some((month, on))) = (&name, month(kind, &draft)) {
            ids.take_return(name, unit, month, on);
        }
        let name = name.unwrap_or_else(|| {
            let of_return = month(kind, &draft).and_then(|(month, on)| ids.next_return(unit, month, on));
            let id = of_return.unwrap_or_else(|| ids.next(unit, day(kind, &draft)));
            draft.set("id", id.as_str());
            id
        });
        let path = place_of(repository, kind, unit, &name);
        files.insert(path, add::ordered(&draft, kind));
    }
    if refused.is_empty() {
        refused.extend(repository.hindered(files.keys().map(String::as_str)));
    }
    if !refused.is_empty() {
        refused.iter().for_each(|why| terminal::note(why.in_lang(world.lang)));
        terminal::note(Text::fixed("什么也没有写", "nothing was written").in_lang(world.lang));
        return Ok(1);
    }
    let new = files.iter().map(|(path, draft)| (path.clone(), draft.to_yaml())).collect();
    let incoming = Incoming { new, ..Incoming::default() };
    writing::settle(world, repository, &incoming, dry_run, |_| {
        files.iter().all(|(path, draft)| {
            let text = incoming.new.get(path).map_or("", String::as_str);
            add::read::records(text).is_ok_and(|read| read == [draft.clone()])
        })
    })
}

/// The ids that records are given, in their order; a selfcheck's is its enterprise.
fn named(kind: Kind, news: &[New]) -> Result<Vec<Option<String>>, Problem> {
    let several = news.len() > 1;
    let id = |(at, new): (usize, &New)| {
        let Some(text) = new.draft.text(naming_key(kind)) else {
            let must = kind == Kind::Selfcheck || new.draft.has(naming_key(kind));
            return if must { Err(nth(several, at, &NO_NAME)) } else { Ok(None) };
        };
        add::given_id(text).map(|id| Some(id.as_str().to_owned())).map_err(|why| nth(several, at, &why))
    };
    news.iter().enumerate().map(id).collect()
}

const NO_NAME: Text =
    Text::fixed("没有编号（自检自查为企业编号）", "it has no id (of a selfcheck: no enterprise)");

fn nth(several: bool, at: usize, why: &Text) -> Problem {
    if !several {
        return Problem::new(why.clone());
    }
    let number = at + 1;
    Problem::new(Text::made(format!("第 {number} 条：{}", why.zh), format!("record {number}: {}", why.en)))
}

/// The day of a record that its id may be made of.
fn day(kind: Kind, draft: &Draft) -> Option<NaiveDate> {
    date::parse(draft.text(day_key(kind)?)?)
}

/// The month of a return, and the day of its filing.
fn month(kind: Kind, draft: &Draft) -> Option<(Month, NaiveDate)> {
    let on = draft.text("filed_on").filter(|_| kind == Kind::Filing)?;
    Some((Month::parse(draft.text("month")?)?, date::parse(on)?))
}

fn taken(kind: Kind, id: &str, records: &Records) -> Text {
    let path = records.of_kind(kind).find(|record| record.id() == id);
    let path = path.map(|record| visible_whole(records.path(record.origin())));
    let name = kind.name();
    match path {
        Some(path) => Text::made(
            format!("编号 {id} 已被另一条{}使用（{path}）", name.zh),
            format!("the id {id} is taken by another {} ({path})", name.en),
        ),
        None => Text::made(
            format!("编号 {id} 不止一条{}使用", name.zh),
            format!("the id {id} is that of more than one {}", name.en),
        ),
    }
}
