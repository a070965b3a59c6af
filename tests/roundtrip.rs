//! What is written is read again as the same: the workbooks to enter records in and the official forms, made
//! of generated records, exported and imported.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test"
)]

#[path = "support/base.rs"]
mod base;
#[path = "roundtrip/entry.rs"]
mod entry;
#[path = "roundtrip/forms.rs"]
mod forms;
#[path = "roundtrip/made.rs"]
mod made;
#[path = "roundtrip/office.rs"]
mod office;
