//! The seven kinds of record (contract §3).

mod hand;

use crate::date::Date;
pub use hand::amount;

/// Habits of the one who keeps a file: booleans as 是/否, short lists and items in `[…]`.
#[derive(Clone, Copy)]
pub struct Hand {
    pub chinese: bool,
    pub flow: bool,
}

/// What every record may carry besides; `comment` becomes `# …` above it.
#[derive(Default, Clone)]
pub struct Extra {
    pub comment: Option<&'static str>,
    pub note: Option<String>,
    pub attachments: Vec<&'static str>,
    pub waivers: Vec<(&'static str, &'static str, Option<Date>)>,
}

#[derive(Clone)]
pub struct Enterprise {
    pub id: String,
    pub name: String,
    pub uscc: Option<String>,
    pub products: Vec<String>,
    pub industry: &'static str,
    pub domains: Vec<&'static str>,
    pub key: bool,
    pub principal: String,
    pub phone: String,
    pub base_info_complete: bool,
    pub code_check: bool,
    pub listed_on: Date,
    pub removed: Option<(Date, &'static str)>,
    pub accidents: Vec<(Date, u32, &'static str)>,
    pub extra: Extra,
}

#[derive(Clone)]
pub struct Selfcheck {
    pub enterprise: String,
    pub submitted_on: Date,
    pub signed_by: String,
    pub items: Vec<(&'static str, Option<&'static str>)>,
    pub leader_checks: Vec<Date>,
    pub extra: Extra,
}

#[derive(Default, Clone)]
pub struct Rectification {
    pub responsible: Option<String>,
    pub measures: Option<String>,
    pub funds: Option<i64>,
    pub due_on: Option<Date>,
    pub contingency: Option<String>,
    pub completed_on: Option<Date>,
    pub verified_on: Option<Date>,
    pub verified_by: Option<String>,
}

#[derive(Clone)]
pub struct Hazard {
    pub id: String,
    pub enterprise: String,
    pub clause: &'static str,
    pub description: String,
    /// 企业自查, else 部门检查.
    pub own: bool,
    pub found_on: Date,
    pub inspection: Option<String>,
    pub reported_on: Option<Date>,
    pub fix: Rectification,
    pub supervision: Option<(&'static str, Date, Option<Date>)>,
    pub extra: Extra,
}

#[derive(Clone)]
pub struct Inspection {
    pub id: String,
    pub enterprise: String,
    pub date: Date,
    pub kind: &'static str,
    pub inspectors: Vec<&'static str>,
    pub findings: Vec<&'static str>,
    pub extra: Extra,
}

/// A punished party: name of the person, fine in 元, other words.
pub type Party = (Option<String>, Option<i64>, Vec<&'static str>);

#[derive(Clone)]
pub struct Penalty {
    pub id: String,
    pub enterprise: String,
    pub hazard: Option<String>,
    pub inspection: Option<String>,
    pub decided_on: Date,
    pub on_enterprise: Option<Party>,
    pub on_principal: Option<Party>,
    pub halt: bool,
    pub referred: u32,
    pub extra: Extra,
}

#[derive(Clone)]
pub struct Activity {
    pub id: String,
    pub kind: &'static str,
    pub date: Date,
    pub count: u32,
    pub enterprise: Option<String>,
    pub crime: bool,
    /// 元.
    pub amount: i64,
    pub anonymous: bool,
    pub headcount: Option<u32>,
    pub extra: Extra,
}

#[derive(Clone)]
pub struct Filing {
    pub id: String,
    pub document: &'static str,
    pub filed_on: Date,
    pub month: Option<i64>,
    pub figures: Vec<(&'static str, String)>,
    pub rows: Option<usize>,
    pub extra: Extra,
}
