//! What may be typed next: keys that are not there yet, words, clauses, ids, days.

use super::cursor::Typed;
use super::diagnose::find;
use super::keys::{self, Key, Values};
use super::text::Lines;
use crate::check::rules;
use crate::lang::{Lang, Text};
use crate::plan::UnitIndex;
use crate::record::{Enterprise, Kind, Month};
use crate::store::Repository;
use crate::store::records::AnyRecord;
use crate::text::visible;
use chrono::NaiveDate;
use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, TextEdit};

/// The most ids that are offered; typing on narrows them.
const MOST: usize = 500;

/// Where something is typed.
pub(super) struct Place<'a> {
    pub(super) repository: &'a Repository,
    pub(super) lines: &'a Lines<'a>,
    pub(super) kind: Kind,
    pub(super) unit: Option<UnitIndex>,
    pub(super) typed: &'a Typed,
    pub(super) lang: Lang,
    pub(super) today: NaiveDate,
}

/// One thing that may be typed.
struct Offer {
    insert: String,
    detail: String,
    sort: CompletionItemKind,
    /// What else finds it: an enterprise's name.
    filter: Option<String>,
}

impl Offer {
    fn new(insert: impl Into<String>, detail: impl Into<String>, sort: CompletionItemKind) -> Self {
        Self { insert: insert.into(), detail: detail.into(), sort, filter: None }
    }
}

/// What may be typed at a place; the second tells that there is more.
pub(super) fn offers(place: &Place<'_>) -> (Vec<CompletionItem>, bool) {
    let cursor = &place.typed.cursor;
    let path = cursor.path();
    let key = keys::find(place.kind, &path);
    let holds_keys = |key: &Key| matches!(key.values, Values::Mapping | Values::Mappings);
    let mut offers = match key {
        // A word behind a dash is an item of the list above, unless the items have keys.
        _ if cursor.on_key && key.is_none_or(holds_keys) => keys_at(place, &path),
        Some(key) => values(place, key),
        None => Vec::new(),
    };
    let more = offers.len() > MOST;
    offers.truncate(MOST);
    let range = place.lines.range(cursor.span.start, cursor.span.end);
    let items = offers.into_iter().enumerate().map(|(position, offer)| {
        let label = offer.insert.trim_end_matches([':', ' ']).to_owned();
        CompletionItem {
            label,
            kind: Some(offer.sort),
            detail: Some(offer.detail),
            sort_text: Some(format!("{position:04}")),
            filter_text: offer.filter,
            text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: offer.insert })),
            ..CompletionItem::default()
        }
    });
    (items.collect(), more)
}

fn keys_at(place: &Place<'_>, path: &[&str]) -> Vec<Offer> {
    let repository = place.repository;
    let typed = place.typed;
    let missing = |name: &str| !typed.siblings.iter().any(|key| key == name);
    match (place.kind, path) {
        (Kind::Selfcheck, ["items"]) => {
            let items = repository.catalog.selfcheck.items.iter().enumerate();
            let items = items.map(|(index, item)| ((index + 1).to_string(), item));
            let items = items.filter(|(number, _)| missing(number));
            return items
                .map(|(number, item)| {
                    let insert = format!("{number}: {{status: }}");
                    let mut offer = Offer::new(insert, item.content.clone(), CompletionItemKind::PROPERTY);
                    offer.filter = Some(number);
                    offer
                })
                .collect();
        }
        (Kind::Filing, ["figures"]) => {
            let parts = repository.catalog.forms.parts().filter(|part| missing(part.key.name()));
            return parts
                .map(|part| {
                    let insert = format!("{}: ", part.key.name());
                    Offer::new(insert, part.name.clone(), CompletionItemKind::PROPERTY)
                })
                .collect();
        }
        _ => {}
    }
    let word = match place.kind {
        Kind::Activity => typed.field("kind"),
        Kind::Filing => typed.field("document"),
        _ => None,
    };
    let fits = |key: &&Key| missing(key.name()) && keys::goes_with(place.kind, key.name(), word);
    keys::below(place.kind, path)
        .into_iter()
        .filter(fits)
        .map(|key| {
            let ending = match key.values {
                Values::Mapping | Values::Mappings => ":",
                _ => ": ",
            };
            let label = key.label.in_lang(place.lang).to_owned();
            Offer::new(format!("{}{ending}", key.name()), label, CompletionItemKind::PROPERTY)
        })
        .collect()
}

