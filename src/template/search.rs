//! The cells of a template for the values that there are: by placeholder, by defined name, by label. What
//! may not be written over is refused; what is unsure is refused with both places.

use super::book::Book;
use super::edit::{Edits, Put};
use super::line;
use super::offer::Offer;
use super::refs::parse_range;
use super::sheet::{Content, Sheet, Words};
use super::words::{Placeholder, is_free, norm, placeholders, without_number};
use crate::import::grid::At;
use crate::lang::Text;
use crate::sheet::Value;
use crate::text::{quote, suggest, visible};
use crate::write::{lined, xlsx};
use std::collections::{BTreeMap, BTreeSet};

/// What the names of cells begin with.
const PREFIX: &str = "hz_";

/// The search, and what it has found.
pub(super) struct Search<'a> {
    pub(super) book: &'a Book,
    pub(super) offer: &'a Offer,
    pub(super) edits: Vec<Edits>,
    /// The names of values that have their cell.
    placed: BTreeSet<&'a str>,
    /// The forms that were filled, each with its sheet.
    pub(super) forms: Vec<(&'a str, usize)>,
    pub(super) said: Vec<Text>,
    pub(super) errors: Vec<Text>,
    /// How many texts had to be cut.
    pub(super) cut: usize,
    /// Whether it says what was left out.
    pub(super) says_left_out: bool,
}

impl<'a> Search<'a> {
    pub(super) fn new(book: &'a Book, offer: &'a Offer) -> Self {
        Self {
            book,
            offer,
            edits: book.sheets.iter().map(|_| Edits::default()).collect(),
            placed: BTreeSet::new(),
            forms: Vec::new(),
            said: Vec::new(),
            errors: Vec::new(),
            cut: 0,
            says_left_out: false,
        }
    }

    /// The value of a name, with the name as it is offered.
    pub(super) fn word(&self, name: &str) -> Option<(&'a str, &'a Value)> {
        self.offer.words.iter().find(|(known, _)| known == name).map(|(known, value)| (known.as_str(), value))
    }

    /// Fills the placeholders of all cells.
    pub(super) fn placeholders(&mut self) {
        let mut rows = Vec::new();
        for (index, sheet) in self.book.sheets.iter().enumerate() {
            let mut row_of: BTreeMap<u32, Vec<String>> = BTreeMap::new();
            for (at, cell) in &sheet.cells {
                let Content::Words(words) = &cell.content else { continue };
                let found = placeholders(&words.text());
                for placeholder in found.iter().filter(|found| found.name.starts_with("行:")) {
                    if self.is_known(sheet, *at, &placeholder.name) {
                        row_of.entry(at.row).or_default().push(placeholder.name.clone());
                    }
                }
                self.fill_words(index, *at, words, &found);
            }
            rows.extend(row_of.into_iter().map(|(row, names)| (index, row, names)));
        }
        self.template_row(rows);
    }

    /// Whether a placeholder is known, here or to another command; says so if it is not.
    fn is_known(&mut self, sheet: &Sheet, at: At, name: &str) -> bool {
        let columns = self.column_names();
        let offer = self.offer;
        let known = || {
            let words = offer.words.iter().map(|(name, _)| name.as_str());
            words.chain(offer.elsewhere.iter().map(String::as_str)).chain(columns.iter().map(String::as_str))
        };
        let name_of = norm(name);
        if known().any(|known| known == name || known == name_of) {
            return true;
        }
        let (place, said) = (sheet.place(at), suggest(name, known().collect::<Vec<_>>()));
        let name = quote(&format!("{{{{{name}}}}}"));
        self.errors.push(Text::made(
            format!("单元格 {place}：没有占位符 {name}，{}", said.zh),
            format!("cell {place}: there is no placeholder {name}, {}", said.en),
        ));
        false
    }

    fn column_names(&self) -> Vec<String> {
        self.offer.table.iter().flat_map(|table| &table.columns).flat_map(|column| column.names()).collect()
    }

