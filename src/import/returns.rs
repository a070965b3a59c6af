//! 附件 3-1, 调度表, of a unit that keeps no records: its figures as they were sent, as a filing.

mod cell;

use super::grid::{self, At, Cell, Grid};
use super::ids::{Ids, of_kind};
use super::proposal::{New, Note, Outcome, Row, RowName, Sheets};
use super::propose::{HIDDEN, only_hidden, whole};
use super::{Request, hazards, value, words};
use crate::catalog::forms::{Indicator, Section};
use crate::figure::Key;
use crate::import::grid::Workbook;
use crate::import::table::{Ignored, Table};
use crate::lang::Text;
use crate::record::draft::{Draft, Value};
use crate::record::term::Document;
use crate::record::{Kind, Month, date};
use crate::text::visible;
use cell::several;
use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};

/// Labels in so many rows make a sheet a 3-1; a table of many units has them all in its headings.
const LEAST: usize = 4;
/// How many rows that hold something are looked at for labels.
const LOOKED_AT: usize = 1_000;

/// The figures of a sheet.
struct Figures {
    values: Vec<(Key, At, String)>,
    notes: Vec<Note>,
    read: HashSet<At>,
    first: At,
}

/// Whether a sheet is a 3-1.
pub(super) fn is_return(request: Request<'_, '_>, grid: &Grid) -> bool {
    figures(request, grid).is_some()
}

/// What would become of the sheet that is a 3-1; of the others every cell is named as not read.
///
/// # Errors
/// That there is none, or that there are several.
pub(super) fn propose(
    request: Request<'_, '_>,
    workbook: &Workbook,
) -> Result<(Row, Vec<(usize, Ignored)>), Text> {
    let all = workbook.sheets.iter().enumerate();
    let all = all.filter_map(|(sheet, grid)| Some((sheet, grid, figures(request, grid)?)));
    let (hidden, all): (Vec<_>, Vec<_>) = all.partition(|(_, grid, _)| grid.hidden);
    let mut all = all.into_iter();
    let none = || hidden.first().map_or(NO_RETURN, |(_, grid, _)| only_hidden(grid));
    let (sheet, grid, found) = all.next().ok_or_else(none)?;
    if let Some((_, other, _)) = all.next() {
        let (one, other) = (visible(&grid.name), visible(&other.name));
        return Err(Text::made(
            format!("工作表 {one} 和 {other} 都是调度表：请每个文件只留一张，分别导入"),
            format!("the sheets {one} and {other} are both a 3-1: keep one a file, and import file by file"),
        ));
    }
    let name = RowName { sheet, row: found.first.row + 1 };
    let mut notes = found.notes;
    let mut read = found.read;
    let (sent, at) = sent_on(grid, &mut read);
    let rows = rows_of_list(workbook, &found.values, &mut notes);
    let answer = Sheets::of(workbook).answer(name);
    let outcome = decide(request, (name, &answer), &found.values, (sent, at), rows, &mut notes);
    let about = request.context.plan.unit(request.unit).name.clone();
    let words = form_words(request);
    let mut ignored = Vec::new();
    for (other, grid) in workbook.sheets.iter().enumerate() {
        if other != sheet {
            let is_hidden = hidden.iter().any(|(sheet, ..)| *sheet == other);
            let what = |own| if is_hidden { HIDDEN } else { own };
            ignored.extend(whole(grid).map(|found| (other, Ignored { what: what(found.what), ..found })));
            continue;
        }
        let left = grid.cells.iter().filter(|cell| !read.contains(&cell.at) && !is_form(cell, &words));
        ignored.extend(
            left.map(|cell| (other, Ignored { first: cell.at, last: cell.at, cells: 1, what: NO_FIGURE })),
        );
    }
    Ok((Row { name, about, outcome, notes }, ignored))
}

const NO_RETURN: Text =
    Text::fixed("没有找到调度表：各工作表中都没有表3-1 的指标名称", "no sheet has the labels of form 3-1");

const NO_FIGURE: Text =
    Text::fixed("不是调度表的数字，也不是它的字样", "no figure of the form, nor its wording");

