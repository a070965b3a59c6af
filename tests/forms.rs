//! The forms in every format: what is printed where, and that no data does harm.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::panic, reason = "a test")]

#[path = "forms/annex1.rs"]
mod annex1;
#[path = "forms/docx.rs"]
mod docx;
#[path = "forms/fixture.rs"]
mod fixture;
#[path = "forms/formats.rs"]
mod formats;
#[path = "forms/hostile.rs"]
mod hostile;
#[path = "forms/workbook.rs"]
mod workbook;
