//! The way down a record to what changes, and the pieces of text that are replaced for it.

use super::align::{Step, align};
use super::ask::{self, Ask, Asks, Order, join, rank};
use super::lines::Lines;
use super::{NotEdited, Why};
use crate::record::draft::Value;
use crate::record::draft::yaml as spell;
use crate::store::yaml::{Kind, Node, Tag};
use std::ops::Range;

/// Behind what a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// Nothing, or the `---` of its document.
    Top,
    /// The colon of a key.
    Key,
    /// The dash of an item.
    Dash,
    /// Anything between brackets.
    Flow,
}

/// The place of a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// Where it begins, behind the colon or dash.
    pub(super) after: usize,
    /// The column of the key or dash.
    pub(super) indent: usize,
    pub(super) at: At,
}

/// A key with its value, or an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    /// The key, the dash, or between brackets the item.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where its lines end.
    pub(super) tail: usize,
}

/// What becomes of the children of a collection. At least one is there.
pub(super) struct Plan {
    pub(super) children: Vec<Child>,
    pub(super) gone: Vec<bool>,
    /// New ones, each behind one that stays or before the first, in order.
    pub(super) new: Vec<(Option<usize>, String)>,
}

/// A piece of the text that is replaced.
pub(super) struct Splice {
    pub(super) range: Range<usize>,
    with: String,
    /// Whether comments in it go with it.
    pub(super) takes: bool,
}

/// A text that has been edited.
pub(super) struct Edited {
    pub(super) text: String,
    pub(super) splices: Vec<Splice>,
}

/// Collects what is replaced.
pub(super) struct Editor<'e> {
    pub(super) lines: Lines<'e>,
    comments: &'e [Range<usize>],
    order: Order<'e>,
    splices: Vec<Splice>,
}

fn refused(path: &str, why: Why) -> NotEdited {
    NotEdited { nth: 0, path: path.to_owned(), why }
}

impl<'e> Editor<'e> {
    pub(super) fn new(text: &'e str, comments: &'e [Range<usize>], order: Order<'e>) -> Self {
        Self { lines: Lines(text), comments, order, splices: Vec::new() }
    }

    /// Replaces a piece; line ends become those of the place.
    pub(super) fn splice(&mut self, range: Range<usize>, with: &str, takes: bool) {
        let with = match with.contains('\n') {
            true => with.replace('\n', self.lines.line_end(range.start)),
            false => with.to_owned(),
        };
        if !range.is_empty() || !with.is_empty() {
            self.splices.push(Splice { range, with, takes });
        }
    }

    /// Puts whole lines in the place of others, or between two.
    pub(super) fn splice_lines(&mut self, range: Range<usize>, with: &str, takes: bool) {
        let with = with.strip_suffix('\n').unwrap_or(with);
        match with {
            "" => self.splice(range, "", takes),
            _ if self.lines.is_open(range.start) => self.splice(range, &format!("\n{with}"), takes),
            _ if self.lines.is_open(range.end) => self.splice(range, with, takes),
            _ => self.splice(range, &format!("{with}\n"), takes),
        }
    }

    /// Whether a comment stands in a piece.
    pub(super) fn has_comment(&self, range: &Range<usize>) -> bool {
        self.comments_in(range).next().is_some()
    }

    /// The comments that begin in a piece.
    pub(super) fn comments_in(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'e> {
        let (from, to) = (range.start, range.end);
        let first = self.comments.partition_point(|comment| comment.start < from);
        let rest = self.comments.get(first..).unwrap_or(&[]);
        rest.iter().take_while(move |comment| comment.start < to).cloned()
    }

    /// The text with everything replaced; `None` where two pieces overlap.
    pub(super) fn finish(mut self) -> Option<Edited> {
        self.splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
        let (mut text, mut behind) = (String::with_capacity(self.lines.0.len() + 256), 0);
        for splice in &self.splices {
            text.push_str(self.lines.0.get(behind..splice.range.start)?);
            text.push_str(&splice.with);
            behind = splice.range.end;
        }
        text.push_str(self.lines.0.get(behind..)?);
        Some(Edited { text, splices: self.splices })
    }

