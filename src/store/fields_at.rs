//! From a place back to the field: what each finding of reading is about, so that it keeps its identity
//! when lines move.

use super::decode::records_of;
use super::places::{first_key_end, is_collection};
use super::yaml::{Node, Tree};
use crate::finding::Field;
use crate::text::visible;
use std::fmt::Write;

/// The fields of the records that spans of a file lie in, in the order of the spans; empty for a record as
/// a whole and for what lies in no record. The spans are sorted. One pass over the nodes, however many
/// spans there are.
pub(super) fn fields_at(tree: &Tree<'_>, spans: &[(usize, usize)]) -> Vec<Field> {
    let mut fields = vec![Field::default(); spans.len()];
    let mut rest = Spots { spans, fields: &mut fields };
    for record in records_of(tree) {
        let (Ok(record) | Err(record)) = record;
        rest.take_while(|start| start < record.start());
        let own = rest.take_while(|start| start <= record.end());
        own.name(record, (record.start(), first_key_end(record)), &mut String::new());
    }
    fields
}

/// Spans whose fields are to be told, in order.
struct Spots<'s> {
    spans: &'s [(usize, usize)],
    fields: &'s mut [Field],
}

impl<'s> Spots<'s> {
    /// Takes off the first ones, as long as their starts are such.
    fn take_while(&mut self, such: impl Fn(usize) -> bool) -> Spots<'s> {
        let count = self.spans.partition_point(|(start, _)| such(*start));
        let (spans, later) = self.spans.split_at(count);
        self.spans = later;
        let (fields, later) = std::mem::take(&mut self.fields).split_at_mut(count);
        self.fields = later;
        Spots { spans, fields }
    }

    /// All of them but those of the span `whole` are about the field at `path`.
    fn all(self, path: &str, whole: (usize, usize)) {
        for (field, _) in self.fields.iter_mut().zip(self.spans).filter(|(_, span)| **span != whole) {
            *field = path.to_owned().into();
        }
    }

    /// Tells those that lie in a node, whose own span is `whole`. As deep as the nesting of a file that is
    /// read, no deeper.
    fn name(mut self, node: Node<'_, '_>, whole: (usize, usize), path: &mut String) {
        for field in self.fields.iter_mut() {
            *field = path.clone().into();
        }
        let length = path.len();
        for (key, value) in node.entries() {
            if self.spans.is_empty() || is_alias(node, key) {
                return;
            }
            self.take_while(|start| start < key.start());
            let _ = write!(path, "{}{}", if length > 0 { "." } else { "" }, visible(key.text()));
            self.take_while(|start| start < key.end().max(key.start() + 1)).all(path, whole);
            self.take_while(|start| start <= value.end()).name(value, (value.start(), value.end()), path);
            path.truncate(length);
        }
        for (index, item) in node.items().enumerate() {
            if self.spans.is_empty() || is_alias(node, item) {
                return;
            }
            self.take_while(|start| start < item.start());
            let _ = write!(path, "[{index}]");
            self.take_while(|start| start <= item.end()).name(item, (item.start(), item.end()), path);
            path.truncate(length);
        }
    }
}

/// Whether a node stands at an alias: all below it stands there too, and nothing can be told apart.
fn is_alias(node: Node<'_, '_>, child: Node<'_, '_>) -> bool {
    is_collection(node) && (node.start(), node.end()) == (child.start(), child.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::yaml::parse;

    /// The field at each `^` of a line below the text that it points into.
    fn fields(text: &str, parts: &[&str]) -> Vec<String> {
        let spans: Vec<_> = parts
            .iter()
            .map(|part| {
                let start = text.find(part).unwrap();
                (start, start + part.len())
            })
            .collect();
        fields_at(&parse(text), &spans).into_iter().map(|field| field.into_owned()).collect()
    }

    #[test]
    fn a_place_tells_its_field() {
        let text = "- id: h-1\n  rectification:\n    due_on: tomorrow\n    fundz: 3\n  domains: [x, {y: no}]\n# note\n- id: h-2\n  empty:\n  last: 5\n";
        let found = fields(text, &["h-1", "tomorrow", "fundz", "x, ", "no}", "note", "h-2", "last", "5"]);
        let expected = [
            "id",
            "rectification.due_on",
            "rectification.fundz",
            "domains[0]",
            "domains[1].y",
            "",
            "id",
            "last",
            "last",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_record_as_a_whole_has_no_field() {
        let text = "id: h-1\nname: x\n";
        assert_eq!(fields(text, &["id", "id: h-1", "name: x"]), ["id", "", "name"]);
        let text = "accidents:\n  - on: 2023-01-01\n    deaths: 1\n";
        assert_eq!(
            fields(text, &["accidents", "on: 2023-01-01\n    deaths: 1"]),
            ["accidents", "accidents[0]"]
        );
    }

    #[test]
    fn aliases_and_strange_keys_do_no_harm() {
        let text = "a: &x {b: 1, c: 2}\nd: *x\n\"e\\n.f[0]\": 3\n";
        assert_eq!(fields(text, &["1", "*x", "3"]), ["a.b", "d", "e\\u{a}.f[0]"]);
        assert_eq!(fields("", &[]), Vec::<String>::new());
    }
}
