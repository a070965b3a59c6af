//! `hazards status`: where the campaign stands, and who has to do what by when.

use super::arguments::{self, words};
use super::forms::{Destination, format, tell_left_out};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::check::Context;
use crate::lang::{Lang, Text};
use crate::status::Status;
use crate::text::quote;
use crate::write::Format;
use crate::write::status::{self, remind::Manner};
use clap::{Arg, ArgAction, ArgMatches, Command};

pub(super) const VERB: Verb = Verb { name: "status", command, run };

/// How many days ahead count as soon, where nothing else is said.
const WITHIN: u32 = 7;
/// The most that may be said.
const MOST: u32 = 366;

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("status")
        .about(say(
            "一览各单位的进展：期限、覆盖率、隐患、督导情形",
            "show where the campaign stands: deadlines, coverage, hazards, signs",
        ))
        .after_help(help(lang))
        .arg(arguments::at(lang))
        .arg(arguments::unit(lang, "填报单位，缺省为最上级", "the reporting unit; else the root of the tree"))
        .arg(arguments::as_of(
            lang,
            "截至这一天；缺省为今天，不晚于方案结束日",
            "at the end of this day; else today, never later than the plan's end",
        ))
        .arg(
            Arg::new("within")
                .long("within")
                .value_name(say("天数", "DAYS"))
                .help(say("几天之内算将到期，缺省 7", "how many days ahead count as soon, 7 unless told")),
        )
        .arg(Arg::new("remind").long("remind").action(ArgAction::SetTrue).help(say(
            "按单位列出逾期、将到期和缺少的事项，可直接粘贴发送",
            "what each unit has to do by when, ready to paste into a message",
        )))
        .arg(Arg::new("with-phones").long("with-phones").action(ArgAction::SetTrue).requires("remind").help(
            say(
                "与 --remind 同用：写出企业主要负责人的电话",
                "with --remind: the telephone numbers of the principals too",
            ),
        ))
        .arg(format(lang))
        .arg(arguments::output(lang))
        .arg(arguments::force(lang))
}

fn help(lang: Lang) -> &'static str {
    words(
        lang,
        "示例：
  hazards status                                       全市今天的进展
  hazards status --unit qilin                          麒麟区：各项期限、超期隐患及其文件
  hazards status --as-of 2023-08-24 -o 进展.xlsx       可打印的工作簿，合计在末行
  hazards status --format json                         供其他程序使用
  hazards status --remind                              各单位该办的事，可粘贴到微信、短信
  hazards status --remind --within 10 --unit qilin -o 提醒.txt

督导情形（方案四（三）3；不判断本级；不另设门槛）：
  查不出问题    检查了企业，部门检查发现的重大事故隐患为 0
  进度较慢      已检查（已报自检自查）企业所占比例低于起始日至期限已过天数的比例，期限过后未达 100%；
                或有超期未整改的隐患（P009）；或有材料逾期未报（P014）、晚报（P015）
  零执法零处罚  列入了企业而检查、处罚均为 0；或有检查、有部门检查的隐患而处罚为 0
  近3年事故     清单内企业近几年（方案的 accident_years，至当日止）发生过事故
应报为期限在当日及以前的材料；未报在期限当日还不算逾期。比率四舍五入到 0.1%（未全部完成的不写作 100%），分母为 0 或无从知道时为“—”。
只报调度表的单位（hazards.toml 的 units），数字取自当日及以前报送的最近一期调度表；期限已过而未报的为“—”。
其中 A1–A6 未报全或相互矛盾（如 A2 大于 A1）的，不计算比率，也不计入合计的相应数字，注中写明。
豁免的问题照样计入数字，但不再提醒。",
        "Examples:
  hazards status                                       the whole city as it stands today
  hazards status --unit qilin                          one county: deadlines, overdue hazards
  hazards status --as-of 2023-08-24 -o status.xlsx     a workbook to print, the total last
  hazards status --format json                         for other programs
  hazards status --remind                              what each unit has to do, to paste
  hazards status --remind --within 10 --unit qilin -o remind.txt

Signs (plan document, part 4 (3) 3; of no own level; without thresholds of their own):
  查不出问题    enterprises were inspected and no major hazard was found by inspection
  进度较慢      a smaller share of the enterprises is inspected (has handed in a selfcheck) than
                of the days from counting_from to the deadline is over, after it less than all;
                or hazards are overdue (P009), filings missing (P014) or late (P015)
  零执法零处罚  enterprises are listed, with neither inspection nor penalty; or there are
                inspections or hazards found by inspection, and no penalty
  近3年事故     a listed enterprise had an accident in the plan's accident_years up to the day
Due is what has its deadline on the day or before; on the day itself it is not yet overdue.
Rates are rounded to 0.1 %, and 100 % is only the whole; — is what is of nothing or cannot be known. A unit that files
its figures only (units in hazards.toml) is told by its last return filed by the day; — where
a deadline is over and the return is not there. What it does not give of A1 to A6, or gives in
contradiction (A2 above A1), is in no rate and not in the total's; a note says so.
What is waived counts all the same, but is no reminder.",
    )
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let lang = world.lang;
    let mut destination = Destination::of(matches)?;
    if matches.get_flag("remind") && !matches.contains_id("format") && destination.folder().is_some() {
        destination.format = Format::Table;
    }
    let within = within(matches)?;
    let repository = world.open_at(matches)?;
    let plan = &repository.plan;
    let as_of = world.as_of(matches, plan)?;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let context = Context::new(&repository.records, plan, &repository.catalog, as_of, world.today);
    let left_out = tell_left_out(&context, unit, as_of, lang);
    let mut stands = Status::new(&context, unit, within, left_out);
    stands.locate(|spots| repository.locate_spots(spots));
    let format = destination.format;
    if matches.get_flag("remind") {
        let manner =
            Manner { waivers: &repository.settings.waivers, lang, phones: matches.get_flag("with-phones") };
        destination.send(
            world,
            || status::reminders(&stands, format, manner),
            || Ok(vec![status::reminders_file(&stands, format, manner)?]),
        )?;
        return Ok(0);
    }
    destination.tell_substituted(world, &status::substituted(&stands, format));
    destination.send(
        world,
        || status::status(&stands, format, lang, terminal::WIDTH),
        || Ok(vec![status::file(&stands, format, lang, terminal::WIDTH)?]),
    )?;
    Ok(0)
}

/// The value of `--within`.
fn within(matches: &ArgMatches) -> Result<u32, Problem> {
    let Some(text) = matches.get_one::<String>("within") else {
        return Ok(WITHIN);
    };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|days| digits && *days <= MOST).ok_or_else(|| {
        let said = quote(text);
        Problem::new(Text::made(
            format!("--within 的值 {said} 不是天数，应为 0 至 {MOST} 的整数"),
            format!("--within {said} is not a number of days; it must be 0 to {MOST}"),
        ))
    })
}
