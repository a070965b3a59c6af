//! Each rule against its fixtures: `tests/rules/<rule-name>/bad` laid over `tests/base` breaks that
//! rule and no other, `good` breaks none, and `expected.txt` says what is found. The examples that
//! `explain` shows are run the same way. `BLESS=1` rewrites `expected.txt`: read what it wrote.
//! A rule that needs another day has further cases: `bad-2`, `good-2`, `case-2.toml`, `expected-2.txt`.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test: it lays files over each other")]

#[path = "support/base.rs"]
#[allow(dead_code, reason = "the cases lay their files themselves")]
mod base;

use chrono::NaiveDate;
use hazards::check::{self, Context, Example, Rule, rules};
use hazards::finding::Finding;
use hazards::lang::Lang;
use hazards::text::visible;
use hazards::{record, store};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The day as of which a case is judged, and the machine's day, where `case.toml` says nothing.
const AS_OF: &str = "2023-12-31";
const TODAY: &str = "2024-01-15";

/// Rules whose wrong example cannot be a text file: bytes, a link, a permission.
const NOT_SHOWN_BY_TEXT: [&str; 3] = ["F001", "F009", "F010"];

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// What `case.toml` may say.
struct Case {
    as_of: NaiveDate,
    today: NaiveDate,
    /// Paths of the base that are taken away first.
    remove: Vec<String>,
    /// A family of systems on which the case cannot be built.
    skip_on: Option<String>,
}

impl Case {
    fn plain() -> Self {
        Self::read("")
    }

    fn of(rule: &Rule, suffix: &str) -> Self {
        let path = folder(rule).join(format!("case{suffix}.toml"));
        Self::read(&fs::read_to_string(path).unwrap_or_default())
    }

    fn read(text: &str) -> Self {
        let table: toml::Table = text.parse().unwrap();
        for key in table.keys() {
            assert!(
                ["as_of", "today", "remove", "skip_on"].contains(&key.as_str()),
                "unknown key in case.toml: {key}"
            );
        }
        let day = |key: &str, otherwise: &str| {
            let text = table.get(key).map_or(otherwise.to_owned(), |day| {
                day.as_str().map_or_else(|| day.to_string(), str::to_owned)
            });
            record::date::parse(&text).unwrap()
        };
        let remove = table.get("remove").and_then(|paths| paths.as_array()).cloned().unwrap_or_default();
        Self {
            as_of: day("as_of", AS_OF),
            today: day("today", TODAY),
            remove: remove.iter().map(|path| path.as_str().unwrap().to_owned()).collect(),
            skip_on: table.get("skip_on").map(|family| family.as_str().unwrap().to_owned()),
        }
    }

    fn is_skipped(&self) -> bool {
        self.skip_on.as_deref() == Some(std::env::consts::FAMILY)
    }
}

fn folder(rule: &Rule) -> PathBuf {
    tests().join("rules").join(rule.name)
}

/// What the names of a rule's cases end in: nothing, `-2`, `-3`, …
fn suffixes(rule: &Rule) -> impl Iterator<Item = String> {
    let folder = folder(rule);
    let later = (2..).map(|number| format!("-{number}"));
    let is_case = move |suffix: &String| {
        ["bad", "good"].iter().any(|name| folder.join(format!("{name}{suffix}")).is_dir())
    };
    std::iter::once(String::new()).chain(later.take_while(is_case))
}

/// A copy of the base, without what the case takes away.
fn base(case: &Case) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    base::copy(&tests().join("base"), root.path());
    for path in &case.remove {
        let path = root.path().join(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }
    root
}

/// What is found, but for what is waived.
fn find(root: &Path, case: &Case) -> Vec<Finding> {
    let repository = store::open(root).unwrap();
    let context =
        Context::new(&repository.records, &repository.plan, &repository.catalog, case.as_of, case.today);
    let mut findings = check::check(&context, &repository.settings);
    repository.locate(&mut findings);
    findings.retain(|finding| !finding.waived);
    findings
}

/// One finding as `expected.txt` shows it: the short form, then what to do.
fn shown(finding: &Finding) -> String {
    let place = finding.place().map_or(String::new(), |place| format!(":{}:{}", place.line, place.column));
    let (severity, message, help) =
        (finding.severity.name(), finding.message.in_lang(Lang::Zh), finding.help.in_lang(Lang::Zh));
    let help = help.lines().fold(String::new(), |lines, line| format!("{lines}    {line}\n"));
    format!("{}{place}: {severity}[{}] {message}\n{help}", visible(&finding.path), finding.rule)
}

fn listed(findings: &[Finding]) -> String {
    findings.iter().map(shown).collect()
}

/// What is wrong with findings of a file that should break this rule and no other.
fn complaint(rule: &Rule, findings: &[Finding]) -> Option<String> {
    if findings.is_empty() {
        return Some("nothing is found".into());
    }
    let strangers: Vec<_> = findings.iter().filter(|finding| finding.rule != rule.code).cloned().collect();
    if !strangers.is_empty() {
        return Some(format!("other rules are broken too:\n{}", listed(&strangers)));
    }
    findings.iter().find_map(|finding| {
        let texts = [&finding.message.zh, &finding.message.en, &finding.help.zh, &finding.help.en];
        let ends = texts.iter().any(|text| text.is_empty() || text.ends_with(['。', '.', '\n', ' ']));
        ends.then(|| format!("a message or help is empty or ends with a full stop:\n{}", shown(finding)))
    })
}

