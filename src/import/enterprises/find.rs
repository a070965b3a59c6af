//! Which enterprise of the records a row of 附件 2 is.

use super::super::fields::Reading;
use super::super::proposal::{Note, RowName, Sheets};
use super::super::{Request, words};
use super::State;
use crate::lang::Text;
use crate::plan::UnitIndex;
use crate::record::{Enterprise, Entry, Kind};
use crate::text::quote;

/// Which enterprise a row is.
pub(super) enum Found<'r> {
    One(&'r Entry<Enterprise>),
    None,
    Doubt(Note),
    Refused(Note),
}

/// Which enterprise a row is: as answered, by id, by code, by name.
pub(super) fn find<'r>(
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
