//! Why a file is refused: in plain words, and with what to do.

use super::{At, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, MOST_UNPACKED};
use crate::lang::Text;
use crate::text::quote;

const fn mib(bytes: usize) -> usize {
    bytes >> 20
}

/// The sheet at the beginning of a sentence; nothing for a CSV file, which has only one.
fn on(sheet: &str) -> (String, String) {
    if sheet.is_empty() {
        return Default::default();
    }
    let sheet = quote(sheet);
    (format!("工作表 {sheet}："), format!("sheet {sheet}: "))
}

/// The file is larger than any return.
pub(super) fn too_large(most: usize) -> Text {
    let most = mib(most);
    Text::made(
        format!("文件超过 {most} MiB：请删去其中的图片和无关的工作表，或分成几个文件"),
        format!(
            "the file is over {most} MiB: remove its pictures and the sheets that are not needed, or divide it"
        ),
    )
}

/// Unpacked, the file is larger than any return.
pub(super) fn unpacked() -> Text {
    let most = MOST_UNPACKED >> 20;
    Text::made(
        format!("文件解压后过大（上限 {most} MiB）：请删去无关的工作表和空行空列的格式，再另存为 .xlsx"),
        format!(
            "the file is too large once unpacked (at most {most} MiB): remove the sheets that are not needed \
             and the formats of empty rows and columns, then save it as .xlsx"
        ),
    )
}

/// More cells than any return has.
pub(super) fn cells(sheet: &str) -> Text {
    let (zh, en) = on(sheet);
    Text::made(
        format!("{zh}单元格超过 {MOST_CELLS} 个：请分成几个文件"),
        format!("{en}more than {MOST_CELLS} cells: divide it into several files"),
    )
}

/// More text than any return has.
pub(super) fn text(sheet: &str) -> Text {
    let ((zh, en), most) = (on(sheet), mib(MOST_TEXT));
    Text::made(
        format!("{zh}文字超过 {most} MiB：请分成几个文件"),
        format!("{en}more than {most} MiB of text: divide it into several files"),
    )
}

/// A cell far from all others.
pub(super) fn far(sheet: &str, at: At) -> Text {
    let (zh, en) = on(sheet);
    Text::made(
        format!("{zh}单元格 {at} 太远（最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列）：请删去它所在的行列后保存"),
        format!(
            "{en}cell {at} is too far away (at most {MOST_ROWS} rows and {MOST_COLUMNS} columns): \
             delete its row or column and save the file"
        ),
    )
}

/// More merged ranges than any return has.
pub(super) fn merges(sheet: &str, most: usize) -> Text {
    let (zh, en) = on(sheet);
    Text::made(
        format!("{zh}合并的区域超过 {most} 个：请取消合并后保存"),
        format!("{en}more than {most} merged ranges: undo the merging and save the file"),
    )
}

/// Two values for one cell.
pub(super) fn twice(sheet: &str, at: At) -> Text {
    let sheet = quote(sheet);
    Text::made(
        format!("文件已损坏：工作表 {sheet} 的单元格 {at} 出现两次：{ZH_SAVE}"),
        format!("the file is damaged: cell {at} of sheet {sheet} is there twice: {EN_SAVE}"),
    )
}

const ZH_SAVE: &str = "请用 WPS 或 Excel 打开，另存为 .xlsx";
const EN_SAVE: &str = "open it in WPS or Excel and save it as .xlsx";

/// The file is of another sort.
pub(super) fn is(zh: &str, en: &str) -> Text {
    Text::made(format!("这是{zh}，不是工作簿：{ZH_SAVE}"), format!("this is {en}, not a workbook: {EN_SAVE}"))
}

/// The file holds no table at all.
pub(super) fn no_table(zh: &str, en: &str) -> Text {
    Text::made(
        format!("这是{zh}，不是工作簿：请提供 .xlsx、.xls、.ods 或 .csv 文件"),
        format!("this is {en}, not a workbook: give a file that is .xlsx, .xls, .ods or .csv"),
    )
}

/// The file is encrypted.
pub(super) const fn encrypted() -> Text {
    Text::fixed(
        "工作簿有打开密码：请用 WPS 或 Excel 打开，去掉密码后另存为 .xlsx",
        "the workbook has a password: open it in WPS or Excel, remove the password and save it as .xlsx",
    )
}

/// The file is damaged or cut off; in which part of it, where that is known.
pub(super) fn damaged(part: &str) -> Text {
    if part.is_empty() {
        return Text::made(
            format!("文件已损坏或不完整：请重新传送；仍不行时，{ZH_SAVE}"),
            format!("the file is damaged or incomplete: have it sent again, or {EN_SAVE}"),
        );
    }
    let part = quote(part);
    Text::made(
        format!("文件已损坏或不完整（{part}）：请重新传送；仍不行时，{ZH_SAVE}"),
        format!("the file is damaged or incomplete ({part}): have it sent again, or {EN_SAVE}"),
    )
}

/// A quotation mark of a CSV file that is never closed.
pub(super) fn open_quote(line: usize) -> Text {
    Text::made(
        format!("csv 第 {line} 行的引号没有闭合：请补上引号，或用 WPS、Excel 另存为 .xlsx"),
        format!(
            "csv: the quotation mark of line {line} is never closed: close it, or save the table as .xlsx"
        ),
    )
}

/// Two sheets of one name.
pub(super) fn same_name(name: &str) -> Text {
    let name = quote(name);
    Text::made(
        format!("文件已损坏：有两个名为 {name} 的工作表：{ZH_SAVE}"),
        format!("the file is damaged: two sheets are named {name}: {EN_SAVE}"),
    )
}
