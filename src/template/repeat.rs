//! The row of a template whose cells have the placeholders of columns, `{{行:企业名称}}`: it is repeated for
//! every row of the form.

use super::edit::{Block, Put};
use super::search::Search;
use super::sheet::Content;
use super::words::{norm, placeholders};
use crate::import::grid::At;
use crate::lang::Text;
use crate::sheet::Value;
use crate::write::lined;
use std::collections::BTreeMap;

impl Search<'_> {
    /// The row whose cells have the placeholders of columns: it is repeated for every row of the form.
    pub(super) fn template_row(&mut self, rows: Vec<(usize, u32, Vec<String>)>) {
        let Some(table) = &self.offer.table else { return };
        let column_of = |name: &str| {
            let name = norm(name);
            table.columns.iter().position(|column| column.names().contains(&name))
        };
        let mut ours = Vec::new();
        for (index, row, names) in rows {
            let Some(sheet) = self.book.sheets.get(index) else { continue };
            if names.iter().all(|name| column_of(name).is_some()) {
                ours.push((index, row));
            } else {
                let place = sheet.place(At { row, column: 0 });
                self.said.push(Text::made(
                    format!("{place} 所在行的占位符由别的命令填写，未动"),
                    format!("the placeholders in the row of {place} are of another command and stay"),
                ));
            }
        }
        let (index, row) = match ours.as_slice() {
            [] => return,
            [one] => *one,
            [(one, row), (other, other_row), ..] => {
                let [a, b] = [(*one, *row), (*other, *other_row)].map(|(index, row)| {
                    self.book
                        .sheets
                        .get(index)
                        .map(|sheet| sheet.place(At { row, column: 0 }))
                        .unwrap_or_default()
                });
                return self.ambiguous("{{行:…}}", &a, &b);
            }
        };
        let Some(sheet) = self.book.sheets.get(index) else { return };
        let (first, last) = (At { row, column: 0 }, At { row, column: u32::MAX });
        let blank: Vec<Value> = table.columns.iter().map(|_| Value::from("")).collect();
        let records = table.rows.iter().chain(table.rows.is_empty().then_some(&blank));
        let mut lines = Vec::new();
        for record in records {
            let mut line = BTreeMap::new();
            for (at, cell) in sheet.cells.range(first..=last) {
                let Content::Words(words) = &cell.content else { continue };
                let text = words.text();
                let found = placeholders(&text);
                let value = |name: &str| column_of(name).and_then(|column| record.get(column));
                if let [only] = found.as_slice()
                    && text.trim() == text.get(only.range.clone()).unwrap_or_default()
                {
                    if let Some(value) = value(&only.name) {
                        line.insert(at.column, self.put_of(value));
                    }
                    continue;
                }
                let mut filled = words.clone();
                for placeholder in found.iter().rev() {
                    let word = || self.word(&placeholder.name).map(|(_, value)| value);
                    if let Some(value) = value(&placeholder.name).or_else(word) {
                        filled.replace(&placeholder.range, &lined(&value.to_string()));
                    }
                }
                if filled != *words {
                    line.insert(at.column, Put::Words(filled));
                }
            }
            lines.push(line);
        }
        if let Some(edits) = self.edits.get_mut(index) {
            let heights = vec![None; lines.len()];
            edits.block =
                Some(Block { first: row, last: row, lines, heights, removes: false, repeats: true });
        }
        self.forms.push((&table.form, index));
    }
}
