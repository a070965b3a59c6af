//! The life of a hazard, step by step: `complete`, `verify`, `supervise`, `penalize`. Only the lines that must
//! change do; what is there already with another value is changed on request only.

pub(super) mod complete;
pub(super) mod penalize;
pub(super) mod supervise;
pub(super) mod verify;

use super::World;
use super::arguments::words;
use super::problem::{Outcome, Problem};
use super::{terminal, writing};
use crate::lang::{Lang, Text};
use crate::record::{Draft, Entry, Hazard, Kind, Origin};
use crate::schema;
use crate::store::Repository;
use crate::store::edit::Edit;
use crate::store::incoming::Incoming;
use crate::text::{quote, suggest, visible_whole};
use clap::{Arg, ArgAction, ArgMatches};
use std::collections::BTreeMap;

/// The ids of the hazards, one or several.
fn hazards_argument(lang: Lang) -> Arg {
    Arg::new("hazard").value_name(words(lang, "隐患", "HAZARD")).required(true).num_args(1..).help(words(
        lang,
        "隐患编号，可以是几条",
        "the id of the hazard; several if you like",
    ))
}

/// An option with a value.
fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

/// `--change`
fn change_argument(lang: Lang) -> Arg {
    Arg::new("change").long("change").action(ArgAction::SetTrue).help(words(
        lang,
        "已填写的内容与此不同时，改成现在这样",
        "where something else stands there, put this in its place",
    ))
}

/// The hazard of this id.
fn hazard_of<'r>(repository: &'r Repository, id: &str) -> Result<&'r Entry<Hazard>, Problem> {
    let origin = record_of(repository, Kind::Hazard, id)?;
    let mut all = repository.records.hazards.iter();
    all.find(|hazard| hazard.origin == origin).ok_or_else(|| unknown(repository, Kind::Hazard, id))
}

/// Where the record of a kind stands that this id names.
///
/// # Errors
/// There is none, it cannot be read, or there is more than one.
pub(super) fn record_of(repository: &Repository, kind: Kind, id: &str) -> Result<Origin, Problem> {
    let records = &repository.records;
    let name = kind.name();
    let mut of_id = records.of_kind(kind).filter(|record| record.id() == id).map(|record| record.origin());
    let Some(first) = of_id.next() else {
        let stub = records.stubs.iter().find(|stub| stub.kind == kind && stub.id.as_deref() == Some(id));
        return Err(stub.map_or_else(
            || unknown(repository, kind, id),
            |stub| {
                let path = visible_whole(records.path(stub.origin));
                Problem::new(Text::made(
                    format!("{} {id} 的记录无法读取（{path}）：请先改正，见 hazards check", name.zh),
                    format!(
                        "the record of {} {id} cannot be read ({path}): put it right first, see hazards check",
                        name.en
                    ),
                ))
            },
        ));
    };
    match of_id.next() {
        None => Ok(first),
        Some(second) => {
            let [one, other] = [first, second].map(|origin| visible_whole(records.path(origin)));
            Err(Problem::new(Text::made(
                format!("编号 {id} 有两条{}（{one}、{other}）：请先改正，见 hazards check", name.zh),
                format!(
                    "two records of kind {} have the id {id} ({one}, {other}): put that right first, see hazards check",
                    name.en
                ),
            )))
        }
    }
}

/// That no record of the kind has this id, and which one may be meant.
fn unknown(repository: &Repository, kind: Kind, id: &str) -> Problem {
    let ids: Vec<&str> = repository.records.of_kind(kind).map(|record| record.id()).collect();
    let (near, name, id) = (suggest(id, ids), kind.name(), quote(id));
    Problem::new(Text::made(
        format!("没有{} {id}，{}", name.zh, near.zh),
        format!("there is no {} {id}; {}", name.en, near.en),
    ))
}

/// Edits of the records' own files, one rewrite a file.
///
/// # Errors
/// A record that has to be edited by hand.
pub(super) fn rewrites(
    repository: &Repository,
    edits: &BTreeMap<&str, Vec<Edit>>,
) -> Result<Incoming, Problem> {
    let mut incoming = Incoming::default();
    for (path, edits) in edits {
        incoming.rewrites.push(repository.edited(path, edits).map_err(|refused| {
            let (path, why) = (visible_whole(path), refused.message());
            Problem::new(Text::made(
                format!("{path} 需要手工修改：{}", why.zh),
                format!("{path} has to be edited by hand: {}", why.en),
            ))
        })?);
    }
    Ok(incoming)
}

