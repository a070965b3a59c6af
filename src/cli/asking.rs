//! Questions on a terminal: whether there is somebody to be asked, and what to say of one who leaves.

use super::problem::Problem;
use crate::lang::Text;
use crate::text::visible;
use inquire::InquireError;
use std::io::{IsTerminal, stderr, stdin};

/// How many choices are seen at once.
pub(super) const PAGE: usize = 12;

/// Whether there is somebody to be asked.
pub(super) fn may_ask() -> bool {
    stdin().is_terminal() && stderr().is_terminal()
}

/// Why there is no answer.
pub(super) fn left(error: InquireError) -> Problem {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Problem::new(Text::fixed("已放弃，什么也没有写", "left; nothing was written"))
        }
        other => {
            let why = visible(&other.to_string());
            Problem::new(Text::made(format!("无法提问：{why}"), format!("cannot ask: {why}")))
        }
    }
}
