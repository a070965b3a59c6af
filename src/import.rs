//! Workbooks as counties really send them, into records: a file becomes a [`grid::Workbook`], its rows are
//! read by the words of their headings, and held against the records that are there.

pub mod grid;
pub mod table;
pub mod value;
pub mod words;
