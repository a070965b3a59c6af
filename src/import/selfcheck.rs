//! 附件 1, 自检自查工作情况表: a sheet an enterprise, a row an item.

use super::fields::Reading;
use super::grid::{self, At, Cell};
use super::proposal::{Changed, Field, New, Note, Outcome, Row, RowName};
use super::table::{self, Column, Ignored, Table};
use super::{Request, value, words};
use crate::check::Context;
use crate::lang::Text;
use crate::record::draft::{Draft, Value};
use crate::record::term::{Status, Word};
use crate::record::{Enterprise, Entry, Kind};
use crate::text::quote;

/// The columns of the form.
pub const COLUMNS: [Column; 4] = [
    Column::may("category", &["类别"]),
    Column::need("item", &["自检自查工作内容", "工作内容", "自查内容"]),
    Column::may("wanted", &["落实要求或佐证材料", "佐证材料"]),
    Column::need("status", &["落实情况"]),
];

const SUBMITTED: &str = "报送日期";
const CHECKS: &str = "主要负责人带队检查日期";

/// What would become of a sheet, and which of the cells that are no rows have been read after all.
pub(super) fn propose(request: Request<'_, '_>, sheet: usize, table: &Table<'_>) -> (Row, Vec<At>) {
    let first = table.above().next().map_or(table.head.0, |cell| cell.at.row);
    let name = RowName { sheet, row: first + 1 };
    let mut notes = Vec::new();
    let mut read = Vec::new();
    let found = enterprise(request, table, &mut read);
    let about = match &found {
        Ok(entry) => entry.name.clone(),
        Err(_) => table.grid.name.clone(),
    };
    let outcome = match found {
        Ok(entry) => decide(request, table, entry, &mut notes, &mut read),
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
    notes: &mut Vec<Note>,
    read: &mut Vec<At>,
) -> Outcome {
    let mut reading = Reading::default();
    let mut items = Draft::new();
    let mut item_cells = Vec::new();
    for row in &table.rows {
        match answer(request.context, row) {
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
    below(request.context, table, &mut reading, notes, read);
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
    let existing =
        request.context.records.selfchecks.iter().find(|selfcheck| selfcheck.enterprise == entry.id);
    if let Some(existing) = existing {
        let draft = Draft::from(existing);
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
    read: &mut Vec<At>,
) -> Result<&'r Entry<Enterprise>, Note> {
    let context = request.context;
    let within = |entry: &&Entry<Enterprise>| context.plan.is_within(entry.unit(), request.unit);
    let by = |said: &str| {
        let name = words::name(said);
        let is = |entry: &&Entry<Enterprise>| {
            entry.id.as_str() == said
                || entry.uscc.as_deref() == Some(said)
                || words::name(&entry.name) == name
        };
        let mut found: Vec<_> = context.records.enterprises.iter().filter(within).filter(is).collect();
        if found.len() > 1 {
            found.retain(|entry| entry.removed.is_none());
        }
        found
    };
    let (form, kind) = words::heading(&context.catalog.selfcheck.title).split_once("企业").map_or_else(
        || (String::new(), String::new()),
        |(before, behind)| (before.to_owned(), behind.to_owned()),
    );
    let _ = form;
    let title = table.above().find_map(|cell| {
        let text = title_of(cell)?;
        let plain = words::name(text);
        plain
            .find(&kind)
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

/// The number of an item and its answer; nothing where it is not answered.
fn answer(context: &Context<'_>, row: &table::Row<'_>) -> Result<Option<(usize, At, Draft)>, Note> {
    let Some(item) = row.cell(1) else {
        let at = row.cell(3).map(|cell| cell.at);
        return match at {
            None => Ok(None),
            at => Err(Note::of(at, Text::fixed("这一行没有自检自查工作内容", "the row has no item"))),
        };
    };
    let said = value::text(&item.value).map_err(|doubt| Note::of(Some(item.at), doubt))?;
    let items = &context.catalog.selfcheck.items;
    let digits: String =
        crate::text::narrow(&said).trim_start().chars().take_while(char::is_ascii_digit).collect();
    let plain = words::heading(&said);
    let by_wording =
        items.iter().position(|item| plain.ends_with(&words::heading(&item.content))).map(|at| at + 1);
    let numbered = digits.parse::<usize>().ok().filter(|number| (1..=items.len()).contains(number));
    let number = match (by_wording, numbered) {
        (Some(one), Some(other)) if one != other => None,
        (one, other) => one.or(other),
    };
    let Some(number) = number else {
        let (count, said) = (items.len(), quote(&said));
        return Err(Note::of(
            Some(item.at),
            Text::made(
                format!("{said} 不是附件1 的第 1 至 {count} 项"),
                format!("{said} is none of the items 1 to {count}"),
            ),
        ));
    };
    let Some(cell) = row.cell(3) else { return Ok(None) };
    let told = value::text(&cell.value).map_err(|doubt| Note::of(Some(cell.at), doubt))?;
    if told.is_empty() {
        return Ok(None);
    }
    let (status, evidence) = status(&told).map_err(|doubt| Note::of(Some(cell.at), doubt))?;
    let mut answer = Draft::new();
    answer.set("status", status.word());
    if !evidence.is_empty() {
        answer.set("evidence", evidence);
    }
    Ok(Some((number, cell.at, answer)))
}

/// The status, and behind a line break or a sign the evidence.
fn status(told: &str) -> Result<(Status, String), Text> {
    let told = told.trim();
    // The longest word first: 部分落实 is no 落实.
    let mut known: Vec<(&str, Status)> = Status::ALL.iter().map(|status| (status.word(), *status)).collect();
    known.extend([
        ("√", Status::Done),
        ("×", Status::NotDone),
        ("不涉及", Status::NotApplicable),
        ("无此项", Status::NotApplicable),
    ]);
    known.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let found = known.iter().find_map(|(word, status)| Some((*status, told.strip_prefix(word)?)));
    match found {
        Some((status, "")) => Ok((status, String::new())),
        Some((status, rest))
            if rest
                .starts_with(['\n', '：', ':', '；', ';', '，', ',', '。', ' ', '（', '(', '\u{3000}']) =>
        {
            // The first line break parts; what stands behind it is the evidence as it was.
            let evidence = rest.strip_prefix('\n').unwrap_or_else(|| {
                rest.trim_start_matches(['：', ':', '；', ';', '，', ',', '。', ' ', '\u{3000}'])
            });
            Ok((status, words::kept(evidence)))
        }
        _ => {
            let words = Status::words().collect::<Vec<_>>().join("、");
            let told = quote(told);
            Err(Text::made(
                format!("落实情况 {told} 应以 {words} 之一开头"),
                format!("{told} should begin with one of {words}"),
            ))
        }
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
            let right = table
                .grid
                .cells
                .iter()
                .find(|other| other.at.row == cell.at.row && other.at.column > cell.at.column);
            if own.is_empty() {
                right.map(|right| (right.at, right.value.clone()))
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
    for part in ignored {
        let inside = |at: &At| {
            (part.first.row..=part.last.row).contains(&at.row)
                && (part.first.column..=part.last.column).contains(&at.column)
        };
        if !read.iter().any(inside) {
            left.push(part.clone());
            continue;
        }
        let cells = grid.cells.iter().filter(|cell| inside(&cell.at) && !read.contains(&cell.at));
        left.extend(cells.map(|cell| Ignored {
            first: cell.at,
            last: cell.at,
            cells: 1,
            what: part.what.clone(),
        }));
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_and_its_evidence() {
        let of = |told: &str| status(told).map(|(status, evidence)| (status.word(), evidence)).ok();
        assert_eq!(of("已落实"), Some(("已落实", String::new())));
        assert_eq!(of("部分落实\n会议记录\n照片"), Some(("部分落实", "会议记录\n照片".to_owned())));
        assert_eq!(of("已落实：会议记录"), Some(("已落实", "会议记录".to_owned())));
        assert_eq!(of("√"), Some(("已落实", String::new())));
        for told in ["落实中", "已落实情况良好", "好"] {
            assert_eq!(of(told), None, "{told}");
        }
    }
}
