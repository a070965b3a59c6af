//! The answer to an item: which item a row is, its 落实情况, and the evidence behind it.

use crate::import::grid::At;
use crate::import::proposal::Note;
use crate::import::{table, value, words};
use crate::lang::Text;
use crate::record::draft::Draft;
use crate::record::term::{Status, Word};
use crate::text::quote;
use hashbrown::HashSet;

/// The number of an item and its answer; nothing where it is not answered.
pub(super) fn answer(items: &[String], row: &table::Row<'_>) -> Result<Option<(usize, At, Draft)>, Note> {
    let Some(item) = row.cell(1) else {
        let at = row.cell(3).map(|cell| cell.at);
        return match at {
            None => Ok(None),
            at => Err(Note::of(at, Text::fixed("这一行没有自检自查工作内容", "the row has no item"))),
        };
    };
    let said = value::text(&item.value).map_err(|doubt| Note::of(Some(item.at), doubt))?;
    let digits: String =
        crate::text::narrow(&said).trim_start().chars().take_while(char::is_ascii_digit).collect();
    let plain = words::heading(&said);
    let by_wording = items.iter().position(|item| plain.ends_with(item)).map(|at| at + 1);
    let numbered = digits.parse::<usize>().ok().filter(|number| (1..=items.len()).contains(number));
    let number = match (by_wording, numbered) {
        (Some(one), Some(other)) if one != other => None,
        (None, Some(number)) => is_worded(&plain, items, number).then_some(number),
        (one, other) => one.or(other),
    };
    let Some(number) = number else {
        let (count, said) = (items.len(), quote(&said));
        return Err(Note::of(
            Some(item.at),
            Text::made(
                format!("{said} 不是附件1 的第 1 至 {count} 项，或序号与内容对不上"),
                format!("{said} is none of the items 1 to {count}, or has the number of another"),
            ),
        ));
    };
    let Some(cell) = row.cell(3) else { return Ok(None) };
    let told = value::text(&cell.value).map_err(|doubt| Note::of(Some(cell.at), doubt))?;
    if told.is_empty() {
        return Ok(None);
    }
    let (status, evidence) = status(&told).map_err(|doubt| Note::of(Some(cell.at), doubt))?;
    let mut answer = Draft::new();
    answer.set("status", status.word());
    if !evidence.is_empty() {
        answer.set("evidence", evidence);
    }
    Ok(Some((number, cell.at, answer)))
}

/// So many characters of an item tell whether it is the one whose number it has.
const TELLING: usize = 8;

/// Whether a numbered item is worded like the one of the number: another form's items have numbers too.
fn is_worded(plain: &str, items: &[String], number: usize) -> bool {
    let said = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    if said.chars().count() < TELLING {
        return true;
    }
    let pairs = |text: &str| text.chars().zip(text.chars().skip(1)).collect::<HashSet<_>>();
    let own = pairs(said);
    let shared = |item: &String| pairs(item).intersection(&own).count();
    let of_number = number.checked_sub(1).and_then(|at| items.get(at)).map_or(0, shared);
    of_number * 3 >= own.len() && items.iter().all(|item| shared(item) <= of_number)
}

/// The status, and behind a line break or a sign the evidence.
fn status(told: &str) -> Result<(Status, String), Text> {
    let told = told.trim();
    // The longest word first: 部分落实 is no 落实.
    let mut known: Vec<(&str, Status)> = Status::ALL.iter().map(|status| (status.word(), *status)).collect();
    known.extend([
        ("√", Status::Done),
        ("×", Status::NotDone),
        ("不涉及", Status::NotApplicable),
        ("无此项", Status::NotApplicable),
    ]);
    known.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let found = known.iter().find_map(|(word, status)| Some((*status, told.strip_prefix(word)?)));
    match found {
        Some((status, "")) => Ok((status, String::new())),
        Some((status, rest))
            if rest
                .starts_with(['\n', '：', ':', '；', ';', '，', ',', '。', ' ', '（', '(', '\u{3000}']) =>
        {
            // The first line break parts; what stands behind it is the evidence as it was.
            let evidence = rest.strip_prefix('\n').unwrap_or_else(|| {
                rest.trim_start_matches(['：', ':', '；', ';', '，', ',', '。', ' ', '\u{3000}'])
            });
            Ok((status, words::kept(evidence)))
        }
        _ => {
            let words = Status::words().collect::<Vec<_>>().join("、");
            let told = quote(told);
            Err(Text::made(
                format!("落实情况 {told} 应以 {words} 之一开头"),
                format!("{told} should begin with one of {words}"),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_goes_with_its_wording() {
        let items = ["组织制定排查整治方案并抓好落实", "建立健全全员安全生产责任制度", "开展应急演练"]
            .map(str::to_owned);
        for (said, number) in [
            ("1组织制定排查整治方案抓好落实", 1),
            ("2", 2),
            ("3开展演练", 3),
            ("建立全员安全生产责任制度", 2),
        ] {
            assert!(is_worded(said, &items, number), "{said}");
        }
        for (said, number) in [("1建立健全全员安全生产责任制度", 1), ("3企业安全投入是否按规定提取使用", 3)]
        {
            assert!(!is_worded(said, &items, number), "{said}");
        }
    }

    #[test]
    fn a_status_and_its_evidence() {
        let of = |told: &str| status(told).map(|(status, evidence)| (status.word(), evidence)).ok();
        assert_eq!(of("已落实"), Some(("已落实", String::new())));
        assert_eq!(of("部分落实\n会议记录\n照片"), Some(("部分落实", "会议记录\n照片".to_owned())));
        assert_eq!(of("已落实：会议记录"), Some(("已落实", "会议记录".to_owned())));
        assert_eq!(of("√"), Some(("已落实", String::new())));
        for told in ["落实中", "已落实情况良好", "好"] {
            assert_eq!(of(told), None, "{told}");
        }
    }
}
