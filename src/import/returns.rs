//! 附件 3-1, 调度表, of a unit that keeps no records: its figures as they were sent, as a filing.

use super::grid::{self, At, Cell, Grid};
use super::ids::{Ids, of_kind};
use super::proposal::{New, Note, Outcome, Row, RowName};
use super::propose::whole;
use super::{Request, hazards, value, words};
use crate::catalog::forms::{Indicator, Section};
use crate::figure::{Key, Sort};
use crate::import::grid::Workbook;
use crate::import::table::{Ignored, Table};
use crate::lang::Text;
use crate::record::draft::{Draft, Value};
use crate::record::term::Document;
use crate::record::{Amount, Kind, Month, date};
use crate::text::quote;
use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};

/// So many labels make a sheet a 3-1.
const LEAST: usize = 4;

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

/// What would become of the first sheet that is a 3-1; of the others every cell is named as not read.
pub(super) fn propose(request: Request<'_, '_>, workbook: &Workbook) -> Option<(Row, Vec<(usize, Ignored)>)> {
    let (sheet, grid, found) = workbook
        .sheets
        .iter()
        .enumerate()
        .find_map(|(sheet, grid)| Some((sheet, grid, figures(request, grid)?)))?;
    let name = RowName { sheet, row: found.first.row + 1 };
    let mut notes = found.notes;
    let mut read = found.read;
    let (sent, at) = sent_on(grid, &mut read);
    let rows = rows_of_list(workbook, &found.values, &mut notes);
    let outcome = decide(request, name, &found.values, (sent, at), rows, &mut notes);
    let about = request.context.plan.unit(request.unit).name.clone();
    let words = form_words(request);
    let mut ignored = Vec::new();
    for (other, grid) in workbook.sheets.iter().enumerate() {
        if other != sheet {
            ignored.extend(whole(grid).map(|ignored| (other, ignored)));
            continue;
        }
        let left = grid.cells.iter().filter(|cell| !read.contains(&cell.at) && !is_form(cell, &words));
        ignored.extend(
            left.map(|cell| (other, Ignored { first: cell.at, last: cell.at, cells: 1, what: NO_FIGURE })),
        );
    }
    Some((Row { name, about, outcome, notes }, ignored))
}

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
    name: RowName,
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
    let missing: Vec<&str> =
        Key::ALL.iter().filter(|key| figures.get(key.name()).is_none()).map(|key| key.name()).collect();
    let all = context.records.filings.iter().filter(|filing| filing.unit() == request.unit);
    let mut same_month: Vec<_> =
        all.filter(|filing| filing.document == Document::Return && filing.month == Some(month)).collect();
    same_month.sort_by_key(|filing| (filing.filed_on, filing.origin));
    let says_so = |filing: &&&crate::record::Entry<crate::record::Filing>| {
        let draft = Draft::from(**filing);
        filing.filed_on == filed_on && draft.get("figures") == Some(&Value::Map(figures.clone()))
    };
    if let Some(filing) = same_month.iter().find(says_so) {
        return Outcome::Same(Kind::Filing, filing.id.to_string());
    }
    if !notes.is_empty() {
        return Outcome::Doubtful;
    }
    if let Some(last) = same_month.last().filter(|_| !given.new.contains(&name)) {
        let (id, on, row) = (last.id.as_str(), last.filed_on, name.row);
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
    for cell in &grid.cells {
        if let grid::Value::Text(text) = &cell.value {
            labels.entry(label(text)).or_default().push(cell);
        }
    }
    let mut count = 0;
    for section in &forms.form31.sections {
        for indicator in &section.indicators {
            let at = labels.get(&label(&indicator.label)).map_or(&[][..], Vec::as_slice);
            match at {
                [] => count += by_parts(grid, section, indicator, &labels, &mut found),
                [cell] => {
                    count += 1;
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
    (count >= LEAST).then_some(found)
}

/// A label without its number, blanks and signs.
fn label(text: &str) -> String {
    words::heading(text).trim_start_matches(|c: char| c.is_ascii_digit()).to_owned()
}

/// The value beside a label: the next cell in its row that is no label and stands before the next one.
fn beside(grid: &Grid, cell: &Cell, indicator: &Indicator, found: &mut Figures) {
    found.read.insert(cell.at);
    let number =
        grid.cells.iter().rfind(|other| other.at.row == cell.at.row && other.at.column < cell.at.column);
    let counts =
        |other: &&Cell| value::text(&other.value).is_ok_and(|said| said == indicator.number.to_string());
    found.read.extend(number.filter(counts).map(|number| number.at));
    let merged = grid.merges.iter().find(|merge| merge.first == cell.at);
    let right = merged.map_or(cell.at.column, |merge| merge.last.column);
    let next = grid.cells.iter().find(|other| other.at.row == cell.at.row && other.at.column > right);
    let Some(next) = next.filter(|next| next.at.column == right + 1) else { return };
    let parts: Vec<Key> = indicator.parts.iter().map(|part| part.key).collect();
    match several(&next.value, &parts) {
        Ok(values) => {
            found.read.insert(next.at);
            found.values.extend(values.into_iter().map(|(key, said)| (key, next.at, said)));
        }
        Err(doubt) => found.notes.push(Note::of(Some(next.at), doubt)),
    }
}

/// The figures of an indicator where each has a row of its own: 指标, 单位, 数值.
fn by_parts(
    grid: &Grid,
    section: &Section,
    indicator: &Indicator,
    labels: &HashMap<String, Vec<&Cell>>,
    found: &mut Figures,
) -> usize {
    let mut count = 0;
    for part in &indicator.parts {
        let of_section = |cell: &&&Cell| {
            let line = || grid.cells.iter().filter(|other| other.at.row == cell.at.row);
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
        let last =
            grid.cells.iter().rfind(|other| other.at.row == cell.at.row && other.at.column > cell.at.column);
        let Some(last) =
            last.filter(|last| !matches!(&last.value, grid::Value::Text(text) if *text == part.unit))
        else {
            continue;
        };
        count += 1;
        match several(&last.value, &[part.key]) {
            Ok(values) => {
                found.read.extend(
                    grid.cells.iter().filter(|other| other.at.row == cell.at.row).map(|other| other.at),
                );
                found.values.extend(values.into_iter().map(|(key, said)| (key, last.at, said)));
            }
            Err(doubt) => found.notes.push(Note::of(Some(last.at), doubt)),
        }
    }
    count
}

/// The figures that a cell gives: one, or several with words between them: `5次，12.5万元`.
fn several(cell: &grid::Value, keys: &[Key]) -> Result<Vec<(Key, String)>, Text> {
    let said = value::text(cell)?;
    if matches!(said.as_str(), "" | "/" | "-" | "—") {
        return Ok(Vec::new());
    }
    if let [key] = keys
        && key.sort() == Sort::YesNo
    {
        return value::yes(cell).map(|is| vec![(*key, crate::figure::yes_no(is).to_owned())]);
    }
    let plain: String = crate::text::narrow(&said).chars().filter(|c| !c.is_whitespace()).collect();
    let numbers: Vec<&str> =
        plain.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|run| !run.is_empty()).collect();
    let doubt = || {
        let (said, count) = (quote(&said), keys.len());
        Text::made(format!("{said} 不是 {count} 个数字"), format!("{said} is not {count} numbers"))
    };
    let whole = |said: &str| {
        said.parse::<u64>().ok().filter(|number| *number < 1_000_000_000).map(|number| number.to_string())
    };
    let one = |(key, said): (&Key, &&str)| {
        let value = match key.sort() {
            Sort::Amount => Amount::parse(said).map(|amount| amount.to_string()),
            _ => whole(said.strip_suffix(".0").unwrap_or(said)),
        };
        value.map(|value| (*key, value)).ok_or_else(doubt)
    };
    let signed = plain.contains('-') || plain.contains('约');
    if numbers.len() != keys.len() || signed {
        return Err(doubt());
    }
    keys.iter().zip(&numbers).map(one).collect()
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
        let next =
            grid.cells.iter().find(|other| other.at.row == cell.at.row && other.at.column > cell.at.column);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_figure_or_two_in_a_cell() {
        let of = |said: &str, keys: &[Key]| {
            let values = several(&grid::Value::Text(said.to_owned()), keys).ok()?;
            Some(values.into_iter().map(|(_, said)| said).collect::<Vec<_>>().join("|"))
        };
        assert_eq!(of("5次，12.5万元", &[Key::C3_count, Key::C3_amount]).as_deref(), Some("5|12.5"));
        assert_eq!(of("3个，其中１个", &[Key::C8, Key::C8_crime]).as_deref(), Some("3|1"));
        assert_eq!(of("12", &[Key::A1]).as_deref(), Some("12"));
        assert_eq!(of("√", &[Key::D6]).as_deref(), Some("是"));
        assert_eq!(of("/", &[Key::A1]).as_deref(), Some(""));
        for (said, keys) in [
            ("5", &[Key::C3_count, Key::C3_amount][..]),
            ("3.5", &[Key::A1]),
            ("-3", &[Key::A1]),
            ("约3", &[Key::A1]),
            ("3、4", &[Key::A1]),
        ] {
            assert_eq!(of(said, keys), None, "{said}");
        }
    }
}
