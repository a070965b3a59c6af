//! What comes of a search: the changes and what is to be said of them, or why there are none.

use super::Error;
use super::edit::Edits;
use super::search::Search;
use crate::lang::Text;
use crate::text::quote;

/// The most errors that are told.
const TOLD: usize = 5;

impl Search<'_> {
    /// The changes, and what is to be said.
    pub(super) fn finish(mut self) -> Result<(Vec<Edits>, Vec<Text>), Error> {
        let offered: Vec<&str> = [
            self.offer.labels.as_ref().map(|labels| labels.form.as_str()),
            self.offer.table.as_ref().map(|table| table.form.as_str()),
        ]
        .into_iter()
        .flatten()
        .collect();
        if self.errors.is_empty() && self.forms.is_empty() {
            let forms = offered.join("、");
            self.errors.push(Text::made(
                format!("模板中找不到 {forms} 的指标名称、表头或占位符"),
                format!("the template has no label, heading or placeholder of {forms}"),
            ));
        }
        if self.errors.is_empty() && !self.offer.left_out.is_empty() && !self.says_left_out {
            self.errors.push(Text::fixed(
                "有记录无法读取，表上应注明漏计条数：请在模板中放一格 {{漏计说明}}",
                "records were left out and the form must say so: put {{漏计说明}} into a cell of the template",
            ));
        }
        if !self.errors.is_empty() {
            let more = self.errors.len().saturating_sub(TOLD);
            let join = |of: fn(&Text) -> &str, with: &str| {
                self.errors.iter().take(TOLD).map(of).collect::<Vec<_>>().join(with)
            };
            let (mut zh, mut en) = (join(|text| &text.zh, "；"), join(|text| &text.en, "; "));
            if more > 0 {
                zh.push_str(&format!("；还有 {more} 处"));
                en.push_str(&format!("; and {more} more"));
            }
            return Err(Error(Text::made(zh, en)));
        }
        let mut said = Vec::new();
        for form in offered {
            let sheet = |index: usize| {
                self.book.sheets.get(index).map(|sheet| quote(&sheet.name)).unwrap_or_default()
            };
            let sheets: Vec<String> = self
                .forms
                .iter()
                .filter(|(known, _)| *known == form)
                .map(|(_, index)| sheet(*index))
                .collect();
            let sheets = sheets.join("、");
            said.push(if sheets.is_empty() {
                Text::made(format!("模板中没有 {form}，未填"), format!("the template has no {form}"))
            } else {
                Text::made(
                    format!("已填 {form}：工作表 {sheets}"),
                    format!("{form} is on the sheet {sheets}"),
                )
            });
        }
        said.append(&mut self.said);
        if self.cut > 0 {
            let cut = self.cut;
            said.push(Text::made(
                format!("有 {cut} 格的文字超过单元格的上限，已从“…”处截去"),
                format!("{cut} texts are longer than a cell can hold and were cut at the …"),
            ));
        }
        Ok((self.edits, said))
    }
}
