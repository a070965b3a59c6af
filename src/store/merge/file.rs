//! The records of three versions of a file, matched and put together again; the whole is read back.

use super::comments::any_kept;
use super::lines::{self, Lined};
use super::record::{self, Piece};
use super::say::{self, Conflict, Version, What};
use super::side::{Form, Rec, Side};
use super::value::Val;
use super::{How, Outcome};
use crate::lang::Text;
use std::borrow::Cow;
use std::collections::HashMap;

type Keys<'s> = HashMap<&'s str, usize>;

/// Three versions and where in each a record stands.
struct Three<'s, 't> {
    sides: [&'s Side<'t>; 3],
    keys: [Keys<'s>; 3],
}

/// What is put together.
#[derive(Default)]
struct Made {
    /// With conflict markers.
    text: String,
    /// With our word in every conflict, and with theirs.
    ours: String,
    theirs: String,
    /// What the records say then.
    our_values: Vec<Val>,
    their_values: Vec<Val>,
    conflicts: Vec<Conflict>,
}

/// Merges three versions.
///
/// # Errors
/// Why that cannot be done by records.
pub(super) fn merge(sides: [&Side<'_>; 3], how: &How<'_>) -> Result<Outcome, Text> {
    let keys = |at: usize, version: Version| {
        let side = sides.get(at).copied();
        side.map_or_else(|| Ok(HashMap::new()), Side::by_key).map_err(|why| say::of_version(version, &why))
    };
    let keys = [keys(0, Version::Base)?, keys(1, Version::Ours)?, keys(2, Version::Theirs)?];
    let three = Three { sides, keys };
    let [base, ours, theirs] = sides;
    let whole = |conflicts| Ok((lines::marked(ours.text, theirs.text, how), conflicts, None));
    if let (Form::Documents, [mine], [other]) = (ours.form, &ours.records[..], &theirs.records[..])
        && mine.key != other.key
    {
        let mut old = base.records.iter().map(|record| record.key.as_str());
        let (ours, theirs) = (mine.key.clone(), other.key.clone());
        let what = match old.find(|key| *key == ours || *key == theirs) {
            Some(key) if key == ours => What::Renumbered { by: Version::Theirs, from: ours, to: theirs },
            Some(_) => What::Renumbered { by: Version::Ours, from: theirs, to: ours },
            None => What::Different { ours, theirs },
        };
        return whole(vec![Conflict::of_file(what)]);
    }
    let is_form = |form: Form| sides.iter().all(|side| side.form == form || side.form == Form::Empty);
    if !is_form(Form::List) && !is_form(Form::Documents) {
        return Ok(three.by_lines(how));
    }
    let Some(order) = three.order() else {
        return whole(vec![Conflict::of_file(What::Order)]);
    };
    let mut made = Made::default();
    made.around([base.head, ours.head, theirs.head], how);
    for key in order {
        let [old, mine, other] = three.versions(key);
        made.add(record::merge(old, mine, other, how), how);
    }
    made.around([base.tail, ours.tail, theirs.tail], how);
    if made.holds(sides, how) {
        return Ok((made.text, made.conflicts, None));
    }
    if made.conflicts.is_empty() {
        made.conflicts.push(Conflict::of_file(What::Unproven));
    }
    whole(made.conflicts)
}

impl<'s, 't> Three<'s, 't> {
    /// The versions of a record.
    fn versions(&self, key: &str) -> [Option<&'s Rec<'t>>; 3] {
        let of = |side: &'s Side<'t>, keys: &Keys<'s>| keys.get(key).and_then(|at| side.records.get(*at));
        let [base, ours, theirs] = self.sides;
        let [old, mine, other] = &self.keys;
        [of(base, old), of(ours, mine), of(theirs, other)]
    }

    /// The keys of all records of either side in the order in which they will stand; `None` where both sides
    /// have moved records about.
    fn order(&self) -> Option<Vec<&'s str>> {
        let [base, ours, theirs] = self.sides;
        let [in_base, in_ours, in_theirs] = &self.keys;
        let common = |side: &'s Side<'t>| -> Vec<&'s str> {
            let keys = side.records.iter().map(|record| record.key.as_str());
            keys.filter(|key| {
                in_base.contains_key(key) && in_ours.contains_key(key) && in_theirs.contains_key(key)
            })
            .collect()
        };
        let (old, mine, other) = (common(base), common(ours), common(theirs));
        if mine == old && other != old {
            return Some(laid(theirs, ours, in_theirs, in_ours));
        }
        (mine == other || other == old).then(|| laid(ours, theirs, in_ours, in_theirs))
    }

