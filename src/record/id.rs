//! Ids: the names by which records refer to each other, and the file names made from them.

use crate::lang::Text;
use crate::text::quote;

/// An id: 1 to 64 of `a-z 0-9 -`, starting with a letter or a digit, no device name of Windows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

/// Names that Windows keeps for devices; a file of such a name cannot be made there.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

impl Id {
    /// Reads an id, character by character as written.
    ///
    /// # Errors
    /// [`NotAnId`] with the reason.
    pub fn parse(text: &str) -> Result<Self, NotAnId> {
        let bytes = text.as_bytes();
        let Some(first) = bytes.first() else {
            return Err(NotAnId::Shape);
        };
        let shaped = bytes.len() <= 64
            && *first != b'-'
            && bytes.iter().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if !shaped {
            return Err(NotAnId::Shape);
        }
        let numbered = matches!(bytes, [b'c', b'o', b'm', b'1'..=b'9'] | [b'l', b'p', b't', b'1'..=b'9']);
        if numbered || DEVICES.contains(&text) {
            return Err(NotAnId::Device);
        }
        Ok(Self(text.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::ops::Deref for Id {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnId {
    /// Wrong characters, empty or too long.
    Shape,
    /// A device name of Windows.
    Device,
}

impl NotAnId {
    /// What to say of the text.
    pub fn message(self, text: &str) -> Text {
        let id = quote(text);
        match self {
            Self::Shape => Text::made(
                format!("{id} 不是有效的编号：1 至 64 个小写字母、数字或连字符，以字母或数字开头"),
                format!("{id} is no id: 1 to 64 of a-z 0-9 -, beginning with a letter or a digit"),
            ),
            Self::Device => Text::made(
                format!("{id} 是 Windows 的设备名，不能作编号，也不能作文件名"),
                format!("{id} is a device name of Windows, which can be no id and name no file"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_id() {
        for good in ["001", "h-1", "a", "con1", "com0", "915303000000000e16"] {
            assert!(Id::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "H-1", "a_b", "a b", "é", "con", "lpt9"] {
            assert!(Id::parse(bad).is_err(), "{bad}");
        }
        assert!(Id::parse(&"a".repeat(64)).is_ok());
        assert!(Id::parse(&"a".repeat(65)).is_err());
    }
}
