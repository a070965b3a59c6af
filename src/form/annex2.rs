//! 附件 2, 工贸行业重大事故隐患专项排查整治企业清单: one row an enterprise.

use super::content::{EnterpriseList, EnterpriseRow};
use super::{below, fields, heading, left_out, notes, top};
use crate::catalog::Forms;
use crate::figure::yes_no;
use crate::settings::Filler;
use crate::sheet::{Cell, Line, Page, Paper, Rows, Sheet, Style, Table, Value};

/// 序号 州市 县区 企业名称 主要产品 所属行业 涉及领域 主要负责人 联系电话 基础信息完善 码上查信息系统
const COLUMNS: [f64; 11] = [6.0, 9.0, 11.0, 28.0, 20.0, 8.6, 18.0, 13.0, 15.0, 12.6, 12.6];
/// How each column looks.
const STYLES: [Style; 11] = {
    use Style::{Centred, Digits, Label};
    [Centred, Centred, Centred, Label, Label, Centred, Label, Centred, Digits, Centred, Centred]
};
/// The parts of the line under the title.
const LINE: [usize; 4] = [4, 2, 2, 3];

/// The form on paper.
pub fn sheet(content: &EnterpriseList<'_>, forms: &Forms, filler: &Filler) -> Sheet {
    let wording = &forms.annex2;
    let mut rows = top(wording, line(content, forms, filler), &LINE);
    let head = rows.len()..rows.len() + 1;
    rows.push(
        (0..).zip(&wording.columns).map(|(column, name)| Cell::new(column, Style::Heading, name)).collect(),
    );
    let blank = ["", "", "", "", "", "", "", "", "", "", ""].map(Value::from);
    let filled = content.rows.iter().map(cells);
    for cells in filled.chain(content.rows.is_empty().then_some(blank)) {
        let styled = (0..).zip(STYLES).zip(cells);
        rows.push(styled.map(|((column, style), value)| Cell::new(column, style, value)).collect());
    }
    rows.extend(below(notes(wording, left_out(content.left_out)), COLUMNS.len()));
    Sheet {
        name: "附件2".into(),
        title: wording.title.clone(),
        day: content.as_of,
        paper: Paper::Landscape,
        columns: COLUMNS.to_vec(),
        head,
        rows,
    }
}

/// The form on a terminal.
pub fn page(content: &EnterpriseList<'_>, forms: &Forms, filler: &Filler) -> Page {
    let wording = &forms.annex2;
    let rows = content.rows.iter().map(|row| Line::Cells(cells(row).to_vec()));
    Page {
        heading: heading(wording, line(content, forms, filler)),
        tables: vec![Table { headings: wording.columns.clone(), lead: 0, lines: rows.collect() }],
        notes: notes(wording, left_out(content.left_out)),
    }
}

/// The form as rows: one an enterprise.
pub fn rows(content: &EnterpriseList<'_>, forms: &Forms) -> Rows {
    let mut rows: Vec<Vec<Value>> = content.rows.iter().map(|row| cells(row).to_vec()).collect();
    rows.extend(left_out(content.left_out).into_iter().map(|said| {
        let mut row = vec![Value::from(said)];
        row.resize(COLUMNS.len(), Value::from(""));
        row
    }));
    Rows { headings: forms.annex2.columns.clone(), rows }
}

fn line(content: &EnterpriseList<'_>, forms: &Forms, filler: &Filler) -> Vec<String> {
    let unit = &content.plan.unit(content.unit).name;
    fields(&forms.annex2, unit, filler, content.as_of)
}

fn cells(row: &EnterpriseRow) -> [Value; 11] {
    [
        Value::Count(row.no as u64),
        Value::from(&row.city),
        Value::from(&row.county),
        Value::from(&row.name),
        Value::from(&row.products),
        Value::from(&row.industry),
        Value::from(&row.domains),
        Value::from(&row.principal),
        Value::from(&row.phone),
        Value::from(yes_no(row.base_info_complete)),
        Value::from(yes_no(row.code_check)),
    ]
}
