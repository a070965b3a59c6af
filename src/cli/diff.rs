//! `hazards diff`: what has changed between two returns, by which records and why.

use super::arguments::{self, words};
use super::forms::tell_left_out;
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::check::Context;
use crate::config::unknown_word;
use crate::finding::Spot;
use crate::lang::{Lang, Text};
use crate::plan::{Plan, UnitIndex};
use crate::record::{Kind, Month};
use crate::store::Repository;
use crate::tally::compare::{Difference, compare};
use crate::tally::drift::{Drift, Why};
use crate::tally::{Period, Scope};
use crate::text::{quote, visible, visible_whole};
use crate::write::difference::{self, Side, Told};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;

pub(super) const VERB: Verb = Verb { name: "diff", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("diff")
        .about(say(
            "比较两个月或两个时点的数字，逐条说明变动的原因",
            "compare two months or two states, and say which records made the difference",
        ))
        .after_help(say(
            "示例：
  hazards diff --from 2023-07 --to 2023-08                      7月到8月，全市各项数字的变动和所涉记录
  hazards diff --from 2023-07 --to 2023-08 --unit qilin
  hazards diff --to 2023-08 --from-rev HEAD~5                   8月的数字，按五次提交以前的记录和现在的记录
  hazards diff --to 2023-08 --from-rev HEAD~5 --at HEAD~1       同上，两个提交之间
  hazards diff --from-filing qilin-2023-08                      已报送的调度表与现在的记录
  hazards diff --from 2023-07 --to 2023-08 --format csv         表格，可用 Excel 打开

每条记录的变动之和，恰为该项数字之差。原因：补录、删除、改到其他单位、日期改动、内容改动、无法读取，
统计期变化（记录没有变，统计期长了），方案或口径改变。",
            "Examples:
  hazards diff --from 2023-07 --to 2023-08                July to August, every figure of the city
  hazards diff --from 2023-07 --to 2023-08 --unit qilin
  hazards diff --to 2023-08 --from-rev HEAD~5             August, by the records then and now
  hazards diff --to 2023-08 --from-rev HEAD~5 --at HEAD~1   the same, between two commits
  hazards diff --from-filing qilin-2023-08                a filed return and the records of now
  hazards diff --from 2023-07 --to 2023-08 --format csv   a table for a spreadsheet

What the records add comes to the difference exactly. Causes: entered since, deleted, moved to
another unit, date changed, re-classified, unreadable; another period (the record is as it was,
the window has grown); the plan or the definition changed.",
        ))
        .arg(Arg::new("from").long("from").value_name(say("月份", "MONTH")).help(say(
            "从哪个月，如 2023-07；有 --from-rev 时缺省为 --to 的月份",
            "from this month, such as 2023-07; with --from-rev, else that of --to",
        )))
        .arg(
            Arg::new("to")
                .long("to")
                .value_name(say("月份", "MONTH"))
                .required_unless_present("from-filing")
                .help(say("到哪个月，如 2023-08", "to this month, such as 2023-08")),
        )
        .arg(Arg::new("from-rev").long("from-rev").value_name(say("提交", "REV")).help(say(
            "从这个 git 提交的记录，如 HEAD~5",
            "from the records of this git commit, such as HEAD~5",
        )))
        .arg(
            Arg::new("from-filing")
                .long("from-filing")
                .value_name(say("报送", "FILING"))
                .conflicts_with_all(["from", "to", "from-rev", "unit"])
                .help(say(
                    "从这条报送记录（编号），到同一截止日的现有记录",
                    "from this filing (its id) to the records of now, for the same cutoff",
                )),
        )
        .arg(arguments::at(lang))
        .arg(arguments::unit(lang, "填报单位，缺省为最上级", "the reporting unit; else the root of the tree"))
        .arg(arguments::listing(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let repository = world.open_at(matches)?;
    if let Some(id) = matches.get_one::<String>("from-filing") {
        return from_filing(id, repository, matches, world);
    }
    let plan = &repository.plan;
    let unit = arguments::unit_of(matches, plan)?.unwrap_or(plan.root());
    let word = |name: &str| matches.get_one::<String>(name);
    let to = arguments::reported_by("to", word("to").map_or("", String::as_str), plan)?;
    let from = match (word("from"), word("from-rev")) {
        (Some(from), _) => arguments::reported_by("from", from, plan)?,
        (None, Some(_)) => to,
        (None, None) => {
            return Err(Problem::new(Text::fixed(
                "请用 --from 写明从哪个月，或用 --from-rev 写明从哪个提交",
                "say from which month with --from, or from which commit with --from-rev",
            )));
        }
    };
    let (old, old_unit, side) = match word("from-rev") {
        Some(revision) => {
            let (old, name) = world.open_commit(revision)?;
            let unit = same_unit(plan, unit, &old.plan, revision)?;
            (old, unit, Some((name, revision)))
        }
        None => (repository, unit, None),
    };
    let state = |repository: &'static Repository, month: Month| {
        let period = Period::new(month, repository.plan.due(month).min(repository.plan.end));
        let Repository { records, plan, catalog, .. } = repository;
        (period, Context::new(records, plan, catalog, period.cutoff, world.today))
    };
    let ((before, old_context), (after, context)) = (state(old, from), state(repository, to));
    tell_left_out(&old_context, old_unit, before.cutoff, world.lang);
    if side.is_some() {
        tell_left_out(&context, unit, after.cutoff, world.lang);
    }
    let differences =
        compare(&Scope::new(&old_context, old_unit, before), &Scope::new(&context, unit, after));
    let from = of_period(before, side.as_ref().map(|(name, revision)| (name.as_str(), revision.as_str())));
    let to = of_period(after, None);
    let compared = Compared { before: &old_context, after: &context, unit, from, to, why: Why::Known };
    compared.print(&differences, repository, matches, world)
}

/// The unit in the plan of an earlier state.
fn same_unit(plan: &Plan, unit: UnitIndex, old: &Plan, revision: &str) -> Result<UnitIndex, Problem> {
    let unit = plan.unit(unit);
    let by_name = || old.units().find(|(_, of)| of.name == unit.name).map(|(index, _)| index);
    old.find_unit(&unit.id).or_else(by_name).ok_or_else(|| {
        let (name, revision) = (visible(&unit.name), quote(revision));
        Problem::new(Text::made(
            format!("提交 {revision} 的方案中没有{name}"),
            format!("the plan of the commit {revision} has no {name}"),
        ))
    })
}

fn of_period(period: Period, commit: Option<(&str, &str)>) -> Side {
    let Period { month, cutoff, .. } = period;
    let (zh, en) = commit.map_or_else(Default::default, |(short, revision)| {
        let revision = visible(revision);
        match revision == short {
            true => (format!("，提交 {short}"), format!(", commit {short}")),
            false => (format!("，提交 {short}（{revision}）"), format!(", commit {short} ({revision})")),
        }
    });
    let mut json = json!({"month": month.to_string(), "cutoff": cutoff.to_string()});
    if let (Some((short, _)), Some(object)) = (commit, json.as_object_mut()) {
        object.insert("commit".to_owned(), json!(short));
    }
    Side {
        name: Text::made(format!("{month}（截至 {cutoff}{zh}）"), format!("{month} (as of {cutoff}{en})")),
        json,
    }
}

/// A filed return and the records of now.
fn from_filing(id: &str, repository: &'static Repository, matches: &ArgMatches, world: &World) -> Outcome {
    let Repository { records, plan, catalog, .. } = repository;
    let mut same = records.filings.iter().filter(|filing| filing.id.as_str() == id);
    let Some(filing) = same.next() else {
        if records.stubs.iter().any(|stub| stub.kind == Kind::Filing && stub.id.as_deref() == Some(id)) {
            let id = quote(id);
            return Err(Problem::new(Text::made(
                format!("报送记录 {id} 有错误，无法读取；hazards check 可查看详情"),
                format!("the filing {id} has mistakes and cannot be read; see hazards check"),
            )));
        }
        let said =
            unknown_word(id, records.filings.iter().map(|filing| filing.id.as_str()).collect::<Vec<_>>());
        return Err(Problem::new(Text::made(
            format!("没有这条报送记录：{}", said.zh),
            format!("there is no such filing: {}", said.en),
        )));
    };
    let more = same.count();
    if more > 0 {
        let (id, count, path) = (quote(id), more + 1, visible_whole(records.path(filing.origin)));
        let said = Text::made(
            format!("注意：有 {count} 条报送记录用同一编号 {id}，取第一条（{path}）"),
            format!("note: {count} filings have the id {id}; the first is taken ({path})"),
        );
        terminal::note(said.in_lang(world.lang));
    }
    let context = Context::new(records, plan, catalog, filing.filed_on, world.today);
    let Some(drift) = Drift::whole(filing, &context) else {
        let id = quote(id);
        return Err(Problem::new(Text::made(
            format!("{id} 没有可以比较的数字：应为有 figures 或 rows 的调度表，其单位在这里有记录"),
            format!(
                "{id} has nothing to compare: it must be a 调度表 with figures or rows, of a unit that keeps records here"
            ),
        )));
    };
    let (unit, on) = (filing.unit(), filing.filed_on);
    let period = Period::new(drift.month, drift.cutoff);
    tell_left_out(&context, unit, period.cutoff, world.lang);
    if let Some((filed, now)) = drift.rows {
        let said = Text::made(
            format!("附件3-2 行数：报送 {filed}，现为 {now}（即 A1 与 A3 之和）"),
            format!("rows of 3-2: filed {filed}, now {now} (A1 and A3 together)"),
        );
        terminal::note(said.in_lang(world.lang));
    }
    let from = Side {
        name: Text::made(format!("报送 {id}（{on}）"), format!("filing {id} ({on})")),
        json: json!({"filing": id, "month": drift.month.to_string(), "filed_on": on.to_string()}),
    };
    let to = of_period(period, None);
    let why = drift.why;
    let compared = Compared { before: &context, after: &context, unit, from, to, why };
    compared.print(&drift.figures, repository, matches, world)
}

/// Two states, compared.
struct Compared<'a> {
    before: &'a Context<'a>,
    after: &'a Context<'a>,
    unit: UnitIndex,
    from: Side,
    to: Side,
    why: Why,
}

impl Compared<'_> {
    fn print(
        &self,
        differences: &[Difference],
        repository: &Repository,
        matches: &ArgMatches,
        world: &World,
    ) -> Outcome {
        let changes = differences.iter().flat_map(|difference| &difference.changes);
        let mut spots: Vec<Option<Spot>> =
            changes.map(|change| Some(Spot::Field(change.after?, String::new().into()))).collect();
        repository.locate_spots(spots.iter_mut().flatten().collect());
        let unit = self.after.plan.unit(self.unit);
        let told = Told {
            context: self.after,
            before: self.before,
            unit: &unit.name,
            unit_id: &unit.id,
            from: &self.from,
            to: &self.to,
            differences,
            spots: &spots,
            why: self.why,
        };
        let text = match matches.get_one::<String>("format").map(String::as_str) {
            Some("json") => difference::json(told).into_bytes(),
            Some("csv") => difference::csv(told, world.lang).map_err(|error| Problem::new(error.0))?,
            _ => difference::page(told, &repository.catalog.forms, world.lang, terminal::WIDTH).into_bytes(),
        };
        terminal::print(&text)?;
        Ok(0)
    }
}
