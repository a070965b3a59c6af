//! What Windows does otherwise than other systems: names that it gives no file, what it says of a file that
//! another program has open, and how it writes a path in full.

use crate::lang::Text;
use std::io;
use std::path::{Component, Path};

/// What stands for a drive or a stream, for a pattern or for the parts of a command.
const FORBIDDEN: &[char] = &['<', '>', ':', '"', '|', '?', '*', '/', '\\'];

/// What Windows keeps for devices, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// The same with a digit behind.
const PORTS: [&str; 2] = ["com", "lpt"];

/// Whether Windows would make no file of that name, or one of another name.
pub(super) fn refuses(name: &str) -> bool {
    name.ends_with(['.', ' ']) || name.contains(|c| FORBIDDEN.contains(&c) || c < ' ') || is_device(name)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ').to_ascii_lowercase();
    let port = stem.strip_suffix(|c| matches!(c, '0'..='9' | '¹' | '²' | '³'));
    DEVICES.contains(&stem.as_str()) || port.is_some_and(|port| PORTS.contains(&port))
}

/// Whether a path has such a name.
pub(super) fn refuses_path(path: &Path) -> bool {
    path.components().any(|part| matches!(part, Component::Normal(name) if refuses(&name.to_string_lossy())))
}

/// What to say of a name that Windows refuses.
pub(super) const REFUSED: Text = Text::fixed(
    "Windows 不允许这样的文件名：不能有 < > : \" | ? *，不能以点或空格结尾，也不能是 CON、NUL 等设备名",
    "Windows has no such file names: none of < > : \" | ? *, no dot or space at the end, no device such as CON or NUL",
);

/// What to say where another program, a spreadsheet most often, keeps a file for itself.
pub(super) fn in_use(error: &io::Error) -> Option<Text> {
    match error.raw_os_error() {
        // ERROR_ACCESS_DENIED: also where a file that is open is to be replaced.
        Some(5) => Some(Text::fixed(
            "没有权限，或文件正被其他程序使用（如在 Excel、WPS 中打开，请先关闭）",
            "permission denied, or another program has the file open (close it in Excel or WPS)",
        )),
        // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
        Some(32 | 33) => Some(Text::fixed(
            "文件正被其他程序使用（如在 Excel、WPS 中打开，请先关闭）",
            "another program has the file open (close it in Excel or WPS)",
        )),
        _ => None,
    }
}

/// A path as people write it, without the mark of a path in full.
pub(super) fn shown(path: &str) -> String {
    match path.strip_prefix(r"\\?\") {
        Some(rest) => match rest.strip_prefix(r"UNC\") {
            Some(share) => format!(r"\\{share}"),
            None => rest.to_owned(),
        },
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for refused in [
            "8月?.xlsx",
            "a:b.xlsx",
            "报表*.csv",
            "a|b",
            "a<b",
            "x.xlsx.",
            "x.xlsx ",
            "NUL",
            "con.xlsx",
            "Com1.csv",
            "lpt9",
            "aux .txt",
            "com¹",
            "CONIN$",
            "a\tb",
            "\"x\"",
        ] {
            assert!(refuses(refused), "{refused}");
        }
        for fine in [
            "8月.xlsx",
            "麒麟区 8月（终）.xlsx",
            ".hazards.lock",
            "..x",
            "console.txt",
            "com10",
            "com",
            "nul1",
            "x.con",
        ] {
            assert!(!refuses(fine), "{fine}");
        }
        assert!(refuses_path(Path::new("out/nul/x.xlsx")) && !refuses_path(Path::new("../输出 目录/x.xlsx")));
    }

    #[test]
    fn paths_as_people_write_them() {
        assert_eq!(shown(r"\\?\C:\数据\a.yaml"), r"C:\数据\a.yaml");
        assert_eq!(shown(r"\\?\UNC\server\共享\a.yaml"), r"\\server\共享\a.yaml");
        assert_eq!(shown("数据/a.yaml"), "数据/a.yaml");
    }
}
