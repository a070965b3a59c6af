//! What a key goes by on the command line: its path, or its official term where only one has it.

use crate::lang::Text;
use crate::text::{nearest, quote, unknown_word};

/// The path and the official term of a key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name<'n> {
    pub(crate) path: &'n str,
    pub(crate) title: &'n str,
}

impl<'n> Name<'n> {
    /// The last part of the path.
    pub(crate) fn leaf(self) -> &'n str {
        self.path.rsplit('.').next().unwrap_or(self.path)
    }
}

/// The names that a word stands for: one by its path, else all by their terms.
pub(crate) fn named(word: &str, names: &[Name<'_>]) -> Vec<usize> {
    let all = |is: &dyn Fn(&Name<'_>) -> bool| {
        let such = names.iter().enumerate().filter(|(_, name)| is(name));
        such.map(|(at, _)| at).collect::<Vec<usize>>()
    };
    let by_path = all(&|name| name.path == word);
    if by_path.is_empty() { all(&|name| name.title == word) } else { by_path }
}

/// What to say of a word that stands for more than one.
pub(crate) fn several<'n>(word: &str, paths: impl IntoIterator<Item = &'n str>) -> Text {
    let word = quote(word);
    let paths: Vec<&str> = paths.into_iter().collect();
    Text::made(
        format!("{word} 不止一处，请写键名：{}", paths.join("、")),
        format!("{word} is more than one key; write which: {}", paths.join(", ")),
    )
}

/// What to say of a word that stands for none: the nearest name.
pub(crate) fn unknown(word: &str, names: &[Name<'_>]) -> Text {
    let known: Vec<&str> = names.iter().flat_map(|name| [name.path, name.title]).collect();
    // The last part alone may be what is meant.
    let leaf = || nearest(word, names.iter().map(|name| name.leaf()));
    let of_leaf = || leaf().and_then(|near| names.iter().find(|name| name.leaf() == near));
    match (nearest(word, known.iter().copied()), of_leaf()) {
        (Some(_), _) => unknown_word(word, known),
        (None, Some(Name { path, .. })) => {
            let word = quote(word);
            Text::made(format!("{word}，是否为 `{path}`？"), format!("{word}, did you mean `{path}`?"))
        }
        (None, None) => unknown_word(word, names.iter().map(|name| name.path).collect::<Vec<_>>()),
    }
}