fn values(place: &Place<'_>, key: &Key) -> Vec<Offer> {
    let today = Text::fixed("今天", "today").in_lang(place.lang).to_owned();
    let label = || key.label.in_lang(place.lang).to_owned();
    match key.values {
        Values::Free | Values::Mapping | Values::Mappings => Vec::new(),
        Values::Date => vec![Offer::new(place.today.to_string(), today, CompletionItemKind::VALUE)],
        Values::Month => {
            let returns = &place.repository.plan.returns;
            let months = returns.first_month.until(returns.last_month);
            let months = months.take(120).map(|month: Month| {
                let due = place.repository.plan.due(month).to_string();
                Offer::new(month.to_string(), due, CompletionItemKind::VALUE)
            });
            months.collect()
        }
        Values::Boolean => ["是", "否"]
            .into_iter()
            .map(|word| Offer::new(word, label(), CompletionItemKind::VALUE))
            .collect(),
        Values::Words(words) => {
            let words = words().into_iter();
            words.map(|word| Offer::new(word, label(), CompletionItemKind::ENUM_MEMBER)).collect()
        }
        Values::Clause => clauses(place),
        Values::Reference(kind) => references(place, kind),
        Values::Rule => {
            let rules = rules::ALL.iter().filter(|rule| rule.is_negotiable());
            rules
                .map(|rule| {
                    let summary = rule.summary.in_lang(place.lang);
                    Offer::new(rule.code, summary, CompletionItemKind::CONSTANT)
                })
                .collect()
        }
    }
}

/// The enterprise that the record at hand is about.
fn enterprise_of<'a>(place: &Place<'a>) -> Option<&'a Enterprise> {
    let id = place.typed.field("enterprise")?;
    match find(&place.repository.records, Kind::Enterprise, id)? {
        AnyRecord::Enterprise(enterprise) => Some(&enterprise.record),
        _ => None,
    }
}

/// The clauses, those for the enterprise first.
fn clauses(place: &Place<'_>) -> Vec<Offer> {
    let enterprise = enterprise_of(place);
    let covers = |clause: &&crate::catalog::Clause| {
        enterprise.is_none_or(|enterprise| clause.scope.covers(enterprise))
    };
    let all = &place.repository.catalog.standard.clauses;
    let (own, others): (Vec<_>, Vec<_>) = all.values().partition(covers);
    let offers = own.into_iter().chain(others).map(|clause| {
        let mut offer = Offer::new(&*clause.code, &*clause.text, CompletionItemKind::REFERENCE);
        offer.filter = Some(format!("{} {}", clause.code, clause.text));
        offer
    });
    offers.collect()
}

/// The ids of a kind: of the enterprise at hand, else of the own unit, first.
fn references(place: &Place<'_>, kind: Kind) -> Vec<Offer> {
    let about = if kind == Kind::Enterprise { None } else { place.typed.field("enterprise") };
    let mut records: Vec<AnyRecord<'_>> = place.repository.records.of_kind(kind).collect();
    records.sort_by_key(|record| {
        let same_enterprise = about.is_some() && record.enterprise() == about;
        (!same_enterprise, Some(record.origin().unit) != place.unit)
    });
    let offers = records.into_iter().take(MOST + 1).map(|record| {
        let detail = match record {
            AnyRecord::Enterprise(enterprise) => visible(&enterprise.name),
            AnyRecord::Hazard(hazard) => format!("{} {}", hazard.found_on, visible(&hazard.description)),
            AnyRecord::Inspection(inspection) => {
                format!("{} {} {}", inspection.date, inspection.kind, visible(&inspection.enterprise))
            }
            _ => String::new(),
        };
        let mut offer = Offer::new(record.id(), &*detail, CompletionItemKind::REFERENCE);
        offer.filter = Some(format!("{} {detail}", record.id()));
        offer
    });
    offers.collect()
}
