//! One YAML file as flat nodes with byte places, hidden from the rest behind `parse`.
//!
//! Two producers make the same nodes: a strict scanner of the plain block subset (`scanner`), which gives up on anything
//! that it is not certain of, and the events of a full parser (`events`). Nothing recurses over data.

mod build;
mod events;
mod explain;
mod flow;
mod same;
mod scanner;
mod words;

pub use same::{alike, same};

/// The deepest nesting of collections that is read; a record has depth 1, a list at the top of a file none.
pub const MAX_DEPTH: usize = 32;
/// How many nodes the aliases of one file may add.
pub const MAX_ALIAS_NODES: usize = 100_000;
/// How many bytes of text the aliases of one file may add.
pub const MAX_ALIAS_TEXT: usize = 16 << 20;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A scalar without quotes.
    Plain,
    /// A scalar in single or double quotes.
    Quoted,
    /// A literal (`|`) or folded (`>`) scalar.
    Block,
    /// A list, in block or flow style.
    Sequence,
    /// A mapping, in block or flow style.
    Mapping,
}

/// The explicit tag of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// No tag.
    None,
    /// `!!str`, however it is written.
    Str,
    /// Any other tag, a bare `!` included.
    Other,
}

/// One node: 24 bytes, without a destructor, so that a tree is freed at once.
#[derive(Clone, Copy, Debug)]
struct Item {
    start: u32,
    end: u32,
    /// Index past the subtree.
    next: u32,
    /// The scalar's content, in the file or in the pool.
    from: u32,
    len: u32,
    kind: Kind,
    tag: Tag,
    pooled: bool,
}

/// A document's first node and place.
#[derive(Clone, Copy, Debug)]
struct Root {
    item: Option<u32>,
    start: u32,
    faulty: bool,
}

/// One file's YAML as flat nodes in document order.
#[derive(Clone, Debug)]
pub struct Tree<'t> {
    text: &'t str,
    /// The scalars whose content is not a piece of the file.
    pool: String,
    items: Vec<Item>,
    roots: Vec<Root>,
    faults: Vec<Fault>,
}

impl<'t> Tree<'t> {
    /// The documents in order, the faulty and the empty ones included; none for a file of nothing or of comments only.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_, 't>> {
        self.roots.iter().map(|root| Document {
            root: root.item.map(|at| Node { tree: self, at }),
            start: root.start as usize,
            faulty: root.faulty,
        })
    }

    /// What made documents unreadable: exactly one fault a faulty document, in order.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// All scalars in order, keys included, whatever they are part of.
    pub fn scalars(&self) -> impl Iterator<Item = Node<'_, 't>> {
        let all = (0..build::small(self.items.len())).map(|at| Node { tree: self, at });
        all.filter(|node| !matches!(node.kind(), Kind::Sequence | Kind::Mapping))
    }

    fn item(&self, at: u32) -> Option<&Item> {
        self.items.get(at as usize)
    }
}

/// One document of a file.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a, 't> {
    /// Its value; `None` where it is empty or faulty (a written `~` is a value).
    pub root: Option<Node<'a, 't>>,
    /// Where it begins: its `---`, else its value.
    pub start: usize,
    /// Whether it could not be read; the fault names its index.
    pub faulty: bool,
}

/// A handle of one node.
#[derive(Clone, Copy)]
pub struct Node<'a, 't> {
    tree: &'a Tree<'t>,
    at: u32,
}

impl std::fmt::Debug for Node<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?} {}..{}", self.kind(), self.text(), self.start(), self.end())
    }
}

/// What a handle beyond the tree would show; there is none.
const NOTHING: Item = Item {
    start: 0,
    end: 0,
    next: u32::MAX,
    from: 0,
    len: 0,
    kind: Kind::Plain,
    tag: Tag::None,
    pooled: false,
};

