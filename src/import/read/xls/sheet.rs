//! One sheet of a workbook of 97 to 2003.

use super::super::collect::{COMMENT, Collector, NO_RESULT, PICTURE};
use super::super::refusal;
use super::records::{Record, Records, double, long, packed, short};
use super::{Book, texts};
use crate::import::grid::{At, Value};
use crate::lang::Text;

/// Reads a sheet from its first record on; gives how many bytes it is long.
pub(super) fn read(stream: &[u8], book: &Book, out: &mut Collector) -> Result<usize, Text> {
    let damaged = || refusal::damaged("Workbook");
    let mut waiting = None;
    let mut depth = 0_u32;
    for record in Records::new(stream) {
        let record = record.ok_or_else(damaged)?;
        match record.kind {
            Record::BOF => depth += 1,
            Record::EOF if depth <= 1 => {
                unanswered(&mut waiting, out)?;
                return Ok(stream.len() - record.rest.len());
            }
            Record::EOF => depth -= 1,
            // A chart on the sheet has its own records in between.
            _ if depth != 1 => {}
            _ => one(record, book, &mut waiting, out)?.ok_or_else(damaged)?,
        }
    }
    Err(damaged())
}

/// Reads one record; none where it is too short for what it is.
fn one(
    record: Record<'_>,
    book: &Book,
    waiting: &mut Option<At>,
    out: &mut Collector,
) -> Result<Option<()>, Text> {
    let data = record.data;
    let place = |column| {
        let (row, column) = (short(data, 0)?, short(data, column)?);
        Some(At { row: u32::from(row), column: u32::from(column) })
    };
    macro_rules! given {
        ($value:expr) => {
            match $value {
                Some(value) => value,
                None => return Ok(None),
            }
        };
    }
    match record.kind {
        Record::LABEL_SST => {
            let (at, index) = (given!(place(2)), given!(long(data, 6)));
            match book.strings.get(index as usize) {
                Some(text) => out.text(at, text)?,
                None => out.error(at, "文字丢失")?,
            }
        }
        Record::LABEL | Record::R_STRING => {
            let (at, text) = (given!(place(2)), given!(data.get(6..).and_then(texts::plain)));
            out.text(at, &text)?;
        }
        Record::NUMBER => number(given!(place(2)), given!(double(data, 6)), short(data, 4), book, out)?,
        Record::RK => number(given!(place(2)), given!(packed(data, 6)), short(data, 4), book, out)?,
        Record::MUL_RK => {
            let first = given!(place(2));
            let cells = given!(data.get(4..data.len().saturating_sub(2))).as_chunks::<6>().0;
            for (column, cell) in (first.column..).zip(cells) {
                number(At { column, ..first }, given!(packed(cell, 2)), short(cell, 0), book, out)?;
            }
        }
        Record::BOOL_ERR => {
            let (at, value, is_error) = (given!(place(2)), given!(data.get(6)), given!(data.get(7)));
            bool_or_error(at, *value, *is_error == 1, out)?;
        }
        Record::FORMULA => {
            let (at, result) = (given!(place(2)), given!(data.get(6..14)));
            unanswered(waiting, out)?;
            match (result, short(result, 6)) {
                ([0, ..], Some(0xffff)) => *waiting = Some(at),
                ([kind @ (1 | 2), _, value, ..], Some(0xffff)) => bool_or_error(at, *value, *kind == 2, out)?,
                (_, Some(0xffff)) => {}
                _ => number(at, given!(double(result, 0)), short(data, 4), book, out)?,
            }
        }
        Record::STRING => {
            let Some(at) = waiting.take() else { return Ok(Some(())) };
            let text = given!(texts::long_result(data, record.rest));
            out.text(at, &text)?;
        }
        Record::MERGE_CELLS => {
            for range in
                given!(data.get(2..)).as_chunks::<8>().0.iter().take(usize::from(given!(short(data, 0))))
            {
                let corner = |row, column| {
                    Some(At { row: u32::from(short(range, row)?), column: u32::from(short(range, column)?) })
                };
                out.merge(given!(corner(0, 4)), given!(corner(2, 6)))?;
            }
        }
        Record::NOTE => out.note(place(2), COMMENT),
        // Of the objects, a comment (0x19) is told with its address, and the arrow of a filter (0x14) is none.
        Record::OBJECT if !matches!(short(data, 4), Some(0x14 | 0x19)) => out.note(None, PICTURE),
        _ => {}
    }
    Ok(Some(()))
}

