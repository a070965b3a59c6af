//! One file: encoding, raw control characters, YAML, then record by record.

use super::super::yaml::{self, Kind as NodeKind, Node, Tree};
use super::super::{fields_at::fields_at, places, walk::FILE_LIMIT};
use super::fields::Fields;
use super::reader::{Reader, Suspects};
use super::stub::{glimpse, says_something, stub_of};
use super::{filing, guess, kinds, values};
use crate::catalog::Catalog;
use crate::finding::{Field, Finding, Places, Severity, Spot};
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::{Entry, FileIndex, Kind, Origin, Record, Stub};
use crate::store::records::{File, Records, Unlisted};
use crate::text::is_control;

/// The most findings of one file that are listed.
pub(crate) const LISTED: usize = 1_000;

/// What is known of a file before it is read.
#[derive(Clone, Copy)]
pub(in crate::store) struct Known<'k> {
    pub(in crate::store) path: &'k str,
    pub(in crate::store) unit: UnitIndex,
    pub(in crate::store) kind: Kind,
}

/// What is counted and set aside while a file is decoded.
pub(super) struct Tray<'r> {
    /// The file's number among those of the chunk.
    pub(super) file: FileIndex,
    /// Records that could not be read.
    pub(super) stubs: &'r mut Vec<Stub>,
    /// How many mappings were met as records.
    met: usize,
    /// How many records, or the file itself, could not be read.
    unread: usize,
}

/// Decodes the bytes of a record file and adds what it holds to `records`.
pub(in crate::store) fn decode(bytes: &[u8], known: Known<'_>, catalog: &Catalog, records: &mut Records) {
    decode_listing(bytes, known, catalog, LISTED, records);
}

/// The same, with at most so many findings listed.
pub(in crate::store) fn decode_listing(
    bytes: &[u8],
    known: Known<'_>,
    catalog: &Catalog,
    most: usize,
    records: &mut Records,
) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let file = FileIndex(u32::try_from(records.files.len()).unwrap_or(u32::MAX));
    let Records { stubs, findings, .. } = records;
    let mut tray = Tray { file, stubs, met: 0, unread: 0 };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            findings.push(not_utf8(bytes, error.valid_up_to(), known, &mut tray));
            return add_file(known, 1, 0, records);
        }
    };
    let suspects = Suspects::of(text);
    let reader = Reader::new(catalog, suspects.invisible, most);
    let tree = if suspects.control {
        for (offset, c) in text.char_indices().filter(|(_, c)| is_control(*c)) {
            reader.raw_character(offset, c, true);
        }
        tray.unread = 1;
        glimpse(text, known, &mut tray);
        None
    } else {
        let tree = yaml::parse(text);
        report_faults(&tree, &reader, text, known, &mut tray);
        let work = Work { tree: &tree, reader: &reader, known };
        match known.kind {
            Kind::Enterprise => work.read(kinds::enterprise, &mut records.enterprises, &mut tray),
            Kind::Selfcheck => work.read(kinds::selfcheck, &mut records.selfchecks, &mut tray),
            Kind::Hazard => work.read(kinds::hazard, &mut records.hazards, &mut tray),
            Kind::Inspection => work.read(kinds::inspection, &mut records.inspections, &mut tray),
            Kind::Penalty => work.read(kinds::penalty, &mut records.penalties, &mut tray),
            Kind::Activity => work.read(kinds::activity, &mut records.activities, &mut tray),
            Kind::Filing => work.read(filing::filing, &mut records.filings, &mut tray),
        }
        if suspects.invisible {
            reader.report_uncovered(text, &tree);
        }
        Some(tree)
    };
    let Tray { met, unread, .. } = tray;
    records.met += met;
    let unlisted = place_findings(reader, text, tree, known, findings);
    add_file(known, unread, unlisted, records);
    if let Some(file) = records.files.last_mut() {
        file.met = met;
    }
}

/// Adds the file itself, once its records have been.
pub(in crate::store) fn add_file(known: Known<'_>, unread: usize, errors: usize, records: &mut Records) {
    let path = known.path.to_owned();
    let unlisted = Unlisted { errors };
    let (unit, kind) = (Some(known.unit), Some(known.kind));
    records.files.push(File { path, unit, kind, met: 0, unread, unlisted });
}

/// F001
fn not_utf8(bytes: &[u8], valid: usize, known: Known<'_>, tray: &mut Tray<'_>) -> Finding {
    let (decoded, _, had_errors) = encoding_rs::GB18030.decode(bytes);
    let text = if had_errors { String::from_utf8_lossy(bytes) } else { decoded };
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
    glimpse(&text, known, tray);
    let valid = valid.min(bytes.len());
    let sound = String::from_utf8_lossy(&bytes[..valid]).into_owned();
    let mut place = Places::new(&sound).of(valid, valid);
    place.excerpt = String::new();
    finding("F001", None, Spot::Place(place), message, help, true, known)
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
        field: Field::default(),
        twin: 0,
        message,
        help,
        waived: false,
        spoils,
        fix: None,
    }
}

