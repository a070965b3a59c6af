//! What there is to put into a template: the values of forms with the words by which their cells are found.
//! Any form can be offered; this file says it of a return and of the list of enterprises.

use crate::catalog::Forms;
use crate::catalog::forms::Indicator;
use crate::form::content::{EnterpriseList, Return};
use crate::form::{Form, day, form31};
use crate::settings::Filler;
use crate::sheet::Value;
use chrono::{Datelike, NaiveDate};

/// Values and the words by which their cells are found.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// Values by the name of their placeholder.
    pub words: Vec<(String, Value)>,
    /// Names of placeholders that another command fills: they stay.
    pub elsewhere: Vec<String>,
    /// The form with labelled cells.
    pub labels: Option<Labels>,
    /// The form with rows.
    pub table: Option<Table>,
    /// The labels of the line under the title, without colon, with what belongs behind them.
    pub line: Vec<(String, String)>,
    /// What the form must say of records that could not be read; empty where all were.
    pub left_out: String,
}

/// A form whose values stand beside their labels.
#[derive(Debug, Clone)]
pub struct Labels {
    /// The form's name.
    pub form: String,
    /// The labels.
    pub labels: Vec<Label>,
}

/// A label and the value beside it.
#[derive(Debug, Clone)]
pub struct Label {
    /// The label as printed.
    pub label: String,
    /// What may be preprinted in the cell: the units of several figures.
    pub skeleton: String,
    /// The value.
    pub value: Value,
    /// The names of the figures in it.
    pub keys: Vec<String>,
}

/// A form with a row a record.
#[derive(Debug, Clone)]
pub struct Table {
    /// The form's name.
    pub form: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// The heading.
    pub heading: String,
    /// The heading above it, where there is one.
    pub group: Option<String>,
}

impl Offer {
    /// The return of a month: 3-1 and 3-2.
    pub fn of_return(content: &Return<'_>, forms: &Forms, filler: &Filler) -> Self {
        let mut offer = Self::common(&content.plan.unit(content.unit).name, content.cutoff, filler);
        offer.words.push(month(content.month.first_day()));
        offer.left_out(content.left_out);
        offer
            .words
            .extend(content.figures.iter().map(|(key, value)| (key.name().to_owned(), Value::from(value))));
        let mut labels = Vec::new();
        for indicator in forms.form31.sections.iter().flat_map(|section| &section.indicators) {
            let value = form31::value(indicator, &content.figures);
            if let [first, _, ..] = indicator.parts.as_slice() {
                let name = first.key.name();
                offer.words.push((format!("{}_pair", name.trim_end_matches("_count")), value.clone()));
                if let Some(name) = name.strip_suffix("_count") {
                    offer.words.push((name.to_owned(), value.clone()));
                }
            }
            labels.push(Label {
                label: indicator.label.clone(),
                skeleton: skeleton(indicator),
                value,
                keys: indicator.parts.iter().map(|part| part.key.name().to_owned()).collect(),
            });
        }
        offer.labels = Some(Labels { form: Form::Progress(content).name().to_owned(), labels });
        let rows = Form::Hazards(content).rows(forms).rows;
        let columns = hazards(forms);
        offer.table = Some(Table {
            form: Form::Hazards(content).name().to_owned(),
            columns,
            rows: rows.into_iter().take(content.hazards.len()).collect(),
        });
        offer.elsewhere = enterprises(forms).iter().flat_map(Column::names).collect();
        offer
    }

    /// The list of enterprises: 附件2.
    pub fn of_list(content: &EnterpriseList<'_>, forms: &Forms, filler: &Filler) -> Self {
        let mut offer = Self::common(&content.plan.unit(content.unit).name, content.as_of, filler);
        offer.words.push(month(content.as_of));
        offer.left_out(content.left_out);
        let rows = Form::Enterprises(content).rows(forms).rows;
        offer.table = Some(Table {
            form: Form::Enterprises(content).name().to_owned(),
            columns: enterprises(forms),
            rows: rows.into_iter().take(content.rows.len()).collect(),
        });
        offer.elsewhere = hazards(forms).iter().flat_map(Column::names).collect();
        for indicator in forms.form31.sections.iter().flat_map(|section| &section.indicators) {
            offer.elsewhere.extend(indicator.parts.iter().map(|part| part.key.name().to_owned()));
            if let [first, _, ..] = indicator.parts.as_slice() {
                let name = first.key.name().trim_end_matches("_count");
                offer.elsewhere.extend([name.to_owned(), format!("{name}_pair")]);
            }
        }
        offer
    }

    /// What all forms have: unit, who fills it in, and the day.
    fn common(unit: &str, date: NaiveDate, filler: &Filler) -> Self {
        let both = [filler.name.as_str(), &filler.phone].join(" ").trim().to_owned();
        let line = [
            ("填报单位", unit.to_owned()),
            ("填报人及联系电话", both),
            ("填报人", filler.name.clone()),
            ("联系电话", filler.phone.clone()),
            ("填报时间", day(date)),
            ("填报日期", day(date)),
            ("时间", day(date)),
        ];
        let line: Vec<(String, String)> =
            line.into_iter().map(|(label, value)| (label.to_owned(), value)).collect();
        let words = line.iter().map(|(label, value)| (label.clone(), Value::from(value))).collect();
        Self { words, line, ..Self::default() }
    }

    fn left_out(&mut self, count: usize) {
        self.left_out = crate::form::left_out(count).concat();
        self.words.push(("漏计说明".to_owned(), Value::from(&self.left_out)));
    }
}

impl Column {
    /// The names of its placeholder.
    pub(super) fn names(&self) -> Vec<String> {
        let heading = super::words::norm(&self.heading);
        let short = super::words::without_brackets(&heading).to_owned();
        let mut names = vec![format!("行:{heading}"), format!("行:{short}")];
        if let Some(group) = &self.group {
            names.push(format!("行:{}({heading})", super::words::norm(group)));
        }
        names
    }
}

fn month(date: NaiveDate) -> (String, Value) {
    ("月份".to_owned(), format!("{}年{}月", date.year(), date.month()).into())
}

fn hazards(forms: &Forms) -> Vec<Column> {
    let form = &forms.form32;
    let single = form.wording.columns.iter().map(|heading| (heading, None));
    let grouped = form.group_columns.iter().map(|heading| (heading, Some(form.group.clone())));
    let columns = single.chain(grouped);
    columns.map(|(heading, group)| Column { heading: heading.clone(), group }).collect()
}

fn enterprises(forms: &Forms) -> Vec<Column> {
    let columns = forms.annex2.columns.iter();
    columns.map(|heading| Column { heading: heading.clone(), group: None }).collect()
}

/// What a cell of several figures looks like before it is filled: `次，万元`.
fn skeleton(indicator: &Indicator) -> String {
    let [_, _, ..] = indicator.parts.as_slice() else { return String::new() };
    let words = indicator
        .parts
        .iter()
        .map(|part| format!("{}{}", if part.name.starts_with("其中") { "其中" } else { "" }, part.unit));
    words.collect::<Vec<_>>().join("，")
}
