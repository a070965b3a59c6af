//! `hazards file`: freezes a month's return as a filing record, sealed with the records behind it.

mod request;

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::check::{self, Context, Gate};
use crate::figure::Value;
use crate::form::content::Return;
use crate::lang::{Lang, Text};
use crate::record::{Amount, Filing};
use crate::store::Repository;
use crate::store::incoming::Incoming;
use crate::tally::seal;
use crate::text::visible_whole;
use clap::{Arg, ArgAction, ArgMatches, Command};
use request::{Request, yaml};
use std::collections::BTreeMap;

pub(super) const VERB: Verb = Verb { name: "file", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("file")
        .about(say("登记报送：把某月的调度表封存为报送记录", "freeze a month's return as a filing record"))
        .after_help(say(
            "示例：
  hazards file --month 2023-08 --unit qilin                     今天报送
  hazards file --month 2023-08 --unit qilin --filed-on 2023-08-23
  hazards file --month 2023-08 --unit qilin --reason \"漏计一条隐患\"   更正：另存一条，指明更正的是哪一条
  hazards file --month 2023-08 --unit qilin --dry-run           只显示将写入的内容

写入 <单位>/filings/<单位>-<月份>.yaml（更正的加 b、c……）：各项数字、附件3-2 行数，以及 sealed：当时统计范围内每条记录决定数字的
各项和一个指纹。以后数字有变，hazards check 的 P016、P017 和 hazards diff --from-filing 据此逐条说明原因。
截止日为报送日；晚于该月报送截止日的，为报送截止日。已有的报送从不覆盖；报送之后请提交到 git。
范围内有错误（hazards check 的“错误”）时拒绝；确需报送的，加 --with-errors \"原因\"，原因记入报送记录。",
            "Examples:
  hazards file --month 2023-08 --unit qilin                      filed today
  hazards file --month 2023-08 --unit qilin --filed-on 2023-08-23
  hazards file --month 2023-08 --unit qilin --reason \"one left out\"   a correction
  hazards file --month 2023-08 --unit qilin --dry-run            show what would be written

Writes <unit>/filings/<unit>-<month>.yaml: the figures, the rows of 附件3-2, and `sealed`: of every
record in scope the fields that decide, and a fingerprint. When figures change later, P016 and P017
of hazards check and hazards diff --from-filing say by which records and why. The cutoff is the day
of filing, or the due day where it is later. A filing is never written over; a correction is a
second one that names the first. Commit it to git. Refused while hazards check has errors in scope;
with --with-errors \"reason\" it is filed all the same and the reason stands in the record.",
        ))
        .arg(arguments::month(lang))
        .arg(arguments::unit(lang, "填报单位", "the reporting unit").required(true))
        .arg(
            Arg::new("filed-on")
                .long("filed-on")
                .value_name(say("日期", "DAY"))
                .help(say("报送日期，缺省为今天", "the day of filing; else today")),
        )
        .arg(
            Arg::new("id").long("id").value_name(say("编号", "ID")).help(say(
                "报送记录的编号，缺省为 <单位>-<月份>",
                "the id of the filing; else <unit>-<month>",
            )),
        )
        .arg(
            Arg::new("reason")
                .long("reason")
                .value_name(say("原因", "REASON"))
                .help(say("更正该月已有的报送，写明原因", "correct the month's filing, and why")),
        )
        .arg(
            Arg::new("with-errors").long("with-errors").value_name(say("原因", "REASON")).help(say(
                "范围内有错误仍然报送，写明原因",
                "file although there are errors in scope, and why",
            )),
        )
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help(say("只显示将写入的报送记录，不写入", "show the filing, write nothing")),
        )
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let _lock = world.lock_unless(matches.get_flag("dry-run"))?;
    let repository = world.open()?;
    let request = Request::of(matches, repository, world)?;
    let plan = &repository.plan;
    let context =
        Context::new(&repository.records, plan, &repository.catalog, request.period.cutoff, world.today);
    let gate = Gate::new(&context, request.unit, Some(request.period.cutoff), check::references(&context));
    let content = Return::of(&context, request.unit, request.period, gate.left_out)
        .map_err(|mismatch| Problem::new(mismatch.text()))?;
    super::filed::tell(&content, world.lang);
    let mut filing = request.filing(&content, &context)?;
    within_limits(&filing)?;
    let path = format!("{}/filings/{}.yaml", plan.unit(request.unit).id, filing.id);
    let errors = request.judge(&filing, &path, repository, world)?;
    if errors > 0 {
        let Some(reason) = &request.with_errors else {
            return Ok(refuse(errors, world.lang));
        };
        filing.with_errors = Some(reason.clone());
    }
    let text = yaml(&filing);
    if matches.get_flag("dry-run") {
        terminal::print(text.as_bytes())?;
        return Ok(0);
    }
    let incoming = Incoming { new: BTreeMap::from([(path.clone(), text)]), ..Incoming::default() };
    repository.write_incoming(&incoming).map_err(|error| not_written(&path, repository, error))?;
    terminal::print(told(&filing, &path, world.lang).as_bytes())?;
    if filing.sealed.as_deref().is_some_and(|seal| seal.records.is_empty() && seal.count > 0) {
        let most = seal::MOST;
        let said = Text::made(
            format!(
                "注意：记录超过 {most} 条，没有逐条封存；以后数字有变，用 hazards diff --from-rev 与报送时的提交比较"
            ),
            format!(
                "note: there are over {most} records, which are not sealed one by one; when figures change, compare with the commit of today by hazards diff --from-rev"
            ),
        );
        terminal::note(said.in_lang(world.lang));
    }
    Ok(0)
}

