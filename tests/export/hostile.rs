//! Values: what records say stands in every format to the letter, whatever it is.

use super::readers::{Read, read};
use super::{base, context, duckdb, example, files, lay_out};
use hazards::export::Format;
use serde_json::Value;
use std::collections::BTreeMap;

/// Names that some reader of tables might take for something else, and what stands in the tables.
const NAMES: [(&str, &str); 9] = [
    ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ("某某\\\"厂\\\",\\n第二行", "某某\"厂\",\n第二行"),
    ("某某\\r\\n厂", "某某\r\n厂"),
    ("\\t某某\\\\N", "\t某某\\N"),
    ("NULL", "NULL"),
    ("🏭 𠮷野某某", "🏭 𠮷野某某"),
    ("2023-02-30", "2023-02-30"),
    ("'); DROP TABLE hazards; --", "'); DROP TABLE hazards; --"),
    // A character that shows backwards what follows is left out, as on forms.
    ("某某\\u202e厂", "某某厂"),
];

/// Amounts as written, and as they stand in the tables.
pub(crate) const AMOUNTS: [(&str, &str); 6] = [
    ("0.1", "0.1"),
    ("1.50000", "1.5"),
    ("999999999999.9999", "999999999999.9999"),
    ("0", "0"),
    ("-3.2", "-3.2"),
    ("0.123456789012345678", "0.123456789012345678"),
];

/// A repository with all of them; of the amounts the first.
pub(crate) fn hostile(amounts: usize) -> (tempfile::TempDir, hazards::store::Repository) {
    let mut texts: Vec<(String, String)> = Vec::new();
    for (at, (name, _)) in NAMES.iter().enumerate() {
        texts.push((
            format!("jia/enterprises/x{at}.yaml"),
            format!("{{id: x{at}, name: \"{name}\", products: [\"{name}\", 某某], industry: 建材, domains: [\"{name}\"], key: true, principal: \"{name}\", phone: '08743123456', base_info_complete: true, code_check: 否, listed_on: 2023-06-01, accidents: [{{on: 2023-05-09, deaths: 2, summary: \"{name}\"}}]}}\n"),
        ));
    }
    for (at, (amount, _)) in AMOUNTS.iter().enumerate().take(amounts) {
        texts.push((
            format!("jia/penalties/x{at}.yaml"),
            format!("# 处罚\n{{id: xp{at}, enterprise: x{at}, decided_on: 2023-07-0{}, on_enterprise: {{fine: {amount}, other: [警告, \"{}\"]}}, on_principal: {{fine: {amount}}}}}\n", at + 1, NAMES[at].0),
        ));
    }
    let files: Vec<(&str, &[u8])> =
        texts.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    base::open_with(&files)
}

/// The tables of a database as the other formats have them: without the amounts in 元, and with booleans in words.
fn plain(tables: BTreeMap<String, Read>, like: &BTreeMap<String, Read>) -> BTreeMap<String, Read> {
    let plain = |(name, table): (String, Read)| {
        let kept: Vec<usize> =
            (0..table.columns.len()).filter(|at| !table.columns[*at].ends_with("_yuan")).collect();
        let is_bool = |column: usize| {
            like[&name]
                .rows
                .iter()
                .filter_map(|row| row[column].as_deref())
                .any(|it| ["true", "false"].contains(&it))
        };
        let bools: Vec<bool> = (0..kept.len()).map(is_bool).collect();
        let row = |row: Vec<Option<String>>| {
            let cells = kept.iter().zip(&bools).map(|(at, is_bool)| match (is_bool, row[*at].as_deref()) {
                (true, Some(number)) => Some((number == "1").to_string()),
                (_, cell) => cell.map(str::to_owned),
            });
            cells.collect()
        };
        let columns = kept.iter().map(|at| table.columns[*at].clone()).collect();
        (name, Read { columns, rows: table.rows.into_iter().map(row).collect() })
    };
    tables.into_iter().map(plain).collect()
}

