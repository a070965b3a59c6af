//! From a reference to its record and back, and the records of a file or of the whole repository by name.

use super::cursor::Cursor;
use super::diagnose::title;
use super::keys::{self, Values};
use super::text::{Encoding, Lines, range_in_excerpt};
use super::uri::uri_of;
use crate::lang::Lang;
use crate::record::{Kind, Origin};
use crate::store::records::AnyRecord;
use crate::store::{Records, Workspace, records_of, yaml};
use crate::text::visible;
use lsp_types::{DocumentSymbol, Location, SymbolInformation, SymbolKind};
use std::collections::BTreeMap;

/// The most symbols that are given at a time.
const SYMBOLS: usize = 200;

/// The record that the word under the cursor names.
pub(super) fn named(kind: Kind, cursor: &Cursor) -> Option<(Kind, &str)> {
    let path = cursor.path();
    let of = match path.as_slice() {
        ["id"] => kind,
        path => match keys::find(kind, path)?.values {
            Values::Reference(kind) => kind,
            _ => return None,
        },
    };
    (!cursor.on_key).then_some((of, cursor.text.as_str()))
}

/// Where records of this kind and id stand; several where the id is there twice.
pub(super) fn definitions(workspace: &Workspace, kind: Kind, id: &str, encoding: Encoding) -> Vec<Location> {
    let records = &workspace.repository().records;
    let sound = records.of_kind(kind).filter(|record| record.id() == id).map(AnyRecord::origin);
    let unread = records.stubs.iter().filter(|stub| stub.kind == kind && stub.id.as_deref() == Some(id));
    let places = sound.chain(unread.map(|stub| stub.origin)).map(|origin| (origin, "id"));
    locations(workspace, places, encoding)
}

/// Where a record is referred to.
pub(super) fn references(workspace: &Workspace, kind: Kind, id: &str, encoding: Encoding) -> Vec<Location> {
    let records = &workspace.repository().records;
    let mut places: Vec<(Origin, &'static str)> = Vec::new();
    match kind {
        Kind::Enterprise => {
            let about = records.all().filter(|record| record.enterprise() == Some(id));
            places.extend(about.map(|record| (record.origin(), "enterprise")));
        }
        Kind::Inspection => {
            let hazards = records.hazards.iter().filter(|hazard| hazard.inspection.as_deref() == Some(id));
            places.extend(hazards.map(|hazard| (hazard.origin, "inspection")));
            let cases = records.penalties.iter().filter(|case| case.inspection.as_deref() == Some(id));
            places.extend(cases.map(|case| (case.origin, "inspection")));
        }
        Kind::Hazard => {
            let cases = records.penalties.iter().filter(|case| case.hazard.as_deref() == Some(id));
            places.extend(cases.map(|case| (case.origin, "hazard")));
        }
        _ => {}
    }
    places.sort_unstable();
    locations(workspace, places.into_iter(), encoding)
}

/// Turns records and keys of them into locations, reading each file once.
fn locations<'k>(
    workspace: &Workspace,
    places: impl Iterator<Item = (Origin, &'k str)>,
    encoding: Encoding,
) -> Vec<Location> {
    let repository = workspace.repository();
    let mut by_file: BTreeMap<(&str, &str), Vec<Origin>> = BTreeMap::new();
    for (origin, key) in places {
        by_file.entry((repository.records.path(origin), key)).or_default().push(origin);
    }
    let mut all = Vec::new();
    for ((path, key), origins) in by_file {
        let Some(uri) = uri_of(&repository.root, path) else {
            continue;
        };
        let text = workspace.text(path);
        let lines = Lines::new(&text, encoding);
        let open = workspace.is_open(path);
        all.extend(workspace.places(path, &origins, key).iter().map(|place| {
            let range = if open { lines.range_of(place) } else { range_in_excerpt(place, encoding) };
            Location { uri: uri.clone(), range }
        }));
    }
    all
}

/// The records of a file.
#[allow(deprecated, reason = "the type asks for a field that is no longer used")]
pub(super) fn symbols_of(lines: &Lines<'_>, kind: Kind, lang: Lang) -> Vec<DocumentSymbol> {
    let tree = yaml::parse(lines.body());
    let own = if kind == Kind::Selfcheck { "enterprise" } else { "id" };
    let symbols = records_of(&tree).filter_map(Result::ok).take(10 * SYMBOLS).map(|record| {
        let value = |key: &str| {
            let found = record.entries().find(|(name, _)| name.text() == key);
            found.map(|(_, value)| value).filter(|value| !value.text().is_empty())
        };
        let id = value(own);
        let start = id.unwrap_or(record);
        let end = id.map_or(start.start(), |id| id.end());
        let detail = ["name", "description", "kind", "document", "type"].into_iter().find_map(value);
        DocumentSymbol {
            name: id.map_or_else(|| "?".to_owned(), |id| visible(id.text())),
            detail: Some(
                detail.map_or_else(|| kind.name().in_lang(lang).to_owned(), |value| visible(value.text())),
            ),
            kind: symbol(kind),
            tags: None,
            deprecated: None,
            range: lines.range(record.start(), record.end()),
            selection_range: lines.range(start.start(), end),
            children: None,
        }
    });
    symbols.collect()
}

/// The same for clients that know flat lists only.
#[allow(deprecated, reason = "the type asks for a field that is no longer used")]
pub(super) fn flat(symbols: Vec<DocumentSymbol>, uri: &lsp_types::Uri) -> Vec<SymbolInformation> {
    let flat = symbols.into_iter().map(|symbol| SymbolInformation {
        name: symbol.name,
        kind: symbol.kind,
        tags: None,
        deprecated: None,
        location: Location { uri: uri.clone(), range: symbol.range },
        container_name: symbol.detail,
    });
    flat.collect()
}

/// The records whose id, or whose enterprise's name, has these letters in it.
#[allow(deprecated, reason = "the type asks for a field that is no longer used")]
pub(super) fn symbols(
    workspace: &Workspace,
    query: &str,
    encoding: Encoding,
    lang: Lang,
) -> Vec<SymbolInformation> {
    let records: &Records = &workspace.repository().records;
    let query = query.to_lowercase();
    let matches = |record: &AnyRecord<'_>| match record {
        AnyRecord::Enterprise(enterprise) => {
            enterprise.id.contains(&query) || enterprise.name.to_lowercase().contains(&query)
        }
        // A selfcheck has no id of its own.
        AnyRecord::Selfcheck(_) => false,
        record => record.id().contains(&query),
    };
    let found: Vec<AnyRecord<'_>> = records.all().filter(matches).take(SYMBOLS).collect();
    let symbols = found.into_iter().filter_map(|record| {
        let place = std::iter::once((record.origin(), "id"));
        Some(SymbolInformation {
            name: title(record).in_lang(lang).to_owned(),
            kind: symbol(record.kind()),
            tags: None,
            deprecated: None,
            location: locations(workspace, place, encoding).pop()?,
            container_name: Some(records.path(record.origin()).to_owned()),
        })
    });
    symbols.collect()
}

fn symbol(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Enterprise => SymbolKind::CLASS,
        Kind::Selfcheck | Kind::Inspection => SymbolKind::METHOD,
        Kind::Hazard => SymbolKind::EVENT,
        Kind::Penalty => SymbolKind::CONSTANT,
        Kind::Activity => SymbolKind::FUNCTION,
        Kind::Filing => SymbolKind::FILE,
    }
}
