//! Workbooks in: what stands in the cells of every format, and that no file does harm.

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

#[path = "workbooks/formats.rs"]
mod formats;
#[path = "workbooks/hostile.rs"]
mod hostile;
#[path = "workbooks/made.rs"]
mod made;
#[path = "workbooks/office.rs"]
mod office;
#[path = "workbooks/property.rs"]
mod property;
#[path = "workbooks/refused.rs"]
mod refused;
