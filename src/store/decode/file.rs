//! One file: encoding, raw control characters, YAML, then record by record.

use super::super::yaml::{self, Node, Tree};
use super::super::{places, walk::FILE_LIMIT};
use super::fields::Fields;
use super::reader::{Reader, Suspects};
use super::stub::{glimpse, says_something, stub_of};
use super::{kinds, values};
use crate::catalog::Catalog;
use crate::finding::{Finding, Places, Severity, Spot};
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::{
    Activity, Attachment, Enterprise, Entry, FileIndex, Filing, Hazard, Inspection, Kind, Origin, Penalty,
    Record, Selfcheck, Stub,
};
use crate::store::records::Unlisted;
use crate::text::is_control;

/// The most findings of one file that are listed.
pub(crate) const LISTED: usize = 1_000;

/// What a file turned out to hold.
#[derive(Debug, Default)]
pub(in crate::store) struct Decoded {
    /// Its records.
    pub(in crate::store) batch: Batch,
    /// Its records that could not be read.
    pub(in crate::store) stubs: Vec<Stub>,
    /// What was found, in the order of places.
    pub(in crate::store) findings: Vec<Finding>,
    /// What was found beyond the listed findings.
    pub(in crate::store) unlisted: Unlisted,
    /// How many mappings were met as records.
    pub(in crate::store) met: usize,
    /// How many records, or the file itself, could not be read.
    pub(in crate::store) unread: usize,
}

/// The sound records of a file, which are all of one kind.
#[derive(Debug, Default)]
pub(in crate::store) enum Batch {
    #[default]
    None,
    Enterprises(Vec<Entry<Enterprise>>),
    Selfchecks(Vec<Entry<Selfcheck>>),
    Hazards(Vec<Entry<Hazard>>),
    Inspections(Vec<Entry<Inspection>>),
    Penalties(Vec<Entry<Penalty>>),
    Activities(Vec<Entry<Activity>>),
    Filings(Vec<Entry<Filing>>),
}

impl Batch {
    /// Hands over every attachment of every record.
    pub(in crate::store) fn for_each_attachment(&mut self, mut look: impl FnMut(&mut Attachment)) {
        fn each<T>(entries: &mut [Entry<T>], look: &mut impl FnMut(&mut Attachment)) {
            let extras = entries.iter_mut().filter_map(|entry| entry.extras.as_deref_mut());
            extras.flat_map(|extras| &mut extras.attachments).for_each(look);
        }
        match self {
            Self::None => {}
            Self::Enterprises(entries) => each(entries, &mut look),
            Self::Selfchecks(entries) => each(entries, &mut look),
            Self::Hazards(entries) => each(entries, &mut look),
            Self::Inspections(entries) => each(entries, &mut look),
            Self::Penalties(entries) => each(entries, &mut look),
            Self::Activities(entries) => each(entries, &mut look),
            Self::Filings(entries) => each(entries, &mut look),
        }
    }
}

/// What is known of a file before it is read.
#[derive(Clone, Copy)]
pub(in crate::store) struct Known<'k> {
    pub(in crate::store) path: &'k str,
    pub(in crate::store) unit: UnitIndex,
    pub(in crate::store) kind: Kind,
}

/// Decodes the bytes of a record file.
pub(in crate::store) fn decode(bytes: &[u8], known: Known<'_>, catalog: &Catalog) -> Decoded {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return not_utf8(bytes, error.valid_up_to(), known),
    };
    let suspects = Suspects::of(text);
    let reader = Reader::new(catalog, suspects.invisible);
    let mut decoded = Decoded::default();
    if suspects.control {
        for (offset, c) in text.char_indices().filter(|(_, c)| is_control(*c)) {
            reader.raw_character(offset, c, true);
        }
        decoded.unread = 1;
        glimpse(text, known, &mut decoded);
    } else {
        let tree = yaml::parse(text);
        report_faults(&tree, &reader, text, known, &mut decoded);
        decode_records(&tree, &reader, known, &mut decoded);
        if suspects.invisible {
            reader.report_uncovered(text);
        }
    }
    finish(reader, text, known, decoded)
}

