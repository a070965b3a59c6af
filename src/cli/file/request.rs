//! What is to be filed, and what the checker says of it.

use super::super::forms::tell_findings;
use super::super::problem::Problem;
use super::super::{World, arguments, terminal};
use crate::add::returns::{self, Before};
use crate::check::{self, Context};
use crate::finding::{Finding, Severity};
use crate::form::content::Return;
use crate::lang::Text;
use crate::plan::{Plan, UnitIndex};
use crate::record::filing::Seal;
use crate::record::term::Document;
use crate::record::{Draft, Entry, Extras, Filing, Id, Kind, Month};
use crate::store::Repository;
use crate::tally::seal::{self, Sealing};
use crate::tally::{Period, Scope};
use crate::text::{quote, visible};
use crate::write::findings::short;
use chrono::NaiveDate;
use clap::ArgMatches;
use std::collections::BTreeMap;

/// What is to be filed.
pub(super) struct Request {
    pub(super) unit: UnitIndex,
    pub(super) period: Period,
    filed_on: NaiveDate,
    id: Id,
    corrects: Option<Id>,
    reason: Option<String>,
    pub(super) with_errors: Option<String>,
}

impl Request {
    pub(super) fn of(matches: &ArgMatches, repository: &Repository, world: &World) -> Result<Self, Problem> {
        let plan = &repository.plan;
        let word = |name: &str| matches.get_one::<String>(name).map(String::as_str);
        let month = arguments::reported(word("month").unwrap_or_default(), plan)?;
        let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
        let filed_on = filed_on(matches, month, world)?;
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
        let id = id(word("id"), last, (unit, month, filed_on), repository)?;
        let cutoff = filed_on.min(plan.due(month)).min(plan.end);
        let period = Period::new(month, cutoff).filed_by(filed_on);
        Ok(Self { unit, period, filed_on, id, corrects, reason, with_errors })
    }

    /// The filing, sealed.
    pub(super) fn filing(&self, content: &Return<'_>, context: &Context<'_>) -> Result<Filing, Problem> {
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
    pub(super) fn judge(
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
            tell_findings(&rest, world.lang);
        }
        Ok(errors)
    }
}

pub(super) fn yaml(filing: &Filing) -> String {
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

fn filed_on(matches: &ArgMatches, month: Month, world: &World) -> Result<NaiveDate, Problem> {
    let day = arguments::day_of(matches, "filed-on")?.unwrap_or(world.today);
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

/// The id that is given, or the first of `qilin-2023-08`, `qilin-2023-08b`, `qilin-2023-08c`, ... that no filing
/// has and that stands behind what it corrects.
fn id(
    word: Option<&str>,
    corrects: Option<&Entry<Filing>>,
    of: (UnitIndex, Month, NaiveDate),
    repository: &Repository,
) -> Result<Id, Problem> {
    let Repository { plan, records, .. } = repository;
    let (unit, month, filed_on) = of;
    let before = corrects.map(|last| Before::of(last, records));
    let is_taken = |id: &str| {
        records.filings.iter().any(|filing| filing.id.as_str() == id)
            || records.stubs.iter().any(|stub| stub.kind == Kind::Filing && stub.id.as_deref() == Some(id))
            || returns::is_there(plan, unit, id, records)
    };
    let behind = |id: &str| returns::is_behind(plan, unit, id, filed_on, before.as_ref());
    let refused = |id: &str, zh: &str, en: &str| {
        let id = quote(id);
        Problem::new(Text::made(format!("编号 {id} {zh}"), format!("the id {id} {en}")))
    };
    if let Some(word) = word {
        let id = Id::parse(word).map_err(|why| Problem::new(why.message(word)))?;
        if is_taken(word) {
            return Err(refused(word, "已有报送记录使用", "is taken by another filing"));
        }
        if !behind(word) {
            return Err(refused(
                word,
                "排在所更正的报送之前，同一天的以最后一条为准，更正不会生效；换一个排在其后的编号",
                "stands before the filing that it corrects; of one day the last counts, so that it would not: choose one that stands behind it",
            ));
        }
        return Ok(id);
    }
    let ids = returns::ids(plan, unit, month, before.as_ref());
    let mut free = ids.filter(|id| !is_taken(id) && behind(id));
    free.find_map(|id| Id::parse(&id).ok()).ok_or_else(|| {
        let stem = format!("{}-{month}", plan.unit(unit).id);
        refused(&stem, "不能再用，请用 --id 指定一个", "cannot be used again; give one with --id")
    })
}