    fn fill_words(&mut self, index: usize, at: At, words: &Words, found: &[Placeholder]) {
        let Some(sheet) = self.book.sheets.get(index) else { return };
        let text = words.text();
        let mut filled = words.clone();
        let mut changed = false;
        for placeholder in found.iter().rev().filter(|found| !found.name.starts_with("行:")) {
            if !self.is_known(sheet, at, &placeholder.name) {
                continue;
            }
            let Some((name, value)) = self.word(&placeholder.name) else {
                let (place, name) = (sheet.place(at), quote(&placeholder.name));
                self.said.push(Text::made(
                    format!("单元格 {place} 的占位符 {name} 由别的命令填写，未动"),
                    format!("cell {place}: the placeholder {name} is of another command and stays"),
                ));
                continue;
            };
            self.note_placed(name, index);
            self.says_left_out |= name == "漏计说明";
            if text.trim() == text.get(placeholder.range.clone()).unwrap_or_default() {
                let put = self.put_of(value);
                self.set(index, at, put);
                return;
            }
            filled.replace(&placeholder.range, &lined(&value.to_string()));
            changed = true;
        }
        if changed {
            self.set(index, at, Put::Words(filled));
        }
    }

    /// Fills the cells that have a name: `hz_A1`.
    pub(super) fn names(&mut self) {
        for (name, place) in &self.book.names {
            let Some(word) = name.strip_prefix(PREFIX) else { continue };
            let Some((known, value)) = self.word(word) else {
                if !self.offer.elsewhere.iter().any(|other| other == word) {
                    let said = suggest(word, self.offer.words.iter().map(|(word, _)| word.as_str()));
                    let name = quote(name);
                    self.errors.push(Text::made(
                        format!("名称 {name}：没有这个指标，{}", said.zh),
                        format!("the name {name}: there is no such figure, {}", said.en),
                    ));
                }
                continue;
            };
            let target = place.rsplit_once('!').and_then(|(sheet, range)| {
                let sheet = sheet.trim_matches('\'').replace("''", "'");
                let index = self.book.sheets.iter().position(|known| known.name == sheet)?;
                Some((index, parse_range(range)?.first))
            });
            let Some((index, at)) = target else {
                let name = quote(name);
                self.errors.push(Text::made(
                    format!("名称 {name} 没有指向本工作簿的单元格"),
                    format!("the name {name} stands for no cell of the workbook"),
                ));
                continue;
            };
            self.note_placed(known, index);
            self.target(index, at, value, "");
        }
    }

    /// Fills the cells beside the labels of a form.
    pub(super) fn labels(&mut self) {
        let Some(form) = &self.offer.labels else { return };
        let mut places: BTreeMap<String, Vec<(usize, At)>> = BTreeMap::new();
        for (index, sheet) in self.book.sheets.iter().enumerate() {
            for (at, cell) in &sheet.cells {
                if let Content::Words(words) = &cell.content {
                    let label = norm(&words.text());
                    places.entry(without_number(&label).to_owned()).or_default().push((index, *at));
                }
            }
        }
        let mut missing = Vec::new();
        for label in &form.labels {
            if label.keys.iter().any(|key| self.placed.contains(key.as_str())) {
                continue;
            }
            match places.get(without_number(&norm(&label.label))).map(Vec::as_slice) {
                None | Some([]) => missing.push(label.label.as_str()),
                Some([(index, at)]) => {
                    for key in &label.keys {
                        self.note_placed(key, *index);
                    }
                    if let Some(sheet) = self.book.sheets.get(*index) {
                        let area = sheet.area(*at);
                        let beside = At { row: area.first.row, column: area.last.column + 1 };
                        self.target(*index, beside, &label.value, &label.skeleton);
                    }
                }
                Some([one, other, ..]) => {
                    let [a, b] = [one, other].map(|(index, at)| {
                        self.book.sheets.get(*index).map(|sheet| sheet.place(*at)).unwrap_or_default()
                    });
                    self.ambiguous(&label.label, &a, &b);
                }
            }
        }
        if missing.len() < form.labels.len() && !missing.is_empty() {
            let (count, shown) = (missing.len(), visible(&missing.join("、")));
            self.said.push(Text::made(
                format!("模板中没有 {count} 个指标：{shown}"),
                format!("{count} figures are not in the template: {shown}"),
            ));
        }
    }

