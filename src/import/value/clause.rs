//! Clauses as people name them: `GM-13-02`, 第十三条第（二）项, or the very wording.

use super::Doubt;
use crate::catalog::Catalog;
use crate::import::words::heading;
use crate::lang::Text;
use crate::text::{narrow, quote, suggest};

/// The code of the clause that is named.
pub(super) fn read(said: &str, catalog: &Catalog) -> Result<String, Doubt> {
    let code = narrow(said).trim().to_uppercase();
    let clauses = &catalog.standard.clauses;
    if clauses.contains_key(&code) {
        return Ok(code);
    }
    let plain = heading(said);
    let mut found = clauses.values().filter(|clause| {
        let (name, text) = (heading(&clause.name), heading(&clause.text));
        plain == name || plain == text || plain == format!("{name}{text}")
    });
    match (found.next(), found.next()) {
        (Some(clause), None) => Ok(clause.code.clone()),
        _ => {
            let (near, said) = (suggest(&code, clauses.keys().map(String::as_str)), quote(said));
            Err(Text::made(
                format!("判定标准中没有 {said} 这一条，应写条款编号如 GM-13-02 或条款原文；{}", near.zh),
                format!(
                    "the standard has no clause {said}; write a code such as GM-13-02, or the clause's wording; {}",
                    near.en
                ),
            ))
        }
    }
}
