//! Checking: records in, findings out. Pure: no file, no clock, no printing.

pub mod baseline;
pub mod context;
mod fingerprint;
mod gate;
mod listing;
pub mod rule;
pub mod rules;
mod run;
mod statistics;
mod waivers;
mod waiving;

pub use context::Context;
pub use fingerprint::fingerprint;
pub use gate::Gate;
pub use listing::{Listing, crowded};
pub use rule::{Examine, Example, Fault, Rule};
pub use run::{Counts, check, check_by, references};
pub use statistics::Statistics;
pub use waiving::{State, Waiving, waivings};