    /// Files that hold their records in other ways are merged by their lines, if the records are right then.
    fn by_lines(&self, how: &How<'_>) -> Outcome {
        let [base, ours, theirs] = self.sides;
        let mut keys: Vec<&str> = ours.records.iter().map(|record| record.key.as_str()).collect();
        let [_, in_ours, _] = &self.keys;
        let others = theirs.records.iter().map(|record| record.key.as_str());
        keys.extend(others.filter(|key| !in_ours.contains_key(key)));
        let (mut values, mut conflicts) = (HashMap::new(), Vec::new());
        for key in keys {
            let [old, mine, other] = self.versions(key);
            match record::judge(old, mine, other, how) {
                Ok(value) => values.extend(value.map(|value| (key, value))),
                Err(found) => conflicts.extend(found),
            }
        }
        let why = Some(say::other_form());
        if conflicts.is_empty() {
            match lines::merge(base.text, ours.text, theirs.text, how) {
                Lined::Clean(text) => {
                    let is_right = Side::read(&text, how.kind).is_ok_and(|side| {
                        side.records.len() == values.len()
                            && side
                                .records
                                .iter()
                                .all(|record| values.get(record.key.as_str()) == Some(&record.value))
                    });
                    if is_right {
                        return (text, conflicts, why);
                    }
                }
                Lined::Marked(text) => return (text, vec![Conflict::of_file(What::Lines)], why),
                Lined::TooMuch => {}
            }
            conflicts.push(Conflict::of_file(What::Unproven));
        }
        (lines::marked(ours.text, theirs.text, how), conflicts, why)
    }
}

/// The records of one side in their order, each of the other that is not among them behind the one that it
/// follows there, and behind what the first side has added there.
fn laid<'s>(
    first: &'s Side<'_>,
    second: &'s Side<'_>,
    in_first: &Keys<'_>,
    in_second: &Keys<'_>,
) -> Vec<&'s str> {
    let mut behind: HashMap<Option<&str>, Vec<&'s str>> = HashMap::new();
    let mut last = None;
    for record in &second.records {
        let key = record.key.as_str();
        if in_first.contains_key(key) {
            last = Some(key);
        } else {
            behind.entry(last).or_default().push(key);
        }
    }
    let mut order = Vec::with_capacity(first.records.len() + second.records.len());
    let mut last = None;
    for record in &first.records {
        let key = record.key.as_str();
        if in_second.contains_key(key) {
            order.extend(behind.remove(&last).unwrap_or_default());
            last = Some(key);
        }
        order.push(key);
    }
    order.extend(behind.remove(&last).unwrap_or_default());
    order
}

impl Made {
    /// Adds what stands before or behind the records.
    fn around(&mut self, [base, ours, theirs]: [&str; 3], how: &How<'_>) {
        let text = if ours == theirs || theirs == base {
            Some(Cow::Borrowed(ours))
        } else if ours == base {
            Some(Cow::Borrowed(theirs))
        } else {
            lines::clean(base, ours, theirs, how).map(Cow::Owned)
        };
        match text {
            Some(text) => self.put(&text),
            None => {
                self.split(ours, theirs, how);
                self.conflicts.push(Conflict::of_file(What::Around));
            }
        }
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.ours.push_str(text);
        self.theirs.push_str(text);
    }

    fn split(&mut self, ours: &str, theirs: &str, how: &How<'_>) {
        // Comments that both begin with are in no conflict.
        let is_aside = |line: &str| matches!(line.trim_start().bytes().next(), None | Some(b'#'));
        let both = ours.split_inclusive('\n').zip(theirs.split_inclusive('\n'));
        let same = both.take_while(|(one, other)| one == other && is_aside(one)).map(|(line, _)| line.len());
        let (lead, rest) = ours.split_at(same.sum());
        self.text.push_str(lead);
        let other = theirs.strip_prefix(lead).unwrap_or(theirs);
        self.text.push_str(&lines::marked(rest, other, how));
        self.ours.push_str(ours);
        self.theirs.push_str(theirs);
    }

    fn add(&mut self, piece: Piece<'_>, how: &How<'_>) {
        match piece {
            Piece::Gone => {}
            Piece::Whole(text, value) => {
                self.put(&text);
                self.our_values.push(value.clone());
                self.their_values.push(value);
            }
            Piece::Split { ours, theirs, conflicts } => {
                let text = |version: &Option<(Cow<'_, str>, Val)>| {
                    version.as_ref().map(|(text, _)| text.to_string())
                };
                self.split(&text(&ours).unwrap_or_default(), &text(&theirs).unwrap_or_default(), how);
                self.our_values.extend(ours.map(|(_, value)| value));
                self.their_values.extend(theirs.map(|(_, value)| value));
                self.conflicts.extend(conflicts);
            }
        }
    }

    /// Whether it reads back as it should with either word in every conflict, and no new comment is lost.
    fn holds(&self, [base, ours, theirs]: [&Side<'_>; 3], how: &How<'_>) -> bool {
        let read = |text| Side::read(text, how.kind);
        let (Ok(mine), Ok(other)) = (read(&self.ours), read(&self.theirs)) else {
            return false;
        };
        let says = |side: &Side<'_>, values: &[Val]| {
            side.records.len() == values.len()
                && side.records.iter().zip(values).all(|(record, value)| record.value == *value)
                && side.by_key().is_ok()
        };
        let all: Vec<&str> = mine.comments.iter().chain(&other.comments).copied().collect();
        says(&mine, &self.our_values)
            && says(&other, &self.their_values)
            && any_kept(&base.comments, [&ours.comments, &theirs.comments], &all)
    }
}
