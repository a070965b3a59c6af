//! `hazards file`: freezes a month's return as a filing record, sealed with the records behind it.

use super::arguments::{self, words};
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::check::{self, Context, Gate};
use crate::finding::{Finding, Severity};
use crate::form::content::Return;
use crate::lang::{Lang, Text};
use crate::plan::{Plan, UnitIndex};
use crate::record::filing::Seal;
use crate::record::term::Document;
use crate::record::{Draft, Entry, Extras, Filing, Id, Kind, Month, date};
use crate::store::incoming::Incoming;
use crate::store::{Records, Repository};
use crate::tally::seal::{self, Sealing};
use crate::tally::{Period, Scope};
use crate::text::{quote, visible, visible_whole};
use crate::write::findings::short;
use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::collections::BTreeMap;

pub(super) const VERB: Verb = Verb { name: "file", command, run };

/// The most findings that are told when a filing is refused.
const TOLD: usize = 20;

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

写入 <单位>/filings/<单位>-<月份>.yaml：各项数字、附件3-2 行数，以及 sealed：当时统计范围内每条记录决定数字的
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
    repository.write_incoming(&incoming).map_err(Problem::new)?;
    terminal::print(told(&filing, &path, world.lang).as_bytes())?;
    Ok(0)
}

/// What is to be filed.
struct Request {
    unit: UnitIndex,
    period: Period,
    filed_on: NaiveDate,
    id: Id,
    corrects: Option<Id>,
    reason: Option<String>,
    with_errors: Option<String>,
}

impl Request {
    fn of(matches: &ArgMatches, repository: &Repository, world: &World) -> Result<Self, Problem> {
        let plan = &repository.plan;
        let word = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let month = arguments::reported(word("month").unwrap_or_default(), plan)?;
        let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
        let filed_on = filed_on(word("filed-on"), month, world)?;
        if plan.is_by_filings(unit) {
            let name = visible(&plan.unit(unit).name);
            return Err(Problem::new(Text::made(
                format!(
                    "{name}按报送的调度表计（hazards.toml 的 source = \"filings\"），没有记录可以统计；用 hazards import --form 3-1 登记其报送"
                ),
                format!(
                    "{name} is counted by what it files (source = \"filings\" in hazards.toml) and has no records to count; record its return with hazards import --form 3-1"
                ),
            )));
        }
        let given = |name: &str| said(matches, name);
        let (reason, with_errors) = (given("reason")?, given("with-errors")?);
        let earlier = repository.records.filings.iter().filter(|filing| {
            filing.unit() == unit && filing.document == Document::Return && filing.month == Some(month)
        });
        // `max_by_key` takes the last of equals, which stand in path order.
        let last = earlier.max_by_key(|filing| filing.filed_on);
        let corrects = corrected(last, reason.is_some(), plan, month, filed_on)?;
        let id = id(word("id"), plan, unit, month, &repository.records)?;
        let cutoff = filed_on.min(plan.due(month)).min(plan.end);
        let period = Period::new(month, cutoff).filed_by(filed_on);
        Ok(Self { unit, period, filed_on, id, corrects, reason, with_errors })
    }

    /// The filing, sealed.
    fn filing(&self, content: &Return<'_>, context: &Context<'_>) -> Result<Filing, Problem> {
        let figures: BTreeMap<_, _> = content.figures.iter().collect();
        let scope = Scope::new(context, self.unit, self.period);
        let rows = u32::try_from(scope.rows()).unwrap_or(u32::MAX);
        let unit = &context.plan.unit(self.unit).id;
        let of = Sealing { unit, month: self.period.month, filed_on: self.filed_on, figures: &figures, rows };
        let sealed: Seal = seal::seal(&scope, of, content.left_out);
        Ok(Filing {
            id: self.id.clone(),
            document: Document::Return,
            filed_on: self.filed_on,
            month: Some(self.period.month),
            figures: Some(figures),
            rows: Some(rows),
            corrects: self.corrects.clone(),
            reason: self.reason.clone(),
            with_errors: None,
            sealed: Some(Box::new(sealed)),
        })
    }

    /// Checks the records with the filing among them, and tells what is found of it and the errors in scope;
    /// says how many these are.
    fn judge(
        &self,
        filing: &Filing,
        path: &str,
        repository: &Repository,
        world: &World,
    ) -> Result<usize, Problem> {
        let plan = &repository.plan;
        let records = repository.with_new(path, &yaml(filing));
        let is_read = records.filings.iter().any(|read| read.record == *filing);
        if !is_read {
            return Err(Problem::new(Text::fixed(
                "报送记录写出后读回不一致，未写入；这是程序的错误",
                "the filing would not be read back as it is, and nothing was written; this is a fault of the program",
            )));
        }
        let as_of = self.filed_on.min(plan.end);
        let context = Context::new(&records, plan, &repository.catalog, as_of, world.today);
        let mut findings = check::check(&context, &repository.settings);
        let is_own = |finding: &Finding| finding.path == path;
        findings.retain(|finding| {
            let error = finding.severity == Severity::Error && plan.concerns(finding.unit, self.unit);
            !finding.waived && (error || is_own(finding))
        });
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        // Of what is told first what is said of the filing itself, then the errors; its file is not there yet.
        let (own, mut rest): (Vec<_>, Vec<_>) = findings.into_iter().partition(is_own);
        for finding in &own {
            terminal::note(&short::line(finding, world.lang));
        }
        if self.with_errors.is_none() {
            repository.locate(&mut rest);
            for finding in rest.iter().take(TOLD) {
                terminal::note(&short::line(finding, world.lang));
            }
            if rest.len() > TOLD {
                let more = rest.len() - TOLD;
                let said = Text::made(
                    format!("……还有 {more} 个，用 hazards check 查看"),
                    format!("... and {more} more, see hazards check"),
                );
                terminal::note(said.in_lang(world.lang));
            }
        }
        Ok(errors)
    }
}

