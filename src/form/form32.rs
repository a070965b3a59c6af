//! 附件 3-2, 重大事故隐患清单: one row a hazard.

use super::content::{HazardRow, Return};
use super::{below, fields, filed, heading, left_out, notes, top};
use crate::catalog::Forms;
use crate::figure::yes_no;
use crate::settings::Filler;
use crate::sheet::{Cell, Line, Page, Paper, Rows, Sheet, Style, Table, Value};

/// 州市 县区 企业名称 重大事故隐患 是否挂牌督办 是否整改 是否处罚 主要负责人 企业
const COLUMNS: [f64; 9] = [9.0, 11.0, 27.0, 46.0, 7.2, 5.4, 5.4, 18.0, 20.0];
/// How each column looks.
const STYLES: [Style; 9] = {
    use Style::{Centred, Label};
    [Centred, Centred, Label, Label, Centred, Centred, Centred, Label, Label]
};
/// The parts of the line under the title.
const LINE: [usize; 3] = [3, 1, 5];

/// The form on paper.
pub fn sheet(content: &Return<'_>, forms: &Forms, filler: &Filler) -> Sheet {
    let form = &forms.form32;
    let mut rows = top(&form.wording, line(content, forms, filler), &LINE);
    let head = rows.len()..rows.len() + 2;
    let single = form.wording.columns.len();
    let mut upper: Vec<Cell> = (0..)
        .zip(&form.wording.columns)
        .map(|(column, name)| Cell::new(column, Style::Heading, name).over(1, 2))
        .collect();
    upper.push(Cell::new(single, Style::Heading, &form.group).over(form.group_columns.len(), 1));
    rows.push(upper);
    rows.push(
        (single..)
            .zip(&form.group_columns)
            .map(|(column, name)| Cell::new(column, Style::Heading, name))
            .collect(),
    );
    let blank = ["", "", "", "", "", "", "", "", ""].map(Value::from);
    let filled = content.hazards.iter().map(cells);
    for cells in filled.chain(content.hazards.is_empty().then_some(blank)) {
        let styled = (0..).zip(STYLES).zip(cells);
        rows.push(styled.map(|((column, style), value)| Cell::new(column, style, value)).collect());
    }
    rows.extend(below(notes(&form.wording, said(content)), COLUMNS.len()));
    Sheet {
        name: "3-2".into(),
        title: form.wording.title.clone(),
        day: content.cutoff,
        paper: Paper::Landscape,
        columns: COLUMNS.to_vec(),
        head,
        rows,
    }
}

/// The form on a terminal.
pub fn page(content: &Return<'_>, forms: &Forms, filler: &Filler) -> Page {
    let wording = &forms.form32.wording;
    let rows = content.hazards.iter().map(|row| Line::Cells(cells(row).to_vec()));
    Page {
        heading: heading(wording, line(content, forms, filler)),
        tables: vec![Table { headings: headings(forms), lead: 0, lines: rows.collect() }],
        notes: notes(wording, said(content)),
    }
}

/// The form as rows: one a hazard.
pub fn rows(content: &Return<'_>, forms: &Forms) -> Rows {
    let mut rows: Vec<Vec<Value>> = content.hazards.iter().map(|row| cells(row).to_vec()).collect();
    rows.extend(said(content).into_iter().map(|said| {
        let mut row = vec![Value::from(said)];
        row.resize(COLUMNS.len(), Value::from(""));
        row
    }));
    Rows { headings: headings(forms), rows }
}

/// The two rows of headings as one.
fn headings(forms: &Forms) -> Vec<String> {
    let form = &forms.form32;
    let grouped = form.group_columns.iter().map(|name| format!("{}（{name}）", form.group));
    form.wording.columns.iter().cloned().chain(grouped).collect()
}

fn line(content: &Return<'_>, forms: &Forms, filler: &Filler) -> Vec<String> {
    let unit = &content.plan.unit(content.unit).name;
    fields(&forms.form32.wording, unit, filler, content.cutoff)
}

/// What must be said of the rows.
fn said(content: &Return<'_>) -> Vec<String> {
    let mut said = left_out(content.left_out);
    said.extend(filed::of_rows(content));
    said
}

fn cells(row: &HazardRow) -> [Value; 9] {
    [
        Value::from(&row.city),
        Value::from(&row.county),
        Value::from(&row.enterprise),
        Value::from(&row.hazard),
        Value::from(yes_no(row.supervised)),
        Value::from(yes_no(row.rectified)),
        Value::from(yes_no(row.penalized)),
        Value::from(&row.penalty_principal),
        Value::from(&row.penalty_enterprise),
    ]
}
