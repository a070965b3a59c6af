//! `hazards supervise`: a hazard is put under supervision (挂牌督办), or released from it.

use super::super::arguments::{self, words};
use super::super::problem::{Outcome, Problem};
use super::super::{Verb, World, writing};
use super::{Ask, change, change_argument, hazards_argument, option};
use crate::lang::{Lang, Text};
use crate::record::term::{SupervisionLevel, Word};
use crate::text::unknown_word;
use clap::{ArgMatches, Command};

pub(in crate::cli) const VERB: Verb = Verb { name: "supervise", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("supervise")
        .about(say("登记隐患挂牌督办、摘牌", "record that a hazard is supervised (挂牌督办), or released"))
        .after_help(say(
            "示例：
  hazards supervise ql-yh-0817-1 --level 市级                    今天由市级挂牌督办
  hazards supervise ql-yh-0817-1 --level 县级 --on 2023-08-18    该日挂牌
  hazards supervise ql-yh-0817-1 --released 2023-08-25           摘牌
  hazards supervise ql-yh-0817-1 --level 市级 --change           改正级别

只改动该记录的 supervision；怎样检查、何时拒绝，同 hazards complete。

退出状态：0 已写入，或没有要改的；1 拒绝；2 无法执行",
            "Examples:
  hazards supervise ql-yh-0817-1 --level 市级                    supervised by the city from today
  hazards supervise ql-yh-0817-1 --level 县级 --on 2023-08-18    by the county from that day
  hazards supervise ql-yh-0817-1 --released 2023-08-25           released
  hazards supervise ql-yh-0817-1 --level 市级 --change           put the level right

Only supervision of the record changes; it is judged and refused as by hazards complete.

Exit status: 0 written, or nothing to change; 1 refused; 2 could not",
        ))
        .arg(hazards_argument(lang))
        .arg(option(
            "level",
            say("级别", "LEVEL"),
            say(
                "县级、市级或省级；首次挂牌时必须写明",
                "县级, 市级 or 省级; needed unless it is supervised already",
            ),
        ))
        .arg(option("on", say("日期", "DAY"), say("挂牌日期，缺省为今天", "since when; else today")))
        .arg(option("released", say("日期", "DAY"), say("摘牌日期", "the day of release")))
        .arg(change_argument(lang))
        .arg(writing::dry_run(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let (on, released) = (arguments::day_of(matches, "on")?, arguments::day_of(matches, "released")?);
    let level = level(matches)?;
    if level.is_none() && on.is_none() && released.is_none() {
        return Err(Problem::new(Text::fixed(
            "请写明 --level 县级|市级|省级，或 --released 日期",
            "name --level 县级|市级|省级, or --released DAY",
        )));
    }
    change(matches, world, |hazard| {
        let mut asks = Vec::new();
        match (level, hazard.supervision.is_some()) {
            (Some(level), _) => asks.push(Ask::said("supervision.level", level)),
            (None, true) => {}
            (None, false) => {
                let id = &hazard.id;
                return Err(Text::made(
                    format!("隐患 {id} 还没有挂牌督办：请写明 --level 县级|市级|省级 和挂牌日期 --on"),
                    format!("hazard {id} is not supervised yet: name --level 县级|市级|省级, and --on DAY"),
                ));
            }
        }
        if on.is_some() || hazard.supervision.is_none() {
            asks.push(Ask::or("supervision.listed_on", on.as_ref(), world.today));
        }
        asks.extend(released.map(|day| Ask::said("supervision.released_on", day)));
        Ok(asks)
    })
}

fn level(matches: &ArgMatches) -> Result<Option<SupervisionLevel>, Problem> {
    let Some(word) = matches.get_one::<String>("level") else {
        return Ok(None);
    };
    SupervisionLevel::of_word(word).map(Some).ok_or_else(|| {
        let said = unknown_word(word, SupervisionLevel::words().collect::<Vec<_>>());
        Problem::new(Text::made(
            format!("未知的督办级别：{}", said.zh),
            format!("unknown level of supervision: {}", said.en),
        ))
    })
}
