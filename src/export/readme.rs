//! What the tables mean and how engines run the queries: the README of an export, Chinese first.

use super::{Format, Table, Type};

pub(super) fn readme(tables: &[Table<'_>], format: Format) -> String {
    let (trino, merge) = match format {
        Format::Parquet => (TRINO, MERGE),
        Format::Csv | Format::Jsonl => ("", MERGE),
        Format::Sqlite => ("", ""),
    };
    let run = match format {
        Format::Sqlite => RUN_SQLITE.to_owned(),
        _ => format!("{RUN}{trino}```\n{merge}"),
    };
    let (amount, notes) = match format {
        Format::Csv => ("DECIMAL(31,18)", CSV),
        Format::Jsonl => ("DECIMAL(31,18)", JSONL),
        Format::Parquet => ("DECIMAL(31,18)", PARQUET),
        Format::Sqlite => ("TEXT", SQLITE),
    };
    let tables: String = tables.iter().map(|table| described(table, format, amount)).collect();
    format!("{HEAD}\n{notes}\n{run}\n{TABLES}\n{tables}")
}

/// A table and its columns.
fn described(table: &Table<'_>, format: Format, amount: &str) -> String {
    let columns = table.columns.iter().map(|column| {
        let ty = match column.ty {
            Type::Text => "text",
            Type::Date => "date",
            Type::Bool => "boolean",
            Type::Whole => "bigint",
            Type::Amount => amount,
        };
        let (name, title) = (&column.name, &column.title);
        let money = if column.ty == Type::Amount { "（万元）" } else { "" };
        let yuan = match (format, column.ty) {
            (Format::Sqlite, Type::Amount) => format!("| `{name}_yuan` | integer | {title}（元） |\n"),
            _ => String::new(),
        };
        format!("| `{name}` | {ty} | {title}{money} |\n{yuan}")
    });
    let (zh, en) = (&table.title.zh, &table.title.en);
    let columns: String = columns.collect();
    format!(
        "\n### {}\n\n{zh}　{en}\n\n| 列 column | 类型 type | 含义 meaning |\n| --- | --- | --- |\n{columns}",
        table.name
    )
}

const HEAD: &str = "\
# 导出的表

由 `hazards export` 生成：一个数据文件夹的全部记录，每类记录一张表，每个列表（主要产品、检查发现的问题等）另有一张
表。`seq` 是记录按路径的顺序，列表的表以 `seq` 与记录相连；`path`、`line` 是记录所在的文件和行。值照录，不为电子表格
作任何处理；要在 Excel、WPS 中打开，请用 `hazards list` 或 `hazards report`。`sql/figures.sql` 计算附件3-1的全部指标，
`sql/rows32.sql` 列出附件3-2的各行，与 `hazards report` 的数字相同。

The tables of a data folder, made by `hazards export`: a table a kind of record, and one for each list that records
have. `seq` is a record's place in path order, by which the tables of lists belong to it; `path` and `line` say where
it stands. Values are as written: for a spreadsheet use `hazards list` or `hazards report` instead.
`sql/figures.sql` gives every figure of form 3-1, `sql/rows32.sql` the rows of form 3-2: the same numbers as
`hazards report`.
";

const CSV: &str = "\
CSV 的引号按 RFC 4180：UTF-8，没有字节顺序标记，首行为列名，行尾 LF，值中可有换行；空为没有值；日期 `2023-08-24`，金额为
十进制数（万元）。以 `=` 开头的值没有中和，不要直接用电子表格打开。

CSV is quoted as in RFC 4180: UTF-8 without a byte order mark, names in the first line, LF, values may have line breaks;
empty is no value; days `2023-08-24`, amounts decimal (万元). A value that begins with `=` is not neutralised: do not
open the files in a spreadsheet.
";

const JSONL: &str = "\
每行一个 JSON 对象，没有值为 `null`。日期是文本 `\"2023-08-24\"`；金额（万元）也是文本 `\"12.5\"`，因为多数程序把带小数点
的数当作二进制浮点数，会失去精度。

A JSON object a line; `null` is no value. Days are text, and so are amounts (万元, `\"12.5\"`): most readers take a
number with a point for a binary one, which loses its last digits.
";

const PARQUET: &str = "\
日期为 DATE，金额为 DECIMAL(31,18)（万元，精确），Snappy 压缩。

Days are DATE, amounts DECIMAL(31,18) (万元, exact); compressed with Snappy.
";

const SQLITE: &str = "\
全部表在 `records.sqlite` 一个文件中。日期和月份为文本 `2023-08-24`，布尔为 1 和 0。SQLite 没有精确的小数：金额为文本
（万元，精确），另有 `_yuan` 一列为整数（元）；不足 1 元的金额（V008）在 `_yuan` 中为带小数点的数，合计可能有微小误差。

All tables stand in `records.sqlite`. Days and months are text, booleans 1 and 0. SQLite has no exact decimals: an
amount is text (万元, exact), and beside it in `_yuan` a whole number of 元. An amount finer than 1 元 (V008) is a
number with a point there, and sums with it may be off in the last places.
";

const RUN: &str = "\
## 运行　How to run

```sh
# DuckDB，在本文件夹中　in this folder
duckdb -c \".read sql/schema.sql\" -c \".read sql/figures.sql\"

# Spark，先把 sql/schema.spark.sql 中的 dir 改为本文件夹　set dir in sql/schema.spark.sql first
spark-sql -i sql/schema.spark.sql -f sql/figures.sql
";

const TRINO: &str = "
# Trino，先按 sql/schema.trino.sql 所说放好文件　lay the files out as sql/schema.trino.sql says first
trino --catalog hive --schema hazards -f sql/schema.trino.sql
trino --catalog hive --schema hazards -f sql/figures.sql
";

const MERGE: &str = "
只统计一个月份，或另一截止日，把 `params` 换成自己的，每月一行：

For a month of its own, or another cutoff, put a `params` of your own in its place, a row a month:

```sql
CREATE OR REPLACE TEMPORARY VIEW params AS
SELECT '2023-08' AS month, DATE '2023-05-01' AS counting_from, DATE '2023-08-10' AS cutoff, DATE '2023-08-10' AS filed_by;
```

几个数据文件夹（如各州市）各自导出后，同名的表可以合为一张：各文件夹的 `seq` 加上不同的起点（如 10000000 的倍数），
使之不重复；`units` 加上全省一行，`unit_scope` 加上全省与各单位的关系。各文件夹中企业的编号不得相同，否则去重计数的家数会少。

Several data folders (those of the cities of a province) may be exported one by one and their tables put together:
add to `seq` another beginning for each folder (multiples of 10000000), to `units` the province, and to `unit_scope`
whom it speaks for. Enterprises of different folders must not have one id, or fewer of them are counted (家).
";

const RUN_SQLITE: &str = "\
## 运行　How to run

```sh
sqlite3 -header records.sqlite < sql/figures.sql
```

只统计一个月份或另一截止日，改表 `params`，每月一行　For a month of its own or another cutoff change `params`, a row a month:

```sql
UPDATE params SET cutoff = '2023-08-10', filed_by = '2023-08-10' WHERE month = '2023-08';
```
";

const TABLES: &str = "## 各表　The tables";
