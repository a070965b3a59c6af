//! What every reader puts its cells into: the bounds, the order, and the notes are kept here, once.

use super::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Note, Read, date, refusal};
use crate::import::grid::{At, Cell, Grid, Merge, Value};
use crate::lang::Text;
use std::borrow::Cow;

/// The most notes of one kind that a sheet has with their addresses.
const MOST_NOTES: usize = 10;
/// The most merged ranges of a sheet.
const MOST_MERGES: usize = 200_000;
/// The most sheets.
const MOST_SHEETS: usize = 1_000;

/// The value of a formula that was saved without its result.
pub(super) const NO_RESULT: &str = "公式没有结果";

pub(super) const TIME_OF_DAY: Text =
    Text::fixed("日期带有时刻：只取日期", "a date with a time of day: the day alone is kept");
pub(super) const TIME: Text =
    Text::fixed("时刻或时长：按数字读入", "a time of day or a duration: read as a number");
pub(super) const NO_DATE: Text = Text::fixed(
    "设为日期格式，但数字不是日期：按数字读入",
    "shown as a date, but the number is none: read as a number",
);
pub(super) const PICTURE: Text =
    Text::fixed("图片、图形或控件没有读入", "a picture, drawing or control has not been read");
pub(super) const COMMENT: Text = Text::fixed("批注没有读入", "a comment has not been read");
pub(super) const MACROS: Text =
    Text::fixed("宏没有读入，也没有运行", "macros have been neither read nor run");
pub(super) const LINKS: Text = Text::fixed(
    "引用了其他文件：没有打开，取保存时的结果",
    "it refers to other files: they have not been opened, the results are those it was saved with",
);

/// The workbook as far as it has been read.
#[derive(Default)]
pub(super) struct Collector {
    read: Read,
    sheet: Option<Grid>,
    cells: usize,
    text: usize,
    sorted: bool,
    counts: Vec<(Text, usize)>,
}

impl Collector {
    /// Begins the next sheet.
    pub(super) fn begin(&mut self, name: String, hidden: bool) -> Result<(), Text> {
        self.end()?;
        if self.read.workbook.sheets.iter().any(|sheet| sheet.name == name) {
            return Err(refusal::same_name(&name));
        }
        if self.read.workbook.sheets.len() >= MOST_SHEETS {
            return Err(refusal::unpacked());
        }
        self.sheet = Some(Grid { name, hidden, ..Grid::default() });
        self.sorted = true;
        Ok(())
    }

    /// The name of the sheet; empty before the first.
    pub(super) fn name(&self) -> &str {
        self.sheet.as_ref().map_or("", |sheet| &sheet.name)
    }

    /// A cell that is not empty.
    pub(super) fn put(&mut self, at: At, value: Value) -> Result<(), Text> {
        if at.row >= MOST_ROWS || at.column >= MOST_COLUMNS {
            return Err(refusal::far(self.name(), at));
        }
        if let Value::Text(text) | Value::Error(text) = &value {
            self.text += text.len();
        }
        self.cells += 1;
        if self.cells > MOST_CELLS {
            return Err(refusal::cells(self.name()));
        }
        if self.text > MOST_TEXT {
            return Err(refusal::text(self.name()));
        }
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        self.sorted &= sheet.cells.last().is_none_or(|last| last.at < at);
        sheet.cells.push(Cell { at, value });
        Ok(())
    }

    /// A text: no cell where it has nothing to read.
    pub(super) fn text(&mut self, at: At, text: &str) -> Result<(), Text> {
        if text.bytes().all(|byte| byte.is_ascii_whitespace()) || text.chars().all(char::is_whitespace) {
            return Ok(());
        }
        if self.text + text.len() > MOST_TEXT {
            return Err(refusal::text(self.name()));
        }
        self.put(at, Value::Text(line_feeds(text).into_owned()))
    }