impl<'a, 't> Node<'a, 't> {
    fn item(self) -> &'a Item {
        self.tree.item(self.at).unwrap_or(&NOTHING)
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.item().kind
    }

    /// Its explicit tag.
    pub fn tag(self) -> Tag {
        self.item().tag
    }

    /// A scalar's content (a block scalar's without its final line feed), `""` for a collection.
    pub fn text(self) -> &'a str {
        let item = self.item();
        let range = item.from as usize..item.from as usize + item.len as usize;
        let source = if item.pooled { self.tree.pool.as_str() } else { self.tree.text };
        source.get(range).unwrap_or("")
    }

    /// Where a scalar's content stands in the file as it is, inside its quotes; `None` for a collection, an alias and a
    /// scalar that the file spells otherwise.
    pub fn content(self) -> Option<std::ops::Range<usize>> {
        let item = self.item();
        let scalar = !matches!(item.kind, Kind::Sequence | Kind::Mapping);
        let range = item.from as usize..item.from as usize + item.len as usize;
        (scalar && !item.pooled && range.start >= self.start() && range.end <= self.end()).then_some(range)
    }

    /// The value as the file spells it.
    pub fn raw(self) -> &'t str {
        self.tree.text.get(self.start()..self.end()).unwrap_or("")
    }

    /// The byte offset where the value begins: the quote, the `|`, the bracket, the first key or dash, the `*` of an
    /// alias; for a value that is not there, the place right behind its `:` or `-`.
    pub fn start(self) -> usize {
        self.item().start as usize
    }

    /// The byte offset behind the value: behind the last character of a scalar, the closing quote or bracket, the last
    /// line of a block scalar without its line end, the last value of a block collection.
    pub fn end(self) -> usize {
        self.item().end as usize
    }

    /// The items of a sequence; nothing for any other node.
    pub fn items(self) -> impl Iterator<Item = Node<'a, 't>> {
        self.children(Kind::Sequence)
    }

    /// The keys and values of a mapping in order, duplicates included; nothing for any other node.
    pub fn entries(self) -> impl Iterator<Item = (Node<'a, 't>, Node<'a, 't>)> {
        let mut children = self.children(Kind::Mapping);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// Whether it says nothing: an untagged plain `null`, `~` or empty value.
    pub fn is_null(self) -> bool {
        let item = self.item();
        item.kind == Kind::Plain && item.tag == Tag::None && matches!(self.text(), "" | "~" | "null")
    }

    /// Whether the content is no piece of the file as it stands there: escapes, folded lines, block scalars. Only such
    /// a text can hold a control character that the file itself has not.
    pub fn has_escapes(self) -> bool {
        self.item().pooled
    }

    fn children(self, kind: Kind) -> Children<'a, 't> {
        let item = self.item();
        let stop = if item.kind == kind { item.next } else { 0 };
        Children { tree: self.tree, at: self.at.saturating_add(1), stop }
    }
}

/// The nodes right below a collection.
struct Children<'a, 't> {
    tree: &'a Tree<'t>,
    at: u32,
    stop: u32,
}

impl<'a, 't> Iterator for Children<'a, 't> {
    type Item = Node<'a, 't>;

    fn next(&mut self) -> Option<Node<'a, 't>> {
        if self.at >= self.stop {
            return None;
        }
        let node = Node { tree: self.tree, at: self.at };
        self.at = node.item().next;
        Some(node)
    }
}

/// What makes a document unreadable (F002).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The byte offset; never behind the end of the file.
    pub offset: usize,
    /// The index of the document among `Tree::documents`.
    pub document: usize,
    /// What it is.
    pub what: Problem,
}

/// Why a document cannot be read. No text of it holds a control character or a piece of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not YAML.
    Syntax {
        /// What is wrong, in Chinese.
        zh: &'static str,
        /// What is wrong, in English.
        en: &'static str,
        /// What to do, in Chinese.
        help_zh: &'static str,
        /// What to do, in English.
        help_en: &'static str,
    },
    /// Collections are nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// Aliases add more than [`MAX_ALIAS_NODES`] nodes or [`MAX_ALIAS_TEXT`] bytes.
    TooManyAliases,
    /// The text is beyond what a tree can hold (1 GiB).
    TooLarge,
}

impl Problem {
    /// Whether it is a tab in the indentation.
    pub fn is_tab(&self) -> bool {
        self.zh() == words::TAB.0
    }

    /// What is wrong, in Chinese.
    pub fn zh(&self) -> &'static str {
        match self {
            Problem::Syntax { zh, .. } => zh,
            Problem::TooDeep => "嵌套超过 32 层",
            Problem::TooManyAliases => "别名（*名称）展开后过大",
            Problem::TooLarge => "文件过大",
        }
    }

    /// What is wrong, in English.
    pub fn en(&self) -> &'static str {
        match self {
            Problem::Syntax { en, .. } => en,
            Problem::TooDeep => "nested more than 32 deep",
            Problem::TooManyAliases => "aliases (*name) expand to too much",
            Problem::TooLarge => "the file is too large",
        }
    }

    /// What to do, in Chinese.
    pub fn help_zh(&self) -> &'static str {
        match self {
            Problem::Syntax { help_zh, .. } => help_zh,
            Problem::TooDeep => "减少嵌套；若是以 [ 或 { 开头的文字，请加引号",
            Problem::TooManyAliases => "不要用别名，把内容直接写出来",
            Problem::TooLarge => "把记录分到几个文件里",
        }
    }

    /// What to do, in English.
    pub fn help_en(&self) -> &'static str {
        match self {
            Problem::Syntax { help_en, .. } => help_en,
            Problem::TooDeep => "nest less; put a text that begins with [ or { in quotes",
            Problem::TooManyAliases => "write the content out instead of using aliases",
            Problem::TooLarge => "spread the records over several files",
        }
    }
}

/// Reads a file: valid UTF-8 without its byte-order mark, raw control characters already refused by the caller.
pub fn parse(text: &str) -> Tree<'_> {
    scanner::read(text).unwrap_or_else(|| events::read(text))
}

/// Reads with the scanner of the block subset only; `None` where it gives up. For tests.
#[doc(hidden)]
pub fn parse_fast(text: &str) -> Option<Tree<'_>> {
    scanner::read(text)
}

/// Reads with the full parser only. For tests.
#[doc(hidden)]
pub fn parse_slow(text: &str) -> Tree<'_> {
    events::read(text)
}
