//! The order in which the keys of a record are written.

use super::field::{Field, Shape, Table};
use super::records;
use crate::figure::Key;
use crate::record::Kind;

/// What a path leads to.
#[derive(Clone, Copy)]
enum Place {
    /// A mapping of these keys.
    Keys(&'static [Field]),
    /// A mapping whose keys are numbers, each with such a mapping.
    Numbered(&'static Table),
    /// A mapping whose keys are figures.
    Figures,
}

impl Place {
    fn below(self, key: &str) -> Option<Self> {
        let fields = match self {
            Self::Keys(fields) => fields,
            Self::Numbered(table) => return Some(Self::Keys(table.fields)),
            Self::Figures => return None,
        };
        let mut shape = &fields.iter().find(|field| field.key == key)?.shape;
        while let Shape::List(item, _) = shape {
            shape = item;
        }
        match shape {
            Shape::Mapping(table) => Some(Self::Keys(table.fields)),
            Shape::Items(table) => Some(Self::Numbered(table)),
            Shape::Figures => Some(Self::Figures),
            _ => None,
        }
    }
}

/// The keys of the mapping at a path of a record, or of each mapping in the list there, in the order of the
/// contract: `""` for the record, `rectification`, `waivers`, `items.3`. None where keys are numbers.
pub(crate) fn key_order(kind: Kind, path: &str) -> Vec<&'static str> {
    let fields = records::table(kind).fields;
    if path.is_empty() {
        return fields.iter().chain(records::EXTRAS).map(|field| field.key).collect();
    }
    let (first, rest) = path.split_once('.').map_or((path, ""), |(first, rest)| (first, rest));
    let begin = [fields, records::EXTRAS].into_iter().find_map(|fields| Place::Keys(fields).below(first));
    let end = rest.split('.').filter(|part| !part.is_empty());
    match end.fold(begin, |place, key| place?.below(key)) {
        Some(Place::Keys(fields)) => fields.iter().map(|field| field.key).collect(),
        Some(Place::Figures) => Key::ALL.iter().map(|key| key.name()).collect(),
        Some(Place::Numbered(_)) | None => Vec::new(),
    }
}

/// Whether a key of a record is a boolean.
pub(crate) fn is_boolean(kind: Kind, key: &str) -> bool {
    let fields = records::table(kind).fields;
    fields.iter().any(|field| field.key == key && matches!(field.shape, Shape::Boolean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_at_a_path() {
        let keys = key_order(Kind::Hazard, "");
        assert!(
            keys.starts_with(&["id", "enterprise"]) && keys.ends_with(&["note", "attachments", "waivers"])
        );
        assert_eq!(key_order(Kind::Hazard, "supervision"), ["level", "listed_on", "released_on"]);
        assert_eq!(key_order(Kind::Penalty, "waivers"), ["rule", "reason", "approved_by", "until"]);
        assert_eq!(key_order(Kind::Selfcheck, "items"), [""; 0]);
        assert_eq!(key_order(Kind::Selfcheck, "items.3"), ["status", "evidence"]);
        assert_eq!(key_order(Kind::Filing, "figures").first(), Some(&"A1"));
        assert_eq!(key_order(Kind::Hazard, "id.x"), [""; 0]);
    }
}
