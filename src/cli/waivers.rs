//! `hazards waivers`: all waivers of the repository, and what each does.

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::check::{self, Context};
use crate::lang::Lang;
use crate::write::waivers::{self, Waivers};
use clap::{ArgMatches, Command};

pub(super) const VERB: Verb = Verb { name: "waivers", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("waivers")
        .about(say("列出全部豁免及其使用情况", "list all waivers and what they do"))
        .after_help(say(
            "示例：
  hazards waivers                                 全部豁免：规则、理由、批准人、到期日
  hazards waivers --unit qilin                    只看麒麟区
  hazards waivers --format csv > 豁免台账.csv     用 Excel 打开

状态：生效（豁免了问题）；即将到期（生效，14 天内到期）；未用（没有对应的问题）；已到期",
            "Examples:
  hazards waivers                                 all waivers: rule, reason, who approved, last day
  hazards waivers --unit qilin                    of one unit and all below it
  hazards waivers --format csv > waivers.csv      for a spreadsheet

States: active (it waives findings); ends soon (active, and ends within 14 days); unused (it waives nothing); ended",
        ))
        .arg(arguments::unit(
            lang,
            "只列出该单位及其下级的豁免",
            "list the waivers of this unit and all below it",
        ))
        .arg(arguments::as_of(
            lang,
            "按这一天结束时的情况判断；缺省为今天，不晚于方案结束日",
            "judge the state at the end of this day; else today, never later than the plan's end",
        ))
        .arg(arguments::listing(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let repository = world.open()?;
    let plan = &repository.plan;
    let as_of = world.as_of(matches, plan)?;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let context = Context::new(&repository.records, plan, &repository.catalog, as_of, world.today);
    let mut waivings = check::waivings(&context, &repository.settings);
    waivings.retain(|waiving| plan.is_within(waiving.unit, unit));
    repository.locate_spots(waivings.iter_mut().map(|waiving| &mut waiving.spot).collect());
    let waivers = Waivers { waivings: &waivings, plan, as_of, lang: world.lang };
    let bytes = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => waivers::json(&waivers).into_bytes(),
        Some("csv") => waivers::csv(&waivers).map_err(|error| Problem::new(error.0))?,
        _ => waivers::table(&waivers, terminal::WIDTH).into_bytes(),
    };
    terminal::print(&bytes)?;
    Ok(0)
}
