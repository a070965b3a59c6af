//! Prose for the terminal: paragraphs in lines of a given width, continued under where their text began.

use super::is_command;
use super::wrap::wrap;
use crate::text::printable;
use unicode_width::UnicodeWidthStr;

/// The width of prose, in columns.
pub const WIDTH: usize = 96;

/// Adds a paragraph that begins with a label, `""` for none; its other lines stand under the text.
pub fn paragraph(out: &mut String, label: &str, text: &str) {
    let indent = label.width().min(WIDTH / 2);
    for (number, line) in
        wrap(&printable(text), WIDTH - indent, UnicodeWidthStr::width).into_iter().enumerate()
    {
        if number == 0 {
            out.push_str(label);
        } else if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
        }
        if is_command(line) && (number > 0 || label.is_empty()) {
            out.push_str("│ ");
        }
        out.push_str(line);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_wide_as_the_room_and_no_command() {
        let mut out = String::new();
        paragraph(&mut out, "说明：", &"整改 rectification、".repeat(20));
        assert!(out.lines().count() > 2);
        assert!(out.lines().all(|line| line.width() <= WIDTH));
        assert!(out.lines().skip(1).all(|line| line.starts_with("      ")));
        out.clear();
        paragraph(&mut out, "", "a\n::error::b");
        assert_eq!(out, "a\n│ ::error::b\n");
    }
}
