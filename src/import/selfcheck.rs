//! 附件 1, 自检自查工作情况表: a sheet an enterprise, a row an item.

mod answer;

use super::fields::Reading;
use super::grid::{self, At, Cell};
use super::proposal::{Changed, Field, New, Note, Outcome, Row, RowName, Sheets};
use super::register::Register;
use super::table::{self, Column, Ignored, Table};
use super::{Request, value, words};
use crate::check::Context;
use crate::lang::Text;
use crate::record::draft::{Draft, Value};
use crate::record::{Enterprise, Entry, Kind, Selfcheck};
use crate::text::quote;
use hashbrown::{HashMap, HashSet};

/// The columns of the form.
pub const COLUMNS: [Column; 4] = [
    Column::may("category", &["类别"]),
    Column::need("item", &["自检自查工作内容", "工作内容", "自查内容"]),
    Column::may("wanted", &["落实要求或佐证材料", "佐证材料"]),
    Column::need("status", &["落实情况"]),
];

const SUBMITTED: &str = "报送日期";
const CHECKS: &str = "主要负责人带队检查日期";

/// What goes on from sheet to sheet.
pub(super) struct State<'r> {
    register: Register<'r>,
    sheets: Sheets,
    selfchecks: HashMap<&'r str, &'r Entry<Selfcheck>>,
    /// Which sheet is the selfcheck of an enterprise, by its id.
    taken: HashMap<&'r str, RowName>,
    /// The wordings of the items, as they are compared.
    items: Vec<String>,
}

impl<'r> State<'r> {
    pub(super) fn new(request: Request<'_, 'r>, sheets: Sheets) -> Self {
        let context = request.context;
        // Of several of one enterprise, which is an error of the records, the first.
        let all = context.records.selfchecks.iter().rev();
        Self {
            register: Register::new(context),
            sheets,
            selfchecks: all.map(|selfcheck| (selfcheck.enterprise.as_str(), selfcheck)).collect(),
            taken: HashMap::new(),
            items: context.catalog.selfcheck.items.iter().map(|item| words::heading(&item.content)).collect(),
        }
    }
}

/// What would become of a sheet, and which of the cells that are no rows have been read after all.
pub(super) fn propose<'r>(
    request: Request<'_, 'r>,
    sheet: usize,
    table: &Table<'_>,
    state: &mut State<'r>,
) -> (Row, Vec<At>) {
    let first = table.above().next().map_or(table.head.0, |cell| cell.at.row);
    let name = RowName { sheet, row: first + 1 };
    let mut notes = Vec::new();
    let mut read = Vec::new();
    let found = enterprise(request, table, &state.register, &mut read);
    let about = match &found {
        Ok(entry) => entry.name.clone(),
        Err(_) => table.grid.name.clone(),
    };
    let outcome = match found {
        Ok(entry) => match state.taken.insert(entry.id.as_str(), name) {
            Some(earlier) => {
                let earlier = state.sheets.told(earlier);
                notes.push(Note::of(
                    None,
                    Text::made(
                        format!("与{}起的是同一家企业的自检自查表", earlier.zh),
                        format!("this is the selfcheck of the enterprise at {} once more", earlier.en),
                    ),
                ));
                Outcome::Refused
            }
            None => decide(request, table, entry, state, &mut notes, &mut read),
        },
        Err(note) => {
            notes.push(note);
            Outcome::Doubtful
        }
    };
    (Row { name, about, outcome, notes }, read)
}

