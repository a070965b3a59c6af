//! A file as it was sent → a [`Workbook`]. What the file is, its content decides, never its name; what
//! cannot be carried over is told in a [`Note`]; and nothing in it makes this stop, swell or go on for ever.

mod collect;
mod csv;
mod date;
mod kind;
mod ods;
mod pack;
mod refusal;
mod strings;
mod xls;
mod xlsx;
mod xml;

use super::grid::{At, Workbook};
use crate::lang::Text;
use collect::Collector;
use kind::Kind;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 32 << 20;
/// The most that may be in a packed file once it is unpacked, in bytes.
pub const MOST_UNPACKED: u64 = 256 << 20;
/// The most cells of a workbook that are not empty.
pub const MOST_CELLS: usize = 2_000_000;
/// The most columns of a sheet.
pub const MOST_COLUMNS: u32 = 1_000;
/// The most rows of a sheet, as in every spreadsheet program.
pub const MOST_ROWS: u32 = 1_048_576;
/// The most text of a workbook, in bytes, each cell counted anew.
pub const MOST_TEXT: usize = 96 << 20;

/// A workbook, and what of its file is not in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Read {
    /// What stands in the cells.
    pub workbook: Workbook,
    /// What was not taken for a value, or could not be carried over.
    pub notes: Vec<Note>,
}

/// Something that was not taken for a value, or could not be carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The sheet that it is about; empty where it is about the whole file.
    pub sheet: String,
    /// The cell that it is about, where it is about one.
    pub at: Option<At>,
    /// What it is, and what became of it.
    pub text: Text,
}

/// The workbook in the bytes of a file. Its name only serves to say where its ending is wrong.
///
/// # Errors
/// The file is no workbook, is encrypted or damaged, or is larger than any return can be.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Read, Text> {
    if bytes.len() > LARGEST_FILE {
        return Err(refusal::too_large(LARGEST_FILE));
    }
    let mut out = Collector::default();
    match kind::of(&bytes)? {
        Kind::Zip => {
            let mut pack = pack::Pack::open(&bytes)?;
            if pack.is_ods()? {
                out.notice(kind::wrong_ending(name, kind::ODS_ENDINGS));
                ods::read(&mut pack, &mut out)?;
            } else {
                out.notice(kind::wrong_ending(name, kind::XLSX_ENDINGS));
                xlsx::read(&mut pack, &mut out)?;
            }
        }
        Kind::Ole => {
            out.notice(kind::wrong_ending(name, kind::XLS_ENDINGS));
            xls::read(&bytes, &mut out)?;
        }
        Kind::Csv(text) => {
            drop(bytes);
            out.notice(kind::wrong_ending(name, kind::CSV_ENDINGS));
            csv::read(&text, &mut out)?;
        }
    }
    out.finish()
}
