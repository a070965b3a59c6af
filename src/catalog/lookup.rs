//! Looking things up in the catalogue: clauses and self-check items by a word, clauses by whom they are for.

use super::{Catalog, Clause, Item, Scope};
use crate::record::Enterprise;
use crate::record::term::{Industry, Word};
use crate::text::narrow;

/// Which clauses are wanted; all where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'w> {
    /// Words of which each stands in the code, article, wording or scope.
    pub word: Option<&'w str>,
    /// Clauses written for this industry.
    pub industry: Option<Industry>,
    /// Clauses whose scope covers this enterprise.
    pub enterprise: Option<&'w Enterprise>,
}

impl Catalog {
    /// The clauses that are wanted, by code.
    pub fn clauses(&self, wanted: Wanted<'_>) -> Vec<&Clause> {
        let for_industry = |clause: &Clause, industry| match &clause.scope {
            Scope::Industries(industries) => industries.contains(&industry),
            Scope::All | Scope::Domains(_) => false,
        };
        let clauses = self.standard.clauses.values().filter(|clause| {
            wanted.industry.is_none_or(|industry| for_industry(clause, industry))
                && wanted.enterprise.is_none_or(|enterprise| clause.scope.covers(enterprise))
                && wanted.word.is_none_or(|word| {
                    let scope = clause.scope.describe().zh;
                    stands(word, &[&clause.code, &clause.name, &clause.heading, &clause.text, &scope])
                })
        });
        clauses.collect()
    }

    /// The self-check items in which a word stands, with their numbers.
    pub fn items(&self, word: Option<&str>) -> Vec<(u32, &Item)> {
        let items = (1..).zip(&self.selfcheck.items);
        let wanted = items.filter(|(number, item)| {
            let number = number.to_string();
            word.is_none_or(|word| {
                word == number || stands(word, &[&item.category, &item.content, &item.evidence])
            })
        });
        wanted.collect()
    }

    /// The words by which clauses are mostly looked up: codes, industries and domains.
    pub fn lookup_words(&self) -> Vec<&str> {
        let clauses = self.standard.clauses.values();
        let domains = clauses.filter_map(|clause| match &clause.scope {
            Scope::Domains(domains) => Some(domains),
            Scope::All | Scope::Industries(_) => None,
        });
        let mut words: Vec<&str> = Industry::words().collect();
        words.extend(domains.flatten().map(String::as_str));
        words.extend(self.standard.clauses.keys().map(String::as_str));
        words
    }
}

/// Whether each part of a word stands in one of the texts, in whatever case and width of letters.
fn stands(word: &str, texts: &[&str]) -> bool {
    let plain = |text: &str| narrow(text).to_lowercase();
    let texts: Vec<String> = texts.iter().map(|text| plain(text)).collect();
    plain(word).split_whitespace().all(|part| texts.iter().any(|text| text.contains(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_by_word_and_industry() {
        let catalog = Catalog::built_in();
        let codes = |word: &str| {
            let found = catalog.clauses(Wanted { word: Some(word), ..Wanted::default() });
            found.into_iter().map(|clause| clause.code.as_str()).collect::<Vec<_>>()
        };
        assert!(codes("有限空间").iter().any(|code| code.starts_with("GM-13")));
        assert_eq!(codes("gm-13-02"), ["GM-13-02"]);
        assert_eq!(codes("ＧＭ-13-02"), ["GM-13-02"]);
        assert!(codes("第十三条").iter().all(|code| code.starts_with("GM-13")));
        assert!(codes("没有这样的词").is_empty());
        let industry = Some(Industry::Metallurgy);
        let found = catalog.clauses(Wanted { industry, ..Wanted::default() });
        assert!(found.iter().any(|clause| clause.code == "GM-03-03"));
        assert!(found.iter().all(|clause| clause.code == "GM-03-03" || clause.code.starts_with("GM-04")));
    }

    #[test]
    fn items_by_word_and_number() {
        let catalog = Catalog::built_in();
        assert_eq!(catalog.items(None).len(), 29);
        assert_eq!(catalog.items(Some("2")).first().map(|(number, _)| *number), Some(2));
        assert!(!catalog.items(Some("带队")).is_empty());
    }
}
