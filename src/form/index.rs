//! The index of the files of a month, or of several: which unit's forms stand where, what they come to, and
//! what was refused. The tool's own form.

use crate::record::Month;
use crate::sheet::{Cell, Paper, Sheet, Style, Value};
use chrono::NaiveDate;

/// A line of the index: a document of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexRow {
    /// The month.
    pub month: Month,
    /// The unit's name.
    pub unit: String,
    /// What it is.
    pub document: &'static str,
    /// The names of its files.
    pub files: Vec<String>,
    /// The forms in it: the sheets of a workbook.
    pub sheets: Vec<&'static str>,
    /// A1 to A6, of a return that was made.
    pub figures: Option<[u64; 6]>,
    /// The rows of 3-2 or of the list, where it was made.
    pub rows: Option<usize>,
    /// The last day that counts.
    pub cutoff: NaiveDate,
    /// How many records could not be read and were left out.
    pub left_out: usize,
    /// Why it was refused, if it was.
    pub refused: Option<String>,
}

const HEADINGS: [(&str, f64); 15] = [
    ("月份", 9.0),
    ("单位", 14.0),
    ("材料", 19.0),
    ("文件", 34.0),
    ("工作表", 9.0),
    ("自查\n发现", 7.0),
    ("其中\n已整改", 7.5),
    ("检查\n发现", 7.0),
    ("其中\n已整改", 7.5),
    ("挂牌\n督办", 7.0),
    ("其中\n已整改", 7.5),
    ("清单\n行数", 7.0),
    ("截止日", 11.5),
    ("未计入\n的记录", 7.5),
    ("结果", 28.0),
];

/// The index of a unit and those below it.
pub fn sheet(unit: &str, day: NaiveDate, lines: &[IndexRow]) -> Sheet {
    let width = HEADINGS.len();
    let title = format!("{unit}报表目录");
    let refused = lines.iter().filter(|line| line.refused.is_some()).count();
    let documents = lines.len();
    let summary = match refused {
        0 => format!("共 {documents} 份材料，全部生成。"),
        _ => format!("共 {documents} 份材料，其中 {refused} 份因记录有错误未生成，改正后重新生成。"),
    };
    let mut rows = vec![
        vec![Cell::new(0, Style::Title, title.as_str()).over(width, 1)],
        vec![Cell::new(0, Style::Line, summary).over(width, 1)],
    ];
    let head = rows.len()..rows.len() + 1;
    let headings = (0..).zip(HEADINGS);
    rows.push(headings.map(|(column, (name, _))| Cell::new(column, Style::Heading, name)).collect());
    rows.extend(lines.iter().map(row));
    Sheet {
        name: "目录".into(),
        title,
        day,
        paper: Paper::Landscape,
        columns: HEADINGS.map(|(_, width)| width).to_vec(),
        head,
        rows,
    }
}

fn row(line: &IndexRow) -> Vec<Cell> {
    let figures = line.figures.map_or_else(|| [""; 6].map(Value::from), |figures| figures.map(Value::Count));
    let result = match (&line.refused, line.left_out) {
        (Some(why), _) => why.clone(),
        (None, 0) => "已生成".to_owned(),
        (None, _) => "已生成，不完整".to_owned(),
    };
    let mut values: Vec<(Style, Value)> = vec![
        (Style::Centred, line.month.to_string().into()),
        (Style::Label, Value::from(&line.unit)),
        (Style::Label, line.document.into()),
        (Style::Label, line.files.join("\n").into()),
        (Style::Centred, line.sheets.join("\n").into()),
    ];
    values.extend(figures.map(|figure| (Style::Centred, figure)));
    let rows = line.rows.map_or_else(|| Value::from(""), |rows| Value::Count(rows as u64));
    values.extend([
        (Style::Centred, rows),
        (Style::Centred, line.cutoff.to_string().into()),
        (Style::Centred, Value::Count(line.left_out as u64)),
        (Style::Label, result.into()),
    ]);
    (0..).zip(values).map(|(column, (style, value))| Cell::new(column, style, value)).collect()
}
