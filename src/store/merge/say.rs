//! What could not be merged, in words.

use super::How;
use super::value::Val;
use crate::lang::Text;
use crate::record::Kind;
use crate::schema;
use crate::text::{quote, visible_whole};

/// Something that could not be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The id of the record; `None` where it is about the file.
    pub id: Option<String>,
    /// What it is.
    pub what: What,
}

/// Why something could not be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A field says one thing on one side and another on the other.
    Field {
        /// The field: `rectification.due_on`.
        path: String,
        /// What it says in our version, in one line; `None` where it is not there.
        ours: Option<String>,
        /// What it says in theirs.
        theirs: Option<String>,
    },
    /// Both sides have added a record of this id, and they are not the same.
    BothAdded {
        /// The id.
        id: String,
    },
    /// One side has removed the record, the other has changed it.
    Removed {
        /// Who has removed it.
        by: Version,
    },
    /// Both sides have changed the record and its comments.
    Comments,
    /// Both sides have changed a record that is spelled in a way that is not edited.
    Spelling,
    /// Both sides have changed what stands before or behind the records.
    Around,
    /// Both sides have moved records about.
    Order,
    /// The file is one record on one side and another one on the other.
    Different {
        /// The id of ours.
        ours: String,
        /// The id of theirs.
        theirs: String,
    },
    /// One side has put another record, or the same one with another id, in the place of one that the other
    /// has changed.
    Renumbered {
        /// Who has done it.
        by: Version,
        /// The id of before.
        from: String,
        /// The id that stands there now.
        to: String,
    },
    /// Both sides have changed the same lines.
    Lines,
    /// The file is no text.
    Binary,
    /// What came out does not read back as it should.
    Unproven,
}

/// A version of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// What both sides began with.
    Base,
    /// The one that is merged into.
    Ours,
    /// The one that is merged.
    Theirs,
}

impl Version {
    /// All of them, in git's order.
    pub const ALL: [Self; 3] = [Self::Base, Self::Ours, Self::Theirs];

    const fn name(self) -> Text {
        match self {
            Self::Base => Text::fixed("共同的旧版", "the common old version"),
            Self::Ours => Text::fixed("本方的版本", "our version"),
            Self::Theirs => Text::fixed("对方的版本", "their version"),
        }
    }
}

/// What is wrong with a version.
pub(super) fn of_version(version: Version, why: &Text) -> Text {
    let name = version.name();
    Text::made(format!("{}：{}", name.zh, why.zh), format!("{}: {}", name.en, why.en))
}

/// Why a file is merged by lines.
pub(super) fn other_form() -> Text {
    Text::fixed(
        "列表写在方括号里，或两边一为列表、一为单条记录",
        "its list is in brackets, or it is a list on one side and a single record on the other",
    )
}

impl Val {
    /// The value in one line; `None` for nothing.
    pub(super) fn said(&self, kind: Option<Kind>, path: &str) -> Option<String> {
        use crate::record::draft::Value;
        self.written(kind, path).map(|value| match value {
            Value::Text(text) => text,
            value => value.to_yaml().trim().to_owned(),
        })
    }
}

impl Conflict {
    pub(super) fn of_record(id: &str, what: What) -> Self {
        Self { id: Some(id.to_owned()), what }
    }

    pub(super) const fn of_file(what: What) -> Self {
        Self { id: None, what }
    }

    /// What to say of it.
    pub fn message(&self, how: &How<'_>) -> Text {
        let what = match &self.what {
            What::BothAdded { .. } if self.id.is_some() => Text::fixed(
                "两边都新增了这个编号，内容不同；若是两件事，一边须换号",
                "both sides have added this id, not with the same content; if these are two things, give one of them another id",
            ),
            what => what.message(how.kind),
        };
        let path = visible_whole(how.path);
        let Some(id) = &self.id else {
            return Text::made(
                format!("冲突：{path}：{}", what.zh),
                format!("conflict: {path}: {}", what.en),
            );
        };
        let (kind, id) = (how.kind.map_or(Text::fixed("记录", "record"), Kind::name), quote(id));
        Text::made(
            format!("冲突：{path} {} {id}：{}", kind.zh, what.zh),
            format!("conflict: {path}, {} {id}: {}", kind.en, what.en),
        )
    }
}

