//! The tables of rules in the READMEs, and the page that explains them all, are those of the registry.
//! `BLESS=1 cargo test --test readme` rewrites them.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test that reads and blesses files")]

use hazards::check::rules;
use hazards::lang::Lang;
use std::fs;
use std::path::Path;

const BEGIN: &str = "<!-- rules: written by `BLESS=1 cargo test --test readme` -->\n";
const END: &str = "<!-- end of rules -->";

fn table(lang: Lang) -> String {
    let head = match lang {
        Lang::Zh => "| 编号 | 名称 | 级别 | 何时报告 |",
        Lang::En => "| code | name | severity | reported when |",
    };
    let row = |rule: &&hazards::check::Rule| {
        let severity = rule.severity.word();
        let summary = rule.summary.in_lang(lang).replace('|', "\\|").replace('<', "&lt;");
        format!("| {} | {} | {} | {summary} |\n", rule.code, rule.name, severity.in_lang(lang))
    };
    let rows: String = rules::ALL.iter().map(row).collect();
    format!("{head}\n| --- | --- | --- | --- |\n{rows}")
}

#[test]
fn tables_of_rules() {
    for (name, lang) in [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let (before, rest) = text.split_once(BEGIN).unwrap();
        let (_, after) = rest.split_once(END).unwrap();
        let wanted = format!("{before}{BEGIN}{}{END}{after}", table(lang));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &wanted).unwrap();
        } else {
            assert_eq!(text, wanted, "{name}: run BLESS=1 cargo test --test readme");
        }
    }
}

#[test]
fn page_of_rules() {
    for (name, lang) in [("src/check/RULES.md", Lang::En), ("src/check/RULES.zh-CN.md", Lang::Zh)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let wanted = hazards::write::rules::markdown(lang);
        for rule in rules::ALL {
            assert!(wanted.contains(&format!("\n### {} {}\n", rule.code, rule.name)), "{}", rule.code);
            for example in [rule.wrong, rule.right] {
                assert!(
                    wanted.contains(&format!("```yaml\n{}\n```\n", example.text.trim_end())),
                    "{}",
                    rule.code
                );
            }
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &wanted).unwrap();
        } else {
            let text = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
            assert_eq!(text, wanted, "{name}: run BLESS=1 cargo test --test readme");
        }
    }
}