/// The form's own words: what stands on it before anybody fills it in.
fn form_words(request: Request<'_, '_>) -> HashSet<String> {
    let form = &request.context.catalog.forms.form31;
    let wording = &form.wording;
    let sections = form.sections.iter().map(|section| &section.name);
    let all = wording.line.iter().chain(&wording.notes).chain(sections);
    all.chain([&wording.attachment, &wording.title, &wording.notes_heading]).map(|text| label(text)).collect()
}

/// Whether a cell is the form's own: its words, with or without what is filled in behind them.
fn is_form(cell: &Cell, words: &HashSet<String>) -> bool {
    let grid::Value::Text(text) = &cell.value else { return false };
    let label = label(text);
    let filled = text.split_once(['：', ':']).map(|(before, _)| words::heading(before));
    label.is_empty() || words.contains(&label) || filled.is_some_and(|before| words.contains(&before))
}

fn decide(
    request: Request<'_, '_>,
    (name, row): (RowName, &str),
    values: &[(Key, At, String)],
    (sent, at): (Option<NaiveDate>, Option<At>),
    rows: Option<usize>,
    notes: &mut Vec<Note>,
) -> Outcome {
    let (context, given) = (request.context, request.given);
    let filed_on = given.defaults.get("filed_on").and_then(|day| date::parse(day)).or(sent);
    let month = given.defaults.get("month").and_then(|month| Month::parse(month)).or(filed_on.map(Month::of));
    let (Some(filed_on), Some(month)) = (filed_on, month) else {
        notes.push(Note::of(at, Text::fixed(
            "表上没有填报时间：请用 --set 报送日期=2023-08-22 说明，月份不同的再加 --set 报送月份=2023-08",
            "the form has no day: say it with --set filed_on=2023-08-22, and --set month=2023-08 where the month is another",
        )));
        return Outcome::Doubtful;
    };
    if !context.plan.reports(month) {
        let (first, last) = (context.plan.returns.first_month, context.plan.returns.last_month);
        notes.push(Note::of(
            at,
            Text::made(
                format!("{month} 不在方案的报送月份 {first} 至 {last} 之内"),
                format!("{month} is not one of the plan's months {first} to {last}"),
            ),
        ));
        return Outcome::Refused;
    }
    let mut figures = Draft::new();
    for key in Key::ALL {
        if let Some((.., said)) = values.iter().find(|(of, ..)| of == key) {
            figures.set(key.name(), said.as_str());
        }
    }
    if values.is_empty() {
        notes.push(Note::of(
            None,
            Text::fixed("指标都是空的：这是一张空白表", "no figure is filled in: the form is blank"),
        ));
        return Outcome::Doubtful;
    }
    let missing: Vec<&str> =
        Key::ALL.iter().filter(|key| figures.get(key.name()).is_none()).map(|key| key.name()).collect();
    let all = context.records.filings.iter().filter(|filing| filing.unit() == request.unit);
    let mut same_month: Vec<_> =
        all.filter(|filing| filing.document == Document::Return && filing.month == Some(month)).collect();
    same_month.sort_by_key(|filing| (filing.filed_on, filing.origin));
    let says_so = |filing: &&&crate::record::Entry<crate::record::Filing>| {
        let draft = Draft::from(**filing);
        filing.filed_on == filed_on
            && draft.get("figures") == Some(&Value::Map(figures.clone()))
            && rows.is_none_or(|rows| draft.text("rows").is_none_or(|filed| filed == rows.to_string()))
    };
    if let Some(filing) = same_month.iter().find(says_so) {
        return Outcome::Same(Kind::Filing, filing.id.to_string());
    }
    if !notes.is_empty() {
        return Outcome::Doubtful;
    }
    if let Some(last) = same_month.last().filter(|_| !given.new.contains(&name)) {
        let (id, on) = (last.id.as_str(), last.filed_on);
        notes.push(Note::of(None, Text::made(
            format!("{month} 已有报送记录 {id}（{on}），数字或日期不同；确是更正后重新报送，加 --new {row}，原记录保留"),
            format!("there is a filing of {month} already, {id} ({on}), with other figures or another day; if this is a correction, add --new {row}: the first one stays"),
        )));
        return Outcome::Doubtful;
    }
    if !missing.is_empty() {
        let missing = missing.join("、");
        notes.push(Note::of(
            None,
            Text::made(
                format!("没有填的指标不写入记录：{missing}"),
                format!("figures that are not filled in are not written: {missing}"),
            ),
        ));
    }
    if !given.defaults.contains_key("month") {
        notes.push(Note::of(
            at,
            Text::made(
                format!("按填报时间 {filed_on} 记为 {month} 的调度表；是别的月份，加 --set 报送月份=2023-08"),
                format!("by its day, {filed_on}, it is the return of {month}; if it is of another month, add --set month=2023-08"),
            ),
        ));
    }
    let plan = context.plan;
    let mut ids = Ids::new(plan, of_kind(context.records, Kind::Filing));
    let base = format!("{}-{month}", plan.unit(request.unit).id);
    let id = std::iter::once(base.clone())
        .chain((2..100).map(|n| format!("{base}-{n}")))
        .find(|id| ids.take(id))
        .unwrap_or(base);
    let mut draft = Draft::new();
    draft.set("id", id.as_str());
    draft.set("document", Document::Return.to_string());
    draft.set("filed_on", filed_on.to_string());
    draft.set("month", month.to_string());
    draft.set("figures", Value::Map(figures));
    if let Some(rows) = rows {
        draft.set("rows", rows.to_string());
    }
    let cells = at.map(|at| ("filed_on", at)).into_iter().collect();
    Outcome::New(Box::new(New { kind: Kind::Filing, id, unit: request.unit, draft, cells }))
}

