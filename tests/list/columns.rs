//! The columns say what the records say: every key of every record, as a draft of it has it.

use super::{base, example};
use hazards::columns::{self, Cell, Role, Row, Type};
use hazards::record::draft::{Draft, Value};
use hazards::record::{Amount, Kind};
use hazards::store::Repository;

/// The records of every file, as they are written.
fn drafts(repository: &Repository) -> Vec<Vec<Draft>> {
    let files = repository.records.files.iter();
    let text = |path: &str| std::fs::read_to_string(repository.root.join(path)).unwrap();
    files.map(|file| hazards::add::read::records(&text(&file.path)).unwrap()).collect()
}

/// A cell as it is written.
fn written(cell: &Cell<'_>) -> String {
    match cell {
        Cell::None => String::new(),
        Cell::Text(text) => text.to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Month(month) => month.to_string(),
        Cell::Bool(is) => if *is { "是" } else { "否" }.to_owned(),
        Cell::Whole(number) => number.to_string(),
        Cell::Amount(amount) => amount.to_string(),
        Cell::List(items) => items.iter().map(|item| written(item) + "|").collect(),
        Cell::Rows(rows) => {
            rows.iter().map(|row| row.iter().map(|cell| written(cell) + "|").collect::<String>()).collect()
        }
    }
}

/// A scalar as it is written in one way only.
fn scalar(text: &str, ty: &Type) -> String {
    match (text, ty) {
        ("true", Type::Bool) => "是".to_owned(),
        ("false", Type::Bool) => "否".to_owned(),
        (text, Type::Amount) => Amount::parse(text).unwrap().to_string(),
        (text, Type::Whole) => text.parse::<u64>().unwrap().to_string(),
        (text, _) => text.to_owned(),
    }
}

/// A value of a draft in the same way.
fn drafted(value: &Value, ty: &Type) -> String {
    match (value, ty) {
        (Value::Text(text), ty) => scalar(text, ty),
        (Value::List(items), Type::List(ty)) => items.iter().map(|item| drafted(item, ty) + "|").collect(),
        (Value::List(items), Type::Rows(_)) => items.iter().map(|item| drafted(item, ty)).collect(),
        (Value::List(items), _) => items.iter().map(|item| drafted(item, ty) + "|").collect(),
        // A row of a list.
        (Value::Map(map), Type::Rows(parts)) if map.get(parts[0].name).is_some() => parts
            .iter()
            .map(|part| map.get(part.name).map_or_else(String::new, |value| drafted(value, ty)) + "|")
            .collect(),
        // Rows by number or key.
        (Value::Map(map), Type::Rows(parts)) => map
            .iter()
            .map(|(key, value)| match value {
                Value::Map(map) => {
                    let rest = parts.iter().skip(1).map(|part| {
                        map.get(part.name).map_or_else(String::new, |value| drafted(value, ty)) + "|"
                    });
                    format!("{key}|{}", rest.collect::<String>())
                }
                value => format!("{key}|{}|", drafted(value, ty)),
            })
            .collect(),
        (Value::Map(_), _) => "是".to_owned(),
    }
}

fn compare(repository: &Repository) -> usize {
    let drafts = drafts(repository);
    let mut count = 0;
    for kind in Kind::ALL {
        for record in repository.records.of_kind(kind) {
            let row = Row { record, records: &repository.records, plan: &repository.plan, line: None };
            let origin = record.origin();
            let draft = &drafts[origin.file.0 as usize][origin.nth as usize];
            for column in columns::of(kind) {
                let cell = column.read(&row);
                assert!(cell.is_of(&column.ty), "{kind:?} {} {}: {cell:?}", record.id(), column.name);
                let wanted =
                    draft.get(&column.name).map_or_else(String::new, |value| drafted(value, &column.ty));
                let said = written(&cell);
                match column.role {
                    Role::Place => {}
                    // 否 stands for a mapping or a boolean that is not there, 1 for a count.
                    _ if wanted.is_empty() && (said == "否" || (said == "1" && column.name == "count")) => {}
                    _ if wanted.is_empty() && said == "0" && column.name == "sealed.left_out" => {}
                    _ => assert_eq!(said, wanted, "{kind:?} {} {}", record.id(), column.name),
                }
                count += usize::from(!said.is_empty());
            }
        }
    }
    count
}

#[test]
fn columns_say_what_the_records_say() {
    assert!(compare(&example("qujing")) > 10_000);
    assert!(compare(&example("province")) > 100);
    let full = "\
id: p-9
enterprise: jia-1
decided_on: 2023-07-28
on_enterprise: {}
halt: 是
referred: 2
note: 一案
attachments: [../hazards/jia-h1-acceptance.txt]
waivers: [{rule: P011, reason: 已批, approved_by: 某某局长, until: 2023-12-31}, {rule: P013, reason: 另批}]
";
    let (_folder, repository) = base::open_with(&[("jia/penalties/p-9.yaml", full.as_bytes())]);
    assert!(compare(&repository) > 200);
}