/// F001
fn not_utf8(bytes: &[u8], valid: usize, known: Known<'_>) -> Decoded {
    let text = String::from_utf8_lossy(bytes);
    let (_, _, had_errors) = encoding_rs::GB18030.decode(bytes);
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let (message, help) = if utf16 {
        (
            Text::fixed("文件不是 UTF-8 编码，看来是 UTF-16", "the file is not UTF-8; it reads as UTF-16"),
            "UTF-16",
        )
    } else if had_errors {
        (Text::fixed("文件不是 UTF-8 编码", "the file is not UTF-8"), "")
    } else {
        (
            Text::fixed(
                "文件不是 UTF-8 编码，看来是 GB18030（GBK）",
                "the file is not UTF-8; it reads as GB18030 (GBK)",
            ),
            "GB18030",
        )
    };
    let help = match help {
        "" => Text::fixed("在编辑器中以 UTF-8 重新保存", "save it as UTF-8"),
        _ => Text::made(
            format!("在编辑器中按 {help} 打开，再以 UTF-8 保存"),
            format!("open it as {help} and save it as UTF-8"),
        ),
    };
    let mut decoded = Decoded { unread: 1, ..Decoded::default() };
    glimpse(&text, known, &mut decoded);
    let valid = valid.min(bytes.len());
    let sound = String::from_utf8_lossy(&bytes[..valid]).into_owned();
    let mut place = Places::new(&sound).of(valid, valid);
    place.excerpt = String::new();
    decoded.findings.push(finding("F001", None, Spot::Place(place), message, help, true, known));
    decoded
}

fn finding(
    rule: &'static str,
    id: Option<String>,
    spot: Spot,
    message: Text,
    help: Text,
    spoils: bool,
    known: Known<'_>,
) -> Finding {
    Finding {
        rule,
        severity: Severity::Error,
        unit: Some(known.unit),
        kind: Some(known.kind),
        id,
        path: known.path.to_owned(),
        spot,
        message,
        help,
        waived: false,
        spoils,
    }
}

/// F002: what makes a document, or the whole file, unreadable.
fn report_faults(tree: &Tree<'_>, reader: &Reader<'_>, text: &str, known: Known<'_>, decoded: &mut Decoded) {
    for fault in tree.faults() {
        let (what, at) = (&fault.what, fault.offset);
        reader.push("F002", (at, at), true, || {
            (
                Text::made(what.zh().to_owned(), what.en().to_owned()),
                Text::made(what.help_zh().to_owned(), what.help_en().to_owned()),
            )
        });
    }
    let ends = tree.documents().skip(1).map(|document| document.start).chain([text.len()]);
    let mut empty = true;
    for (document, end) in tree.documents().zip(ends) {
        empty = false;
        if document.faulty {
            decoded.unread += 1;
            glimpse(text.get(document.start..end).unwrap_or_default(), known, decoded);
            continue;
        }
        let nothing = document.root.is_none_or(Node::is_null);
        let scalar = document.root.is_some_and(|root| !places::is_collection(root));
        if nothing || scalar {
            decoded.unread += 1;
            let start = document.root.map_or(document.start, Node::start);
            reader.push("F002", (start, start), true, || {
                if nothing {
                    (
                        Text::fixed("文档为空", "the document is empty"),
                        Text::fixed(
                            "删去多余的 `---`，或写上一条记录；没有记录时可写 `[]`",
                            "delete the surplus `---` or write a record; write `[]` for none",
                        ),
                    )
                } else {
                    (
                        Text::fixed(
                            "应为一条记录（键: 值）或记录的列表",
                            "must be a record (key: value) or a list of records",
                        ),
                        Text::fixed(
                            "检查冒号是否为半角，且其后有一个空格",
                            "see that the colon is an ASCII one with a blank after it",
                        ),
                    )
                }
            });
        }
    }
    if empty {
        decoded.unread += 1;
        reader.push("F002", (0, 0), true, || {
            (
                Text::fixed("文件中没有内容", "there is nothing in the file"),
                Text::fixed(
                    "写上一条记录或删去文件；没有记录时可写 `[]`",
                    "write a record or delete the file; write `[]` for none",
                ),
            )
        });
    }
}