    /// Changes a record.
    pub(super) fn record(
        &mut self,
        slot: Option<Slot>,
        node: Node<'_, '_>,
        asks: &Asks<'_>,
    ) -> Result<(), NotEdited> {
        if ask::all_hold(asks, node) {
            return Ok(());
        }
        let slot = slot.ok_or_else(|| refused("", Why::Shared))?;
        self.free(slot, node, "")?;
        let nothing_left = node
            .entries()
            .all(|(key, value)| asks.iter().any(|(name, ask)| *name == key.text() && ask.removes(value)));
        if nothing_left && asks.iter().all(|(_, ask)| ask.value("", self.order).is_none()) {
            return Err(refused("", Why::Empty));
        }
        if node.entries().next().is_none() {
            return Err(refused("", Why::Form));
        }
        self.mapping(slot, node, asks, "")
    }

    /// Sees that a value has no anchor, alias or tag.
    fn free(&self, slot: Slot, node: Node<'_, '_>, path: &str) -> Result<(), NotEdited> {
        let alone = self.lines.past_gap(slot.after, slot.at == At::Flow) >= node.start();
        let alias = node.raw().starts_with('*');
        if alone && !alias && node.tag() == Tag::None { Ok(()) } else { Err(refused(path, Why::Shared)) }
    }

    /// Changes a value.
    fn value(&mut self, slot: Slot, node: Node<'_, '_>, ask: &Ask<'_>, path: &str) -> Result<(), NotEdited> {
        if ask.holds(Some(node)) {
            return Ok(());
        }
        self.free(slot, node, path)?;
        let has_children = node.items().next().is_some() || node.entries().next().is_some();
        match ask {
            Ask::Remove => Err(refused(path, Why::Form)),
            Ask::Set(Value::Map(draft))
                if node.kind() == Kind::Mapping && has_children && !draft.is_empty() =>
            {
                let mut asks: Asks<'_> = draft.iter().map(|(key, value)| (key, Ask::Set(value))).collect();
                let gone = node
                    .entries()
                    .map(|(key, _)| key.text())
                    .filter(|key| draft.iter().all(|(name, _)| name != *key));
                asks.extend(gone.map(|key| (key, Ask::Remove)));
                self.mapping(slot, node, &asks, path)
            }
            Ask::Set(Value::List(items))
                if node.kind() == Kind::Sequence && has_children && !items.is_empty() =>
            {
                self.list(slot, node, items, path)
            }
            Ask::Set(value) => self.replace(slot, node, value).ok_or_else(|| refused(path, Why::Form)),
            Ask::Below(asks) if node.kind() == Kind::Mapping && has_children => {
                self.mapping(slot, node, asks, path)
            }
            Ask::Below(asks) if node.is_null() || node.kind() == Kind::Mapping => {
                let made = ask::made(asks, path, self.order);
                made.map_or(Some(()), |value| self.replace(slot, node, &value))
                    .ok_or_else(|| refused(path, Why::Form))
            }
            Ask::Below(_) => Err(refused(path, Why::NoMapping)),
        }
    }

    /// Changes keys of a mapping that has some.
    fn mapping(
        &mut self,
        slot: Slot,
        node: Node<'_, '_>,
        asks: &Asks<'_>,
        path: &str,
    ) -> Result<(), NotEdited> {
        let entries: Vec<(Node<'_, '_>, Node<'_, '_>)> = node.entries().collect();
        if entries.iter().any(|(key, _)| key.kind() == Kind::Plain && key.text() == "<<") {
            return Err(refused(path, Why::Shared));
        }
        let first = entries.first().map_or(node.start(), |(key, _)| key.start());
        let flow = self.lines.byte(node.start()) == Some(b'{') && first > node.start();
        let children = entries.iter().map(|(key, value)| Child {
            start: key.start(),
            end: value.end().max(key.end()),
            tail: if flow { 0 } else { self.lines.tail(*value).max(self.lines.behind(key.end())) },
        });
        let children: Vec<Child> = children.collect();
        if (slot.at == At::Flow && !flow) || !self.are_usual(&children, flow.then_some(node.start() + 1)) {
            return Err(refused(path, Why::Form));
        }
        let mut gone = vec![false; entries.len()];
        let mut new: Vec<(&str, Value)> = Vec::new();
        for (name, ask) in asks {
            let below = join(path, name);
            let is_it = |(key, _): &(Node<'_, '_>, Node<'_, '_>)| ask::is_scalar(*key) && key.text() == *name;
            let mut found = entries.iter().enumerate().filter(|(_, entry)| is_it(entry));
            let Some((at, (key, value))) = found.next() else {
                new.extend(ask.value(&below, self.order).map(|value| (*name, value)));
                continue;
            };
            if found.next().is_some() {
                return Err(refused(&below, Why::Twice));
            }
            let colon = self.lines.past_blanks(key.end());
            let after = match self.lines.byte(colon) {
                Some(b':') => colon + 1,
                _ if flow && value.start() == value.end() => key.end(),
                _ => return Err(refused(&below, Why::Form)),
            };
            let slot = match flow {
                true => Slot { after, indent: 0, at: At::Flow },
                false => Slot { after, indent: self.lines.before(key.start()).len(), at: At::Key },
            };
            if ask.removes(*value) {
                self.free(slot, *value, &below)?;
                if let Some(gone) = gone.get_mut(at) {
                    *gone = true;
                }
            } else {
                self.value(slot, *value, ask, &below)?;
            }
        }
        let keys = (self.order)(path);
        new.sort_by_key(|(name, _)| rank(&keys, name).unwrap_or(usize::MAX));
        let kept = || entries.iter().enumerate().filter(|(at, _)| gone.get(*at) == Some(&false));
        let column = if flow { 0 } else { self.lines.before(first).len() };
        let new = new.iter().map(|(name, value)| {
            let behind = match rank(&keys, name) {
                None => kept().next_back().map(|(at, _)| at),
                Some(own) => {
                    let ranks = kept().filter_map(|(at, (key, _))| Some((rank(&keys, key.text())?, at)));
                    ranks.filter(|(rank, _)| *rank < own).max().map(|(_, at)| at)
                }
            };
            let mut text = String::new();
            match flow {
                true => spell::flow_entry(name, value, &mut text),
                false => spell::entry(name, value, column, &mut text),
            }
            (behind, text)
        });
        let new = new.collect();
        let plan = Plan { children, gone, new };
        if flow {
            self.flow(&plan)
        } else {
            self.block(slot, &plan)
        }
        Ok(())
    }

