//! Forms as bytes. [`report`], [`annex1`] and [`annex2`] make one text or one file of all forms asked for,
//! [`report_files`], [`annex1_file`] and [`annex2_files`] a file for each. Nothing is printed or written
//! here.
//!
//! | format | one output (`report`, `annex2`) | files (`report_files`, `annex2_files`) |
//! | --- | --- | --- |
//! | table | all forms below one another | `麒麟区-2023-08-3-1.txt`, `…-3-2.txt`, `…-汇总.txt` |
//! | csv | an error for a report: it is several tables | `….csv` |
//! | json | one document | one document, `麒麟区-2023-08.json` |
//! | xlsx | one workbook, a sheet a form, behind the roll-up its charts | `….xlsx` |
//! | pdf | one document, each form on pages of its own | `….pdf` |
//! | docx | one document, a section a form | `….docx` |

pub mod bundle;
pub mod calendar;
pub mod csv;
pub mod dashboard;
pub mod diff;
pub mod difference;
pub mod docx;
pub mod entry;
pub mod findings;
pub mod ics;
pub mod json;
pub mod list;
pub mod lookup;
mod package;
pub mod pdf;
pub mod proposal;
pub mod prose;
pub mod rules;
pub mod standing;
pub mod status;
pub mod table;
pub mod trace;
pub mod waivers;
mod workbook;
mod wrap;
pub mod xlsx;

use crate::catalog::Forms;
use crate::form::Form;
use crate::form::content::{EnterpriseList, Return, SelfcheckTable};
use crate::lang::Text;
use crate::plan::Unit;
use crate::settings::Filler;
use crate::sheet::Sheet;
use crate::text::printable;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// What a form can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text to read on a terminal.
    Table,
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
    /// A workbook, to print.
    Xlsx,
    /// Pages to send and to keep.
    Pdf,
    /// A Word document, to print and sign.
    Docx,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 6] = [Self::Table, Self::Csv, Self::Json, Self::Xlsx, Self::Pdf, Self::Docx];

    /// The word on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// The ending of a file, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Table => "txt",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Whether it can go to a terminal.
    pub const fn is_text(self) -> bool {
        !matches!(self, Self::Xlsx | Self::Pdf | Self::Docx)
    }
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its name: one part of a path, with ending, no separator in it.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// Why a form cannot be written in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(pub Text);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.zh)
    }
}

impl std::error::Error for Error {}

/// How the forms are to be written.
#[derive(Debug, Clone, Copy)]
pub struct Manner<'a> {
    /// The wording of the forms.
    pub forms: &'a Forms,
    /// Who fills them in.
    pub filler: &'a Filler,
    /// The format.
    pub format: Format,
    /// The columns of the terminal, for a table; 100 where there is none.
    pub width: usize,
}

/// A return in one output: 3-1, 3-2, and the roll-up where there are units below.
///
/// # Errors
/// CSV, which has one table a file; a form that the format cannot hold.
pub fn report(content: &Return<'_>, manner: Manner<'_>) -> Result<Vec<u8>, Error> {
    match manner.format {
        Format::Json => json::report(content),
        _ => one(&Form::of_return(content), manner),
    }
}

/// A return in a file a form; in JSON, one file.
///
/// # Errors
/// A form that the format cannot hold.
pub fn report_files(content: &Return<'_>, manner: Manner<'_>) -> Result<Vec<Output>, Error> {
    let stem = format!("{}-{}", file_stem(content.plan.unit(content.unit)), content.month);
    match manner.format {
        Format::Json => Ok(vec![Output { name: format!("{stem}.json"), bytes: json::report(content)? }]),
        _ => each(&Form::of_return(content), &stem, manner),
    }
}

/// The 企业清单 in one output.
///
/// # Errors
/// A form that the format cannot hold.
pub fn annex2(content: &EnterpriseList<'_>, manner: Manner<'_>) -> Result<Vec<u8>, Error> {
    match manner.format {
        Format::Json => json::annex2(content),
        _ => one(&[Form::Enterprises(content)], manner),
    }
}

/// The 企业清单 in a file: `麒麟区-2023-06-30-附件2.xlsx`.
///
/// # Errors
/// A form that the format cannot hold.
pub fn annex2_files(content: &EnterpriseList<'_>, manner: Manner<'_>) -> Result<Vec<Output>, Error> {
    let stem = format!("{}-{}", file_stem(content.plan.unit(content.unit)), content.as_of);
    match manner.format {
        Format::Json => {
            Ok(vec![Output { name: format!("{stem}-附件2.json"), bytes: json::annex2(content)? }])
        }
        _ => each(&[Form::Enterprises(content)], &stem, manner),
    }
}

