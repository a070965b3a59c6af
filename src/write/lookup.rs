//! Clauses and self-check items that were looked up, as a table, CSV or JSON.

use super::{Error, csv, table};
use crate::catalog::{Catalog, Clause, Item, Scope};
use crate::lang::{Lang, list};
use crate::record::term::Word;
use crate::sheet::{Line, Page, Rows, Table, Value};
use crate::text::{json_safe, printable};
use serde_json::{Value as Json, json};

/// What was found.
#[derive(Debug)]
pub enum Found<'c> {
    /// Clauses of the standard.
    Clauses(Vec<&'c Clause>),
    /// Items of 附件1 with their numbers.
    Items(Vec<(u32, &'c Item)>),
}

impl Found<'_> {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Clauses(clauses) => clauses.is_empty(),
            Self::Items(items) => items.is_empty(),
        }
    }

    /// As a table, no wider than so many columns.
    pub fn page(&self, catalog: &Catalog, width: usize) -> String {
        let standard = &catalog.standard;
        let (heading, note) = match self {
            Self::Clauses(clauses) => {
                let (of, all) = (clauses.len(), standard.clauses.len());
                let title = format!("《{}》（{}）", standard.title, standard.document);
                (vec![title, format!("{of} / {all} 项")], standard.note.clone())
            }
            Self::Items(items) => {
                let (of, all) = (items.len(), catalog.selfcheck.items.len());
                let form = &catalog.forms.annex1_attachment;
                (
                    vec![format!("{form}　{}", catalog.selfcheck.title), format!("{of} / {all} 项")],
                    String::new(),
                )
            }
        };
        let (headings, lines) = match self {
            Self::Clauses(clauses) => (words(&["编号", "适用范围", "重大事故隐患情形"]), articles(clauses)),
            Self::Items(items) => {
                let columns = catalog.selfcheck.columns.iter().skip(1).take(2).cloned();
                (words(&["序号"]).into_iter().chain(columns).collect(), categories(items))
            }
        };
        let notes = Some(note).filter(|note| !note.is_empty()).map(|note| format!("注：{note}"));
        let page = Page {
            heading: vec![heading],
            tables: vec![Table { headings, lead: 0, lines }],
            notes: notes.into_iter().collect(),
        };
        table::page(&page, width)
    }

    /// As CSV.
    ///
    /// # Errors
    /// Never in practice.
    pub fn csv(&self, catalog: &Catalog) -> Result<Vec<u8>, Error> {
        csv::csv(&self.rows(catalog))
    }

    fn rows(&self, catalog: &Catalog) -> Rows {
        match self {
            Self::Clauses(clauses) => Rows {
                headings: words(&["编号", "条款", "适用范围", "重大事故隐患情形"]),
                rows: clauses
                    .iter()
                    .map(|clause| {
                        let scope = clause.scope.describe().zh.into_owned();
                        vec![
                            (&clause.code).into(),
                            (&clause.name).into(),
                            scope.into(),
                            (&clause.text).into(),
                        ]
                    })
                    .collect(),
            },
            Self::Items(items) => {
                let columns = catalog.selfcheck.columns.iter().take(3).cloned();
                let row = |(number, item): &(u32, &Item)| {
                    let texts = [&item.category, &item.content, &item.evidence];
                    std::iter::once(Value::Count((*number).into())).chain(texts.map(Value::from)).collect()
                };
                Rows {
                    headings: words(&["序号"]).into_iter().chain(columns).collect(),
                    rows: items.iter().map(row).collect(),
                }
            }
        }
    }

    /// As JSON.
    pub fn json(&self, catalog: &Catalog) -> String {
        let standard = &catalog.standard;
        let document = match self {
            Self::Clauses(clauses) => json!({
                "version": 1,
                "standard": {
                    "title": printable(&standard.title),
                    "document": printable(&standard.document),
                    "note": printable(&standard.note),
                },
                "clauses": clauses.iter().map(|clause| json_of_clause(clause)).collect::<Vec<Json>>(),
            }),
            Self::Items(items) => json!({
                "version": 1,
                "items": items.iter().map(|(number, item)| json!({
                    "number": number,
                    "category": printable(&item.category),
                    "content": printable(&item.content),
                    "evidence": printable(&item.evidence),
                })).collect::<Vec<Json>>(),
            }),
        };
        json_safe(format!("{document:#}\n"))
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Clauses below the opening words of their articles.
fn articles(clauses: &[&Clause]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut heading = "";
    for clause in clauses {
        if heading != clause.heading {
            heading = &clause.heading;
            lines.push(Line::Band(heading.to_owned()));
        }
        let scope = match &clause.scope {
            Scope::All => clause.scope.describe().zh.into_owned(),
            Scope::Industries(industries) => list(industries, Lang::Zh),
            Scope::Domains(domains) => list(domains, Lang::Zh),
        };
        lines.push(Line::Cells(vec![(&clause.code).into(), scope.into(), (&clause.text).into()]));
    }
    lines
}

/// Self-check items below their categories.
fn categories(items: &[(u32, &Item)]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut category = "";
    for (number, item) in items {
        if category != item.category {
            category = &item.category;
            lines.push(Line::Band(category.to_owned()));
        }
        let number = Value::Count((*number).into());
        lines.push(Line::Cells(vec![number, (&item.content).into(), (&item.evidence).into()]));
    }
    lines
}

fn json_of_clause(clause: &Clause) -> Json {
    let scope = match &clause.scope {
        Scope::All => json!({"all": true}),
        Scope::Industries(industries) => {
            json!({"industries": industries.iter().map(|industry| industry.word()).collect::<Vec<_>>()})
        }
        Scope::Domains(domains) => {
            json!({"domains": domains.iter().map(|domain| printable(domain)).collect::<Vec<_>>()})
        }
    };
    json!({
        "code": clause.code,
        "name": printable(&clause.name),
        "heading": printable(&clause.heading),
        "scope": scope,
        "text": printable(&clause.text),
    })
}
