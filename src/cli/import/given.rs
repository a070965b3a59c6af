//! What is said on the command line for all rows, and the answers for single ones.

use super::misunderstood;
use crate::catalog::Catalog;
use crate::cli::problem::Problem;
use crate::import::grid::{Value, Workbook};
use crate::import::proposal::RowName;
use crate::import::value::{printed, read};
use crate::import::{Form, Given};
use crate::record::Kind;
use crate::schema::field::{Field, Shape};
use crate::schema::{self, Subject};
use crate::text::suggest;
use clap::ArgMatches;

/// What has been said.
pub(super) fn of(
    matches: &ArgMatches,
    form: Form,
    workbook: &Workbook,
    catalog: &Catalog,
) -> Result<Given, Problem> {
    let mut given =
        Given { enterprise: matches.get_one::<String>("enterprise").cloned(), ..Given::default() };
    let all = |name: &str| matches.get_many::<String>(name).into_iter().flatten();
    let keys = keys(form);
    for said in all("set") {
        let Some((key, value)) = said.split_once(['=', '＝']) else {
            return Err(misunderstood(
                "set",
                said,
                "应写作 栏=值，如 列入清单日期=2023-06-30",
                "write KEY=VALUE, as in listed_on=2023-06-30",
            ));
        };
        let key = key.trim();
        let found = keys.iter().find(|(path, field)| *path == key || field.title == key);
        let Some((path, field)) = found else {
            let near = suggest(key, keys.iter().flat_map(|(path, field)| [field.title, path]));
            return Err(misunderstood(
                "set",
                said,
                &format!("没有这一栏，{}", near.zh),
                &format!("there is no such key; {}", near.en),
            ));
        };
        let value = read(field, &Value::Text(value.to_owned()), catalog)
            .map_err(|doubt| misunderstood("set", said, &doubt.zh, &doubt.en))?;
        given.defaults.insert(path, printed(&value));
    }
    for said in all("same") {
        let Some((row, id)) = said.rsplit_once(['=', '＝']) else {
            return Err(misunderstood(
                "same",
                said,
                "应写作 行=编号，如 9=ql-03",
                "write ROW=ID, as in 9=ql-03",
            ));
        };
        given.same.insert(row_name("same", row, workbook)?, id.trim().to_owned());
    }
    for said in all("new") {
        given.new.insert(row_name("new", said, workbook)?);
    }
    Ok(given)
}

/// `9`, or `名册!9` where there are several sheets.
fn row_name(option: &str, said: &str, workbook: &Workbook) -> Result<RowName, Problem> {
    let (sheet, row) = said.rsplit_once(['!', '！']).map_or((None, said), |(sheet, row)| (Some(sheet), row));
    let wrong = |zh: &str, en: &str| misunderstood(option, said, zh, en);
    let row = row.trim().parse::<u32>().ok().filter(|row| *row > 0);
    let row = row.ok_or_else(|| wrong("行应为行号，如 9", "a row is its number, such as 9"))?;
    let sheet = match sheet {
        None if workbook.sheets.len() <= 1 => Some(0),
        None => {
            let mut filled = workbook.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.cells.is_empty());
            let first = filled.next().map(|(index, _)| index);
            first.filter(|_| filled.next().is_none())
        }
        Some(name) => workbook.sheets.iter().position(|sheet| sheet.name == name),
    };
    let sheet = sheet.ok_or_else(|| {
        wrong("工作簿有几个工作表，应写作 工作表名!9", "the workbook has several sheets: write SHEET!9")
    })?;
    Ok(RowName { sheet, row })
}

/// The keys that can be said for all rows, by path.
fn keys(form: Form) -> Vec<(&'static str, &'static Field)> {
    let mut keys: Vec<(&'static str, &'static Field)> = Vec::new();
    let own = Subject::Records(form.kind()).table();
    for field in own.fields {
        match &field.shape {
            Shape::Mapping(_) | Shape::Items(_) | Shape::Figures => {}
            _ if matches!(field.key, "id" | "enterprise" | "document") => {}
            _ => keys.push((field.key, field)),
        }
    }
    if form == Form::Hazards {
        let nested = [
            "rectification.responsible",
            "rectification.measures",
            "rectification.funds",
            "rectification.due_on",
            "rectification.contingency",
            "rectification.completed_on",
            "rectification.verified_on",
            "rectification.verified_by",
            "supervision.level",
            "supervision.listed_on",
            "supervision.released_on",
        ];
        keys.extend(nested.iter().filter_map(|path| Some((*path, schema::field(Kind::Hazard, path)?))));
        keys.extend(schema::field(Kind::Penalty, "decided_on").map(|field| ("decided_on", field)));
    }
    keys
}