/// The selfcheck of an enterprise in one output.
///
/// # Errors
/// A form that the format cannot hold.
pub fn annex1(content: &SelfcheckTable<'_>, manner: Manner<'_>) -> Result<Vec<u8>, Error> {
    match manner.format {
        Format::Json => json::annex1(content),
        _ => one(&[Form::Selfcheck(content)], manner),
    }
}

/// The selfcheck of an enterprise in a file: `麒麟区-附件1-曲靖某某钢铁有限公司.xlsx`. Its id stands for its
/// name where that is not fit for a file or, as `by_id` says, not its own.
///
/// # Errors
/// A form that the format cannot hold.
pub fn annex1_file(content: &SelfcheckTable<'_>, by_id: bool, manner: Manner<'_>) -> Result<Output, Error> {
    let unit = file_stem(content.plan.unit(content.unit));
    let name = content.enterprise.as_str();
    let enterprise = if by_id || !names_a_file(name) { content.id.as_str() } else { name };
    let form = Form::Selfcheck(content).name();
    let name = format!("{unit}-{form}-{enterprise}.{}", manner.format.extension());
    Ok(Output { name, bytes: annex1(content, manner)? })
}

/// Forms in one output; not for JSON, where the forms of a return are one document.
fn one(forms: &[Form<'_>], manner: Manner<'_>) -> Result<Vec<u8>, Error> {
    match (manner.format, forms) {
        (Format::Xlsx, _) => {
            let charts: Vec<_> =
                forms.iter().filter_map(|form| form.charts(manner.forms, manner.filler)).collect();
            xlsx::with_charts(&sheets(forms, manner), &charts)
        }
        (Format::Pdf, _) => pdf::pdf(&sheets(forms, manner)),
        (Format::Docx, _) => docx::docx(&sheets(forms, manner)),
        (Format::Csv, [form]) => csv::csv(&form.rows(manner.forms)),
        (Format::Csv, _) => Err(Error(Text::fixed(
            "csv 每个文件只能有一张表，请用 `-o 目录`",
            "csv has one table a file: use `-o DIR`",
        ))),
        (Format::Table | Format::Json, _) => {
            let pages: Vec<String> = forms
                .iter()
                .map(|form| table::page(&form.page(manner.forms, manner.filler), manner.width))
                .collect();
            Ok(pages.join("\n").into_bytes())
        }
    }
}

fn sheets(forms: &[Form<'_>], manner: Manner<'_>) -> Vec<Sheet> {
    forms.iter().map(|form| form.sheet(manner.forms, manner.filler)).collect()
}

/// The characters of forms that the format cannot show, and shows the codes of instead.
pub fn substituted(forms: &[Form<'_>], manner: Manner<'_>) -> BTreeSet<char> {
    match manner.format {
        Format::Pdf => pdf::substituted(&sheets(forms, manner)),
        Format::Table | Format::Csv | Format::Json | Format::Xlsx | Format::Docx => BTreeSet::new(),
    }
}

/// Forms in a file each.
fn each(forms: &[Form<'_>], stem: &str, manner: Manner<'_>) -> Result<Vec<Output>, Error> {
    let file = |form: &Form<'_>| {
        Ok(Output {
            name: format!("{stem}-{}.{}", form.name(), manner.format.extension()),
            bytes: one(std::slice::from_ref(form), manner)?,
        })
    };
    forms.iter().map(file).collect()
}

/// What names a unit's files: its name, or its id where the name is not fit for a file. An id is
/// ASCII and such a name is not, so that no two units have the same.
fn file_stem(unit: &Unit) -> &str {
    let fit = |c: char| c.is_alphanumeric() && !c.is_uppercase();
    let name = unit.name.as_str();
    if !name.is_ascii() && name.len() <= 120 && name.chars().all(fit) { name } else { unit.id.as_str() }
}

/// Whether the name of an enterprise is fit for a file on every system: Chinese characters, with what no
/// system takes for another letter. An id has none of the former, so that it never is such a name.
fn names_a_file(name: &str) -> bool {
    let chinese = |c: char| matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}');
    let fit = |c: char| chinese(c) || matches!(c, 'a'..='z' | '0'..='9' | '（' | '）');
    name.len() <= 120 && name.contains(chinese) && name.chars().all(fit)
}

/// Whether a CI runner would take a line for a command.
pub(crate) fn is_command(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("::") || line.starts_with("##[")
}

/// Data as a cell shows it, its line breaks all of one kind.
pub(crate) fn lined(data: &str) -> Cow<'_, str> {
    let text = printable(data);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text }
}
