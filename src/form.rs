//! The official forms: what stands on each ([`content`]) and where it stands, one file a form.
//! The wording comes from the catalogue; the few words here are the tool's own.

pub mod annex1;
pub mod annex2;
pub mod charts;
pub mod content;
mod filed;
pub mod form31;
pub mod form32;
pub mod index;
pub mod rollup;

use crate::catalog::{Forms, Wording};
use crate::settings::Filler;
use crate::sheet::{Cell, ChartSheet, Page, Rows, Sheet, Style};
use chrono::{Datelike, NaiveDate};
use content::{EnterpriseList, Return, SelfcheckTable};

/// A form, filled in.
#[derive(Clone, Copy)]
pub enum Form<'r> {
    /// 附件 3-1
    Progress(&'r Return<'r>),
    /// 附件 3-2
    Hazards(&'r Return<'r>),
    /// 附件 3-1 by unit
    RollUp(&'r Return<'r>),
    /// 附件 1
    Selfcheck(&'r SelfcheckTable<'r>),
    /// 附件 2
    Enterprises(&'r EnterpriseList<'r>),
}

impl<'r> Form<'r> {
    /// The forms of a return: 3-1 and 3-2, and the roll-up where there are units below.
    pub fn of_return(content: &'r Return<'r>) -> Vec<Self> {
        let mut forms = vec![Self::Progress(content), Self::Hazards(content)];
        if !content.units.is_empty() {
            forms.push(Self::RollUp(content));
        }
        forms
    }

    /// The short name: of the sheet in a workbook, and of the file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Progress(_) => "3-1",
            Self::Hazards(_) => "3-2",
            Self::RollUp(_) => "汇总",
            Self::Selfcheck(_) => "附件1",
            Self::Enterprises(_) => "附件2",
        }
    }

    /// The form on paper.
    pub fn sheet(self, forms: &Forms, filler: &Filler) -> Sheet {
        match self {
            Self::Progress(content) => form31::sheet(content, forms, filler),
            Self::Hazards(content) => form32::sheet(content, forms, filler),
            Self::RollUp(content) => rollup::sheet(content, forms, filler),
            Self::Selfcheck(content) => annex1::sheet(content, forms),
            Self::Enterprises(content) => annex2::sheet(content, forms, filler),
        }
    }

    /// The charts of the form's sheet, for a format that can draw them.
    pub fn charts(self, forms: &Forms, filler: &Filler) -> Option<ChartSheet> {
        match self {
            Self::RollUp(content) => Some(charts::charts(content, forms, filler)),
            Self::Progress(_) | Self::Hazards(_) | Self::Selfcheck(_) | Self::Enterprises(_) => None,
        }
    }

    /// The form on a terminal.
    pub fn page(self, forms: &Forms, filler: &Filler) -> Page {
        match self {
            Self::Progress(content) => form31::page(content, forms, filler),
            Self::Hazards(content) => form32::page(content, forms, filler),
            Self::RollUp(content) => rollup::page(content, forms, filler),
            Self::Selfcheck(content) => annex1::page(content, forms),
            Self::Enterprises(content) => annex2::page(content, forms, filler),
        }
    }

    /// The form as rows for a program.
    pub fn rows(self, forms: &Forms) -> Rows {
        match self {
            Self::Progress(content) => form31::rows(content, forms),
            Self::Hazards(content) => form32::rows(content, forms),
            Self::RollUp(content) => rollup::rows(content, forms),
            Self::Selfcheck(content) => annex1::rows(content),
            Self::Enterprises(content) => annex2::rows(content, forms),
        }
    }
}

/// A day as the forms print it.
pub(crate) fn day(day: NaiveDate) -> String {
    format!("{} 年 {} 月 {} 日", day.year(), day.month(), day.day())
}

/// The line under the title: each label with what belongs behind it.
pub(crate) fn fields(wording: &Wording, unit: &str, filler: &Filler, date: NaiveDate) -> Vec<String> {
    let fill = |label: &String| {
        let has = |word: &str| label.contains(word);
        let value = match (has("人"), has("电话")) {
            (true, true) => [filler.name.as_str(), &filler.phone].join(" ").trim().to_owned(),
            (true, false) => filler.name.clone(),
            (false, true) => filler.phone.clone(),
            (false, false) if has("单位") => unit.to_owned(),
            (false, false) if has("时间") => day(date),
            (false, false) => String::new(),
        };
        format!("{label}{value}")
    };
    wording.line.iter().map(fill).collect()
}

/// The notes as printed: one beside the word before them, several below it with their numbers.
/// What must be said of this form's figures comes first.
fn notes(wording: &Wording, said: Vec<String>) -> Vec<String> {
    let mut notes = said;
    match wording.notes.as_slice() {
        [] => {}
        [note] => notes.push(format!("{}{note}", wording.notes_heading)),
        several => {
            notes.push(wording.notes_heading.clone());
            notes.extend((1..).zip(several).map(|(number, note)| format!("{number}.{note}")));
        }
    }
    notes
}

/// Says how many records could not be read; nothing where all were.
pub(crate) fn left_out(count: usize) -> Vec<String> {
    if count == 0 {
        Vec::new()
    } else {
        vec![format!("本表不完整：有 {count} 条记录无法读取，未列入、未计入。")]
    }
}

/// The rows above the table: attachment, title, and the line with its parts over so many columns each.
fn top(wording: &Wording, line: Vec<String>, spans: &[usize]) -> Vec<Vec<Cell>> {
    let width = spans.iter().sum();
    let mut rows = Vec::new();
    if !wording.attachment.is_empty() {
        rows.push(vec![Cell::new(0, Style::Attachment, &wording.attachment).over(width, 1)]);
    }
    rows.push(vec![Cell::new(0, Style::Title, &wording.title).over(width, 1)]);
    if line.len() == spans.len() {
        let mut column = 0;
        let last = line.len() - 1;
        let parts = line.into_iter().zip(spans).enumerate().map(|(part, (text, span))| {
            let style = if part == last && part > 0 { Style::LineEnd } else { Style::Line };
            let cell = Cell::new(column, style, text).over(*span, 1);
            column += span;
            cell
        });
        rows.push(parts.collect());
    } else {
        rows.push(vec![Cell::new(0, Style::Line, line.join("　　")).over(width, 1)]);
    }
    rows
}

/// The rows below the table, over its whole width.
fn below(notes: Vec<String>, width: usize) -> impl Iterator<Item = Vec<Cell>> {
    notes.into_iter().map(move |note| vec![Cell::new(0, Style::Note, note).over(width, 1)])
}

/// The lines above the tables of a page.
fn heading(wording: &Wording, line: Vec<String>) -> Vec<Vec<String>> {
    let title = if wording.attachment.is_empty() {
        wording.title.clone()
    } else {
        format!("{}　{}", wording.attachment, wording.title)
    };
    vec![vec![title], line]
}
