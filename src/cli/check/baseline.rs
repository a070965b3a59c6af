//! `--baseline` and `--write-baseline`: findings that are accepted, in a file.

use super::super::arguments::words;
use super::super::problem::Problem;
use super::super::terminal;
use super::select::Selection;
use crate::check::baseline::Baseline;
use crate::check::crowded;
use crate::finding::Finding;
use crate::lang::{Lang, Text};
use crate::store::{Repository, read_named, save};
use crate::text::visible_whole;
use crate::write::findings::short::shown_path;
use clap::{Arg, ArgMatches, value_parser};
use std::path::{Path, PathBuf};

/// The largest baseline that is read, in bytes.
const SIZE_LIMIT: u64 = 64 << 20;

/// The most entries without a finding that are told.
const TOLD: usize = 20;

/// `--baseline`
pub(super) fn read(lang: Lang) -> Arg {
    Arg::new("baseline")
        .long("baseline")
        .value_name(words(lang, "文件", "FILE"))
        .value_parser(value_parser!(PathBuf))
        .help(words(
            lang,
            "不看、不计基线文件中已有的问题",
            "neither show nor count the findings that are in this baseline",
        ))
}

/// `--write-baseline`
pub(super) fn write(lang: Lang) -> Arg {
    Arg::new("write-baseline")
        .long("write-baseline")
        .value_name(words(lang, "文件", "FILE"))
        .value_parser(value_parser!(PathBuf))
        .conflicts_with("baseline")
        .help(words(
            lang,
            "把现有问题写成基线文件，并从本次起不再计入",
            "write what is found to a baseline, and count it no more",
        ))
}

/// Which findings are accepted, one mark a finding.
pub(super) struct Accepted(Vec<bool>);

impl Accepted {
    /// Reads or writes the baseline, if one is named, and says which of its entries are gone.
    pub(super) fn of(
        matches: &ArgMatches,
        repository: &Repository,
        findings: &[Finding],
        selection: &Selection<'_>,
        lang: Lang,
    ) -> Result<Option<Self>, Problem> {
        let (plan, records) = (&repository.plan, &repository.records);
        let baseline = if let Some(path) = matches.get_one::<PathBuf>("write-baseline") {
            let selected = || findings.iter().filter(|finding| selection.has(finding));
            let baseline = Baseline::of(selected(), plan, records);
            save::save(path, baseline.text().as_bytes(), matches.get_flag("force"))
                .map_err(|error| Problem::new(error.message(path)))?;
            note_written(path, baseline.len(), lang);
            let crowded = crowded(records);
            let mut left_out: Vec<&str> = selected()
                .map(|finding| finding.path.as_str())
                .filter(|path| crowded.contains_key(path))
                .collect();
            left_out.dedup();
            note_left_out(&left_out, lang);
            baseline
        } else if let Some(path) = matches.get_one::<PathBuf>("baseline") {
            let baseline = load(path)?;
            note_gone(path, &baseline, findings, repository, lang);
            baseline
        } else {
            return Ok(None);
        };
        Ok(Some(Self(baseline.holds(findings, plan, records))))
    }

    /// Removes the accepted findings; gives how many of the selected ones these are.
    pub(super) fn remove_from(self, findings: &mut Vec<Finding>, selection: &Selection<'_>) -> usize {
        let mut accepted = self.0.into_iter();
        let mut count = 0;
        findings.retain(|finding| {
            let is_accepted = accepted.next().unwrap_or_default();
            count += usize::from(is_accepted && selection.has(finding));
            !is_accepted
        });
        count
    }
}

fn load(path: &Path) -> Result<Baseline, Problem> {
    let shown = path.display().to_string();
    let text = read_named(path, SIZE_LIMIT).map_err(|why| {
        let shown = visible_whole(&shown);
        Problem::new(Text::made(
            format!("无法使用基线文件 {shown}：{}", why.zh),
            format!("the baseline {shown} cannot be used: {}", why.en),
        ))
    })?;
    Baseline::read(&shown_path(&shown), &text).map_err(|error| Problem::Config(vec![error]))
}

fn note_written(path: &Path, count: usize, lang: Lang) {
    let shown = visible_whole(&path.display().to_string());
    let said = Text::made(
        format!("已写入基线 {shown}：{count} 个问题"),
        format!("baseline written: {shown}, {count} findings"),
    );
    terminal::note(said.in_lang(lang));
}

/// Files of more findings than are kept: what is not known cannot be accepted.
fn note_left_out(paths: &[&str], lang: Lang) {
    for path in paths.iter().take(TOLD) {
        let path = visible_whole(path);
        let said = Text::made(
            format!("注意：{path} 的问题过多，未全部列出，不能进入基线"),
            format!("note: {path} has too many findings to list and cannot be in a baseline"),
        );
        terminal::note(said.in_lang(lang));
    }
}

fn note_gone(path: &Path, baseline: &Baseline, findings: &[Finding], repository: &Repository, lang: Lang) {
    let gone = baseline.gone(findings, &repository.plan);
    if gone.is_empty() {
        return;
    }
    let (count, shown) = (gone.len(), visible_whole(&path.display().to_string()));
    let said = Text::made(
        format!("基线 {shown} 中有 {count} 个问题已不存在，可用 --write-baseline 重新生成："),
        format!(
            "the baseline {shown} has {count} findings that no longer occur; renew it with --write-baseline:"
        ),
    );
    terminal::note(said.in_lang(lang));
    for entry in gone.iter().take(TOLD) {
        terminal::note(&format!("  {}", entry.line()));
    }
    if count > TOLD {
        let more = count - TOLD;
        let said = Text::made(format!("  ……还有 {more} 个"), format!("  ... and {more} more"));
        terminal::note(said.in_lang(lang));
    }
}