fn decode_records(tree: &Tree<'_>, reader: &Reader<'_>, known: Known<'_>, decoded: &mut Decoded) {
    decoded.batch = match known.kind {
        Kind::Enterprise => Batch::Enterprises(read_all(tree, reader, known, decoded, kinds::enterprise)),
        Kind::Selfcheck => Batch::Selfchecks(read_all(tree, reader, known, decoded, kinds::selfcheck)),
        Kind::Hazard => Batch::Hazards(read_all(tree, reader, known, decoded, kinds::hazard)),
        Kind::Inspection => Batch::Inspections(read_all(tree, reader, known, decoded, kinds::inspection)),
        Kind::Penalty => Batch::Penalties(read_all(tree, reader, known, decoded, kinds::penalty)),
        Kind::Activity => Batch::Activities(read_all(tree, reader, known, decoded, kinds::activity)),
        Kind::Filing => Batch::Filings(read_all(tree, reader, known, decoded, kinds::filing)),
    };
}

fn read_all<T: Record>(
    tree: &Tree<'_>,
    reader: &Reader<'_>,
    known: Known<'_>,
    decoded: &mut Decoded,
    read: fn(&mut Fields<'_, '_, '_, '_>) -> Option<T>,
) -> Vec<Entry<T>> {
    let mut entries = Vec::new();
    for item in super::records_of(tree) {
        let node = match item {
            Ok(node) => node,
            Err(item) => {
                decoded.unread += 1;
                reader.invalid((item.start(), item.end()), || {
                    let help = Text::fixed(
                        "列表的每一项都应是一条记录：`- id: …`，其余各键与 id 对齐",
                        "each item must be a record: `- id: …`, the other keys below `id`",
                    );
                    (Text::fixed("列表的这一项不是记录", "this item is no record"), help)
                });
                continue;
            }
        };
        let nth = u32::try_from(decoded.met).unwrap_or(u32::MAX);
        decoded.met += 1;
        let origin = Origin { file: FileIndex(0), nth, unit: known.unit };
        let mark = reader.begin_record();
        let span = (node.start(), places::first_key_end(node));
        let (record, extras) = if values::Value::item(node).tag_is_fine(reader) {
            let mut fields = Fields::of(reader, node, span);
            let record = read(&mut fields);
            let extras = kinds::extras(&mut fields);
            fields.finish();
            (record, extras)
        } else {
            (None, None)
        };
        let id = match record {
            Some(record) if !reader.is_broken() => {
                let id = reader.found_since(mark).then(|| record.id().to_owned());
                entries.push(Entry { origin, extras, record });
                id
            }
            _ => {
                decoded.unread += 1;
                let stub = stub_of(node, known.kind, origin);
                let id = stub.id.clone();
                decoded.stubs.extend(Some(stub).filter(says_something));
                id
            }
        };
        if let Some(id) = id {
            reader.name_record(mark, &id);
        }
    }
    entries
}

/// Counts out the places of all that was found.
fn finish(reader: Reader<'_>, text: &str, known: Known<'_>, mut decoded: Decoded) -> Decoded {
    let (drafts, unlisted) = reader.into_drafts();
    let mut places = Places::new(text);
    let findings = drafts.into_iter().map(|draft| {
        let spot = Spot::Place(places.of(draft.span.0, draft.span.1));
        finding(draft.rule, draft.id, spot, draft.message, draft.help, draft.spoils, known)
    });
    decoded.findings.extend(findings);
    decoded.unlisted.errors = unlisted;
    decoded
}

/// F002 of a file that is too large to be read.
pub(in crate::store) fn too_large(known: Known<'_>) -> Decoded {
    let limit = FILE_LIMIT >> 20;
    let message = Text::made(
        format!("文件超过 {limit} MiB，未读取"),
        format!("the file is over {limit} MiB and was not read"),
    );
    let help = Text::fixed("把记录分到几个文件里", "spread the records over several files");
    let spot = Spot::Nowhere;
    Decoded {
        unread: 1,
        findings: vec![finding("F002", None, spot, message, help, true, known)],
        ..Decoded::default()
    }
}