    /// Fills the line under the title, on every sheet of a form.
    pub(super) fn lines(&mut self) {
        let sheets: BTreeSet<usize> = self.forms.iter().map(|(_, sheet)| *sheet).collect();
        for index in sheets {
            let Some(sheet) = self.book.sheets.get(index) else { continue };
            let block = self.edits.get(index).and_then(|edits| edits.block.as_ref());
            let rows = block.map(|block| block.first..=block.last);
            match line::fill(sheet, &self.offer.line, rows) {
                Ok(puts) => {
                    for (at, words) in puts {
                        if !self.edits.get(index).is_some_and(|edits| edits.cells.contains_key(&at)) {
                            self.set(index, at, Put::Words(words));
                        }
                    }
                }
                Err(errors) => self.errors.extend(errors),
            }
        }
    }

    fn note_placed(&mut self, name: &'a str, index: usize) {
        self.placed.insert(name);
        let Some(form) = &self.offer.labels else { return };
        let is_of = form.labels.iter().find(|label| {
            label
                .keys
                .iter()
                .any(|key| key == name || *key == format!("{name}_count") || name == format!("{key}_pair"))
        });
        if let Some(label) = is_of {
            if name.ends_with("_pair") || !label.keys.iter().any(|key| key == name) {
                self.placed.extend(label.keys.iter().map(String::as_str));
            }
            if !self.forms.contains(&(&form.form, index)) {
                self.forms.push((&form.form, index));
            }
        }
    }

    /// Puts a value into a cell that is free.
    pub(super) fn target(&mut self, index: usize, at: At, value: &Value, skeleton: &str) {
        let Some(sheet) = self.book.sheets.get(index) else { return };
        let at = sheet.area(at).first;
        let place = sheet.place(at);
        let text = sheet.text(at);
        let is_placeholder = !placeholders(&text).is_empty();
        match sheet.cells.get(&at).map(|cell| &cell.content) {
            Some(Content::Formula) => {
                self.said.push(Text::made(
                    format!("单元格 {place} 是公式，保留公式，未填入 {}", quote(&value.to_string())),
                    format!(
                        "cell {place} holds a formula, which stays; {} is not put in",
                        quote(&value.to_string())
                    ),
                ));
                return;
            }
            Some(_) if is_placeholder => return,
            None | Some(Content::Blank) => {}
            Some(Content::Number(number)) if *number == 0.0 => {}
            Some(_) if is_free(&text) || norm(&text) == norm(&value.to_string()) => {}
            Some(_) if !skeleton.is_empty() && norm(&text).replace('_', "") == norm(skeleton) => {}
            Some(_) => return self.occupied(&place, &text),
        }
        let put = self.put_of(value);
        self.set(index, at, put);
    }

    fn set(&mut self, index: usize, at: At, put: Put) {
        let Some(edits) = self.edits.get_mut(index) else { return };
        if let Some(before) = edits.cells.insert(at, put.clone())
            && before != put
        {
            let place = self.book.sheets.get(index).map(|sheet| sheet.place(at)).unwrap_or_default();
            self.errors.push(Text::made(
                format!("两个数值要填入同一单元格 {place}"),
                format!("two values are to go into the same cell {place}"),
            ));
        }
    }

    /// A value as it is put into a cell.
    pub(super) fn put_of(&mut self, value: &Value) -> Put {
        match value {
            Value::Count(_) | Value::Amount(_) => Put::Number(value.to_string()),
            Value::Text(text) => {
                let (text, was_cut) = xlsx::shortened(lined(text));
                self.cut += usize::from(was_cut);
                Put::Words(Words::plain(text))
            }
        }
    }

    /// A cell holds something else already.
    pub(super) fn occupied(&mut self, place: &str, text: &str) {
        let text = quote(text);
        self.errors.push(Text::made(
            format!("单元格 {place} 已有内容 {text}，不覆盖；请清空模板的这一格"),
            format!("cell {place} holds {text} already and is not written over: clear it in the template"),
        ));
    }

    /// Two places for one thing.
    pub(super) fn ambiguous(&mut self, what: &str, one: &str, other: &str) {
        let what = quote(what);
        self.errors.push(Text::made(
            format!("{what} 在模板中有两处：{one} 和 {other}；请去掉一处，或用占位符指明"),
            format!("{what} is in the template twice: {one} and {other}; take one out, or say with a placeholder which"),
        ));
    }

    pub(super) fn fail(&mut self, error: Text) {
        self.errors.push(error);
    }
}