    /// What cannot be taken for a value.
    pub(super) fn error(&mut self, at: At, what: &str) -> Result<(), Text> {
        if self.text + what.len() > MOST_TEXT {
            return Err(refusal::text(self.name()));
        }
        self.put(at, Value::Error(what.to_owned()))
    }

    /// A number, shown as its format says.
    pub(super) fn number(
        &mut self,
        at: At,
        number: f64,
        shown: date::Shown,
        is_1904: bool,
    ) -> Result<(), Text> {
        match shown {
            date::Shown::Number => {}
            date::Shown::Time => self.note(Some(at), TIME),
            date::Shown::Date => match date::from_serial(number, is_1904) {
                Some((day, midnight)) => return self.date(at, day, midnight),
                None => self.note(Some(at), NO_DATE),
            },
        }
        if number.is_finite() {
            return self.put(at, Value::Number(number));
        }
        self.error(at, "#NUM!")
    }

    /// A date.
    pub(super) fn date(&mut self, at: At, day: chrono::NaiveDate, midnight: bool) -> Result<(), Text> {
        if !midnight {
            self.note(Some(at), TIME_OF_DAY);
        }
        self.put(at, Value::Date(day))
    }

    /// A merged range, its corners in any order.
    pub(super) fn merge(&mut self, one: At, other: At) -> Result<(), Text> {
        let first = At { row: one.row.min(other.row), column: one.column.min(other.column) };
        let last = At { row: one.row.max(other.row), column: one.column.max(other.column) };
        let name = self.name().to_owned();
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        if sheet.merges.len() >= MOST_MERGES {
            return Err(refusal::merges(&name, MOST_MERGES));
        }
        if last.row >= MOST_ROWS || last.column >= 16_384 {
            return Err(refusal::far(&name, last));
        }
        if first != last {
            sheet.merges.push(Merge { first, last });
        }
        Ok(())
    }

    /// Something about the sheet, or about the file before the first sheet.
    pub(super) fn note(&mut self, at: Option<At>, text: Text) {
        let count = match self.counts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => count,
            None => {
                self.counts.push((text.clone(), 0));
                match self.counts.last_mut() {
                    Some((_, count)) => count,
                    None => return,
                }
            }
        };
        *count += 1;
        if *count <= MOST_NOTES {
            let sheet = self.name().to_owned();
            self.read.notes.push(Note { sheet, at, text });
        }
    }

    /// Something about the whole file, if there is anything.
    pub(super) fn notice(&mut self, text: Option<Text>) {
        self.read.notes.extend(text.map(|text| Note { sheet: String::new(), at: None, text }));
    }

    fn end(&mut self) -> Result<(), Text> {
        let name = self.name().to_owned();
        for (text, count) in std::mem::take(&mut self.counts) {
            if let Some(more) = count.checked_sub(MOST_NOTES).filter(|more| *more > 0) {
                let zh = format!("{}（另有 {more} 处）", text.zh);
                let en = format!("{} (and {more} more)", text.en);
                self.read.notes.push(Note { sheet: name.clone(), at: None, text: Text::made(zh, en) });
            }
        }
        let Some(mut sheet) = self.sheet.take() else { return Ok(()) };
        if !self.sorted {
            sheet.cells.sort_by_key(|cell| cell.at);
            let twice = sheet.cells.windows(2).find_map(|pair| match pair {
                [one, other] if one.at == other.at => Some(one.at),
                _ => None,
            });
            if let Some(at) = twice {
                return Err(refusal::twice(&name, at));
            }
        }
        self.read.workbook.sheets.push(sheet);
        Ok(())
    }

    /// The whole, after the last sheet.
    pub(super) fn finish(mut self) -> Result<Read, Text> {
        self.end()?;
        Ok(self.read)
    }
}

/// A text whose line breaks are all `\n`.
fn line_feeds(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    text.replace("\r\n", "\n").replace('\r', "\n").into()
}
