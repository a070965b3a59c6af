//! The figures of form 3-1 and the rows of form 3-2 as SQL: the frame stands in `sql/*.sql`, what each figure
//! counts comes from its definition. And how engines find the tables.

mod views;

pub(super) use views::views;

use super::Format;
use super::sqlite::YUAN;
use crate::figure::{Key, Sort};
use crate::record::Kind;
use crate::record::term::{ActivityKind, Document, Shortcoming, Word};
use crate::tally::{Counting, indicator};

const FIGURES: &str = include_str!("sql/figures.sql");
const ROWS: &str = include_str!("sql/rows32.sql");

/// What numbers are exact in.
#[derive(Clone, Copy)]
enum Numbers {
    /// `DECIMAL`, as DuckDB, Spark and Trino have it.
    Decimal,
    /// Whole numbers, amounts in 元: SQLite.
    Whole,
}

impl Numbers {
    fn of(format: Format) -> Self {
        match format {
            Format::Sqlite => Self::Whole,
            _ => Self::Decimal,
        }
    }

    /// A number to be added up with others of the figure.
    fn number(self, of: &str) -> String {
        match self {
            Self::Decimal => format!("CAST({of} AS DECIMAL(38,18))"),
            Self::Whole => of.to_owned(),
        }
    }

    /// An amount that is there.
    fn amount(self, column: &str) -> String {
        match self {
            Self::Decimal => format!("CAST({column} AS DECIMAL(38,18))"),
            Self::Whole => format!("{column}{YUAN}"),
        }
    }

    /// What a row adds: each `[column]` is an amount, nothing where there is none.
    fn adds(self, sql: &str) -> String {
        let (before, after) = match self {
            Self::Decimal => ("COALESCE(r.", ", CAST(0 AS DECIMAL(31,18)))".to_owned()),
            Self::Whole => ("COALESCE(r.", format!("{YUAN}, 0)")),
        };
        sql.replace('[', before).replace(']', &after)
    }

    /// The figure, as a number of the form.
    fn value(self) -> &'static str {
        match self {
            Self::Decimal => "f.value",
            Self::Whole => "CASE WHEN f.sort = 'amount' THEN f.value / 10000.0 ELSE f.value END",
        }
    }

    /// The figure as on the form, without zeros behind the last digit.
    fn text(self) -> &'static str {
        match self {
            Self::Decimal => {
                "CASE
    WHEN f.sort = 'yes_no' THEN CASE WHEN f.value > 0 THEN '是' ELSE '否' END
    WHEN f.value = 0 THEN '0'
    WHEN f.value = CAST(f.value AS BIGINT) THEN CAST(CAST(f.value AS BIGINT) AS VARCHAR(40))
    ELSE TRIM(TRAILING '0' FROM CAST(f.value AS VARCHAR(40)))
  END"
            }
            Self::Whole => {
                "CASE
    WHEN f.sort = 'yes_no' THEN CASE WHEN f.value > 0 THEN '是' ELSE '否' END
    WHEN f.sort = 'count' THEN CAST(f.value AS TEXT)
    WHEN TYPEOF(f.value) = 'real' THEN CAST(f.value / 10000.0 AS TEXT)
    ELSE RTRIM(RTRIM(
      CASE WHEN f.value < 0 THEN '-' ELSE '' END || CAST(ABS(f.value) / 10000 AS TEXT)
      || '.' || SUBSTR('0000' || CAST(ABS(f.value) % 10000 AS TEXT), -4), '0'), '.')
  END"
            }
        }
    }
}

