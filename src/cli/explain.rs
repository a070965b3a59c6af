//! `hazards explain`: what a rule means, what a figure counts, what a clause says.

use super::arguments::words;
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::catalog::Catalog;
use crate::check::rules;
use crate::config::unknown_word;
use crate::figure::Key;
use crate::lang::{Lang, Text};
use crate::store;
use crate::tally;
use crate::write::prose::paragraph;
use crate::write::rules as pages;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::fmt::Write;

pub(super) const VERB: Verb = Verb { name: "explain", command, run };

fn command(lang: Lang) -> Command {
    let say = |zh, en| words(lang, zh, en);
    Command::new("explain")
        .about(say("说明一条规则、一个指标或一个条款", "explain a rule, a figure or a clause"))
        .after_help(say(
            "示例：
  hazards explain P007             规则：何时报、依据、错误与正确的写法
  hazards explain five-elements    同上，用规则名
  hazards explain A3               指标：表上的名称、单位、口径
  hazards explain GM-13-02         条款原文与适用范围
  hazards explain                  列出全部规则和指标
  hazards explain --all            全部规则的说明（--format markdown 生成一页手册）",
            "Examples:
  hazards explain P007             a rule: when it holds, where it comes from, a wrong and a right example
  hazards explain five-elements    the same by name
  hazards explain A3               a figure: its label, unit and definition
  hazards explain GM-13-02         a clause: its wording and scope
  hazards explain                  list all rules and figures
  hazards explain --all            explain all rules (with --format markdown: one page of manual)",
        ))
        .arg(Arg::new("code").value_name(say("编号", "CODE")).help(say(
            "规则、指标或条款的编号，或规则名",
            "the code of a rule, figure or clause, or the name of a rule",
        )))
        .arg(
            Arg::new("all")
                .long("all")
                .action(ArgAction::SetTrue)
                .conflicts_with("code")
                .help(say("说明全部规则", "explain all rules")),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say("格式", "FORMAT"))
                .value_parser(["text", "markdown"])
                .requires("all")
                .hide_possible_values(true)
                .help(say(
                    "与 --all 同用：text（缺省）或 markdown",
                    "with --all: text (default) or markdown",
                )),
        )
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let lang = world.lang;
    if matches.get_flag("all") {
        let page = match matches.get_one::<String>("format").map(String::as_str) {
            Some("markdown") => pages::markdown(lang),
            _ => pages::all(lang),
        };
        terminal::print(page.as_bytes())?;
        return Ok(0);
    }
    let catalog = world.catalog()?;
    let text = match matches.get_one::<String>("code") {
        None => overview(&catalog, lang),
        Some(code) => explain(code, &catalog, lang)?,
    };
    terminal::print(text.as_bytes())?;
    Ok(0)
}

impl World {
    /// The catalogue of the repository at hand; the built-in one outside of any.
    pub(super) fn catalog(&self) -> Result<Catalog, Problem> {
        match (&self.dir, self.find_root()) {
            (None, Err(_)) => Ok(Catalog::built_in()),
            (None, Ok(root)) => Ok(store::open_catalog(&root)?),
            (Some(root), _) => Ok(store::open_catalog(root)?),
        }
    }
}

fn explain(code: &str, catalog: &Catalog, lang: Lang) -> Result<String, Problem> {
    let upper = code.to_ascii_uppercase();
    let rule = rules::ALL.iter().find(|rule| rule.code == upper || rule.name == code.to_ascii_lowercase());
    if let Some(rule) = rule {
        return Ok(pages::one(rule, lang));
    }
    if let Some(key) = Key::ALL.iter().find(|key| key.name().eq_ignore_ascii_case(code)) {
        return Ok(explain_figure(*key, catalog, lang));
    }
    if let Some(clause) = catalog.standard.clause(&upper) {
        return Ok(explain_clause(clause, catalog, lang));
    }
    let known: Vec<&str> = rules::ALL
        .iter()
        .flat_map(|rule| [rule.code, rule.name])
        .chain(Key::ALL.iter().map(|key| key.name()))
        .chain(catalog.standard.clauses.keys().map(String::as_str))
        .collect();
    let said = match crate::text::nearest(code, known.iter().copied()) {
        Some(_) => unknown_word(code, known),
        None => {
            let code = crate::text::quote(code);
            Text::made(
                format!("{code}；不带编号运行 hazards explain 可列出全部"),
                format!("{code}; hazards explain without a code lists all"),
            )
        }
    };
    Err(Problem::new(Text::made(
        format!("没有这个规则、指标或条款：{}", said.zh),
        format!("there is no such rule, figure or clause: {}", said.en),
    )))
}

