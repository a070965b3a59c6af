//! Changes in words: `补录 +2（h-9、h-10）；删除 −1（h-3）`.

use super::{ByCause, Change, by_cause};
use crate::lang::Text;

/// So many ids are named of each cause.
const NAMED: usize = 3;

/// The changes by cause, in one line; nothing where there are none.
pub fn told(changes: &[Change]) -> Text {
    let parts: Vec<Text> = by_cause(changes).iter().map(part).collect();
    let joined =
        |of: fn(&Text) -> &str, separator: &str| parts.iter().map(of).collect::<Vec<_>>().join(separator);
    Text::made(joined(|part| &part.zh, "；"), joined(|part| &part.en, "; "))
}

fn part(ByCause { cause, delta, changes }: &ByCause<'_>) -> Text {
    let word = cause.word();
    let ids: Vec<&str> = changes.iter().take(NAMED).map(|change| change.id.as_str()).collect();
    let (zh, en) = (ids.join("、"), ids.join(", "));
    let more = changes.len();
    match ids.len() {
        0 => Text::made(format!("{} {delta}", word.zh), format!("{} {delta}", word.en)),
        named if named == more => {
            Text::made(format!("{} {delta}（{zh}）", word.zh), format!("{} {delta} ({en})", word.en))
        }
        _ => Text::made(
            format!("{} {delta}（{zh} 等 {more} 条）", word.zh),
            format!("{} {delta} ({en} and others, {more} in all)", word.en),
        ),
    }
}