/// The figures of a sheet; nothing where it is no 3-1.
fn figures(request: Request<'_, '_>, grid: &Grid) -> Option<Figures> {
    let forms = &request.context.catalog.forms;
    let mut found = Figures {
        values: Vec::new(),
        notes: Vec::new(),
        read: HashSet::new(),
        first: At { row: 0, column: 0 },
    };
    let mut labels: HashMap<String, Vec<&Cell>> = HashMap::new();
    for cell in grid.top(LOOKED_AT) {
        if let grid::Value::Text(text) = &cell.value {
            labels.entry(label(text)).or_default().push(cell);
        }
    }
    let mut rows = HashSet::new();
    for section in &forms.form31.sections {
        for indicator in &section.indicators {
            let at = labels.get(&label(&indicator.label)).map_or(&[][..], Vec::as_slice);
            match at {
                [] => rows.extend(by_parts(grid, section, indicator, &labels, &mut found)),
                [cell] => {
                    rows.insert(cell.at.row);
                    beside(grid, cell, indicator, &mut found);
                }
                [one, other, ..] => {
                    let (one, other) = (one.at, other.at);
                    found.notes.push(Note::of(
                        Some(one),
                        Text::made(
                            format!("{one} 和 {other} 是同一个指标"),
                            format!("{one} and {other} are the same figure"),
                        ),
                    ));
                }
            }
        }
    }
    found.first = found.read.iter().copied().min().unwrap_or(found.first);
    (rows.len() >= LEAST).then_some(found)
}