fn decide(
    request: Request<'_, '_>,
    table: &Table<'_>,
    entry: &Entry<Enterprise>,
    state: &State<'_>,
    notes: &mut Vec<Note>,
    read: &mut Vec<At>,
) -> Outcome {
    let mut reading = Reading::default();
    let mut items = Draft::new();
    let mut item_cells = Vec::new();
    below(request.context, table, &mut reading, notes, read);
    // The name of who signs may stand where the items do.
    let below: HashSet<At> = read.iter().copied().collect();
    let is_item = |row: &&table::Row<'_>| row.cells().any(|(_, cell)| !below.contains(&cell.at));
    for row in table.rows.iter().filter(is_item) {
        match answer::answer(&state.items, row) {
            Ok(None) => {}
            Ok(Some((number, at, _))) if items.get(&number.to_string()).is_some() => {
                notes.push(Note::of(
                    Some(at),
                    Text::made(format!("第 {number} 项填了两次"), format!("item {number} is answered twice")),
                ));
            }
            Ok(Some((number, at, answer))) => {
                items.set(&number.to_string(), Value::Map(answer));
                item_cells.push(at);
            }
            Err(note) => notes.push(note),
        }
    }
    if !notes.is_empty() {
        return Outcome::Doubtful;
    }
    let Some(first) = item_cells.first() else {
        notes.push(Note::of(
            None,
            Text::fixed("落实情况都是空的：这是一张空白表", "no item is answered: the form is blank"),
        ));
        return Outcome::Doubtful;
    };
    if let Some(existing) = state.selfchecks.get(entry.id.as_str()) {
        let draft = Draft::from(*existing);
        let mut fields = reading.changes(&draft);
        // What the form does not answer stays; the items are told as one.
        let mut all = match draft.get("items") {
            Some(Value::Map(items)) => items.clone(),
            _ => Draft::new(),
        };
        items.iter().for_each(|(number, answer)| all.set(number, answer.clone()));
        if draft.get("items") != Some(&Value::Map(all.clone())) {
            fields.push(Field {
                path: "items",
                before: draft.get("items").cloned(),
                after: Value::Map(all),
                at: Some(*first),
            });
        }
        let id = existing.enterprise.to_string();
        return match fields.is_empty() {
            true => Outcome::Same(Kind::Selfcheck, id),
            false => Outcome::Changed(Box::new(Changed {
                kind: Kind::Selfcheck,
                id,
                origin: existing.origin,
                fields,
            })),
        };
    }
    reading.values.push(("items", *first, Value::Map(items)));
    match reading.record(Kind::Selfcheck, &[("enterprise", &entry.id)], request.given) {
        Ok(draft) => {
            let (id, unit, cells) = (entry.id.to_string(), entry.unit(), reading.cells());
            Outcome::New(Box::new(New { kind: Kind::Selfcheck, id, unit, draft, cells }))
        }
        Err(missing) => {
            notes.extend(missing);
            Outcome::Doubtful
        }
    }
}

