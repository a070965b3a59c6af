//! The wording of the forms: titles, headings, labels and notes of 附件2, 3-1 and 3-2, as data.

use crate::config::{ConfigError, Source, Table, unknown_word};
use crate::figure::Key;

/// The wording of all forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forms {
    /// 附件 1; the rest of its wording is in `selfcheck.toml`
    pub annex1_attachment: String,
    /// 附件 2
    pub annex2: Wording,
    /// 附件 3-1
    pub form31: Form31,
    /// 附件 3-2
    pub form32: Form32,
    /// The title of the roll-up by unit
    pub rollup_title: String,
}

/// What every form has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Which attachment of the plan document it is.
    pub attachment: String,
    /// The title.
    pub title: String,
    /// The labels of the line under the title.
    pub line: Vec<String>,
    /// The headings of the columns.
    pub columns: Vec<String>,
    /// The word before the notes.
    pub notes_heading: String,
    /// The notes, without their numbers.
    pub notes: Vec<String>,
}

/// 附件 3-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form31 {
    /// What every form has.
    pub wording: Wording,
    /// The sections in order.
    pub sections: Vec<Section>,
}

/// A section of form 3-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The name down the left.
    pub name: String,
    /// The numbered indicators.
    pub indicators: Vec<Indicator>,
}

/// A numbered cell of form 3-1, with one figure or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Its number in the section.
    pub number: u32,
    /// The label as printed.
    pub label: String,
    /// Its figures.
    pub parts: Vec<Part>,
}

/// One figure of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The figure.
    pub key: Key,
    /// Its name on a row of its own.
    pub name: String,
    /// Its unit: 个, 家, 次, 家次, 个次, 人 or 万元; empty for 是/否.
    pub unit: String,
}

/// 附件 3-2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form32 {
    /// What every form has; the columns are those of one header row's height or two.
    pub wording: Wording,
    /// The heading over the last columns.
    pub group: String,
    /// The headings below it.
    pub group_columns: Vec<String>,
}

impl Forms {
    /// Reads `forms.toml`.
    ///
    /// # Errors
    /// All mistakes, each with its line.
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ConfigError>> {
        Source::new(path, text).read(|top| {
            let annex1 = top.required("annex1", |top, key| {
                top.table(key, |table| table.required("attachment", Table::text))
            });
            let annex2 = top.required("annex2", |top, key| top.table(key, |table| read_wording(table, 11)));
            let form31 = top.required("form31", |top, key| top.table(key, read_form31));
            let form32 = top.required("form32", |top, key| top.table(key, read_form32));
            let rollup = top
                .required("rollup", |top, key| top.table(key, |table| table.required("title", Table::text)));
            Some(Self {
                annex1_attachment: annex1?.value,
                annex2: annex2?,
                form31: form31?,
                form32: form32?,
                rollup_title: rollup?.value,
            })
        })
    }

    /// The names and units of the figures, in order.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.form31
            .sections
            .iter()
            .flat_map(|section| &section.indicators)
            .flat_map(|indicator| &indicator.parts)
    }

    /// The indicator that prints a figure, with its section.
    pub fn indicator(&self, key: Key) -> Option<(&Section, &Indicator)> {
        self.form31.sections.iter().find_map(|section| {
            let indicator = section
                .indicators
                .iter()
                .find(|indicator| indicator.parts.iter().any(|part| part.key == key))?;
            Some((section, indicator))
        })
    }
}

/// Reads what every form has; a form has a fixed number of columns, 3-1 none.
fn read_wording(table: &mut Table<'_, '_>, columns: usize) -> Option<Wording> {
    let attachment = table.required("attachment", Table::text);
    let title = table.required("title", Table::text);
    let line = table.required("line", Table::texts);
    let headings = if columns == 0 { Some(Vec::new()) } else { table.required("columns", Table::texts) };
    let notes_heading = table.required("notes_heading", Table::text);
    let notes = table.required("notes", Table::texts);
    let headings = headings?;
    if headings.len() != columns {
        table.error(
            table.span(),
            crate::lang::Text::made(
                format!("表头应有 {columns} 栏"),
                format!("the form has {columns} columns"),
            ),
        );
    }
    let values = |texts: Vec<crate::config::At<String>>| texts.into_iter().map(|text| text.value).collect();
    Some(Wording {
        attachment: attachment?.value,
        title: title?.value,
        line: values(line?),
        columns: values(headings),
        notes_heading: notes_heading?.value,
        notes: values(notes?),
    })
}

fn read_form31(table: &mut Table<'_, '_>) -> Option<Form31> {
    let wording = read_wording(table, 0);
    let sections = table.required("sections", |table, key| {
        table.tables(key, |section| {
            let name = section.required("name", Table::text);
            let indicators =
                section.required("indicators", |section, key| section.tables(key, read_indicator));
            Some(Section { name: name?.value, indicators: indicators? })
        })
    });
    let sections = sections?;
    let keys: Vec<Key> = sections
        .iter()
        .flat_map(|section| &section.indicators)
        .flat_map(|indicator| &indicator.parts)
        .map(|part| part.key)
        .collect();
    if keys != Key::ALL {
        table.error(
            table.span(),
            crate::lang::Text::fixed(
                "表 3-1 应按次序包含每个指标各一次",
                "form 3-1 must have every figure once, in order",
            ),
        );
    }
    Some(Form31 { wording: wording?, sections })
}

fn read_indicator(table: &mut Table<'_, '_>) -> Option<Indicator> {
    let number = table.required("number", Table::whole);
    let label = table.required("label", Table::text);
    let figures = table.required("figures", Table::texts);
    let names = table.required("parts", |table, key| {
        table.tables(key, |part| {
            let name = part.required("name", Table::text);
            let unit = part.required("unit", Table::any_text);
            Some((name?.value, unit?))
        })
    });
    let (figures, names) = (figures?, names?);
    if figures.len() != names.len() {
        table.error(
            table.span(),
            crate::lang::Text::fixed("figures 与 parts 应一一对应", "figures and parts must be as many"),
        );
    }
    let mut parts = Vec::new();
    for (figure, (name, unit)) in figures.into_iter().zip(names) {
        match Key::parse(&figure.value) {
            Some(key) => parts.push(Part { key, name, unit }),
            None => {
                table.error(figure.span, unknown_word(&figure.value, Key::ALL.iter().map(|key| key.name())))
            }
        }
    }
    Some(Indicator { number: number?.value, label: label?.value, parts })
}

fn read_form32(table: &mut Table<'_, '_>) -> Option<Form32> {
    let wording = read_wording(table, 7);
    let group = table.required("group", Table::text);
    let columns = table.required("group_columns", Table::texts);
    Some(Form32 {
        wording: wording?,
        group: group?.value,
        group_columns: columns?.into_iter().map(|column| column.value).collect(),
    })
}
