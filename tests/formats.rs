//! The formats of findings against what reads them: the SARIF schema, an XML parser, the runner's rules, and
//! that each says the same of any data, however hostile.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test"
)]

#[path = "support/base.rs"]
mod base;
#[path = "formats/files.rs"]
mod files;
#[path = "formats/fingerprint.rs"]
mod fingerprint;
#[path = "formats/hostile.rs"]
mod hostile;
#[path = "formats/parse.rs"]
mod parse;
#[path = "formats/run.rs"]
mod run;

use hazards::write::findings::Format;
use parse::parse;
use run::Run;
use std::path::Path;
use std::process::Command;

fn examples() -> Vec<Run> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let unit_findings = [(
        "hazards.toml",
        b"format = 1\nplan = \"plan.toml\"\n[[waivers]]\nrule = \"P001\"\nunit = \"jia\"\nreason = \"x\"\n"
            as &[u8],
    )];
    let small = base::with(&unit_findings);
    std::fs::remove_dir_all(small.path().join("jia/filings")).unwrap();
    vec![Run::of(&root.join("examples/broken")), Run::of(&root.join("tests/base")), Run::of(small.path())]
}

#[test]
fn every_format_says_the_same() {
    for run in examples() {
        for format in Format::ALL {
            assert_eq!(parse(format, &run.write(format)), run.expected(format), "{format:?}");
        }
    }
}

#[test]
fn sarif_is_valid_by_the_schema() {
    // The schema as published has a bracket that stands for itself, which is no regular expression of Unicode mode.
    let schema = include_str!("formats/sarif-2.1.0.schema.json").replace("{2}]?$", r"{2}\\]?$");
    let validator = jsonschema::draft7::new(&serde_json::from_str(&schema).unwrap()).unwrap();
    for run in examples() {
        let log: serde_json::Value = serde_json::from_str(&run.write(Format::Sarif)).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    // The schema bites.
    assert!(!validator.is_valid(&serde_json::json!({"version": "2.1.0", "runs": [{"results": []}]})));
}

#[test]
fn sarif_gives_the_gravest_where_there_are_too_many() {
    use hazards::write::findings::sarif::MOST_RESULTS;
    let mut run = Run::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/broken"));
    let findings = std::mem::take(&mut run.listing.findings);
    let many = findings.iter().cycle().take(MOST_RESULTS + 500).cloned();
    run.listing.findings = many.collect();
    let log: serde_json::Value = serde_json::from_str(&run.write(Format::Sarif)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let count = |level: &str| results.iter().filter(|result| result["level"] == level).count();
    assert_eq!(results.len(), MOST_RESULTS);
    assert_eq!(
        count("error"),
        run.listing.findings.iter().filter(|finding| finding.severity.name() == "error").count()
    );
    let note = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(note.as_str().unwrap().contains("500"), "{note}");
}

#[test]
fn waived_findings_are_said_where_a_format_can_say_so() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/qujing");
    let run = Run::with_waived(&root);
    let waived = run.listing.findings.iter().filter(|finding| finding.waived).count();
    assert!(waived > 0);
    let log: serde_json::Value = serde_json::from_str(&run.write(Format::Sarif)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let suppressed = |result: &&serde_json::Value| !result["suppressions"].as_array().unwrap().is_empty();
    assert_eq!(results.iter().filter(suppressed).count(), waived);
    for format in [Format::Github, Format::Gitlab] {
        assert_eq!(
            parse(format, &run.write(format)).len(),
            run.listing.findings.len() - waived,
            "{format:?}"
        );
    }
    let xml = run.write(Format::Junit);
    let tree = roxmltree::Document::parse(&xml).unwrap();
    let skipped = tree.descendants().filter(|node| node.has_tag_name("skipped"));
    let said = skipped.filter(|node| node.attribute("message").unwrap().contains("已豁免")).count();
    assert_eq!(said, waived);
}

#[test]
fn junit_has_a_suite_of_every_rule_and_exact_counts() {
    for run in examples() {
        let xml = run.write(Format::Junit);
        let tree = roxmltree::Document::parse(&xml).unwrap();
        let suites: Vec<_> = tree.descendants().filter(|node| node.has_tag_name("testsuite")).collect();
        assert_eq!(suites.len(), hazards::check::rules::ALL.len());
        for node in suites.iter().copied().chain([tree.root_element()]) {
            for (counted, tag) in [("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")] {
                let count = node.descendants().filter(|node| node.has_tag_name(tag)).count();
                assert_eq!(node.attribute(counted).unwrap(), count.to_string(), "{counted}");
            }
        }
        assert_eq!(tree.root_element().attribute("failures").unwrap(), run.listing.counts.errors.to_string());
    }
}

#[test]
fn gitlab_has_what_its_report_type_asks_for() {
    for run in examples() {
        let report: Vec<serde_json::Value> = serde_json::from_str(&run.write(Format::Gitlab)).unwrap();
        let mut fingerprints = std::collections::HashSet::new();
        for issue in &report {
            for key in ["description", "check_name", "fingerprint"] {
                assert!(!issue[key].as_str().unwrap().is_empty(), "{key}");
            }
            assert!(
                ["info", "minor", "major", "critical", "blocker"]
                    .contains(&issue["severity"].as_str().unwrap())
            );
            let location = &issue["location"];
            let path = location["path"].as_str().unwrap();
            assert!(!path.starts_with("./") && !path.starts_with('/'));
            let line =
                location["lines"]["begin"].as_u64().or(location["positions"]["begin"]["line"].as_u64());
            assert!(line.unwrap() >= 1);
            assert!(fingerprints.insert(issue["fingerprint"].clone()), "{issue}");
        }
    }
}

/// The status with which `check` ends does not depend on the format.
#[test]
fn the_status_is_the_same_in_every_format() {
    for (folder, extra, status) in [
        ("examples/broken", &[] as &[&str], 1),
        ("tests/base", &[], 0),
        ("examples/qujing", &["--unit", "shizong"], 0),
        ("examples/qujing", &["--unit", "shizong", "--deny", "warnings"], 1),
    ] {
        for format in Format::ALL {
            let output = Command::new(env!("CARGO_BIN_EXE_hazards"))
                .args(["-C", folder, "check", "--as-of", "2023-12-31", "--format", format.name()])
                .args(extra)
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .output()
                .unwrap();
            assert_eq!(output.status.code(), Some(status), "{folder} {format:?} {extra:?}");
            assert!(output.stderr.is_empty());
        }
    }
}
