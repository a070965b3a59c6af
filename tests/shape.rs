//! The shape of the project: every rule is registered, named after its file and explained in both
//! languages; every figure has its definition; no source file grows without end.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test: it reads the source")]

use hazards::catalog::Catalog;
use hazards::check::{Examine, Rule, rules};
use hazards::figure::Key;
use hazards::lang::Text;
use hazards::tally;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The most lines that a source file may have.
const MOST_LINES: usize = 400;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All files below a folder that end in `.rs`.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

fn rule_file(rule: &Rule) -> PathBuf {
    source().join("check/rules").join(rule.name.replace('-', "_")).with_extension("rs")
}

/// A rule's place in the order of codes: F, R, V, P, W, then by number.
fn order(rule: &Rule) -> (usize, &'static str) {
    ("FRVPW".find(&rule.code[..1]).unwrap(), rule.code)
}

#[test]
fn every_file_of_a_rule_is_registered_and_every_rule_has_its_file() {
    let files: BTreeSet<PathBuf> = rust_files(&source().join("check/rules")).into_iter().collect();
    let expected: BTreeSet<PathBuf> = rules::ALL.iter().map(|rule| rule_file(rule)).collect();
    assert_eq!(files, expected);
    for rule in rules::ALL {
        let text = fs::read_to_string(rule_file(rule)).unwrap();
        let stands = |what: String| text.contains(&what);
        assert!(stands(format!("code: \"{}\"", rule.code)), "{} has the file of another rule", rule.code);
        assert!(stands(format!("//! {}: ", rule.code)), "the first line of {} names its rule", rule.name);
    }
}

#[test]
fn codes_and_names_are_well_formed_unique_and_in_order() {
    for rule in rules::ALL {
        let (letter, number) = rule.code.split_at(1);
        let formed =
            "FRVPW".contains(letter) && number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit());
        assert!(formed, "{}", rule.code);
        let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
        assert!(rule.name.split('-').all(word), "{}", rule.name);
    }
    assert!(rules::ALL.is_sorted_by(|a, b| order(a) < order(b)), "codes are unique and in order");
    let names: BTreeSet<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rules::ALL.len(), "names are unique");
    for code in ["F001", "R001", "V001", "P001", "W001"] {
        assert_eq!(rules::find(code).map(|rule| rule.code), Some(code));
    }
    assert!(rules::find("P000").is_none());
}

#[test]
fn each_sort_of_rule_looks_where_it_should() {
    for rule in rules::ALL {
        let reads = matches!(rule.examine, Examine::Reading);
        assert_eq!(reads, rule.code.starts_with('F'), "{}", rule.code);
        assert_eq!(matches!(rule.examine, Examine::Waivers), rule.code.starts_with('W'), "{}", rule.code);
        assert_eq!(rule.is_negotiable(), rule.code.starts_with(['V', 'P']), "{}", rule.code);
    }
}

#[test]
fn every_rule_explains_itself_in_both_languages() {
    for rule in rules::ALL {
        for text in [&rule.summary, &rule.help, &rule.explain, &rule.basis] {
            check_text(rule, text);
        }
        for line in [&rule.summary, &rule.help] {
            assert!(!line.zh.ends_with('。') && !line.en.ends_with('.'), "{}: {line:?}", rule.code);
            assert!(!line.zh.contains('\n') && !line.en.contains('\n'), "{}: {line:?}", rule.code);
        }
        let explain = &rule.explain;
        assert!(explain.zh.ends_with('。') && explain.en.ends_with('.'), "{}: {explain:?}", rule.code);
        assert!(explain.zh.chars().count() >= 60, "{}: an explanation says why and when", rule.code);
    }
}

fn check_text(rule: &Rule, text: &Text) {
    for words in [&text.zh, &text.en] {
        let blanks = words.contains("  ") || words.trim() != words.as_ref();
        assert!(!words.is_empty() && !blanks, "{}: {words:?}", rule.code);
    }
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    assert!(text.zh.contains(is_chinese), "{}: {:?}", rule.code, text.zh);
    assert!(text.en.contains(|c: char| c.is_ascii_alphabetic()), "{}: {:?}", rule.code, text.en);
}

#[test]
fn examples_are_whole_files_that_differ_and_name_known_clauses() {
    let catalog = Catalog::built_in();
    for rule in rules::ALL {
        let (wrong, right) = (&rule.wrong, &rule.right);
        assert!(wrong.path != right.path || wrong.text != right.text, "{}", rule.code);
        for example in [wrong, right] {
            assert!(example.text.ends_with('\n') && !example.path.contains('\\'), "{}", rule.code);
        }
        let texts = if rule.code == "R003" { vec![right.text] } else { vec![wrong.text, right.text] };
        let clauses =
            texts.into_iter().flat_map(str::lines).filter_map(|line| line.trim().strip_prefix("clause: "));
        for clause in clauses {
            assert!(catalog.standard.clause(clause).is_some(), "{}: {clause}", rule.code);
        }
    }
}

#[test]
fn every_figure_has_its_indicator_and_definition() {
    for key in Key::ALL {
        let indicator = tally::indicator(*key);
        assert_eq!(indicator.key, *key);
        assert!(!indicator.definition.zh.is_empty() && !indicator.definition.en.is_empty(), "{key}");
    }
}

#[test]
fn source_files_stay_small_and_say_what_they_are() {
    for path in rust_files(&source()) {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines, more than {MOST_LINES}", path.display());
        assert!(text.starts_with("//! "), "{} opens without saying what it is", path.display());
    }
}
