//! 附件 3-1, 专项行动进展情况调度表: four sections, two numbered indicators a row.

use super::content::Return;
use super::{below, fields, filed, heading, left_out, notes, top};
use crate::catalog::Forms;
use crate::catalog::forms::Indicator;
use crate::figure::Figures;
use crate::settings::Filler;
use crate::sheet::{Cell, Line, Page, Paper, Rows, Sheet, Style, Table, Value};

/// Indicators side by side.
const ABREAST: usize = 2;
/// The section, then number, label and value of each indicator abreast.
const COLUMNS: [f64; 7] = [5.0, 4.0, 29.5, 13.5, 4.0, 29.5, 13.5];
/// The parts of the line under the title.
const LINE: [usize; 2] = [4, 3];

/// The form on paper.
pub fn sheet(content: &Return<'_>, forms: &Forms, filler: &Filler) -> Sheet {
    let wording = &forms.form31.wording;
    let mut rows = top(wording, line(content, forms, filler), &LINE);
    for section in &forms.form31.sections {
        let height = section.indicators.len().div_ceil(ABREAST);
        for (number, abreast) in section.indicators.chunks(ABREAST).enumerate() {
            let mut row = Vec::new();
            if number == 0 {
                row.push(Cell::new(0, Style::Heading, &section.name).over(1, height));
            }
            for place in 0..ABREAST {
                let column = 1 + 3 * place;
                let [number, label, value] = cells(abreast.get(place), &content.figures);
                row.push(Cell::new(column, Style::Centred, number));
                row.push(Cell::new(column + 1, Style::Label, label));
                row.push(Cell::new(column + 2, Style::Centred, value));
            }
            rows.push(row);
        }
    }
    rows.extend(below(notes(wording, said(content, forms)), COLUMNS.len()));
    Sheet {
        name: "3-1".into(),
        title: wording.title.clone(),
        day: content.cutoff,
        paper: Paper::Portrait,
        columns: COLUMNS.to_vec(),
        head: 0..0,
        rows,
    }
}

/// The form on a terminal.
pub fn page(content: &Return<'_>, forms: &Forms, filler: &Filler) -> Page {
    let wording = &forms.form31.wording;
    let mut heading = heading(wording, line(content, forms, filler));
    heading.push(vec![format!("统计范围：{} 报表，{} 至 {}", content.month, content.from, content.cutoff)]);
    let mut lines = Vec::new();
    for section in &forms.form31.sections {
        lines.push(Line::Band(section.name.clone()));
        for abreast in section.indicators.chunks(ABREAST) {
            let cells = (0..ABREAST).flat_map(|place| cells(abreast.get(place), &content.figures));
            lines.push(Line::Cells(cells.collect()));
        }
    }
    Page {
        heading,
        tables: vec![Table { lines, ..Table::default() }],
        notes: notes(wording, said(content, forms)),
    }
}

/// The form as rows: one a figure.
pub fn rows(content: &Return<'_>, forms: &Forms) -> Rows {
    let mut rows = Vec::new();
    for section in &forms.form31.sections {
        for indicator in &section.indicators {
            for part in &indicator.parts {
                rows.push(vec![
                    Value::from(&section.name),
                    Value::Count(indicator.number.into()),
                    Value::from(&part.name),
                    Value::from(&part.unit),
                    content.figures[part.key].into(),
                ]);
            }
        }
    }
    rows.extend(said(content, forms).into_iter().map(|said| {
        let mut row = vec![Value::from(said)];
        row.resize(5, Value::from(""));
        row
    }));
    Rows { headings: ["类别", "序号", "指标", "单位", "数值"].map(String::from).to_vec(), rows }
}

fn line(content: &Return<'_>, forms: &Forms, filler: &Filler) -> Vec<String> {
    let unit = &content.plan.unit(content.unit).name;
    fields(&forms.form31.wording, unit, filler, content.cutoff)
}

/// What must be said of the figures.
fn said(content: &Return<'_>, forms: &Forms) -> Vec<String> {
    let mut said = left_out(content.left_out);
    said.extend(filed::of_figures(content, forms));
    said
}

/// Number, label and value of an indicator; nothing where the row has none.
fn cells(indicator: Option<&Indicator>, figures: &Figures) -> [Value; 3] {
    match indicator {
        Some(indicator) => {
            [Value::Count(indicator.number.into()), Value::from(&indicator.label), value(indicator, figures)]
        }
        None => ["", "", ""].map(Value::from),
    }
}

/// What stands behind an indicator's label: a single figure is a number, several are words with
/// their units: `3个，其中1个`.
pub(crate) fn value(indicator: &Indicator, figures: &Figures) -> Value {
    if let [part] = indicator.parts.as_slice() {
        return figures[part.key].into();
    }
    let words = indicator.parts.iter().map(|part| {
        let among = if part.name.starts_with("其中") { "其中" } else { "" };
        format!("{among}{}{}", figures[part.key], part.unit)
    });
    words.collect::<Vec<_>>().join("，").into()
}
