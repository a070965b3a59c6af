//! `hazards annex2`: the enterprise list (附件2).

use super::arguments::{self, words};
use super::forms::{Destination, format, pass_gate};
use super::problem::Outcome;
use super::{Verb, World, at, template, terminal};
use crate::check::Context;
use crate::form::Form;
use crate::form::content::EnterpriseList;
use crate::lang::Lang;
use crate::template::Offer;
use crate::write::{self, Manner};
use clap::{ArgMatches, Command};

pub(super) const VERB: Verb = Verb { name: "annex2", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("annex2")
        .about(say("生成企业清单（附件2）", "make the enterprise list (附件2)"))
        .after_help(format!(
            "{}{}{}",
            say(
                "示例：
  hazards annex2                                       全市现在的清单
  hazards annex2 --unit qilin --as-of 2023-06-30       麒麟区6月底的清单
  hazards annex2 -o 企业清单.xlsx                      写成可打印的工作簿
  hazards annex2 -o 企业清单.pdf                       用于报送、存档的 PDF
  hazards annex2 --at 2023-06-30                       按6月30日最后一次提交的记录
  hazards annex2 --template 清单.xlsx -o 企业清单.xlsx   填入本单位的表",
                "Examples:
  hazards annex2                                       the city's list as it is now
  hazards annex2 --unit qilin --as-of 2023-06-30       one county's list at the end of June
  hazards annex2 -o list.xlsx                          a workbook to print
  hazards annex2 -o list.pdf                           a PDF to send and to keep
  hazards annex2 --at 2023-06-30                       the records of the last commit of that day
  hazards annex2 --template form.xlsx -o list.xlsx     into a workbook of your own",
            ),
            template::help(lang),
            at::help(lang)
        ))
        .arg(arguments::unit(lang, "填报单位，缺省为最上级", "the reporting unit; else the root of the tree"))
        .arg(arguments::as_of(
            lang,
            "截至这一天的清单；缺省为今天，不晚于方案结束日",
            "the list at the end of this day; else today, never later than the plan's end",
        ))
        .arg(arguments::at(lang))
        .arg(format(lang))
        .arg(template::argument(lang))
        .arg(arguments::output(lang))
        .arg(arguments::allow_errors(lang))
        .arg(arguments::force(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let destination = Destination::of(matches)?;
    let repository = world.open_at(matches)?;
    let plan = &repository.plan;
    let as_of = world.as_of(matches, plan)?;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let context = Context::new(&repository.records, plan, &repository.catalog, as_of, world.today);
    let Some(left_out) = pass_gate(&context, repository, unit, None, matches, world) else {
        return Ok(1);
    };
    let content = EnterpriseList::new(&context, unit, as_of, left_out);
    let manner = Manner {
        forms: &repository.catalog.forms,
        filler: &repository.settings.filler,
        format: destination.format,
        width: terminal::WIDTH,
    };
    let offer = || Offer::of_list(&content, manner.forms, manner.filler);
    if template::send(matches, &destination, world, offer)? {
        return Ok(0);
    }
    destination.tell_substituted(world, &write::substituted(&[Form::Enterprises(&content)], manner));
    destination.send(world, || write::annex2(&content, manner), || write::annex2_files(&content, manner))?;
    Ok(0)
}
