//! `hazards penalize`: a penalty for a hazard, as a new record.

use super::super::add::{self, New};
use super::super::arguments::{self, words};
use super::super::problem::{Outcome, Problem};
use super::super::{Verb, World, terminal, writing};
use super::{hazard_of, option};
use crate::add::value;
use crate::lang::{Lang, Text};
use crate::record::draft::Draft;
use crate::record::{Amount, Entry, Hazard, Kind};
use crate::schema;
use crate::store::Repository;
use clap::{Arg, ArgAction, ArgMatches, Command};

pub(in crate::cli) const VERB: Verb = Verb { name: "penalize", command, run };

/// The options that say what the penalty is, each with its key.
const SAYS: &[(&str, &str)] = &[
    ("enterprise-fine", "on_enterprise.fine"),
    ("enterprise-other", "on_enterprise.other"),
    ("principal", "on_principal.name"),
    ("principal-fine", "on_principal.fine"),
    ("principal-other", "on_principal.other"),
    ("referred", "referred"),
];

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    let amount = say("万元", "AMOUNT");
    let text = say("处罚", "TEXT");
    Command::new("penalize")
        .about(say("登记对隐患的行政处罚（一案双罚）", "record a penalty for a hazard, as a new record"))
        .after_help(say(
            "示例：
  hazards penalize ql-yh-0817-1 --on 2023-08-24 --enterprise-fine 5 --principal 某某某 --principal-fine 1.5
  hazards penalize ql-yh-0817-1 --on 2023-08-24 --enterprise-other 警告、责令改正 --halt
  hazards penalize ql-yh-0817-1 --on 2023-08-24 --enterprise-fine 5 --unit benji --id bj-cf-0824-1
  hazards penalize ql-yh-0817-1 --enterprise-fine 5 --principal-fine 1 --dry-run   先看将写入的内容

罚款以万元计。写入 <单位>/penalties/<编号>.yaml：单位缺省为登记该隐患的单位，编号缺省按该单位已有的编号顺延。
先显示内容，再按规则检查：有 F、R、V 类错误的不写，以状态 1 退出；P 类问题（如只罚了一方）只提示。
同样的处罚再登记一次，什么也不改。

退出状态：0 已写入，或没有要写的；1 拒绝；2 无法执行",
            "Examples:
  hazards penalize ql-yh-0817-1 --on 2023-08-24 --enterprise-fine 5 --principal 某某某 --principal-fine 1.5
  hazards penalize ql-yh-0817-1 --on 2023-08-24 --enterprise-other 警告、责令改正 --halt
  hazards penalize ql-yh-0817-1 --on 2023-08-24 --enterprise-fine 5 --unit benji --id bj-cf-0824-1
  hazards penalize ql-yh-0817-1 --enterprise-fine 5 --principal-fine 1 --dry-run   see what would be written

Fines are in 万元 (ten thousand yuan). Writes <unit>/penalties/<id>.yaml: the unit is that of the hazard unless
--unit says otherwise, the id goes on from those of the unit. It is shown and judged by the rules first: errors
of F, R and V rules refuse it (status 1), findings of P rules (one party only) are told. The same penalty once
more changes nothing.

Exit status: 0 written, or nothing to write; 1 refused; 2 could not",
        ))
        .arg(
            Arg::new("hazard")
                .value_name(say("隐患", "HAZARD"))
                .required(true)
                .help(say("隐患编号", "the id of the hazard")),
        )
        .arg(option("on", say("日期", "DAY"), say("处罚决定日期，缺省为今天", "the day of the decision; else today")))
        .arg(option("enterprise-fine", amount, say("对企业的罚款", "the fine on the enterprise")))
        .arg(
            option(
                "enterprise-other",
                text,
                say("对企业的其他处罚，几项用“、”隔开", "other penalties on the enterprise, several joined by 、"),
            )
            .action(ArgAction::Append),
        )
        .arg(option("principal", say("姓名", "NAME"), say("受罚的主要负责人", "the principal who is punished")))
        .arg(option("principal-fine", amount, say("对主要负责人的罚款", "the fine on the principal")))
        .arg(
            option(
                "principal-other",
                text,
                say("对主要负责人的其他处罚，几项用“、”隔开", "other penalties on the principal, several joined by 、"),
            )
            .action(ArgAction::Append),
        )
        .arg(Arg::new("halt").long("halt").action(ArgAction::SetTrue).help(say("责令停产整顿", "production is halted")))
        .arg(option("referred", say("人数", "N"), say("移送司法机关的人数", "how many persons are handed over to justice")))
        .arg(option("inspection", say("检查", "INSPECTION"), say("立案所依据的检查的编号", "the id of the inspection that it follows")))
        .arg(arguments::unit(lang, "处罚单位，缺省为登记该隐患的单位", "whose penalty it is; else the hazard's unit"))
        .arg(option("id", say("编号", "ID"), say("处罚记录的编号，缺省顺延", "the id of the record; else the next one")))
        .arg(writing::dry_run(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let on = arguments::day_of(matches, "on")?;
    let dry_run = matches.get_flag("dry-run");
    let _lock = world.lock_unless(dry_run)?;
    let repository = world.open()?;
    let id = matches.get_one::<String>("hazard").map_or("", String::as_str);
    let hazard = hazard_of(repository, id)?;
    let mut draft = Draft::new();
    draft.set("enterprise", hazard.enterprise.as_str());
    draft.set("hazard", hazard.id.as_str());
    if let Some(inspection) = matches.get_one::<String>("inspection") {
        draft.set("inspection", inspection.as_str());
    }
    draft.set("decided_on", on.unwrap_or(world.today).to_string());
    let given = says(matches, &mut draft)?;
    if !given {
        return Err(Problem::new(Text::fixed(
            "没有写明处罚：用 --enterprise-fine、--enterprise-other、--principal-fine、--principal-other、--halt 或 --referred",
            "it says no penalty: use --enterprise-fine, --enterprise-other, --principal-fine, --principal-other, --halt or --referred",
        )));
    }
    if matches.get_one::<String>("id").is_none()
        && let Some(path) = same(repository, hazard, &draft)
    {
        let said = Text::made(
            format!("同样的处罚已经登记（{path}），没有要写的"),
            format!("the same penalty is recorded already ({path}); nothing to write"),
        );
        terminal::note(said.in_lang(world.lang));
        return Ok(0);
    }
    let unit = arguments::unit_of(matches, &repository.plan)?.unwrap_or(hazard.unit());
    if let Some(id) = matches.get_one::<String>("id") {
        draft.set("id", id.as_str());
    }
    add::write(world, repository, Kind::Penalty, vec![New { unit, draft }], dry_run)
}

/// Puts what the options say into the record; whether they say a penalty.
fn says(matches: &ArgMatches, draft: &mut Draft) -> Result<bool, Problem> {
    let mut given = matches.get_flag("halt");
    for (option, path) in SAYS {
        let said: Vec<&str> =
            matches.get_many::<String>(option).into_iter().flatten().map(String::as_str).collect();
        if said.is_empty() {
            continue;
        }
        given |= *option != "principal";
        let text = spelled(path, &said.join("、"));
        let value = value(schema::field(Kind::Penalty, path), &text).map_err(Problem::new)?;
        draft.set(path, value);
    }
    if matches.get_flag("halt") {
        draft.set("halt", "是");
    }
    Ok(given)
}

/// A fine or a number as it is written anew, so that `5.0` is the same penalty as `5`.
fn spelled(path: &str, text: &str) -> String {
    let amount = || Amount::parse(text).map(|amount| amount.to_string());
    let number =
        || (text.len() < 10).then(|| text.parse::<u32>().ok()).flatten().map(|number| number.to_string());
    let anew = match path {
        "on_enterprise.fine" | "on_principal.fine" => amount(),
        "referred" => number(),
        _ => None,
    };
    anew.unwrap_or_else(|| text.to_owned())
}

/// Where a penalty stands that says the same but for its id.
fn same(repository: &Repository, hazard: &Entry<Hazard>, draft: &Draft) -> Option<String> {
    let wanted = crate::add::ordered(draft, Kind::Penalty);
    let penalties = repository.records.penalties.iter();
    let mut of_hazard = penalties.filter(|penalty| penalty.hazard.as_ref() == Some(&hazard.id));
    let is_same = of_hazard.find(|penalty| {
        let there = Draft::from(*penalty);
        let mut own = Draft::new();
        there.iter().filter(|(key, _)| *key != "id").for_each(|(key, value)| own.put(key, value.clone()));
        own == wanted
    })?;
    Some(crate::text::visible_whole(repository.records.path(is_same.origin)))
}