/// A formula whose text never came.
fn unanswered(waiting: &mut Option<At>, out: &mut Collector) -> Result<(), Text> {
    waiting.take().map_or(Ok(()), |at| out.error(at, NO_RESULT))
}

fn number(at: At, number: f64, style: Option<u16>, book: &Book, out: &mut Collector) -> Result<(), Text> {
    let shown = style.and_then(|style| book.styles.get(usize::from(style))).copied().unwrap_or_default();
    out.number(at, number, shown, book.is_1904)
}

fn bool_or_error(at: At, value: u8, is_error: bool, out: &mut Collector) -> Result<(), Text> {
    if !is_error {
        return out.put(at, Value::Bool(value != 0));
    }
    let known = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => "#ERROR!",
    };
    out.error(at, known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    fn formula(column: u8, result: [u8; 8]) -> Vec<u8> {
        record(Record::FORMULA, &[&[0, 0, column, 0, 0, 0][..], &result, &[0; 8]].concat())
    }

    fn lines(records: &[Vec<u8>]) -> Result<Vec<String>, Text> {
        let stream =
            [&[record(Record::BOF, &[0, 6, 16, 0])], records, &[record(Record::EOF, &[])]].concat().concat();
        let mut out = Collector::default();
        out.begin(String::new(), false)?;
        read(&stream, &Book::default(), &mut out)?;
        let read = out.finish()?;
        Ok(read.workbook.sheets[0].cells.iter().map(|cell| format!("{} {:?}", cell.at, cell.value)).collect())
    }

    #[test]
    fn results_of_formulas() {
        let text = [0, 0, 0, 0, 0, 0, 0xff, 0xff];
        let all = [
            formula(0, text),
            record(Record::STRING, &[2, 0, 1, 0x32, 0x75]),
            record(Record::CONTINUE, &[1, 0x59, 0x4e]),
            formula(1, text),
            formula(2, [3, 0, 0, 0, 0, 0, 0xff, 0xff]),
            formula(3, [2, 0, 0x17, 0, 0, 0, 0xff, 0xff]),
            formula(4, [1, 0, 1, 0, 0, 0, 0xff, 0xff]),
            formula(5, 2.5_f64.to_le_bytes()),
            formula(6, text),
        ];
        let expected = [
            "A1 Text(\"甲乙\")",
            "B1 Error(\"公式没有结果\")",
            "D1 Error(\"#REF!\")",
            "E1 Bool(true)",
            "F1 Number(2.5)",
            "G1 Error(\"公式没有结果\")",
        ];
        assert_eq!(lines(&all).unwrap(), expected);
    }

    #[test]
    fn packed_numbers_and_texts_in_the_cell() {
        let all = [
            record(
                Record::MUL_RK,
                &[[1, 0, 2, 0].as_slice(), &[0, 0, 0x93, 1, 0, 0], &[0, 0, 0xfe, 0xff, 0xff, 0xff], &[3, 0]]
                    .concat(),
            ),
            record(Record::RK, &[2, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]),
            record(Record::LABEL, &[3, 0, 0, 0, 0, 0, 2, 0, 0, b'a', 0xe9]),
        ];
        assert_eq!(
            lines(&all).unwrap(),
            ["C2 Number(1.0)", "D2 Number(-1.0)", "A3 Number(1.0)", "A4 Text(\"aé\")"]
        );
        assert!(lines(&[record(Record::RK, &[2, 0])]).is_err());
    }
}
