//! 附件 2, 企业清单: a row an enterprise.

mod find;

use super::fields::Reading;
use super::grid::At;
use super::ids::{Ids, of_kind};
use super::proposal::{Changed, Field, New, Note, Outcome, Row, RowName, Sheets};
use super::register::Register;
use super::table::{self, Column, Table};
use super::units::unit_of;
use super::{Request, words};
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::draft::Draft;
use crate::record::{Enterprise, Entry, Kind};
use crate::text::quote;
use find::{Found, find};
use hashbrown::HashMap;
use rayon::prelude::*;

/// The columns of the form, and others that say what a record needs.
pub const COLUMNS: [Column; 18] = [
    Column::may("no", &["序号", "no"]),
    Column::may("city", &["州市", "市州", "市", "地市", "所属州市"]),
    Column::may("county", &["县区", "县市区", "区县", "县", "所属县区", "所属区县", "所属县市区"]),
    Column::need("name", &["企业名称", "单位名称", "公司名称", "企业全称", "名称"]),
    Column::may("products", &["主要产品", "产品", "主要产品名称"]),
    Column::may("industry", &["所属行业", "行业", "行业类别", "行业类型"]),
    Column::may("domains", &["涉及领域", "领域"]),
    Column::may("principal", &["主要负责人", "企业主要负责人", "主要负责人姓名", "负责人"]),
    Column::may(
        "phone",
        &["联系电话", "联系方式", "电话", "手机", "手机号", "手机号码", "主要负责人联系电话"],
    ),
    Column::may("base_info_complete", &["基础信息完善", "基础信息完善是否", "基础信息是否完善", "基础信息"]),
    Column::may(
        "code_check",
        &["码上查信息系统", "码上查信息系统是否", "码上查", "是否使用码上查", "是否纳入码上查信息系统"],
    ),
    Column::may("id", &["编号", "企业编号", "id"]),
    Column::may("uscc", &["统一社会信用代码", "社会信用代码", "信用代码", "uscc"]),
    Column::may("key", &["是否重点企业", "重点企业", "是否重点", "重点"]),
    Column::may("listed_on", &["列入清单日期", "列入日期", "列入时间", "纳入日期", "纳入清单日期"]),
    Column::may("removed.on", &["移出日期", "移出清单日期", "移出时间"]),
    Column::may("removed.reason", &["移出原因"]),
    Column::may("note", &["备注", "说明"]),
];

/// A row on its way.
struct Draw<'r> {
    name: RowName,
    about: String,
    about_at: Option<At>,
    unit: Result<UnitIndex, Note>,
    found: Found<'r>,
    /// Its name and its code as they are compared.
    key: String,
    uscc: Option<String>,
    id: Option<String>,
    id_at: Option<At>,
    removed_on: Option<String>,
    /// What is doubtful.
    doubts: Vec<Note>,
    /// What it says otherwise than the record that it is.
    changes: Vec<Field>,
    /// What it is where it is new, and where its values stand.
    record: Result<Draft, Vec<Note>>,
    cells: Vec<(&'static str, At)>,
}

/// What would become of the rows of a table.
pub(super) fn propose<'r>(
    request: Request<'_, 'r>,
    sheet: usize,
    table: &Table<'_>,
    state: &mut State<'r>,
) -> Vec<Row> {
    let before = &*state;
    let mut draws: Vec<Draw<'r>> =
        table.rows.par_iter().map(|row| draw(request, sheet, row, before)).collect();
    // Who is found is no candidate for who is merely alike.
    for draw in &mut draws {
        if let Found::One(entry) = draw.found {
            match state.rows.get(entry.id.as_str()) {
                Some(earlier) if *earlier != draw.name => {
                    draw.found = Found::Refused(twice(draw, *earlier, &state.sheets));
                }
                _ => {
                    state.rows.insert(entry.id.to_string(), draw.name);
                }
            }
        }
    }
    let new = draws.iter().filter(|draw| matches!(draw.found, Found::None)).count();
    state.names.reserve(new);
    state.usccs.reserve(new);
    draws.into_iter().map(|draw| settle(request, draw, state)).collect()
}

