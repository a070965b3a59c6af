//! Which findings are shown and counted: by unit, path, rule and severity.

use super::super::World;
use super::super::arguments::{self, words};
use super::super::problem::Problem;
use crate::check::{Rule, rules};
use crate::config::unknown_word;
use crate::finding::{Finding, Severity};
use crate::lang::{Lang, Text};
use crate::plan::{Plan, UnitIndex};
use crate::store::Repository;
use clap::{Arg, ArgAction, ArgMatches};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Among how many files the nearest path is looked for.
const NEAR_PATHS: usize = 10_000;

/// `--rule`
pub(super) fn rule(lang: Lang) -> Arg {
    Arg::new("rule")
        .long("rule")
        .value_name(words(lang, "规则,…", "CODE,…"))
        .action(ArgAction::Append)
        .value_delimiter(',')
        .help(words(
            lang,
            "只看这些规则的问题，写编号或名称，如 P007,P009",
            "only findings of these rules, by code or name, such as P007,P009",
        ))
}

/// `--severity`
pub(super) fn severity(lang: Lang) -> Arg {
    Arg::new("severity")
        .long("severity")
        .value_name(words(lang, "级别", "SEVERITY"))
        .value_parser(Severity::ALL.map(Severity::name))
        .hide_possible_values(true)
        .help(words(
            lang,
            "只看这一级别及更严重的问题：error、warning 或 info",
            "only findings at least this grave: error, warning or info",
        ))
}

/// What was selected.
pub(super) struct Selection<'p> {
    plan: &'p Plan,
    unit: Option<UnitIndex>,
    paths: Vec<String>,
    rules: Option<Vec<&'static Rule>>,
    severity: Severity,
}

impl<'p> Selection<'p> {
    /// Reads the arguments.
    pub(super) fn of(
        matches: &ArgMatches,
        repository: &'p Repository,
        world: &World,
    ) -> Result<Self, Problem> {
        let codes = matches.get_many::<String>("rule");
        let rules =
            codes.map(|codes| codes.map(|code| rule_of(code)).collect::<Result<_, _>>()).transpose()?;
        let named = matches.get_one::<String>("severity");
        let named = named.and_then(|name| Severity::ALL.into_iter().find(|severity| severity.name() == name));
        Ok(Self {
            plan: &repository.plan,
            unit: arguments::unit_of(matches, &repository.plan)?,
            paths: paths_of(matches, repository, world, matches.contains_id("at"))?,
            rules,
            severity: named.unwrap_or(Severity::Info),
        })
    }

    /// Whether a finding is one of them.
    pub(super) fn has(&self, finding: &Finding) -> bool {
        let of_place = self.has_place(finding.unit, &finding.path);
        of_place && self.has_rule(finding.rule) && finding.severity <= self.severity
    }

    /// Whether what stands at a path, and concerns a unit, is among them.
    pub(super) fn has_place(&self, unit: Option<UnitIndex>, path: &str) -> bool {
        let of_unit = self.unit.is_none_or(|selected| self.plan.concerns(unit, selected));
        of_unit && (self.paths.is_empty() || self.paths.iter().any(|below| is_below(path, below)))
    }

    /// Whether findings of a rule are among them.
    pub(super) fn has_rule(&self, code: &str) -> bool {
        self.rules.as_ref().is_none_or(|rules| rules.iter().any(|rule| rule.code == code))
    }
}

/// The rule of a code or name.
fn rule_of(word: &str) -> Result<&'static Rule, Problem> {
    let is_it = |rule: &&&Rule| rule.code.eq_ignore_ascii_case(word) || rule.name.eq_ignore_ascii_case(word);
    rules::ALL.iter().find(is_it).copied().ok_or_else(|| {
        let known = || rules::ALL.iter().flat_map(|rule| [rule.code, rule.name]);
        let said = match crate::text::nearest(word, known()) {
            Some(near) => unknown_word(word, [near]),
            None => every_code(word),
        };
        Problem::new(Text::made(format!("未知的规则：{}", said.zh), format!("unknown rule: {}", said.en)))
    })
}

