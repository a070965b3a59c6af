//! A workbook against the records: which sheets have the form, and what each of their rows would become.

use super::grid::{At, Grid, Workbook};
use super::proposal::{Note, Outcome, Proposal, Sheets};
use super::table::{Column, Ignored, NoTable, Table};
use super::{Form, Request, enterprises, hazards, returns, selfcheck};
use crate::entry::lists::is_list;
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::Kind;
use crate::text::{visible, visible_whole};
use hashbrown::{HashMap, HashSet};

/// What an import of a workbook would do.
///
/// # Errors
/// Why the workbook has nothing of the form.
pub fn propose(workbook: &Workbook, form: Form, request: Request<'_, '_>) -> Result<Proposal, Text> {
    let mut proposal = Proposal {
        form,
        unit: request.unit,
        sheets: workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        rows: Vec::new(),
        ignored: Vec::new(),
    };
    match form {
        Form::Enterprises => {
            let mut state = enterprises::State::new(request, Sheets::of(workbook));
            each_table(workbook, &enterprises::COLUMNS, &mut proposal, |sheet, table, proposal| {
                proposal.rows.extend(enterprises::propose(request, sheet, table, &mut state));
            })?;
        }
        Form::Hazards => {
            let mut state = hazards::State::new(request, Sheets::of(workbook));
            each_table(workbook, &hazards::COLUMNS, &mut proposal, |sheet, table, proposal| {
                proposal.rows.extend(hazards::propose(request, sheet, table, &mut state));
            })?;
        }
        Form::Selfcheck => {
            let mut state = selfcheck::State::new(request, Sheets::of(workbook));
            each_table(workbook, &selfcheck::COLUMNS, &mut proposal, |sheet, table, proposal| {
                let (row, read) = selfcheck::propose(request, sheet, table, &mut state);
                let (own, mut others): (Vec<_>, Vec<_>) =
                    std::mem::take(&mut proposal.ignored).into_iter().partition(|(of, _)| *of == sheet);
                let own: Vec<Ignored> = own.into_iter().map(|(_, ignored)| ignored).collect();
                others.extend(
                    selfcheck::without(&own, &read, table.grid).into_iter().map(|ignored| (sheet, ignored)),
                );
                proposal.ignored = others;
                proposal.rows.push(row);
            })?;
        }
        Form::Return => {
            let (row, ignored) = returns::propose(request, workbook)?;
            proposal.rows.push(row);
            proposal.ignored = ignored;
        }
    }
    doubt_beside_unread(&mut proposal, request);
    Ok(proposal)
}

/// Where records of a unit cannot be read, a new record may be one of them.
fn doubt_beside_unread(proposal: &mut Proposal, request: Request<'_, '_>) {
    let context = request.context;
    let mut unread: HashMap<(UnitIndex, Kind), (usize, &str)> = HashMap::new();
    for file in context.records.files.iter().filter(|file| file.unread > 0) {
        if let (Some(unit), Some(kind)) = (file.unit, file.kind) {
            unread.entry((unit, kind)).or_insert((0, file.path.as_str())).0 += file.unread;
        }
    }
    let mut doubtful = HashSet::new();
    for row in proposal.rows.iter_mut().filter(|row| !request.given.new.contains(&row.name)) {
        let Outcome::New(new) = &row.outcome else { continue };
        let Some((count, path)) = unread.get(&(new.unit, new.kind)) else { continue };
        let path = visible_whole(path);
        row.notes.push(Note::of(None, Text::made(
            format!("同类记录有 {count} 条无法读取（{path} 等），这一行可能就是其中一条：请先按 hazards check 改正"),
            format!("{count} such records cannot be read ({path}), and the row may be one of them: put them right first, see hazards check"),
        )));
        doubtful.insert(row.name);
    }
    for row in proposal.rows.iter_mut().filter(|row| doubtful.contains(&row.name)) {
        row.outcome = Outcome::Doubtful;
    }
}

const LIST: Text = Text::fixed("供选用的列表，不导入", "a list to choose from");

