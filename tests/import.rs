//! Imports that are written: into copies of the smallest repository, with what is asked, refused and left alone.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, dead_code, reason = "a test")]

#[path = "import/answers.rs"]
mod answers;
#[path = "support/base.rs"]
mod base;
#[path = "import/enterprises.rs"]
mod enterprises;
#[path = "import/hazards.rs"]
mod hazards;
#[path = "import/made.rs"]
mod made;
#[path = "import/messages.rs"]
mod messages;
#[path = "import/others.rs"]
mod others;
