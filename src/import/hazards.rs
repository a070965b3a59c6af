//! 附件 3-2, 重大事故隐患清单: a row a hazard. The form says whether, a record says when: the days come from
//! further columns or from what is said for all rows.

mod clause;
mod like;
mod penalty;
mod state;
mod whose;

use super::Request;
use super::fields::Reading;
use super::ids::{Ids, of_kind};
use super::proposal::{Changed, New, Note, Outcome, Row, RowName, Sheets};
use super::register::Register;
use super::table::{self, Column, Table};
use super::value;
use super::words;
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::draft::Draft;
use crate::record::{Enterprise, Entry, Hazard, Kind};
use crate::text::quote;
use hashbrown::HashMap;
use state::Flags;

/// The columns of the form, and others that say what a record needs.
pub const COLUMNS: [Column; 31] = [
    Column::may("no", &["序号", "no"]),
    Column::may("city", &["州市", "市州", "市", "地市", "所属州市"]),
    Column::may("county", &["县区", "县市区", "区县", "县", "所属县区", "所属区县", "所属县市区"]),
    Column::need("enterprise.name", &["企业名称", "单位名称", "公司名称", "企业全称"]),
    Column::need(
        "description",
        &["重大事故隐患", "重大事故隐患内容", "隐患内容", "隐患描述", "隐患情况", "重大隐患"],
    ),
    Column::may("supervised", &["是否挂牌督办", "挂牌督办"]),
    Column::may("rectified", &["是否整改", "是否完成整改", "整改情况"]),
    Column::may("penalized", &["是否处罚"]),
    Column::may("penalty_principal", &["处罚情况主要负责人", "主要负责人处罚情况"]),
    Column::may("penalty_enterprise", &["处罚情况企业", "企业处罚情况"]),
    Column::may("id", &["隐患编号", "编号", "id"]),
    Column::may("enterprise.uscc", &["统一社会信用代码", "社会信用代码", "信用代码", "uscc"]),
    Column::may("clause", &["判定标准条款", "条款", "判定条款", "判定依据", "判定标准", "对应条款"]),
    Column::may("source", &["隐患来源", "来源", "发现方式"]),
    Column::may("found_on", &["发现日期", "发现时间", "检查日期", "排查日期", "排查时间"]),
    Column::may("inspection", &["检查编号"]),
    Column::may("reported_on", &["报告日期", "上报日期", "报告时间"]),
    Column::may("rectification.responsible", &["责任人", "整改责任人"]),
    Column::may("rectification.measures", &["措施", "整改措施"]),
    Column::may("rectification.funds", &["资金", "资金万元", "整改资金", "整改资金万元"]),
    Column::may("rectification.due_on", &["期限", "整改期限", "整改时限"]),
    Column::may("rectification.contingency", &["应急预案", "预案"]),
    Column::may("rectification.completed_on", &["整改完成日期", "完成日期", "整改完成时间", "完成整改日期"]),
    Column::may("rectification.verified_on", &["验收日期", "复查日期", "验收时间"]),
    Column::may("rectification.verified_by", &["验收人", "复查人"]),
    Column::may("supervision.level", &["督办级别", "挂牌级别"]),
    Column::may("supervision.listed_on", &["挂牌日期", "督办日期", "挂牌督办日期"]),
    Column::may("supervision.released_on", &["摘牌日期", "解除日期"]),
    Column::may("decided_on", &["处罚决定日期", "处罚日期"]),
    Column::may("principal.name", &["受处罚人", "受处罚人姓名"]),
    Column::may("note", &["备注", "说明"]),
];

/// The place of a column in the form.
fn column(name: &str) -> usize {
    COLUMNS.iter().position(|column| column.name == name).unwrap_or(usize::MAX)
}

/// What goes on from sheet to sheet.
pub(super) struct State<'r> {
    register: Register<'r>,
    sheets: Sheets,
    ids: Ids<'r>,
    penalty_ids: Ids<'r>,
    /// The hazards by enterprise, each with its wording as it is compared.
    hazards: HashMap<&'r str, Vec<(String, &'r Entry<Hazard>)>>,
    /// Which hazard is which row by now.
    taken: HashMap<&'r str, RowName>,
    /// Which new hazard is which row, by enterprise and description.
    fresh: HashMap<(String, String), RowName>,
}

