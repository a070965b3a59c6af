//! The zip file that a workbook is: parts are inflated one by one under a common limit, a changed part is
//! written anew, and every other part goes over as it is compressed.

use super::Error;
use crate::lang::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// The most bytes that the parts may inflate to, together.
const UNPACKED: u64 = 256 << 20;
/// The most parts.
const PARTS: usize = 10_000;
/// The most elements, attributes and texts of one part.
const NODES: u32 = 6_000_000;
/// How old formats, and workbooks behind a password, begin.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// A workbook's package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    room: u64,
    changed: BTreeMap<String, String>,
    removed: BTreeSet<String>,
}

/// A relation of a part to another.
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type: `worksheet`, `drawing`.
    pub(super) kind: String,
    /// The name of the other part.
    pub(super) target: String,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Error> {
        if bytes.starts_with(OLE) {
            return Err(Error(Text::fixed(
                "是旧格式（.xls、.et）或加了密码的工作簿，请在 WPS 或 Excel 中去掉密码、另存为 .xlsx",
                "is a workbook of an old format (.xls, .et) or behind a password: save it as .xlsx without one",
            )));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_a_workbook())?;
        if archive.len() > PARTS {
            return Err(too_large());
        }
        Ok(Self { archive, room: UNPACKED, changed: BTreeMap::new(), removed: BTreeSet::new() })
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The text of a part as it now is; nothing where there is none.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<String>, Error> {
        if let Some(text) = self.changed.get(name) {
            return Ok(Some(text.clone()));
        }
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let file = self.archive.by_index(index).map_err(|_| broken(name))?;
        let mut bytes = Vec::new();
        // What is counted is what comes out, not what the package says of itself.
        file.take(self.room + 1).read_to_end(&mut bytes).map_err(|_| broken(name))?;
        let size = bytes.len() as u64;
        if size > self.room {
            return Err(too_large());
        }
        self.room -= size;
        let text = String::from_utf8(bytes).map_err(|_| broken(name))?;
        Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
    }

    /// The text of a part that must be there.
    pub(super) fn need(&mut self, name: &str) -> Result<String, Error> {
        self.read(name)?.ok_or_else(not_a_workbook)
    }

    /// Gives a part another text.
    pub(super) fn set(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), text);
    }

    /// Leaves a part out. Its relations and its content type are the caller's business.
    pub(super) fn remove(&mut self, name: &str) {
        self.removed.insert(name.to_owned());
    }

    /// The relations of a part; `""` for the package.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Error> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let at = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(text) = self.read(&format!("{at}_rels/{file}.rels"))? else {
            return Ok(Vec::new());
        };
        let document = parse(&text, part)?;
        let inside = document.root_element().children().filter(|node| {
            node.tag_name().name() == "Relationship" && node.attribute("TargetMode") != Some("External")
        });
        let relation = |node: roxmltree::Node<'_, '_>| {
            let word = |name| node.attribute(name).unwrap_or_default();
            Relation {
                id: word("Id").to_owned(),
                kind: word("Type").rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolve(folder, word("Target")),
            }
        };
        Ok(inside.map(relation).collect())
    }

    /// The package with its changed parts, all others as they were, in the order that they had.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Error> {
        let failed = |_| Error(Text::fixed("无法写出工作簿", "cannot write the workbook"));
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let file = self.archive.by_index_raw(index).map_err(|_| not_a_workbook())?;
            let name = file.name().map_err(|_| not_a_workbook())?.into_owned();
            if self.removed.contains(&name) {
                continue;
            }
            let Some(text) = self.changed.get(&name) else {
                out.raw_copy_file(file).map_err(failed)?;
                continue;
            };
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .system(System::Unix)
                .last_modified_time(file.last_modified().unwrap_or(DateTime::DEFAULT));
            out.start_file(name, options).map_err(failed)?;
            out.write_all(text.as_bytes()).map_err(|error| failed(error.into()))?;
        }
        Ok(out.finish().map_err(failed)?.into_inner())
    }
}

/// A part as a tree whose nodes know their bytes.
pub(super) fn parse<'t>(text: &'t str, part: &str) -> Result<roxmltree::Document<'t>, Error> {
    let options = roxmltree::ParsingOptions { nodes_limit: NODES, ..Default::default() };
    roxmltree::Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => too_large(),
        _ => broken(part),
    })
}

/// A target as the name of a part.
fn resolve(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// The file is something else.
pub(super) fn not_a_workbook() -> Error {
    Error(Text::fixed(
        "不是 .xlsx 工作簿（.xls、.et、.ods、.xlsb 等），请在 WPS 或 Excel 中另存为 .xlsx",
        "is no .xlsx workbook (.xls, .et, .ods, .xlsb …): save it as .xlsx",
    ))
}

fn too_large() -> Error {
    Error(Text::fixed("解压后过大（超过 256 MiB）", "is too large when unpacked (over 256 MiB)"))
}

fn broken(part: &str) -> Error {
    let part = crate::text::quote(part);
    Error(Text::made(
        format!("工作簿已损坏：{part} 无法读取；请在 WPS 或 Excel 中打开后另存为 .xlsx"),
        format!("the workbook is damaged: {part} cannot be read; open it and save it as .xlsx"),
    ))
}