/// What goes on from sheet to sheet.
pub(super) struct State<'r> {
    register: Register<'r>,
    sheets: Sheets,
    ids: Ids<'r>,
    /// Which row is an enterprise that is there.
    rows: HashMap<String, RowName>,
    /// Which row is a new enterprise, by unit and name.
    names: HashMap<(UnitIndex, String), RowName>,
    /// Which row has a new code.
    usccs: HashMap<String, RowName>,
}

impl<'r> State<'r> {
    pub(super) fn new(request: Request<'_, 'r>, sheets: Sheets) -> Self {
        let context = request.context;
        Self {
            register: Register::new(context),
            sheets,
            ids: Ids::new(context.plan, of_kind(context.records, Kind::Enterprise)),
            rows: HashMap::new(),
            names: HashMap::new(),
            usccs: HashMap::new(),
        }
    }
}

fn draw<'r>(request: Request<'_, 'r>, sheet: usize, row: &table::Row<'_>, state: &State<'r>) -> Draw<'r> {
    let name = RowName { sheet, row: row.row + 1 };
    let mut reading = Reading::of(row, &COLUMNS, Kind::Enterprise, request.context.catalog);
    let about = reading.text("name").unwrap_or_default().to_owned();
    let unit = unit_of(request, row.cell(2));
    let found = match &unit {
        Ok(unit) => find(request, name, *unit, &reading, state),
        Err(_) => Found::None,
    };
    let text = |path| reading.text(path).map(str::to_owned);
    let (id, removed_on) = (text("id"), text("removed.on"));
    let uscc = reading.text("uscc").map(|uscc| words::name(uscc).to_uppercase());
    let (changes, record) = match &found {
        Found::One(entry) => (differences(&reading, &about, entry), Err(Vec::new())),
        Found::None => (Vec::new(), reading.record(Kind::Enterprise, &[("id", "-")], request.given)),
        Found::Doubt(_) | Found::Refused(_) => (Vec::new(), Err(Vec::new())),
    };
    let at = |column| row.cell(column).map(|cell| cell.at);
    Draw {
        name,
        key: words::name(&about),
        uscc,
        id,
        id_at: at(11),
        removed_on,
        about,
        about_at: at(3),
        unit,
        found,
        changes,
        record,
        cells: reading.cells(),
        doubts: reading.doubts,
    }
}

/// What a row says otherwise than the record that it is.
fn differences(reading: &Reading, name: &str, entry: &Entry<Enterprise>) -> Vec<Field> {
    let fields = reading.changes(&Draft::from(entry)).into_iter();
    // A name typed in another width is the same name.
    let renamed = |path: &str| path != "name" || !words::is_same_name(name, &entry.name);
    fields.filter(|field| renamed(field.path)).collect()
}

fn twice(draw: &Draw<'_>, earlier: RowName, sheets: &Sheets) -> Note {
    let earlier = sheets.told(earlier);
    Note::of(
        draw.about_at,
        Text::made(
            format!("与{}是同一家企业", earlier.zh),
            format!("this is the enterprise of {} once more", earlier.en),
        ),
    )
}

fn settle<'r>(request: Request<'_, 'r>, mut draw: Draw<'r>, state: &mut State<'r>) -> Row {
    let mut notes = Vec::new();
    let outcome = decide(request, &mut draw, state, &mut notes);
    Row { name: draw.name, about: draw.about, outcome, notes }
}

