//! Builds a tree out of one node after another: the depth counter, the anchors and the alias budget.

use super::{Fault, Item, Kind, MAX_ALIAS_NODES, MAX_ALIAS_TEXT, MAX_DEPTH, Problem, Root, Tag, Tree};

/// A collection not yet closed.
struct Open {
    item: usize,
    /// Levels of collections below it, so far.
    height: usize,
    /// Its place among the anchors.
    anchor: Option<usize>,
}

/// An anchored node of the present document.
struct Anchor {
    id: usize,
    item: usize,
    /// Index past its last node; 0 as long as it is open.
    next: usize,
    height: usize,
    /// Bytes of text before it, then within it.
    text: usize,
}

/// What an alias can come to.
pub(super) enum Refused {
    /// Names nothing that is complete.
    Unknown,
    /// A limit.
    Limit(Problem),
}

/// A tree under construction.
pub(super) struct Builder<'t> {
    pub(super) tree: Tree<'t>,
    open: Vec<Open>,
    anchors: Vec<Anchor>,
    /// First node and first pool byte of the present document.
    first: (usize, usize),
    /// Bytes of text so far, aliases included.
    text: usize,
    alias_nodes: usize,
    alias_text: usize,
    /// Where the last complete node ends.
    ended: u32,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let tree = Tree {
            text,
            pool: String::new(),
            items: Vec::with_capacity(text.len() / 16 + 8),
            roots: Vec::with_capacity(1),
            faults: Vec::new(),
        };
        let (open, anchors) = (Vec::new(), Vec::new());
        Builder { tree, open, anchors, first: (0, 0), text: 0, alias_nodes: 0, alias_text: 0, ended: 0 }
    }

    /// Begins a document.
    pub(super) fn begin(&mut self, start: usize) {
        self.open.clear();
        self.anchors.clear();
        self.first = (self.tree.items.len(), self.tree.pool.len());
        self.tree.roots.push(Root { item: None, start: small(start), faulty: false });
    }

    /// Ends a document; its value stands for nothing at all if it is not there.
    pub(super) fn finish(&mut self, explicit: bool) {
        let first = self.first.0;
        let missing =
            |item: &Item| item.kind == Kind::Plain && item.tag == Tag::None && item.start == item.end;
        if self.anchors.is_empty() && self.tree.items.get(first).is_some_and(missing) {
            self.tree.items.truncate(first);
        }
        let Some(item) = self.tree.items.get(first) else { return };
        let start = item.start;
        if let Some(root) = self.tree.roots.last_mut() {
            root.item = Some(small(first));
            if !explicit {
                root.start = start;
            }
        }
    }

    /// Makes the last document faulty.
    pub(super) fn fail(&mut self, offset: usize, what: Problem) {
        self.tree.items.truncate(self.first.0);
        self.tree.pool.truncate(self.first.1);
        self.open.clear();
        self.anchors.clear();
        let document = self.tree.roots.len().saturating_sub(1);
        if let Some(root) = self.tree.roots.last_mut() {
            root.item = None;
            root.faulty = true;
        }
        self.tree.faults.push(Fault { offset, document, what });
    }

    /// Adds a scalar that reads as it stands in the file, or else is put into the pool.
    pub(super) fn scalar(&mut self, kind: Kind, tag: Tag, span: (usize, usize), value: &str, anchor: usize) {
        let inner = if kind == Kind::Quoted { (span.0 + 1, span.1.saturating_sub(1)) } else { span };
        let verbatim = self.tree.text.get(inner.0..inner.1) == Some(value);
        let from = if verbatim { inner.0 } else { self.tree.pool.len() };
        if !verbatim {
            self.tree.pool.push_str(value);
        }
        let at = self.tree.items.len();
        self.ended = small(span.1);
        self.tree.items.push(Item {
            start: small(span.0),
            end: small(span.1),
            next: small(at + 1),
            from: small(from),
            len: small(value.len()),
            kind,
            tag,
            pooled: !verbatim,
        });
        if anchor != 0 {
            self.anchors.push(Anchor { id: anchor, item: at, next: at + 1, height: 0, text: value.len() });
        }
        self.text += value.len();
    }

    /// Levels that count: all but a list at the top.
    fn depth(&self) -> usize {
        let list = self.tree.items.get(self.first.0).is_some_and(|item| item.kind == Kind::Sequence);
        self.open.len() - usize::from(list && !self.open.is_empty())
    }

    /// Opens a collection, unless it is too deep.
    pub(super) fn open(&mut self, kind: Kind, tag: Tag, start: usize, anchor: usize) -> Result<(), Problem> {
        if self.depth() >= MAX_DEPTH {
            return Err(Problem::TooDeep);
        }
        let at = self.tree.items.len();
        let slot = (anchor != 0).then_some(self.anchors.len());
        if anchor != 0 {
            self.anchors.push(Anchor { id: anchor, item: at, next: 0, height: 0, text: self.text });
        }
        self.open.push(Open { item: at, height: 0, anchor: slot });
        let (start, next) = (small(start), small(at + 1));
        self.tree.items.push(Item { start, end: start, next, from: 0, len: 0, kind, tag, pooled: false });
        Ok(())
    }

    /// How far the file is read: the last node's end, or the innermost collection's beginning.
    pub(super) fn cursor(&self) -> usize {
        let begun =
            self.open.last().and_then(|open| self.tree.items.get(open.item)).map_or(0, |item| item.start);
        self.ended.max(begun) as usize
    }

    /// Whether the innermost collection is a mapping.
    pub(super) fn in_mapping(&self) -> bool {
        let above = self.open.last().and_then(|open| self.tree.items.get(open.item));
        above.is_some_and(|item| item.kind == Kind::Mapping)
    }

    /// Closes the innermost collection; without a closing bracket it ends where its last node ends.
    pub(super) fn close(&mut self, bracket: Option<usize>) {
        let Some(open) = self.open.pop() else { return };
        let next = self.tree.items.len();
        let end = bracket.map_or(self.ended, small);
        self.ended = end;
        if let Some(item) = self.tree.items.get_mut(open.item) {
            item.next = small(next);
            item.end = end;
        }
        let height = open.height + 1;
        if let Some(anchor) = open.anchor.and_then(|slot| self.anchors.get_mut(slot)) {
            anchor.next = next;
            anchor.height = height;
            anchor.text = self.text - anchor.text;
        }
        if let Some(above) = self.open.last_mut() {
            above.height = above.height.max(height);
        }
    }

    /// Copies an anchored node to where its alias stands, if the budget allows it.
    pub(super) fn alias(&mut self, span: (usize, usize), id: usize) -> Result<(), Refused> {
        let found = self.anchors.binary_search_by_key(&id, |anchor| anchor.id).ok();
        let Some(anchor) = found.and_then(|slot| self.anchors.get(slot)) else {
            return Err(Refused::Unknown);
        };
        let (from, to) = (anchor.item, anchor.next);
        if to == 0 {
            return Err(Refused::Unknown);
        }
        if self.depth() + anchor.height > MAX_DEPTH {
            return Err(Refused::Limit(Problem::TooDeep));
        }
        self.alias_nodes = self.alias_nodes.saturating_add(to - from);
        self.alias_text = self.alias_text.saturating_add(anchor.text);
        if self.alias_nodes > MAX_ALIAS_NODES || self.alias_text > MAX_ALIAS_TEXT {
            return Err(Refused::Limit(Problem::TooManyAliases));
        }
        self.text += anchor.text;
        self.ended = small(span.1);
        let height = anchor.height;
        let at = self.tree.items.len();
        let shift = small(at - from);
        self.tree.items.extend_from_within(from..to);
        for item in self.tree.items.iter_mut().skip(at) {
            item.next = item.next.saturating_add(shift);
        }
        if let Some(item) = self.tree.items.get_mut(at) {
            item.start = small(span.0);
            item.end = small(span.1);
        }
        if let Some(above) = self.open.last_mut() {
            above.height = above.height.max(height);
        }
        Ok(())
    }
}

/// An offset or index as kept; the text is at most 1 GiB, so that nothing is cut.
pub(super) fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