/// A figure that a filing cannot hold: a whole number of more than 9 digits, an amount of more than 12.
fn within_limits(filing: &Filing) -> Result<(), Problem> {
    let is_too_large = |value: &Value| match value {
        Value::Count(count) => *count > 999_999_999,
        Value::Amount(amount) => Amount::parse(&amount.to_string()).is_none(),
        Value::YesNo(_) => false,
    };
    match filing.figures.iter().flatten().find(|(_, value)| is_too_large(value)) {
        None => Ok(()),
        Some((key, value)) => Err(Problem::new(Text::made(
            format!("{key} 为 {value}，超出报送记录所能登记的位数；请核对其记录（hazards trace {key}）"),
            format!(
                "{key} is {value}, more digits than a filing holds; look at its records (hazards trace {key})"
            ),
        ))),
    }
}

/// Why the filing was not written: another one of the same name may have been, meanwhile.
fn not_written(path: &str, repository: &Repository, error: Text) -> Problem {
    let path = visible_whole(path);
    if repository.root.join(&path).symlink_metadata().is_ok() {
        return Problem::new(Text::made(
            format!("{path} 刚刚已由别人写入，没有覆盖；请先看它是不是同一次报送"),
            format!(
                "{path} was written by somebody else just now and stays; see whether it is the same return"
            ),
        ));
    }
    Problem::new(error)
}

fn refuse(errors: usize, lang: Lang) -> u8 {
    let said = Text::made(
        format!(
            "没有报送：范围内有 {errors} 个错误。改正后再报；确需报送的，加 --with-errors \"原因\"，原因记入报送记录"
        ),
        format!(
            "nothing was filed: there are {errors} errors in scope. Put them right; or add --with-errors \"reason\", which stands in the record"
        ),
    );
    terminal::note(said.in_lang(lang));
    1
}

/// What was filed, in one line.
fn told(filing: &Filing, path: &str, lang: Lang) -> String {
    let (rows, month) =
        (filing.rows.unwrap_or(0), filing.month.map(|month| month.to_string()).unwrap_or_default());
    let seal = filing.sealed.as_deref();
    let (cutoff, count) = seal.map_or((filing.filed_on, 0), |seal| (seal.cutoff, seal.count));
    let fingerprint = seal.and_then(|seal| seal.fingerprint.get(..12)).unwrap_or_default();
    let path = visible_whole(path);
    let said = Text::made(
        format!(
            "已封存 {month} 调度表，截至 {cutoff}：附件3-2 {rows} 行，记录 {count} 条，指纹 {fingerprint}\n文件 {path}；请提交到 git\n"
        ),
        format!(
            "the return of {month} is sealed, cutoff {cutoff}: {rows} rows of 3-2, {count} records, fingerprint {fingerprint}\nfile {path}; commit it to git\n"
        ),
    );
    said.in_lang(lang).to_owned()
}
