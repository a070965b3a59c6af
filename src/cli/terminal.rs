//! Standard output and standard error: results on the one, everything else on the other.
#![expect(clippy::disallowed_methods, reason = "whether to colour depends on the environment")]

use super::problem::Problem;
use crate::lang::{Lang, Text};
use crate::text::visible_whole;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// The width of tables, in columns.
pub(super) const WIDTH: usize = 100;

/// Writes a result to the standard output.
///
/// # Errors
/// Where it cannot be written; a reader that has left ends the command in silence.
pub(super) fn print(bytes: &[u8]) -> Result<(), Problem> {
    let mut out = io::stdout().lock();
    let plain = match std::str::from_utf8(bytes) {
        Ok(text) if cfg!(windows) && out.is_terminal() && draws_wide_lines() => Some(without_lines(text)),
        _ => None,
    };
    let bytes = plain.as_ref().map_or(bytes, |text| text.as_bytes());
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Problem::ReaderLeft,
        _ => Problem::new(Text::made(
            format!("无法写到标准输出：{error}"),
            format!("cannot write to standard output: {error}"),
        )),
    })
}

/// Says why the command ends, on standard error.
pub(super) fn complain(problem: &Problem, lang: Lang) {
    let word = Text::fixed("错误：", "error: ");
    for line in problem.lines(lang) {
        // A mistake in a file is told in the form that editors and CI jobs know: place first.
        let placed = matches!(problem, Problem::Config(_));
        note(&if placed { line } else { format!("{}{line}", word.in_lang(lang)) });
    }
}

/// Says something on standard error. When that cannot be written there is nobody to tell.
pub(super) fn note(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Does work that counts the files that it has read, and after a second shows the count on a terminal.
pub(super) fn while_counting<T: Send>(lang: Lang, work: impl FnOnce(&AtomicUsize) -> T + Send) -> T {
    let read = |count| Text::made(format!("已读取 {count} 个文件……"), format!("{count} files read..."));
    while_telling(lang, read, work)
}

/// Does work that counts what it has done, and after a second tells the count on a terminal.
pub(super) fn while_telling<T: Send>(
    lang: Lang,
    tell: fn(usize) -> Text,
    work: impl FnOnce(&AtomicUsize) -> T + Send,
) -> T {
    let count = AtomicUsize::new(0);
    if !io::stderr().is_terminal() {
        return work(&count);
    }
    std::thread::scope(|scope| {
        // The worker holds the sender: when it is done, the channel is closed and the counting ends.
        let (done, waiting) = mpsc::channel::<()>();
        let count = &count;
        scope.spawn(move || {
            let mut shown = 0;
            let mut pause = Duration::from_secs(1);
            while waiting.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let said = tell(count.load(Ordering::Relaxed));
                let said = said.in_lang(lang);
                let _ = write!(io::stderr(), "\r{said}");
                shown = said.width();
                pause = Duration::from_millis(200);
            }
            // With spaces: an old console would show an escape sequence as it is.
            if shown > 0 {
                let _ = write!(io::stderr(), "\r{:shown$}\r", "");
            }
        });
        let result = work(count);
        drop(done);
        result
    })
}

/// Says on standard error that a file has been written.
pub(super) fn note_written(path: &Path, lang: Lang) {
    let shown = visible_whole(&path.display().to_string());
    note(Text::made(format!("已写入 {shown}"), format!("written: {shown}")).in_lang(lang));
}

/// Whether the standard output may be coloured.
pub(super) fn colour() -> bool {
    io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && obeys_escapes()
}

/// Whether the terminal obeys escape sequences. A console of Windows does from Windows 10 on, when it is asked
/// to; a terminal of another kind there says that it does by `TERM`.
#[cfg(windows)]
fn obeys_escapes() -> bool {
    anstyle_query::windows::enable_ansi_colors() == Some(true) || anstyle_query::term_supports_ansi_color()
}

#[cfg(not(windows))]
const fn obeys_escapes() -> bool {
    true
}

/// Whether a console of Windows may be the old one, whose Chinese fonts have lines as wide as a Chinese character.
/// Every other terminal says what it is.
fn draws_wide_lines() -> bool {
    ["WT_SESSION", "TERM_PROGRAM", "TERM", "ConEmuANSI"].iter().all(|name| std::env::var_os(name).is_none())
}

/// A table with `+`, `-` and `|` for its lines.
fn without_lines(text: &str) -> String {
    let plain = |c| match c {
        '─' | '━' | '═' | '┄' | '┈' | '╌' => '-',
        '│' | '┃' | '║' | '┆' | '┊' | '╎' => '|',
        '\u{2500}'..='\u{257f}' => '+',
        c => c,
    };
    text.chars().map(plain).collect()
}

/// The language that Windows speaks to its user; elsewhere the environment says it.
#[cfg(windows)]
pub(super) fn locale() -> Option<String> {
    sys_locale::get_locale()
}

#[cfg(not(windows))]
pub(super) const fn locale() -> Option<String> {
    None
}

/// Whether the standard output is a terminal.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_for_an_old_console() {
        let table = "┌────┬───┐\n│ 区 │ 1 │\n╞════╪═══╡\n└────┴───┘\n";
        assert_eq!(without_lines(table), "+----+---+\n| 区 | 1 |\n+----+---+\n+----+---+\n");
    }
}
