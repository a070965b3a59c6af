//! 是否挂牌督办, 是否整改, 是否处罚: what a row says of the state of its hazard, held against the record.

use super::column;
use crate::form::content::HazardRow;
use crate::import::fields::Reading;
use crate::import::grid::At;
use crate::import::proposal::{Field, Note};
use crate::import::table::Row;
use crate::import::{Given, Request, value};
use crate::lang::Text;
use crate::record::draft::Value;
use crate::record::{Entry, Hazard};

/// What a row says of the state of its hazard; nothing where it does not say it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Flags {
    pub(super) supervised: Option<(bool, At)>,
    pub(super) rectified: Option<(bool, At)>,
    pub(super) penalized: Option<(bool, At)>,
}

/// What has been said for all rows, as far as it holds for a row, and what is doubtful.
pub(super) struct Wanted {
    pub(super) given: Given,
    pub(super) notes: Vec<Note>,
}

impl Flags {
    pub(super) fn of(row: &Row<'_>, notes: &mut Vec<Note>) -> Self {
        let mut flag = |name: &str| {
            let cell = row.cell(column(name))?;
            match value::yes(&cell.value) {
                Ok(is) => Some((is, cell.at)),
                Err(doubt) => {
                    notes.push(Note::of(Some(cell.at), doubt));
                    None
                }
            }
        };
        Self { supervised: flag("supervised"), rectified: flag("rectified"), penalized: flag("penalized") }
    }

    /// Whether a record is in just this state.
    pub(super) fn are_those_of(&self, request: Request<'_, '_>, hazard: &Entry<Hazard>) -> bool {
        let row = HazardRow::new(request.context, hazard, request.context.as_of);
        let is = |flag: Option<(bool, At)>, state: bool| flag.is_none_or(|(said, _)| said == state);
        is(self.supervised, row.supervised)
            && is(self.rectified, row.rectified)
            && is(self.penalized, row.penalized)
    }

    /// Holds the state against a record: what changes by what is said for all rows, and what is doubtful.
    pub(super) fn against(
        &self,
        request: Request<'_, '_>,
        hazard: &Entry<Hazard>,
        fields: &mut Vec<Field>,
    ) -> Vec<Note> {
        let (as_of, given) = (request.context.as_of, request.given);
        let mut notes = Vec::new();
        let mut hold = |flag: Option<(bool, At)>,
                        state: bool,
                        day: &'static str,
                        words: (&'static str, &'static str)| {
            let Some((said, at)) = flag else { return };
            let changes = fields.iter().any(|field| field.path == day);
            match (said, state, given.defaults.get(day)) {
                (true, true, _) | (false, false, _) if !changes => {}
                (true, ..) if changes => {}
                (true, false, Some(default)) => {
                    let after = Value::from(default.as_str());
                    fields.push(Field { path: day, before: None, after, at: None });
                }
                (true, false, None) => notes.push(Note::of(Some(at), lacking(day, words))),
                (false, ..) | (true, true, _) => notes.push(Note::of(Some(at), contrary(words))),
            }
        };
        hold(self.rectified, hazard.is_completed(as_of), "rectification.completed_on", RECTIFIED);
        hold(self.supervised, hazard.is_supervised(as_of), "supervision.listed_on", SUPERVISED);
        let newly =
            fields.iter().any(|field| field.path == "supervision.listed_on") && hazard.supervision.is_none();
        if newly && !fields.iter().any(|field| field.path == "supervision.level") {
            match given.defaults.get("supervision.level") {
                Some(level) => fields.push(Field {
                    path: "supervision.level",
                    before: None,
                    after: Value::from(level.as_str()),
                    at: None,
                }),
                None => notes.push(Note::of(self.supervised.map(|(_, at)| at), LEVEL)),
            }
        }
        notes
    }

    /// What holds of a new hazard: days that are said for all rows only where the row says that it is so.
    pub(super) fn of_new(&self, reading: &Reading, given: &Given) -> Wanted {
        let mut wanted = Wanted { given: given.clone(), notes: Vec::new() };
        let mut hold = |flag: Option<(bool, At)>,
                        group: &str,
                        day: &'static str,
                        words: (&'static str, &'static str)| {
            let own = reading.text(day).is_some();
            match flag {
                Some((true, at)) if !own && !given.defaults.contains_key(day) => {
                    wanted.notes.push(Note::of(Some(at), lacking(day, words)));
                }
                Some((false, at)) if own => wanted.notes.push(Note::of(Some(at), contrary(words))),
                Some((true, _)) => {}
                Some((false, _)) | None => {
                    wanted
                        .given
                        .defaults
                        .retain(|path, _| *path != day && (group.is_empty() || !path.starts_with(group)));
                }
            }
        };
        hold(self.rectified, "", "rectification.completed_on", RECTIFIED);
        hold(self.supervised, "supervision.", "supervision.listed_on", SUPERVISED);
        if !matches!(self.rectified, Some((true, _))) {
            wanted.given.defaults.retain(|path, _| !path.starts_with("rectification.verified"));
        }
        wanted
    }
}

const RECTIFIED: (&str, &str) = ("是否整改", "整改完成日期");
const SUPERVISED: (&str, &str) = ("是否挂牌督办", "挂牌日期");
const LEVEL: Text = Text::fixed(
    "挂牌督办须有督办级别：请补上这一栏，或用 --set 督办级别=县级 一并说明",
    "supervision needs its level: add the column 督办级别, or say it for all rows with --set supervision.level=县级",
);

fn lacking(path: &str, (flag, day): (&str, &str)) -> Text {
    Text::made(
        format!("{flag} 写“是”，但没有{day}：请补上这一栏，或用 --set {day}=2023-08-20 一并说明"),
        format!(
            "{flag} is 是, but the day is missing: add the column {day}, or say it for all rows with --set {path}=2023-08-20"
        ),
    )
}

fn contrary((flag, day): (&str, &str)) -> Text {
    Text::made(
        format!("{flag} 与{day}不符：请核对这一行和记录；表是另一天的，用 --as-of 说明是哪天"),
        format!(
            "{flag} does not go with {day}: look at the row and at the record, or say with --as-of which day the form is of"
        ),
    )
}
