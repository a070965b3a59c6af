//! The workbook in which a unit enters its records: the official form's title and columns first, then what else
//! a record says, each under its official term and one value a cell. `import` reads every heading that is
//! written here, so that a workbook comes back without a question.
//!
//! What comes back otherwise than it stands in a record, since a cell does not show it or a clerk would not
//! mean it: blanks at the ends of a text, characters that draw nothing and the kind of line ends are not
//! carried; a text that is a dash or a stroke alone says nothing; of items of a list with `、` in them each
//! part is an item; a phone number has no blanks. None of it changes a record that is there. Not in the
//! workbook are `accidents`, `attachments` and `waivers`, of which one cell cannot tell; they stay as they
//! are. A text longer than a cell can hold is left blank, which changes nothing either, and counted.

mod columns;
pub mod lists;
mod rows;

use crate::catalog::Wording;
use crate::check::Context;
use crate::import;
use crate::plan::UnitIndex;
use crate::record::{Amount, Kind};
use crate::settings::Filler;
use chrono::NaiveDate;
use lists::List;

/// A form that records are entered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 附件 2: a row an enterprise
    Enterprises,
    /// 附件 3-2: a row a hazard
    Hazards,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Enterprises, Self::Hazards];

    /// The form that `import` takes it for.
    pub const fn imported(self) -> import::Form {
        match self {
            Self::Enterprises => import::Form::Enterprises,
            Self::Hazards => import::Form::Hazards,
        }
    }

    /// The word on the command line.
    pub const fn name(self) -> &'static str {
        self.imported().name()
    }

    /// The kind of the records.
    pub const fn kind(self) -> Kind {
        self.imported().kind()
    }

    /// The columns that `import` knows, and how many of them, from which, the official form has.
    const fn known(self) -> (&'static [import::table::Column], std::ops::Range<usize>) {
        match self {
            Self::Enterprises => (&import::enterprises::COLUMNS, 0..11),
            // 3-2 has no 序号.
            Self::Hazards => (&import::hazards::COLUMNS, 1..10),
        }
    }

    const fn sheet(self) -> &'static str {
        match self {
            Self::Enterprises => "附件2",
            Self::Hazards => "3-2",
        }
    }

    fn wording<'c>(self, context: &Context<'c>) -> &'c Wording {
        match self {
            Self::Enterprises => &context.catalog.forms.annex2,
            Self::Hazards => &context.catalog.forms.form32.wording,
        }
    }
}

/// A workbook to enter records in.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// The name of the sheet with the form.
    pub sheet: &'static str,
    /// The title of the form.
    pub title: String,
    /// The line under it: whose it is, and who fills it in.
    pub line: String,
    /// The day of which it is; a file made of it bears no other time.
    pub day: NaiveDate,
    /// The columns.
    pub columns: Vec<Column>,
    /// The records, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// What is chosen from.
    pub lists: Vec<List>,
    /// How many values are left blank because no cell can hold them.
    pub too_long: usize,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What `import` calls it.
    pub name: &'static str,
    /// The heading over several of this form, where there is one.
    pub group: Option<String>,
    /// The heading.
    pub heading: String,
    /// Whether a new row must have it.
    pub required: bool,
    /// What stands in it.
    pub sort: Sort,
    /// What to write.
    pub about: String,
    /// Its width, in digits of the standard font.
    pub width: f64,
}

/// What stands in the cells of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sort {
    /// Characters as typed, never taken for a number or a day.
    Text,
    /// Sentences.
    Prose,
    /// A number.
    Count,
    /// 万元.
    Amount,
    /// A day.
    Day,
    /// One of these.
    Words(Vec<&'static str>),
    /// One of a list, by its name; others are asked about.
    Listed(&'static str),
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// Text.
    Text(String),
    /// A number.
    Count(u64),
    /// 万元.
    Amount(Amount),
    /// A day that every spreadsheet program knows.
    Day(NaiveDate),
}

impl Book {
    /// The workbook of a unit and all units below it, with their records or without. Enterprises that have
    /// left the list by the context's day are not in it.
    pub fn new(context: &Context<'_>, form: Form, unit: UnitIndex, filler: &Filler, is_blank: bool) -> Self {
        let (plan, catalog) = (context.plan, context.catalog);
        let holds = plan.unit(unit).level.holds_records();
        let columns = columns::of(form, &catalog.forms, holds);
        let mut too_long = 0;
        let rows = if is_blank { Vec::new() } else { rows::of(context, form, unit, &columns, &mut too_long) };
        let mut lists = Vec::new();
        if form == Form::Hazards {
            lists.push(lists::clauses(&catalog.standard));
            lists.push(lists::enterprises(context, unit));
        }
        let wording = form.wording(context);
        let line = crate::form::fields(wording, &plan.unit(unit).name, filler, context.as_of);
        Self {
            sheet: form.sheet(),
            title: format!("{}　{}", wording.attachment, wording.title).trim().to_owned(),
            line: line.join("　　"),
            day: context.as_of,
            columns,
            rows,
            lists,
            too_long,
        }
    }
}
