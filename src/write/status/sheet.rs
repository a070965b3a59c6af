//! A status on paper: one row a unit, the total last, and below it the signs with the numbers that raise them.

use super::columns::{self, Column, REASONS, SIGNS, UNIT, numbers};
use crate::lang::Lang;
use crate::sheet::{Cell, Paper, Rows, Sheet, Style, Value};
use crate::status::Status;
use chrono::Datelike;

/// The widths of a column of numbers, of the units' and of the signs'.
const NARROW: f64 = 6.4;
const WIDE: f64 = 8.6;
const UNITS: f64 = 14.0;
const SIGNED: f64 = 24.0;

/// The sheet.
pub(super) fn sheet(status: &Status<'_>) -> Sheet {
    let groups = groups();
    let mut columns = vec![UNITS];
    let is_wide = |name: &str| name.ends_with(['率', '元']) || name.chars().count() > 2;
    columns.extend(numbers().map(|column| if is_wide(&column.name.zh) { WIDE } else { NARROW }));
    columns.push(SIGNED);
    let width = columns.len();
    let title = title(status);
    let day = status.as_of;
    let half = width / 2;
    let whose = format!("填报单位：{}", status.plan.unit(status.unit).name);
    let when = format!("截至：{} 年 {} 月 {} 日", day.year(), day.month(), day.day());
    let mut rows = vec![
        vec![Cell::new(0, Style::Title, &title).over(width, 1)],
        vec![
            Cell::new(0, Style::Line, whose).over(half, 1),
            Cell::new(half, Style::LineEnd, when).over(width - half, 1),
        ],
    ];
    let mut upper = vec![Cell::new(0, Style::Heading, UNIT.zh.as_ref()).over(1, 2)];
    let mut column = 1;
    for (name, count) in groups {
        upper.push(Cell::new(column, Style::Heading, name).over(count, 1));
        column += count;
    }
    upper.push(Cell::new(column, Style::Heading, SIGNS.zh.as_ref()).over(1, 2));
    let names =
        (1..).zip(numbers()).map(|(column, of)| Cell::new(column, Style::Heading, of.name.zh.as_ref()));
    rows.extend([upper, names.collect()]);
    for of in columns::all(status) {
        let is_total = of.depth == 0 && !status.units.is_empty();
        let [label, number] = if is_total { [Style::Total; 2] } else { [Style::Label, Style::Centred] };
        let mut row = vec![Cell::new(0, label, columns::name(status, of, Lang::Zh))];
        row.extend((1..).zip(numbers()).map(|(column, shown)| Cell::new(column, number, (shown.value)(of))));
        row.push(Cell::new(width - 1, label, columns::signs(status, of, Lang::Zh)));
        rows.push(row);
    }
    rows.extend(notes(status).into_iter().map(|note| vec![Cell::new(0, Style::Note, note).over(width, 1)]));
    Sheet { name: "进展".into(), title, day, paper: Paper::Landscape, columns, head: 2..4, rows }
}

/// The groups of the columns, each with how many it has.
fn groups() -> Vec<(&'static str, usize)> {
    let mut groups: Vec<(&'static str, usize)> = Vec::new();
    for Column { group, .. } in numbers() {
        match (groups.last_mut(), &group.zh) {
            (Some((name, count)), zh) if *name == zh.as_ref() => *count += 1,
            (_, std::borrow::Cow::Borrowed(zh)) => groups.push((zh, 1)),
            _ => {}
        }
    }
    groups
}

/// What the status is called.
pub(super) fn title(status: &Status<'_>) -> String {
    format!("{}工作进展", status.plan.title)
}

fn notes(status: &Status<'_>) -> Vec<String> {
    let mut notes = vec![format!(
        "注：隐患“发现”“已整改”及处罚为 {} 以来累计；其余为截至当日的状况；将到期为 {} 日内到期；“—”为无法计算。",
        status.plan.counting_from, status.within
    )];
    notes.extend(columns::said(status, Lang::Zh));
    let signed: Vec<_> = status.leaves().filter(|leaf| !leaf.signs.is_empty()).collect();
    if !signed.is_empty() {
        notes.push("督导情形：".to_owned());
    }
    for leaf in signed {
        let name = &status.plan.unit(leaf.unit).name;
        let signs = leaf.signs.iter().map(|sign| format!("{}（{}）", sign.word().zh, sign.text().zh));
        notes.push(format!("{name}：{}", signs.collect::<Vec<_>>().join("；")));
    }
    notes
}

/// One row a unit, the total last.
pub(super) fn rows(status: &Status<'_>, lang: Lang) -> Rows {
    let named = |column: &Column| format!("{}（{}）", column.group.zh, column.name.zh);
    let heading = |column: &Column| match lang {
        Lang::Zh => named(column),
        Lang::En => format!("{}: {}", column.group.en, column.name.en),
    };
    let mut headings = vec![UNIT.in_lang(lang).to_owned()];
    headings.extend(numbers().map(heading));
    headings.extend([SIGNS, REASONS].map(|text| text.in_lang(lang).to_owned()));
    let rows = columns::all(status).map(|of| {
        let mut row = vec![Value::from(columns::name(status, of, lang))];
        row.extend(numbers().map(|column| (column.value)(of)));
        row.push(columns::signs(status, of, lang).into());
        let reasons: Vec<String> = of.signs.iter().map(|sign| sign.text().in_lang(lang).to_owned()).collect();
        row.push(if of.depth == 0 && !status.units.is_empty() {
            columns::said(status, lang).concat().into()
        } else {
            reasons.join(if lang == Lang::Zh { "；" } else { "; " }).into()
        });
        row
    });
    Rows { headings, rows: rows.collect() }
}