/// Runs a check over every rule and reports all that fail.
fn for_each_rule(complain: impl Fn(&Rule) -> Option<String>) {
    let complaints: Vec<_> = rules::ALL
        .iter()
        .filter_map(|rule| Some(format!("{} {}: {}", rule.code, rule.name, complain(rule)?)))
        .collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn the_base_is_clean() {
    for as_of in ["2023-06-01", "2023-06-30", "2023-08-24", AS_OF] {
        let case = Case::read(&format!("as_of = \"{as_of}\""));
        let found = find(base(&case).path(), &case);
        assert!(found.is_empty(), "as of {as_of}:\n{}", listed(&found));
    }
}

#[test]
fn every_rule_has_a_folder_and_every_folder_a_rule() {
    let folders = fs::read_dir(tests().join("rules"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let folders: BTreeSet<String> = folders.collect();
    let names: BTreeSet<String> = rules::ALL.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(folders, names);
    for_each_rule(|rule| {
        let folder = folder(rule);
        (!folder.join("bad").is_dir() || !folder.join("expected.txt").is_file())
            .then(|| "lacks bad/ or expected.txt".into())
    });
}

#[test]
fn what_is_bad_breaks_its_rule_alone() {
    for_each_rule(|rule| suffixes(rule).find_map(|suffix| bad(rule, &suffix)));
}

fn bad(rule: &Rule, suffix: &str) -> Option<String> {
    let (case, bad) = (Case::of(rule, suffix), folder(rule).join(format!("bad{suffix}")));
    if case.is_skipped() || (!suffix.is_empty() && !bad.is_dir()) {
        return None;
    }
    let root = base(&case);
    base::copy(&bad, root.path());
    if suffix.is_empty() && !special::build(rule.name, root.path()) {
        return None;
    }
    let findings = find(root.path(), &case);
    let expected = folder(rule).join(format!("expected{suffix}.txt"));
    let found = listed(&findings);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&expected, &found).unwrap();
    }
    let complaint = complaint(rule, &findings).map(|complaint| format!("bad{suffix}: {complaint}"));
    let differs = || {
        let expected = fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n");
        (found != expected).then(|| format!("bad{suffix}: expected\n{expected}\nbut found\n{found}"))
    };
    complaint.or_else(differs)
}

#[test]
fn what_is_good_is_clean() {
    for_each_rule(|rule| suffixes(rule).find_map(|suffix| good(rule, &suffix)));
}

fn good(rule: &Rule, suffix: &str) -> Option<String> {
    let (case, good) = (Case::of(rule, suffix), folder(rule).join(format!("good{suffix}")));
    if case.is_skipped() || !good.is_dir() {
        return None;
    }
    let root = base(&Case { remove: Vec::new(), ..case });
    base::copy(&good, root.path());
    let found = find(root.path(), &Case::of(rule, suffix));
    (!found.is_empty()).then(|| format!("good{suffix} is not:\n{}", listed(&found)))
}

#[test]
fn examples_do_what_they_say() {
    let lay = |example: &Example| {
        let root = base(&Case::plain());
        let path = root.path().join(example.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, example.text).unwrap();
        root
    };
    for_each_rule(|rule| {
        let right = find(lay(&rule.right).path(), &Case::plain());
        if !right.is_empty() {
            return Some(format!("the right example is not:\n{}", listed(&right)));
        }
        if NOT_SHOWN_BY_TEXT.contains(&rule.code) {
            return None;
        }
        let wrong = find(lay(&rule.wrong).path(), &Case::plain());
        complaint(rule, &wrong).map(|complaint| format!("the wrong example: {complaint}"))
    });
}

/// A file and a folder without permission are errors, never skipped. The superuser reads them anyway.
#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::plain();
    let root = base(&case);
    let (file, folder) = (root.path().join("jia/activities/2023.yaml"), root.path().join("yi/activities"));
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    allow(&file, 0o000);
    allow(&folder, 0o000);
    if fs::read(&file).is_ok() {
        return;
    }
    let findings = find(root.path(), &case);
    allow(&folder, 0o755);
    let found: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.path.as_str())).collect();
    assert_eq!(found, [("F010", "jia/activities/2023.yaml"), ("F010", "yi/activities")]);
}

/// What a plain file in a git folder cannot hold on every system: links, pipes, sockets, odd names.
#[cfg(unix)]
mod special {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::path::Path;
    use std::process::Command;

    /// Builds what the case of this rule needs; `false` where this system cannot.
    pub(crate) fn build(rule: &str, root: &Path) -> bool {
        match rule {
            "not-a-file" => {
                symlink("jia-h1.yaml", root.join("jia/hazards/jia-h9.yaml")).unwrap();
                symlink("../filings", root.join("jia/hazards/more")).unwrap();
                symlink("../jia/hazards", root.join("yi/hazards")).unwrap();
                symlink("nowhere", root.join("yi/activities/broken.yml")).unwrap();
                symlink("jia-h1-acceptance.txt", root.join("jia/hazards/read-me")).unwrap();
                UnixListener::bind(root.join("yi/activities/socket.yaml")).unwrap();
                Command::new("mkfifo")
                    .arg(root.join("jia/inspections/pipe.YAML"))
                    .status()
                    .is_ok_and(|status| status.success())
            }
            "control-character" => {
                let name = root.join("jia/activities/a\u{200b}b.yaml");
                std::fs::write(name, "id: ab\nkind: 专题学习\ndate: 2023-06-09\n").unwrap();
                true
            }
            "bad-attachment" => {
                symlink("jia-h1-acceptance.txt", root.join("jia/hazards/link.txt")).unwrap();
                true
            }
            _ => true,
        }
    }
}

#[cfg(not(unix))]
mod special {
    pub(crate) fn build(rule: &str, _: &std::path::Path) -> bool {
        !["control-character", "not-a-file", "bad-attachment"].contains(&rule)
    }
}