/// What a field shall say.
struct Ask {
    path: &'static str,
    value: String,
    /// Whether it was said in so many words; what is only the default leaves alone what stands there.
    said: bool,
}

impl Ask {
    fn said(path: &'static str, value: impl ToString) -> Self {
        Self { path, value: value.to_string(), said: true }
    }

    /// What is said, or else the default.
    fn or<T: ToString>(path: &'static str, said: Option<&T>, default: impl ToString) -> Self {
        match said {
            Some(value) => Self::said(path, value.to_string()),
            None => Self { path, value: default.to_string(), said: false },
        }
    }
}

/// Changes fields of the hazards named. `ask` says of each what its fields shall say, or why that cannot be.
fn change(
    matches: &ArgMatches,
    world: &World,
    ask: impl Fn(&Entry<Hazard>) -> Result<Vec<Ask>, Text>,
) -> Outcome {
    let dry_run = matches.get_flag("dry-run");
    let _lock = world.lock_unless(dry_run)?;
    let repository = world.open()?;
    let mut edits: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
    let mut conflicts = Vec::new();
    let mut wanted: Vec<(&str, Vec<Ask>)> = Vec::new();
    for id in matches.get_many::<String>("hazard").into_iter().flatten() {
        let hazard = hazard_of(repository, id)?;
        if wanted.iter().any(|(known, _)| known == id) {
            continue;
        }
        let draft = Draft::from(hazard);
        let asks = match ask(hazard) {
            Ok(asks) => asks,
            Err(why) => {
                conflicts.push(why);
                continue;
            }
        };
        for ask in &asks {
            match draft.text(ask.path) {
                Some(old) if old == ask.value || !ask.said => {
                    terminal::note(stays(id, ask.path, old).in_lang(world.lang));
                    continue;
                }
                Some(old) if !matches.get_flag("change") => {
                    conflicts.push(otherwise(id, ask, old));
                    continue;
                }
                _ => {}
            }
            let edit = Edit::set(hazard.origin.nth as usize, ask.path, ask.value.as_str());
            edits.entry(repository.records.path(hazard.origin)).or_default().push(edit);
        }
        wanted.push((id, asks));
    }
    if !conflicts.is_empty() {
        conflicts.iter().for_each(|why| terminal::note(why.in_lang(world.lang)));
        terminal::note(NOTHING_WRITTEN.in_lang(world.lang));
        return Ok(1);
    }
    if edits.is_empty() {
        terminal::note(NOTHING_TO_CHANGE.in_lang(world.lang));
        return Ok(0);
    }
    let incoming = rewrites(repository, &edits)?;
    writing::settle(world, repository, &incoming, dry_run, |records| {
        wanted.iter().all(|(id, asks)| {
            let mut of_id = records.hazards.iter().filter(|hazard| hazard.id.as_str() == *id);
            of_id.next().map(Draft::from).is_some_and(|draft| {
                let is = |ask: &Ask| draft.text(ask.path) == Some(ask.value.as_str());
                asks.iter().all(|ask| is(ask) || (!ask.said && draft.text(ask.path).is_some()))
            })
        })
    })
}

const NOTHING_WRITTEN: Text = Text::fixed("什么也没有写", "nothing was written");
pub(super) const NOTHING_TO_CHANGE: Text = Text::fixed("没有要改的", "nothing to change");

/// What a key of a hazard is called.
fn title(path: &'static str) -> &'static str {
    schema::field(Kind::Hazard, path).map_or(path, |field| field.title)
}

fn stays(id: &str, path: &'static str, old: &str) -> Text {
    let (title, old) = (title(path), quote(old));
    Text::made(format!("隐患 {id} 的{title}已是 {old}"), format!("{path} of hazard {id} is {old} already"))
}

fn otherwise(id: &str, ask: &Ask, old: &str) -> Text {
    let (path, title, old, new) = (ask.path, title(ask.path), quote(old), quote(&ask.value));
    Text::made(
        format!("隐患 {id} 的{title}已是 {old}，与 {new} 不同；确要改的加 --change"),
        format!("{path} of hazard {id} is {old}, not {new}; to change it add --change"),
    )
}
