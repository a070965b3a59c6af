//! `hazards verify`: the rectification of a hazard is accepted.

use super::super::arguments::{self, words};
use super::super::problem::Outcome;
use super::super::{Verb, World, writing};
use super::{Ask, change, change_argument, hazards_argument, option};
use crate::lang::{Lang, Text};
use clap::{ArgMatches, Command};

pub(in crate::cli) const VERB: Verb = Verb { name: "verify", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("verify")
        .about(say("登记隐患整改验收（闭环）", "record that a hazard's rectification is accepted"))
        .after_help(say(
            "示例：
  hazards verify ql-yh-0817-1 --by 麒麟区应急管理局                     今天验收
  hazards verify ql-yh-0817-1 --on 2023-08-23 --by 麒麟区应急管理局     该日验收
  hazards verify ql-yh-0817-1 --on 2023-08-23 --by 某某某 --dry-run     先看将要怎样改

尚未登记整改完成的，先用 hazards complete。只改动 rectification.verified_on 和 verified_by；
怎样检查、何时拒绝，同 hazards complete。

退出状态：0 已写入，或没有要改的；1 拒绝；2 无法执行",
            "Examples:
  hazards verify ql-yh-0817-1 --by 麒麟区应急管理局                     accepted today
  hazards verify ql-yh-0817-1 --on 2023-08-23 --by 麒麟区应急管理局     accepted on that day
  hazards verify ql-yh-0817-1 --on 2023-08-23 --by 某某某 --dry-run     see what would change

A hazard that is not completed is to be completed first. Only rectification.verified_on and verified_by
change; it is judged and refused as by hazards complete.

Exit status: 0 written, or nothing to change; 1 refused; 2 could not",
        ))
        .arg(hazards_argument(lang))
        .arg(option(
            "on",
            say("日期", "DAY"),
            say("验收日期，缺省为今天", "the day of acceptance; else today"),
        ))
        .arg(option("by", say("验收人", "NAME"), say("验收人", "who has accepted it")).required(true))
        .arg(change_argument(lang))
        .arg(writing::dry_run(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let on = arguments::day_of(matches, "on")?;
    let by = matches.get_one::<String>("by").map_or("", String::as_str);
    change(matches, world, |hazard| {
        if hazard.rectification.completed_on.is_none() {
            let id = &hazard.id;
            return Err(Text::made(
                format!("隐患 {id} 还没有登记整改完成，先用 hazards complete {id} --on 日期"),
                format!("hazard {id} is not completed yet: first hazards complete {id} --on DAY"),
            ));
        }
        Ok(vec![
            Ask::or("rectification.verified_on", on.as_ref(), world.today),
            Ask::said("rectification.verified_by", by),
        ])
    })
}
