//! 《工贸企业重大事故隐患判定标准》: the clauses by which a hazard is a major one.

use crate::config::{ConfigError, Source, Table, unknown_word};
use crate::lang::Text;
use crate::record::Enterprise;
use crate::record::term::{Industry, Word};
use crate::text::quote;
use std::collections::BTreeMap;

/// The standard: its clauses by code.
#[derive(Debug, Clone, PartialEq)]
pub struct Standard {
    /// Its title.
    pub title: String,
    /// The number of the order that issued it.
    pub document: String,
    /// Article 14: a safeguard that has failed counts as the hazard itself.
    pub note: String,
    /// The clauses by code.
    pub clauses: BTreeMap<String, Clause>,
}

/// One clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The code, e.g. `GM-04-03`.
    pub code: String,
    /// Its place in the standard, e.g. 第四条第（三）项.
    pub name: String,
    /// The opening words of its article.
    pub heading: String,
    /// Its wording.
    pub text: String,
    /// Which enterprises it is for.
    pub scope: Scope,
}

/// Which enterprises a clause is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Any enterprise.
    All,
    /// Those of these industries.
    Industries(Vec<Industry>),
    /// Those with one of these domains.
    Domains(Vec<String>),
}

impl Scope {
    /// Whether an enterprise is covered.
    pub fn covers(&self, enterprise: &Enterprise) -> bool {
        match self {
            Self::All => true,
            Self::Industries(industries) => industries.contains(&enterprise.industry),
            Self::Domains(domains) => domains.iter().any(|domain| enterprise.domains.contains(domain)),
        }
    }

    /// The scope in words.
    pub fn describe(&self) -> Text {
        let made = |zh: &str, en: &str, words: Vec<&str>| {
            let words = words.join("、");
            Text::made(format!("{zh}：{words}"), format!("{en}: {words}"))
        };
        match self {
            Self::All => Text::fixed("所有工贸企业", "all enterprises"),
            Self::Industries(industries) => {
                made("所属行业", "industry", industries.iter().map(|industry| industry.word()).collect())
            }
            Self::Domains(domains) => {
                made("涉及领域", "domain", domains.iter().map(String::as_str).collect())
            }
        }
    }
}

impl Standard {
    /// Reads `clauses.toml`.
    ///
    /// # Errors
    /// All mistakes, each with its line.
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ConfigError>> {
        Source::new(path, text).read(read_standard)
    }

    /// The clause of a code.
    pub fn clause(&self, code: &str) -> Option<&Clause> {
        self.clauses.get(code)
    }
}

struct Article {
    number: u32,
    heading: String,
    scope: Scope,
}

fn read_standard(top: &mut Table<'_, '_>) -> Option<Standard> {
    let names = top.required("standard", |top, key| {
        top.table(key, |table| {
            let title = table.required("title", Table::text);
            let document = table.required("document", Table::text);
            table.date("in_force");
            let note = table.text("note");
            Some((title?.value, document?.value, note.map(|note| note.value).unwrap_or_default()))
        })
    });
    let articles = top.required("articles", |top, key| top.tables(key, read_article))?;
    let clauses =
        top.required("clauses", |top, key| top.tables(key, |table| read_clause(table, &articles)))?;
    let (title, document, note) = names?;
    let mut by_code = BTreeMap::new();
    for (span, clause) in clauses {
        let code = quote(&clause.code);
        if by_code.insert(clause.code.clone(), clause).is_some() {
            top.error(
                span,
                Text::made(format!("条款 {code} 出现两次"), format!("the clause {code} is there twice")),
            );
        }
    }
    Some(Standard { title, document, note, clauses: by_code })
}

fn read_article(table: &mut Table<'_, '_>) -> Option<Article> {
    let number = table.required("number", Table::whole);
    table.text("name");
    let heading = table.required("heading", Table::text);
    let scope = table.required("scope", |table, key| table.table(key, read_scope));
    Some(Article { number: number?.value, heading: heading?.value, scope: scope? })
}

fn read_clause(table: &mut Table<'_, '_>, articles: &[Article]) -> Option<(std::ops::Range<usize>, Clause)> {
    let code = table.required("code", Table::text);
    let number = table.required("article", Table::whole);
    table.required("item", Table::whole);
    let name = table.required("name", Table::text);
    let text = table.required("text", Table::text);
    let own_scope = table.table("scope", read_scope);
    let (code, number) = (code?, number?);
    let Some(article) = articles.iter().find(|article| article.number == number.value) else {
        table.error(number.span, Text::fixed("没有这一条", "there is no such article"));
        return None;
    };
    let clause = Clause {
        code: code.value,
        name: name?.value,
        heading: article.heading.clone(),
        text: text?.value,
        scope: own_scope.unwrap_or_else(|| article.scope.clone()),
    };
    Some((code.span, clause))
}

fn read_scope(table: &mut Table<'_, '_>) -> Option<Scope> {
    let all = table.boolean("all");
    let industries = table.texts("industries");
    let domains = table.texts("domains");
    match (all, industries, domains) {
        (Some(true), None, None) => Some(Scope::All),
        (None, Some(words), None) => {
            let mut industries = Vec::new();
            for word in words {
                match Industry::of_word(&word.value) {
                    Some(industry) => industries.push(industry),
                    None => table
                        .error(word.span, unknown_word(&word.value, Industry::words().collect::<Vec<_>>())),
                }
            }
            Some(Scope::Industries(industries))
        }
        (None, None, Some(words)) => Some(Scope::Domains(words.into_iter().map(|word| word.value).collect())),
        _ => {
            table.error(
                table.span(),
                Text::fixed(
                    "适用范围应为 all = true、industries 或 domains 之一",
                    "a scope is one of all = true, industries or domains",
                ),
            );
            None
        }
    }
}
