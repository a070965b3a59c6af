//! The same values in every format.

use super::{base, example, look};
use calamine::{Data, Reader, Xlsx};
use hazards::list::{Listing, Words};
use hazards::record::Kind;
use hazards::write::list::{self as written, Header};
use serde_json::Value;
use std::io::Cursor;

/// A JSON value as a table shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(is) => if *is { "是" } else { "否" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let rows = items.iter().any(Value::is_object);
            items.iter().map(shown).collect::<Vec<_>>().join(if rows { "；" } else { "、" })
        }
        Value::Object(map) => {
            map.values().filter(|value| !value.is_null()).map(shown).collect::<Vec<_>>().join(" ")
        }
    }
}

/// A CSV cell without what makes it harmless.
fn plain(cell: &str) -> String {
    let mut text = cell.to_owned();
    if let Some(rest) = cell.strip_prefix('\'')
        && rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
    {
        text = rest.to_owned();
    }
    text.lines()
        .map(|line| {
            line.strip_prefix('\'').filter(|rest| rest.trim_start().starts_with("::")).unwrap_or(line)
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn compare(listing: &Listing<'_>) {
    let json: Value = serde_json::from_str(&written::json(listing)).unwrap();
    let records = json["records"].as_array().unwrap();
    let lines: Vec<Value> =
        written::json_lines(listing).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&lines, records, "a record a line");
    let csv = written::csv(listing, Header::Keys).unwrap();
    let csv = std::str::from_utf8(&csv).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let columns = json["columns"].as_array().unwrap();
    assert_eq!(names, columns.iter().map(|column| column["name"].as_str().unwrap()).collect::<Vec<_>>());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), records.len());
    let book = written::xlsx(listing, Header::Terms).unwrap();
    assert_eq!(book, written::xlsx(listing, Header::Terms).unwrap(), "the same bytes");
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.height(), rows.len() + 1);
    for (at, (row, record)) in rows.iter().zip(records).enumerate() {
        for (column, name) in names.iter().enumerate() {
            let value = &record[name];
            assert_eq!(
                plain(&row[column]),
                shown(value).replace("\r\n", "\n").trim_end_matches('\n'),
                "{name}"
            );
            let cell = sheet.get((at + 1, column)).unwrap_or(&Data::Empty);
            let ty = columns[column]["type"].as_str().unwrap();
            match (cell, ty) {
                (Data::Empty, _) => assert_eq!(shown(value), "", "{name}"),
                (Data::DateTime(day), "date") => {
                    let (year, month, day, ..) = day.to_ymd_hms_milli();
                    assert_eq!(format!("{year}-{month:02}-{day:02}"), shown(value));
                }
                (Data::Float(number), "whole" | "amount") => {
                    assert!((number - value.to_string().parse::<f64>().unwrap()).abs() < 1e-9, "{name}");
                }
                (Data::String(text), _) => assert_eq!(text.trim_end(), shown(value).trim_end(), "{name}"),
                other => assert_eq!(format!("{other:?}"), "a cell of its type", "{name}"),
            }
        }
    }
}

#[test]
fn the_same_values_in_every_format() {
    let hostile = "\
- {id: jia-h7, enterprise: jia-1, clause: GM-13-02, description: \"=1+1,\\\"x\\\"\\n::error::y\", source: 企业自查, found_on: 2023-07-20,
   rectification: {funds: 999999999999.9999, measures: '+86', responsible: \"@a\"}}
";
    let (_folder, repository) = base::open_with(&[("jia/hazards/more.yaml", hostile.as_bytes())]);
    for (repository, unit) in [(&repository, "shi"), (&example("qujing"), "qujing")] {
        for kind in Kind::ALL {
            let words = Words { columns: vec!["all"], ..Words::default() };
            look(repository, kind, &words, unit, "2023-08-24", |listing| compare(&listing)).unwrap();
        }
    }
}

#[test]
fn json_is_typed_and_amounts_are_exact() {
    let (_folder, repository) = base::open_with(&[]);
    let words = Words {
        conditions: vec!["id=jia-h2"],
        columns: vec!["unit,id,found_on,rectified,funds,reported_on,domains,waivers,open_days"],
        ..Words::default()
    };
    let text = |listing: Listing<'_>| (written::json(&listing), written::json_lines(&listing));
    let (document, line) = look(&repository, Kind::Hazard, &words, "shi", "2023-07-31", text).unwrap();
    assert_eq!(
        line,
        "{\"unit\":\"jia\",\"id\":\"jia-h2\",\"found_on\":\"2023-07-10\",\"rectified\":false,\
         \"rectification.funds\":3.2,\"reported_on\":null,\
         \"enterprise.domains\":[\"钢冶炼\",\"有限空间\",\"粉尘涉爆\"],\"waivers\":[],\"open_days\":21}\n"
    );
    let document: Value = serde_json::from_str(&document).unwrap();
    assert_eq!((&document["version"], &document["kind"]), (&1.into(), &"hazards".into()));
    assert_eq!(document["as_of"], "2023-07-31");
    let column = |at: usize| document["columns"][at].clone();
    assert_eq!(column(2), serde_json::json!({"name": "found_on", "title": "发现日期", "type": "date"}));
    assert_eq!(column(6)["items"], "text");
    assert_eq!(
        column(7)["parts"][3],
        serde_json::json!({"name": "until", "title": "有效期至", "type": "date"})
    );
}

#[test]
fn no_line_begins_with_data() {
    let hostile = "\
- {id: jia-h7, enterprise: jia-1, clause: GM-13-02, description: \"a\\n::error::y\\n##[x]\", source: 企业自查, found_on: 2023-07-20}
";
    let (_folder, repository) = base::open_with(&[("jia/hazards/more.yaml", hostile.as_bytes())]);
    let words = Words { columns: vec!["description"], ..Words::default() };
    let texts = |listing: Listing<'_>| {
        let csv = String::from_utf8(written::csv(&listing, Header::Terms).unwrap()).unwrap();
        [
            written::table(&listing, Header::Terms, 60),
            csv,
            written::json(&listing),
            written::json_lines(&listing),
        ]
    };
    for text in look(&repository, Kind::Hazard, &words, "shi", "2023-08-24", texts).unwrap() {
        assert!(text.lines().all(|line| !line.starts_with("::") && !line.starts_with("##[")), "{text}");
    }
}
