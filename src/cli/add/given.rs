//! What is given for new records: keys and values on the command line, or a file.

use super::super::problem::Problem;
use crate::add;
use crate::lang::{Lang, Text, list};
use crate::plan::UnitIndex;
use crate::record::Kind;
use crate::record::draft::Draft;
use crate::schema::field::{Field, Shape};
use crate::store::{self, Repository};
use crate::text::{is_blank, quote, suggest, visible_whole};
use clap::ArgMatches;
use std::io::{self, Read};
use std::path::Path;

/// The most bytes that are read.
const LIMIT: u64 = 16 << 20;

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

/// The record that the command line says.
pub(super) fn said(matches: &ArgMatches, kind: Kind) -> Result<Draft, Problem> {
    let all = |name: &str| matches.get_many::<String>(name).into_iter().flatten();
    let mut draft = Draft::new();
    for pair in all("pair").chain(all("set")) {
        let wrong = |why: &Text| {
            let pair = quote(pair);
            Problem::new(Text::made(format!("{pair}：{}", why.zh), format!("{pair}: {}", why.en)))
        };
        let Some((word, text)) = pair.split_once(['=', '＝']) else {
            return Err(wrong(&Text::fixed(
                "应写作 键=值，如 found_on=2023-08-17",
                "write KEY=VALUE, as in found_on=2023-08-17",
            )));
        };
        let (path, field) = add::key(kind, word.trim()).map_err(|why| wrong(&why))?;
        if is_blank(text) && !is_empty_list(field) {
            return Err(wrong(&Text::fixed("没有写值", "no value is told")));
        }
        if draft.get(&path).is_some() {
            return Err(wrong(&Text::fixed("这个键说了两次", "the key is told twice")));
        }
        draft.set(&path, add::value(field, text).map_err(|why| wrong(&why))?);
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
            let near = suggest(id, repository.records.enterprises.iter().map(|entry| entry.id.as_str()));
            let id = quote(id);
            Problem::new(Text::made(
                format!("{zh}没有企业 {id}，{}", near.zh),
                format!("{en}there is no enterprise {id}; {}", near.en),
            ))
        }
        None => Problem::new(Text::made(
            format!("{zh}请用 --unit 写明记录属于哪个单位"),
            format!("{en}name the unit whose record it is with --unit"),
        )),
    }
}
