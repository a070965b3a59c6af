//! The files for CI jobs of others: the GitHub action, the pre-commit hook and the GitLab job of the READMEs.
//! They parse, and what they call exists; on a system with bash the action's own script is run.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test of the program from outside"
)]

use hazards::store::yaml::{self, Kind, Node};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_hazards");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap().replace("\r\n", "\n")
}

/// Hands over the value of a document that parses without fault.
fn with_root<T>(text: &str, look: impl FnOnce(Node<'_, '_>) -> T) -> T {
    let tree = yaml::parse(text);
    assert!(tree.faults().is_empty(), "{:?}", tree.faults());
    let mut documents = tree.documents();
    let root = documents.next().and_then(|document| document.root).unwrap();
    assert!(documents.next().is_none());
    look(root)
}

fn get<'a, 't>(node: Node<'a, 't>, key: &str) -> Node<'a, 't> {
    node.entries().find(|(name, _)| name.text() == key).map(|(_, value)| value).expect(key)
}

fn keys<'a>(node: Node<'a, '_>) -> Vec<&'a str> {
    node.entries().map(|(key, _)| key.text()).collect()
}

/// All `--options` that a text names.
fn options(text: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
    let starts = text.match_indices("--").filter(|(at, _)| !text[..*at].ends_with(is_part));
    let words = starts.map(|(at, _)| &text[at..]);
    words.map(|rest| &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())]).collect()
}

fn assert_check_knows(options: &[&str]) {
    let help = Command::new(PROGRAM).args(["check", "--help", "--lang", "en"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for option in options {
        assert!(help.contains(&format!("{option} ")), "check has no {option}");
    }
}

/// The script of the action's step of that name.
fn script(step: &str) -> String {
    let text = text("action.yml");
    with_root(&text, |action| {
        let steps = get(get(action, "runs"), "steps");
        let step = steps.items().find(|node| get(*node, "name").text() == step).unwrap();
        get(step, "run").text().to_owned()
    })
}

#[test]
fn the_action_has_its_inputs_and_uses_each() {
    let text = text("action.yml");
    with_root(&text, |action| {
        assert_eq!(get(get(action, "runs"), "using").text(), "composite");
        let inputs = get(action, "inputs");
        let names = ["directory", "as-of", "format", "deny-warnings", "changed-since", "binary"];
        assert_eq!(keys(inputs), names);
        for name in names {
            let input = get(inputs, name);
            assert!(!get(input, "description").text().is_empty(), "{name}");
            assert!(matches!(get(input, "default").kind(), Kind::Plain | Kind::Quoted), "{name}");
            assert!(text.contains(&format!("${{{{ inputs.{name} }}}}")), "{name} is used");
        }
        let used = text.match_indices("inputs.").count();
        assert_eq!(used, names.len() + 1, "no other input is used; `binary` in a condition too");
        for step in get(get(action, "runs"), "steps").items() {
            assert_eq!(get(step, "shell").text(), "bash");
            assert!(!get(step, "run").text().contains("${{"), "nothing is written into a script");
        }
    });
    assert_check_knows(&options(&script("hazards check")));
}

#[test]
fn the_hook_calls_the_program() {
    let text = text(".pre-commit-hooks.yaml");
    with_root(&text, |hooks| {
        let hooks: Vec<Node<'_, '_>> = hooks.items().collect();
        let [hook] = hooks[..] else { panic!("one hook") };
        assert_eq!(keys(hook), ["id", "name", "description", "language", "entry", "files", "pass_filenames"]);
        let says = |key, value| assert_eq!(get(hook, key).text(), value);
        says("language", "rust");
        says("entry", "hazards check");
        says("files", r"\.ya?ml$");
        says("pass_filenames", "false");
    });
}

#[test]
fn the_blocks_of_the_readmes_parse_and_call_what_there_is() {
    for name in ["README.md", "README.zh-CN.md"] {
        let text = text(name);
        let blocks: Vec<&str> =
            text.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
        let jobs: Vec<&&str> = blocks.iter().filter(|block| block.contains("hazards")).collect();
        assert!(jobs.iter().any(|block| block.contains("codequality")), "{name} has a GitLab job");
        for job in jobs {
            with_root(job, |root| assert!(matches!(root.kind(), Kind::Mapping | Kind::Sequence)));
            for call in job.lines().filter(|line| line.contains("hazards ") && line.contains(" check ")) {
                assert_check_knows(&options(call));
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn the_script_of_the_action_passes_its_inputs() {
    let run = |changes: &[(&str, &str)]| {
        let mut bash = Command::new("bash");
        // As the runner calls it.
        bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &script("hazards check")]);
        let inputs = [
            ("DIRECTORY", "examples/broken"),
            ("AS_OF", "2023-12-31"),
            ("FORMAT", "short"),
            ("DENY_WARNINGS", "false"),
            ("CHANGED_SINCE", ""),
            ("BINARY", PROGRAM),
            ("RUNNER_TEMP", "/nowhere"),
        ];
        bash.current_dir(root()).envs(inputs).envs(changes.iter().copied());
        let output = bash.output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), stderr)
    };
    assert_eq!(run(&[]).0, Some(1));
    assert!(run(&[]).1.contains("error[F005]"));
    assert_eq!(run(&[("DIRECTORY", "tests/base")]).0, Some(0));
    assert!(run(&[("FORMAT", "json")]).1.starts_with('{'));
    assert_eq!(run(&[("DENY_WARNINGS", "yes")]).0, Some(2));
    assert_eq!(run(&[("DIRECTORY", "tests/base"), ("DENY_WARNINGS", "true")]).0, Some(0));
    let (status, _, said) = run(&[("CHANGED_SINCE", "$(touch x); --output=x")]);
    assert_eq!((status, said.lines().count()), (Some(2), 1), "{said}");
    assert!(!root().join("x").exists());
}
