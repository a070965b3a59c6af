//! Files as clients name them: `file:` URIs, and the paths that they stand for.

use lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// What is escaped: all but what RFC 3986 leaves unreserved and the slash, as VS Code does it.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The path of a `file:` URI of this machine.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let (scheme, rest) = uri.split_once("://")?;
    let (host, path) = rest.split_at(rest.find('/')?);
    if !scheme.eq_ignore_ascii_case("file") || !matches!(host, "" | "localhost") {
        return None;
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let has_drive = path.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if cfg!(windows) && has_drive { path.get(1..)? } else { &path }))
}

/// The URI of a file, given relative to a root.
pub(super) fn uri_of(root: &Path, path: &str) -> Option<Uri> {
    let root = root.to_string_lossy();
    let root = if cfg!(windows) { root.replace('\\', "/") } else { root.into_owned() };
    let slash = if root.starts_with('/') { "" } else { "/" };
    let whole = format!("{slash}{}/{path}", root.trim_end_matches('/'));
    Uri::from_str(&format!("file://{}", utf8_percent_encode(whole.trim_end_matches('/'), ESCAPED))).ok()
}

/// A path relative to a root, with `/`.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/")).filter(|path| !path.is_empty() && !path.split('/').any(|part| part == ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let root = if cfg!(windows) { Path::new("C:\\数据 a") } else { Path::new("/数据 a") };
        let uri = uri_of(root, "qilin/hazards/隐患#1%.yaml").unwrap();
        let path = path_of(uri.as_str()).unwrap();
        assert_eq!(relative(root, &path).as_deref(), Some("qilin/hazards/隐患#1%.yaml"));
        for other in ["untitled:Untitled-1", "git:/a/b", "file://host/a", "http://localhost/a", "file:", ""] {
            assert_eq!(path_of(other), None, "{other}");
        }
    }
}