impl<'r> State<'r> {
    pub(super) fn new(request: Request<'_, 'r>, sheets: Sheets) -> Self {
        let (records, plan) = (request.context.records, request.context.plan);
        let mut hazards: HashMap<&str, Vec<_>> = HashMap::new();
        for hazard in &records.hazards {
            hazards
                .entry(hazard.enterprise.as_str())
                .or_default()
                .push((words::name(&hazard.description), hazard));
        }
        Self {
            register: Register::new(request.context),
            sheets,
            ids: Ids::new(plan, of_kind(records, Kind::Hazard)),
            penalty_ids: Ids::new(plan, of_kind(records, Kind::Penalty)),
            hazards,
            taken: HashMap::new(),
            fresh: HashMap::new(),
        }
    }
}

/// What would become of the rows of a table.
pub(super) fn propose<'r>(
    request: Request<'_, 'r>,
    sheet: usize,
    table: &Table<'_>,
    state: &mut State<'r>,
) -> Vec<Row> {
    table
        .rows
        .iter()
        .flat_map(|row| judge(request, RowName { sheet, row: row.row + 1 }, row, state))
        .collect()
}

fn judge<'r>(
    request: Request<'_, 'r>,
    name: RowName,
    row: &table::Row<'_>,
    state: &mut State<'r>,
) -> Vec<Row> {
    let about = row
        .cell(column("enterprise.name"))
        .and_then(|cell| value::text(&cell.value).ok())
        .unwrap_or_default();
    let mut notes = Vec::new();
    let mut case = None;
    let outcome = decide(request, name, row, state, &mut notes, &mut case);
    let penalty = case.map(|case: New| {
        let notes = Vec::new();
        Row { name, about: about.clone(), outcome: Outcome::New(Box::new(case)), notes }
    });
    std::iter::once(Row { name, about, outcome, notes }).chain(penalty).collect()
}

fn decide<'r>(
    request: Request<'_, 'r>,
    name: RowName,
    row: &table::Row<'_>,
    state: &mut State<'r>,
    notes: &mut Vec<Note>,
    case: &mut Option<New>,
) -> Outcome {
    let context = request.context;
    let mut reading = Reading::of(row, &COLUMNS, Kind::Hazard, context.catalog);
    notes.append(&mut reading.doubts);
    let flags = Flags::of(row, notes);
    let enterprise = match whose::enterprise(request, row, &state.register) {
        Ok(enterprise) => enterprise,
        Err((outcome, note)) => {
            notes.push(note);
            return outcome;
        }
    };
    let Some(description) = reading.text("description").map(words::name) else {
        let said = Text::fixed("这一行没有写重大事故隐患", "the row does not say what the hazard is");
        notes.push(Note::of(row.cell(column("description")).map(|cell| cell.at), said));
        return Outcome::Refused;
    };
    if !notes.is_empty() {
        return Outcome::Doubtful;
    }
    let found = match find(request, name, &reading, enterprise, &description, &flags, state) {
        Ok(found) => found,
        Err((outcome, note)) => {
            notes.push(note);
            return outcome;
        }
    };
    match found {
        Some(hazard) => {
            state.taken.insert(hazard.id.as_str(), name);
            let mut fields = reading.changes(&Draft::from(hazard));
            // A wording typed in another width is the same wording.
            let reworded = words::name(&hazard.description) != description;
            fields.retain(|field| field.path != "description" || reworded);
            notes.extend(flags.against(request, hazard, &mut fields));
            match penalty::against(request, row, hazard, &flags, state) {
                Ok(new) => *case = new,
                Err(note) => notes.push(note),
            }
            if !notes.is_empty() {
                *case = None;
            }
            let id = hazard.id.to_string();
            match (notes.is_empty(), fields.is_empty()) {
                (false, _) => Outcome::Doubtful,
                (true, true) => Outcome::Same(Kind::Hazard, id),
                (true, false) => Outcome::Changed(Box::new(Changed {
                    kind: Kind::Hazard,
                    id,
                    origin: hazard.origin,
                    fields,
                })),
            }
        }
        None => new(request, name, row, reading, (enterprise, description, &flags), state, notes, case),
    }
}

