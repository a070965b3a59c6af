//! `hazards report`: the return of a month, forms 3-1 and 3-2, with the roll-up by unit.

use super::arguments::{self, words};
use super::forms::{Destination, format, pass_gate};
use super::problem::{Outcome, Problem};
use super::{Verb, World, at, filed, template, terminal};
use crate::check::Context;
use crate::form::Form;
use crate::form::content::Return;
use crate::lang::Lang;
use crate::template::Offer;
use crate::write::{self, Manner};
use clap::{ArgMatches, Command};

pub(super) const VERB: Verb = Verb { name: "report", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("report")
        .about(say(
            "生成某月的调度表（附件3-1）和隐患清单（附件3-2）",
            "make a month's return: forms 3-1 and 3-2",
        ))
        .after_help(format!(
            "{}{}{}",
            say(
                "示例：
  hazards report --month 2023-08                              全市，显示在终端
  hazards report --month 2023-08 --unit qilin                 麒麟区
  hazards report --month 2023-08 -o 8月.xlsx                  一个工作簿，每张表一个工作表
  hazards report --month 2023-08 -o 8月.pdf                   用于报送、存档的 PDF
  hazards report --month 2023-08 --format csv -o 8月/         每张表一个文件
  hazards report --month 2023-08 --format docx -o 8月/        每张表一个 Word 文档，打印后签字盖章
  hazards report --month 2023-08 --as-of 2023-08-10           截至8月10日
  hazards report --month 2023-08 --at v8月报送                按该提交（或 2023-08-24 当日）的记录
  hazards report --month 2023-08 --template 调度表.xlsx -o 8月.xlsx   填入本单位的表
  hazards report --month 2023-08 --format json                供其他程序使用

统计期自方案的 counting_from 起，至该月报送截止日（或 --as-of）止，为累计数。
有下级的单位，工作簿中汇总表之后另有图表：各单位的隐患、整改率、挂牌督办、执法检查和处罚。
只报调度表、不在这里建记录的单位，在 hazards.toml 的 [[units]] 写明 source = \"filings\"：其数字取自 filings/ 中
该月最后一次报送的调度表（用 --as-of 时只看该日及以前报送的），汇总表上以 ＊ 标明。",
            "Examples:
  hazards report --month 2023-08                              the whole city, on the terminal
  hazards report --month 2023-08 --unit qilin                 one county
  hazards report --month 2023-08 -o august.xlsx               one workbook, a sheet a form
  hazards report --month 2023-08 -o august.pdf                a PDF to send and to keep
  hazards report --month 2023-08 --format csv -o august/      a file a form
  hazards report --month 2023-08 --format docx -o august/     a Word document a form, to print and sign
  hazards report --month 2023-08 --as-of 2023-08-10           as of the 10th
  hazards report --month 2023-08 --at filed-august            the records as of a commit (or a day: 2023-08-24)
  hazards report --month 2023-08 --template form.xlsx -o august.xlsx   into a workbook of your own
  hazards report --month 2023-08 --format json                for other programs

Figures are cumulative, from the plan's counting_from to the due day of the month (or --as-of).
Behind the roll-up a workbook has charts by unit: hazards, how many are put right, inspections, penalties.
A unit that keeps no records here and files its figures only has source = \"filings\" under [[units]] in
hazards.toml: its figures are those of its last return of the month in filings/ (with --as-of, filed by that
day), and the roll-up marks it with ＊.",
            ),
            template::help(lang),
            at::help(lang)
        ))
        .arg(arguments::month(lang))
        .arg(arguments::unit(lang, "填报单位，缺省为最上级", "the reporting unit; else the root of the tree"))
        .arg(arguments::as_of(
            lang,
            "截止日，应在该月之内；缺省为报送截止日",
            "the cutoff, a day of the month; else its due day",
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
    let period = arguments::period(matches, plan)?;
    let cutoff = period.cutoff;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let context = Context::new(&repository.records, plan, &repository.catalog, cutoff, world.today);
    let Some(left_out) = pass_gate(&context, repository, unit, Some(cutoff), matches, world) else {
        return Ok(1);
    };
    let content =
        Return::of(&context, unit, period, left_out).map_err(|mismatch| Problem::new(mismatch.text()))?;
    filed::tell(&content, world.lang);
    let manner = Manner {
        forms: &repository.catalog.forms,
        filler: &repository.settings.filler,
        format: destination.format,
        width: terminal::WIDTH,
    };
    let offer = || Offer::of_return(&content, manner.forms, manner.filler);
    if template::send(matches, &destination, world, offer)? {
        return Ok(0);
    }
    destination.tell_substituted(world, &write::substituted(&Form::of_return(&content), manner));
    destination.send(world, || write::report(&content, manner), || write::report_files(&content, manner))?;
    Ok(0)
}
