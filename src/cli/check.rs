//! `hazards check`: validates the records and says what is wrong, where, and what to do.

mod baseline;
mod fix;
mod output;
pub(super) mod select;

use super::arguments::{self, words};
use super::problem::Outcome;
use super::{Verb, World, at, changed, filed};
use crate::check::{self, Context, Counts, Listing, Rule, Statistics, rules};
use crate::lang::Lang;
use crate::plan::UnitIndex;
use crate::write::findings::{Format, Report, statistics};
use baseline::Accepted;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use output::Destination;
use select::Selection;
use std::path::PathBuf;

pub(super) const VERB: Verb = Verb { name: "check", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("check")
        .about(say(
            "检查记录，逐条指出错误的位置和改法",
            "check the records; say what is wrong, where, and what to do",
        ))
        .after_help(format!("{}{}", say(
            "示例：
  hazards check                                   检查全部
  hazards check --unit qilin                      只看麒麟区的问题
  hazards check qilin/hazards                     只看这个文件夹的问题
  hazards check --as-of 2023-08-24                按当日的情况判断时限
  hazards check --rule P007,P009 --severity error 只看这些规则的错误
  hazards check --statistics                      各规则、各单位的问题数
  hazards check --changed-since origin/main       只看这次改动引起的问题
  hazards check --at origin/main                  检查该提交中的记录
  hazards check --deny warnings --format json     供 CI 使用
  hazards check --format sarif -o hazards.sarif   写到文件
  hazards check --write-baseline baseline.json    记下现有问题，以后用
  hazards check --baseline baseline.json          只看新出现的问题
  hazards check --diff                            看看哪些写法可以自动改正，不写文件
  hazards check --fix qilin                       改正麒麟区的这些写法，再检查
  hazards explain P007                            某条规则的说明

退出状态：0 没有错误；1 有错误（--deny warnings 时含警告）；2 无法检查，或有文件未能改写
--diff 的退出状态：0 没有可自动改正的；1 有；2 无法检查",
            "Examples:
  hazards check                                   check everything
  hazards check --unit qilin                      show the findings of one unit and all below it
  hazards check qilin/hazards                     show the findings below a path
  hazards check --as-of 2023-08-24                judge time limits as of a day
  hazards check --rule P007,P009 --severity error show the errors of these rules
  hazards check --statistics                      counts by rule and by unit
  hazards check --changed-since origin/main       show what this change is answerable for
  hazards check --at origin/main                  check the records as of a commit
  hazards check --deny warnings --format json     for a CI job
  hazards check --format sarif -o hazards.sarif   write to a file
  hazards check --write-baseline baseline.json    accept what is found now, and from then on
  hazards check --baseline baseline.json          show only what is new
  hazards check --diff                            show what --fix would change
  hazards check --fix qilin                       put that right in one folder, then check
  hazards explain P007                            what a rule means

Exit status: 0 no errors; 1 errors (with --deny warnings, warnings too); 2 could not check, or a file could not be rewritten
Of --diff: 0 nothing to put right; 1 there is; 2 could not check",
        ), at::help(lang)))
        .arg(
            Arg::new("path")
                .value_name(say("路径", "PATH"))
                .num_args(0..)
                .value_parser(value_parser!(PathBuf))
                .help(say("只显示这些文件或文件夹的问题", "show findings of these files and folders only")),
        )
        .arg(arguments::unit(
            lang,
            "只显示该单位及其下级的问题",
            "show findings of this unit and all below it",
        ))
        .arg(arguments::as_of(
            lang,
            "按这一天结束时的情况判断；缺省为今天，不晚于方案结束日",
            "judge the state at the end of this day; else today, never later than the plan's end",
        ))
        .arg(select::rule(lang))
        .arg(select::severity(lang))
        .arg(output::format(lang))
        .arg(output::output(lang))
        .arg(arguments::force(lang))
        .arg(Arg::new("statistics").long("statistics").action(ArgAction::SetTrue).help(say(
            "不逐条列出，只按规则和单位计数（human 或 json）",
            "counts by rule and by unit instead of the findings (human or json)",
        )))
        .arg(baseline::read(lang))
        .arg(baseline::write(lang))
        .arg(
            Arg::new("deny")
                .long("deny")
                .value_name("warnings")
                .value_parser(["warnings"])
                .hide_possible_values(true)
                .help(say("有警告也以状态 1 退出", "exit with 1 on warnings too")),
        )
        .arg(changed::argument(lang))
        .arg(arguments::at(lang).conflicts_with_all(["fix", "diff"]))
        .arg(
            Arg::new("show-waived")
                .long("show-waived")
                .action(ArgAction::SetTrue)
                .help(say("也显示已豁免的问题", "show waived findings too")),
        )
        .args(fix::arguments(lang))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let destination = Destination::of(matches)?;
    let _lock = world.lock_unless(!matches.get_flag("fix"))?;
    let mut repository = world.open_at(matches)?;
    let selection = Selection::of(matches, repository, world)?;
    let wanted = |unit: Option<UnitIndex>, path: &str| selection.has_place(unit, path);
    if matches.get_flag("diff") {
        return fix::show(repository, wanted, world.lang);
    }
    let mut unwritten = false;
    if matches.get_flag("fix") {
        unwritten = !fix::write(repository, wanted, world.lang);
        repository = world.open()?;
    }
    let (plan, records) = (&repository.plan, &repository.records);
    let as_of = world.as_of(matches, plan)?;
    let context = Context::new(records, plan, &repository.catalog, as_of, world.today);
    filed::tell_beside(&context, |unit| wanted(Some(unit), &plan.unit(unit).id), world.lang);
    let mut findings = check::check(&context, &repository.settings);
    let accepted = Accepted::of(matches, repository, &findings, &selection, world.lang)?;
    let baselined = accepted.map(|accepted| accepted.remove_from(&mut findings, &selection));
    findings.retain(|finding| selection.has(finding));
    changed::keep_new(&mut findings, repository, as_of, matches, world)?;
    findings.sort_by(|a, b| a.path.cmp(&b.path));
    let counted = Statistics::new(&findings, records);
    let waived = Counts::of(&findings).waived;
    if !matches.get_flag("show-waived") {
        findings.retain(|finding| !finding.waived);
    }
    repository.locate(&mut findings);
    if destination.format == Format::Human {
        repository.keep_sound_fixes(&mut findings);
    }
    let mut listing = Listing::new(findings, records);
    listing.counts.waived = waived;
    let is_judged = |rule: &&&Rule| {
        selection.has_rule(rule.code) && repository.settings.rules.get(rule.code) != Some(&None)
    };
    let judged: Vec<&Rule> = rules::ALL.iter().filter(is_judged).copied().collect();
    let report = Report {
        listing: &listing,
        plan,
        as_of,
        files: records.files.len(),
        records: records.met,
        lang: world.lang,
        rules: &judged,
        deny_warnings: matches.contains_id("deny"),
        baselined,
    };
    destination.send(&report, |colour| match (matches.get_flag("statistics"), destination.format) {
        (false, format) => format.write(&report, colour),
        (true, Format::Json) => statistics::json(&counted, &report),
        (true, _) => statistics::table(&counted, &report),
    })?;
    let denied = report.deny_warnings && listing.counts.warnings > 0;
    Ok(if unwritten { 2 } else { u8::from(listing.counts.errors > 0 || denied) })
}
