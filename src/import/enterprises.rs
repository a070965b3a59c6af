//! 附件 2, 企业清单: a row an enterprise.

use super::fields::Reading;
use super::ids::{Ids, of_kind};
use super::proposal::{Changed, New, Note, Outcome, Row, RowName, Sheets};
use super::register::Register;
use super::table::{self, Column, Table};
use super::units::unit_of;
use super::{Request, words};
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::draft::Draft;
use crate::record::{Enterprise, Entry, Kind};
use crate::text::quote;
use hashbrown::HashMap;

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
struct Draw<'g, 'r> {
    name: RowName,
    reading: Reading,
    about: String,
    about_at: Option<super::grid::At>,
    unit: Result<UnitIndex, Note>,
    found: Found<'r>,
    row: table::Row<'g>,
}

/// Which enterprise a row is.
enum Found<'r> {
    One(&'r Entry<Enterprise>),
    None,
    Doubt(Note),
    Refused(Note),
}

/// What would become of the rows of a table.
pub(super) fn propose<'r>(
    request: Request<'_, 'r>,
    sheet: usize,
    table: &Table<'_>,
    state: &mut State<'r>,
) -> Vec<Row> {
    let mut draws: Vec<Draw<'_, 'r>> =
        table.rows.iter().map(|row| draw(request, sheet, row, state)).collect();
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

fn draw<'g, 'r>(
    request: Request<'_, 'r>,
    sheet: usize,
    row: &table::Row<'g>,
    state: &State<'r>,
) -> Draw<'g, 'r> {
    let name = RowName { sheet, row: row.row + 1 };
    let reading = Reading::of(row, &COLUMNS, Kind::Enterprise, request.context.catalog);
    let about = reading.text("name").unwrap_or_default().to_owned();
    let about_at = row.cell(3).map(|cell| cell.at);
    let unit = unit_of(request, row.cell(2));
    let found = match &unit {
        Ok(unit) => find(request, name, *unit, &reading, state),
        Err(_) => Found::None,
    };
    Draw { name, reading, about, about_at, unit, found, row: row.clone() }
}

/// Which enterprise a row is: as answered, by id, by code, by name.
fn find<'r>(
    request: Request<'_, 'r>,
    name: RowName,
    unit: UnitIndex,
    reading: &Reading,
    state: &State<'r>,
) -> Found<'r> {
    let context = request.context;
    if let Some(id) = request.given.same.get(&name) {
        return of_id(context, id, unit);
    }
    let said = reading.text("name").unwrap_or_default();
    let by_name: Vec<_> =
        state.register.of_name(said).iter().copied().filter(|entry| entry.unit() == unit).collect();
    if let Some(id) = reading.text("id")
        && (context.enterprise(id).is_some() || context.is_stub(Kind::Enterprise, id))
    {
        return match of_id(context, id, unit) {
            Found::One(entry) if !is_it(entry, reading) => {
                Found::Doubt(other_name(entry, name, &state.sheets))
            }
            found => found,
        };
    }
    let uscc = reading.text("uscc");
    let by_uscc: Vec<_> = uscc.map(|uscc| state.register.of_uscc(uscc).to_vec()).unwrap_or_default();
    let listed = |entries: &[&'r Entry<Enterprise>]| {
        let mut still = entries.iter().copied().filter(|entry| entry.removed.is_none());
        still.next().or_else(|| entries.first().copied())
    };
    match (listed(&by_uscc), listed(&by_name)) {
        (Some(one), _) if one.unit() != unit => {
            let (whose, id) = (&context.plan.unit(one.unit()).name, one.id.as_str());
            Found::Refused(Note::of(
                None,
                Text::made(
                    format!("这个统一社会信用代码已在 {whose} 的清单中（{id}）"),
                    format!("this code is in the list of {whose} already ({id})"),
                ),
            ))
        }
        (Some(one), Some(other)) if one.id != other.id => {
            let (one, other) = (one.id.as_str(), other.id.as_str());
            Found::Doubt(Note::of(
                None,
                Text::made(
                    format!("按统一社会信用代码是 {one}，按名称是 {other}：请更正其一"),
                    format!("by its code it is {one}, by its name {other}: put one of them right"),
                ),
            ))
        }
        (Some(one), _) => Found::One(one),
        (None, Some(one)) => match (&one.uscc, uscc) {
            (Some(known), Some(said)) => {
                let (known, said, id) = (quote(known), quote(said), one.id.as_str());
                Found::Doubt(Note::of(
                    None,
                    Text::made(
                        format!(
                            "与 {id} 同名，但统一社会信用代码不同：记录中是 {known}，表中是 {said}；是同一家请更正代码，不是同一家请写全名称"
                        ),
                        format!(
                            "{id} has the same name and another code: {known} there, {said} here; put the code right, or write the full name if it is another enterprise"
                        ),
                    ),
                ))
            }
            _ => Found::One(one),
        },
        (None, None) => Found::None,
    }
}

