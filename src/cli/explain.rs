//! `hazards explain`: what a rule means, what a figure counts, what a clause says.

use super::arguments::words;
use super::problem::{Outcome, Problem};
use super::{Verb, World, terminal};
use crate::catalog::Catalog;
use crate::check::{Rule, rules};
use crate::config::unknown_word;
use crate::figure::Key;
use crate::lang::{Lang, Text};
use crate::store;
use crate::tally;
use clap::{Arg, ArgMatches, Command};
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
  hazards explain                  列出全部规则和指标",
            "Examples:
  hazards explain P007             a rule: when it holds, where it comes from, a wrong and a right example
  hazards explain five-elements    the same by name
  hazards explain A3               a figure: its label, unit and definition
  hazards explain GM-13-02         a clause: its wording and scope
  hazards explain                  list all rules and figures",
        ))
        .arg(Arg::new("code").value_name(say("编号", "CODE")).help(say(
            "规则、指标或条款的编号，或规则名",
            "the code of a rule, figure or clause, or the name of a rule",
        )))
}

fn run(matches: &ArgMatches, world: &World) -> Outcome {
    let catalog = world.catalog()?;
    let text = match matches.get_one::<String>("code") {
        None => overview(&catalog, world.lang),
        Some(code) => explain(code, &catalog, world.lang)?,
    };
    terminal::print(text.as_bytes())?;
    Ok(0)
}

impl World {
    /// The catalogue of the repository at hand; the built-in one outside of any.
    fn catalog(&self) -> Result<Catalog, Problem> {
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
        return Ok(explain_rule(rule, lang));
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

fn explain_rule(rule: &Rule, lang: Lang) -> String {
    let say = |zh, en| words(lang, zh, en);
    let severity = rule.severity.word();
    let negotiable = if rule.is_negotiable() {
        say(
            "可以豁免（waivers），可在 hazards.toml 的 [rules] 中改级或关闭",
            "can be waived (`waivers`), and overridden or turned off in [rules] of hazards.toml",
        )
    } else {
        say("不能豁免、改级或关闭", "can be neither waived, overridden nor turned off")
    };
    let mut out = String::new();
    let _ = writeln!(out, "{} {} · {}", rule.code, rule.name, severity.in_lang(lang));
    let _ = writeln!(out, "{}\n", rule.summary.in_lang(lang));
    let _ = writeln!(out, "{}\n", rule.explain.in_lang(lang));
    let _ = writeln!(out, "{}{}", say("怎么办：", "What to do: "), rule.help.in_lang(lang));
    let _ = writeln!(out, "{}{}", say("依据：", "Basis: "), rule.basis.in_lang(lang));
    let _ = writeln!(out, "{}{negotiable}", say("豁免：", "Waivers: "));
    for (title, example) in
        [(say("错误的写法", "Wrong"), rule.wrong), (say("正确的写法", "Right"), rule.right)]
    {
        let _ = writeln!(out, "\n{title}{}{}", say("：", ": "), example.path);
        for line in example.text.lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    out
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
    let _ = writeln!(out, "{key} {name}");
    let _ = writeln!(
        out,
        "{}{} · {} · {} {}",
        say("表 ", "Form "),
        catalog.forms.form31.wording.attachment,
        section.name,
        indicator.number,
        indicator.label
    );
    if !unit.is_empty() {
        let _ = writeln!(out, "{}{unit}", say("单位：", "Unit: "));
    }
    let _ = writeln!(out, "{}{}", say("口径：", "Definition: "), definition.in_lang(lang));
    // 技术检查员 of before the campaign count too: the definition says so.
    if key != Key::D7 {
        let _ = writeln!(
            out,
            "{}",
            say(
                "范围：本单位及全部下级单位的记录，日期自方案的 counting_from 起至报表截止日止",
                "Scope: the records of the unit and of all units below it, dated from the plan's counting_from to the cutoff"
            )
        );
    }
    out
}

fn explain_clause(clause: &crate::catalog::Clause, catalog: &Catalog, lang: Lang) -> String {
    let say = |zh, en| words(lang, zh, en);
    let standard = &catalog.standard;
    format!(
        "{} 《{}》（{}）{}\n{}：\n{}\n{}{}\n",
        clause.code,
        standard.title,
        standard.document,
        clause.name,
        clause.heading,
        clause.text,
        say("适用范围：", "Scope: "),
        clause.scope.describe().in_lang(lang)
    )
}

fn overview(catalog: &Catalog, lang: Lang) -> String {
    let say = |zh, en| words(lang, zh, en);
    let mut out = format!("{}\n", say("规则", "Rules"));
    for rule in rules::ALL {
        let severity = rule.severity.word();
        let _ = writeln!(
            out,
            "  {} {:<22} {}  {}",
            rule.code,
            rule.name,
            severity.in_lang(lang),
            rule.summary.in_lang(lang)
        );
    }
    let _ = writeln!(out, "\n{}", say("指标（附件3-1）", "Figures (form 3-1)"));
    for part in catalog.forms.parts() {
        let unit = if part.unit.is_empty() { String::new() } else { format!("（{}）", part.unit) };
        let _ = writeln!(out, "  {:<12} {}{unit}", part.key.name(), part.name);
    }
    let clauses = catalog.standard.clauses.len();
    let _ = match lang {
        Lang::Zh => writeln!(out, "\n条款：《{}》{clauses} 项，如 GM-13-02", catalog.standard.title),
        Lang::En => {
            writeln!(out, "\nClauses: 《{}》, {clauses} of them, such as GM-13-02", catalog.standard.title)
        }
    };
    out
}
