//! What is given for new records: keys and values on the command line, or a file.

use super::super::problem::Problem;
use crate::add;
use crate::lang::{Lang, Text, list};
use crate::plan::UnitIndex;
use crate::record::draft::{Draft, Value};
use crate::record::{Id, Kind};
use crate::schema::field::{Field, Shape};
use crate::store::{self, Repository};
use crate::text::{is_blank, quote, suggest, visible, visible_whole};
use clap::ArgMatches;
use std::io::{self, Read};
use std::path::Path;

/// The most bytes that are read.
const LIMIT: u64 = 16 << 20;

/// The most enterprises that are told where one is not known.
const MEANT: usize = 5;

/// The records of a file, or of the standard input.
pub(super) fn read(path: &Path) -> Result<Vec<Draft>, Problem> {
    let shown = visible_whole(&path.display().to_string());
    let wrong =
        |why: Text| Problem::new(Text::made(format!("{shown}：{}", why.zh), format!("{shown}: {}", why.en)));
    let text = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .take(LIMIT + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Problem::of_io(path, &error))?;
        if bytes.len() as u64 > LIMIT {
            return Err(wrong(Text::fixed("超过 16 MiB", "is over 16 MiB")));
        }
        String::from_utf8(bytes).map_err(|_| wrong(Text::fixed("不是 UTF-8 编码", "is not UTF-8")))?
    } else {
        store::read_named(path, LIMIT).map_err(wrong)?
    };
    add::read::records(&text).map_err(wrong)
}

/// A key and its value as they are typed: `found_on=2023-08-17`. Of a key with nothing behind it the value is
/// empty.
pub(in crate::cli) struct Pair<'p> {
    /// As it was typed.
    text: &'p str,
    /// By path.
    pub(in crate::cli) key: String,
    pub(in crate::cli) field: Option<&'static Field>,
    pub(in crate::cli) value: &'p str,
}

impl<'p> Pair<'p> {
    /// # Errors
    /// There is no such key, or no value is told at all.
    pub(in crate::cli) fn read(text: &'p str, kind: Kind) -> Result<Self, Problem> {
        let Some((word, value)) = text.split_once(['=', '＝']) else {
            return Err(wrong(
                text,
                &Text::fixed(
                    "应写作 键=值，如 found_on=2023-08-17",
                    "write KEY=VALUE, as in found_on=2023-08-17",
                ),
            ));
        };
        let (key, field) = add::key(kind, word.trim()).map_err(|why| wrong(text, &why))?;
        Ok(Self { text, key, field, value })
    }

    /// The value as the record says it.
    ///
    /// # Errors
    /// Where a line cannot say it.
    pub(in crate::cli) fn said(&self) -> Result<Value, Problem> {
        add::value(self.field, self.value).map_err(|why| self.wrong(&why))
    }

    /// What is wrong with it.
    pub(in crate::cli) fn wrong(&self, why: &Text) -> Problem {
        wrong(self.text, why)
    }
}

fn wrong(pair: &str, why: &Text) -> Problem {
    let pair = quote(pair);
    Problem::new(Text::made(format!("{pair}：{}", why.zh), format!("{pair}: {}", why.en)))
}

/// That a key is told more than once.
pub(in crate::cli) const TWICE: Text = Text::fixed("这个键说了两次", "the key is told twice");

/// The record that the command line says.
pub(super) fn said(matches: &ArgMatches, kind: Kind) -> Result<Draft, Problem> {
    let all = |name: &str| matches.get_many::<String>(name).into_iter().flatten();
    let mut draft = Draft::new();
    for text in all("pair").chain(all("set")) {
        let pair = Pair::read(text, kind)?;
        if is_blank(pair.value) && !is_empty_list(pair.field) {
            return Err(pair.wrong(&Text::fixed("没有写值", "no value is told")));
        }
        if draft.get(&pair.key).is_some() {
            return Err(pair.wrong(&TWICE));
        }
        draft.set(&pair.key, pair.said()?);
    }
    if let Some(id) = matches.get_one::<String>("id") {
        let twice = draft.get("id").is_some();
        if twice || kind == Kind::Selfcheck {
            let why = if twice {
                Text::fixed("编号说了两次：--id 和 id=", "the id is told twice: --id and id=")
            } else {
                Text::fixed(
                    "自检自查没有编号，以企业编号为准",
                    "a selfcheck has no id; its enterprise names it",
                )
            };
            return Err(Problem::new(why));
        }
        draft.set("id", id.as_str());
    }
    Ok(draft)
}

/// Whether nothing is a value too: a list that must be there and may be empty.
fn is_empty_list(field: Option<&'static Field>) -> bool {
    field.is_some_and(|field| field.required && matches!(field.shape, Shape::List(_, 0)))
}

