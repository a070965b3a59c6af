//! OLE2 compound files, as far as a stream is read out of them. No chain of sectors is followed longer
//! than the file has sectors.

use super::super::refusal;
use super::records::{long, short};
use crate::lang::Text;

const END: u32 = 0xffff_fffe;
const HEADER: usize = 512;
const SMALL: usize = 64;

/// A compound file.
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    next_small: Vec<u32>,
    small: Vec<u8>,
    cutoff: usize,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: usize,
}

impl<'a> Container<'a> {
    /// The container in these bytes.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Text> {
        Self::opened(bytes).ok_or_else(|| refusal::damaged(""))
    }

    fn opened(bytes: &'a [u8]) -> Option<Self> {
        let sector = match short(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut all = Self {
            bytes,
            sector,
            next: Vec::new(),
            next_small: Vec::new(),
            small: Vec::new(),
            cutoff: long(bytes, 56)? as usize,
            entries: Vec::new(),
        };
        for id in all.table_sectors()? {
            let words = all.at(id)?.as_chunks::<4>().0;
            all.next.extend(words.iter().map(|word| u32::from_le_bytes(*word)));
        }
        let directory = all.chain(long(bytes, 48)?, usize::MAX)?;
        all.entries = directory.as_chunks::<128>().0.iter().filter_map(|entry| Entry::of(entry)).collect();
        let small_table = all.chain(long(bytes, 60)?, usize::MAX).unwrap_or_default();
        all.next_small =
            small_table.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect();
        let root = all.entries.first()?;
        all.small = all.chain(root.start, root.size).unwrap_or_default();
        Some(all)
    }

    /// The sectors that say which sector follows on which: 109 in the header, more in a chain of their own.
    fn table_sectors(&self) -> Option<Vec<u32>> {
        let mut ids: Vec<u32> = (0..109).filter_map(|index| long(self.bytes, 76 + 4 * index)).collect();
        let mut id = long(self.bytes, 68)?;
        let mut steps = self.most();
        while id < END - 4 {
            steps = steps.checked_sub(1)?;
            let sector = self.at(id)?;
            let last = self.sector - 4;
            ids.extend((0..last / 4).filter_map(|index| long(sector, 4 * index)));
            id = long(sector, last)?;
        }
        ids.retain(|id| *id < END - 4);
        (ids.len() <= self.most()).then_some(ids)
    }

    const fn most(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    /// A sector; the last one may be cut off.
    fn at(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start.max(HEADER)..end)
    }

    /// What the sectors from this one on hold.
    fn chain(&self, start: u32, size: usize) -> Option<Vec<u8>> {
        let mut held = Vec::with_capacity(size.min(self.bytes.len()));
        let (mut id, mut steps) = (start, self.most());
        while id != END && held.len() < size {
            steps = steps.checked_sub(1)?;
            let sector = self.at(id)?;
            held.extend_from_slice(sector.get(..size - held.len()).unwrap_or(sector));
            id = *self.next.get(id as usize)?;
        }
        Some(held)
    }

    /// What the small sectors from this one on hold.
    fn small_chain(&self, start: u32, size: usize) -> Option<Vec<u8>> {
        let mut held = Vec::new();
        let (mut id, mut steps) = (start, self.small.len() / SMALL + 1);
        while id != END && held.len() < size {
            steps = steps.checked_sub(1)?;
            let at = (id as usize).checked_mul(SMALL)?;
            let sector = self.small.get(at..(at + SMALL).min(self.small.len()))?;
            held.extend_from_slice(sector.get(..size - held.len()).unwrap_or(sector));
            id = *self.next_small.get(id as usize)?;
        }
        Some(held)
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Whether a stream or a storage of this name is in it.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// A stream by its name, where it is there.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Text> {
        let Some(entry) = self.entry(name) else { return Ok(None) };
        let small = entry.size < self.cutoff;
        let held = if small {
            self.small_chain(entry.start, entry.size)
        } else {
            self.chain(entry.start, entry.size)
        };
        match held.filter(|held| held.len() == entry.size) {
            Some(held) => Ok(Some(held)),
            None => Err(refusal::damaged(name)),
        }
    }
}

impl Entry {
    fn of(entry: &[u8]) -> Option<Self> {
        let kind = *entry.get(66)?;
        let units = entry.get(..64)?.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit));
        let name = char::decode_utf16(units.take_while(|unit| *unit != 0)).map(|c| c.unwrap_or('\u{fffd}'));
        let entry = Self { name: name.collect(), start: long(entry, 116)?, size: long(entry, 120)? as usize };
        (kind != 0).then_some(entry)
    }
}