/// A label without its number, blanks and signs.
fn label(text: &str) -> String {
    words::heading(text).trim_start_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// The value beside a label: the next cell in its row that is no label and stands before the next one.
fn beside(grid: &Grid, cell: &Cell, indicator: &Indicator, found: &mut Figures) {
    found.read.insert(cell.at);
    let line = grid.row(cell.at.row);
    let number = line.iter().rfind(|other| other.at.column < cell.at.column);
    let counts =
        |other: &&Cell| value::text(&other.value).is_ok_and(|said| said == indicator.number.to_string());
    found.read.extend(number.filter(counts).map(|number| number.at));
    let merged = grid.merges.iter().find(|merge| merge.first == cell.at);
    let right = merged.map_or(cell.at.column, |merge| merge.last.column);
    let next = line.iter().find(|other| other.at.column > right);
    let Some(next) = next.filter(|next| next.at.column == right + 1) else { return };
    let parts: Vec<Key> = indicator.parts.iter().map(|part| part.key).collect();
    match several(&next.value, &parts) {
        Ok(values) => {
            found.read.insert(next.at);
            found.values.extend(values.into_iter().map(|(key, said)| (key, next.at, said)));
        }
        Err(doubt) => {
            found.read.insert(next.at);
            found.notes.push(Note::of(Some(next.at), doubt));
        }
    }
}

/// The figures of an indicator where each has a row of its own: 指标, 单位, 数值.
fn by_parts(
    grid: &Grid,
    section: &Section,
    indicator: &Indicator,
    labels: &HashMap<String, Vec<&Cell>>,
    found: &mut Figures,
) -> Vec<u32> {
    let mut rows = Vec::new();
    for part in &indicator.parts {
        let of_section = |cell: &&&Cell| {
            let line = || grid.row(cell.at.row).iter();
            let says = |text: &str| {
                line().any(|other| matches!(&other.value, grid::Value::Text(said) if words::heading(said) == words::heading(text)))
            };
            let numbered = line().any(|other| {
                value::text(&other.value).is_ok_and(|said| said == indicator.number.to_string())
            });
            says(&section.name) && numbered
        };
        let at = labels.get(&label(&part.name)).map_or(&[][..], Vec::as_slice);
        let Some(cell) = at.iter().find(of_section) else { continue };
        let line = grid.row(cell.at.row);
        let last = line.iter().rfind(|other| other.at.column > cell.at.column);
        let Some(last) =
            last.filter(|last| !matches!(&last.value, grid::Value::Text(text) if *text == part.unit))
        else {
            continue;
        };
        rows.push(cell.at.row);
        match several(&last.value, &[part.key]) {
            Ok(values) => {
                found.read.extend(line.iter().map(|other| other.at));
                found.values.extend(values.into_iter().map(|(key, said)| (key, last.at, said)));
            }
            Err(doubt) => {
                found.read.insert(last.at);
                found.notes.push(Note::of(Some(last.at), doubt));
            }
        }
    }
    rows
}

/// The day on the line under the title.
fn sent_on(grid: &Grid, read: &mut HashSet<At>) -> (Option<NaiveDate>, Option<At>) {
    for cell in &grid.cells {
        let grid::Value::Text(text) = &cell.value else { continue };
        let Some((_, behind)) = crate::text::narrow(text)
            .rsplit_once("时间")
            .map(|(a, b)| (a.to_owned(), b.trim_start_matches(':').to_owned()))
        else {
            continue;
        };
        if let Ok(day) = value::day(&grid::Value::Text(behind)) {
            read.insert(cell.at);
            return (Some(day), Some(cell.at));
        }
        let next = grid.right_of(cell.at);
        if let Some((next, day)) = next.and_then(|next| Some((next, value::day(&next.value).ok()?))) {
            read.extend([cell.at, next.at]);
            return (Some(day), Some(next.at));
        }
    }
    (None, None)
}

/// The rows of the 3-2 in the same workbook, held against the figures.
fn rows_of_list(workbook: &Workbook, values: &[(Key, At, String)], notes: &mut Vec<Note>) -> Option<usize> {
    let table = workbook.sheets.iter().find_map(|grid| Table::find(grid, &hazards::COLUMNS).ok())?;
    let rows = table.rows.len();
    let figure = |key: Key| {
        values.iter().find(|(of, ..)| *of == key).and_then(|(.., said)| said.parse::<usize>().ok())
    };
    if let (Some(a1), Some(a3)) = (figure(Key::A1), figure(Key::A3))
        && a1 + a3 != rows
    {
        notes.push(Note::of(
            None,
            Text::made(
                format!("调度表 A1+A3 为 {}，同一工作簿的隐患清单有 {rows} 行", a1 + a3),
                format!("A1+A3 is {}, but the list of hazards in the workbook has {rows} rows", a1 + a3),
            ),
        ));
    }
    Some(rows)
}
