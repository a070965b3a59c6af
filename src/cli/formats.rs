//! The formats of a command that writes one file or to the screen: asked for by a word, or by the ending of the
//! file that `-o` names.

use super::problem::Problem;
use crate::lang::Text;
use crate::text::{nearest, quote};
use std::path::Path;

/// What a command can write: each format, its word and the ending of its files; the first is for the screen.
pub(super) struct Formats<F, const N: usize>(pub(super) [(F, &'static str, &'static str); N]);

impl<F: Copy + PartialEq, const N: usize> Formats<F, N> {
    /// The words for `--format`.
    pub(super) fn words(&self) -> [&'static str; N] {
        self.0.map(|(_, word, _)| word)
    }

    /// The format: that of the word, else that of the ending; none where neither is given.
    ///
    /// # Errors
    /// An ending of no format, or one that the word does not go with.
    pub(super) fn chosen(&self, word: Option<&str>, output: Option<&Path>) -> Result<Option<F>, Problem> {
        let asked = self.0.into_iter().find(|(_, known, _)| Some(*known) == word);
        let by_ending = output.map(|path| self.by_ending(path)).transpose()?;
        match (asked, by_ending) {
            (Some((asked, word, _)), Some((format, _, ending))) if asked != format => {
                Err(disagree(word, ending))
            }
            (Some((format, ..)), _) | (None, Some((format, ..))) => Ok(Some(format)),
            (None, None) => Ok(None),
        }
    }

    fn by_ending(&self, path: &Path) -> Result<(F, &'static str, &'static str), Problem> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let found = self.0.into_iter().find(|(.., known)| ending.as_deref() == Some(known));
        found.ok_or_else(|| {
            let shown = quote(&path.to_string_lossy());
            let mut known = self.0.map(|(.., known)| known);
            known.reverse();
            let near = nearest(&ending.unwrap_or_default(), known);
            let (zh, en) = near.map_or_else(Default::default, |near| {
                (format!("，是否为 `.{near}`？"), format!(", did you mean `.{near}`?"))
            });
            let dotted = known.map(|ending| format!(".{ending}"));
            let (last, others) = dotted.split_last().map_or(("", &[][..]), |(last, others)| (last, others));
            Problem::new(Text::made(
                format!("-o {shown}：应为扩展名为 {} 或 {last} 的文件{zh}", others.join("、")),
                format!("-o {shown}: must be a file that ends in {} or {last}{en}", others.join(", ")),
            ))
        })
    }
}

/// `--format` and the ending of `-o` name two formats.
pub(super) fn disagree(word: &str, ending: &str) -> Problem {
    Problem::new(Text::made(
        format!("格式 {word} 与 -o 的扩展名 .{ending} 不一致"),
        format!("the format {word} does not go with the ending .{ending} of -o"),
    ))
}
