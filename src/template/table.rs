//! A list in a template, found by the words of its headings, with its sample rows: the form's rows are put
//! into these, more are made in their likeness, and blank ones that are left over go.

use super::edit::{Block, Put};
use super::offer::{Column, Table};
use super::search::Search;
use super::sheet::{Content, Sheet, Words};
use super::styles::Looks;
use super::words::{is_free, is_numbering, norm, placeholders, without_brackets};
use crate::import::grid::At;
use crate::lang::Text;
use crate::sheet::Value;
use crate::text::visible;
use crate::write::{lined, xlsx};
use std::collections::{BTreeMap, BTreeSet};

/// The heading of a column that only counts the rows.
const SERIAL: &str = "序号";
/// How far down a heading is looked for.
const DEEP: u32 = 10_000;
/// The last row of a sheet.
const LAST_ROW: u64 = 1_048_576;
/// How wide a column is that says nothing of it.
const WIDTH: f64 = 8.43;
/// The highest that a row can be, in points.
const HIGHEST: f64 = 409.0;

/// The headings of a list on a sheet.
struct Head {
    /// The cell of each column's heading.
    columns: Vec<Vec<At>>,
    /// The last row of the headings.
    bottom: u32,
    first: u32,
}

impl Head {
    fn count(&self) -> usize {
        self.columns.iter().filter(|cells| !cells.is_empty()).count()
    }

    fn cells(&self) -> BTreeSet<At> {
        self.columns.iter().flatten().copied().collect()
    }
}

/// What a row below the headings is.
enum Kind {
    /// Blank or numbered: a row to fill; whether it is numbered, and whether nothing else is in it.
    Sample { numbered: bool, bare: bool },
    /// Something stands here already, in so many of its columns.
    Occupied(At, usize),
    /// Its cells are merged in another way than the headings.
    Other,
}

/// Finds the list that is offered, and plans its rows. Nothing where placeholders have placed it.
pub(super) fn place(search: &mut Search<'_>, looks: &Looks) {
    let Some(table) = &search.offer.table else { return };
    if search.forms.iter().any(|(form, _)| *form == table.form) {
        return;
    }
    let mut found: Vec<(usize, Head)> = Vec::new();
    for (index, sheet) in search.book.sheets.iter().enumerate() {
        found.extend(heads(sheet, table).into_iter().map(|head| (index, head)));
    }
    let place_of = |search: &Search<'_>, index: usize, at: At| {
        search.book.sheets.get(index).map(|sheet| sheet.place(at)).unwrap_or_default()
    };
    let (index, head) = match found.as_slice() {
        [] => return,
        [one] => one,
        [(one, head), (other, other_head), ..] => {
            let first = |head: &Head| head.cells().first().copied().unwrap_or(At { row: 0, column: 0 });
            let (a, b) = (place_of(search, *one, first(head)), place_of(search, *other, first(other_head)));
            return search.ambiguous(&table.form, &a, &b);
        }
    };
    let Some(sheet) = search.book.sheets.get(*index) else { return };
    for (column, cells) in table.columns.iter().zip(&head.columns) {
        if let [one, other, ..] = cells.as_slice() {
            return search.ambiguous(&column.heading, &sheet.place(*one), &sheet.place(*other));
        }
    }
    if let Some(block) = plan(search, sheet, table, head, looks) {
        say_columns(search, sheet, table, head);
        search.forms.push((&table.form, *index));
        if let Some(edits) = search.edits.get_mut(*index) {
            edits.block = Some(block);
        }
    }
}

/// The places on a sheet that have more than half of the headings, each list once.
fn heads(sheet: &Sheet, table: &Table) -> Vec<Head> {
    let is_heading = |text: &str| {
        let text = norm(text);
        table.columns.iter().any(|column| column.is(&text) || norm(&column.heading) == text)
    };
    let named = sheet.cells.range(..At { row: DEEP, column: 0 }).filter(|(_, cell)| match &cell.content {
        Content::Words(words) => is_heading(&words.text()),
        _ => false,
    });
    let rows: BTreeSet<u32> = named.flat_map(|(at, _)| [at.row.saturating_sub(1), at.row]).collect();
    let mut best: Vec<Head> = Vec::new();
    for row in rows {
        let head = head_at(sheet, table, row);
        if head.count() * 2 <= table.columns.len() {
            continue;
        }
        let cells = head.cells();
        match best.iter_mut().find(|known| !known.cells().is_disjoint(&cells)) {
            Some(known) if head.count() >= known.count() => *known = head,
            Some(_) => {}
            None => best.push(head),
        }
    }
    best
}

