//! `trace --record ID`: in which figures one record is, and why it is not in the others.

use super::super::forms::tell_left_out;
use super::history;
use crate::check::Context;
use crate::cli::problem::{Outcome, Problem};
use crate::cli::{World, arguments, terminal};
use crate::config::unknown_word;
use crate::figure::Key;
use crate::finding::Spot;
use crate::form::content::Standing;
use crate::lang::{Lang, Text, list};
use crate::plan::UnitIndex;
use crate::record::{Kind, Origin};
use crate::store::Repository;
use crate::store::records::AnyRecord;
use crate::tally::Period;
use crate::text::{nearest, quote, visible_whole};
use crate::write::standing::{self, Told};
use clap::ArgMatches;

/// A record of the id that was asked for.
#[derive(Clone, Copy)]
struct Found<'r> {
    kind: Kind,
    origin: Origin,
    /// `None` where it cannot be read.
    record: Option<AnyRecord<'r>>,
}

pub(super) fn run(id: &str, only: Option<Key>, matches: &ArgMatches, world: &World) -> Outcome {
    let lang = world.lang;
    let kind = matches.get_one::<String>("kind").map(|word| kind_of(word)).transpose()?;
    let repository = world.open_at(matches)?;
    let plan = &repository.plan;
    let periods: Vec<Period> = match matches.contains_id("month") {
        true => vec![arguments::period(matches, plan)?],
        false => plan.months().map(|month| Period::new(month, plan.due(month).min(plan.end))).collect(),
    };
    let unit = arguments::unit_of(matches, plan)?;
    let found = find(repository, id, kind, lang)?;
    let units: Vec<UnitIndex> =
        unit.map_or_else(|| plan.upwards(found.origin.unit).collect(), |unit| vec![unit]);
    let context = Context::new(&repository.records, plan, &repository.catalog, plan.end, world.today);
    if let (Some(unit), Some(period)) = (units.last(), periods.last()) {
        tell_left_out(&context, *unit, period.cutoff, lang);
    }
    let counts = !matches!(found.kind, Kind::Enterprise | Kind::Selfcheck) || only.is_some();
    let standing = found.record.map(|record| match counts {
        true => Standing::new(&context, record, &units, &periods, only),
        false => Standing { returns: Vec::new() },
    });
    let mut spot = Spot::Field(found.origin, String::new().into());
    repository.locate_spots(vec![&mut spot]);
    let records = [(found.origin, found.kind, id)].into_iter();
    let changes = history::of(repository, records, matches, world)?;
    let told = Told {
        context: &context,
        kind: found.kind,
        id,
        enterprise: found
            .record
            .and_then(AnyRecord::enterprise)
            .or((found.kind == Kind::Enterprise).then_some(id)),
        origin: found.origin,
        spot: &spot,
        standing: standing.as_ref(),
        changes: changes.as_ref().and_then(|changes| changes.first()),
    };
    let text = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => standing::json(told, lang).into_bytes(),
        Some("csv") => standing::csv(told, lang).map_err(|error| Problem::new(error.0))?,
        _ => standing::page(told, lang, terminal::WIDTH).into_bytes(),
    };
    terminal::print(&text)?;
    Ok(0)
}

/// The kind of a word: its folder's name, that without the plural, or what it is called.
fn kind_of(word: &str) -> Result<Kind, Problem> {
    let called = |kind: &Kind| {
        let name = kind.name();
        [kind.folder(), &name.zh, &name.en].contains(&word)
    };
    Kind::ALL.into_iter().find(called).ok_or_else(|| {
        let names: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        let known = || names.iter().flat_map(|name| [name.en.as_ref(), name.zh.as_ref()]);
        let said = match nearest(word, known()) {
            Some(near) => unknown_word(word, [near]),
            None => unknown_word(word, names.iter().map(|name| name.en.as_ref())),
        };
        Problem::new(Text::made(
            format!("没有这类记录：{}", said.zh),
            format!("there is no such kind: {}", said.en),
        ))
    })
}

/// The record of an id, of that kind if one is named. A selfcheck has its enterprise's id, and is meant only where
/// its kind is named.
fn find<'r>(
    repository: &'r Repository,
    id: &str,
    kind: Option<Kind>,
    lang: Lang,
) -> Result<Found<'r>, Problem> {
    let asked = |of: Kind| kind.map_or(of != Kind::Selfcheck, |kind| kind == of);
    let records = &repository.records;
    let read = records.all().filter(|record| asked(record.kind()) && record.id() == id);
    let read = read.map(|it| Found { kind: it.kind(), origin: it.origin(), record: Some(it) });
    let stubs = records.stubs.iter().filter(|stub| asked(stub.kind) && stub.id.as_deref() == Some(id));
    let unread = stubs.map(|stub| Found { kind: stub.kind, origin: stub.origin, record: None });
    let all: Vec<Found<'r>> = read.chain(unread).collect();
    let Some(first) = all.first().copied() else { return Err(unknown(repository, id, &asked)) };
    let mut kinds: Vec<Kind> = all.iter().map(|found| found.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() > 1 {
        let said = quote(id);
        let names: Vec<Text> = kinds.iter().map(|kind| kind.name()).collect();
        let words = |lang| list(names.iter().map(|name| name.en.as_ref()), lang);
        return Err(Problem::new(Text::made(
            format!("{said} 是几类记录的编号，请用 --kind 指明：{}", words(Lang::Zh)),
            format!(
                "{said} is the id of records of several kinds; name one with --kind: {}",
                words(Lang::En)
            ),
        )));
    }
    if all.len() > 1 {
        let (count, path) = (all.len(), visible_whole(records.path(first.origin)));
        let said = Text::made(
            format!("注意：有 {count} 条记录用同一编号，以下是第一条，在 {path}"),
            format!("note: {count} records have this id; this is the first one, in {path}"),
        );
        terminal::note(said.in_lang(lang));
    }
    Ok(first)
}

/// What to say of an id that no record has.
fn unknown(repository: &Repository, id: &str, asked: &impl Fn(Kind) -> bool) -> Problem {
    let records = &repository.records;
    let other = records.all().find(|record| record.id() == id && !asked(record.kind()));
    if let Some(other) = other {
        let (id, name) = (quote(id), other.kind().name());
        return Problem::new(Text::made(
            format!("{id} 是{}的编号，请用 --kind {}", name.zh, name.en),
            format!("{id} is the id of a record of another kind: --kind {}", name.en),
        ));
    }
    let read = records.all().filter(|record| asked(record.kind())).map(AnyRecord::id);
    let stubs = records.stubs.iter().filter(|stub| asked(stub.kind));
    let near = nearest(id, read.chain(stubs.filter_map(|stub| stub.id.as_deref())));
    let (zh, en) = near
        .map(quote)
        .map_or(Default::default(), |near| (format!("，是否为 {near}？"), format!(", did you mean {near}?")));
    let id = quote(id);
    Problem::new(Text::made(format!("没有记录 {id}{zh}"), format!("there is no record {id}{en}")))
}