/// F002: what makes a document, or the whole file, unreadable.
fn report_faults(tree: &Tree<'_>, reader: &Reader<'_>, text: &str, known: Known<'_>, tray: &mut Tray<'_>) {
    for fault in tree.faults() {
        let (what, at) = (&fault.what, fault.offset);
        reader.push("F002", (at, at), true, || {
            (
                Text::made(what.zh().to_owned(), what.en().to_owned()),
                Text::made(what.help_zh().to_owned(), what.help_en().to_owned()),
            )
        });
        if what.is_tab() && tree.faults().len() == 1 {
            reader.offer((at, at), || guess::untabbed(text));
        }
    }
    let ends = tree.documents().skip(1).map(|document| document.start).chain([text.len()]);
    let mut empty = true;
    for (document, end) in tree.documents().zip(ends) {
        empty = false;
        if document.faulty {
            tray.unread += 1;
            glimpse(text.get(document.start..end).unwrap_or_default(), known, tray);
            continue;
        }
        if let Some(root) = document.root.filter(|root| root.kind() == NodeKind::Sequence)
            && !values::Value::item(root).tag_is_fine(reader)
        {
            tray.unread += 1;
        }
        let nothing = document.root.is_none_or(Node::is_null);
        let scalar = document.root.is_some_and(|root| !places::is_collection(root));
        if nothing || scalar {
            tray.unread += 1;
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
        tray.unread += 1;
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

/// A file's nodes on the way to records.
struct Work<'w, 'x, 't> {
    tree: &'w Tree<'t>,
    reader: &'w Reader<'x>,
    known: Known<'w>,
}

impl Work<'_, '_, '_> {
    /// Reads all records of the file; those that cannot be read go to the tray.
    fn read<T: Record>(&self, read: Read<T>, entries: &mut Vec<Entry<T>>, tray: &mut Tray<'_>) {
        let Self { tree, reader, known } = self;
        for item in super::records_of(tree) {
            let node = match item {
                Ok(node) => node,
                Err(item) => {
                    tray.unread += 1;
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
            let nth = u32::try_from(tray.met).unwrap_or(u32::MAX);
            tray.met += 1;
            let origin = Origin { file: tray.file, nth, unit: known.unit };
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
                    tray.unread += 1;
                    let stub = stub_of(node, known.kind, origin);
                    let id = stub.id.clone();
                    tray.stubs.extend(Some(stub).filter(says_something));
                    id
                }
            };
            if let Some(id) = id {
                reader.name_record(mark, &id);
            }
        }
    }
}

/// How the keys of a kind are read.
type Read<T> = fn(&mut Fields<'_, '_, '_, '_>) -> Option<T>;

/// Counts out the places of all that was found; gives how many more there are.
fn place_findings(
    reader: Reader<'_>,
    text: &str,
    tree: Option<Tree<'_>>,
    known: Known<'_>,
    findings: &mut Vec<Finding>,
) -> usize {
    let (drafts, unlisted) = reader.into_drafts();
    let mut places = Places::new(text);
    let spans: Vec<_> = drafts.iter().map(|draft| draft.span).collect();
    let fields = tree.filter(|_| !spans.is_empty()).map(|tree| fields_at(&tree, &spans)).unwrap_or_default();
    let fields = fields.into_iter().chain(std::iter::repeat(Field::default()));
    findings.extend(drafts.into_iter().zip(fields).map(|(draft, field)| {
        let spot = Spot::Place(places.of(draft.span.0, draft.span.1));
        let field = match draft.lacks {
            Some(key) if field.is_empty() => key.into(),
            Some(key) => format!("{field}.{key}").into(),
            None => field,
        };
        let found = finding(draft.rule, draft.id, spot, draft.message, draft.help, draft.spoils, known);
        Finding { field, fix: draft.fix, ..found }
    }));
    unlisted
}

/// F002 of a file that is too large to be read.
pub(in crate::store) fn too_large(known: Known<'_>, records: &mut Records) {
    let limit = FILE_LIMIT >> 20;
    let message = Text::made(
        format!("文件超过 {limit} MiB，未读取"),
        format!("the file is over {limit} MiB and was not read"),
    );
    let help = Text::fixed("把记录分到几个文件里", "spread the records over several files");
    records.findings.push(finding("F002", None, Spot::Nowhere, message, help, true, known));
    add_file(known, 1, 0, records);
}
