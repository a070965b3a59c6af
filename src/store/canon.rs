//! The canonical form of a record file: keys in the order of the contract, quotes only where they are needed,
//! two blanks a level, every comment beside what it is about. The text is written anew and read back: the same
//! records, the same comments.

mod outline;
mod prove;
mod render;
mod style;

use super::decode::{Known, decode};
use super::edit::lines::{Lines, comments};
use super::files::{Content, Folder};
use super::records::{File, Records};
use super::rewrite::Rewrite;
use super::walk::FILE_LIMIT;
use super::yaml::{self, Tree};
use super::{Repository, refusal};
use crate::lang::Text;
use crate::record::Kind;
use crate::schema;
use crate::text::is_control;
use std::ops::Range;

/// Why a file is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// It cannot be read: no UTF-8, no YAML, raw control characters.
    Unreadable,
    /// Anchors, aliases, merge keys or tags.
    Shared,
    /// Directives, `? ` keys, an end mark `...`, keys that are no text, line ends of old.
    Form,
    /// What was written does not read as before.
    Unproven,
    /// The system refuses, with what to say.
    Refused(Text),
}

impl Left {
    /// What to say of it.
    pub fn message(&self) -> Text {
        let (zh, en) = match self {
            Self::Unreadable => (
                "不能读取，请先改正（hazards check）",
                "cannot be read; put that right first (hazards check)",
            ),
            Self::Shared => (
                "使用了锚点、别名、合并键或标签（& * << !），保持原样",
                "written with an anchor, alias, merge key or tag (& * << !), left as it is",
            ),
            Self::Form => (
                "写法不常见（% 指令、“? ”键、“...”等），保持原样",
                "spelled in an unusual way (a % directive, a `? ` key, `...` or the like), left as it is",
            ),
            Self::Unproven => {
                ("改写后读回的内容不一致，保持原样", "would not read back the same and is left as it is")
            }
            Self::Refused(why) => return why.clone(),
        };
        Text::fixed(zh, en)
    }
}

/// The canonical form of the text of a record file.
///
/// # Errors
/// [`Left`] where the file is left as it is.
pub fn canonical(text: &str, kind: Kind) -> Result<String, Left> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains(is_control) {
        return Err(Left::Unreadable);
    }
    let tree = yaml::parse(text);
    if !tree.faults().is_empty() || tree.documents().next().is_none() {
        return Err(Left::Unreadable);
    }
    if text.matches('\r').count() != text.matches("\r\n").count() {
        return Err(Left::Form);
    }
    let comments = comments(text, &tree);
    judge_gaps(text, &tree, &comments)?;
    let file = outline::of(text, &tree, &comments)?;
    let style = style::Style::of(kind, &file);
    let after = render::file(&file, &style);
    let is_same = prove::holds(&tree, &after, kind) && prove::comments_stay(text, &comments, &after);
    if is_same { Ok(after) } else { Err(Left::Unproven) }
}

/// Whether there is nothing between the scalars and comments but what collections are made of.
pub(in crate::store) fn judge_gaps(
    text: &str,
    tree: &Tree<'_>,
    comments: &[Range<usize>],
) -> Result<(), Left> {
    let scalars = tree.scalars().map(|node| node.start()..node.end());
    let mut spans: Vec<Range<usize>> = scalars.chain(comments.iter().cloned()).collect();
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.push(text.len()..text.len());
    let mut at = 0;
    for span in spans {
        for byte in Lines(text).piece(at..span.start).bytes() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b':' | b'-' | b',' | b'[' | b']' | b'{' | b'}' => {}
                b'&' | b'*' | b'!' => return Err(Left::Shared),
                _ => return Err(Left::Form),
            }
        }
        at = at.max(span.end);
    }
    Ok(())
}

/// Whether a key of a record is a boolean.
fn is_boolean(kind: Kind, key: &str) -> bool {
    schema::is_boolean(kind, key)
}

impl Repository {
    /// A record file in its canonical form; `None` where it has it already. Nothing is written.
    ///
    /// # Errors
    /// [`Left`] where the file is left as it is.
    pub fn formatted(&self, file: &File) -> Result<Option<Rewrite>, Left> {
        let File { path, unit: Some(unit), kind: Some(kind), .. } = file else {
            return Ok(None);
        };
        let before = match Folder::open(&self.root).and_then(|root| root.read_path(path, FILE_LIMIT)) {
            Ok(Content::Bytes(bytes)) => bytes,
            Ok(Content::TooLarge | Content::NotAFile | Content::Outside) => return Err(Left::Unreadable),
            Err(error) => {
                let why = refusal(&error);
                return Err(Left::Refused(Text::made(
                    format!("无法读取文件：{}", why.zh),
                    format!("cannot read the file: {}", why.en),
                )));
            }
        };
        let text = std::str::from_utf8(&before).map_err(|_| Left::Unreadable)?;
        let after = canonical(text, *kind)?.into_bytes();
        if after == before {
            return Ok(None);
        }
        let known = Known { path, unit: *unit, kind: *kind };
        let read = |bytes: &[u8]| {
            let mut records = Records::default();
            decode(bytes, known, &self.catalog, &mut records);
            records
        };
        if !prove::same_records(read(&before), read(&after)) {
            return Err(Left::Unproven);
        }
        Ok(Some(Rewrite { path: path.clone(), before, after }))
    }
}
