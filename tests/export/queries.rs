//! Queries: DuckDB and SQLite give the figures and rows that the program itself gives, for every unit and month.

use super::filed::{filings, with_filings};
use super::hostile::{AMOUNTS, hostile};
use super::made::{CATALOG, made};
use super::readers::{Read, database, query};
use super::{context, duckdb, example, files, lay_out};
use hazards::check::Context;
use hazards::export::Format;
use hazards::figure::yes_no;
use hazards::form::content::Return;
use hazards::plan::Plan;
use hazards::store::records::{File, Records, Unlisted};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

type Rows = Vec<Vec<Option<String>>>;

/// How many repositories are made by chance.
const CASES: usize = 48;

/// What the program says: month, unit, key and the figure as on the form; and the rows of form 3-2.
fn expected(context: &Context<'_>) -> (Rows, Rows) {
    let plan = context.plan;
    let (mut figures, mut rows) = (Rows::new(), Rows::new());
    for month in plan.months() {
        for (index, unit) in plan.units() {
            let cutoff = plan.due(month).min(plan.end);
            let content = Return::new(context, index, month, cutoff, 0).unwrap();
            let place = [month.to_string(), unit.id.to_string()];
            let row = |more: Vec<String>| place.iter().cloned().chain(more).map(Some).collect::<Vec<_>>();
            figures.extend(
                content.figures.iter().map(|(key, value)| row(vec![key.to_string(), value.to_string()])),
            );
            rows.extend(content.hazards.into_iter().zip(1..).map(|(hazard, no)| {
                let mut row = row(vec![no.to_string(), hazard.id]);
                row.push(Some(hazard.city).filter(|city| !city.is_empty()));
                row.extend([hazard.county, hazard.enterprise, hazard.hazard].map(Some));
                row.extend(
                    [hazard.supervised, hazard.rectified, hazard.penalized]
                        .map(|is| Some(yes_no(is).to_owned())),
                );
                row
            }));
        }
    }
    (figures, rows)
}

/// Month, unit, key and text of the figures; the value must be the same number.
fn figures(rows: Rows) -> Rows {
    let figure = |row: Vec<Option<String>>| {
        let [month, unit, _, _, key, _, _, value, text] = <[_; 9]>::try_from(row).unwrap();
        let (number, said) = (value.unwrap(), text.clone().unwrap());
        let number = number.trim_start_matches('0');
        let number =
            if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number };
        let number = if number.is_empty() || number == "E-18" { "0".to_owned() } else { number.to_owned() };
        let number = if number.starts_with('.') { format!("0{number}") } else { number };
        let same = match said.as_str() {
            "是" => number == "1",
            "否" => number == "0",
            said => number == said,
        };
        assert!(same, "{number} is not {said}");
        vec![month, unit, key, text]
    };
    rows.into_iter().map(figure).collect()
}

fn told(answer: &Value) -> Rows {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    answer.as_array().unwrap().iter().map(|row| row.as_array().unwrap().iter().map(text).collect()).collect()
}

/// What a query of an export gives in SQLite.
fn asked(files: &[hazards::export::File], path: &str) -> Read {
    let sql = files.iter().find(|file| file.path == path).unwrap();
    query(&database(&files[0].bytes), std::str::from_utf8(&sql.bytes).unwrap())
}

fn in_sqlite(context: &Context<'_>) {
    let (expected_figures, expected_rows) = expected(context);
    let files = files(context, Format::Sqlite);
    // An amount is a binary number beside the text, which is exact.
    let figures: Rows = asked(&files, "sql/figures.sql")
        .rows
        .into_iter()
        .map(|row| [0, 1, 4, 8].map(|at: usize| row[at].clone()).into())
        .collect();
    assert_eq!(figures, expected_figures, "figures in SQLite");
    assert_eq!(asked(&files, "sql/rows32.sql").rows, expected_rows, "rows in SQLite");
}

/// DuckDB is run once for all.
fn in_duckdb(contexts: &[Context<'_>], formats: &[Format]) {
    let folder = tempfile::tempdir().unwrap();
    let (mut folders, mut all) = (Vec::new(), Vec::new());
    for (nth, context) in contexts.iter().enumerate() {
        let expected = expected(context);
        for format in formats {
            let folder = folder.path().join(format!("{nth}-{}", format.name()));
            folders.push(lay_out(&folder, &files(context, *format)));
            all.push((nth, *format, expected.clone()));
        }
    }
    let Some(answers) = duckdb::run(&folders) else { return };
    for (answer, (nth, format, (expected_figures, expected_rows))) in answers.iter().zip(all) {
        let name = format.name();
        assert_eq!(figures(told(&answer["figures"])), expected_figures, "figures of {nth} from {name}");
        assert_eq!(told(&answer["rows"]), expected_rows, "rows of {nth} from {name}");
    }
}

const FORMATS: [Format; 3] = [Format::Csv, Format::Jsonl, Format::Parquet];

#[test]
fn the_examples() {
    let (city, province) = (example("qujing"), example("province"));
    let contexts = [context(&city), context(&province)];
    contexts.iter().for_each(in_sqlite);
    in_duckdb(&contexts, &FORMATS);
}

/// Amounts stay exact to the last of their places; in SQLite to 1 元, which is the finest that is no fault (V008).
#[test]
fn hostile_text_and_amounts_that_binary_numbers_get_wrong() {
    let (_folder, repository) = hostile(AMOUNTS.len());
    let context_of_all = context(&repository);
    let (figures, _) = expected(&context_of_all);
    let last =
        figures.iter().rfind(|row| row[1..3] == ["jia", "C3_amount"].map(|it| Some(it.to_owned()))).unwrap();
    // Each twice, 0.1 + 1.5 + 999999999999.9999 + 0 - 3.2 + 0.123456789012345678, and the 4.5 of the base.
    assert_eq!(last[3].as_deref(), Some("2000000000001.546713578024691356"));
    in_duckdb(&[context_of_all], &FORMATS);
    let (_folder, repository) = hostile(AMOUNTS.len() - 1);
    in_sqlite(&context(&repository));
}

/// Repositories made by chance, with a liking for the borders of the window, amounts that binary numbers get wrong,
/// several headcounts of a day, enterprises that cannot be read, and units that are counted by what they have filed.
#[test]
fn repositories_made_by_chance() {
    let mut runner = TestRunner::deterministic();
    let strategy = (made(), any::<u16>(), filings());
    let made: Vec<(Plan, Records)> = (0..CASES)
        .map(|nth| {
            let (made, chosen, rows) = strategy.new_tree(&mut runner).unwrap().current();
            let (plan, mut records) = with_filings(&made, if nth % 3 == 0 { 0 } else { chosen }, &rows);
            let last =
                records.filings.iter().map(|filing| filing.origin.file.0 as usize + 1).max().unwrap_or(0);
            let unlisted = Unlisted::default();
            let nothing = File { path: "x".to_owned(), unit: None, kind: None, met: 0, unread: 0, unlisted };
            let count = records.files.len().max(last);
            records.files.resize(count, nothing);
            (plan, records)
        })
        .collect();
    for (nth, part) in made.chunks(CASES / 3).enumerate() {
        let contexts: Vec<Context<'_>> = part
            .iter()
            .map(|(plan, records)| Context::new(records, plan, &CATALOG, plan.end, plan.end))
            .collect();
        contexts.iter().for_each(in_sqlite);
        in_duckdb(&contexts, &[FORMATS[nth % 3]]);
    }
}
