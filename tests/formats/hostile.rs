//! Data that would break out of a format, in every place that a message quotes.

use super::base;
use super::parse::parse;
use super::run::Run;
use hazards::text::{is_control, is_invisible};
use hazards::write::findings::Format;
use proptest::prelude::*;

/// Pieces that mean something to some format, terminal or runner.
const PIECES: [&str; 34] = [
    "\n",
    "\r\n",
    "::error::forged",
    "::error file=x,line=1::",
    "##[error]",
    "::stop-commands::x",
    "%0A",
    "%25",
    "%",
    ",",
    ":",
    "=",
    "<",
    ">",
    "&",
    "&amp;",
    "]]>",
    "<![CDATA[",
    "<!--",
    "\"",
    "'",
    "\\",
    "{0}",
    "](http://evil)",
    "\u{1b}[31m",
    "\u{9b}31m",
    "\u{202e}",
    "\u{200b}",
    "\u{2028}",
    "\u{fffe}",
    "\u{e0041}",
    "\u{7}",
    ": error[F001] ",
    "隐患",
];

fn evil() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => proptest::sample::select(PIECES.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// Any text as YAML in double quotes.
fn quoted(text: &str) -> String {
    let escaped =
        |c: char| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("\\U{:08X}", c as u32) };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A name that a file system takes.
fn file_name(text: &str) -> String {
    let refused =
        |c: char| matches!(c, '/' | '\0') || (cfg!(windows) && (c < ' ' || "<>:\"\\|?*".contains(c)));
    let name: String = text.chars().filter(|c| !refused(*c)).take(40).collect();
    format!("x{name}.yaml")
}

fn laid(text: &str, name: &str) -> Vec<(String, Vec<u8>)> {
    let value = quoted(text);
    let enterprise = format!(
        "id: jia-9\nname: {value}\nuscc: {value}\nproducts: [{value}]\nindustry: {value}\ndomains: [{value}]\nkey: 是\nprincipal: {value}\nphone: {value}\nbase_info_complete: 是\ncode_check: 是\nlisted_on: 2023-05-10\n{value}: 1\n"
    );
    let sound = enterprise.replace(&format!("industry: {value}"), "industry: 机械").replace("jia-9", "jia-8");
    let hazard = format!(
        "- id: h-9\n  enterprise: jia-1\n  clause: {value}\n  description: x\n  source: 企业自查\n  found_on: 2023-07-01\n  rectification: {{funds: {value}, {value}: {value}}}\n  attachments: [{value}]\n- {value}\n"
    );
    let raw = format!("id: {text}\nname: {text}\n");
    vec![
        ("jia/enterprises/broken.yaml".to_owned(), enterprise.into_bytes()),
        ("jia/enterprises/sound.yaml".to_owned(), sound.into_bytes()),
        ("jia/hazards/broken.yaml".to_owned(), hazard.into_bytes()),
        (format!("jia/inspections/{name}"), raw.clone().into_bytes()),
        (name.to_owned(), raw.into_bytes()),
    ]
}

fn check(text: &str) {
    let files = laid(text, &file_name(text));
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let root = base::with(&files);
    let run = Run::with_waived(root.path());
    assert!(run.listing.findings.len() > 8);
    for format in Format::ALL {
        let written = run.write(format);
        // A path may look like anything where lines are read by people.
        if !matches!(format, Format::Human | Format::Short) {
            assert_eq!(parse(format, &written), run.expected(format), "{format:?}");
        } else if format == Format::Short {
            assert_eq!(written.lines().count(), run.listing.findings.len());
        }
        let hidden = |c: char| (is_control(c) || is_invisible(c) || c == '\r') && c != '\n';
        assert!(!written.contains(hidden), "{format:?}: {:?}", written.chars().find(|c| hidden(*c)));
        for line in written.lines().filter(|_| format != Format::Github) {
            let line = line.trim_start();
            assert!(!line.starts_with("::") && !line.starts_with("##["), "{format:?}: {line}");
        }
    }
    let fingerprints = run.fingerprints();
    let distinct: std::collections::HashSet<_> = fingerprints.iter().collect();
    assert_eq!(distinct.len(), fingerprints.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_format_says_the_same_of_hostile_data(text in evil()) {
        check(&text);
    }
}

#[test]
fn the_name_of_a_unit_is_no_command() {
    let plan = std::fs::read_to_string(base::folder().join("plan.toml")).unwrap();
    let (plan, text) = (plan.replace("甲县", "::error::x"), b"id: x\n" as &[u8]);
    let files = [("plan.toml", plan.as_bytes()), ("jia/hazards/x.yaml", text), ("yi/hazards/x.yaml", text)];
    let root = base::with(&files);
    for line in Run::of(root.path()).write(Format::Human).lines() {
        assert!(!line.trim_start().starts_with("::"), "{line}");
    }
}

#[test]
fn each_piece_alone() {
    for piece in PIECES {
        check(piece);
    }
}
