//! What can be known of records that cannot be read: their ids and references, so that nothing else is
//! reported because of them.

use super::super::places;
use super::super::yaml::Node;
use super::file::{Known, Tray};
use crate::record::{Id, Kind, Month, Origin, Stub, term};

/// What can be read of a record that as a whole cannot.
pub(super) fn stub_of(node: Node<'_, '_>, kind: Kind, origin: Origin) -> Stub {
    let text = |key: &str| {
        let (_, value) = node.entries().find(|(name, _)| name.text() == key)?;
        let scalar = !places::is_collection(value) && !value.is_null();
        scalar.then(|| value.text())
    };
    stub_from(text, kind, origin, false)
}

fn stub_from<'a>(text: impl Fn(&str) -> Option<&'a str>, kind: Kind, origin: Origin, glimpsed: bool) -> Stub {
    let id = |key| text(key).and_then(|text| Id::parse(text).ok()).map(|id| id.as_str().to_owned());
    Stub {
        kind,
        origin,
        id: id(if kind == Kind::Selfcheck { "enterprise" } else { "id" }),
        enterprise: id("enterprise"),
        hazard: id("hazard"),
        document: text("document").and_then(<term::Document as term::Word>::of_word),
        month: text("month").and_then(Month::parse),
        glimpsed,
    }
}

pub(super) fn says_something(stub: &Stub) -> bool {
    stub.id.is_some() || stub.enterprise.is_some() || stub.hazard.is_some() || stub.document.is_some()
}

/// Looks for ids and references in the raw lines of a file that is no readable YAML, so that what
/// refers to its records is not reported because of it.
pub(super) fn glimpse(text: &str, known: Known<'_>, tray: &mut Tray<'_>) {
    const KEYS: [&str; 5] = ["id", "enterprise", "hazard", "document", "month"];
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    let mut keep = |pairs: &mut Vec<(&str, &str)>| {
        let find = |key: &str| pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
        let origin = Origin { file: tray.file, nth: u32::MAX, unit: known.unit };
        let stub = stub_from(find, known.kind, origin, true);
        tray.stubs.extend(Some(stub).filter(says_something));
        pairs.clear();
    };
    for line in text.lines() {
        let (begins, rest) = match line.strip_prefix("- ") {
            Some(rest) => (true, rest),
            None => (line.starts_with("---"), line.strip_prefix("  ").unwrap_or(line)),
        };
        if begins {
            keep(&mut pairs);
        }
        // In flow style several pairs stand on a line.
        let flow = rest.trim_start().strip_prefix('{');
        for pair in flow.unwrap_or(rest).split(|c| flow.is_some() && matches!(c, ',' | '}')) {
            if let Some((key, value)) = pair.split_once(':')
                && let key = if flow.is_some() { key.trim_start() } else { key }
                && let key = key.trim_matches(['"', '\''])
                && KEYS.contains(&key)
            {
                let value = value.split(" #").next().unwrap_or_default();
                pairs.push((key, value.trim().trim_matches(['"', '\''])));
            }
        }
    }
    keep(&mut pairs);
}
