//! `trace --git`: who entered records and who changed them last, by the history of the git repository.

use crate::cli::problem::Problem;
use crate::cli::{World, terminal};
use crate::lang::Text;
use crate::record::{Kind, Origin};
use crate::store::Repository;
use crate::store::git::{Changes, Wanted};
use clap::ArgMatches;
use std::collections::BTreeSet;

/// The history of records, if it is asked for: up to the commit of `--at`, else up to HEAD and what has not been
/// committed.
pub(super) fn of<'i>(
    repository: &Repository,
    records: impl Iterator<Item = (Origin, Kind, &'i str)> + Clone,
    matches: &ArgMatches,
    world: &World,
) -> Result<Option<Vec<Changes>>, Problem> {
    if !matches.get_flag("git") {
        return Ok(None);
    }
    let at = matches.get_one::<String>("at");
    let commit = world.commit(at.map_or("HEAD", String::as_str))?;
    if commit.is_shallow() {
        let said = Text::fixed(
            "注意：这是浅克隆，缺少更早的提交，录入的提交可能比所示的更早（git fetch --unshallow）",
            "note: this is a shallow clone without older commits; what entered a record may be older than shown (git fetch --unshallow)",
        );
        terminal::note(said.in_lang(world.lang));
    }
    let files: BTreeSet<_> = records.clone().map(|(origin, ..)| origin.file).collect();
    let texts = if at.is_some() { Vec::new() } else { repository.texts(&files) };
    let plan = &repository.plan;
    let wanted: Vec<Wanted> = records
        .map(|(origin, kind, id)| Wanted {
            unit: plan.unit(origin.unit).id.to_string(),
            kind,
            id: id.to_owned(),
        })
        .collect();
    let told = |count| Text::made(format!("已比对 {count} 个提交……"), format!("{count} commits compared..."));
    let changes = terminal::while_telling(world.lang, told, |count| commit.history(&wanted, &texts, count));
    changes.map(Some).map_err(Problem::new)
}
