//! 附件 3-1 by unit: one row a unit below, then the total. The tool's own form.

use super::content::Return;
use super::filed::{self, label};
use super::{below, fields, heading, left_out, top};
use crate::catalog::{Forms, Wording};
use crate::figure::Figures;
use crate::plan::UnitIndex;
use crate::settings::Filler;
use crate::sheet::{Cell, Line, Page, Paper, Rows, Sheet, Style, Table, Value};

/// The least width of a figure's column: two characters of its label.
const NARROW: f64 = 5.0;
/// The least width of the units' column.
const UNITS: f64 = 14.0;
const UNIT: &str = "单位";
/// The name of the sheet.
pub(super) const NAME: &str = "汇总";
const TOTAL: &str = "合计";

/// The form on paper.
pub fn sheet(content: &Return<'_>, forms: &Forms, filler: &Filler) -> Sheet {
    let lines = lines(content);
    let mut columns =
        vec![lines.iter().map(|line| 2.2 * line.name.chars().count() as f64).fold(UNITS, f64::max).min(40.0)];
    columns.extend(forms.parts().map(|part| {
        let digits = lines.iter().map(|line| line.figures[part.key].to_string().len()).max().unwrap_or(0);
        NARROW.max(1.2 * digits as f64 + 2.0)
    }));
    let wording = wording(forms);
    let half = columns.len() / 2;
    let mut rows = top(&wording, line(content, &wording, filler), &[half, columns.len() - half]);
    let head = rows.len()..rows.len() + 3;
    let [mut sections, mut numbers, mut labels] =
        [vec![Cell::new(0, Style::Heading, UNIT).over(1, 3)], Vec::new(), Vec::new()];
    let mut column = 1;
    for section in &forms.form31.sections {
        let first = column;
        for indicator in &section.indicators {
            numbers.push(
                Cell::new(column, Style::Heading, Value::Count(indicator.number.into()))
                    .over(indicator.parts.len(), 1),
            );
            for part in &indicator.parts {
                labels.push(Cell::new(column, Style::Heading, label(part)));
                column += 1;
            }
        }
        sections.push(Cell::new(first, Style::Heading, &section.name).over(column - first, 1));
    }
    rows.extend([sections, numbers, labels]);
    for line in lines {
        let (name, number) =
            if line.total { (Style::Total, Style::Total) } else { (Style::Label, Style::Centred) };
        let mut row = vec![Cell::new(0, name, line.name)];
        row.extend(
            (1..).zip(forms.parts()).map(|(column, part)| Cell::new(column, number, line.figures[part.key])),
        );
        rows.push(row);
    }
    rows.extend(below(said(content, forms), columns.len()));
    Sheet {
        name: NAME.into(),
        title: wording.title,
        day: content.cutoff,
        paper: Paper::Landscape,
        columns,
        head,
        rows,
    }
}

/// The form on a terminal: a row a figure, a column a unit.
pub fn page(content: &Return<'_>, forms: &Forms, filler: &Filler) -> Page {
    let wording = wording(forms);
    let units = lines(content);
    let mut headings = vec!["序号".to_owned(), "指标".to_owned()];
    headings.extend(units.iter().map(|unit| unit.name.clone()));
    let mut lines = Vec::new();
    for section in &forms.form31.sections {
        lines.push(Line::Band(section.name.clone()));
        for indicator in &section.indicators {
            for part in &indicator.parts {
                let mut cells = vec![Value::Count(indicator.number.into()), label(part).into()];
                cells.extend(units.iter().map(|unit| Value::from(unit.figures[part.key])));
                lines.push(Line::Cells(cells));
            }
        }
    }
    Page {
        heading: heading(&wording, line(content, &wording, filler)),
        tables: vec![Table { headings, lead: 2, lines }],
        notes: said(content, forms),
    }
}

/// The form as rows: one a unit, then the total, with what must be said of it in the last column.
pub fn rows(content: &Return<'_>, forms: &Forms) -> Rows {
    let mut headings = vec![UNIT.to_owned()];
    headings.extend(forms.parts().map(label));
    headings.push("备注".to_owned());
    let rows = lines(content).into_iter().map(|line| {
        let mut row = vec![Value::from(line.name)];
        row.extend(forms.parts().map(|part| Value::from(line.figures[part.key])));
        row.push(if line.total { said(content, forms).concat().into() } else { "".into() });
        row
    });
    Rows { headings, rows: rows.collect() }
}

/// A row: a unit below, or the total.
pub(super) struct Row<'r> {
    pub(super) name: String,
    pub(super) figures: &'r Figures,
    pub(super) total: bool,
}

/// The units below, each after the one that it belongs to and further in by its depth; then the total.
pub(super) fn lines<'r>(content: &'r Return<'_>) -> Vec<Row<'r>> {
    let path = |unit: UnitIndex| {
        let mut path: Vec<UnitIndex> =
            content.plan.upwards(unit).take_while(|above| *above != content.unit).collect();
        path.reverse();
        path
    };
    let mut units: Vec<_> =
        content.units.iter().map(|(unit, figures)| (path(*unit), *unit, figures)).collect();
    units.sort_by(|a, b| a.0.cmp(&b.0));
    let mut rows: Vec<Row<'r>> = units
        .into_iter()
        .map(|(path, unit, figures)| Row {
            name: format!(
                "{}{}{}",
                "　".repeat(path.len().saturating_sub(1)),
                content.plan.unit(unit).name,
                filed::mark(content, unit)
            ),
            figures,
            total: false,
        })
        .collect();
    rows.push(Row { name: TOTAL.to_owned(), figures: &content.figures, total: true });
    rows
}

/// What must be said of the figures: which totals are less than their parts, and what was left out.
fn said(content: &Return<'_>, forms: &Forms) -> Vec<String> {
    let mut said = left_out(content.left_out);
    said.extend(filed::of_units(content, forms));
    for (unit, keys) in content.differing() {
        let names: Vec<String> = forms.parts().filter(|part| keys.contains(&part.key)).map(label).collect();
        let whose = if unit == content.unit { TOTAL } else { content.plan.unit(unit).name.as_str() };
        let names = names.join("、");
        said.push(format!("{whose}按不重复的企业计，以下指标少于其下各单位之和：{names}。"));
    }
    said
}

/// The wording: that of 3-1 under the roll-up's own title, without the notes to those who fill it in.
fn wording(forms: &Forms) -> Wording {
    Wording {
        attachment: String::new(),
        title: forms.rollup_title.clone(),
        line: forms.form31.wording.line.clone(),
        columns: Vec::new(),
        notes_heading: String::new(),
        notes: Vec::new(),
    }
}

fn line(content: &Return<'_>, wording: &Wording, filler: &Filler) -> Vec<String> {
    fields(wording, &content.plan.unit(content.unit).name, filler, content.cutoff)
}