/// The hazard of the records that a row is: as answered, by id, or by enterprise and wording.
fn find<'r>(
    request: Request<'_, 'r>,
    name: RowName,
    reading: &Reading,
    enterprise: &Entry<Enterprise>,
    description: &str,
    flags: &Flags,
    state: &State<'r>,
) -> Result<Option<&'r Entry<Hazard>>, (Outcome, Note)> {
    let (context, given) = (request.context, request.given);
    let doubt = |note| (Outcome::Doubtful, note);
    let answered = given.same.get(&name).map(String::as_str);
    if let Some(id) = answered.or_else(|| reading.text("id").filter(|id| context.hazard(id).is_some())) {
        if let Some(earlier) = state.taken.get(id) {
            return Err((Outcome::Refused, twice(&state.sheets, *earlier)));
        }
        let shown = quote(id);
        let hazard = context.hazard(id).filter(|hazard| hazard.enterprise == enterprise.id);
        return hazard.map(Some).ok_or_else(|| {
            doubt(Note::of(
                None,
                Text::made(
                    format!("{shown} 不是这家企业的隐患"),
                    format!("{shown} is no hazard of this enterprise"),
                ),
            ))
        });
    }
    let within = |(_, hazard): &&(String, &'r Entry<Hazard>)| {
        context.plan.is_within(hazard.unit(), request.unit) || hazard.unit() == enterprise.unit()
    };
    let all = state.hazards.get(enterprise.id.as_str()).map_or(&[][..], Vec::as_slice);
    let day = reading.text("found_on");
    let is_day = |hazard: &Entry<Hazard>| day.is_none_or(|day| hazard.found_on.to_string() == day);
    let worded =
        || all.iter().filter(within).filter(|(wording, hazard)| wording == description && is_day(hazard));
    let (mut same, mut taken) = (Vec::new(), None);
    for (_, hazard) in worded() {
        match state.taken.get(hazard.id.as_str()) {
            None => same.push(*hazard),
            Some(earlier) => taken = Some(*earlier),
        }
    }
    same.sort_by(|a, b| (a.found_on, &a.id).cmp(&(b.found_on, &b.id)));
    match same.as_slice() {
        [] => {}
        [one] => return Ok(Some(one)),
        // Of several the first that is just as the row says.
        several => {
            let alike = several.iter().find(|hazard| {
                flags.are_those_of(request, hazard) && reading.changes(&Draft::from(**hazard)).is_empty()
            });
            let ids: Vec<&str> = several.iter().map(|hazard| hazard.id.as_str()).collect();
            let answer = state.sheets.answer(name);
            return alike.copied().map(Some).ok_or_else(|| doubt(ambiguous(&ids, &answer)));
        }
    }
    if given.new.contains(&name) {
        return Ok(None);
    }
    // The same wording once more is the same hazard, unless it was found on another day.
    if let Some(earlier) = taken {
        return Err((Outcome::Refused, twice(&state.sheets, earlier)));
    }
    let like = |(wording, hazard): &&(String, &'r Entry<Hazard>)| {
        !state.taken.contains_key(hazard.id.as_str()) && is_day(hazard) && like::is_like(wording, description)
    };
    match all.iter().filter(within).find(like) {
        Some((_, hazard)) => Err(doubt(alike(hazard, &state.sheets.answer(name)))),
        None => Ok(None),
    }
}

fn twice(sheets: &Sheets, earlier: RowName) -> Note {
    let earlier = sheets.told(earlier);
    Note::of(
        None,
        Text::made(
            format!("与{}是同一条隐患", earlier.zh),
            format!("this is the hazard of {} once more", earlier.en),
        ),
    )
}

fn ambiguous(ids: &[&str], row: &str) -> Note {
    let ids = ids.join("、");
    Note::of(
        None,
        Text::made(
            format!("这家企业有几条同样的隐患（{ids}）：请补上发现日期，或加 --same {row}=编号"),
            format!(
                "the enterprise has several such hazards ({ids}): add the day on which it was found, or --same {row}=ID"
            ),
        ),
    )
}

