//! How engines find the tables: the statements to run before the others, for DuckDB, Spark and Trino.

use super::super::parquet::DECIMAL;
use super::super::{Format, Table, Type};
use crate::text::printable;

/// Statements by the name of their file; an SQLite database needs none.
pub(in super::super) fn views(tables: &[Table<'_>], format: Format) -> Vec<(&'static str, String)> {
    let all = |head: &str, statement: fn(&Table<'_>, Format) -> String| {
        let statements: String =
            tables.iter().map(|table| format!("\n{}", statement(table, format))).collect();
        format!("{head}{statements}")
    };
    match format {
        Format::Sqlite => Vec::new(),
        Format::Parquet => vec![
            ("schema", all(DUCKDB, duckdb)),
            ("schema.spark", all(SPARK, spark)),
            ("schema.trino", all(TRINO, trino)),
        ],
        Format::Csv | Format::Jsonl => {
            vec![("schema", all(DUCKDB, duckdb)), ("schema.spark", all(SPARK, spark))]
        }
    }
}

const DUCKDB: &str = "\
-- DuckDB：在导出的文件夹中运行，每张表一个视图。
-- DuckDB: run in the folder of the export; a view a table.
";

const SPARK: &str = "\
-- Spark SQL：先把 dir 改为导出的文件夹。
-- Spark SQL: set dir to the folder of the export first.
SET dir=.;
";

const TRINO: &str = "\
-- Trino（Hive 连接器）：每个 .parquet 文件放入一个与表同名的文件夹，再把 s3://bucket/export 改为其上级。
-- Trino (Hive connector): each .parquet file goes into a folder that is named as the table; then write the place
-- of these folders for s3://bucket/export.
";

/// The official terms of a table's columns, as comments.
fn comments(table: &Table<'_>) -> String {
    let title = format!("-- {}：{}　{}\n", table.name, table.title.zh, table.title.en);
    let columns =
        table.columns.iter().map(|column| format!("--   {:<28} {}\n", column.name, printable(&column.title)));
    std::iter::once(title).chain(columns).collect()
}

/// What columns are called and what they are.
fn columns(table: &Table<'_>, text: &str, write: fn(&str, &str) -> String) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let ty = match column.ty {
                Type::Text => text,
                Type::Date => "DATE",
                Type::Bool => "BOOLEAN",
                Type::Whole => "BIGINT",
                Type::Amount => DECIMAL,
            };
            write(&column.name, ty)
        })
        .collect();
    columns.join(", ")
}

fn duckdb(table: &Table<'_>, format: Format) -> String {
    let typed = columns(table, "VARCHAR", |name, ty| format!("'{name}': '{ty}'"));
    let file = table.file(format);
    let read = match format {
        Format::Csv => format!(
            "read_csv('{file}', auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '',\n  columns = {{{typed}}})"
        ),
        Format::Jsonl => {
            format!("read_json('{file}', format = 'newline_delimited',\n  columns = {{{typed}}})")
        }
        Format::Parquet | Format::Sqlite => format!("read_parquet('{file}')"),
    };
    format!("{}CREATE OR REPLACE VIEW {} AS SELECT * FROM {read};\n", comments(table), table.name)
}

fn spark(table: &Table<'_>, format: Format) -> String {
    let typed = columns(table, "STRING", |name, ty| format!("{name} {ty}"));
    let file = table.file(format);
    let using = match format {
        Format::Csv => format!(
            " (\n  {typed})\nUSING csv OPTIONS (path '${{dir}}/{file}', header 'true', multiLine 'true', escape '\"')"
        ),
        Format::Jsonl => format!(" (\n  {typed})\nUSING json OPTIONS (path '${{dir}}/{file}')"),
        Format::Parquet | Format::Sqlite => format!("\nUSING parquet OPTIONS (path '${{dir}}/{file}')"),
    };
    format!("CREATE OR REPLACE TEMPORARY VIEW {}{using};\n", table.name)
}

fn trino(table: &Table<'_>, _: Format) -> String {
    let (name, typed) = (&table.name, columns(table, "VARCHAR", |name, ty| format!("{name} {ty}")));
    format!(
        "CREATE TABLE {name} (\n  {typed})\nWITH (format = 'PARQUET', external_location = 's3://bucket/export/{name}/');\n"
    )
}
