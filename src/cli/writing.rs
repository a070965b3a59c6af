//! How commands write records: one at a time, what would change shown first, judged by the rules, and then
//! written whole or not at all.

use super::arguments::words;
use super::problem::{Outcome, Problem};
use super::{World, terminal};
use crate::lang::{Lang, Text, list};
use crate::store::consequences::Consequences;
use crate::store::incoming::Incoming;
use crate::store::lock::{self, Lock};
use crate::store::rewrite::Rewrite;
use crate::store::{Records, Repository};
use crate::write::diff;
use crate::write::findings::short::{self, shown_path};
use clap::{Arg, ArgAction};
use std::collections::BTreeSet;
use std::time::Duration;

/// So long a command waits for another one that is writing.
const WAIT: Duration = Duration::from_secs(10);

/// The most files that are shown.
const SHOWN: usize = 20;

/// The most findings that are told.
const TOLD: usize = 40;

impl World {
    /// Keeps other commands from writing until the lock is dropped; to be taken before the records are read.
    pub(super) fn lock(&self) -> Result<Option<Lock>, Problem> {
        let root = self.root()?;
        // A folder that is no repository is left alone; opening it says so.
        if !root.join(crate::settings::FILE).is_file() {
            return Ok(None);
        }
        let waiting = || {
            let said = Text::fixed(
                "另一个 hazards 命令正在写入，等待它结束……",
                "another hazards command is writing, waiting for it to end...",
            );
            terminal::note(said.in_lang(self.lang));
        };
        lock::lock(&root, WAIT, waiting).map(Some).map_err(Problem::new)
    }

    /// The same, unless nothing is to be written.
    pub(super) fn lock_unless(&self, dry_run: bool) -> Result<Option<Lock>, Problem> {
        if dry_run { Ok(None) } else { self.lock() }
    }
}

/// `--dry-run`
pub(super) fn dry_run(lang: Lang) -> Arg {
    Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help(words(
        lang,
        "只显示将写入的内容，不写入",
        "show what would be written, write nothing",
    ))
}

/// Shows what would be written and what the rules say of it, and writes it unless they refuse it. `holds`
/// says of the records as they would be whether they say what they should.
pub(super) fn settle(
    world: &World,
    repository: &Repository,
    incoming: &Incoming,
    dry_run: bool,
    holds: impl FnOnce(&Records) -> bool,
) -> Outcome {
    let lang = world.lang;
    let files = incoming.new.len() + incoming.rewrites.len();
    terminal::print(shown(incoming, lang).as_bytes())?;
    let as_of = world.today.min(repository.plan.end);
    let outcome = repository.consequences(incoming, as_of, world.today);
    let refusals = outcome.refusals();
    tell(&outcome, lang);
    if refusals > 0 {
        let said = Text::made(
            format!("什么也没有写：有 {refusals} 个错误（见上）"),
            format!("nothing was written: errors: {refusals} (see above)"),
        );
        terminal::note(said.in_lang(lang));
        return Ok(1);
    }
    if !holds(&outcome.records) {
        return Err(Problem::new(Text::fixed(
            "记录写出后读回不一致，未写入；这是程序的错误",
            "the records would not be read back as they are, and nothing was written; this is a fault of the program",
        )));
    }
    let said = if dry_run {
        Text::made(
            format!("以上为预演，什么也没有写（{files} 个文件）；去掉 --dry-run 写入"),
            format!("nothing was written (files: {files}); without --dry-run it is"),
        )
    } else {
        repository.write_incoming(incoming).map_err(Problem::new)?;
        let paths = incoming.rewrites.iter().map(|file| &file.path).chain(incoming.new.keys());
        let paths: Vec<String> = paths.take(SHOWN).map(|path| shown_path(path)).collect();
        let more = files.saturating_sub(paths.len());
        let more = if more == 0 {
            Text::none()
        } else {
            Text::made(format!("……共 {files} 个文件"), format!(" ... files: {files}"))
        };
        Text::made(
            format!("已写入 {}{}", list(&paths, Lang::Zh), more.zh),
            format!("written: {}{}", list(&paths, Lang::En), more.en),
        )
    };
    terminal::note(said.in_lang(lang));
    Ok(0)
}

/// The files as diffs, the first of them.
fn shown(incoming: &Incoming, lang: Lang) -> String {
    let changed = incoming.rewrites.iter().take(SHOWN);
    let mut out: String = changed.map(|file| diff::unified(&shown_path(&file.path), file)).collect();
    let left = SHOWN.saturating_sub(incoming.rewrites.len());
    for (path, text) in incoming.new.iter().take(left) {
        let file = Rewrite { path: path.clone(), before: Vec::new(), after: text.clone().into_bytes() };
        out.push_str(&diff::unified(&shown_path(path), &file));
    }
    let more = (incoming.rewrites.len() + incoming.new.len()).saturating_sub(SHOWN);
    if more > 0 {
        let said = Text::made(format!("……还有 {more} 个文件\n"), format!("... files more: {more}\n"));
        out.push_str(said.in_lang(lang));
    }
    out
}

/// Tells what would be found, what refuses first, and what would be found no more.
fn tell(outcome: &Consequences, lang: Lang) {
    let (refusing, rest): (Vec<_>, Vec<_>) =
        outcome.new.iter().partition(|finding| Consequences::refuses(finding));
    for finding in refusing.iter().chain(&rest).take(TOLD) {
        terminal::note(&short::line(finding, lang));
        let help = finding.help.in_lang(lang);
        if Consequences::refuses(finding) && !help.is_empty() {
            terminal::note(&format!("    {help}"));
        }
    }
    if outcome.new.len() > TOLD {
        let more = outcome.new.len() - TOLD;
        let said = Text::made(format!("……还有 {more} 个"), format!("... and {more} more"));
        terminal::note(said.in_lang(lang));
    }
    if refusing.is_empty() && !outcome.gone.is_empty() {
        let rules: BTreeSet<&str> = outcome.gone.iter().map(|finding| finding.rule).collect();
        let said = Text::made(
            format!("不再有的问题：{}", list(&rules, Lang::Zh)),
            format!("found no more: {}", list(&rules, Lang::En)),
        );
        terminal::note(said.in_lang(lang));
    }
}
