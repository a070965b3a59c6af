//! The items of 附件1, on which an enterprise checks itself.

use crate::config::{ConfigError, Source, Table};
use crate::lang::Text;

/// The columns of the form.
const COLUMNS: usize = 4;

/// The self-check form: its wording and its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfcheckForm {
    /// The title, with ×××× for the enterprise.
    pub title: String,
    /// The headings of the four columns.
    pub columns: Vec<String>,
    /// The words before the principal's signature.
    pub signature: String,
    /// The items in order; the item numbered `n` is the one at `n - 1`.
    pub items: Vec<Item>,
}

/// One item of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// 类别
    pub category: String,
    /// 自检自查工作内容
    pub content: String,
    /// 落实要求或佐证材料
    pub evidence: String,
}

impl SelfcheckForm {
    /// Reads `selfcheck.toml`.
    ///
    /// # Errors
    /// All mistakes, each with its line.
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<ConfigError>> {
        Source::new(path, text).read(|top| {
            let title = top.required("title", Table::text);
            let columns = top.required("columns", Table::texts);
            if let Some(columns) = columns.as_ref().filter(|columns| columns.len() != COLUMNS) {
                let span = columns.first().map_or(top.span(), |first| first.span.clone());
                top.error(
                    span,
                    Text::made(format!("表头应有 {COLUMNS} 栏"), format!("the form has {COLUMNS} columns")),
                );
            }
            let signature = top.required("signature", Table::text);
            let mut next = 1;
            let items =
                top.required("items", |top, key| top.tables(key, |table| read_item(table, &mut next)));
            Some(Self {
                title: title?.value,
                columns: columns?.into_iter().map(|column| column.value).collect(),
                signature: signature?.value,
                items: items?,
            })
        })
    }

    /// The number of items; they are numbered from 1.
    pub fn count(&self) -> u32 {
        u32::try_from(self.items.len()).unwrap_or(u32::MAX)
    }
}

fn read_item(table: &mut Table<'_, '_>, next: &mut u32) -> Option<Item> {
    let number = table.required("number", Table::whole);
    let category = table.required("category", Table::text);
    let content = table.required("content", Table::text);
    let evidence = table.required("evidence", Table::text);
    let number = number?;
    if number.value != *next {
        table.error(
            number.span,
            Text::made(
                format!("项目应从 1 起连续编号，此处应为 {next}"),
                format!("items are numbered from 1 without a gap; this one is {next}"),
            ),
        );
    }
    *next += 1;
    Some(Item { category: category?.value, content: content?.value, evidence: evidence?.value })
}