fn decide<'r>(
    request: Request<'_, 'r>,
    draw: &mut Draw<'r>,
    state: &mut State<'r>,
    notes: &mut Vec<Note>,
) -> Outcome {
    let unit = match &draw.unit {
        Ok(unit) => *unit,
        Err(note) => {
            notes.push(note.clone());
            return Outcome::Doubtful;
        }
    };
    notes.append(&mut draw.doubts);
    if draw.about.is_empty() {
        notes.push(Note::of(
            draw.about_at,
            Text::fixed("这一行没有企业名称", "the row has no name of an enterprise"),
        ));
        return Outcome::Refused;
    }
    let entry = match &draw.found {
        Found::Refused(note) => {
            notes.push(note.clone());
            return Outcome::Refused;
        }
        Found::Doubt(note) => {
            notes.push(note.clone());
            return Outcome::Doubtful;
        }
        Found::One(entry) => *entry,
        Found::None => return new(request, draw, unit, state, notes),
    };
    if !notes.is_empty() {
        return Outcome::Doubtful;
    }
    let id = entry.id.to_string();
    let gone = entry.removed.as_ref().filter(|removal| removal.on <= request.context.as_of);
    // A row that says so itself is no other enterprise that comes in its place.
    let says_so = |on: &str| draw.removed_on.as_deref() == Some(on);
    if let Some(removal) = gone.filter(|removal| !says_so(&removal.on.to_string())) {
        let on = removal.on;
        notes.push(Note::of(
            draw.about_at,
            Text::made(
                format!("{id} 已于 {on} 移出清单；重新列入请先在记录中处理 removed，表是此前的，用 --as-of 说明是哪天"),
                format!(
                    "{id} left the list on {on}; to list it again, deal with `removed` in its record first; if the form is of an earlier day, say it with --as-of"
                ),
            ),
        ));
        return Outcome::Doubtful;
    }
    let fields = std::mem::take(&mut draw.changes);
    if fields.is_empty() {
        return Outcome::Same(Kind::Enterprise, id);
    }
    Outcome::Changed(Box::new(Changed { kind: Kind::Enterprise, id, origin: entry.origin, fields }))
}

/// A row that is no enterprise of the records: new, unless one is like it.
fn new<'r>(
    request: Request<'_, 'r>,
    draw: &mut Draw<'r>,
    unit: UnitIndex,
    state: &mut State<'r>,
    notes: &mut Vec<Note>,
) -> Outcome {
    let key = (unit, std::mem::take(&mut draw.key));
    let earlier = state.names.get(&key);
    let uscc = draw.uscc.take();
    let earlier = earlier.or_else(|| uscc.as_ref().and_then(|uscc| state.usccs.get(uscc)));
    if let Some(earlier) = earlier {
        notes.push(twice(draw, *earlier, &state.sheets));
        return Outcome::Refused;
    }
    let known = |entry: &Entry<Enterprise>| state.rows.contains_key(entry.id.as_str());
    let like = state.register.like(unit, &draw.about, known);
    let other = |entry: &Entry<Enterprise>| matches!((&entry.uscc, &uscc), (Some(one), Some(other)) if words::name(one).to_uppercase() != *other);
    if let Some(entry) = like.filter(|entry| !other(entry) && !request.given.new.contains(&draw.name)) {
        let (known, id, row) = (quote(&entry.name), entry.id.as_str(), state.sheets.answer(draw.name));
        notes.push(Note::of(draw.about_at, Text::made(
            format!("与已有企业 {known}（{id}）名称相近：是同一家，加 --same {row}={id}；确是另一家，加 --new {row}"),
            format!("its name is like that of {known} ({id}): if it is the same, add --same {row}={id}; if it is another, --new {row}"),
        )));
        return Outcome::Doubtful;
    }
    if !notes.is_empty() {
        return Outcome::Doubtful;
    }
    let id = match draw.id.take() {
        Some(id) if state.ids.take(&id) => id,
        Some(id) => {
            let id = quote(&id);
            notes.push(Note::of(
                draw.id_at,
                Text::made(format!("编号 {id} 已被占用"), format!("the id {id} is taken")),
            ));
            return Outcome::Refused;
        }
        None => String::new(),
    };
    match std::mem::replace(&mut draw.record, Err(Vec::new())) {
        Err(missing) => {
            notes.extend(missing);
            Outcome::Doubtful
        }
        Ok(mut draft) => {
            let id = if id.is_empty() { state.ids.next(unit) } else { id };
            draft.set("id", id.as_str());
            state.names.insert(key, draw.name);
            state.usccs.extend(uscc.map(|uscc| (uscc, draw.name)));
            let cells = std::mem::take(&mut draw.cells);
            Outcome::New(Box::new(New { kind: Kind::Enterprise, id, unit, draft, cells }))
        }
    }
}
