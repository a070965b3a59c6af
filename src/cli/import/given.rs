//! What is said on the command line for all rows, and the answers for single ones.

use super::misunderstood;
use crate::catalog::Catalog;
use crate::cli::problem::Problem;
use crate::import::grid::{Value, Workbook};
use crate::import::proposal::{Outcome, Proposal, Row, RowName};
use crate::import::value::{printed, read};
use crate::import::{Form, Given};
use crate::lang::Text;
use crate::record::Kind;
use crate::schema::field::{Field, Shape};
use crate::schema::{self, Subject};
use crate::text::{is_blank, suggest, visible};
use clap::ArgMatches;
use std::collections::BTreeSet;

/// What has been said.
pub(super) fn of(
    matches: &ArgMatches,
    form: Form,
    workbook: &Workbook,
    catalog: &Catalog,
) -> Result<Given, Problem> {
    let mut given =
        Given { enterprise: matches.get_one::<String>("enterprise").cloned(), ..Given::default() };
    if given.enterprise.is_some() && form != Form::Selfcheck {
        return Err(Problem::new(Text::fixed(
            "--enterprise 只用于附件1（annex1）",
            "--enterprise is for 附件1 (annex1) only",
        )));
    }
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
        let value = printed(&value);
        if is_blank(&value) {
            return Err(misunderstood("set", said, "没有写值", "no value is told"));
        }
        if given.defaults.insert(path, value).is_some() {
            return Err(misunderstood("set", said, "这一栏说了两次", "the key is told twice"));
        }
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
        let answers = matches!(form, Form::Enterprises | Form::Hazards);
        let of_form = answers.then_some(()).ok_or_else(|| {
            misunderstood("same", said, "这张表的行没有可以这样答复的", "no row of this form is answered so")
        });
        of_form?;
        if given.same.insert(row_name("same", row, workbook)?, id.trim().to_owned()).is_some() {
            return Err(misunderstood("same", said, "这一行答复了两次", "the row is answered twice"));
        }
    }
    for said in all("new") {
        let name = row_name("new", said, workbook)?;
        if given.same.contains_key(&name) || !given.new.insert(name) {
            return Err(misunderstood("new", said, "这一行答复了两次", "the row is answered twice"));
        }
    }
    Ok(given)
}

/// Sees that every answer is that of a row.
pub(super) fn see_answers(given: &Given, proposal: &Proposal) -> Result<(), Problem> {
    if given.same.is_empty() && given.new.is_empty() {
        return Ok(());
    }
    let rows: BTreeSet<RowName> = proposal.rows.iter().map(|row| row.name).collect();
    let same = given.same.keys().map(|name| ("same", name));
    let mut answers = same.chain(given.new.iter().map(|name| ("new", name)));
    answers.find(|(_, name)| !rows.contains(name)).map_or(Ok(()), |(option, name)| {
        let row = name.row;
        Err(Problem::new(Text::made(
            format!("--{option} {row}：第 {row} 行不是要导入的行"),
            format!("--{option} {row}: row {row} is none that is imported"),
        )))
    })
}

/// What of it has served nothing: answers of rows that are not doubtful, given what would become of the rows
/// without them, and what is said for new rows of which none has taken it.
pub(super) fn idle(
    given: &Given,
    form: Form,
    proposal: &Proposal,
    unanswered: Option<&Proposal>,
) -> Vec<Text> {
    let is_open = |name: &RowName| {
        unanswered.is_some_and(|proposal| {
            let is =
                |row: &Row| row.name == *name && matches!(row.outcome, Outcome::Doubtful | Outcome::Refused);
            proposal.rows.iter().any(is)
        })
    };
    let same = given.same.keys().map(|name| ("same", name));
    let answers = same.chain(given.new.iter().map(|name| ("new", name)));
    let answers = answers.filter(|(_, name)| !is_open(name)).map(|(option, RowName { row, .. })| {
        Text::made(
            format!("注意：--{option} {row} 没有用到：这一行不存疑"),
            format!("note: --{option} {row} served nothing: the row is not doubtful"),
        )
    });
    let takes = |path: &&'static str| {
        proposal.rows.iter().any(|row| match &row.outcome {
            Outcome::New(new) => {
                new.draft.get(path).is_some() && !new.cells.iter().any(|(own, _)| own == path)
            }
            Outcome::Changed(changed) => {
                changed.fields.iter().any(|field| field.path == *path && field.at.is_none())
            }
            _ => false,
        })
    };
    let any_new = proposal.rows.iter().any(|row| matches!(row.outcome, Outcome::New(_)));
    let unused = given.defaults.keys().filter(|path| any_new && !takes(path)).map(|path| {
        let title =
            keys(form).into_iter().find(|(own, _)| own == path).map_or(*path, |(_, field)| field.title);
        Text::made(
            format!("注意：--set {title} 没有用到：没有新增的行缺这一项"),
            format!("note: --set {path} served nothing: no new row lacks it"),
        )
    });
    answers.chain(unused).collect()
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
        Some(name) => workbook
            .sheets
            .iter()
            .position(|sheet| sheet.name == name.trim_matches('\'') || visible(&sheet.name) == name),
    };
    let names = || workbook.sheets.iter().map(|sheet| sheet.name.as_str());
    let sheet = sheet.ok_or_else(|| match said.rsplit_once(['!', '！']) {
        None => {
            wrong("工作簿有几个工作表，应写作 工作表名！9", "the workbook has several sheets: write SHEET!9")
        }
        Some((name, _)) => {
            let near = suggest(name, names());
            wrong(&format!("没有这个工作表，{}", near.zh), &format!("there is no such sheet; {}", near.en))
        }
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
