//! The baseline: findings that were there when a check was introduced. Only others are shown and counted.
//! A file of JSON, one finding a line, sorted by path, so that a change of it can be read and merged.

use super::{crowded, fingerprint, rules};
use crate::config::ConfigError;
use crate::finding::Finding;
use crate::lang::Text;
use crate::plan::Plan;
use crate::store::records::Records;
use crate::text::{json_safe, visible, visible_whole};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// Findings by fingerprint.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Baseline {
    entries: BTreeMap<String, Entry>,
}

/// One finding of a baseline: what a reader needs to know it by. Only the rule takes part in comparison,
/// beside the fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The path at the time.
    pub path: String,
    /// The rule's code.
    #[serde(deserialize_with = "rule")]
    pub rule: String,
    /// The record's id.
    pub id: Option<String>,
    /// The field.
    pub field: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(deserialize_with = "version")]
    #[expect(dead_code, reason = "it is judged while it is read")]
    version: (),
    findings: Entries,
}

impl Baseline {
    /// The baseline that holds these findings, but for those that are waived and those of a file of which
    /// not all findings are known.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>, plan: &Plan, records: &Records) -> Self {
        let crowded = crowded(records);
        let held = findings
            .into_iter()
            .filter(|finding| !finding.waived && !crowded.contains_key(finding.path.as_str()));
        let entry = |finding: &Finding| Entry {
            path: finding.path.clone(),
            rule: finding.rule.to_owned(),
            id: finding.id.clone(),
            field: finding.field.clone().into_owned(),
        };
        Self { entries: held.map(|finding| (fingerprint(finding, plan), entry(finding))).collect() }
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Reads a baseline file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(path: &str, text: &str) -> Result<Self, ConfigError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let document: Document = serde_json::from_str(text).map_err(|error| broken(path, text, &error))?;
        Ok(Self { entries: document.findings.0 })
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut sorted: Vec<_> = self.entries.iter().collect();
        sorted.sort_by_key(|(fingerprint, entry)| (*entry, *fingerprint));
        // Plain structs always serialise.
        let line = |(fingerprint, entry): (&String, &Entry)| {
            format!("    \"{fingerprint}\": {}", serde_json::to_string(entry).unwrap_or_default())
        };
        let lines: Vec<String> = sorted.into_iter().map(line).collect();
        let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
        json_safe(format!("{{\n  \"version\": 1,\n  \"findings\": {{{lines}}}\n}}\n"))
    }

    /// Which findings it holds; one of a file of which not all findings are known is never held.
    pub fn holds(&self, findings: &[Finding], plan: &Plan, records: &Records) -> Vec<bool> {
        let crowded = crowded(records);
        let held = |finding: &Finding| {
            let entry = self.entries.get(&fingerprint(finding, plan));
            entry.is_some_and(|entry| entry.rule == finding.rule)
                && !finding.waived
                && !crowded.contains_key(finding.path.as_str())
        };
        findings.iter().map(held).collect()
    }

    /// The entries whose findings are gone, given all that is found.
    pub fn gone(&self, findings: &[Finding], plan: &Plan) -> Vec<&Entry> {
        let found: HashSet<String> = findings.iter().map(|finding| fingerprint(finding, plan)).collect();
        let gone = self.entries.iter().filter(|(fingerprint, _)| !found.contains(*fingerprint));
        let mut gone: Vec<&Entry> = gone.map(|(_, entry)| entry).collect();
        gone.sort();
        gone
    }
}

impl Entry {
    /// What it is, in one line: ``P007 qilin/hazards/h-1.yaml `h-1` rectification``.
    pub fn line(&self) -> String {
        let id = self.id.as_deref().map_or(String::new(), |id| format!(" `{}`", visible(id)));
        let field = if self.field.is_empty() { String::new() } else { format!(" {}", visible(&self.field)) };
        format!("{} {}{id}{field}", self.rule, visible_whole(&self.path))
    }
}

fn broken(path: &str, text: &str, error: &serde_json::Error) -> ConfigError {
    // Its place is told apart from it.
    let why = error.to_string();
    let why = visible_whole(why.rsplit_once(" at line ").map_or(why.as_str(), |(why, _)| why));
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.get(..line.floor_char_boundary(error.column())).unwrap_or(line);
    ConfigError {
        path: path.to_owned(),
        line: error.line().max(1),
        column: before.chars().count().max(1),
        message: Text::made(
            format!("不是有效的基线文件（{why}）；可用 --write-baseline 重新生成"),
            format!("no valid baseline ({why}); make a new one with --write-baseline"),
        ),
    }
}

fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    match u32::deserialize(deserializer)? {
        1 => Ok(()),
        other => Err(D::Error::custom(format_args!("version {other} is not known, only 1"))),
    }
}

fn rule<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let code = String::deserialize(deserializer)?;
    match rules::find(&code) {
        Some(_) => Ok(code),
        None => {
            let said = crate::config::unknown_word(&code, rules::ALL.iter().map(|rule| rule.code));
            Err(D::Error::custom(format_args!("unknown rule {}", said.en)))
        }
    }
}

/// The findings of a file, by fingerprint; the same one twice is a mistake.
#[derive(Default)]
struct Entries(BTreeMap<String, Entry>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("findings by fingerprint")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = Entries::default();
        while let Some(fingerprint) = map.next_key::<String>()? {
            let formed = fingerprint.len() == 32 && fingerprint.bytes().all(|b| b.is_ascii_hexdigit());
            if !formed {
                let shown = visible(&fingerprint);
                return Err(A::Error::custom(format_args!(
                    "`{shown}` is no fingerprint of 32 hexadecimal digits"
                )));
            }
            if entries.0.contains_key(&fingerprint) {
                return Err(A::Error::custom(format_args!("the fingerprint {fingerprint} is there twice")));
            }
            entries.0.insert(fingerprint, map.next_value()?);
        }
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"{
  "version": 1,
  "findings": {
    "0123456789abcdef0123456789abcdef": {"path":"a.yaml","rule":"P007","id":"h-1","field":"rectification"}
  }
}
"#;

    #[test]
    fn it_reads_what_it_writes() {
        let baseline = Baseline::read("b.json", ONE).unwrap();
        assert_eq!(baseline.text(), ONE);
        let none = Baseline::default().text();
        assert_eq!(Baseline::read("b.json", &none).unwrap(), Baseline::default());
    }

    #[test]
    fn a_broken_one_is_told_with_its_line() {
        let wrong = [
            ("", 1),
            ("{\n", 2),
            ("[]", 1),
            (&ONE.replace("P007", "P0O7"), 4),
            (&ONE.replace("01234567", "0123456g"), 4),
            (&ONE.replace("\"field\"", "\"feld\""), 4),
            (&ONE.replace("\"version\": 1", "\"version\": 2"), 2),
            (&ONE.replace("  }\n}", "  },\n}"), 6),
        ];
        for (text, line) in wrong {
            let error = Baseline::read("b.json", text).unwrap_err();
            assert_eq!(error.line, line, "{text}: {error:?}");
        }
        let entry = ONE.lines().nth(3).unwrap();
        let twice = ONE.replace(entry, &format!("{entry},\n{entry}"));
        assert_eq!(Baseline::read("b.json", &twice).unwrap_err().line, 5);
    }
}