/// Whether a row with the id of an enterprise has its name or its code: a column 编号 may be the workbook's
/// own numbering.
fn is_it(entry: &Entry<Enterprise>, reading: &Reading) -> bool {
    let is = |known: &str, said: &str| words::name(known).to_uppercase() == words::name(said).to_uppercase();
    let named = reading.text("name").is_none_or(|said| is(&entry.name, said));
    named || matches!((&entry.uscc, reading.text("uscc")), (Some(known), Some(said)) if is(known, said))
}

fn other_name(entry: &Entry<Enterprise>, name: RowName, sheets: &Sheets) -> Note {
    let (known, id, row) = (quote(&entry.name), entry.id.as_str(), sheets.answer(name));
    Note::of(
        None,
        Text::made(
            format!(
                "编号 {id} 是 {known}，名称和代码都对不上：确是同一家，加 --same {row}={id}；不是，请更正编号"
            ),
            format!(
                "the id {id} is that of {known}, and neither name nor code agree: if it is the same, add --same {row}={id}; else put the id right"
            ),
        ),
    )
}

fn of_id<'r>(context: &crate::check::Context<'r>, id: &str, unit: UnitIndex) -> Found<'r> {
    let shown = quote(id);
    match context.enterprise(id) {
        Some(entry) if entry.unit() == unit => Found::One(entry),
        Some(entry) => {
            let whose = &context.plan.unit(entry.unit()).name;
            Found::Refused(Note::of(
                None,
                Text::made(
                    format!("{shown} 是 {whose} 的企业"),
                    format!("{shown} is an enterprise of {whose}"),
                ),
            ))
        }
        None => Found::Refused(Note::of(
            None,
            Text::made(
                format!("没有编号为 {shown} 的企业，或其记录无法读取"),
                format!("there is no enterprise {shown}, or its record cannot be read"),
            ),
        )),
    }
}

fn twice(draw: &Draw<'_, '_>, earlier: RowName, sheets: &Sheets) -> Note {
    let earlier = sheets.told(earlier);
    Note::of(
        draw.about_at,
        Text::made(
            format!("与{}是同一家企业", earlier.zh),
            format!("this is the enterprise of {} once more", earlier.en),
        ),
    )
}

fn settle<'r>(request: Request<'_, 'r>, draw: Draw<'_, 'r>, state: &mut State<'r>) -> Row {
    let mut notes = Vec::new();
    let outcome = decide(request, &draw, state, &mut notes);
    Row { name: draw.name, about: draw.about, outcome, notes }
}

fn decide<'r>(
    request: Request<'_, 'r>,
    draw: &Draw<'_, 'r>,
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
    notes.extend(draw.reading.doubts.iter().cloned());
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
    let says_so = |on: &str| draw.reading.text("removed.on") == Some(on);
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
    let fields = draw.reading.changes(&Draft::from(entry));
    // A name typed in another width is the same name.
    let renamed = |path: &str| path != "name" || words::name(&draw.about) != words::name(&entry.name);
    let fields: Vec<_> = fields.into_iter().filter(|field| renamed(field.path)).collect();
    if fields.is_empty() {
        return Outcome::Same(Kind::Enterprise, id);
    }
    Outcome::Changed(Box::new(Changed { kind: Kind::Enterprise, id, origin: entry.origin, fields }))
}

/// A row that is no enterprise of the records: new, unless one is like it.
fn new<'r>(
    request: Request<'_, 'r>,
    draw: &Draw<'_, 'r>,
    unit: UnitIndex,
    state: &mut State<'r>,
    notes: &mut Vec<Note>,
) -> Outcome {
    let name = words::name(&draw.about);
    let earlier = state.names.get(&(unit, name.clone()));
    let uscc = draw.reading.text("uscc").map(|uscc| words::name(uscc).to_uppercase());
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
    let id = match draw.reading.text("id") {
        Some(id) if state.ids.take(id) => id.to_owned(),
        Some(id) => {
            let id = quote(id);
            notes.push(Note::of(
                draw.row.cell(11).map(|cell| cell.at),
                Text::made(format!("编号 {id} 已被占用"), format!("the id {id} is taken")),
            ));
            return Outcome::Refused;
        }
        None => String::new(),
    };
    match draw.reading.record(Kind::Enterprise, &[("id", "-")], request.given) {
        Err(missing) => {
            notes.extend(missing);
            Outcome::Doubtful
        }
        Ok(mut draft) => {
            let id = if id.is_empty() { state.ids.next(unit) } else { id };
            draft.set("id", id.as_str());
            state.names.insert((unit, name), draw.name);
            state.usccs.extend(uscc.map(|uscc| (uscc, draw.name)));
            let cells = draw.reading.cells();
            Outcome::New(Box::new(New { kind: Kind::Enterprise, id, unit, draft, cells }))
        }
    }
}