/// What to say of a word that is near to no rule.
fn every_code(word: &str) -> Text {
    let (word, first) = (crate::text::quote(word), rules::ALL.first().map_or("", |rule| rule.code));
    let last = rules::ALL.last().map_or("", |rule| rule.code);
    Text::made(
        format!("{word}，应为编号 {first} 至 {last} 之一或规则名称，见 hazards explain"),
        format!("{word}; it must be a code, {first} to {last}, or a rule's name, see hazards explain"),
    )
}

/// Whether a path is another or lies below it; everything lies below the root.
pub(in crate::cli) fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The PATHs relative to the root. They are relative to the working folder, also with `-C`. `at`: they are those
/// of a commit.
pub(in crate::cli) fn paths_of(
    matches: &ArgMatches,
    repository: &Repository,
    world: &World,
    at: bool,
) -> Result<Vec<String>, Problem> {
    let paths = matches.get_many::<PathBuf>("path").unwrap_or_default();
    let root = world.root()?;
    let root = root.canonicalize().map_err(|error| Problem::of_io(&root, &error))?;
    paths.map(|path| relative(path, &root, repository, at)).collect()
}

/// A path relative to the root. What is at a commit need not be in the working tree, and the other way round.
fn relative(path: &Path, root: &Path, repository: &Repository, at: bool) -> Result<String, Problem> {
    let shown = crate::text::quote(&path.display().to_string());
    let whole = if at { lexical(path) } else { resolved(path) };
    let Some(whole) = whole else { return Err(none_such(path, &shown, repository)) };
    let Ok(inside) = whole.strip_prefix(root) else {
        return Err(Problem::new(Text::made(
            format!("路径 {shown} 不在数据文件夹之内"),
            format!("the path {shown} is outside of the data folder"),
        )));
    };
    if at && repository.root.join(inside).symlink_metadata().is_err() {
        return Err(none_such(path, &shown, repository));
    }
    Ok(inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// A path that is there, resolved; but a link is itself and not what it leads to. Names are in the letters that
/// the folder has them in, where the system takes capitals and small letters for the same.
fn resolved(path: &Path) -> Option<PathBuf> {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if path.symlink_metadata().is_ok_and(|seen| seen.is_symlink()) => {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            folder.canonicalize().map(|folder| folder.join(name)).ok()
        }
        _ => path.canonicalize().ok(),
    }
}

/// A path that need not be there: the nearest folder above that is, resolved, and the rest as written.
fn lexical(path: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(path).ok()?;
    let mut plain = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    let there = plain.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let (above, resolved) = there?;
    plain.strip_prefix(above).ok().map(|rest| resolved.join(rest))
}

fn none_such(path: &Path, shown: &str, repository: &Repository) -> Problem {
    let near = nearest_path(&path.to_string_lossy(), repository);
    let near = near.map(|near| (format!("，是否为 `{near}`？"), format!(", did you mean `{near}`?")));
    let (zh, en) = near.unwrap_or_default();
    Problem::new(Text::made(format!("没有路径 {shown}{zh}"), format!("there is no path {shown}{en}")))
}

/// The file or folder of records whose path is nearest to a wrong one.
fn nearest_path(wrong: &str, repository: &Repository) -> Option<String> {
    let wrong = wrong.replace('\\', "/");
    let wrong = wrong.trim_end_matches('/');
    let mut known = BTreeSet::new();
    for file in repository.records.files.iter().take(NEAR_PATHS) {
        let slashes = file.path.match_indices('/').map(|(at, _)| at);
        known.extend(slashes.chain([file.path.len()]).filter_map(|end| file.path.get(..end)));
    }
    // A path that was meant has as many parts as the wrong one.
    let depth = wrong.matches('/').count();
    let alike = known.into_iter().filter(|path| path.matches('/').count() == depth);
    crate::text::nearest(wrong, alike).map(crate::text::visible_whole)
}
