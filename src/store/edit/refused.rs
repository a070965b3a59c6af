//! Why a record is not edited, in words.

use crate::lang::Text;
use crate::text::quote;

/// Why a record was not edited. The text is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotEdited {
    /// Which record of the file.
    pub nth: usize,
    /// The path in it, as far as one is to blame; empty for the record or the file as a whole.
    pub path: String,
    /// Why.
    pub why: Why,
}

/// What stands in the way of an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The file cannot be read as YAML.
    Unreadable,
    /// The file has no such record.
    NoRecord,
    /// The file is not there, or the system refuses.
    Refused(Text),
    /// The file is another than the one whose records are known.
    Changed,
    /// Paths that are none, or one inside the other.
    Path,
    /// A key on the path stands there twice.
    Twice,
    /// An anchor, alias, merge key or tag.
    Shared,
    /// A text or list where the path needs a mapping.
    NoMapping,
    /// A spelling that is not edited: keys behind `?`, pairs in a list in brackets, line ends of old.
    Form,
    /// Nothing would be left of the record.
    Empty,
    /// What came out is not what was asked.
    Unproven,
}

impl NotEdited {
    /// Whether another record of the same file can be edited nevertheless.
    pub const fn is_of_record(&self) -> bool {
        matches!(self.why, Why::NoRecord | Why::Path | Why::Twice | Why::Shared | Why::NoMapping | Why::Empty)
    }

    /// What to say of it.
    pub fn message(&self) -> Text {
        let (zh, en) = match &self.why {
            Why::Unreadable => (
                "文件不能作为 YAML 读取，请先改正（hazards check）",
                "the file cannot be read as YAML; put that right first (hazards check)",
            ),
            Why::NoRecord => ("文件中没有这条记录", "the file has no such record"),
            Why::Refused(why) => return why.clone(),
            Why::Changed => (
                "文件在读取之后被改动；请再运行一次",
                "the file has changed since it was read; run the command again",
            ),
            Why::Path => (
                "不是可以修改的键，或几处修改互相包含",
                "is no key to be set, or one change contains another",
            ),
            Why::Twice => (
                "键重复出现，不能确定改哪一个；请手工修改",
                "the key stands there twice and it is not certain which one is meant; edit it by hand",
            ),
            Why::Shared => (
                "使用了锚点、别名、合并键或标签（& * << !），自动修改可能影响别处；请手工修改",
                "written with an anchor, alias, merge key or tag (& * << !), so that a change might reach further; edit it by hand",
            ),
            Why::NoMapping => (
                "此处已有文字或列表，不是映射（键: 值）；请手工修改",
                "a text or list stands here, no mapping (key: value); edit it by hand",
            ),
            Why::Form => (
                "写法不常见，不能自动修改；请手工修改",
                "spelled in a way that is not edited; edit it by hand",
            ),
            Why::Empty => (
                "记录的键会全部删去；请手工删除记录",
                "no key of the record would be left; delete the record by hand",
            ),
            Why::Unproven => (
                "修改后读回的内容不一致，未修改；请手工修改",
                "the change does not read back as it should and was not made; edit it by hand",
            ),
        };
        if self.path.is_empty() {
            return Text::fixed(zh, en);
        }
        let path = quote(&self.path);
        Text::made(format!("{path}：{zh}"), format!("{path}: {en}"))
    }
}
