//! The rules explained: one as text for the terminal, all as text or as a page of Markdown.

use super::prose::paragraph;
use crate::check::{Rule, rules};
use crate::lang::{Lang, Text};
use std::fmt::Write;

/// The sorts of rules by the first letter of their codes.
const SORTS: [(char, Text); 5] = [
    ('F', Text::fixed("F：文件与写法", "F: files and spelling")),
    ('R', Text::fixed("R：编号与引用", "R: ids and references")),
    ('V', Text::fixed("V：值", "V: values")),
    ('P', Text::fixed("P：方案的要求", "P: what the plan demands")),
    ('W', Text::fixed("W：豁免", "W: waivers")),
];

const HELP: Text = Text::fixed("怎么办：", "What to do: ");
const BASIS: Text = Text::fixed("依据：", "Basis: ");
const WAIVERS: Text = Text::fixed("豁免：", "Waivers: ");
const WRONG: Text = Text::fixed("错误的写法", "Wrong");
const RIGHT: Text = Text::fixed("正确的写法", "Right");
const COLON: Text = Text::fixed("：", ": ");

fn waivers(rule: &Rule) -> Text {
    if rule.is_negotiable() {
        Text::fixed(
            "可以豁免（waivers），可在 hazards.toml 的 [rules] 中改级或关闭",
            "can be waived (`waivers`), and overridden or turned off in [rules] of hazards.toml",
        )
    } else {
        Text::fixed("不能豁免、改级或关闭", "can be neither waived, overridden nor turned off")
    }
}

/// One rule, for the terminal.
pub fn one(rule: &Rule, lang: Lang) -> String {
    let mut out = String::new();
    let severity = rule.severity.word();
    let _ = writeln!(out, "{} {} · {}", rule.code, rule.name, severity.in_lang(lang));
    paragraph(&mut out, "", rule.summary.in_lang(lang));
    out.push('\n');
    paragraph(&mut out, "", rule.explain.in_lang(lang));
    out.push('\n');
    for (label, text) in [(HELP, &rule.help), (BASIS, &rule.basis), (WAIVERS, &waivers(rule))] {
        paragraph(&mut out, label.in_lang(lang), text.in_lang(lang));
    }
    for (title, example) in [(WRONG, rule.wrong), (RIGHT, rule.right)] {
        let _ = writeln!(out, "\n{}{}{}", title.in_lang(lang), COLON.in_lang(lang), example.path);
        for line in example.text.lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    out
}

/// All rules, for the terminal.
pub fn all(lang: Lang) -> String {
    let pages: Vec<String> = rules::ALL.iter().map(|rule| one(rule, lang)).collect();
    pages.join(&format!("\n{}\n\n", "─".repeat(32)))
}

/// All rules, as a page of Markdown.
pub fn markdown(lang: Lang) -> String {
    let title = Text::fixed("检查规则", "Rules");
    let lead = Text::fixed(
        "本页由程序中的规则生成，与 `hazards explain --all --format markdown` 的输出相同。示例放在 `tests/base` 之上：\
         错误的写法触发该规则，正确的写法不触发。",
        "This page is made of the rules in the program and is what `hazards explain --all --format markdown --lang en` \
         prints. The examples are laid over `tests/base`: the wrong one breaks its rule, the right one does not.",
    );
    let mut out = format!("# {}\n\n{}\n", title.in_lang(lang), lead.in_lang(lang));
    for (letter, sort) in SORTS {
        let _ = writeln!(out, "\n## {}", sort.in_lang(lang));
        for rule in rules::ALL.iter().filter(|rule| rule.code.starts_with(letter)) {
            section(&mut out, rule, lang);
        }
    }
    out
}

fn section(out: &mut String, rule: &Rule, lang: Lang) {
    let severity = rule.severity.word();
    let said = |text: &Text| inline(text.in_lang(lang));
    let _ = writeln!(out, "\n### {} {}\n", rule.code, rule.name);
    let _ = writeln!(out, "**{}** · {}\n", severity.in_lang(lang), said(&rule.summary));
    let _ = writeln!(out, "{}\n", said(&rule.explain));
    for (label, text) in [(HELP, &rule.help), (BASIS, &rule.basis), (WAIVERS, &waivers(rule))] {
        let _ = writeln!(out, "- {}{}", label.in_lang(lang), said(text));
    }
    for (title, example) in [(WRONG, rule.wrong), (RIGHT, rule.right)] {
        let _ = writeln!(out, "\n{}{}`{}`", title.in_lang(lang), COLON.in_lang(lang), example.path);
        let _ = writeln!(out, "\n```yaml\n{}\n```", example.text.trim_end());
    }
}

/// A text as Markdown shows it as it stands; what is in backticks stays so.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut code = false;
    for c in text.chars() {
        match c {
            '`' => code = !code,
            '*' | '_' | '<' | '[' | ']' | '\\' | '#' | '|' if !code => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    out
}