/// The enterprise of a sheet: as said, or by the name in the title.
fn enterprise<'r>(
    request: Request<'_, 'r>,
    table: &Table<'_>,
    register: &Register<'r>,
    read: &mut Vec<At>,
) -> Result<&'r Entry<Enterprise>, Note> {
    let context = request.context;
    let within = |entry: &&Entry<Enterprise>| context.plan.is_within(entry.unit(), request.unit);
    let by = |said: &str| {
        let one = context.enterprise(said.trim());
        let coded = register.of_uscc(said).iter().copied();
        let mut found: Vec<_> = match one {
            Some(one) => vec![one],
            None => coded.chain(register.of_name(said).iter().copied()).collect(),
        };
        found.retain(within);
        if found.len() > 1 {
            found.retain(|entry| entry.removed.is_none());
        }
        found
    };
    let title = words::heading(&context.catalog.selfcheck.title);
    let kind = title.split_once("企业").map_or("", |(_, behind)| behind);
    let title = table.above().find_map(|cell| {
        let text = title_of(cell)?;
        let plain = words::name(text);
        plain
            .find(kind)
            .filter(|_| !kind.is_empty())
            .and_then(|at| Some((cell.at, plain.get(..at)?.to_owned())))
    });
    if let Some((at, _)) = &title {
        read.push(*at);
    }
    let (at, said) = match (&request.given.enterprise, title) {
        (Some(said), title) => (title.map(|(at, _)| at), said.clone()),
        (None, Some((at, said))) => (Some(at), said),
        (None, None) => {
            return Err(Note::of(
                None,
                Text::fixed(
                    "表题中没有企业名称：请用 --enterprise 指明是哪家企业",
                    "the title names no enterprise: say which it is with --enterprise",
                ),
            ));
        }
    };
    let candidates = [by(&said), said.strip_suffix("企业").map(by).unwrap_or_default()];
    match candidates.iter().find(|found| !found.is_empty()).map(Vec::as_slice) {
        Some([one]) => Ok(one),
        Some(several) => {
            let ids: Vec<&str> = several.iter().map(|entry| entry.id.as_str()).collect();
            let ids = ids.join("、");
            Err(Note::of(
                at,
                Text::made(
                    format!("有几家同名的企业（{ids}）：请用 --enterprise 指明编号"),
                    format!("several enterprises have this name ({ids}): name one with --enterprise"),
                ),
            ))
        }
        None => {
            let said = quote(&said);
            Err(Note::of(
                at,
                Text::made(
                    format!("企业清单中没有 {said}；请用 --enterprise 指明编号或全名"),
                    format!(
                        "no enterprise is called {said}; name it by its id or full name with --enterprise"
                    ),
                ),
            ))
        }
    }
}

fn title_of(cell: &Cell) -> Option<&str> {
    match &cell.value {
        grid::Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The lines below the items: signature, day, checks led by the principal.
fn below(
    context: &Context<'_>,
    table: &Table<'_>,
    reading: &mut Reading,
    notes: &mut Vec<Note>,
    read: &mut Vec<At>,
) {
    let signature = words::heading(&context.catalog.selfcheck.signature);
    for cell in table.grid.cells.iter().filter(|cell| cell.at.row > table.head.1) {
        let Some(text) = title_of(cell) else { continue };
        let plain = words::heading(text);
        let behind = || text.split_once(['：', ':']).map_or("", |(_, behind)| behind).trim().to_owned();
        let next = || {
            let own = behind();
            if own.is_empty() {
                table.grid.right_of(cell.at).map(|right| (right.at, right.value.clone()))
            } else {
                Some((cell.at, grid::Value::Text(own)))
            }
        };
        let path = if plain.starts_with(&signature) {
            "signed_by"
        } else if plain.starts_with(SUBMITTED) {
            "submitted_on"
        } else if plain.starts_with(CHECKS) {
            "leader_checks"
        } else {
            continue;
        };
        read.push(cell.at);
        let Some((at, said)) = next() else { continue };
        read.push(at);
        let field = crate::schema::field(Kind::Selfcheck, path);
        match field.map(|field| value::read(field, &said, context.catalog)) {
            Some(Ok(value)) if value != Value::Text(String::new()) => reading.values.push((path, at, value)),
            Some(Err(doubt)) => notes.push(Note::of(Some(at), doubt)),
            _ => {}
        }
    }
}

/// The cells that are not read, without those that have been read after all.
pub(super) fn without(ignored: &[Ignored], read: &[At], grid: &grid::Grid) -> Vec<Ignored> {
    let mut left = Vec::new();
    let all: HashSet<At> = read.iter().copied().collect();
    for part in ignored {
        let inside = |at: &At| {
            (part.first.row..=part.last.row).contains(&at.row)
                && (part.first.column..=part.last.column).contains(&at.column)
        };
        if !read.iter().any(inside) {
            left.push(part.clone());
            continue;
        }
        let cells = grid.cells.iter().filter(|cell| inside(&cell.at) && !all.contains(&cell.at));
        left.extend(cells.map(|cell| Ignored {
            first: cell.at,
            last: cell.at,
            cells: 1,
            what: part.what.clone(),
        }));
    }
    left
}
