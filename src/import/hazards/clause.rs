//! The clause of a hazard of which the row does not say it.

use crate::catalog::clauses::Clause;
use crate::import::Request;
use crate::import::fields::Reading;
use crate::import::value::Doubt;
use crate::import::words;
use crate::lang::Text;
use crate::record::Enterprise;
use hashbrown::HashSet;

/// The clause whose very wording is the hazard's; else what is asked.
pub(super) fn of(
    request: Request<'_, '_>,
    reading: &Reading,
    enterprise: &Enterprise,
) -> Result<String, Doubt> {
    let said = reading.text("description").unwrap_or_default();
    let plain = words::heading(said);
    let clauses = || request.context.catalog.standard.clauses.values();
    let mut exact = clauses().filter(|clause| words::heading(&clause.text) == plain);
    if let (Some(clause), None) = (exact.next(), exact.next()) {
        return Ok(clause.code.clone());
    }
    // The clause that shares most pairs of characters with the hazard is worth naming, not taking.
    let pairs = |text: &str| {
        let text = words::heading(text);
        text.chars().zip(text.chars().skip(1)).collect::<HashSet<_>>()
    };
    let own = pairs(said);
    let shared = |clause: &&Clause| pairs(&clause.text).intersection(&own).count();
    let near = clauses()
        .filter(|clause| clause.scope.covers(enterprise))
        .max_by_key(|clause| (shared(clause), std::cmp::Reverse(&clause.code)));
    let near = near.filter(|clause| shared(clause) >= 3);
    let (zh, en) = match near {
        Some(clause) => {
            let (code, name) = (&clause.code, &clause.name);
            (format!("；最接近的是 {code}（{name}）"), format!("; the nearest is {code}"))
        }
        None => (String::new(), String::new()),
    };
    Err(Text::made(
        format!("缺“判定标准条款”：请在表中补上这一栏，填条款编号{zh}"),
        format!("the clause is missing: add the column 判定标准条款 with its code{en}"),
    ))
}