/// The query for all figures.
pub(super) fn figures(format: Format) -> String {
    let numbers = Numbers::of(format);
    let counted: Vec<(Key, Counting)> =
        Key::ALL.iter().map(|key| (*key, indicator(*key).counting())).collect();
    let group = |kind: Kind, standing: bool| -> Vec<&(Key, Counting)> {
        counted
            .iter()
            .filter(|(_, counting)| counting.kind == kind && counting.standing == standing)
            .collect()
    };
    let groups = [
        ("hazards", "hazard_figures", group(Kind::Hazard, false)),
        ("inspections", "inspection_figures", group(Kind::Inspection, false)),
        ("penalties", "penalty_figures", group(Kind::Penalty, false)),
        ("activities", "activity_figures", group(Kind::Activity, false)),
        ("standing", "standing_figures", group(Kind::Activity, true)),
    ];
    let mut sql = FIGURES.to_owned();
    let mut put = |name: &str, text: &str| sql = sql.replace(&format!("{{{name}}}"), text);
    for (name, _, group) in &groups {
        let columns: String = group.iter().map(|(key, counting)| column(*key, counting, numbers)).collect();
        put(name, &columns);
    }
    let parts: Vec<String> = groups.iter().map(|(_, from, group)| part(from, group, numbers)).collect();
    let found = Shortcoming::ALL.iter().zip(1..);
    let flag = |(what, nth): (&Shortcoming, u32)| {
        let word = literal(what.word());
        format!(",\n    MAX(CASE WHEN f.finding = {word} THEN 1 ELSE 0 END) AS found_{nth}")
    };
    put("parts", &parts.join("\n  UNION ALL\n"));
    put("found", &found.clone().map(flag).collect::<String>());
    put("found_names", &found.map(|(_, nth)| format!(", f.found_{nth}")).collect::<String>());
    put("headcount", &literal(ActivityKind::TechnicalInspectors.word()));
    put("document", &literal(Document::Return.word()));
    put("filed_amount", &numbers.amount("v.amount"));
    put("filed_count", &numbers.number("v.count"));
    put("one", &numbers.number("1"));
    put("zero", &numbers.number("0"));
    put("value", numbers.value());
    put("text", numbers.text());
    sql
}

/// The query for the rows of form 3-2.
pub(super) fn rows(_: Format) -> String {
    ROWS.to_owned()
}

/// A figure as a column, below its definition.
fn column(key: Key, counting: &Counting, numbers: Numbers) -> String {
    let such = counting.such.join(" AND ");
    let only = |what: &str| match such.as_str() {
        "" => what.to_owned(),
        such => format!("CASE WHEN {such} THEN {what} END"),
    };
    let value = match (counting.distinct, key.sort()) {
        (true, _) => format!("COUNT(DISTINCT {})", only("r.enterprise")),
        (false, Sort::YesNo) => format!("MAX({})", only(&numbers.adds(counting.adds))),
        (false, _) => format!("SUM({})", only(&numbers.adds(counting.adds))),
    };
    let definition = &indicator(key).definition.zh;
    format!(",\n    -- {key}：{definition}\n    {value} AS {key}")
}

/// The columns of a group as rows.
fn part(from: &str, group: &[&(Key, Counting)], numbers: Numbers) -> String {
    let keys: Vec<String> = group.iter().map(|(key, _)| literal(key.name())).collect();
    let cases = group.iter().map(|(key, _)| {
        format!("\n      WHEN {} THEN {}", literal(key.name()), numbers.number(&format!("g.{key}")))
    });
    let cases: String = cases.collect();
    let keys = keys.join(", ");
    format!(
        "  SELECT
    g.for_month, g.for_unit, i.key AS for_key,
    CASE i.key{cases}
    END AS adds
  FROM {from} g
  INNER JOIN indicators i ON i.key IN ({keys})"
    )
}

/// A text in SQL.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_is_filled_and_every_figure_stands_in_it_once() {
        for format in Format::ALL {
            let sql = figures(format);
            assert!(!sql.contains(['{', '}', '[', ']']), "{}", format.name());
            for key in Key::ALL {
                assert_eq!(
                    sql.matches(&format!(" AS {key}\n")).count()
                        + sql.matches(&format!(" AS {key},\n")).count(),
                    1,
                    "{key}"
                );
                assert_eq!(sql.matches(&format!("WHEN '{key}' THEN ")).count(), 1, "{key}");
                assert!(sql.contains(indicator(*key).definition.zh.as_ref()), "{key}");
            }
        }
    }
}
