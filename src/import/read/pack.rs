//! The zip archive that .xlsx and .ods are: its parts, unpacked only so far as bounds allow. What it
//! declares of their sizes counts for nothing; what really comes out of them counts.

use super::kind::ODS;
use super::xml::Xml;
use super::{MOST_UNPACKED, refusal};
use crate::lang::Text;
use memchr::{memchr, memchr_iter, memmem, memrchr};
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// The most parts of an archive.
const MOST_PARTS: usize = 20_000;
/// The most elements and ends of elements of all parts together.
const MOST_TAGS: u64 = 24_000_000;
/// The longest piece without the beginning of an element.
const LONGEST_PIECE: usize = 8 << 20;
/// The most of a part with comments or the like, whose pieces are not seen by their beginnings.
const MOST_WITH_COMMENTS: u64 = 16 << 20;

/// An archive.
pub(super) struct Pack<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
    left: Left,
}

/// What may still come out of an archive.
struct Left {
    bytes: Cell<u64>,
    tags: Cell<u64>,
}

/// A part while it is unpacked.
pub(super) type Part<'p, 'a> = Xml<BufReader<Guarded<'p, 'a>>>;

impl<'a> Pack<'a> {
    /// The archive in these bytes.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Text> {
        if memmem::find_iter(bytes, b"PK\x01\x02").take(MOST_PARTS + 1).count() > MOST_PARTS {
            return Err(refusal::unpacked());
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| refusal::damaged(""))?;
        let mut names = HashMap::new();
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                names.entry(plain(&name)).or_insert(index);
            }
        }
        let left = Left { bytes: Cell::new(MOST_UNPACKED), tags: Cell::new(MOST_TAGS) };
        Ok(Self { archive, names, left })
    }

    /// Whether a part is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// Whether parts are there below a folder.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(folder))
    }

    /// Whether it says that it is an .ods.
    pub(super) fn is_ods(&mut self) -> Result<bool, Text> {
        Ok(self.mimetype()?.is_some_and(|mime| mime.starts_with(ODS)))
    }

    /// What an OpenDocument says that it is.
    pub(super) fn mimetype(&mut self) -> Result<Option<String>, Text> {
        let Some(file) = self.file("mimetype")? else { return Ok(None) };
        let mut mime = String::new();
        file.take(200).read_to_string(&mut mime).map_err(|_| refusal::damaged("mimetype"))?;
        Ok(Some(mime.trim().to_owned()))
    }

    /// A part as XML, where it is there.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_, 'a>>, Text> {
        let file = self.file(name)?;
        Ok(file.map(|file| Xml::new(BufReader::with_capacity(1 << 16, file), name)))
    }

    fn file(&mut self, name: &str) -> Result<Option<Guarded<'_, 'a>>, Text> {
        let Some(index) = self.names.get(&plain(name)) else { return Ok(None) };
        let file = self.archive.by_index(*index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
                refusal::encrypted()
            }
            _ => refusal::damaged(name),
        })?;
        Ok(Some(Guarded { file, left: &self.left, part: MOST_UNPACKED, piece: 0, last: 0 }))
    }
}

/// A name of a part as it is looked up: programs differ in capitals, in `\` and in a leading `/`.
fn plain(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

/// A part that stops when more comes out of it than a workbook can need.
pub(super) struct Guarded<'p, 'a> {
    file: ZipFile<'p, Cursor<&'a [u8]>>,
    left: &'p Left,
    part: u64,
    piece: usize,
    last: u8,
}

/// More came out of an archive than a workbook can need.
#[derive(Debug)]
pub(super) struct TooMuch;

impl std::fmt::Display for TooMuch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("too much")
    }
}

impl std::error::Error for TooMuch {}

impl Read for Guarded<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        let bytes = buffer.get(..count).unwrap_or_default();
        let special =
            memmem::find(bytes, b"<!").is_some() || (self.last == b'<' && bytes.first() == Some(&b'!'));
        if special {
            self.part = self.part.min(MOST_WITH_COMMENTS);
        }
        self.last = bytes.last().copied().unwrap_or(self.last);
        let before = memchr(b'<', bytes).map(|at| self.piece + at);
        self.piece = match memrchr(b'<', bytes) {
            Some(at) => count - at,
            None => self.piece + count,
        };
        let tags = memchr_iter(b'<', bytes).count() as u64;
        let size = count as u64;
        let kept = spend(&self.left.bytes, size) && spend(&self.left.tags, tags);
        let part = self.part.checked_sub(size);
        self.part = part.unwrap_or_default();
        if !kept || part.is_none() || before.unwrap_or(self.piece) > LONGEST_PIECE {
            return Err(io::Error::other(TooMuch));
        }
        Ok(count)
    }
}

/// Spends so much of what is left; false where it is not there.
fn spend(left: &Cell<u64>, amount: u64) -> bool {
    let rest = left.get().checked_sub(amount);
    left.set(rest.unwrap_or_default());
    rest.is_some()
}
