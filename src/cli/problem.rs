//! Why a command could not do its work: exit status 2, one clear line for each thing.

use crate::config::ConfigError;
use crate::lang::{Lang, Text};
use crate::store::OpenError;
use crate::text::visible_whole;
use std::path::Path;

/// The exit status, or why there is none but 2.
pub(super) type Outcome = Result<u8, Problem>;

/// Why a command could not do its work.
#[derive(Debug)]
pub(super) enum Problem {
    /// In one sentence.
    Said(Text),
    /// Mistakes in configuration files.
    Config(Vec<ConfigError>),
    /// The reader of the standard output has left: nothing to say.
    ReaderLeft,
}

impl Problem {
    pub(super) fn new(message: Text) -> Self {
        Self::Said(message)
    }

    /// The world refuses.
    pub(super) fn of_io(path: &Path, error: &std::io::Error) -> Self {
        let path = visible_whole(&path.display().to_string());
        Self::Said(Text::made(format!("{path}：{error}"), format!("{path}: {error}")))
    }

    /// The lines that say it.
    pub(super) fn lines(&self, lang: Lang) -> Vec<String> {
        match self {
            Self::Said(message) => vec![message.in_lang(lang).to_owned()],
            Self::Config(errors) => errors
                .iter()
                .map(|error| {
                    let path = visible_whole(&error.path);
                    format!("{path}:{}:{}: {}", error.line, error.column, error.message.in_lang(lang))
                })
                .collect(),
            Self::ReaderLeft => Vec::new(),
        }
    }
}

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Config(errors) => Self::Config(errors),
            OpenError::Root { path, message } => {
                let path = visible_whole(&path.display().to_string());
                Self::Said(Text::made(format!("{path}：{}", message.zh), format!("{path}: {}", message.en)))
            }
        }
    }
}
