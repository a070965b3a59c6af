//! What an import would do, row by row, before anything is written.

use super::Form;
use super::grid::At;
use super::table::Ignored;
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::draft::{Draft, Value};
use crate::record::{Kind, Origin};
use crate::text::visible;

/// What an import would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The form.
    pub form: Form,
    /// The unit.
    pub unit: UnitIndex,
    /// The names of the sheets of the workbook.
    pub sheets: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The cells that are not read, with the number of their sheet.
    pub ignored: Vec<(usize, Ignored)>,
}

/// A row of a workbook: the number of its sheet from 0 and its own from 1, as a spreadsheet shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowName {
    /// The sheet.
    pub sheet: usize,
    /// The row.
    pub row: u32,
}

/// The names of the sheets of a workbook, by which rows are named.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheets(Vec<String>);

impl Sheets {
    pub(super) fn of(workbook: &super::grid::Workbook) -> Self {
        Self(workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect())
    }

    /// The name of a row's sheet, where there are several.
    fn of_row(&self, name: RowName) -> Option<&String> {
        self.0.get(name.sheet).filter(|sheet| self.0.len() > 1 && !sheet.is_empty())
    }

    /// A row as messages name it: `工作表 名册 第 9 行`.
    pub(super) fn told(&self, name: RowName) -> Text {
        let row = name.row;
        match self.of_row(name).map(|sheet| visible(sheet)) {
            Some(sheet) => {
                Text::made(format!("工作表 {sheet} 第 {row} 行"), format!("row {row} of sheet {sheet}"))
            }
            None => Text::made(format!("第 {row} 行"), format!("row {row}")),
        }
    }

    /// A row as an answer names it: `9`, or `名册！9`, with a sign that no shell takes for its own.
    pub(super) fn answer(&self, name: RowName) -> String {
        let row = name.row;
        match self.of_row(name) {
            Some(sheet) if sheet.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)) => {
                format!("{sheet}！{row}")
            }
            Some(sheet) => format!("\"{}！{row}\"", visible(sheet)),
            None => row.to_string(),
        }
    }
}

/// A row, and what would become of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which row it is.
    pub name: RowName,
    /// What it is about: the name of an enterprise.
    pub about: String,
    /// What would become of it.
    pub outcome: Outcome,
    /// What is to be said of it.
    pub notes: Vec<Note>,
}

/// What would become of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A record that is not there yet.
    New(Box<New>),
    /// A record that is there and says something else.
    Changed(Box<Changed>),
    /// A record that is there and says the same: its kind and id.
    Same(Kind, String),
    /// There is a question; nothing is done.
    Doubtful,
    /// It is against the rules; nothing is done.
    Refused,
}

/// A new record.
#[derive(Debug, Clone, PartialEq)]
pub struct New {
    /// Its kind.
    pub kind: Kind,
    /// Its id; a selfcheck's is its enterprise.
    pub id: String,
    /// The unit in whose folder it will stand.
    pub unit: UnitIndex,
    /// The record.
    pub draft: Draft,
    /// Where its values stand in the workbook, by the path of the key.
    pub cells: Vec<(&'static str, At)>,
}

/// A record that changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// Its kind.
    pub kind: Kind,
    /// Its id; a selfcheck's is its enterprise.
    pub id: String,
    /// Where it stands.
    pub origin: Origin,
    /// What changes.
    pub fields: Vec<Field>,
}

/// A key that changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The path of the key.
    pub path: &'static str,
    /// What stands there; nothing where the key is not there.
    pub before: Option<Value>,
    /// What will stand there.
    pub after: Value,
    /// The cell that says so; none for what was said for all rows.
    pub at: Option<At>,
}

/// What is to be said of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The cell that it is about; none for the row as a whole.
    pub at: Option<At>,
    /// What it is.
    pub text: Text,
    /// The rule that it comes from.
    pub rule: Option<&'static str>,
}

impl Note {
    /// Of a cell, or of the row as a whole.
    pub const fn of(at: Option<At>, text: Text) -> Self {
        Self { at, text, rule: None }
    }
}

/// How many rows come to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// New records.
    pub new: usize,
    /// Records that change.
    pub changed: usize,
    /// Records that stay as they are.
    pub same: usize,
    /// Rows with a question.
    pub doubtful: usize,
    /// Rows that are refused.
    pub refused: usize,
}

impl Proposal {
    /// How many rows of the workbook are left open: doubtful or refused.
    pub fn open(&self) -> usize {
        let open = self.rows.iter().filter(|row| matches!(row.outcome, Outcome::Doubtful | Outcome::Refused));
        open.map(|row| row.name).collect::<std::collections::BTreeSet<_>>().len()
    }

    /// How many rows come to what.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            *match row.outcome {
                Outcome::New(_) => &mut counts.new,
                Outcome::Changed(_) => &mut counts.changed,
                Outcome::Same(..) => &mut counts.same,
                Outcome::Doubtful => &mut counts.doubtful,
                Outcome::Refused => &mut counts.refused,
            } += 1;
        }
        counts
    }

    /// A cell as the user names it: `Sheet1!F12`, or `F12` where there is one sheet only.
    pub fn address(&self, sheet: usize, at: At) -> String {
        match self.sheets.get(sheet).filter(|name| self.sheets.len() > 1 && !name.is_empty()) {
            Some(name) => format!("{}!{at}", crate::text::visible(name)),
            None => at.to_string(),
        }
    }
}