#[test]
fn every_format_holds_what_the_records_say() {
    let (_folder, repository) = hostile(AMOUNTS.len());
    let context = context(&repository);
    let csv = read(&files(&context, Format::Csv), Format::Csv);
    for (at, (_, name)) in NAMES.iter().enumerate() {
        let id = format!("x{at}");
        let value = |table: &str, column: &str| csv[table].value(&id, column).map(str::to_owned);
        for (table, column) in [
            ("enterprises", "name"),
            ("enterprises", "principal"),
            ("enterprise_products", "product"),
            ("enterprise_domains", "domain"),
            ("enterprise_accidents", "summary"),
        ] {
            assert_eq!(value(table, column).as_deref(), Some(*name), "{table}.{column}");
        }
        let said =
            ["unit", "unit_name", "path", "phone", "key", "code_check", "listed_on", "removed", "removed_on"];
        let said = said.map(|column| value("enterprises", column));
        let path = format!("jia/enterprises/x{at}.yaml");
        let expected = ["jia", "甲县", &path, "08743123456", "true", "false", "2023-06-01", "false"];
        assert_eq!(said[..8], expected.map(|text| Some(text.to_owned())));
        assert_eq!(said[8], None);
        assert_eq!(value("enterprise_accidents", "accident_on").as_deref(), Some("2023-05-09"));
        assert_eq!(value("enterprise_accidents", "deaths").as_deref(), Some("2"));
    }
    for (at, (_, amount)) in AMOUNTS.iter().enumerate() {
        let id = format!("xp{at}");
        assert_eq!(csv["penalties"].value(&id, "on_enterprise_fine"), Some(*amount));
        assert_eq!(csv["penalties"].value(&id, "on_principal_fine"), Some(*amount));
        assert_eq!(csv["penalties"].value(&id, "on_principal_name"), None);
        let other: Vec<_> =
            csv["penalty_on_enterprise_other"].rows.iter().filter(|row| row[1] == Some(id.clone())).collect();
        assert_eq!(other.len(), 2);
        assert_eq!(other[0][2..], ["1", "警告"].map(|text| Some(text.to_owned())));
        assert_eq!(other[1][2..], ["2", NAMES[at].1].map(|text| Some(text.to_owned())));
    }
    for format in [Format::Jsonl, Format::Parquet, Format::Sqlite] {
        let mut other = read(&files(&context, format), format);
        if format == Format::Sqlite {
            let yuan = |id: &str| other["penalties"].value(id, "on_enterprise_fine_yuan").map(str::to_owned);
            assert_eq!(yuan("xp0").as_deref(), Some("1000"));
            assert_eq!(yuan("xp2").as_deref(), Some("9999999999999999"));
            assert_eq!(yuan("xp4").as_deref(), Some("-32000"));
            other = plain(other, &csv);
        }
        assert_eq!(other.len(), csv.len());
        for (name, table) in &csv {
            assert_eq!(other[name].rows, table.rows, "{} {name}", format.name());
            assert!(
                table.rows.is_empty() || other[name].columns == table.columns,
                "{} {name}",
                format.name()
            );
        }
    }
}

/// DuckDB reads of every format what was written, and takes nothing for anything else.
#[test]
fn duckdb_reads_what_was_written() {
    let (_folder, repository) = hostile(AMOUNTS.len());
    let context = context(&repository);
    let folder = tempfile::tempdir().unwrap();
    let formats = [Format::Csv, Format::Jsonl, Format::Parquet];
    let folders = formats.map(|format| lay_out(&folder.path().join(format.name()), &files(&context, format)));
    let Some(answers) = duckdb::run(&folders) else { return };
    let written = read(&files(&context, Format::Csv), Format::Csv);
    for (format, answer) in formats.iter().zip(&answers) {
        for (name, table) in &written {
            let mut expected: Vec<Vec<String>> =
                table.rows.iter().map(|row| row.iter().map(shown).collect()).collect();
            let rows = answer["tables"][name].as_array().unwrap();
            let mut rows: Vec<Vec<String>> =
                rows.iter().map(|row| row.as_array().unwrap().iter().map(answered).collect()).collect();
            expected.sort();
            rows.sort();
            assert_eq!(rows, expected, "{} {name}", format.name());
        }
    }
}

fn shown(cell: &Option<String>) -> String {
    cell.clone().unwrap_or_default()
}

/// A value as Python shows it, as the tables have it.
fn answered(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    match text {
        "True" => "true".to_owned(),
        "False" => "false".to_owned(),
        // Decimals come with all their places.
        _ if text.len() > 19
            && text.as_bytes()[text.len() - 19] == b'.'
            && text.bytes().rev().take(18).all(|b| b.is_ascii_digit()) =>
        {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => match text {
            // Python's way to write nothing with eighteen places.
            "0E-18" => "0".to_owned(),
            other => other.to_owned(),
        },
    }
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let repository = example("province");
    let context = context(&repository);
    for format in Format::ALL {
        assert_eq!(files(&context, format), files(&context, format), "{}", format.name());
    }
}

/// Every column has a name that no engine takes for a word of its own, once in its table; and every row has a cell
/// for each.
#[test]
fn tables_are_sound() {
    const WORDS: [&str; 20] = [
        "on", "order", "group", "end", "from", "to", "table", "select", "where", "case", "when", "then",
        "in", "is", "not", "null", "as", "by", "default", "user",
    ];
    let repository = example("qujing");
    let context = context(&repository);
    for (name, table) in read(&files(&context, Format::Csv), Format::Csv) {
        let mut names: Vec<&str> = table.columns.iter().map(String::as_str).collect();
        names.push(&name);
        for name in &names {
            assert!(
                name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                "{name}"
            );
            assert!(!WORDS.contains(name), "{name}");
        }
        names.pop();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), table.columns.len(), "{name}");
        assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{name}");
    }
}
