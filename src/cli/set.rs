//! `hazards set`: keys of a record that say something else, or nothing any more.

use super::add::given::{Pair, TWICE};
use super::arguments::{self, words};
use super::life::{NOTHING_TO_CHANGE, record_of, rewrites};
use super::problem::Outcome;
use super::{Verb, World, terminal, writing};
use crate::add::naming_key;
use crate::lang::{Lang, Text};
use crate::record::draft::Value;
use crate::store::edit::Edit;
use crate::text::is_blank;
use clap::{Arg, ArgMatches, Command};
use std::collections::BTreeMap;

pub(super) const VERB: Verb = Verb { name: "set", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("set")
        .about(say("修改一条记录的内容", "change what a record says"))
        .after_help(say(HELP.0, HELP.1))
        .arg(arguments::kind(lang))
        .arg(Arg::new("record").value_name(say("编号", "ID")).required(true).help(say(
            "记录的编号；自检自查为企业编号",
            "the id of the record; of a selfcheck, its enterprise",
        )))
        .arg(Arg::new("pair").value_name(say("键=值", "KEY=VALUE")).required(true).num_args(1..).help(say(
            "改成什么，如 期限=2023-08-31；等号后面不写，就去掉这一项",
            "what it shall say, as in phone=0874-0000000; nothing behind the = takes the key out",
        )))
        .arg(writing::dry_run(lang))
}

const HELP: (&str, &str) = (
    "示例：
  hazards set hazard ql-yh-0817-1 责任人=某某某 措施=补办审批 资金=0.5 期限=2023-09-10 应急预案=专项预案
  hazards set enterprise ql-03 phone=0874-0000000        改电话
  hazards set inspection ql-jc-0817-1 inspectors=某某某、某某       列表整个改写，各项用“、”隔开
  hazards set selfcheck ql-03 items.3.status=已落实
  hazards set hazard ql-yh-0817-1 note= --dry-run        去掉备注；先看将要怎样改

键写英文键名或表上的名称，有哪些键见 hazards schema 种类。只改该改的行，注释、顺序和引号照旧；先显示改动，
再按规则检查：由此出现 F、R、V 类错误的不写，以状态 1 退出；P 类问题只提示。编号不能这样改，它是别的记录所引用的。

退出状态：0 已写入，或没有要改的；1 拒绝；2 无法执行",
    "Examples:
  hazards set hazard ql-yh-0817-1 责任人=某某某 措施=补办审批 资金=0.5 期限=2023-09-10 应急预案=专项预案
  hazards set enterprise ql-03 phone=0874-0000000        another telephone number
  hazards set inspection ql-jc-0817-1 inspectors=某某某、某某       a list as a whole, its items joined by 、
  hazards set selfcheck ql-03 items.3.status=已落实
  hazards set hazard ql-yh-0817-1 note= --dry-run        without its note; see first what would change

A key is written as in the record or by its official term; hazards schema KIND has all keys. Only the lines that
must change do; comments, order and quotes stay. The change is shown and judged by the rules first: new errors of
F, R and V rules refuse it (status 1), findings of P rules are told. An id is not changed, for other records refer
to it.

Exit status: 0 written, or nothing to change; 1 refused; 2 could not",
);

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let kind = arguments::kind_of(matches)?;
    let id = matches.get_one::<String>("record").map_or("", String::as_str);
    let mut asked: Vec<(String, Option<Value>)> = Vec::new();
    for text in matches.get_many::<String>("pair").into_iter().flatten() {
        let pair = Pair::read(text, kind)?;
        if pair.key == naming_key(kind) {
            return Err(pair.wrong(&Text::fixed(
                "编号不能改：别的记录以它引用这条记录",
                "an id is not changed: other records refer to this one by it",
            )));
        }
        if asked.iter().any(|(key, _)| *key == pair.key) {
            return Err(pair.wrong(&TWICE));
        }
        let value = if is_blank(pair.value) { None } else { Some(pair.said()?) };
        asked.push((pair.key, value));
    }
    let dry_run = matches.get_flag("dry-run");
    let _lock = world.lock_unless(dry_run)?;
    let repository = world.open()?;
    let origin = record_of(repository, kind, id)?;
    let nth = origin.nth as usize;
    let edits = asked.into_iter().map(|(path, value)| Edit { nth, path, value }).collect();
    let incoming = rewrites(repository, &BTreeMap::from([(repository.records.path(origin), edits)]))?;
    if incoming.rewrites.iter().all(|file| file.before == file.after) {
        terminal::note(NOTHING_TO_CHANGE.in_lang(world.lang));
        return Ok(0);
    }
    let holds = |records: &crate::store::Records| records.of_kind(kind).any(|record| record.id() == id);
    writing::settle(world, repository, &incoming, dry_run, holds)
}