fn yaml(filing: &Filing) -> String {
    let origin = crate::record::Origin { file: crate::record::FileIndex(0), nth: 0, unit: UnitIndex(0) };
    Draft::from(&Entry { origin, extras: None::<Box<Extras>>, record: filing.clone() }).to_yaml()
}

/// The words of an option that must say something.
fn said(matches: &ArgMatches, name: &str) -> Result<Option<String>, Problem> {
    let Some(text) = matches.get_one::<String>(name) else { return Ok(None) };
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::new(Text::made(
            format!("--{name} 应写明原因"),
            format!("--{name} must give a reason"),
        )));
    }
    Ok(Some(text.to_owned()))
}

fn filed_on(word: Option<&str>, month: Month, world: &World) -> Result<NaiveDate, Problem> {
    let day = match word {
        None => world.today,
        Some(text) => date::parse(text).ok_or_else(|| {
            let day = quote(text);
            Problem::new(Text::made(
                format!("--filed-on 的值 {day} 不是日期，应写作 2023-08-24"),
                format!("--filed-on {day} is not a date; write it as 2023-08-24"),
            ))
        })?,
    };
    if day > world.today {
        return Err(Problem::new(Text::made(
            format!("报送日期 {day} 还没有到"),
            format!("the day of filing, {day}, is still to come"),
        )));
    }
    if day < month.first_day() {
        return Err(Problem::new(Text::made(
            format!("报送日期 {day} 早于 {month}，该月的调度表还不能报送"),
            format!("the day of filing, {day}, is before {month}: its return cannot be filed yet"),
        )));
    }
    Ok(day)
}

/// The filing that this one corrects: the last of the month, where a reason is given.
fn corrected(
    last: Option<&Entry<Filing>>,
    has_reason: bool,
    plan: &Plan,
    month: Month,
    filed_on: NaiveDate,
) -> Result<Option<Id>, Problem> {
    match (last, has_reason) {
        (Some(last), false) => {
            let (id, on) = (&last.id, last.filed_on);
            Err(Problem::new(Text::made(
                format!(
                    "{month} 的调度表已于 {on} 报送（{id}），不覆盖；要更正的，加 --reason \"更正原因\"，另存一条"
                ),
                format!(
                    "the return of {month} was filed on {on} ({id}) and is not written over; to correct it add --reason \"why\", which files a second one"
                ),
            )))
        }
        (Some(last), true) if last.filed_on > filed_on => {
            let (id, on) = (&last.id, last.filed_on);
            Err(Problem::new(Text::made(
                format!("更正的报送日期 {filed_on} 早于所更正的 {id}（{on}）"),
                format!("the correction's day, {filed_on}, is before that of {id}, which it corrects ({on})"),
            )))
        }
        (Some(last), true) => Ok(Some(last.id.clone())),
        (None, true) => {
            let due = plan.due(month);
            Err(Problem::new(Text::made(
                format!("{month} 的调度表（{due} 前报）还没有报送过，没有可更正的；去掉 --reason"),
                format!(
                    "no return of {month} (due {due}) has been filed: there is nothing to correct; leave out --reason"
                ),
            )))
        }
        (None, false) => Ok(None),
    }
}

/// The id that is given, or the first of `qilin-2023-08`, `qilin-2023-08-2`, ... that no filing has.
fn id(
    word: Option<&str>,
    plan: &Plan,
    unit: UnitIndex,
    month: Month,
    records: &Records,
) -> Result<Id, Problem> {
    let folder = &plan.unit(unit).id;
    let is_taken = |id: &str| {
        let path = format!("{folder}/filings/{id}.yaml");
        records.filings.iter().any(|filing| filing.id.as_str() == id)
            || records.stubs.iter().any(|stub| stub.kind == Kind::Filing && stub.id.as_deref() == Some(id))
            || records.files.iter().any(|file| file.path.eq_ignore_ascii_case(&path))
    };
    let wrong = |id: &str| {
        let id = quote(id);
        Problem::new(Text::made(
            format!("{id} 不能作编号：应为 1 至 64 个小写字母、数字或连字符，用 --id 指定"),
            format!("{id} cannot be an id: 1 to 64 of a-z, 0-9 and -; give one with --id"),
        ))
    };
    if let Some(word) = word {
        let id = Id::parse(word).map_err(|_| wrong(word))?;
        if is_taken(word) {
            return Err(Problem::new(Text::made(
                format!("编号 {id} 已有报送记录使用"),
                format!("the id {id} is taken by another filing"),
            )));
        }
        return Ok(id);
    }
    let stem = format!("{folder}-{month}");
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let free = std::iter::once(stem.clone()).chain(numbered).find(|id| !is_taken(id)).unwrap_or(stem);
    Id::parse(&free).map_err(|_| wrong(&free))
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