fn alike(hazard: &Entry<Hazard>, row: &str) -> Note {
    let (id, said) = (hazard.id.as_str(), quote(&hazard.description));
    Note::of(
        None,
        Text::made(
            format!(
                "与已有隐患 {id} {said} 相近：是同一条，加 --same {row}={id}；确是另一条，加 --new {row}"
            ),
            format!(
                "it is like hazard {id} {said}: if it is the same, add --same {row}={id}; if it is another, --new {row}"
            ),
        ),
    )
}

/// A row that is no hazard of the records.
#[expect(clippy::too_many_arguments, reason = "a row and everything that decides on it")]
fn new<'r>(
    request: Request<'_, 'r>,
    name: RowName,
    row: &table::Row<'_>,
    mut reading: Reading,
    (enterprise, description, flags): (&Entry<Enterprise>, String, &Flags),
    state: &mut State<'r>,
    notes: &mut Vec<Note>,
    case: &mut Option<New>,
) -> Outcome {
    let of_row = (
        enterprise.id.to_string(),
        format!("{description}\n{}", reading.text("found_on").unwrap_or_default()),
    );
    // Who gives it an id of its own means another one.
    let has_own = reading.text("id").is_some();
    if let Some(earlier) = state.fresh.get(&of_row).filter(|_| !has_own) {
        notes.push(twice(&state.sheets, *earlier));
        return Outcome::Refused;
    }
    reading.values.retain(|(path, ..)| *path != "id" || row.cell(column("id")).is_some());
    let clause =
        reading.text("clause").is_none().then(|| clause::of(request, &reading, enterprise)).transpose();
    let clause = clause.unwrap_or_else(|doubt| {
        if !request.given.defaults.contains_key("clause") {
            notes.push(Note::of(row.cell(column("description")).map(|cell| cell.at), doubt));
        }
        None
    });
    let id = reading.text("id").map(str::to_owned);
    let mut fixed = vec![("id", "-"), ("enterprise", enterprise.id.as_str())];
    fixed.extend(clause.as_deref().map(|clause| ("clause", clause)));
    let (given, wanted) = (request.given, flags.of_new(&reading, request.given));
    notes.extend(wanted.notes);
    let mut draft = match reading.record(Kind::Hazard, &fixed, &wanted.given) {
        Ok(draft) => draft,
        Err(missing) => {
            let known =
                |note: &Note| clause.is_none() && note.text.zh.contains("判定标准条款") && !notes.is_empty();
            let missing: Vec<_> = missing.into_iter().filter(|note| !known(note)).collect();
            notes.extend(missing);
            return Outcome::Doubtful;
        }
    };
    if !notes.is_empty() {
        return Outcome::Doubtful;
    }
    let unit = unit_of(request, enterprise);
    let day = draft.text("found_on").and_then(crate::record::date::parse);
    let id = match id {
        Some(id) if state.ids.take(&id) => id,
        Some(id) => {
            let id = quote(&id);
            notes.push(Note::of(
                row.cell(column("id")).map(|cell| cell.at),
                Text::made(format!("编号 {id} 已被占用"), format!("the id {id} is taken")),
            ));
            return Outcome::Refused;
        }
        None => state.ids.of_day(unit, day.unwrap_or(request.context.as_of)),
    };
    draft.set("id", id.as_str());
    match penalty::of_new(row, flags, given, (&id, enterprise.id.as_str(), unit), state) {
        Ok(new) => *case = new,
        Err(note) => {
            notes.push(note);
            return Outcome::Doubtful;
        }
    }
    state.fresh.insert(of_row, name);
    Outcome::New(Box::new(New { kind: Kind::Hazard, id, unit, draft, cells: reading.cells() }))
}

/// In whose folder a new hazard stands: that of the unit whose workbook it is, else of the enterprise's.
fn unit_of(request: Request<'_, '_>, enterprise: &Entry<Enterprise>) -> UnitIndex {
    match request.context.plan.unit(request.unit).level.holds_records() {
        true => request.unit,
        false => enterprise.unit(),
    }
}