/// The headings with their upper row here.
fn head_at(sheet: &Sheet, table: &Table, row: u32) -> Head {
    let cells = |row: u32| sheet.cells.range(At { row, column: 0 }..=At { row, column: u32::MAX });
    let columns: BTreeSet<u32> = cells(row).chain(cells(row + 1)).map(|(at, _)| at.column).collect();
    let mut found: Vec<Vec<At>> = table.columns.iter().map(|_| Vec::new()).collect();
    let mut bottom = row;
    for column in columns {
        let (at, below) = (At { row, column }, At { row: row + 1, column });
        let (area, lower_area) = (sheet.area(at), sheet.area(below));
        let upper = if area.first.row == row { norm(&sheet.text(area.first)) } else { String::new() };
        let lower = if lower_area.first == below { norm(&sheet.text(below)) } else { String::new() };
        for (wanted, cells) in table.columns.iter().zip(&mut found) {
            let is_upper = area.first == at && wanted.is(&upper);
            let is_lower = wanted.is(&lower) || wanted.is_below(&upper, &lower);
            if is_upper || is_lower {
                let (cell, area) = if is_upper { (at, area) } else { (below, lower_area) };
                bottom = bottom.max(area.last.row);
                cells.push(cell);
            }
        }
    }
    Head { columns: found, bottom, first: row }
}

impl Column {
    /// Whether a heading of one cell is this column's.
    fn is(&self, text: &str) -> bool {
        let heading = norm(&self.heading);
        match &self.group {
            None => text == heading || without_brackets(text) == without_brackets(&heading),
            Some(group) => {
                let group = norm(group);
                text == format!("{group}({heading})") || text == format!("{group}{heading}")
            }
        }
    }

    /// Whether a heading below another is this column's.
    fn is_below(&self, upper: &str, lower: &str) -> bool {
        self.group.as_ref().is_some_and(|group| norm(group) == upper && norm(&self.heading) == lower)
    }
}

/// Says which columns the template lacks, and which it has beyond the form.
fn say_columns(search: &mut Search<'_>, sheet: &Sheet, table: &Table, head: &Head) {
    let lacking: Vec<&str> = table
        .columns
        .iter()
        .zip(&head.columns)
        .filter(|(column, cells)| cells.is_empty() && column.heading != SERIAL)
        .map(|(column, _)| column.heading.as_str())
        .collect();
    let form = &table.form;
    if !lacking.is_empty() {
        let shown = visible(&lacking.join("、"));
        search.said.push(Text::made(
            format!("{form}：模板中没有这些栏，未填：{shown}"),
            format!("{form}: the template lacks the columns {shown}"),
        ));
    }
    let ours = head.cells();
    let groups: BTreeSet<String> =
        table.columns.iter().filter_map(|column| column.group.as_deref()).map(norm).collect();
    let (first, last) = (At { row: head.first, column: 0 }, At { row: head.bottom, column: u32::MAX });
    let extra: Vec<String> = sheet
        .cells
        .range(first..=last)
        .filter(|(at, _)| !ours.contains(at))
        .map(|(at, _)| sheet.text(*at))
        .filter(|text| {
            let heading = norm(text);
            !heading.is_empty() && heading != SERIAL && !groups.contains(&heading)
        })
        .map(|text| text.split_whitespace().collect())
        .collect();
    if !extra.is_empty() {
        let shown = visible(&extra.join("、"));
        search.said.push(Text::made(
            format!("{form}：模板多出的栏留空：{shown}"),
            format!("{form}: columns of the template that the form has not stay empty: {shown}"),
        ));
    }
}

