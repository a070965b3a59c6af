//! One record in three versions: taken from one side, merged, or in conflict.

use super::say::{Conflict, Version, What};
use super::side::{Rec, Side};
use super::value::{Clash, Fields, Val};
use super::{How, comments, lines};
use crate::store::edit::{Edit, edit};
use std::borrow::Cow;

/// The most fields of a record that are edited: each is looked for among all of them.
const MOST_EDITS: usize = 1_000;

/// What becomes of a record.
pub(super) enum Piece<'t> {
    /// It is not there.
    Gone,
    /// It is this.
    Whole(Cow<'t, str>, Val),
    /// Two versions stand between markers; `None` where one side has removed it.
    Split { ours: Option<(Cow<'t, str>, Val)>, theirs: Option<(Cow<'t, str>, Val)>, conflicts: Vec<Conflict> },
}

/// Merges the versions of a record.
pub(super) fn merge<'t>(
    base: Option<&Rec<'t>>,
    ours: Option<&Rec<'t>>,
    theirs: Option<&Rec<'t>>,
    how: &How<'_>,
) -> Piece<'t> {
    match (base, ours, theirs) {
        (_, None, None) => Piece::Gone,
        (None, Some(only), None) | (None, None, Some(only)) => taken(only),
        (None, Some(ours), Some(theirs)) => added(ours, theirs),
        (Some(base), Some(kept), None) => removed(base, kept, Version::Theirs),
        (Some(base), None, Some(kept)) => removed(base, kept, Version::Ours),
        (Some(base), Some(ours), Some(theirs)) => {
            if theirs.text == base.text || ours.text == theirs.text {
                taken(ours)
            } else if ours.text == base.text {
                taken(theirs)
            } else {
                changed(base, ours, theirs, how)
            }
        }
    }
}

/// The same of what the records say, whatever their text.
///
/// # Errors
/// What cannot be merged.
pub(super) fn judge(
    base: Option<&Rec<'_>>,
    ours: Option<&Rec<'_>>,
    theirs: Option<&Rec<'_>>,
    how: &How<'_>,
) -> Result<Option<Val>, Vec<Conflict>> {
    let refused = |record: &Rec<'_>, what| Err(vec![Conflict::of_record(&record.key, what)]);
    match (base, ours, theirs) {
        (_, None, None) => Ok(None),
        (None, Some(only), None) | (None, None, Some(only)) => Ok(Some(only.value.clone())),
        (None, Some(ours), Some(theirs)) if ours.value == theirs.value => Ok(Some(ours.value.clone())),
        (None, Some(ours), Some(_)) => refused(ours, What::BothAdded { id: ours.key.clone() }),
        (Some(base), Some(kept), None) | (Some(base), None, Some(kept)) if base.value == kept.value => {
            Ok(None)
        }
        (Some(_), Some(kept), None) => refused(kept, What::Removed { by: Version::Theirs }),
        (Some(_), None, Some(kept)) => refused(kept, What::Removed { by: Version::Ours }),
        (Some(base), Some(ours), Some(theirs)) => {
            let fields = Fields::merge(&base.value, &ours.value, &theirs.value, how.kind);
            if fields.clashes.is_empty() {
                return Ok(Some(fields.ours));
            }
            Err(conflicts(&fields, &ours.key, how))
        }
    }
}

fn conflicts(fields: &Fields, key: &str, how: &How<'_>) -> Vec<Conflict> {
    fields.clashes.iter().map(|clash| Conflict::of_record(key, clashing(clash, how))).collect()
}

fn taken<'t>(record: &Rec<'t>) -> Piece<'t> {
    Piece::Whole(Cow::Borrowed(record.text), record.value.clone())
}

fn version<'t>(record: &Rec<'t>) -> Option<(Cow<'t, str>, Val)> {
    Some((Cow::Borrowed(record.text), record.value.clone()))
}