fn explain_figure(key: Key, catalog: &Catalog, lang: Lang) -> String {
    let say = |zh, en| words(lang, zh, en);
    let definition = &tally::indicator(key).definition;
    let mut out = String::new();
    let Some((section, indicator)) = catalog.forms.indicator(key) else {
        return out;
    };
    let part = indicator.parts.iter().find(|part| part.key == key);
    let (name, unit) = part.map_or(("", ""), |part| (part.name.as_str(), part.unit.as_str()));
    paragraph(&mut out, &format!("{key} "), name);
    let attachment = &catalog.forms.form31.wording.attachment;
    let place = format!("{attachment} · {} · {} {}", section.name, indicator.number, indicator.label);
    paragraph(&mut out, say("表 ", "Form "), &place);
    if !unit.is_empty() {
        paragraph(&mut out, say("单位：", "Unit: "), unit);
    }
    paragraph(&mut out, say("口径：", "Definition: "), definition.in_lang(lang));
    // 技术检查员 of before the campaign count too: the definition says so.
    if key != Key::D7 {
        let scope = say(
            "本单位及全部下级单位的记录，日期自方案的 counting_from 起至报表截止日止",
            "the records of the unit and of all units below it, dated from the plan's counting_from to the cutoff",
        );
        paragraph(&mut out, say("范围：", "Scope: "), scope);
    }
    out
}

fn explain_clause(clause: &crate::catalog::Clause, catalog: &Catalog, lang: Lang) -> String {
    let standard = &catalog.standard;
    let mut out = String::new();
    let title = format!("《{}》（{}）{}", standard.title, standard.document, clause.name);
    paragraph(&mut out, &format!("{} ", clause.code), &title);
    paragraph(&mut out, "", &format!("{}：", clause.heading));
    paragraph(&mut out, "", &clause.text);
    paragraph(&mut out, words(lang, "适用范围：", "Scope: "), clause.scope.describe().in_lang(lang));
    out
}

fn overview(catalog: &Catalog, lang: Lang) -> String {
    let say = |zh, en| words(lang, zh, en);
    let mut out = format!("{}\n", say("规则", "Rules"));
    for rule in rules::ALL {
        let severity = rule.severity.word();
        let label = format!(
            "  {} {:<22} {:<width$}  ",
            rule.code,
            rule.name,
            severity.in_lang(lang),
            width = say("", "warning").len()
        );
        paragraph(&mut out, &label, rule.summary.in_lang(lang));
    }
    let _ = writeln!(out, "\n{}", say("指标（附件3-1）", "Figures (form 3-1)"));
    for part in catalog.forms.parts() {
        let unit = if part.unit.is_empty() { String::new() } else { format!("（{}）", part.unit) };
        paragraph(&mut out, &format!("  {:<12} ", part.key.name()), &format!("{}{unit}", part.name));
    }
    out.push('\n');
    let (title, clauses) = (&catalog.standard.title, catalog.standard.clauses.len());
    let said = Text::made(
        format!("《{title}》{clauses} 项，如 GM-13-02"),
        format!("《{title}》, {clauses} of them, such as GM-13-02"),
    );
    paragraph(&mut out, say("条款：", "Clauses: "), said.in_lang(lang));
    out
}