impl What {
    fn message(&self, kind: Option<Kind>) -> Text {
        let fixed = match self {
            Self::Field { path, ours, theirs } => {
                return field(kind, path, ours.as_deref(), theirs.as_deref());
            }
            Self::BothAdded { id } => {
                let id = quote(id);
                return Text::made(
                    format!("两边都新增了编号 {id}，内容不同；若是两件事，一边须换号"),
                    format!(
                        "both sides have added the id {id}, not with the same content; if these are two things, give one of them another id"
                    ),
                );
            }
            Self::Different { ours, theirs } => {
                let (ours, theirs) = (quote(ours), quote(theirs));
                return Text::made(
                    format!("同一文件，本方是 {ours}，对方是 {theirs}；请分成两个文件"),
                    format!("one file is {ours} on our side and {theirs} on theirs; make two files of it"),
                );
            }
            Self::Renumbered { by, from, to } => {
                let (from, to) = (quote(from), quote(to));
                return match by {
                    Version::Ours => Text::made(
                        format!("本方把 {from} 换成了 {to}，对方改动了 {from}"),
                        format!("we have put {to} in the place of {from}, which they have changed"),
                    ),
                    _ => Text::made(
                        format!("对方把 {from} 换成了 {to}，本方改动了 {from}"),
                        format!("they have put {to} in the place of {from}, which we have changed"),
                    ),
                };
            }
            Self::Removed { by: Version::Ours } => {
                ("本方删去了记录，对方改动了它", "we have removed the record, they have changed it")
            }
            Self::Removed { .. } => {
                ("对方删去了记录，本方改动了它", "they have removed the record, we have changed it")
            }
            Self::Comments => (
                "两边都改了这条记录，注释不能自动合并",
                "both sides have changed the record, and its comments cannot be merged",
            ),
            Self::Spelling => (
                "两边都改了这条记录，写法不能自动合并",
                "both sides have changed the record, which is spelled in a way that is not merged",
            ),
            Self::Around => (
                "两边都改了文件开头或末尾的注释",
                "both sides have changed the comments at the beginning or the end of the file",
            ),
            Self::Order => ("两边都调换了记录的次序", "both sides have moved records about"),
            Self::Lines => ("两边改动了相同的行", "both sides have changed the same lines"),
            Self::Binary => (
                "不是文本，保留了本方的版本；要对方的版本，运行 git checkout --theirs",
                "is no text, and our version is kept; for theirs see git checkout --theirs",
            ),
            Self::Unproven => (
                "合并的结果读回不一致，两边的版本都整个保留",
                "what came out does not read back as it should; both versions stand there whole",
            ),
        };
        Text::fixed(fixed.0, fixed.1)
    }
}

fn field(kind: Option<Kind>, path: &str, ours: Option<&str>, theirs: Option<&str>) -> Text {
    let term = kind.and_then(|kind| term(kind, path));
    let shown = quote(path);
    let says = |value: Option<&str>| match value {
        Some(value) => (format!("为 {}", quote(value)), quote(value)),
        None => ("没有此项".to_owned(), "nothing".to_owned()),
    };
    let (ours, theirs) = (says(ours), says(theirs));
    let name = term.map_or(shown.clone(), |term| format!("{term}（{shown}）"));
    Text::made(
        format!("{name}本方{}，对方{}", ours.0, theirs.0),
        format!("{shown} is {} on our side and {} on theirs", ours.1, theirs.1),
    )
}

/// The official term of a field.
fn term(kind: Kind, path: &str) -> Option<String> {
    if let Some(field) = schema::field(kind, path) {
        return Some(field.title.to_owned());
    }
    let (number, key) = path.strip_prefix("items.")?.split_once('.')?;
    let number: u32 = number.parse().ok()?;
    match key {
        "status" => Some(format!("第 {number} 项落实情况")),
        "evidence" => Some(format!("第 {number} 项佐证材料")),
        _ => None,
    }
}
