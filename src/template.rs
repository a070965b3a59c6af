//! Forms put into a workbook that is there already: the bureau's own. Its cells are found by placeholders,
//! by defined names, or by the words of the form; only they change, and in the package only the parts that
//! hold them. Pure: bytes and values in, bytes out.

mod book;
mod edit;
mod line;
mod moving;
mod offer;
mod outcome;
mod package;
mod refs;
mod repeat;
mod search;
mod sheet;
mod styles;
mod table;
mod words;

pub use offer::{Column, Label, Labels, Offer, Table};

use crate::lang::Text;
use book::Book;
use package::Package;
use search::Search;

/// The most bytes that a template may have.
pub const SIZE_LIMIT: u64 = 32 << 20;

/// Why a template cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(pub Text);

/// A template, filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// What is to be said of it: which forms were filled, what was not found, what was kept.
    pub said: Vec<Text>,
}

/// Fills a template. The same template and values give the same bytes.
///
/// # Errors
/// A file that is no .xlsx workbook; a placeholder that nobody knows; two cells for one value; a cell that
/// holds something already; a template that has none of the forms.
pub fn fill(template: &[u8], offer: &Offer) -> Result<Filled, Error> {
    let mut package = Package::open(template)?;
    let book = Book::read(&mut package)?;
    let looks = match &book.styles {
        Some(part) => styles::Looks::read(&package.need(part)?, part)?,
        None => styles::Looks::default(),
    };
    let mut search = Search::new(&book, offer);
    search.placeholders();
    search.names();
    search.labels();
    table::place(&mut search, &looks);
    search.lines();
    let (changes, mut said) = search.finish()?;
    // First the cells, then what has to follow the rows: each part is read as the changes before left it.
    for (sheet, edits) in book.sheets.iter().zip(&changes) {
        if edits.cells.is_empty() && edits.block.is_none() && !sheet.has_formula() {
            continue;
        }
        let shift =
            edits.block.as_ref().map(|block| block.shift(&sheet.name)).filter(|shift| !shift.is_none());
        package.set(&sheet.part, edit::rewrite(sheet, edits, shift.as_ref())?);
    }
    for (sheet, edits) in book.sheets.iter().zip(&changes) {
        let shift =
            edits.block.as_ref().map(|block| block.shift(&sheet.name)).filter(|shift| !shift.is_none());
        if let Some(shift) = shift {
            book.follow(&mut package, sheet, &shift)?;
        }
    }
    if book.recalculate(&mut package)? {
        said.push(Text::fixed(
            "模板中的公式保留不变，打开工作簿时重新计算",
            "the template's formulas are kept, and worked out anew when the workbook is opened",
        ));
    }
    Ok(Filled { bytes: package.finish()?, said })
}