/// Sees that nothing is missing of what is said on the command line.
pub(super) fn whole(kind: Kind, draft: &Draft, has_unit: bool) -> Result<(), Problem> {
    let lacking = add::missing(kind, draft);
    // An id is given to a record that has none.
    let lacking = lacking.iter().filter(|(path, _)| path != "id");
    let (mut zh, mut en): (Vec<String>, Vec<String>) =
        lacking.map(|(path, field)| (format!("{}（{path}）", field.title), path.clone())).unzip();
    if !has_unit && !names_unit(kind, draft) {
        zh.insert(0, "单位（--unit）".to_owned());
        en.insert(0, "--unit".to_owned());
    }
    if zh.is_empty() {
        return Ok(());
    }
    Err(Problem::new(Text::made(
        format!("还缺：{}", list(&zh, Lang::Zh)),
        format!("missing: {}", list(&en, Lang::En)),
    )))
}

/// Whether a record names an enterprise whose unit it is of, or will.
pub(super) fn names_unit(kind: Kind, draft: &Draft) -> bool {
    let always = matches!(kind, Kind::Selfcheck | Kind::Hazard | Kind::Inspection | Kind::Penalty);
    always || draft.has("enterprise")
}

/// Writes the id of the enterprise where its full name is given instead, and says so. A part of a name is never
/// enough.
///
/// # Errors
/// There is no enterprise of that name, or more than one.
pub(super) fn by_name(
    draft: &mut Draft,
    kind: Kind,
    unit: Option<UnitIndex>,
    repository: &Repository,
) -> Result<Option<Text>, Problem> {
    let Repository { records, plan, .. } = repository;
    let Some(word) = draft.text("enterprise").map(str::to_owned).filter(|_| kind != Kind::Enterprise) else {
        return Ok(None);
    };
    let stubs = records.stubs.iter().filter(|stub| stub.kind == Kind::Enterprise);
    let is_id = records.enterprises.iter().any(|entry| entry.id.as_str() == word)
        || stubs.clone().any(|stub| stub.id.as_deref() == Some(word.as_str()));
    if is_id {
        return Ok(None);
    }
    let may = |listed_by: UnitIndex| unit.is_none_or(|unit| plan.may_refer(unit, listed_by));
    let named: Vec<_> = records
        .enterprises
        .iter()
        .filter(|entry| entry.removed.is_none() && may(entry.unit()) && entry.name == word)
        .collect();
    match named.as_slice() {
        [one] => {
            let (id, name) = (one.id.as_str(), visible(&one.name));
            draft.set("enterprise", id);
            Ok(Some(Text::made(format!("企业：{name}，编号 {id}"), format!("enterprise: {name}, id {id}"))))
        }
        // That no record has such an id, the rules will say.
        [] if Id::parse(&word).is_ok() => Ok(None),
        [] => Err(Problem::new(unknown_enterprise(&word, repository))),
        several => {
            let ids: Vec<&str> = several.iter().map(|entry| entry.id.as_str()).collect();
            let (word, ids) = (quote(&word), ids.join("、"));
            Err(Problem::new(Text::made(
                format!("名称为 {word} 的企业不止一户，请写编号：{ids}"),
                format!("more than one enterprise has the name {word}; write the id: {ids}"),
            )))
        }
    }
}

/// That there is no such enterprise, and which ones may be meant.
fn unknown_enterprise(word: &str, repository: &Repository) -> Text {
    let all = &repository.records.enterprises;
    let like = all.iter().filter(|entry| !is_blank(word) && entry.name.contains(word.trim()));
    let like: Vec<String> =
        like.take(MEANT).map(|entry| format!("{} {}", entry.id, visible(&entry.name))).collect();
    let near = if like.is_empty() {
        suggest(word, all.iter().map(|entry| entry.id.as_str()))
    } else {
        let like = like.join("、");
        Text::made(
            format!("名称相近的：{like}；请写编号或全名"),
            format!("of like names: {like}; write the id or the whole name"),
        )
    };
    let word = quote(word);
    Text::made(format!("没有企业 {word}，{}", near.zh), format!("there is no enterprise {word}; {}", near.en))
}

/// The unit of the enterprise that a record names.
pub(super) fn unit(draft: &Draft, kind: Kind, repository: &Repository) -> Option<UnitIndex> {
    if kind == Kind::Enterprise {
        return None;
    }
    let id = draft.text("enterprise")?;
    let records = &repository.records;
    let sound = records.enterprises.iter().find(|entry| entry.id.as_str() == id).map(|entry| entry.unit());
    sound.or_else(|| {
        let is =
            |stub: &&crate::record::Stub| stub.kind == Kind::Enterprise && stub.id.as_deref() == Some(id);
        records.stubs.iter().find(is).map(|stub| stub.origin.unit)
    })
}

/// Why it is not known whose record it is.
pub(super) fn no_unit(draft: &Draft, kind: Kind, nth: Option<usize>, repository: &Repository) -> Problem {
    let (zh, en) =
        nth.map_or_else(Default::default, |nth| (format!("第 {nth} 条："), format!("record {nth}: ")));
    match draft.text("enterprise").filter(|_| kind != Kind::Enterprise) {
        Some(id) => {
            let why = unknown_enterprise(id, repository);
            Problem::new(Text::made(format!("{zh}{}", why.zh), format!("{en}{}", why.en)))
        }
        None => Problem::new(Text::made(
            format!("{zh}请用 --unit 写明记录属于哪个单位"),
            format!("{en}name the unit whose record it is with --unit"),
        )),
    }
}
