//! `--changed-since REV`: the findings that a change is answerable for. Those on records that it wrote, and
//! of the others those that were not there at the earlier commit, judged by the same day.

use super::arguments::words;
use super::at::goes_when_interrupted;
use super::problem::Problem;
use super::{World, terminal};
use crate::check::{self, Context};
use crate::finding::{Finding, Severity, Spot};
use crate::lang::{Lang, Text};
use crate::plan::Plan;
use crate::record::Kind;
use crate::store::changes::Changes;
use crate::store::git::Commit;
use crate::store::{self, Repository};
use chrono::NaiveDate;
use clap::{Arg, ArgMatches};
use std::collections::HashMap;

/// `--changed-since`
pub(super) fn argument(lang: Lang) -> Arg {
    Arg::new("changed-since").long("changed-since").value_name(words(lang, "提交", "REV")).help(words(
        lang,
        "只显示该提交以来改动的记录的问题，和因改动而新出现的问题",
        "show findings on records changed since this commit, and those that the change caused",
    ))
}

/// Drops the findings that were there at the commit of `--changed-since`, if it is given.
pub(super) fn keep_new(
    findings: &mut Vec<Finding>,
    repository: &Repository,
    as_of: NaiveDate,
    matches: &ArgMatches,
    world: &World,
) -> Result<(), Problem> {
    let Some(revision) = matches.get_one::<String>("changed-since") else {
        return Ok(());
    };
    let commit = Commit::find(&world.root()?, revision).map_err(Problem::new)?;
    let folder = commit.lay_out_telling(goes_when_interrupted).map_err(Problem::new)?;
    // Where there was no data folder that could be used, everything is new.
    let before = store::open(folder.path()).ok();
    if before.is_none() {
        let revision = crate::text::quote(revision);
        let said = Text::made(
            format!("注意：提交 {revision} 中没有可用的数据文件夹，显示全部问题"),
            format!(
                "note: the commit {revision} has no data folder that can be used; all findings are shown"
            ),
        );
        terminal::note(said.in_lang(world.lang));
    }
    let mut known = Known::default();
    if let Some(before) = &before {
        let context = Context::new(&before.records, &before.plan, &before.catalog, as_of, world.today);
        known.add(&before.plan, check::check(&context, &before.settings));
    }
    let changes = Changes::between(before.as_ref(), repository)
        .map_err(|error| Problem::of_io(&repository.root, &error))?;
    let old: Vec<bool> = {
        let unchanged: Vec<&Finding> = findings.iter().filter(|finding| !changes.concern(finding)).collect();
        known.cancel(&repository.plan, &unchanged)
    };
    let mut old = old.into_iter();
    findings.retain(|finding| changes.concern(finding) || !old.next().unwrap_or(false));
    Ok(())
}

/// What a finding is about, whatever its message and place: the rule, the unit, and the record or, without
/// one, the path. A finding of a file without a record's id is known by its unit and kind alone, since the
/// file may have another name now.
type Key = (&'static str, Option<String>, Option<Kind>, Option<String>);

fn key(finding: &Finding, plan: &Plan) -> Key {
    let unit = finding.unit.map(|unit| plan.unit(unit).id.as_str().to_owned());
    let path = || (finding.kind.is_none() || finding.spot == Spot::Nowhere).then(|| finding.path.clone());
    (finding.rule, unit, finding.kind, finding.id.clone().or_else(path))
}

/// The findings of the earlier state. Each makes one of now an old one.
#[derive(Default)]
struct Known {
    findings: HashMap<Key, HashMap<String, Vec<Weight>>>,
}

/// How much a finding weighed: one that was waived, or of a lesser severity, is no excuse for one that is not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    waived: bool,
    severity: Severity,
}

impl Known {
    fn add(&mut self, plan: &Plan, findings: Vec<Finding>) {
        for finding in findings {
            let weight = Weight { waived: finding.waived, severity: finding.severity };
            let messages = self.findings.entry(key(&finding, plan)).or_default();
            messages.entry(finding.message.zh.into_owned()).or_default().push(weight);
        }
    }

    /// Which findings were there: first those that say the same, then, of what is left, as many as there
    /// were of the same key.
    fn cancel(mut self, plan: &Plan, findings: &[&Finding]) -> Vec<bool> {
        let keys: Vec<Key> = findings.iter().map(|finding| key(finding, plan)).collect();
        let mut old: Vec<bool> = Vec::with_capacity(findings.len());
        for (finding, key) in findings.iter().zip(&keys) {
            let same = self.findings.get_mut(key).and_then(|all| all.get_mut(finding.message.zh.as_ref()));
            old.push(same.is_some_and(|weights| take(weights, finding)));
        }
        let mut left: HashMap<Key, Vec<Weight>> = self
            .findings
            .into_iter()
            .map(|(key, messages)| (key, messages.into_values().flatten().collect()))
            .collect();
        for ((finding, key), old) in findings.iter().zip(&keys).zip(&mut old).filter(|(_, old)| !**old) {
            *old = left.get_mut(key).is_some_and(|weights| take(weights, finding));
        }
        old
    }
}

/// Takes a finding that weighed as much as this one, of several the lightest.
fn take(weights: &mut Vec<Weight>, finding: &Finding) -> bool {
    let covers = |weight: &Weight| (!weight.waived || finding.waived) && weight.severity <= finding.severity;
    let covering = weights.iter().enumerate().filter(|(_, weight)| covers(weight));
    let found = covering.max_by_key(|(_, weight)| **weight).map(|(at, _)| at);
    found.is_some_and(|at| {
        weights.swap_remove(at);
        true
    })
}