/// The rows of the form in the sample rows of the template.
fn plan(search: &mut Search<'_>, sheet: &Sheet, table: &Table, head: &Head, looks: &Looks) -> Option<Block> {
    let serial = serial(sheet, head);
    let mut columns: BTreeSet<u32> = head.cells().iter().map(|at| at.column).collect();
    columns.extend(serial);
    let first = head.bottom + 1;
    let bordered =
        |row: u32| columns.iter().any(|column| looks.of(sheet.style(At { row, column: *column })).bordered);
    let mut bare = true;
    let mut last = first;
    match kind(sheet, &columns, serial, first) {
        Kind::Sample { bare: first_bare, .. } => bare &= first_bare,
        Kind::Occupied(at, _) => {
            search.occupied(&sheet.place(at), &sheet.text(at));
            return None;
        }
        Kind::Other => {
            let place = sheet.place(At { row: first, column: columns.first().copied().unwrap_or(0) });
            search.fail(Text::made(
                format!("表头下的 {place} 没有可填的空行（单元格合并方式与表头不同）；请在表头下留一个空行"),
                format!("{place} below the headings is no row to fill (its cells are merged in another way): leave a blank row there"),
            ));
            return None;
        }
    }
    let is_framed = bordered(first);
    for row in first + 1.. {
        if !sheet.rows.contains_key(&row) {
            break;
        }
        match kind(sheet, &columns, serial, row) {
            Kind::Sample { numbered, bare: row_bare } if numbered || (is_framed && bordered(row)) => {
                bare &= row_bare;
                last = row;
            }
            // Rows of an older list are not to be taken for what stands below it.
            Kind::Occupied(at, count) if count * 2 > columns.len() => {
                search.occupied(&sheet.place(at), &sheet.text(at));
                return None;
            }
            _ => break,
        }
    }
    if u64::from(last) + table.rows.len() as u64 >= LAST_ROW {
        search.fail(Text::fixed("行数超过工作表的上限", "there are more rows than a sheet can hold"));
        return None;
    }
    let mut formulas = 0;
    let mut lines = Vec::new();
    let mut heights = Vec::new();
    let blank: Vec<Value> = table.columns.iter().map(|_| Value::from("")).collect();
    for (number, record) in table.rows.iter().chain(table.rows.is_empty().then_some(&blank)).enumerate() {
        let row = u32::try_from(number).map_or(last, |number| (first + number).min(last));
        let mut line: BTreeMap<u32, Put> = BTreeMap::new();
        let is_formula = |column: u32| {
            sheet.cells.get(&At { row, column }).is_some_and(|cell| matches!(cell.content, Content::Formula))
        };
        let mut height: f64 = 0.0;
        for ((cells, value), column) in head.columns.iter().zip(record).zip(&table.columns) {
            let Some(at) = cells.first() else { continue };
            if is_formula(at.column) {
                formulas += usize::from(column.heading != SERIAL);
                continue;
            }
            height = height.max(needed(sheet, looks, At { row, column: at.column }, value));
            line.insert(at.column, search.put_of(value));
        }
        if let Some(column) = serial.filter(|column| !line.contains_key(column) && !is_formula(*column)) {
            let put = if table.rows.is_empty() {
                Put::Words(Words::default())
            } else {
                Put::Number((number + 1).to_string())
            };
            line.insert(column, put);
        }
        let set = sheet.rows.get(&row).and_then(|row| row.attributes.iter().find(|(name, _)| name == "ht"));
        let set = set.and_then(|(_, height)| height.parse::<f64>().ok());
        heights.push(set.filter(|set| *set < height).map(|_| height.min(HIGHEST).ceil()));
        lines.push(line);
    }
    if formulas > 0 {
        let form = &table.form;
        search.said.push(Text::made(
            format!("{form}：有 {formulas} 格是公式，保留公式，未填"),
            format!("{form}: {formulas} cells hold formulas, which stay"),
        ));
    }
    Some(Block { first, last, lines, heights, removes: bare, repeats: false })
}

/// The column that counts the rows, where the form has none of its own.
fn serial(sheet: &Sheet, head: &Head) -> Option<u32> {
    let (first, last) = (At { row: head.first, column: 0 }, At { row: head.bottom, column: u32::MAX });
    sheet.cells.range(first..=last).find(|(at, _)| norm(&sheet.text(**at)) == SERIAL).map(|(at, _)| at.column)
}

/// What a row below the headings is.
fn kind(sheet: &Sheet, columns: &BTreeSet<u32>, serial: Option<u32>, row: u32) -> Kind {
    let (mut numbered, mut bare) = (false, true);
    let mut occupied: Option<(At, usize)> = None;
    for column in columns {
        let at = At { row, column: *column };
        let area = sheet.area(at);
        if area.first != at || area.last.row != row {
            return Kind::Other;
        }
        let counts = Some(*column) == serial || (serial.is_none() && columns.first() == Some(column));
        let text = sheet.text(at);
        match sheet.cells.get(&at).map(|cell| &cell.content) {
            None | Some(Content::Blank) => {}
            Some(Content::Formula) => {
                numbered |= counts;
                bare &= counts;
            }
            Some(_) if !placeholders(&text).is_empty() => return Kind::Other,
            Some(_) if is_free(&text) => {}
            Some(Content::Words(_)) if is_numbering(&text) && (counts || text.contains('…')) => {
                numbered = true
            }
            Some(Content::Number(_)) if counts && is_numbering(&text) => numbered = true,
            Some(_) => {
                let count = occupied.map_or(0, |(_, count)| count);
                occupied = Some((occupied.map_or(at, |(at, _)| at), count + 1));
            }
        }
    }
    // What stands in a column beyond the form's is somebody's too.
    let (first, last) = (At { row, column: 0 }, At { row, column: u32::MAX });
    for (at, cell) in sheet.cells.range(first..=last).filter(|(at, _)| !columns.contains(&at.column)) {
        bare &= match &cell.content {
            Content::Blank => true,
            Content::Formula => false,
            _ => is_free(&sheet.text(*at)),
        };
    }
    match occupied {
        Some((at, count)) => Kind::Occupied(at, count),
        None => Kind::Sample { numbered, bare },
    }
}

/// How high a row must be for a value, in points; nothing where its cell does not wrap.
fn needed(sheet: &Sheet, looks: &Looks, at: At, value: &Value) -> f64 {
    let (look, Value::Text(text)) = (looks.of(sheet.style(at)), value) else { return 0.0 };
    if !look.wraps {
        return 0.0;
    }
    let area = sheet.area(at);
    let width = |column: u32| {
        let set = sheet.columns.iter().find(|(first, last, ..)| (*first..=*last).contains(&column));
        set.and_then(|(.., width)| *width).unwrap_or(WIDTH)
    };
    let points: f64 =
        (area.first.column..=area.last.column).map(|column| (7.0 * width(column) + 5.0) * 0.75).sum();
    xlsx::text_height(&lined(text), points, look.size)
}
