//! `hazards catalog`: the clauses of the standard and the self-check items, looked up.

use super::arguments::words;
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::catalog::{Catalog, Wanted};
use crate::config::{suggest, unknown_word};
use crate::lang::{Lang, Text};
use crate::record::term::{Industry, Word};
use crate::record::{Enterprise, Entry};
use crate::store::Repository;
use crate::text::{nearest, quote};
use crate::write::lookup::Found;
use clap::{Arg, ArgAction, ArgMatches, Command};

pub(super) const VERB: Verb = Verb { name: "catalog", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("catalog")
        .about(say("查阅判定标准的条款和自检自查的项目", "look up clauses and self-check items"))
        .after_help(say(
            "示例：
  hazards catalog                          全部条款
  hazards catalog 有限空间                 编号、条名、原文或适用范围中有“有限空间”的条款
  hazards catalog '煤气 报警'              两个词都有的条款
  hazards catalog GM-04 --format csv       第四条各项，csv 格式
  hazards catalog --industry 冶金          专为冶金企业规定的条款
  hazards catalog --for ql-01              适用于该企业的条款，包括适用于所有企业的
  hazards catalog --selfcheck 带队         自检自查项目中有“带队”的",
            "Examples:
  hazards catalog                          all clauses
  hazards catalog 有限空间                 those with 有限空间 in code, article, wording or scope
  hazards catalog '煤气 报警'              those with both words
  hazards catalog GM-04 --format csv       the items of article 4 as CSV
  hazards catalog --industry 冶金          those written for metallurgy
  hazards catalog --for ql-01              those that cover this enterprise, the general ones included
  hazards catalog --selfcheck 带队         the self-check items with 带队 in them",
        ))
        .arg(Arg::new("word").value_name(say("词", "WORD")).help(say(
            "要找的词；用空格分开几个词时须都有",
            "what to look for; of words with blanks between, each must be there",
        )))
        .arg(
            Arg::new("industry")
                .long("industry")
                .value_name(say("行业", "INDUSTRY"))
                .conflicts_with("selfcheck")
                .help(say("专为该行业规定的条款", "clauses written for this industry")),
        )
        .arg(
            Arg::new("for")
                .long("for")
                .value_name(say("企业", "ENTERPRISE"))
                .conflicts_with("selfcheck")
                .help(say(
                    "适用于该企业的条款；写企业的编号或名称",
                    "clauses that cover this enterprise, by id or name",
                )),
        )
        .arg(
            Arg::new("selfcheck")
                .long("selfcheck")
                .action(ArgAction::SetTrue)
                .help(say("查自检自查项目（附件1），不查条款", "the self-check items (附件1) instead")),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say("格式", "FORMAT"))
                .value_parser(["table", "csv", "json"])
                .default_value("table")
                .hide_possible_values(true)
                .hide_default_value(true)
                .help(say("table（缺省）、csv 或 json", "table (the default), csv or json")),
        )
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let word = matches.get_one::<String>("word").map(String::as_str);
    let industry = matches.get_one::<String>("industry").map(|word| industry(word)).transpose()?;
    let own;
    let (catalog, enterprise) = match matches.get_one::<String>("for") {
        Some(name) => {
            let repository = world.open()?;
            (&repository.catalog, Some(&enterprise(repository, name)?.record))
        }
        None => {
            own = world.catalog()?;
            (&own, None)
        }
    };
    let found = if matches.get_flag("selfcheck") {
        Found::Items(catalog.items(word))
    } else {
        Found::Clauses(catalog.clauses(Wanted { word, industry, enterprise }))
    };
    if found.is_empty() {
        return Err(nothing(&found, catalog, Wanted { word, industry, enterprise }));
    }
    let bytes = match matches.get_one::<String>("format").map_or("table", String::as_str) {
        "csv" => found.csv(catalog).map_err(|error| Problem::new(error.0))?,
        "json" => found.json(catalog).into_bytes(),
        _ => found.page(catalog, terminal::WIDTH).into_bytes(),
    };
    terminal::print(&bytes)?;
    Ok(0)
}

fn industry(word: &str) -> Result<Industry, Problem> {
    Industry::of_word(word).ok_or_else(|| {
        let said = unknown_word(word, Industry::words().collect::<Vec<_>>());
        Problem::new(Text::made(
            format!("没有这个行业：{}", said.zh),
            format!("there is no such industry: {}", said.en),
        ))
    })
}

/// The enterprise of an id, else of a name.
fn enterprise<'r>(repository: &'r Repository, name: &str) -> Result<&'r Entry<Enterprise>, Problem> {
    let all = || repository.records.enterprises.iter();
    let by_id = all().find(|entry| &*entry.id == name);
    let mut by_name = all().filter(|entry| entry.name == name);
    match (by_id, by_name.next(), by_name.next()) {
        (Some(entry), ..) | (None, Some(entry), None) => Ok(entry),
        (None, Some(one), Some(other)) => {
            let (name, one, other) = (quote(name), quote(&one.id), quote(&other.id));
            Err(Problem::new(Text::made(
                format!("名称为 {name} 的企业不止一家，请写编号，如 {one} 或 {other}"),
                format!("more than one enterprise is named {name}; give an id, such as {one} or {other}"),
            )))
        }
        (None, None, _) => {
            let known: Vec<&str> = all().flat_map(|entry| [&*entry.id, entry.name.as_str()]).collect();
            let said = match nearest(name, known.iter().copied()) {
                Some(near) => {
                    let near = quote(near);
                    Text::made(format!("，是否为 {near}？"), format!(", did you mean {near}?"))
                }
                None => Text::none(),
            };
            let name = quote(name);
            Err(Problem::new(Text::made(
                format!("没有编号或名称为 {name} 的企业，或其记录无法读取{}", said.zh),
                format!("no enterprise has the id or name {name}, or its record cannot be read{}", said.en),
            )))
        }
    }
}

/// What to say where nothing was found.
fn nothing(found: &Found<'_>, catalog: &Catalog, wanted: Wanted<'_>) -> Problem {
    let Some(word) = wanted.word else {
        return Problem::new(Text::fixed("没有符合条件的条款", "no clause is like that"));
    };
    let said = quote(word);
    let near = match found {
        Found::Items(_) => {
            return Problem::new(Text::made(
                format!("自检自查项目中没有 {said}；不带词可列出全部"),
                format!("no self-check item has {said}; without a word all are listed"),
            ));
        }
        Found::Clauses(_) => {
            let leads = |word: &&str| !catalog.clauses(Wanted { word: Some(word), ..wanted }).is_empty();
            let known: Vec<&str> = catalog.lookup_words().into_iter().filter(leads).collect();
            nearest(word, known.iter().copied()).map(|_| suggest(word, known))
        }
    };
    let near = near.unwrap_or(Text::fixed("不带词可列出全部", "without a word all are listed"));
    Problem::new(Text::made(
        format!("符合条件的条款中没有 {said}；{}", near.zh),
        format!("no clause looked for has {said}; {}", near.en),
    ))
}
