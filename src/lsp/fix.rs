//! Edits that put a finding right where one answer is the right one, or waive it.

use super::text::Lines;
use crate::check::rules;
use crate::finding::Finding;
use crate::lang::{Lang, Text};
use crate::store::records_of;
use crate::store::yaml::{self, Kind, Node};
use crate::text::{is_control, is_invisible};
use lsp_types::TextEdit;

/// An edit of one file, and what it is called.
#[derive(Debug)]
pub(super) struct Fix {
    pub(super) title: Text,
    pub(super) edit: TextEdit,
    /// Whether it is the right answer, and not one way out.
    pub(super) preferred: bool,
}

/// The edits for a finding that stands in this text.
pub(super) fn fixes(finding: &Finding, lines: &Lines<'_>, lang: Lang) -> Vec<Fix> {
    let Some(place) = finding.place() else {
        return Vec::new();
    };
    let (start, end) = lines.span(place);
    let marked = lines.body().get(start..end).unwrap_or_default();
    let replace = |with: String| {
        let title = match with.as_str() {
            "" => Text::fixed("删去看不见的字符", "delete the invisible characters"),
            _ => Text::made(format!("改为 `{with}`"), format!("change to `{with}`")),
        };
        Fix { title, edit: TextEdit { range: lines.range(start, end), new_text: with }, preferred: true }
    };
    let hidden = |c: char| is_control(c) || is_invisible(c);
    let mut fixes = Vec::new();
    if finding.rule == "F008" && marked.contains(hidden) {
        let mut fix = replace(String::new());
        fix.edit.new_text = marked.chars().filter(|c| !hidden(*c)).collect();
        fixes.push(fix);
    } else if let Some(meant) = meant(finding).filter(|meant| *meant != marked && !marked.is_empty()) {
        fixes.push(replace(meant.to_owned()));
    }
    fixes.extend(waive(finding, lines, start, lang));
    fixes
}

/// The right spelling that the help line of a finding names.
fn meant(finding: &Finding) -> Option<&str> {
    let (_, after) = finding.help.en.split_once("did you mean `")?;
    let (word, _) = after.split_once('`')?;
    let exact = !word.is_empty() && !word.contains(['…', '\\', '\n']);
    exact.then_some(word)
}

/// A waiver of the finding at the end of its record.
fn waive(finding: &Finding, lines: &Lines<'_>, at: usize, lang: Lang) -> Option<Fix> {
    let rule = rules::find(finding.rule).filter(|rule| rule.is_negotiable())?;
    let body = lines.body();
    let tree = yaml::parse(body);
    if !tree.faults().is_empty() {
        return None;
    }
    let record =
        records_of(&tree).filter_map(Result::ok).find(|node| node.start() <= at && at <= node.end())?;
    if body.get(record.start()..)?.starts_with('{') {
        return None;
    }
    let reason = Text::fixed("请写明理由", "state the reason");
    let entry = |indent: usize| {
        let blank = " ".repeat(indent);
        format!("{blank}- rule: {}\n{blank}  reason: {}\n", rule.code, reason.in_lang(lang))
    };
    let waivers = record.entries().find(|(key, _)| key.text() == "waivers").map(|(_, value)| value);
    let (after, text) = match waivers {
        None => {
            let indent = column(body, record.start());
            (record, format!("{}waivers:\n{}", " ".repeat(indent), entry(indent + 2)))
        }
        Some(list) => {
            let dash = column(body, list.start());
            let block = list.kind() == Kind::Sequence && body.get(list.start()..)?.starts_with("- ");
            (block.then_some(list)?, entry(dash))
        }
    };
    let ending = if body.contains("\r\n") { "\r\n" } else { "\n" };
    let text = text.replace('\n', ending);
    // The new lines go below the last line of what is there, which may have no line end yet.
    let end = line_end(body, after);
    let (at, text) = match body.get(end..)?.find('\n') {
        Some(newline) => (end + newline + 1, text),
        None => (body.len(), format!("{ending}{}", text.trim_end())),
    };
    let title =
        Text::made(format!("豁免 {}（须写明理由）", rule.code), format!("waive {} (state why)", rule.code));
    Some(Fix { title, edit: TextEdit { range: lines.range(at, at), new_text: text }, preferred: false })
}

/// The column, in characters, at which an offset stands.
fn column(body: &str, at: usize) -> usize {
    let before = body.get(..at).unwrap_or_default();
    before.rsplit('\n').next().map_or(0, |line| line.chars().count())
}

/// Where the last value of a node ends; a record may end in white space that is not its own.
fn line_end(body: &str, node: Node<'_, '_>) -> usize {
    let text = body.get(..node.end()).unwrap_or_default();
    text.trim_end().len().max(node.start())
}

/// A waiver of a finding about a unit, at the end of `hazards.toml`.
pub(super) fn waive_unit(finding: &Finding, lines: &Lines<'_>, lang: Lang) -> Option<Fix> {
    let rule = rules::find(finding.rule).filter(|rule| rule.is_negotiable())?;
    let body = lines.body();
    let gap = if body.is_empty() || body.ends_with('\n') { "" } else { "\n" };
    let reason = Text::fixed("请写明理由", "state the reason");
    let (code, unit) = (rule.code, finding.path.as_str());
    let text = format!(
        "{gap}\n[[waivers]]\nrule = \"{code}\"\nunit = \"{unit}\"\nreason = \"{}\"\n",
        reason.in_lang(lang)
    );
    let title = Text::made(
        format!("豁免 {unit} 的 {code}（须写明理由）"),
        format!("waive {code} of {unit} (state why)"),
    );
    let range = lines.range(body.len(), body.len());
    Some(Fix { title, edit: TextEdit { range, new_text: text }, preferred: false })
}
