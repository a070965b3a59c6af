//! Where records go: one file a record in folders by month, or list files.

use super::Options;
use crate::date::Date;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;

/// Records in one folder, and bytes in one list file (the contract's limit is 16 MiB).
const FOLDER: usize = 1500;
const FILE_BYTES: usize = 15 << 20;

/// One file a record in folders by month, or list files.
pub struct Out<'a> {
    dir: PathBuf,
    options: &'a Options,
    in_month: [usize; 13],
    list: Option<BufWriter<File>>,
    lists: usize,
    records: usize,
    bytes: usize,
    total: u64,
}

impl<'a> Out<'a> {
    pub fn new(dir: PathBuf, options: &'a Options) -> Self {
        Self { dir, options, in_month: [0; 13], list: None, lists: 0, records: 0, bytes: 0, total: 0 }
    }

    pub fn put(&mut self, id: &str, on: Date, text: &str) -> io::Result<()> {
        self.total += text.len() as u64;
        if self.options.lists { self.put_in_list(text) } else { self.put_file(id, on, text) }
    }

    fn put_file(&mut self, id: &str, on: Date, text: &str) -> io::Result<()> {
        let month = on.month();
        let n = &mut self.in_month[month as usize];
        let part = *n / FOLDER;
        let folder =
            if part == 0 { format!("2023-{month:02}") } else { format!("2023-{month:02}-{}", part + 1) };
        let folder = self.dir.join(folder);
        if n.is_multiple_of(FOLDER) {
            fs::create_dir_all(&folder)?;
        }
        *n += 1;
        fs::write(folder.join(format!("{id}.yaml")), text)
    }

    fn put_in_list(&mut self, text: &str) -> io::Result<()> {
        let size = text.len() + 2 * text.lines().count();
        if self.records == self.options.per_list || self.bytes + size > FILE_BYTES {
            self.flush()?;
        }
        if self.list.is_none() {
            fs::create_dir_all(&self.dir)?;
            self.lists += 1;
            self.list = Some(BufWriter::new(File::create(self.dir.join(format!("{:03}.yaml", self.lists)))?));
        }
        self.records += 1;
        self.bytes += size;
        let Some(list) = &mut self.list else { return Ok(()) };
        for (i, line) in text.lines().enumerate() {
            writeln!(list, "{}{line}", if i == 0 { "- " } else { "  " })?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        (self.records, self.bytes) = (0, 0);
        self.list.take().map_or(Ok(()), |mut list| list.flush())
    }

    pub fn finish(mut self) -> io::Result<u64> {
        self.flush()?;
        Ok(self.total)
    }
}