/// Hands over the table of every sheet that has one; of the others every cell is named as not read.
fn each_table(
    workbook: &Workbook,
    columns: &[Column],
    proposal: &mut Proposal,
    mut take: impl FnMut(usize, &Table<'_>, &mut Proposal),
) -> Result<(), Text> {
    let mut best: Option<(usize, NoTable)> = None;
    let (mut any, mut hidden) = (false, None);
    for (sheet, grid) in workbook.sheets.iter().enumerate() {
        if is_list(grid) {
            let list = whole(grid).map(|ignored| (sheet, Ignored { what: LIST, ..ignored }));
            proposal.ignored.extend(list);
            continue;
        }
        match Table::find(grid, columns) {
            Ok(_) if grid.hidden => {
                hidden = Some(sheet);
                proposal
                    .ignored
                    .extend(whole(grid).map(|ignored| (sheet, Ignored { what: HIDDEN, ..ignored })));
            }
            Ok(table) => {
                any = true;
                proposal.ignored.extend(table.ignored.iter().map(|ignored| (sheet, ignored.clone())));
                take(sheet, &table, proposal);
            }
            Err(NoTable::Twice { column, at: [one, other] }) => {
                let (sheet, title) = (sheet_of(grid), title(columns, column));
                let (zh, en) = (&sheet.zh, &sheet.en);
                return Err(Text::made(
                    format!("{zh}{one} 和 {other} 都是“{title}”，无法确定用哪一栏；请改掉其中一个表头"),
                    format!("{en}{one} and {other} are both {title}: rename one of the two headings"),
                ));
            }
            Err(missing) => {
                proposal.ignored.extend(whole(grid).map(|ignored| (sheet, ignored)));
                let found = |missing: &NoTable| match missing {
                    NoTable::Missing { found, .. } => *found,
                    NoTable::Twice { .. } => 0,
                };
                if best.as_ref().is_none_or(|(_, before)| found(before) < found(&missing)) {
                    best = Some((sheet, missing));
                }
            }
        }
    }
    match hidden.and_then(|sheet| workbook.sheets.get(sheet)) {
        _ if any => Ok(()),
        Some(grid) => Err(only_hidden(grid)),
        None => Err(no_table(workbook, columns, best)),
    }
}

/// A sheet as messages name it; the only one of a CSV file has no name.
fn sheet_of(grid: &Grid) -> Text {
    match grid.name.as_str() {
        "" => Text::none(),
        name => {
            let name = visible(name);
            Text::made(format!("工作表 {name} "), format!("sheet {name} "))
        }
    }
}

/// What a hidden sheet is: often an older version.
pub(super) const HIDDEN: Text = Text::fixed(
    "隐藏的工作表不读入；要导入请先取消隐藏",
    "a hidden sheet is not read; to import it, unhide it",
);

/// That the only sheet of the form is hidden.
pub(super) fn only_hidden(grid: &Grid) -> Text {
    let name = visible(&grid.name);
    Text::made(
        format!("只有隐藏的工作表 {name} 是这张表；要导入请先取消隐藏"),
        format!("only the hidden sheet {name} has the form; to import it, unhide it"),
    )
}

/// A sheet that has no table of the form.
pub(super) fn whole(grid: &Grid) -> Option<Ignored> {
    let (first, last) = (grid.cells.first()?, grid.cells.last()?);
    let columns = grid.cells.iter().map(|cell| cell.at.column);
    let (left, right) = (columns.clone().min().unwrap_or(0), columns.max().unwrap_or(0));
    Some(Ignored {
        first: At { row: first.at.row, column: left },
        last: At { row: last.at.row, column: right },
        cells: grid.cells.len(),
        what: Text::fixed("没有本表表头的工作表", "a sheet without the headings of the form"),
    })
}

/// The heading of a column, as the form prints it.
fn title(columns: &[Column], name: &str) -> &'static str {
    let column = columns.iter().find(|column| column.name == name);
    column.and_then(|column| column.words.first()).copied().unwrap_or("?")
}

fn no_table(workbook: &Workbook, columns: &[Column], best: Option<(usize, NoTable)>) -> Text {
    let needed: Vec<&str> = columns
        .iter()
        .filter(|column| column.needed)
        .filter_map(|column| column.words.first().copied())
        .collect();
    let needed = needed.join("、");
    match best {
        Some((sheet, NoTable::Missing { row: Some(row), lacking, .. })) => {
            let sheet = workbook.sheets.get(sheet).map_or_else(Text::none, sheet_of);
            let (zh, en) = (&sheet.zh, &sheet.en);
            let lacking: Vec<&str> = lacking.into_iter().map(|name| title(columns, name)).collect();
            let (lacking, row) = (lacking.join("、"), row + 1);
            Text::made(
                format!("没有找到表头：最像的是{zh}第 {row} 行，但缺少 {lacking}"),
                format!("no headings were found: {en}row {row} comes nearest, but lacks {lacking}"),
            )
        }
        _ => Text::made(
            format!("没有找到表头：各工作表中都没有写着 {needed} 的一行"),
            format!("no headings were found: no sheet has a row with {needed}"),
        ),
    }
}
