//! `hazards complete`: the rectification of a hazard is completed.

use super::super::arguments::{self, words};
use super::super::problem::Outcome;
use super::super::{Verb, World, writing};
use super::{Ask, change, change_argument, hazards_argument, option};
use crate::lang::Lang;
use clap::{ArgMatches, Command};

pub(in crate::cli) const VERB: Verb = Verb { name: "complete", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("complete")
        .about(say("登记隐患整改完成", "record that a hazard's rectification is completed"))
        .after_help(say(
            "示例：
  hazards complete ql-yh-0817-1                       今天完成整改
  hazards complete ql-yh-0817-1 --on 2023-08-21       该日完成
  hazards complete ql-yh-0817-1 ql-yh-0731-1 --on 2023-08-21 --dry-run   先看将要怎样改
  hazards complete ql-yh-0817-1 --on 2023-08-22 --change   更正已登记的日期

只改动该记录的 rectification.completed_on 一行，注释、顺序和引号照旧；先显示改动，再按规则检查：
由此出现 F、R、V 类错误的不写，以状态 1 退出；P 类问题（如尚待验收、已报调度表的数字有变）只提示。

退出状态：0 已写入，或没有要改的；1 拒绝；2 无法执行",
            "Examples:
  hazards complete ql-yh-0817-1                       completed today
  hazards complete ql-yh-0817-1 --on 2023-08-21       completed on that day
  hazards complete ql-yh-0817-1 ql-yh-0731-1 --on 2023-08-21 --dry-run   see what would change
  hazards complete ql-yh-0817-1 --on 2023-08-22 --change   put the day right

Only the line rectification.completed_on of the record changes; comments, order and quotes stay. The change is
shown and judged by the rules first: new errors of F, R and V rules refuse it (status 1), findings of P rules
(not verified yet, figures of a filed return that change) are told.

Exit status: 0 written, or nothing to change; 1 refused; 2 could not",
        ))
        .arg(hazards_argument(lang))
        .arg(option(
            "on",
            say("日期", "DAY"),
            say("整改完成日期，缺省为今天", "the day of completion; else today"),
        ))
        .arg(change_argument(lang))
        .arg(writing::dry_run(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let on = arguments::day_of(matches, "on")?;
    change(matches, world, |_| Ok(vec![Ask::or("rectification.completed_on", on.as_ref(), world.today)]))
}
