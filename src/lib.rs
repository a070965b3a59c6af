//! `hazards`: a campaign against major accident hazards in industry, kept as records in a git folder.
//!
//! The data's way, one module an arrow:
//!
//! ```text
//! files ──store──▶ records ──check──▶ findings ───────────────┐
//!                     │                                       ├──write──▶ terminal · json · csv · xlsx
//!                     └──tally──▶ figures ──form──▶ sheets ───┘
//! workbooks ──import──▶ records ──store──▶ files
//! ```
//!
//! Everything between `store` and `cli` is pure: values in, values out. What the law and the plan say is
//! data in `catalog/`.

pub mod add;
pub mod calendar;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod columns;
pub mod config;
pub mod dashboard;
pub mod entry;
pub mod export;
pub mod figure;
pub mod finding;
pub mod form;
pub mod import;
pub mod lang;
pub mod list;
pub mod lsp;
pub mod plan;
pub mod record;
pub mod scaffold;
pub mod schema;
pub mod settings;
pub mod sheet;
pub mod status;
pub mod store;
pub mod tally;
pub mod template;
pub mod text;
pub mod write;