    /// Changes items of a list that has some into others.
    fn list(&mut self, slot: Slot, node: Node<'_, '_>, items: &[Value], path: &str) -> Result<(), NotEdited> {
        let old: Vec<Node<'_, '_>> = node.items().collect();
        let flow = self.lines.byte(node.start()) == Some(b'[');
        let mut ended = node.start();
        let mut children = Vec::with_capacity(old.len());
        for item in &old {
            let dash = self.lines.past_gap(ended, false);
            if !flow && (self.lines.byte(dash) != Some(b'-') || dash >= item.start()) {
                return Err(refused(path, Why::Form));
            }
            ended = item.end();
            let start = if flow { item.start() } else { dash };
            let tail = if flow { 0 } else { self.lines.tail(*item).max(self.lines.behind(dash)) };
            children.push(Child { start, end: item.end().max(start), tail });
        }
        if (slot.at == At::Flow && !flow) || !self.are_usual(&children, flow.then_some(node.start() + 1)) {
            return Err(refused(path, Why::Shared));
        }
        let column = if flow { 0 } else { self.lines.before(node.start()).len() };
        let (mut gone, mut new, mut last) = (vec![false; old.len()], Vec::new(), None);
        for step in align(&old, items) {
            match step {
                Step::Keep(at, value) => {
                    last = Some(at);
                    let (Some(child), Some(item), Some(value)) =
                        (children.get(at), old.get(at), items.get(value))
                    else {
                        continue;
                    };
                    let slot = match flow {
                        true => Slot { after: child.start, indent: 0, at: At::Flow },
                        false => Slot { after: child.start + 1, indent: column, at: At::Dash },
                    };
                    self.value(slot, *item, &Ask::Set(value), path)?;
                }
                Step::Remove(at) => gone.iter_mut().skip(at).take(1).for_each(|gone| *gone = true),
                Step::Add(value) => {
                    let Some(value) = items.get(value) else { continue };
                    let mut text = String::new();
                    if flow {
                        spell::flow(value, &mut text);
                    } else {
                        text.push('-');
                        spell::behind_dash(value, column, &mut text);
                    }
                    new.push((last, text));
                }
            }
        }
        let plan = Plan { children, gone, new };
        if flow {
            self.flow(&plan)
        } else {
            self.block(slot, &plan)
        }
        Ok(())
    }

    /// Whether nothing but blanks, dashes and commas stands before the children, between brackets from
    /// `inside` on.
    fn are_usual(&self, children: &[Child], inside: Option<usize>) -> bool {
        let mut ended = inside.unwrap_or(0);
        children.iter().enumerate().all(|(at, child)| {
            let usual = match inside {
                Some(_) => self.lines.past_gap(ended, true) == child.start,
                None => self
                    .lines
                    .before(child.start)
                    .bytes()
                    .all(|byte| byte == b' ' || (at == 0 && byte == b'-')),
            };
            ended = child.end;
            usual
        })
    }
}