/// Both sides have added a record of this id: the same one, or else two that took the same id.
fn added<'t>(ours: &Rec<'t>, theirs: &Rec<'t>) -> Piece<'t> {
    let what = if ours.value != theirs.value {
        What::BothAdded { id: ours.key.clone() }
    } else if comments::within(&theirs.comments, &ours.comments) {
        return taken(ours);
    } else if comments::within(&ours.comments, &theirs.comments) {
        return taken(theirs);
    } else {
        What::Comments
    };
    let conflicts = vec![Conflict::of_record(&ours.key, what)];
    Piece::Split { ours: version(ours), theirs: version(theirs), conflicts }
}

/// One side has removed a record.
fn removed<'t>(base: &Rec<'t>, kept: &Rec<'t>, by: Version) -> Piece<'t> {
    if base.value == kept.value && base.comments == kept.comments {
        return Piece::Gone;
    }
    let conflicts = vec![Conflict::of_record(&kept.key, What::Removed { by })];
    match by {
        Version::Ours => Piece::Split { ours: None, theirs: version(kept), conflicts },
        _ => Piece::Split { ours: version(kept), theirs: None, conflicts },
    }
}

/// Both sides have changed a record.
fn changed<'t>(base: &Rec<'t>, ours: &Rec<'t>, theirs: &Rec<'t>, how: &How<'_>) -> Piece<'t> {
    let fields = Fields::merge(&base.value, &ours.value, &theirs.value, how.kind);
    let onto_ours = edited(ours.text, &fields.onto_ours, how).map(Cow::Owned);
    let onto_theirs = edited(theirs.text, &fields.onto_theirs, how).map(Cow::Owned);
    let is_edited = onto_ours.is_some() && onto_theirs.is_some();
    // Whether a text says just this, and has the comments.
    let said = |text: &Cow<'t, str>, value: &Val, keeps: &dyn Fn(&[&str]) -> bool| {
        Side::read(text, how.kind).is_ok_and(|side| {
            matches!(side.records.as_slice(), [only] if only.value == *value) && keeps(&side.comments)
        })
    };
    let sides = [&ours.comments[..], &theirs.comments];
    if fields.clashes.is_empty() {
        // Merged lines hold what either side has changed.
        let by_lines = lines::clean(base.text, ours.text, theirs.text, how).map(Cow::Owned);
        if let Some(text) = by_lines.filter(|text| said(text, &fields.ours, &|_| true)) {
            return Piece::Whole(text, fields.ours);
        }
        let keeps = |found: &[&str]| comments::all_kept(&base.comments, sides, found);
        let edited = [&onto_ours, &onto_theirs].into_iter().flatten();
        if let Some(text) = edited.into_iter().find(|text| said(text, &fields.ours, &keeps)) {
            return Piece::Whole(text.clone(), fields.ours);
        }
    }
    let own =
        |own: &[&str], other: &[&str], found: &[&str]| comments::own_kept(&base.comments, own, other, found);
    let [our_words, their_words] = sides;
    let mine = onto_ours.filter(|text| said(text, &fields.ours, &|found| own(our_words, their_words, found)));
    let other =
        onto_theirs.filter(|text| said(text, &fields.theirs, &|found| own(their_words, our_words, found)));
    let mut conflicts = conflicts(&fields, &ours.key, how);
    if conflicts.is_empty() {
        let what = if is_edited { What::Comments } else { What::Spelling };
        conflicts.push(Conflict::of_record(&ours.key, what));
    }
    // Each with what the other has changed elsewhere, or neither.
    match (mine, other) {
        (Some(mine), Some(other)) => {
            Piece::Split { ours: Some((mine, fields.ours)), theirs: Some((other, fields.theirs)), conflicts }
        }
        _ => Piece::Split { ours: version(ours), theirs: version(theirs), conflicts },
    }
}

fn clashing(clash: &Clash, how: &How<'_>) -> What {
    let said = |value: &Val| value.said(how.kind, &clash.path);
    What::Field { path: clash.path.clone(), ours: said(&clash.ours), theirs: said(&clash.theirs) }
}

/// A record with fields changed.
fn edited(text: &str, edits: &[Edit], how: &How<'_>) -> Option<String> {
    if edits.is_empty() {
        return Some(text.to_owned());
    }
    if edits.len() > MOST_EDITS {
        return None;
    }
    let order = |path: &str| how.kind.map_or_else(Vec::new, |kind| crate::schema::key_order(kind, path));
    edit(text, edits, &order).ok()
}
