//! The forms in workbooks of the bureau's own: the right values in the right cells, and nothing else changed.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::panic, dead_code, reason = "a test")]

#[path = "forms/fixture.rs"]
mod fixture;
#[path = "template/made.rs"]
mod made;
#[path = "template/parts.rs"]
mod parts;
#[path = "template/refused.rs"]
mod refused;
#[path = "template/values.rs"]
mod values;
