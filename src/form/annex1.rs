//! 附件 1, ××××企业重大事故隐患排查治理自检自查工作情况表: the items of an enterprise's selfcheck, by
//! category, with the principal's signature below.

use super::content::{SelfcheckRow, SelfcheckTable};
use super::{below, day};
use crate::catalog::Forms;
use crate::sheet::{Cell, Line, Page, Paper, Rows, Sheet, Style, Table, Value};

/// 类别 自检自查工作内容 落实要求或佐证材料 落实情况
const COLUMNS: [f64; 4] = [12.0, 45.0, 21.0, 20.0];
/// How each column but the first looks.
const STYLES: [Style; 3] = [Style::Label; 3];
/// What stands for the enterprise in the title.
const NAMELESS: &str = "××××企业";

/// The form on paper.
pub fn sheet(content: &SelfcheckTable<'_>, forms: &Forms) -> Sheet {
    let title = title(content);
    let over_all = |style, text: &str| vec![Cell::new(0, style, text).over(COLUMNS.len(), 1)];
    let mut rows =
        vec![over_all(Style::Attachment, &forms.annex1_attachment), over_all(Style::Title, &title)];
    let head = rows.len()..rows.len() + 1;
    let headings = (0..).zip(&content.form.columns);
    rows.push(headings.map(|(column, name)| Cell::new(column, Style::Heading, name)).collect());
    for category in categories(content) {
        for (place, row) in category.iter().enumerate() {
            let mut cells = Vec::with_capacity(COLUMNS.len());
            if place == 0 {
                cells.push(Cell::new(0, Style::Group, row.category).over(1, category.len()));
            }
            let styled = (1..).zip(STYLES).zip(answered(row));
            cells.extend(styled.map(|((column, style), value)| Cell::new(column, style, value)));
            rows.push(cells);
        }
    }
    rows.push(over_all(Style::Line, &signature(content)));
    rows.extend(below(said(content), COLUMNS.len()));
    Sheet {
        name: "附件1".into(),
        title,
        day: content.as_of,
        paper: Paper::Upright,
        columns: COLUMNS.to_vec(),
        head,
        rows,
    }
}

/// The form on a terminal: each category above its items.
pub fn page(content: &SelfcheckTable<'_>, forms: &Forms) -> Page {
    let mut lines = Vec::new();
    for category in categories(content) {
        lines.extend(category.first().map(|row| Line::Band(row.category.to_owned())));
        lines.extend(category.iter().map(|row| Line::Cells(answered(row).to_vec())));
    }
    let mut notes = vec![signature(content)];
    notes.extend(said(content));
    Page {
        heading: vec![vec![format!("{}　{}", forms.annex1_attachment, title(content))]],
        tables: vec![Table {
            headings: content.form.columns.iter().skip(1).cloned().collect(),
            lead: 0,
            lines,
        }],
        notes,
    }
}

/// The form as rows: one an item, with its category.
pub fn rows(content: &SelfcheckTable<'_>) -> Rows {
    let row = |row: &SelfcheckRow<'_>| {
        let [item, wanted, told] = answered(row);
        vec![Value::from(row.category), item, wanted, told]
    };
    let mut rows: Vec<Vec<Value>> = content.rows.iter().map(row).collect();
    rows.extend(left_out(content).map(|said| {
        let mut row = vec![Value::from(said)];
        row.resize(COLUMNS.len(), Value::from(""));
        row
    }));
    Rows { headings: content.form.columns.clone(), rows }
}

fn title(content: &SelfcheckTable<'_>) -> String {
    content.form.title.replacen(NAMELESS, &content.enterprise, 1)
}

/// The items of each category: those beside one another with the same name.
fn categories<'c, 'r>(
    content: &'c SelfcheckTable<'r>,
) -> impl Iterator<Item = &'c [SelfcheckRow<'r>]> + use<'c, 'r> {
    content.rows.chunk_by(|one, next| one.category == next.category)
}

/// The cells of an item behind its category.
fn answered(row: &SelfcheckRow<'_>) -> [Value; 3] {
    [format!("{}.{}", row.no, row.item).into(), row.evidence_wanted.into(), row.told().into()]
}

fn signature(content: &SelfcheckTable<'_>) -> String {
    format!("{}{}", content.form.signature, content.signed_by.as_deref().unwrap_or_default())
}

/// What stands below the signature where it is known.
fn said(content: &SelfcheckTable<'_>) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(content.submitted_on.map(|on| format!("报送日期：{}", day(on))));
    if !content.leader_checks.is_empty() {
        let days: Vec<String> = content.leader_checks.iter().map(ToString::to_string).collect();
        said.push(format!("主要负责人带队检查日期：{}", days.join("、")));
    }
    said.extend(left_out(content));
    said
}

/// Says that a selfcheck which may be this one could not be read.
fn left_out(content: &SelfcheckTable<'_>) -> Option<String> {
    let count = content.left_out;
    (count > 0).then(|| format!("本表不完整：有 {count} 份自检自查记录无法读取，未填入。"))
}
