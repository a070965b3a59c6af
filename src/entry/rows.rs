//! The rows of a workbook: the records of a unit as cells, each value as `import` reads it back.

use super::{Cell, Column, Form, columns};
use crate::check::Context;
use crate::figure::yes_no;
use crate::form::content::HazardRow;
use crate::import::value::printed;
use crate::plan::UnitIndex;
use crate::record::draft::Value;
use crate::record::{Amount, Draft, Enterprise, Entry, Hazard, date};
use crate::schema::field::{Field, Shape};
use crate::write::xlsx::shortened;
use chrono::{Datelike, NaiveDate};

/// The most significant digits that every spreadsheet program keeps.
const DIGITS: usize = 15;

/// The rows of a unit and all units below it; counts the values that no cell can hold.
pub(super) fn of(
    context: &Context<'_>,
    form: Form,
    unit: UnitIndex,
    columns: &[Column],
    too_long: &mut usize,
) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = match form {
        Form::Enterprises => {
            let entries = enterprises(context, unit);
            let numbered = (1..).zip(entries);
            numbered
                .map(|(no, entry)| {
                    columns.iter().map(|column| enterprise(context, no, entry, column)).collect()
                })
                .collect()
        }
        Form::Hazards => {
            let row = |entry: &Entry<Hazard>| {
                let (draft, shown) = (Draft::from(entry), HazardRow::new(context, entry, context.as_of));
                columns.iter().map(|column| hazard(context, entry, &draft, &shown, column)).collect()
            };
            hazards(context, unit).into_iter().map(row).collect()
        }
    };
    for cell in rows.iter_mut().flatten() {
        if matches!(cell, Cell::Text(text) if shortened(text.as_str().into()).1) {
            *cell = Cell::Nothing;
            *too_long += 1;
        }
    }
    rows
}

/// The enterprises that have not left the list by the context's day, in the order of 附件2.
fn enterprises<'r>(context: &Context<'r>, unit: UnitIndex) -> Vec<&'r Entry<Enterprise>> {
    let still = |entry: &&Entry<Enterprise>| {
        entry.removed.as_ref().is_none_or(|removal| removal.on > context.as_of)
            && context.plan.is_within(entry.unit(), unit)
    };
    let mut entries: Vec<_> = context.records.enterprises.iter().filter(still).collect();
    entries.sort_by(|a, b| (a.unit(), a.listed_on, &a.id).cmp(&(b.unit(), b.listed_on, &b.id)));
    entries
}

/// All hazards, in the order of 3-2.
fn hazards<'r>(context: &Context<'r>, unit: UnitIndex) -> Vec<&'r Entry<Hazard>> {
    let within = |entry: &&Entry<Hazard>| context.plan.is_within(entry.unit(), unit);
    let mut entries: Vec<_> = context.records.hazards.iter().filter(within).collect();
    entries.sort_by(|a, b| (a.unit(), a.found_on, &a.id).cmp(&(b.unit(), b.found_on, &b.id)));
    entries
}

fn enterprise(context: &Context<'_>, no: u64, entry: &Entry<Enterprise>, column: &Column) -> Cell {
    match column.name {
        "no" => Cell::Count(no),
        "city" => text(context.plan.city_name(entry.unit())),
        "county" => text(&context.plan.unit(entry.unit()).name),
        path => of_key(&Draft::from(entry), path, columns::field(Form::Enterprises, path)),
    }
}

fn hazard(
    context: &Context<'_>,
    entry: &Entry<Hazard>,
    draft: &Draft,
    shown: &HazardRow,
    column: &Column,
) -> Cell {
    let case = || match context.penalties(&entry.id) {
        [case] if case.decided_on <= context.as_of => Some(*case),
        _ => None,
    };
    // 否 would stand against a day that is entered later on; what has not happened yet is left open.
    let flag = |is: bool| if is { text(yes_no(true)) } else { Cell::Nothing };
    match column.name {
        "city" => text(&shown.city),
        "county" => text(&shown.county),
        "enterprise.name" => text(&shown.enterprise),
        "enterprise.uscc" => {
            let uscc =
                context.enterprise(&entry.enterprise).and_then(|enterprise| enterprise.uscc.as_deref());
            uscc.map_or(Cell::Nothing, text)
        }
        "supervised" => flag(shown.supervised),
        "rectified" => flag(shown.rectified),
        "penalized" => flag(shown.penalized),
        "penalty_principal" => text(&shown.penalty_principal),
        "penalty_enterprise" => text(&shown.penalty_enterprise),
        "decided_on" => case().map_or(Cell::Nothing, |case| day(case.decided_on)),
        "principal.name" => {
            let principal = case().and_then(|case| case.on_principal.as_ref());
            principal.and_then(|principal| principal.name.as_deref()).map_or(Cell::Nothing, text)
        }
        path => of_key(draft, path, columns::field(Form::Hazards, path)),
    }
}

/// What stands behind a key.
fn of_key(draft: &Draft, path: &str, field: Option<&Field>) -> Cell {
    let (Some(value), Some(field)) = (draft.get(path), field) else { return Cell::Nothing };
    match (&field.shape, value) {
        (Shape::Date, value) => {
            let said = printed(value);
            date::parse(&said).map_or_else(|| text(&said), day)
        }
        (Shape::Amount, value) => amount(&printed(value)),
        // A list that is there and has nothing in it.
        (Shape::List(..), Value::List(items)) if items.is_empty() && field.required => text("/"),
        // A single item that another reader would take apart.
        (Shape::List(..), Value::List(items)) if items.len() == 1 => {
            let one = printed(value);
            let parts = crate::import::value::split(&one).len() > 1 && !one.contains('、');
            if parts { text(&format!("{one}、")) } else { text(&one) }
        }
        _ => text(&printed(value)),
    }
}

fn text(said: &str) -> Cell {
    if said.is_empty() { Cell::Nothing } else { Cell::Text(said.to_owned()) }
}

/// A day as such where spreadsheet programs agree on it, else as text.
fn day(day: NaiveDate) -> Cell {
    if (1901..=9999).contains(&day.year()) { Cell::Day(day) } else { text(&day.to_string()) }
}

/// A number where it stays exact in every program, else as text.
fn amount(said: &str) -> Cell {
    let digits = said.bytes().filter(u8::is_ascii_digit).count();
    match Amount::parse(said) {
        Some(amount) if digits <= DIGITS => Cell::Amount(amount),
        _ => text(said),
    }
}
