//! `junit`: a test suite a rule, so that a clean run shows what was checked. An error is a failed case; a
//! warning or info a skipped one with its message, since servers show the message of a skipped case and
//! hide that of a passed one (with `--deny warnings` a warning fails); a waived finding is skipped too. A
//! rule that found nothing has one passed case.

use super::Report;
use super::short::{location, shown_path};
use crate::check::Rule;
use crate::finding::{Finding, Severity};
use crate::lang::Text;
use crate::text::visible_whole;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// Writes the document.
pub fn write(report: &Report<'_>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing into memory does not fail.
    let _ = suites(report, &mut writer);
    String::from_utf8(writer.into_inner()).unwrap_or_default() + "\n"
}

type Xml = Writer<Vec<u8>>;

fn suites(report: &Report<'_>, xml: &mut Xml) -> io::Result<()> {
    let findings = &report.listing.findings;
    let of_rule = |code: &str| findings.iter().filter(|finding| finding.rule == code).collect::<Vec<_>>();
    let rules: Vec<(&Rule, Vec<&Finding>)> =
        report.rules.iter().map(|rule| (*rule, of_rule(rule.code))).collect();
    let mut all = Tally::default();
    for (_, found) in &rules {
        all.add(Tally::of(found, report));
    }
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(all.on(element("testsuites", &[("name", "hazards check")]))))?;
    for (rule, found) in rules {
        suite(rule, &found, report, xml)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))
}

/// How many cases there are, failed and skipped.
#[derive(Default, Clone, Copy)]
struct Tally {
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl Tally {
    fn of(found: &[&Finding], report: &Report<'_>) -> Self {
        let failures = found.iter().filter(|finding| fails(finding, report)).count();
        Self { tests: found.len().max(1), failures, skipped: found.len() - failures }
    }

    fn add(&mut self, other: Self) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.skipped += other.skipped;
    }

    fn on<'e>(&self, mut element: BytesStart<'e>) -> BytesStart<'e> {
        let counts = [("tests", self.tests), ("failures", self.failures), ("skipped", self.skipped)];
        for (name, count) in counts.into_iter().chain([("errors", 0)]) {
            element.push_attribute((name, count.to_string().as_str()));
        }
        element
    }
}

fn fails(finding: &Finding, report: &Report<'_>) -> bool {
    let denied = report.deny_warnings && finding.severity == Severity::Warning;
    !finding.waived && (finding.severity == Severity::Error || denied)
}

fn suite(rule: &Rule, found: &[&Finding], report: &Report<'_>, xml: &mut Xml) -> io::Result<()> {
    let name = format!("{} {}", rule.code, rule.name);
    let suite = Tally::of(found, report).on(element("testsuite", &[("name", &name)]));
    xml.write_event(Event::Start(suite))?;
    let class = format!("hazards.{}", rule.code);
    if found.is_empty() {
        let summary = rule.summary.in_lang(report.lang);
        let none = Text::made(format!("未发现：{summary}"), format!("none found: {summary}"));
        let case = element("testcase", &[("classname", &class), ("name", none.in_lang(report.lang))]);
        xml.write_event(Event::Empty(case))?;
    }
    for finding in found {
        case(finding, &class, report, xml)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn case(finding: &Finding, class: &str, report: &Report<'_>, xml: &mut Xml) -> io::Result<()> {
    let said = finding.message.in_lang(report.lang);
    let name = format!("{}: {said}", location(finding));
    let path = shown_path(&finding.path);
    let line = finding.place().map(|place| place.line.to_string());
    let mut case = element("testcase", &[("classname", class), ("name", &name), ("file", &path)]);
    case.extend_attributes(line.iter().map(|line| ("line", line.as_str())));
    xml.write_event(Event::Start(case))?;
    let severity = finding.severity.name();
    if fails(finding, report) {
        let help = Text::fixed("怎么办：", "help: ");
        let text = format!(
            "{severity}[{}] {said}\n{}{}",
            finding.rule,
            help.in_lang(report.lang),
            finding.help.in_lang(report.lang)
        );
        let failure = element("failure", &[("type", severity), ("message", said)]);
        xml.write_event(Event::Start(failure))?;
        xml.write_event(Event::Text(BytesText::new(&legal(&text, true))))?;
        xml.write_event(Event::End(BytesEnd::new("failure")))?;
    } else {
        let waived = match finding.waived {
            true => Text::fixed("（已豁免）", " (waived)"),
            false => Text::none(),
        };
        let message = format!("{severity}[{}]{} {said}", finding.rule, waived.in_lang(report.lang));
        xml.write_event(Event::Empty(element("skipped", &[("message", &message)])))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}

fn element<'e>(name: &'e str, attributes: &[(&str, &str)]) -> BytesStart<'e> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        element.push_attribute((*name, legal(value, false).as_str()));
    }
    element
}

/// A text without the characters that XML 1.0 forbids or that cannot be seen: they stand as `\u{…}`.
fn legal(text: &str, lines: bool) -> String {
    if lines {
        text.split('\n').map(visible_whole).collect::<Vec<_>>().join("\n")
    } else {
        visible_whole(text)
    }
}
